/*
 * test_corpus.c - containers, parts, samples, against naive references
 * and laws on random text.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <nass/doc.h>

#include "corpus/parts.h"
#include "corpus/shards.h"
#include "corpus/unique.h"
#include "random.h"
#include "reading.h"
#include "text/utf8.h"

Suite *test_corpus(void);

/* A cell as RFC 4180 has it. */
static void
put_quoted(struct nass_buf *csv, struct nass_str cell)
{
	size_t i;

	put(csv, NASS_STR("\""));
	for (i = 0; i < cell.n; i++) {
		if (cell.p[i] == '"')
			put(csv, NASS_STR("\""));
		put(csv, nass_str_sub(cell, i, i + 1));
	}
	put(csv, NASS_STR("\""));
}

static struct nass_str
random_cell(char *p, size_t max)
{
	static const char *const bits[] = { "\"", ",", "\n", "a", "\xD9\x85",
		" ", "", "xyz", "\n\n", "\"\"" };
	size_t n = 0;
	const char *s;

	while (n + 4 < max && (unsigned)random_below(6) != 0) {
		s = bits[(unsigned)random_below(10)];
		memcpy(p + n, s, strlen(s));
		n += strlen(s);
	}
	return (struct nass_str){ p, n };
}

/* What is written by the book comes back, whatever the reads were. */
START_TEST(corpus_csv)
{
	struct nass_buf csv = NASS_BUF_INIT;
	struct nass_buf want = NASS_BUF_INIT;
	struct nass_buf got = NASS_BUF_INIT;
	struct nass_str cell[2];
	char text[2][64];
	unsigned i;
	unsigned j;

	for (i = 0; i < random_rounds(200); i++) {
		csv.n = want.n = 0;
		put(&csv, NASS_STR("id,text\r\n"));
		for (j = 0; j < 1 + i % 7; j++) {
			cell[0] = random_cell(text[0], 60);
			cell[1] = random_cell(text[1], 60);
			put_quoted(&csv, cell[0]);
			put(&csv, NASS_STR(","));
			put_quoted(&csv, cell[1]);
			put(&csv, j % 2 ? NASS_STR("\n") : NASS_STR("\r\n"));
			put(&want, NASS_STR("{\"id\":"));
			ck_assert(!nass_json_encode(cell[0], &want, NULL));
			put(&want, NASS_STR(",\"text\":"));
			ck_assert(!nass_json_encode(cell[1], &want, NULL));
			put(&want, NASS_STR("}\n"));
		}
		ck_assert_int_eq(read_corpus("csv", NULL, nass_buf_str(&csv),
				     1 + i % 13, &got),
		    0);
		ck_assert(nass_str_eq(nass_buf_str(&got), nass_buf_str(&want)));
	}
	nass_buf_fini(&csv);
	nass_buf_fini(&want);
	nass_buf_fini(&got);
}
END_TEST

/* Broken containers of every kind: well-formed, and the same for any reads. */
START_TEST(corpus_broken)
{
	static const char *const from[] = { "csv", "tsv", "warc", "html",
		"docs", "openiti" };
	static const char seed[] =
	    "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 60\r\n"
	    "Content-Type: application/http\r\n\r\nHTTP/1.1 200 OK\r\n"
	    "Content-Type: text/html\r\n\r\n<html>12345\r\n\r\n"
	    "<doc id=\"1\">\ntext\n</doc>\n<DOC>\n<DOCNO>1</DOCNO>\n</DOC>\n"
	    "text,id\n\"a\n\"\"b\",c\n######OpenITI#\n#META# a: b\n# x\n~~y\n";
	char p[sizeof(seed)];
	struct nass_buf a = NASS_BUF_INIT;
	struct nass_buf b = NASS_BUF_INIT;
	struct nass_str s;
	unsigned i;
	unsigned j;

	for (i = 0; i < random_rounds(600); i++) {
		memcpy(p, seed, sizeof(p));
		for (j = (unsigned)random_below(8); j > 0; j--)
			p[(unsigned)random_below(sizeof(p) - 1)] =
			    (char)(unsigned)random_below(256);
		s = (struct nass_str){ p, sizeof(seed) - 1 };
		s = nass_str_sub(s, (unsigned)random_below(200), s.n);
		ck_assert_int_eq(
		    read_corpus(from[i % 6], NULL, s, 1 + i % 9, &a),
		    read_corpus(from[i % 6], NULL, s, 100000, &b));
		ck_assert(nass_str_eq(nass_buf_str(&a), nass_buf_str(&b)));
		ck_assert_uint_eq(nass_utf8_valid(nass_buf_str(&a)), a.n);
	}
	nass_buf_fini(&a);
	nass_buf_fini(&b);
}
END_TEST

