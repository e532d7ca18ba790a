/* naive_count.c - words of nass_words_next, all in one list that is sorted. */
#include "naive_count.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "random.h"
#include "text/ucd.h"
#include "text/utf8.h"

#define OK(call) ck_assert_int_eq((call), NASS_OK)

static struct nass_str
join(struct naive_count *v, const struct nass_str *word, size_t n)
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
occur(struct naive_count *v, struct nass_str key, struct nass_str spelling,
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
key_of(
    struct naive_count *v, const struct nass_norm *norm, struct nass_str word)
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

void
naive_count_doc(struct naive_count *v, const struct nass_count_opts *opts,
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

void
naive_count_fini(struct naive_count *v)
{
	free(v->list);
	nass_arena_fini(&v->arena);
}

void
naive_count_check(struct nass_count *c, struct naive_count *v)
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
		OK(nass_count_variant(c, 0, &shown, &count, NULL));
		ck_assert(nass_str_eq(shown, term));
		ck_assert_uint_eq(count, best);
		for (i = 1; i < nvariant; i++)
			OK(nass_count_variant(c, i, &shown, &count, NULL));
		ck_assert_int_eq(
		    nass_count_variant(c, i, &shown, &count, NULL), NASS_END);
	}
	ck_assert_int_eq(nass_count_next(c, &row, NULL), NASS_END);
}

/* Texts -------------------------------------------------------------------- */

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

void
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

struct nass_doc
text_doc(struct nass_str text, uint64_t file, bool is_first, bool is_last)
{
	return (struct nass_doc){
		.kind = NASS_DOC_TEXT,
		.text = text,
		.file = file,
		.is_first = is_first,
		.is_last = is_last,
	};
}

void
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
		d = text_doc(nass_str_sub(text, from, to), file, from == 0,
		    to == text.n);
		d.at_file = from;
		OK(nass_count_doc(c[random_below(n)], &d, NULL));
		from = to;
	} while (to < text.n);
}

void
count_text(struct nass_count *c, const char *text, uint64_t file)
{
	struct nass_doc d = text_doc(nass_str(text), file, true, true);

	OK(nass_count_doc(c, &d, NULL));
}
