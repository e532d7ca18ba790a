/*
 * test_repeats.c - lines that come again over the documents of a site: counted,
 * told to a judge, and whose site it is.
 */
#include <stdio.h>

#include "boiler.h"
#include "law.h"
#include "random.h"

Suite *test_repeats(void);

/* Counts of terms against a naive count, with memory for few and for all. */
START_TEST(learner_law)
{
	static const size_t memory[] = { 1, 1 << 20, 64 << 20 };

	for (size_t m = 0; m < 3; m++) {
		uint64_t naive[100] = { 0 };
		struct nass_learner *l;
		struct nass_str term;
		uint64_t documents;
		uint64_t last = 0;
		unsigned nterm = 0;

		ck_assert_int_eq(
		    nass_learner_new(memory[m], "/tmp", &l, NULL), NASS_OK);
		for (size_t i = random_rounds(40); i > 0; i--) {
			char text[1000];
			size_t n = 0;

			for (unsigned k = 0; k < 100; k++)
				if (random_below(3) == 0) {
					naive[k]++;
					n += (size_t)sprintf(
					    text + n, "s/%03u\n", k);
				}
			ck_assert_int_eq(
			    nass_learner_add(
				l, (struct nass_str){ text, n }, NULL),
			    NASS_OK);
		}
		ck_assert_int_eq(nass_learner_finish(l, NULL), NASS_OK);
		while (
		    nass_learner_next(l, &term, &documents, NULL) == NASS_OK) {
			uint64_t k;

			ck_assert(nass_str_number(
			    nass_str_sub(term, 2, term.n), 0, 99, &k));
			LAW(nterm == 0 || k > last);
			LAW(documents == naive[k]);
			last = k;
			nterm++;
		}
		for (unsigned k = 0; k < 100; k++)
			nterm -= naive[k] > 0;
		ck_assert_uint_eq(nterm, 0);
		nass_learner_free(l);
	}
}
END_TEST

/* What the terms of a text say comes back as repetition. */
START_TEST(repeats)
{
	static const char text[] = "عنوان المقال الأول هنا\n"
				   "وقال الوزير إن الحكومة ستبدأ العمل في "
				   "المشروع من غد وإنها لن تنتظر طويلا.\n"
				   "صباح الخير من بلدي الجميل الجديد ٣\n";
	struct nass_buf terms = NASS_BUF_INIT;
	struct nass_str site = NASS_STR("example.org");
	struct nass_verdict *v;
	struct nass_str rest;
	size_t n;

	ck_assert_int_eq(nass_boiler_terms(boiler, nass_str(text), site, false,
			     &arena, &terms, NULL),
	    NASS_OK);
	rest = nass_buf_str(&terms);
	ck_assert_str_eq(verdicts(boiler, text), "kkk");
	while (rest.n > 0)
		ck_assert_int_eq(nass_boiler_repeat(boiler,
				     nass_str_cut(&rest, '\n'), 3, NULL),
		    NASS_OK);
	ck_assert_str_eq(verdicts(boiler, text), "kkk");
	ck_assert_int_eq(nass_boiler_judge(boiler, nass_str(text), site, &arena,
			     &v, &n, NULL),
	    NASS_OK);
	ck_assert(v[0].is_kept && v[1].is_kept && !v[2].is_kept);
	nass_buf_fini(&terms);
}
END_TEST

