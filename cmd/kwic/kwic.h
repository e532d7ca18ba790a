/*
 * kwic.h - what the files of kwic share.
 *
 *	compile.c	what the options say
 *	find.c	a part of a document ──> hits ──> rows, in the thread's buffer
 *	carry.c	buffers, in input order ──> rows with whole contexts
 *	row.c	rows as bytes, their contexts and cells
 *	keys.c	rows ──> what they are sorted and sampled by
 *	sink.c	rows ──> table, at once or sorted or sampled
 *	tally.c	rows or counts ──> -c, -l, --group
 *	around.c	words of documents and of windows, for
 *	collocates.c	the table of --collocates
 *
 * A context may reach into the part before or behind.  So each part leaves its
 * first and last words (as far as contexts reach) with its rows; a row that
 * lacks some is completed where parts meet again in order.
 */
#ifndef KWIC_H
#define KWIC_H

#include <nass/count.h>
#include <nass/match.h>
#include <nass/stat.h>

#include "cli/cli.h"

/* How far contexts reach: on the page, and for what looks at words alone. */
struct kwic_reach {
	enum nass_context_unit unit;
	uint64_t n;
	uint64_t nword;
	bool has_sentence; /* the node's own sentence too */
};

enum kwic_column {
	KWIC_ID,
	KWIC_OFFSET,
	KWIC_BEFORE,
	KWIC_NODE,
	KWIC_AFTER,
	KWIC_TEXT,
	KWIC_FIELD,
	KWIC_FILE,
	KWIC_HIT,
	KWIC_LINE,
	KWIC_PATTERN,
	KWIC_POSITION,
	KWIC_SENTENCE,
	KWIC_MEMBER, /* any member of the record; the last */
	KWIC_NCOLUMN,
};

#define KWIC_MEMBERS 16

/* A hit in its context; bytes are borrowed. */
struct kwic_row {
	struct nass_str id;
	struct nass_str field;
	struct nass_str text; /* of the document, as far as anyone looks */
	size_t node_at;       /* in text */
	size_t node_n;
	size_t from; /* text[from..to) is the context that is shown */
	size_t to;
	uint64_t offset; /* of the node, as people see it */
	uint64_t file;
	uint64_t number;
	uint64_t line;
	uint64_t position; /* of its first word in the document, from 1 */
	uint64_t hit;      /* in the output, from 1 */
	uint64_t pattern;
	bool lacks_before;
	bool lacks_after;
	size_t nmember;
	struct nass_str member[KWIC_MEMBERS]; /* raw JSON; n == 0: none */
};

/* A pattern that the words around a node must hold, or must not. */
struct kwic_filter {
	struct nass_match *match;
	uint64_t left;
	uint64_t right;
	bool is_negative;
};

/* What looks at a finished row in one thread. */
struct kwic_eye {
	struct nass_scan **scan; /* one for each filter */
};

enum kwic_key_kind {
	KWIC_KEY_WORD, /* n: -1 is 1L, +1 is 1R */
	KWIC_KEY_NODE,
	KWIC_KEY_ID,
	KWIC_KEY_RANDOM,
};

struct kwic_key {
	enum kwic_key_kind kind;
	int n;
	bool is_descending;
};

#define KWIC_KEYS 16
/* Words that sort keys, filters and windows may reach, at most. */
#define KWIC_FAR 1000

struct kwic_around;
struct kwic_carry;
struct kwic_collocates;
struct kwic_sink;
struct kwic_tally;

