/*
 * vocab.h - the tables of counting: spellings as written, and the types in
 * which they meet.
 *
 *	slot	spelling ─> count, type id, last document that had it
 *	type	id ─> folded key, documents, last document
 *	index	folded key ─> id
 *
 * A key is two words of 64 bits.  Most words of Arabic or English prose have up
 * to 16 characters of the dense code (text/dense.h), and are their own key:
 *
 *	a	characters 1-8, the first in the low byte; zeros behind
 *	b	characters 9-16
 *
 * Any other word is kept in the arena and known by its hash:
 *
 *	a	56 bits of hash, then 1A, which begins no dense key
 *	b	struct count__long *
 *
 * An n-gram is a key too: up to four ids of 32 bits, more of them in the arena.
 * Ids in keys count from 1, so that a == 0 is an empty slot.
 */
#ifndef NASS_COUNT_VOCAB_H
#define NASS_COUNT_VOCAB_H

#include <nass/base.h>

#define COUNT__INLINE_CHARS 16
#define COUNT__INLINE_IDS   4
#define COUNT__NO_TYPE      UINT32_MAX

struct count__long {
	uint32_t n;
	char p[];
};

/* What is looked for; bytes is set for keys that are not inline. */
struct count__key {
	uint64_t k[2];
	uint64_t hash;
	struct nass_str bytes;
};

struct count__slot {
	uint64_t k[2];
	uint64_t count;
	uint32_t type;
	uint32_t last;
};

struct count__type {
	uint64_t k[2];
	uint64_t documents; /* without those of the list of pairs */
	uint32_t last;
	uint32_t pair; /* of this document, where pairs have counts */
};

/* A type in a document that is listed by name. */
struct count__pair {
	uint32_t type;
	uint32_t doc;
	uint64_t n;
};

struct count__vocab {
	unsigned order; /* words of an n-gram */
	struct count__slot *slot;
	size_t nslot; /* a power of two */
	unsigned shift;
	size_t n;
	struct count__type *type;
	uint32_t ntype;
	uint32_t type_cap;
	/* Half a hash, then an id from 1; 0 is empty. */
	uint64_t *index;
	size_t nindex;
	unsigned index_shift;
	struct count__pair *pair;
	size_t npair;
	size_t pair_cap;
	struct nass_arena arena;
};

enum nass_code count__vocab_init(
    struct count__vocab *v, unsigned order, struct nass_err *err) NASS_MUST_USE;
void count__vocab_fini(struct count__vocab *v);
/* Forget everything, keep the memory. */
void count__vocab_reset(struct count__vocab *v);
/* Bytes in use, and bytes that would be if `extra` entries were new. */
size_t count__vocab_bytes(const struct count__vocab *v);
size_t count__vocab_grown(
    const struct count__vocab *v, size_t extra, size_t pairs);
/* Room for `extra` new spellings and types, and pairs: nothing moves then. */
enum nass_code count__vocab_reserve(struct count__vocab *v, size_t extra,
    size_t pairs, struct nass_err *err) NASS_MUST_USE;

/* The key of a word, not empty. */
void count__key_word(struct nass_str word, struct count__key *key);
/* The key of n ids (each from 1), which live as long as the key is used. */
void count__key_ids(const uint32_t *id, unsigned n, struct count__key *key);

/* Is the key in the arena? */
static inline bool
count__is_long(const struct count__vocab *v, uint64_t a)
{
	return v->order > 1 ? v->order > COUNT__INLINE_IDS : (a & 0xFF) == 0x1A;
}

static inline uint64_t
count__hash(uint64_t a, uint64_t b)
{
	uint64_t h = a * 0x9E3779B97F4A7C15u;

	h ^= h >> 32;
	h += b * 0xD6E8FEB86659FD93u;
	h *= 0xC2B2AE3D27D4EB4Fu;
	return h ^ h >> 29;
}

/*
 * Multiplied once more so that the high bits, which are the place in the
 * table, depend on all.
 */
static inline size_t
count__place(uint64_t hash, unsigned shift)
{
	return (size_t)(hash * 0x9E3779B97F4A7C15u >> shift);
}

/* The slot of an inline key: its own, or the empty one where it belongs. */
static inline struct count__slot *
count__find_inline(
    const struct count__vocab *v, uint64_t a, uint64_t b, uint64_t hash)
{
	size_t i = count__place(hash, v->shift);

	for (;; i = (i + 1) & (v->nslot - 1)) {
		struct count__slot *s = &v->slot[i];

		if ((s->k[0] == a && s->k[1] == b) || s->k[0] == 0)
			return s;
	}
}

/* The same for any key. */
struct count__slot *count__find(
    const struct count__vocab *v, const struct count__key *key);
/*
 * Make the empty slot that was found the key's own, of no type yet.  There is
 * room (reserve); NULL without memory for a long key.
 */
struct count__slot *count__take(struct count__vocab *v,
    struct count__slot *slot, const struct count__key *key);
/* The type of a folded key, made if new; COUNT__NO_TYPE without memory. */
uint32_t count__type_of(struct count__vocab *v, const struct count__key *key);
/* The same without making one. */
uint32_t count__type_find(
    const struct count__vocab *v, const struct count__key *key);

/* A word's key as UTF-8, behind what `out` holds. */
enum nass_code count__word_put(uint64_t a, uint64_t b, struct nass_buf *out,
    struct nass_err *err) NASS_MUST_USE;
/* The ids of an n-gram's key. */
const uint32_t *count__ids(const struct count__vocab *v, const uint64_t *a,
    uint32_t inline_ids[COUNT__INLINE_IDS]);

#endif
