/*
 * test_spill.c - a law: whatever goes to disk, and whenever, all that can be
 * asked of a row is as if nothing had.
 */
#include <nass/count.h>

#include <check.h>
#include <string.h>

#include "law.h"
#include "naive_count.h"
#include "random.h"

Suite *test_spill(void);

#define OK(call) ck_assert_int_eq((call), NASS_OK)

static void
check_variants(struct nass_count *x, struct nass_count *y, size_t n)
{
	struct nass_str s;
	struct nass_str t;
	uint64_t nx;
	uint64_t ny;
	size_t i;

	for (i = 0; i < n; i++) {
		LAW(nass_count_variant(x, i, &s, &nx, NULL) == NASS_OK);
		LAW(nass_count_variant(y, i, &t, &ny, NULL) == NASS_OK);
		LAW(nass_str_eq(s, t) && nx == ny);
	}
	LAW(nass_count_variant(y, n, &t, &ny, NULL) == NASS_END);
}

static void
check_parts(struct nass_count *x, struct nass_count *y)
{
	enum nass_code code = NASS_OK;
	uint64_t tokens[2];
	uint64_t n[2];
	size_t i;

	for (i = 0; code == NASS_OK; i++) {
		code = nass_count_part(x, i, &tokens[0], &n[0], NULL);
		LAW(nass_count_part(y, i, &tokens[1], &n[1], NULL) == code);
		LAW(code != NASS_OK ||
		    (tokens[0] == tokens[1] && n[0] == n[1]));
	}
	LAW(code == NASS_END);
}

static void
check_words(struct nass_count *x, struct nass_count *y, unsigned order)
{
	uint64_t f[2][NASS_NGRAM_MAX];

	LAW(nass_count_words(x, f[0], NULL) == NASS_OK);
	LAW(nass_count_words(y, f[1], NULL) == NASS_OK);
	LAW(memcmp(f[0], f[1], order * sizeof(f[0][0])) == 0);
}

static void
check_rows(struct nass_count *x, struct nass_count *y,
    const struct nass_count_opts *opts)
{
	struct nass_count_row r;
	struct nass_count_row s;

	while (nass_count_next(x, &r, NULL) == NASS_OK) {
		LAW(nass_count_next(y, &s, NULL) == NASS_OK);
		LAW(nass_str_eq(r.term, s.term) && nass_str_eq(r.key, s.key));
		LAW(r.order == s.order && r.count == s.count);
		LAW(r.documents == s.documents && r.nvariant == s.nvariant);
		check_variants(x, y, r.nvariant);
		if (opts->has_parts)
			check_parts(x, y);
		if (opts->has_words)
			check_words(x, y, r.order);
	}
	LAW(nass_count_next(y, &s, NULL) == NASS_END);
}

static void
draw_opts(struct nass_count_opts *opts, const struct nass_norm *norm)
{
	opts->norm = random_below(3) > 0 ? norm : NULL;
	opts->ngram_min = 1 + (unsigned)random_below(4);
	opts->ngram_max =
	    opts->ngram_min + (unsigned)random_below(5 - opts->ngram_min);
	opts->has_parts = random_below(3) == 0;
	opts->has_words = random_below(3) == 0;
	opts->is_shared = random_below(2);
}

/* The texts in parts by one to three counts, which spill now and then. */
static struct nass_count *
spill(const struct texts *t, struct nass_count_opts opts)
{
	size_t n = opts.is_shared ? 1 + random_below(3) : 1;
	struct nass_count *c[3];
	size_t i;

	opts.memory = 1 + random_below(random_below(2) ? 10000 : 1000000);
	for (i = 0; i < n; i++)
		OK(nass_count_new(&opts, &c[i], NULL));
	for (i = 0; i < NDOC; i++) {
		feed(c, n, t->text[i], i, opts.is_shared);
		if (random_below(4) == 0)
			OK(nass_count_spill(c[random_below(n)], NULL));
	}
	for (i = 1; i < n; i++) {
		OK(nass_count_merge(c[0], c[i], NULL));
		nass_count_free(c[i]);
	}
	return c[0];
}

START_TEST(spill_law)
{
	struct nass_count_opts opts = nass_count_default;
	struct nass_norm *norm;
	struct texts t;
	size_t i;
	size_t k;

	OK(nass_norm_new("search", &norm, NULL));
	for (i = 0; i < random_rounds(30); i++) {
		enum nass_order order =
		    random_below(2) ? NASS_ORDER_KEY : NASS_ORDER_COUNT;
		struct nass_count *c[2];

		make_texts(&t);
		draw_opts(&opts, norm);
		opts.memory = 0;
		OK(nass_count_new(&opts, &c[0], NULL));
		for (k = 0; k < NDOC; k++)
			feed(c, 1, t.text[k], k, false);
		c[1] = spill(&t, opts);
		for (k = 0; k < 2; k++)
			OK(nass_count_finish(c[k], order, NULL));
		check_rows(c[0], c[1], &opts);
		nass_count_free(c[0]);
		nass_count_free(c[1]);
	}
	nass_norm_free(norm);
}
END_TEST

Suite *
test_spill(void)
{
	Suite *s = suite_create("spill");
	TCase *c = tcase_create("spill");

	tcase_set_timeout(c, 60);
	tcase_add_test(c, spill_law);
	suite_add_tcase(s, c);
	return s;
}
