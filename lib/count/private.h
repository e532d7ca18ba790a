/*
 * private.h - the inside of a count, for the files of this folder.
 *
 *	text ─> dense code ─> tokens ─> ids of spellings      feed.c, tokens.c
 *	                                   │     │
 *	                     n of a slot ──┘     └── sequence  (n-grams, positions)
 *	                          │                     │
 *	     spelling ─> type     │ fold.c              │ sort  grams.c
 *	                          │                     │
 *	                   sums, order of words    sums, order of n-grams
 *	                          └──────────┬──────────┘      settle.c
 *	                                     │
 *	                       rows.c, a run on disk (spill.c), write.c, read.c
 *
 * A token costs one look into the table of spellings, and a step of its n.
 * Whatever else there is to know of a spelling is worked out once for each:
 * its type when its batch is done, its bytes when it is shown.
 *
 *	words	spelling ─> id of a spelling	spelling[id]: count, type
 *	types	folded key ─> id of a type	type[id]: documents
 *
 * N-grams have no table.  The ids of all tokens are kept, four bytes each, with
 * a 0 between sentences; sorting them gives n-grams, their counts and their
 * order at once, in time that depends on neither cache nor vocabulary.
 */
#ifndef NASS_COUNT_PRIVATE_H
#define NASS_COUNT_PRIVATE_H

#include <nass/count.h>

#include "base/runs.h"
#include "count/level.h"
#include "count/sort.h"
#include "count/vocab.h"

/* Lines of counts that room is made for at once. */
#define COUNT__BATCH 64
/* Words from which on a second thread is worth its start. */
#define COUNT__MANY 65536u

/* What must be equal for counts to add up: names in identity.c. */
enum {
	COUNT__FORMAT,
	COUNT__KINDS,
	COUNT__MAP,
	COUNT__MEET,
	COUNT__NGRAM,
	COUNT__PARTS,
	COUNT__PROFILE,
	COUNT__UNICODE,
	COUNT__IDENTITIES,
};

struct count__spelling {
	uint64_t count; /* without what its slot has in n */
	uint32_t type;
	bool has_moved; /* to a word inside it: shown behind its own (meet.c) */
};

struct count__type {
	uint64_t documents; /* without those of the list of pairs */
	uint32_t last;      /* the document that had it last */
	uint32_t pair;      /* of that document, where pairs have counts */
};

/*
 * A document that is listed by name, or documents of equal contents that lines
 * of counts gave (parts.c): their id is in `file`, COUNT__READ in `number`.
 */
struct count__doc {
	uint64_t file;
	uint64_t number;
	uint64_t tokens; /* of all copies */
	uint64_t id;     /* by what it holds */
	uint64_t copies; /* 0: one */
	uint64_t *types; /* bits; NULL: in pairs, or none */
	size_t ntypes;   /* words of 64 bits */
};

#define COUNT__READ UINT64_MAX

/* A term in a document, or in documents of equal contents. */
struct count__part {
	uint64_t id;
	uint64_t tokens;
	uint64_t copies;
	uint64_t n;
};

/* A document part, as a stretch of the sequence of tokens. */
struct count__chunk {
	uint64_t file;
	uint64_t at; /* in the file */
	size_t from;
	size_t n;
	uint32_t doc; /* of those listed, or a number of its own */
	bool is_listed;
};

/* An n-gram that a line of counts gives. */
struct count__line {
	size_t at; /* of its ids, from 1, in `given` */
	uint64_t n;
	unsigned order;
	bool is_type; /* ids are of types, and n is documents; else of
			 spellings, and n is a count */
};

struct count__fold;

struct nass_count {
	struct nass_count_opts opts;
	struct nass_words_opts word_opts;
	struct count__fold *fold;
	unsigned nlevel;
	struct count__vocab words;
	struct count__spelling *spelling;
	size_t spelling_cap;
	uint32_t nfolded; /* spellings that have a type */
	struct count__vocab types;
	struct count__type *type;
	size_t type_cap;
	struct count__pair *pair;
	size_t npair;
	size_t pair_cap;
	struct nass_count_totals totals;
	bool has_moved; /* some spellings have */

	/* The document at hand. */
	uint32_t epoch;
	uint16_t mark;  /* the same, for slots */
	bool is_open;   /* its last part has not been seen */
	bool is_listed; /* by name */
	bool has_pairs; /* and it is told how often it has each type */
	uint64_t file;
	uint64_t number;
	struct count__doc *doc;
	size_t ndoc;
	size_t doc_cap;
	size_t set_bytes; /* of their sets of types */

