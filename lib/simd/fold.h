/*
 * fold.h - kernels for searching: UTF-8 to folded dense bytes (text/dense.h), and
 * needles in those.
 *
 *	in	d8 a3 d8 ad d9 8e d9 85 d8 af	U+0623 062D 064E 0645 062F
 *	out	A7 AD C5 AF			alefs met, the mark fell out
 *	keep	.  x  .  x  .  .  .  x  .  x	last bytes of what stayed
 *
 * fold_scalar.c is the specification; a variant gives the same for every input.
 */
#ifndef NASS_SIMD_FOLD_H
#define NASS_SIMD_FOLD_H

#include <string.h>

#include <nass/base.h>

/* What one code point becomes: a byte, or */
#define SIMD_FOLD_DROP  0x00 /* nothing */
#define SIMD_FOLD_OTHER 0x1A /* something that no needle holds */

/* Code points outside the dense alphabet, by pages of 64. */
#define SIMD_FOLD_PAGES (0x110000 / 64)

struct simd_fold {
	uint8_t dense[256]; /* for each dense byte */
	/* For each page 64 results, or NULL: not known yet. */
	const uint8_t *page[SIMD_FOLD_PAGES];
};

/* What a needle is found by: two of its bytes, and how far in it they stand. */
struct simd_pair {
	uint8_t first;
	uint8_t second;
	uint8_t i; /* below 64, as j */
	uint8_t j;
};

/* A place in folded bytes, then in what they were made of. */
struct simd_place {
	size_t at;
	uint32_t what; /* both are up to the caller */
	uint32_t n;
};

/* Bits for hashes, asked for by their upper bits. */
struct simd_filter {
	uint64_t *bit;
	unsigned shift; /* of a hash of 32 bits, to the number of its bit */
};

/* The first eight bytes of p[0..n), or all; eight from p on can be read. */
static inline uint64_t
simd_run_head(const unsigned char *p, size_t n)
{
	static const unsigned char first[16] = { 255, 255, 255, 255, 255, 255,
		255, 255 };
	uint64_t mask;
	uint64_t head;

	memcpy(&mask, first + 8 - (n < 8 ? n : 8), 8);
	memcpy(&head, p, 8);
	return head & mask;
}

/* Of those and n: some of the upper half of a product. */
#define SIMD_HASH_LENGTH 0x9E3779B1u
#define SIMD_HASH_HEAD   0xD6E8FEB86659FD93u
static inline uint32_t
simd_run_hash(uint64_t head, size_t n)
{
	return (uint32_t)((head + n * SIMD_HASH_LENGTH) * SIMD_HASH_HEAD >> 32);
}
static inline bool
simd_filter_passes(const struct simd_filter *f, uint32_t hash)
{
	uint32_t bit = hash >> f->shift;

	return f->bit[bit / 64] >> bit % 64 & 1;
}

struct simd_fold_kernels {
	const char *name;
	bool (*is_supported)(void);
	/*
	 * Fold in[0..n) to out, which has room for n + 64 bytes.  Stops before
	 * the first character that is ill-formed or on a page that is not
	 * known; returns how many bytes were folded, m.  Bit k of keep[w] says
	 * whether the character that ends at in[64 * w + k] left a byte; only
	 * keep[0..m / 64] are made, bits from m on are 0; room for n / 64 + 1.
	 */
	size_t (*fold)(const struct simd_fold *f, const char *in, size_t n,
	    unsigned char *out, size_t *nout, uint64_t *keep);
	/*
	 * Where, below n, p[at] is `also`, or p[at + i] and p[at + j] are the
	 * bytes of one of the pairs: each to where[], in order; how many.
	 * where has room for n; p has 128 readable bytes behind its end.
	 */
	size_t (*pairs)(const unsigned char *p, size_t n,
	    const struct simd_pair *pair, size_t npair, uint8_t also,
	    uint32_t *where);
	/*
	 * From out[] back to in[]: place[0..n), in order, receives where the
	 * character ended that left the byte at `at`.
	 */
	void (*unfold)(
	    const uint64_t *keep, struct simd_place *place, size_t n);
	/*
	 * Runs of letters: bit k of mask[w] says whether class[p[64 * w + k]]
	 * is not 0.  mask has room for n / 64 + 1 words; bits from n on are 0.
	 * class holds 256 bytes, 0 or 0xFF; p has 64 readable bytes behind.
	 */
	void (*classify)(const unsigned char *p, size_t n, const uint8_t *class,
	    uint64_t *mask);
	/*
	 * From bits of out[] to bits of in[]: bit k of to[w] says whether the
	 * character that ends at in[64 * w + k] left a byte whose bit in `mask`
	 * is set.  For the n words of keep; a word behind those of mask is read.
	 */
	void (*spread)(
	    const uint64_t *keep, size_t n, const uint64_t *mask, uint64_t *to);
	/*
	 * Which of the runs p[from[i]..to[i]), i < n, the filter lets pass: i
	 * to which[], simd_run_hash to hash[], both with room for n + 8; how
	 * many.
	 */
	size_t (*sift)(const unsigned char *p, const uint32_t *from,
	    const uint32_t *to, size_t n, const struct simd_filter *filter,
	    uint32_t *which, uint32_t *hash);
};

