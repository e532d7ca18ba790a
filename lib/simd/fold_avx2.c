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
	return __builtin_cpu_supports("avx2") &&
	    __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
	    __builtin_cpu_supports("popcnt");
}

static inline uint32_t
equal(const unsigned char *p, uint8_t c)
{
	return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(
	    _mm256_loadu_si256((const void *)p), _mm256_set1_epi8((char)c)));
}

static bool
pairs(const unsigned char *p, size_t n, const struct simd_pair *pair,
    size_t npair, uint8_t also, uint64_t *mask)
{
	uint64_t any = 0;
	uint32_t hits;
	size_t at;
	size_t k;

	memset(mask, 0, (n / 64 + 1) * sizeof(*mask));
	for (at = 0; at < n; at += 32) {
		hits = equal(p + at, also);
		for (k = 0; k < npair; k++)
			hits |= equal(p + at + pair[k].i, pair[k].first) &
			    equal(p + at + pair[k].j, pair[k].second);
		if (n - at < 32)
			hits &= ((uint32_t)1 << (n - at)) - 1;
		mask[at / 64] |= (uint64_t)hits << at % 64;
		any |= hits;
	}
	return any != 0;
}

void
simd__fold_avx2_unfold(const uint64_t *keep, struct simd_place *place, size_t n)
{
	size_t first = 0; /* of the bytes that keep[w] left */
	size_t next = n > 0 ? (size_t)_mm_popcnt_u64(keep[0]) : 0;
	size_t w = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		while (next <= place[i].at) {
			first = next;
			next += (size_t)_mm_popcnt_u64(keep[++w]);
		}
		place[i].at = 64 * w +
		    (size_t)_tzcnt_u64(_pdep_u64(
			(uint64_t)1 << (place[i].at - first), keep[w]));
	}
}

const struct simd_fold_kernels simd__fold_avx2 = {
	.name = "avx2",
	.is_supported = is_supported,
	.fold = simd__fold_scalar_fold,
	.pairs = pairs,
	.unfold = simd__fold_avx2_unfold,
	.classify = simd__fold_scalar_classify,
};

#else
typedef int fold_avx2_is_not_built; /* a translation unit holds something */
#endif
