/*
 * dense_words.c - the words of dense text.
 *
 * A window of dense bytes becomes bit masks, a bit for each byte:
 *
 *	dense	wqAl ly: fy 3.5 mn
 *	plain	xxxx.xx..xx.....xx.	words that need no more rules
 *	runs	            [--]	between spaces: for the general path
 *
 * Then plain words are taken from the mask, and runs by nass_words, in order.
 */
#include "word/dense_words.h"

#include <string.h>

#include "simd/scan.h"
#include "text/dense.h"
#include "text/ucd.h"
#include "text/utf8.h"
#include "word/machine.h"

#define NWORD (NASS_DENSE_WINDOW / 64)

void
nass_dense_words_init(struct nass_dense_words *w, struct nass_str text,
    const unsigned char *dense, size_t n, const struct nass_words_opts *opts,
    bool wants_sentences)
{
	struct nass_words_opts tailored = nass_words_default;
	unsigned hard = (unsigned)NASS_PUNCTUATION | (unsigned)NASS_SPACE;

	w->text = text;
	w->dense = dense;
	w->n = n;
	w->opts = *opts;
	w->wants_sentences = wants_sentences;
	w->is_sentence_start = true;
	w->at = 0;
	w->known_at = 0;
	w->known_byte = 0;
	w->sentence_at = 0;
	w->sentence_byte = 0;
	w->window_end = 0;
	w->nrun = 0;
	w->run = 0;
	w->run_done = 0;
	w->is_plain = opts->splits_scripts == tailored.splits_scripts &&
	    opts->splits_stops == tailored.splits_stops &&
	    opts->splits_commas == tailored.splits_commas &&
	    opts->joins_entities == tailored.joins_entities &&
	    opts->keeps_whole == tailored.keeps_whole &&
	    (opts->kinds & (unsigned)NASS_WORD) != 0 &&
	    (opts->kinds & hard) == 0;
	nass_words_init(&w->words, text, opts);
}

/* Offsets ------------------------------------------------------------------- */

/* The byte offset of the dense offset `at`, which lies behind what is known. */
static size_t
byte_of(struct nass_dense_words *w, size_t at)
{
	w->known_byte += nass_dense_offset(w->text.p + w->known_byte,
	    w->text.n - w->known_byte, at - w->known_at);
	w->known_at = at;
	return w->known_byte;
}

/* Code points of a short text: a call of a kernel costs more. */
static size_t
count(const char *p, size_t n)
{
	size_t ncp = 0;
	size_t i;

	if (n > 128)
		return nass_dense_count(p, n);
	for (i = 0; i < n; i++)
		ncp += (signed char)p[i] >= -64;
	return ncp;
}

/* Masks ---------------------------------------------------------------------- */

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

