/*
 * context.c - how far words, characters and sentences reach around a place.
 *
 * Words of a slice are those of the whole text if the slice begins behind white
 * space, for no token crosses white space.  So contexts begin to read a little
 * before the place, and earlier if that was not enough.
 */
#include <string.h>

#include "match/fast.h"
#include "text/cluster.h"
#include "text/ucd.h"
#include "text/utf8.h"

/* Bytes read for one word that is wanted, at first; prose needs 12. */
#define BYTES_PER_WORD 16
/*
 * How far a cut is looked for.  Text without white space is cut anywhere then; its
 * words are those of the whole text all the same, but for what is cut.
 */
#define FAR 256

/* Can words be cut at `at`: behind ASCII white space, before no mark? */
static bool
is_cut(struct nass_str text, size_t at)
{
	size_t n;
	char c;

	if (at == 0 || at == text.n)
		return true;
	c = text.p[at - 1];
	if (c == '\n')
		return true;
	if (c != ' ' && c != '\t')
		return false;
	switch (nass_ucd(nass_utf8_get(text.p + at, &n))->wb) {
	case NASS_WB_EXTEND:
	case NASS_WB_FORMAT:
	case NASS_WB_ZWJ:
		return false;
	default:
		return true;
	}
}

/* The last place to cut at or before `at`, which need not be a border. */
size_t
match__cut_before(struct nass_str text, size_t at)
{
	for (; at > 0; at--) {
		char c = text.p[at - 1];

		if ((c == ' ' || c == '\t' || c == '\n') && is_cut(text, at))
			break;
	}
	return at;
}

/* The first place to cut behind `at`. */
size_t
match__cut_after(struct nass_str text, size_t at)
{
	for (at++; at < text.n; at++) {
		char c = text.p[at - 1];

		if ((c == ' ' || c == '\t' || c == '\n') && is_cut(text, at))
			break;
	}
	return at < text.n ? at : text.n;
}

/* To the first byte of the character that holds `at`. */
static size_t
character_at(struct nass_str text, size_t at)
{
	while (at > 0 && ((unsigned char)text.p[at] & 0xC0) == 0x80)
		at--;
	return at;
}

/* The last cut at or before `at`, unless it is far. */
static size_t
near_before(struct nass_str text, size_t at)
{
	size_t far = at > FAR ? character_at(text, at - FAR) : 0;

	return far +
	    match__cut_before(nass_str_sub(text, far, text.n), at - far);
}

/* The first cut behind `at`, unless it is far. */
static size_t
near_after(struct nass_str text, size_t at)
{
	if (text.n - at > FAR)
		text.n = character_at(text, at + FAR);
	return match__cut_after(text, at);
}

/* The tokens of text[from..to), two cuts. */
static void
begin_words(struct nass_words *w, struct nass_str text, size_t from, size_t to)
{
	struct nass_words_opts opts = nass_words_default;

	opts.kinds = NASS_TOKEN_WORDS;
	nass_words_init(w, nass_str_sub(text, from, to), &opts);
}

/* Words ---------------------------------------------------------------------- */

/*
 * Words before a place are counted run by run: a run has no cut inside, and
 * mostly one word.
 */
struct run {
	struct nass_str text;
	size_t from;
	size_t to;    /* a cut, or what is looked at from */
	size_t nword; /* that begin before `to` */
	struct nass_words words;
};

static void
begin_run(struct run *r)
{
	begin_words(
	    &r->words, r->text, r->from, near_after(r->text, r->to - 1));
}

static bool
next_in_run(struct run *r, struct nass_str *word)
{
	struct nass_token t;

	if (!nass_words_next(&r->words, &t) || r->from + t.at >= r->to)
		return false;
	*word = nass_str_sub(r->text, r->from + t.at, r->from + t.at + t.n);
	return true;
}

/* The run that ends at r->from; false: there is none. */
static bool
run_before(struct run *r)
{
	struct nass_str word;

	if (r->from == 0)
		return false;
	r->to = r->from;
	r->from = near_before(r->text, r->to - 1);
	begin_run(r);
	for (r->nword = 0; next_in_run(r, &word);)
		r->nword++;
	return true;
}

size_t
nass_words_left(
    struct nass_str text, size_t at, struct nass_str *word, size_t n)
{
	struct run r = { .text = text, .from = at };
	struct nass_str next;
	size_t k = 0; /* words nearer than those of the run */
	size_t i;

	for (; k < n && run_before(&r); k += r.nword) {
		begin_run(&r);
		for (i = k + r.nword; next_in_run(&r, &next);)
			if (--i < n)
				word[i] = next;
	}
	return k < n ? k : n;
}

static size_t
words_before(struct nass_str text, size_t at, size_t n, size_t *missing)
{
	struct run r = { .text = text, .from = at };
	struct nass_str word = { text.p, 0 };

	for (; run_before(&r); n -= r.nword) {
		if (r.nword < n)
			continue;
		begin_run(&r);
		while (next_in_run(&r, &word) && n < r.nword)
			n++;
		return (size_t)(word.p - text.p);
	}
	*missing = n;
	return 0;
}

