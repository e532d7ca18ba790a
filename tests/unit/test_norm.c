/*
 * test_norm.c - each operation and each pitfall by example; smart by its letters.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <nass/norm.h>

#include "normtext.h"

Suite *test_norm(void);

struct example {
	const char *spec, *in, *out;
};

/* One example for each operation and for each pitfall. */
static const struct example examples[] = {
	{ "none", "أَ  ﻻ", "أَ  ﻻ" },
	{ "presentation=fold", "ﺍﻟﺴﻼﻡ ﻷﻥ", "السلام لأن" },
	{ "presentation=fold", "ﷲ x²ﬁ", "ﷲ x²ﬁ" },
	{ "presentation=fold", "سﹰم ﱠ", "سًم َّ" },
	{ "ligatures=expand", "ﷲ ﷺ ﷼", "الله صلى الله عليه وسلم ريال" },
	{ "ligatures=expand", "﷽", "بسم الله الرحمن الرحيم" },
	{ "form=nfc", "ا\xD9\x94 بّ\xD9\x8E", "أ ب\xD9\x8Eّ" },
	{ "form=nfc,marks=quranic", "ا\xDB\x9C\xD9\x94", "أ" },
	{ "light,marks=drop", "ا\xD9\x8E\xD9\x94", "أ" },
	{ "standard", "شَيۡـًٔا", "شيئا" },
	{ "standard", "ىٔ", "ئ" },
	{ "standard", "العـــربية هـ ١٤٤٣هـ ـ ــ", "العربية هـ 1443هـ ـ ــ" },
	{ "standard", "علی فیلم کتاب", "على فيلم كتاب" },
	{ "standard", "گفت که می", "گفت که می" },
	{ "standard,lang=ar", "گفت که", "گفت كه" },
	{ "standard,lang=fa", "كي\u200Cكى", "کی\u200Cکی" },
	{ "standard", "ك\u200Cب\u061Cت\u200B", "كبت" },
	{ "standard", "👨\u200D👩 ❤️", "👨\u200D👩 ❤️" },
	{ "standard", "क्\u200Dष", "क्\u200Dष" },
	{ "standard", "١٬٢٣٤٫٥٦ ٥٠٪ ٪٫", "1,234.56 50% ٪٫" },
	{ "digits=arabic", "1,234.5 1.2.3 5%", "١٬٢٣٤٫٥ ١.٢.٣ ٥٪" },
	{ "digits=persian", "٣ 4", "۳ ۴" },
	{ "punctuation=ascii", "«نعم»، لا؟ ﴿آ﴾ …", "\"نعم\", لا? (آ) ..." },
	{ "alef=fold", "أإآٱٲٳا", "ااااااا" },
	{ "alef=wasla", "أٱ", "أا" },
	{ "hamza=bare", "مسؤول مسئول", "مسءول مسءول" },
	{ "hamza=seat", "مسؤول ئ", "مسوول ي" },
	{ "hamza=drop", "شيء سؤال", "شي سال" },
	{ "yeh=fold", "على ىا", "علي يا" },
	{ "yeh=final", "على ىا عَلَىٰ", "علي ىا عَلَيٰ" },
	{ "teh-marbuta=heh", "ة", "ه" },
	{ "teh-marbuta=teh", "ة", "ت" },
	{ "case=fold", "Covid É", "covid é" },
	{ "repeat=2", "جمييييل ههه ١١١١ www.a.b", "جمييل هه ١١١١ www.a.b" },
	{ "repeat=1", "جميييل الله", "جميل الله" },
	{ "mask=url+email+mention", "انظر https://x.org @me a@b.com #و",
	    "انظر [url] [mention] [email] #و" },
	{ "quran", "ٱلسَّمَٰوَٰتِ", "السماوات" },
	{ "quran", "هَٰذَا ٱلصَّلَوٰةَ عَلَىٰ", "هذا الصلاة على" },
	{ "search", "إلىٰ ٱلْمَدْرَسَةِ", "الي المدرسه" },
	{ "spaces=fold", "a\u00A0 \u3000b\tc", "a b\tc" },
	{ "lucene", "ٱلْكِتَاب هٰذا", "ٱلكتاب هٰذا" },
	{ "pyarabic", "دمـــى", "دما" },
	{ "openiti", "مقرئ فيء", "مقر في" },
	{ "arclean", "«ی» 😀", "\"ى\" " },
};

