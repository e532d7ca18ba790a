/*
 * test_many.c - many patterns at once give what each gives alone.
 */
#include <check.h>

#include "naive.h"
#include "random.h"

Suite *test_many(void);

/* Many patterns give what each gives alone, in order. */
START_TEST(many)
{
	static struct hits fast;
	static struct hits plain;
	struct nass_buf text = NASS_BUF_INIT;
	size_t round;
	size_t i;

	for (round = random_rounds(25); round > 0; round--) {
		struct nass_match_opts opts = { .norm = NULL };
		struct nass_match *m;
		size_t n = 1 + random_below(40);

		opts.near = random_below(4) == 0 ? 6 : 0;
		opts.is_wrapped = random_below(3) == 0;
		opts.has_clitics = random_below(3) == 0;
		ck_assert_int_eq(nass_match_new(&opts, &m, NULL), NASS_OK);
		for (i = 0; i < n; i++) {
			struct pattern p;

			naive_pattern(&p);
			ck_assert_int_eq(
			    nass_match_add(m, nass_str(p.text), NULL), NASS_OK);
		}
		ck_assert_int_eq(nass_match_ready(m, NULL), NASS_OK);
		hits_text(&text, 200);
		hits_scan(m, nass_buf_str(&text), &fast, &plain);
		hits_same(&plain, &fast, "plain and fast", "many",
		    nass_buf_str(&text), "smart");
		for (i = 1; i < plain.n; i++) {
			const struct nass_hit *a = &plain.hit[i - 1];
			const struct nass_hit *b = &plain.hit[i];

			ck_assert(a->at < b->at ||
			    (a->at == b->at &&
				(a->n < b->n ||
				    (a->n == b->n &&
					a->pattern <= b->pattern))));
			ck_assert_uint_eq(fast.hit[i].pattern, b->pattern);
		}
		nass_match_free(m);
	}
	nass_buf_fini(&text);
}
END_TEST

/* A word of few letters; some behind the same eight, so that ends tell. */
static void
put_letters(struct nass_buf *out)
{
	static const char *const letters[] = { "ا", "أ", "ب", "ت", "ة", "ه",
		"ي", "ى", "س", "ٱ" };
	size_t n = 2 + random_below(4);

	if (random_below(6) == 0)
		hits_put(out, "مستقبلنا");
	while (n-- > 0)
		hits_put(out, letters[random_below(10)]);
}

/* Takes some hits, then stops. */
struct first {
	struct hits *hits;
	size_t most;
};

static bool
take_first(void *arg, const struct nass_hit *hit)
{
	struct first *f = arg;

	hits_collect(f->hits, hit);
	return f->hits->n < f->most;
}

/* A visitor that had enough has seen the first hits, and no more. */
static void
check_stop(
    const struct nass_match *m, struct nass_str text, const struct hits *all)
{
	static struct hits some;
	struct first first = { &some, 1 + random_below(all->n) };
	struct nass_scan *s;

	some.n = 0;
	ck_assert_int_eq(nass_scan_new(m, &s, NULL), NASS_OK);
	ck_assert_int_eq(
	    nass_scan_text(s, text, take_first, &first, NULL), NASS_OK);
	nass_scan_free(s);
	ck_assert_uint_eq(some.n, first.most);
	ck_assert_mem_eq(some.hit, all->hit, some.n * sizeof(*some.hit));
}

/* Many single words, each of which is its key letter by letter; some are equal. */
START_TEST(many_words)
{
	static const char *const specs[] = { "none", "light", "standard",
		"search", "search,repeat=1", "standard,alef=fold" };
	static const char *const behind[] = { "\u064E ", "، ", ".", ". ", ") ",
		"» ", "\n", "ـ ", "؟\n" };
	static const char *const before[] = { "«", "٣", "(", "\"" };
	static struct hits fast;
	static struct hits plain;
	struct nass_buf text = NASS_BUF_INIT;
	size_t round;
	size_t i;

	for (round = random_rounds(24); round > 0; round--) {
		struct nass_match_opts opts = { .norm = NULL };
		const char *spec = specs[round % 6];
		struct nass_norm *norm;
		struct nass_match *m;
		size_t npattern = 20 + random_below(400);

		ck_assert_int_eq(nass_norm_new(spec, &norm, NULL), NASS_OK);
		opts.norm = norm;
		ck_assert_int_eq(nass_match_new(&opts, &m, NULL), NASS_OK);
		for (i = 0; i < npattern; i++) {
			text.n = 0;
			put_letters(&text);
			ck_assert_int_eq(
			    nass_match_add(m, nass_buf_str(&text), NULL),
			    NASS_OK);
		}
		ck_assert_int_eq(nass_match_ready(m, NULL), NASS_OK);
		hits_text(&text, 60);
		for (i = 0; i < 300; i++) {
			put_letters(&text);
			hits_put(&text,
			    random_below(3) ? " " : behind[random_below(9)]);
			if (random_below(9) == 0)
				hits_put(&text, before[random_below(4)]);
		}
		put_letters(&text);
		hits_scan(m, nass_buf_str(&text), &fast, &plain);
		hits_same(&plain, &fast, "plain and fast", "many words",
		    nass_buf_str(&text), spec);
		for (i = 0; i < plain.n; i++)
			ck_assert_uint_eq(
			    fast.hit[i].pattern, plain.hit[i].pattern);
		if (plain.n > 0)
			check_stop(m, nass_buf_str(&text), &fast);
		nass_match_free(m);
		nass_norm_free(norm);
	}
	nass_buf_fini(&text);
}
END_TEST

Suite *
test_many(void)
{
	Suite *s = suite_create("many patterns");
	TCase *laws = tcase_create("laws");

	tcase_set_timeout(laws, 600);
	tcase_add_test(laws, many);
	tcase_add_test(laws, many_words);
	suite_add_tcase(s, laws);
	return s;
}
