/*
 * utf8.c - writing, checking and repairing UTF-8.
 */
#include "text/utf8.h"

#include "simd/scan.h"

enum nass_code
nass_utf8_put(struct nass_buf *out, uint32_t cp, struct nass_err *err)
{
	char p[4];
	struct nass_str s = { p, nass_utf8_set(p, cp) };

	return nass_buf_put(out, s, err);
}

size_t
nass_utf8_valid(struct nass_str s)
{
	return nass__scan()->utf8_valid(s.p, s.n);
}

/* What the byte behind a lead byte may be (table 3-7 of the Standard). */
static bool
is_second(unsigned char lead, unsigned char c)
{
	switch (lead) {
	case 0xE0:
		return c >= 0xA0 && c <= 0xBF;
	case 0xED:
		return c >= 0x80 && c <= 0x9F;
	case 0xF0:
		return c >= 0x90 && c <= 0xBF;
	case 0xF4:
		return c >= 0x80 && c <= 0x8F;
	default:
		return c >= 0x80 && c <= 0xBF;
	}
}

/* Length of the maximal subpart at the ill-formed byte p[0]; at least 1. */
static size_t
subpart(const char *p, size_t n)
{
	const unsigned char *u = (const unsigned char *)p;
	size_t need;
	size_t i;

	if (u[0] >= 0xC2 && u[0] <= 0xDF)
		need = 2;
	else if (u[0] >= 0xE0 && u[0] <= 0xEF)
		need = 3;
	else if (u[0] >= 0xF0 && u[0] <= 0xF4)
		need = 4;
	else
		return 1;
	if (n < 2 || !is_second(u[0], u[1]))
		return 1;
	for (i = 2; i < need && i < n && (u[i] & 0xC0) == 0x80; i++)
		;
	return i;
}

enum nass_code
nass_utf8_mend(struct nass_str in, enum nass_utf8_repair how,
    struct nass_buf *out, struct nass_map *map, uint64_t *n, uint64_t *first,
    struct nass_err *err)
{
	struct nass_str mark = NASS_STR("\xEF\xBF\xBD");
	enum nass_code code;
	size_t start = out->n;
	size_t at = 0;
	size_t bad;

	*n = 0;
	*first = 0;
	if (how == NASS_UTF8_DROP)
		mark.n = 0;
	for (;;) {
		bad = at + nass_utf8_valid(nass_str_sub(in, at, in.n));
		code = nass_buf_put(out, nass_str_sub(in, at, bad), err);
		if (code != NASS_OK || bad == in.n)
			return code;
		if ((*n)++ == 0)
			*first = bad;
		at = bad + subpart(in.p + bad, in.n - bad);
		if (map != NULL) {
			code = nass_map_add(
			    map, out->n - start, mark.n, bad, at - bad, err);
			if (code != NASS_OK)
				return code;
		}
		code = nass_buf_put(out, mark, err);
		if (code != NASS_OK)
			return code;
	}
}