START_TEST(example)
{
	const struct example *e = &examples[_i];
	struct nass_norm *norm = normtext_compiled(e->spec);
	struct nass_buf out = NASS_BUF_INIT;

	normtext_run(norm, nass_str(e->in), &out, NULL);
	ck_assert(nass_buf_putc(&out, '\0', NULL) == NASS_OK);
	ck_assert_str_eq(out.p, e->out);
	nass_buf_fini(&out);
	nass_norm_free(norm);
}
END_TEST

START_TEST(specs)
{
	static const struct {
		const char *spec;
		uint64_t at;
	} wrong[] = { { "", 0 }, { "serach", 0 }, { "search,foo", 7 },
		{ "search,alef=x", 12 }, { "search,bar=keep", 7 },
		{ "repeat=10", 7 }, { "marks=tashkeel+x", 6 },
		{ "alef=keep+fold", 5 }, { "search,,", 7 } };
	struct nass_norm *norm, *again;
	struct nass_err err;
	const char *name, *spec, *note;
	size_t i;

	for (i = 0; nass_norm_profile(i, &name, &spec, &note); i++) {
		norm = normtext_compiled(name);
		again = normtext_compiled(nass_norm_spec(norm));
		ck_assert_str_eq(nass_norm_spec(norm), nass_norm_spec(again));
		nass_norm_free(again);
		again = normtext_compiled(spec);
		ck_assert_str_eq(nass_norm_spec(norm), nass_norm_spec(again));
		nass_norm_free(again);
		ck_assert_int_eq(nass_norm_is_identity(norm), i == 0);
		nass_norm_free(norm);
	}
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		ck_assert_int_eq(
		    nass_norm_new(wrong[i].spec, &norm, &err), NASS_EUSAGE);
		ck_assert_ptr_null(norm);
		ck_assert_uint_eq(err.at, wrong[i].at);
	}
}
END_TEST

/* Growth bounds what tokens and rules make of a byte; other kinds have no token. */
START_TEST(growth)
{
	static const char token[] = "<an address of the web>";
	static const char ten[] = "a\tFDFD FDFD FDFD FDFD FDFD FDFD FDFD FDFD "
				  "FDFD FDFD\n";
	struct nass_norm *norm = normtext_compiled("none");
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_err err;

	ck_assert_uint_eq(nass_norm_growth(norm), 14);
	ck_assert_int_eq(nass_norm_rules(norm, nass_str(ten), NULL), NASS_OK);
	ck_assert(!nass_norm_is_identity(norm));
	ck_assert_int_eq(
	    nass_norm(norm, NASS_STR("a"), &out, NULL, NULL), NASS_OK);
	ck_assert_uint_eq(out.n, 30);
	ck_assert_uint_ge(nass_norm_growth(norm), out.n);
	nass_norm_free(norm);
	norm = normtext_compiled("none,mask=url");
	ck_assert_int_eq(
	    nass_norm_mask_as(norm, NASS_STR("url"), nass_str(token), NULL),
	    NASS_OK);
	ck_assert_uint_eq(nass_norm_growth(norm), sizeof token - 1);
	ck_assert_int_eq(
	    nass_norm_mask_as(norm, NASS_STR("colour"), nass_str(token), &err),
	    NASS_EUSAGE);
	out.n = 0;
	ck_assert_int_eq(
	    nass_norm(norm, NASS_STR("http://a.b"), &out, NULL, NULL), NASS_OK);
	ck_assert(nass_str_eq(nass_buf_str(&out), nass_str(token)));
	nass_norm_free(norm);
	nass_buf_fini(&out);
}
END_TEST

START_TEST(ill_formed)
{
	struct nass_norm *norm = normtext_compiled("search");
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_err err;

	ck_assert(nass_buf_putc(&out, 'x', NULL) == NASS_OK);
	ck_assert_int_eq(
	    nass_norm(norm, NASS_STR("ab\xD8\xA7\xFFz"), &out, NULL, &err),
	    NASS_EINPUT);
	ck_assert_uint_eq(err.at, 4);
	ck_assert_uint_eq(out.n, 1);
	ck_assert_int_eq(
	    nass_norm(norm, NASS_STR(""), &out, NULL, &err), NASS_OK);
	ck_assert_uint_eq(out.n, 1);
	nass_buf_fini(&out);
	nass_norm_free(norm);
}
END_TEST

