/*
 * dense.h - the dense code: the common alphabet in one byte a character, so
 * that segmenting, folding, counting and searching run on bytes.
 *
 *	U+0009 U+000A U+000D U+0020..007F	as they are
 *	U+0600..067F				80..FF
 *	punctuation that Arabic text is full of	the other codes below 20
 *	all others				1A	(NASS_DENSE_ESCAPE)
 *
 * The codes below 20 are quotation marks, dashes, the ellipsis and their like
 * (nass_dense_low), never letters.  From 20 on, codes are in the order of code
 * points.  00 never occurs: keys may be padded with it.
 *
 * Dense text has one byte for each code point.  A class table of 256 entries
 * says what a dense byte is for words; a fold table of 256 entries is what a
 * profile does to it.  What an escape stands for is read in the original, at
 * the same count of code points; whatever meets an escape takes the general
 * path, with the same result.
 *
 * Laws (tests/unit/test_dense.c): every kernel gives what the scalar one gives;
 * the code of a code point is nass_dense_code, at every place.
 */
#ifndef NASS_TEXT_DENSE_H
#define NASS_TEXT_DENSE_H

#include <nass/base.h>

#define NASS_DENSE_ESCAPE 0x1A

/* What the codes below 20 stand for; 0 for none. */
extern const uint16_t nass_dense_low[0x20];

/* For NASS_DENSE_ESCAPE: U+001A, one of the many. */
static inline uint32_t
nass_dense_code_point(unsigned char d)
{
	if (d < 0x20)
		return nass_dense_low[d];
	return d < 0x80 ? d : 0x580u + d;
}

/* A few comparisons for the common ones, a short search for others. */
unsigned char nass_dense_code(uint32_t cp);

/*
 * Encode in[0..n) to out, which has room for n + 64 bytes (scratch behind what
 * is made); *nout bytes are made.  Checks UTF-8 on the way: returns how many
 * bytes of the input were well-formed and encoded; less than n means an
 * ill-formed byte there.
 */
size_t nass_dense_encode(
    const char *in, size_t n, unsigned char *out, size_t *nout);

/*
 * The byte offset in the original `in` of code point number `index`: for hits
 * only.  Linear in the bytes passed, at the speed of counting lead bytes.
 */
size_t nass_dense_offset(const char *in, size_t n, size_t index);
/* How many code points begin in in[0..n): the inverse, at the same speed. */
size_t nass_dense_count(const char *in, size_t n);

#endif
