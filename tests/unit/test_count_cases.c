/* test_count_cases.c - counts of few words, whose tables are written by hand. */
#include <nass/count.h>

#include <check.h>

#include "naive_count.h"

Suite *test_count_cases(void);

#define OK(call) ck_assert_int_eq((call), NASS_OK)

/* Rows as lines `term count documents`. */
static void
check_table(struct nass_count *c, enum nass_order order, const char *want)
{
	struct nass_buf b = NASS_BUF_INIT;
	struct nass_count_row row;

	OK(nass_count_finish(c, order, NULL));
	while (nass_count_next(c, &row, NULL) == NASS_OK)
		OK(nass_buf_printf(&b, NULL, "%.*s %llu %llu\n",
		    (int)row.term.n, row.term.p, (unsigned long long)row.count,
		    (unsigned long long)row.documents));
	OK(nass_buf_putc(&b, '\0', NULL));
	ck_assert_str_eq(b.p, want);
	nass_buf_fini(&b);
	nass_count_free(c);
}

START_TEST(test_order)
{
	struct nass_count_opts opts = nass_count_default;
	struct nass_count *c;

	opts.memory = _i ? 1 : 0;
	OK(nass_count_new(&opts, &c, NULL));
	count_text(c, "b a b c! a b", 0);
	count_text(c, "b d é ا", 1);
	check_table(
	    c, NASS_ORDER_COUNT, "b 4 2\na 2 1\nc 1 1\nd 1 1\né 1 1\nا 1 1\n");
	opts.ngram_max = 2;
	OK(nass_count_new(&opts, &c, NULL));
	count_text(c, "b a b c! a b", 0);
	check_table(c, NASS_ORDER_COUNT,
	    "b 3 1\na 2 1\na b 2 1\nb a 1 1\nb c 1 1\nc 1 1\n");
	OK(nass_count_new(&opts, &c, NULL));
	count_text(c, "b a b c! a b", 0);
	check_table(c, NASS_ORDER_KEY,
	    "a 2 1\na b 2 1\nb 3 1\nb a 1 1\nb c 1 1\nc 1 1\n");
	OK(nass_count_new(&opts, &c, NULL));
	check_table(c, NASS_ORDER_KEY, "");
}
END_TEST

START_TEST(test_invalid)
{
	struct nass_count *c;
	struct nass_err err;
	struct nass_doc d = text_doc(NASS_STR("ab \xFF cd"), 0, true, true);

	OK(nass_count_new(&nass_count_default, &c, NULL));
	ck_assert_int_eq(nass_count_doc(c, &d, &err), NASS_EINPUT);
	ck_assert_uint_eq(err.at, 3);
	count_text(c, "ab", 0);
	check_table(c, NASS_ORDER_KEY, "ab 1 1\n");
}
END_TEST

START_TEST(test_meet)
{
	struct nass_count_opts opts = nass_count_default;
	struct nass_count *c;

	opts.meet = NASS_MEET_STEMS;
	OK(nass_count_new(&opts, &c, NULL));
	count_text(c, "الكتاب كتاب والكتاب الكتاب", 0);
	check_table(c, NASS_ORDER_KEY, "الكتاب 4 1\n");
	opts.meet = NASS_MEET_SPELLINGS;
	opts.map = NASS_STR("went\tgo\r\ngone\tgo\nwent\twend\n");
	OK(nass_count_new(&opts, &c, NULL));
	count_text(c, "went gone went go", 0);
	check_table(c, NASS_ORDER_KEY, "went 4 1\n");
	opts.map = NASS_STR("went\n");
	ck_assert_int_eq(nass_count_new(&opts, &c, NULL), NASS_EUSAGE);
	opts.map = NASS_STR("went\t\tgo\n");
	ck_assert_int_eq(nass_count_new(&opts, &c, NULL), NASS_EUSAGE);
}
END_TEST

