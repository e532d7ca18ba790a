/*
 * test_blocks.c - the lines of a web page: cases by eye, laws on any bytes.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "html/blocks.h"
#include "law.h"
#include "random.h"
#include "text/utf8.h"

Suite *test_blocks(void);

static struct nass_arena arena;

static void
set_up(void)
{
	arena = (struct nass_arena)NASS_ARENA_INIT;
}

static void
tear_down(void)
{
	nass_arena_fini(&arena);
}

static struct nass_html_blocks
blocks_of(const char *page)
{
	struct nass_html_blocks k;

	ck_assert_int_eq(
	    nass_html_read(nass_str(page), &arena, &k, NULL), NASS_OK);
	return k;
}

/* Lines with / between. */
static const char *
lines(const char *page)
{
	static char out[512];
	struct nass_html_blocks k = blocks_of(page);

	ck_assert_uint_lt(k.text.n, sizeof out);
	for (size_t i = 0; i < k.text.n; i++)
		out[i] = k.text.p[i] == '\n' ? '/' : k.text.p[i];
	out[k.text.n] = '\0';
	return out;
}

static unsigned
marks(const char *page)
{
	struct nass_html_blocks k = blocks_of(page);

	ck_assert_uint_ge(k.n, 1);
	return k.block[k.n - 1].marks;
}

/* Cells of one line share it; those of several have lines of their own. */
START_TEST(cells)
{
	ck_assert_str_eq(lines("<table><tr><td>a<td><p>b</p><td><td>c</table>"),
	    "a | b | c/");
	ck_assert_str_eq(
	    lines("<table><tr><td>a<br>b<td>c<td>d</table>"), "a/b/c/d/");
	ck_assert_str_eq(
	    lines("<table><tr><td>a<td>b<td>c<br>d<td>e<tr><td>f<td>g</table>"),
	    "a | b/c/d/e/f | g/");
	ck_assert_str_eq(lines("<table><tr><td>a<br><table><tr><td>b<td>c"
			       "</table><td>d</table>"),
	    "a/b | c/d/");
	ck_assert_str_eq(lines("<table><tr><td><a href=x>ab</a><td><a href=y>"
			       "c</a><br>d</table>"),
	    "ab/c/d/");
}
END_TEST

/* Ends that close cells, items and spans, and those that close nothing. */
START_TEST(ends)
{
	ck_assert_str_eq(lines("<table><tr><td>a</td><td>b</td></tr>"
			       "<tr><th>c</th></tr></table>d"),
	    "a | b/c/d/");
	ck_assert_str_eq(lines("a</br>b"), "a/b/");
	ck_assert_str_eq(
	    lines("<ol><li>a<ul><li>b</ul>c<li>d</ol>"), "a/b/c/d/");
	ck_assert_str_eq(lines("<table><tr><td>a</tr></table></td>b"), "a/b/");
	ck_assert_uint_eq(
	    marks("<label>a<span>b</span><div>c"), NASS_HTML_FORM);
	ck_assert_uint_eq(marks("<label>a<span>b</label><div>c"), 0);
	ck_assert_uint_eq(marks("<label><div>a</label>b"), NASS_HTML_FORM);
	ck_assert_uint_eq(marks("<nav><div>a</span></label>b"), NASS_HTML_NAV);
	ck_assert_uint_eq(
	    blocks_of("<td><a href=x>ab</td>cd").block[0].nlink, 2);
}
END_TEST

/* Elements without text end at their own end tag, if raw even when `/>`. */
START_TEST(skipped)
{
	static const char *const raw[] = { "script", "style", "iframe",
		"textarea", "title" };
	static const char *const open[] = { "select", "option", "map",
		"datalist" };
	char page[128];
	size_t i;

	for (i = 0; i < sizeof raw / sizeof raw[0]; i++) {
		snprintf(page, sizeof page, "a<%s/>b<p></%s>c", raw[i], raw[i]);
		ck_assert_str_eq(lines(page), "ac/");
	}
	ck_assert_str_eq(lines("a<svg/>b<svg><svg>c</svg>d</svg>e"), "abe/");
	ck_assert_str_eq(lines("a<video/>b<video>c<p>d</video>e"), "abe/");
	/* Choices that nobody closed end where a block begins. */
	for (i = 0; i < sizeof open / sizeof open[0]; i++) {
		snprintf(page, sizeof page, "a<%s>b<br><b>c<p>d", open[i]);
		ck_assert_str_eq(lines(page), "a/d/");
	}
	ck_assert_str_eq(lines("a<object>b<p>c</object>d"), "ad/");
}
END_TEST

