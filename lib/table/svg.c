/*
 * svg.c - a picture of the rows, for a report: text, numbers, bars and marks.
 *
 *	x grows to the right; in a table that runs from right to left the
 *	columns are laid out from the right edge
 */
#include "table/writer.h"
#include "text/cluster.h"

enum {
	EM = 16,         /* font size, px */
	COLUMN = 9,      /* px of a column of the terminal, in that font */
	LINE = 24,       /* px from row to row */
	PAD = 12,        /* px beside a cell */
	BAR_WIDTH = 220, /* px */
};

static const struct table_escape xml = { .is_xml = true, .of = table__xml };

static bool
is_bar(const struct nass_table *t, size_t c, const struct nass_cell *cell)
{
	return cell->type == NASS_CELL_MARKS ||
	    (t->column[c].role == NASS_ROLE_BAR &&
		cell->type == NASS_CELL_NUMBER);
}

static size_t
cell_px(const struct nass_table *t, size_t c, const struct nass_cell *cell,
    struct table_sink *s)
{
	struct table_sink inner = { t->cell, s->code, s->err };

	if (is_bar(t, c, cell))
		return BAR_WIDTH;
	t->cell->n = 0;
	table__put_cell(&inner, t, cell, &(struct table_escape){ 0 });
	s->code = inner.code;
	return nass_width(nass_buf_str(t->cell)) * COLUMN;
}

static size_t
measure(struct nass_table *t, struct table_sink *s)
{
	size_t total = PAD;
	size_t px;
	size_t r;
	size_t c;

	for (c = 0; c < t->n; c++) {
		if (t->opts.has_header)
			t->width[c] =
			    nass_width(table__title(&t->column[c])) * COLUMN;
		for (r = 0; r < t->nheld; r++) {
			px = cell_px(t, c, table__held(t, r, c), s);
			if (px > t->width[c])
				t->width[c] = px;
		}
		total += t->width[c] + PAD;
	}
	return total;
}

enum side {
	AT_START,
	AT_END,
	AT_RIGHT, /* numbers, from left to right in any table */
};

/* A text whose column spans [x, x + width). */
static void
put_text_at(struct table_sink *s, const struct nass_table *t, size_t x,
    size_t y, size_t width, enum side side, const char *class)
{
	bool is_right = t->direction == TABLE_RTL && side != AT_RIGHT;
	bool at_end = side != AT_START;

	table__printf(s,
	    "<text x=\"%zu\" y=\"%zu\" text-anchor=\"%s\" direction=\"%s\"%s>",
	    is_right == at_end ? x : x + width, y, at_end ? "end" : "start",
	    is_right ? "rtl" : "ltr", class);
}

static enum side
side_of(const struct nass_table *t, size_t c, const struct nass_cell *cell)
{
	if (table__is_numeric(cell->type))
		return AT_RIGHT;
	return t->column[c].role == NASS_ROLE_BEFORE ? AT_END : AT_START;
}

static void
put_bar(struct table_sink *s, const struct nass_table *t, double share,
    size_t x, size_t y, size_t width)
{
	unsigned px;

	if (!(share > 0))
		share = 0;
	px = (unsigned)((share < 1 ? share : 1) * (double)width + 0.5);
	table__printf(s,
	    "<rect x=\"%zu\" y=\"%zu\" width=\"%u\" height=\"%d\"/>",
	    t->direction == TABLE_RTL ? x + width - px : x, y - EM + 3, px, EM);
}

static void
put_cell(const struct nass_table *t, size_t c, const struct nass_cell *cell,
    size_t x, size_t y, struct table_sink *s)
{
	if (cell->type == NASS_CELL_MARKS) {
		table__put_marks_svg(s, cell, (double)x, (double)(y - EM + 3),
		    (double)t->width[c], EM);
		return;
	}
	if (is_bar(t, c, cell)) {
		put_bar(s, t, cell->u.number, x, y, t->width[c]);
		return;
	}
	put_text_at(s, t, x, y, t->width[c], side_of(t, c, cell),
	    t->column[c].role == NASS_ROLE_NODE ? " class=\"n\"" : "");
	table__put_cell(s, t, cell, &xml);
	table__puts(s, "</text>");
}

/* The left edge of column c. */
static size_t
edge(const struct nass_table *t, size_t c)
{
	size_t x = PAD;
	size_t i;

	if (t->direction == TABLE_RTL)
		for (i = c + 1; i < t->n; i++)
			x += t->width[i] + PAD;
	else
		for (i = 0; i < c; i++)
			x += t->width[i] + PAD;
	return x;
}

static void
put_header(const struct nass_table *t, size_t y, struct table_sink *s)
{
	const struct nass_cell none = { .type = NASS_CELL_EMPTY };
	const struct nass_cell *first;
	size_t c;

	for (c = 0; c < t->n; c++) {
		first = t->nheld > 0 ? table__held(t, 0, c) : &none;
		put_text_at(s, t, edge(t, c), y, t->width[c],
		    side_of(t, c, is_bar(t, c, first) ? &none : first),
		    " class=\"h\"");
		table__put_text(s, table__title(&t->column[c]), &xml);
		table__puts(s, "</text>");
	}
	table__puts(s, "\n");
}

/* Everything: the rows are all held, and row() has nothing left to do. */
static void
begin(struct nass_table *t, struct table_sink *s)
{
	size_t width = measure(t, s);
	size_t y = LINE;
	size_t nline;
	size_t r;
	size_t c;

	t->direction = table__held_direction(t);
	nline = t->nheld + t->opts.has_header + (t->opts.title.p != NULL);
	table__printf(s,
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%zu\" "
	    "height=\"%zu\" font-family=\"sans-serif\" font-size=\"%d\">\n"
	    "<style>.h{font-weight:bold}.n{font-weight:bold;fill:#a00}"
	    ".m{stroke:#a00;stroke-width:1;fill:none}rect{fill:#48a}</style>\n"
	    "<rect width=\"100%%\" height=\"100%%\" style=\"fill:#fff\"/>\n",
	    width, nline * LINE + LINE / 2, EM);
	if (t->opts.title.p != NULL) {
		put_text_at(
		    s, t, PAD, y, width - 2 * PAD, AT_START, " class=\"h\"");
		table__put_text(s, t->opts.title, &xml);
		table__puts(s, "</text>\n");
		y += LINE;
	}
	if (t->opts.has_header) {
		put_header(t, y, s);
		y += LINE;
	}
	for (r = 0; r < t->nheld; r++, y += LINE) {
		for (c = 0; c < t->n; c++)
			put_cell(t, c, table__held(t, r, c), edge(t, c), y, s);
		table__puts(s, "\n");
	}
}

static void
row(const struct nass_table *t, const struct nass_cell *cell,
    struct table_sink *s)
{
	(void)t;
	(void)cell;
	(void)s;
}

static void
end(const struct nass_table *t, struct table_sink *s)
{
	(void)t;
	table__puts(s, "</svg>\n");
}

const struct table_writer table__svg = { SIZE_MAX, begin, row, end };
