/*
 * csv.h - private to lib/corpus: a table of cells, and its rows.
 */
#ifndef NASS_CORPUS_CSV_H
#define NASS_CORPUS_CSV_H

#include "corpus/format.h"

struct csv__cell {
	struct nass_str text; /* as it stands, without the outer quotes */
	bool has_quotes;      /* to be unquoted */
};

struct csv {
	char sep; /* 0: not yet known, as the next */
	bool knows_quotes;
	bool has_begun;
	size_t ncolumn;
	struct nass_buf *name; /* of each column: ,"name": */
	size_t names_n;        /* bytes of all */
	size_t text;           /* columns */
	size_t id;             /* ncolumn: none */
	struct csv__cell *cell;
	size_t cap;
	size_t ncell;
	uint64_t row;
	struct nass_buf scratch;
	size_t (*plain)(const char *p, size_t n); /* as in simd/scan.h */
};

/* Look at what comes, to know what separates cells. */
enum nass_code csv__begin(struct corpus__source *s, struct csv *c, bool is_tab,
    struct nass_err *err) NASS_MUST_USE;
/*
 * The next row that is not blank, as cells, and its length; it stays in the
 * window.  What is no row is told of and passed over.
 */
enum nass_code csv__next_row(struct corpus__source *s, struct csv *c, size_t *n,
    struct nass_err *err) NASS_MUST_USE;
/* The lines of a row. */
uint64_t csv__count_lines(struct nass_str s);

#endif
