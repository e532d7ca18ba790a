/* test_word_laws.c - what holds of the tokens of any text. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include <nass/word.h>

#include "breaktest.h"
#include "random.h"
#include "text/cluster.h"
#include "text/entity.h"
#include "text/ucd.h"
#include "text/utf8.h"

Suite *test_word_laws(void);

#define NELEM(a) ((int)(sizeof(a) / sizeof((a)[0])))

/* Check's assertions cost a write each; a broken law shows the text. */
static void
broken(const char *law, struct nass_str text, size_t at)
{
	size_t i;
	size_t n;

	for (i = 0; i < text.n; i += n) {
		if (i == at)
			fprintf(stderr, "[%zu] ", i);
		fprintf(stderr, "%04X ", nass_utf8_get(text.p + i, &n));
	}
	fprintf(stderr, "\n");
	ck_abort_msg("%s, at %zu", law, at);
}

#define LAW_AT(law, text, at)                   \
	do {                                    \
		if (!(law))                     \
			broken(#law, text, at); \
	} while (0)

static struct nass_words_opts
all_kinds(void)
{
	struct nass_words_opts opts = nass_words_default;

	opts.kinds = NASS_TOKEN_ALL;
	return opts;
}

static bool
is_space(const char *p)
{
	size_t n;

	return (nass_ucd(nass_utf8_get(p, &n))->flags & NASS_UCD_WHITE_SPACE) !=
	    0;
}

/* A cluster may be cut at a space: U+06DD and what is no digit. */
static bool
is_whole(struct nass_str text, size_t token, size_t at)
{
	return nass_cluster_is_border(text, at) || is_space(text.p + at) ||
	    is_space(text.p + token);
}

START_TEST(tiling)
{
	struct nass_words_opts opts = all_kinds();
	size_t rounds = random_rounds(1000);
	char p[400];

	while (rounds-- > 0) {
		struct nass_str text = { p,
			random_points(p, random_below(sizeof(p))) };
		struct nass_words w;
		struct nass_token t;
		size_t at = 0;

		opts.uses_dictionary = random_below(16) == 0;
		opts.ends_at_lines = random_below(2) == 0;
		nass_words_init(&w, text, &opts);
		while (nass_words_next(&w, &t)) {
			LAW_AT(t.at == at && t.n > 0, text, at);
			LAW_AT(nass_kind_name(t.kind) != NULL, text, at);
			LAW_AT(memchr(p + at, '\n', t.n - 1) == NULL, text, at);
			at += t.n;
			LAW_AT(is_whole(text, t.at, at), text, at);
			LAW_AT(t.kind != NASS_WORD || !is_space(p + t.at), text,
			    t.at);
		}
		LAW_AT(at == text.n, text, at);
	}
}
END_TEST

/* Sentences begin at tokens; the flags of tokens say so. */
START_TEST(sentences_hold_tokens)
{
	struct nass_words_opts opts = all_kinds();
	size_t rounds = random_rounds(1000);
	char p[400];

	opts.uses_dictionary = false;
	while (rounds-- > 0) {
		struct nass_str text = { p,
			random_points(p, random_below(sizeof(p))) };
		struct nass_words w;
		struct nass_token t;
		size_t start = 0;

		opts.ends_at_lines = random_below(2) == 0;
		nass_words_init(&w, text, &opts);
		while (nass_words_next(&w, &t)) {
			LAW_AT(
			    t.starts_sentence == (t.at == start), text, t.at);
			if (t.at == start)
				start = nass_sentence_end(text, start, &opts);
			LAW_AT(t.at + t.n <= start, text, t.at);
			LAW_AT(nass_sentence_end(text,
				   nass_sentence_start(text, t.at, &opts),
				   &opts) == start,
			    text, t.at);
		}
		ck_assert(text.n == 0 || start == text.n);
	}
}
END_TEST

/* Where a sentence begins is told from near, and is where it is from the start. */
START_TEST(sentences_from_near)
{
	struct nass_words_opts opts = all_kinds();
	size_t rounds = random_rounds(300);
	char p[6000];
	size_t start;
	size_t end;
	size_t at;

	while (rounds-- > 0) {
		struct nass_str text = { p,
			random_points(p, random_below(sizeof(p))) };

		opts.ends_at_lines = random_below(2) == 0;
		for (at = 0; at < text.n; at += 1 + random_below(200)) {
			start = 0;
			while ((end = nass_sentence_end(text, start, &opts)) <=
				at &&
			    end < text.n)
				start = end;
			LAW_AT(nass_sentence_start(text, at, &opts) == start,
			    text, at);
		}
	}
}
END_TEST

/* Words of a + LF + b are those of a and those of b. */
START_TEST(local)
{
	struct nass_words_opts opts = nass_words_default;
	size_t rounds = random_rounds(1000);
	char p[401];

	opts.kinds = NASS_TOKEN_ALL & ~(unsigned)NASS_SPACE;
	opts.uses_dictionary = false;
	while (rounds-- > 0) {
		size_t a = random_points(p, random_below(200));
		size_t b = random_points(p + a + 1, random_below(200));
		struct nass_str text = { p, a + 1 + b };
		struct nass_words whole;
		struct nass_words part[2];
		struct nass_token t;
		struct nass_token u;
		size_t i;

		p[a] = '\n';
		nass_words_init(&whole, text, &opts);
		nass_words_init(&part[0], (struct nass_str){ p, a }, &opts);
		nass_words_init(
		    &part[1], (struct nass_str){ p + a + 1, b }, &opts);
		for (i = 0; i < 2; i++)
			while (nass_words_next(&part[i], &u)) {
				LAW_AT(nass_words_next(&whole, &t), text, a);
				LAW_AT(t.at == u.at + (i == 1 ? a + 1 : 0),
				    text, t.at);
				LAW_AT(t.n == u.n, text, t.at);
				LAW_AT(t.kind == u.kind, text, t.at);
				LAW_AT(t.starts_sentence == u.starts_sentence,
				    text, t.at);
			}
		LAW_AT(!nass_words_next(&whole, &t), text, a);
	}
}
END_TEST

/* Masks (nass_entity_at) and words call the same things numbers and entities. */
START_TEST(entities_agree)
{
	static const enum nass_entity entity_of[] = { NASS_ENTITY_URL,
		NASS_ENTITY_EMAIL, NASS_ENTITY_MENTION, NASS_ENTITY_HASHTAG };
	struct nass_words_opts opts = all_kinds();
	size_t rounds = random_rounds(300);
	char p[300];

	while (rounds-- > 0) {
		struct nass_str text = { p,
			random_points(p, random_below(sizeof(p))) };
		struct nass_words w;
		struct nass_token t;
		size_t end;
		int i;

		opts.uses_dictionary = false;
		nass_words_init(&w, text, &opts);
		while (nass_words_next(&w, &t)) {
			for (i = 0; i < NELEM(entity_of); i++) {
				if ((int)t.kind != (int)NASS_URL << i)
					continue;
				LAW_AT(nass_entity_at(text, t.at, NULL, &end) ==
					entity_of[i],
				    text, t.at);
				LAW_AT(end == t.at + t.n, text, t.at);
			}
		}
	}
}
END_TEST

Suite *
test_word_laws(void)
{
	Suite *s = suite_create("word_laws");
	TCase *tc = tcase_create("words");

	tcase_set_timeout(tc, 600);
	tcase_add_test(tc, tiling);
	tcase_add_test(tc, sentences_hold_tokens);
	tcase_add_test(tc, sentences_from_near);
	tcase_add_test(tc, local);
	tcase_add_test(tc, entities_agree);
	suite_add_tcase(s, tc);
	return s;
}
