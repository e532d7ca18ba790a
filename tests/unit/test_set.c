/* test_set.c - sets of words, as stop words are read. */
#include <check.h>

#include "count/set.h"

Suite *test_set(void);

#define OK(call) ck_assert_int_eq((call), NASS_OK)

START_TEST(words_of_lines)
{
	struct nass_set *s;

	OK(nass_set_new(&s, NULL));
	OK(nass_set_add_lines(s, NASS_STR("# note\n في \r\n\nمن"), NULL, NULL));
	ck_assert(nass_set_has(s, NASS_STR("في")));
	ck_assert(nass_set_has(s, NASS_STR("من")));
	ck_assert(!nass_set_has(s, NASS_STR("# note")));
	ck_assert(!nass_set_has(s, NASS_STR("")));
	nass_set_free(s);
}
END_TEST

Suite *
test_set(void)
{
	Suite *s = suite_create("set");
	TCase *c = tcase_create("set");

	tcase_add_test(c, words_of_lines);
	suite_add_tcase(s, c);
	return s;
}
