/*
 * test_match.c - the laws of nass/match.h: hits are those of a naive search, on
 * random texts and patterns, under every profile and smart.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "naive.h"
#include "random.h"

Suite *test_match(void);

static void
check_profile(const char *profile, const char *spec, size_t rounds)
{
	static struct hits naive;
	static struct hits fast;
	static struct hits plain;
	static struct naive v;
	struct nass_buf text = NASS_BUF_INIT;
	struct nass_match_opts opts = { .norm = NULL };
	struct nass_norm *norm = NULL;
	struct pattern p;

	if (spec != NULL)
		ck_assert_int_eq(nass_norm_new(spec, &norm, NULL), NASS_OK);
	opts.norm = v.norm = norm;
	ck_assert_int_eq(nass_smart_new(&v.smart, NULL), NASS_OK);
	while (rounds-- > 0) {
		struct nass_match *m;

		naive_pattern(&p);
		hits_text(&text, 1 + random_below(60));
		v.text = nass_buf_str(&text);
		v.is_wrapped = opts.is_wrapped = random_below(3) == 0;
		v.has_clitics = opts.has_clitics = random_below(3) == 0;
		m = hits_compile(&opts, p.text);
		hits_scan(m, v.text, &fast, &plain);
		naive_search(&v, &p, &naive);
		hits_same(
		    &naive, &plain, "naive and plain", p.text, v.text, profile);
		hits_same(
		    &plain, &fast, "plain and fast", p.text, v.text, profile);
		nass_match_free(m);
	}
	nass_smart_free(v.smart);
	nass_norm_free(norm);
	nass_buf_fini(&text);
}

START_TEST(complete)
{
	const char *name;
	const char *spec;
	const char *note;
	size_t i;

	check_profile("smart", NULL, random_rounds(30));
	check_profile("repeat", "search,repeat=1", random_rounds(6));
	check_profile("masks", "search,mask=url+mention+hashtag+number",
	    random_rounds(6));
	for (i = 0; nass_norm_profile(i, &name, &spec, &note); i++)
		check_profile(name, name, random_rounds(6));
}
END_TEST

/* Every word of a random text is found where it stands, and by both ways. */
START_TEST(every_word)
{
	static struct hits fast;
	static struct hits plain;
	static const char *const specs[] = { "none", "light", "standard",
		"search", "quran", "lucene", "camel", "search,hamza=drop",
		"search,hamza=seat", "standard,digits=keep", "social",
		"search,repeat=1", "standard,repeat=3",
		"search,mask=url+mention+hashtag" };
	struct nass_words_opts opts = nass_words_default;
	size_t round;

	opts.kinds = NASS_WORD;
	for (round = random_rounds(3); round > 0; round--) {
		struct nass_match_opts match = { .norm = NULL };
		const char *spec = specs[random_below(14)];
		struct nass_norm *norm;
		struct nass_words words;
		struct nass_token t;
		struct nass_str text;
		char room[600];

		text = (struct nass_str){ room, random_text(room, 600) };
		ck_assert_int_eq(nass_norm_new(spec, &norm, NULL), NASS_OK);
		match.norm = random_below(5) == 0 ? NULL : norm;
		nass_words_init(&words, text, &opts);
		while (nass_words_next(&words, &t)) {
			struct nass_str word =
			    nass_str_sub(text, t.at, t.at + t.n);
			char pattern[2048];
			struct nass_match *m;
			size_t n = 0;
			size_t i;

			for (i = 0; i < word.n; i++) {
				if ((unsigned char)word.p[i] < 0x80)
					pattern[n++] = '\\';
				pattern[n++] = word.p[i];
			}
			ck_assert_int_eq(
			    nass_match_new(&match, &m, NULL), NASS_OK);
			if (nass_match_add(m, (struct nass_str){ pattern, n },
				NULL) == NASS_OK) {
				ck_assert_int_eq(
				    nass_match_ready(m, NULL), NASS_OK);
				hits_scan(m, text, &fast, &plain);
				pattern[n] = '\0';
				hits_same(&plain, &fast, "plain and fast",
				    pattern, text, spec);
				for (i = 0; i < plain.n; i++)
					if (plain.hit[i].at == t.at)
						break;
				ck_assert_msg(i < plain.n,
				    "%s not found under "
				    "%s in\n%.*s",
				    pattern, spec, (int)text.n, text.p);
			}
			nass_match_free(m);
		}
		nass_norm_free(norm);
	}
}
END_TEST

