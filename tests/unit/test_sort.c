/*
 * test_sort.c - the sort of records: as insertion would, of few and many, of
 * keys that are narrow, wide, equal or nearly so.
 */
#include <check.h>
#include <stdlib.h>

#include "count/sort.h"
#include "random.h"

Suite *test_sort(void);

#define MANY 30000

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
	static const size_t n[] = { 0, 1, 2, 16, 17, 18, 40, 300, 5000, MANY };
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

Suite *
test_sort(void)
{
	Suite *s = suite_create("sort");
	TCase *radix = tcase_create("radix");

	tcase_add_test(radix, radix_sorts);
	tcase_add_test(radix, radix_sorts_any);
	suite_add_tcase(s, radix);
	return s;
}
