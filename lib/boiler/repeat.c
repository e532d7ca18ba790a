/* repeat.c - which lines of a site are repeated (repeat.h, nass/boiler.h). */
#include "boiler/repeat.h"

#include <stdlib.h>
#include <string.h>

#include "boiler/judge.h"

enum {
	TERM_WORDS_MAX = 32, /* longer lines are lists that differ anyway */
	CLOSED_MAX = 11,     /* words of a closed sentence that may go */
	HEAD_MIN = 6,        /* words of a line that has a head and a tail */
	HEAD_MAX = 14,
};

#define HEAD_SEED 0x8f14e45fceea167au
/* What stands behind the head of a line in a term. */
#define HEAD_SIGN NASS_STR("\342\200\246")

static uint64_t
hash_of(struct nass_str source, uint64_t line)
{
	uint64_t h = fold_mix(nass_hash(source, 0), line);

	return h == 0 ? 1 : h;
}

static size_t
find(const struct repeats *r, uint64_t hash)
{
	size_t i = (size_t)hash & (r->cap - 1);

	while (r->hash[i] != 0 && r->hash[i] != hash)
		i = (i + 1) & (r->cap - 1);
	return i;
}

enum nass_code
boiler__repeats_add(struct repeats *r, uint64_t hash, struct nass_err *err)
{
	if (2 * r->n >= r->cap) {
		struct repeats wider = { NULL, r->cap == 0 ? 1024 : 2 * r->cap,
			r->n };

		wider.hash = calloc(wider.cap, sizeof *wider.hash);
		if (wider.hash == NULL)
			return nass_fail_nomem(err);
		for (size_t i = 0; i < r->cap; i++)
			if (r->hash[i] != 0)
				wider.hash[find(&wider, r->hash[i])] =
				    r->hash[i];
		free(r->hash);
		*r = wider;
	}
	r->n += r->hash[find(r, hash)] == 0;
	r->hash[find(r, hash)] = hash;
	return NASS_OK;
}

bool
boiler__repeats_has(const struct repeats *r, uint64_t hash)
{
	return r->n > 0 && r->hash[find(r, hash)] != 0;
}

void
boiler__repeats_fini(struct repeats *r)
{
	free(r->hash);
	*r = (struct repeats){ NULL, 0, 0 };
}

bool
boiler__has_term(const struct boiler_line *line)
{
	return line->key != 0 && line->nword <= TERM_WORDS_MAX &&
	    !(line->is_closed && line->nword > CLOSED_MAX);
}

bool
boiler__has_head_term(const struct boiler_line *line)
{
	return boiler__has_term(line) && !line->is_closed &&
	    line->nword >= HEAD_MIN && line->nword <= HEAD_MAX;
}

/*
 * The title, and the byline below it, may well be repeated; so may a greeting,
 * and a heading between two paragraphs (REPEATED_INSIDE).
 */
void
boiler__mark_repeats(const struct repeats *r, struct nass_str source,
    struct boiler_line *line, size_t n)
{
	if (r->n == 0 || source.n == 0)
		return;
	for (size_t i = 1; i < n; i++) {
		bool is_whole = boiler__has_term(&line[i]) &&
		    boiler__repeats_has(r, hash_of(source, line[i].key));
		bool is_head = boiler__has_head_term(&line[i]) &&
		    boiler__repeats_has(
			r, hash_of(source, line[i].head[3] ^ HEAD_SEED));
		bool is_inside =
		    line[i - 1].is_prose && i + 1 < n && line[i + 1].is_prose;

		if (features_has(&line[i].f, F_SPOKEN) ||
		    (i == 1 && !line[i].is_strong && line[0].number != 0))
			continue;
		features_put(&line[i].f, F_REPEATED, is_whole);
		features_put(&line[i].f, F_REPEATED_HEAD, !is_whole && is_head);
		features_put(&line[i].f, F_REPEATED_INSIDE,
		    (is_whole || is_head) && is_inside);
	}
}

enum nass_code
nass_boiler_repeat(struct nass_boiler *b, struct nass_str term,
    uint64_t documents, struct nass_err *err)
{
	struct nass_str key = term;
	struct nass_str source = nass_str_cut(&key, '/');
	uint64_t word[TERM_WORDS_MAX];
	bool is_head = false;
	uint64_t h = FOLD_SEED;
	size_t n;

	if (key.p == NULL || documents < b->opts.min_documents)
		return NASS_OK;
	if (key.n > HEAD_SIGN.n &&
	    nass_str_eq(
		nass_str_sub(key, key.n - HEAD_SIGN.n, key.n), HEAD_SIGN)) {
		is_head = true;
		if (documents < 2 * b->opts.min_documents)
			return NASS_OK;
	}
	n = boiler__phrase_words(&b->code, &b->fold, key, word, TERM_WORDS_MAX);
	for (size_t i = 0; i < n; i++)
		h = fold_mix(h, word[i]);
	return boiler__repeats_add(
	    &b->repeats, hash_of(source, is_head ? h ^ HEAD_SEED : h), err);
}

