/*
 * test_boiler.c - verdicts on lines: cases that people see, and laws on random
 * text against naive readings of the promises.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "boiler.h"
#include "law.h"
#include "random.h"

Suite *test_boiler(void);

static const char article[] =
    "السوق القديم يفتح أبوابه من جديد\n"
    "فتح السوق القديم أبوابه أمام الزوار صباح اليوم، بعد ترميم دام ثلاث "
    "سنوات شارك فيه عشرات الحرفيين من أبناء المدينة.\n"
    "وقال رئيس البلدية إن السوق سيبقى مفتوحا طوال العام، وإن المحال كلها "
    "عادت إلى أصحابها كما كانت قبل أن تحترق.\n"
    "المصدر: وكالات\n"
    "لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *\n"
    "اترك تعليقاً\n";

START_TEST(cases)
{
	ck_assert_str_eq(verdicts(boiler, ""), "");
	ck_assert_str_eq(verdicts(boiler, "\n \n\t\n"), "");
	ck_assert_str_eq(verdicts(boiler, "كلمة"), "k");
	ck_assert_str_eq(verdicts(boiler, article), "kkkkdd");
}
END_TEST

/* What is left over below an article, by its form alone. */
START_TEST(leftovers)
{
	char text[4096];

	snprintf(text, sizeof text, "%.*s%s",
	    (int)(strstr(article, "المصدر") - article), article, "ر.ك/س.ن\n");
	ck_assert_str_eq(verdicts(boiler, text), "kkkd");
	/* Code and what its output looks like is no furniture. */
	ck_assert_str_eq(verdicts(boiler,
			     "نبدأ بملف صغير:\n"
			     "server {\n    listen 80;\n}\n"
			     "ثم نحفظ الملف ونغلقه.\n"),
	    "kkkkk");
	/* Vowel marks are a poet's; a post of one line is all there is. */
	ck_assert_str_eq(verdicts(boiler, "المَزيدْ...\n"), "k");
	ck_assert_str_eq(verdicts(boiler, "يلا https://t.co/abc\n"), "k");
}
END_TEST

/* What stands below closed paragraphs, and is open. */
START_TEST(tails)
{
	const char *paragraph = "وقال المدير إن الجسر الجديد سيفتح أمام "
				"السيارات في الربيع، وإن العمل "
				"فيه يسير كما خطط له.\n";
	const char *other =
	    "وزير النقل يتفقد أعمال توسعة ميناء الصيد في المدينة الساحلية\n"
	    "انطلاق مهرجان الخيول العربية وسط حضور كبير من الزوار أمس\n";
	const char *more = "وأضاف المدير أن الجسر القديم سيبقى مفتوحا للمشاة "
			   "طوال أعوام قادمة\n"
			   "وأكدت البلدية أن المنحدر المجاور له سيغلق أمام "
			   "الشاحنات في الليل\n";
	char text[4096];

	snprintf(text, sizeof text, "الجسر الجديد يفتح في الربيع\n%s%s%s%s",
	    paragraph,
	    "كما تفقد وفد من البلدية موقع الجسر صباح أمس، واستمع إلى "
	    "شرح من المهندسين عن مراحله.\n",
	    "ويبلغ طول الجسر ثلاثمئة متر، وعرضه عشرون مترا، وله أربعة مسارات "
	    "في "
	    "الاتجاهين معا.\n",
	    other);
	ck_assert_str_eq(verdicts(boiler, text), "kkkkdd");
	memcpy(strstr(text, other), more, strlen(more) + 1);
	ck_assert_str_eq(verdicts(boiler, text), "kkkkkk");
}
END_TEST

START_TEST(keep)
{
	struct nass_boiler_opts opts = nass_boiler_default;
	struct nass_boiler *b;

	opts.keep = NASS_BOILER_DATE;
	ck_assert_int_eq(nass_boiler_new(&opts, &b, NULL), NASS_OK);
	ck_assert_str_eq(verdicts(b, article), "kkkddd");
	nass_boiler_free(b);
}
END_TEST

/* A text of lines that are phrases, headlines, paragraphs and noise. */
static size_t
random_page(char *p, size_t n)
{
	static const char *const line[] = { "الرئيسية", "اتصل بنا",
		"جميع الحقوق محفوظة", "اقرأ أيضا: خبر آخر من المدينة",
		("وقال الوزير إن الحكومة ستبدأ العمل في المشروع من غد، وإنها "
		 "لن "
		 "تنتظر حتى ينتهي العام."),
		"خبر عاجل من المدينة القديمة", "12:30", "", "* * *" };
	size_t at = 0;

	while (at + 300 < n) {
		const char *s = line[random_below(sizeof line / sizeof *line)];

		if (random_below(4) == 0)
			at += random_text(p + at, 80);
		else
			at += (size_t)sprintf(p + at, "%s", s);
		p[at++] = '\n';
		if (random_below(20) == 0)
			break;
	}
	return at;
}