struct kwic {
	struct cli cli;
	struct cli_table table;
	/* As typed. */
	struct cli_strings patterns;
	const char *pattern_file;
	const char *profile;
	bool is_exact;
	bool is_regex;
	bool has_clitics;
	unsigned stem; /* 0: none, 1: light10 */
	const char *map_file;
	uint64_t near;
	bool is_wrapped;
	const char *context;
	const char *before;
	const char *after;
	const char *sort;
	uint64_t seed;
	uint64_t memory;
	const char *directory;
	uint64_t max;
	uint64_t sample;
	struct cli_strings with;
	struct cli_strings without;
	bool is_collocates;
	const char *window;
	bool is_count;
	bool is_list;
	bool is_plot; /* is_list too */
	const char *group;
	bool is_exit_zero;
	/* Compiled. */
	struct nass_norm *norm; /* NULL: smart */
	struct nass_norm *fold; /* of sort keys and collocates, if any */
	struct nass_match *match;
	enum nass_context_unit sentences; /* as lines are wrapped or not */
	struct kwic_reach reach_before;
	struct kwic_reach reach_after;
	struct kwic_filter *filter;
	size_t nfilter;
	struct kwic_key key[KWIC_KEYS];
	size_t nkey;
	enum nass_format format;
	struct nass_column column[KWIC_MEMBERS + KWIC_NCOLUMN];
	size_t index[KWIC_MEMBERS + KWIC_NCOLUMN];
	size_t ncolumn;
	const char *member[KWIC_MEMBERS + 2]; /* asked for, NULL-ended */
	size_t nmember;
	struct nass_str group_field;
	uint64_t group_n;
	uint64_t window_before;
	uint64_t window_after;
	bool has_line;
	bool has_position;
	bool is_direct; /* rows are formatted where they are found */
	bool counts_words;
	bool has_places; /* of the hits of a document */
	bool has_counts; /* by document or group, not only in all */
	/* Where it all goes. */
	struct nass_arena arena;
	struct nass_buf made; /* of the table, not yet written */
	struct nass_table *out;
	struct kwic_eye eye;
	struct kwic_carry *carry;
	struct kwic_sink *sink;
	struct kwic_tally *tally;
	struct kwic_collocates *collocates; /* NULL: no one asks */
	struct kwic_around *around;         /* of all threads */
	size_t nthread;                     /* that share the memory */
	uint64_t nhit;
	uint64_t nword;
	uint64_t ndocument;
};

/* compile.c */
/* All but the columns; returns the operands behind the pattern. */
char **kwic_compile(struct kwic *k, char **operands);
void kwic_columns_compile(struct kwic *k);
void kwic_group_compile(struct kwic *k);
/* The --columns typed, p == NULL if none. */
struct nass_str kwic_columns_spec(const struct kwic *k);

/* keys.c */
void kwic_keys_compile(struct kwic *k);
enum nass_code kwic_keys_put(const struct kwic *k, const struct kwic_row *row,
    struct nass_buf *out, struct nass_err *err) NASS_MUST_USE;
/* What decides whether a row is in a sample. */
uint64_t kwic_lot(const struct kwic *k, const struct kwic_row *row);

/* row.c: frames are what a thread leaves in its buffer. */
enum kwic_frame {
	KWIC_FRAME_PART,
	KWIC_FRAME_ROW,
	KWIC_FRAME_TEXT,
	KWIC_FRAME_COUNT
};

enum nass_code kwic_frame_begin(struct nass_buf *out, enum kwic_frame kind,
    size_t *at, struct nass_err *err) NASS_MUST_USE;
void kwic_frame_end(struct nass_buf *out, size_t at);
/* The first frame of *in, which then begins behind it; false at the end. */
bool kwic_frame_next(
    struct nass_str *in, enum kwic_frame *kind, struct nass_str *payload);

enum nass_code kwic_row_put(const struct kwic_row *row, struct nass_buf *out,
    struct nass_err *err) NASS_MUST_USE;
void kwic_row_get(struct nass_str bytes, struct kwic_row *row);
/*
 * How far text must reach before, or behind, a node that begins, or ends, at
 * `at`; *shown: how far what is shown of it; *lacks: there should be more.
 */
size_t kwic_reach_before(const struct kwic *k, struct nass_str text, size_t at,
    size_t *shown, bool *lacks);
size_t kwic_reach_after(const struct kwic *k, struct nass_str text, size_t at,
    size_t *shown, bool *lacks);
/* The words before and after the node, at most so many. */
void kwic_row_window(const struct kwic_row *row, uint64_t left, uint64_t right,
    struct nass_str *before, struct nass_str *after);
/* One cell for each column; text is built in scratch. */
enum nass_code kwic_row_cells(const struct kwic *k, const struct kwic_row *row,
    struct nass_buf *scratch, struct nass_cell *cell,
    struct nass_err *err) NASS_MUST_USE;
struct nass_str kwic_trim(struct nass_str s);

/* filter.c */
enum nass_code kwic_eye_open(const struct kwic *k, struct kwic_eye *eye,
    struct nass_err *err) NASS_MUST_USE;
void kwic_eye_close(const struct kwic *k, struct kwic_eye *eye);
/* Do all filters let the row pass? */
enum nass_code kwic_filter_row(const struct kwic *k, struct kwic_eye *eye,
    const struct kwic_row *row, bool *passes,
    struct nass_err *err) NASS_MUST_USE;
