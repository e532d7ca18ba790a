/*
 * clitics.c - particles and pronouns taken off a word, by the list in
 * clitics.tsv.
 *
 *	chain		inside		pronoun
 *	w a l		k t a b			one reading
 *	w		a l k t a b		another
 *
 * Lists are compared in folded letters (every alef U+0627, U+0629 as U+0647,
 * U+0649 as U+064A), which have two bytes each; marks and tatweel belong to the
 * letter before them and count for nothing.
 */
#include <nass/word.h>

#include <string.h>

#include "text/ucd.h"
#include "text/utf8.h"

struct clitic_chain {
	const char *form;
	unsigned n;     /* letters */
	unsigned parts; /* all of one letter but an article at the end */
	unsigned kinds; /* of words that may follow */
	bool has_article;
	bool is_future;
	unsigned least; /* letters of what is inside */
};

struct clitic_pronoun {
	const char *form;
	unsigned n;
	unsigned kinds;
	unsigned least;
};

struct clitic_end {
	const char *whole; /* the end of a word */
	const char *bound; /* the same before a pronoun */
	unsigned kinds;
	unsigned least;
};

#include "word/clitics_table.h"

#define NELEM(a) (sizeof(a) / sizeof((a)[0]))

/* No word with clitics is longer. */
#define MOST_LETTERS 32
#define MOST_BYTES   192

#define ALEF "\xD8\xA7"
#define TEHM "\xD8\xA9"
#define TEH  "\xD8\xAA"
#define LAM  "\xD9\x84"
#define HEH  "\xD9\x87"
#define YEH  "\xD9\x8A"
#define ALEM "\xD9\x89" /* alef maksura */

struct reader {
	struct nass_str word;
	size_t n; /* letters */
	size_t
	    at[MOST_LETTERS + 1];   /* where each begins, its marks behind it */
	char own[2 * MOST_LETTERS]; /* letters as they are, two bytes each */
	char folded[2 * MOST_LETTERS];
	nass_clitics_visit *visit;
	void *arg;
};

static void
fold_letter(const char *letter, char *folded)
{
	static const char *const pairs[][2] = {
		{ "\xD8\xA2", ALEF },
		{ "\xD8\xA3", ALEF },
		{ "\xD8\xA5", ALEF },
		{ TEHM, HEH },
		{ ALEM, YEH },
	};
	size_t i;

	memcpy(folded, letter, 2);
	for (i = 0; i < NELEM(pairs); i++)
		if (memcmp(letter, pairs[i][0], 2) == 0)
			memcpy(folded, pairs[i][1], 2);
}

/* False for what has other letters than of two bytes: it has no clitics. */
static bool
read_letters(struct reader *r, struct nass_str word)
{
	size_t at;
	size_t n;

	r->word = word;
	r->n = 0;
	if (word.n > MOST_BYTES)
		return false;
	for (at = 0; at < word.n; at += n) {
		uint32_t cp = nass_utf8_get(word.p + at, &n);

		if (r->n > 0 &&
		    (cp == 0x640 || nass_ucd(cp)->gc == NASS_GC_MARK))
			continue;
		if (n != 2 || r->n == MOST_LETTERS)
			return false;
		memcpy(r->own + 2 * r->n, word.p + at, 2);
		fold_letter(word.p + at, r->folded + 2 * r->n);
		r->at[r->n++] = at;
	}
	r->at[r->n] = word.n;
	return true;
}

/* Lists ------------------------------------------------------------------ */

static bool
is_listed(const char *const *list, size_t n, struct nass_str folded)
{
	size_t low = 0;
	size_t middle;
	int order;

	while (low < n) {
		middle = (low + n) / 2;
		order = nass_str_cmp(nass_str(list[middle]), folded);
		if (order == 0)
			return true;
		if (order < 0)
			low = middle + 1;
		else
			n = middle;
	}
	return false;
}

