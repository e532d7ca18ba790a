/*
 * fuzz_words.c - tokens tile the text; the dense path gives those of the general
 * machine; sentences begin where nass_sentence_end says.
 */
#include "law.h"
#include "text/dense.h"
#include "word/dense_words.h"

/* Each byte is in one token, and every sentence begins behind another. */
static void
tile(struct nass_str text, const struct nass_words_opts *opts)
{
	struct nass_words w;
	struct nass_token t;
	size_t at = 0;
	size_t sentence = 0;

	nass_words_init(&w, text, opts);
	while (nass_words_next(&w, &t)) {
		LAW(t.at == at && t.n > 0 && t.n <= text.n - at);
		LAW(nass_kind_name(t.kind) != NULL);
		while (sentence < t.at)
			sentence = nass_sentence_end(text, sentence, opts);
		if (t.starts_sentence)
			LAW(sentence == t.at);
		at += t.n;
	}
	LAW(at == text.n);
}

static void
agree(struct nass_str text, const struct nass_words_opts *opts)
{
	static struct nass_dense_words d;
	static struct nass_dense_batch b;
	unsigned char *dense = malloc(text.n + 64);
	struct nass_words w;
	struct nass_token t;
	size_t n;
	size_t i;

	LAW(dense != NULL);
	LAW(nass_dense_encode(text.p, text.n, dense, &n) == text.n);
	nass_dense_words_init(&d, text, dense, n, opts, true);
	nass_words_init(&w, text, opts);
	while (nass_dense_words_next(&d, &b))
		for (i = 0; i < b.n; i++) {
			LAW(nass_words_next(&w, &t));
			LAW(b.at[i] == nass_dense_count(text.p, t.at));
			LAW(b.end[i] - b.at[i] ==
			    nass_dense_count(text.p + t.at, t.n));
			LAW((b.flags[i] & NASS_DENSE_SENTENCE) != 0 ==
			    t.starts_sentence);
			if ((b.flags[i] & NASS_DENSE_GENERAL) != 0)
				LAW(b.byte_at[i] == t.at && b.byte_n[i] == t.n);
		}
	LAW(!nass_words_next(&w, &t));
	free(dense);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct nass_words_opts opts = nass_words_default;
	struct nass_str in = input(data, n);
	size_t which = choose(&in, 8);
	struct nass_buf own = NASS_BUF_INIT;
	struct nass_str text = mended(in, &own);

	opts.ends_at_lines = (which & 1) == 0;
	opts.splits_stops = (which & 2) == 0;
	opts.uses_dictionary = (which & 4) != 0;
	agree(text, &opts);
	opts.kinds = NASS_TOKEN_ALL;
	tile(text, &opts);
	agree(text, &opts);
	nass_buf_fini(&own);
	return 0;
}