/* More lines than there was room for at first. */
START_TEST(many)
{
	enum {
		MANY = 3000
	};
	char *page = malloc(MANY * 4 + 1);
	struct nass_html_blocks k;
	size_t i;

	ck_assert_ptr_nonnull(page);
	for (i = 0; i < MANY; i++)
		memcpy(page + 4 * i, "<p>a", 5);
	k = blocks_of(page);
	free(page);
	ck_assert_uint_eq(k.n, MANY);
	for (i = 0; i < MANY; i++)
		ck_assert_uint_eq(k.block[i].marks, NASS_HTML_PARA);
}
END_TEST

/* Elements that are nested too deep are read, but have no marks. */
START_TEST(deep)
{
	enum {
		DEEP = 100000,
		TAG = 5
	};
	char *page = malloc(2 * DEEP * (TAG + 1) + 64);
	struct nass_html_blocks k;
	size_t n;
	size_t i;

	ck_assert_ptr_nonnull(page);
	n = (size_t)sprintf(page, "<nav>");
	for (i = 0; i < DEEP; i++, n += TAG)
		memcpy(page + n, "<div>", TAG);
	n += (size_t)sprintf(page + n, "a");
	for (i = 0; i < DEEP; i++, n += TAG + 1)
		memcpy(page + n, "</div>", TAG + 1);
	sprintf(page + n, "b</nav>c");
	k = blocks_of(page);
	free(page);
	ck_assert(nass_str_eq(k.text, NASS_STR("a\nb\nc\n")));
	ck_assert_uint_eq(k.n, 3);
	ck_assert_uint_eq(k.block[0].marks, NASS_HTML_NAV);
	ck_assert_uint_eq(k.block[1].marks, NASS_HTML_NAV);
	ck_assert_uint_eq(k.block[2].marks, 0);
}
END_TEST

START_TEST(text)
{
	ck_assert_str_eq(lines(""), "");
	ck_assert_str_eq(lines("a  b\n c"), "a b c/");
	ck_assert_str_eq(lines("<p>a<p>b<div>c</div>d"), "a/b/c/d/");
	ck_assert_str_eq(lines("a<b>b</b> <i> c</i><br>d"), "ab c/d/");
	ck_assert_str_eq(lines("<ul><li>a<li>b</ul>"), "a/b/");
	ck_assert_str_eq(
	    lines("<table><tr><td>a<td>b<tr><td>c</table>"), "a | b/c/");
	ck_assert_str_eq(lines("<pre>a\nb</pre>"), "a/b/");
	ck_assert_str_eq(lines("a<script>b</script><style>c</style>"
			       "<select><option>d</select>e"),
	    "ae/");
	ck_assert_str_eq(lines("<select><option>x<div>a</div>"), "a/");
	ck_assert_str_eq(lines("a&nbsp;&amp; b"), "a & b/");
	ck_assert_str_eq(lines("</p></div>a</b>"), "a/");
	/* Links that touch are two words; letters of one word are not. */
	ck_assert_str_eq(lines("<a href=x>a</a><a href=y>b</a>c"), "a bc/");
	ck_assert_str_eq(
	    lines("<span>a</span><span>b</span><span class=k>c</span>"),
	    "ab c/");
	ck_assert_str_eq(
	    lines("<pre><span>a</span><span class=k>b</span></pre>"), "ab/");
	ck_assert_str_eq(lines("<p>a<amp-ad><p>b</amp-ad>c"), "ac/");
}
END_TEST