START_TEST(user_rules)
{
	struct nass_norm *norm = normtext_compiled("search");
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_err err;

	ck_assert_int_eq(nass_norm_rules(norm,
			     NASS_STR("# loan letters\n067E\tب\nU+06A4\t0641\n"
				      "A..C\ta..c\nى\t\n0628\tX Y\n"),
			     &err),
	    NASS_OK);
	normtext_run(norm, nass_str("پڤ ABD بى"), &out, NULL);
	ck_assert(nass_buf_putc(&out, '\0', NULL) == NASS_OK);
	ck_assert_str_eq(out.p, "بف abd XYي");
	ck_assert_int_eq(
	    nass_norm_rules(norm, NASS_STR("0627\n"), &err), NASS_EUSAGE);
	ck_assert_int_eq(
	    nass_norm_rules(norm, NASS_STR("0627\t0628\n..\tx\n"), &err),
	    NASS_EUSAGE);
	ck_assert_uint_eq(err.at, 10);
	nass_buf_fini(&out);
	nass_norm_free(norm);
}
END_TEST

/* pattern, text, does it match */
static const struct {
	const char *pattern, *text;
	bool does_match;
} smart_pairs[] = {
	{ "ا", "ا", true },
	{ "ا", "أ", true },
	{ "ا", "إ", true },
	{ "ا", "آ", true },
	{ "ا", "ٱ", true },
	{ "أ", "أ", true },
	{ "أ", "ا", true },
	{ "أ", "إ", false },
	{ "أ", "آ", false },
	{ "إ", "أ", false },
	{ "إ", "ا", true },
	{ "آ", "ا", true },
	{ "آ", "أ", false },
	{ "ى", "ي", false },
	{ "ي", "ى", false },
	{ "ة", "ه", false },
	{ "ه", "ة", false },
	{ "ؤ", "و", false },
	{ "كتب", "كَتَبَ", true },
	{ "كَتَبَ", "كتب", true },
	{ "كَتب", "كُتب", false },
	{ "كَتَبَ", "كَتب", true },
	{ "كتّب", "كتَّب", true },
	{ "كتّب", "كتَب", false },
	{ "كتَب", "كتّب", true },
	{ "كتَّب", "كتّب", true },
	{ "كَتَب", "كَتَّب", true },
	{ "علمٌ", "علمٍ", false },
	{ "مۡن", "مْن", true },
	{ "مۡن", "مَن", false },
	{ "هٰذا", "هذا", true },
	{ "كتاب", "كتـــاب", true },
	{ "ا\xD9\x94حمد", "أحمد", true },
	{ "1443", "١٤٤٣", true },
	{ "كتاب", "كتابه", false },
	{ "شيئا", "شَيۡـًٔا", true },
	{ "على", "علی", true },
	{ "Ab", "ab", false },
	{ "\u0649", "\u0649\u06DD\u0640", true }, /* end of ayah, tatweel */
	{ "\u0915", "\u0915\u093C", false },      /* a mark that counts */
	{ "", "", true },
};

START_TEST(smart)
{
	struct nass_smart *s;
	struct nass_str pattern = nass_str(smart_pairs[_i].pattern);
	struct nass_str text = nass_str(smart_pairs[_i].text);
	struct nass_buf a = NASS_BUF_INIT;
	struct nass_buf b = NASS_BUF_INIT;
	bool does_match, has_keys;

	ck_assert(nass_smart_new(&s, NULL) == NASS_OK);
	ck_assert(
	    nass_smart_matches(s, pattern, text, &does_match, NULL) == NASS_OK);
	ck_assert_int_eq(does_match, smart_pairs[_i].does_match);
	ck_assert(
	    nass_norm_key(nass_smart_key(s), pattern, &a, NULL) == NASS_OK);
	ck_assert(nass_norm_key(nass_smart_key(s), text, &b, NULL) == NASS_OK);
	has_keys = nass_str_eq(nass_buf_str(&a), nass_buf_str(&b));
	ck_assert(has_keys || !does_match);
	ck_assert(does_match || !has_keys || !nass_smart_is_plain(s, pattern));
	nass_buf_fini(&a);
	nass_buf_fini(&b);
	nass_smart_free(s);
}
END_TEST

Suite *
test_norm(void)
{
	Suite *s = suite_create("norm");
	TCase *cases = tcase_create("cases");
	TCase *pairs = tcase_create("smart");

	tcase_add_loop_test(
	    cases, example, 0, sizeof(examples) / sizeof(examples[0]));
	tcase_add_test(cases, specs);
	tcase_add_test(cases, growth);
	tcase_add_test(cases, ill_formed);
	tcase_add_test(cases, user_rules);
	suite_add_tcase(s, cases);
	tcase_add_loop_test(
	    pairs, smart, 0, sizeof(smart_pairs) / sizeof(smart_pairs[0]));
	suite_add_tcase(s, pairs);
	return s;
}
