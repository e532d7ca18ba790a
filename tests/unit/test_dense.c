/*
 * test_dense.c - the dense code, and the words of dense text against those of
 * nass_words.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "random.h"
#include "text/dense.h"
#include "text/ucd.h"
#include "text/utf8.h"
#include "word/dense_words.h"

Suite *test_dense(void);

#define ROOM 20000

/* The code ------------------------------------------------------------------- */

START_TEST(codes)
{
	unsigned char out[70];
	char p[4];
	uint32_t cp;
	size_t made;
	size_t n;

	for (cp = 0; cp < 0x110000; cp++) {
		unsigned char d = nass_dense_code(cp);

		if (cp - 0xD800 < 0x800)
			continue;
		n = nass_utf8_set(p, cp);
		if ((d != NASS_DENSE_ESCAPE &&
			nass_dense_code_point(d) != cp) ||
		    d == 0 || nass_dense_encode(p, n, out, &made) != n ||
		    made != 1 || out[0] != d)
			ck_abort_msg("U+%04X: %02X", cp, d);
	}
}
END_TEST

static void
check_encoding(const char *p, size_t n)
{
	static unsigned char out[ROOM + 64];
	size_t valid = nass_utf8_valid((struct nass_str){ p, n });
	size_t made;
	size_t at = 0;
	size_t i;
	size_t m;

	ck_assert_uint_eq(nass_dense_encode(p, n, out, &made), valid);
	for (i = 0; at < valid; i++, at += m)
		if (nass_dense_code(nass_utf8_get(p + at, &m)) != out[i] ||
		    (i % 61 == 0 && nass_dense_offset(p, valid, i) != at))
			ck_abort_msg("at %zu", at);
	ck_assert_uint_eq(i, made);
	ck_assert_uint_eq(nass_dense_count(p, valid), made);
}

START_TEST(encoding)
{
	size_t rounds = random_rounds(1000);
	static char p[ROOM];

	while (rounds-- > 0) {
		check_encoding(p, random_text(p, random_below(1000)));
		check_encoding(p, random_bytes(p, random_below(1000)));
	}
}
END_TEST

/* Words ------------------------------------------------------------------------ */

/* Prose with all that is not plain, now and then; `rare` says how rarely. */
static size_t
random_prose(char *p, size_t n, uint64_t rare)
{
	static const char *const odd[] = { "3.5", "1,234", "a.b", "don't",
		"user@site.org", "https://x.org/a?b", "www.x.org", "#tag_1",
		"@name", "a_b", "mp3\xD8\xAA", "19\xD9\x87", "\xD9\x8E",
		" \xD9\x8E\xD8\xA7", "\xC2\xAB", "\xC2\xBB", "\xE2\x80\xA6 ",
		"\xD8\x8C", ".", ". ", ": ", ":", "! ", "\xD8\x9F ", "\n", "  ",
		"\t", "\r\n", "\xD9\x80", "\xD9\x80\xD9\x80 ", "2019",
		"\xD9\xA3", "\xD9\xA3\xD8\x8C\xD9\xA4", "\xF0\x9F\x98\x80",
		"\xDB\x9D\xD9\xA1", "\xE2\x80\x8C", "\xE2\x80\x8F", "-", "(",
		")", "/", "'", "\"", " \xE2\x80\x8D\xE2\x93\x82",
		"\t\xE2\x80\x8D\xE2\x93\x82", "\xE4\xB8\xAD\xE6\x96\x87",
		"\x01", "\xD8\xAF. ", "Mr. ", "1\xEF\xB8\x8F\xE2\x83\xA3", "3D",
		"\xE2\x80\x99", "\xD9\xAB", "://", "e.g." };
	size_t at = 0;
	size_t m;

	while (at + 40 < n) {
		for (m = random_below(9); m > 0; m--)
			at += nass_utf8_set(
			    p + at, 0x627 + (uint32_t)random_below(0x24));
		if (random_below(rare) == 0) {
			const char *s =
			    odd[random_below(sizeof(odd) / sizeof(odd[0]))];

			memcpy(p + at, s, strlen(s));
			at += strlen(s);
		}
		if (random_below(10) != 0)
			p[at++] = ' ';
	}
	return at;
}

static struct nass_dense_batch batch;

