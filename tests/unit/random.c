/*
 * random.c - see random.h.
 */
#include "random.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "text/utf8.h"

static uint64_t state;

uint64_t
random_next(void)
{
	const char *seed;

	if (state == 0) {
		seed = getenv("NASS_SEED");
		state = seed != NULL ? strtoull(seed, NULL, 0)
				     : (uint64_t)time(NULL);
		if (state == 0)
			state = 1;
		fprintf(
		    stderr, "NASS_SEED=0x%llx\n", (unsigned long long)state);
	}
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return state * 0x2545F4914F6CDD1DULL;
}

uint64_t
random_below(uint64_t n)
{
	return random_next() % n;
}

size_t
random_rounds(size_t short_form)
{
	if (getenv("NASS_LONG") != NULL)
		return short_form * 100;
	return getenv("NASS_QUICK") != NULL ? short_form / 8 + 1 : short_form;
}

/* Ranges to draw from; a range that stands twice is drawn twice as often. */
static const struct {
	uint32_t first, last;
} ranges[] = {
	{ 0x0627, 0x064A },
	{ 0x0627, 0x064A },
	{ 0x0627, 0x064A },
	{ 0x0620, 0x0626 },
	{ 0x064B, 0x0655 },
	{ 0x0610, 0x061A },
	{ 0x0660, 0x0669 },
	{ 0x06F0, 0x06F9 },
	{ 0x0600, 0x06FF },
	{ 0x0750, 0x077F },
	{ 0x0890, 0x08FF },
	{ 0xFB50, 0xFDFF },
	{ 0xFE70, 0xFEFF },
	{ 0x200B, 0x200F },
	{ 0x2018, 0x2026 },
	{ 0x0020, 0x0020 },
	{ 0x0020, 0x0020 },
	{ 0x000A, 0x000A },
	{ 0x0020, 0x007E },
	{ 0x0030, 0x0039 },
	{ 0x0061, 0x007A },
	{ 0x00A0, 0x017F },
	{ 0x1F600, 0x1F64F },
	{ 0x0300, 0x036F },
	{ 0x0001, 0xD7FF },
	{ 0xE000, 0x10FFFF },
};

size_t
random_text(char *p, size_t n)
{
	size_t at = 0;
	size_t r;
	uint32_t cp;

	while (at + 4 <= n) {
		r = random_below(sizeof(ranges) / sizeof(ranges[0]));
		cp = ranges[r].first +
		    (uint32_t)random_below(
			ranges[r].last - ranges[r].first + 1);
		at += nass_utf8_set(p + at, cp);
	}
	return at;
}

size_t
random_bytes(char *p, size_t n)
{
	size_t at = random_text(p, n);
	size_t i;

	for (i = at / 16 + 1; at > 0 && i > 0; i--)
		p[random_below(at)] = (char)random_next();
	return at;
}
