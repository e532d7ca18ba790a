/*
 * test_match.c - the laws of nass/match.h: hits are those of a naive search, on
 * random texts and patterns, under every profile and smart.
 *
 * The naive search knows the pattern as a list of items, not as text; it tries
 * every window of words and compares words by nass_norm_key, or, under smart,
 * by nass_smart_units.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <nass/match.h>

#include "random.h"
#include "text/cluster.h"
#include "text/utf8.h"

Suite *test_match(void);

enum {
	MAX_HITS = 4096,
	MAX_TOKENS = 2048
};

struct hits {
	struct nass_hit hit[MAX_HITS];
	size_t n;
};

static bool
collect(void *arg, const struct nass_hit *hit)
{
	struct hits *h = arg;

	ck_assert_uint_lt(h->n, MAX_HITS);
	h->hit[h->n++] = *hit;
	return true;
}

/* Random text ---------------------------------------------------------------- */

/* Stems of a small vocabulary: they meet often. */
static const char *const stems[] = { "كتاب", "الكتاب", "علي", "على", "أحمد",
	"إسلام", "سلام", "السلام", "حفظ", "مسؤول", "مسئول", "مدرسة", "مدرسه",
	"في", "من", "و", "٢٠١٩", "2019", "Covid", "covid", "الإسلامية", "هـ",
	"شيء", "قال", "قرآن", "آمن", "یک", "کتاب", "كوفيد" };
#define NSTEM (sizeof(stems) / sizeof(stems[0]))

static void
put(struct nass_buf *out, const char *s)
{
	ck_assert_int_eq(nass_buf_put(out, nass_str(s), NULL), NASS_OK);
}

static const char *
any(const char *const *list, size_t n)
{
	return list[random_below(n)];
}

static const char *const marks[] = { "\u064E", "\u064F", "\u0650", "\u0651",
	"\u0652", "\u064B", "\u0670", "\u0640", "\u200C", "\u0654", "\u0653",
	"\u200F", "\u00AD", "\u06E1", "\u0300" };
static const char *const alefs[] = { "ا", "أ", "إ", "آ", "ٱ", "ا\u0654", "ﺎ",
	"ﺃ" };

/* What is attached; before a pronoun TEH MARBUTA is not opened. */
static const char *const before[] = { "و", "ال", "ب", "لل", "وال", "ول", "ل",
	"فس", "ك", "وبال" };
static const char *const behind[] = { "ه", "ها", "هم", "نا", "ي", "ته", "كم" };
#define NBEFORE (sizeof(before) / sizeof(before[0]))
#define NBEHIND (sizeof(behind) / sizeof(behind[0]))

/* A stem as someone might write it. */
static void
put_word(struct nass_buf *out)
{
	struct nass_str s = nass_str(any(stems, NSTEM));
	bool is_plain = random_below(2) == 0;
	size_t at;
	size_t n;

	if (random_below(12) == 0)
		put(out, "#");
	if (random_below(8) == 0)
		put(out, any(before, NBEFORE));
	for (at = 0; at < s.n; at += n) {
		uint32_t cp = nass_utf8_get(s.p + at, &n);

		if (!is_plain && (cp == 0x0627 || cp == 0x0623))
			put(out, any(alefs, 8));
		else if (!is_plain && cp == 0x064A && random_below(3) == 0)
			put(out, random_below(2) ? "ی" : "ى");
		else
			ck_assert_int_eq(nass_buf_put(out,
					     nass_str_sub(s, at, at + n), NULL),
			    NASS_OK);
		if (!is_plain && random_below(3) == 0)
			put(out, any(marks, 15));
	}
	if (random_below(8) == 0)
		put(out, any(behind, NBEHIND));
	if (random_below(20) == 0)
		put(out, "\u200B");
}

static const char *const between[] = { " ", " ", " ", " ", " ", " ", " ", " «",
	"» ", ". ", "؟ ", "، ", "\n", "\n", "\n \t\n", "…", "-", " “", "” ",
	"/", "\t", " ﷺ ", " 😀 ", "" };

#define NBETWEEN (sizeof(between) / sizeof(between[0]))

static void
put_text(struct nass_buf *out, size_t nword)
{
	out->n = 0;
	while (nword-- > 0) {
		put_word(out);
		put(out, any(between, NBETWEEN));
	}
}

/* Random patterns, known as items --------------------------------------------- */

struct word {
	char text[256];       /* as a user types it */
	const char *piece[8]; /* "*", "?" or letters */
	char room[8][64];
	size_t npiece;
};