/* What is wrong with the token, or NULL. */
static const char *
differs(const struct nass_dense_words *d, size_t i, const struct nass_token *t,
    size_t want_at)
{
	struct nass_str text = d->text;
	bool is_general = (batch.flags[i] & NASS_DENSE_GENERAL) != 0;
	size_t at;

	if (batch.at[i] != want_at)
		return "at";
	if (batch.end[i] != want_at + nass_dense_count(text.p + t->at, t->n))
		return "end";
	if (is_general &&
	    (batch.byte_at[i] != t->at || batch.byte_n[i] != t->n))
		return "byte";
	if (((batch.flags[i] & NASS_DENSE_SENTENCE) != 0) !=
	    (t->starts_sentence && d->wants_sentences))
		return "sentence";
	for (at = want_at; !is_general && at < batch.end[i]; at++)
		if (d->dense[at] < 0x20)
			return "code";
	return NULL;
}

static void
broken(struct nass_str text, const struct nass_token *t, const char *what)
{
	size_t from = t->at < 60 ? 0 : t->at - 60;

	while (((unsigned char)text.p[from] & 0xC0) == 0x80)
		from++;
	fprintf(stderr, "...%.*s[%.*s]\n", (int)(t->at - from), text.p + from,
	    (int)t->n, text.p + t->at);
	ck_abort_msg("%s, at %zu", what, t->at);
}

static void
check_words(struct nass_str text, const struct nass_words_opts *opts)
{
	static unsigned char dense[1 << 20];
	static struct nass_dense_words d;
	struct nass_words w;
	struct nass_token t;
	const char *what;
	size_t byte = 0;
	size_t at = 0;
	size_t n;
	size_t i;

	ck_assert_uint_le(text.n + 64, sizeof(dense));
	ck_assert_uint_eq(nass_dense_encode(text.p, text.n, dense, &n), text.n);
	nass_dense_words_init(&d, text, dense, n, opts, random_below(2) == 0);
	nass_words_init(&w, text, opts);
	while (nass_dense_words_next(&d, &batch))
		for (i = 0; i < batch.n; i++) {
			if (!nass_words_next(&w, &t)) {
				t = (struct nass_token){ text.n, 0, NASS_WORD,
					false };
				broken(text, &t, "more");
			}
			at += nass_dense_count(text.p + byte, t.at - byte);
			byte = t.at;
			what = differs(&d, i, &t, at);
			if (what != NULL)
				broken(text, &t, what);
		}
	if (nass_words_next(&w, &t))
		broken(text, &t, "missing");
}

START_TEST(words_of_prose)
{
	struct nass_words_opts opts = nass_words_default;
	size_t rounds = random_rounds(200);
	static char p[ROOM];

	while (rounds-- > 0) {
		struct nass_str text = { p,
			random_prose(
			    p, random_below(sizeof(p)), 1 + random_below(40)) };

		opts.uses_dictionary = random_below(8) == 0;
		opts.kinds = NASS_TOKEN_WORDS;
		check_words(text, &opts);
		opts.kinds = (unsigned)random_below(NASS_TOKEN_ALL + 1);
		check_words(text, &opts);
	}
}
END_TEST

START_TEST(words_of_anything)
{
	struct nass_words_opts opts = nass_words_default;
	size_t rounds = random_rounds(300);
	static char p[ROOM];

	while (rounds-- > 0) {
		struct nass_str text = { p,
			random_text(p, random_below(6000)) };

		opts.uses_dictionary = false;
		opts.splits_stops = random_below(10) != 0;
		check_words(text, &opts);
	}
}
END_TEST

