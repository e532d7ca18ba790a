/*
 * scan_avx512.c - the kernels for 64-byte vectors with masks (VBMI2); compiled
 * with its flags by name.
 */
#include "simd/kernels.h"

#if defined(__x86_64__)
#include "simd/avx512.h"

static inline __m512i
lookup(__m128i table, __m512i index)
{
	return _mm512_shuffle_epi8(_mm512_broadcast_i32x4(table), index);
}

/* Each lane gets the byte that stands k before its own. */
static inline __m512i
load_behind(const char *p, unsigned k, __mmask64 live, __mmask64 before)
{
	return _mm512_maskz_loadu_epi8(live << k | before >> (3 - k), p - k);
}

/*
 * Errors in the bytes at p that are `live`; `before` is 7, or 0 where none stand
 * before them.  What is not live is not read and counts as zeros.
 */
static inline __mmask64
utf8_errors(const char *p, __mmask64 live, __mmask64 before)
{
	const __m128i byte_1_high = _mm_setr_epi8(U8_BYTE_1_HIGH);
	const __m128i byte_1_low = _mm_setr_epi8(U8_BYTE_1_LOW);
	const __m128i byte_2_high = _mm_setr_epi8(U8_BYTE_2_HIGH);
	const __m512i nibble = _mm512_set1_epi8(0x0F);
	__m512i now = _mm512_maskz_loadu_epi8(live, p);
	__m512i by_1 = load_behind(p, 1, live, before);
	__m512i special;
	__m512i third;
	__m512i fourth;

	special = lookup(
	    byte_1_high, _mm512_and_si512(_mm512_srli_epi16(by_1, 4), nibble));
	special = _mm512_and_si512(
	    special, lookup(byte_1_low, _mm512_and_si512(by_1, nibble)));
	special = _mm512_and_si512(special,
	    lookup(byte_2_high,
		_mm512_and_si512(_mm512_srli_epi16(now, 4), nibble)));
	third = _mm512_subs_epu8(
	    load_behind(p, 2, live, before), _mm512_set1_epi8(0xE0 - 0x80));
	fourth = _mm512_subs_epu8(
	    load_behind(p, 3, live, before), _mm512_set1_epi8(0xF0 - 0x80));
	special = _mm512_xor_si512(special,
	    _mm512_and_si512(
		_mm512_or_si512(third, fourth), _mm512_set1_epi8((char)0x80)));
	return _mm512_test_epi8_mask(special, special);
}

/* What was seen up to a block, for the next. */
struct seen {
	__mmask64 lead;  /* of two bytes */
	__mmask64 other; /* neither ASCII nor of two bytes */
};

/*
 * utf8_errors, in the bytes v that are at p.  ASCII and characters of two bytes,
 * as Arabic has them, are well-formed where a continuation stands behind each
 * lead and nowhere else; only other blocks, and what they may have left open, are
 * looked up.
 */
static inline __mmask64
errors_in(const char *p, __m512i v, __mmask64 live, __mmask64 before,
    struct seen *seen)
{
	__mmask64 lead = _mm512_cmplt_epu8_mask(
	    _mm512_sub_epi8(v, _mm512_set1_epi8((char)0xC2)),
	    _mm512_set1_epi8(0xE0 - 0xC2));
	__mmask64 next =
	    _mm512_cmplt_epi8_mask(v, _mm512_set1_epi8((char)0xC0));
	__mmask64 other = _mm512_movepi8_mask(v) & ~(lead | next);
	__mmask64 ill = next ^ (lead << 1 | seen->lead >> 63);

	if ((other | seen->other >> 61) != 0)
		ill = utf8_errors(p, live, before);
	*seen = (struct seen){ lead, other };
	return ill;
}

static size_t
utf8_valid(const char *p, size_t n)
{
	struct seen seen = { 0, 0 };
	__mmask64 before = 0;
	__mmask64 live;
	size_t at;

	for (at = 0; at < n; at += 64) {
		live = simd__first(n - at);
		if (errors_in(p + at, _mm512_maskz_loadu_epi8(live, p + at),
			live, before, &seen) != 0)
			break;
		before = 7;
	}
	return simd__utf8_valid_from(p, n, at < n ? at : n);
}

static uint64_t
count_byte(const char *p, size_t n, char c)
{
	const __m512i want = _mm512_set1_epi8(c);
	uint64_t count = 0;
	__mmask64 live;
	size_t at;

	for (at = 0; n - at >= 64; at += 64)
		count += (uint64_t)__builtin_popcountll(
		    _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(p + at), want));
	live = simd__first(n - at);
	count += (uint64_t)__builtin_popcountll(_mm512_mask_cmpeq_epi8_mask(
	    live, _mm512_maskz_loadu_epi8(live, p + at), want));
	return count;
}

/* Quotes, backslashes and controls. */
static inline __mmask64
json_special(__m512i v)
{
	return _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('"')) |
	    _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('\\')) |
	    _mm512_cmplt_epu8_mask(v, _mm512_set1_epi8(' '));
}

static size_t
json_plain(const char *p, size_t n)
{
	__mmask64 live;
	__mmask64 hit;
	size_t at;

	for (at = 0; at < n; at += 64) {
		live = simd__first(n - at);
		hit =
		    live & json_special(_mm512_maskz_loadu_epi8(live, p + at));
		if (hit != 0)
			return at + (size_t)__builtin_ctzll(hit);
	}
	return n;
}

/* Errors up to the first hit: a sequence that this cuts is one. */
static inline __mmask64
until(__mmask64 ill, __mmask64 hit)
{
	return ill & (hit ^ (hit - 1));
}

static size_t
json_sound(const char *p, size_t n, bool *is_ill)
{
	struct seen seen = { 0, 0 };
	__mmask64 live = simd__first(n);
	__m512i v = _mm512_maskz_loadu_epi8(live, p);
	__mmask64 hit = live & json_special(v);
	__mmask64 ill = errors_in(p, v, live, 0, &seen);
	__mmask64 bad = 0;
	size_t at = 0;

	while (hit == 0 && n - at > 64) {
		bad |= ill;
		at += 64;
		live = simd__first(n - at);
		v = _mm512_maskz_loadu_epi8(live, p + at);
		hit = live & json_special(v);
		ill = errors_in(p + at, v, live, 7, &seen);
	}
	if (hit == 0) {
		*is_ill = *is_ill || utf8_valid(p, n) < n;
		return n;
	}
	*is_ill = *is_ill || (bad | until(ill, hit)) != 0;
	return at + (size_t)__builtin_ctzll(hit);
}

const struct nass_scan_kernels simd__avx512 = {
	.name = "avx512",
	.is_supported = simd__has_avx512,
	.utf8_valid = utf8_valid,
	.count_byte = count_byte,
	.json_plain = json_plain,
	.json_sound = json_sound,
	.json_arabic = simd__json_arabic_avx512,
	.pair_find = simd__pair_find_avx512,
	.bits = simd__bits_avx512,
	.ones = simd__ones_avx2, /* POPCNT is all it needs */
	.dense_run = simd__dense_run_avx512,
	.planes = simd__planes_avx512,
	.lead_count = simd__lead_count_avx512,
	.lead_offset = simd__lead_offset_avx512,
};
#else
typedef int simd__no_avx512;
#endif
