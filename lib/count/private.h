/*
 * private.h - the inside of a count, for the files of this folder.
 *
 *	feed.c		documents, and room for what is in them
 *	tokens.c	their tokens ─> slots
 *	fold.c		a new spelling ─> its type
 *	merge.c		another thread's tables ─> ours
 *	meet.c		words with clitics ─> the words inside
 *	settle.c	sums and order of what is in memory
 *	rows.c		rows from memory
 *	spill.c		tables ─> a run on disk; runs ─> rows
 *	format.c	rows <─> the counts format
 *
 * With n-grams, vocab[0] holds words, its slots' types being ids of spellings
 * (`meaning` leads on to types), and vocab[n-1] holds n-grams of such ids.
 */
#ifndef NASS_COUNT_PRIVATE_H
#define NASS_COUNT_PRIVATE_H

#include <nass/count.h>

#include "base/runs.h"
#include "count/vocab.h"

/* Lines of counts that room is made for at once. */
#define COUNT__BATCH 64

/* What must be equal for counts to add up: names in format.c. */
enum {
	COUNT__FORMAT,
	COUNT__KINDS,
	COUNT__MAP,
	COUNT__MEET,
	COUNT__NGRAM,
	COUNT__PROFILE,
	COUNT__UNICODE,
	COUNT__IDENTITIES,
};

struct count__doc { /* a document that is listed by name */
	uint64_t file;
	uint64_t number;
	uint64_t tokens;
};

struct count__chunk { /* a stretch of the sequence of tokens */
	uint64_t file;
	uint64_t at;
	size_t from;
	size_t n;
};

/* What a type is in the end. */
struct count__sum {
	uint64_t count;
	size_t best; /* slot of the spelling that is shown */
	uint32_t nvariant;
};

/* A vocabulary in the order of its rows. */
struct count__level {
	struct count__sum *sum; /* by type */
	uint32_t *order;        /* types, as rows come */
	size_t n;               /* types that have a count */
	size_t at;              /* the next row */
	/* Slots of each type, grouped: group[first[t]] .. group[first[t+1]-1]. */
	size_t *first;
	size_t *group;
	/* The same for pairs, in order of documents. */
	size_t *first_pair;
	struct count__pair *pair;
	/* Rank of spellings and types among their like, for n-grams of them. */
	uint32_t *rank_spelling;
	uint32_t *rank_type;
	size_t *slot_of; /* id of a spelling ─> slot */
};

struct count__fold;

struct nass_count {
	struct nass_count_opts opts;
	struct nass_words_opts words;
	struct count__fold *fold;
	unsigned nlevel;
	struct count__vocab vocab[NASS_NGRAM_MAX];
	uint32_t *meaning; /* n-gram mode: spelling id ─> type */
	size_t meaning_cap;
	uint32_t nspelling;
	struct nass_count_totals totals;

	/* The document at hand. */
	uint32_t epoch;
	bool is_open; /* its last part has not been seen */
	bool is_listed;
	uint64_t file;
	uint64_t number;
	struct count__doc *doc;
	size_t ndoc;
	size_t doc_cap;

	/* has_positions: types of all tokens. */
	uint32_t *sequence;
	size_t nsequence;
	size_t sequence_cap;
	struct count__chunk *chunk;
	size_t nchunk;
	size_t chunk_cap;

	struct count__tokens *tokens;
	struct nass_runs *runs; /* NULL until memory was full */

	struct nass_buf identity[COUNT__IDENTITIES];
	bool has_sums; /* lines of documents or tokens were read */

	/* After finish. */
	enum nass_order order;
	bool has_moved; /* slot.last: the spelling joined a word that is not
			   its own, which is shown behind the word's */
	struct count__level level[NASS_NGRAM_MAX];
	unsigned current; /* level of the row at hand */
	uint32_t current_type;
	uint64_t nparts;
	uint64_t smallest;
	size_t *first_position;
	uint64_t *position;
	struct nass_buf term[NASS_NGRAM_MAX];
	struct nass_buf key[NASS_NGRAM_MAX];
	struct nass_buf scratch;
	struct count__spilled *spilled;
};

