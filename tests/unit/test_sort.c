/*
 * test_sort.c - the sort of records, of few and many, of keys that are narrow,
 * wide, equal or nearly so; and the sorter of rows.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "count/sort.h"
#include "count/sorter.h"
#include "random.h"

Suite *test_sort(void);

#define OK(call) ck_assert_int_eq((call), NASS_OK)

static int
item_cmp(const void *left, const void *right)
{
	const struct count__item *x = left;
	const struct count__item *y = right;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id; /* ids: as they came */
}

/* Keys of up to `bits`, in which only every `spread`th number occurs. */
static void
fill(struct count__item *item, size_t n, unsigned bits, uint64_t spread)
{
	uint64_t mask = bits < 64 ? ((uint64_t)1 << bits) - 1 : ~(uint64_t)0;
	size_t i;

	for (i = 0; i < n; i++)
		item[i] = (struct count__item){
			(random_next() & mask) / spread * spread,
			i,
		};
}

static void
check_sorts(size_t n, unsigned bits, uint64_t spread)
{
	struct count__item *item = calloc(2 * n + 1, sizeof(*item));
	struct count__item *want = calloc(n + 1, sizeof(*want));
	uint64_t *number = calloc(2 * n + 1, sizeof(*number));
	size_t i;

	fill(item, n, bits, spread);
	for (i = 0; i < n; i++) {
		want[i] = item[i];
		number[i] = item[i].key;
	}
	qsort(want, n, sizeof(*want), item_cmp);
	count__radix(item, item + n, n);
	count__radix_numbers(number, number + n, n);
	ck_assert_mem_eq(item, want, n * sizeof(*want));
	for (i = 0; i < n && number[i] == want[i].key; i++)
		;
	ck_assert_uint_eq(i, n);
	free(item);
	free(want);
	free(number);
}

START_TEST(radix_sorts)
{
	static const size_t n[] = { 0, 1, 2, 16, 17, 18, 40, 300, 5000, 30000 };
	static const unsigned bits[] = { 1, 3, 11, 12, 40, 63, 64 };
	static const uint64_t spread[] = { 1, 1000, (uint64_t)1 << 60 };
	size_t i;
	size_t k;
	size_t s;

	for (i = 0; i < sizeof(n) / sizeof(n[0]); i++)
		for (k = 0; k < sizeof(bits) / sizeof(bits[0]); k++)
			for (s = 0; s < sizeof(spread) / sizeof(spread[0]); s++)
				check_sorts(n[i], bits[k], spread[s]);
}
END_TEST

START_TEST(radix_sorts_any)
{
	size_t i;

	for (i = 0; i < random_rounds(200); i++)
		check_sorts((size_t)random_below(2000),
		    1 + (unsigned)random_below(64),
		    (uint64_t)1 << random_below(64));
}
END_TEST

/* The sorter ---------------------------------------------------------------- */

START_TEST(test_sorter)
{
	struct nass_sorter *s;
	struct nass_str key;
	struct nass_str value;
	unsigned char number[8];
	uint64_t before = UINT64_MAX;
	size_t i;

	OK(nass_sorter_new(_i ? 1 : 0, "/tmp", &s, NULL));
	for (i = 0; i < 5000; i++) {
		uint64_t x = random_below(1000);

		nass_sorter_count(x, true, number);
		OK(nass_sorter_put(s, (struct nass_str){ (char *)number, 8 },
		    (struct nass_str){ (char *)&x, sizeof(x) }, NULL));
	}
	for (i = 0; i < 5000; i++) {
		uint64_t x;

		OK(nass_sorter_next(s, &key, &value, NULL));
		memcpy(&x, value.p, sizeof(x));
		ck_assert(x <= before);
		before = x;
	}
	ck_assert_int_eq(nass_sorter_next(s, &key, &value, NULL), NASS_END);
	nass_sorter_free(s);
}
END_TEST

/* A key that many share, or begins as many do; its number behind them. */
struct sorted {
	char key[100];
	size_t nkey;
	size_t number;
};

static int
sorted_cmp(const void *left, const void *right)
{
	const struct sorted *x = left;
	const struct sorted *y = right;
	int order = nass_str_cmp((struct nass_str){ x->key, x->nkey },
	    (struct nass_str){ y->key, y->nkey });

	if (order != 0)
		return order;
	return x->number < y->number ? -1 : x->number > y->number;
}

static void
draw_key(struct sorted *x, size_t number)
{
	size_t i;

	x->nkey = (size_t)random_below(random_below(2) ? 100 : 10);
	for (i = 0; i < x->nkey; i++)
		x->key[i] = (char)(random_below(20) == 0 ? random_below(3) : 7);
	x->number = number;
}

START_TEST(sorter_law)
{
	enum {
		MOST = 6000
	};
	struct sorted *want = calloc(MOST, sizeof(*want));
	struct nass_sorter *s;
	struct nass_str key;
	struct nass_str value;
	size_t round;
	size_t n;
	size_t i;

	for (round = 0; round < random_rounds(10); round++) {
		n = (size_t)random_below(random_below(2) ? MOST : 20);
		OK(nass_sorter_new(
		    (size_t)random_below(2) * 100000, "/tmp", &s, NULL));
		for (i = 0; i < n; i++) {
			draw_key(&want[i], i);
			OK(nass_sorter_put(s,
			    (struct nass_str){ want[i].key, want[i].nkey },
			    (struct nass_str){ (char *)&i, sizeof(i) }, NULL));
		}
		qsort(want, n, sizeof(*want), sorted_cmp);
		for (i = 0; i < n; i++) {
			OK(nass_sorter_next(s, &key, &value, NULL));
			ck_assert(nass_str_eq(key,
			    (struct nass_str){ want[i].key, want[i].nkey }));
			ck_assert_mem_eq(
			    value.p, &want[i].number, sizeof(want[i].number));
		}
		ck_assert_int_eq(
		    nass_sorter_next(s, &key, &value, NULL), NASS_END);
		nass_sorter_free(s);
	}
	free(want);
}
END_TEST

START_TEST(test_sorter_numbers)
{
	static const double up[] = { -1e300, -2, -1e-300, 0, 1e-300, 1, 2.5 };
	unsigned char x[8];
	unsigned char y[8];
	size_t i;

	for (i = 1; i < sizeof(up) / sizeof(up[0]); i++) {
		nass_sorter_number(up[i - 1], false, x);
		nass_sorter_number(up[i], false, y);
		ck_assert(memcmp(x, y, 8) < 0);
		nass_sorter_number(up[i - 1], true, x);
		nass_sorter_number(up[i], true, y);
		ck_assert(memcmp(x, y, 8) > 0);
	}
}
END_TEST

Suite *
test_sort(void)
{
	Suite *s = suite_create("sort");
	TCase *radix = tcase_create("radix");
	TCase *sorter = tcase_create("sorter");

	tcase_set_timeout(radix, 60);
	tcase_add_test(radix, radix_sorts);
	tcase_add_test(radix, radix_sorts_any);
	tcase_add_loop_test(sorter, test_sorter, 0, 2);
	tcase_add_test(sorter, sorter_law);
	tcase_add_test(sorter, test_sorter_numbers);
	suite_add_tcase(s, radix);
	suite_add_tcase(s, sorter);
	return s;
}
