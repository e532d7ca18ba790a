/*
 * test_count.c - counts against a naive count over nass_words_next: a list of
 * all occurrences, sorted.
 */
#include <nass/count.h>

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "count/set.h"
#include "count/sorter.h"
#include "random.h"
#include "text/ucd.h"
#include "text/utf8.h"

Suite *test_count(void);

#define OK(call) ck_assert_int_eq((call), NASS_OK)

/* The naive count ---------------------------------------------------------- */

struct occurrence {
	struct nass_str key;
	struct nass_str spelling;
	uint64_t doc;
};

struct naive {
	struct nass_arena arena;
	struct occurrence *list;
	size_t n;
	size_t cap;
	uint64_t tokens;
};

static struct nass_str
join(struct naive *v, const struct nass_str *word, size_t n)
{
	struct nass_buf b = NASS_BUF_INIT;
	struct nass_str s;
	size_t i;

	for (i = 0; i < n; i++) {
		if (i > 0)
			OK(nass_buf_putc(&b, ' ', NULL));
		OK(nass_buf_put(&b, word[i], NULL));
	}
	s = nass_arena_copy(&v->arena, nass_buf_str(&b));
	nass_buf_fini(&b);
	return s;
}

static void
occur(struct naive *v, struct nass_str key, struct nass_str spelling,
    uint64_t doc)
{
	if (v->n == v->cap) {
		v->cap = 2 * v->cap + 64;
		v->list = realloc(v->list, v->cap * sizeof(*v->list));
		ck_assert_ptr_nonnull(v->list);
	}
	v->list[v->n++] = (struct occurrence){ key, spelling, doc };
}

/* Spaces inside a key are U+00A0, as count.h says. */
static struct nass_str
key_of(struct naive *v, const struct nass_norm *norm, struct nass_str word)
{
	struct nass_buf b = NASS_BUF_INIT;
	struct nass_buf key = NASS_BUF_INIT;
	struct nass_str s = word;
	size_t i;

	if (norm != NULL)
		OK(nass_norm_key(norm, word, &b, NULL));
	if (b.n > 0)
		s = nass_buf_str(&b);
	for (i = 0; i < s.n; i++)
		OK(s.p[i] == ' '
			? nass_buf_put(&key, NASS_STR("\xC2\xA0"), NULL)
			: nass_buf_putc(&key, s.p[i], NULL));
	s = nass_arena_copy(&v->arena, nass_buf_str(&key));
	nass_buf_fini(&b);
	nass_buf_fini(&key);
	return s;
}

static void
naive_doc(struct naive *v, const struct nass_count_opts *opts,
    struct nass_str text, uint64_t doc)
{
	struct nass_words_opts wopts = nass_words_default;
	struct nass_str *word = calloc(text.n + 1, sizeof(*word));
	struct nass_str *key = calloc(text.n + 1, sizeof(*key));
	struct nass_token t;
	struct nass_words w;
	size_t sentence = 0;
	size_t n = 0;

	wopts.kinds = opts->kinds;
	nass_words_init(&w, text, &wopts);
	while (nass_words_next(&w, &t)) {
		unsigned order;

		if (t.starts_sentence)
			sentence = n;
		word[n] = (struct nass_str){ text.p + t.at, t.n };
		key[n] = key_of(v, opts->norm, word[n]);
		n++;
		v->tokens++;
		for (order = opts->ngram_min; order <= opts->ngram_max; order++)
			if (n - sentence >= order)
				occur(v, join(v, key + n - order, order),
				    join(v, word + n - order, order), doc);
	}
	free(word);
	free(key);
}

static int
occurrence_cmp(const void *left, const void *right)
{
	const struct occurrence *x = left;
	const struct occurrence *y = right;
	int cmp = nass_str_cmp(x->key, y->key);

	if (cmp == 0)
		cmp = nass_str_cmp(x->spelling, y->spelling);
	if (cmp != 0)
		return cmp;
	return x->doc < y->doc ? -1 : x->doc > y->doc;
}

static int
u64_cmp(const void *left, const void *right)
{
	const uint64_t *x = left;
	const uint64_t *y = right;

	return *x < *y ? -1 : *x > *y;
}

