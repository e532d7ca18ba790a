/*
 * csv_row.c - what separates the cells of a table, where a row ends, and its cells.
 */
#include "corpus/csv.h"

#include <stdlib.h>
#include <string.h>

#include "simd/scan.h"

/* Rows ------------------------------------------------------------------------ */

enum {
	LOOK = 4096 /* bytes at least, by which a table is judged */
};

enum found {
	ROW_WHOLE,
	ROW_CUT,  /* the window ends in it */
	ROW_OPEN, /* and so does the input, within quotes */
};

static enum nass_code
add_cell(struct csv *c, const char *p, size_t n, bool has_quotes,
    struct nass_err *err)
{
	struct csv__cell *more;
	size_t cap = c->cap * 2 + 16;

	if (c->ncell == c->cap) {
		more = realloc(c->cell, cap * sizeof(*more));
		if (more == NULL)
			return nass_fail_nomem(err);
		c->cell = more;
		c->cap = cap;
	}
	c->cell[c->ncell].text = (struct nass_str){ p, n };
	c->cell[c->ncell++].has_quotes = has_quotes;
	return NASS_OK;
}

/* Behind the quoted part that begins at p; NULL: it does not end. */
static const char *
quoted_end(const char *p, const char *end)
{
	for (;;) {
		p = memchr(p, '"', (size_t)(end - p));
		if (p == NULL)
			return NULL;
		if (p + 1 == end || p[1] != '"')
			return p + 1;
		p += 2;
	}
}

/* The LF or CR that ends the line of p, or the end. */
static const char *
line_end(const char *p, const char *end)
{
	const char *lf = p < end ? memchr(p, '\n', (size_t)(end - p)) : NULL;
	const char *cr;

	if (lf == NULL)
		lf = end;
	cr = p < lf ? memchr(p, '\r', (size_t)(lf - p)) : NULL;
	return cr != NULL ? cr : lf;
}

/*
 * The cells of the row at the begin of `look`, and its length with its line
 * end.  A CR may be half of one, so that the window has to show more.
 */
static enum nass_code
find_row(struct csv *c, struct nass_str look, bool is_end, enum found *found,
    size_t *n, struct nass_err *err)
{
	const char *end = look.p + look.n;
	const char *p = look.p;
	const char *eol = NULL; /* of the line that p is in */
	const char *sep;
	const char *from;
	bool is_quoted;
	enum nass_code code;

	c->ncell = 0;
	*found = ROW_CUT;
	for (;;) {
		from = p;
		is_quoted = c->knows_quotes && p < end && *p == '"';
		if (is_quoted) {
			p = quoted_end(p + 1, end);
			if (p == NULL || (p == end && !is_end)) {
				*found = is_end ? ROW_OPEN : ROW_CUT;
				return NASS_OK;
			}
		}
		if (eol == NULL || p > eol)
			eol = line_end(p, end);
		if (eol == end && !is_end)
			return NASS_OK;
		sep = p < eol ? memchr(p, c->sep, (size_t)(eol - p)) : NULL;
		p = sep != NULL ? sep : eol;
		code = add_cell(c, from, (size_t)(p - from), is_quoted, err);
		if (code != NASS_OK)
			return code;
		if (sep == NULL)
			break;
		p++;
	}
	if (p < end && *p == '\r') {
		p++;
		if (p == end && !is_end)
			return NASS_OK;
		if (p < end && *p == '\n')
			p++;
	} else if (p < end) {
		p++;
	}
	*n = (size_t)(p - look.p);
	*found = ROW_WHOLE;
	return NASS_OK;
}

uint64_t
csv__count_lines(struct nass_str s)
{
	uint64_t n = nass__scan()->count_byte(s.p, s.n, '\n');
	size_t i;

	if (s.n < 3 || memchr(s.p, '\r', s.n - 2) == NULL)
		return n + (n == 0);
	for (i = 0; i < s.n; i++)
		n += s.p[i] == '\r' && (i + 1 == s.n || s.p[i + 1] != '\n');
	return n;
}

/* What separates cells ---------------------------------------------------------- */

/* Excel writes semicolons where a comma is in numbers. */
static char
separator(struct nass_str look)
{
	static const char signs[] = { ',', ';', '\t', '|' };
	struct nass_str line = nass_str_cut(&look, '\n');
	size_t i;

	for (i = 0; i < sizeof(signs) && line.n > 0; i++)
		if (memchr(line.p, signs[i], line.n) != NULL)
			return signs[i];
	return ',';
}

/* What the rows in sight are like, read in one way. */
struct shape {
	size_t ncolumn; /* of the first */
	bool is_even;   /* so have all */
	bool is_sound;  /* what begins with a quote ends with one */
	bool has_signs; /* of quoting: doubled quotes, or a head in quotes */
};

/* A quote in quotes, in a cell that is one in either way to read it. */
static bool
has_doubled(struct nass_str text)
{
	return text.n > 0 && memchr(text.p, '"', text.n) != NULL &&
	    memchr(text.p, '\t', text.n) == NULL &&
	    line_end(text.p, text.p + text.n) == text.p + text.n;
}