struct item {
	size_t gap; /* or alternatives: */
	struct word word[2];
	size_t nword;
};

struct pattern {
	struct item item[4];
	size_t n;
	char text[2048];
};

static void
make_word(struct word *w)
{
	struct nass_str s = nass_str(any(stems, NSTEM));
	bool has_wild = random_below(2) == 0 && s.n > 4;
	size_t at = 0;
	size_t from;
	size_t n;

	memset(w, 0, sizeof(*w));
	if (has_wild && random_below(2) == 0)
		w->piece[w->npiece++] = "*";
	while (at < s.n && w->npiece < 6) {
		from = at;
		do {
			nass_utf8_get(s.p + at, &n);
			at += n;
		} while (at < s.n && (!has_wild || random_below(3) != 0));
		memcpy(w->room[w->npiece], s.p + from, at - from);
		w->piece[w->npiece] = w->room[w->npiece];
		w->npiece++;
		if (!has_wild)
			break;
		if (random_below(2) == 0) {
			w->piece[w->npiece++] = "?";
			if (at < s.n)
				nass_utf8_get(s.p + at, &n), at += n;
		} else
			w->piece[w->npiece++] = "*";
	}
	for (at = 0; at < w->npiece; at++)
		strcat(w->text, w->piece[at]);
}

static void
make_pattern(struct pattern *p)
{
	size_t i;
	size_t k;

	p->n = 1 + random_below(2) * random_below(3);
	p->text[0] = '\0';
	for (i = 0; i < p->n; i++) {
		struct item *item = &p->item[i];

		memset(item, 0, sizeof(*item));
		if (i > 0 && i + 1 < p->n && random_below(2) == 0) {
			item->gap = 1 + random_below(3);
			sprintf(p->text + strlen(p->text), "..%zu ", item->gap);
			continue;
		}
		item->nword = 1 + (random_below(4) == 0);
		for (k = 0; k < item->nword; k++) {
			make_word(&item->word[k]);
			strcat(p->text, k > 0 ? "|" : "");
			strcat(p->text, item->word[k].text);
		}
		strcat(p->text, " ");
	}
}

/* The naive search ------------------------------------------------------------- */

struct naive {
	const struct nass_norm *norm; /* NULL: smart */
	struct nass_smart *smart;
	bool is_wrapped;
	bool has_clitics;
	struct nass_str text;
	struct nass_token token[MAX_TOKENS];
	size_t ntoken;
};

/* A piece as the inside of a word: with letters around it, not those beside. */
static void
surround(const struct word *w, size_t i, char in[256])
{
	const char *piece = w->piece[i];

	in[0] = '\0';
	if (i > 0)
		strcat(in, strncmp(piece, "ب", 2) ? "ب" : "س");
	strcat(in, piece);
	if (i + 1 < w->npiece)
		strcat(in, strcmp(piece + strlen(piece) - 2, "ب") ? "ب" : "س");
}

/* ...folded, and the letters taken off again. */
static struct nass_str
fold_piece(const struct nass_norm *norm, const struct word *w, size_t i,
    struct nass_buf *out)
{
	struct nass_str s;
	char in[256];

	surround(w, i, in);
	out->n = 0;
	ck_assert_int_eq(nass_norm_key(norm, nass_str(in), out, NULL), NASS_OK);
	s = nass_buf_str(out);
	if (i > 0)
		s = nass_str_sub(s, 2, s.n);
	if (i + 1 < w->npiece)
		s.n -= 2;
	return s;
}

static bool
naive_glob(const struct nass_norm *norm, const struct word *w, size_t i,
    struct nass_str key)
{
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_str piece;
	bool ok = false;
	size_t at;
	size_t n;

	if (i == w->npiece)
		return key.n == 0;
	if (*w->piece[i] == '*') {
		for (at = 0; at <= key.n && !ok; at += n) {
			ok = naive_glob(
			    norm, w, i + 1, nass_str_sub(key, at, key.n));
			n = 1;
			if (at < key.n)
				nass_utf8_get(key.p + at, &n);
		}
		return ok;
	}
	if (*w->piece[i] == '?')
		return key.n > 0 &&
		    naive_glob(norm, w, i + 1,
			nass_str_sub(key, nass_cluster_end(key, 0), key.n));
	piece = fold_piece(norm, w, i, &out);
	ok = nass_str_starts(key, piece) &&
	    naive_glob(norm, w, i + 1, nass_str_sub(key, piece.n, key.n));
	nass_buf_fini(&out);
	return ok;
}