	/* N-grams and positions: ids of all tokens, from 1; 0 parts sentences. */
	uint32_t *sequence;
	size_t nsequence;
	size_t sequence_cap;
	size_t ncarried; /* the first, which a run on disk has already */
	struct count__chunk *chunk;
	size_t nchunk;
	size_t chunk_cap;
	uint32_t nunlisted; /* documents that chunks number */
	struct count__line *line;
	size_t nline;
	size_t line_cap;
	uint32_t *given;
	size_t ngiven;
	size_t given_cap;

	struct count__tokens *tokens;
	struct nass_runs *runs;           /* NULL until memory was full */
	struct nass_runs_file *runs_file; /* where they lie */

	struct nass_buf identity[COUNT__IDENTITIES];
	bool reads_lines;    /* of counts */
	bool has_homographs; /* they list some spelling under two terms */
	bool has_sums;       /* lines of documents or tokens were read */
	bool has_named;      /* lines of documents apart, whose identity may be
			   elsewhere */
	struct count__vocab part_names; /* ids of documents of such lines */
	uint32_t *part_doc;             /* what they are in `doc` */
	size_t part_doc_cap;

	/* After finish. */
	enum nass_order order;
	struct count__ranks ranks;
	struct count__text *key_text; /* by rank of a spelling: its key's; NULL
					 until it is asked for */
	struct count__level level[NASS_NGRAM_MAX];
	unsigned current; /* level of the row at hand */
	uint32_t current_type;
	uint64_t nparts;
	uint64_t smallest;
	struct count__part *part; /* of the row at hand */
	size_t npart;
	size_t part_cap;
	size_t *first_position;
	uint64_t *position;
	struct nass_buf term[NASS_NGRAM_MAX];
	struct nass_buf key[NASS_NGRAM_MAX];
	struct nass_buf scratch;
	struct nass_buf rows; /* of a second thread (repeat.c) */
	struct count__spilled *spilled;
};

/* count.c */
/* Forget what was counted, but totals and listed documents. */
void count__forget(struct nass_count *c);
/* Give its memory back. */
void count__release(struct nass_count *c);

/* fold.c */
enum nass_code count__fold_new(const struct nass_count_opts *opts,
    struct count__fold **fold, struct nass_err *err) NASS_MUST_USE;
struct count__fold *count__fold_share(struct count__fold *fold);
void count__fold_free(struct count__fold *fold);
/* Types of the spellings that have none. */
enum nass_code count__fold_words(
    struct nass_count *c, struct nass_err *err) NASS_MUST_USE;

/* feed.c */
/* Before tokens or lines are looked up: room in memory, or a run on disk. */
enum nass_code count__reserve(
    struct nass_count *c, size_t extra, struct nass_err *err) NASS_MUST_USE;
/* The same for words alone, without a run; for half of what they are. */
enum nass_code count__reserve_words(
    struct nass_count *c, size_t extra, struct nass_err *err) NASS_MUST_USE;
enum nass_code count__reserve_spellings(
    struct nass_count *c, size_t extra, struct nass_err *err) NASS_MUST_USE;
enum nass_code count__reserve_types(
    struct nass_count *c, size_t extra, struct nass_err *err) NASS_MUST_USE;
/* An n-gram of ids from 1, of a line of counts (struct count__line). */
enum nass_code count__give(struct nass_count *c, const uint32_t *id,
    unsigned order, bool is_type, uint64_t n,
    struct nass_err *err) NASS_MUST_USE;
/* Counts of slots go to their spellings. */
enum nass_code count__flush(
    struct nass_count *c, struct nass_err *err) NASS_MUST_USE;
/* A spelling that no slot has yet: COUNT__NONE without memory. */
uint32_t count__take_spelling(struct nass_count *c, struct count__slot *slot,
    const struct count__key *key, uint32_t type);
enum nass_code count__type_of(struct nass_count *c,
    const struct count__key *key, uint32_t *type,
    struct nass_err *err) NASS_MUST_USE;
/* The index of a document in c->doc, added if it is not the last. */
enum nass_code count__list_doc(struct nass_count *c, uint64_t file,
    uint64_t number, size_t *index, struct nass_err *err) NASS_MUST_USE;
static inline enum nass_code
count__add(uint64_t *sum, uint64_t n, struct nass_err *err)
{
	if (*sum > UINT64_MAX - n)
		return nass_fail(
		    err, NASS_ELIMIT, 0, "a count is beyond 64 bits");
	*sum += n;
	return NASS_OK;
}
/* Make *p hold `n` items of `size`; *cap doubles. */
enum nass_code count__stretch(void **p, size_t *cap, size_t n, size_t size,
    struct nass_err *err) NASS_MUST_USE;
