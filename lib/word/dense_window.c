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

struct planes {
	uint64_t part;
	uint64_t arabic;
	uint64_t letter;
	uint64_t mark;
	uint64_t space;
	uint64_t hard;
	uint64_t joint;
	uint64_t slash;
};

static void
read_planes(const struct nass_scan_kernels *scan, const unsigned char *p,
    size_t live, struct planes *out)
{
	uint64_t plane[8];
	uint64_t mask = live >= 64 ? ~(uint64_t)0 : ((uint64_t)1 << live) - 1;

	scan->planes(word__machine.planes, p, plane);
	*out = (struct planes){
		.part = plane[0] & mask,
		.arabic = plane[1] & mask,
		.letter = plane[2] & mask,
		.mark = plane[3] & mask,
		.space = plane[4] & mask,
		.hard = plane[5] & mask,
		.joint = plane[6] & mask,
		.slash = plane[7] & mask,
	};
}

/* Each bit moved to the place behind it, or before it, across words. */
#define AFTER(plane)  (b->plane << 1 | a->plane >> 63)
#define BEFORE(plane) (b->plane >> 1 | c->plane << 63)

/*
 * Where the general path is needed, around the 64 bytes of b: what is hard in
 * itself; a word of two scripts, or of digits and Arabic letters; a mark without
 * a letter before it; a point between letters or digits, but for one between
 * Arabic letters, where all but quotation marks part words; a slash behind a
 * point (a URL).
 */
static uint64_t
hard_bits(
    const struct planes *a, const struct planes *b, const struct planes *c)
{
	uint64_t inner = b->part & AFTER(part);
	uint64_t between = AFTER(part) & BEFORE(part);
	uint64_t quote = b->joint & b->slash;

	return b->hard | (inner & (b->arabic ^ AFTER(arabic))) |
	    (b->mark & ~AFTER(part)) |
	    (b->joint & between & ~(AFTER(arabic) & BEFORE(arabic))) |
	    (quote & between) | (b->slash & ~b->joint & AFTER(joint));
}

/* The masks of the window from w->at on; returns how many bytes it has. */
static size_t
read_window(struct nass_dense_words *w, uint64_t hard[NWORD + 1],
    uint64_t space[NWORD + 1])
{
	const struct nass_scan_kernels *scan = nass__scan();
	const unsigned char *p = w->dense + w->at;
	size_t left = w->n - w->at;
	size_t n = left < NASS_DENSE_WINDOW ? left : NASS_DENSE_WINDOW;
	struct planes before = { 0 };
	struct planes now;
	struct planes next;
	size_t i;

	read_planes(scan, p, left, &now);
	for (i = 0; i * 64 < n; i++) {
		next = (struct planes){ 0 };
		if ((i + 1) * 64 < left)
			read_planes(
			    scan, p + (i + 1) * 64, left - (i + 1) * 64, &next);
		w->plain[i] = now.part;
		w->letter[i] = now.letter;
		hard[i] = hard_bits(&before, &now, &next);
		space[i] = now.space;
		before = now;
		now = next;
	}
	w->plain[i] = w->letter[i] = hard[i] = space[i] = 0;
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

enum nass_kind
word__dense_kind(const struct nass_dense_words *w, size_t at, size_t *end)
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

/* Take words that do not begin with a letter out, if no one wants them. */
static void
drop_unwanted(struct nass_dense_words *w, size_t n)
{
	uint64_t last = 0;
	uint64_t odd;
	size_t start;
	size_t end;
	size_t i;

	for (i = 0; i * 64 < n; i++) {
		odd = w->plain[i] & ~(w->plain[i] << 1 | last) & ~w->letter[i];
		last = w->plain[i] >> 63;
		for (; odd != 0; odd &= odd - 1) {
			start = i * 64 + (size_t)__builtin_ctzll(odd);
			if (((unsigned)word__dense_kind(
				 w, w->at + start, &end) &
				w->opts.kinds) == 0)
				clear(w->plain, start, end - w->at);
		}
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

/* The next window: masks and runs. */
void
word__dense_window(struct nass_dense_words *w)
{
	uint64_t hard[NWORD + 1];
	uint64_t space[NWORD + 1];
	size_t at = 0;
	size_t end;
	size_t n;

	if (!w->is_plain) {
		take_all(w, w->n);
		return;
	}
	n = read_window(w, hard, space);
	w->window = w->at;
	w->nrun = 0;
	w->run = 0;
	if (w->at + n < w->n) {
		end = behind_last_bit(space, n);
		if (end == 0) { /* no space at all */
			take_all(w, long_run_end(w, w->at + n));
			return;
		}
		clear(w->plain, end, n);
		clear(hard, end, n);
		n = end;
	}
	w->window_end = w->at + n;
	for (; (at = next_bit(hard, at, n)) < n; at = end) {
		end = next_bit(space, at, n);
		at = behind_last_bit(space, at);
		w->run_start[w->nrun] = (uint16_t)at;
		w->run_end[w->nrun++] = (uint16_t)end;
		clear(w->plain, at, end);
	}
	drop_unwanted(w, n);
}
