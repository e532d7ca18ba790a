/*
 * charset.c - see charset.h.  Four ways to decode:
 *
 *	bytes ── well-formed UTF-8 is copied, the rest mended ──────────> UTF-8
 *	      ── a table of 256, for charsets of one byte ──────────────>
 *	      ── UTF-16 and UTF-32 ─────────────────────────────────────>
 *	      ── ICU ──> UTF-16 ────────────────────────────────────────>
 */
#include "corpus/charset.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>

#include "corpus/macarabic.h"

enum way {
	WAY_UTF8,
	WAY_TABLE,
	WAY_WIDE,
	WAY_ICU
};

enum {
	UNITS = 4096 /* of UTF-16, at a time */
};

struct glyph {
	char p[3];
	unsigned char n; /* 0: no character */
};

struct nass_charset {
	enum way way;
	char name[64];
	uint64_t passed; /* bytes of earlier calls */
	uint64_t nbad;
	uint64_t first_bad;
	/* WAY_UTF8, WAY_WIDE: a sequence that is not complete. */
	char part[4];
	size_t part_n;
	/* WAY_WIDE */
	size_t unit; /* bytes */
	bool is_big;
	/* WAY_TABLE */
	struct glyph glyph[256];
	/* WAY_ICU */
	UConverter *icu;
	uint32_t high;    /* surrogate that waits for its low one, or 0 */
	uint64_t icu_bad; /* of one call */
	bool drops;
};

static const char *const utf8_names[] = { "utf-8", "utf8", "us-ascii",
	"ascii" };
static const char *const mac_names[] = { "macarabic", "x-mac-arabic",
	"mac-arabic", "x-macarabic", "mac_arabic" };
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static bool
is_among(const char *name, const char *const *names, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcasecmp(name, names[i]) == 0)
			return true;
	return false;
}

static void
set_glyph(struct glyph *g, uint32_t cp)
{
	char p[4];

	g->n = (unsigned char)nass_utf8_set(p, cp);
	memcpy(g->p, p, sizeof(g->p));
}

/* UTF-16LE, utf-32be ...: those whose order of bytes is in the name. */
static bool
make_wide(struct nass_charset *cs, const char *name)
{
	static const struct {
		const char *name;
		size_t unit;
		bool is_big;
	} wide[] = {
		{ "UTF-16LE", 2, false },
		{ "UTF-16BE", 2, true },
		{ "UTF-32LE", 4, false },
		{ "UTF-32BE", 4, true },
	};
	size_t i;

	for (i = 0; i < COUNT(wide); i++)
		if (strcasecmp(name, wide[i].name) == 0) {
			cs->way = WAY_WIDE;
			cs->unit = wide[i].unit;
			cs->is_big = wide[i].is_big;
			return true;
		}
	return false;
}

static void
make_mac(struct nass_charset *cs)
{
	size_t i;

	cs->way = WAY_TABLE;
	for (i = 0; i < 128; i++) {
		set_glyph(&cs->glyph[i], (uint32_t)i);
		set_glyph(&cs->glyph[128 + i], corpus__macarabic[i]);
	}
}

/* Ask ICU for each byte; true if each is one character of the BMP or none. */
static bool
make_table(struct nass_charset *cs)
{
	UErrorCode status;
	UChar unit[4];
	char byte;
	int32_t n;
	int i;

	if (ucnv_getType(cs->icu) != UCNV_SBCS)
		return false;
	for (i = 0; i < 256; i++) {
		status = U_ZERO_ERROR;
		byte = (char)i;
		ucnv_reset(cs->icu);
		n = ucnv_toUChars(cs->icu, unit, 4, &byte, 1, &status);
		cs->glyph[i].n = 0;
		/* ICU turns three controls round in charsets of DOS. */
		if (i < 0x20 || i == 0x7F)
			unit[0] = (UChar)i;
		if (U_SUCCESS(status) && n == 1 && unit[0] != 0xFFFD)
			set_glyph(&cs->glyph[i], unit[0]);
	}
	cs->way = WAY_TABLE;
	return true;
}

