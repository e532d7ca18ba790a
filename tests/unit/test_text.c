/*
 * test_text.c - UTF-8, properties, clusters and columns.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>
#include <unicode/uvernum.h>

#include "breaktest.h"
#include "random.h"
#include "text/cluster.h"
#include "text/ucd.h"
#include "text/utf8.h"

Suite *test_text(void);

/* UTF-8 -------------------------------------------------------------------- */

/* Check's own assertions cost a write each: too slow for every code point. */
static bool
comes_back(uint32_t cp)
{
	char p[4];
	size_t n = nass_utf8_set(p, cp);
	size_t m;

	return nass_utf8_get(p, &m) == cp && m == n &&
	    nass_utf8_before(p, p + n, &m) == cp && m == n &&
	    nass_utf8_valid((struct nass_str){ p, n }) == n;
}

START_TEST(set_and_get)
{
	uint32_t cp;

	for (cp = 0; cp < 0x110000; cp++)
		if (cp - 0xD800 >= 0x800 && !comes_back(cp))
			ck_abort_msg("U+%04X", cp);
}
END_TEST

/* From table 3-8 of the Unicode Standard and the corners of table 3-7. */
static const struct {
	const char *in, *replaced, *dropped;
	unsigned count, first;
} mends[] = {
	{ "", "", "", 0, 0 },
	{ "abc", "abc", "abc", 0, 0 },
	{ "a\xF1\x80\x80\xE1\x80\xC2"
	  "b\x80"
	  "c\x80\xBF"
	  "d",
	    "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"
	    "b\xEF\xBF\xBD"
	    "c\xEF\xBF\xBD\xEF\xBF\xBD"
	    "d",
	    "abcd", 6, 1 },
	{ "\xC0\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD", "", 2, 0 },
	{ "x\xED\xA0\x80", "x\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", "x", 3, 1 },
	{ "\xF4\x90\x80\x80",
	    "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", "", 4, 0 },
	{ "\xD8\xA7\xD8", "\xD8\xA7\xEF\xBF\xBD", "\xD8\xA7", 1, 2 },
	{ "\xE0\x80\xF0\x9F\x98", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", "", 3,
	    0 },
};

START_TEST(mend)
{
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_str in = nass_str(mends[_i].in);
	uint64_t count;
	uint64_t first;

	ck_assert_int_eq(nass_utf8_mend(in, NASS_UTF8_REPLACE, &out, NULL,
			     &count, &first, NULL),
	    NASS_OK);
	ck_assert(
	    nass_str_eq(nass_buf_str(&out), nass_str(mends[_i].replaced)));
	ck_assert_uint_eq(count, mends[_i].count);
	ck_assert_uint_eq(first, mends[_i].first);
	out.n = 0;
	ck_assert_int_eq(nass_utf8_mend(in, NASS_UTF8_DROP, &out, NULL, &count,
			     &first, NULL),
	    NASS_OK);
	ck_assert(nass_str_eq(nass_buf_str(&out), nass_str(mends[_i].dropped)));
	ck_assert_uint_eq(count, mends[_i].count);
	nass_buf_fini(&out);
}
END_TEST

/* ICU's own decoder says what repair gives; the map leads back. */
static void
mend_as_icu(const char *p, size_t n)
{
	struct nass_str in = { p, n };
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_map map = NASS_MAP_INIT;
	uint64_t count;
	uint64_t first;
	uint64_t made = 0;
	int32_t at = 0;
	int32_t was;
	UChar32 c;
	char want[4];
	size_t nwant;

	ck_assert_int_eq(nass_utf8_mend(in, NASS_UTF8_REPLACE, &out, &map,
			     &count, &first, NULL),
	    NASS_OK);
	while (at < (int32_t)n) {
		was = at;
		U8_NEXT_OR_FFFD((const uint8_t *)p, at, (int32_t)n, c);
		nwant = nass_utf8_set(want, (uint32_t)c);
		ck_assert_uint_le(made + nwant, out.n);
		ck_assert_mem_eq(out.p + made, want, nwant);
		ck_assert_uint_eq(nass_map_start(&map, made), (uint64_t)was);
		made += nwant;
		ck_assert_uint_eq(nass_map_end(&map, made), (uint64_t)at);
	}
	ck_assert_uint_eq(made, out.n);
	ck_assert_uint_eq(nass_utf8_valid(nass_buf_str(&out)), out.n);
	nass_map_fini(&map);
	nass_buf_fini(&out);
}

START_TEST(mend_random)
{
	size_t rounds = random_rounds(500);
	char p[512];

	while (rounds-- > 0)
		mend_as_icu(p, random_bytes(p, random_below(sizeof(p))));
}
END_TEST

/* Properties ---------------------------------------------------------------- */

