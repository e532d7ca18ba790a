/*
 * fold_avx2.c - needles by 32-byte vectors; compiled with its flags by name.
 * Folding stays scalar: without a byte compress it gains nothing.
 */
#include "simd/fold.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

static bool
is_supported(void)
{
	return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi");
}

static size_t
find(const unsigned char *p, size_t n, size_t from, const unsigned char *needle,
    size_t m, size_t i, size_t j)
{
	const __m256i a = _mm256_set1_epi8((char)needle[i]);
	const __m256i b = _mm256_set1_epi8((char)needle[j]);
	uint32_t hits;
	size_t end;
	size_t at;
	size_t k;

	if (n < m)
		return n;
	end = n - m + 1; /* a needle begins before it */
	for (at = from; at < end; at += 32) {
		__m256i x = _mm256_loadu_si256((const void *)(p + at + i));
		__m256i y = _mm256_loadu_si256((const void *)(p + at + j));

		hits = (uint32_t)_mm256_movemask_epi8(_mm256_and_si256(
		    _mm256_cmpeq_epi8(x, a), _mm256_cmpeq_epi8(y, b)));
		for (; hits != 0; hits &= hits - 1) {
			k = at + (size_t)__builtin_ctz(hits);
			if (k >= end)
				return n;
			if (memcmp(p + k, needle, m) == 0)
				return k;
		}
	}
	return n;
}

const struct simd_fold_kernels simd__fold_avx2 = {
	.name = "avx2",
	.is_supported = is_supported,
	.fold = simd__fold_scalar_fold,
	.find = find,
	.classify = simd__fold_scalar_classify,
};

#else
typedef int fold_avx2_is_not_built; /* a translation unit holds something */
#endif