/* Do the letters from..to look as if clitics came first, and do not have any? */
static bool
is_whole(const struct reader *r, size_t from, size_t to, bool is_bound)
{
	char bytes[2 * MOST_LETTERS];
	struct nass_str s = { bytes, 2 * (to - from) };
	size_t i;

	memcpy(bytes, r->folded + 2 * from, s.n);
	if (is_listed(clitic_whole, NELEM(clitic_whole), s))
		return true;
	for (i = 0; i < NELEM(clitic_start); i++)
		if (nass_str_starts(s, nass_str(clitic_start[i])))
			return true;
	/* A bound U+062A may be a U+0629, which is folded to U+0647. */
	if (!is_bound || s.n < 2 || memcmp(bytes + s.n - 2, TEH, 2) != 0)
		return false;
	memcpy(bytes + s.n - 2, HEH, 2);
	return is_listed(clitic_whole, NELEM(clitic_whole), s);
}

static bool
ends_with(const struct reader *r, const struct clitic_pronoun *p)
{
	return r->n > p->n &&
	    memcmp(r->own + 2 * (r->n - p->n), p->form, 2 * p->n) == 0;
}

/* Would the chain take letters that are the word's own? */
static bool
takes_own(const struct reader *r, const struct clitic_chain *chain)
{
	size_t k;
	size_t i;

	for (k = 0; k < chain->parts; k++) {
		if (is_whole(r, k, r->n, false))
			return true;
		for (i = 0; i < NELEM(clitic_pronoun); i++)
			if (ends_with(r, &clitic_pronoun[i]) &&
			    r->n - clitic_pronoun[i].n > k &&
			    is_whole(r, k, r->n - clitic_pronoun[i].n, true))
				return true;
	}
	return false;
}

/* Readings ----------------------------------------------------------------- */

struct reading {
	const struct clitic_chain *chain;     /* NULL: none */
	const struct clitic_pronoun *pronoun; /* NULL: none */
	const struct clitic_end *end;         /* NULL: as it stands */
	const char *restored;                 /* before the letters inside */
};

static unsigned
most(unsigned a, unsigned b)
{
	return a > b ? a : b;
}

/* Visit what is inside, if it has letters enough. */
static bool
offer(const struct reader *r, const struct reading *g)
{
	char room[MOST_BYTES + 16];
	size_t from = g->chain != NULL ? g->chain->n : 0;
	size_t to = r->n - (g->pronoun != NULL ? g->pronoun->n : 0);
	size_t kept = to - (g->end != NULL ? strlen(g->end->bound) / 2 : 0);
	const char *ending = g->end != NULL ? g->end->whole : "";
	size_t n = strlen(g->restored);
	size_t letters = n / 2 + kept - from + strlen(ending) / 2;
	unsigned least = g->chain != NULL ? g->chain->least : 2;

	if (g->pronoun != NULL)
		least = most(least, g->pronoun->least);
	if (g->end != NULL)
		least = most(least, g->end->least);
	if (kept <= from || letters < least)
		return false;
	if (letters == 2 && (g->chain == NULL || !g->chain->has_article)) {
		char two[4];

		memcpy(two, r->folded + 2 * from, 4);
		if (g->end != NULL)
			fold_letter(ending, two + 2);
		if (!is_listed(clitic_short, NELEM(clitic_short),
			(struct nass_str){ two, 4 }))
			return false;
	}
	memcpy(room, g->restored, n);
	memcpy(room + n, r->word.p + r->at[from], r->at[kept] - r->at[from]);
	n += r->at[kept] - r->at[from];
	memcpy(room + n, ending, strlen(ending));
	return r->visit(r->arg, (struct nass_str){ room, n + strlen(ending) });
}

/* With the pronoun: as it stands, and with each end that it may have changed. */
static bool
offer_ends(const struct reader *r, struct reading *g)
{
	size_t to = r->n - g->pronoun->n;
	unsigned kinds =
	    g->pronoun->kinds & (g->chain != NULL ? g->chain->kinds : ~0u);
	const char *last = r->own + 2 * to - 2;
	size_t i;

	g->end = NULL;
	if (memcmp(last, TEHM, 2) != 0 && memcmp(last, ALEM, 2) != 0 &&
	    offer(r, g))
		return true;
	for (i = 0; i < NELEM(clitic_end); i++) {
		size_t n = strlen(clitic_end[i].bound);

		g->end = &clitic_end[i];
		if ((kinds & g->end->kinds) != 0 && 2 * to > n &&
		    memcmp(r->own + 2 * to - n, g->end->bound, n) == 0 &&
		    offer(r, g))
			return true;
	}
	return false;
}

