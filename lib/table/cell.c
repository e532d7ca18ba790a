/*
 * cell.c - cells to text: white space, controls, escapes, bars.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "simd/scan.h"
#include "table/writer.h"
#include "text/ucd.h"
#include "text/utf8.h"

void
table__putn(struct table_sink *s, const char *text, size_t times)
{
	while (times-- > 0)
		table__puts(s, text);
}

void
table__printf(struct table_sink *s, const char *fmt, ...)
{
	char text[512];
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (n > 0)
		table__put(s, (struct nass_str){ text, (size_t)n });
}

/* What becomes of a code point. */
enum fate {
	KEEP,
	SPACE,
	REPLACE,
	DROP
};

static enum fate
fate_of(uint32_t cp, const struct table_escape *e)
{
	const struct nass_ucd *u;

	if (cp == '\t' || cp == '\n' || cp == '\r')
		return e->keeps_space ? KEEP : SPACE;
	if (cp >= 0x20 && cp < 0x7F)
		return cp == ' ' && !e->keeps_space ? SPACE : KEEP;
	u = nass_ucd(cp);
	if ((u->flags & NASS_UCD_WHITE_SPACE) != 0 && !e->keeps_space)
		return SPACE;
	if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0))
		return REPLACE;
	if (e->drops_bidi && (u->flags & NASS_UCD_BIDI_CONTROL) != 0)
		return DROP;
	if (e->is_xml && (cp == 0xFFFE || cp == 0xFFFF))
		return REPLACE;
	return KEEP;
}

/*
 * Bytes that need no more than a copy in any format: ASCII letters, digits and
 * full stops, and what U+00C0 to U+0FFF is made of; a space between two of them.
 * Where such end, two bytes say with a bit that both have.
 */
#define BIT_SIGN  1 /* whatever follows */
#define BIT_SPACE 2 /* before another or a sign */
#define BIT_D8    4 /* of U+061C */
#define X2(x)     x, x
#define X4(x)     X2(x), X2(x)
#define X8(x)     X4(x), X4(x)
#define X16(x)    X8(x), X8(x)
#define X32(x)    X16(x), X16(x)
#define DIGITS(x) X8(x), X2(x)
#define ALPHA(x)  X16(x), X8(x), X2(x)
#define TABLE(plain, sign, space, of_9C, of_D8)                           \
	X32(sign), space, X8(sign), X4(sign), sign, plain, sign,          \
	    DIGITS(plain), X4(sign), X2(sign), sign,             /* 30 */ \
	    ALPHA(plain), X4(sign), X2(sign),                    /* 41 */ \
	    ALPHA(plain), X4(sign), sign,                        /* 61 */ \
	    X16(plain), X8(plain), X4(plain), of_9C,             /* 80 */ \
	    X2(plain), plain, X32(plain),                        /* 9D */ \
	    X2(sign), sign, X16(plain), X4(plain), plain, of_D8, /* C0 */ \
	    X8(plain), X16(sign), X8(sign), X4(sign), X2(sign), sign

static const unsigned char first_bits[256] = { TABLE(
    0, BIT_SIGN, BIT_SPACE, 0, BIT_D8) };
static const unsigned char second_bits[256] = { TABLE(BIT_SIGN,
    BIT_SIGN | BIT_SPACE, BIT_SIGN | BIT_SPACE, BIT_SIGN | BIT_D8, BIT_SIGN) };

/*
 * The bytes at the start of p, four letters at a time, that are letters and
 * marks of U+0600 to U+067F, but U+061C: most of most texts.
 */
static size_t
arabic_end(const char *p, size_t n)
{
	static const char lead_and_more[8] = "\xD8\x80\xD8\x80\xD8\x80\xD8\x80";
	static const char in_both[8] = "\xFE\xC0\xFE\xC0\xFE\xC0\xFE\xC0";
	static const char marks[8] = "\xD8\x9C\xD8\x9C\xD8\x9C\xD8\x9C";
	const uint64_t low = 0x7FFF7FFF7FFF7FFFu;
	uint64_t is;
	uint64_t mask;
	uint64_t mark;
	uint64_t x;
	size_t at;

	memcpy(&is, lead_and_more, 8);
	memcpy(&mask, in_both, 8);
	memcpy(&mark, marks, 8);
	for (at = 0; n - at >= 8; at += 8) {
		memcpy(&x, p + at, 8);
		if ((x & mask) != is)
			break;
		x ^= mark; /* a pair of zeros where it stands */
		if (((((x & low) + low) | x) | low) != ~(uint64_t)0)
			break;
	}
	return at;
}

/* Where the plain run that begins at `at` ends. */
static size_t
plain_end(struct nass_str text, size_t at)
{
	size_t from = at;

	at += arabic_end(text.p + at, text.n - at);
	if (at == text.n || (at == from && text.p[at] == ' '))
		return at;
	return at +
	    nass__scan()->pair_find(
		first_bits, second_bits, text.p + at, text.n - at);
}

static void
put_kept(
    struct table_sink *s, struct nass_str one, const struct table_escape *e)
{
	const char *escape = NULL;

