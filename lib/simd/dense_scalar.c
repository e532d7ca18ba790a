/*
 * dense_scalar.c - the specification of the kernels of dense text.
 */
#include <string.h>

#include "simd/kernels.h"

size_t
simd__dense_run(const char *p, size_t n, unsigned char *out, size_t *nout)
{
	const unsigned char *u = (const unsigned char *)p;
	unsigned char *to = out;
	size_t at = 0;

	while (at < n) {
		if (u[at] - 0x20u < 0x60 || u[at] == '\n' || u[at] == '\t' ||
		    u[at] == '\r') {
			*to++ = u[at++];
		} else if ((u[at] & 0xFE) == 0xD8 && n - at >= 2 &&
		    (u[at + 1] & 0xC0) == 0x80) {
			*to++ = (unsigned char)(0x80 | (u[at] & 1) << 6 |
			    (u[at + 1] & 0x3F));
			at += 2;
		} else {
			break;
		}
	}
	*nout = (size_t)(to - out);
	return at;
}

void
simd__planes(const unsigned char table[256], const unsigned char *p,
    size_t nblock, uint64_t (*planes)[8])
{
	uint64_t class;
	size_t i;
	unsigned k;

	memset(planes, 0, nblock * sizeof(planes[0]));
	for (i = 0; i < nblock * 64; i++) {
		class = table[p[i]];
		for (k = 0; k < 8; k++)
			planes[i / 64][k] |= (class >> k & 1) << i % 64;
	}
}

size_t
simd__pair_find(const unsigned char first[256], const unsigned char second[256],
    const char *p, size_t n)
{
	const unsigned char *u = (const unsigned char *)p;
	size_t i;

	for (i = 0; i < n; i++)
		if (first[u[i]] != 0 &&
		    (i + 1 == n || (first[u[i]] & second[u[i + 1]]) != 0))
			break;
	return i;
}

size_t
simd__bits(const uint64_t *mask, size_t nmask, uint32_t base, uint32_t *to)
{
	uint32_t *begin = to;
	uint64_t m;
	size_t i;

	for (i = 0; i < nmask; i++, base += 64)
		for (m = mask[i]; m != 0; m &= m - 1)
			*to++ = base + (uint32_t)__builtin_ctzll(m);
	return (size_t)(to - begin);
}

size_t
simd__ones(const uint64_t *mask, size_t n)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		for (uint64_t m = mask[i]; m != 0; m &= m - 1)
			count++;
	return count;
}

static bool
is_lead(char c)
{
	return ((unsigned char)c & 0xC0) != 0x80;
}

size_t
simd__lead_count(const char *p, size_t n)
{
	size_t count = 0;
	size_t i;

	for (i = 0; i < n; i++)
		count += is_lead(p[i]);
	return count;
}

size_t
simd__lead_offset(const char *p, size_t n, size_t index)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (is_lead(p[i]) && index-- == 0)
			break;
	return i;
}