static bool
naive_key(const struct naive *v, const struct word *w, struct nass_str word,
    bool is_tag)
{
	struct nass_buf key = NASS_BUF_INIT;
	struct nass_str s;
	bool ok;

	ck_assert_int_eq(nass_norm_key(v->norm, word, &key, NULL), NASS_OK);
	s = nass_buf_str(&key);
	ok = naive_glob(v->norm, w, 0, s);
	if (!ok && is_tag && s.n > 1 && s.p[0] == '#')
		ok = naive_glob(v->norm, w, 0, nass_str_sub(s, 1, s.n));
	nass_buf_fini(&key);
	return ok;
}

/* The units of a piece as the inside of a word, to `out`; how many. */
static size_t
piece_units(const struct naive *v, const struct word *w, size_t i,
    struct nass_smart_unit *unit)
{
	struct nass_buf out = NASS_BUF_INIT;
	bool has_left = i > 0;
	bool has_right = i + 1 < w->npiece;
	char in[256];
	size_t n;

	surround(w, i, in);
	ck_assert_int_eq(
	    nass_smart_units(v->smart, nass_str(in), &out, NULL), NASS_OK);
	n = out.n / sizeof(*unit) - has_left - has_right;
	memcpy(unit, out.p + has_left * sizeof(*unit), n * sizeof(*unit));
	nass_buf_fini(&out);
	return n;
}

static bool
smart_glob(const struct naive *v, const struct word *w, size_t i,
    const struct nass_smart_unit *unit, size_t n)
{
	struct nass_smart_unit mine[64];
	size_t nmine;
	size_t k;

	if (i == w->npiece)
		return n == 0;
	if (*w->piece[i] == '*') {
		for (k = 0; k <= n; k++)
			if (smart_glob(v, w, i + 1, unit + k, n - k))
				return true;
		return false;
	}
	if (*w->piece[i] == '?')
		return n > 0 && smart_glob(v, w, i + 1, unit + 1, n - 1);
	nmine = piece_units(v, w, i, mine);
	for (k = 0; k < nmine; k++)
		if (k == n || !nass_smart_meets(mine[k], unit[k]))
			return false;
	return smart_glob(v, w, i + 1, unit + nmine, n - nmine);
}

/* Words without wildcards have an answer of their own. */
static bool
smart_matches(const struct naive *v, const struct word *w, struct nass_str word)
{
	struct nass_smart_unit unit[256];
	struct nass_buf out = NASS_BUF_INIT;
	bool ok;

	if (strpbrk(w->text, "*?") == NULL) {
		ck_assert_int_eq(nass_smart_matches(v->smart, nass_str(w->text),
				     word, &ok, NULL),
		    NASS_OK);
		return ok;
	}
	ck_assert_int_eq(nass_smart_units(v->smart, word, &out, NULL), NASS_OK);
	ck_assert_uint_le(out.n, sizeof(unit));
	memcpy(unit, out.p, out.n);
	ok = smart_glob(v, w, 0, unit, out.n / sizeof(*unit));
	nass_buf_fini(&out);
	return ok;
}

static bool
naive_smart(const struct naive *v, const struct word *w, struct nass_str word,
    bool is_tag)
{
	return smart_matches(v, w, word) ||
	    (is_tag && smart_matches(v, w, nass_str_sub(word, 1, word.n)));
}

static bool
naive_form(const struct naive *v, const struct word *w, struct nass_str word,
    bool is_tag)
{
	return v->norm != NULL ? naive_key(v, w, word, is_tag)
			       : naive_smart(v, w, word, is_tag);
}

struct opening {
	const struct naive *v;
	const struct word *w;
};

static bool
naive_inside(void *arg, struct nass_str inside)
{
	const struct opening *o = arg;

	return naive_form(o->v, o->w, inside, false);
}

static bool
naive_word(const struct naive *v, const struct word *w, size_t t)
{
	const struct nass_token *token = &v->token[t];
	struct nass_str word =
	    nass_str_sub(v->text, token->at, token->at + token->n);
	bool is_tag = token->kind == NASS_HASHTAG;
	struct opening o = { v, w };

	if (naive_form(v, w, word, is_tag))
		return true;
	if (!v->has_clitics)
		return false;
	if (nass_clitics(word, true, naive_inside, &o))
		return true;
	return is_tag &&
	    nass_clitics(nass_str_sub(word, 1, word.n), true, naive_inside, &o);
}