/* Hits of a long text, told apart by their sum. */
struct sum {
	uint64_t hash;
	uint64_t n;
};

static bool
add_up(void *arg, const struct nass_hit *hit)
{
	struct sum *s = arg;
	uint64_t row[4] = { s->hash, hit->at, hit->n, hit->pattern };

	s->hash = nass_hash((struct nass_str){ (char *)row, sizeof(row) }, 0);
	s->n++;
	return true;
}

static void
check_sums(const struct nass_match *m, struct nass_str text, const char *what)
{
	struct sum fast = { 0, 0 };
	struct sum plain = { 0, 0 };
	struct nass_scan *s;
	uint64_t n;

	ck_assert_int_eq(nass_scan_new(m, &s, NULL), NASS_OK);
	ck_assert_int_eq(nass_scan_text(s, text, add_up, &fast, NULL), NASS_OK);
	ck_assert_int_eq(nass_scan_count(s, text, &n, NULL), NASS_OK);
	ck_assert_uint_eq(n, fast.n);
	ck_assert_int_eq(
	    nass_scan_text_plain(s, text, add_up, &plain, NULL), NASS_OK);
	nass_scan_free(s);
	ck_assert_msg(fast.n == plain.n && fast.hash == plain.hash,
	    "%s: %llu against %llu hits", what, (unsigned long long)plain.n,
	    (unsigned long long)fast.n);
}

/* Some forms of one headword, some of another, one of themselves. */
static struct nass_str
random_map(struct nass_buf *out)
{
	size_t i;

	out->n = 0;
	for (i = random_below(12); i > 0; i--) {
		hits_word(out);
		hits_put(out, "\t");
		hits_put(out, hits_stem());
		hits_put(out, "\n");
	}
	return nass_buf_str(out);
}

/* Words, parts of words and choices, few and many, in more than one slice. */
START_TEST(long_text)
{
	static const char *const specs[] = { NULL, "search", "standard", "none",
		"camel", "social", "search,repeat=1" };
	struct nass_buf text = NASS_BUF_INIT;
	struct nass_buf map = NASS_BUF_INIT;
	size_t round;
	size_t i;

	for (round = random_rounds(12); round > 0; round--) {
		struct nass_match_opts opts = { .norm = NULL };
		const char *spec = specs[random_below(7)];
		struct nass_norm *norm = NULL;
		struct nass_match *m;
		size_t n = 1 + random_below(random_below(2) ? 60 : 12);

		if (spec != NULL)
			ck_assert_int_eq(
			    nass_norm_new(spec, &norm, NULL), NASS_OK);
		opts.norm = norm;
		opts.is_stemmed = random_below(6) == 0;
		if (random_below(3) == 0)
			opts.map = random_map(&map);
		ck_assert_int_eq(nass_match_new(&opts, &m, NULL), NASS_OK);
		for (i = 0; i < n; i++) {
			struct word one;
			char pattern[300];

			naive_make_word(&one);
			sprintf(
			    pattern, random_below(3) ? "%s" : "*%s*", one.text);
			ck_assert_int_eq(
			    nass_match_add(m, nass_str(pattern), NULL),
			    NASS_OK);
		}
		ck_assert_int_eq(nass_match_ready(m, NULL), NASS_OK);
		hits_text(&text, 4000);
		check_sums(m, nass_buf_str(&text), spec ? spec : "smart");
		nass_match_free(m);
		nass_norm_free(norm);
	}
	nass_buf_fini(&text);
	nass_buf_fini(&map);
}
END_TEST

/* Each @ is a stem. */
static void
put_shape(struct nass_buf *out, const char *shape)
{
	out->n = 0;
	for (; *shape != '\0'; shape++)
		if (*shape == '@')
			hits_put(out, hits_stem());
		else
			ck_assert_int_eq(
			    nass_buf_putc(out, *shape, NULL), NASS_OK);
}

