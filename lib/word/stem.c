/*
 * stem.c - the light stemmer of Larkey, Ballesteros and Connell (light10), as
 * Lucene's ArabicStemmer has it: one prefix, then each suffix once in order.
 * All of its letters have two bytes, so lengths in UTF-16 units need a count
 * for the rest of the word only.
 */
#include <nass/word.h>

struct affix {
	const char *text;
	size_t n;     /* bytes */
	size_t least; /* UTF-16 units that a word has that loses it */
};

#define ALEF "\xD8\xA7"
#define BEH  "\xD8\xA8"
#define TEHM "\xD8\xA9"
#define TEH  "\xD8\xAA"
#define FEH  "\xD9\x81"
#define KAF  "\xD9\x83"
#define LAM  "\xD9\x84"
#define NOON "\xD9\x86"
#define HEH  "\xD9\x87"
#define WAW  "\xD9\x88"
#define YEH  "\xD9\x8A"

/* A prefix leaves two units at least, waw alone three. */
static const struct affix prefixes[] = {
	{ ALEF LAM, 4, 4 },
	{ WAW ALEF LAM, 6, 5 },
	{ BEH ALEF LAM, 6, 5 },
	{ KAF ALEF LAM, 6, 5 },
	{ FEH ALEF LAM, 6, 5 },
	{ LAM LAM, 4, 4 },
	{ WAW, 2, 4 },
};

static const struct affix suffixes[] = {
	{ HEH ALEF, 4, 4 },
	{ ALEF NOON, 4, 4 },
	{ ALEF TEH, 4, 4 },
	{ WAW NOON, 4, 4 },
	{ YEH NOON, 4, 4 },
	{ YEH HEH, 4, 4 },
	{ YEH TEHM, 4, 4 },
	{ HEH, 2, 3 },
	{ TEHM, 2, 3 },
	{ YEH, 2, 3 },
};

#define NELEM(a) (sizeof(a) / sizeof((a)[0]))

/* UTF-16 units: one for each lead byte, two for one of four bytes. */
static size_t
units(struct nass_str s)
{
	size_t n = 0;
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (((unsigned char)s.p[i] & 0xC0) != 0x80)
			n++;
		if ((unsigned char)s.p[i] >= 0xF0)
			n++;
	}
	return n;
}

struct nass_str
nass_stem_light10(struct nass_str word)
{
	const struct affix *a;
	struct nass_str affix;
	size_t n = units(word);

	for (a = prefixes; a < prefixes + NELEM(prefixes); a++) {
		affix = (struct nass_str){ a->text, a->n };
		if (n >= a->least && nass_str_starts(word, affix)) {
			word = nass_str_sub(word, a->n, word.n);
			n -= a->n / 2;
			break;
		}
	}
	for (a = suffixes; a < suffixes + NELEM(suffixes); a++) {
		affix = (struct nass_str){ a->text, a->n };
		if (n >= a->least && word.n >= a->n &&
		    nass_str_eq(
			nass_str_sub(word, word.n - a->n, word.n), affix)) {
			word.n -= a->n;
			n -= a->n / 2;
		}
	}
	return word;
}
