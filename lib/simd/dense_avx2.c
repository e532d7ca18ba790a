/*
 * dense_avx2.c - the kernels of dense text for 32-byte vectors.  Eight bytes at
 * a time are compressed by pext.
 */
#include "simd/avx2.h"
#include "simd/kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

static inline __m256i
load(const void *p)
{
	return _mm256_loadu_si256((const __m256i *)p);
}

static inline uint32_t
equal(__m256i v, char c)
{
	return (uint32_t)_mm256_movemask_epi8(
	    _mm256_cmpeq_epi8(v, _mm256_set1_epi8(c)));
}

static inline uint32_t
equal_masked(__m256i v, char mask, char c)
{
	return equal(_mm256_and_si256(v, _mm256_set1_epi8(mask)), c);
}

struct block {
	__m256i v;
	uint32_t lead;  /* D8, D9 */
	uint32_t more;  /* continuation bytes */
	uint32_t ascii; /* of text: no controls */
};

static inline struct block
read_block(const char *p)
{
	__m256i v = load(p);

	return (struct block){
		.v = v,
		.lead = equal_masked(v, (char)0xFE, (char)0xD8),
		.more = (uint32_t)_mm256_movemask_epi8(
		    _mm256_cmpgt_epi8(_mm256_set1_epi8(-64), v)),
		.ascii = (uint32_t)_mm256_movemask_epi8(
			     _mm256_cmpgt_epi8(v, _mm256_set1_epi8(0x1F))) |
		    equal(v, '\n') | equal(v, '\t') | equal(v, '\r'),
	};
}

/*
 * See dense_avx512.c: a pair leaves one byte, in the place of its second; here
 * the byte before each one is loaded, so at least one must be there.  A byte
 * below 0xC0 with its top bit set is a second.
 */
static inline __m256i
codes(const struct block *b, const char *p)
{
	__m256i code = _mm256_or_si256(
	    _mm256_and_si256(b->v, _mm256_set1_epi8((char)0xBF)),
	    _mm256_and_si256(
		_mm256_slli_epi16(load(p - 1), 6), _mm256_set1_epi8(0x40)));

	return _mm256_blendv_epi8(
	    b->v, code, _mm256_cmpgt_epi8(_mm256_set1_epi8(-64), b->v));
}

size_t
simd__dense_run_avx2(const char *p, size_t n, unsigned char *out, size_t *nout)
{
	size_t made;
	size_t at = simd__dense_run(p, n < 8 ? n : 8, out, &made);
	unsigned char *to = out + made;
	uint32_t open = 0; /* a lead was the last byte */

	if (at + 2 <= n && at < 7) { /* stopped before the eighth byte */
		*nout = made;
		return at;
	}
	for (; n - at >= 32; at += 32) {
		struct block b = read_block(p + at);
		uint32_t second = b.lead << 1 | open;

		if ((second ^ b.more) != 0 ||
		    (b.ascii | b.lead | second) != ~(uint32_t)0)
			break;
		to += simd__compress(codes(&b, p + at), ~b.lead, to);
		open = b.lead >> 31;
	}
	at -= open;
	at += simd__dense_run(p + at, n - at, to, &made);
	*nout = (size_t)(to - out) + made;
	return at;
}

size_t
simd__pair_find_avx2(const unsigned char first[256],
    const unsigned char second[256], const char *p, size_t n)
{
	__m256i hit;
	uint32_t mask;
	size_t at = 0;

	for (; n - at > 32; at += 32) {
		hit = simd__look_up(first, load(p + at));
		if (_mm256_testz_si256(hit, hit))
			continue;
		hit = _mm256_and_si256(
		    hit, simd__look_up(second, load(p + at + 1)));
		mask = ~(uint32_t)_mm256_movemask_epi8(
		    _mm256_cmpeq_epi8(hit, _mm256_setzero_si256()));
		if (mask != 0)
			return at + (size_t)__builtin_ctz(mask);
	}
	return at + simd__pair_find(first, second, p + at, n - at);
}

void
simd__planes_avx2(const unsigned char table[256], const unsigned char *p,
    size_t nblock, uint64_t (*planes)[8])
{
	__m256i a;
	__m256i b;
	int k;

	for (; nblock > 0; nblock--, p += 64, planes++) {
		a = simd__look_up(table, load(p));
		b = simd__look_up(table, load(p + 32));
		for (k = 7; k >= 0; k--) {
			(*planes)[k] = (uint32_t)_mm256_movemask_epi8(a) |
			    (uint64_t)(uint32_t)_mm256_movemask_epi8(b) << 32;
			a = _mm256_add_epi8(a, a);
			b = _mm256_add_epi8(b, b);
		}
	}
}

/* Eight at once without asking, since so many are usual in 64 bits. */
size_t
simd__bits_avx2(const uint64_t *mask, size_t nmask, uint32_t base, uint32_t *to)
{
	uint32_t *begin = to;
	uint32_t *next;
	uint64_t m;
	size_t i;
	int k;

	for (i = 0; i < nmask; i++, base += 64) {
		m = mask[i];
		next = to + __builtin_popcountll(m);
		while (m != 0) {
			for (k = 0; k < 8; k++, m &= m - 1)
				to[k] = base + (uint32_t)_tzcnt_u64(m);
			to += 8;
		}
		to = next;
	}
	return (size_t)(to - begin);
}

static inline uint32_t
leads(const char *p)
{
	return (uint32_t)_mm256_movemask_epi8(
	    _mm256_cmpgt_epi8(load(p), _mm256_set1_epi8(-65)));
}

size_t
simd__lead_count_avx2(const char *p, size_t n)
{
	size_t count = 0;
	size_t at = 0;

	for (; n - at >= 32; at += 32)
		count += (size_t)__builtin_popcount(leads(p + at));
	return count + simd__lead_count(p + at, n - at);
}

size_t
simd__lead_offset_avx2(const char *p, size_t n, size_t index)
{
	uint32_t mask;
	size_t at = 0;

	for (; n - at >= 32; at += 32) {
		mask = leads(p + at);
		if ((size_t)__builtin_popcount(mask) > index)
			return at +
			    (size_t)__builtin_ctzll(
				_pdep_u64((uint64_t)1 << index, mask));
		index -= (size_t)__builtin_popcount(mask);
	}
	return at + simd__lead_offset(p + at, n - at, index);
}
#else
typedef int simd__no_dense_avx2;
#endif
