/*
 * decode.c - bytes to UTF-8, but for what ICU does: UTF-8 itself, tables of 256,
 * UTF-16 and UTF-32.
 */
#include "corpus/decode.h"

#include <string.h>

/* UTF-8 ---------------------------------------------------------------------- */

/* Bytes at the end of s that may be the begin of a sequence. */
static size_t
open_end(struct nass_str s)
{
	static const unsigned char need[] = { 2, 2, 3, 4 };
	size_t i;
	unsigned char c;

	for (i = 1; i <= 3 && i <= s.n; i++) {
		c = (unsigned char)s.p[s.n - i];
		if (c < 0x80)
			return 0;
		if (c >= 0xC0)
			return c < 0xF8 && i < need[(c >> 4) - 12] ? i : 0;
	}
	return 0;
}

static enum nass_code
mend(struct nass_charset *cs, struct nass_str in, enum nass_utf8_repair how,
    struct nass_buf *out, struct nass_err *err)
{
	uint64_t n;
	uint64_t first;
	enum nass_code code;

	code = nass_utf8_mend(in, how, out, NULL, &n, &first, err);
	if (code == NASS_OK)
		corpus__count_bad(cs, n, cs->passed + first);
	cs->passed += in.n;
	return code;
}

/*
 * The open sequence of the last call and the bytes that may complete it go
 * first, four bytes at most; then the rest but its own open end.
 */
enum nass_code
corpus__decode_utf8(struct nass_charset *cs, struct nass_str in, bool is_last,
    enum nass_utf8_repair how, struct nass_buf *out, struct nass_err *err)
{
	struct nass_str part = { cs->part, 0 };
	enum nass_code code = NASS_OK;
	size_t keep;

	while (cs->part_n > 0 && in.n > 0 &&
	    ((unsigned char)in.p[0] & 0xC0) == 0x80 && cs->part_n < 4) {
		cs->part[cs->part_n++] = in.p[0];
		in = nass_str_sub(in, 1, in.n);
	}
	part.n = cs->part_n;
	if (in.n == 0 && !is_last && part.n < 4 && open_end(part) > 0)
		return NASS_OK;
	if (part.n > 0)
		code = mend(cs, part, how, out, err);
	cs->part_n = 0;
	keep = is_last ? 0 : open_end(in);
	if (code == NASS_OK)
		code =
		    mend(cs, nass_str_sub(in, 0, in.n - keep), how, out, err);
	if (keep > 0)
		memcpy(cs->part, in.p + in.n - keep, keep);
	cs->part_n = keep;
	return code;
}

/* Tables --------------------------------------------------------------------- */

enum nass_code
corpus__decode_table(struct nass_charset *cs, struct nass_str in,
    enum nass_utf8_repair how, struct nass_buf *out, struct nass_err *err)
{
	struct glyph mark = { "\xEF\xBF\xBD", 3 };
	const struct glyph *g;
	char *q;
	size_t i;

	if (how == NASS_UTF8_DROP)
		mark.n = 0;
	if (nass_buf_grow(out, 3 * in.n + 3, err) != NASS_OK)
		return NASS_ENOMEM;
	q = out->p + out->n;
	for (i = 0; i < in.n; i++) {
		g = &cs->glyph[(unsigned char)in.p[i]];
		if (g->n == 0) {
			corpus__count_bad(cs, 1, cs->passed + i);
			g = &mark;
		}
		memcpy(q, g->p, 3);
		q += g->n;
	}
	out->n = (size_t)(q - out->p);
	cs->passed += in.n;
	return NASS_OK;
}

/* UTF-16 and UTF-32 ---------------------------------------------------------- */

static uint32_t
unit_at(const struct nass_charset *cs, const char *p)
{
	const unsigned char *u = (const unsigned char *)p;
	uint32_t x = 0;
	size_t i;

	for (i = 0; i < cs->unit; i++)
		x = x << 8 | u[cs->is_big ? i : cs->unit - 1 - i];
	return x;
}

/* Replaced or dropped: `at` is where it began. */
static size_t
put_bad(
    struct nass_charset *cs, uint64_t at, enum nass_utf8_repair how, char *q)
{
	corpus__count_bad(cs, 1, at);
	return how == NASS_UTF8_DROP ? 0 : nass_utf8_set(q, NASS_REPLACEMENT);
}

/* One unit to q: at most two characters, of which one is a lone surrogate. */
static size_t
put_unit(
    struct nass_charset *cs, uint32_t x, enum nass_utf8_repair how, char *q)
{
	size_t n = 0;

	if (cs->high != 0 && x >= 0xDC00 && x < 0xE000) {
		x = 0x10000 + ((cs->high - 0xD800) << 10) + (x - 0xDC00);
		cs->high = 0;
		return nass_utf8_set(q, x);
	}
	if (cs->high != 0)
		n = put_bad(cs, cs->passed - cs->unit, how, q);
	cs->high = 0;
	if (cs->unit == 2 && x >= 0xD800 && x < 0xDC00)
		cs->high = x;
	else if (x > 0x10FFFF || (x >= 0xD800 && x < 0xE000))
		n += put_bad(cs, cs->passed, how, q + n);
	else
		n += nass_utf8_set(q + n, x);
	return n;
}

enum nass_code
corpus__decode_wide(struct nass_charset *cs, struct nass_str in, bool is_last,
    enum nass_utf8_repair how, struct nass_buf *out, struct nass_err *err)
{
	size_t unit = cs->unit;
	const char *p;

	if (nass_buf_grow(out, 2 * in.n + 16, err) != NASS_OK)
		return NASS_ENOMEM;
	while (in.n > 0) {
		p = in.p;
		if (cs->part_n > 0 || in.n < unit) {
			cs->part[cs->part_n++] = *p;
			in = nass_str_sub(in, 1, in.n);
			if (cs->part_n < unit)
				continue;
			p = cs->part;
			cs->part_n = 0;
		} else {
			in = nass_str_sub(in, unit, in.n);
		}
		out->n += put_unit(cs, unit_at(cs, p), how, out->p + out->n);
		cs->passed += unit;
	}
	if (is_last && (cs->high != 0 || cs->part_n > 0))
		out->n += put_bad(cs, cs->passed - (cs->high != 0 ? unit : 0),
		    how, out->p + out->n);
	if (is_last)
		cs->part_n = cs->high = 0;
	return NASS_OK;
}
