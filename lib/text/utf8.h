/*
 * utf8.h - UTF-8 in and out, checked and repaired.
 *
 * Well-formed is table 3-7 of the Unicode Standard.  Repair follows its section
 * 3.9: each maximal subpart of an ill-formed sequence becomes one U+FFFD (as the
 * WHATWG decoder and ICU do).
 */
#ifndef NASS_TEXT_UTF8_H
#define NASS_TEXT_UTF8_H

#include <nass/base.h>

#define NASS_REPLACEMENT 0xFFFDu

/* The code point at p, of well-formed text; *n is its length, 1 to 4. */
static inline uint32_t
nass_utf8_get(const char *p, size_t *n)
{
	const unsigned char *u = (const unsigned char *)p;

	if (u[0] < 0x80) {
		*n = 1;
		return u[0];
	}
	if (u[0] < 0xE0) {
		*n = 2;
		return (uint32_t)(u[0] & 0x1F) << 6 | (u[1] & 0x3Fu);
	}
	if (u[0] < 0xF0) {
		*n = 3;
		return (uint32_t)(u[0] & 0x0F) << 12 |
		    (uint32_t)(u[1] & 0x3F) << 6 | (u[2] & 0x3Fu);
	}
	*n = 4;
	return (uint32_t)(u[0] & 0x07) << 18 | (uint32_t)(u[1] & 0x3F) << 12 |
	    (uint32_t)(u[2] & 0x3F) << 6 | (u[3] & 0x3Fu);
}

/* The code point that ends before p, of well-formed text behind `begin`. */
static inline uint32_t
nass_utf8_before(const char *begin, const char *p, size_t *n)
{
	const char *q = p - 1;

	while (q > begin && ((unsigned char)*q & 0xC0) == 0x80)
		q--;
	return nass_utf8_get(q, n);
}

/* Write cp (a scalar value) to p, which has room for four bytes. */
static inline size_t
nass_utf8_set(char *p, uint32_t cp)
{
	unsigned char *u = (unsigned char *)p;

	if (cp < 0x80) {
		u[0] = (unsigned char)cp;
		return 1;
	}
	if (cp < 0x800) {
		u[0] = (unsigned char)(0xC0 | cp >> 6);
		u[1] = (unsigned char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		u[0] = (unsigned char)(0xE0 | cp >> 12);
		u[1] = (unsigned char)(0x80 | (cp >> 6 & 0x3F));
		u[2] = (unsigned char)(0x80 | (cp & 0x3F));
		return 3;
	}
	u[0] = (unsigned char)(0xF0 | cp >> 18);
	u[1] = (unsigned char)(0x80 | (cp >> 12 & 0x3F));
	u[2] = (unsigned char)(0x80 | (cp >> 6 & 0x3F));
	u[3] = (unsigned char)(0x80 | (cp & 0x3F));
	return 4;
}

enum nass_code nass_utf8_put(
    struct nass_buf *out, uint32_t cp, struct nass_err *err) NASS_MUST_USE;

/* Length of the well-formed prefix; s.n if all is well. */
size_t nass_utf8_valid(struct nass_str s);

enum nass_utf8_repair {
	NASS_UTF8_REPLACE, /* U+FFFD for each maximal subpart */
	NASS_UTF8_DROP,
};

/*
 * Append `in` to `out`, well-formed; map may be NULL.  *n counts the maximal
 * subparts that were ill-formed, *first is where the first began.
 */
enum nass_code nass_utf8_mend(struct nass_str in, enum nass_utf8_repair how,
    struct nass_buf *out, struct nass_map *map, uint64_t *n, uint64_t *first,
    struct nass_err *err) NASS_MUST_USE;

#endif