START_TEST(meaning)
{
	ck_assert_uint_eq(marks("<p>a</p>b"), 0);
	ck_assert_uint_eq(marks("<nav>a"), NASS_HTML_NAV);
	ck_assert_uint_eq(marks("<nav>a</nav>b"), 0);
	ck_assert_uint_eq(
	    marks("<div class=side-bar>a</div>"), NASS_HTML_CLASS);
	ck_assert_uint_eq(
	    marks("<div class='entry-content ads'>a"), NASS_HTML_CONTENT);
	ck_assert_uint_eq(marks("<div id=postBody>a"), NASS_HTML_CONTENT);
	ck_assert_uint_eq(marks("<div role=main>a"), NASS_HTML_ARTICLE);
	ck_assert_uint_eq(marks("<div role=navigation>a"), NASS_HTML_NAV);
	ck_assert_uint_eq(marks("<div role=complementary>a"), NASS_HTML_ASIDE);
	ck_assert_uint_eq(marks("<div role=contentinfo>a"), NASS_HTML_FOOTER);
	ck_assert_uint_eq(marks("<div role=dialog>a"), NASS_HTML_DIALOG);
	ck_assert_uint_eq(marks("<div id=cookie-bar>a"), NASS_HTML_DIALOG);
	ck_assert_uint_eq(marks("<div class=author-box>a"),
	    NASS_HTML_ASIDE | NASS_HTML_CLASS);
	ck_assert_uint_eq(marks("<div class=author>a"), NASS_HTML_BYLINE);
	ck_assert_uint_eq(marks("<div class='text bio'>a"), 0);
	ck_assert_uint_eq(marks("<div role=note>a"), 0);
	ck_assert_uint_eq(marks("<div hidden>a"), NASS_HTML_HIDDEN);
	ck_assert_uint_eq(
	    marks("<div itemprop=articleBody>a"), NASS_HTML_CONTENT);
	ck_assert_uint_eq(
	    marks("<h1>a</h1>"), NASS_HTML_HEADING | NASS_HTML_H1);
	ck_assert_uint_eq(marks("<article><header>a"), NASS_HTML_ARTICLE);
	ck_assert_uint_eq(
	    marks("<div style='display:none'>a"), NASS_HTML_HIDDEN);
	ck_assert_uint_eq(
	    blocks_of("<a href=x>four</a> and").block[0].nlink, 4);
}
END_TEST

/* A form around the page is no form. */
START_TEST(wrapper)
{
	char page[1024];
	struct nass_html_blocks k;

	snprintf(page, sizeof page,
	    "<form class=widget><p>%0100d</p></form><form>a</form>", 1);
	k = blocks_of(page);
	ck_assert_uint_eq(k.n, 2);
	ck_assert_uint_eq(k.block[0].marks, NASS_HTML_PARA);
	ck_assert_uint_eq(k.block[1].marks, NASS_HTML_FORM);
}
END_TEST

START_TEST(meta)
{
	struct nass_html_blocks k = blocks_of(
	    "<html lang=ar><title>T - S</title><meta name=Author content=A>"
	    "<meta property=og:title content=' T '><link rel=canonical href=u>"
	    "<meta itemprop=datePublished content=2020-01-01>"
	    "<script type=application/ld+json>{}</script>");

	ck_assert(nass_str_eq(k.meta.title, NASS_STR("T")));
	ck_assert(nass_str_eq(k.meta.author, NASS_STR("A")));
	ck_assert(nass_str_eq(k.meta.date, NASS_STR("2020-01-01")));
	ck_assert(nass_str_eq(k.meta.language, NASS_STR("ar")));
	ck_assert(nass_str_eq(k.meta.url, NASS_STR("u")));
	ck_assert_uint_eq(k.meta.njson, 1);
	k = blocks_of("<title>A headline - Site</title><h1>A headline</h1>");
	ck_assert(nass_str_eq(k.meta.title, NASS_STR("A headline")));
	/* The longest line that is the begin or the end of it, no link. */
	k = blocks_of("<title>My site: A headline</title><h1>My site</h1>"
		      "<h2>A headline</h2><p>headline");
	ck_assert(nass_str_eq(k.meta.title, NASS_STR("A headline")));
	k = blocks_of("<title>A headline \342\200\223 Site</title>"
		      "<a href=x>A headline</a><p>A headlin");
	ck_assert(nass_str_eq(
	    k.meta.title, NASS_STR("A headline \342\200\223 Site")));
	k = blocks_of("<h1>A headline</h1>");
	ck_assert(nass_str_eq(k.meta.title, NASS_STR("A headline")));
}
END_TEST

