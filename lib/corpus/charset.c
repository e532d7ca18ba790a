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

#include "corpus/decode.h"
#include "corpus/macarabic.h"

enum {
	UNITS = 4096 /* of UTF-16, at a time */
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
	if (reason > UCNV_IRREGULAR)
		return;
	*status = U_ZERO_ERROR;
	/* ICU stands behind the n bytes, of which an earlier call had some. */
	corpus__count_bad(cs, 1,
	    cs->passed + (uint64_t)(args->source - cs->icu_from) - (uint64_t)n);
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

/* ICU ------------------------------------------------------------------------ */

static enum nass_code
put_units(struct nass_charset *cs, const UChar *unit, size_t n,
    struct nass_buf *out, struct nass_err *err)
{
	uint32_t high = cs->high;
	uint32_t cp;
	size_t i;
	char *q;

	if (nass_buf_grow(out, 4 * n + 4, err) != NASS_OK)
		return NASS_ENOMEM;
	q = out->p + out->n;
	for (i = 0; i < n; i++) {
		cp = unit[i];
		if (cp >= 0xD800 && cp < 0xDC00) {
			high = cp;
			continue;
		}
		if (cp >= 0xDC00 && cp < 0xE000)
			cp = high == 0
			    ? NASS_REPLACEMENT
			    : 0x10000 + ((high - 0xD800) << 10) + (cp - 0xDC00);
		high = 0;
		q += nass_utf8_set(q, cp);
	}
	cs->high = high;
	out->n = (size_t)(q - out->p);
	return NASS_OK;
}

static enum nass_code
decode_icu(struct nass_charset *cs, struct nass_str in, bool is_last,
    enum nass_utf8_repair how, struct nass_buf *out, struct nass_err *err)
{
	UChar unit[UNITS];
	UChar *q;
	const char *p = in.p;
	UErrorCode status;
	enum nass_code code = NASS_OK;

	cs->drops = how == NASS_UTF8_DROP;
	do {
		status = U_ZERO_ERROR;
		q = unit;
		cs->icu_from = p;
		ucnv_toUnicode(cs->icu, &q, unit + UNITS, &p, in.p + in.n, NULL,
		    is_last, &status);
		cs->passed += (uint64_t)(p - cs->icu_from);
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
		return corpus__decode_table(cs, in, how, out, err);
	case WAY_WIDE:
		return corpus__decode_wide(cs, in, is_last, how, out, err);
	case WAY_ICU:
		return decode_icu(cs, in, is_last, how, out, err);
	case WAY_UTF8:
	default:
		return corpus__decode_utf8(cs, in, is_last, how, out, err);
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
