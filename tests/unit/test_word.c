/*
 * test_word.c - words, sentences, stems: Unicode's and ICU's borders, our
 * tailorings.
 */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include <unicode/ubrk.h>
#include <unicode/utext.h>
#include <unicode/uvernum.h>

#include <nass/word.h>

#include "breaktest.h"
#include "random.h"
#include "text/ucd.h"
#include "text/utf8.h"

Suite *test_word(void);

#define NELEM(a) ((int)(sizeof(a) / sizeof((a)[0])))

/* Borders as the standard has them ------------------------------------------- */

static void
check_words(const struct breaktest *b)
{
	struct nass_words w;
	struct nass_token t;
	size_t at = 0;
	size_t i;

	nass_words_init(
	    &w, (struct nass_str){ b->text, b->n }, &nass_words_uax29);
	while (nass_words_next(&w, &t)) {
		ck_assert_uint_eq(t.at, at);
		for (i = at + 1; i < at + t.n; i++)
			ck_assert_msg(!b->is_border[i], "line %d: %s",
			    b->number, b->line);
		at += t.n;
		ck_assert_msg(
		    b->is_border[at], "line %d: %s", b->number, b->line);
	}
	ck_assert_uint_eq(at, b->n);
}

START_TEST(words_unicode)
{
	size_t count = breaktest_each("WordBreakTest.txt", check_words);

	ck_assert(count == 0 || count > 1800);
}
END_TEST

static void
check_sentences(const struct breaktest *b)
{
	struct nass_str text = { b->text, b->n };
	size_t at = 0;
	size_t end;
	size_t i;

	for (; at < b->n; at = end) {
		end = nass_sentence_end(text, at, &nass_words_uax29);
		ck_assert_uint_gt(end, at);
		for (i = at + 1; i < end; i++)
			ck_assert_msg(!b->is_border[i], "line %d: %s",
			    b->number, b->line);
		ck_assert_msg(
		    b->is_border[end], "line %d: %s", b->number, b->line);
	}
}

START_TEST(sentences_unicode)
{
	size_t count = breaktest_each("SentenceBreakTest.txt", check_sentences);

	ck_assert(count == 0 || count > 490);
}
END_TEST

/* ICU tailors : and @, and knows words of complex scripts by dictionary. */
static size_t
without_icus_own(char *p, size_t n)
{
	const struct nass_ucd *u;
	uint32_t cp;
	size_t made = 0;
	size_t at;
	size_t m;

	for (at = 0; at < n; at += m) {
		cp = nass_utf8_get(p + at, &m);
		u = nass_ucd(cp);
		if (cp == ':' || cp == '@' || cp == 0xFE55 || cp == 0xFF1A ||
		    cp == 0xFE13 || cp == 0xFF20 || cp == 0xFE6B ||
		    u->script == NASS_SCRIPT_COMPLEX ||
		    u->wb == NASS_WB_KATAKANA || (cp >= 0xAC00 && cp < 0xD7A4))
			continue;
		memmove(p + made, p + at, m);
		made += m;
	}
	return made;
}

static void
compare_words(UBreakIterator *it, struct nass_str text)
{
	struct nass_words w;
	struct nass_token t;
	int32_t end;

	nass_words_init(&w, text, &nass_words_uax29);
	ubrk_first(it);
	while ((end = ubrk_next(it)) != UBRK_DONE) {
		if (nass_words_next(&w, &t) && (size_t)end == t.at + t.n)
			continue;
		ck_abort_msg("at %zu: %zu, ICU %d", t.at, t.at + t.n, end);
	}
	ck_assert(!nass_words_next(&w, &t));
}

static void
compare_sentences(UBreakIterator *it, struct nass_str text)
{
	size_t at = 0;
	int32_t end;

	ubrk_first(it);
	while ((end = ubrk_next(it)) != UBRK_DONE) {
		at = nass_sentence_end(text, at, &nass_words_uax29);
		if (at != (size_t)end)
			ck_abort_msg("%zu, ICU %d", at, end);
	}
	ck_assert_uint_eq(at, text.n);
}

static void
as_icu(
    UBreakIteratorType type, void (*compare)(UBreakIterator *, struct nass_str))
{
	UErrorCode status = U_ZERO_ERROR;
	UBreakIterator *it = ubrk_open(type, "", NULL, 0, &status);
	size_t rounds = random_rounds(1000);
	UText *ut = NULL;
	struct nass_str text;
	char p[400];

	if (strncmp(U_UNICODE_VERSION, "15.0", 4) != 0)
		rounds = 0;
	while (rounds-- > 0) {
		text.p = p;
		text.n = without_icus_own(
		    p, random_points(p, random_below(sizeof(p))));
		ut = utext_openUTF8(ut, p, (int64_t)text.n, &status);
		ubrk_setUText(it, ut, &status);
		ck_assert(U_SUCCESS(status));
		compare(it, text);
	}
	utext_close(ut);
	ubrk_close(it);
}

START_TEST(words_as_icu)
{
	as_icu(UBRK_WORD, compare_words);
}
END_TEST

START_TEST(sentences_as_icu)
{
	as_icu(UBRK_SENTENCE, compare_sentences);
}
END_TEST

/* Tailorings ------------------------------------------------------------------ */

/* A text, and its tokens but spaces as `kind:token|...`; w is a word. */
static const struct {
	const char *text, *tokens;
} tailorings[] = {
#include "words.inc"
};

