/*
 * scan_avx2.c - the kernels for 32-byte vectors; compiled with -mavx2 by name.
 */
#include "simd/kernels.h"

#if defined(__x86_64__)
#include "simd/avx2.h"

static inline __m256i
load(const char *p)
{
	return _mm256_loadu_si256((const __m256i *)(const void *)p);
}

static inline __m256i
lookup(__m128i table, __m256i index)
{
	return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(table), index);
}

/* Errors at the 32 bytes at p; the three before p are readable. */
static inline __m256i
utf8_errors(const char *p)
{
	const __m128i byte_1_high = _mm_setr_epi8(U8_BYTE_1_HIGH);
	const __m128i byte_1_low = _mm_setr_epi8(U8_BYTE_1_LOW);
	const __m128i byte_2_high = _mm_setr_epi8(U8_BYTE_2_HIGH);
	const __m256i nibble = _mm256_set1_epi8(0x0F);
	__m256i now = load(p);
	__m256i before = load(p - 1);
	__m256i special;
	__m256i third;
	__m256i fourth;

	special = lookup(byte_1_high,
	    _mm256_and_si256(_mm256_srli_epi16(before, 4), nibble));
	special = _mm256_and_si256(
	    special, lookup(byte_1_low, _mm256_and_si256(before, nibble)));
	special = _mm256_and_si256(special,
	    lookup(byte_2_high,
		_mm256_and_si256(_mm256_srli_epi16(now, 4), nibble)));
	third = _mm256_subs_epu8(load(p - 2), _mm256_set1_epi8(0xE0 - 0x80));
	fourth = _mm256_subs_epu8(load(p - 3), _mm256_set1_epi8(0xF0 - 0x80));
	return _mm256_xor_si256(special,
	    _mm256_and_si256(
		_mm256_or_si256(third, fourth), _mm256_set1_epi8((char)0x80)));
}

static size_t
utf8_valid(const char *p, size_t n)
{
	size_t at = simd__utf8_valid(p, n < 8 ? n : 8);
	__m256i errors;

	while (n - at >= 64 && at >= 3) {
		errors = _mm256_or_si256(
		    utf8_errors(p + at), utf8_errors(p + at + 32));
		if (!_mm256_testz_si256(errors, errors))
			break;
		at += 64;
	}
	return simd__utf8_valid_from(p, n, at);
}

static uint64_t
count_byte(const char *p, size_t n, char c)
{
	const __m256i want = _mm256_set1_epi8(c);
	uint64_t count = 0;
	size_t at = 0;

	for (; n - at >= 32; at += 32)
		count +=
		    (uint64_t)__builtin_popcount((unsigned)_mm256_movemask_epi8(
			_mm256_cmpeq_epi8(load(p + at), want)));
	return count + simd__count_byte(p + at, n - at, c);
}

static size_t
json_plain(const char *p, size_t n)
{
	const __m256i quote = _mm256_set1_epi8('"');
	const __m256i escape = _mm256_set1_epi8('\\');
	const __m256i control = _mm256_set1_epi8(0x1F);
	unsigned mask;
	__m256i v;
	__m256i hit;
	size_t at = 0;

	for (; n - at >= 32; at += 32) {
		v = load(p + at);
		hit = _mm256_or_si256(
		    _mm256_cmpeq_epi8(v, quote), _mm256_cmpeq_epi8(v, escape));
		hit = _mm256_or_si256(
		    hit, _mm256_cmpeq_epi8(_mm256_min_epu8(v, control), v));
		mask = (unsigned)_mm256_movemask_epi8(hit);
		if (mask != 0)
			return at + (size_t)__builtin_ctz(mask);
	}
	return at + simd__json_plain(p + at, n - at);
}

static size_t
json_sound(const char *p, size_t n, bool *is_ill)
{
	return simd__json_sound_by(json_plain, utf8_valid, p, n, is_ill);
}

static size_t
json_arabic(const char *p, size_t n, char *out, size_t *nout)
{
	return simd__json_arabic_by(json_plain, p, n, out, nout);
}

size_t
simd__ones_avx2(const uint64_t *mask, size_t n)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += (size_t)__builtin_popcountll(mask[i]);
	return count;
}

const struct nass_scan_kernels simd__avx2 = {
	.name = "avx2",
	.is_supported = simd__has_avx2,
	.utf8_valid = utf8_valid,
	.count_byte = count_byte,
	.json_plain = json_plain,
	.json_sound = json_sound,
	.json_arabic = json_arabic,
	.pair_find = simd__pair_find_avx2,
	.bits = simd__bits_avx2,
	.ones = simd__ones_avx2,
	.dense_run = simd__dense_run_avx2,
	.planes = simd__planes_avx2,
	.lead_count = simd__lead_count_avx2,
	.lead_offset = simd__lead_offset_avx2,
};
#else
typedef int simd__no_avx2;
#endif
