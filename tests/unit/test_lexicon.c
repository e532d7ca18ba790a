/*
 * test_lexicon.c - phrases and words of classes: built in and a user's, and the
 * keys that they are found by.
 */
#include <stdio.h>
#include <string.h>

#include "boiler.h"
#include "law.h"
#include "random.h"

Suite *test_lexicon(void);

START_TEST(lexicon)
{
	struct nass_boiler_opts opts = nass_boiler_default;
	struct nass_boiler *b;
	struct nass_err err;

	opts.has_lexicon = false;
	ck_assert_int_eq(nass_boiler_new(&opts, &b, NULL), NASS_OK);
	ck_assert_str_eq(verdicts(b, "نص\nاترك تعليقاً\n"), "kk");
	nass_boiler_free(b);
	opts.lexicon = NASS_STR("# mine\n\ncomments\tE\tأترك تعليق\n");
	ck_assert_int_eq(nass_boiler_new(&opts, &b, NULL), NASS_OK);
	ck_assert_str_eq(verdicts(b, "نص\nاترك (تعليق) 3\n"), "kd");
	nass_boiler_free(b);
	opts.lexicon = NASS_STR("share\tE\tx\nshare\tX\ty\n");
	ck_assert_int_eq(nass_boiler_new(&opts, &b, &err), NASS_EUSAGE);
	ck_assert_uint_eq(err.at, 10);
	opts.lexicon = NASS_STR("nothing\tE\tx\n");
	ck_assert_int_eq(nass_boiler_new(&opts, &b, &err), NASS_EUSAGE);
	opts.lexicon = NASS_STR("share\tE\tx\xFF");
	ck_assert_int_eq(nass_boiler_new(&opts, &b, &err), NASS_EUSAGE);
	ck_assert_uint_eq(err.at, 9);
	opts.lexicon = NASS_STR("share\tE");
	ck_assert_int_eq(nass_boiler_new(&opts, &b, &err), NASS_EUSAGE);
}
END_TEST

/* A user's lexicon of many phrases, of any match, and one too many. */
START_TEST(long_lexicon)
{
	struct nass_boiler_opts opts = nass_boiler_default;
	struct nass_buf tsv = NASS_BUF_INIT;
	struct nass_boiler *b;
	struct nass_err err;
	unsigned i;

	opts.has_lexicon = false;
	for (i = 0; i < 70000; i++) {
		if (i == 3000) {
			opts.lexicon = nass_buf_str(&tsv);
			ck_assert_int_eq(
			    nass_boiler_new(&opts, &b, NULL), NASS_OK);
			ck_assert_str_eq(verdicts(b, "نص\nzcaea\n"), "kd");
			ck_assert_str_eq(
			    verdicts(b, "نص\nzzzza\nzcaea zzzza\n"), "kkk");
			nass_boiler_free(b);
		}
		ck_assert_int_eq(
		    nass_buf_printf(&tsv, NULL, "share\tE\tz%c%c%c%c\n",
			'a' + i % 26, 'a' + i / 26 % 26, 'a' + i / 676 % 26,
			'a' + i / 17576),
		    NASS_OK);
	}
	opts.lexicon = nass_buf_str(&tsv);
	ck_assert_int_eq(nass_boiler_new(&opts, &b, &err), NASS_EUSAGE);
	ck_assert_uint_eq(err.at, 65535 * sizeof("share\tE\tzabcd"));
	nass_buf_fini(&tsv);
}
END_TEST

/* Classes of the node of a word; 0: there is none. */
static unsigned
class_in(const struct lex_builder *l, const char *word)
{
	uint64_t hash;
	size_t i;

	ck_assert_uint_eq(boiler__phrase_words(&boiler->code, &boiler->fold,
			      nass_str(word), &hash, 1),
	    1);
	for (i = (size_t)hash & (l->cap - 1); l->tag[i] != 0;
	     i = (i + 1) & (l->cap - 1))
		if (l->tag[i] == lex_tag(hash))
			return l->what[l->index[i]].class;
	return 0;
}

