/*
 * dense_window.c - masks of dense text: which words are plain, and which runs
 * between spaces need the general path.
 */
#include <string.h>

#include "simd/scan.h"
#include "word/dense_private.h"
#include "word/machine.h"

static void
clear(uint64_t *mask, size_t from, size_t to)
{
	size_t i;

	for (i = from / 64; i <= to / 64; i++) {
		uint64_t keep = 0;

		if (i == from / 64)
			keep |= ((uint64_t)1 << from % 64) - 1;
		if (i == to / 64)
			keep |= ~(((uint64_t)1 << to % 64) - 1);
		mask[i] &= keep;
	}
}

/* The first bit at or behind `at` that is set; `end` if there is none. */
static size_t
next_bit(const uint64_t *mask, size_t at, size_t end)
{
	uint64_t word;
	size_t i = at / 64;

	if (at >= end)
		return end;
	word = mask[i] >> at % 64 << at % 64;
	while (word == 0)
		if (++i * 64 >= end)
			return end;
		else
			word = mask[i];
	at = i * 64 + (size_t)__builtin_ctzll(word);
	return at < end ? at : end;
}

/* Behind the last bit before `at` that is set; 0 if there is none. */
static size_t
behind_last_bit(const uint64_t *mask, size_t at)
{
	uint64_t word;
	size_t i = at / 64;

	word = mask[i] & (((uint64_t)1 << at % 64) - 1);
	while (word == 0)
		if (i-- == 0)
			return 0;
		else
			word = mask[i];
	return i * 64 + 64 - (size_t)__builtin_clzll(word);
}

/* What word__machine.planes says, by bit. */
enum {
	PART,
	ARABIC,
	LETTER,
	MARK,
	SPACE,
	HARD,
	JOINT,
	SLASH,
};

/* Each bit moved to the place behind it, or before it, across words. */
#define AFTER(plane)  (b[plane] << 1 | a[plane] >> 63)
#define BEFORE(plane) (b[plane] >> 1 | c[plane] << 63)

/*
 * Where the general path is needed, in the planes b of 64 bytes between a and
 * c: what is hard in itself; a word of two scripts, or of digits and Arabic
 * letters; a mark without a letter before it; a point between letters or digits,
 * but for one between Arabic letters, where all but quotation marks part words;
 * a slash behind a point (a URL).
 */
static inline uint64_t
hard_bits(const uint64_t *a, const uint64_t *b, const uint64_t *c)
{
	uint64_t inner = b[PART] & AFTER(PART);
	uint64_t between = AFTER(PART) & BEFORE(PART);
	uint64_t quote = b[JOINT] & b[SLASH];

	return b[HARD] | (inner & (b[ARABIC] ^ AFTER(ARABIC))) |
	    (b[MARK] & ~AFTER(PART)) |
	    (b[JOINT] & between & ~(AFTER(ARABIC) & BEFORE(ARABIC))) |
	    (quote & between) | (b[SLASH] & ~b[JOINT] & AFTER(JOINT));
}

/* Masks of a window. */
struct masks {
	uint64_t plain[NWORD + 1]; /* words that need no more rules */
	uint64_t odd[NWORD + 1];   /* which no one may want, if they start so */
	uint64_t space[NWORD + 1];
	uint64_t hard[NWORD + 1];
};

/*
 * The masks of the window from w->at on; returns how many bytes it has.  A word
 * that begins with a digit is a number, or a word.
 */
