/*
 * grid.c - columns that stay straight on a terminal, whatever the text.
 *
 *	id      before  node  after	a row from left to right
 *	id       after  node  before	a row from right to left (isolate,
 *					visual), as its reader expects it
 *
 * Cells are measured in columns of the terminal and padded outside of any
 * isolate.  A context that is too long is cut at a word, on the side that is
 * far from the node; where contexts lack room, so is what stands beside them,
 * at its start: paths differ at their ends.
 */
#include "table/writer.h"
#include "text/cluster.h"
#include "text/ucd.h"
#include "text/utf8.h"

#define GAP      "  "
#define ELLIPSIS "\xE2\x80\xA6" /* U+2026 */
#define RLI      "\xE2\x81\xA7" /* U+2067 */
#define PDI      "\xE2\x81\xA9" /* U+2069 */
#define CIRCLE   "\xE2\x97\x8C" /* U+25CC */
#define RULE     "\xE2\x94\x80" /* U+2500 */

enum {
	CONTEXT_MIN = 8,
	PLAIN_MIN = 16
};
enum side {
	LEFT,
	RIGHT
};

static const struct table_escape plain = { .drops_bidi = true };

/* Would the text join the cluster before it? */
static bool
begins_with_mark(struct nass_str text)
{
	uint8_t gcb;
	size_t n;

	if (text.n == 0)
		return false;
	gcb = nass_ucd(nass_utf8_get(text.p, &n))->gcb;
	return gcb == NASS_GCB_EXTEND || gcb == NASS_GCB_SPACINGMARK ||
	    gcb == NASS_GCB_ZWJ;
}

/*
 * The text of a cell, made harmless, in t->cell.  A mark without a letter gets
 * a dotted circle to stand on, as in the charts of Unicode.
 */
static struct nass_str
cell_text(const struct nass_table *t, const struct nass_cell *cell,
    struct table_sink *s)
{
	struct table_sink inner = { t->cell, s->code, s->err };
	struct nass_str text;

	t->cell->n = 0;
	table__puts(&inner, CIRCLE);
	table__put_cell(&inner, t, cell, &plain);
	s->code = inner.code;
	if (inner.code != NASS_OK)
		return NASS_STR("");
	text = nass_buf_str(t->cell);
	if (begins_with_mark(nass_str_sub(text, sizeof(CIRCLE) - 1, text.n)))
		return text;
	return nass_str_sub(text, sizeof(CIRCLE) - 1, text.n);
}

static struct nass_str
title_text(const struct nass_table *t, size_t c, struct table_sink *s)
{
	struct nass_cell cell = nass_cell_text(table__title(&t->column[c]));

	return cell_text(t, &cell, s);
}

/* Layout --------------------------------------------------------------------- */

static size_t
width_of(const struct nass_table *t, size_t c, const struct nass_cell *cell,
    struct table_sink *s)
{
	if (cell->type == NASS_CELL_MARKS)
		return TABLE_MARKS_WIDTH;
	if (t->column[c].role == NASS_ROLE_BAR &&
	    cell->type == NASS_CELL_NUMBER)
		return TABLE_BAR_WIDTH;
	return nass_width(cell_text(t, cell, s));
}

static void
measure(struct nass_table *t, struct table_sink *s)
{
	size_t width;
	size_t r;
	size_t c;

	for (c = 0; c < t->n; c++) {
		if (t->opts.has_header)
			t->width[c] = nass_width(title_text(t, c, s));
		for (r = 0; r < t->nheld; r++) {
			width = width_of(t, c, table__held(t, r, c), s);
			if (width > t->width[c])
				t->width[c] = width;
		}
		if (t->column[c].role == NASS_ROLE_BEFORE)
			t->before = c;
		else if (t->column[c].role == NASS_ROLE_AFTER)
			t->after = c;
	}
}

static bool
is_context(const struct nass_table *t, size_t c)
{
	return t->column[c].role == NASS_ROLE_BEFORE ||
	    t->column[c].role == NASS_ROLE_AFTER;
}

static bool
is_plain_text(const struct nass_table *t, size_t c)
{
	return t->column[c].role == NASS_ROLE_PLAIN &&
	    (t->nheld == 0 || !table__is_numeric(table__held(t, 0, c)->type));
}