/* ICU asks what to do about a sequence: count it. */
static void
on_bad(const void *context, UConverterToUnicodeArgs *args, const char *bytes,
    int32_t n, UConverterCallbackReason reason, UErrorCode *status)
{
	static const UChar mark = 0xFFFD;
	/* ICU hands back as const what we gave it as our own. */
	struct nass_charset *cs = (struct nass_charset *)(uintptr_t)context;

	(void)bytes;
	(void)n;
	if (reason > UCNV_IRREGULAR)
		return;
	*status = U_ZERO_ERROR;
	cs->icu_bad++;
	if (!cs->drops)
		ucnv_cbToUWriteUChars(args, &mark, 1, 0, status);
}

static enum nass_code
open_icu(struct nass_charset *cs, const char *name, struct nass_err *err)
{
	UErrorCode status = U_ZERO_ERROR;

	/* What Windows calls 720, ICU knows by other names. */
	cs->icu = ucnv_open(
	    strcasecmp(name, "cp720") == 0 ? "ibm-720" : name, &status);
	if (U_FAILURE(status) || cs->icu == NULL)
		return status == U_MEMORY_ALLOCATION_ERROR
		    ? nass_fail_nomem(err)
		    : nass_fail(err, NASS_EUSAGE, 0,
			  "%.60s: not a charset of ICU, nor MacArabic, nor "
			  "auto",
			  name);
	cs->way = WAY_ICU;
	if (!make_table(cs))
		ucnv_setToUCallBack(cs->icu, on_bad, cs, NULL, NULL, &status);
	return NASS_OK;
}

enum nass_code
nass_charset_new(
    const char *name, struct nass_charset **charset, struct nass_err *err)
{
	struct nass_charset *cs = calloc(1, sizeof(*cs));
	enum nass_code code = NASS_OK;

	if (cs == NULL)
		return nass_fail_nomem(err);
	snprintf(cs->name, sizeof(cs->name), "%s", name);
	if (is_among(name, utf8_names, COUNT(utf8_names)))
		cs->way = WAY_UTF8;
	else if (is_among(name, mac_names, COUNT(mac_names)))
		make_mac(cs);
	else if (!make_wide(cs, name))
		code = open_icu(cs, name, err);
	if (code != NASS_OK) {
		nass_charset_free(cs);
		return code;
	}
	nass_charset_reset(cs);
	*charset = cs;
	return NASS_OK;
}

void
nass_charset_free(struct nass_charset *cs)
{
	if (cs == NULL)
		return;
	if (cs->icu != NULL)
		ucnv_close(cs->icu);
	free(cs);
}

void
nass_charset_reset(struct nass_charset *cs)
{
	cs->passed = cs->nbad = cs->first_bad = 0;
	cs->part_n = 0;
	cs->high = 0;
	if (cs->way == WAY_ICU)
		ucnv_resetToUnicode(cs->icu);
}

const char *
nass_charset_name(const struct nass_charset *cs)
{
	return cs->name;
}

bool
nass_charset_is_utf8(const struct nass_charset *cs)
{
	return cs->way == WAY_UTF8;
}

uint64_t
nass_charset_bad(const struct nass_charset *cs, uint64_t *first)
{
	*first = cs->first_bad;
	return cs->nbad;
}

static void
count_bad(struct nass_charset *cs, uint64_t n, uint64_t at)
{
	if (n > 0 && cs->nbad == 0)
		cs->first_bad = at;
	cs->nbad += n;
}

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
		count_bad(cs, n, cs->passed + first);
	cs->passed += in.n;
	return code;
}

/*
 * The open sequence of the last call and the bytes that may complete it go
 * first, four bytes at most; then the rest but its own open end.
 */