static uint64_t
distinct_docs(const struct occurrence *o, size_t n)
{
	uint64_t *doc = calloc(n, sizeof(*doc));
	uint64_t k = 1;
	size_t i;

	for (i = 0; i < n; i++)
		doc[i] = o[i].doc;
	qsort(doc, n, sizeof(*doc), u64_cmp);
	for (i = 1; i < n; i++)
		k += doc[i] != doc[i - 1];
	free(doc);
	return k;
}

static void
naive_fini(struct naive *v)
{
	free(v->list);
	nass_arena_fini(&v->arena);
}

/* The rows of c, in the order of keys, are those of the naive count. */
static void
check_rows(struct nass_count *c, struct naive *v)
{
	struct nass_count_totals totals;
	struct nass_count_row row;
	size_t from;
	size_t to;

	qsort(v->list, v->n, sizeof(*v->list), occurrence_cmp);
	nass_count_get_totals(c, &totals);
	ck_assert_uint_eq(totals.tokens, v->tokens);
	for (from = 0; from < v->n; from = to) {
		const struct occurrence *o = &v->list[from];
		size_t nvariant = 0;
		size_t best = 0;
		struct nass_str term = { NULL, 0 };
		struct nass_str shown;
		uint64_t count;
		size_t i = from;
		size_t k;

		for (to = from;
		     to < v->n && nass_str_eq(v->list[to].key, o->key); to++)
			;
		for (; i < to; i = k) {
			for (k = i; k < to &&
			     nass_str_eq(
				 v->list[k].spelling, v->list[i].spelling);
			     k++)
				;
			nvariant++;
			if (k - i > best) {
				best = k - i;
				term = v->list[i].spelling;
			}
		}
		OK(nass_count_next(c, &row, NULL));
		ck_assert_msg(nass_str_eq(row.key, o->key), "%.*s, not %.*s",
		    (int)row.key.n, row.key.p, (int)o->key.n, o->key.p);
		ck_assert_uint_eq(row.count, to - from);
		ck_assert(nass_str_eq(row.term, term));
		ck_assert_uint_eq(row.nvariant, nvariant);
		ck_assert_uint_eq(row.documents, distinct_docs(o, to - from));
		ck_assert(nass_count_variant(c, 0, &shown, &count));
		ck_assert(nass_str_eq(shown, term));
		ck_assert_uint_eq(count, best);
		for (i = 1; i < nvariant; i++)
			ck_assert(nass_count_variant(c, i, &shown, &count));
		ck_assert(!nass_count_variant(c, i, &shown, &count));
	}
	ck_assert_int_eq(nass_count_next(c, &row, NULL), NASS_END);
}

/* Texts -------------------------------------------------------------------- */

#define NDOC     12
#define TEXT_MAX 3000

struct texts {
	char bytes[NDOC][TEXT_MAX];
	struct nass_str text[NDOC];
};

/*
 * A letter that is drawn with what follows it takes a space into its word where
 * the space is in sight, which is not the matter here.
 */
static void
replace_prepended(char *p, size_t n)
{
	size_t at;
	size_t size;

	for (at = 0; at < n; at += size) {
		uint32_t cp = nass_utf8_get(p + at, &size);

		if (nass_ucd(cp)->gcb == NASS_GCB_PREPEND)
			memset(p + at, 'x', size);
	}
}

/* Few words, many times, beside words of any kind. */
static void
make_texts(struct texts *t)
{
	static const char *const words[] = { "في", "من", "كتاب", "كِتاب", "كتابٌ",
		"الكتاب", "بيت", "the", "a", "2015", "محمد،", ".", "قال: «نعم»",
		"\n", "!", "مســـؤول", "مسؤول", "ﷺ", "طويلةجداطويلةجداطويلة",
		"naïve", "#وسم", "@name" };
	size_t i;

	for (i = 0; i < NDOC; i++) {
		size_t n = random_below(TEXT_MAX / 2);
		size_t at = 0;

		while (at + 100 < n) {
			const char *w = words[random_below(
			    sizeof(words) / sizeof(words[0]))];

			if (random_below(8) == 0) {
				size_t made = random_text(t->bytes[i] + at, 40);

				replace_prepended(t->bytes[i] + at, made);
				at += made;
			} else {
				memcpy(t->bytes[i] + at, w, strlen(w));
				at += strlen(w);
			}
			t->bytes[i][at++] = ' ';
		}
		t->text[i] = (struct nass_str){ t->bytes[i], at };
	}
}