/* Are the ids of all tokens kept? */
static inline bool
count__has_sequence(const struct nass_count *c)
{
	return c->nlevel > 1 || c->opts.has_positions;
}

/* homograph.c */
/*
 * The slot of a spelling, with its type if that is known; room was reserved.
 * Where lines of counts are read, spellings of other types are others, and the
 * key may change.
 */
enum nass_code count__spell(struct nass_count *c, struct count__key *key,
    uint32_t type, struct count__slot **slot,
    struct nass_err *err) NASS_MUST_USE;
/* Spellings by their bytes, so sorted, are put in the order of their types. */
void count__sort_homographs(
    const struct nass_count *c, struct count__item *item, size_t n);

/* May a second thread help with n words? */
static inline bool
count__is_shared(const struct nass_count *c, size_t n)
{
	return c->opts.is_shared && n >= COUNT__MANY;
}

/* tokens.c */
struct count__tokens;
/* The dense code of a text, which count__tokens reads; NASS_EINPUT. */
enum nass_code count__encode(struct nass_count *c, struct nass_str text,
    struct nass_err *err) NASS_MUST_USE;
enum nass_code count__tokens(struct nass_count *c, struct nass_str text,
    uint64_t *n, struct nass_err *err) NASS_MUST_USE;
enum nass_code count__tokens_new(
    struct count__tokens **t, struct nass_err *err) NASS_MUST_USE;
struct count__tokens *count__tokens_share(struct count__tokens *t);
void count__tokens_free(struct count__tokens *t);

/* meet.c */
/* Do words with clitics join others? */
bool count__has_clitics(const struct nass_count *c);
/* Did a spelling, or a word of it, join another? */
bool count__has_moved(
    const struct nass_count *c, unsigned level, uint32_t spelling);
/* Let them, before what is in memory is settled. */
enum nass_code count__meet(
    struct nass_count *c, struct nass_err *err) NASS_MUST_USE;

/* grams.c */
/* Sums, order by key, groups and documents of n-grams; words are ranked. */
enum nass_code count__sum_grams(struct nass_count *c, unsigned level,
    const uint32_t *doc_rank, struct nass_err *err) NASS_MUST_USE;
enum nass_code count__rank_words(
    struct nass_count *c, struct nass_err *err) NASS_MUST_USE;
void count__ranks_fini(struct count__ranks *r);
/* The words of spelling g as bytes: as written. */
enum nass_code count__put_gram(const struct nass_count *c, unsigned level,
    uint32_t g, struct nass_buf *out, struct nass_err *err) NASS_MUST_USE;
/* Ids of the spellings, from 0, in spelling g of a level of n-grams. */
void count__gram(const struct nass_count *c, unsigned level, uint32_t g,
    uint32_t id[NASS_NGRAM_MAX]);

/* settle.c */
enum nass_code count__settle(struct nass_count *c, enum nass_order order,
    struct nass_err *err) NASS_MUST_USE;
void count__level_fini(struct count__level *l);
/* Fill first and group. */
enum nass_code count__group(
    struct nass_count *c, unsigned level, struct nass_err *err) NASS_MUST_USE;
/* Two arrays of n items in one piece; NULL without memory. */
struct count__item *count__items(size_t n);

/* order.c */
/* The order of a level's rows, which are summed up. */
enum nass_code count__order(
    struct nass_count *c, unsigned level, struct nass_err *err) NASS_MUST_USE;

/* rows.c */
/* Bytes of a spelling, or of a type's key, behind `out`. */
enum nass_code count__put_spelling(const struct nass_count *c, unsigned level,
    uint32_t spelling, struct nass_buf *out,
    struct nass_err *err) NASS_MUST_USE;

/* A spelling of a row, as bytes. */
struct count__variant {
	struct nass_str bytes;
	uint64_t count;
};

/* The spellings of the row at hand by their bytes, in `arena`, which is reset. */
enum nass_code count__gather_variants(struct nass_count *c,
    const struct nass_count_row *row, struct nass_arena *arena,
    struct count__variant **variant, struct nass_err *err) NASS_MUST_USE;

/* identity.c */
extern const char *const count__names[COUNT__IDENTITIES];
extern const struct nass_str count__format; /* the one that is known */
/* NASS_EUSAGE: identity i is x here and y there. */
enum nass_code count__differs(
    size_t i, struct nass_str x, struct nass_str y, struct nass_err *err);
/* What c counts, from its options; map: that of count__new. */
enum nass_code count__identify(struct nass_count *c, struct nass_str map,
    struct nass_err *err) NASS_MUST_USE;

/* spill.c */
struct count__spilled;
enum nass_code count__spill(
    struct nass_count *c, struct nass_err *err) NASS_MUST_USE;

#endif
