/*
 * scan_neon.c - the kernels for 16-byte vectors of 64-bit ARM.
 */
#include "simd/kernels.h"

#if defined(__aarch64__)
#include <arm_neon.h>

static inline uint8x16_t
load(const char *p)
{
	return vld1q_u8((const uint8_t *)p);
}

static inline uint8x16_t
utf8_errors(const char *p)
{
	static const char high_1[] = { U8_BYTE_1_HIGH };
	static const char low_1[] = { U8_BYTE_1_LOW };
	static const char high_2[] = { U8_BYTE_2_HIGH };
	uint8x16_t before = load(p - 1);
	uint8x16_t special;
	uint8x16_t third;
	uint8x16_t fourth;

	special = vqtbl1q_u8(load(high_1), vshrq_n_u8(before, 4));
	special = vandq_u8(special,
	    vqtbl1q_u8(load(low_1), vandq_u8(before, vdupq_n_u8(0x0F))));
	special =
	    vandq_u8(special, vqtbl1q_u8(load(high_2), vshrq_n_u8(load(p), 4)));
	third = vqsubq_u8(load(p - 2), vdupq_n_u8(0xE0 - 0x80));
	fourth = vqsubq_u8(load(p - 3), vdupq_n_u8(0xF0 - 0x80));
	return veorq_u8(
	    special, vandq_u8(vorrq_u8(third, fourth), vdupq_n_u8(0x80)));
}

static size_t
utf8_valid(const char *p, size_t n)
{
	size_t at = simd__utf8_valid(p, n < 8 ? n : 8);

	while (n - at >= 16 && at >= 3 && vmaxvq_u8(utf8_errors(p + at)) == 0)
		at += 16;
	return simd__utf8_valid_from(p, n, at);
}

static uint64_t
count_byte(const char *p, size_t n, char c)
{
	const uint8x16_t want = vdupq_n_u8((uint8_t)c);
	uint64_t count = 0;
	size_t at = 0;

	for (; n - at >= 16; at += 16)
		count += vaddvq_u8(vshrq_n_u8(vceqq_u8(load(p + at), want), 7));
	return count + simd__count_byte(p + at, n - at, c);
}

static size_t
json_plain(const char *p, size_t n)
{
	uint8x16_t hit;
	uint8x16_t v;
	size_t at = 0;

	for (; n - at >= 16; at += 16) {
		v = load(p + at);
		hit = vorrq_u8(vceqq_u8(v, vdupq_n_u8('"')),
		    vceqq_u8(v, vdupq_n_u8('\\')));
		hit = vorrq_u8(hit, vcltq_u8(v, vdupq_n_u8(0x20)));
		if (vmaxvq_u8(hit) != 0)
			break;
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

const struct nass_scan_kernels simd__neon = {
	.name = "neon",
	.is_supported = simd__always,
	.utf8_valid = utf8_valid,
	.count_byte = count_byte,
	.json_plain = json_plain,
	.json_sound = json_sound,
	.json_arabic = json_arabic,
	.pair_find = simd__pair_find,
	.bits = simd__bits,
	.ones = simd__ones,
	.dense_run = simd__dense_run,
	.planes = simd__planes,
	.lead_count = simd__lead_count,
	.lead_offset = simd__lead_offset,
};
#else
typedef int simd__no_neon;
#endif