/* Do items i.. match tokens t..last, all of one sentence? */
static bool
naive_items(const struct naive *v, const struct pattern *p, size_t i, size_t t,
    size_t last)
{
	const struct item *item;
	size_t k;

	if (i == p->n)
		return t == last + 1;
	item = &p->item[i];
	for (k = 0; item->gap > 0 && k <= item->gap; k++)
		if (t + k <= last + 1 && naive_items(v, p, i + 1, t + k, last))
			return true;
	if (item->gap > 0 || t > last)
		return false;
	for (k = 0; k < item->nword; k++)
		if (naive_word(v, &item->word[k], t) &&
		    naive_items(v, p, i + 1, t + 1, last))
			return true;
	return false;
}

static void
naive_search(struct naive *v, const struct pattern *p, struct hits *h)
{
	struct nass_words_opts opts = nass_words_default;
	struct nass_words words;
	size_t first;
	size_t last;

	opts.kinds = NASS_TOKEN_WORDS;
	opts.ends_at_lines = !v->is_wrapped;
	nass_words_init(&words, v->text, &opts);
	for (v->ntoken = 0; nass_words_next(&words, &v->token[v->ntoken]);)
		ck_assert_uint_lt(++v->ntoken, MAX_TOKENS);
	h->n = 0;
	for (first = 0; first < v->ntoken; first++)
		for (last = first; last < v->ntoken && last < first + 8;
		     last++) {
			struct nass_hit hit = { .at = v->token[first].at };

			if (last > first && v->token[last].starts_sentence)
				break;
			hit.n = v->token[last].at + v->token[last].n - hit.at;
			if (naive_items(v, p, 0, first, last))
				collect(h, &hit);
		}
}

/* Laws ------------------------------------------------------------------------- */

static void
same(const struct hits *a, const struct hits *b, const char *what,
    const char *pattern, struct nass_str text, const char *profile)
{
	size_t i;

	for (i = 0; i < a->n && i < b->n; i++)
		if (a->hit[i].at != b->hit[i].at || a->hit[i].n != b->hit[i].n)
			break;
	if (i == a->n && i == b->n)
		return;
	ck_abort_msg("%s: %s under %s: %zu against %zu hits, apart at %zu "
		     "(%zu, %zu) in\n%.*s",
	    what, pattern, profile, a->n, b->n, i, i < a->n ? a->hit[i].at : 0,
	    i < b->n ? b->hit[i].at : 0, (int)text.n, text.p);
}

static struct nass_match *
compile(const struct nass_match_opts *opts, const char *pattern)
{
	struct nass_match *m;
	struct nass_err err = { .what = "" };

	ck_assert_int_eq(nass_match_new(opts, &m, &err), NASS_OK);
	ck_assert_msg(nass_match_add(m, nass_str(pattern), &err) == NASS_OK,
	    "%s: %s", pattern, err.what);
	ck_assert_int_eq(nass_match_ready(m, &err), NASS_OK);
	return m;
}

static void
scan(const struct nass_match *m, struct nass_str text, struct hits *fast,
    struct hits *plain)
{
	struct nass_scan *s;

	fast->n = plain->n = 0;
	ck_assert_int_eq(nass_scan_new(m, &s, NULL), NASS_OK);
	ck_assert_int_eq(nass_scan_text(s, text, collect, fast, NULL), NASS_OK);
	ck_assert_int_eq(
	    nass_scan_text_plain(s, text, collect, plain, NULL), NASS_OK);
	nass_scan_free(s);
}

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

		make_pattern(&p);
		put_text(&text, 1 + random_below(60));
		v.text = nass_buf_str(&text);
		v.is_wrapped = opts.is_wrapped = random_below(3) == 0;
		v.has_clitics = opts.has_clitics = random_below(3) == 0;
		m = compile(&opts, p.text);
		scan(m, v.text, &fast, &plain);
		naive_search(&v, &p, &naive);
		same(
		    &naive, &plain, "naive and plain", p.text, v.text, profile);
		same(&plain, &fast, "plain and fast", p.text, v.text, profile);
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

	check_profile("smart", NULL, random_rounds(40));
	for (i = 0; nass_norm_profile(i, &name, &spec, &note); i++)
		check_profile(name, name, random_rounds(12));
}
END_TEST