/* Many terms, some often: each is known, none of another source, no other line. */
START_TEST(many_repeats)
{
	static const char prose[] =
	    "وقال الوزير إن الحكومة ستبدأ العمل في المشروع من غد وإنها لن "
	    "تنتظر طويلا.";
	char bytes[512];
	struct nass_verdict *v;
	size_t n;
	unsigned i;

	for (i = 0; i < 2000; i++) {
		snprintf(bytes, sizeof bytes,
		    "a.org/صباح\u00A0الخير\u00A0من\u00A0بلد%c%c", 'a' + i % 26,
		    'a' + i / 26 % 26);
		ck_assert_int_eq(nass_boiler_repeat(boiler, nass_str(bytes),
				     i < 1000 ? 3 : 2, NULL),
		    NASS_OK);
	}
	ck_assert_int_eq(
	    nass_boiler_repeat(boiler, NASS_STR("no sign"), 9, NULL), NASS_OK);
	for (i = 0; i < 4; i++) {
		snprintf(bytes, sizeof bytes,
		    "عنوان المقال الأول هنا\n%s\nصباح الخير من بلد%s\n", prose,
		    i < 2        ? "ab"
			: i == 2 ? "a"
				 : "%%");
		ck_assert_int_eq(
		    nass_boiler_judge(boiler, nass_str(bytes),
			i == 1 ? NASS_STR("b.org") : NASS_STR("a.org"), &arena,
			&v, &n, NULL),
		    NASS_OK);
		ck_assert_uint_eq(n, 3);
		ck_assert(v[0].is_kept && v[1].is_kept);
		ck_assert_int_eq(v[2].is_kept, i != 0);
	}
}
END_TEST

/*
 * A closed sentence of twelve words or more is no furniture, however often it is
 * repeated, with the number of a note behind it as well.
 */
START_TEST(closed_repeats)
{
	static const char *const end[] = { ".", ". [12]", ".[3]", "؟", "" };
	char text[1024];
	struct nass_buf terms = NASS_BUF_INIT;
	struct nass_str site = NASS_STR("a.org");
	struct nass_str rest;
	struct nass_verdict *v;
	size_t n;
	unsigned i;

	for (i = 0; i < 5; i++) {
		snprintf(text, sizeof text,
		    "عنوان المقال الأول هنا\n"
		    "وقال الوزير إن الحكومة ستبدأ العمل في المشروع من غد "
		    "وإنها لن تنتظر طويلا.\n"
		    "هذا ما نقلته وكالة الأنباء عن مصدر لم يذكر اسمه في "
		    "المدينة القديمة أمس%s\n",
		    end[i]);
		terms.n = 0;
		ck_assert_int_eq(nass_boiler_terms(boiler, nass_str(text), site,
				     false, &arena, &terms, NULL),
		    NASS_OK);
		rest = nass_buf_str(&terms);
		while (rest.n > 0)
			ck_assert_int_eq(
			    nass_boiler_repeat(
				boiler, nass_str_cut(&rest, '\n'), 30, NULL),
			    NASS_OK);
		ck_assert_int_eq(nass_boiler_judge(boiler, nass_str(text), site,
				     &arena, &v, &n, NULL),
		    NASS_OK);
		ck_assert_uint_eq(n, 3);
		ck_assert_msg(
		    v[2].is_kept || end[i][0] == '\0', "dropped: %s", text);
	}
	nass_buf_fini(&terms);
}
END_TEST

START_TEST(sources)
{
	static const char *const of[][2] = { { "https://www.A.org:80/x",
						 "a.org" },
		{ "http://a.org?q", "a.org" }, { "The Site/x", "the_site_x" },
		{ "ftp://WWW.b", "www.b" }, { "http://x#y", "x" },
		{ "a b\x7F\tم", "a_b__م" }, { "", "" } };

	for (size_t i = 0; i < 7; i++) {
		struct nass_buf b = NASS_BUF_INIT;

		ck_assert_int_eq(
		    nass_boiler_source(nass_str(of[i][0]), &b, NULL), NASS_OK);
		ck_assert(nass_str_eq(nass_buf_str(&b), nass_str(of[i][1])));
		nass_buf_fini(&b);
	}
}
END_TEST

Suite *
test_repeats(void)
{
	Suite *s = suite_create("repeats");
	TCase *c = tcase_create("repeats");

	tcase_add_checked_fixture(c, set_up, tear_down);
	tcase_add_test(c, learner_law);
	tcase_add_test(c, repeats);
	tcase_add_test(c, many_repeats);
	tcase_add_test(c, closed_repeats);
	tcase_add_test(c, sources);
	suite_add_tcase(s, c);
	return s;
}