/* What more likely says it wins, wherever it stands; an address is no author. */
START_TEST(meta_ranks)
{
	struct nass_html_blocks k = blocks_of(
	    "<title>T</title><title>U</title>"
	    "<meta name=date content=2001><meta name=DATE content=2002>"
	    "<meta name=pubdate content=2003><time datetime=2004>x</time>"
	    "<meta property=article:author content=' http://a.b '>"
	    "<meta name=dc.creator content=C><meta name=author>"
	    "<meta property=og:locale content=en_US>"
	    "<meta http-equiv=content-language content=fr>"
	    "<meta property=og:url content=v><link rel=next href=w>"
	    "<meta property=og:site_name content=S><meta name=author "
	    "content=''>"
	    "<script type=text/plain>{}</script>"
	    "<script type='APPLICATION/LD+JSON'> </script>");

	ck_assert(nass_str_eq(k.meta.title, NASS_STR("T")));
	ck_assert(nass_str_eq(k.meta.date, NASS_STR("2003")));
	ck_assert(nass_str_eq(k.meta.author, NASS_STR("C")));
	ck_assert(nass_str_eq(k.meta.language, NASS_STR("fr")));
	ck_assert(nass_str_eq(k.meta.url, NASS_STR("v")));
	ck_assert(nass_str_eq(k.meta.site, NASS_STR("S")));
	ck_assert_uint_eq(k.meta.njson, 0);
}
END_TEST

/* The first scripts of JSON-LD are kept, however many there are. */
START_TEST(meta_json)
{
	struct nass_buf page = NASS_BUF_INIT;
	struct nass_html_blocks k;
	unsigned i;

	for (i = 0; i < 12; i++)
		ck_assert_int_eq(nass_buf_printf(&page, NULL,
				     "<script type=application/ld+json>[%u]"
				     "</script>",
				     i),
		    NASS_OK);
	ck_assert_int_eq(
	    nass_html_read(nass_buf_str(&page), &arena, &k, NULL), NASS_OK);
	ck_assert_uint_eq(k.meta.njson, 8);
	ck_assert(nass_str_eq(k.meta.json[7], NASS_STR("[7]")));
	nass_buf_fini(&page);
}
END_TEST

START_TEST(pages)
{
	ck_assert(nass_html_is_page(NASS_STR("\n<!DOCTYPE HTML>")));
	ck_assert(nass_html_is_page(NASS_STR("<!-- x --><html>")));
	ck_assert(!nass_html_is_page(NASS_STR("")));
	ck_assert(!nass_html_is_page(NASS_STR("<b>")));
	ck_assert(!nass_html_is_page(NASS_STR("<!-- x")));
}
END_TEST

/* Tags and text at random: lines tile the text, marks and links fit. */
START_TEST(any_law)
{
	static const char *const piece[] = { "<div>", "</div>", "<p>", "</p>",
		"<table>", "<tr>", "<td>", "</table>", "<ul>", "<li>", "</ul>",
		"<a href=x>", "</a>", "<span class=ads>", "</span>", "<br>",
		"<form>", "</form>", "<pre>", "</pre>", "<select>", "<svg>",
		"</svg>", "<article>", "</article>", "\n", " ", "&nbsp;", "<" };
	static char p[4000];

	for (size_t round = random_rounds(2000); round > 0; round--) {
		struct nass_html_blocks k;
		size_t n = 0;
		size_t at = 0;

		for (size_t i = random_below(100); i > 0; i--) {
			if (random_below(3) == 0)
				n += random_text(p + n, 30);
			else
				n += (size_t)sprintf(p + n, "%s",
				    piece[random_below(
					sizeof piece / sizeof *piece)]);
		}
		LAW(nass_html_read((struct nass_str){ p, n }, &arena, &k,
			NULL) == NASS_OK);
		LAW(nass_utf8_valid(k.text) == k.text.n);
		for (size_t i = 0; i < k.n; i++) {
			LAW(k.block[i].from == at);
			LAW(k.block[i].n > 0);
			LAW(k.block[i].nlink <= k.block[i].n);
			at += k.block[i].n;
			LAW(k.text.p[at] == '\n');
			at++;
		}
		LAW(at == k.text.n);
		nass_arena_reset(&arena);
	}
}
END_TEST

Suite *
test_blocks(void)
{
	Suite *s = suite_create("blocks");
	TCase *c = tcase_create("blocks");

	tcase_add_checked_fixture(c, set_up, tear_down);
	tcase_add_test(c, text);
	tcase_add_test(c, ends);
	tcase_add_test(c, skipped);
	tcase_add_test(c, many);
	tcase_add_test(c, deep);
	tcase_add_test(c, cells);
	tcase_add_test(c, meaning);
	tcase_add_test(c, wrapper);
	tcase_add_test(c, meta);
	tcase_add_test(c, meta_ranks);
	tcase_add_test(c, meta_json);
	tcase_add_test(c, pages);
	tcase_add_test(c, any_law);
	suite_add_tcase(s, c);
	return s;
}
