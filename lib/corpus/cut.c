/*
 * cut.c - plain text that holds several documents, and text that only has to be
 * decoded.
 *
 *	line ─┬─ is too much for the part ─> that ends before it
 *	      ├─ matches the separator ─> a document ends before it
 *	      ├─ the N-th empty one ────> it ends here; empty lines go
 *	      └─ a form feed inside ────> it ends there; the form feed goes
 */
#include <string.h>

#include "corpus/format.h"

struct cut {
	struct nass_buf doc;
	uint64_t n;      /* documents so far */
	uint64_t nblank; /* empty lines at the end of doc */
	uint64_t nline;  /* lines in doc */
	bool is_over;    /* what is in doc ends before the line at hand */
	bool is_long;    /* it was told of */
	uint64_t at;     /* where doc began: in this line */
	uint64_t line;
	uint64_t line_at; /* where the line at hand began */
	struct nass_regex_state *regex;
};

static void
trim_lines(struct nass_buf *b)
{
	while (b->n > 0 && b->p[b->n - 1] == '\n')
		b->n--;
}

/* The document as it stands, unless it is empty, to out. */
static enum nass_code
finish_part(struct corpus__source *s, struct cut *c, struct nass_buf *out,
    struct nass_err *err)
{
	struct nass_str id;
	enum nass_code code = NASS_OK;

	if (c->doc.n > 0 && !c->is_long) {
		code = corpus__id(s, '#', ++c->n, &id, err);
		if (code == NASS_OK)
			code = corpus__begin(out, err);
		if (code == NASS_OK)
			code = corpus__put(out, NASS_STR("id"), id, err);
		if (code == NASS_OK)
			code = corpus__put(
			    out, NASS_STR("text"), nass_buf_str(&c->doc), err);
		if (code == NASS_OK)
			code = corpus__end(out, err);
	}
	c->doc.n = c->nblank = c->nline = 0;
	c->is_long = false;
	return code;
}

/* Without the line end behind it, or all of them. */
static enum nass_code
finish(struct corpus__source *s, struct cut *c, struct nass_buf *out,
    struct nass_err *err)
{
	if (s->opts->blank_lines > 0)
		trim_lines(&c->doc);
	else if (c->doc.n > 0 && c->doc.p[c->doc.n - 1] == '\n')
		c->doc.n--;
	return finish_part(s, c, out, err);
}

/*
 * Is there no room for the line in this part?  The last line end of a text is no
 * part of it, and does not count.
 */
static enum nass_code
is_full(struct corpus__source *s, const struct cut *c, size_t line_n, bool *is,
    struct nass_err *err)
{
	uint64_t n = s->opts->part_bytes;
	uint64_t sum = c->doc.n + line_n;
	enum nass_code code = NASS_OK;

	*is = s->opts->part_lines > 0 && c->nline == s->opts->part_lines;
	if (n == 0 || c->doc.n == 0)
		return NASS_OK;
	*is = sum + 1 > n;
	if (sum == n) {
		code = corpus__want(&s->bytes, 1, err);
		*is = corpus__look(&s->bytes).n > 0;
	}
	return code;
}

static enum nass_code
put(struct corpus__source *s, struct cut *c, struct nass_str text,
    struct nass_err *err)
{
	if (c->is_long)
		return NASS_OK;
	if (c->doc.n == 0) {
		c->at = c->line_at;
		c->line = s->bytes.line - 1;
	}
	if (c->doc.n + text.n > s->opts->max_document) {
		corpus__tell(s, c->line, c->at, nass_buf_str(&c->doc),
		    "longer than --max-document %llu",
		    (unsigned long long)s->opts->max_document);
		c->is_long = true;
		return NASS_OK;
	}
	return nass_buf_put(&c->doc, text, err);
}