/* Every word of a random text is found where it stands, and by both ways. */
START_TEST(every_word)
{
	static struct hits fast;
	static struct hits plain;
	static const char *const specs[] = { "none", "light", "standard",
		"search", "quran", "lucene", "camel", "search,hamza=drop",
		"search,hamza=seat", "standard,digits=keep" };
	struct nass_words_opts opts = nass_words_default;
	size_t round;

	opts.kinds = NASS_WORD;
	for (round = random_rounds(12); round > 0; round--) {
		struct nass_match_opts match = { .norm = NULL };
		const char *spec = specs[random_below(10)];
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
				scan(m, text, &fast, &plain);
				pattern[n] = '\0';
				same(&plain, &fast, "plain and fast", pattern,
				    text, spec);
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

/* Many patterns give what each gives alone, in order. */
START_TEST(many)
{
	static struct hits fast;
	static struct hits plain;
	struct nass_buf text = NASS_BUF_INIT;
	size_t round;
	size_t i;

	for (round = random_rounds(25); round > 0; round--) {
		struct nass_match_opts opts = { .norm = NULL };
		struct nass_match *m;
		size_t n = 1 + random_below(40);

		opts.near = random_below(4) == 0 ? 6 : 0;
		opts.is_wrapped = random_below(3) == 0;
		opts.has_clitics = random_below(3) == 0;
		ck_assert_int_eq(nass_match_new(&opts, &m, NULL), NASS_OK);
		for (i = 0; i < n; i++) {
			struct pattern p;

			make_pattern(&p);
			ck_assert_int_eq(
			    nass_match_add(m, nass_str(p.text), NULL), NASS_OK);
		}
		ck_assert_int_eq(nass_match_ready(m, NULL), NASS_OK);
		put_text(&text, 200);
		scan(m, nass_buf_str(&text), &fast, &plain);
		same(&plain, &fast, "plain and fast", "many",
		    nass_buf_str(&text), "smart");
		for (i = 1; i < plain.n; i++) {
			const struct nass_hit *a = &plain.hit[i - 1];
			const struct nass_hit *b = &plain.hit[i];

			ck_assert(a->at < b->at ||
			    (a->at == b->at &&
				(a->n < b->n ||
				    (a->n == b->n &&
					a->pattern <= b->pattern))));
			ck_assert_uint_eq(fast.hit[i].pattern, b->pattern);
		}
		nass_match_free(m);
	}
	nass_buf_fini(&text);
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

	ck_assert_int_eq(nass_scan_new(m, &s, NULL), NASS_OK);
	ck_assert_int_eq(nass_scan_text(s, text, add_up, &fast, NULL), NASS_OK);
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
		put_word(out);
		put(out, "\t");
		put(out, any(stems, NSTEM));
		put(out, "\n");
	}
	return nass_buf_str(out);
}

/* Words, parts of words and choices, few and many, in more than one slice. */
START_TEST(long_text)
{
	static const char *const specs[] = { NULL, "search", "standard", "none",
		"camel" };
	struct nass_buf text = NASS_BUF_INIT;
	struct nass_buf map = NASS_BUF_INIT;
	size_t round;
	size_t i;

	for (round = random_rounds(12); round > 0; round--) {
		struct nass_match_opts opts = { .norm = NULL };
		const char *spec = specs[random_below(5)];
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

			make_word(&one);
			sprintf(
			    pattern, random_below(3) ? "%s" : "*%s*", one.text);
			ck_assert_int_eq(
			    nass_match_add(m, nass_str(pattern), NULL),
			    NASS_OK);
		}
		ck_assert_int_eq(nass_match_ready(m, NULL), NASS_OK);
		put_text(&text, 4000);
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
			put(out, any(stems, NSTEM));
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
			    nass_norm_new("search", &norm, NULL), NASS_OK);
		opts.norm = norm;
		ck_assert_int_eq(nass_match_new(&opts, &m, NULL), NASS_OK);
		for (i = 1 + random_below(3); i > 0; i--) {
			put_shape(&pattern, shapes[random_below(12)]);
			ck_assert_int_eq(
			    nass_match_add(m, nass_buf_str(&pattern), NULL),
			    NASS_OK);
		}
		ck_assert_int_eq(nass_match_ready(m, NULL), NASS_OK);
		put_text(&text, 300);
		check_sums(m, nass_buf_str(&text), "expressions");
		nass_match_free(m);
		nass_norm_free(norm);
	}
	nass_buf_fini(&text);
	nass_buf_fini(&pattern);
}
END_TEST

