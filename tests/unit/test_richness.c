/*
 * test_richness.c - measures of lexical richness against values that
 * lexicalrichness 0.5 gave for the same input, to 1e-9 relative.
 */
#include <nass/stat.h>

#include <check.h>
#include <math.h>

#include "almost.h"

Suite *test_richness(void);

/* A sequence that the scripts of the oracle make as well. */
static void
sequence(uint32_t *type, size_t n)
{
	uint32_t x = 12345;
	size_t i;

	for (i = 0; i < n; i++) {
		uint32_t u;

		x = (x * 1103515245u + 12345u) & 0x7fffffffu;
		u = (x >> 8) % 1000;
		type[i] = u * u / 2000;
	}
}

START_TEST(known)
{
	enum {
		N = 3000,
		TYPES = 500
	};
	uint32_t type[N];
	uint64_t f[TYPES] = { 0 };
	double m2 = 0;
	double hdd = 0;
	double x;
	size_t i;

	sequence(type, N);
	ck_assert_int_eq(nass_mattr(type, N, TYPES, 50, &x, NULL), NASS_OK);
	ALMOST(x, 0.9016943409014265);
	ck_assert_int_eq(nass_mattr(type, N, TYPES, 500, &x, NULL), NASS_OK);
	ALMOST(x, 0.5419112355057988);
	ck_assert_int_eq(nass_sttr(type, N, TYPES, 1000, &x, NULL), NASS_OK);
	ALMOST(x, 0.3793333333333333);
	ck_assert_int_eq(nass_mtld(type, N, TYPES, .72, &x, NULL), NASS_OK);
	ALMOST(x, 210.6969486064981);
	for (i = 0; i < N; i++)
		f[type[i]]++;
	for (i = 0; i < TYPES; i++) {
		m2 += (double)(f[i] * f[i]);
		hdd += nass_hdd_part(f[i], N);
	}
	ALMOST(hdd, 0.912951282875553);
	ALMOST(nass_yule_k(m2, N), 53.15777777777778);
	ALMOST(nass_ttr(486, N), .162);
}
END_TEST

START_TEST(short_texts)
{
	static const uint32_t type[] = { 0, 1, 2, 0 };
	double x;

	ck_assert_int_eq(nass_sttr(type, 4, 3, 1000, &x, NULL), NASS_OK);
	ck_assert(isnan(x));
	ck_assert_int_eq(nass_sttr(type, 4, 3, 2, &x, NULL), NASS_OK);
	ALMOST(x, 1);
	ck_assert_int_eq(nass_mattr(type, 4, 3, 50, &x, NULL), NASS_OK);
	ALMOST(x, .75);
	ck_assert_int_eq(nass_mattr(type, 0, 3, 50, &x, NULL), NASS_OK);
	ck_assert(isnan(x));
	ck_assert_int_eq(nass_mtld(type, 3, 3, .72, &x, NULL), NASS_OK);
	ALMOST(x, 3);
	ck_assert_int_eq(nass_mtld(type, 0, 3, .72, &x, NULL), NASS_OK);
	ck_assert(isnan(x));
	ck_assert(isnan(nass_hdd_part(1, 41)));
	ALMOST(nass_hdd_part(42, 42), 1.0 / 42);
	ck_assert(isnan(nass_yule_k(0, 0)));
	ck_assert(isnan(nass_ttr(0, 0)));
}
END_TEST

Suite *
test_richness(void)
{
	Suite *s = suite_create("richness");
	TCase *c = tcase_create("richness");

	tcase_add_test(c, known);
	tcase_add_test(c, short_texts);
	suite_add_tcase(s, c);
	return s;
}
