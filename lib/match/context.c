/*
 * context.c - how far words, characters and sentences reach around a place.
 *
 * Words of a slice are those of the whole text if the slice begins behind white
 * space, for no token crosses white space.  So contexts begin to read a little
 * before the place, and earlier if that was not enough.
 */
#include <string.h>

#include "match/pattern.h"
#include "text/cluster.h"
#include "text/ucd.h"
#include "text/utf8.h"

/* Bytes read for one word that is wanted, at first; prose needs 12. */
#define BYTES_PER_WORD 32

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

static void
begin_words(struct nass_words *w, struct nass_str text, size_t from)
{
	struct nass_words_opts opts = nass_words_default;

	opts.kinds = NASS_TOKEN_WORDS;
	nass_words_init(w, nass_str_sub(text, from, text.n), &opts);
}

/*
 * The last words that begin before `at`, at most n, in a ring: ring[k % n] is
 * the k-th from `from` on.  Returns how many begin between from and at.
 */
static size_t
words_between(struct nass_str text, size_t from, size_t at,
    struct nass_str *ring, size_t n)
{
	struct nass_words w;
	struct nass_token t;
	size_t k = 0;

	begin_words(&w, text, from);
	while (nass_words_next(&w, &t) && from + t.at < at) {
		if (ring != NULL)
			ring[k % n] =
			    nass_str_sub(text, from + t.at, from + t.at + t.n);
		k++;
	}
	return k;
}

/* A place to cut from which at least n words begin before `at`; or 0. */
static size_t
reach_back(struct nass_str text, size_t at, size_t n, size_t *nword)
{
	size_t span = n * BYTES_PER_WORD + 64;
	size_t from;

	for (;; span *= 2) {
		from = at > span ? match__cut_before(text, at - span) : 0;
		*nword = words_between(text, from, at, NULL, 0);
		if (*nword >= n || from == 0)
			return from;
	}
}

static void
reverse(struct nass_str *p, size_t n)
{
	struct nass_str t;
	size_t i;

	for (i = 0; i < n / 2; i++) {
		t = p[i];
		p[i] = p[n - 1 - i];
		p[n - 1 - i] = t;
	}
}

size_t
nass_words_left(
    struct nass_str text, size_t at, struct nass_str *word, size_t n)
{
	size_t nword;
	size_t from;
	size_t i;

	if (n == 0)
		return 0;
	from = reach_back(text, at, n, &nword);
	words_between(text, from, at, word, n);
	if (nword <= n) {
		reverse(word, nword);
		return nword;
	}
	/* The newest stands before slot nword % n: turn the ring, newest first. */
	i = nword % n;
	reverse(word, i);
	reverse(word + i, n - i);
	return n;
}

size_t
nass_words_right(
    struct nass_str text, size_t at, struct nass_str *word, size_t n)
{
	size_t from = match__cut_before(text, at);
	struct nass_words w;
	struct nass_token t;
	size_t k = 0;

	begin_words(&w, text, from);
	while (k < n && nass_words_next(&w, &t))
		if (from + t.at >= at)
			word[k++] =
			    nass_str_sub(text, from + t.at, from + t.at + t.n);
	return k;
}

/* Words ---------------------------------------------------------------------- */

static size_t
words_before(struct nass_str text, size_t at, size_t n, size_t *missing)
{
	struct nass_words w;
	struct nass_token t;
	size_t nword;
	size_t from;

	from = reach_back(text, at, n, &nword);
	if (nword < n) {
		*missing = n - nword;
		return 0;
	}
	begin_words(&w, text, from);
	while (nass_words_next(&w, &t))
		if (nword-- == n)
			return from + t.at;
	return at;
}

static size_t
words_after(struct nass_str text, size_t at, size_t n, size_t *missing)
{
	size_t from = match__cut_before(text, at);
	struct nass_words w;
	struct nass_token t;

	begin_words(&w, text, from);
	while (nass_words_next(&w, &t))
		if (from + t.at >= at && --n == 0)
			return from + t.at + t.n;
	*missing = n;
	return text.n;
}

/* Characters ----------------------------------------------------------------- */

/* The words between the cuts around `at`; returns where they begin. */
static size_t
begin_words_around(struct nass_words *w, struct nass_str text, size_t at)
{
	size_t from = match__cut_before(text, at);

	begin_words(w, nass_str_sub(text, 0, match__cut_after(text, at)), from);
	return from;
}

/* The first border of a word at or behind `from`, before `at`; or from. */
static size_t
border_behind(struct nass_str text, size_t from, size_t at)
{
	struct nass_words w;
	struct nass_token t;
	size_t begin = begin_words_around(&w, text, from);

	while (nass_words_next(&w, &t) && begin + t.at < from)
		if (begin + t.at + t.n > from)
			return begin + t.at + t.n < at ? begin + t.at + t.n
						       : from;
	return from;
}

static size_t
border_before(struct nass_str text, size_t at, size_t to)
{
	struct nass_words w;
	struct nass_token t;
	size_t begin = begin_words_around(&w, text, to);

	while (nass_words_next(&w, &t) && begin + t.at < to)
		if (begin + t.at + t.n > to)
			return begin + t.at > at ? begin + t.at : to;
	return to;
}

static size_t
characters_before(struct nass_str text, size_t at, size_t n, size_t *missing)
{
	size_t from = at;

	for (; n > 0 && from > 0; n--)
		from = nass_cluster_start(text, from);
	*missing = n;
	return n > 0 ? from : border_behind(text, from, at);
}

static size_t
characters_after(struct nass_str text, size_t at, size_t n, size_t *missing)
{
	size_t to = at;

	for (; n > 0 && to < text.n; n--)
		to = nass_cluster_end(text, to);
	*missing = n;
	return n > 0 ? to : border_before(text, at, to);
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
