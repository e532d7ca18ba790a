/*
 * test_count.c - laws of counting: against naive counts; in memory and on disk,
 * by one thread and two.
 */
#include <nass/count.h>

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "law.h"
#include "naive_count.h"
#include "random.h"

Suite *test_count(void);

#define OK(call) ck_assert_int_eq((call), NASS_OK)

static void
law(const struct nass_count_opts *opts, size_t ncount)
{
	struct nass_count *model;
	struct nass_count *c[3];
	struct naive_count v = { 0 };
	struct texts t;
	size_t i;

	make_texts(&t);
	OK(nass_count_new(opts, &model, NULL));
	for (i = 0; i < ncount; i++)
		OK(random_below(2) == 0
			? nass_count_new(opts, &c[i], NULL)
			: nass_count_new_beside(model, &c[i], NULL));
	nass_count_free(model); /* what was shared stays */
	for (i = 0; i < NDOC; i++) {
		naive_count_doc(&v, opts, t.text[i], i);
		feed(c, ncount, t.text[i], i, true);
	}
	for (i = 1; i < ncount; i++) {
		OK(nass_count_merge(c[0], c[i], NULL));
		nass_count_free(c[i]);
	}
	OK(nass_count_finish(c[0], NASS_ORDER_KEY, NULL));
	naive_count_check(c[0], &v);
	nass_count_free(c[0]);
	naive_count_fini(&v);
}

START_TEST(test_exact)
{
	struct nass_count_opts opts = nass_count_default;
	struct nass_norm *norm;
	size_t i;

	OK(nass_norm_new("search", &norm, NULL));
	for (i = 0; i < random_rounds(20); i++) {
		opts.norm = random_below(3) > 0 ? norm : NULL;
		opts.ngram_min = 1 + (unsigned)random_below(3);
		opts.ngram_max = opts.ngram_min + (unsigned)random_below(3);
		if (random_below(4) == 0)
			opts.ngram_max = 6;
		opts.kinds = random_below(2)
		    ? NASS_TOKEN_WORDS
		    : NASS_TOKEN_ALL & ~(unsigned)NASS_SPACE;
		law(&opts, 1);
	}
	nass_norm_free(norm);
}
END_TEST

START_TEST(test_merge)
{
	struct nass_count_opts opts = nass_count_default;
	struct nass_norm *norm;
	size_t i;

	OK(nass_norm_new("standard", &norm, NULL));
	opts.norm = norm;
	opts.is_shared = true;
	for (i = 0; i < random_rounds(20); i++) {
		opts.ngram_max = 1 + (unsigned)random_below(5);
		opts.has_parts = random_below(2);
		law(&opts, 3);
	}
	nass_norm_free(norm);
}
END_TEST

START_TEST(test_size)
{
	struct nass_count_opts opts = nass_count_default;
	struct nass_norm *norm;
	size_t i;

	OK(nass_norm_new("standard", &norm, NULL));
	opts.norm = norm;
	opts.memory = 1;
	for (i = 0; i < random_rounds(20); i++) {
		size_t ncount = 1 + random_below(3);

		opts.ngram_max = 1 + (unsigned)random_below(3);
		opts.is_shared = ncount > 1;
		opts.has_parts = random_below(2);
		law(&opts, ncount);
	}
	nass_norm_free(norm);
}
END_TEST