/*
 * Up to n words that begin at or behind `at`, to word[], if that is not NULL;
 * *end is where the last of them ends.  Returns how many there were.
 */
static size_t
words_behind(struct nass_str text, size_t at, struct nass_str *word, size_t n,
    size_t *end)
{
	size_t to = near_before(text, at);
	struct nass_words w;
	struct nass_token t;
	size_t from;
	size_t k = 0;

	while (k < n && to < text.n) {
		from = to;
		to = BYTES_PER_WORD * (n - k < text.n ? n - k : text.n);
		to = near_after(text, to < text.n - at ? at + to : text.n);
		begin_words(&w, text, from, to);
		while (k < n && nass_words_next(&w, &t)) {
			if (from + t.at < at)
				continue;
			*end = from + t.at + t.n;
			if (word != NULL)
				word[k] = nass_str_sub(text, from + t.at, *end);
			k++;
		}
		at = to;
	}
	return k;
}

size_t
nass_words_right(
    struct nass_str text, size_t at, struct nass_str *word, size_t n)
{
	size_t end;

	return words_behind(text, at, word, n, &end);
}

static size_t
words_after(struct nass_str text, size_t at, size_t n, size_t *missing)
{
	size_t end = text.n;

	*missing = n - words_behind(text, at, NULL, n, &end);
	return *missing > 0 ? text.n : end;
}

/* Characters ----------------------------------------------------------------- */

/* The words between the cuts around `at`; returns where they begin. */
static size_t
begin_words_around(struct nass_words *w, struct nass_str text, size_t at)
{
	size_t from = near_before(text, at);

	begin_words(w, text, from, near_after(text, at));
	return from;
}

/* U+0620..064A but the tatweel, which alone is no word. */
static bool
is_letter(const char *p)
{
	unsigned cp =
	    ((unsigned char)p[0] & 1u) << 6 | ((unsigned char)p[1] & 0x3Fu);

	return ((unsigned char)p[0] & 0xFE) == 0xD8 && cp - 0x20 <= 0x2A &&
	    cp != 0x40;
}

/*
 * The word that holds `at`, as most words are: letters between spaces, which need
 * no segmentation.  False: it may be any.
 */
static bool
plain_word(struct nass_str text, size_t at, size_t *from, size_t *to)
{
	size_t i;

	for (i = at; i >= 2 && is_letter(text.p + i - 2);)
		i -= 2;
	*from = i;
	if (i > 0 && !match__is_white(text.p[i - 1]))
		return false;
	for (i = at; text.n - i >= 2 && is_letter(text.p + i);)
		i += 2;
	*to = i;
	return i == text.n || match__is_white(text.p[i]);
}

/* The word that goes on at `at`, if one does. */
static bool
word_across(struct nass_str text, size_t at, size_t *from, size_t *to)
{
	struct nass_words w;
	struct nass_token t;
	size_t begin;

	if (plain_word(text, at, from, to))
		return *from < at && at < *to;
	begin = begin_words_around(&w, text, at);
	while (nass_words_next(&w, &t) && begin + t.at < at) {
		*from = begin + t.at;
		*to = *from + t.n;
		if (*to > at)
			return true;
	}
	return false;
}

static size_t
characters_before(struct nass_str text, size_t at, size_t n, size_t *missing)
{
	size_t from = nass_clusters_before(text, at, &n);
	size_t begin;
	size_t end;

	*missing = n;
	if (n > 0 || !word_across(text, from, &begin, &end))
		return from;
	return end < at ? end : from;
}

static size_t
characters_after(struct nass_str text, size_t at, size_t n, size_t *missing)
{
	size_t to = nass_clusters_after(text, at, &n);
	size_t begin;
	size_t end;

	*missing = n;
	if (n > 0 || !word_across(text, to, &begin, &end))
		return to;
	return begin > at ? begin : to;
}

/* ---------------------------------------------------------------------------- */

size_t
nass_context_before(struct nass_str text, size_t at,
    enum nass_context_unit unit, size_t n, size_t *missing)
{
	*missing = 0;
	if (n == 0)
		return at;
	switch (unit) {
	case NASS_CONTEXT_WORDS:
		return words_before(text, at, n, missing);
	case NASS_CONTEXT_CHARACTERS:
		return characters_before(text, at, n, missing);
	case NASS_CONTEXT_SENTENCES:
	case NASS_CONTEXT_WRAPPED:
		return match__sentences_before(
		    text, at, n, unit == NASS_CONTEXT_WRAPPED, missing);
	}
	return at;
}

size_t
nass_context_after(struct nass_str text, size_t at, enum nass_context_unit unit,
    size_t n, size_t *missing)
{
	*missing = 0;
	if (n == 0)
		return at;
	switch (unit) {
	case NASS_CONTEXT_WORDS:
		return words_after(text, at, n, missing);
	case NASS_CONTEXT_CHARACTERS:
		return characters_after(text, at, n, missing);
	case NASS_CONTEXT_SENTENCES:
	case NASS_CONTEXT_WRAPPED:
		return match__sentences_after(
		    text, at, n, unit == NASS_CONTEXT_WRAPPED, missing);
	}
	return at;
}
