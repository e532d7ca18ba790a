/*
 * prose.c - documents of made-up Arabic words (see prose.h).
 *
 *	rank --words.h--> letters --hamza, marks, tatweel--> UTF-8
 */
#include "prose.h"

#include <stdio.h>
#include <string.h>

enum {
	RARE = 1 << 11, /* ranks from here on belong to a topic */
};

static const char *const latin[] = { "COVID", "Google", "iPhone", "NATO",
	"Twitter", "YouTube", "Reuters", "FIFA", "DNA", "GPS", "Windows",
	"Facebook", "UNESCO", "CNN", "AFP", "OPEC", "BBC", "Android",
	"WhatsApp", "Linux", "Toyota", "IMF" };

static void
put_string(struct prose *p, const char *s)
{
	size_t n = strlen(s);

	memcpy(p->doc + p->n, s, n);
	p->n += n;
}

/* Letters and marks, from Buckwalter's transliteration to UTF-8. */
static void
put_letters(struct prose *p, const char *s)
{
	static const char from_621[] = "'|>&<}AbptvjHxd*rzs$SDTZEg";
	static const char from_640[] = "_fqklmnhwYyFNKaui~o";
	static unsigned char code[128];
	unsigned char *out = (unsigned char *)p->doc + p->n;
	size_t i;

	if (code['A'] == 0) {
		for (i = 0; from_621[i] != '\0'; i++)
			code[(unsigned char)from_621[i]] =
			    (unsigned char)(0x21 + i);
		for (i = 0; from_640[i] != '\0'; i++)
			code[(unsigned char)from_640[i]] =
			    (unsigned char)(0x40 + i);
	}
	for (; *s != '\0'; s++) {
		unsigned char c = code[(unsigned char)*s];

		*out++ = (unsigned char)(0xD8 | c >> 6);
		*out++ = 0x80 | (c & 0x3F);
	}
	p->n = (size_t)((char *)out - p->doc);
}

/* What writers do to the spelling: hamza, yeh and heh unmarked. */
static void
respell(char *s)
{
	static const char from[] = "><|pYy";
	static const char to[] = "AAAhyY";
	const char *at;
	size_t n = strlen(s);
	size_t i;

	for (i = 0; i < n; i++) {
		at = strchr(from, s[i]);
		if (at != NULL && (at < from + 3 || i + 1 == n))
			s[i] = to[at - from];
	}
}

/* One mark or tatweel, as prose has them. */
static void
decorate(struct prose *p, const char *s, char *out)
{
	size_t n = strlen(s);
	size_t at = 1 + rng_below(&p->rng, (uint32_t)n);

	memcpy(out, s, at);
	if (s[n - 1] == 'A' && n > 2) {
		at = n;
		memcpy(out, s, at);
		out[at] = 'F';
	} else
		out[at] = "~~ua_"[rng_below(&p->rng, at < n ? 5 : 4)];
	memcpy(out + at + 1, s + at, n + 1 - at);
}

/*
 * A mark on nearly every letter.  Those inside depend on the word alone,
 * the last one on its place in the sentence.
 */
static void
vocalise(struct prose *p, const char *s, uint32_t rank, char *out)
{
	static const char *const inner[] = { "a", "a", "a", "i", "u", "o", "a",
		"i", "a", "u", "o", "o", "o", "~a", "~i", "a" };
	static const char *const last[] = { "a", "i", "u", "i", "u", "K", "N",
		"o" };
	struct rng rng = { (uint64_t)rank << 20 | 1 };
	const char *start = s;
	const char *mark;
	uint64_t bits = rng_next(&rng);

	for (; *s != '\0'; s++, bits >>= 2) {
		*out++ = *s;
		if (strchr("A|Y", *s) != NULL)
			continue;
		if ((*s == 'w' || *s == 'y') && (bits & 64) != 0)
			continue;
		mark = s[1] == 'A' ? "a" : inner[bits & (s > start ? 15 : 7)];
		if (*s == 'l' && s > start && s[-1] == 'A')
			mark = "o";
		if (s[1] == '\0')
			mark = last[rng_below(&p->rng, 8)];
		while (*mark != '\0')
			*out++ = *mark++;
	}
	*out = '\0';
}

