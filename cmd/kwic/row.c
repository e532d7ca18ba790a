/*
 * row.c - a row of a concordance: as bytes between threads, in its context, as
 * cells of a table.
 */
#include <string.h>

#include "cmd/kwic/kwic.h"
#include "text/ucd.h"
#include "text/utf8.h"

/* Frames --------------------------------------------------------------------- */

struct frame {
	uint64_t kind;
	uint64_t n;
};

enum nass_code
kwic_frame_begin(struct nass_buf *out, enum kwic_frame kind, size_t *at,
    struct nass_err *err)
{
	struct frame f = { kind, 0 };
	size_t begin = out->n;
	enum nass_code code;

	code =
	    nass_buf_put(out, (struct nass_str){ (char *)&f, sizeof(f) }, err);
	if (code == NASS_OK)
		*at = begin;
	return code;
}

void
kwic_frame_end(struct nass_buf *out, size_t at)
{
	struct frame f;

	memcpy(&f, out->p + at, sizeof(f));
	f.n = out->n - at - sizeof(f);
	memcpy(out->p + at, &f, sizeof(f));
}

bool
kwic_frame_next(
    struct nass_str *in, enum kwic_frame *kind, struct nass_str *payload)
{
	struct frame f;

	if (in->n < sizeof(f))
		return false;
	memcpy(&f, in->p, sizeof(f));
	*kind = (enum kwic_frame)f.kind;
	*payload = nass_str_sub(*in, sizeof(f), sizeof(f) + f.n);
	*in = nass_str_sub(*in, sizeof(f) + f.n, in->n);
	return true;
}

/* Rows as bytes: the struct, as far as it is used, then what its strings hold. */

static size_t
used(const struct kwic_row *row)
{
	return offsetof(struct kwic_row, member) +
	    row->nmember * sizeof(*row->member);
}

enum nass_code
kwic_row_put(
    const struct kwic_row *row, struct nass_buf *out, struct nass_err *err)
{
	enum nass_code code;
	size_t i;

	code = nass_buf_put(
	    out, (struct nass_str){ (const char *)row, used(row) }, err);
	if (code == NASS_OK)
		code = nass_buf_put(out, row->id, err);
	if (code == NASS_OK)
		code = nass_buf_put(out, row->field, err);
	if (code == NASS_OK)
		code = nass_buf_put(out, row->text, err);
	for (i = 0; i < row->nmember && code == NASS_OK; i++)
		code = nass_buf_put(out, row->member[i], err);
	return code;
}

static void
take(struct nass_str *s, const char **p)
{
	s->p = *p;
	*p += s->n;
}

void
kwic_row_get(struct nass_str bytes, struct kwic_row *row)
{
	const char *p;
	size_t i;

	memcpy(row, bytes.p, offsetof(struct kwic_row, member));
	memcpy(row, bytes.p, used(row));
	p = bytes.p + used(row);
	take(&row->id, &p);
	take(&row->field, &p);
	take(&row->text, &p);
	for (i = 0; i < row->nmember; i++)
		take(&row->member[i], &p);
}

/* Contexts ------------------------------------------------------------------- */

size_t
kwic_reach_before(const struct kwic *k, struct nass_str text, size_t at,
    size_t *shown, bool *lacks)
{
	const struct kwic_reach *r = &k->reach_before;
	size_t missing;
	size_t from;
	size_t also;

	*shown = from = nass_context_before(text, at, r->unit, r->n, &missing);
	*lacks = missing > 0;
	also = nass_context_before(
	    text, at, NASS_CONTEXT_WORDS, r->nword, &missing);
	*lacks |= missing > 0;
	if (also < from)
		from = also;
	if (r->has_sentence) {
		also = nass_context_before(text, at, k->sentences, 1, &missing);
		if (also < from)
			from = also;
	}
	return from;
}

size_t
kwic_reach_after(const struct kwic *k, struct nass_str text, size_t at,
    size_t *shown, bool *lacks)
{
	const struct kwic_reach *r = &k->reach_after;
	size_t missing;
	size_t also;
	size_t to;

	*shown = to = nass_context_after(text, at, r->unit, r->n, &missing);
	*lacks = missing > 0;
	also = nass_context_after(
	    text, at, NASS_CONTEXT_WORDS, r->nword, &missing);
	*lacks |= missing > 0;
	if (also > to)
		to = also;
	if (r->has_sentence) {
		also = nass_context_after(text, at, k->sentences, 1, &missing);
		if (also > to)
			to = also;
	}
	return to;
}

void
kwic_row_window(const struct kwic_row *row, uint64_t left, uint64_t right,
    struct nass_str *before, struct nass_str *after)
{
	size_t end = row->node_at + row->node_n;
	size_t missing;

	*before = nass_str_sub(row->text,
	    nass_context_before(
		row->text, row->node_at, NASS_CONTEXT_WORDS, left, &missing),
	    row->node_at);
	*after = nass_str_sub(row->text, end,
	    nass_context_after(
		row->text, end, NASS_CONTEXT_WORDS, right, &missing));
}

/* Cells ---------------------------------------------------------------------- */

static bool
is_space(uint32_t cp)
{
	return (nass_ucd(cp)->flags & NASS_UCD_WHITE_SPACE) != 0;
}