/* What opts.width leaves of a row to each of its contexts. */
static size_t
share_of_context(const struct nass_table *t)
{
	size_t used = (t->n - 1) * (sizeof(GAP) - 1);
	size_t ncontext = 0;
	size_t c;

	for (c = 0; c < t->n; c++)
		if (is_context(t, c))
			ncontext++;
		else
			used += t->width[c];
	return t->opts.width > used ? (t->opts.width - used) / ncontext : 0;
}

static size_t
widest_context(const struct nass_table *t)
{
	size_t widest = 0;
	size_t c;

	for (c = 0; c < t->n; c++)
		if (is_context(t, c) && t->width[c] > widest)
			widest = t->width[c];
	return widest;
}

/* Plain text takes a fifth of the row at the most. */
static void
tighten(struct nass_table *t)
{
	size_t most = t->opts.width / 5;
	size_t c;

	if (most < PLAIN_MIN)
		most = PLAIN_MIN;
	t->is_tight = true;
	for (c = 0; c < t->n; c++)
		if (is_plain_text(t, c) && t->width[c] > most)
			t->width[c] = most;
}

/* Contexts share what opts.width leaves; both get the same. */
static void
fit_contexts(struct nass_table *t)
{
	size_t widest = widest_context(t);
	size_t share = widest;
	size_t c;

	if (widest == 0)
		return;
	if (t->opts.width > 0 && share_of_context(t) < widest) {
		tighten(t);
		share = share_of_context(t);
	}
	if (share < CONTEXT_MIN)
		share = CONTEXT_MIN;
	for (c = 0; c < t->n; c++)
		if (is_context(t, c))
			t->width[c] = widest < share ? widest : share;
}

/* Which way the row runs: as its node does. */
static int
row_direction(const struct nass_table *t, const struct nass_cell *cell)
{
	size_t c;

	for (c = 0; c < t->n; c++)
		if (t->column[c].role == NASS_ROLE_NODE &&
		    cell[c].type == NASS_CELL_TEXT)
			return table__direction(cell[c].u.text);
	return TABLE_LTR;
}

/* The column that stands at place c of such a row. */
static size_t
column_at(const struct nass_table *t, size_t c, int direction)
{
	if (t->opts.bidi == NASS_BIDI_NONE || direction == TABLE_LTR ||
	    t->before == t->n || t->after == t->n)
		return c;
	return c == t->before ? t->after : c == t->after ? t->before : c;
}

/* Cells ---------------------------------------------------------------------- */

/* What is seen of a cell, with its ellipsis, as bidi asks: in t's buffers. */
static struct nass_str
show(const struct nass_table *t, struct nass_str text, bool lead, bool tail,
    int direction, struct table_sink *s)
{
	struct table_sink inner = { t->shaped, s->code, s->err };

	t->shaped->n = 0;
	table__puts(&inner, lead ? ELLIPSIS : "");
	table__put(&inner, text);
	table__puts(&inner, tail ? ELLIPSIS : "");
	if (t->opts.bidi == NASS_BIDI_VISUAL) {
		inner.out = t->cell; /* text is not needed any more */
		t->cell->n = 0;
		table__visual(&inner, nass_buf_str(t->shaped), direction);
	}
	s->code = inner.code;
	return nass_buf_str(inner.out);
}

static void
put_shown(const struct nass_table *t, struct nass_str shown, int direction,
    struct table_sink *s)
{
	bool is_isolate =
	    t->opts.bidi == NASS_BIDI_ISOLATE && direction == TABLE_RTL;

	table__puts(s, is_isolate ? RLI : "");
	table__put(s, shown);
	table__puts(s, is_isolate ? PDI : "");
}

static enum side
side_of(const struct nass_table *t, size_t c, bool is_numeric, int direction)
{
	bool is_turned = column_at(t, c, direction) != c;

	if (t->column[c].role == NASS_ROLE_BEFORE)
		return is_turned ? LEFT : RIGHT;
	if (t->column[c].role == NASS_ROLE_AFTER)
		return is_turned ? RIGHT : LEFT;
	return is_numeric ? RIGHT : LEFT;
}

/* One cell of text and its padding; the last of a row gets none behind it. */
static void
put_padded(const struct nass_table *t, size_t c, struct nass_str text,
    enum side side, int direction, bool is_last, const char *color,
    struct table_sink *s)
{
	bool lead = false;
	bool tail = false;
	size_t width;
	size_t pad;