static size_t
read_window(const struct nass_dense_words *w, struct masks *m)
{
	uint64_t room[NWORD + 3][8]; /* zeros, the window, what stands behind */
	uint64_t(*plane)[8] = room + 1;
	bool wants_numbers = (w->opts.kinds & (unsigned)NASS_NUMBER) != 0;
	size_t left = w->n - w->at;
	size_t n = left < NASS_DENSE_WINDOW ? left : NASS_DENSE_WINDOW;
	size_t nblock = (left - 1) / 64 + 1;
	size_t i;
	size_t k;

	if (nblock > NWORD + 1)
		nblock = NWORD + 1;
	nass__scan()->planes(
	    word__machine.planes, w->dense + w->at, nblock, plane);
	if (nblock * 64 > left)
		for (k = 0; k < 8; k++)
			plane[nblock - 1][k] &= ((uint64_t)1 << left % 64) - 1;
	memset(room[0], 0, sizeof(room[0]));
	memset(plane[nblock], 0, sizeof(plane[nblock]));
	for (i = 0; i * 64 < n; i++) {
		const uint64_t *b = plane[i];

		m->plain[i] = b[PART];
		m->odd[i] =
		    ~b[LETTER] & (wants_numbers ? b[ARABIC] : ~(uint64_t)0);
		m->space[i] = b[SPACE];
		m->hard[i] = hard_bits(b - 8, b, b + 8);
	}
	m->plain[i] = m->odd[i] = m->space[i] = m->hard[i] = 0;
	return n;
}

/* A run longer than any window: up to the next space. */
static size_t
long_run_end(const struct nass_dense_words *w, size_t at)
{
	while (at < w->n &&
	    (word__machine.planes[w->dense[at]] & WORD__SPACE) == 0)
		at++;
	return at;
}

/* The kind of the plain word at `at`, and its end. */
static enum nass_kind
kind_of(const struct nass_dense_words *w, size_t at, size_t *end)
{
	enum nass_kind kind = NASS_PUNCTUATION;
	unsigned planes;

	for (; at < w->n; at++) {
		planes = word__machine.planes[w->dense[at]];
		if ((planes & WORD__PART) == 0)
			break;
		if ((planes & WORD__LETTER) != 0)
			kind = NASS_WORD;
		else if (kind != NASS_WORD && (planes & WORD__ARABIC) == 0)
			kind = NASS_NUMBER;
	}
	*end = at;
	return kind;
}

/*
 * Where words start and end, of the n bytes of a window; without those that no
 * one wants.
 */
static void
find_edges(struct nass_dense_words *w, struct masks *m, size_t n)
{
	uint64_t last = 0;
	uint64_t word;
	uint64_t odd;
	size_t start;
	size_t end;
	size_t i;

	for (i = 0; i <= n / 64; i++) {
		word = m->plain[i];
		odd = word & ~(word << 1 | last) & m->odd[i];
		for (; odd != 0; odd &= odd - 1) {
			start = i * 64 + (size_t)__builtin_ctzll(odd);
			if (((unsigned)kind_of(w, w->at + start, &end) &
				w->opts.kinds) == 0)
				clear(m->plain, start, end - w->at);
		}
		word = m->plain[i];
		w->start[i] = word & ~(word << 1 | last);
		w->end[i] = ~word & (word << 1 | last);
		last = word >> 63;
	}
}

/* All up to `end` is one run. */
static void
take_all(struct nass_dense_words *w, size_t end)
{
	w->window = w->at;
	w->window_end = end;
	w->nrun = 1;
	w->run = 0;
	w->run_start[0] = 0;
	w->run_end[0] = 0;
}

/* The next window: edges and runs. */
void
word__dense_window(struct nass_dense_words *w)
{
	struct masks m;
	size_t at = 0;
	size_t end;
	size_t n;

	if (!w->is_plain) {
		take_all(w, w->n);
		return;
	}
	n = read_window(w, &m);
	w->window = w->at;
	w->nrun = 0;
	w->run = 0;
	if (w->at + n < w->n) {
		end = behind_last_bit(m.space, n);
		if (end == 0) { /* no space at all */
			take_all(w, long_run_end(w, w->at + n));
			return;
		}
		clear(m.plain, end, n);
		clear(m.hard, end, n);
		n = end;
	}
	w->window_end = w->at + n;
	for (; (at = next_bit(m.hard, at, n)) < n; at = end) {
		end = next_bit(m.space, at, n);
		at = behind_last_bit(m.space, at);
		w->run_start[w->nrun] = (uint16_t)at;
		w->run_end[w->nrun++] = (uint16_t)end;
		clear(m.plain, at, end);
	}
	find_edges(w, &m, n);
}
