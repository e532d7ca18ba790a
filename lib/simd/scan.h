/*
 * scan.h - the CPU kernels: a struct of function pointers, one constant table
 * for each variant.  scan_scalar.c is the specification; every other variant
 * gives the same result for every input, alignment and length
 * (tests/unit/test_simd.c).
 *
 * nass__scan() asks the CPU each time: a load and a branch per document, no
 * state.  A kernel earns its place by a number in tests/bench/baseline.tsv.
 */
#ifndef NASS_SIMD_SCAN_H
#define NASS_SIMD_SCAN_H

#include <nass/base.h>

enum {
	NASS_SCAN_SCRATCH = 64
};

/* The value of a hex digit; 0xFF for all other bytes. */
extern const unsigned char nass__hex[256];

struct nass_scan_kernels {
	const char *name; /* scalar, avx2, avx512, neon: for --version */
	bool (*is_supported)(void);

	/* Length of the well-formed UTF-8 prefix of p[0..n). */
	size_t (*utf8_valid)(const char *p, size_t n);
	/* How many bytes of p[0..n) equal c. */
	uint64_t (*count_byte)(const char *p, size_t n, char c);
	/*
	 * Offset of the first byte of p[0..n) that is '"', '\\' or below 0x20;
	 * n if there is none.
	 */
	size_t (*json_plain)(const char *p, size_t n);
	/* The same; *is_ill is set if what stands before is not UTF-8. */
	size_t (*json_sound)(const char *p, size_t n, bool *is_ill);
	/*
	 * Length of the prefix of p[0..n) that is made of such plain bytes and of
	 * escapes \u06XX, X a hex digit.  Decoded, which is *nout bytes, to out,
	 * which has room for n + NASS_SCAN_SCRATCH; out NULL: nothing is
	 * written, and *nout says nothing.
	 */
	size_t (*json_arabic)(const char *p, size_t n, char *out, size_t *nout);

	/*
	 * The first i of p[0..n) with first[p[i]] & second[p[i + 1]] not 0; the
	 * last byte counts if first[] of it is not 0.  n if there is none.
	 */
	size_t (*pair_find)(const unsigned char first[256],
	    const unsigned char second[256], const char *p, size_t n);

	/*
	 * The longest prefix of p[0..n) that is made of well-formed U+0009,
	 * U+000A, U+000D, U+0020..007F and U+0600..067F, to out as one byte each
	 * (text/dense.h); *nout of them.  Writes up to 64 bytes behind those.
	 */
	size_t (*dense_run)(
	    const char *p, size_t n, unsigned char *out, size_t *nout);
	/*
	 * Classes by table of nblock times 64 bytes at p: bit k of the class of
	 * byte i of block b becomes bit i of planes[b][k].
	 */
	void (*planes)(const unsigned char table[256], const unsigned char *p,
	    size_t nblock, uint64_t (*planes)[8]);
	/*
	 * base + i to `to` for each bit i of mask[0..nmask), bit 0 of mask[0]
	 * first; returns how many.  Writes up to 16 entries behind those.
	 */
	size_t (*bits)(
	    const uint64_t *mask, size_t nmask, uint32_t base, uint32_t *to);
	/* How many bits of mask[0..n) are 1. */
	size_t (*ones)(const uint64_t *mask, size_t n);
	/* How many bytes of p[0..n) are no continuation bytes (10xxxxxx). */
	size_t (*lead_count)(const char *p, size_t n);
	/* Where number `index` of them, from 0, stands; n if there are fewer. */
	size_t (*lead_offset)(const char *p, size_t n, size_t index);
};

const struct nass_scan_kernels *nass__scan(void);
/* All variants of this build, scalar first, NULL behind the last. */
extern const struct nass_scan_kernels *const nass__scan_all[];

#endif
