/*
 * avx512.h - what all kernels of AVX-512 ask and count by; for files that are
 * compiled for it.
 */
#ifndef NASS_SIMD_AVX512_H
#define NASS_SIMD_AVX512_H

#if defined(__AVX512VBMI__) /* as its files are compiled */
#include <immintrin.h>
#include <stdbool.h>
#include <stddef.h>

static inline bool
simd__has_avx512(void)
{
	return __builtin_cpu_supports("avx512bw") &&
	    __builtin_cpu_supports("avx512vl") &&
	    __builtin_cpu_supports("avx512dq") &&
	    __builtin_cpu_supports("avx512vbmi") &&
	    __builtin_cpu_supports("avx512vbmi2") &&
	    __builtin_cpu_supports("bmi2");
}

/* The first n bytes of a vector; all of them for 64 and more. */
static inline __mmask64
simd__first(size_t n)
{
	return n >= 64 ? ~(__mmask64)0 : ((__mmask64)1 << n) - 1;
}

/* Look 64 bytes up in a table of 256. */
static inline __m512i
simd__look_up(const unsigned char table[256], __m512i v)
{
	__m512i low = _mm512_permutex2var_epi8(
	    _mm512_loadu_si512(table), v, _mm512_loadu_si512(table + 64));
	__m512i high = _mm512_permutex2var_epi8(_mm512_loadu_si512(table + 128),
	    v, _mm512_loadu_si512(table + 192));

	return _mm512_mask_mov_epi8(low, _mm512_movepi8_mask(v), high);
}

#endif

#endif