/* Cases ------------------------------------------------------------------------ */

static size_t
count(const char *pattern, const char *spec, const char *text)
{
	static struct hits fast;
	static struct hits plain;
	struct nass_match_opts opts = { .norm = NULL };
	struct nass_norm *norm = NULL;
	struct nass_match *m;

	if (spec != NULL)
		ck_assert_int_eq(nass_norm_new(spec, &norm, NULL), NASS_OK);
	opts.norm = norm;
	m = compile(&opts, pattern);
	scan(m, nass_str(text), &fast, &plain);
	same(&plain, &fast, "plain and fast", pattern, nass_str(text), "case");
	nass_match_free(m);
	nass_norm_free(norm);
	return plain.n;
}

START_TEST(smart)
{
	ck_assert_uint_eq(count("احمد", NULL, "أحمد احمد إحمد آحمد"), 4);
	ck_assert_uint_eq(count("أحمد", NULL, "أحمد احمد إحمد آحمد"), 2);
	ck_assert_uint_eq(count("كتب", NULL, "كَتَبَ كُتُب كتب كِتَاب"), 3);
	ck_assert_uint_eq(count("كُتب", NULL, "كَتَبَ كُتُب كتب"), 2);
	ck_assert_uint_eq(count("على", NULL, "علي على"), 1);
	ck_assert_uint_eq(count("مدرسة", NULL, "مدرسه مدرسة مَدْرَسَةٌ"), 2);
	ck_assert_uint_eq(count("*تُب", NULL, "كتب كَتَبَ كَتُب"), 2);
}
END_TEST

START_TEST(phrases)
{
	ck_assert_uint_eq(
	    count("حفظ السلام", NULL, "حفظ «السلام» حفظ. السلام"), 1);
	ck_assert_uint_eq(count("حفظ السلام", NULL, "حفظ\nالسلام"), 0);
	ck_assert_uint_eq(count("ا ا", NULL, "ا ا ا"), 2);
	ck_assert_uint_eq(count("ا ..2 ب", NULL, "ا ب ب س ب"), 2);
	ck_assert_uint_eq(count("ا * ب", NULL, "ا ب ب س ب"), 1);
	ck_assert_uint_eq(count("ا|س ب", NULL, "ا ب س ب"), 2);
	ck_assert_uint_eq(count("*", NULL, "ا ب، س!"), 3);
	ck_assert_uint_eq(count("كوفيد-19", NULL, "كوفيد 19 كوفيد-19"), 2);
	ck_assert_uint_eq(count("سلام", NULL, "#سلام سلام السلام"), 2);
	ck_assert_uint_eq(count("#سلام", NULL, "#سلام سلام السلام"), 1);
	ck_assert_uint_eq(count("س?م", NULL, "سِيم سام سلام"), 2);
	ck_assert_uint_eq(count("*سلام*", NULL, "والسلامة سلام سلم"), 2);
}
END_TEST

/* Forms of one headword meet; of equal forms the first counts, as in counting. */
START_TEST(map)
{
	struct nass_match_opts opts = { .map =
					    NASS_STR("went\tgo\r\n\ngone\tgo\n"
						     "went\twend") };
	static struct hits fast;
	static struct hits plain;
	struct nass_match *m = compile(&opts, "go");
	struct nass_err err;

	scan(m, NASS_STR("went gone go wend going"), &fast, &plain);
	ck_assert_uint_eq(fast.n, 3);
	ck_assert_uint_eq(plain.n, 3);
	nass_match_free(m);
	opts.map = NASS_STR("went go\n");
	ck_assert_int_eq(nass_match_new(&opts, &m, &err), NASS_EUSAGE);
	opts.map = NASS_STR("went\tgo\xFF\n");
	ck_assert_int_eq(nass_match_new(&opts, &m, &err), NASS_EUSAGE);
}
END_TEST

START_TEST(exact)
{
	ck_assert_uint_eq(count("كتب", "none", "كَتَبَ كتب كتـب"), 1);
	ck_assert_uint_eq(count("كَتَبَ", "none", "كَتَبَ كتب كتـب"), 1);
	ck_assert_uint_eq(count("احمد", "none", "أحمد احمد"), 1);
	ck_assert_uint_eq(
	    count("مسؤول", "search", "مسؤول مسئول مسو\u0654ول"), 3);
}
END_TEST

