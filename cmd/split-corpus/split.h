/*
 * split.h - private to split-corpus: what was asked for, and how a document goes
 * through.
 *
 *	document ─ document.c ─> text, mended ──> parts ──> line | text | row
 *	                                                    │ in any thread
 *	         ─ deliver.c ──> seen before? in the sample? ──> stdout | files
 *	                                                       in order
 *
 * If nothing depends on the order, what document.c makes is written as it is;
 * else it comes in frames.
 */
#ifndef NASS_CMD_SPLIT_H
#define NASS_CMD_SPLIT_H

#include <nass/norm.h>

#include "cli/cli.h"
#include "corpus/corpus.h"
#include "corpus/files.h"
#include "corpus/mojibake.h"
#include "corpus/parts.h"
#include "corpus/shards.h"
#include "corpus/unique.h"

enum id_from {
	ID_PATH,
	ID_NAME,
	ID_NUMBER,
	ID_HASH
};

enum target {
	TO_JSONL,
	TO_TEXT,
	TO_TABLE
};

enum unique {
	UNIQUE_NONE,
	UNIQUE_EXACT,
	UNIQUE_FOLDED
};

enum {
	FIRST_WORDS = 8 /* that the table shows of a text */
};

struct split {
	struct cli cli;
	/* As typed. */
	const char *by;
	bool is_wrapped;
	unsigned id;
	uint64_t digits;
	const char *name;
	uint64_t nshards;
	const char *ratio;
	uint64_t seed;
	const char *sample_spec;
	const char *unique_spec;
	const char *duplicates_path;
	bool repairs;
	const char *separator;
	uint64_t min_words;
	uint64_t max_words; /* 0: any number */
	bool has_no_header; /* of a table that comes in */
	/* What that means. */
	enum target to;
	struct nass_parts_opts parts;
	struct nass_files_opts files_opts;
	struct nass_corpus_opts corpus_opts;
	bool samples_part;  /* P% */
	uint64_t below;     /* keys that are in the sample of P% */
	bool keeps_records; /* made by a container: they leave as they are */
	bool is_ordered;    /* deliver.c has to see each document */
	enum unique unique;
	/* Handles. */
	struct nass_corpus *corpus;
	struct nass_regex *separator_regex;
	struct nass_mojibake *mojibake;
	struct nass_norm *fold;
	struct nass_files *files;
	struct nass_shards *shards;
	struct nass_unique *seen;
	struct nass_sample *sample;
	struct nass_out *duplicates;
	struct nass_table *table;
	struct nass_buf head; /* of the table */
	struct nass_buf line; /* for --duplicates */
	/* One thread. */
	uint64_t number; /* of the next document */
	uint64_t nduplicate;
	struct nass_corpus_entry entry;
};

/* What one thread needs. */
struct state {
	struct nass_buf text; /* as it goes out */
	struct nass_buf mended;
	struct nass_buf joined; /* of several fields */
	struct nass_buf id;
	struct nass_buf json;
	struct nass_buf body;
	struct nass_buf folded;
	uint64_t npart;     /* of the document so far */
	uint64_t nrepaired; /* lines */
	uint64_t npage;     /* pages that could not be cut */
};

/* A part of a document, or all of it. */
struct part {
	const struct nass_doc *doc;
	struct nass_str text;
	bool is_whole;
	bool is_changed;              /* the text is not that of the record */
	struct nass_member member[2]; /* id and text of the record */
};

/*
 * What deliver.c has to know of a document or part; its id follows, and its body
 * with a line end.
 */
struct frame {
	struct nass_key key; /* of the text, with --unique */
	uint64_t place;      /* for shards: of the document */
	uint64_t sample_key;
	uint64_t hash; /* of the text, for names of files */
	size_t id_n;
	size_t body_n;
};

/* What the options ask for, checked against each other, and opened. */
void split__prepare(struct split *sp);

/* Words of a text, and where the first few of them end. */
uint64_t split__count_words(struct nass_str text, struct nass_str *first);
/* Where they stand, once for all parts of a document. */
enum nass_code split__find_members(
    const struct split *sp, struct part *p, struct nass_err *err);
/* What goes out for the part, without a line end. */
enum nass_code split__put_body(const struct split *sp, struct state *s,
    const struct part *p, struct nass_buf *out, struct nass_err *err);

enum nass_code split__new_state(
    void *arg, unsigned thread, void **state, struct nass_err *err);
enum nass_code split__free_state(void *arg, void *state, struct nass_err *err);
enum nass_code split__doc(void *arg, void *state, const struct nass_doc *doc,
    struct nass_buf *out, struct nass_err *err);
enum nass_code split__emit(void *arg, struct nass_buf *made,
    struct nass_buf *out, struct nass_err *err);
/* The sample, and what files need at the end. */
void split__finish(struct split *sp);

#endif