static struct nass_doc
doc_of(struct nass_str text, uint64_t file, bool is_first, bool is_last)
{
	return (struct nass_doc){
		.kind = NASS_DOC_TEXT,
		.text = text,
		.file = file,
		.is_first = is_first,
		.is_last = is_last,
	};
}

/* Feed the document in parts, cut behind line ends, to the counts in turn. */
static void
feed(struct nass_count **c, size_t n, struct nass_str text, uint64_t file,
    bool is_cut)
{
	size_t from = 0;
	size_t to;

	do {
		struct nass_doc d;

		for (to = from; to < text.n; to++)
			if (is_cut && text.p[to] == '\n' &&
			    random_below(3) == 0)
				break;
		to += to < text.n;
		d = doc_of(nass_str_sub(text, from, to), file, from == 0,
		    to == text.n);
		d.at_file = from;
		OK(nass_count_doc(c[random_below(n)], &d, NULL));
		from = to;
	} while (to < text.n);
}

static void
law(const struct nass_count_opts *opts, size_t ncount)
{
	struct nass_count *c[3];
	struct naive v = { 0 };
	struct texts t;
	size_t i;

	make_texts(&t);
	for (i = 0; i < ncount; i++)
		OK(nass_count_new(opts, &c[i], NULL));
	for (i = 0; i < NDOC; i++) {
		naive_doc(&v, opts, t.text[i], i);
		feed(c, ncount, t.text[i], i, true);
	}
	for (i = 1; i < ncount; i++) {
		OK(nass_count_merge(c[0], c[i], NULL));
		nass_count_free(c[i]);
	}
	OK(nass_count_finish(c[0], NASS_ORDER_KEY, NULL));
	check_rows(c[0], &v);
	nass_count_free(c[0]);
	naive_fini(&v);
}

START_TEST(test_exact)
{
	struct nass_count_opts opts = nass_count_default;
	struct nass_norm *norm;
	size_t i;

	OK(nass_norm_new("search", &norm, NULL));
	for (i = 0; i < random_rounds(20); i++) {
		opts.norm = random_below(3) > 0 ? norm : NULL;
		opts.ngram_min = 1 + (unsigned)random_below(3);
		opts.ngram_max = opts.ngram_min + (unsigned)random_below(3);
		if (random_below(4) == 0)
			opts.ngram_max = 6;
		opts.kinds = random_below(2)
		    ? NASS_TOKEN_WORDS
		    : NASS_TOKEN_ALL & ~(unsigned)NASS_SPACE;
		law(&opts, 1);
	}
	nass_norm_free(norm);
}
END_TEST

START_TEST(test_merge)
{
	struct nass_count_opts opts = nass_count_default;
	struct nass_norm *norm;
	size_t i;

	OK(nass_norm_new("standard", &norm, NULL));
	opts.norm = norm;
	opts.is_shared = true;
	for (i = 0; i < random_rounds(20); i++) {
		opts.ngram_max = 1 + (unsigned)random_below(5);
		opts.has_parts = random_below(2);
		law(&opts, 3);
	}
	nass_norm_free(norm);
}
END_TEST

START_TEST(test_size)
{
	struct nass_count_opts opts = nass_count_default;
	struct nass_norm *norm;
	size_t i;

	OK(nass_norm_new("standard", &norm, NULL));
	opts.norm = norm;
	opts.memory = 1;
	for (i = 0; i < random_rounds(20); i++) {
		size_t ncount = 1 + random_below(3);

		opts.ngram_max = 1 + (unsigned)random_below(3);
		opts.is_shared = ncount > 1;
		opts.has_parts = random_below(2);
		law(&opts, ncount);
	}
	nass_norm_free(norm);
}
END_TEST

static void
count_text(struct nass_count *c, const char *text, uint64_t file)
{
	struct nass_doc d = doc_of(nass_str(text), file, true, true);

	OK(nass_count_doc(c, &d, NULL));
}