struct nass_str
kwic_trim(struct nass_str s)
{
	size_t n;

	while (s.n > 0 && is_space(nass_utf8_get(s.p, &n)))
		s = nass_str_sub(s, n, s.n);
	while (s.n > 0 && is_space(nass_utf8_before(s.p, s.p + s.n, &n)))
		s.n -= n;
	return s;
}

static struct nass_str
sentence_of(const struct kwic *k, const struct kwic_row *row)
{
	size_t missing;
	size_t from = nass_context_before(
	    row->text, row->node_at, k->sentences, 1, &missing);
	size_t to = nass_context_after(
	    row->text, row->node_at + row->node_n, k->sentences, 1, &missing);

	return kwic_trim(nass_str_sub(row->text, from, to));
}

/* jsonl: before, node and after joined are the text; else space falls off. */
static struct nass_str
context(
    const struct kwic *k, const struct kwic_row *row, size_t from, size_t to)
{
	struct nass_str s = nass_str_sub(row->text, from, to);

	return k->format == NASS_FORMAT_JSONL ? s : kwic_trim(s);
}

/* In a document stream a row is a document of its own: DOC#offset. */
static enum nass_code
id_cell(const struct kwic *k, const struct kwic_row *row,
    struct nass_buf *scratch, struct nass_cell *cell, struct nass_err *err)
{
	enum nass_code code;
	size_t from = scratch->n;

	*cell = nass_cell_text(row->id);
	if (k->format != NASS_FORMAT_JSONL)
		return NASS_OK;
	code = nass_buf_put(scratch, row->id, err);
	if (code == NASS_OK)
		code = nass_buf_printf(
		    scratch, err, "#%llu", (unsigned long long)row->offset);
	*cell = nass_cell_text(
	    nass_str_sub(nass_buf_str(scratch), from, scratch->n));
	return code;
}

/* The value of a member: as JSON in jsonl, else a string as its text. */
static enum nass_code
member_cell(const struct kwic *k, const struct kwic_row *row, size_t column,
    struct nass_buf *scratch, struct nass_cell *cell, struct nass_err *err)
{
	struct nass_str raw = { NULL, 0 };
	size_t from = scratch->n;
	enum nass_code code;
	size_t i;

	for (i = 0; i < row->nmember; i++)
		if (nass_str_eq(
			nass_str(k->member[i]), k->column[column].member))
			raw = row->member[i];
	cell->type = raw.n > 0 ? NASS_CELL_JSON : NASS_CELL_EMPTY;
	cell->u.text = raw;
	if (raw.n == 0 || raw.p[0] != '"' || k->format == NASS_FORMAT_JSONL)
		return NASS_OK;
	code = nass_json_decode(raw, scratch, NULL, err);
	*cell = nass_cell_text(
	    nass_str_sub(nass_buf_str(scratch), from, scratch->n));
	return code;
}

/* What is made for cells: so much room that nothing moves. */
static enum nass_code
make_room(
    const struct kwic_row *row, struct nass_buf *scratch, struct nass_err *err)
{
	size_t n = row->id.n + 32;
	size_t i;

	for (i = 0; i < row->nmember; i++)
		n += row->member[i].n;
	scratch->n = 0;
	return nass_buf_grow(scratch, n, err);
}

static struct nass_cell
plain_cell(const struct kwic *k, const struct kwic_row *row, size_t column)
{
	size_t end = row->node_at + row->node_n;

	switch ((enum kwic_column)k->index[column]) {
	case KWIC_OFFSET:
		return nass_cell_count(row->offset);
	case KWIC_BEFORE:
		return nass_cell_text(context(k, row, row->from, row->node_at));
	case KWIC_NODE:
		return nass_cell_text(context(k, row, row->node_at, end));
	case KWIC_AFTER:
		return nass_cell_text(context(k, row, end, row->to));
	case KWIC_TEXT:
		return nass_cell_text(context(k, row, row->from, row->to));
	case KWIC_FIELD:
		return nass_cell_text(row->field);
	case KWIC_FILE:
		return nass_cell_text(nass_str(cli_file(row->file)));
	case KWIC_HIT:
		return nass_cell_count(row->hit);
	case KWIC_LINE:
		return nass_cell_count(row->line);
	case KWIC_PATTERN:
		return nass_cell_text(
		    nass_match_pattern(k->match, row->pattern));
	case KWIC_POSITION:
		return nass_cell_count(row->position);
	case KWIC_SENTENCE:
		return nass_cell_text(sentence_of(k, row));
	case KWIC_MEMBER:
	case KWIC_ID:
	case KWIC_NCOLUMN:
		break;
	}
	return (struct nass_cell){ .type = NASS_CELL_EMPTY };
}

enum nass_code
kwic_row_cells(const struct kwic *k, const struct kwic_row *row,
    struct nass_buf *scratch, struct nass_cell *cell, struct nass_err *err)
{
	enum nass_code code = make_room(row, scratch, err);
	size_t i;

	for (i = 0; i < k->ncolumn && code == NASS_OK; i++)
		if (k->index[i] == KWIC_ID)
			code = id_cell(k, row, scratch, &cell[i], err);
		else if (k->index[i] == KWIC_MEMBER)
			code = member_cell(k, row, i, scratch, &cell[i], err);
		else
			cell[i] = plain_cell(k, row, i);
	return code;
}
