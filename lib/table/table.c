/*
 * table.c - a table of any format: rows wait until the format has seen enough
 * of them to begin.
 */
#include <stdlib.h>
#include <string.h>

#include "table/writer.h"

const struct nass_table_opts nass_table_default = {
	.format = NASS_FORMAT_TSV,
	.has_header = true,
	.precision = 6,
};

static const struct {
	const char *name;
	const struct table_writer *writer;
} formats[] = {
	[NASS_FORMAT_TSV] = { "tsv", &table__tsv },
	[NASS_FORMAT_CSV] = { "csv", &table__csv },
	[NASS_FORMAT_JSONL] = { "jsonl", &table__jsonl },
	[NASS_FORMAT_MARKDOWN] = { "markdown", &table__markdown },
	[NASS_FORMAT_HTML] = { "html", &table__html },
	[NASS_FORMAT_LATEX] = { "latex", &table__latex },
	[NASS_FORMAT_GRID] = { "grid", &table__grid },
	[NASS_FORMAT_SVG] = { "svg", &table__svg },
};

bool
nass_format_parse(struct nass_str name, enum nass_format *format)
{
	size_t i;

	for (i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		if (nass_str_eq(name, nass_str(formats[i].name))) {
			*format = (enum nass_format)i;
			return true;
		}
	return false;
}

struct nass_str
table__title(const struct nass_column *c)
{
	if (c->title.p != NULL)
		return c->title;
	return c->name != NULL ? nass_str(c->name) : c->member;
}

bool
table__is_numeric(enum nass_cell_type type)
{
	return type == NASS_CELL_COUNT || type == NASS_CELL_NUMBER;
}

const struct nass_cell *
table__held(const struct nass_table *t, size_t r, size_t c)
{
	return &t->held[r * t->n + c];
}

static void
begin(struct nass_table *t, struct table_sink *s)
{
	size_t r;

	t->is_begun = true;
	if (t->opts.has_bom)
		table__puts(s, "\xEF\xBB\xBF");
	t->writer->begin(t, s);
	for (r = 0; r < t->nheld; r++)
		t->writer->row(t, table__held(t, r, 0), s);
}

enum nass_code
nass_table_new(const struct nass_table_opts *opts,
    const struct nass_column *column, size_t n, struct nass_buf *out,
    struct nass_table **table, struct nass_err *err)
{
	struct table_sink s = { out, NASS_OK, err };
	struct nass_table *t;

	t = calloc(1, sizeof(*t));
	if (t == NULL)
		return nass_fail_nomem(err);
	t->opts = *opts;
	t->writer = formats[opts->format].writer;
	t->n = n;
	t->out = out;
	t->cell = &t->scratch[0];
	t->shaped = &t->scratch[1];
	t->column = malloc((n + 1) * sizeof(*column));
	t->width = calloc(n + 1, sizeof(*t->width));
	if (t->column == NULL || t->width == NULL) {
		nass_table_free(t);
		return nass_fail_nomem(err);
	}
	if (n > 0)
		memcpy(t->column, column, n * sizeof(*column));
	if (t->writer->hold == 0)
		begin(t, &s);
	if (s.code != NASS_OK) {
		nass_table_free(t);
		return s.code;
	}
	*table = t;
	return NASS_OK;
}

static enum nass_code
copy_cell(struct nass_table *t, const struct nass_cell *from,
    struct nass_cell *to, struct nass_err *err)
{
	struct nass_str copy;
	void *marks;

	*to = *from;
	if (from->type == NASS_CELL_TEXT || from->type == NASS_CELL_JSON) {
		copy = nass_arena_copy(&t->arena, from->u.text);
		if (copy.p == NULL)
			return nass_fail_nomem(err);
		to->u.text = copy;
	} else if (from->type == NASS_CELL_MARKS && from->u.marks.n > 0) {
		marks =
		    nass_arena_get(&t->arena, from->u.marks.n * sizeof(float));
		if (marks == NULL)
			return nass_fail_nomem(err);
		memcpy(marks, from->u.marks.p, from->u.marks.n * sizeof(float));
		to->u.marks.p = marks;
	}
	return NASS_OK;
}

static enum nass_code
hold(struct nass_table *t, const struct nass_cell *cell, struct nass_err *err)
{
	struct nass_cell *held;
	size_t room;
	size_t i;

	if (t->nheld == t->room) {
		room = t->room > 0 ? t->room * 2 : 64;
		held = realloc(t->held, room * (t->n + 1) * sizeof(*held));
		if (held == NULL)
			return nass_fail_nomem(err);
		t->held = held;
		t->room = room;
	}
	for (i = 0; i < t->n; i++)
		if (copy_cell(t, &cell[i], &t->held[t->nheld * t->n + i],
			err) != NASS_OK)
			return NASS_ENOMEM;
	t->nheld++;
	return NASS_OK;
}

enum nass_code
nass_table_row(
    struct nass_table *t, const struct nass_cell *cell, struct nass_err *err)
{
	struct table_sink s = { t->out, NASS_OK, err };

	t->has_frame = false;
	if (t->is_begun) {
		t->writer->row(t, cell, &s);
		return s.code;
	}
	if (hold(t, cell, err) != NASS_OK)
		return NASS_ENOMEM;
	if (t->nheld >= t->writer->hold)
		begin(t, &s);
	return s.code;
}

enum nass_code
nass_table_repeat(struct nass_table *t, const struct nass_cell *cell,
    size_t column, struct nass_err *err)
{
	return t->writer == &table__tsv
	    ? table__tsv_repeat(t, cell, column, err)
	    : nass_table_row(t, cell, err);
}

enum nass_code
nass_table_frame(struct nass_table *t, const struct nass_cell *cell,
    size_t column, struct nass_str *before, struct nass_str *behind,
    struct nass_err *err)
{
	*before = *behind = (struct nass_str){ NULL, 0 };
	return t->writer == &table__tsv
	    ? table__tsv_frame(t, cell, column, before, behind, err)
	    : NASS_OK;
}

enum nass_code
nass_table_format_row(const struct nass_table *t, const struct nass_cell *cell,
    struct nass_buf *out, bool *is_possible, struct nass_err *err)
{
	struct table_sink s = { out, NASS_OK, err };

	*is_possible = t->writer->hold == 0;
	if (*is_possible)
		t->writer->row(t, cell, &s);
	return s.code;
}

enum nass_code
nass_table_end(struct nass_table *t, struct nass_err *err)
{
	struct table_sink s = { t->out, NASS_OK, err };

	if (!t->is_begun)
		begin(t, &s);
	if (t->writer->end != NULL)
		t->writer->end(t, &s);
	return s.code;
}

void
nass_table_free(struct nass_table *t)
{
	if (t == NULL)
		return;
	nass_arena_fini(&t->arena);
	nass_buf_fini(&t->scratch[0]);
	nass_buf_fini(&t->scratch[1]);
	free(t->held);
	free(t->width);
	free(t->column);
	free(t);
}
