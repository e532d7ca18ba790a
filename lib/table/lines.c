/*
 * lines.c - the formats whose rows are lines that need no other: tsv, csv, jsonl;
 * and markdown and latex, which ask the first row on which side numbers stand.
 */
#include <nass/doc.h>

#include "table/writer.h"

/* tsv ------------------------------------------------------------------------ */

static void
tsv_begin(struct nass_table *t, struct table_sink *s)
{
	static const struct table_escape e;
	size_t i;

	if (!t->opts.has_header)
		return;
	for (i = 0; i < t->n; i++) {
		if (i > 0)
			table__puts(s, "\t");
		table__put_text(s, table__title(&t->column[i]), &e);
	}
	table__puts(s, "\n");
}

static void
put_marks_list(struct table_sink *s, const struct nass_table *t,
    const struct nass_cell *cell, const char *between)
{
	char number[NASS_NUMBER_ROOM];
	size_t i;

	for (i = 0; i < cell->u.marks.n; i++) {
		if (i > 0)
			table__puts(s, between);
		table__put(s,
		    (struct nass_str){ number,
			nass_number_format((double)cell->u.marks.p[i],
			    t->opts.precision, number) });
	}
}

static void
tsv_cell(const struct nass_table *t, const struct nass_cell *cell,
    struct table_sink *s)
{
	struct table_escape e = { .drops_bidi = t->opts.is_terminal };

	if (cell->type == NASS_CELL_MARKS)
		put_marks_list(s, t, cell, " ");
	else
		table__put_cell(s, t, cell, &e);
}

static void
tsv_row(const struct nass_table *t, const struct nass_cell *cell,
    struct table_sink *s)
{
	size_t i;

	for (i = 0; i < t->n; i++) {
		if (i > 0)
			table__puts(s, "\t");
		tsv_cell(t, &cell[i], s);
	}
	table__puts(s, "\n");
}

/* What a row has before and behind one of its cells. */
static enum nass_code
frame_row(struct nass_table *t, const struct nass_cell *cell, size_t column,
    struct nass_err *err)
{
	struct table_sink s = { &t->scratch[0], NASS_OK, err };
	size_t i;

	s.out->n = 0;
	for (i = 0; i < t->n; i++) {
		if (i > 0)
			table__puts(&s, "\t");
		if (i == column)
			t->frame_at = s.out->n;
		else
			tsv_cell(t, &cell[i], &s);
	}
	table__puts(&s, "\n");
	t->has_frame = s.code == NASS_OK;
	return s.code;
}

enum nass_code
table__tsv_frame(struct nass_table *t, const struct nass_cell *cell,
    size_t column, struct nass_str *before, struct nass_str *behind,
    struct nass_err *err)
{
	struct nass_str frame;

	if (!t->has_frame && frame_row(t, cell, column, err) != NASS_OK)
		return NASS_ENOMEM;
	frame = nass_buf_str(&t->scratch[0]);
	*before = nass_str_sub(frame, 0, t->frame_at);
	*behind = nass_str_sub(frame, t->frame_at, frame.n);
	return NASS_OK;
}

enum nass_code
table__tsv_repeat(struct nass_table *t, const struct nass_cell *cell,
    size_t column, struct nass_err *err)
{
	struct table_sink s = { t->out, NASS_OK, err };
	struct nass_str before;
	struct nass_str behind;

	if (table__tsv_frame(t, cell, column, &before, &behind, err) != NASS_OK)
		return NASS_ENOMEM;
	table__put(&s, before);
	tsv_cell(t, &cell[column], &s);
	table__put(&s, behind);
	return s.code;
}

const struct table_writer table__tsv = { 0, tsv_begin, tsv_row, NULL };

/* csv: RFC 4180, with LF ------------------------------------------------------- */

static const char *
csv_escape(unsigned char c)
{
	return c == '"' ? "\"\"" : NULL;
}

static bool
needs_quotes(struct nass_str text)
{
	size_t i;

	for (i = 0; i < text.n; i++)
		if (text.p[i] == ',' || text.p[i] == '"' || text.p[i] == '\n' ||
		    text.p[i] == '\r')
			return true;
	return false;
}

static void
csv_text(struct table_sink *s, const struct nass_table *t, struct nass_str text)
{
	struct table_escape e = {
		.keeps_space = true,
		.drops_bidi = t->opts.is_terminal,
		.of = csv_escape,
	};
	bool is_quoted = needs_quotes(text);

	if (is_quoted)
		table__puts(s, "\"");
	table__put_text(s, text, &e);
	if (is_quoted)
		table__puts(s, "\"");
}

static void
csv_begin(struct nass_table *t, struct table_sink *s)
{
	size_t i;

	if (!t->opts.has_header)
		return;
	for (i = 0; i < t->n; i++) {
		if (i > 0)
			table__puts(s, ",");
		csv_text(s, t, table__title(&t->column[i]));
	}
	table__puts(s, "\n");
}

static void
csv_row(const struct nass_table *t, const struct nass_cell *cell,
    struct table_sink *s)
{
	static const struct table_escape none;
	size_t i;

