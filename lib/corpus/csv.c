/*
 * csv.c - RFC 4180, and tab-separated values, which know no quotes.
 *
 *	id,"a text, with ""quotes""
 *	and a line end",x  ──>  {"id":"..","text":"..","column":".."}
 *
 * A row is looked at in the window as a whole: cells are slices of it.  What is
 * not as the RFC has it is read as Python's csv module reads it: a quote inside
 * a cell that does not begin with one is a letter, and so is what follows a
 * closing quote.
 */
#include <stdlib.h>
#include <string.h>

#include "corpus/format.h"
#include "simd/scan.h"

struct cell {
	struct nass_str text; /* as it stands, without the outer quotes */
	bool has_quotes;      /* to be unquoted */
};

struct csv {
	char sep;
	bool has_begun;
	size_t ncolumn;
	struct nass_buf *name; /* of each column: ,"name": */
	size_t names_n;        /* bytes of all */
	size_t text;           /* columns */
	size_t id;             /* ncolumn: none */
	struct cell *cell;
	size_t cap;
	size_t ncell;
	uint64_t row;
	struct nass_buf scratch;
	size_t (*plain)(const char *p, size_t n); /* as in simd/scan.h */
};

/* Rows ------------------------------------------------------------------------ */

enum found {
	ROW_WHOLE,
	ROW_CUT,  /* the window ends in it */
	ROW_OPEN, /* and so does the input, within quotes */
};

static enum nass_code
add_cell(struct csv *c, const char *p, size_t n, bool has_quotes,
    struct nass_err *err)
{
	struct cell *more;
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
		is_quoted = c->sep != '\t' && p < end && *p == '"';
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

static uint64_t
count_lines(struct nass_str s)
{
	uint64_t n = nass__scan()->count_byte(s.p, s.n, '\n');
	size_t i;

	if (s.n < 3 || memchr(s.p, '\r', s.n - 2) == NULL)
		return n + (n == 0);
	for (i = 0; i < s.n; i++)
		n += s.p[i] == '\r' && (i + 1 == s.n || s.p[i + 1] != '\n');
	return n;
}

/* Tell of what stands at the window's begin up to the next LF; pass over it. */
static void
pass_over_line(struct corpus__source *s, const char *what)
{
	struct nass_str look = corpus__look(&s->bytes);
	const char *lf = memchr(look.p, '\n', look.n);

	if (lf != NULL)
		look.n = (size_t)(lf - look.p) + 1;
	corpus__tell(s, s->bytes.line, s->bytes.offset, look, "%s", what);
	corpus__use(&s->bytes, look.n);
	s->bytes.line++;
}

/* The next row that is not blank, as cells; it stays in the window. */
static enum nass_code
next_row(
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
			pass_over_line(s, "a quote is not closed");
		} else if (found == ROW_CUT) {
			want = 2 * corpus__look(b).n + 1;
			if (corpus__look(b).n <= s->opts->max_document)
				continue;
			pass_over_line(s, "longer than --max-document");
		} else if (c->ncell == 1 && c->cell[0].text.n == 0) {
			corpus__use(b, *n);
			b->line++;
		} else {
			return NASS_OK;
		}
		want = 1;
	}
}

/* Cells ------------------------------------------------------------------------ */

/* Without quotes, doubled ones made single. */
static enum nass_code
unquote(struct csv *c, struct nass_str *text, struct nass_err *err)
{
	struct nass_str rest = nass_str_sub(*text, 1, text->n);
	const char *q;
	enum nass_code code = NASS_OK;

	if (rest.n > 0 && rest.p[rest.n - 1] == '"' &&
	    memchr(rest.p, '"', rest.n - 1) == NULL) {
		*text = nass_str_sub(rest, 0, rest.n - 1);
		return NASS_OK;
	}
	c->scratch.n = 0;
	while (code == NASS_OK && rest.n > 0) {
		q = memchr(rest.p, '"', rest.n);
		if (q == NULL)
			break;
		code = nass_buf_put(&c->scratch,
		    nass_str_sub(rest, 0, (size_t)(q - rest.p)), err);
		rest = nass_str_sub(rest, (size_t)(q - rest.p) + 1, rest.n);
		if (rest.n == 0 || *rest.p != '"')
			break; /* closed: what follows are letters */
		if (code == NASS_OK)
			code = nass_buf_putc(&c->scratch, '"', err);
		rest = nass_str_sub(rest, 1, rest.n);
	}
	if (code == NASS_OK)
		code = nass_buf_put(&c->scratch, rest, err);
	*text = nass_buf_str(&c->scratch);
	return code;
}

