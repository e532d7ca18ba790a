/*
 * test_norm_laws.c - laws of nass/norm.h on random text.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <nass/norm.h>

#include "norm/cells.h"
#include "normtext.h"
#include "random.h"
#include "text/utf8.h"

Suite *test_norm_laws(void);

static const char *const own[] = { "light", "standard", "search", "social",
	"quran", "standard,lang=ar", "search,lang=fa", "light,form=nfkc",
	"standard,marks=tashkeel+quranic", "search,digits=arabic,yeh=final",
	"standard,digits=persian,punctuation=ascii", "search,hamza=drop",
	"search,ligatures=expand,hamza=seat", "light,marks=drop",
	"search,mask=url+email+mention+hashtag+number+emoji,repeat=1",
	"light,tatweel=drop", "light,foreign=fold,repeat=3",
	"standard,form=nfkc,dagger-alef=alef,teh-marbuta=teh" };

enum {
	NOWN = sizeof(own) / sizeof(own[0])
};

static size_t
any_text(char *p, size_t n)
{
	return random_below(3) == 0 ? random_text(p, n) : normtext_dense(p, n);
}

START_TEST(idempotent)
{
	struct nass_norm *norm = normtext_compiled(own[_i]);
	struct nass_buf once = NASS_BUF_INIT;
	struct nass_buf twice = NASS_BUF_INIT;
	size_t rounds = random_rounds(1500);
	char text[160];
	struct nass_str in = { text, 0 };

	while (rounds-- > 0) {
		in.n = any_text(text, 8 + random_below(sizeof(text) - 8));
		normtext_run(norm, in, &once, NULL);
		normtext_run(norm, nass_buf_str(&once), &twice, NULL);
		if (!nass_str_eq(nass_buf_str(&once), nass_buf_str(&twice))) {
			normtext_show(
			    "not idempotent", own[_i], in, nass_buf_str(&once));
			ck_abort();
		}
		ck_assert_uint_eq(nass_utf8_valid(nass_buf_str(&once)), once.n);
		ck_assert_uint_le(once.n, in.n * nass_norm_growth(norm));
	}
	nass_buf_fini(&once);
	nass_buf_fini(&twice);
	nass_norm_free(norm);
}
END_TEST

START_TEST(local)
{
	struct nass_norm *norm = normtext_compiled(own[_i]);
	struct nass_buf whole = NASS_BUF_INIT;
	struct nass_buf parts = NASS_BUF_INIT;
	struct nass_buf part = NASS_BUF_INIT;
	size_t rounds = random_rounds(500);
	char text[160];
	struct nass_str rest, line;

	while (rounds-- > 0) {
		rest = (struct nass_str){ text, any_text(text, sizeof(text)) };
		normtext_run(norm, rest, &whole, NULL);
		parts.n = 0;
		while (rest.p != NULL) {
			line = nass_str_cut(&rest, '\n');
			normtext_run(norm, line, &part, NULL);
			ck_assert(nass_buf_put(&parts, nass_buf_str(&part),
				      NULL) == NASS_OK);
			if (rest.p != NULL)
				ck_assert(nass_buf_putc(&parts, '\n', NULL) ==
				    NASS_OK);
		}
		ck_assert(
		    nass_str_eq(nass_buf_str(&whole), nass_buf_str(&parts)));
	}
	nass_buf_fini(&whole);
	nass_buf_fini(&parts);
	nass_buf_fini(&part);
	nass_norm_free(norm);
}
END_TEST

/* Only the general path, a line at a time: what the fast paths must equal. */
static void
slow(const struct nass_norm *norm, struct nass_str in, struct nass_buf *out)
{
	struct norm__work w;
	struct norm__sink sink = { .out = out };
	struct nass_str line;

	norm__work_init(&w, norm);
	out->n = 0;
	while (in.p != NULL) {
		line = nass_str_cut(&in, '\n');
		w.line = line;
		w.guard = NORM_UNKNOWN;
		ck_assert(norm__load(&w, line, NULL) == NASS_OK);
		ck_assert(norm__run(&w, NULL) == NASS_OK);
		ck_assert(norm__store(&w, line, &sink, NULL) == NASS_OK);
		if (in.p != NULL)
			ck_assert(nass_buf_putc(out, '\n', NULL) == NASS_OK);
	}
	norm__work_fini(&w);
}