/* Rows as lines `term count documents`. */
static void
check_table(struct nass_count *c, enum nass_order order, const char *want)
{
	struct nass_buf b = NASS_BUF_INIT;
	struct nass_count_row row;

	OK(nass_count_finish(c, order, NULL));
	while (nass_count_next(c, &row, NULL) == NASS_OK)
		OK(nass_buf_printf(&b, NULL, "%.*s %llu %llu\n",
		    (int)row.term.n, row.term.p, (unsigned long long)row.count,
		    (unsigned long long)row.documents));
	OK(nass_buf_putc(&b, '\0', NULL));
	ck_assert_str_eq(b.p, want);
	nass_buf_fini(&b);
	nass_count_free(c);
}

START_TEST(test_order)
{
	struct nass_count_opts opts = nass_count_default;
	struct nass_count *c;

	opts.memory = _i ? 1 : 0;
	OK(nass_count_new(&opts, &c, NULL));
	count_text(c, "b a b c! a b", 0);
	count_text(c, "b d é ا", 1);
	check_table(
	    c, NASS_ORDER_COUNT, "b 4 2\na 2 1\nc 1 1\nd 1 1\né 1 1\nا 1 1\n");
	opts.ngram_max = 2;
	OK(nass_count_new(&opts, &c, NULL));
	count_text(c, "b a b c! a b", 0);
	check_table(c, NASS_ORDER_COUNT,
	    "b 3 1\na 2 1\na b 2 1\nb a 1 1\nb c 1 1\nc 1 1\n");
	OK(nass_count_new(&opts, &c, NULL));
	count_text(c, "b a b c! a b", 0);
	check_table(c, NASS_ORDER_KEY,
	    "a 2 1\na b 2 1\nb 3 1\nb a 1 1\nb c 1 1\nc 1 1\n");
	OK(nass_count_new(&opts, &c, NULL));
	check_table(c, NASS_ORDER_KEY, "");
}
END_TEST

/* Rows of a run in memory and of one on disk are equal, bytes and all. */
static void
check_equal(struct nass_count *x, struct nass_count *y, size_t *bytes)
{
	uint64_t f[2][NASS_NGRAM_MAX];
	struct nass_count_row r;
	struct nass_count_row s;

	*bytes = 0;
	while (nass_count_next(x, &r, NULL) == NASS_OK) {
		OK(nass_count_next(y, &s, NULL));
		ck_assert(nass_str_eq(r.term, s.term));
		ck_assert_uint_eq(r.count, s.count);
		ck_assert_uint_eq(r.documents, s.documents);
		OK(nass_count_words(x, f[0], NULL));
		OK(nass_count_words(y, f[1], NULL));
		ck_assert_mem_eq(f[0], f[1], r.order * sizeof(f[0][0]));
		*bytes += r.term.n + 2 * sizeof(uint64_t);
	}
	ck_assert_int_eq(nass_count_next(y, &s, NULL), NASS_END);
}

/*
 * A document of n-grams whose table is ten times the memory, so that runs are
 * written within it; of seven words, as they do not fit a number.
 */
START_TEST(test_runs_order)
{
	enum {
		WORDS = 8000,
		MEMORY = 400000
	};
	struct nass_count_opts opts = nass_count_default;
	struct nass_count *c[2];
	char *text = calloc(WORDS, 20);
	struct nass_doc d;
	size_t bytes;
	size_t n = 0;
	size_t i;

	for (i = 0; i < WORDS; i++)
		n += (size_t)sprintf(text + n, "Word%u%s",
		    (unsigned)random_below(1000),
		    random_below(20) == 0 ? ". " : " ");
	d = doc_of((struct nass_str){ text, n }, 0, true, true);
	opts.ngram_max = _i == 0 ? 2 : 15;
	opts.has_words = true;
	for (i = 0; i < 2; i++) {
		opts.memory = i == 0 ? 0 : MEMORY;
		OK(nass_count_new(&opts, &c[i], NULL));
		OK(nass_count_doc(c[i], &d, NULL));
		OK(nass_count_finish(c[i], NASS_ORDER_COUNT, NULL));
	}
	check_equal(c[0], c[1], &bytes);
	ck_assert(_i == 0 || bytes > 10 * MEMORY);
	nass_count_free(c[0]);
	nass_count_free(c[1]);
	free(text);
}
END_TEST

START_TEST(test_invalid)
{
	struct nass_count *c;
	struct nass_err err;
	struct nass_doc d = doc_of(NASS_STR("ab \xFF cd"), 0, true, true);

	OK(nass_count_new(&nass_count_default, &c, NULL));
	ck_assert_int_eq(nass_count_doc(c, &d, &err), NASS_EINPUT);
	ck_assert_uint_eq(err.at, 3);
	count_text(c, "ab", 0);
	check_table(c, NASS_ORDER_KEY, "ab 1 1\n");
}
END_TEST