/* CRLF and CR to LF, as in every text that comes in. */
static enum nass_code
unify_line_ends(struct csv *c, struct nass_str *text, struct nass_err *err)
{
	struct nass_str from = *text;
	char *q;
	size_t i;

	if (text->n == 0 || memchr(text->p, '\r', text->n) == NULL)
		return NASS_OK;
	if (from.p != c->scratch.p) {
		c->scratch.n = 0;
		if (nass_buf_put(&c->scratch, from, err) != NASS_OK)
			return NASS_ENOMEM;
	}
	q = c->scratch.p;
	for (i = 0; i < c->scratch.n; i++) {
		*q = c->scratch.p[i];
		if (*q == '\r' &&
		    !(i + 1 < c->scratch.n && c->scratch.p[i + 1] == '\n'))
			*q = '\n';
		if (*q != '\r')
			q++;
	}
	c->scratch.n = (size_t)(q - c->scratch.p);
	*text = nass_buf_str(&c->scratch);
	return NASS_OK;
}

/* n bytes to where there is room. */
static void
add(struct nass_buf *out, const char *p, size_t n)
{
	memcpy(out->p + out->n, p, n);
	out->n += n;
}

/*
 * A cell as a JSON string.  Most are plain, and out has room for `room` bytes:
 * those of all cells that are left, with quotes and names.
 */
static enum nass_code
put_cell(struct csv *c, size_t i, struct nass_buf *out, size_t room,
    struct nass_err *err)
{
	struct nass_str text = c->cell[i].text;
	enum nass_code code = NASS_OK;

	if (!c->cell[i].has_quotes && text.n > 0 &&
	    c->plain(text.p, text.n) == text.n) {
		out->p[out->n++] = '"';
		add(out, text.p, text.n);
		out->p[out->n++] = '"';
		return NASS_OK;
	}
	if (c->cell[i].has_quotes)
		code = unquote(c, &text, err);
	if (code == NASS_OK && i == c->text)
		code = unify_line_ends(c, &text, err);
	if (code == NASS_OK)
		code = nass_json_encode(text, out, err);
	return code == NASS_OK ? nass_buf_grow(out, room, err) : code;
}

/* Columns ---------------------------------------------------------------------- */

/* By name, else by number from 1; ncolumn if there is none. */
static size_t
find_column(const struct csv *c, const char *name)
{
	struct nass_str wanted = nass_str(name);
	uint64_t number;
	size_t i;

	for (i = 0; i < c->ncolumn; i++)
		if (nass_str_eq(nass_buf_str(&c->name[i]), wanted))
			return i;
	if (nass_str_number(wanted, 1, c->ncolumn, &number))
		return (size_t)number - 1;
	return c->ncolumn;
}

/* A name that another member has, or none, becomes column_N. */
static bool
is_taken(const struct csv *c, size_t i)
{
	struct nass_str name = nass_buf_str(&c->name[i]);
	size_t j;

	if (name.n == 0 || nass_str_eq(name, NASS_STR("text")) ||
	    nass_str_eq(name, NASS_STR("id")))
		return true;
	for (j = 0; j < i; j++)
		if (nass_str_eq(nass_buf_str(&c->name[j]), name))
			return true;
	return false;
}

