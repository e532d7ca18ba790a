/*
 * terminator.c - goes to the next place where a sentence may end.
 */
#include "simd/scan.h"
#include "word/machine.h"

/*
 * A byte and the next, ANDed, are not 0 where a code point of class SEP, CR, LF,
 * ATERM or STERM may begin, U+2026 too.  A bit for each kind of lead byte.
 */
enum {
	BIT_ASCII = 1 << 0, /* or a lead byte of three or four bytes */
	BIT_C2 = 1 << 1,    /* U+0085 */
	BIT_D6 = 1 << 2,    /* U+0589 */
	BIT_D8 = 1 << 3,    /* U+061D..061F */
	BIT_DB = 1 << 4,    /* U+06D4 */
	BIT_DC = 1 << 5,    /* U+0700..0702 */
	BIT_DF = 1 << 6,    /* U+07F9 */
	BIT_E2 = 1 << 7,    /* U+2000..203F, U+2E00..2E7F */
	BIT_ALL = 0xFF,
};

#define ROW4(x)  x, x, x, x
#define ROW16(x) ROW4(x), ROW4(x), ROW4(x), ROW4(x)
#define OTHERS   BIT_ASCII
#define MAYBE(x) (BIT_ASCII | (x))

static const unsigned char first_bits[256] = {
	['\n'] = BIT_ASCII,
	['\r'] = BIT_ASCII,
	['!'] = BIT_ASCII,
	['.'] = BIT_ASCII,
	['?'] = BIT_ASCII,
	[0xC2] = BIT_C2,
	[0xD6] = BIT_D6,
	[0xD8] = BIT_D8,
	[0xDB] = BIT_DB,
	[0xDC] = BIT_DC,
	[0xDF] = BIT_DF,
	[0xE0] = BIT_ASCII,
	BIT_ASCII,
	BIT_E2,
	BIT_ASCII,
	ROW4(BIT_ASCII),
	ROW4(BIT_ASCII),
	ROW4(BIT_ASCII),
	ROW4(BIT_ASCII),
	BIT_ASCII,
};

/* What may stand second; all may behind ASCII. */
static const unsigned char second_bits[256] = {
	ROW16(OTHERS),
	ROW16(OTHERS),
	ROW16(OTHERS),
	ROW16(OTHERS),
	ROW16(OTHERS),
	ROW16(OTHERS),
	ROW16(OTHERS),
	ROW16(OTHERS),
	[0x80] = MAYBE(BIT_DC | BIT_E2),
	MAYBE(BIT_DC | BIT_E2),
	MAYBE(BIT_DC),
	OTHERS,
	OTHERS,
	MAYBE(BIT_C2),
	OTHERS,
	OTHERS,
	OTHERS,
	MAYBE(BIT_D6),
	OTHERS,
	OTHERS,
	OTHERS,
	OTHERS,
	OTHERS,
	OTHERS,
	[0x90] = ROW4(OTHERS),
	MAYBE(BIT_DB),
	OTHERS,
	OTHERS,
	OTHERS,
	ROW4(OTHERS),
	OTHERS,
	MAYBE(BIT_D8),
	MAYBE(BIT_D8),
	MAYBE(BIT_D8),
	[0xA0] = ROW16(OTHERS),
	[0xB0] = ROW4(OTHERS),
	ROW4(OTHERS),
	MAYBE(BIT_E2),
	MAYBE(BIT_DF | BIT_E2),
	OTHERS,
	OTHERS,
	ROW4(OTHERS),
	[0xC0] = ROW16(OTHERS),
	ROW16(OTHERS),
	ROW16(OTHERS),
	ROW16(OTHERS),
};

size_t
word__find_terminator(struct nass_str text, size_t at)
{
	return at +
	    nass__scan()->pair_find(
		first_bits, second_bits, text.p + at, text.n - at);
}
