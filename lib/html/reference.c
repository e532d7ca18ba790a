/*
 * reference.c - see reference.h.  Names are sorted in reference_table.h, which
 * scripts/gen-html-names makes; the longest name that is a prefix counts.
 */
#include "html/reference.h"

#include <string.h>

#include "html/reference_table.h"
#include "text/utf8.h"

/* What 0x80..0x9F stand for: windows-1252 (13.2.5.80); 0: themselves. */
static const uint16_t c1[32] = {
	0x20AC,
	0,
	0x201A,
	0x0192,
	0x201E,
	0x2026,
	0x2020,
	0x2021,
	0x02C6,
	0x2030,
	0x0160,
	0x2039,
	0x0152,
	0,
	0x017D,
	0,
	0,
	0x2018,
	0x2019,
	0x201C,
	0x201D,
	0x2022,
	0x2013,
	0x2014,
	0x02DC,
	0x2122,
	0x0161,
	0x203A,
	0x0153,
	0,
	0x017E,
	0x0178,
};

static bool
is_alnum(char c)
{
	return (c >= '0' && c <= '9') ||
	    ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* The value of a digit; 16 or more if it is none. */
static unsigned
digit(char c)
{
	if (c >= '0' && c <= '9')
		return (unsigned)(c - '0');
	if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
		return (unsigned)((c | 0x20) - 'a') + 10;
	return 16;
}

static uint32_t
scalar(uint32_t cp)
{
	if (cp == 0 || cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000))
		return NASS_REPLACEMENT;
	if (cp >= 0x80 && cp < 0xA0 && c1[cp - 0x80] != 0)
		return c1[cp - 0x80];
	return cp;
}

/* s begins with "&#". */
static size_t
numeric(struct nass_str s, char out[8], size_t *nout)
{
	unsigned base = 10;
	uint32_t cp = 0;
	size_t i = 2;
	size_t first;

	if (i < s.n && (s.p[i] | 0x20) == 'x') {
		base = 16;
		i++;
	}
	for (first = i; i < s.n && digit(s.p[i]) < base; i++)
		if (cp <= 0x10FFFF)
			cp = cp * base + digit(s.p[i]);
	if (i == first)
		return 0;
	*nout = nass_utf8_set(out, scalar(cp));
	return i < s.n && s.p[i] == ';' ? i + 1 : i;
}

/* The row of a name of exactly n bytes, or NULL. */
static const struct html_name *
find(const char *name, size_t n)
{
	size_t low = 0;
	size_t high = HTML_NNAMES;
	size_t mid;
	int order;

	while (low < high) {
		mid = low + (high - low) / 2;
		order = nass_str_cmp((struct nass_str){ name, n },
		    nass_str(html_names[mid].name));
		if (order == 0)
			return &html_names[mid];
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

size_t
html__reference(struct nass_str s, bool in_attribute, char out[8], size_t *nout)
{
	const struct html_name *row = NULL;
	size_t n = 1;

	if (s.n > 2 && s.p[1] == '#')
		return numeric(s, out, nout);
	while (n < s.n && n <= HTML_NAME_MAX && is_alnum(s.p[n]))
		n++;
	if (n < s.n && s.p[n] == ';')
		n++;
	for (; n > 2 && row == NULL; n--)
		row = find(s.p + 1, n - 1);
	if (row == NULL)
		return 0;
	n++;
	if (in_attribute && s.p[n - 1] != ';' && n < s.n &&
	    (s.p[n] == '=' || is_alnum(s.p[n])))
		return 0;
	*nout = strlen(row->text);
	memcpy(out, row->text, *nout);
	return n;
}
