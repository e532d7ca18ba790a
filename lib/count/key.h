/*
 * key.h - words as numbers of 64 bits.
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
 */
#ifndef NASS_COUNT_KEY_H
#define NASS_COUNT_KEY_H

#include <string.h>

#include <nass/base.h>

#include "text/dense.h"

#define COUNT__INLINE_CHARS 8
#define COUNT__PACKED_CHARS 10
#define COUNT__DENSE_MAX    64

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

/* The first n characters of the eight at p; nothing branches on n. */
static inline uint64_t
count__chars(const char *p, size_t n)
{
	static const uint64_t some[COUNT__INLINE_CHARS + 1] = { 0, 0xFF, 0xFFFF,
		0xFFFFFF, 0xFFFFFFFF, 0xFFFFFFFFFF, 0xFFFFFFFFFFFF,
		0xFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF };
	uint64_t x;

	memcpy(&x, p, sizeof(x));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	x = __builtin_bswap64(x);
#endif
	return x & some[n < COUNT__INLINE_CHARS ? n : COUNT__INLINE_CHARS];
}

/*
 * Is it surely of U+0021 to U+007E and U+0620 to U+067F alone, which no table
 * writes otherwise?
 */
bool count__is_plain(uint64_t key);

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
/* The key of a word that was kept. */
void count__key_of_long(const struct count__long *l, struct count__key *key);

/* The word of a key that was kept, as UTF-8, behind what `out` holds. */
enum nass_code count__word_put(
    uint64_t key, struct nass_buf *out, struct nass_err *err) NASS_MUST_USE;

#endif
