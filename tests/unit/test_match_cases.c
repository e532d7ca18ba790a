/* test_match_cases.c - hits and contexts one by one, and patterns that are wrong. */
#include <check.h>
#include <string.h>

#include "hits.h"

Suite *test_match_cases(void);

static size_t
count(const char *pattern, const char *spec, const char *text)
{
	static struct hits fast;
	static struct hits plain;
	struct nass_match_opts opts = { .norm = NULL };
	struct nass_norm *norm = NULL;
	struct nass_match *m;

	if (spec != NULL)
		ck_assert_int_eq(nass_norm_new(spec, &norm, NULL), NASS_OK);
	opts.norm = norm;
	m = hits_compile(&opts, pattern);
	hits_scan(m, nass_str(text), &fast, &plain);
	hits_same(
	    &plain, &fast, "plain and fast", pattern, nass_str(text), "case");
	nass_match_free(m);
	nass_norm_free(norm);
	return plain.n;
}

START_TEST(smart)
{
	ck_assert_uint_eq(count("احمد", NULL, "أحمد احمد إحمد آحمد"), 4);
	ck_assert_uint_eq(count("أحمد", NULL, "أحمد احمد إحمد آحمد"), 2);
	ck_assert_uint_eq(count("كتب", NULL, "كَتَبَ كُتُب كتب كِتَاب"), 3);
	ck_assert_uint_eq(count("كُتب", NULL, "كَتَبَ كُتُب كتب"), 2);
	ck_assert_uint_eq(count("على", NULL, "علي على"), 1);
	ck_assert_uint_eq(count("مدرسة", NULL, "مدرسه مدرسة مَدْرَسَةٌ"), 2);
	ck_assert_uint_eq(count("*تُب", NULL, "كتب كَتَبَ كَتُب"), 2);
	/* A mark of another script is of its letter. */
	ck_assert_uint_eq(count("ك?بَ", NULL, "كت\xCC\x80بَ كب"), 1);
	ck_assert_uint_eq(count("كَب", NULL, "ك\xCC\x80ب كب"), 1);
	ck_assert_uint_eq(count("*كب*", NULL, "كب\xCC\x80 كبير"), 1);
	ck_assert_uint_eq(count("كب*", NULL, "كبيرة\xCC\x80 كبير"), 2);
}
END_TEST

START_TEST(phrases)
{
	ck_assert_uint_eq(
	    count("حفظ السلام", NULL, "حفظ «السلام» حفظ. السلام"), 1);
	ck_assert_uint_eq(count("حفظ السلام", NULL, "حفظ\nالسلام"), 0);
	ck_assert_uint_eq(count("ا ا", NULL, "ا ا ا"), 2);
	ck_assert_uint_eq(count("ا ..2 ب", NULL, "ا ب ب س ب"), 2);
	ck_assert_uint_eq(count("ا * ب", NULL, "ا ب ب س ب"), 1);
	ck_assert_uint_eq(count("ا|س ب", NULL, "ا ب س ب"), 2);
	ck_assert_uint_eq(count("*", NULL, "ا ب، س!"), 3);
	ck_assert_uint_eq(count("كوفيد-19", NULL, "كوفيد 19 كوفيد-19"), 2);
	ck_assert_uint_eq(count("سلام", NULL, "#سلام سلام السلام"), 2);
	ck_assert_uint_eq(count("#سلام", NULL, "#سلام سلام السلام"), 1);
	ck_assert_uint_eq(count("س?م", NULL, "سِيم سام سلام"), 2);
	ck_assert_uint_eq(count("*سلام*", NULL, "والسلامة سلام سلم"), 2);
}
END_TEST

/* Forms of one headword meet; of equal forms the first counts, as in counting. */
START_TEST(map)
{
	struct nass_match_opts opts = { .map =
					    NASS_STR("went\tgo\r\n\ngone\tgo\n"
						     "went\twend") };
	static struct hits fast;
	static struct hits plain;
	struct nass_match *m = hits_compile(&opts, "go");
	struct nass_err err;

	hits_scan(m, NASS_STR("went gone go wend going"), &fast, &plain);
	ck_assert_uint_eq(fast.n, 3);
	ck_assert_uint_eq(plain.n, 3);
	nass_match_free(m);
	opts.map = NASS_STR("went go\n");
	ck_assert_int_eq(nass_match_new(&opts, &m, &err), NASS_EUSAGE);
	opts.map = NASS_STR("went\tgo\xFF\n");
	ck_assert_int_eq(nass_match_new(&opts, &m, &err), NASS_EUSAGE);
}
END_TEST

