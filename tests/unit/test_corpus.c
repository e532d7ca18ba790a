/*
 * test_corpus.c - containers, parts, samples, against naive references
 * and laws on random text.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <nass/doc.h>

#include "../pieces.h"
#include "corpus/corpus.h"
#include "corpus/parts.h"
#include "corpus/shards.h"
#include "corpus/unique.h"
#include "random.h"

Suite *test_corpus(void);

static void
put(struct nass_buf *b, struct nass_str s)
{
	ck_assert(nass_buf_put(b, s, NULL) == NASS_OK);
}

/* Containers ---------------------------------------------------------------- */

static void
count_tell(void *arg, const char *path, uint64_t line,
    const struct nass_err *why, struct nass_str bytes)
{
	(void)path;
	(void)line;
	(void)why;
	(void)bytes;
	++*(int *)arg;
}

static void
no_note(void *arg, const char *path, const char *what)
{
	(void)arg;
	(void)path;
	(void)what;
}

/* All that `bytes` give as an input of this format; how often it told. */
static int
read_corpus(const char *from, const char *encoding, struct nass_str bytes,
    size_t step, struct nass_buf *out)
{
	int ntold = 0;
	struct pieces b = { .left = bytes, .step = step };
	struct nass_corpus_opts opts = { .from = from,
		.encoding = encoding,
		.max_document = 1 << 20,
		.max_ratio = 1000,
		.arg = &ntold,
		.tell = count_tell,
		.note = no_note };
	struct nass_corpus_entry e;
	struct nass_corpus *c;
	struct nass_in *in;
	size_t got = 1;

	out->n = 0;
	ck_assert(nass_corpus_new(&opts, &c, NULL) == NASS_OK);
	ck_assert(nass_in_make(&pieces_reader, &b, NULL, &in, NULL) == NASS_OK);
	ck_assert(nass_corpus_enter(c, "x", in, NULL) == NASS_OK);
	while (nass_corpus_next(c, &e, NULL) == NASS_OK) {
		for (got = 1; got > 0;) {
			ck_assert(nass_buf_grow(out, 4096, NULL) == NASS_OK);
			if (nass_in_read(e.in, out->p + out->n, 4096, &got,
				NULL) != NASS_OK)
				break;
			out->n += got;
		}
		nass_in_close(e.in);
	}
	nass_corpus_free(c);
	return ntold;
}

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

/* What a head says goes into a record, which is UTF-8. */
START_TEST(corpus_ill_formed_head)
{
	static const char *const urls[] = { "http://a.example/\xE6",
		"<http://a.example/\xD9\x85", "<x\xE6>" };
	struct nass_buf warc = NASS_BUF_INIT;
	struct nass_buf out = NASS_BUF_INIT;
	size_t i;

	for (i = 0; i < sizeof(urls) / sizeof(urls[0]); i++) {
		warc.n = 0;
		put(&warc,
		    NASS_STR("WARC/1.0\r\nWARC-Type: conversion\r\n"
			     "WARC-Target-URI: "));
		put(&warc, nass_str(urls[i]));
		put(&warc,
		    NASS_STR("\r\nContent-Type: text/plain\r\n"
			     "Content-Length: 1\r\n\r\nx\r\n\r\n"));
		ck_assert_int_eq(
		    read_corpus("warc", NULL, nass_buf_str(&warc), 100, &out),
		    0);
		ck_assert_uint_gt(out.n, 0);
		ck_assert_uint_eq(nass_utf8_valid(nass_buf_str(&out)), out.n);
	}
	nass_buf_fini(&warc);
	nass_buf_fini(&out);
}
END_TEST

/* Nothing in a record is no error. */
START_TEST(corpus_warc_empty_block)
{
	const struct nass_str warc =
	    NASS_STR("WARC/1.0\r\nWARC-Type: conversion\r\n"
		     "Content-Type: text/plain\r\nContent-Length: 0\r\n\r\n"
		     "\r\n\r\n");
	struct nass_buf out = NASS_BUF_INIT;

	ck_assert_int_eq(read_corpus("warc", NULL, warc, 100, &out), 0);
	ck_assert_uint_gt(out.n, 0);
	nass_buf_fini(&out);
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

/* A date of fourteen bytes that are no digits: not cut inside of a character. */
START_TEST(corpus_arc_date)
{
	const struct nass_str head =
	    NASS_STR("filedesc://x.arc 0.0.0.0 20200102030405 text/plain 69\n"
		     "1 0 by hand\nURL IP-address Archive-date Content-type "
		     "Archive-length\n\n\n");
	struct nass_buf arc = NASS_BUF_INIT;
	struct nass_buf out = NASS_BUF_INIT;

	put(&arc, head);
	put(&arc,
	    NASS_STR("http://a.example/ 1.2.3.4 2020010203\xE0\xB8\x81"
		     "5 text/plain 1\nx\n"));
	ck_assert_int_eq(
	    read_corpus("warc", NULL, nass_buf_str(&arc), 100, &out), 0);
	ck_assert_uint_gt(out.n, 0);
	ck_assert_uint_eq(nass_utf8_valid(nass_buf_str(&out)), out.n);
	nass_buf_fini(&arc);
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
	tcase_add_test(c, corpus_arc_date);
	tcase_add_test(c, corpus_warc_empty_block);
	tcase_add_test(c, corpus_broken);
	tcase_add_test(c, corpus_ill_formed_head);
	tcase_add_test(c, corpus_parts_join);
	tcase_add_test(c, corpus_unique);
	tcase_add_test(c, corpus_sample);
	suite_add_tcase(s, c);
	return s;
}