	if (is_context(t, c) || (t->is_tight && is_plain_text(t, c)))
		text = table__cut(text, t->column[c].role != NASS_ROLE_AFTER,
		    t->width[c], &lead, &tail);
	text = show(t, text, lead, tail, direction, s);
	width = nass_width(text);
	pad = width < t->width[c] ? t->width[c] - width : 0;
	if (side == RIGHT)
		table__putn(s, " ", pad);
	if (color != NULL)
		table__puts(s, color);
	put_shown(t, text, direction, s);
	if (color != NULL)
		table__puts(s, "\033[0m");
	if (side == LEFT && !is_last)
		table__putn(s, " ", pad);
}

static void
put_cell(const struct nass_table *t, size_t c, const struct nass_cell *cell,
    int row, bool is_last, struct table_sink *s)
{
	bool is_node = t->column[c].role == NASS_ROLE_NODE;
	struct nass_str text;
	int direction;

	if (cell->type == NASS_CELL_MARKS) {
		table__put_marks(s, cell, TABLE_MARKS_WIDTH);
		return;
	}
	if (t->column[c].role == NASS_ROLE_BAR &&
	    cell->type == NASS_CELL_NUMBER) {
		table__put_bar(s, cell->u.number, TABLE_BAR_WIDTH, !is_last);
		return;
	}
	text = cell_text(t, cell, s);
	direction = is_context(t, c) || is_node ? row : table__direction(text);
	put_padded(t, c, text,
	    side_of(t, c, table__is_numeric(cell->type), row), direction,
	    is_last, is_node && t->opts.has_color ? "\033[1;31m" : NULL, s);
}

/* The table -------------------------------------------------------------------- */

static void
put_header(struct nass_table *t, struct table_sink *s)
{
	struct nass_str text;
	bool is_numeric;
	size_t c;
	size_t i;

	for (i = 0; i < t->n; i++) {
		c = column_at(t, i, t->direction);
		if (i > 0)
			table__puts(s, GAP);
		is_numeric = t->nheld > 0 &&
		    t->column[c].role != NASS_ROLE_BAR &&
		    table__is_numeric(table__held(t, 0, c)->type);
		text = title_text(t, c, s);
		put_padded(t, c, text, side_of(t, c, is_numeric, t->direction),
		    table__direction(text), i + 1 == t->n,
		    t->opts.has_color ? "\033[1m" : NULL, s);
	}
	table__puts(s, "\n");
	for (i = 0; i < t->n; i++) {
		c = column_at(t, i, t->direction);
		table__puts(s, i > 0 ? GAP : "");
		table__putn(s, RULE, t->width[c]);
	}
	table__puts(s, "\n");
}

/* The header stands as most of the held rows do. */
static int
most_rows(const struct nass_table *t)
{
	size_t nright = 0;
	size_t r;

	for (r = 0; r < t->nheld; r++)
		if (row_direction(t, table__held(t, r, 0)) == TABLE_RTL)
			nright++;
	return nright * 2 > t->nheld ? TABLE_RTL : TABLE_LTR;
}

static void
begin(struct nass_table *t, struct table_sink *s)
{
	struct nass_cell title = nass_cell_text(t->opts.title);
	int direction;

	t->before = t->after = t->n;
	measure(t, s);
	fit_contexts(t);
	t->direction = most_rows(t);
	if (t->opts.title.p != NULL) {
		direction = table__direction(t->opts.title);
		put_shown(t,
		    show(
			t, cell_text(t, &title, s), false, false, direction, s),
		    direction, s);
		table__puts(s, "\n\n");
	}
	if (t->opts.has_header)
		put_header(t, s);
}

static void
row(const struct nass_table *t, const struct nass_cell *cell,
    struct table_sink *s)
{
	int direction = row_direction(t, cell);
	size_t c;
	size_t i;

	for (i = 0; i < t->n; i++) {
		c = column_at(t, i, direction);
		if (i > 0)
			table__puts(s, GAP);
		put_cell(t, c, &cell[c], direction, i + 1 == t->n, s);
	}
	table__puts(s, "\n");
}

const struct table_writer table__grid = { 1000, begin, row, NULL };