/* Prose with rare things in it, long enough for the kernels. */
static size_t
prose(char *p, size_t n)
{
	size_t at = 0;
	size_t k;

	while (at + 8 <= n) {
		k = random_below(60);
		if (k == 0)
			at += normtext_dense(
			    p + at, 4 + random_below(n - at - 3));
		else if (k < 12)
			at += nass_utf8_set(p + at, ' ');
		else if (k < 24)
			at += nass_utf8_set(
			    p + at, 0x64B + (uint32_t)random_below(8));
		else if (k < 28)
			at += nass_utf8_set(
			    p + at, 0x20 + (uint32_t)random_below(0x5F));
		else
			at += nass_utf8_set(
			    p + at, 0x621 + (uint32_t)random_below(0x2A));
	}
	return at;
}

START_TEST(fast_equals_slow)
{
	static const char *const peers[] = { "lucene", "lucene-persian",
		"camel", "arclean", "pyarabic", "openiti", "none" };
	const char *spec = _i < NOWN ? own[_i] : peers[_i - NOWN];
	struct nass_norm *norm = normtext_compiled(spec);
	struct nass_buf fast = NASS_BUF_INIT;
	struct nass_buf want = NASS_BUF_INIT;
	size_t rounds = random_rounds(600);
	static char text[2000];
	struct nass_str in = { text, 0 };
	size_t max;

	while (rounds-- > 0) {
		max = random_below(4) == 0 ? sizeof(text) : 200;
		in.n = random_below(2) == 0 ? prose(text, max)
					    : any_text(text, max);
		normtext_run(norm, in, &fast, NULL);
		slow(norm, in, &want);
		if (!nass_str_eq(nass_buf_str(&fast), nass_buf_str(&want))) {
			normtext_show(
			    "fast is not slow", spec, in, nass_buf_str(&fast));
			normtext_show("", "", nass_buf_str(&want), in);
			ck_abort();
		}
	}
	nass_buf_fini(&fast);
	nass_buf_fini(&want);
	nass_norm_free(norm);
}
END_TEST

/* The first ill-formed byte is named, whatever path meets it. */
START_TEST(ill_formed_at)
{
	struct nass_norm *norm = normtext_compiled(own[_i]);
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_err err;
	size_t rounds = random_rounds(300);
	static char text[600];
	struct nass_str in = { text, 0 };
	size_t valid;

	while (rounds-- > 0) {
		in.n = random_below(3) == 0 ? random_bytes(text, 200)
					    : prose(text, sizeof(text));
		if (in.n > 0 && random_below(2) == 0)
			text[random_below(in.n)] ^= (char)0x80;
		if (random_below(4) == 0)
			in.n = random_below(in.n + 1);
		valid = nass_utf8_valid(in);
		out.n = 0;
		if (nass_norm(norm, in, &out, NULL, &err) == NASS_OK) {
			ck_assert_uint_eq(valid, in.n);
			continue;
		}
		ck_assert_int_eq(err.code, NASS_EINPUT);
		if (err.at != valid)
			normtext_show("ill-formed", own[_i], in,
			    nass_str_sub(in, 0, valid));
		ck_assert_uint_eq(err.at, valid);
		ck_assert_uint_eq(out.n, 0);
	}
	nass_buf_fini(&out);
	nass_norm_free(norm);
}
END_TEST

/* What is not spoken of was copied: the map rebuilds what it left out. */
START_TEST(map_is_true)
{
	struct nass_norm *norm = normtext_compiled(own[_i]);
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_buf plain = NASS_BUF_INIT;
	struct nass_map map = NASS_MAP_INIT;
	size_t rounds = random_rounds(500);
	char text[200];
	struct nass_str in = { text, 0 };
	uint64_t made, from;
	size_t i;

	while (rounds-- > 0) {
		in.n = any_text(text, sizeof(text));
		nass_map_reset(&map);
		normtext_run(norm, in, &out, &map);
		normtext_run(norm, in, &plain, NULL);
		ck_assert(
		    nass_str_eq(nass_buf_str(&out), nass_buf_str(&plain)));
		made = 0;
		from = 0;
		for (i = 0; i < map.n; i++) {
			ck_assert_uint_ge(map.entry[i].made, made);
			ck_assert_uint_eq(
			    map.entry[i].made - made, map.entry[i].from - from);
			ck_assert(memcmp(out.p + made, text + from,
				      map.entry[i].made - made) == 0);
			made = map.entry[i].made + map.entry[i].made_n;
			from = map.entry[i].from + map.entry[i].from_n;
		}
		ck_assert_uint_eq(out.n - made, in.n - from);
		if (out.n > made)
			ck_assert(memcmp(out.p + made, text + from,
				      out.n - made) == 0);
	}
	nass_map_fini(&map);
	nass_buf_fini(&out);
	nass_buf_fini(&plain);
	nass_norm_free(norm);
}
END_TEST