/* The kept lines are lines of the input in order; what goes has a reason. */
START_TEST(whole_law)
{
	static char p[8000];

	for (size_t round = random_rounds(300); round > 0; round--) {
		struct nass_buf out = NASS_BUF_INIT;
		struct nass_str text = { p, random_page(p, sizeof p) };
		struct nass_str rest;
		struct nass_verdict *v;
		size_t n, i = 0;

		LAW(nass_boiler_judge(boiler, text, NASS_STR(""), &arena, &v,
			&n, NULL) == NASS_OK);
		LAW(nass_boiler_strip(boiler, text, NASS_STR(""), &arena, &out,
			NULL) == NASS_OK);
		rest = nass_buf_str(&out);
		for (; i < n; i++) {
			LAW(v[i].reason != NULL && v[i].reason[0] != '\0');
			LAW(v[i].score >= 0 && v[i].score <= 1);
			if (!v[i].is_kept)
				continue;
			while (rest.n > 0) { /* blank lines between */
				struct nass_str s = nass_str_cut(&rest, '\n');

				if (s.p == v[i].line.p ||
				    nass_str_eq(s, v[i].line))
					break;
				for (size_t k = 0; k < s.n; k++)
					LAW(strchr(" \t\r", s.p[k]) != NULL);
			}
		}
		nass_buf_fini(&out);
		nass_arena_reset(&arena);
	}
}
END_TEST

/* A text of paragraphs and titles, now and then with something of a page. */
static size_t
random_article(char *p)
{
	static const char *const line[] = { "اقرأ أيضا: خبر آخر من المدينة",
		"الرئيسية", "شارك المقال", "نستخدم ملفات تعريف الارتباط.",
		"تابعونا على تويتر @x وعلى صفحتنا في الموقع الجديد اليوم.",
		"قال الوزير إن الحكومة ستبدأ العمل في المشروع غدا.",
		"وأضاف أن جميع الحقوق محفوظة لأصحابها في المدينة القديمة." };
	static const char *const word[] = { "قال", "في", "على", "المدينة",
		"جميع", "الحقوق", "لا", "يسمح", "بنشر", "12", "،", "الوزير",
		"هذا", "البريد", ":", "شارك", "|", "غدا" };
	size_t nword = sizeof word / sizeof *word;
	size_t at = 0;

	for (size_t n = 1 + random_below(6); n > 0; n--) {
		size_t len = 4 + random_below(random_below(4) == 0 ? 60 : 12);

		if (random_below(5) == 0) {
			at += (size_t)sprintf(p + at, "%s",
			    line[random_below(sizeof line / sizeof *line)]);
		} else {
			for (size_t i = 0; i < len; i++)
				at += (size_t)sprintf(
				    p + at, "%s ", word[random_below(nword)]);
			p[at - 1] = random_below(5) == 0 ? 'x' : '.';
		}
		p[at++] = '\n';
	}
	return at;
}

/* Where a text is plain at a glance, a second look drops nothing. */
START_TEST(plain_law)
{
	static char p[16000];
	size_t nplain = 0;

	for (size_t round = random_rounds(4000); round > 0; round--) {
		struct nass_str text = { p, random_article(p) };
		struct nass_verdict *v;
		size_t n;

		if (!boiler__is_plain(boiler, text, NASS_STR("")))
			continue;
		nplain++;
		LAW(nass_boiler_judge(boiler, text, NASS_STR(""), &arena, &v,
			&n, NULL) == NASS_OK);
		for (size_t i = 0; i < n; i++)
			LAW(v[i].is_kept);
		nass_arena_reset(&arena);
	}
	ck_assert_uint_gt(nplain, 0);
}
END_TEST

/* Posteriors of the chain against the sum over all ways to label n lines. */
START_TEST(chain_law)
{
	struct boiler_line line[8];
	double own[8];
	double score[8];
	uint8_t heaviest[8];

	for (size_t round = random_rounds(50); round > 0; round--) {
		size_t n = 1 + random_below(8);
		double alone[8], z = 0, sum[8] = { 0 };
		double stay[2] = { boiler__model_stay(0, 0.5),
			boiler__model_stay(1, 0.5) };

		memset(line, 0, sizeof line);
		for (size_t i = 0; i < n; i++) {
			line[i].f.bit[0] = random_next() & random_next();
			line[i].f.bit[1] = random_next() & 0xf;
			alone[i] = boiler__model_odds(&line[i], 0.5, heaviest);
		}
		for (unsigned way = 0; way < 1u << n; way++) {
			double x = 0;

			for (size_t i = 0; i < n; i++) {
				unsigned a = way >> i & 1;
				unsigned b = i > 0 ? way >> (i - 1) & 1 : 2;

				x += a ? alone[i] : 0;
				x += a == b ? stay[a] : 0;
			}
			z += exp(x);
			for (size_t i = 0; i < n; i++)
				sum[i] += way >> i & 1 ? exp(x) : 0;
		}
		boiler__model_run(line, n, 0.5, own, score, heaviest);
		for (size_t i = 0; i < n; i++)
			LAW(fabs(score[i] - sum[i] / z) < 1e-6);
	}
}
END_TEST

Suite *
test_boiler(void)
{
	Suite *s = suite_create("boiler");
	TCase *c = tcase_create("boiler");

	tcase_add_checked_fixture(c, set_up, tear_down);
	tcase_add_test(c, cases);
	tcase_add_test(c, leftovers);
	tcase_add_test(c, tails);
	tcase_add_test(c, keep);
	tcase_add_test(c, whole_law);
	tcase_add_test(c, plain_law);
	tcase_add_test(c, chain_law);
	suite_add_tcase(s, c);
	return s;
}
