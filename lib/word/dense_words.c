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
#include "word/dense_private.h"
#include "word/machine.h"

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
	    opts->splits_spaces == tailored.splits_spaces &&
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

/* Tokens --------------------------------------------------------------------- */

/* The bits of [from, to) of a mask of the window. */
static void
copy_bits(
    const uint64_t *mask, size_t from, size_t to, size_t nmask, uint64_t *bits)
{
	memcpy(bits, mask + from / 64, nmask * sizeof(*bits));
	bits[0] &= ~(uint64_t)0 << from % 64;
	if (nmask == to / 64 - from / 64 + 1)
		bits[nmask - 1] &= ((uint64_t)1 << to % 64) - 1;
}

/*
 * The plain words of [w->at, to) into the batch, as long as there is room for
 * those of 64 bytes, which are 32 at most; neither end cuts a word.
 */
static void
take_plain(struct nass_dense_words *w, struct nass_dense_batch *b, size_t to)
{
	const struct nass_scan_kernels *scan = nass__scan();
	size_t from = w->at - w->window;
	size_t base = w->at - from % 64;
	size_t nmask = (to - base) / 64 + 1;
	size_t room = (NASS_DENSE_BATCH - b->n) / 32;
	/* A mask that has but an end takes no room. */
	bool is_cut = (to - base + 63) / 64 > room;
	uint64_t bits[NWORD + 1];
	size_t nend;
	size_t n;

	if (is_cut)
		nmask = room;
	w->at = is_cut ? base + 64 * nmask : to;
	/* The last word of a text ends where the text does. */
	to = to == w->window_end ? to - w->window + 1 : to - w->window;
	copy_bits(w->start, from, to, nmask, bits);
	n = scan->bits(bits, nmask, (uint32_t)base, b->at + b->n);
	copy_bits(w->end, from, to, nmask, bits);
	nend = scan->bits(bits, nmask, (uint32_t)base, b->end + b->n);
	if (nend < n) { /* no room for its end: once more */
		n--;
		w->at = b->at[b->n + n];
		b->flags[b->n + n] = 0;
	}
	b->n += n;
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
	size_t byte;

	w->token_at = w->at;
	w->token_byte = byte_of(w, w->at);
	byte = with_spaces(w, w->token_byte);
	w->run_done = w->run_end[w->run] != 0 ? w->window + w->run_end[w->run]
					      : w->window_end;
	w->words.at = byte;
	w->words.entity_at = w->opts.joins_entities ? byte : w->text.n;
	w->words.entity_end = byte;
	w->words.text.n = byte_of(w, w->run_done);
	w->words.sentence_end = w->text.n;
}

/* The dense offset of a token of the run, counted from the one before it. */
static size_t
dense_at(struct nass_dense_words *w, size_t byte)
{
	const char *known = w->text.p + w->token_byte;

	if (byte >= w->token_byte)
		w->token_at += count(known, byte - w->token_byte);
	else /* the spaces before the run */
		w->token_at -= count(w->text.p + byte, w->token_byte - byte);
	w->token_byte = byte;
	return w->token_at;
}

/* Tokens of the run, as many as have room. */
static void
take_run(struct nass_dense_words *w, struct nass_dense_batch *b)
{
	struct nass_token t;

	if (w->run_done == 0)
		begin_run(w);
	while (b->n < NASS_DENSE_BATCH) {
		if (!nass_words_next(&w->words, &t)) {
			w->at = w->run_done;
			w->run_done = 0;
			w->run++;
			return;
		}
		b->at[b->n] = (uint32_t)dense_at(w, t.at);
		b->end[b->n] =
		    b->at[b->n] + (uint32_t)count(w->text.p + t.at, t.n);
		b->flags[b->n] = NASS_DENSE_GENERAL;
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
			word__dense_window(w);
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
