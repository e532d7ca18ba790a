/*
 * nass/count.h - count words and n-grams exactly, at any size.
 *
 * Tokens are counted as written; each distinct spelling is folded once, when
 * it is met first, so that spellings of one word share a type while the most
 * frequent of them is the one that a report shows.
 *
 *	token ──> spelling {as written, count} ──> type {key, documents, ...}
 *
 *	struct nass_count *c;
 *
 *	nass_count_new(&opts, &c, &err);
 *	for (each document part)
 *		nass_count_doc(c, &doc, &err);
 *	nass_count_finish(c, &err);
 *	while (nass_count_next(c, &row, &err) == NASS_OK)
 *		...row.term, row.count, row.documents...
 *
 * Laws, each held by a test in tests/unit/test_count.c:
 *
 *	exact		equals a naive count over nass_words_next
 *	total		the counts of all types sum to the number of tokens
 *	additive	count(a + b) equals merge(count a, count b), also through
 *			the counts format (nass-counts(5)), in any order
 *	size		the result does not depend on opts.memory
 */
#ifndef NASS_COUNT_H
#define NASS_COUNT_H

#include <nass/doc.h>
#include <nass/norm.h>
#include <nass/word.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What meets in one type beyond the profile. */
enum nass_meet {
	NASS_MEET_SPELLINGS,
	NASS_MEET_STEMS,   /* light10 of the folded word */
	NASS_MEET_CLITICS, /* proclitics off, where the rest is in the input */
};

struct nass_count_opts {
	const struct nass_norm *norm; /* NULL: as written */
	unsigned kinds;		      /* set of enum nass_kind */
	unsigned ngram_min;	      /* 1 .. 16, words */
	unsigned ngram_max;
	enum nass_meet meet;
	struct nass_str map;	      /* lines `form TAB headword`, or empty */
	bool has_parts;		      /* keep counts by document: dispersion */
	bool has_positions;	      /* keep gaps: arf */
	size_t memory;		      /* bytes, before runs go to disk */
	const char *directory;	      /* for those runs */
};

extern const struct nass_count_opts nass_count_default;

struct nass_count;

enum nass_code nass_count_new(const struct nass_count_opts *opts,
    struct nass_count **c, struct nass_err *err) NASS_MUST_USE;
void nass_count_free(struct nass_count *c);

/*
 * Count the words of one document part.  Parts of one document follow each
 * other; a document counts once for `documents`.  Linear; no allocation per
 * token.
 */
enum nass_code nass_count_doc(struct nass_count *c, const struct nass_doc *doc,
    struct nass_err *err) NASS_MUST_USE;

/*
 * Add what `from` counted, and empty it.  Both had equal options.  A document
 * of which both saw parts (named by file and number) counts once.
 */
enum nass_code nass_count_merge(struct nass_count *into,
    struct nass_count *from, struct nass_err *err) NASS_MUST_USE;

/* One type, or one n-gram; slices live until the next call on c. */
struct nass_count_row {
	struct nass_str term; /* the most frequent spelling; ties: byte order */
	struct nass_str key;  /* folded; words of an n-gram joined by a space */
	uint64_t count;
	uint64_t documents;
	size_t nvariant;      /* spellings, the shown one included */
};

struct nass_count_totals {
	uint64_t tokens; /* of the chosen kinds */
	uint64_t types;
	uint64_t hapax;
	uint64_t documents;
	uint64_t ngrams; /* positions at which an n-gram stood */
};

/* No more documents; rows follow, in byte order of their keys. */
enum nass_code nass_count_finish(struct nass_count *c,
    struct nass_err *err) NASS_MUST_USE;
void nass_count_get_totals(const struct nass_count *c,
    struct nass_count_totals *totals);
/* NASS_OK and a row, or NASS_END. */
enum nass_code nass_count_next(struct nass_count *c,
    struct nass_count_row *row, struct nass_err *err) NASS_MUST_USE;
/* Spelling i of the current row, by count descending, then bytes. */
bool nass_count_variant(const struct nass_count *c, size_t i,
    struct nass_str *spelling, uint64_t *count);

/* The counts format, nass-counts(5): write after finish; read adds. */
enum nass_code nass_counts_write(struct nass_count *c,
    enum nass_code (*put)(void *arg, struct nass_str line,
    struct nass_err *err), void *arg, struct nass_err *err) NASS_MUST_USE;
enum nass_code nass_counts_read(struct nass_count *c, struct nass_str lines,
    struct nass_err *err) NASS_MUST_USE;

#ifdef __cplusplus
}
#endif

#endif