static bool
offer_pronouns(const struct reader *r, struct reading *g)
{
	size_t from = g->chain != NULL ? g->chain->n : 0;
	size_t i;

	for (i = 0; i < NELEM(clitic_pronoun); i++) {
		const struct clitic_pronoun *p = &clitic_pronoun[i];

		g->pronoun = p;
		if (!ends_with(r, p) || r->n < from + p->n + 1 ||
		    (g->chain != NULL &&
			(g->chain->has_article ||
			    (g->chain->kinds & p->kinds) == 0)))
			continue;
		if (offer_ends(r, g))
			return true;
	}
	g->pronoun = NULL;
	g->end = NULL;
	return false;
}

/* A verb of the future begins with U+0623, noon, yeh or teh. */
static bool
is_future_verb(const char *folded)
{
	return memcmp(folded, ALEF, 2) == 0 || memcmp(folded, TEH, 2) == 0 ||
	    memcmp(folded, YEH, 2) == 0 || memcmp(folded, "\xD9\x86", 2) == 0;
}

static bool
fits(const struct reader *r, const struct clitic_chain *chain)
{
	return r->n > chain->n &&
	    memcmp(r->own, chain->form, 2 * chain->n) == 0 &&
	    (!chain->is_future || is_future_verb(r->folded + 2 * chain->n)) &&
	    !takes_own(r, chain);
}

/* Behind a lone lam, lam + U+0627 lam is written lam, and of three lams two. */
static bool
hides_article(const struct reader *r, const struct clitic_chain *chain)
{
	return !chain->has_article &&
	    memcmp(chain->form + 2 * (chain->n - 1), LAM, 2) == 0 &&
	    memcmp(r->own + 2 * chain->n, LAM, 2) == 0;
}

static bool
offer_chain(
    const struct reader *r, const struct clitic_chain *chain, bool has_pronouns)
{
	static const char *const hidden[] = { "", ALEF LAM, ALEF };
	size_t n = hides_article(r, chain) ? NELEM(hidden) : 1;
	size_t i;

	for (i = 0; i < n; i++) {
		struct reading g = { chain, NULL, NULL, hidden[i] };

		if (offer(r, &g))
			return true;
		if (has_pronouns && i == 0 && offer_pronouns(r, &g))
			return true;
	}
	return false;
}

bool
nass_clitics(struct nass_str word, bool has_pronouns, nass_clitics_visit *visit,
    void *arg)
{
	struct reading none = { NULL, NULL, NULL, "" };
	struct reader r = { .visit = visit, .arg = arg };
	size_t i;

	if (!read_letters(&r, word) || r.n < 3)
		return false;
	for (i = 0; i < NELEM(clitic_chain); i++)
		if (fits(&r, &clitic_chain[i]) &&
		    offer_chain(&r, &clitic_chain[i], has_pronouns))
			return true;
	return has_pronouns && offer_pronouns(&r, &none);
}

/* How many letters at the end may be those of an end that a pronoun changed. */
static size_t
changed_end(const struct reader *r)
{
	char folded[8];
	size_t most = 0;
	size_t whole;
	size_t i;
	size_t n;

	for (i = 0; i < NELEM(clitic_end); i++) {
		whole = strlen(clitic_end[i].whole) / 2;
		for (n = 0; n < whole; n++)
			fold_letter(
			    clitic_end[i].whole + 2 * n, folded + 2 * n);
		n = whole < r->n ? whole : r->n;
		if (n > most &&
		    memcmp(r->folded + 2 * (r->n - n), folded + 2 * (whole - n),
			2 * n) == 0)
			most = n;
	}
	return most;
}

struct nass_str
nass_clitics_core(struct nass_str word)
{
	struct reader r;
	size_t from = 0;
	size_t to;

	if (!read_letters(&r, word))
		return (struct nass_str){ word.p, 0 };
	to = r.n - changed_end(&r);
	if (r.n > 0 && memcmp(r.folded, ALEF LAM, r.n == 1 ? 2 : 4) == 0)
		from = r.n == 1 ? 1 : 2;
	return to > from ? nass_str_sub(word, r.at[from], r.at[to])
			 : (struct nass_str){ word.p, 0 };
}
