/*
 * dense.h - the dense code: the common alphabet in one byte a character, so
 * that segmenting, folding, counting and searching run on bytes.
 *
 *	U+0000..007F	00..7F	as they are, but for 1A
 *	U+0600..067F	80..FF	low seven bits with the top bit set
 *	all others	1A	(NASS_DENSE_ESCAPE); U+001A itself too
 *
 * Dense text has one byte for each code point.  A class table of 256 entries
 * says what a dense byte is for words; a fold table of 256 entries is what a
 * profile does to it.  What an escape stands for is read in the original, at
 * the same count of code points; whatever meets an escape takes the general
 * path, with the same result.
 */
#ifndef NASS_TEXT_DENSE_H
#define NASS_TEXT_DENSE_H

#include <nass/base.h>

#define NASS_DENSE_ESCAPE 0x1A

static inline uint32_t
nass_dense_code_point(unsigned char d)
{
	return d < 0x80 ? d : 0x580u + d;
}

static inline unsigned char
nass_dense_code(uint32_t cp)
{
	if (cp < 0x80)
		return cp == NASS_DENSE_ESCAPE ? NASS_DENSE_ESCAPE :
						 (unsigned char)cp;
	if (cp - 0x600 < 0x80)
		return (unsigned char)(cp - 0x580);
	return NASS_DENSE_ESCAPE;
}

/*
 * Encode in[0..n) to out, which has room for n bytes (and 64 more, scratch);
 * *nout bytes are made.  Checks UTF-8 on the way: returns how many bytes of
 * the input were well-formed and encoded; less than n means an ill-formed byte
 * there.
 */
size_t nass_dense_encode(const char *in, size_t n, unsigned char *out,
    size_t *nout);

/*
 * The byte offset in the original `in` of code point number `index`: for hits
 * only.  Linear in the bytes passed, at the speed of counting lead bytes.
 */
size_t nass_dense_offset(const char *in, size_t n, size_t index);

#endif
