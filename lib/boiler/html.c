/* html.c - lines of a web page, with what its elements say (judge.h). */
#include <string.h>

#include "boiler/judge.h"

/* How much of a page's text stands in its content and in its article. */
struct share {
	size_t all;
	size_t content;
	size_t article;
};

static struct share
share_of(const struct nass_html_blocks *k)
{
	struct share s = { 0, 0, 0 };

	for (size_t i = 0; i < k->n; i++) {
		const struct nass_html_block *b = &k->block[i];

		if (b->n < 80 || 2 * b->nlink > b->n)
			continue;
		s.all += b->n;
		s.content += (b->marks & NASS_HTML_CONTENT) != 0 ? b->n : 0;
		s.article += (b->marks & NASS_HTML_ARTICLE) != 0 ? b->n : 0;
	}
	return s;
}

static void
put_marks(struct boiler_line *line, const struct nass_html_block *b,
    const struct share *share)
{
	struct features *f = &line->f;
	unsigned m = b->marks;
	bool is_nav = (m &
			  (NASS_HTML_NAV | NASS_HTML_ASIDE | NASS_HTML_FOOTER |
			      NASS_HTML_HEADER)) != 0;
	bool has_content =
	    share->content >= 300 || 5 * share->content >= 2 * share->all + 1;
	bool has_article = 5 * share->article >= 3 * share->all + 1;

	features_put(f, F_H_LINKS, 5 * b->nlink > 3 * b->n);
	features_put(
	    f, F_H_SOME_LINKS, 5 * b->nlink <= 3 * b->n && 5 * b->nlink > b->n);
	features_put(f, F_H_REFERENCE,
	    b->nlink > 0 &&
		(line->lex == LEX_RELATED || line->lex == LEX_READMORE));
	features_put(f, F_H_CONTENT, (m & NASS_HTML_CONTENT) != 0);
	features_put(
	    f, F_H_OUTSIDE, has_content && (m & NASS_HTML_CONTENT) == 0);
	features_put(f, F_H_ARTICLE, (m & NASS_HTML_ARTICLE) != 0);
	features_put(f, F_H_OUTSIDE_ARTICLE,
	    has_article && (m & NASS_HTML_ARTICLE) == 0);
	features_put(f, F_H_NAV, is_nav);
	features_put(f, F_H_FORM, (m & NASS_HTML_FORM) != 0);
	features_put(f, F_H_CLASS, (m & NASS_HTML_CLASS) != 0);
	features_put(f, F_H_COMMENTS, (m & NASS_HTML_COMMENTS) != 0);
	features_put(f, F_H_HIDDEN, (m & NASS_HTML_HIDDEN) != 0);
	features_put(f, F_H_DIALOG, (m & NASS_HTML_DIALOG) != 0);
	features_put(f, F_H_HEADING, (m & NASS_HTML_HEADING) != 0);
	features_put(f, F_H_PARA, (m & NASS_HTML_PARA) != 0);
	features_put(f, F_H_ROW, (m & NASS_HTML_CELL) != 0);
	features_put(f, F_H_CAPTION, (m & NASS_HTML_CAPTION) != 0);
	if ((m & NASS_HTML_BYLINE) != 0 && line->nword <= 12 &&
	    line->soft == LEX_NONE && line->lex == LEX_NONE) {
		line->soft = LEX_AUTHOR;
		features_put(f, F_LEX_SOFT, true);
	}
	/* What no reader takes for the text shall not be its body. */
	if (is_nav ||
	    (m & (NASS_HTML_COMMENTS | NASS_HTML_HIDDEN | NASS_HTML_DIALOG)) !=
		0 ||
	    2 * b->nlink > b->n || features_has(f, F_H_OUTSIDE))
		line->is_prose = false;
}

enum nass_code
boiler__read_html(const struct nass_boiler *b, struct nass_str html,
    struct nass_str source, struct nass_arena *arena, struct boiler_page *page,
    struct nass_html_blocks *blocks, struct nass_err *err)
{
	struct vocabulary vocabulary = { .n = 0 };
	struct share share;
	bool is_short;

	if (nass_html_read(html, arena, blocks, err) != NASS_OK ||
	    boiler__read_json(&blocks->meta, arena, err) != NASS_OK)
		return NASS_ENOMEM;
	share = share_of(blocks);
	page->n = blocks->n + 1;
	page->line = nass_arena_get(arena, page->n * sizeof *page->line);
	if (page->line == NULL)
		return nass_fail_nomem(err);
	page->line[0].s = blocks->meta.title;
	for (size_t i = 0; i < page->n; i++) {
		struct boiler_line *line = &page->line[i];
		const struct nass_html_block *k =
		    i > 0 ? &blocks->block[i - 1] : NULL;

		line->number = i;
		if (k != NULL)
			line->s =
			    nass_str_sub(blocks->text, k->from, k->from + k->n);
		boiler__line_scan(
		    &b->code, &b->fold, &b->lexicon, &vocabulary, line);
		if (k == NULL)
			continue;
		put_marks(line, k, &share);
		/* The title may stand above what bears the text. */
		if (features_has(&line->f, F_H_HEADING) &&
		    line->key == page->line[0].key)
			features_clear(&line->f, F_H_OUTSIDE);
	}
	(void)boiler__page_scan(page->line, page->n, arena, &is_short);
	page->page = 1;
	page->is_html = true;
	boiler__mark_repeats(&b->repeats, source, page->line, page->n);
	return is_short ? nass_fail_nomem(err) : NASS_OK;
}

bool
nass_boiler_is_html(struct nass_str s)
{
	return nass_html_is_page(s);
}
