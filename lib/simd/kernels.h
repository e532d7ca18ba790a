/*
 * kernels.h - private to lib/simd: the scalar kernels, with which the variants
 * finish what is shorter than a vector, and the tables of the variants.
 */
#ifndef NASS_SIMD_KERNELS_H
#define NASS_SIMD_KERNELS_H

#include "simd/scan.h"

size_t simd__utf8_valid(const char *p, size_t n);
uint64_t simd__count_byte(const char *p, size_t n, char c);
size_t simd__json_plain(const char *p, size_t n);
/* json_sound, by two kernels of a variant. */
static inline size_t
simd__json_sound_by(size_t (*plain)(const char *, size_t),
    size_t (*valid)(const char *, size_t), const char *p, size_t n,
    bool *is_ill)
{
	size_t run = plain(p, n);

	if (valid(p, run) < run)
		*is_ill = true;
	return run;
}
size_t simd__json_arabic_by(size_t (*plain)(const char *, size_t),
    const char *p, size_t n, char *out, size_t *nout);
size_t simd__json_arabic(const char *p, size_t n, char *out, size_t *nout);
size_t simd__json_arabic_avx512(
    const char *p, size_t n, char *out, size_t *nout);
size_t simd__dense_run(
    const char *p, size_t n, unsigned char *out, size_t *nout);
void simd__planes(
    const unsigned char table[256], const unsigned char *p, uint64_t planes[8]);
size_t simd__lead_count(const char *p, size_t n);
size_t simd__lead_offset(const char *p, size_t n, size_t index);
size_t simd__pair_find(const unsigned char first[256],
    const unsigned char second[256], const char *p, size_t n);
size_t simd__bits(
    const uint64_t *mask, size_t nmask, uint32_t base, uint32_t *to);
size_t simd__ones(const uint64_t *mask, size_t n);
/* Those of dense text, for each variant in a file of their own. */
size_t simd__pair_find_avx2(const unsigned char first[256],
    const unsigned char second[256], const char *p, size_t n);
size_t simd__bits_avx2(
    const uint64_t *mask, size_t nmask, uint32_t base, uint32_t *to);
size_t simd__dense_run_avx2(
    const char *p, size_t n, unsigned char *out, size_t *nout);
void simd__planes_avx2(
    const unsigned char table[256], const unsigned char *p, uint64_t planes[8]);
size_t simd__lead_count_avx2(const char *p, size_t n);
size_t simd__lead_offset_avx2(const char *p, size_t n, size_t index);
size_t simd__pair_find_avx512(const unsigned char first[256],
    const unsigned char second[256], const char *p, size_t n);
size_t simd__bits_avx512(
    const uint64_t *mask, size_t nmask, uint32_t base, uint32_t *to);
size_t simd__dense_run_avx512(
    const char *p, size_t n, unsigned char *out, size_t *nout);
void simd__planes_avx512(
    const unsigned char table[256], const unsigned char *p, uint64_t planes[8]);
size_t simd__lead_count_avx512(const char *p, size_t n);
size_t simd__lead_offset_avx512(const char *p, size_t n, size_t index);

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