static void
refuse(const char *pattern, uint64_t at)
{
	struct nass_match_opts opts = { .norm = NULL };
	struct nass_match *m;
	struct nass_err err = { .what = "" };

	ck_assert_int_eq(nass_match_new(&opts, &m, &err), NASS_OK);
	ck_assert_int_eq(
	    nass_match_add(m, nass_str(pattern), &err), NASS_EUSAGE);
	ck_assert_uint_eq(err.at, at);
	ck_assert_str_ne(err.what, "");
	nass_match_free(m);
}

static size_t
opened(const char *pattern, const char *text)
{
	static struct hits fast;
	static struct hits plain;
	struct nass_match_opts opts = { .has_clitics = true };
	struct nass_match *m = compile(&opts, pattern);

	scan(m, nass_str(text), &fast, &plain);
	same(&plain, &fast, "plain and fast", pattern, nass_str(text), "case");
	nass_match_free(m);
	return plain.n;
}

/* What is attached, one by one; what only looks so; what changes. */
START_TEST(clitics)
{
	ck_assert_uint_eq(opened("كتاب",
			      "كتاب وكتاب فكتاب بكتاب لكتاب الكتاب والكتاب "
			      "فالكتاب بالكتاب كالكتاب للكتاب وللكتاب وبكتاب"),
	    13);
	ck_assert_uint_eq(opened("كتاب",
			      "كتابه كتابها كتابهما كتابهم كتابهن كتابك "
			      "كتابكما كتابكم كتابكن كتابي كتابنا وبكتابنا"),
	    12);
	ck_assert_uint_eq(opened("كتاب", "كتب كتابة الكتابة مكتاب كتابات"), 0);
	ck_assert_uint_eq(
	    opened("مدرسة", "مدرسته بمدرستهم للمدرسة مَدْرَسَتُنا مدرسه مدرستان"),
	    4);
	ck_assert_uint_eq(opened("لغة", "للغة لغتنا اللغة وباللغة لغة"), 5);
	ck_assert_uint_eq(opened("يكتب", "سيكتب وسيكتبه فليكتب كتب"), 3);
	ck_assert_uint_eq(opened("مستوى", "مستواه بمستواها المستوى"), 3);
	ck_assert_uint_eq(opened("على", "عليه عليها علي"), 2);
	ck_assert_uint_eq(opened("مهندسون", "مهندسوهم والمهندسون"), 2);
	ck_assert_uint_eq(opened("*ن", "مهندسوهم كتابنا"), 1);
	ck_assert_uint_eq(opened("ا*غة", "للغة"), 1);
	ck_assert_uint_eq(opened("الله", "لله والله بالله"), 3);
	ck_assert_uint_eq(opened("احد لد", "واحد ولد"), 0);
	ck_assert_uint_eq(opened("أحمد", "لأحمد وأحمد لاحمد لإحمد"), 3);
	ck_assert_uint_eq(opened("في بيت", "في بيتنا، وفي بيتهم."), 2);
	ck_assert_uint_eq(opened("سلام", "#والسلام #سلامنا"), 2);
	ck_assert_uint_eq(opened("covid", "Covid covid"), 1);
}
END_TEST

START_TEST(wrong)
{
	refuse("", 0);
	refuse("  ", 0);
	refuse("a |b", 2);
	refuse("a||b", 2);
	refuse("a ..2", 2);
	refuse("..2 a", 0);
	refuse("a ..0 b", 2);
	refuse("a ..99999 b", 2);
	refuse("a \\", 2);
	refuse("a «", 2);
	refuse("a \xD8", 2);
	refuse("a \u064E", 2);
}
END_TEST

START_TEST(ill_formed)
{
	static struct hits h;
	struct nass_match_opts opts = { .norm = NULL };
	struct nass_match *m = compile(&opts, "سلام");
	struct nass_scan *s;
	struct nass_err err;

	ck_assert_int_eq(nass_scan_new(m, &s, NULL), NASS_OK);
	ck_assert_int_eq(
	    nass_scan_text(s, NASS_STR("سلام \xD8 سلام"), collect, &h, &err),
	    NASS_EINPUT);
	ck_assert_uint_eq(err.at, 9);
	ck_assert_uint_eq(h.n, 0);
	ck_assert_int_eq(
	    nass_scan_text(s, NASS_STR(""), collect, &h, &err), NASS_OK);
	nass_scan_free(s);
	nass_match_free(m);
}
END_TEST

