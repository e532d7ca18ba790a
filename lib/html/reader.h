/*
 * reader.h - private to lib/html: a page on its way from tokens to lines.
 *
 *	tokens ──blocks.c──> open elements ──lines.c──> lines, grounds
 */
#ifndef NASS_HTML_READER_H
#define NASS_HTML_READER_H

#include "html/blocks.h"
#include "html/html.h"
#include "html/meta.h"
#include "html/names.h"

enum {
	HTML_DEPTH_MAX =
	    8192 /* deeper elements are as if they were not there */
};

/* An element that bears marks, and how much text stands inside. */
struct ground {
	size_t outer; /* 0: none */
	size_t nprose;
	unsigned own;
	unsigned all; /* with those around it; set at the end */
};

struct open {
	uint8_t name;
	unsigned form; /* marks of form: heading, item, paragraph */
	size_t ground;
};

/* Numbers of elements that ends are implied by (html__name_find). */
struct html_known {
	unsigned button, ol, p, table, tbody, td, th, tr, ul;
};

struct reader {
	struct html_known known;
	struct nass_arena *arena;
	struct nass_buf text;
	struct nass_html_block *block;
	size_t nblock;
	size_t cap_block;
	struct ground *ground;
	size_t nground;
	size_t cap_ground;
	struct open *open;
	size_t nopen;
	size_t nmissing; /* open elements beyond HTML_DEPTH_MAX */
	size_t count[HTML_NNAMES_MAX];
	unsigned skip; /* the element whose inside is no text; 0: none */
	size_t skip_depth;
	/* The line that is being made. */
	size_t from;
	size_t nlink;
	size_t ground_line;
	unsigned form_line;
	bool has_space; /* white space is due before the next word */
	bool in_link;
	bool
	    is_parted; /* an inline element has just ended: a button, a label */
	bool in_pre;
	bool has_cell;
	/* Its last cell: where it begins, and what was so then. */
	size_t cell_from;
	size_t cell_nlink;
	size_t cell_ground;
	unsigned cell_form;
	bool is_joining;  /* another cell is due behind a bar */
	bool is_breaking; /* a line end is due, if the cell goes on */
	bool has_lines;   /* a cell of the row has more than one */
	struct html__meta meta;
};

static inline struct open
html__innermost(const struct reader *r)
{
	return r->nopen > 0 ? r->open[r->nopen - 1] : (struct open){ 0, 0, 0 };
}

/* lines.c */
enum nass_code html__end_line(struct reader *r, struct nass_err *err);
/*
 * The same inside a cell of a table: cells of one line share it, as rows of
 * figures do; a cell of several has lines of its own, as the columns of a page do
 * that is laid out as a table.
 */
enum nass_code html__break_line(struct reader *r, struct nass_err *err);
enum nass_code html__put_text(
    struct reader *r, struct nass_str s, struct nass_err *err);
enum nass_code html__new_ground(struct reader *r, unsigned own, size_t outer,
    size_t *number, struct nass_err *err);
/* No more tokens: what was read, to `made`. */
enum nass_code html__settle(
    struct reader *r, struct nass_html_blocks *made, struct nass_err *err);

#endif