/* wa+kitab, kitab and al+kitab are one word in documents too; wa+lad is not. */
START_TEST(test_clitics)
{
	struct nass_count_opts opts = nass_count_default;
	struct nass_str text[2] = { NASS_STR("وكتاب كتاب الكتاب"),
		NASS_STR("ولد والقلم وكتاب كتاب وكتاب") };
	struct nass_count_row row;
	struct nass_count *c;
	struct nass_str s;
	uint32_t ntype;
	uint64_t n;
	size_t i;

	opts.meet = NASS_MEET_CLITICS;
	opts.ngram_max = 1 + (unsigned)_i;
	opts.has_positions = _i == 0;
	OK(nass_count_new(&opts, &c, NULL));
	for (i = 0; i < 2; i++) {
		struct nass_doc doc = { .text = text[i],
			.number = i,
			.is_first = true,
			.is_last = true };

		OK(nass_count_doc(c, &doc, NULL));
	}
	OK(nass_count_finish(c, NASS_ORDER_COUNT, NULL));
	OK(nass_count_next(c, &row, NULL));
	ck_assert_uint_eq(row.count, 6);
	ck_assert_uint_eq(row.documents, 2);
	ck_assert(nass_str_eq(row.term, NASS_STR("كتاب")));
	OK(nass_count_variant(c, 0, &s, &n, NULL));
	ck_assert_uint_eq(n, 2);
	OK(nass_count_variant(c, 1, &s, &n, NULL));
	ck_assert_uint_eq(n, 3);
	ck_assert(nass_str_eq(s, NASS_STR("وكتاب")));
	OK(nass_count_next(c, &row, NULL));
	ck_assert_uint_eq(row.count, _i == 0 ? 1 : 4);
	ck_assert_uint_eq(row.order, _i == 0 ? 1 : 2);
	if (_i == 0) {
		const uint32_t *type = nass_count_sequence(c, &i, &ntype);

		ck_assert_uint_eq(i, 8);
		ck_assert(type[0] == type[1] && type[1] == type[2]);
		ck_assert(type[3] < ntype && type[3] != type[0]);
	}
	nass_count_free(c);
}
END_TEST

START_TEST(test_positions)
{
	static const uint64_t want[] = { 0, 2, 5 };
	struct nass_count_opts opts = nass_count_default;
	struct nass_count *c;
	struct nass_count_row row;
	const uint64_t *at;
	size_t n;

	opts.has_positions = true;
	OK(nass_count_new(&opts, &c, NULL));
	count_text(c, "b a b c! a b", 0);
	OK(nass_count_finish(c, NASS_ORDER_COUNT, NULL));
	OK(nass_count_next(c, &row, NULL));
	at = nass_count_positions(c, &n);
	ck_assert_uint_eq(n, 3);
	ck_assert_mem_eq(at, want, sizeof(want));
	nass_count_free(c);
}
END_TEST

START_TEST(test_parts)
{
	struct nass_count_opts opts = nass_count_default;
	struct nass_count *c;
	struct nass_count_row row;
	uint64_t tokens;
	uint64_t count;

	opts.has_parts = true;
	opts.memory = _i ? 1 : 0;
	OK(nass_count_new(&opts, &c, NULL));
	count_text(c, "b a b c", 0);
	count_text(c, "a", 1);
	count_text(c, "", 2);
	count_text(c, "b d", 3);
	OK(nass_count_finish(c, NASS_ORDER_COUNT, NULL));
	nass_count_parts(c, &tokens, &count);
	ck_assert_uint_eq(tokens, 3);
	ck_assert_uint_eq(count, 1);
	OK(nass_count_next(c, &row, NULL));
	OK(nass_count_part(c, 0, &tokens, &count, NULL));
	ck_assert_uint_eq(tokens, 2);
	ck_assert_uint_eq(count, 1);
	OK(nass_count_part(c, 1, &tokens, &count, NULL));
	ck_assert_uint_eq(tokens, 4);
	ck_assert_uint_eq(count, 2);
	ck_assert_int_eq(
	    nass_count_part(c, 2, &tokens, &count, NULL), NASS_END);
	nass_count_free(c);
}
END_TEST

Suite *
test_count_cases(void)
{
	Suite *s = suite_create("count cases");
	TCase *c = tcase_create("count cases");

	tcase_add_loop_test(c, test_order, 0, 2);
	tcase_add_test(c, test_invalid);
	tcase_add_test(c, test_meet);
	tcase_add_loop_test(c, test_clitics, 0, 2);
	tcase_add_test(c, test_positions);
	tcase_add_loop_test(c, test_parts, 0, 2);
	suite_add_tcase(s, c);
	return s;
}
