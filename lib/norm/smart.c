/*
 * smart.c - the relation of a pattern to a text: what the pattern says counts.
 */
#include <stdlib.h>

#include "norm/cells.h"

#include "text/ucd.h"
#include "text/utf8.h"

struct nass_smart {
	struct nass_norm *key;  /* what must be equal */
	struct nass_norm *unit; /* standard, with the marks that are compared */
};

/* Kinds of marks that exclude each other, as bits of a unit. */
enum {
	FATHA = 1 << 0,
	DAMMA = 1 << 1,
	KASRA = 1 << 2,
	FATHATAN = 1 << 3,
	DAMMATAN = 1 << 4,
	KASRATAN = 1 << 5,
	SUKUN = 1 << 6,
	SHADDA = 1 << 7,
	DAGGER = 1 << 8,
	VOWELS = (1 << 7) - 1,
};

enum nass_code
nass_smart_new(struct nass_smart **out, struct nass_err *err)
{
	struct nass_smart *smart = calloc(1, sizeof(*smart));
	enum nass_code code;

	*out = NULL;
	if (smart == NULL)
		return nass_fail_nomem(err);
	code = nass_norm_new("standard,alef=fold", &smart->key, err);
	if (code == NASS_OK)
		code = nass_norm_new("standard,marks=hamza", &smart->unit, err);
	if (code != NASS_OK) {
		nass_smart_free(smart);
		return code;
	}
	*out = smart;
	return NASS_OK;
}

void
nass_smart_free(struct nass_smart *smart)
{
	if (smart == NULL)
		return;
	nass_norm_free(smart->key);
	nass_norm_free(smart->unit);
	free(smart);
}

const struct nass_norm *
nass_smart_key(const struct nass_smart *smart)
{
	return smart->key;
}

/* The bit of a mark; 0 for marks that are not compared. */
static uint32_t
mark_bit(uint32_t cp)
{
	static const uint16_t bits[] = { FATHATAN, DAMMATAN, KASRATAN, FATHA,
		DAMMA, KASRA, SHADDA, SUKUN };

	if (cp - 0x64B < 8)
		return bits[cp - 0x64B];
	if (cp - 0x8F0 < 3) /* open tanwin */
		return bits[cp - 0x8F0];
	if (cp - 0x618 < 3) /* small vowels */
		return bits[cp - 0x618 + 3];
	if (cp == 0x6E1) /* Uthmani sukun */
		return SUKUN;
	return cp == 0x670 ? DAGGER : 0;
}

/* Is it a mark that keys under smart are without? */
static bool
is_mark(uint32_t cp)
{
	const struct norm__rule *end;
	unsigned value;

	for (value = NORM_MARKS_TASHKEEL; value < NORM_MARKS_DROP; value++)
		if (norm__rule(
			norm__list(NORM_MARKS, value, false), cp, &end) != NULL)
			return true;
	return false;
}

/* A letter with a mark of another script is another letter, as in keys. */
static uint32_t
with_mark(uint32_t letter, uint32_t mark)
{
	return (letter * 31 + mark) | UINT32_C(1) << 31;
}

enum nass_code
nass_smart_units(const struct nass_smart *smart, struct nass_str word,
    struct nass_buf *out, struct nass_err *err)
{
	struct nass_buf folded = NASS_BUF_INIT;
	struct nass_smart_unit unit = { 0, 0 };
	struct nass_str bytes = { (const char *)&unit, sizeof(unit) };
	enum nass_code code = nass_norm_key(smart->unit, word, &folded, err);
	size_t at, n;
	uint32_t cp;

	for (at = 0; at < folded.n && code == NASS_OK; at += n) {
		cp = nass_utf8_get(folded.p + at, &n);
		if (is_mark(cp)) {
			unit.marks |= mark_bit(cp);
			continue;
		}
		if (unit.letter != 0 && nass_ucd(cp)->gc == NASS_GC_MARK) {
			unit.letter = with_mark(unit.letter, cp);
			continue;
		}
		if (unit.letter != 0)
			code = nass_buf_put(out, bytes, err);
		unit.letter = cp;
		unit.marks = 0;
	}
	if (code == NASS_OK && unit.letter != 0)
		code = nass_buf_put(out, bytes, err);
	nass_buf_fini(&folded);
	return code;
}

static bool
is_alef(uint32_t cp)
{
	return cp == 0x622 || cp == 0x623 || cp == 0x625 || cp == 0x627 ||
	    cp - 0x671 < 3;
}

bool
nass_smart_meets(struct nass_smart_unit pattern, struct nass_smart_unit text)
{
	uint32_t p = pattern.marks;
	uint32_t t = text.marks;

	if (pattern.letter != text.letter &&
	    !(is_alef(pattern.letter) && is_alef(text.letter) &&
		(pattern.letter == 0x627 || text.letter == 0x627)))
		return false;
	if ((p & VOWELS) != 0 && (t & VOWELS) != 0 && (p & t & VOWELS) == 0)
		return false;
	return (p & SHADDA) == 0 || (t & SHADDA) != 0 || (t & VOWELS) == 0;
}

bool
nass_smart_is_plain(const struct nass_smart *smart, struct nass_str pattern)
{
	const struct nass_smart_unit *unit;
	struct nass_buf units = NASS_BUF_INIT;
	bool is_plain;
	size_t i;

	is_plain = nass_smart_units(smart, pattern, &units, NULL) == NASS_OK;
	unit = (const void *)units.p;
	for (i = 0; is_plain && i < units.n / sizeof(*unit); i++)
		is_plain = unit[i].marks == 0 &&
		    (unit[i].letter == 0x627 || !is_alef(unit[i].letter));
	nass_buf_fini(&units);
	return is_plain;
}

enum nass_code
nass_smart_matches(const struct nass_smart *smart, struct nass_str pattern,
    struct nass_str text, bool *does_match, struct nass_err *err)
{
	const struct nass_smart_unit *unit;
	struct nass_buf units = NASS_BUF_INIT;
	enum nass_code code = nass_smart_units(smart, pattern, &units, err);
	size_t n = units.n / sizeof(*unit);
	size_t i;

	if (code == NASS_OK)
		code = nass_smart_units(smart, text, &units, err);
	unit = (const void *)units.p;
	*does_match = code == NASS_OK && units.n == 2 * n * sizeof(*unit);
	for (i = 0; *does_match && i < n; i++)
		*does_match = nass_smart_meets(unit[i], unit[n + i]);
	nass_buf_fini(&units);
	return code;
}