static bool
is_as_icu(uint32_t cp)
{
	const struct nass_ucd *u = nass_ucd(cp);
	UChar32 c = (UChar32)cp;
	int digit =
	    u_charType(c) == U_DECIMAL_DIGIT_NUMBER ? u_charDigitValue(c) : -1;

	return (UChar32)nass_ucd_fold(cp) ==
	    u_foldCase(c, U_FOLD_CASE_DEFAULT) &&
	    nass_ucd_digit(cp) == digit && u->ccc == u_getCombiningClass(c) &&
	    ((u->flags & NASS_UCD_WHITE_SPACE) != 0) == u_isUWhiteSpace(c);
}

START_TEST(properties)
{
	uint32_t cp;

	if (strncmp(U_UNICODE_VERSION, "15.0", 4) != 0) {
		fprintf(
		    stderr, "skipped: ICU has Unicode %s\n", U_UNICODE_VERSION);
		return;
	}
	for (cp = 0; cp < 0x110000; cp++)
		if (!is_as_icu(cp))
			ck_abort_msg("U+%04X", cp);
}
END_TEST

START_TEST(classes)
{
	ck_assert_uint_eq(nass_ucd(0x0640)->wb, NASS_WB_ALETTER);
	ck_assert_uint_eq(nass_ucd(0x064E)->wb, NASS_WB_EXTEND);
	ck_assert_uint_eq(nass_ucd(0x200C)->wb, NASS_WB_EXTEND);
	ck_assert_uint_eq(nass_ucd(0x060C)->wb, NASS_WB_MIDNUM);
	ck_assert_uint_eq(nass_ucd(0x066B)->wb, NASS_WB_NUMERIC);
	ck_assert_uint_eq(nass_ucd(0x0627)->script, NASS_SCRIPT_ARABIC);
	ck_assert_uint_eq(nass_ucd('a')->script, NASS_SCRIPT_LATIN);
	ck_assert_uint_eq(nass_ucd(0x0E01)->script, NASS_SCRIPT_COMPLEX);
	ck_assert_uint_eq(nass_ucd(0x4E00)->script, NASS_SCRIPT_COMPLEX);
	ck_assert_uint_eq(nass_ucd(0x06DD)->gcb, NASS_GCB_PREPEND);
	ck_assert_uint_eq(nass_ucd(0x06DD)->width, 1);
	ck_assert_uint_eq(
	    nass_ucd(0x1F600)->flags & NASS_UCD_EMOJI, NASS_UCD_EMOJI);
}
END_TEST

/* Clusters ------------------------------------------------------------------ */

static void
check_clusters(const struct breaktest *b)
{
	struct nass_str text = { b->text, b->n };
	size_t at;
	size_t last = 0;

	for (at = 0; at <= b->n; at++) {
		if (at < b->n && ((unsigned char)b->text[at] & 0xC0) == 0x80)
			continue;
		ck_assert_msg(
		    nass_cluster_is_border(text, at) == b->is_border[at],
		    "line %d: %s", b->number, b->line);
		if (!b->is_border[at] || at == 0)
			continue;
		ck_assert_uint_eq(nass_cluster_end(text, last), at);
		ck_assert_uint_eq(nass_cluster_start(text, at), last);
		last = at;
	}
}

START_TEST(clusters_unicode)
{
	size_t count = breaktest_each("GraphemeBreakTest.txt", check_clusters);

	ck_assert(count == 0 || count > 500);
}
END_TEST

START_TEST(clusters_as_icu)
{
	UErrorCode status = U_ZERO_ERROR;
	UBreakIterator *it = ubrk_open(UBRK_CHARACTER, "", NULL, 0, &status);
	size_t rounds = random_rounds(300);
	UText *ut = NULL;
	struct nass_str text;
	char p[600];
	size_t at;
	int32_t end;

	while (rounds-- > 0) {
		text.p = p;
		text.n = random_text(p, random_below(sizeof(p)));
		ut = utext_openUTF8(ut, p, (int64_t)text.n, &status);
		ubrk_setUText(it, ut, &status);
		ck_assert(U_SUCCESS(status));
		ubrk_first(it);
		at = 0;
		while ((end = ubrk_next(it)) != UBRK_DONE) {
			ck_assert_uint_eq(
			    nass_cluster_end(text, at), (size_t)end);
			ck_assert_uint_eq(
			    nass_cluster_start(text, (size_t)end), at);
			at = (size_t)end;
		}
		ck_assert_uint_eq(at, text.n);
	}
	utext_close(ut);
	ubrk_close(it);
}
END_TEST