START_TEST(exact)
{
	ck_assert_uint_eq(count("كتب", "none", "كَتَبَ كتب كتـب"), 1);
	ck_assert_uint_eq(count("كَتَبَ", "none", "كَتَبَ كتب كتـب"), 1);
	ck_assert_uint_eq(count("احمد", "none", "أحمد احمد"), 1);
	ck_assert_uint_eq(
	    count("مسؤول", "search", "مسؤول مسئول مسو\u0654ول"), 3);
}
END_TEST

/* What stands for others in keys is in no text; long runs are longer there. */
START_TEST(far_rules)
{
	const char *spec = "search,mask=url+email+mention+hashtag";
	const char *text = "http://a.b/c url w@z.org @user #سلام سلام";

	ck_assert_uint_eq(count("http://x.y/z", spec, text), 1);
	ck_assert_uint_eq(count("x@y.com", spec, text), 1);
	ck_assert_uint_eq(count("@other", spec, text), 1);
	ck_assert_uint_eq(count("#كتاب", spec, text), 1);
	ck_assert_uint_eq(count("سلام", spec, text), 1);
	ck_assert_uint_eq(count("url", spec, text), 1);
	ck_assert_uint_eq(
	    count("جدا", "search,repeat=1", "جداااا جدا جداا جدّااا"), 3);
	ck_assert_uint_eq(
	    count("*دا*", "social", "جداااا جدا جداا الجدااار"), 4);
	/* What the profile deletes whole stays as it is written. */
	ck_assert_uint_eq(count("ء", "search,hamza=drop", "ء جزء ئ #ء"), 1);
	ck_assert_uint_eq(count("تتت", "social", "تتتتت تت ت"), 2);
}
END_TEST

static void
refuse(const char *pattern, uint64_t at)
{
	struct nass_match_opts opts = { .norm = NULL };
	struct nass_match *m;
	struct nass_err err = { .what = "" };

	ck_assert_int_eq(nass_match_new(&opts, &m, &err), NASS_OK);
	ck_assert_int_eq(
	    nass_match_add(m, nass_str(pattern), &err), NASS_EUSAGE);
	ck_assert_uint_eq(err.at, at);
	ck_assert_str_ne(err.what, "");
	nass_match_free(m);
}

static size_t
opened(const char *pattern, const char *text)
{
	static struct hits fast;
	static struct hits plain;
	struct nass_match_opts opts = { .has_clitics = true };
	struct nass_match *m = hits_compile(&opts, pattern);

	hits_scan(m, nass_str(text), &fast, &plain);
	hits_same(
	    &plain, &fast, "plain and fast", pattern, nass_str(text), "case");
	nass_match_free(m);
	return plain.n;
}

/* What is attached, one by one; what only looks so; what changes. */
START_TEST(clitics)
{
	ck_assert_uint_eq(opened("كتاب",
			      "كتاب وكتاب فكتاب بكتاب لكتاب الكتاب والكتاب "
			      "فالكتاب بالكتاب كالكتاب للكتاب وللكتاب وبكتاب"),
	    13);
	ck_assert_uint_eq(opened("كتاب",
			      "كتابه كتابها كتابهما كتابهم كتابهن كتابك "
			      "كتابكما كتابكم كتابكن كتابي كتابنا وبكتابنا"),
	    12);
	ck_assert_uint_eq(opened("كتاب", "كتب كتابة الكتابة مكتاب كتابات"), 0);
	ck_assert_uint_eq(
	    opened("مدرسة", "مدرسته بمدرستهم للمدرسة مَدْرَسَتُنا مدرسه مدرستان"),
	    4);
	ck_assert_uint_eq(opened("لغة", "للغة لغتنا اللغة وباللغة لغة"), 5);
	ck_assert_uint_eq(opened("يكتب", "سيكتب وسيكتبه فليكتب كتب"), 3);
	ck_assert_uint_eq(opened("مستوى", "مستواه بمستواها المستوى"), 3);
	ck_assert_uint_eq(opened("على", "عليه عليها علي"), 2);
	ck_assert_uint_eq(opened("مهندسون", "مهندسوهم والمهندسون"), 2);
	ck_assert_uint_eq(opened("*ن", "مهندسوهم كتابنا"), 1);
	ck_assert_uint_eq(opened("ا*غة", "للغة"), 1);
	ck_assert_uint_eq(opened("الله", "لله والله بالله"), 3);
	ck_assert_uint_eq(opened("احد لد", "واحد ولد"), 0);
	ck_assert_uint_eq(opened("أحمد", "لأحمد وأحمد لاحمد لإحمد"), 3);
	ck_assert_uint_eq(opened("في بيت", "في بيتنا، وفي بيتهم."), 2);
	ck_assert_uint_eq(opened("سلام", "#والسلام #سلامنا"), 2);
	ck_assert_uint_eq(opened("covid", "Covid covid"), 1);
}
END_TEST