/* Terms -------------------------------------------------------------------- */

/*
 * Spaces of out->p[from..) become U+00A0, so that the term is one word in the
 * counts format.
 */
static enum nass_code
bind_spaces(struct nass_buf *out, size_t from, struct nass_err *err)
{
	size_t n = 0;
	size_t to;

	for (size_t i = from; i < out->n; i++)
		n += out->p[i] == ' ';
	if (nass_buf_grow(out, n, err) != NASS_OK)
		return NASS_ENOMEM;
	to = out->n + n;
	for (size_t i = out->n; i-- > from;) {
		if (out->p[i] == ' ') {
			out->p[--to] = '\xA0';
			out->p[--to] = '\xC2';
		} else {
			out->p[--to] = out->p[i];
		}
	}
	out->n += n;
	return NASS_OK;
}

/* The whole key of a line, or its first four words and a sign. */
static enum nass_code
put_term(const struct nass_boiler *b, struct nass_str source,
    const struct boiler_line *line, bool is_head, struct nass_buf *out,
    struct nass_err *err)
{
	size_t from;

	if (nass_buf_put(out, source, err) != NASS_OK ||
	    nass_buf_putc(out, '/', err) != NASS_OK)
		return NASS_ENOMEM;
	from = out->n;
	if (boiler__fold_key(&b->fold, line->s, out, err) != NASS_OK)
		return NASS_ENOMEM;
	if (is_head) {
		size_t i = from;

		for (unsigned n = 0; i < out->n; i++)
			if (out->p[i] == ' ' && ++n == 4)
				break;
		out->n = i;
		if (nass_buf_put(out, HEAD_SIGN, err) != NASS_OK)
			return NASS_ENOMEM;
	}
	if (bind_spaces(out, from, err) != NASS_OK)
		return NASS_ENOMEM;
	return nass_buf_putc(out, '\n', err);
}

/* The first of its kind in the document? */
static bool
is_new(struct repeats *seen, uint64_t hash, struct nass_err *err,
    enum nass_code *code)
{
	if (boiler__repeats_has(seen, hash == 0 ? 1 : hash))
		return false;
	*code = boiler__repeats_add(seen, hash == 0 ? 1 : hash, err);
	return *code == NASS_OK;
}

enum nass_code
nass_boiler_terms(const struct nass_boiler *b, struct nass_str text,
    struct nass_str source, bool is_html, struct nass_arena *arena,
    struct nass_buf *out, struct nass_err *err)
{
	struct nass_html_blocks blocks;
	struct repeats seen = { NULL, 0, 0 };
	struct boiler_page page;
	enum nass_code code;

	if (source.n == 0)
		return NASS_OK;
	code = is_html
	    ? boiler__read_html(b, text, source, arena, &page, &blocks, err)
	    : boiler__read(b, text, source, arena, &page, err);
	for (size_t i = 0; code == NASS_OK && i < page.n; i++)
		if (boiler__has_term(&page.line[i]) &&
		    is_new(&seen, page.line[i].key, err, &code))
			code =
			    put_term(b, source, &page.line[i], false, out, err);
	for (size_t i = 0; code == NASS_OK && i < page.n; i++)
		if (boiler__has_head_term(&page.line[i]) &&
		    is_new(&seen, page.line[i].head[3] ^ HEAD_SEED, err, &code))
			code =
			    put_term(b, source, &page.line[i], true, out, err);
	boiler__repeats_fini(&seen);
	return code;
}

static bool
is_fit(char c)
{
	return (unsigned char)c > ' ' && c != '/' && c != 0x7f;
}

enum nass_code
nass_boiler_source(
    struct nass_str s, struct nass_buf *out, struct nass_err *err)
{
	bool is_url = false;

	for (size_t i = 0; i + 3 <= s.n && !is_url; i++)
		if (memcmp(s.p + i, "://", 3) == 0) {
			s = nass_str_sub(s, i + 3, s.n);
			is_url = true;
		}
	if (is_url && nass_str_starts(s, NASS_STR("www.")))
		s = nass_str_sub(s, 4, s.n);
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (is_url && (c == '/' || c == ':' || c == '?' || c == '#'))
			break;
		if (c >= 'A' && c <= 'Z')
			c = (char)(c | 0x20);
		if (nass_buf_putc(out, is_fit(c) ? c : '_', err) != NASS_OK)
			return NASS_ENOMEM;
	}
	return NASS_OK;
}
