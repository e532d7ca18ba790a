/*
 * test_regex.c - patterns, positions, errors, limits.
 */
#include <check.h>
#include <string.h>

#include "text/regex.h"

Suite *test_regex(void);

static const struct {
	const char *pattern, *text;
	bool ignores_case;
	int start, end; /* -1 where nothing is found */
} cases[] = {
	{ "b+", "abbc", false, 1, 3 },
	{ "", "abc", false, 0, 0 },
	{ "x", "", false, -1, -1 },
	{ "^$", "", false, 0, 0 },
	{ "AB", "xab", true, 1, 3 },
	/* One letter is one point; \w knows Arabic letters, \d its digits. */
	{ "^.$", "\xD8\xA7", false, 0, 2 },
	{ "\\w+", "- \xD9\x83\xD8\xAA\xD8\xA8 -", false, 2, 8 },
	{ "\\d+", "x \xD9\xA1\xD9\xA2", false, 2, 6 },
	{ "\\p{Arabic}", "abc \xD8\xA7", false, 4, 6 },
	{ "\xC3\x89", "\xC3\xA9", true, 0, 2 },
};

START_TEST(find)
{
	struct nass_regex_state *state;
	struct nass_regex *re;
	enum nass_code code;
	size_t start = 0;
	size_t end = 0;

	ck_assert_int_eq(nass_regex_new(nass_str(cases[_i].pattern),
			     cases[_i].ignores_case, &re, NULL),
	    NASS_OK);
	ck_assert_int_eq(nass_regex_state_new(re, &state, NULL), NASS_OK);
	code = nass_regex_find(
	    re, state, nass_str(cases[_i].text), 0, &start, &end, NULL);
	ck_assert_int_eq(code, cases[_i].start < 0 ? NASS_END : NASS_OK);
	if (code == NASS_OK) {
		ck_assert_int_eq((int)start, cases[_i].start);
		ck_assert_int_eq((int)end, cases[_i].end);
	}
	nass_regex_state_free(state);
	nass_regex_free(re);
}
END_TEST

START_TEST(from)
{
	struct nass_str text = NASS_STR("a1b22");
	struct nass_regex_state *state;
	struct nass_regex *re;
	size_t start;
	size_t end;

	ck_assert_int_eq(
	    nass_regex_new(NASS_STR("[0-9]+"), false, &re, NULL), NASS_OK);
	ck_assert_int_eq(nass_regex_state_new(re, &state, NULL), NASS_OK);
	ck_assert_int_eq(
	    nass_regex_find(re, state, text, 2, &start, &end, NULL), NASS_OK);
	ck_assert_uint_eq(start, 3);
	ck_assert_uint_eq(end, 5);
	ck_assert_int_eq(
	    nass_regex_find(re, state, text, 5, &start, &end, NULL), NASS_END);
	ck_assert_int_eq(
	    nass_regex_find(re, state, text, 6, &start, &end, NULL), NASS_END);
	nass_regex_state_free(state);
	nass_regex_free(re);
}
END_TEST

START_TEST(wrong)
{
	struct nass_regex *re;
	struct nass_err err;

	ck_assert_int_eq(
	    nass_regex_new(NASS_STR("ab(c"), false, &re, &err), NASS_EUSAGE);
	ck_assert_uint_eq(err.at, 4);
	ck_assert_uint_gt(strlen(err.what), 5);
	ck_assert_int_eq(
	    nass_regex_new(NASS_STR("\\C"), false, &re, NULL), NASS_EUSAGE);
}
END_TEST

START_TEST(runaway)
{
	struct nass_regex_state *state;
	struct nass_regex *re;
	struct nass_err err;
	char text[61];
	size_t start;
	size_t end;

	memset(text, 'a', 60);
	text[60] = 'b';
	ck_assert_int_eq(
	    nass_regex_new(NASS_STR("^(a|aa)+$"), false, &re, &err),
	    NASS_OK);
	ck_assert_int_eq(nass_regex_state_new(re, &state, &err), NASS_OK);
	ck_assert_int_eq(
	    nass_regex_find(re, state, (struct nass_str){ text, 61 }, 0, &start,
		&end, &err),
	    NASS_ELIMIT);
	nass_regex_state_free(state);
	nass_regex_free(re);
}
END_TEST

Suite *
test_regex(void)
{
	Suite *s = suite_create("regex");
	TCase *tc = tcase_create("regex");

	tcase_add_loop_test(
	    tc, find, 0, (int)(sizeof(cases) / sizeof(cases[0])));
	tcase_add_test(tc, from);
	tcase_add_test(tc, wrong);
	tcase_add_test(tc, runaway);
	suite_add_tcase(s, tc);
	return s;
}