START_TEST(test_meet)
{
	struct nass_count_opts opts = nass_count_default;
	struct nass_count *c;

	opts.meet = NASS_MEET_STEMS;
	OK(nass_count_new(&opts, &c, NULL));
	count_text(c, "الكتاب كتاب والكتاب الكتاب", 0);
	check_table(c, NASS_ORDER_KEY, "الكتاب 4 1\n");
	opts.meet = NASS_MEET_SPELLINGS;
	opts.map = NASS_STR("went\tgo\r\ngone\tgo\nwent\twend\n");
	OK(nass_count_new(&opts, &c, NULL));
	count_text(c, "went gone went go", 0);
	check_table(c, NASS_ORDER_KEY, "went 4 1\n");
	opts.map = NASS_STR("went\n");
	ck_assert_int_eq(nass_count_new(&opts, &c, NULL), NASS_EUSAGE);
	opts.map = NASS_STR("went\t\tgo\n");
	ck_assert_int_eq(nass_count_new(&opts, &c, NULL), NASS_EUSAGE);
}
END_TEST

/* wa+kitab, kitab and al+kitab are one word in documents too; wa+lad is not. */
START_TEST(test_clitics)
{
	struct nass_count_opts opts = nass_count_default;
	struct nass_str text[2] = { NASS_STR("وكتاب كتاب الكتاب"),
		NASS_STR("ولد والقلم وكتاب كتاب وكتاب") };
	struct nass_count_row row;
	struct nass_count *c;
	struct nass_str s;
	uint32_t ntype;
	uint64_t n;
	size_t i;

	opts.meet = NASS_MEET_CLITICS;
	opts.ngram_max = 1 + (unsigned)_i;
	opts.has_positions = _i == 0;
	OK(nass_count_new(&opts, &c, NULL));
	for (i = 0; i < 2; i++) {
		struct nass_doc doc = { .text = text[i],
			.number = i,
			.is_first = true,
			.is_last = true };

		OK(nass_count_doc(c, &doc, NULL));
	}
	OK(nass_count_finish(c, NASS_ORDER_COUNT, NULL));
	OK(nass_count_next(c, &row, NULL));
	ck_assert_uint_eq(row.count, 6);
	ck_assert_uint_eq(row.documents, 2);
	ck_assert(nass_str_eq(row.term, NASS_STR("كتاب")));
	ck_assert(nass_count_variant(c, 0, &s, &n) && n == 2);
	ck_assert(nass_count_variant(c, 1, &s, &n) && n == 3);
	ck_assert(nass_str_eq(s, NASS_STR("وكتاب")));
	OK(nass_count_next(c, &row, NULL));
	ck_assert_uint_eq(row.count, _i == 0 ? 1 : 4);
	ck_assert_uint_eq(row.order, _i == 0 ? 1 : 2);
	if (_i == 0) {
		const uint32_t *type = nass_count_sequence(c, &i, &ntype);

		ck_assert_uint_eq(i, 8);
		ck_assert(type[0] == type[1] && type[1] == type[2]);
		ck_assert(type[3] < ntype && type[3] != type[0]);
	}
	nass_count_free(c);
}
END_TEST

START_TEST(test_positions)
{
	static const uint64_t want[] = { 0, 2, 5 };
	struct nass_count_opts opts = nass_count_default;
	struct nass_count *c;
	struct nass_count_row row;
	const uint64_t *at;
	size_t n;

	opts.has_positions = true;
	OK(nass_count_new(&opts, &c, NULL));
	count_text(c, "b a b c! a b", 0);
	OK(nass_count_finish(c, NASS_ORDER_COUNT, NULL));
	OK(nass_count_next(c, &row, NULL));
	at = nass_count_positions(c, &n);
	ck_assert_uint_eq(n, 3);
	ck_assert_mem_eq(at, want, sizeof(want));
	nass_count_free(c);
}
END_TEST

