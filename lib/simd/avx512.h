/*
 * avx512.h - what all kernels of AVX-512 ask and count by; for files that are
 * compiled for it.
 */
#ifndef NASS_SIMD_AVX512_H
#define NASS_SIMD_AVX512_H

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

#endif