/* N-grams whose numbers need more than 64 bits, which documents share. */
START_TEST(test_wide)
{
	struct nass_count_opts opts = nass_count_default;
	struct naive_count v = { 0 };
	struct nass_count *c[2];
	char text[4][4096];
	size_t i;
	size_t k;

	opts.ngram_min = 7;
	opts.ngram_max = 8;
	opts.has_parts = _i & 1;
	opts.memory = _i & 2 ? 1 : 0;
	opts.is_shared = true;
	for (i = 0; i < 2; i++)
		OK(nass_count_new(&opts, &c[i], NULL));
	for (i = 0; i < 4; i++) {
		size_t n = 0;

		for (k = 0; k < 400; k++)
			n += (size_t)sprintf(text[i] + n, "w%zu%s",
			    (150 * i + k) % 700, k % 40 == 39 ? ".\n" : " ");
		naive_count_doc(&v, &opts, (struct nass_str){ text[i], n }, i);
		feed(c, 2, (struct nass_str){ text[i], n }, i, true);
	}
	OK(nass_count_merge(c[0], c[1], NULL));
	nass_count_free(c[1]);
	OK(nass_count_finish(c[0], NASS_ORDER_KEY, NULL));
	naive_count_check(c[0], &v);
	nass_count_free(c[0]);
	naive_count_fini(&v);
}
END_TEST

/* Rows of a run in memory and of one on disk are equal, bytes and all. */
static void
check_equal(struct nass_count *x, struct nass_count *y, size_t *bytes)
{
	uint64_t f[2][NASS_NGRAM_MAX];
	struct nass_count_row r;
	struct nass_count_row s;

	*bytes = 0;
	while (nass_count_next(x, &r, NULL) == NASS_OK) {
		LAW(nass_count_next(y, &s, NULL) == NASS_OK);
		LAW(nass_str_eq(r.term, s.term));
		LAW(r.count == s.count && r.documents == s.documents);
		LAW(r.order == s.order);
		LAW(nass_count_words(x, f[0], NULL) == NASS_OK);
		LAW(nass_count_words(y, f[1], NULL) == NASS_OK);
		LAW(memcmp(f[0], f[1], r.order * sizeof(f[0][0])) == 0);
		*bytes += r.term.n + 2 * sizeof(uint64_t);
	}
	ck_assert_int_eq(nass_count_next(y, &s, NULL), NASS_END);
}

/*
 * A document of n-grams whose table is ten times the memory, so that runs are
 * written within it; of seven words, as they do not fit a number.
 */
START_TEST(test_runs_order)
{
	enum {
		WORDS = 8000,
		MEMORY = 400000
	};
	struct nass_count_opts opts = nass_count_default;
	struct nass_count *c[2];
	char *text = calloc(WORDS, 20);
	struct nass_doc d;
	size_t bytes;
	size_t n = 0;
	size_t i;

	for (i = 0; i < WORDS; i++)
		n += (size_t)sprintf(text + n, "Word%u%s",
		    (unsigned)random_below(1000),
		    random_below(20) == 0 ? ". " : " ");
	d = text_doc((struct nass_str){ text, n }, 0, true, true);
	opts.ngram_max = _i == 0 ? 2 : 15;
	opts.has_words = true;
	for (i = 0; i < 2; i++) {
		opts.memory = i == 0 ? 0 : MEMORY;
		OK(nass_count_new(&opts, &c[i], NULL));
		OK(nass_count_doc(c[i], &d, NULL));
		OK(nass_count_finish(c[i], NASS_ORDER_COUNT, NULL));
	}
	check_equal(c[0], c[1], &bytes);
	ck_assert(_i == 0 || bytes > 10 * MEMORY);
	nass_count_free(c[0]);
	nass_count_free(c[1]);
	free(text);
}
END_TEST

