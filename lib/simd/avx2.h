/*
 * avx2.h - private to the files of lib/simd that are compiled for AVX2 and BMI2.
 */
#ifndef NASS_SIMD_AVX2_H
#define NASS_SIMD_AVX2_H

#if defined(__AVX2__) /* as its files are compiled */
#include <immintrin.h>
#include <stdbool.h>
#include <stddef.h>

#include "simd/squeeze.h"

static inline bool
simd__has_avx2(void)
{
	return __builtin_cpu_supports("avx2") &&
	    __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
	    __builtin_cpu_supports("popcnt");
}

/* Bytes by a table of 256: sixteen shuffles, one for each high nibble. */
static inline __m256i
simd__look_up(const unsigned char table[256], __m256i v)
{
	__m256i made = _mm256_setzero_si256();
	__m256i row;
	int i;

	for (i = 0; i < 16; i++) {
		row = _mm256_broadcastsi128_si256(
		    _mm_loadu_si128((const void *)(table + 16 * i)));
		/* A top bit gives 0: in all that another row is for. */
		made = _mm256_or_si256(made,
		    _mm256_shuffle_epi8(row,
			_mm256_adds_epu8(_mm256_xor_si256(v,
					     _mm256_set1_epi8((char)(i << 4))),
			    _mm256_set1_epi8(0x70))));
	}
	return made;
}

/* Of 16 bytes those of keep, to `to`; writes up to 16.  Returns how many. */
static inline size_t
simd__compress_16(__m128i v, unsigned keep, unsigned char *to)
{
	const __m128i high = _mm_set_epi64x(0x0808080808080808, 0);
	__m128i index = _mm_set_epi64x((long long)simd__squeeze[keep >> 8],
	    (long long)simd__squeeze[keep & 0xFF]);

	v = _mm_shuffle_epi8(v, _mm_or_si128(index, high));
	_mm_storel_epi64((__m128i *)(void *)to, v);
	to += __builtin_popcount(keep & 0xFF);
	_mm_storeh_pi((__m64 *)(void *)to, _mm_castsi128_ps(v));
	return (size_t)__builtin_popcount(keep);
}

/* The same of 32. */
static inline size_t
simd__compress(__m256i v, uint32_t keep, unsigned char *to)
{
	size_t n;

	n = simd__compress_16(_mm256_castsi256_si128(v), keep & 0xFFFF, to);
	simd__compress_16(_mm256_extracti128_si256(v, 1), keep >> 16, to + n);
	return (size_t)__builtin_popcount(keep);
}

#endif

#endif
