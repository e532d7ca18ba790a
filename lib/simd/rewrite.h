/*
 * rewrite.h - kernels for normalising: UTF-8 to UTF-8 by a table over ASCII and
 * U+0600..067F, and sets of other code points that stay or go.
 *
 *	in	d8 a3 d8 ad d9 8e d9 85 d9 a1	U+0623 062D 064E 0645 0661
 *	second	a7    ad    00    85    31
 *	lead	d8    d8    00    d9    00
 *	out	d8 a7 d8 ad       d9 85    31
 *
 * A byte 0 is not written, so that a table can shorten and delete.  A code point
 * that neither the table nor a set speaks of, one that the table stops at, and
 * an ill-formed byte end the run: the caller knows what to do there.
 * rewrite_scalar.c is the specification; a variant gives the same, and stops at
 * the same byte.
 */
#ifndef NASS_SIMD_REWRITE_H
#define NASS_SIMD_REWRITE_H

#include <nass/base.h>

#define SIMD_REWRITE_STOP    0xFF
#define SIMD_REWRITE_SCRATCH 64
#define SIMD_REWRITE_PAGES   1024 /* of 64 code points: U+0000..FFFF */
#define SIMD_REWRITE_PLANES  272  /* of 64 pages: U+0000..10FFFF */

struct simd_rewrite {
	uint8_t ascii[128];  /* a byte, 0: gone, STOP */
	uint8_t lead[128];   /* of U+0600 + i: first byte, or 0 */
	uint8_t second[128]; /* last byte, 0: gone, STOP */
	/* Code points outside the tables that stay, a bit each; no surrogate. */
	uint64_t stays[SIMD_REWRITE_PAGES];
	/* Those that are not written. */
	uint64_t goes[SIMD_REWRITE_PAGES];
	/* Pages above U+FFFF all of which stays, a bit each. */
	uint64_t stays_page[SIMD_REWRITE_PLANES];
	bool joins_spaces; /* a space behind a space is not written */
	/* U+0640, at which the table stops, is not written before a letter. */
	bool drops_tatweel;
	/*
	 * U+064B..0652 and U+0670 are written in this order, as far as they
	 * follow each other in what is written; where the table keeps one, it
	 * is as it was.  One that would pass over more than four others stops.
	 */
	bool orders_marks;
	/* simd_rewrite_ready() fills these. */
	uint8_t rows;                    /* of 16 that change something */
	uint8_t ascii_rows;              /* the same, but for NUL */
	uint8_t ascii_first, ascii_last; /* that change */
};

/* After the tables are set.  ascii[0] is STOP: NUL itself is a byte. */
void simd_rewrite_ready(struct simd_rewrite *r);

struct simd_rewrite_kernels {
	const char *name;
	bool (*is_supported)(void);
	/*
	 * Rewrite in[0..n) to out, which has room for n + SIMD_REWRITE_SCRATCH
	 * bytes and does not overlap it.  The `behind` bytes before out were
	 * written before: a space or marks at their end count.  Returns how
	 * many bytes were read, a whole number of characters; *made were
	 * written.
	 */
	size_t (*rewrite)(const struct simd_rewrite *r, const char *in,
	    size_t n, char *out, size_t behind, size_t *made);
};

const struct simd_rewrite_kernels *simd_rewrite(void);
/* All variants of this build, scalar first, NULL behind the last. */
extern const struct simd_rewrite_kernels *const simd_rewrite_all[];

#endif
