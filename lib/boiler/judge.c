/* judge.c - verdicts on the lines of a text (nass/boiler.h). */
#include "boiler/judge.h"

#include <stdlib.h>
#include <string.h>

const struct nass_boiler_opts nass_boiler_default = {
	.level = NASS_BOILER_STANDARD,
	.keep = NASS_BOILER_AUTHOR | NASS_BOILER_SOURCE | NASS_BOILER_DATE,
	.has_lexicon = true,
	.lexicon = { NULL, 0 },
	.min_documents = 3,
};

enum nass_code
nass_boiler_new(const struct nass_boiler_opts *opts, struct nass_boiler **b,
    struct nass_err *err)
{
	struct nass_boiler *made = calloc(1, sizeof *made);
	enum nass_code code;

	*b = NULL;
	if (made == NULL)
		return nass_fail_nomem(err);
	made->opts = *opts;
	boiler__fold_init(&made->fold);
	boiler__code_init(&made->code, &made->fold);
	code = boiler__lexicon_init(&made->lexicon, &made->code, &made->fold,
	    opts->has_lexicon, opts->lexicon, err);
	if (code != NASS_OK) {
		nass_boiler_free(made);
		return code;
	}
	*b = made;
	return NASS_OK;
}

void
nass_boiler_free(struct nass_boiler *b)
{
	if (b == NULL)
		return;
	boiler__lexicon_fini(&b->lexicon);
	boiler__repeats_fini(&b->repeats);
	free(b);
}

bool
boiler__is_blank(struct nass_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != ' ' && s.p[i] != '\t' && s.p[i] != '\r')
			return false;
	return true;
}

enum nass_code
boiler__read(const struct nass_boiler *b, struct nass_str text,
    struct nass_str source, struct nass_arena *arena, struct boiler_page *page,
    struct nass_err *err)
{
	struct nass_str rest = text;
	struct vocabulary vocabulary = { .n = 0 };
	size_t number = 0;
	size_t nline =
	    1 + (size_t)b->code.scan->count_byte(text.p, text.n, '\n');
	bool is_short;

	page->n = 0;
	page->line = nass_arena_get(arena, nline * sizeof *page->line);
	if (page->line == NULL)
		return nass_fail_nomem(err);
	while (rest.p != NULL && rest.n > 0) {
		struct boiler_line *line = &page->line[page->n];

		line->s = nass_str_cut(&rest, '\n');
		line->number = ++number;
		if (boiler__is_blank(line->s))
			continue;
		boiler__line_scan(
		    &b->code, &b->fold, &b->lexicon, &vocabulary, line);
		page->n++;
	}
	page->page = boiler__page_scan(page->line, page->n, arena, &is_short);
	page->is_html = false;
	boiler__mark_repeats(&b->repeats, source, page->line, page->n);
	return is_short ? nass_fail_nomem(err) : NASS_OK;
}

static const char *
reason_of(const struct boiler_line *line, bool is_kept, uint8_t heaviest)
{
	if (is_kept)
		return line->is_prose ? "paragraph" : "like written text";
	if (heaviest >= F_LEX_E && heaviest <= F_LEX_STRONG_LONG &&
	    line->lex != LEX_NONE)
		return boiler__kind_reason((enum lex_kind)line->lex);
	return boiler__feature_reason((enum boiler_feature)heaviest);
}

static void
give(const struct nass_boiler *b, const struct boiler_line *line, bool is_kept,
    double score, uint8_t heaviest, struct nass_verdict *v)
{
	unsigned soft = boiler__soft(line);

	v->line = line->s;
	v->number = line->number;
	v->score = score;
	v->kind = line->lex == LEX_NONE
	    ? ""
	    : boiler__kind_name((enum lex_kind)line->lex);
	v->is_kept = is_kept;
	v->reason = reason_of(line, is_kept, heaviest);
	if (v->is_kept && soft != 0) {
		v->is_kept = (b->opts.keep & soft) == soft;
		v->reason = soft == NASS_BOILER_AUTHOR ? "author"
		    : soft == NASS_BOILER_SOURCE       ? "source"
						       : "date";
	}
}

/*
 * A page of a few words has no paragraph to judge by: where nothing would stay,
 * its paragraphs do that are no part of what stands around a text.
 */
static void
keep_last(const struct boiler_page *page, bool *is_kept)
{
	static const uint8_t around[] = { F_H_NAV, F_H_FORM, F_H_CLASS,
		F_H_COMMENTS, F_H_HIDDEN, F_H_DIALOG, F_H_LINKS, F_COPYRIGHT };

	for (size_t i = 1; i < page->n; i++)
		if (is_kept[i])
			return;
	for (size_t i = 1; i < page->n; i++) {
		const struct features *f = &page->line[i].f;

		is_kept[i] =
		    features_has(f, F_H_PARA) && page->line[i].lex == LEX_NONE;
		for (size_t k = 0; k < sizeof around; k++)
			if (features_has(f, (enum boiler_feature)around[k]))
				is_kept[i] = false;
	}
}