/* Letters of two bytes, ASCII, and now and then what joins them. */
static size_t
random_prose(char *p, size_t n)
{
	static const uint32_t joined[] = { 0x0605, 0x0610, 0x061C, 0x064B,
		0x0670, 0x06DD, 0x200D, 0x0A, 0x7F, 0x301, 0x1F1E6, 0x1F468 };
	size_t at = 0;

	while (at + 4 <= n)
		at += nass_utf8_set(p + at,
		    random_below(30) == 0 ? joined[random_below(12)]
			: random_below(4)
			? 0x606 + (uint32_t)random_below(0x45)
			: 0x20 + (uint32_t)random_below(0x5F));
	return at;
}

/* Many at once are as many, one by one. */
START_TEST(clusters_many)
{
	size_t rounds = random_rounds(300);
	struct nass_str text;
	char p[600];
	size_t from;
	size_t left;
	size_t at;
	size_t n;
	size_t k;

	while (rounds-- > 0) {
		text.p = p;
		text.n = rounds % 2 == 0
		    ? random_text(p, random_below(sizeof(p)))
		    : random_prose(p, random_below(sizeof(p)));
		n = random_below(100);
		for (at = k = 0; k < n && at < text.n; k++)
			at = nass_cluster_end(text, at);
		left = n;
		ck_assert_uint_eq(nass_clusters_after(text, 0, &left), at);
		ck_assert_uint_eq(left, n - k);
		from = at;
		n = random_below(100);
		for (k = 0; k < n && at > 0; k++)
			at = nass_cluster_start(text, at);
		left = n;
		ck_assert_uint_eq(nass_clusters_before(text, from, &left), at);
		ck_assert_uint_eq(left, n - k);
	}
}
END_TEST

/* Width --------------------------------------------------------------------- */

static const struct {
	const char *text;
	size_t columns;
} widths[] = {
	{ "", 0 }, { "abc", 3 },
	{ "\xD8\xA7\xD9\x8E\xD9\x84\xD9\x92", 2 }, /* letters with marks */
	{ "\xDB\x9D\xD9\xA1\xD9\xA2", 2 },         /* U+06DD 12 */
	{ "\xE2\x80\x8F", 0 },                     /* U+200F */
	{ "\xE4\xB8\xAD\xE6\x96\x87", 4 },         /* Han */
	{ "\xF0\x9F\x98\x80", 2 },                 /* emoji */
	{ "\xE2\x9D\xA4", 1 },                     /* heart, text style */
	{ "\xE2\x9D\xA4\xEF\xB8\x8F", 2 },         /* emoji style */
	{ "\xF0\x9F\x87\xB8\xF0\x9F\x87\xA6", 2 }, /* a flag */
	{ "\xD9\x8E", 1 },                         /* a mark alone */
};

START_TEST(width)
{
	struct nass_str text = nass_str(widths[_i].text);
	size_t used;

	ck_assert_uint_eq(nass_width(text), widths[_i].columns);
	ck_assert_uint_eq(
	    nass_width_fit(text, widths[_i].columns, &used), text.n);
	ck_assert_uint_eq(used, widths[_i].columns);
	ck_assert_uint_eq(
	    nass_width_fit_end(text, widths[_i].columns, &used), 0);
	ck_assert_uint_eq(used, widths[_i].columns);
}
END_TEST

/* A prefix and the suffix behind it have together the width of the text. */
START_TEST(width_fits)
{
	size_t rounds = random_rounds(300);
	char p[300];

	while (rounds-- > 0) {
		struct nass_str text = { p, random_text(p, sizeof(p)) };
		size_t want = random_below(60);
		size_t used;
		size_t cut = nass_width_fit(text, want, &used);

		ck_assert_uint_le(used, want);
		ck_assert(nass_cluster_is_border(text, cut));
		ck_assert_uint_eq(nass_width(nass_str_sub(text, 0, cut)), used);
		cut = nass_width_fit_end(text, want, &used);
		ck_assert_uint_le(used, want);
		ck_assert(nass_cluster_is_border(text, cut));
		ck_assert_uint_eq(
		    nass_width(nass_str_sub(text, cut, text.n)), used);
	}
}
END_TEST

Suite *
test_text(void)
{
	Suite *s = suite_create("text");
	TCase *tc = tcase_create("utf8");

	tcase_add_test(tc, set_and_get);
	tcase_add_loop_test(
	    tc, mend, 0, (int)(sizeof(mends) / sizeof(mends[0])));
	tcase_add_test(tc, mend_random);
	suite_add_tcase(s, tc);
	tc = tcase_create("ucd");
	tcase_add_test(tc, properties);
	tcase_add_test(tc, classes);
	suite_add_tcase(s, tc);
	tc = tcase_create("cluster");
	tcase_add_test(tc, clusters_unicode);
	tcase_add_test(tc, clusters_as_icu);
	tcase_add_test(tc, clusters_many);
	tcase_add_loop_test(
	    tc, width, 0, (int)(sizeof(widths) / sizeof(widths[0])));
	tcase_add_test(tc, width_fits);
	suite_add_tcase(s, tc);
	return s;
}
