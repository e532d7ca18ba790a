/*
 * scan_scalar.c - the specification of every kernel, in plain C.
 */
#include "simd/kernels.h"

#include <string.h>

/* Length of the character at u[0..n), 0 if it is ill-formed (table 3-7). */
static size_t
character(const unsigned char *u, size_t n)
{
	unsigned char low = 0x80;
	unsigned char high = 0xBF;
	size_t need;
	size_t i;

	if (u[0] < 0x80)
		return 1;
	if (u[0] < 0xC2 || u[0] > 0xF4)
		return 0;
	need = u[0] < 0xE0 ? 2 : u[0] < 0xF0 ? 3 : 4;
	if (u[0] == 0xE0)
		low = 0xA0;
	else if (u[0] == 0xED)
		high = 0x9F;
	else if (u[0] == 0xF0)
		low = 0x90;
	else if (u[0] == 0xF4)
		high = 0x8F;
	if (n < need || u[1] < low || u[1] > high)
		return 0;
	for (i = 2; i < need; i++)
		if ((u[i] & 0xC0) != 0x80)
			return 0;
	return need;
}

size_t
simd__utf8_valid(const char *p, size_t n)
{
	const unsigned char *u = (const unsigned char *)p;
	uint64_t word;
	size_t at = 0;
	size_t length;

	while (at < n) {
		if (u[at] < 0x80 && n - at >= sizeof(word)) {
			memcpy(&word, u + at, sizeof(word));
			if ((word & 0x8080808080808080u) == 0) {
				at += sizeof(word);
				continue;
			}
		}
		length = character(u + at, n - at);
		if (length == 0)
			break;
		at += length;
	}
	return at;
}

size_t
simd__utf8_valid_from(const char *p, size_t n, size_t at)
{
	while (at > 0 && ((unsigned char)p[at - 1] & 0x80) != 0)
		if (((unsigned char)p[--at] & 0x40) != 0)
			break;
	return at + simd__utf8_valid(p + at, n - at);
}

uint64_t
simd__count_byte(const char *p, size_t n, char c)
{
	uint64_t count = 0;
	size_t i;

	for (i = 0; i < n; i++)
		count += p[i] == c;
	return count;
}

size_t
simd__json_plain(const char *p, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (p[i] == '"' || p[i] == '\\' || (unsigned char)p[i] < 0x20)
			break;
	return i;
}

static size_t
json_sound(const char *p, size_t n, bool *is_ill)
{
	return simd__json_sound_by(
	    simd__json_plain, simd__utf8_valid, p, n, is_ill);
}

const struct nass_scan_kernels simd__scalar = {
	.name = "scalar",
	.is_supported = simd__always,
	.utf8_valid = simd__utf8_valid,
	.count_byte = simd__count_byte,
	.json_plain = simd__json_plain,
	.json_sound = json_sound,
	.json_arabic = simd__json_arabic,
	.pair_find = simd__pair_find,
	.bits = simd__bits,
	.ones = simd__ones,
	.dense_run = simd__dense_run,
	.planes = simd__planes,
	.lead_count = simd__lead_count,
	.lead_offset = simd__lead_offset,
};
