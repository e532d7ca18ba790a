/*
 * fold_avx512.c - the kernels of fold.h on 64-byte vectors (VBMI2); compiled with
 * its flags by name.
 *
 * Folding takes 64 bytes at a time.  Each character is made at the place of its
 * first byte: ASCII and U+0600..067F by table look-ups in registers, others one
 * by one; then all places but first bytes, and what is dropped, are squeezed out.
 */
#include "simd/fold.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

static bool
is_supported(void)
{
	return __builtin_cpu_supports("avx512bw") &&
	    __builtin_cpu_supports("avx512vl") &&
	    __builtin_cpu_supports("avx512dq") &&
	    __builtin_cpu_supports("avx512vbmi") &&
	    __builtin_cpu_supports("avx512vbmi2") &&
	    __builtin_cpu_supports("bmi2");
}

static inline __mmask64
first(size_t n)
{
	return n >= 64 ? ~(__mmask64)0 : ((__mmask64)1 << n) - 1;
}

/* Characters outside the dense alphabet in one block. */
struct others {
	uint64_t lead; /* where they begin: in, then those that were folded */
	uint64_t tail; /* out: where their other bytes stand */
	size_t end; /* out: the block ends here: the first that did not fit */
	bool stops; /* out: and folding with it */
};

static void
fold_others(const struct simd_fold *f, const unsigned char *u, size_t n,
    struct others *o, uint8_t made[64])
{
	uint64_t rest = o->lead;
	unsigned at;
	size_t len;

	for (; rest != 0; rest &= rest - 1) {
		at = (unsigned)__builtin_ctzll(rest);
		len = at < n ? simd__fold_one(f, u + at, n - at, &made[at]) : 0;
		if (len == 0 || at + len > 64) {
			o->lead &= first(at);
			o->end = at;
			o->stops = len == 0;
			return;
		}
		o->tail |= (first(len - 1) << at) << 1;
	}
}

/* Something is ill-formed before `end`: find where, one by one. */
static size_t
fold_to_error(
    const struct simd_fold *f, const unsigned char *u, size_t n, size_t end)
{
	uint8_t result;
	size_t at = 0;
	size_t len;

	for (; at < end; at += len) {
		len = simd__fold_one(f, u + at, n - at, &result);
		if (len == 0)
			break;
	}
	return at;
}

