/*
 * test_html.c - the tokenizer: cases that a page brings, and laws on any bytes.
 * The conformance cases of the standard run in tests/oracle/html.py.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "html/html.h"
#include "random.h"
#include "text/utf8.h"

Suite *test_html(void);

/*
 * The tokens of a page in one line: <name attr=value>, </name>, text, <!--.  It
 * begins in this state, behind a start tag `last`.
 */
static const char *
shown_in(enum nass_html_state state, const char *last, const char *page)
{
	static char line[4096];
	struct nass_html h;
	struct nass_html_token t;
	size_t n = 0;
	size_t i;

	nass_html_init(&h, nass_str(page));
	nass_html_enter(&h, state, nass_str(last));
	while (nass_html_next(&h, &t, NULL) == NASS_OK) {
		static const char *const open[] = { "", "<", "</", "<!--",
			"<!" };

		n += (size_t)snprintf(line + n, sizeof(line) - n, "%s%.*s",
		    open[t.type], (int)t.text.n, t.text.p);
		for (i = 0; i < t.nattr; i++)
			n += (size_t)snprintf(line + n, sizeof(line) - n,
			    " %.*s=%.*s", (int)t.attr[i].name.n,
			    t.attr[i].name.p, (int)t.attr[i].value.n,
			    t.attr[i].value.p);
		n += (size_t)snprintf(line + n, sizeof(line) - n, "|");
	}
	line[n] = '\0';
	nass_html_fini(&h);
	return line;
}

static const char *
shown(const char *page)
{
	return shown_in(NASS_HTML_DATA, "", page);
}

/* Text that is read in another way up to its end. */
START_TEST(states)
{
	static const char long_name[] = "abcdefghijklmnopqrstuvwxyzabcdefgh";

	ck_assert_str_eq(shown_in(NASS_HTML_PLAINTEXT, "x", "<a>&amp;</x>"),
	    "<a>&amp;</x>|");
	ck_assert_str_eq(
	    shown_in(NASS_HTML_CDATA, "", "a<b>]]]>c<d>"), "a<b>]|c|<d|");
	ck_assert_str_eq(shown_in(NASS_HTML_CDATA, "", "a&amp;"), "a&amp;|");
	ck_assert_str_eq(shown_in(NASS_HTML_RCDATA, "x", "a&lt;</xy></X/>b"),
	    "a<</xy>|</x|b|");
	ck_assert_str_eq(
	    shown_in(NASS_HTML_RAWTEXT, "x", "&lt;</x"), "&lt;</x|");
	ck_assert_str_eq(shown_in(NASS_HTML_RAWTEXT, "", "a</x>"), "a</x>|");
	/* No element that has raw text has such a name. */
	ck_assert_str_eq(
	    shown_in(NASS_HTML_RAWTEXT, long_name, "a</>"), "a</>|");
}
END_TEST

/* What begins the end of a comment, where the page ends, is not of it. */
START_TEST(cut_comments)
{
	ck_assert_str_eq(shown("<!--a--!"), "<!--a|");
	ck_assert_str_eq(shown("<!--a--"), "<!--a|");
	ck_assert_str_eq(shown("<!--a-"), "<!--a|");
	ck_assert_str_eq(shown("<!--a"), "<!--a|");
	ck_assert_str_eq(shown("<!---"), "<!--|");
	ck_assert_str_eq(shown("<!----!"), "<!--|");
	ck_assert_str_eq(shown("<!--"), "<!--|");
	ck_assert_str_eq(
	    shown("<!--a--!>b<!-->c<!--->d"), "<!--a|b|<!--|c|<!--|d|");
}
END_TEST

START_TEST(tags)
{
	ck_assert_str_eq(shown(""), "");
	ck_assert_str_eq(shown("a"), "a|");
	ck_assert_str_eq(shown("<P CLASS='x y' id=z checked>a</P>"),
	    "<p class=x y id=z checked=|a|</p|");
	ck_assert_str_eq(shown("<a b=1 B=2/>"), "<a b=1|");
	ck_assert_str_eq(shown("a < b <3 </> <"), "a < b <3 | <|");
	ck_assert_str_eq(shown("<a href=x"), "");
}
END_TEST

START_TEST(references)
{
	ck_assert_str_eq(
	    shown("&amp;&lt;&#65;&#x42;&nosuch;"), "&<AB&nosuch;|");
	ck_assert_str_eq(shown("&notit; &not;"), "\xC2\xACit; \xC2\xAC|");
	ck_assert_str_eq(shown("<a b='&copy=1&amp;'>"), "<a b=&copy=1&|");
	ck_assert_str_eq(shown("&#128;&#0;"), "\xE2\x82\xAC\xEF\xBF\xBD|");
	ck_assert_str_eq(
	    shown("&#xe9;&#X4a; &#xg; &#65"), "\xC3\xA9J &#xg; A|");
	ck_assert_str_eq(shown("&#xD800;&#x110000;&#99999999999;"),
	    "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD|");
	/* C1 controls that windows-1252 leaves free stay. */
	ck_assert_str_eq(shown("&#x81;&#x9F;"), "\xC2\x81\xC5\xB8|");
	ck_assert_str_eq(shown("&#;&#"), "&#;&#|");
	ck_assert_str_eq(shown("<a b='&not;&notx'>"), "<a b=\xC2\xAC&notx|");
}
END_TEST

