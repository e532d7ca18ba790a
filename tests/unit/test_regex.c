/* test_regex.c - expressions over UTF-8. */
#include <check.h>

#include "text/regex.h"

Suite *test_regex(void);

static enum nass_code
find(const char *pattern, bool ignores_case, const char *text, size_t from,
    size_t *start, size_t *end)
{
	struct nass_regex_state *state;
	struct nass_regex *re;
	enum nass_code code;

	ck_assert_int_eq(
	    nass_regex_new(nass_str(pattern), ignores_case, &re, NULL),
	    NASS_OK);
	ck_assert_int_eq(nass_regex_state_new(re, &state, NULL), NASS_OK);
	code =
	    nass_regex_find(re, state, nass_str(text), from, start, end, NULL);
	nass_regex_state_free(state);
	nass_regex_free(re);
	return code;
}

START_TEST(test_find)
{
	size_t a;
	size_t b;

	ck_assert_int_eq(
	    find("\\bبيت\\b", false, "في بيت", 0, &a, &b), NASS_OK);
	ck_assert_uint_eq(a, 5);
	ck_assert_uint_eq(b, 11);
	ck_assert_int_eq(find("^.$", false, "ب", 0, &a, &b), NASS_OK);
	ck_assert_int_eq(find("É", true, "é", 0, &a, &b), NASS_OK);
	ck_assert_int_eq(find("É", false, "é", 0, &a, &b), NASS_END);
	ck_assert_int_eq(find("a", false, "aba", 1, &a, &b), NASS_OK);
	ck_assert_uint_eq(a, 2);
	ck_assert_int_eq(find("x*", false, "", 0, &a, &b), NASS_OK);
	ck_assert_uint_eq(b, 0);
}
END_TEST

START_TEST(test_bad)
{
	struct nass_regex *re;
	struct nass_err err;

	ck_assert_int_eq(
	    nass_regex_new(NASS_STR("a(b"), false, &re, &err), NASS_EUSAGE);
	ck_assert_uint_eq(err.at, 3);
}
END_TEST

START_TEST(test_runaway)
{
	static const char text[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab";
	size_t a;
	size_t b;

	ck_assert_int_eq(
	    find("^(a|aa)+$", false, text, 0, &a, &b), NASS_ELIMIT);
}
END_TEST

Suite *
test_regex(void)
{
	Suite *s = suite_create("regex");
	TCase *c = tcase_create("regex");

	tcase_add_test(c, test_find);
	tcase_add_test(c, test_bad);
	tcase_add_test(c, test_runaway);
	suite_add_tcase(s, c);
	return s;
}