static enum nass_code
judge(const struct nass_boiler *b, const struct boiler_page *page,
    struct nass_arena *arena, struct nass_verdict **verdict,
    struct nass_err *err)
{
	double *own = nass_arena_get(arena, page->n * sizeof *own);
	double *score = nass_arena_get(arena, page->n * sizeof *score);
	uint8_t *heaviest = nass_arena_get(arena, page->n);
	bool *is_kept = nass_arena_get(arena, page->n * sizeof *is_kept);

	*verdict = nass_arena_get(arena, page->n * sizeof **verdict);
	if (own == NULL || score == NULL || heaviest == NULL ||
	    is_kept == NULL || *verdict == NULL)
		return nass_fail_nomem(err);
	boiler__model_run(
	    page->line, page->n, page->page, own, score, heaviest);
	boiler__decide(&b->opts, page, score, is_kept);
	if (page->is_html)
		keep_last(page, is_kept);
	for (size_t i = 0; i < page->n; i++)
		give(b, &page->line[i], is_kept[i], score[i], heaviest[i],
		    &(*verdict)[i]);
	return NASS_OK;
}

enum nass_code
nass_boiler_judge(const struct nass_boiler *b, struct nass_str text,
    struct nass_str source, struct nass_arena *arena,
    struct nass_verdict **verdict, size_t *n, struct nass_err *err)
{
	struct boiler_page page;

	*n = 0;
	if (boiler__read(b, text, source, arena, &page, err) != NASS_OK ||
	    judge(b, &page, arena, verdict, err) != NASS_OK)
		return NASS_ENOMEM;
	*n = page.n;
	return NASS_OK;
}

enum nass_code
nass_boiler_judge_html(const struct nass_boiler *b, struct nass_str html,
    struct nass_str source, struct nass_arena *arena,
    struct nass_verdict **verdict, size_t *n, struct nass_page *page,
    struct nass_err *err)
{
	struct nass_html_blocks blocks;
	struct boiler_page lines;

	*n = 0;
	if (boiler__read_html(b, html, source, arena, &lines, &blocks, err) !=
		NASS_OK ||
	    judge(b, &lines, arena, verdict, err) != NASS_OK)
		return NASS_ENOMEM;
	*verdict += 1; /* line 0 is the title */
	*n = lines.n - 1;
	if (page != NULL)
		*page = (struct nass_page){ blocks.meta.title, blocks.meta.date,
			blocks.meta.author, blocks.meta.language,
			blocks.meta.url };
	return NASS_OK;
}

enum nass_code
nass_boiler_strip_html(const struct nass_boiler *b, struct nass_str html,
    struct nass_str source, struct nass_arena *arena, struct nass_buf *out,
    struct nass_page *page, struct nass_err *err)
{
	struct nass_verdict *v;
	size_t n;

	if (nass_boiler_judge_html(b, html, source, arena, &v, &n, page, err) !=
	    NASS_OK)
		return NASS_ENOMEM;
	for (size_t i = 0; i < n; i++)
		if (v[i].is_kept &&
		    (nass_buf_put(out, v[i].line, err) != NASS_OK ||
			nass_buf_putc(out, '\n', err) != NASS_OK))
			return NASS_ENOMEM;
	return NASS_OK;
}

/* Copy text[*from, to) if *is_kept; then what follows begins at `to`. */
static enum nass_code
copy_to(struct nass_str text, size_t *from, size_t to, bool is_kept,
    struct nass_buf *out, struct nass_err *err)
{
	struct nass_str s = { text.p + *from, to - *from };

	*from = to;
	return is_kept ? nass_buf_put(out, s, err) : NASS_OK;
}

enum nass_code
nass_boiler_strip(const struct nass_boiler *b, struct nass_str text,
    struct nass_str source, struct nass_arena *arena, struct nass_buf *out,
    struct nass_err *err)
{
	struct nass_verdict *v;
	size_t old = out->n;
	size_t from = 0;
	size_t n;
	bool is_kept = true;

	if (boiler__is_plain(b, text, source))
		return nass_buf_put(out, text, err);
	if (nass_buf_grow(out, text.n, err) != NASS_OK ||
	    nass_boiler_judge(b, text, source, arena, &v, &n, err) != NASS_OK)
		return NASS_ENOMEM;
	for (size_t i = 0; i < n; i++) {
		size_t at = (size_t)(v[i].line.p - text.p);

		if (v[i].is_kept == is_kept)
			continue;
		if (copy_to(text, &from, at, is_kept, out, err) != NASS_OK)
			return NASS_ENOMEM;
		is_kept = v[i].is_kept;
	}
	if (copy_to(text, &from, text.n, is_kept, out, err) != NASS_OK)
		return NASS_ENOMEM;
	/* Where the last line goes, its LF goes, not that of the line above. */
	if (out->n > old && out->p[out->n - 1] == '\n' &&
	    text.p[text.n - 1] != '\n')
		out->n--;
	return NASS_OK;
}
