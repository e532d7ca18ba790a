/*
 * test_vocab.c - the table of words against those who know how it is made.
 */
#include <check.h>

#include "count/vocab.h"
#include "law.h"
#include "random.h"
#include "text/utf8.h"

Suite *test_vocab(void);

/* What x times y is 1: Newton's way, three bits at first. */
static uint64_t
inverse(uint64_t x)
{
	uint64_t y = x;
	int i;

	for (i = 0; i < 6; i++)
		y *= 2 - x * y;
	return y;
}

/* Slots that are passed on the way to all words. */
static uint64_t
steps(const struct count__vocab *v)
{
	uint64_t n = 0;
	size_t i;

	for (i = 0; i < v->nslot; i++)
		if (v->slot[i].tag != 0)
			n += (size_t)(&v->slot[i] -
				 count__place(v, v->slot[i].tag)) &
			    (v->nslot - 1);
	return n;
}

/* Words that all begin at the first slot do not stay there. */
START_TEST(flooded)
{
	struct count__vocab v;
	struct count__key key = { .is_dense = true };
	uint64_t one;
	uint64_t i;

	ck_assert_int_eq(count__vocab_init(&v, NULL), NASS_OK);
	one = inverse(v.mix);
	for (i = 1; i <= 200000; i++) {
		key.tag = one * i;
		if (key.tag % 256 == NASS_DENSE_ESCAPE)
			continue;
		if (i % 64 == 1)
			ck_assert_int_eq(
			    count__vocab_reserve(&v, 64, NULL), NASS_OK);
		LAW(count__intern(&v, &key) == v.n - 1);
	}
	ck_assert_int_eq(count__vocab_reserve(&v, 64, NULL), NASS_OK);
	ck_assert_uint_lt(steps(&v), 10 * (uint64_t)v.n);
	for (i = 1; i <= 200000; i++) {
		key.tag = one * i;
		if (key.tag % 256 != NASS_DENSE_ESCAPE)
			LAW(count__id(&v, &key) != COUNT__NONE);
	}
	count__vocab_fini(&v);
}
END_TEST

/* Ordinary ones are never spread anew. */
START_TEST(ordinary)
{
	struct count__vocab v;
	struct count__key key;
	char word[16];
	size_t i;
	size_t j;

	ck_assert_int_eq(count__vocab_init(&v, NULL), NASS_OK);
	for (i = 0; i < 200000; i++) {
		for (j = 0; j < sizeof(word); j++)
			word[j] = (char)('a' + random_below(26));
		if (i % 64 == 0)
			ck_assert_int_eq(
			    count__vocab_reserve(&v, 64, NULL), NASS_OK);
		count__key_dense(word, 4 + random_below(5), &key);
		LAW(count__intern(&v, &key) != COUNT__NONE);
		LAW(!v.is_crowded);
	}
	count__vocab_fini(&v);
}
END_TEST

/* A word of any dense code, of any length, is written as it was. */
START_TEST(returns)
{
	struct count__vocab v;
	struct count__key key;
	struct nass_buf want = NASS_BUF_INIT;
	struct nass_buf got = NASS_BUF_INIT;
	char word[32];
	uint32_t id;
	unsigned d;
	size_t n;

	ck_assert_int_eq(count__vocab_init(&v, NULL), NASS_OK);
	for (d = 0x21; d < 0x100; d++)
		for (n = 1; n <= 20; n++) {
			memset(word, (int)d, sizeof(word));
			count__key_dense(word, n, &key);
			ck_assert_int_eq(
			    count__vocab_reserve(&v, 1, NULL), NASS_OK);
			id = count__intern(&v, &key);
			want.n = got.n = 0;
			while (nass_dense_count(want.p, want.n) < n)
				ck_assert_int_eq(
				    nass_utf8_put(&want,
					nass_dense_code_point((unsigned char)d),
					NULL),
				    NASS_OK);
			ck_assert_int_eq(
			    count__word_put(v.key[id], &got, NULL), NASS_OK);
			ck_assert(nass_str_eq(
			    nass_buf_str(&got), nass_buf_str(&want)));
		}
	nass_buf_fini(&want);
	nass_buf_fini(&got);
	count__vocab_fini(&v);
}
END_TEST

Suite *
test_vocab(void)
{
	Suite *s = suite_create("vocab");
	TCase *tc = tcase_create("spread");

	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, flooded);
	tcase_add_test(tc, ordinary);
	tcase_add_test(tc, returns);
	suite_add_tcase(s, tc);
	return s;
}