/* From names to what stands before each value. */
static enum nass_code
make_prefixes(struct csv *c, struct nass_err *err)
{
	struct nass_buf json = NASS_BUF_INIT;
	enum nass_code code = NASS_OK;
	size_t i;

	for (i = c->ncolumn; i-- > 0 && code == NASS_OK;) {
		if (i == c->text || i == c->id)
			continue;
		if (is_taken(c, i)) {
			c->name[i].n = 0;
			code = nass_buf_printf(
			    &c->name[i], err, "column_%zu", i + 1);
		}
	}
	for (i = 0; i < c->ncolumn && code == NASS_OK; i++) {
		json.n = 0;
		code = nass_buf_putc(&json, ',', err);
		if (code == NASS_OK)
			code = nass_json_encode(
			    nass_buf_str(&c->name[i]), &json, err);
		if (code == NASS_OK)
			code = nass_buf_putc(&json, ':', err);
		c->name[i].n = 0;
		if (code == NASS_OK)
			code =
			    nass_buf_put(&c->name[i], nass_buf_str(&json), err);
	}
	nass_buf_fini(&json);
	return code;
}

static enum nass_code
no_column(const struct csv *c, const char *option, const char *wanted,
    struct nass_err *err)
{
	struct nass_buf list = NASS_BUF_INIT;
	enum nass_code code = NASS_OK;
	size_t i;

	for (i = 0; i < c->ncolumn && i < 12 && code == NASS_OK; i++)
		code = nass_buf_printf(&list, err, "%s%.*s", i > 0 ? ", " : "",
		    (int)c->name[i].n, c->name[i].p);
	if (code == NASS_OK)
		code = nass_fail(err, NASS_EINPUT, 0,
		    "no column %s: %s takes one of %.*s, or a number", wanted,
		    option, (int)(list.n < 120 ? list.n : 120), list.p);
	nass_buf_fini(&list);
	return code;
}

/* Which columns are text and id; the first row has been read. */
static enum nass_code
choose_columns(
    const struct corpus__source *s, struct csv *c, struct nass_err *err)
{
	const char *text = s->opts->text_column;
	const char *id = s->opts->id_column;

	c->text = find_column(c, text != NULL ? text : "text");
	if (c->text == c->ncolumn && text == NULL && c->ncolumn == 1)
		c->text = 0;
	if (c->text == c->ncolumn)
		return no_column(
		    c, "--text-column", text != NULL ? text : "text", err);
	c->id = id != NULL ? find_column(c, id) : c->ncolumn;
	if (c->id == c->ncolumn && id != NULL)
		return no_column(c, "--id-column", id, err);
	if (id == NULL && !s->opts->has_no_header)
		c->id = find_column(c, "id");
	return NASS_OK;
}

/* The first row is in sight: names, or numbers for names. */
static enum nass_code
begin(struct corpus__source *s, struct csv *c, size_t n, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	struct nass_str text;
	size_t i;

	c->plain = nass__scan()->json_plain;
	c->ncolumn = c->ncell;
	c->name = calloc(c->ncolumn, sizeof(*c->name));
	if (c->name == NULL)
		return nass_fail_nomem(err);
	for (i = 0; i < c->ncolumn && code == NASS_OK; i++) {
		text = c->cell[i].text;
		if (c->cell[i].has_quotes)
			code = unquote(c, &text, err);
		if (code == NASS_OK && s->opts->has_no_header)
			code = nass_buf_printf(
			    &c->name[i], err, "column_%zu", i + 1);
		else if (code == NASS_OK)
			code = nass_buf_put(&c->name[i], text, err);
	}
	if (code == NASS_OK)
		code = choose_columns(s, c, err);
	if (code == NASS_OK)
		code = make_prefixes(c, err);
	c->has_begun = true;
	if (s->opts->has_no_header)
		return code;
	s->bytes.line +=
	    count_lines(nass_str_sub(corpus__look(&s->bytes), 0, n));
	corpus__use(&s->bytes, n);
	c->row++;
	return code;
}