static enum nass_code
look_at_rows(struct csv *c, struct nass_str look, bool is_end,
    struct shape *shape, struct nass_err *err)
{
	struct nass_str text;
	enum found found;
	enum nass_code code;
	size_t nquoted;
	size_t nrow;
	size_t i;
	size_t n;

	*shape = (struct shape){ .is_even = true, .is_sound = true };
	for (nrow = 0; look.n > 0; nrow++) {
		code = find_row(c, look, is_end, &found, &n, err);
		if (code != NASS_OK)
			return code;
		if (found != ROW_WHOLE)
			break;
		nquoted = 0;
		for (i = 0; i < c->ncell; i++) {
			text = c->cell[i].text;
			if (!c->cell[i].has_quotes)
				continue;
			nquoted++;
			if (quoted_end(text.p + 1, text.p + text.n) !=
			    text.p + text.n)
				shape->is_sound = false;
			shape->has_signs = shape->has_signs ||
			    has_doubled(nass_str_sub(text, 1, text.n - 1));
		}
		if (nrow == 0)
			shape->ncolumn = c->ncell;
		if (nrow == 0 && nquoted == c->ncell)
			shape->has_signs = true;
		if (c->ncell != shape->ncolumn)
			shape->is_even = false;
		look = nass_str_sub(look, n, look.n);
	}
	if (look.n > 0 && found == ROW_OPEN)
		shape->is_sound = false;
	return NASS_OK;
}

/*
 * Tab-separated values have no quotes, where they are as registered (IANA), and
 * those of CSV where a spreadsheet or a script wrote them.  They have them if all
 * rows in sight are even and sound if read so, and there is a sign of it, or the
 * rows are not even if read without.
 */
static enum nass_code
ask_for_quotes(struct corpus__source *s, struct csv *c, struct nass_err *err)
{
	struct nass_str look = corpus__look(&s->bytes);
	bool is_end = s->bytes.is_end;
	struct shape with;
	struct shape without;
	enum nass_code code;

	c->knows_quotes = false;
	if (look.n == 0 || memchr(look.p, '"', look.n) == NULL)
		return NASS_OK;
	code = look_at_rows(c, look, is_end, &without, err);
	c->knows_quotes = true;
	if (code == NASS_OK)
		code = look_at_rows(c, look, is_end, &with, err);
	c->knows_quotes = code == NASS_OK && with.is_even && with.is_sound &&
	    (with.has_signs || !without.is_even);
	return code;
}

enum nass_code
csv__begin(
    struct corpus__source *s, struct csv *c, bool is_tab, struct nass_err *err)
{
	enum nass_code code = corpus__want(&s->bytes, LOOK, err);

	if (code != NASS_OK)
		return code;
	c->sep = is_tab ? '\t' : separator(corpus__look(&s->bytes));
	c->knows_quotes = true;
	return is_tab ? ask_for_quotes(s, c, err) : NASS_OK;
}

/* Reading -------------------------------------------------------------------------- */

/*
 * Tell of what stands at the window's begin up to the next LF, as far as it is seen;
 * pass over all of it.
 */
static enum nass_code
pass_over_line(struct corpus__source *s, struct csv *c, const char *what,
    struct nass_err *err)
{
	struct corpus__bytes *b = &s->bytes;
	struct nass_str look = corpus__look(b);
	const char *lf = memchr(look.p, '\n', look.n);
	enum nass_code code = NASS_OK;

	if (lf != NULL)
		look.n = (size_t)(lf - look.p) + 1;
	corpus__tell(s, b->line, b->offset, look, "%s", what);
	corpus__use(b, look.n);
	while (code == NASS_OK && lf == NULL && !b->is_end) {
		code = corpus__want(b, 1, err);
		look = corpus__look(b);
		lf = look.n > 0 ? memchr(look.p, '\n', look.n) : NULL;
		corpus__use(b, lf != NULL ? (size_t)(lf - look.p) + 1 : look.n);
	}
	b->line++;
	c->row++;
	return code;
}

enum nass_code
csv__next_row(
    struct corpus__source *s, struct csv *c, size_t *n, struct nass_err *err)
{
	struct corpus__bytes *b = &s->bytes;
	enum nass_code code;
	enum found found;
	size_t want = 1;

	for (;;) {
		code = corpus__want(b, want, err);
		if (code != NASS_OK)
			return code;
		if (corpus__look(b).n == 0)
			return NASS_END;
		code = find_row(c, corpus__look(b), b->is_end, &found, n, err);
		if (code != NASS_OK)
			return code;
		if (found == ROW_OPEN) {
			code =
			    pass_over_line(s, c, "a quote is not closed", err);
		} else if (found == ROW_CUT) {
			want = 2 * corpus__look(b).n + 1;
			if (corpus__look(b).n <= s->opts->max_document)
				continue;
			code = pass_over_line(
			    s, c, "longer than --max-document", err);
		} else if (c->ncell == 1 && c->cell[0].text.n == 0) {
			corpus__use(b, *n);
			b->line++;
		} else {
			return NASS_OK;
		}
		if (code != NASS_OK)
			return code;
		want = 1;
	}
}