	for (i = 0; i < t->n; i++) {
		if (i > 0)
			table__puts(s, ",");
		if (cell[i].type == NASS_CELL_TEXT ||
		    cell[i].type == NASS_CELL_JSON)
			csv_text(s, t, cell[i].u.text);
		else if (cell[i].type == NASS_CELL_MARKS)
			put_marks_list(s, t, &cell[i], " ");
		else
			table__put_cell(s, t, &cell[i], &none);
	}
	table__puts(s, "\n");
}

const struct table_writer table__csv = { 0, csv_begin, csv_row, NULL };

/* jsonl -------------------------------------------------------------------------- */

static void
jsonl_begin(struct nass_table *t, struct table_sink *s)
{
	(void)t;
	(void)s;
}

static void
put_json(struct table_sink *s, struct nass_str text)
{
	if (s->code == NASS_OK)
		s->code = nass_json_encode(text, s->out, s->err);
}

static void
jsonl_cell(struct table_sink *s, const struct nass_table *t,
    const struct nass_cell *cell)
{
	static const struct table_escape none;
	char number[NASS_NUMBER_ROOM];

	switch (cell->type) {
	case NASS_CELL_TEXT:
		put_json(s, cell->u.text);
		break;
	case NASS_CELL_JSON:
		table__put(s, cell->u.text);
		break;
	case NASS_CELL_NUMBER:
		if (nass_number_format(cell->u.number, 6, number) == 0)
			table__puts(s, "null");
		else
			table__put_cell(s, t, cell, &none);
		break;
	case NASS_CELL_COUNT:
		table__put_cell(s, t, cell, &none);
		break;
	case NASS_CELL_MARKS:
		table__puts(s, "[");
		put_marks_list(s, t, cell, ",");
		table__puts(s, "]");
		break;
	case NASS_CELL_EMPTY:
		table__puts(s, "null");
		break;
	}
}

static void
jsonl_row(const struct nass_table *t, const struct nass_cell *cell,
    struct table_sink *s)
{
	size_t i;

	table__puts(s, "{");
	for (i = 0; i < t->n; i++) {
		if (i > 0)
			table__puts(s, ",");
		put_json(s, table__title(&t->column[i]));
		table__puts(s, ":");
		jsonl_cell(s, t, &cell[i]);
	}
	table__puts(s, "}\n");
}

const struct table_writer table__jsonl = { 0, jsonl_begin, jsonl_row, NULL };

/* markdown ------------------------------------------------------------------------- */

static const char *
markdown_escape(unsigned char c)
{
	switch (c) {
	case '|':
		return "\\|";
	case '\\':
		return "\\\\";
	case '`':
		return "\\`";
	case '*':
		return "\\*";
	case '_':
		return "\\_";
	case '[':
		return "\\[";
	case ']':
		return "\\]";
	case '<':
		return "\\<";
	case '>':
		return "\\>";
	case '~':
		return "\\~";
	case '&':
		return "\\&";
	default:
		return NULL;
	}
}

static bool
is_right(const struct nass_table *t, size_t c)
{
	return t->nheld > 0 && table__is_numeric(table__held(t, 0, c)->type) &&
	    t->column[c].role != NASS_ROLE_BAR;
}

static void
markdown_begin(struct nass_table *t, struct table_sink *s)
{
	static const struct table_escape e = { .of = markdown_escape };
	size_t i;

	if (t->opts.title.p != NULL) {
		table__puts(s, "**");
		table__put_text(s, t->opts.title, &e);
		table__puts(s, "**\n\n");
	}
	if (!t->opts.has_header)
		return;
	table__puts(s, "|");
	for (i = 0; i < t->n; i++) {
		table__puts(s, " ");
		table__put_text(s, table__title(&t->column[i]), &e);
		table__puts(s, " |");
	}
	table__puts(s, "\n|");
	for (i = 0; i < t->n; i++)
		table__puts(s, is_right(t, i) ? " ---: |" : " --- |");
	table__puts(s, "\n");
}

static void
markdown_row(const struct nass_table *t, const struct nass_cell *cell,
    struct table_sink *s)
{
	struct table_escape e = {
		.drops_bidi = t->opts.is_terminal,
		.of = markdown_escape,
	};
	size_t i;

	table__puts(s, "|");
	for (i = 0; i < t->n; i++) {
		table__puts(s, " ");
		if (cell[i].type == NASS_CELL_MARKS)
			table__put_marks(s, &cell[i], TABLE_MARKS_WIDTH);
		else if (t->column[i].role == NASS_ROLE_BAR &&
		    cell[i].type == NASS_CELL_NUMBER)
			table__put_bar(
			    s, cell[i].u.number, TABLE_BAR_WIDTH, false);
		else
			table__put_cell(s, t, &cell[i], &e);
		table__puts(s, " |");
	}
	table__puts(s, "\n");
}

const struct table_writer table__markdown = { 1, markdown_begin, markdown_row,
	NULL };
