/*
 * check-corpus - has a text the vocabulary of real Arabic prose?
 *
 *	check-corpus [FILE]
 *
 * Counts types, as a search for them would fold (marks and tatweel out,
 * one alef, yeh, hamza and heh), at the sizes for which figures of real
 * prose are known, and at the end.  A word is a run of Arabic or Latin
 * letters, digits and marks.  Exit status: 0 all figures within 15 %;
 * 1 one is not; 2 an error.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	SLOTS = 1 << 23,
	CHUNK = 1 << 16,
};

/* Figures of modern prose: unrepeated, 42 % of the types once. */
static const struct goal {
	uint64_t bytes;
	double types;
	double once; /* 0: not known at this size */
	double brief;
} goals[] = {
	{ 10000000, 133e3, 0, 0.92 },
	{ 160000000, 603e3, 0.42, 0.92 },
	{ 740000000, 1190e3, 0.42, 0.92 },
};

struct slot {
	uint64_t hash; /* 0: free; two words of one hash are taken as one */
	uint32_t count;
};

struct state {
	struct slot *slots;
	uint64_t bytes;
	uint64_t tokens;
	uint64_t types;
	uint64_t brief; /* types of eight letters or fewer */
	uint64_t hash;
	uint32_t nletters;
	uint32_t lead; /* first byte of a pair */
	size_t goal;
	bool in_word;
	bool failed;
};

/* The folded letter; 0 for what vanishes; UINT32_MAX for no part of a word. */
static uint32_t
fold(uint32_t cp)
{
	if (cp < 0x80) {
		if (cp - 'A' < 26)
			return cp + 32;
		return cp - 'a' < 26 || cp - '0' < 10 ? cp : UINT32_MAX;
	}
	switch (cp) {
	case 0x622: /* ALEF WITH MADDA ABOVE, WITH HAMZA, WASLA */
	case 0x623:
	case 0x625:
	case 0x671:
		return 0x627;
	case 0x624: /* WAW, YEH WITH HAMZA ABOVE */
	case 0x626:
		return 0x621;
	case 0x629: /* TEH MARBUTA */
		return 0x647;
	case 0x649: /* ALEF MAKSURA */
		return 0x64A;
	case 0x640: /* TATWEEL, SUPERSCRIPT ALEF */
	case 0x670:
		return 0;
	}
	if (cp - 0x64B < 0x660 - 0x64B)
		return 0;
	if (cp - 0x660 < 10)
		return '0' + cp - 0x660;
	return cp - 0x621 < 0x64B - 0x621 || cp - 0xC0 < 0x190 ? cp
							       : UINT32_MAX;
}

static void
end_word(struct state *st)
{
	size_t at;

	if (!st->in_word)
		return;
	st->in_word = false;
	if (st->nletters == 0)
		return;
	st->tokens++;
	st->hash |= 1;
	at = (size_t)(st->hash >> 20) & (SLOTS - 1);
	while (st->slots[at].hash != 0 && st->slots[at].hash != st->hash)
		at = (at + 1) & (SLOTS - 1);
	if (st->slots[at].count++ == 0) {
		st->slots[at].hash = st->hash;
		st->brief += st->nletters <= 8;
		if (++st->types > SLOTS / 2) {
			fputs("check-corpus: too many types\n", stderr);
			exit(2);
		}
	}
}

static void
put(struct state *st, uint32_t cp)
{
	uint32_t letter = fold(cp);

	if (letter == UINT32_MAX) {
		end_word(st);
		return;
	}
	if (!st->in_word) {
		st->in_word = true;
		st->hash = 0x9e3779b97f4a7c15;
		st->nletters = 0;
	}
	if (letter == 0)
		return;
	st->hash = (st->hash ^ letter) * 0xff51afd7ed558ccd;
	st->hash ^= st->hash >> 32;
	st->nletters++;
}

static void
judge(struct state *st, const char *what, double is, double wanted)
{
	bool ok = wanted == 0 || (is > wanted * 0.85 && is < wanted * 1.15);

	printf("\t%s\t%.6g\t", what, is);
	if (wanted == 0)
		puts("-\t-");
	else
		printf("%.6g\t%s\n", wanted, ok ? "ok" : "OFF");
	st->failed |= !ok;
}

static void
report(struct state *st, const struct goal *goal)
{
	static const struct goal none;
	uint64_t once = 0;
	double types = (double)st->types;
	size_t i;

	if (goal == NULL)
		goal = &none;
	for (i = 0; i < SLOTS; i++)
		once += st->slots[i].count == 1;
	printf("%.0f MB\n", (double)st->bytes / 1e6);
	judge(st, "tokens", (double)st->tokens, 0);
	judge(st, "types", types, goal->types);
	judge(st, "once", (double)once / types, goal->once);
	judge(st, "to 8 letters", (double)st->brief / types, goal->brief);
}

static void
scan(struct state *st, const unsigned char *p, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (p[i] < 0x80)
			put(st, p[i]);
		else if (p[i] >= 0xE0)
			end_word(st);
		else if (p[i] >= 0xC0)
			st->lead = p[i] & 0x1F;
		else if (st->lead != 0) {
			put(st, st->lead << 6 | (p[i] & 0x3F));
			st->lead = 0;
		}
	}
	st->bytes += n;
	while (st->goal < sizeof goals / sizeof goals[0] &&
	    st->bytes >= goals[st->goal].bytes)
		report(st, &goals[st->goal++]);
}

int
main(int argc, char *argv[])
{
	static unsigned char buf[CHUNK];
	struct state st = { 0 };
	FILE *in = stdin;
	uint64_t reported;
	size_t n;

	if (argc > 2 || (argc == 2 && (in = fopen(argv[1], "r")) == NULL)) {
		perror(argc > 2 ? "usage: check-corpus [FILE]" : argv[1]);
		return 2;
	}
	st.slots = calloc(SLOTS, sizeof st.slots[0]);
	if (st.slots == NULL) {
		perror("check-corpus");
		return 2;
	}
	puts("at\twhat\tis\treal prose\twithin 15 %");
	while ((n = fread(buf, 1, sizeof buf, in)) > 0)
		scan(&st, buf, n);
	end_word(&st);
	reported = st.goal > 0 ? goals[st.goal - 1].bytes : 0;
	if (st.bytes > reported + (reported >> 3))
		report(&st, NULL);
	free(st.slots);
	if (ferror(in)) {
		perror("check-corpus");
		return 2;
	}
	return st.failed;
}
