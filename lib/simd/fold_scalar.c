/*
 * fold_scalar.c - the specification of the kernels of fold.h, and their choice.
 */
#include "simd/fold.h"
#include "simd/kernels.h"

#include <string.h>

size_t
simd__fold_scalar_fold(const struct simd_fold *f, const char *in, size_t n,
    unsigned char *out, size_t *nout, uint64_t *keep)
{
	const unsigned char *u = (const unsigned char *)in;
	size_t made = 0;
	size_t at = 0;
	uint8_t result;
	size_t last;
	size_t len;

	for (keep[0] = 0; at < n; at += len) {
		len = simd__fold_one(f, u + at, n - at, &result);
		if (len == 0)
			break;
		last = at + len - 1;
		if ((at + len) / 64 > at / 64)
			keep[(at + len) / 64] = 0;
		out[made] = result;
		made += result != SIMD_FOLD_DROP;
		keep[last / 64] |= (uint64_t)(result != SIMD_FOLD_DROP)
		    << last % 64;
	}
	*nout = made;
	return at;
}

static size_t
pairs(const unsigned char *p, size_t n, const struct simd_pair *pair,
    size_t npair, uint8_t also, uint32_t *where)
{
	size_t found = 0;
	bool is_hit;
	size_t at;
	size_t k;

	for (at = 0; at < n; at++) {
		is_hit = p[at] == also;
		for (k = 0; k < npair && !is_hit; k++)
			is_hit = p[at + pair[k].i] == pair[k].first &&
			    p[at + pair[k].j] == pair[k].second;
		if (is_hit)
			where[found++] = (uint32_t)at;
	}
	return found;
}

static void
unfold(const uint64_t *keep, struct simd_place *place, size_t n)
{
	uint64_t rest = n > 0 ? keep[0] : 0;
	size_t done = 0; /* bits before those of rest */
	size_t w = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		for (; rest == 0 || done < place[i].at; done += rest != 0)
			rest = rest == 0 ? keep[++w] : rest & (rest - 1);
		while (rest == 0)
			rest = keep[++w];
		place[i].at = 64 * w + (size_t)__builtin_ctzll(rest);
	}
}

void
simd__fold_scalar_classify(
    const unsigned char *p, size_t n, const uint8_t *class, uint64_t *mask)
{
	size_t i;

	memset(mask, 0, (n / 64 + 1) * sizeof(*mask));
	for (i = 0; i < n; i++)
		mask[i / 64] |= (uint64_t)(class[p[i]] & 1) << (i % 64);
}

static void
spread(const uint64_t *keep, size_t n, const uint64_t *mask, uint64_t *to)
{
	uint64_t rest;
	size_t at = 0; /* in mask */
	size_t w;

	for (w = 0; w < n; w++) {
		to[w] = 0;
		for (rest = keep[w]; rest != 0; rest &= rest - 1, at++)
			if (mask[at / 64] >> at % 64 & 1)
				to[w] |= rest & -rest;
	}
}

size_t
simd__fold_scalar_sift(const unsigned char *p, const uint32_t *from,
    const uint32_t *to, size_t n, const struct simd_filter *filter,
    uint32_t *which, uint32_t *hash)
{
	size_t npass = 0;
	size_t len;
	size_t i;

	for (i = 0; i < n; i++) {
		len = to[i] - from[i];
		which[npass] = (uint32_t)i;
		hash[npass] =
		    simd_run_hash(simd_run_head(p + from[i], len), len);
		npass += simd_filter_passes(filter, hash[npass]);
	}
	return npass;
}

const struct simd_fold_kernels simd__fold_scalar = {
	.name = "scalar",
	.is_supported = simd__always,
	.fold = simd__fold_scalar_fold,
	.pairs = pairs,
	.unfold = unfold,
	.classify = simd__fold_scalar_classify,
	.spread = spread,
	.sift = simd__fold_scalar_sift,
};

const struct simd_fold_kernels *const simd_fold_all[] = {
	&simd__fold_scalar,
#if defined(__x86_64__)
	&simd__fold_avx2,
	&simd__fold_avx512,
#endif
	NULL,
};

const struct simd_fold_kernels *
simd_fold_kernels(void)
{
	const struct simd_fold_kernels *best = simd_fold_all[0];
	size_t i;

	for (i = 1; simd_fold_all[i] != NULL; i++)
		if (simd_fold_all[i]->is_supported())
			best = simd_fold_all[i];
	return best;
}