START_TEST(wrong)
{
	refuse("", 0);
	refuse("  ", 0);
	refuse("a |b", 2);
	refuse("a||b", 2);
	refuse("a ..2", 2);
	refuse("..2 a", 0);
	refuse("a ..0 b", 2);
	refuse("a ..99999 b", 2);
	refuse("a \\", 2);
	refuse("a «", 2);
	refuse("a \xD8", 2);
	refuse("a \u064E", 2);
}
END_TEST

START_TEST(ill_formed)
{
	static struct hits h;
	struct nass_match_opts opts = { .norm = NULL };
	struct nass_match *m = hits_compile(&opts, "سلام");
	struct nass_scan *s;
	struct nass_err err;

	ck_assert_int_eq(nass_scan_new(m, &s, NULL), NASS_OK);
	ck_assert_int_eq(nass_scan_text(s, NASS_STR("سلام \xD8 سلام"),
			     hits_collect, &h, &err),
	    NASS_EINPUT);
	ck_assert_uint_eq(err.at, 9);
	ck_assert_uint_eq(h.n, 0);
	ck_assert_int_eq(
	    nass_scan_text(s, NASS_STR(""), hits_collect, &h, &err), NASS_OK);
	nass_scan_free(s);
	nass_match_free(m);
}
END_TEST

START_TEST(contexts)
{
	struct nass_str t = NASS_STR("a b. C d\ne f «g» h. I");
	struct nass_str word[4];
	size_t missing;
	size_t g = 15; /* of the g */

	ck_assert_int_eq(t.p[g], 'g');
	ck_assert_uint_eq(
	    nass_context_before(t, g, NASS_CONTEXT_WORDS, 2, &missing), 9);
	ck_assert_uint_eq(missing, 0);
	ck_assert_uint_eq(
	    nass_context_before(t, g, NASS_CONTEXT_WORDS, 9, &missing), 0);
	ck_assert_uint_eq(missing, 3);
	ck_assert_uint_eq(
	    nass_context_after(t, g + 1, NASS_CONTEXT_WORDS, 1, &missing),
	    g + 5);
	ck_assert_uint_eq(
	    nass_context_after(t, g + 1, NASS_CONTEXT_WORDS, 5, &missing), t.n);
	ck_assert_uint_eq(missing, 3);
	ck_assert_uint_eq(
	    nass_context_before(t, g, NASS_CONTEXT_CHARACTERS, 3, &missing),
	    11);
	ck_assert_uint_eq(
	    nass_context_before(t, g, NASS_CONTEXT_SENTENCES, 1, &missing), 9);
	ck_assert_uint_eq(
	    nass_context_before(t, g, NASS_CONTEXT_SENTENCES, 2, &missing), 5);
	ck_assert_uint_eq(
	    nass_context_after(t, g + 1, NASS_CONTEXT_SENTENCES, 1, &missing),
	    t.n - 1);
	ck_assert_uint_eq(
	    nass_context_before(t, g, NASS_CONTEXT_WRAPPED, 1, &missing), 5);
	ck_assert_uint_eq(
	    nass_context_before(t, g, NASS_CONTEXT_WRAPPED, 2, &missing), 0);
	ck_assert_uint_eq(missing, 0);
	ck_assert_uint_eq(nass_words_left(t, g, word, 4), 4);
	ck_assert_int_eq(word[0].p[0], 'f');
	ck_assert_int_eq(word[3].p[0], 'C');
	ck_assert_uint_eq(nass_words_right(t, g + 1, word, 4), 2);
	ck_assert_int_eq(word[0].p[0], 'h');
}
END_TEST

Suite *
test_match_cases(void)
{
	Suite *s = suite_create("match cases");
	TCase *cases = tcase_create("cases");

	tcase_add_test(cases, smart);
	tcase_add_test(cases, phrases);
	tcase_add_test(cases, map);
	tcase_add_test(cases, exact);
	tcase_add_test(cases, far_rules);
	tcase_add_test(cases, clitics);
	tcase_add_test(cases, wrong);
	tcase_add_test(cases, ill_formed);
	tcase_add_test(cases, contexts);
	suite_add_tcase(s, cases);
	return s;
}
