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
 *	nass_count_finish(c, NASS_ORDER_COUNT, &err);
 *	while (nass_count_next(c, &row, &err) == NASS_OK)
 *		...row.term, row.count, row.documents...
 *	nass_count_free(c);
 *
 * The key of a word is what the profile makes of it.  A word that the profile
 * deletes whole (marks alone) keeps its spelling as key; a space inside a key
 * (from an expanded ligature) becomes U+00A0, so that the words of an n-gram
 * are parted by the spaces of its key.
 *
 * Laws, each held by a test in tests/unit/test_count.c:
 *
 *	exact		equals a naive count over nass_words_next
 *	total		the counts of all types sum to the number of tokens
 *	additive	count(a + b) equals merge(count a, count b), also through
 *			the counts format (nass-counts(5)), in any order
 *	size		the result does not depend on opts.memory
 *	parts		nor on how documents were cut into parts
 */
#ifndef NASS_COUNT_H
#define NASS_COUNT_H

#include <nass/doc.h>
#include <nass/norm.h>
#include <nass/word.h>

#ifdef __cplusplus
extern "C" {
#endif

#define NASS_NGRAM_MAX 16

/* What meets in one type beyond the profile. */
enum nass_meet {
	NASS_MEET_SPELLINGS,
	NASS_MEET_STEMS,   /* light10 of the folded word */
	NASS_MEET_CLITICS, /* particles off, where the rest is in the input; its
			      words stay in memory, whatever its size */
};

struct nass_count_opts {
	const struct nass_norm *norm; /* NULL: as written; outlives the count */
	unsigned kinds;               /* set of enum nass_kind */
	unsigned ngram_min;           /* 1 .. NASS_NGRAM_MAX, words */
	unsigned ngram_max;
	bool is_wrapped; /* sentences of n-grams go on behind a line end, unless
			    an empty line follows; documents come whole */
	enum nass_meet meet;
	struct nass_str map;  /* lines `form TAB headword`, or empty; both are
			        folded; used by nass_count_new alone */
	bool learns_identity; /* profile, kinds ... are those of the counts that
				 will be read, not of these options */
	bool is_shared;       /* others count other parts of the documents, and
			        nass_count_merge will bring them here */
	bool is_partial;      /* rows are for the counts format: what can meet
				 only when all words are known waits */
	bool has_no_keys;     /* rows by count may come without a key */
	bool has_words;       /* nass_count_words will be asked */
	bool has_parts;       /* keep counts by document: dispersion */
	bool has_positions;   /* keep the order of words: 4 bytes a token; no
			        runs on disk then */
	size_t memory;        /* bytes, before runs go to disk; 0: no bound */
	const char *directory; /* for those runs; NULL: /tmp */
};

/* Words as written, single, within 1 GiB. */
extern const struct nass_count_opts nass_count_default;

struct nass_count;

enum nass_code nass_count_new(const struct nass_count_opts *opts,
    struct nass_count **c, struct nass_err *err) NASS_MUST_USE;
/*
 * Another count with the options of `model`, which shares what documents are read
 * and words folded with: for many counts, some KB each, that one thread at a time
 * uses.  Either may be freed first.
 */
enum nass_code nass_count_new_beside(struct nass_count *model,
    struct nass_count **c, struct nass_err *err) NASS_MUST_USE;
void nass_count_free(struct nass_count *c);

/*
 * Count the words of one document part.  Parts of one document follow each
 * other (those that other counts take apart); a document counts once for
 * `documents`.  Linear; no allocation per token.
 *
 * Text need not be checked: NASS_EINPUT with err->at at the first ill-formed
 * byte, and nothing was counted.  NASS_ESYS: a run could not be written.
 */
enum nass_code nass_count_doc(struct nass_count *c, const struct nass_doc *doc,
    struct nass_err *err) NASS_MUST_USE;

/*
 * Bytes of memory in use, and the way to have them back: what was counted so
 * far becomes a run on disk.  For who keeps many counts within one bound.
 */
size_t nass_count_bytes(const struct nass_count *c);
enum nass_code nass_count_spill(
    struct nass_count *c, struct nass_err *err) NASS_MUST_USE;

/*
 * Add what `from` counted, and empty it.  Both had equal options.  A document
 * of which both saw parts (named by file and number) counts once.
 * NASS_ELIMIT: a sum is beyond 64 bits.
 */
enum nass_code nass_count_merge(struct nass_count *into,
    struct nass_count *from, struct nass_err *err) NASS_MUST_USE;

/* One type, or one n-gram; slices live until the next call on c. */
struct nass_count_row {
	struct nass_str term; /* the most frequent spelling; ties: byte order */
	struct nass_str key;  /* folded; words of an n-gram joined by a space */
	unsigned order;       /* words in it */
	uint64_t count;
	uint64_t documents;
	size_t nvariant; /* spellings, the shown one included */
};

struct nass_count_totals {
	uint64_t tokens; /* of the chosen kinds */
	uint64_t types; /* of words; known before rows unless runs were written:
			    then after the last row */
	uint64_t hapax;
	uint64_t documents;
};

enum nass_order {
	NASS_ORDER_KEY,   /* bytes of the key; what costs least with runs */
	NASS_ORDER_COUNT, /* count descending, then bytes of the term */
};

/* No more documents; rows follow. */
enum nass_code nass_count_finish(struct nass_count *c, enum nass_order order,
    struct nass_err *err) NASS_MUST_USE;
void nass_count_get_totals(
    const struct nass_count *c, struct nass_count_totals *totals);
/* NASS_OK and a row, or NASS_END. */
enum nass_code nass_count_next(struct nass_count *c, struct nass_count_row *row,
    struct nass_err *err) NASS_MUST_USE;

/* How rows are written that differ in their terms alone. */
struct nass_count_frame {
	/* Of terms of U+0021 to U+007E and U+0620 to U+067F, and spaces. */
	struct nass_str before;
	struct nass_str behind;
	/* The row of any other term, behind `out`; any thread may call it. */
	enum nass_code (*put)(const void *arg, struct nass_str term,
	    struct nass_buf *out, struct nass_err *err);
	const void *arg;
};

/*
 * The rows behind the last that differ from it in their terms alone, `most` at
 * the most, are appended to `out`, by two threads if they are many and the count
 * is_shared; *n says how many they were.  What is asked of a row is asked after
 * nass_count_next.
 */
enum nass_code nass_count_repeat(struct nass_count *c,
    const struct nass_count_frame *frame, uint64_t most, struct nass_buf *out,
    uint64_t *n, struct nass_err *err) NASS_MUST_USE;

/*
 * Of the row that nass_count_next gave last.
 *
 * variant	spelling i, by count descending, then bytes; NASS_END past
 *		the end.  Asked in order from 0
 * words	the frequencies of its words in the whole input; room for
 *		row.order numbers (has_words)
 * part		part i by its tokens, then by how often the term stood there,
 *		both of which are told; NASS_END past the end.  Asked in order
 *		from 0 (has_parts, or counts that have parts)
 * positions	places of the term among all tokens, ascending; n is the
 *		count (has_positions, words only); NULL without memory
 */
enum nass_code nass_count_variant(struct nass_count *c, size_t i,
    struct nass_str *spelling, uint64_t *count,
    struct nass_err *err) NASS_MUST_USE;
enum nass_code nass_count_words(struct nass_count *c, uint64_t *frequency,
    struct nass_err *err) NASS_MUST_USE;
enum nass_code nass_count_part(struct nass_count *c, size_t i, uint64_t *tokens,
    uint64_t *count, struct nass_err *err) NASS_MUST_USE;
const uint64_t *nass_count_positions(struct nass_count *c, size_t *n);

/* Of all documents that had a token (has_parts): how many, and the smallest. */
void nass_count_parts(
    const struct nass_count *c, uint64_t *nparts, uint64_t *smallest);
/* The whole input as ids of types, below *ntype (has_positions). */
const uint32_t *nass_count_sequence(
    struct nass_count *c, size_t *n, uint32_t *ntype);

/*
 * The counts format, nass-counts(5).  write: after finish by key, in place of
 * nass_count_next; `out` is handed to `flush` whenever it is large, and at the
 * end.  read: lines of such a file, in any order, any number of times, instead
 * of or beside documents; err->at is the byte of the first bad line, and
 * err->what names an identity that differs from that of c.
 */
enum nass_code nass_counts_write(struct nass_count *c,
    enum nass_code (*flush)(
	void *arg, struct nass_buf *out, struct nass_err *err),
    void *arg, struct nass_err *err) NASS_MUST_USE;
enum nass_code nass_counts_read(struct nass_count *c, struct nass_str lines,
    struct nass_err *err) NASS_MUST_USE;

/* NASS_EUSAGE, which names what differs, if the two cannot be compared. */
enum nass_code nass_counts_agree(const struct nass_count *x,
    const struct nass_count *y, struct nass_err *err) NASS_MUST_USE;

/* What the lines that c has read say of themselves. */
struct nass_counts_identity {
	struct nass_str profile; /* n == 0: the lines do not say */
	struct nass_str kinds;
	struct nass_str meet;
	unsigned ngram_min; /* 0: they do not say */
	unsigned ngram_max;
};
void nass_counts_identify(
    const struct nass_count *c, struct nass_counts_identity *identity);

#ifdef __cplusplus
}
#endif

#endif