	if (one.n == 1 && e->of != NULL)
		escape = e->of((unsigned char)one.p[0]);
	if (escape != NULL)
		table__puts(s, escape);
	else
		table__put(s, one);
}

void
table__put_text(
    struct table_sink *s, struct nass_str text, const struct table_escape *e)
{
	bool is_space = false;
	enum fate fate;
	size_t at = 0;
	size_t end;
	size_t n;

	while (at < text.n) {
		end = plain_end(text, at);
		if (end > at) {
			table__put(s, nass_str_sub(text, at, end));
			is_space = false;
			at = end;
			continue;
		}
		fate = fate_of(nass_utf8_get(text.p + at, &n), e);
		if (fate == SPACE && !is_space)
			table__puts(s, " ");
		else if (fate == REPLACE)
			table__puts(s, "\xEF\xBF\xBD");
		else if (fate == KEEP)
			put_kept(s, nass_str_sub(text, at, at + n), e);
		if (fate != DROP)
			is_space = fate == SPACE;
		at += n;
	}
}

/* Tables of a million rows spend their time here: no printf. */
static void
put_count(struct table_sink *s, uint64_t count)
{
	char digit[20];
	size_t at = sizeof(digit);

	do {
		digit[--at] = (char)('0' + count % 10);
		count /= 10;
	} while (count > 0);
	table__put(s, (struct nass_str){ digit + at, sizeof(digit) - at });
}

void
table__put_cell(struct table_sink *s, const struct nass_table *t,
    const struct nass_cell *cell, const struct table_escape *e)
{
	char number[NASS_NUMBER_ROOM];

	switch (cell->type) {
	case NASS_CELL_TEXT:
	case NASS_CELL_JSON:
		table__put_text(s, cell->u.text, e);
		break;
	case NASS_CELL_COUNT:
		put_count(s, cell->u.count);
		break;
	case NASS_CELL_NUMBER:
		table__put(s,
		    (struct nass_str){ number,
			nass_number_format(
			    cell->u.number, t->opts.precision, number) });
		break;
	case NASS_CELL_EMPTY:
	case NASS_CELL_MARKS:
		break;
	}
}

const char *
table__xml(unsigned char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

/* Direction ------------------------------------------------------------------ */

/* Letters that run to the right less those that run to the left. */
static int64_t
balance(struct nass_str text)
{
	const struct nass_ucd *u;
	int64_t sum = 0;
	size_t at = 0;
	size_t n;

	while (at < text.n) {
		u = nass_ucd(nass_utf8_get(text.p + at, &n));
		if ((u->flags & NASS_UCD_RTL) != 0)
			sum--;
		else if (u->gc == NASS_GC_LETTER)
			sum++;
		at += n;
	}
	return sum;
}

int
table__direction(struct nass_str text)
{
	return balance(text) < 0 ? TABLE_RTL : TABLE_LTR;
}

int
table__held_direction(const struct nass_table *t)
{
	const struct nass_cell *cell = t->held;
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < t->nheld * t->n; i++)
		if (cell[i].type == NASS_CELL_TEXT)
			sum += balance(cell[i].u.text);
	return sum < 0 ? TABLE_RTL : TABLE_LTR;
}

/* Bars ----------------------------------------------------------------------- */

/* U+2588 FULL BLOCK, and at the end U+258F..2589, an eighth to seven. */
void
table__put_bar(struct table_sink *s, double share, size_t width, bool is_padded)
{
	size_t eighths;
	size_t used;
	char part[3] = { '\xE2', '\x96', '\x90' };

	if (!(share > 0))
		share = 0;
	if (share > 1)
		share = 1;
	eighths = (size_t)(share * (double)width * 8 + 0.5);
	used = eighths / 8 + (eighths % 8 != 0);
	table__putn(s, "\xE2\x96\x88", eighths / 8);
	if (eighths % 8 != 0) {
		part[2] = (char)(0x90 - (int)(eighths % 8));
		table__put(s, (struct nass_str){ part, 3 });
	}
	if (is_padded)
		table__putn(s, " ", width - used);
}

/* U+2502 where a mark falls, U+2503 where several do, U+00B7 elsewhere. */
void
table__put_marks(
    struct table_sink *s, const struct nass_cell *cell, size_t width)
{
	size_t at = 0;
	size_t i;
	size_t n;

	for (i = 0; i < width; i++) {
		for (n = 0; at + n < cell->u.marks.n; n++)
			if (cell->u.marks.p[at + n] * (float)width >=
				(float)(i + 1) &&
			    i + 1 < width)
				break;
		table__puts(s,
		    n == 0       ? "\xC2\xB7"
			: n == 1 ? "\xE2\x94\x82"
				 : "\xE2\x94\x83");
		at += n;
	}
}

void
table__put_marks_svg(struct table_sink *s, const struct nass_cell *cell,
    double x, double y, double width, double height)
{
	size_t i;

	table__puts(s, "<path class=\"m\" d=\"");
	for (i = 0; i < cell->u.marks.n; i++)
		table__printf(s, "M%.1f %.1fv%.1f",
		    x + (double)cell->u.marks.p[i] * width, y, height);
	table__puts(s, "\"/>");
}
