/* test_columns.c - numbers as text, and the choice of columns. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "law.h"
#include "random.h"
#include "table/table.h"

Suite *test_columns(void);

/* Numbers ---------------------------------------------------------------------- */

static const struct {
	double x;
	unsigned precision;
	const char *want;
} numbers[] = {
	{ 0, 6, "0" },
	{ -0.0, 6, "0" },
	{ 1, 6, "1" },
	{ 0.5, 6, "0.5" },
	{ -12.25, 6, "-12.25" },
	{ 1234567.8, 6, "1234570" },
	{ 123456.7, 6, "123457" },
	{ 999999.9, 6, "1000000" },
	{ 1e21, 6, "1000000000000000000000" },
	{ 0.000012345678, 6, "0.0000123457" },
	{ 1.0 / 3, 3, "0.333" },
	{ 2.0 / 3, 1, "0.7" },
	{ 0.1, 17, "0.10000000000000001" },
	{ NAN, 6, "" },
	{ INFINITY, 6, "" },
};

START_TEST(number)
{
	char out[NASS_NUMBER_ROOM];
	size_t n;

	n = nass_number_format(numbers[_i].x, numbers[_i].precision, out);
	assert_str((struct nass_str){ out, n }, numbers[_i].want);
}
END_TEST

/* Any double, or one as tables have them, middles of two roundings among them. */
static double
any_number(void)
{
	uint64_t bits = random_next();
	double x;

	if (random_below(2) == 0) {
		memcpy(&x, &bits, sizeof(x));
		return x;
	}
	x = (double)random_below(random_below(2) == 0 ? 1000 : 100000000) /
	    (random_below(2) == 0 ? (double)(1 + random_below(5000))
				  : exp2((double)random_below(20)));
	x *= pow(10, (double)random_below(24) - 12);
	return random_below(4) == 0 ? nextafter(x, 0) : x;
}

/* Reading back gives what %.*g gives, for any double. */
START_TEST(number_law)
{
	size_t rounds = random_rounds(20000);
	char out[NASS_NUMBER_ROOM];
	char want[64];
	unsigned precision;
	double x;
	size_t n;

	while (rounds-- > 0) {
		x = any_number();
		precision = 1 + (unsigned)random_below(17);
		n = nass_number_format(x, precision, out);
		ck_assert_uint_lt(n, NASS_NUMBER_ROOM);
		if (!isfinite(x)) {
			ck_assert_uint_eq(n, 0);
			continue;
		}
		out[n] = '\0';
		snprintf(want, sizeof(want), "%.*g", (int)precision, x);
		ck_assert_msg(strtod(out, NULL) == strtod(want, NULL),
		    "%s is not %s", out, want);
		ck_assert(strpbrk(out, "eE+") == NULL);
	}
}
END_TEST

/* Columns ---------------------------------------------------------------------- */

static const struct nass_column known[] = {
	{ .name = "term" },
	{ .name = "count" },
	{ .name = "rank" },
};

static const struct {
	const char *spec;
	bool has_members;
	const char *want; /* names, and titles behind = */
} choices[] = {
	{ NULL, false, "term,count" },
	{ "", false, "term,count" },
	{ "rank", false, "rank" },
	{ "count,term", false, "count,term" },
	{ "+rank", false, "term,count,rank" },
	{ "+count", false, "term,count" },
	{ "term=T", false, "term=T,count" },
	{ "rank,term=T", false, "rank,term=T" },
	{ "+rank=R,term=T", false, "term=T,count,rank=R" },
	{ "url,term,date=D", true, "url,term,date=D" },
	{ "+url,date,url=U", true, "term,count,url=U,date" },
};

START_TEST(choose)
{
	struct nass_column all[4];
	struct nass_column chosen[8];
	size_t index[8];
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_err err;
	size_t n;
	size_t i;

	memset(all, 0, sizeof(all));
	memcpy(all, known, sizeof(known));
	ck_assert_int_eq(
	    nass_columns_parse(choices[_i].spec != NULL
		    ? nass_str(choices[_i].spec)
		    : (struct nass_str){ NULL, 0 },
		all, choices[_i].has_members ? 4 : 3, NASS_STR("term,count"),
		chosen, index, 8, &n, &err),
	    NASS_OK);
	for (i = 0; i < n; i++) {
		ck_assert_int_eq(
		    nass_buf_printf(&out, NULL, "%s%.*s%s%.*s",
			i > 0 ? "," : "",
			(int)(chosen[i].name != NULL ? strlen(chosen[i].name)
						     : chosen[i].member.n),
			chosen[i].name != NULL ? chosen[i].name
					       : chosen[i].member.p,
			chosen[i].title.p != NULL ? "=" : "",
			(int)chosen[i].title.n,
			chosen[i].title.p != NULL ? chosen[i].title.p : ""),
		    NASS_OK);
		ck_assert_uint_eq(index[i] == 3, chosen[i].name == NULL);
	}
	assert_str(nass_buf_str(&out), choices[_i].want);
	nass_buf_fini(&out);
}
END_TEST

START_TEST(choose_unknown)
{
	struct nass_column chosen[4];
	size_t index[4];
	struct nass_err err;
	size_t n;

	ck_assert_int_eq(nass_columns_parse(NASS_STR("term,size"), known, 3,
			     NASS_STR("term"), chosen, index, 4, &n, &err),
	    NASS_EUSAGE);
	ck_assert_uint_eq(err.at, 5);
	ck_assert_str_eq(
	    err.what, "size: no such column; there are term count rank");
}
END_TEST

Suite *
test_columns(void)
{
	Suite *s = suite_create("columns");
	TCase *c = tcase_create("columns");

	tcase_set_timeout(c, 600);
	tcase_add_loop_test(c, number, 0, sizeof(numbers) / sizeof(numbers[0]));
	tcase_add_test(c, number_law);
	tcase_add_loop_test(c, choose, 0, sizeof(choices) / sizeof(choices[0]));
	tcase_add_test(c, choose_unknown);
	suite_add_tcase(s, c);
	return s;
}