START_TEST(contexts)
{
	struct nass_str t = NASS_STR("a b. C d\ne f «g» h. I");
	struct nass_str word[4];
	size_t missing;
	size_t g = 15; /* of the g */

	ck_assert_int_eq(t.p[g], 'g');
	ck_assert_uint_eq(
	    nass_context_before(t, g, NASS_CONTEXT_WORDS, 2, &missing), 9);
	ck_assert_uint_eq(missing, 0);
	ck_assert_uint_eq(
	    nass_context_before(t, g, NASS_CONTEXT_WORDS, 9, &missing), 0);
	ck_assert_uint_eq(missing, 3);
	ck_assert_uint_eq(
	    nass_context_after(t, g + 1, NASS_CONTEXT_WORDS, 1, &missing),
	    g + 5);
	ck_assert_uint_eq(
	    nass_context_after(t, g + 1, NASS_CONTEXT_WORDS, 5, &missing), t.n);
	ck_assert_uint_eq(missing, 3);
	ck_assert_uint_eq(
	    nass_context_before(t, g, NASS_CONTEXT_CHARACTERS, 3, &missing),
	    11);
	ck_assert_uint_eq(
	    nass_context_before(t, g, NASS_CONTEXT_SENTENCES, 1, &missing), 9);
	ck_assert_uint_eq(
	    nass_context_before(t, g, NASS_CONTEXT_SENTENCES, 2, &missing), 5);
	ck_assert_uint_eq(
	    nass_context_after(t, g + 1, NASS_CONTEXT_SENTENCES, 1, &missing),
	    t.n - 1);
	ck_assert_uint_eq(
	    nass_context_before(t, g, NASS_CONTEXT_WRAPPED, 1, &missing), 5);
	ck_assert_uint_eq(
	    nass_context_before(t, g, NASS_CONTEXT_WRAPPED, 2, &missing), 0);
	ck_assert_uint_eq(missing, 0);
	ck_assert_uint_eq(nass_words_left(t, g, word, 4), 4);
	ck_assert_int_eq(word[0].p[0], 'f');
	ck_assert_int_eq(word[3].p[0], 'C');
	ck_assert_uint_eq(nass_words_right(t, g + 1, word, 4), 2);
	ck_assert_int_eq(word[0].p[0], 'h');
}
END_TEST

/* nass_words_left and contexts in words agree with reading from the start. */
START_TEST(words_beside)
{
	struct nass_buf text = NASS_BUF_INIT;
	struct nass_words_opts opts = nass_words_default;
	size_t round;

	opts.kinds = NASS_TOKEN_WORDS;
	for (round = random_rounds(25); round > 0; round--) {
		struct nass_token token[300];
		struct nass_str left[5];
		struct nass_str t;
		struct nass_words w;
		size_t n = 0;
		size_t i;
		size_t k;
		size_t got;

		put_text(&text, 100);
		t = nass_buf_str(&text);
		nass_words_init(&w, t, &opts);
		while (nass_words_next(&w, &token[n]))
			n++;
		for (i = 0; i < n; i++) {
			got = nass_words_left(t, token[i].at, left, 5);
			ck_assert_uint_eq(got, i < 5 ? i : 5);
			for (k = 0; k < got; k++)
				ck_assert_ptr_eq(
				    left[k].p, t.p + token[i - 1 - k].at);
			got = nass_words_right(
			    t, token[i].at + token[i].n, left, 5);
			ck_assert_uint_eq(got, n - 1 - i < 5 ? n - 1 - i : 5);
			for (k = 0; k < got; k++)
				ck_assert_ptr_eq(
				    left[k].p, t.p + token[i + 1 + k].at);
		}
	}
	nass_buf_fini(&text);
}
END_TEST

Suite *
test_match(void)
{
	Suite *s = suite_create("match");
	TCase *cases = tcase_create("cases");
	TCase *laws = tcase_create("laws");

	tcase_add_test(cases, smart);
	tcase_add_test(cases, phrases);
	tcase_add_test(cases, map);
	tcase_add_test(cases, exact);
	tcase_add_test(cases, clitics);
	tcase_add_test(cases, wrong);
	tcase_add_test(cases, ill_formed);
	tcase_add_test(cases, contexts);
	tcase_set_timeout(laws, 600);
	tcase_add_test(laws, complete);
	tcase_add_test(laws, every_word);
	tcase_add_test(laws, many);
	tcase_add_test(laws, long_text);
	tcase_add_test(laws, expressions);
	tcase_add_test(laws, words_beside);
	suite_add_tcase(s, cases);
	suite_add_tcase(s, laws);
	return s;
}