/* So many words that two threads add, order and rank them, with one document. */
START_TEST(test_many)
{
	enum {
		WORDS = 160000 /* of which a half has 65,536 or more */
	};
	struct nass_count_opts opts = nass_count_default;
	struct nass_count *c[3];
	char *text = calloc(WORDS, 20);
	size_t bytes;
	size_t n = 0;
	size_t half;
	size_t i;

	for (i = 0; i < WORDS; i++)
		n += (size_t)sprintf(text + n, "%c%c%c%c%s\n",
		    'a' + (int)random_below(26), 'a' + (int)random_below(26),
		    'a' + (int)random_below(26), 'a' + (int)random_below(26),
		    random_below(2) == 0 ? "" : "rthanten\xC3\xB6");
	for (half = n / 2; text[half - 1] != '\n'; half++)
		;
	opts.ngram_max = 2;
	for (i = 0; i < 3; i++) {
		struct nass_str part = { text + (i == 2 ? half : 0),
			i == 0       ? n
			    : i == 1 ? half
				     : n - half };
		struct nass_doc d = text_doc(part, 0, i < 2, i != 1);

		opts.is_shared = i > 0;
		OK(nass_count_new(&opts, &c[i], NULL));
		OK(nass_count_doc(c[i], &d, NULL));
	}
	OK(nass_count_merge(c[1], c[2], NULL));
	for (i = 0; i < 2; i++)
		OK(nass_count_finish(c[i], (enum nass_order)_i, NULL));
	check_equal(c[0], c[1], &bytes);
	ck_assert_uint_gt(bytes, WORDS);
	for (i = 0; i < 3; i++)
		nass_count_free(c[i]);
	free(text);
}
END_TEST

/* The row as a line: its term, and what else it has. */
static void
put_line(struct nass_buf *out, const struct nass_count_row *r)
{
	OK(nass_buf_put(out, r->term, NULL));
	OK(nass_buf_printf(out, NULL, "|%llu %llu\n",
	    (unsigned long long)r->count, (unsigned long long)r->documents));
}

static enum nass_code
put_framed(const void *arg, struct nass_str term, struct nass_buf *out,
    struct nass_err *err)
{
	const struct nass_buf *behind = arg;
	enum nass_code code = nass_buf_put(out, term, err);

	return code == NASS_OK ? nass_buf_put(out, nass_buf_str(behind), err)
			       : code;
}

/* Rows that repeat the last are those that come one by one. */
START_TEST(test_repeat)
{
	struct nass_count_opts opts = nass_count_default;
	struct nass_buf out[2] = { NASS_BUF_INIT, NASS_BUF_INIT };
	struct nass_buf behind = NASS_BUF_INIT;
	struct nass_count_frame frame = { .put = put_framed, .arg = &behind };
	struct nass_count_row row;
	struct nass_count *c;
	struct texts t;
	uint64_t nrepeat = 0;
	uint64_t n;
	size_t i;
	size_t k;

	opts.ngram_min = opts.ngram_max = (unsigned)_i;
	make_texts(&t);
	for (i = 0; i < 2; i++) {
		OK(nass_count_new(&opts, &c, NULL));
		for (k = 0; k < NDOC; k++)
			feed(&c, 1, t.text[k], k, false);
		OK(nass_count_finish(c, NASS_ORDER_COUNT, NULL));
		while (nass_count_next(c, &row, NULL) == NASS_OK) {
			put_line(&out[i], &row);
			behind.n = row.term.n = 0;
			put_line(&behind, &row);
			if (i == 0)
				continue;
			frame.behind = nass_buf_str(&behind);
			OK(nass_count_repeat(c, &frame, 1 + random_below(20),
			    &out[i], &n, NULL));
			nrepeat += n;
		}
		nass_count_free(c);
	}
	ck_assert(nass_str_eq(nass_buf_str(&out[0]), nass_buf_str(&out[1])));
	ck_assert(nrepeat > 0);
	nass_buf_fini(&out[0]);
	nass_buf_fini(&out[1]);
	nass_buf_fini(&behind);
}
END_TEST

Suite *
test_count(void)
{
	Suite *s = suite_create("count");
	TCase *c = tcase_create("count");

	tcase_set_timeout(c, 60);
	tcase_add_test(c, test_exact);
	tcase_add_test(c, test_merge);
	tcase_add_test(c, test_size);
	tcase_add_loop_test(c, test_wide, 0, 4);
	tcase_add_loop_test(c, test_runs_order, 0, 2);
	tcase_add_loop_test(c, test_many, 0, 2);
	tcase_add_loop_test(c, test_repeat, 1, 6);
	suite_add_tcase(s, c);
	return s;
}