static void
put_word(struct prose *p)
{
	char plain[WORDS_MAX];
	char marked[3 * WORDS_MAX];
	uint32_t rank = words_draw(&p->words, &p->rng);
	uint32_t chance = rng_below(&p->rng, 1000);

	if (rank >= RARE) {
		if (p->nrecent >= PROSE_RECENT && chance % 8 == 0)
			rank = p->recent[rng_below(&p->rng, PROSE_RECENT)];
		else
			p->recent[p->nrecent++ % PROSE_RECENT] = rank;
	}
	words_spell(&p->words, rank, plain);
	if (chance < 25)
		respell(plain);
	if (p->vocalised)
		vocalise(p, plain, rank, marked);
	else if (chance >= 982)
		decorate(p, plain, marked);
	else
		memcpy(marked, plain, sizeof plain);
	put_letters(p, marked);
}

/* Years, quantities, sums, decimals and days, one in eight in U+0660-9. */
static void
put_number(struct prose *p)
{
	char s[32];
	uint32_t a = rng_below(&p->rng, 1000);
	uint32_t b = rng_below(&p->rng, 1000);
	size_t i;

	switch (rng_below(&p->rng, 8)) {
	case 0:
	case 1:
		snprintf(s, sizeof s, "%u", 2025 - a * a / 15000);
		break;
	case 2:
		snprintf(s, sizeof s, "%u,%03u", 1 + a / 20, b);
		break;
	case 3:
		snprintf(s, sizeof s, "%u.%u", a / 10, b / 100);
		break;
	case 4:
		snprintf(s, sizeof s, "%u%%", a / 10);
		break;
	case 5:
		snprintf(s, sizeof s, "%u/%u", 1 + a / 33, 1 + b / 84);
		break;
	default:
		snprintf(s, sizeof s, "%u", 1 + a * b / 4000);
	}
	if (rng_below(&p->rng, 8) > 0) {
		put_string(p, s);
		return;
	}
	for (i = 0; s[i] != '\0'; i++) {
		if (s[i] < '0' || s[i] > '9') {
			p->doc[p->n++] = s[i];
			continue;
		}
		p->doc[p->n++] = (char)0xD9;
		p->doc[p->n++] = (char)(0xA0 + (s[i] - '0'));
	}
}

/* Words, with the punctuation that 1,000 words of prose have. */
static void
put_sentence(struct prose *p, uint32_t nword)
{
	const char *close = NULL;
	uint32_t left = 0;
	uint32_t chance;

	while (nword-- > 0) {
		chance = rng_below(&p->rng, 1000);
		if (close == NULL && nword > 4 && chance >= 986) {
			static const char *const open[] = { "\"", "\"", "(",
				"(", "\u00AB" };
			static const char *const shut[] = { "\"", "\"", ")",
				")", "\u00BB" };

			put_string(p, open[chance % 5]);
			close = shut[chance % 5];
			left = 1 + chance % 4;
		}
		if (chance < 22)
			put_number(p);
		else if (chance < 24)
			put_string(p,
			    latin[rng_below(
				&p->rng, sizeof latin / sizeof latin[0])]);
		else
			put_word(p);
		if (close != NULL && (left-- == 0 || nword == 0)) {
			put_string(p, close);
			close = NULL;
		}
		if (nword > 0 && chance >= 100 && chance < 147)
			put_string(p,
			    chance < 143       ? "\u060C"
				: chance < 146 ? ":"
					       : "\u061B");
		if (nword > 0)
			p->doc[p->n++] = ' ';
	}
}

static void
put_end(struct prose *p)
{
	uint32_t chance = rng_below(&p->rng, 1000);

	put_string(p,
	    chance < 18       ? "\u061F"
		: chance < 30 ? "!"
		: chance < 35 ? "\u2026"
			      : ".");
}

void
prose_init(struct prose *p, uint64_t seed, bool vocalised)
{
	words_init(&p->words);
	p->rng.state = seed;
	p->vocalised = vocalised;
	p->nrecent = 0;
	p->n = 0;
}

void
prose_make(struct prose *p)
{
	uint32_t npar = 3 + rng_below(&p->rng, 5);
	size_t end;

	p->n = 0;
	p->nrecent = 0;
	put_sentence(p, 4 + rng_below(&p->rng, 6));
	while (npar-- > 0) {
		p->doc[p->n++] = '\n';
		end = p->n + 300 + rng_below(&p->rng, 400);
		for (;;) {
			put_sentence(p, 6 + rng_below(&p->rng, 36));
			put_end(p);
			if (p->n >= end)
				break;
			p->doc[p->n++] = ' ';
		}
	}
}