void kwic_filters_compile(struct kwic *k);
/* `L,R`: two numbers of words. */
bool kwic_parse_window(const char *spec, uint64_t *left, uint64_t *right);

/* find.c: callbacks of the job. */
enum nass_code kwic_thread(
    void *arg, unsigned thread, void **state, struct nass_err *err);
enum nass_code kwic_doc(void *arg, void *state, const struct nass_doc *doc,
    struct nass_buf *out, struct nass_err *err);
enum nass_code kwic_join(void *arg, void *state, struct nass_err *err);

/* carry.c */
struct kwic_part { /* payload of KWIC_FRAME_PART: this, head, tail */
	uint64_t file;
	uint64_t number;
	bool is_first;
	bool is_last;
	bool is_head_whole; /* all of the part's text */
	bool is_tail_whole;
	uint64_t nword; /* if anyone asks */
	uint64_t head_n;
	uint64_t tail_n;
};
enum nass_code kwic_carry_new(struct kwic *k, struct nass_err *err);
enum nass_code kwic_emit(void *arg, struct nass_buf *made, struct nass_buf *out,
    struct nass_err *err);
enum nass_code kwic_carry_end(
    struct kwic *k, struct nass_err *err) NASS_MUST_USE;
void kwic_carry_free(struct kwic *k);

/* sink.c: rows whose contexts are whole, in order. */
enum nass_code kwic_sink_new(
    struct kwic *k, struct nass_err *err) NASS_MUST_USE;
enum nass_code kwic_sink_row(
    struct kwic *k, struct kwic_row *row, struct nass_err *err) NASS_MUST_USE;
enum nass_code kwic_sink_end(
    struct kwic *k, struct nass_err *err) NASS_MUST_USE;
/* No more rows will be written. */
bool kwic_sink_is_full(const struct kwic *k);
void kwic_sink_free(struct kwic *k);

/* around.c: the words of what one thread saw; in the end, of all. */
enum {
	KWIC_IN_ALL,
	KWIC_IN_BEFORE,
	KWIC_IN_AFTER,
	KWIC_SIDES
};
struct kwic_around {
	struct nass_count *count[KWIC_SIDES];
	struct nass_buf text[KWIC_SIDES]; /* windows, a line each, to count */
	uint64_t nhit;
};
enum nass_code kwic_around_open(const struct kwic *k,
    struct kwic_around **around, struct nass_err *err) NASS_MUST_USE;
void kwic_around_close(struct kwic_around *a);
/* All words of a part; NASS_EINPUT: it is ill-formed, and nothing was done. */
enum nass_code kwic_around_doc(struct kwic_around *a,
    const struct nass_doc *doc, struct nass_err *err) NASS_MUST_USE;
/* The words around a row whose context is whole. */
enum nass_code kwic_around_row(const struct kwic *k, struct kwic_around *a,
    const struct kwic_row *row, struct nass_err *err) NASS_MUST_USE;
/* Empties `from`. */
enum nass_code kwic_around_merge(struct kwic_around *into,
    struct kwic_around *from, struct nass_err *err) NASS_MUST_USE;
/* No more words: the counts give their rows, by key. */
enum nass_code kwic_around_end(
    struct kwic_around *a, struct nass_err *err) NASS_MUST_USE;

/* collocates.c */
enum nass_code kwic_collocates_new(
    struct kwic *k, struct nass_err *err) NASS_MUST_USE;
enum nass_code kwic_collocates_end(
    struct kwic *k, struct nass_err *err) NASS_MUST_USE;
void kwic_collocates_free(struct kwic *k);

/* tally.c */
struct kwic_count { /* payload of KWIC_FRAME_COUNT: this, id, group, places */
	uint64_t file;
	uint64_t number;
	uint64_t nhit;
	uint64_t nword;
	uint64_t end; /* has_places: of the document, as far as it was seen */
	uint64_t id_n;
	uint64_t group_n;
};
enum nass_code kwic_tally_new(
    struct kwic *k, struct nass_err *err) NASS_MUST_USE;
/* place: offsets of these hits, uint64_t each, if has_places. */
enum nass_code kwic_tally_add(struct kwic *k, const struct kwic_count *count,
    struct nass_str id, struct nass_str group, struct nass_str place,
    struct nass_err *err) NASS_MUST_USE;
enum nass_code kwic_tally_end(
    struct kwic *k, struct nass_err *err) NASS_MUST_USE;
void kwic_tally_free(struct kwic *k);

#endif