static const char *
short_name(enum nass_kind kind)
{
	return kind == NASS_WORD       ? "w"
	    : kind == NASS_NUMBER      ? "n"
	    : kind == NASS_PUNCTUATION ? "p"
				       : nass_kind_name(kind);
}

static void
list_tokens(const char *text, char *out, size_t size)
{
	struct nass_words_opts opts = nass_words_default;
	struct nass_words w;
	struct nass_token t;
	size_t n = 0;

	opts.kinds = NASS_TOKEN_ALL & ~(unsigned)NASS_SPACE;
	out[0] = '\0';
	nass_words_init(&w, nass_str(text), &opts);
	while (nass_words_next(&w, &t) && n < size)
		n += (size_t)snprintf(out + n, size - n, "%s%s%s:%.*s",
		    n > 0 ? "|" : "", t.starts_sentence && n > 0 ? "^" : "",
		    short_name(t.kind), (int)t.n, text + t.at);
}

START_TEST(tailored)
{
	char out[1024];

	list_tokens(tailorings[_i].text, out, sizeof(out));
	ck_assert_str_eq(out, tailorings[_i].tokens);
}
END_TEST

/* Complex scripts --------------------------------------------------------------- */

START_TEST(dictionary)
{
	/* Thai: a language is a tool of the mind; Chinese: today's weather. */
	static const char *const texts[] = {
		"\xE0\xB8\xA0\xE0\xB8\xB2\xE0\xB8\xA9\xE0\xB8\xB2"
		"\xE0\xB9\x80\xE0\xB8\x9B\xE0\xB9\x87\xE0\xB8\x99",
		"\xE4\xBB\x8A\xE5\xA4\xA9\xE5\xA4\xA9\xE6\xB0\x94",
	};
	char p[6000];
	struct nass_words w;
	struct nass_token t;
	size_t n = 0;
	size_t count = 0;
	size_t i;

	for (i = 0; i < 2; i++) {
		nass_words_init(&w, nass_str(texts[i]), &nass_words_default);
		ck_assert(nass_words_next(&w, &t));
		ck_assert_uint_gt(t.n, 3);
		ck_assert_uint_lt(t.n, strlen(texts[i]));
		ck_assert_int_eq(t.kind, NASS_WORD);
		ck_assert(nass_words_next(&w, &t));
		ck_assert(!nass_words_next(&w, &t));
	}
	while (n + 12 < sizeof(p)) {
		memcpy(p + n, texts[1], 12);
		n += 12;
	}
	nass_words_init(&w, (struct nass_str){ p, n }, &nass_words_default);
	while (nass_words_next(&w, &t))
		count++;
	ck_assert_uint_eq(count, n / 6);
}
END_TEST

/* Stems, stop words, kinds ------------------------------------------------------- */

static const struct {
	const char *word, *stem;
} stems[] = {
#include "stems.inc"
};

START_TEST(stem)
{
	struct nass_str s = nass_stem_light10(nass_str(stems[_i].word));

	ck_assert_msg(nass_str_eq(s, nass_str(stems[_i].stem)), "%s: %.*s",
	    stems[_i].word, (int)s.n, s.p);
}
END_TEST

START_TEST(stop_words)
{
	struct nass_str list = nass_stop_words(NASS_STR("ar"));
	bool has_fi = false;
	bool has_wafi = false;
	struct nass_str word;

	while (list.n > 0) {
		word = nass_str_cut(&list, '\n');
		has_fi |= nass_str_eq(word, NASS_STR("\xD9\x81\xD9\x8A"));
		has_wafi |=
		    nass_str_eq(word, NASS_STR("\xD9\x88\xD9\x81\xD9\x8A"));
	}
	ck_assert(has_fi && has_wafi);
	ck_assert_uint_gt(nass_stop_words(NASS_STR("en")).n, 100);
	ck_assert_ptr_null(nass_stop_words(NASS_STR("xx")).p);
}
END_TEST

START_TEST(kinds)
{
	struct nass_err err;
	unsigned set;

	ck_assert_int_eq(
	    nass_kinds_parse(NASS_STR("word,hashtag"), &set, &err), NASS_OK);
	ck_assert_uint_eq(set, (unsigned)NASS_WORD | (unsigned)NASS_HASHTAG);
	ck_assert_int_eq(
	    nass_kinds_parse(NASS_STR("word,"), &set, &err), NASS_EUSAGE);
	ck_assert_int_eq(
	    nass_kinds_parse(NASS_STR("word,verb"), &set, &err), NASS_EUSAGE);
	ck_assert_uint_eq(err.at, 5);
}
END_TEST

Suite *
test_word(void)
{
	Suite *s = suite_create("word");
	TCase *tc = tcase_create("standard");

	tcase_add_test(tc, words_unicode);
	tcase_add_test(tc, sentences_unicode);
	tcase_add_test(tc, words_as_icu);
	tcase_add_test(tc, sentences_as_icu);
	tcase_set_timeout(tc, 600);
	suite_add_tcase(s, tc);
	tc = tcase_create("words");
	tcase_set_timeout(tc, 600);
	tcase_add_loop_test(tc, tailored, 0, NELEM(tailorings));
	tcase_add_test(tc, dictionary);
	suite_add_tcase(s, tc);
	tc = tcase_create("stem");
	tcase_add_loop_test(tc, stem, 0, NELEM(stems));
	tcase_add_test(tc, stop_words);
	tcase_add_test(tc, kinds);
	suite_add_tcase(s, tc);
	return s;
}
