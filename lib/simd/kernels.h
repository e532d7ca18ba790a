/*
 * kernels.h - private to lib/simd: the scalar kernels, with which the variants
 * finish what is shorter than a vector, and the tables of the variants.
 */
#ifndef NASS_SIMD_KERNELS_H
#define NASS_SIMD_KERNELS_H

#include "simd/scan.h"

bool simd__always(void); /* is_supported of what runs everywhere */

/* Those of a variant, by the types of its table. */
typedef size_t simd__valid_fn(const char *p, size_t n);
typedef size_t simd__arabic_fn(
    const char *p, size_t n, char *out, size_t *nout);
typedef size_t simd__pair_fn(const unsigned char first[256],
    const unsigned char second[256], const char *p, size_t n);
typedef size_t simd__bits_fn(
    const uint64_t *mask, size_t nmask, uint32_t base, uint32_t *to);
typedef size_t simd__dense_fn(
    const char *p, size_t n, unsigned char *out, size_t *nout);
typedef void simd__planes_fn(
    const unsigned char table[256], const unsigned char *p, size_t nblock,
    uint64_t (*planes)[8]);
typedef size_t simd__offset_fn(const char *p, size_t n, size_t index);

simd__valid_fn simd__utf8_valid, simd__json_plain, simd__lead_count,
    simd__lead_count_avx2, simd__lead_count_avx512;
simd__arabic_fn simd__json_arabic, simd__json_arabic_avx512;
simd__pair_fn simd__pair_find, simd__pair_find_avx2, simd__pair_find_avx512;
simd__bits_fn simd__bits, simd__bits_avx2, simd__bits_avx512;
simd__dense_fn simd__dense_run, simd__dense_run_avx2, simd__dense_run_avx512;
simd__planes_fn simd__planes, simd__planes_avx2, simd__planes_avx512;
simd__offset_fn simd__lead_offset, simd__lead_offset_avx2,
    simd__lead_offset_avx512;
uint64_t simd__count_byte(const char *p, size_t n, char c);
size_t simd__ones(const uint64_t *mask, size_t n);
size_t simd__ones_avx2(const uint64_t *mask, size_t n);

/*
 * utf8_valid, where a variant has found p[0..at) without an error but for a
 * character that its last block may have cut.
 */
size_t simd__utf8_valid_from(const char *p, size_t n, size_t at);

/* json_sound and json_arabic, by other kernels of a variant. */
static inline size_t
simd__json_sound_by(simd__valid_fn *plain, simd__valid_fn *valid, const char *p,
    size_t n, bool *is_ill)
{
	size_t run = plain(p, n);

	if (valid(p, run) < run)
		*is_ill = true;
	return run;
}
size_t simd__json_arabic_by(
    simd__valid_fn *plain, const char *p, size_t n, char *out, size_t *nout);

extern const struct nass_scan_kernels simd__scalar;
extern const struct nass_scan_kernels simd__avx2;
extern const struct nass_scan_kernels simd__avx512;
extern const struct nass_scan_kernels simd__neon;

/*
 * For UTF-8 checks by vectors (J. Keiser, D. Lemire, "Validating UTF-8 in less
 * than one instruction per byte", 2021): three nibbles - high and low of the
 * byte before, high of this one - are looked up; a bit that is set in all three
 * is an error of that kind.
 */
enum {
	U8_TOO_SHORT = 1 << 0,  /* lead, then no continuation */
	U8_TOO_LONG = 1 << 1,   /* ASCII, then a continuation */
	U8_OVERLONG_3 = 1 << 2, /* E0 80..9F */
	U8_TOO_LARGE = 1 << 3,  /* F4 90..BF, F5.. 90..BF */
	U8_SURROGATE = 1 << 4,  /* ED A0..BF */
	U8_OVERLONG_2 = 1 << 5, /* C0, C1 */
	U8_OVERLONG_4 = 1 << 6, /* F0 80..8F; F5.. 80..8F too */
	U8_TWO_CONTS = 1 << 7,  /* an error unless a lead asks for it */
	U8_CARRY = U8_TOO_SHORT | U8_TOO_LONG | U8_TWO_CONTS,
	U8_LARGE_ANY = U8_CARRY | U8_TOO_LARGE | U8_OVERLONG_4,
	U8_SECOND = U8_TOO_LONG | U8_OVERLONG_2 | U8_TWO_CONTS,
};

#define U8_BYTE_1_HIGH                                                   \
	U8_TOO_LONG, U8_TOO_LONG, U8_TOO_LONG, U8_TOO_LONG, U8_TOO_LONG, \
	    U8_TOO_LONG, U8_TOO_LONG, U8_TOO_LONG, (char)U8_TWO_CONTS,   \
	    (char)U8_TWO_CONTS, (char)U8_TWO_CONTS, (char)U8_TWO_CONTS,  \
	    U8_TOO_SHORT | U8_OVERLONG_2, U8_TOO_SHORT,                  \
	    U8_TOO_SHORT | U8_OVERLONG_3 | U8_SURROGATE,                 \
	    U8_TOO_SHORT | U8_TOO_LARGE | U8_OVERLONG_4
#define U8_BYTE_1_LOW                                                         \
	(char)(U8_CARRY | U8_OVERLONG_3 | U8_OVERLONG_2 | U8_OVERLONG_4),     \
	    (char)(U8_CARRY | U8_OVERLONG_2), (char)U8_CARRY, (char)U8_CARRY, \
	    (char)(U8_CARRY | U8_TOO_LARGE), (char)U8_LARGE_ANY,              \
	    (char)U8_LARGE_ANY, (char)U8_LARGE_ANY, (char)U8_LARGE_ANY,       \
	    (char)U8_LARGE_ANY, (char)U8_LARGE_ANY, (char)U8_LARGE_ANY,       \
	    (char)U8_LARGE_ANY, (char)(U8_LARGE_ANY | U8_SURROGATE),          \
	    (char)U8_LARGE_ANY, (char)U8_LARGE_ANY
#define U8_BYTE_2_HIGH                                                        \
	U8_TOO_SHORT, U8_TOO_SHORT, U8_TOO_SHORT, U8_TOO_SHORT, U8_TOO_SHORT, \
	    U8_TOO_SHORT, U8_TOO_SHORT, U8_TOO_SHORT,                         \
	    (char)(U8_SECOND | U8_OVERLONG_3 | U8_OVERLONG_4),                \
	    (char)(U8_SECOND | U8_OVERLONG_3 | U8_TOO_LARGE),                 \
	    (char)(U8_SECOND | U8_SURROGATE | U8_TOO_LARGE),                  \
	    (char)(U8_SECOND | U8_SURROGATE | U8_TOO_LARGE), U8_TOO_SHORT,    \
	    U8_TOO_SHORT, U8_TOO_SHORT, U8_TOO_SHORT

#endif