START_TEST(raw_text)
{
	ck_assert_str_eq(shown("<script>if (a<b) '</p>'</script>x"),
	    "<script|if (a<b) '</p>'|</script|x|");
	ck_assert_str_eq(shown("<script><!--<script></script>--></script>x"),
	    "<script|<!--<script></script>-->|</script|x|");
	ck_assert_str_eq(
	    shown("<title>a&amp;<b></title>"), "<title|a&<b>|</title|");
	ck_assert_str_eq(
	    shown("<style>a&amp;</STYLE >b"), "<style|a&amp;|</style|b|");
	ck_assert_str_eq(shown("<script>a</scripted></script\n>b"),
	    "<script|a</scripted>|</script|b|");
	ck_assert_str_eq(shown("<script><!--<scripts></script>b"),
	    "<script|<!--<scripts>|</script|b|");
	ck_assert_str_eq(shown("<script><!--<script/></script/>a</script>b"),
	    "<script|<!--<script/></script/>a|</script|b|");
	ck_assert_str_eq(shown("<script>a<"), "<script|a<|");
	ck_assert_str_eq(shown("<textarea>a</b>"), "<textarea|a</b>|");
	/* CR and CRLF are line ends, in data and in raw text. */
	ck_assert_str_eq(shown("a\rb\r\nc<style>\r\n\r</style>"),
	    "a\nb\nc|<style|\n\n|</style|");
}
END_TEST

START_TEST(comments)
{
	ck_assert_str_eq(
	    shown("<!-->a<!--->b<!--c--!>d"), "<!--|a|<!--|b|<!--c|d|");
	ck_assert_str_eq(shown("<!doctype html>a<?xml?><![CDATA[b]]>"),
	    "<!html|a|<!--?xml?|<!--[CDATA[b]]|");
}
END_TEST

/* The ids of doctypes, and whether they ask for quirks (HTML, 13.2.5.53-67). */
START_TEST(doctypes)
{
	static const struct {
		const char *page, *public_id, *system_id;
		bool has_quirks;
	} cases[] = {
		{ "<!doctype html>", "", "", false },
		{ "<!DOCTYPE html SYSTEM 'a b'>", "", "a b", false },
		{ "<!DOCTYPE html PUBLIC \"p\" \"s\">", "p", "s", false },
		{ "<!DOCTYPE html PUBLIC \"p\">", "p", "", false },
		{ "<!DOCTYPE html PUBLIC 'p", "p", "", true },
		{ "<!DOCTYPE html PUBLIC p>", "", "", true },
		{ "<!DOCTYPE html SYSTEM 's' x>", "", "s", false },
		{ "<!DOCTYPE html SYSTEM>", "", "", true },
		{ "<!DOCTYPE html x>", "", "", true },
	};
	struct nass_html h;
	struct nass_html_token t;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		nass_html_init(&h, nass_str(cases[i].page));
		ck_assert(nass_html_next(&h, &t, NULL) == NASS_OK);
		ck_assert_msg(t.type == NASS_HTML_DOCTYPE &&
			t.has_quirks == cases[i].has_quirks &&
			nass_str_eq(
			    t.public_id, nass_str(cases[i].public_id)) &&
			nass_str_eq(t.system_id, nass_str(cases[i].system_id)),
		    "%s", cases[i].page);
		nass_html_fini(&h);
	}
}
END_TEST

/* Many unfinished things, each of which could be looked for up to the end. */
START_TEST(linear)
{
	static const char *const units[] = { "<!--!", "<!----!>", "</", "<a ",
		"&", "<script>", "<script><!--", "-->", "<!DOCTYPE", "<a b='" };
	size_t n = 1 << 20;
	char *page = malloc(n);
	struct nass_html h;
	struct nass_html_token t;
	size_t i, k;

	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		for (k = 0; k < n; k++)
			page[k] = units[i][k % strlen(units[i])];
		nass_html_init(&h, (struct nass_str){ page, n });
		while (nass_html_next(&h, &t, NULL) == NASS_OK)
			ck_assert_uint_lt(t.at, n);
		nass_html_fini(&h);
	}
	free(page);
}
END_TEST

START_TEST(any_bytes)
{
	static const char marks[] = "<>/=\"'&;!-? a#x[]";
	char page[512];
	struct nass_html h;
	struct nass_html_token t;
	size_t rounds = random_rounds(3000);
	size_t i, n, before;

	while (rounds-- > 0) {
		n = random_text(page, sizeof(page));
		for (i = 0; i < 60 && n > 0; i++) {
			size_t at = random_below(n);

			if ((unsigned char)page[at] < 0x80)
				page[at] =
				    marks[random_below(sizeof(marks) - 1)];
		}
		nass_html_init(&h, (struct nass_str){ page, n });
		before = 0;
		while (nass_html_next(&h, &t, NULL) == NASS_OK) {
			ck_assert_uint_ge(t.at, before);
			ck_assert_uint_gt(h.at, t.at);
			ck_assert_uint_eq(nass_utf8_valid(t.text), t.text.n);
			before = h.at;
		}
		ck_assert_uint_eq(h.at, n);
		nass_html_fini(&h);
	}
}
END_TEST

Suite *
test_html(void)
{
	Suite *s = suite_create("html");
	TCase *tc = tcase_create("html");

	tcase_add_test(tc, tags);
	tcase_add_test(tc, references);
	tcase_add_test(tc, states);
	tcase_add_test(tc, cut_comments);
	tcase_add_test(tc, raw_text);
	tcase_add_test(tc, comments);
	tcase_add_test(tc, doctypes);
	tcase_add_test(tc, linear);
	tcase_add_test(tc, any_bytes);
	suite_add_tcase(s, tc);
	return s;
}
