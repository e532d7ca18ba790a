/*
 * test_warc.c - crawls: what heads may say, and gzip members that are damaged.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "compress.h"
#include "random.h"
#include "reading.h"
#include "text/utf8.h"

Suite *test_warc(void);

/* What a head says goes into a record, which is UTF-8. */
START_TEST(warc_ill_formed_head)
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
START_TEST(warc_empty_block)
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

/* A date of fourteen bytes that are no digits: not cut inside of a character. */
START_TEST(warc_arc_date)
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

/* Damaged members ------------------------------------------------------------ */

enum {
	RECORDS = 6,
	LONGEST = 30000
};

/* A crawl of a member for each record, and what each gives. */
struct crawl {
	struct nass_buf member[RECORDS];
	struct nass_buf line[RECORDS];
};

static void
make_record(unsigned number, struct nass_buf *record)
{
	char *text = malloc(LONGEST);
	size_t n;

	ck_assert_ptr_nonnull(text);
	n = random_text(text, random_below(4) > 0 ? 500 : LONGEST);
	record->n = 0;
	ck_assert(nass_buf_printf(record, NULL,
		      "WARC/1.0\r\nWARC-Type: conversion\r\n"
		      "WARC-Target-URI: %u\r\nContent-Type: text/plain\r\n"
		      "Content-Length: %zu\r\n\r\n",
		      number, n) == NASS_OK);
	put(record, (struct nass_str){ text, n });
	put(record, NASS_STR("\r\n\r\n"));
	free(text);
}

static void
make_crawl(struct crawl *c)
{
	struct nass_buf record = NASS_BUF_INIT;
	unsigned i;

	for (i = 0; i < RECORDS; i++) {
		make_record(i, &record);
		ck_assert_int_eq(
		    read_corpus("warc", NULL, nass_buf_str(&record), LONGEST,
			&c->line[i]),
		    0);
		c->member[i].n = 0;
		compress_gzip(&c->member[i], nass_buf_str(&record));
	}
	nass_buf_fini(&record);
}

/* Bits, runs of zeros, ends that lack, bytes that lack, bytes that are too many. */
static void
damage(struct nass_buf *b, size_t least)
{
	size_t at = least + (size_t)random_below(b->n - least);
	size_t n = (size_t)random_below(b->n - at) + 1;
	char more[100];

	switch (random_below(6)) {
	case 0:
		b->p[at] ^= (char)(1 << random_below(8));
		break;
	case 1:
		/* Nothing but zeros at the end would be padding. */
		b->p[at] = 0;
		memset(b->p + at + 1, 0, n - 1);
		b->p[b->n - 1] |= 1;
		break;
	case 2:
		b->n = at;
		break;
	case 3:
		n = n < 200 ? n : 200;
		memmove(b->p + at, b->p + at + n, b->n - at - n);
		b->n -= n;
		break;
	case 4:
		b->p[b->n - 1 - random_below(8)] ^= 1;
		break;
	default: /* with what looks like the begin of a member */
		n = random_bytes(more, sizeof(more));
		memcpy(more, "\x1F\x8B\x08", 4);
		n = n < 4 ? 4 : n;
		ck_assert(nass_buf_grow(b, n, NULL) == NASS_OK);
		memmove(b->p + at + n, b->p + at, b->n - at);
		memcpy(b->p + at, more, n);
		b->n += n;
	}
}

/*
 * One member is damaged: all others come, byte for byte; it comes as it was or not
 * at all, and then it is told of.
 */
START_TEST(warc_damaged_member)
{
	struct crawl c = { { NASS_BUF_INIT }, { NASS_BUF_INIT } };
	struct nass_buf bytes = NASS_BUF_INIT;
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_str rest;
	unsigned victim;
	unsigned i;
	size_t k;
	int ntold;

	for (k = 0; k < random_rounds(300); k++) {
		make_crawl(&c);
		victim = (unsigned)random_below(RECORDS);
		/* Else it is no gzip file, or not there at all. */
		damage(&c.member[victim], victim == 0 ? 3 : 1);
		bytes.n = 0;
		for (i = 0; i < RECORDS; i++)
			put(&bytes, nass_buf_str(&c.member[i]));
		ntold = read_corpus("warc", NULL, nass_buf_str(&bytes),
		    1 + (size_t)random_below(3 * LONGEST), &out);
		rest = nass_buf_str(&out);
		for (i = 0; i < RECORDS; i++) {
			if (i == victim &&
			    !nass_str_starts(rest, nass_buf_str(&c.line[i]))) {
				ck_assert_int_gt(ntold, 0);
				continue;
			}
			ck_assert(
			    nass_str_starts(rest, nass_buf_str(&c.line[i])));
			rest = nass_str_sub(rest, c.line[i].n, rest.n);
		}
		ck_assert_uint_eq(rest.n, 0);
	}
	for (i = 0; i < RECORDS; i++) {
		nass_buf_fini(&c.member[i]);
		nass_buf_fini(&c.line[i]);
	}
	nass_buf_fini(&bytes);
	nass_buf_fini(&out);
}
END_TEST

Suite *
test_warc(void)
{
	Suite *s = suite_create("warc");
	TCase *c = tcase_create("warc");

	tcase_set_timeout(c, 60);
	tcase_add_test(c, warc_ill_formed_head);
	tcase_add_test(c, warc_empty_block);
	tcase_add_test(c, warc_arc_date);
	tcase_add_test(c, warc_damaged_member);
	suite_add_tcase(s, c);
	return s;
}
