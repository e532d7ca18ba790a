/*
 * term-freq.h - the parts of term-freq.
 *
 *	main.c		options, and which way is gone
 *	compile.c	what options say: profile, stop words, expressions
 *	columns.c	a row of counts ─> cells
 *	rows.c		cells ─> order, ranks, table
 *	list.c		documents ─> counts ─> rows
 */
#ifndef TERM_FREQ_H
#define TERM_FREQ_H

#include <nass/count.h>
#include <nass/norm.h>
#include <nass/stat.h>

#include "cli/cli.h"
#include "count/set.h"
#include "count/sorter.h"
#include "text/regex.h"

enum column {
	COL_RANK,
	COL_TERM,
	COL_KEY,
	COL_WORDS,
	COL_COUNT,
	COL_PERCENT,
	COL_CUMULATIVE,
	COL_PER_MILLION,
	COL_DOCUMENTS,
	COL_DOCUMENTS_PERCENT,
	COL_IDF,
	COL_TF_IDF,
	COL_ARF,
	COL_DP,
	COL_DP_NORM,
	COL_JUILLAND_D,
	COL_CARROLL_D2,
	COL_ROSENGREN_S,
	COL_KLD,
	COL_MI,
	COL_MI3,
	COL_NPMI,
	COL_T,
	COL_Z,
	COL_LL, /* of a pair; with --reference: keyness */
	COL_DICE,
	COL_LOG_DICE,
	COL_DELTA_P,
	COL_REF_COUNT,
	COL_REF_PER_MILLION,
	COL_LL4,
	COL_CHI2,
	COL_LOG_RATIO,
	COL_PERCENT_DIFF,
	COL_SIMPLE_MATHS,
	COL_ODDS_RATIO,
	COL_BIC,
	COL_P,
	COL_VARIANTS,
	COL_BAR,
	COL_N,
};

extern const struct nass_column columns[COL_N];

/* One row, and what its cells are made of. */
struct row {
	struct nass_count *count; /* whose row it is; NULL: in no document */
	struct nass_count_row r;
	uint64_t reference;
};

struct term_freq {
	struct cli cli;
	struct cli_table table;
	const char *profile;
	const char *sort;
	const char *ngram;
	const char *kinds;
	const char *stop_words;
	const char *keep;
	const char *drop;
	const char *map;
	const char *max_documents;
	const char *directory;
	uint64_t max;
	uint64_t min_count;
	uint64_t min_documents;
	uint64_t memory;
	unsigned rank;
	unsigned stem;

	/* What they were compiled to. */
	struct nass_norm *norm;
	struct nass_set *stop;
	struct nass_regex *keep_re;
	struct nass_regex *drop_re;
	struct nass_regex_state *keep_state;
	struct nass_regex_state *drop_state;
	struct nass_buf map_text;
	struct nass_count_opts opts;
	struct nass_column chosen[COL_N];
	size_t index[COL_N]; /* enum column of each */
	size_t nchosen;
	enum column sort_column;
	bool is_descending;
	bool needs[COL_N]; /* shown, or sorted by */

	/* The run. */
	struct nass_count *count;
	struct nass_count_totals totals;
	struct nass_count_totals reference; /* --reference */
	bool has_reference;
	struct rows *rows;
	struct nass_buf variants;
};

/* Leave the program: a hard error. */
void check(enum nass_code code, const struct nass_err *err);

/* compile.c */
void compile(struct term_freq *f);
void compile_columns(
    struct term_freq *f, const char *otherwise, const char *sort_otherwise);
void release(struct term_freq *f);
/* Do stop words, expressions and minima let the row pass? */
bool is_wanted(struct term_freq *f, const struct nass_count_row *row);

/* columns.c */
/* What the run must keep for the columns that are asked for. */
void need_columns(struct term_freq *f);
/* The cell of a column, but for those that depend on the order of rows. */
struct nass_cell make_cell(
    struct term_freq *f, enum column column, const struct row *row);

/* rows.c */
struct rows;
void rows_begin(struct term_freq *f);
/* False: no more rows are needed. */
bool rows_put(struct term_freq *f, const struct row *row);
void rows_end(struct term_freq *f);
/* Rows come as nass_count_next gives them with this order. */
bool rows_stream(const struct term_freq *f);

/* list.c */
int list(struct term_freq *f, char **operands);

#endif
