/*
 * writer.h - private to lib/table: what a format is.
 *
 *	rows ──> held (until `hold` rows are there) ──> begin ──> row ... ──> end
 */
#ifndef NASS_TABLE_WRITER_H
#define NASS_TABLE_WRITER_H

#include <string.h>

#include "table/table.h"

/*
 * A buffer with a sticky error, so that a row reads as what it puts: what
 * follows a failure does nothing.
 */
struct table_sink {
	struct nass_buf *out;
	enum nass_code code;
	struct nass_err *err;
};

/* Tables of a million rows are made of these: no call where there is room. */
static inline void
table__put(struct table_sink *s, struct nass_str text)
{
	struct nass_buf *b = s->out;

	if (s->code != NASS_OK || text.n == 0)
		return;
	if (text.n > b->cap - b->n) {
		s->code = nass_buf_put(b, text, s->err);
		return;
	}
	memcpy(b->p + b->n, text.p, text.n);
	b->n += text.n;
}

static inline void
table__puts(struct table_sink *s, const char *text)
{
	table__put(s, (struct nass_str){ text, strlen(text) });
}

void table__putn(struct table_sink *s, const char *text, size_t times);
void table__printf(struct table_sink *s, const char *fmt, ...)
    NASS_PRINTF(2, 3);

/* How the text of a cell is written. */
struct table_escape {
	bool keeps_space; /* TAB, LF and CR stay, white space is not joined */
	bool drops_bidi;  /* bidi controls of the text go */
	bool is_xml;      /* U+FFFE and U+FFFF become U+FFFD */
	const char *(*of)(unsigned char c); /* an ASCII byte; NULL: itself */
};

void table__put_text(
    struct table_sink *s, struct nass_str text, const struct table_escape *e);
/* A cell of any type but marks, as text. */
void table__put_cell(struct table_sink *s, const struct nass_table *t,
    const struct nass_cell *cell, const struct table_escape *e);
const char *table__xml(unsigned char c);

enum {
	TABLE_LTR,
	TABLE_RTL
};
/* The direction of most strong characters; TABLE_LTR if there is none. */
int table__direction(struct nass_str text);
/* The same for the texts of all cells that are held. */
int table__held_direction(const struct nass_table *t);

struct table_writer {
	size_t hold;
	void (*begin)(struct nass_table *t, struct table_sink *s);
	void (*row)(const struct nass_table *t, const struct nass_cell *cell,
	    struct table_sink *s);
	void (*end)(const struct nass_table *t, struct table_sink *s);
};

extern const struct table_writer table__tsv, table__csv, table__jsonl,
    table__markdown, table__html, table__latex, table__grid, table__svg;

struct nass_table {
	struct nass_table_opts opts;
	const struct table_writer *writer;
	struct nass_column *column;
	size_t n;
	struct nass_buf *out;
	bool is_begun;
	/* Rows that wait for begin: n cells each, their texts in the arena. */
	struct nass_cell *held;
	size_t nheld;
	size_t room;
	struct nass_arena arena;
	/* What begin found out. */
	size_t *width; /* grid, svg: of each column */
	bool is_tight; /* grid: contexts lack room; plain text is cut too */
	int direction;
	size_t before; /* the columns that trade places in a row from right */
	size_t after;  /* to left; n: there is none */
	/* Of tsv: the row before, without a cell that is at frame_at. */
	bool has_frame;
	size_t frame_at;
	struct nass_buf scratch[2];
	struct nass_buf *cell; /* &scratch[0], for rows of a const table */
	struct nass_buf *shaped;
};

/* nass_table_frame and nass_table_repeat of a table in tsv. */
enum nass_code table__tsv_frame(struct nass_table *t,
    const struct nass_cell *cell, size_t column, struct nass_str *before,
    struct nass_str *behind, struct nass_err *err) NASS_MUST_USE;
enum nass_code table__tsv_repeat(struct nass_table *t,
    const struct nass_cell *cell, size_t column,
    struct nass_err *err) NASS_MUST_USE;

/* The header of a column. */
struct nass_str table__title(const struct nass_column *c);
bool table__is_numeric(enum nass_cell_type type);
/* The cell of row r, column c, of those held. */
const struct nass_cell *table__held(
    const struct nass_table *t, size_t r, size_t c);

/*
 * `text` as a terminal without bidi shows it right: reordered and with Arabic
 * letters in their joined forms, in the paragraph direction `direction`.
 */
void table__visual(struct table_sink *s, struct nass_str text, int direction);

/*
 * The part of a context that fits `width` columns with an ellipsis, which
 * stands where *lead or *tail says; all of it if it fits.
 */
struct nass_str table__cut(
    struct nass_str text, bool is_before, size_t width, bool *lead, bool *tail);

/* Bars and strips of characters, `width` columns wide. */
void table__put_bar(
    struct table_sink *s, double share, size_t width, bool is_padded);
void table__put_marks(
    struct table_sink *s, const struct nass_cell *cell, size_t width);
enum {
	TABLE_BAR_WIDTH = 20,
	TABLE_MARKS_WIDTH = 40
};

/* An inline svg of marks, for html. */
void table__put_marks_svg(struct table_sink *s, const struct nass_cell *cell,
    double x, double y, double width, double height);

#endif
