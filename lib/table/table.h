/*
 * table.h - columns and rows, written as tsv, csv, jsonl, markdown, html, latex,
 * grid or svg (nass-table(5)).
 *
 * A filter says its columns as data, opens a table, and puts rows of cells.
 * Bytes go to a buffer that the caller empties as it likes.
 *
 *	tsv csv jsonl markdown latex	each row is written as it comes
 *	html	holds the first rows, to see which way they run
 *	grid	holds the first 1,000 rows, to see how wide they are; a later
 *		cell that is wider moves its row, or is cut if it is context
 *	svg	holds all rows
 *
 * Cells of tsv hold no TAB, line end or control character: a run of white
 * space is one space, other controls become U+FFFD, so that no text can drive
 * a terminal.  The same goes for markdown, html, latex, svg and grid, which
 * drops the text's bidi controls too.  csv keeps TAB and line ends in quotes;
 * jsonl keeps the text.
 */
#ifndef NASS_TABLE_H
#define NASS_TABLE_H

#include <nass/base.h>

enum nass_format {
	NASS_FORMAT_TSV,
	NASS_FORMAT_CSV,
	NASS_FORMAT_JSONL,
	NASS_FORMAT_MARKDOWN,
	NASS_FORMAT_HTML,
	NASS_FORMAT_LATEX,
	NASS_FORMAT_GRID,
	NASS_FORMAT_SVG,
};

/* tsv, csv, ... to a format; false if there is no such name. */
bool nass_format_parse(struct nass_str name, enum nass_format *format);

enum nass_cell_type {
	NASS_CELL_EMPTY,
	NASS_CELL_TEXT,
	NASS_CELL_COUNT,  /* uint64_t */
	NASS_CELL_NUMBER, /* double, six significant digits or --precision */
	NASS_CELL_JSON,   /* raw JSON text: jsonl as it is, else as text */
	NASS_CELL_MARKS,  /* places 0..1 on a line, in order: where hits fall */
};

/* Bytes are borrowed until the call returns; text is well-formed. */
struct nass_cell {
	enum nass_cell_type type;
	union {
		struct nass_str text;
		uint64_t count;
		double number; /* not finite: an empty cell, null in jsonl */
		struct {
			const float *p;
			size_t n;
		} marks;
	} u;
};

static inline struct nass_cell
nass_cell_text(struct nass_str text)
{
	return (struct nass_cell){ NASS_CELL_TEXT, { .text = text } };
}

static inline struct nass_cell
nass_cell_count(uint64_t count)
{
	return (struct nass_cell){ NASS_CELL_COUNT, { .count = count } };
}

static inline struct nass_cell
nass_cell_number(double number)
{
	return (struct nass_cell){ NASS_CELL_NUMBER, { .number = number } };
}

enum nass_column_role { /* how grid, html, svg show it */
	NASS_ROLE_PLAIN,
	NASS_ROLE_BEFORE, /* the context before a node: cut and pad at its start */
	NASS_ROLE_NODE,
	NASS_ROLE_AFTER,
	NASS_ROLE_BAR, /* a share 0..1 drawn as a bar; tsv: the number */
};

struct nass_column {
	const char *name; /* stable, English: option values, jsonl members */
	enum nass_column_role role;
	struct nass_str title;  /* the header; p == NULL: the name */
	struct nass_str member; /* name == NULL: a member of the user's own */
};

enum nass_bidi {
	NASS_BIDI_NONE,
	NASS_BIDI_ISOLATE,
	NASS_BIDI_VISUAL
};

struct nass_table_opts {
	enum nass_format format;
	bool has_header;
	bool has_bom;
	struct nass_str title; /* p == NULL: none */
	unsigned precision;    /* significant digits, 1 to 17 */
	bool has_color;
	enum nass_bidi bidi;
	size_t width;     /* of a grid, columns; 0: as wide as needed */
	bool is_terminal; /* drop bidi controls of the text everywhere */
};

extern const struct nass_table_opts nass_table_default;

struct nass_table;

/*
 * Columns are copied (the bytes of their names are not); out is borrowed: rows
 * append to it, the header of tsv and csv at once.
 */
enum nass_code nass_table_new(const struct nass_table_opts *opts,
    const struct nass_column *column, size_t n, struct nass_buf *out,
    struct nass_table **table, struct nass_err *err) NASS_MUST_USE;
/* One row of a cell for each column. */
enum nass_code nass_table_row(struct nass_table *t,
    const struct nass_cell *cell, struct nass_err *err) NASS_MUST_USE;
/*
 * The same, where all cells but that of `column` are those of the row before,
 * which was no repetition with another column: less work for tsv.
 */
enum nass_code nass_table_repeat(struct nass_table *t,
    const struct nass_cell *cell, size_t column,
    struct nass_err *err) NASS_MUST_USE;
/*
 * What such rows of a tsv have before and behind that cell, until a row that is
 * no repetition; n == 0 in *behind: it is no tsv.
 */
enum nass_code nass_table_frame(struct nass_table *t,
    const struct nass_cell *cell, size_t column, struct nass_str *before,
    struct nass_str *behind, struct nass_err *err) NASS_MUST_USE;
/*
 * The same for tsv, csv and jsonl, which look at one row alone: appended to any
 * buffer, by any thread.  False in *is_possible (nothing done) for the others.
 */
enum nass_code nass_table_format_row(const struct nass_table *t,
    const struct nass_cell *cell, struct nass_buf *out, bool *is_possible,
    struct nass_err *err) NASS_MUST_USE;
/* What a format writes behind the last row, and the rows it holds. */
enum nass_code nass_table_end(
    struct nass_table *t, struct nass_err *err) NASS_MUST_USE;
void nass_table_free(struct nass_table *t);

/*
 * Choose columns: spec `a,b` replaces the default, `+a,b` adds to it, `a=TITLE`
 * renames (alone or inside either).
 *
 * spec		p == NULL: the default alone.  Titles point into it.
 * known	every column there is.  If the name of the last is NULL, any
 *		other name is allowed too (a member of a record), gets its
 *		index, and is in chosen[].member.
 * otherwise	the default, as a spec without +.
 * chosen	room for `room` columns, and for their indices in known.
 *
 * NASS_EUSAGE names the unknown column and lists the known ones.
 */
enum nass_code nass_columns_parse(struct nass_str spec,
    const struct nass_column *known, size_t nknown, struct nass_str otherwise,
    struct nass_column *chosen, size_t *index, size_t room, size_t *nchosen,
    struct nass_err *err) NASS_MUST_USE;

enum {
	NASS_NUMBER_ROOM = 400
};

/*
 * A double as nass prints it: `precision` significant digits (1 to 17), plain
 * notation, a point, no zeros at its end.  Its length; 0 if x is not finite.
 */
size_t nass_number_format(
    double x, unsigned precision, char out[NASS_NUMBER_ROOM]);

#endif