static size_t
fold(const struct simd_fold *f, const char *in, size_t n, unsigned char *out,
    size_t *nout, struct simd_fold_mark *mark, size_t *nmark)
{
	const __m512i t0 = _mm512_loadu_si512(f->dense);
	const __m512i t1 = _mm512_loadu_si512(f->dense + 64);
	const __m512i t2 = _mm512_loadu_si512(f->dense + 128);
	const __m512i t3 = _mm512_loadu_si512(f->dense + 192);
	const __m512i high = _mm512_set1_epi8((char)0xC0);
	size_t made = 0;
	size_t last = 0;
	size_t at = 0;

	mark[0] = (struct simd_fold_mark){ 0, 0 };
	*nmark = 1;
	while (at < n) {
		const char *p = in + at;
		size_t left = n - at;
		__mmask64 load = first(left);
		__m512i b = _mm512_maskz_loadu_epi8(load, p);
		__m512i next = _mm512_maskz_loadu_epi8(first(left - 1), p + 1);
		__mmask64 multi = _mm512_movepi8_mask(b);
		__mmask64 cont = _mm512_mask_cmpeq_epi8_mask(multi,
		    _mm512_and_si512(b, high), _mm512_set1_epi8((char)0x80));
		__mmask64 arabic = _mm512_mask_cmpeq_epi8_mask(multi,
		    _mm512_and_si512(b, _mm512_set1_epi8((char)0xFE)),
		    _mm512_set1_epi8((char)0xD8));
		struct others o = { .lead = multi & ~cont & ~arabic,
			.end = left < 64 ? left : 64 };
		__mmask64 keep;
		__mmask64 want;
		__mmask64 lead;
		__m512i result;
		__m512i index;

		if (at - last >= SIMD_FOLD_STEP - 64) {
			mark[(*nmark)++] =
			    (struct simd_fold_mark){ (uint32_t)at,
				    (uint32_t)made };
			last = at;
		}
		/* U+0600..067F: one bit of the lead, six of its follower. */
		index = _mm512_or_si512(
		    _mm512_and_si512(next, _mm512_set1_epi8(0x3F)),
		    _mm512_and_si512(
			_mm512_slli_epi16(b, 6), _mm512_set1_epi8(0x40)));
		result =
		    _mm512_mask_mov_epi8(_mm512_permutex2var_epi8(t0, b, t1),
			arabic, _mm512_permutex2var_epi8(t2, index, t3));
		lead = load & ~cont & ~o.lead;
		if (o.lead != 0) {
			uint8_t other[64];

			fold_others(
			    f, (const unsigned char *)p, left, &o, other);
			result = _mm512_mask_mov_epi8(result, o.lead,
			    _mm512_maskz_loadu_epi8(o.lead, other));
			lead |= o.lead;
		}
		/* A character that the block cuts is left for the next. */
		if (o.end == 64 && (arabic >> 63) != 0) {
			o.end = 63;
			lead &= ~((__mmask64)1 << 63);
		}
		want = (arabic << 1) | o.tail;
		if (((want ^ cont) & first(o.end)) != 0 ||
		    (o.end > 0 && o.end < 64 &&
			(arabic >> (o.end - 1) & 1) != 0)) {
			o.end = fold_to_error(
			    f, (const unsigned char *)p, left, o.end);
			o.stops = true;
		}
		lead &= first(o.end);
		keep = _mm512_mask_test_epi8_mask(lead, result, result);
		_mm512_storeu_si512(
		    out + made, _mm512_maskz_compress_epi8(keep, result));
		made += (size_t)__builtin_popcountll(keep);
		at += o.end;
		if (o.stops)
			break;
	}
	*nout = made;
	return at;
}

static size_t
find(const unsigned char *p, size_t n, size_t from, const unsigned char *needle,
    size_t m, size_t i, size_t j)
{
	const __m512i a = _mm512_set1_epi8((char)needle[i]);
	const __m512i b = _mm512_set1_epi8((char)needle[j]);
	uint64_t hits;
	size_t end;
	size_t at;
	size_t k;

	if (n < m)
		return n;
	end = n - m + 1; /* a needle begins before it */
	for (at = from; at < end; at += 64) {
		hits =
		    _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(p + at + i), a);
		hits = _mm512_mask_cmpeq_epi8_mask(
		    hits, _mm512_loadu_si512(p + at + j), b);
		if (end - at < 64)
			hits &= first(end - at);
		for (; hits != 0; hits &= hits - 1) {
			k = at + (size_t)__builtin_ctzll(hits);
			if (memcmp(p + k, needle, m) == 0)
				return k;
		}
	}
	return n;
}

static void
classify(const unsigned char *p, size_t n, const uint8_t *class, uint64_t *mask)
{
	const __m512i t0 = _mm512_loadu_si512(class);
	const __m512i t1 = _mm512_loadu_si512(class + 64);
	const __m512i t2 = _mm512_loadu_si512(class + 128);
	const __m512i t3 = _mm512_loadu_si512(class + 192);
	size_t w;

	for (w = 0; w <= n / 64; w++) {
		__m512i b = _mm512_loadu_si512(p + 64 * w);
		__mmask64 top = _mm512_movepi8_mask(b);
		__m512i r =
		    _mm512_mask_mov_epi8(_mm512_permutex2var_epi8(t0, b, t1),
			top, _mm512_permutex2var_epi8(t2, b, t3));

		mask[w] = _mm512_movepi8_mask(r);
	}
	mask[n / 64] &= first(n % 64);
}

const struct simd_fold_kernels simd__fold_avx512 = {
	.name = "avx512",
	.is_supported = is_supported,
	.fold = fold,
	.find = find,
	.classify = classify,
};

#else
typedef int fold_avx512_is_not_built; /* a translation unit holds something */
#endif
