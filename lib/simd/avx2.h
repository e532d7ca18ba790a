/*
 * avx2.h - private to the files of lib/simd that are compiled for AVX2 and BMI2.
 */
#ifndef NASS_SIMD_AVX2_H
#define NASS_SIMD_AVX2_H

#if defined(__x86_64__)
#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Bytes of v whose bits are set in keep, to `to`; returns how many. */
static inline size_t
simd__compress(__m256i v, uint32_t keep, unsigned char *to)
{
	unsigned char bytes[32];
	unsigned char *begin = to;
	uint64_t word;
	unsigned i;

	_mm256_storeu_si256((__m256i *)(void *)bytes, v);
	for (i = 0; i < 4; i++, keep >>= 8) {
		memcpy(&word, bytes + 8 * i, 8);
		word = _pext_u64(
		    word, _pdep_u64(keep & 0xFF, 0x0101010101010101u) * 0xFF);
		memcpy(to, &word, 8);
		to += __builtin_popcount(keep & 0xFF);
	}
	return (size_t)(to - begin);
}

#endif

#endif