/* Records ---------------------------------------------------------------------- */

static enum nass_code
put_row(struct corpus__source *s, struct csv *c, size_t n, struct nass_buf *out,
    struct nass_err *err)
{
	size_t room = n + c->names_n + 4 * c->ncolumn + 64;
	struct nass_str id;
	enum nass_code code = nass_buf_grow(out, room, err);
	size_t i;

	if (code != NASS_OK)
		return code;
	add(out, "{\"id\":", 6);
	if (c->id < c->ncolumn)
		code = put_cell(c, c->id, out, room, err);
	else {
		code = corpus__id(s, ':', s->bytes.line, &id, err);
		if (code == NASS_OK)
			code = nass_json_encode(id, out, err);
		if (code == NASS_OK)
			code = nass_buf_grow(out, room, err);
	}
	if (code != NASS_OK)
		return code;
	add(out, ",\"text\":", 8);
	code = put_cell(c, c->text, out, room, err);
	for (i = 0; i < c->ncolumn && code == NASS_OK; i++) {
		if (i == c->text || i == c->id)
			continue;
		add(out, c->name[i].p, c->name[i].n);
		code = put_cell(c, i, out, room, err);
	}
	return code == NASS_OK ? corpus__end(out, err) : code;
}

static enum nass_code
csv_next(struct corpus__source *s, void *state, struct nass_buf *out,
    struct nass_err *err)
{
	struct csv *c = state;
	enum nass_code code;
	struct nass_str row;
	size_t n;

	code = next_row(s, c, &n, err);
	if (code == NASS_OK && !c->has_begun) {
		code = begin(s, c, n, err);
		if (code == NASS_OK && !s->opts->has_no_header)
			code = next_row(s, c, &n, err);
	}
	if (code != NASS_OK)
		return code;
	row = nass_str_sub(corpus__look(&s->bytes), 0, n);
	c->row++;
	if (c->ncell == c->ncolumn)
		code = put_row(s, c, n, out, err);
	else
		corpus__tell(s, s->bytes.line, s->bytes.offset, row,
		    "row %llu has %zu cells, not %zu",
		    (unsigned long long)c->row, c->ncell, c->ncolumn);
	s->bytes.line += count_lines(row);
	corpus__use(&s->bytes, n);
	return code;
}

/* Excel writes semicolons where a comma is in numbers. */
static enum nass_code
comma_next(struct corpus__source *s, void *state, struct nass_buf *out,
    struct nass_err *err)
{
	struct csv *c = state;
	struct nass_str look;
	const char *lf;
	enum nass_code code;

	if (c->sep == 0) {
		code = corpus__want(&s->bytes, 4096, err);
		if (code != NASS_OK)
			return code;
		look = corpus__look(&s->bytes);
		lf = look.n > 0 ? memchr(look.p, '\n', look.n) : NULL;
		if (lf != NULL)
			look.n = (size_t)(lf - look.p);
		c->sep = look.n > 0 && memchr(look.p, ',', look.n) == NULL &&
			memchr(look.p, ';', look.n) != NULL
		    ? ';'
		    : ',';
	}
	return csv_next(s, state, out, err);
}

static enum nass_code
tab_next(struct corpus__source *s, void *state, struct nass_buf *out,
    struct nass_err *err)
{
	((struct csv *)state)->sep = '\t';
	return csv_next(s, state, out, err);
}

static void
csv_fini(void *state)
{
	struct csv *c = state;
	size_t i;

	for (i = 0; c->name != NULL && i < c->ncolumn; i++)
		nass_buf_fini(&c->name[i]);
	free(c->name);
	free(c->cell);
	nass_buf_fini(&c->scratch);
}

const struct corpus__format corpus__csv = { "csv", NULL, ".csv", false,
	sizeof(struct csv), comma_next, csv_fini };
const struct corpus__format corpus__tsv = { "tsv", NULL, ".tsv .tab", false,
	sizeof(struct csv), tab_next, csv_fini };
