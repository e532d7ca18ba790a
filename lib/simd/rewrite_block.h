/*
 * rewrite_block.h - private to lib/simd: what the variants of rewrite.h share.
 *
 * A block is the whole characters of a vector of up to 64 bytes.  The variant
 * finds what its bytes are and what becomes of them, as masks (bit i is byte i).
 * Most blocks are settled by that; the rest is looked at here.
 */
#ifndef NASS_SIMD_REWRITE_BLOCK_H
#define NASS_SIMD_REWRITE_BLOCK_H

#include "simd/kernels.h"
#include "simd/rewrite.h"

struct rewrite_block {
	uint64_t conts;  /* bytes 80..BF */
	uint64_t firsts; /* bytes from C0 */
	uint64_t leads;  /* of these, D8 and D9 */
	uint64_t keep; /* what is written, a lead whose second byte is a STOP */
	uint64_t spaces; /* if they are joined */
	unsigned n;      /* bytes that are read */
};

/* What the last bytes of a block were, for the first of the next. */
struct rewrite_before {
	uint64_t lead;      /* 1: D8 or D9 */
	uint64_t gone_lead; /* 1: one that is not written */
	uint64_t spaces;    /* of the last two, the last in bit 1; if joined */
};

/* The first n of 1 to 64; without a branch, which nobody could predict. */
static inline uint64_t
rewrite_below(unsigned n)
{
	return ~(uint64_t)0 >> (64 - n);
}

/* Was a space the last that was written before? */
static inline uint64_t
rewrite_after_space(const struct rewrite_before *before)
{
	return before->spaces >> 1 | (before->spaces & before->gone_lead);
}

/* Behind a settled block: 3 if a space was the last that was written, else 0. */
static inline uint64_t
rewrite_open_space(
    const struct rewrite_block *b, const struct rewrite_before *before)
{
	uint64_t keep = b->keep & rewrite_below(b->n);
	uint64_t is_open = keep == 0
	    ? rewrite_after_space(before)
	    : b->spaces >> (63 - __builtin_clzll(keep)) & 1;

	return 3 * is_open;
}

/*
 * Settle a block of b->n bytes, of n in all: how far it goes, what of it is
 * written; 0 if it stops at a character that began before.  Returns the bytes that
 * are written as they are.
 */
uint64_t simd__rewrite_settle(const struct simd_rewrite *r, const char *in,
    size_t n, const struct rewrite_before *before, struct rewrite_block *b);

size_t simd__rewrite_scalar(const struct simd_rewrite *r, const char *in,
    size_t n, char *out, size_t behind, size_t *made);
extern const struct simd_rewrite_kernels simd__rewrite_by_scalar;
extern const struct simd_rewrite_kernels simd__rewrite_by_avx2;
extern const struct simd_rewrite_kernels simd__rewrite_by_avx512;
extern const struct simd_rewrite_kernels simd__rewrite_by_neon;

#endif
