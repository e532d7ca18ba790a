/*
 * vocab.h - words to numbers: the table that counting looks into once a token.
 *
 *	slot	{ tag, id, n, last } ...	16 bytes, four to a cache line
 *	key	id ─> the word (key.h)
 *
 * Whoever knows how tags are spread over slots can write words that all begin at
 * one.  So when a word stands too far from its place, all are spread anew.
 *
 * n and last are of who counts: they lie here so that a token that was seen
 * before touches one cache line and no other.
 */
#ifndef NASS_COUNT_VOCAB_H
#define NASS_COUNT_VOCAB_H

#include "count/key.h"

#define COUNT__NONE UINT32_MAX

struct count__slot {
	uint64_t tag; /* 0: empty */
	uint32_t id;
	uint16_t n;
	uint16_t last;
};

struct count__vocab {
	struct count__slot *slot;
	size_t nslot; /* a power of two */
	unsigned shift;
	uint64_t mix; /* odd: what a tag is multiplied by */
	size_t far;   /* slots between a word and its place: too many */
	bool is_crowded;
	uint64_t *key; /* by id */
	uint32_t n;
	size_t cap;
	struct nass_arena arena;
};

enum nass_code count__vocab_init(
    struct count__vocab *v, struct nass_err *err) NASS_MUST_USE;
void count__vocab_fini(struct count__vocab *v);
/* Forget everything, keep the memory. */
void count__vocab_reset(struct count__vocab *v);
/* Keep the keys, but no slots, until it is reset: nothing is looked up. */
enum nass_code count__vocab_seal(
    struct count__vocab *v, struct nass_err *err) NASS_MUST_USE;
/* Bytes that are in use when `extra` more words have room. */
size_t count__vocab_bytes(const struct count__vocab *v, size_t extra);
/* Room for `extra` new words: no slot moves then. */
enum nass_code count__vocab_reserve(
    struct count__vocab *v, size_t extra, struct nass_err *err) NASS_MUST_USE;

/* The key of a word that v has. */
static inline void
count__key_of(const struct count__vocab *v, uint32_t id, struct count__key *key)
{
	key->tag = v->key[id];
	key->bytes.p = NULL;
	if (count__is_long(key->tag))
		count__key_of_long(count__long(key->tag), key);
}

/*
 * Where a search begins: the high bits, which depend on all of the tag; at the
 * start of a cache line, so that most end where they began.
 */
static inline struct count__slot *
count__place(const struct count__vocab *v, uint64_t tag)
{
	return &v->slot[tag * v->mix >> v->shift & ~(uint64_t)3];
}

static inline struct count__slot *
count__behind(const struct count__vocab *v, struct count__slot *s)
{
	return s + 1 == v->slot + v->nslot ? v->slot : s + 1;
}

/*
 * The slot of an inline word: its own, or the empty one where it belongs.  Most
 * stand in the cache line where they begin, and nothing branches on which of its
 * slots is theirs.
 */
static inline struct count__slot *
count__find_inline(const struct count__vocab *v, uint64_t tag)
{
	struct count__slot *s = count__place(v, tag);
	size_t at = (size_t)(s[1].tag == tag) + 2 * (size_t)(s[2].tag == tag) +
	    3 * (size_t)(s[3].tag == tag);

	if (s[at].tag == tag)
		return s + at;
	while (s->tag != tag && s->tag != 0)
		s = count__behind(v, s);
	return s;
}

/* The same for any key. */
struct count__slot *count__find_long(
    const struct count__vocab *v, const struct count__key *key);
static inline struct count__slot *
count__find(const struct count__vocab *v, const struct count__key *key)
{
	return key->bytes.p == NULL ? count__find_inline(v, key->tag)
				    : count__find_long(v, key);
}

/*
 * Keys that will be looked for, their slots soon (ask) and then, where these are
 * at hand, the bytes that long ones are compared with (ask_long): for n keys at
 * once, so that the misses of the cache overlap.
 */
static inline void
count__ask(const struct count__vocab *v, const struct count__key *key)
{
	__builtin_prefetch(count__place(v, key->tag), 1);
}
void count__ask_long(
    const struct count__vocab *v, const struct count__key *key, size_t n);

/*
 * Give the key the empty slot that was found, and the next id.  There is room
 * (reserve); COUNT__NONE without memory for a long word.
 */
uint32_t count__take(struct count__vocab *v, struct count__slot *slot,
    const struct count__key *key);
/* The id of a key, which is taken up if new; COUNT__NONE without memory. */
uint32_t count__intern(struct count__vocab *v, const struct count__key *key);
/* The same, COUNT__NONE if it is not there. */
uint32_t count__id(const struct count__vocab *v, const struct count__key *key);

#endif