static enum nass_code
is_separator(struct corpus__source *s, struct cut *c, struct nass_str line,
    bool *is, struct nass_err *err)
{
	const struct nass_regex *re = s->opts->separator;
	enum nass_code code;
	size_t from;
	size_t to;

	*is = false;
	if (re == NULL)
		return NASS_OK;
	if (c->regex == NULL) {
		code = nass_regex_state_new(re, &c->regex, err);
		if (code != NASS_OK)
			return code;
	}
	code = nass_regex_find(re, c->regex, line, 0, &from, &to, err);
	*is = code == NASS_OK;
	return code == NASS_END ? NASS_OK : code;
}

/* A line without its end: what it ends, and what it adds. */
static enum nass_code
take_line(struct corpus__source *s, struct cut *c, struct nass_str line,
    struct nass_buf *out, struct nass_err *err)
{
	const struct nass_corpus_opts *o = s->opts;
	struct nass_str part;
	enum nass_code code;
	bool is;

	code = is_full(s, c, line.n, &is, err);
	if (code == NASS_OK && is)
		code = finish_part(s, c, out, err);
	if (code == NASS_OK)
		code = is_separator(s, c, line, &is, err);
	if (code == NASS_OK && is)
		code = finish(s, c, out, err);
	if (code != NASS_OK || (is && o->drops_separator))
		return code;
	c->nblank = corpus__trim(line).n == 0 ? c->nblank + 1 : 0;
	if (o->blank_lines > 0 && c->nblank >= o->blank_lines) {
		code = c->nblank == o->blank_lines ? finish(s, c, out, err)
						   : NASS_OK;
		c->nblank = o->blank_lines;
		return code;
	}
	if (o->blank_lines > 0 && c->doc.n == 0 && line.n == 0)
		return NASS_OK;
	while (o->form_feed && code == NASS_OK && line.n > 0 &&
	    memchr(line.p, '\f', line.n) != NULL) {
		part = nass_str_cut(&line, '\f');
		code = put(s, c, part, err);
		if (code == NASS_OK)
			code = finish(s, c, out, err);
		if (line.n == 0)
			return code; /* a form feed on a line of its own */
	}
	c->nline++;
	if (code == NASS_OK)
		code = put(s, c, line, err);
	return code == NASS_OK ? put(s, c, NASS_STR("\n"), err) : code;
}

static enum nass_code
cut_next(struct corpus__source *s, void *state, struct nass_buf *out,
    struct nass_err *err)
{
	struct cut *c = state;
	struct nass_str line;
	enum nass_code code;

	c->line_at = s->bytes.offset;
	code = corpus__line(&s->bytes, s->opts->max_document, &line, err);
	if (code == NASS_ELIMIT) {
		corpus__tell(s, s->bytes.line - 1, err->at, NASS_STR(""), "%s",
		    err->what);
		return NASS_OK;
	}
	if (code == NASS_END && c->doc.n > 0) {
		code = finish(s, c, out, err);
		return code == NASS_OK ? NASS_END : code;
	}
	if (code != NASS_OK)
		return code;
	if (line.p[line.n - 1] == '\n')
		line.n--;
	if (line.n > 0 && line.p[line.n - 1] == '\r')
		line.n--;
	return take_line(s, c, line, out, err);
}

static void
cut_fini(void *state)
{
	struct cut *c = state;

	nass_buf_fini(&c->doc);
	nass_regex_state_free(c->regex);
}

const struct corpus__format corpus__cut = { "text", NULL, "", false,
	sizeof(struct cut), cut_next, cut_fini };

/* Decoded, no more ------------------------------------------------------------------- */

static enum nass_code
same_next(struct corpus__source *s, void *state, struct nass_buf *out,
    struct nass_err *err)
{
	struct nass_str look;
	enum nass_code code = corpus__want(&s->bytes, 1, err);

	(void)state;
	if (code != NASS_OK)
		return code;
	look = corpus__look(&s->bytes);
	if (look.n == 0)
		return NASS_END;
	corpus__use(&s->bytes, look.n);
	return nass_buf_put(out, look, err);
}

const struct corpus__format corpus__same = { "text", NULL, "", false, 0,
	same_next, NULL };
