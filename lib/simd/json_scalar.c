/*
 * json_scalar.c - JSON strings in which the Arabic block is written as \u06XX:
 * the specification.
 */
#include <string.h>

#include "simd/kernels.h"

/* Sixteen bytes of a kind; a digit's value elsewhere. */
#define NO     0xFF
#define NO9    NO, NO, NO, NO, NO, NO, NO, NO, NO
#define NO16   NO9, NO, NO, NO, NO, NO, NO, NO
#define NO128  NO16, NO16, NO16, NO16, NO16, NO16, NO16, NO16
#define A_TO_F NO, 10, 11, 12, 13, 14, 15, NO9
#define DIGITS 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, NO, NO, NO, NO, NO, NO
const unsigned char nass__hex[256] = { NO16, NO16, NO16, DIGITS, A_TO_F, NO16,
	A_TO_F, NO16, NO128 };

/* Is there \u06XX at p, with two hex digits? */
static inline bool
is_arabic(const char *p, size_t n, unsigned *low)
{
	unsigned high_digit;
	unsigned low_digit;

	if (n < 6 || memcmp(p, "\\u06", 4) != 0)
		return false;
	high_digit = nass__hex[(unsigned char)p[4]];
	low_digit = nass__hex[(unsigned char)p[5]];
	*low = high_digit << 4 | low_digit;
	return (high_digit | low_digit) <= 0xF;
}

/*
 * U+0600..06FF is D8..DB, 80..BF.  A plain run of eight bytes is likely to be
 * longer: `plain` finds its end.
 */
size_t
simd__json_arabic_by(size_t (*plain)(const char *, size_t), const char *p,
    size_t n, char *out, size_t *nout)
{
	size_t made = 0;
	size_t at = 0;
	size_t run;
	unsigned low;

	for (;;) {
		while (is_arabic(p + at, n - at, &low)) {
			if (out != NULL) {
				out[made] = (char)(0xD8 | low >> 6);
				out[made + 1] = (char)(0x80 | (low & 0x3F));
			}
			made += 2;
			at += 6;
		}
		run = n - at < 8 ? n - at : 8;
		run = simd__json_plain(p + at, run);
		if (run == 8)
			run += plain(p + at + 8, n - at - 8);
		if (run == 0)
			break;
		if (out != NULL)
			memcpy(out + made, p + at, run);
		made += run;
		at += run;
	}
	*nout = made;
	return at;
}

size_t
simd__json_arabic(const char *p, size_t n, char *out, size_t *nout)
{
	return simd__json_arabic_by(simd__json_plain, p, n, out, nout);
}