static enum nass_code
decode_utf8(struct nass_charset *cs, struct nass_str in, bool is_last,
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

static enum nass_code
decode_table(struct nass_charset *cs, struct nass_str in,
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
			count_bad(cs, 1, cs->passed + i);
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
	count_bad(cs, 1, at);
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

static enum nass_code
decode_wide(struct nass_charset *cs, struct nass_str in, bool is_last,
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

/* ICU ------------------------------------------------------------------------ */

static enum nass_code
put_units(struct nass_charset *cs, const UChar *unit, size_t n,
    struct nass_buf *out, struct nass_err *err)
{
	size_t i;
	uint32_t cp;

	if (nass_buf_grow(out, 4 * n + 4, err) != NASS_OK)
		return NASS_ENOMEM;
	for (i = 0; i < n; i++) {
		cp = unit[i];
		if (cp >= 0xD800 && cp < 0xDC00) {
			cs->high = cp;
			continue;
		}
		if (cp >= 0xDC00 && cp < 0xE000)
			cp = cs->high == 0 ? NASS_REPLACEMENT
					   : 0x10000 +
				((cs->high - 0xD800) << 10) + (cp - 0xDC00);
		cs->high = 0;
		out->n += nass_utf8_set(out->p + out->n, cp);
	}
	return NASS_OK;
}

static enum nass_code
decode_icu(struct nass_charset *cs, struct nass_str in, bool is_last,
    enum nass_utf8_repair how, struct nass_buf *out, struct nass_err *err)
{
	UChar unit[UNITS];
	UChar *q;
	const char *p = in.p;
	const char *from;
	UErrorCode status;
	enum nass_code code = NASS_OK;

	cs->drops = how == NASS_UTF8_DROP;
	do {
		status = U_ZERO_ERROR;
		q = unit;
		from = p;
		cs->icu_bad = 0;
		ucnv_toUnicode(cs->icu, &q, unit + UNITS, &p, in.p + in.n, NULL,
		    is_last, &status);
		count_bad(cs, cs->icu_bad, cs->passed);
		cs->passed += (uint64_t)(p - from);
		code = put_units(cs, unit, (size_t)(q - unit), out, err);
	} while (code == NASS_OK && status == U_BUFFER_OVERFLOW_ERROR);
	if (code == NASS_OK && U_FAILURE(status))
		code = nass_fail(err, NASS_EINPUT, cs->passed,
		    "cannot decode %s: %s", cs->name, u_errorName(status));
	return code;
}

enum nass_code
nass_charset_decode(struct nass_charset *cs, struct nass_str in, bool is_last,
    enum nass_utf8_repair how, struct nass_buf *out, struct nass_err *err)
{
	switch (cs->way) {
	case WAY_TABLE:
		return decode_table(cs, in, how, out, err);
	case WAY_WIDE:
		return decode_wide(cs, in, is_last, how, out, err);
	case WAY_ICU:
		return decode_icu(cs, in, is_last, how, out, err);
	case WAY_UTF8:
	default:
		return decode_utf8(cs, in, is_last, how, out, err);
	}
}

const char *
nass_charset_bom(struct nass_str head, size_t *n)
{
	static const struct {
		const char *name;
		struct nass_str bom;
	} boms[] = {
		{ "UTF-8", { "\xEF\xBB\xBF", 3 } },
		{ "UTF-32LE", { "\xFF\xFE\0\0", 4 } },
		{ "UTF-32BE", { "\0\0\xFE\xFF", 4 } },
		{ "UTF-16LE", { "\xFF\xFE", 2 } },
		{ "UTF-16BE", { "\xFE\xFF", 2 } },
	};
	size_t i;

	for (i = 0; i < COUNT(boms); i++)
		if (nass_str_starts(head, boms[i].bom)) {
			*n = boms[i].bom.n;
			return boms[i].name;
		}
	*n = 0;
	return NULL;
}
