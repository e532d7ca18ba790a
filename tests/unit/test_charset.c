/*
 * test_charset.c - charsets in pieces, detected, and text that was read in a wrong
 * one.
 */
#include <check.h>
#include <string.h>

#include "corpus/charset.h"
#include "corpus/mojibake.h"
#include "random.h"
#include "text/utf8.h"

Suite *test_charset(void);

#define ARABIC                                              \
	"\xD8\xA7\xD9\x84\xD8\xB3\xD9\x84\xD8\xA7\xD9\x85 " \
	"\xD8\xB9\xD9\x84\xD9"                              \
	"\x8A\xD9\x83\xD9\x85 \xD9\x88\xD8\xB1\xD8\xAD\xD9\x85\xD8\xA9"

/* The same in windows-1256. */
#define WINDOWS                                                          \
	"\xC7\xE1\xD3\xE1\xC7\xE3 \xDA\xE1\xED\xDF\xE3 \xE6\xD1\xCD\xE3" \
	"\xC9"

/* The pieces in which bytes come make no difference. */
START_TEST(charset_pieces)
{
	static const char *const names[] = { "UTF-8", "UTF-16LE", "UTF-32BE",
		"windows-1256", "MacArabic", "gb18030" };
	struct nass_buf whole = NASS_BUF_INIT;
	struct nass_buf parts = NASS_BUF_INIT;
	struct nass_charset *cs;
	char p[60];
	struct nass_str s = { p, sizeof(p) };
	unsigned i;
	size_t at;
	size_t n;

	for (i = 0; i < random_rounds(1200); i++) {
		for (at = 0; at < sizeof(p); at++)
			p[at] = random_below(3) == 0
			    ? (char)random_below(256)
			    : "\xD9\x85\xE2\x80\xA6\x06"[at % 6];
		ck_assert(nass_charset_new(names[i % 6], &cs, NULL) == NASS_OK);
		whole.n = parts.n = 0;
		ck_assert(!nass_charset_decode(
		    cs, s, true, NASS_UTF8_REPLACE, &whole, NULL));
		nass_charset_reset(cs);
		for (at = 0; at < sizeof(p); at += n) {
			n = 1 + (unsigned)random_below(9);
			n = n < sizeof(p) - at ? n : sizeof(p) - at;
			ck_assert(!nass_charset_decode(cs,
			    nass_str_sub(s, at, at + n), at + n == sizeof(p),
			    NASS_UTF8_REPLACE, &parts, NULL));
		}
		ck_assert(
		    nass_str_eq(nass_buf_str(&whole), nass_buf_str(&parts)));
		ck_assert_uint_eq(
		    nass_utf8_valid(nass_buf_str(&whole)), whole.n);
		nass_charset_free(cs);
	}
	nass_buf_fini(&whole);
	nass_buf_fini(&parts);
}
END_TEST

START_TEST(charset_guess)
{
	static const struct {
		const char *bytes;
		const char *name; /* NULL: none is sure */
	} cases[] = {
		{ "", "UTF-8" },
		{ "plain", "UTF-8" },
		{ ARABIC, "UTF-8" },
		{ "\xC7\xE1\xD3\xE1\xC7\xE3 \xDA\xE1\xED\xDF\xE3 "
		  "\xE6\xD1\xCD\xE3"
		  "\xC9 \xC7\xE1\xE1\xE5 \xE6\xC8\xD1\xDF\xC7\xCA\xE5",
		    "windows-1256" },
		{ "\xC7\xE4\xD3\xE4\xC7\xE5 \xD9\xE4\xEA\xE3\xE5 "
		  "\xE8\xD1\xCD\xE5"
		  "\xC9 \xC7\xE4\xE4\xE7 \xE8\xC8\xD1\xE3\xC7\xCA\xE7",
		    "ISO-8859-6" },
		/* With its vowels. */
		{ "\xDF\xF3\xCA\xF3\xC8\xF3 \xC7\xE1\xE6\xF3\xE1\xF3\xCF\xF5 "
		  "\xCF\xF3\xD1\xFA\xD3\xF3\xE5\xF5 "
		  "\xDD\xF6\xED \xC7\xE1\xC8\xF3\xED\xFA\xCA\xF6 "
		  "\xCB\xF5\xE3\xF3\xF8 \xE4\xF3\xC7\xE3\xF3",
		    "windows-1256" },
		{ "\xE8\xF4\xA2\xF4\xA0\xF4 \x9F\xE9\xED\xF4\xE9\xF4\xA7\xF5 "
		  "\xA7\xF4\xA9\x92\xAB\xF4\xEC\xF5 "
		  "\xE5\xF6\xEF \x9F\xE9\xA0\xF4\xEF\x92\xA2\xF6 "
		  "\xA3\xF5\xEA\xF4\x91 \xEB\xF4\x9F\xEA\xF4",
		    "cp720" },
		{ "\xE3\xEE\xCA\xEE\xC8\xEE \xC7\xE4\xE8\xEE\xE4\xEE\xCF\xEF "
		  "\xCF\xEE\xD1\xF2\xD3\xEE\xE7\xEF "
		  "\xE1\xF0\xEA \xC7\xE4\xC8\xEE\xEA\xF2\xCA\xF0 "
		  "\xCB\xEF\xE5\xEE\xF1 \xE6\xEE\xC7\xE5\xEE",
		    "ISO-8859-6" },
		{ "\xC7\xE9", NULL },
		{ "\xFF\xFE\x06\x06", "UTF-16LE" },
	};
	struct nass_guess g;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		ck_assert(nass_charset_guess(nass_str(cases[i].bytes), true, &g,
			      NULL) == NASS_OK);
		ck_assert_int_eq(
		    cases[i].name != NULL, g.sure >= NASS_CHARSET_SURE);
		if (cases[i].name != NULL)
			ck_assert_str_eq(g.name, cases[i].name);
	}
}
END_TEST

