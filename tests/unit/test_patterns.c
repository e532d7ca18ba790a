/*
 * test_patterns.c - what lines are together: menus, titles, threads, offers; and
 * texts of a few lines, which have nothing to compare with.
 */
#include <string.h>

#include "boiler.h"

Suite *test_patterns(void);

/* One character a line: has it the claim? */
static const char *
marks(const char *text, enum boiler_feature f)
{
	static char out[256];
	struct boiler_page page;

	ck_assert_int_eq(boiler__read(boiler, nass_str(text), NASS_STR(""),
			     &arena, &page, NULL),
	    NASS_OK);
	for (size_t i = 0; i < page.n; i++)
		out[i] = features_has(&page.line[i].f, f) ? 'x' : '-';
	out[page.n] = '\0';
	return out;
}

static const char poem[] = "بيت القصيد\n"
			   "شعراء\n"
			   "دواوين\n"
			   "اقتباسات\n"
			   "شعراء > العصر الحديث > سليم الأحمد\n"
			   "أغنية للمطر\n"
			   "على النافذة\n"
			   "مطر\n"
			   "لا يسأل عن أحد\n"
			   "وفي البيت\n"
			   "كرسي من خشب\n"
			   "طباعة القصيدة\n"
			   "قصائد أخرى\n"
			   "إلى غائب\n";

START_TEST(menu)
{
	ck_assert_str_eq(marks(poem, F_MENU_HEAD), "xxxxx---------");
	ck_assert_str_eq(marks(poem, F_CRUMBS_TOP), "----x---------");
	ck_assert_str_eq(marks(poem, F_TITLED), "-----x--------");
	ck_assert_str_eq(marks(poem, F_INSIDE_BODY), "-----xxxxxx---");
	ck_assert_str_eq(marks(poem, F_WIDGET), "-----------x--");
	ck_assert_str_eq(marks(poem, F_OFFER), "------------x-");
	ck_assert_str_eq(verdicts(boiler, poem), "dddddkkkkkkddd");
}
END_TEST

static const char thread[] = "منتدى السيارات\n"
			     "التسجيل\n"
			     "بحث\n"
			     "صوت غريب من المحرك\n"
			     "01-02-2010, 10:20 PM\n"
			     "أبو فهد\n"
			     "السلام عليكم\n"
			     "عندي صوت غريب إذا شغلت المكيف، وش السبب؟\n"
			     "رد مع اقتباس\n"
			     "02-02-2010, 08:01 PM\n"
			     "خبير\n"
			     "هلا والله\n"
			     "غالبا السير يحتاج تغيير.\n"
			     "رد مع اقتباس\n"
			     "03-02-2010, 09:11 PM\n"
			     "أبو فهد\n"
			     "غيرته وراح الصوت، مشكور\n"
			     "رد مع اقتباس\n";

START_TEST(posts)
{
	const char *v = verdicts(boiler, thread);

	ck_assert_str_eq(marks(thread, F_THREAD), "-----xxx--xxx--xx-");
	/* A title and what was said; who said it may stay. */
	ck_assert_int_eq(v[3], 'k');
	ck_assert_mem_eq(v + 6, "kkd", 3);
	ck_assert_mem_eq(v + 11, "kkd", 3);
	ck_assert_mem_eq(v + 16, "kd", 2);
}
END_TEST

/* Headlines with their dates are no thread. */
START_TEST(no_posts)
{
	ck_assert_str_eq(marks("الوزير يفتتح المعرض السنوي\n"
			       "01-02-2010\n"
			       "أسعار النفط ترتفع مجددا\n"
			       "02-02-2010\n"
			       "افتتاح طريق الساحل الجديد\n"
			       "03-02-2010\n",
			     F_THREAD),
	    "------");
}
END_TEST

/* What has nothing to compare with stays. */
START_TEST(few_lines)
{
	ck_assert_str_eq(
	    verdicts(boiler, "وصل القطار إلى المحطة متأخرا ساعتين."), "k");
	ck_assert_str_eq(
	    verdicts(boiler, "صباح الخير\nكيف الحال\nإلى اللقاء"), "kkk");
	ck_assert_str_eq(verdicts(boiler,
			     "نعم.\nلا.\nلماذا؟\nربما.\nمتى؟\nغدا.\n"
			     "أين؟\nهنا.\n"),
	    "kkkkkkkk");
	ck_assert_str_eq(
	    verdicts(boiler, "خبز\nملح\nزيت\nسكر\nشاي\nرز\n"), "kkkkkk");
	ck_assert_str_eq(
	    verdicts(boiler, "المقادير\nكوب سكر\nملعقة ملح\nبيضتان\n"), "kkkk");
	ck_assert_str_eq(verdicts(boiler,
			     "الوزير يفتتح معرض الكتاب\n"
			     "ارتفاع أسعار القمح في الأسواق\n"
			     "المنتخب يتأهل إلى النهائي\n"),
	    "kkk");
}
END_TEST

START_TEST(features)
{
	for (unsigned i = 0; i < F_N; i++) {
		const char *name = boiler__feature_name((enum boiler_feature)i);

		ck_assert_ptr_nonnull(name);
		ck_assert_ptr_nonnull(
		    boiler__feature_reason((enum boiler_feature)i));
		for (unsigned j = 0; j < i; j++)
			ck_assert_str_ne(
			    name, boiler__feature_name((enum boiler_feature)j));
	}
}
END_TEST

Suite *
test_patterns(void)
{
	Suite *s = suite_create("patterns");
	TCase *c = tcase_create("patterns");

	tcase_add_checked_fixture(c, set_up, tear_down);
	tcase_add_test(c, menu);
	tcase_add_test(c, posts);
	tcase_add_test(c, no_posts);
	tcase_add_test(c, few_lines);
	tcase_add_test(c, features);
	suite_add_tcase(s, c);
	return s;
}