/* Words whose code points are free fold piece by piece. */
START_TEST(code_points)
{
	struct nass_norm *norm = normtext_compiled(own[_i]);
	struct nass_buf key = NASS_BUF_INIT;
	struct nass_buf pieces = NASS_BUF_INIT;
	size_t rounds = random_rounds(2000);
	char text[32], piece[64];
	struct nass_str in = { text, 0 };
	uint32_t cp;
	size_t i, n;

	while (rounds-- > 0) {
		in.n = 0;
		pieces.n = 0;
		for (i = 0; i < 8; i++) {
			cp = 0x600 + (uint32_t)random_below(0x80);
			if (random_below(8) == 0)
				cp = 0x21 + (uint32_t)random_below(0x5E);
			if (!nass_norm_code_point(norm, cp, piece, &n))
				continue;
			ck_assert(
			    nass_buf_put(&pieces, (struct nass_str){ piece, n },
				NULL) == NASS_OK);
			in.n += nass_utf8_set(text + in.n, cp);
		}
		key.n = 0;
		ck_assert(nass_norm_key(norm, in, &key, NULL) == NASS_OK);
		ck_assert(
		    nass_str_eq(nass_buf_str(&key), nass_buf_str(&pieces)));
	}
	nass_buf_fini(&key);
	nass_buf_fini(&pieces);
	nass_norm_free(norm);
}
END_TEST

/* A word does not. */
static bool
has_space(struct nass_str key)
{
	return key.n > 0 &&
	    (memchr(key.p, ' ', key.n) != NULL ||
		memchr(key.p, '\n', key.n) != NULL);
}

/* Equal keys are necessary for a match, and enough for a plain pattern. */
START_TEST(smart_keys)
{
	struct nass_smart *s;
	struct nass_buf a = NASS_BUF_INIT;
	struct nass_buf b = NASS_BUF_INIT;
	size_t rounds = random_rounds(4000);
	char p[24], t[24];
	struct nass_str pattern = { p, 0 };
	struct nass_str text = { t, 0 };
	bool does_match, has_keys;

	ck_assert(nass_smart_new(&s, NULL) == NASS_OK);
	while (rounds-- > 0) {
		pattern.n = normtext_dense(p, 4 + random_below(12));
		text.n = normtext_dense(t, 4 + random_below(12));
		if (random_below(2) == 0) {
			memcpy(t, p, pattern.n);
			text.n = pattern.n;
			text.n += nass_utf8_set(t + text.n, 0x64E);
		}
		a.n = b.n = 0;
		ck_assert(nass_norm_key(nass_smart_key(s), pattern, &a, NULL) ==
		    NASS_OK);
		ck_assert(nass_norm_key(nass_smart_key(s), text, &b, NULL) ==
		    NASS_OK);
		if (has_space(nass_buf_str(&a)) || has_space(nass_buf_str(&b)))
			continue;
		ck_assert(nass_smart_matches(
			      s, pattern, text, &does_match, NULL) == NASS_OK);
		has_keys = nass_str_eq(nass_buf_str(&a), nass_buf_str(&b));
		if (does_match && !has_keys)
			normtext_show("match without keys", "", pattern, text);
		ck_assert(has_keys || !does_match);
		if (!does_match && has_keys && nass_smart_is_plain(s, pattern))
			normtext_show("plain without match", "", pattern, text);
		ck_assert(does_match || !has_keys ||
		    !nass_smart_is_plain(s, pattern));
	}
	nass_buf_fini(&a);
	nass_buf_fini(&b);
	nass_smart_free(s);
}
END_TEST

Suite *
test_norm_laws(void)
{
	Suite *s = suite_create("norm_laws");
	TCase *laws = tcase_create("laws");

	tcase_set_timeout(laws, 600);
	tcase_add_loop_test(laws, idempotent, 0, NOWN);
	tcase_add_loop_test(laws, local, 0, NOWN);
	tcase_add_loop_test(laws, fast_equals_slow, 0, NOWN + 7);
	tcase_add_loop_test(laws, ill_formed_at, 0, NOWN);
	tcase_add_loop_test(laws, map_is_true, 0, NOWN);
	tcase_add_loop_test(laws, code_points, 0, NOWN);
	tcase_add_test(laws, smart_keys);
	suite_add_tcase(s, laws);
	return s;
}
