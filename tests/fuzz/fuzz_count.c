/*
 * fuzz_count.c - counts of a text, in memory or with runs on disk, are those of
 * nass_words; and those of two documents are the sum of their counts.
 */
#include "law.h"

#include <nass/count.h>

static struct nass_norm *norm;

static enum nass_code
append(void *arg, struct nass_buf *out, struct nass_err *err)
{
	enum nass_code code = nass_buf_put(arg, nass_buf_str(out), err);

	out->n = 0;
	return code;
}

static struct nass_count *
counting(unsigned ngram, size_t memory)
{
	struct nass_count_opts opts = nass_count_default;
	struct nass_count *c;

	opts.norm = norm;
	opts.ngram_max = ngram;
	opts.memory = memory;
	OK(nass_count_new(&opts, &c, NULL));
	return c;
}

static void
add(struct nass_count *c, struct nass_str text, uint64_t number)
{
	struct nass_doc d = { .text = text,
		.number = number,
		.is_first = true,
		.is_last = true };

	OK(nass_count_doc(c, &d, NULL));
}

/* The counts format of c, which is freed. */
static void
write(struct nass_count *c, struct nass_buf *out)
{
	OK(nass_count_finish(c, NASS_ORDER_KEY, NULL));
	OK(nass_counts_write(c, append, out, NULL));
	nass_count_free(c);
}

static void
is_total(struct nass_count *c, struct nass_str text)
{
	struct nass_words w;
	struct nass_words_opts opts = nass_words_default;
	struct nass_token t;
	struct nass_count_row row;
	uint64_t n = 0;

	opts.kinds = NASS_TOKEN_WORDS;
	nass_words_init(&w, text, &opts);
	while (nass_words_next(&w, &t))
		n++;
	OK(nass_count_finish(c, NASS_ORDER_COUNT, NULL));
	while (nass_count_next(c, &row, NULL) == NASS_OK) {
		LAW(row.count > 0 && row.documents == 1 && row.count <= n);
		n -= row.count;
	}
	LAW(n == 0);
	nass_count_free(c);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct nass_str in = input(data, n);
	unsigned ngram = 1 + (unsigned)choose(&in, 3);
	struct nass_buf own[2] = { NASS_BUF_INIT, NASS_BUF_INIT };
	struct nass_buf whole = NASS_BUF_INIT;
	struct nass_buf parts = NASS_BUF_INIT;
	struct nass_buf sum = NASS_BUF_INIT;
	struct nass_str text[2];
	struct nass_count *c = NULL;
	size_t i;

	if (norm == NULL)
		OK(nass_norm_new("standard", &norm, NULL));
	text[0] = mended(nass_str_sub(in, 0, in.n / 2), &own[0]);
	text[1] = mended(nass_str_sub(in, in.n / 2, in.n), &own[1]);
	c = counting(1, (size_t)1 << 30);
	add(c, text[0], 0);
	is_total(c, text[0]);
	c = counting(ngram, 1);
	for (i = 0; i < 2; i++)
		add(c, text[i], i);
	write(c, &whole);
	for (i = 0; i < 2; i++) {
		c = counting(ngram, (size_t)1 << 30);
		add(c, text[i], i);
		write(c, &parts);
	}
	c = counting(ngram, (size_t)1 << 30);
	OK(nass_counts_read(c, nass_buf_str(&parts), NULL));
	write(c, &sum);
	LAW(nass_str_eq(nass_buf_str(&whole), nass_buf_str(&sum)));
	for (i = 0; i < 2; i++)
		nass_buf_fini(&own[i]);
	nass_buf_fini(&whole);
	nass_buf_fini(&parts);
	nass_buf_fini(&sum);
	return 0;
}
