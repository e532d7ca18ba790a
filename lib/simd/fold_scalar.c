/*
 * fold_scalar.c - the specification of the kernels of fold.h, and their choice.
 */
#include "simd/fold.h"

#include <string.h>

static bool
is_supported(void)
{
	return true;
}

size_t
simd__fold_scalar_fold(const struct simd_fold *f, const char *in, size_t n,
    unsigned char *out, size_t *nout, struct simd_fold_mark *mark,
    size_t *nmark)
{
	const unsigned char *u = (const unsigned char *)in;
	size_t made = 0;
	size_t last = 0;
	size_t at = 0;
	uint8_t result;
	size_t len;

	mark[0] = (struct simd_fold_mark){ 0, 0 };
	*nmark = 1;
	for (; at < n; at += len) {
		if (at - last >= SIMD_FOLD_STEP - 4) {
			mark[(*nmark)++] =
			    (struct simd_fold_mark){ (uint32_t)at,
				    (uint32_t)made };
			last = at;
		}
		len = simd__fold_one(f, u + at, n - at, &result);
		if (len == 0)
			break;
		out[made] = result;
		made += result != SIMD_FOLD_DROP;
	}
	*nout = made;
	return at;
}

static size_t
find(const unsigned char *p, size_t n, size_t from, const unsigned char *needle,
    size_t m, size_t i, size_t j)
{
	const unsigned char *q;
	size_t at = from;

	while (n >= m && at <= n - m) {
		q = memchr(p + at + i, needle[i], n - m - at + 1);
		if (q == NULL)
			return n;
		at = (size_t)(q - p) - i;
		if (q[j - i] == needle[j] && memcmp(p + at, needle, m) == 0)
			return at;
		at++;
	}
	return n;
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

const struct simd_fold_kernels simd__fold_scalar = {
	.name = "scalar",
	.is_supported = is_supported,
	.fold = simd__fold_scalar_fold,
	.find = find,
	.classify = simd__fold_scalar_classify,
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
