/*
 * rewrite.h - kernels for normalising: UTF-8 to UTF-8 by a table over ASCII and
 * U+0600..067F.
 *
 *	in	d8 a3 d8 ad d9 8e d9 85 d9 a1	U+0623 062D 064E 0645 0661
 *	second	a7    ad    00    85    31
 *	lead	d8    d8    00    d9    00
 *	out	d8 a7 d8 ad       d9 85    31
 *
 * A byte 0 is not written, so that a table can shorten and delete.  A code point
 * outside the table, one that the table stops at, an ill-formed byte, and a
 * space behind a space end the run: the caller knows what to do there.
 * rewrite_scalar.c is the specification; a variant gives the same, and stops at
 * the same byte.
 */
#ifndef NASS_SIMD_REWRITE_H
#define NASS_SIMD_REWRITE_H

#include <nass/base.h>

#define SIMD_REWRITE_STOP    0xFF
#define SIMD_REWRITE_SCRATCH 64

struct simd_rewrite {
	uint8_t ascii[128];  /* a byte, 0: gone, STOP */
	uint8_t lead[128];   /* of U+0600 + i: first byte, or 0 */
	uint8_t second[128]; /* last byte, 0: gone, STOP */
	bool joins_spaces;   /* a space behind a space stops */
	/* simd_rewrite_ready() fills these: rows of 16 that change something. */
	uint8_t rows, ascii_rows;
};

/* After the tables are set.  ascii[0] is STOP: NUL itself is a byte. */
void simd_rewrite_ready(struct simd_rewrite *r);

struct simd_rewrite_kernels {
	const char *name;
	bool (*is_supported)(void);
	/*
	 * Rewrite in[0..n) to out, which has room for n + SIMD_REWRITE_SCRATCH
	 * bytes and does not overlap it.  after_space: what was written before
	 * ends in a space.  Returns how many bytes were read, a whole number of
	 * characters; *made were written.
	 */
	size_t (*rewrite)(const struct simd_rewrite *r, const char *in,
	    size_t n, char *out, size_t *made, bool after_space);
};

const struct simd_rewrite_kernels *simd_rewrite(void);
/* All variants of this build, scalar first, NULL behind the last. */
extern const struct simd_rewrite_kernels *const simd_rewrite_all[];

/* Private to lib/simd: what variants finish with, and their tables. */
size_t simd__rewrite_scalar(const struct simd_rewrite *r, const char *in,
    size_t n, char *out, size_t *made, bool after_space);
extern const struct simd_rewrite_kernels simd__rewrite_by_scalar;
extern const struct simd_rewrite_kernels simd__rewrite_by_avx2;
extern const struct simd_rewrite_kernels simd__rewrite_by_avx512;

#endif
