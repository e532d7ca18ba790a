/*
 * dense_words.h - the words of dense text, many at a time: what counting and
 * searching build their loops on.
 *
 * Most text is plain: runs of letters, marks and digits between spaces and
 * points that join nothing.  Their spans come out of bit masks, 64 characters at
 * a step.  A run between spaces that holds anything that needs more (an escape,
 * @ # _, a point between letters or digits, letters of two scripts, a lone
 * mark) is given to nass_words on the original bytes.  Both come out in the order
 * of the text:
 *
 *	text	qAl ly: fy 3.5% mn ...	bytes, UTF-8
 *	dense	....................	a byte for each code point
 *	token	[0,3) [4,6) [8,10) [11,14)*	* general: also as bytes
 *
 *	nass_dense_encode(text.p, text.n, dense, &n);
 *	nass_dense_words_init(&w, text, dense, n, &nass_words_default, false);
 *	while (nass_dense_words_next(&w, &b))
 *		for (i = 0; i < b.n; i++)
 *			if ((b.flags[i] & NASS_DENSE_GENERAL) == 0)
 *				...dense + b.at[i], dense + b.end[i]: fold by table...
 *			else
 *				...text.p + b.byte_at[i], b.byte_n[i]...
 *
 * A plain token has no dense code below 20.
 *
 * Law (tests/unit/test_dense.c): spans and sentence flags are those of
 * nass_words_next over the same text with the same options.
 */
#ifndef NASS_WORD_DENSE_WORDS_H
#define NASS_WORD_DENSE_WORDS_H

#include <nass/word.h>

enum {
	NASS_DENSE_BATCH = 2048, /* tokens in a batch at most */
	/* Flags of a token.  SENTENCE (it starts one): only if asked for. */
	NASS_DENSE_GENERAL = 1 << 0,
	NASS_DENSE_SENTENCE = 1 << 1,
};

struct nass_dense_batch {
	size_t n; /* tokens */
	/* [at, end) in the dense text.  Behind them is scratch. */
	uint32_t at[NASS_DENSE_BATCH + 16];
	uint32_t end[NASS_DENSE_BATCH + 16];
	uint8_t flags[NASS_DENSE_BATCH];
	/* Of GENERAL tokens alone: the span in the original text. */
	uint32_t byte_at[NASS_DENSE_BATCH];
	uint32_t byte_n[NASS_DENSE_BATCH];
};

enum {
	NASS_DENSE_WINDOW = 4096, /* dense bytes that are looked at at once */
};

/* Where an iteration stands; fields are the library's. */
struct nass_dense_words {
	struct nass_str text;
	const unsigned char *dense;
	size_t n;
	struct nass_words_opts opts;
	bool is_plain; /* the options are those that the masks know */
	bool wants_sentences;
	bool is_sentence_start;
	size_t at;       /* what is done, dense */
	size_t known_at; /* a place that is known in both */
	size_t known_byte;
	size_t token_at; /* the same of the last token of a run */
	size_t token_byte;
	size_t sentence_at; /* where the sentence ends, in both */
	size_t sentence_byte;
	/* The window [window, window_end): where plain words start and end. */
	size_t window;
	size_t window_end;
	uint64_t start[NASS_DENSE_WINDOW / 64 + 1];
	uint64_t end[NASS_DENSE_WINDOW / 64 + 1]; /* one behind */
	/* Runs that are not plain, in order: an end of 0 is window_end. */
	uint16_t run_start[NASS_DENSE_WINDOW / 2];
	uint16_t run_end[NASS_DENSE_WINDOW / 2];
	size_t nrun;
	size_t run;
	size_t run_done; /* dense end of the run that `words` takes, or 0 */
	struct nass_words words;
};

/*
 * text: whole lines (or a whole text) of well-formed UTF-8 under 4 GiB; dense:
 * its n dense bytes, readable 64 bytes further.  Both are borrowed.  opts->kinds
 * says which tokens are delivered; any options give the right tokens, those of
 * nass_words_default fast.
 */
void nass_dense_words_init(struct nass_dense_words *w, struct nass_str text,
    const unsigned char *dense, size_t n, const struct nass_words_opts *opts,
    bool wants_sentences);

/*
 * The next tokens, at least one; false at the end.  A batch ends anywhere
 * between two tokens.
 */
bool nass_dense_words_next(
    struct nass_dense_words *w, struct nass_dense_batch *b);

#endif