/* Runs without a space that are longer than a window, and full batches. */
START_TEST(worst)
{
	static char p[ROOM];
	size_t n;
	size_t i;

	for (n = 1; n < 200; n++) { /* words that end where a window does */
		memset(p, n % 2 == 0 ? ' ' : '.', n / 2);
		memset(p + n / 2, 'a', NASS_DENSE_WINDOW);
		check_words((struct nass_str){ p, NASS_DENSE_WINDOW },
		    &nass_words_default);
		check_words((struct nass_str){ p, NASS_DENSE_WINDOW + n / 2 },
		    &nass_words_default);
	}
	for (n = 4000; n < 4200; n += 1 + random_below(7)) {
		memset(p, 'a', n);
		memcpy(p + n, " b", 2);
		check_words((struct nass_str){ p, n + 2 }, &nass_words_default);
		check_words((struct nass_str){ p, n }, &nass_words_default);
		p[n / 2] = '@';
		check_words((struct nass_str){ p, n + 2 }, &nass_words_default);
		for (i = 0; i < ROOM; i += 2)
			memcpy(p + i, "a ", 2);
		check_words((struct nass_str){ p, 3 * n }, &nass_words_default);
		p[0] = ' ';
		check_words((struct nass_str){ p, 3 * n }, &nass_words_default);
		memmove(p + 1, p, ROOM - 1);
	}
	check_words((struct nass_str){ p, 0 }, &nass_words_default);
}
END_TEST

/* One code point for each way in which the rules can tell them apart. */
static size_t
representatives(uint32_t *cp, size_t room)
{
	const struct nass_ucd *seen[512];
	const struct nass_ucd *u;
	size_t nseen = 0;
	size_t n = 0;
	uint32_t c;
	size_t i;

	for (c = 1; c < 0x110000; c++) {
		if (c >= 0xD800 && c < 0xE000)
			continue;
		u = nass_ucd(c);
		for (i = 0; i < nseen; i++)
			if (memcmp(seen[i], u, sizeof(*u)) == 0)
				break;
		if (i < nseen && c >= 0x80)
			continue;
		if (i == nseen && nseen < 512)
			seen[nseen++] = u;
		if ((c >= 'c' && c < 'w') || (c >= 'C' && c < 'W'))
			continue;
		if (n < room)
			cp[n++] = c;
	}
	return n;
}

/* Any two code points, side by side, spaces between, letters around. */
START_TEST(words_of_pairs)
{
	static const char *const form[] = { "12\n", "1 2\n", "1\t2 ",
		"\xD8\xA8\061\062\xD8\xA8\n" };
	struct nass_words_opts opts = nass_words_default;
	static uint32_t cp[1024];
	static char p[1 << 17];
	size_t ncp = representatives(cp, 1024);
	const char *f;
	size_t at;
	size_t i;
	size_t k;
	size_t j;

	opts.uses_dictionary = false;
	opts.kinds = NASS_TOKEN_WORDS;
	for (i = 0; i < ncp; i++) {
		at = 0;
		for (j = 0; j < ncp; j++)
			for (k = 0; k < 4; k++)
				for (f = form[k]; *f != '\0'; f++)
					if (*f == '1' || *f == '2')
						at += nass_utf8_set(p + at,
						    cp[*f == '1' ? i : j]);
					else
						p[at++] = *f;
		check_words((struct nass_str){ p, at }, &opts);
	}
}
END_TEST

/* A file of text given by NASS_TEXT, for a look at real prose. */
START_TEST(words_of_file)
{
	static char p[1 << 19];
	const char *path = getenv("NASS_TEXT");
	FILE *f;
	size_t rest = 0;
	size_t valid;
	size_t n;

	if (path == NULL)
		path = "tests/data/corpus/silos.txt";
	f = fopen(path, "r");
	if (f == NULL)
		return;
	while ((n = fread(p + rest, 1, sizeof(p) - rest, f)) > 0) {
		n += rest;
		valid = nass_utf8_valid((struct nass_str){ p, n });
		check_words((struct nass_str){ p, valid }, &nass_words_default);
		rest = n - valid < 4 ? n - valid : 0;
		memmove(p, p + valid, rest);
	}
	fclose(f);
}
END_TEST

Suite *
test_dense(void)
{
	Suite *s = suite_create("dense");
	TCase *tc = tcase_create("code");

	tcase_set_timeout(tc, 600);
	tcase_add_test(tc, codes);
	tcase_add_test(tc, encoding);
	suite_add_tcase(s, tc);
	tc = tcase_create("dense_words");
	tcase_set_timeout(tc, 600);
	tcase_add_test(tc, words_of_prose);
	tcase_add_test(tc, words_of_anything);
	tcase_add_test(tc, words_of_pairs);
	tcase_add_test(tc, worst);
	tcase_add_test(tc, words_of_file);
	suite_add_tcase(s, tc);
	return s;
}
