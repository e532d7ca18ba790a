/*
 * vocab.h - words to numbers: the table that counting looks into once a token.
 *
 *	slot	{ tag, id, n, last } ...	16 bytes, four to a cache line
 *	key	id ─> the word
 *
 * A word of up to eight characters of the dense code (text/dense.h), as most
 * words of any prose are, is its own tag and key: one comparison finds it.
 *
 *	k i t a b . . .		the first in the low byte; zeros behind
 *
 * So is one of nine or ten Arabic letters and marks, U+0621 to U+065F, six bits
 * each, with zeros where they would begin a dense word; bits of the low byte:
 *
 *	bits 63 .. 8		000 0	bits of the first character
 *
 * Any other word lies in the arena.  Its tag is a hash, which must be confirmed
 * there; its key is the address.  Both end in 1A, which begins neither:
 *
 *	tag	56 bits of hash, 1A
 *	key	56 bits of address, 1A ──> { n, is_dense, bytes }
 *
 * Words of up to COUNT__DENSE_MAX dense characters are kept in the dense code,
 * others in UTF-8.
 *
 * Whoever knows how tags are spread over slots can write words that all begin at
 * one.  So when a word stands too far from its place, all are spread anew.
 *
 * n and last are of who counts: they lie here so that a token that was seen
 * before touches one cache line and no other.
 */
#ifndef NASS_COUNT_VOCAB_H
#define NASS_COUNT_VOCAB_H

#include <string.h>

#include <nass/base.h>

#include "text/dense.h"

#define COUNT__INLINE_CHARS 8
#define COUNT__PACKED_CHARS 10
#define COUNT__DENSE_MAX    64
#define COUNT__NONE         UINT32_MAX

struct count__long {
	uint32_t n;
	bool is_dense;
	char p[];
};

/* What is looked for; of long words, bytes lie in `room` or with the caller. */
struct count__key {
	uint64_t tag;
	struct nass_str bytes; /* p == NULL: the tag is the word */
	bool is_dense;
	char room[COUNT__DENSE_MAX + 8];
};

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

static inline bool
count__is_long(uint64_t key)
{
	return (key & 0xFF) == NASS_DENSE_ESCAPE;
}

/* Up to eight characters as they are? */
static inline bool
count__is_inline(uint64_t key)
{
	return (key & 0xE0) != 0;
}

static inline const struct count__long *
count__long(uint64_t key)
{
	return (const struct count__long *)(uintptr_t)(key >> 8);
}

/* The first n characters of the eight at p. */
static inline uint64_t
count__chars(const char *p, size_t n)
{
	uint64_t x;

	memcpy(&x, p, sizeof(x));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	x = __builtin_bswap64(x);
#endif
	return n >= 8 ? x : x & (((uint64_t)1 << 8 * n) - 1);
}

/*
 * The characters of a key in the dense code, in `room` or in the arena; NULL if
 * it is in UTF-8.
 */
const char *count__dense(
    uint64_t key, char room[COUNT__PACKED_CHARS], size_t *n);

/* The key of a word, not empty. */
void count__key_word(struct nass_str word, struct count__key *key);
/*
 * The key of a word of n dense characters, up to COUNT__DENSE_MAX, of which
 * eight more bytes can be read; they live as long as the key.
 */
void count__key_dense(const char *p, size_t n, struct count__key *key);
/* The same word in a key of its own, for each `of`. */
void count__key_apart(struct count__key *key, uint32_t of);
/* The key of a word that v has. */
void count__key_of_long(const struct count__long *l, struct count__key *key);
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

/* The slot of an inline word: its own, or the empty one where it belongs. */
static inline struct count__slot *
count__find_inline(const struct count__vocab *v, uint64_t tag)
{
	struct count__slot *s = count__place(v, tag);

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
 * Give the key the empty slot that was found, and the next id.  There is room
 * (reserve); COUNT__NONE without memory for a long word.
 */
uint32_t count__take(struct count__vocab *v, struct count__slot *slot,
    const struct count__key *key);
/* The id of a key, which is taken up if new; COUNT__NONE without memory. */
uint32_t count__intern(struct count__vocab *v, const struct count__key *key);
/* The same, COUNT__NONE if it is not there. */
uint32_t count__id(const struct count__vocab *v, const struct count__key *key);

/* The word of v->key[id] as UTF-8, behind what `out` holds. */
enum nass_code count__word_put(
    uint64_t key, struct nass_buf *out, struct nass_err *err) NASS_MUST_USE;

#endif