const struct simd_fold_kernels *simd_fold_kernels(void);
/* All variants of this build, scalar first, NULL behind the last. */
extern const struct simd_fold_kernels *const simd_fold_all[];

/* Private: one character for the variants; 0 bytes if it stops there. */
static inline size_t
simd__fold_one(const struct simd_fold *f, const unsigned char *u, size_t n,
    uint8_t *result)
{
	const uint8_t *page;
	uint32_t cp;
	size_t len;

	if (u[0] < 0x80) {
		*result = f->dense[u[0]];
		return 1;
	}
	if (u[0] < 0xC2 || u[0] > 0xF4 || n < 2 || (u[1] & 0xC0) != 0x80)
		return 0;
	if (u[0] < 0xE0) {
		cp = (uint32_t)(u[0] & 0x1F) << 6 | (u[1] & 0x3Fu);
		if (cp - 0x600 < 0x80) {
			*result = f->dense[cp - 0x580];
			return 2;
		}
		len = 2;
	} else if (u[0] < 0xF0) {
		if (n < 3 || (u[2] & 0xC0) != 0x80)
			return 0;
		cp = (uint32_t)(u[0] & 0x0F) << 12 |
		    (uint32_t)(u[1] & 0x3F) << 6 | (u[2] & 0x3Fu);
		if (cp < 0x800 || (cp >= 0xD800 && cp < 0xE000))
			return 0;
		len = 3;
	} else {
		if (n < 4 || (u[2] & 0xC0) != 0x80 || (u[3] & 0xC0) != 0x80)
			return 0;
		cp = (uint32_t)(u[0] & 0x07) << 18 |
		    (uint32_t)(u[1] & 0x3F) << 12 |
		    (uint32_t)(u[2] & 0x3F) << 6 | (u[3] & 0x3Fu);
		if (cp < 0x10000 || cp > 0x10FFFF)
			return 0;
		len = 4;
	}
	page = f->page[cp / 64];
	if (page == NULL)
		return 0;
	*result = page[cp % 64];
	return len;
}

size_t simd__fold_scalar_fold(const struct simd_fold *f, const char *in,
    size_t n, unsigned char *out, size_t *nout, uint64_t *keep);
void simd__fold_avx2_unfold(
    const uint64_t *keep, struct simd_place *place, size_t n);
void simd__fold_avx2_spread(
    const uint64_t *keep, size_t n, const uint64_t *mask, uint64_t *to);
size_t simd__fold_scalar_sift(const unsigned char *p, const uint32_t *from,
    const uint32_t *to, size_t n, const struct simd_filter *filter,
    uint32_t *which, uint32_t *hash);
void simd__fold_scalar_classify(
    const unsigned char *p, size_t n, const uint8_t *class, uint64_t *mask);
extern const struct simd_fold_kernels simd__fold_scalar;
extern const struct simd_fold_kernels simd__fold_avx2;
extern const struct simd_fold_kernels simd__fold_avx512;

#endif
