/*
 * csv.c - RFC 4180, and tab-separated values, with its quotes or without.
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

#include "corpus/csv.h"
#include "simd/scan.h"

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
		c->names_n += c->name[i].n;
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
	    csv__count_lines(nass_str_sub(corpus__look(&s->bytes), 0, n));
	corpus__use(&s->bytes, n);
	c->row++;
	return code;
}

/* Records ---------------------------------------------------------------------- */

static enum nass_code
put_row(struct corpus__source *s, struct csv *c, size_t n, struct nass_buf *out,
    struct nass_err *err)
{
	/* The cell that is the id may be the text as well. */
	size_t room = 2 * n + c->names_n + 4 * c->ncolumn + 64;
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
csv_next(struct corpus__source *s, struct csv *c, bool is_tab,
    struct nass_buf *out, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	struct nass_str row;
	size_t n;

	if (c->sep == 0)
		code = csv__begin(s, c, is_tab, err);
	if (code == NASS_OK)
		code = csv__next_row(s, c, &n, err);
	if (code == NASS_OK && !c->has_begun) {
		code = begin(s, c, n, err);
		if (code == NASS_OK && !s->opts->has_no_header)
			code = csv__next_row(s, c, &n, err);
	}
	if (code != NASS_OK)
		return code;
	row = nass_str_sub(corpus__look(&s->bytes), 0, n);
	c->row++;
	if (c->ncell == c->ncolumn)
		code = put_row(s, c, n, out, err);
	else
		corpus__tell(s, s->bytes.line, s->bytes.offset, row,
		    "row %llu has %zu cell%s, not %zu",
		    (unsigned long long)c->row, c->ncell,
		    c->ncell == 1 ? "" : "s", c->ncolumn);
	s->bytes.line += csv__count_lines(row);
	corpus__use(&s->bytes, n);
	return code;
}

static enum nass_code
comma_next(struct corpus__source *s, void *state, struct nass_buf *out,
    struct nass_err *err)
{
	return csv_next(s, state, false, out, err);
}

static enum nass_code
tab_next(struct corpus__source *s, void *state, struct nass_buf *out,
    struct nass_err *err)
{
	return csv_next(s, state, true, out, err);
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