/* The detector of ICU has names that its converters do not know. */
START_TEST(charset_exists)
{
	struct nass_charset *cs;
	struct nass_guess g;
	char p[512];

	memset(p, _i, sizeof(p));
	p[0] = 'w';
	ck_assert_int_eq(nass_charset_guess(
			     (struct nass_str){ p, sizeof(p) }, true, &g, NULL),
	    NASS_OK);
	if (g.sure < NASS_CHARSET_SURE)
		return;
	ck_assert_int_eq(nass_charset_new(g.name, &cs, NULL), NASS_OK);
	nass_charset_free(cs);
}
END_TEST

/* Well-formed text that was never read wrong stays. */
START_TEST(mojibake_clean)
{
	static const char *const clean[] = { "", ARABIC, "caf\xC3\xA9 \xC3\xA0",
		"\xC2\xAB" ARABIC "\xC2\xBB",
		"\xC3\x80\xC3\x89\xC3\x88\xC3\x8A", "\xD8\xB7\xC2\xA7",
		"\xC2\xA0" };
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_mojibake *m;
	uint64_t n;
	size_t i;

	ck_assert(nass_mojibake_new(&m, NULL) == NASS_OK);
	for (i = 0; i < sizeof(clean) / sizeof(clean[0]); i++) {
		ck_assert(nass_mojibake_mend(m, nass_str(clean[i]), &out, &n,
			      NULL) == NASS_OK);
		ck_assert_uint_eq(n, 0);
		ck_assert_uint_eq(out.n, 0);
	}
	nass_mojibake_free(m);
	nass_buf_fini(&out);
}
END_TEST

/* What was read wrong comes back: the ways that lose nothing. */
START_TEST(mojibake_back)
{
	static const struct {
		const char *text; /* as it was written */
		const char *read; /* as what */
	} way[] = {
		{ ARABIC "\n" ARABIC " 12\nclean", "ISO-8859-1" },
		{ ARABIC "\n" ARABIC " 12\nclean", "windows-1252" },
		{ ARABIC "\n" ARABIC " 12\nclean", "windows-1256" },
		{ WINDOWS "\n" WINDOWS " 12\nclean", "ISO-8859-1" },
		{ WINDOWS "\n" WINDOWS " 12\nclean", "windows-1252" },
	};
	struct nass_str text = NASS_STR(ARABIC "\n" ARABIC " 12\nclean");
	struct nass_buf wrong = NASS_BUF_INIT;
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_charset *cs;
	struct nass_mojibake *m;
	uint64_t n;
	size_t i;

	ck_assert(nass_mojibake_new(&m, NULL) == NASS_OK);
	for (i = 0; i < sizeof(way) / sizeof(way[0]); i++) {
		wrong.n = out.n = 0;
		ck_assert(nass_charset_new(way[i].read, &cs, NULL) == NASS_OK);
		ck_assert(!nass_charset_decode(cs, nass_str(way[i].text), true,
		    NASS_UTF8_REPLACE, &wrong, NULL));
		ck_assert(!nass_mojibake_mend(
		    m, nass_buf_str(&wrong), &out, &n, NULL));
		ck_assert_uint_eq(n, 2);
		ck_assert(nass_str_eq(nass_buf_str(&out), text));
		nass_charset_free(cs);
	}
	nass_mojibake_free(m);
	nass_buf_fini(&wrong);
	nass_buf_fini(&out);
}
END_TEST

Suite *
test_charset(void)
{
	Suite *s = suite_create("charset");
	TCase *c = tcase_create("charset");

	tcase_set_timeout(c, 60);
	tcase_add_test(c, charset_pieces);
	tcase_add_test(c, charset_guess);
	tcase_add_loop_test(c, charset_exists, 0x80, 0x100);
	tcase_add_test(c, mojibake_clean);
	tcase_add_test(c, mojibake_back);
	suite_add_tcase(s, c);
	return s;
}