START_TEST(test_parts)
{
	struct nass_count_opts opts = nass_count_default;
	struct nass_count *c;
	struct nass_count_row row;
	uint64_t tokens;
	uint64_t count;

	opts.has_parts = true;
	opts.memory = _i ? 1 : 0;
	OK(nass_count_new(&opts, &c, NULL));
	count_text(c, "b a b c", 0);
	count_text(c, "a", 1);
	count_text(c, "", 2);
	count_text(c, "b d", 3);
	OK(nass_count_finish(c, NASS_ORDER_COUNT, NULL));
	nass_count_parts(c, &tokens, &count);
	ck_assert_uint_eq(tokens, 3);
	ck_assert_uint_eq(count, 1);
	OK(nass_count_next(c, &row, NULL));
	ck_assert(nass_count_part(c, 0, &tokens, &count));
	ck_assert_uint_eq(tokens, 2);
	ck_assert_uint_eq(count, 1);
	ck_assert(nass_count_part(c, 1, &tokens, &count));
	ck_assert_uint_eq(tokens, 4);
	ck_assert_uint_eq(count, 2);
	ck_assert(!nass_count_part(c, 2, &tokens, &count));
	nass_count_free(c);
}
END_TEST

/* The counts format ---------------------------------------------------------- */

static enum nass_code
keep(void *arg, struct nass_buf *out, struct nass_err *err)
{
	return nass_buf_put(arg, nass_buf_str(out), err);
}

/* Documents first..last of few words, so that some are copies of others. */
static void
write_shard(const struct nass_count_opts *opts, size_t first, size_t last,
    struct nass_buf *lines)
{
	static const char *const texts[] = { "a b c a", "b B", "c", "a b c a",
		"b b b d", "", "c", "a a d. e", "b B" };
	struct nass_count *c;

	OK(nass_count_new(opts, &c, NULL));
	for (; first <= last; first++)
		count_text(c, texts[first], first);
	OK(nass_count_finish(c, NASS_ORDER_KEY, NULL));
	OK(nass_counts_write(c, keep, lines, NULL));
	nass_count_free(c);
}

static void
read_lines(const struct nass_count_opts *opts, const struct nass_buf *lines,
    struct nass_count **c)
{
	struct nass_count_opts reading = *opts;

	reading.norm = NULL;
	reading.learns_identity = true;
	OK(nass_count_new(&reading, c, NULL));
	OK(nass_counts_read(*c, nass_buf_str(lines), NULL));
	OK(nass_count_finish(*c, NASS_ORDER_KEY, NULL));
}

/* Shards written, read, and written again are the lines of all. */
START_TEST(test_format)
{
	struct nass_count_opts opts = nass_count_default;
	struct nass_buf shards = NASS_BUF_INIT;
	struct nass_buf whole = NASS_BUF_INIT;
	struct nass_buf again = NASS_BUF_INIT;
	struct nass_norm *norm;
	struct nass_count *c;

	OK(nass_norm_new("search", &norm, NULL));
	opts.norm = norm;
	opts.is_partial = true;
	opts.has_parts = _i & 1;
	opts.ngram_max = _i & 2 ? 2 : 1;
	opts.memory = _i & 4 ? 1 : 0;
	write_shard(&opts, 0, 8, &whole);
	write_shard(&opts, 0, 3, &shards);
	write_shard(&opts, 4, 4, &shards);
	write_shard(&opts, 5, 8, &shards);
	read_lines(&opts, &shards, &c);
	OK(nass_counts_write(c, keep, &again, NULL));
	ck_assert_msg(nass_str_eq(nass_buf_str(&whole), nass_buf_str(&again)),
	    "%.*s\nis not\n%.*s", (int)again.n, again.p, (int)whole.n, whole.p);
	nass_count_free(c);
	nass_buf_fini(&shards);
	nass_buf_fini(&whole);
	nass_buf_fini(&again);
	nass_norm_free(norm);
}
END_TEST