/* fold.c */
enum nass_code count__fold_new(const struct nass_count_opts *opts,
    struct count__fold **fold, struct nass_err *err) NASS_MUST_USE;
void count__fold_free(struct count__fold *fold);
/* The folded key of a word; it lives until the next call. */
enum nass_code count__fold(struct count__fold *fold, struct nass_str word,
    struct nass_str *folded, struct nass_err *err) NASS_MUST_USE;

/*
 * The same for a word whose characters fold one by one in the dense code; false
 * if it is another, which count__fold takes.
 */
bool count__fold_dense(const struct count__fold *fold,
    const struct count__key *word, struct count__key *key);

/* feed.c */
/* Before tokens or lines are looked up: room in memory, or a run on disk. */
enum nass_code count__reserve(
    struct nass_count *c, size_t extra, struct nass_err *err) NASS_MUST_USE;
/* The spelling's slot, of its type; room was reserved. */
enum nass_code count__spelling(struct nass_count *c,
    const struct count__key *key, struct count__slot **slot,
    struct nass_err *err) NASS_MUST_USE;
/* The same with the key of its type. */
enum nass_code count__spelling_as(struct nass_count *c,
    const struct count__key *key, const struct count__key *type,
    struct count__slot **slot, struct nass_err *err) NASS_MUST_USE;
/* The same for an n-gram of ids of spellings, each from 1. */
enum nass_code count__ngram(struct nass_count *c, unsigned order,
    const struct count__key *key, const uint32_t *id, struct count__slot **slot,
    struct nass_err *err) NASS_MUST_USE;
/* The index of a document in c->doc, added if it is not the last. */
enum nass_code count__list_doc(struct nass_count *c, uint64_t file,
    uint64_t number, size_t *index, struct nass_err *err) NASS_MUST_USE;
enum nass_code count__add(
    uint64_t *sum, uint64_t n, struct nass_err *err) NASS_MUST_USE;
/* Make *p hold `n` items of `size`; *cap grows by half. */
enum nass_code count__stretch(void **p, size_t *cap, size_t n, size_t size,
    struct nass_err *err) NASS_MUST_USE;

/* The word type of a slot of vocab[0]. */
static inline uint32_t
count__word_type(const struct nass_count *c, const struct count__slot *s)
{
	return c->nlevel > 1 ? c->meaning[s->type] : s->type;
}

/* tokens.c */
struct count__tokens;
/* The dense code of a text, which count__tokens reads; NASS_EINPUT. */
enum nass_code count__encode(struct nass_count *c, struct nass_str text,
    struct nass_err *err) NASS_MUST_USE;
enum nass_code count__tokens(struct nass_count *c, struct nass_str text,
    uint64_t *n, struct nass_err *err) NASS_MUST_USE;
void count__tokens_free(struct count__tokens *t);

/* meet.c */
/* Do words with clitics join others? */
bool count__has_clitics(const struct nass_count *c);
/* Let them, before what is in memory is settled. */
enum nass_code count__meet(
    struct nass_count *c, struct nass_err *err) NASS_MUST_USE;

/* settle.c */
enum nass_code count__settle(struct nass_count *c, enum nass_order order,
    struct nass_err *err) NASS_MUST_USE;
void count__level_fini(struct count__level *l);
/* Bytes of a slot's spelling, or of a type's key, behind `out`. */
enum nass_code count__put_spelling(const struct nass_count *c, unsigned level,
    const struct count__slot *s, struct nass_buf *out,
    struct nass_err *err) NASS_MUST_USE;
enum nass_code count__put_key(const struct nass_count *c, unsigned level,
    uint32_t type, struct nass_buf *out, struct nass_err *err) NASS_MUST_USE;
/* Fill first and group, and with has_parts or listed documents the pairs. */
enum nass_code count__group(
    struct nass_count *c, unsigned level, struct nass_err *err) NASS_MUST_USE;

/* format.c */
/* What c counts, from its options; map: that of count__new. */
enum nass_code count__identify(struct nass_count *c, struct nass_str map,
    struct nass_err *err) NASS_MUST_USE;

/* spill.c */
struct count__spilled;
enum nass_code count__spill(
    struct nass_count *c, struct nass_err *err) NASS_MUST_USE;

#endif
