/*
 * test_context.c - contexts reach as far as reading from the start says.
 */
#include <check.h>

#include "hits.h"
#include "random.h"
#include "text/cluster.h"

Suite *test_context(void);

/* nass_words_left and contexts in words agree with reading from the start. */
START_TEST(words_beside)
{
	struct nass_buf text = NASS_BUF_INIT;
	struct nass_words_opts opts = nass_words_default;
	size_t round;

	opts.kinds = NASS_TOKEN_WORDS;
	for (round = random_rounds(25); round > 0; round--) {
		struct nass_token token[300];
		struct nass_str left[5];
		struct nass_str t;
		struct nass_words w;
		size_t n = 0;
		size_t i;
		size_t k;
		size_t got;

		hits_text(&text, 100);
		t = nass_buf_str(&text);
		nass_words_init(&w, t, &opts);
		while (nass_words_next(&w, &token[n]))
			n++;
		for (i = 0; i < n; i++) {
			got = nass_words_left(t, token[i].at, left, 5);
			ck_assert_uint_eq(got, i < 5 ? i : 5);
			for (k = 0; k < got; k++)
				ck_assert_ptr_eq(
				    left[k].p, t.p + token[i - 1 - k].at);
			got = nass_words_right(
			    t, token[i].at + token[i].n, left, 5);
			ck_assert_uint_eq(got, n - 1 - i < 5 ? n - 1 - i : 5);
			for (k = 0; k < got; k++)
				ck_assert_ptr_eq(
				    left[k].p, t.p + token[i + 1 + k].at);
		}
	}
	nass_buf_fini(&text);
}
END_TEST

/* Where the word of all the text is that goes on at `at`; else both are `at`. */
static void
word_around(struct nass_str text, size_t at, size_t *from, size_t *to)
{
	struct nass_words_opts opts = nass_words_default;
	struct nass_words w;
	struct nass_token t;

	opts.kinds = NASS_TOKEN_WORDS;
	nass_words_init(&w, text, &opts);
	*from = *to = at;
	while (nass_words_next(&w, &t) && t.at < at)
		if (t.at + t.n > at) {
			*from = t.at;
			*to = t.at + t.n;
		}
}

/* Contexts in characters, cluster by cluster, and less a word that they cut. */
START_TEST(characters_beside)
{
	struct nass_buf text = NASS_BUF_INIT;
	struct nass_str t;
	size_t missing;
	size_t round;
	size_t begin;
	size_t end;
	size_t at;
	size_t to;
	size_t i;
	size_t n;

	for (round = random_rounds(200); round > 0; round--) {
		hits_text(&text, 60);
		t = nass_buf_str(&text);
		for (at = 0, i = random_below(80); i > 0; i--)
			at = nass_cluster_end(t, at);
		n = 1 + (size_t)random_below(30);
		for (i = 0, to = at; i < n && to < t.n; i++)
			to = nass_cluster_end(t, to);
		word_around(t, to, &begin, &end);
		if (i == n && begin > at)
			to = begin;
		ck_assert_uint_eq(to,
		    nass_context_after(
			t, at, NASS_CONTEXT_CHARACTERS, n, &missing));
		ck_assert_uint_eq(missing, n - i);
		for (i = 0, to = at; i < n && to > 0; i++)
			to = nass_cluster_start(t, to);
		word_around(t, to, &begin, &end);
		if (i == n && end < at)
			to = end;
		ck_assert_uint_eq(to,
		    nass_context_before(
			t, at, NASS_CONTEXT_CHARACTERS, n, &missing));
		ck_assert_uint_eq(missing, n - i);
	}
	nass_buf_fini(&text);
}
END_TEST

Suite *
test_context(void)
{
	Suite *s = suite_create("context");
	TCase *laws = tcase_create("laws");

	tcase_set_timeout(laws, 600);
	tcase_add_test(laws, words_beside);
	tcase_add_test(laws, characters_beside);
	suite_add_tcase(s, laws);
	return s;
}