/* A word of a class has it with what is written onto it as well. */
START_TEST(classes)
{
	struct lex_builder l;

	ck_assert_int_eq(boiler__builder_init(&l, 60, NULL), NASS_OK);
	boiler__builder_add_word(&l, &boiler->code, &boiler->fold,
	    NASS_STR("function"), NASS_STR("من"));
	boiler__builder_add_word(&l, &boiler->code, &boiler->fold,
	    NASS_STR("thing"), NASS_STR("خبر"));
	boiler__builder_add_word(&l, &boiler->code, &boiler->fold,
	    NASS_STR("act"), NASS_STR("شارك"));
	/* Two words are no word; a longer one has no room for prefixes. */
	boiler__builder_add_word(&l, &boiler->code, &boiler->fold,
	    NASS_STR("thing"), NASS_STR("خبر قديم"));
	boiler__builder_add_word(&l, &boiler->code, &boiler->fold,
	    NASS_STR("function"),
	    NASS_STR("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"
		     "abcdefghijklm"));
	ck_assert_uint_eq(class_in(&l, "من"), LEX_FUNCTION);
	ck_assert_uint_eq(class_in(&l, "ومن"), LEX_FUNCTION);
	ck_assert_uint_eq(class_in(&l, "فمن"), LEX_FUNCTION);
	ck_assert_uint_eq(class_in(&l, "المن"), 0);
	ck_assert_uint_eq(class_in(&l, "خبر"), LEX_THING | LEX_SITE);
	ck_assert_uint_eq(class_in(&l, "الخبر"), LEX_THING | LEX_SITE);
	ck_assert_uint_eq(class_in(&l, "للخبر"), LEX_THING | LEX_SITE);
	ck_assert_uint_eq(class_in(&l, "وخبر"), 0);
	ck_assert_uint_eq(class_in(&l, "شارك"), LEX_ACT | LEX_SITE);
	ck_assert_uint_eq(class_in(&l, "الشارك"), 0);
	ck_assert_uint_eq(class_in(&l, "قديم"), 0);
	boiler__builder_fini(&l);
}
END_TEST

/* The key of a line, as text. */
static const char *
key_of(const char *line)
{
	static char out[512];
	struct nass_buf b = NASS_BUF_INIT;

	ck_assert_int_eq(
	    boiler__fold_key(&boiler->fold, nass_str(line), &b, NULL), NASS_OK);
	snprintf(out, sizeof out, "%.*s", (int)b.n, b.n > 0 ? b.p : "");
	nass_buf_fini(&b);
	return out;
}

START_TEST(keys)
{
	ck_assert_str_eq(key_of(""), "");
	ck_assert_str_eq(key_of("(٣ تعليقات)"), "0 تعليقات");
	ck_assert_str_eq(key_of("أَلمُـــؤَسَّسةُ"), "المؤسسه");
	ck_assert_str_eq(key_of("الرابطhttps://x"), "الرابط https x");
	ck_assert_str_eq(key_of("Été 12,5"), "ete 0 0");
	ck_assert_str_eq(key_of("کتاب‌ی"), "كتابي");
	ck_assert_str_eq(key_of("ﻛﺘﺎﺏ"), "كتاب");
}
END_TEST

static size_t
count_words(struct nass_str key)
{
	size_t n = key.n > 0;

	for (size_t i = 0; i < key.n; i++)
		n += key.p[i] == ' ';
	return n < CODE_WORDS ? n : CODE_WORDS;
}

/* Words by their hashes are the words of the key. */
START_TEST(words_law)
{
	char p[400];
	uint64_t word[400];
	uint64_t again[400];

	for (size_t round = random_rounds(2000); round > 0; round--) {
		struct nass_buf b = NASS_BUF_INIT;
		struct nass_str s = { p, random_text(p, sizeof p) };
		size_t n = boiler__phrase_words(
		    &boiler->code, &boiler->fold, s, word, 400);
		size_t n2;

		LAW(boiler__fold_key(&boiler->fold, s, &b, NULL) == NASS_OK);
		n2 = boiler__phrase_words(
		    &boiler->code, &boiler->fold, nass_buf_str(&b), again, 400);
		LAW(n == n2);
		LAW(n == count_words(nass_buf_str(&b)));
		LAW(memcmp(word, again, n * sizeof *word) == 0);
		nass_buf_fini(&b);
	}
}
END_TEST

Suite *
test_lexicon(void)
{
	Suite *s = suite_create("lexicon");
	TCase *c = tcase_create("lexicon");

	tcase_add_checked_fixture(c, set_up, tear_down);
	tcase_add_test(c, lexicon);
	tcase_add_test(c, long_lexicon);
	tcase_add_test(c, classes);
	tcase_add_test(c, keys);
	tcase_add_test(c, words_law);
	suite_add_tcase(s, c);
	return s;
}
