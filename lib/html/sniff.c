/* sniff.c - do bytes begin as a web page does? (blocks.h) */
#include <string.h>

#include "html/blocks.h"

static bool
is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static bool
starts_folded(struct nass_str s, const char *lower)
{
	size_t i;

	for (i = 0; i < s.n && lower[i] != '\0'; i++)
		if ((s.p[i] | (s.p[i] >= 'A' && s.p[i] <= 'Z' ? 0x20 : 0)) !=
		    lower[i])
			return false;
	return lower[i] == '\0';
}

bool
nass_html_is_page(struct nass_str s)
{
	static const char *const begin[] = { "<!doctype html", "<html", "<head",
		"<body", "<?xml" };

	while (s.n > 0 && (is_space(s.p[0]) || (unsigned char)s.p[0] >= 0xBB))
		s = nass_str_sub(s, 1, s.n);
	while (starts_folded(s, "<!--")) {
		size_t i = 4;

		while (i + 3 <= s.n && memcmp(s.p + i, "-->", 3) != 0)
			i++;
		if (i + 3 > s.n)
			return false;
		s = nass_str_sub(s, i + 3, s.n);
		while (s.n > 0 && is_space(s.p[0]))
			s = nass_str_sub(s, 1, s.n);
	}
	for (size_t i = 0; i < sizeof begin / sizeof begin[0]; i++)
		if (starts_folded(s, begin[i]))
			return true;
	return false;
}
