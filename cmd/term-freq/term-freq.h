/*
 * term-freq.h - the parts of term-freq.
 *
 *	main.c		options, and which way is gone
 *	compile.c	what options say: profile, stop words, expressions
 *	columns.c	a row of counts ─> cells
 *	rows.c		cells ─> order, ranks, table
 *	record.c	cells as bytes, for the sorter of rows.c
 *	input.c		documents, or lines of counts ─> a count
 *	list.c		the ways: a list, counts, keyness, a summary, a plot
 *	groups.c	counts by a member of the records
 *	wide.c		a column for each of them
 */
#ifndef TERM_FREQ_H
#define TERM_FREQ_H

#include <nass/count.h>
#include <nass/norm.h>
#include <nass/stat.h>

#include "cli/cli.h"
#include "count/set.h"
#include "count/sorter.h"
#include "table/collate.h"
#include "text/regex.h"

enum column {
	COL_GROUP,
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

enum plot {
	PLOT_NONE,
	PLOT_BARS,
	PLOT_ZIPF,
};

/* One row, and what its cells are made of. */
struct row {
	struct nass_count *count; /* whose row it is; NULL: in no document */
	struct nass_count_row r;
	uint64_t reference;
	struct nass_str group;
	uint64_t tokens; /* of the group, or of all */
	uint64_t documents;
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
	const char *group;
	const char *reference_path;
	const char *locale;
	uint64_t max;
	uint64_t min_count;
	uint64_t min_documents;
	uint64_t most_documents; /* of --max-documents */
	bool most_is_percent;
	uint64_t memory;
	unsigned rank;
	unsigned stem;
	unsigned adjust;
	unsigned plot;
	bool has_clitics;
	bool is_wide;
	bool is_wrapped;
	bool is_summary;

	/* What they were compiled to. */
	struct nass_norm *norm;
	struct nass_set *stop;
	struct nass_regex *keep_re;
	struct nass_regex *drop_re;
	struct nass_regex_state *keep_state;
	struct nass_regex_state *drop_state;
	struct nass_collate *collate; /* NULL: text goes by bytes */
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
/* What depends on the profile, which -f counts brings along. */
void compile_words(struct term_freq *f);
void compile_columns(
    struct term_freq *f, const char *otherwise, const char *sort_otherwise);
struct nass_table_opts table_opts(const struct term_freq *f);
void release(struct term_freq *f);
/* Do stop words, expressions and minima let the row pass? */
bool is_wanted(struct term_freq *f, const struct nass_count_row *row);

/* columns.c */
/* What the run must keep for the columns that are asked for. */
void need_columns(struct term_freq *f);
/* Does a column follow from count, documents and order, in a section? */
bool is_of_counts(size_t column);
/* Or from the rows before it, or from all? */
bool depends_on_order(size_t column);
/* The cell of a column, but for those that depend on the order of rows. */
struct nass_cell make_cell(
    struct term_freq *f, enum column column, const struct row *row);

/* record.c: a cell behind `b`, and off the front of `s`. */
void put_cell(struct nass_buf *b, const struct nass_cell *cell);
struct nass_cell get_cell(struct nass_str *s);
/* Where a row goes: by its cell of the sorted column, then by its term. */
void put_place(struct nass_buf *key, const struct term_freq *f,
    const struct nass_cell *cell, struct nass_str term);

/* rows.c */
struct rows;
void rows_begin(struct term_freq *f);
void rows_section(struct term_freq *f);
/* False: no more rows are needed. */
bool rows_put(struct term_freq *f, const struct row *row);
/* Those of f->count behind the last, as far as they are like it. */
void rows_repeat(struct term_freq *f);
void rows_section_end(struct term_freq *f);
void rows_end(struct term_freq *f);
/* Rows come as nass_count_next gives them with this order. */
bool rows_stream(const struct term_freq *f);

/* input.c */
bool reads_counts(const struct term_freq *f);
bool writes_counts(const struct term_freq *f);
/* All that the operands name; *status is what cli_docs says. */
struct nass_count *count_input(
    struct term_freq *f, char **operands, int *status);
/*
 * The sum of files of counts that are in order, line by line; false, and
 * nothing was done, if they are not, or no files.
 */
bool blend_counts(struct term_freq *f, char **operands,
    enum nass_code (*flush)(
	void *arg, struct nass_buf *out, struct nass_err *err));
/* The corpus, or the saved counts, of --reference. */
struct nass_count *count_reference(struct term_freq *f);

/* documents.c */
/* All documents, in *count: the exit status. */
int count_documents(
    struct term_freq *f, char **operands, struct nass_count **count);
/* Memory for the counts of each thread; are documents shared? */
void share_memory(struct term_freq *f);

/* list.c */
int list(struct term_freq *f, char **operands);
int write_counts(struct term_freq *f, char **operands);
int compare(struct term_freq *f, char **operands);
int summarise(struct term_freq *f, char **operands);
int plot_zipf(struct term_freq *f, char **operands);

/* groups.c */
int list_groups(struct term_freq *f, char **operands);

#endif