/* Is a token without a letter wanted?  A number may be. */
static enum nass_kind
odd_kind(const struct nass_dense_words *w, size_t at, size_t *end)
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
			if (((unsigned)odd_kind(w, w->at + start, &end) &
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
static void
take_window(struct nass_dense_words *w)
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

/* Tokens --------------------------------------------------------------------- */

/* Say what the words are that do not begin with a letter; tokens from `i` on. */
static size_t
mark_odd(const struct nass_dense_words *w, struct nass_dense_batch *b, size_t i,
    size_t base, uint64_t odd)
{
	size_t end;
	size_t at;

	for (; odd != 0; odd &= odd - 1) {
		at = base + (size_t)__builtin_ctzll(odd);
		while (b->at[i] != at)
			i++;
		b->flags[i] = NASS_DENSE_ODD;
		b->kind[i] = (uint16_t)odd_kind(w, at, &end);
	}
	return i;
}

/* Where words start and end, in masks of the window. */
struct edges {
	uint64_t start[NWORD + 1];
	uint64_t end[NWORD + 1]; /* one behind */
};

/*
 * The edges of the plain words of [from, to), no more than `room` words, of
 * which 64 characters have 32 at most.  Returns how many masks were made.
 */
static size_t
find_edges(const struct nass_dense_words *w, size_t from, size_t to,
    size_t room, struct edges *e)
{
	uint64_t open = 0; /* a word goes on from the last 64 */
	uint64_t word;
	size_t first = from / 64;
	size_t i;

	for (i = first; i * 64 < to && (i - first) * 32 + 32 <= room; i++) {
		word = w->plain[i];
		if (i == first)
			word &= ~(uint64_t)0 << from % 64;
		if (to - i * 64 < 64)
			word &= ((uint64_t)1 << to % 64) - 1;
		e->start[i] = word & ~(word << 1 | open);
		e->end[i] = ~word & (word << 1 | open);
		open = word >> 63;
	}
	return i - first;
}

/*
 * The plain words of [w->at, end) into the batch, as long as there is room for
 * those of 64 bytes; neither end cuts a word.
 */
static void
take_plain(struct nass_dense_words *w, struct nass_dense_batch *b, size_t end)
{
	const struct nass_scan_kernels *scan = nass__scan();
	size_t first = (w->at - w->window) / 64;
	size_t base = w->window + first * 64;
	size_t seen = b->n;
	struct edges e;
	uint64_t odd;
	size_t nmask;
	size_t nend;
	size_t i;
	size_t n;

	nmask = find_edges(
	    w, w->at - w->window, end - w->window, NASS_DENSE_BATCH - b->n, &e);
	n = scan->bits(e.start + first, nmask, (uint32_t)base, b->at + b->n);
	nend = scan->bits(e.end + first, nmask, (uint32_t)base, b->len + b->n);
	w->at = base + 64 * nmask < end ? base + 64 * nmask : end;
	for (i = first; i < first + nmask; i++) {
		odd = e.start[i] & ~w->letter[i];
		if (odd != 0)
			seen = mark_odd(w, b, seen, w->window + 64 * i, odd);
	}
	if (nend < n && w->at < end) { /* no room for its end: once more */
		n--;
		w->at = b->at[b->n + n];
		b->flags[b->n + n] = 0;
	} else if (nend < n) {
		b->len[b->n + nend] = (uint32_t)end;
	}
	for (n += b->n; b->n < n; b->n++)
		b->len[b->n] -= b->at[b->n];
}

/*
 * A mark or a joiner at the start of a run belongs to the spaces before it:
 * where they begin, in bytes.  `byte` is where the run does.
 */
static size_t
with_spaces(const struct nass_dense_words *w, size_t byte)
{
	unsigned char d = w->dense[w->at];
	size_t at = w->at;

	if (d != NASS_DENSE_ESCAPE &&
	    (word__machine.planes[d] & (WORD__HARD | WORD__MARK)) == 0)
		return byte;
	while (at > 0 &&
	    (word__machine.planes[w->dense[at - 1]] & WORD__SPACE) != 0)
		at--;
	return word__safe_border(w->text, byte - (w->at - at), byte);
}

/* Set the general path on the run that begins here. */
static void
begin_run(struct nass_dense_words *w)
{
	size_t byte = with_spaces(w, byte_of(w, w->at));

	w->run_done = w->run_end[w->run] != 0 ? w->window + w->run_end[w->run]
					      : w->window_end;
	w->words.at = byte;
	w->words.entity_at = w->opts.joins_entities ? byte : w->text.n;
	w->words.entity_end = byte;
	w->words.text.n = byte_of(w, w->run_done);
	w->words.sentence_end = w->text.n;
}

/* Tokens of the run, as many as have room. */
static void
take_run(struct nass_dense_words *w, struct nass_dense_batch *b)
{
	struct nass_token t;
	size_t at;

	if (w->run_done == 0)
		begin_run(w);
	/* known_at and known_byte are at the run's end. */
	while (b->n < NASS_DENSE_BATCH) {
		if (!nass_words_next(&w->words, &t)) {
			w->at = w->run_done;
			w->run_done = 0;
			w->run++;
			return;
		}
		at =
		    w->known_at - count(w->text.p + t.at, w->known_byte - t.at);
		b->at[b->n] = (uint32_t)at;
		b->len[b->n] = (uint32_t)count(w->text.p + t.at, t.n);
		b->flags[b->n] = NASS_DENSE_GENERAL;
		b->kind[b->n] = (uint16_t)t.kind;
		b->byte_at[b->n] = (uint32_t)t.at;
		b->byte_n[b->n++] = (uint32_t)t.n;
	}
}

/* Sentences end at bytes: walk to the one that the token lies in. */
static void
mark_sentences(struct nass_dense_words *w, struct nass_dense_batch *b)
{
	size_t end;
	size_t i;

	for (i = 0; i < b->n; i++) {
		while (b->at[i] >= w->sentence_at &&
		    w->sentence_byte < w->text.n) {
			end = nass_sentence_end(
			    w->text, w->sentence_byte, &w->opts);
			w->sentence_at +=
			    nass_dense_count(w->text.p + w->sentence_byte,
				end - w->sentence_byte);
			w->sentence_byte = end;
			w->is_sentence_start = true;
		}
		if (w->is_sentence_start)
			b->flags[i] |= NASS_DENSE_SENTENCE;
		w->is_sentence_start = false;
	}
}

bool
nass_dense_words_next(struct nass_dense_words *w, struct nass_dense_batch *b)
{
	size_t before;
	size_t end;

	b->n = 0;
	memset(b->flags, 0, sizeof(b->flags));
	do {
		before = w->at;
		if (w->at >= w->window_end && w->run_done == 0) {
			if (w->at >= w->n)
				break;
			take_window(w);
		}
		end = w->window_end;
		if (w->run < w->nrun)
			end = w->window + w->run_start[w->run];
		if (w->at < end && w->run_done == 0)
			take_plain(w, b, end);
		else
			take_run(w, b);
		/* A word that has no room for its end waits. */
	} while (b->n + 128 <= NASS_DENSE_BATCH && w->at > before);
	if (w->wants_sentences)
		mark_sentences(w, b);
	return b->n > 0;
}
