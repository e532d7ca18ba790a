/*
 * breaktest.c - see breaktest.h.
 */
#include "breaktest.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "random.h"
#include "text/utf8.h"

#define FOLDER "/usr/share/unicode/auxiliary/"

/* A line: `÷ 0020 × 0308 ÷ 0020 ÷ # comment`; ÷ is C3 B7, × is C3 97. */
static bool
parse(struct breaktest *b)
{
	const char *p = b->line;
	char *end;

	memset(b->is_border, 0, sizeof(b->is_border));
	b->n = 0;
	while (*p != '\0' && *p != '#' && *p != '\n') {
		if ((unsigned char)*p == 0xC3) {
			b->is_border[b->n] = (unsigned char)p[1] == 0xB7;
			p += 2;
		} else if (*p == ' ' || *p == '\t') {
			p++;
		} else {
			b->n += nass_utf8_set(
			    b->text + b->n, (uint32_t)strtoul(p, &end, 16));
			p = end;
		}
	}
	return b->n > 0;
}

size_t
breaktest_each(const char *name, void (*run)(const struct breaktest *))
{
	static struct breaktest b;
	char path[256];
	size_t count = 0;
	FILE *f;

	snprintf(path, sizeof(path), "%s%s", FOLDER, name);
	f = fopen(path, "r");
	if (f == NULL) {
		fprintf(stderr, "skipped: %s is not installed\n", path);
		return 0;
	}
	b.number = 0;
	while (fgets(b.line, sizeof(b.line), f) != NULL) {
		b.number++;
		/* A lone surrogate is no text in UTF-8. */
		if (strstr(b.line, "D800") != NULL || !parse(&b))
			continue;
		run(&b);
		count++;
	}
	fclose(f);
	return count;
}

size_t
random_points(char *p, size_t n)
{
	static const uint32_t points[] = { '.', ',', '\'', '"', ';', '_', ' ',
		'?', '!', ')', 0x60C, 0x66B, 0x66C, 0x6DD, 0x2019, 0x2026,
		0x5F4, 0x5D0, 0x5D1, 'a', 'B', '1', '2', 0x627, 0x628, 0x661,
		0x30A2, 0x200D, 0x200C, 0x2764, 0x1F1E6, 0x1F600, 0x640, 0x64E,
		0xA0, 0x3B1, 0x2028, 0xAD, 0x61F, 0xFF03, 0x3002, '@', '#', ':',
		'/', 'w', 'h' };
	size_t at = 0;

	while (at + 4 <= n)
		if (random_below(4) == 0 && n - at > 32)
			at += random_text(p + at, 1 + random_below(24));
		else
			at += nass_utf8_set(
			    p + at, points[random_below(sizeof(points) / 4)]);
	return at;
}