/* A word's parts, from lines: each copy of a document on its own. */
START_TEST(test_copies)
{
	struct nass_count_opts opts = nass_count_default;
	struct nass_buf shards = NASS_BUF_INIT;
	struct nass_count_row row;
	struct nass_count *c;
	uint64_t tokens;
	uint64_t count;
	size_t i;

	opts.has_parts = true;
	opts.memory = _i ? 1 : 0;
	write_shard(&opts, 0, 3, &shards);
	write_shard(&opts, 4, 8, &shards);
	read_lines(&opts, &shards, &c);
	nass_count_parts(c, &tokens, &count);
	ck_assert_uint_eq(tokens, 8);
	ck_assert_uint_eq(count, 1);
	OK(nass_count_next(c, &row, NULL)); /* B: two copies of "b B" */
	ck_assert_uint_eq(row.documents, 2);
	for (i = 0; i < 2; i++) {
		ck_assert(nass_count_part(c, i, &tokens, &count));
		ck_assert_uint_eq(tokens, 2);
		ck_assert_uint_eq(count, 1);
	}
	ck_assert(!nass_count_part(c, 2, &tokens, &count));
	OK(nass_count_next(c, &row, NULL)); /* a: two of 4 tokens, one of 5 */
	ck_assert_uint_eq(row.documents, 3);
	ck_assert(nass_count_part(c, 0, &tokens, &count));
	ck_assert_uint_eq(tokens, 4);
	ck_assert_uint_eq(count, 2);
	nass_count_free(c);
	nass_buf_fini(&shards);
}
END_TEST

START_TEST(test_set)
{
	struct nass_set *s;

	OK(nass_set_new(&s, NULL));
	OK(nass_set_add_lines(s, NASS_STR("# note\n في \r\n\nمن"), NULL, NULL));
	ck_assert(nass_set_has(s, NASS_STR("في")));
	ck_assert(nass_set_has(s, NASS_STR("من")));
	ck_assert(!nass_set_has(s, NASS_STR("# note")));
	ck_assert(!nass_set_has(s, NASS_STR("")));
	nass_set_free(s);
}
END_TEST

START_TEST(test_sorter)
{
	struct nass_sorter *s;
	struct nass_str key;
	struct nass_str value;
	unsigned char number[8];
	uint64_t before = UINT64_MAX;
	size_t i;

	OK(nass_sorter_new(_i ? 1 : 0, "/tmp", &s, NULL));
	for (i = 0; i < 5000; i++) {
		uint64_t x = random_below(1000);

		nass_sorter_count(x, true, number);
		OK(nass_sorter_put(s, (struct nass_str){ (char *)number, 8 },
		    (struct nass_str){ (char *)&x, sizeof(x) }, NULL));
	}
	for (i = 0; i < 5000; i++) {
		uint64_t x;

		OK(nass_sorter_next(s, &key, &value, NULL));
		memcpy(&x, value.p, sizeof(x));
		ck_assert(x <= before);
		before = x;
	}
	ck_assert_int_eq(nass_sorter_next(s, &key, &value, NULL), NASS_END);
	nass_sorter_free(s);
}
END_TEST

START_TEST(test_sorter_numbers)
{
	static const double up[] = { -1e300, -2, -1e-300, 0, 1e-300, 1, 2.5 };
	unsigned char x[8];
	unsigned char y[8];
	size_t i;

	for (i = 1; i < sizeof(up) / sizeof(up[0]); i++) {
		nass_sorter_number(up[i - 1], false, x);
		nass_sorter_number(up[i], false, y);
		ck_assert(memcmp(x, y, 8) < 0);
		nass_sorter_number(up[i - 1], true, x);
		nass_sorter_number(up[i], true, y);
		ck_assert(memcmp(x, y, 8) > 0);
	}
}
END_TEST

Suite *
test_count(void)
{
	Suite *s = suite_create("count");
	TCase *c = tcase_create("count");

	tcase_set_timeout(c, 60);
	tcase_add_test(c, test_exact);
	tcase_add_test(c, test_merge);
	tcase_add_test(c, test_size);
	tcase_add_loop_test(c, test_order, 0, 2);
	tcase_add_loop_test(c, test_runs_order, 0, 2);
	tcase_add_test(c, test_invalid);
	tcase_add_test(c, test_meet);
	tcase_add_loop_test(c, test_clitics, 0, 2);
	tcase_add_test(c, test_positions);
	tcase_add_loop_test(c, test_parts, 0, 2);
	tcase_add_loop_test(c, test_format, 0, 8);
	tcase_add_loop_test(c, test_copies, 0, 2);
	tcase_add_test(c, test_set);
	tcase_add_loop_test(c, test_sorter, 0, 2);
	tcase_add_test(c, test_sorter_numbers);
	suite_add_tcase(s, c);
	return s;
}