/* Names of columns may be longer than all of a row. */
START_TEST(corpus_csv_long_names)
{
	struct nass_buf csv = NASS_BUF_INIT;
	struct nass_buf out = NASS_BUF_INIT;
	int i;

	put(&csv, NASS_STR("id,text,"));
	for (i = 0; i < 500; i++)
		put(&csv, NASS_STR("long"));
	put(&csv, NASS_STR("\n1,x,y\n"));
	ck_assert_int_eq(
	    read_corpus("csv", NULL, nass_buf_str(&csv), 100, &out), 0);
	ck_assert_uint_gt(out.n, 2000);
	nass_buf_fini(&csv);
	nass_buf_fini(&out);
}
END_TEST

/* Parts ----------------------------------------------------------------------- */

/* Joined, they are the text. */
START_TEST(corpus_parts_join)
{
	static const char *const units[] = { "paragraph", "sentence", "lines=2",
		"words=3", "bytes=20" };
	struct nass_parts_opts opts = { .unit = NASS_UNIT_DOCUMENT };
	struct nass_parts parts;
	struct nass_str text;
	struct nass_str part;
	char p[200];
	unsigned i;
	size_t at;

	for (i = 0; i < random_rounds(1000); i++) {
		text.p = p;
		text.n = random_text(p, random_below(sizeof(p)));
		ck_assert(nass_unit_parse(
			      nass_str(units[i % 5]), &opts, NULL) == NASS_OK);
		opts.is_wrapped = i % 2 == 0;
		nass_parts_init(&parts, text, &opts);
		for (at = 0; nass_parts_next(&parts, &part); at += part.n)
			ck_assert_ptr_eq(part.p, text.p + at);
		ck_assert_uint_eq(at, text.n);
	}
}
END_TEST

/* Samples and shards -------------------------------------------------------------- */

START_TEST(corpus_unique)
{
	struct nass_unique *u;
	struct nass_str first;
	char name[16];
	bool is_new;
	int i;

	ck_assert(nass_unique_new(true, &u, NULL) == NASS_OK);
	for (i = 0; i < 6000; i++) {
		snprintf(name, sizeof(name), "%d", i % 2000);
		ck_assert(!nass_unique_add(u, nass_key_of(nass_str(name)),
		    nass_str(name), &is_new, &first, NULL));
		ck_assert_int_eq(is_new, i < 2000);
		ck_assert(is_new || nass_str_eq(first, nass_str(name)));
	}
	nass_unique_free(u);
}
END_TEST

static int
by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a;
	uint64_t y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

/* The smallest keys, in the order of coming. */
START_TEST(corpus_sample)
{
	enum {
		N = 300
	};
	uint64_t key[N];
	uint64_t sorted[N];
	struct nass_sample *s;
	struct nass_str item;
	uint64_t n;
	uint64_t i;
	uint64_t at;

	for (n = 0; n < N + 10; n += 31) {
		ck_assert(nass_sample_new(n, &s, NULL) == NASS_OK);
		for (i = 0; i < N; i++) {
			key[i] = (uint64_t)(unsigned)random_below(1000) * N + i;
			ck_assert(!nass_sample_add(s, key[i],
			    (struct nass_str){ (char *)&i, sizeof(i) }, NULL));
		}
		memcpy(sorted, key, sizeof(sorted));
		qsort(sorted, N, sizeof(sorted[0]), by_value);
		for (i = 0; i < N; i++) {
			if (n == 0 || key[i] > sorted[n > N ? N - 1 : n - 1])
				continue;
			ck_assert(nass_sample_next(s, &item));
			memcpy(&at, item.p, sizeof(at));
			ck_assert_uint_eq(at, i);
		}
		ck_assert(!nass_sample_next(s, &item));
		nass_sample_free(s);
	}
}
END_TEST

Suite *
test_corpus(void)
{
	Suite *s = suite_create("corpus");
	TCase *c = tcase_create("corpus");

	tcase_set_timeout(c, 60);
	tcase_add_test(c, corpus_csv);
	tcase_add_test(c, corpus_csv_long_names);
	tcase_add_test(c, corpus_broken);
	tcase_add_test(c, corpus_parts_join);
	tcase_add_test(c, corpus_unique);
	tcase_add_test(c, corpus_sample);
	suite_add_tcase(s, c);
	return s;
}