/* Regular expressions with and without letters that all matches hold. */
START_TEST(expressions)
{
	static const char *const shapes[] = { "@", "\\w*@\\w*", "@|@", "(@)?@",
		"[@]+@", "(?:@|@)+", "@{1,2}", "\\W@", "x*@?", "(?<=@)\\W+\\w",
		"@#|@", "^.{0,9}@" };
	static const char *const specs[] = { "search", "social",
		"search,repeat=1" };
	struct nass_buf text = NASS_BUF_INIT;
	struct nass_buf pattern = NASS_BUF_INIT;
	size_t round;
	size_t i;

	for (round = random_rounds(60); round > 0; round--) {
		struct nass_match_opts opts = { .is_regex = true };
		struct nass_norm *norm = NULL;
		struct nass_match *m;

		if (random_below(2))
			ck_assert_int_eq(
			    nass_norm_new(specs[random_below(3)], &norm, NULL),
			    NASS_OK);
		opts.norm = norm;
		ck_assert_int_eq(nass_match_new(&opts, &m, NULL), NASS_OK);
		for (i = 1 + random_below(3); i > 0; i--) {
			put_shape(&pattern, shapes[random_below(12)]);
			ck_assert_int_eq(
			    nass_match_add(m, nass_buf_str(&pattern), NULL),
			    NASS_OK);
		}
		ck_assert_int_eq(nass_match_ready(m, NULL), NASS_OK);
		hits_text(&text, 300);
		check_sums(m, nass_buf_str(&text), "expressions");
		nass_match_free(m);
		nass_norm_free(norm);
	}
	nass_buf_fini(&text);
	nass_buf_fini(&pattern);
}
END_TEST

/*
 * An expression is looked for where its letters stand; beside a branch that matches
 * nothing, from the begin of each line.
 */
START_TEST(leads)
{
	static const char *const before[] = { "", "\\w*", "[^ ]*", "[^\\n]*",
		"\\b", "(?:@|\\w)?", ".?", "[@]*", "\\S+", "\\W?", "@?", "\\.*",
		"(?=@ )@?", " *", "[- ]*", "-+", "^", "(?!@)\\w*", "[\\s]*",
		"[[:space:]]*", "\\s?", "\\w{0,2}" };
	static const char *const behind[] = { "", "\\w*", ".{0,9}", "+", "@",
		" @", "[^ ]* @?", "{1,2}", "*@", "\\b" };
	static struct hits sought;
	static struct hits all;
	static struct hits plain;
	struct nass_match_opts opts = { .is_regex = true };
	struct nass_norm *norm;
	struct nass_buf shape = NASS_BUF_INIT;
	struct nass_buf text = NASS_BUF_INIT;
	size_t round;

	ck_assert_int_eq(nass_norm_new("search", &norm, NULL), NASS_OK);
	opts.norm = norm;
	for (round = random_rounds(300); round > 0; round--) {
		struct nass_match *m;
		char shapes[64];

		snprintf(shapes, sizeof(shapes), "%s@%s",
		    before[random_below(22)], behind[random_below(10)]);
		put_shape(&shape, shapes);
		hits_text(&text, 60);
		ck_assert_int_eq(nass_buf_putc(&shape, '\0', NULL), NASS_OK);
		m = hits_compile(&opts, shape.p);
		hits_scan(m, nass_buf_str(&text), &sought, &plain);
		nass_match_free(m);
		shape.n--;
		hits_put(&shape, "|(?!)");
		ck_assert_int_eq(nass_buf_putc(&shape, '\0', NULL), NASS_OK);
		m = hits_compile(&opts, shape.p);
		hits_scan(m, nass_buf_str(&text), &all, &plain);
		nass_match_free(m);
		hits_same(&sought, &all, "by its lead and without", shape.p,
		    nass_buf_str(&text), "search");
	}
	nass_norm_free(norm);
	nass_buf_fini(&shape);
	nass_buf_fini(&text);
}
END_TEST

Suite *
test_match(void)
{
	Suite *s = suite_create("match");
	TCase *laws = tcase_create("laws");

	tcase_set_timeout(laws, 600);
	tcase_add_test(laws, complete);
	tcase_add_test(laws, every_word);
	tcase_add_test(laws, long_text);
	tcase_add_test(laws, expressions);
	tcase_add_test(laws, leads);
	suite_add_tcase(s, laws);
	return s;
}
