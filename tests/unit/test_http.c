/*
 * test_http.c - bodies of HTTP come back from every coding; what is damaged or cut
 * off is never taken for whole.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "compress.h"
#include "corpus/format.h"
#include "random.h"
#include "reading.h"

Suite *test_http(void);

static const struct coding {
	const char *head;
	void (*inner)(struct nass_buf *b, struct nass_str s);
	void (*outer)(struct nass_buf *b, struct nass_str s);
	bool has_checksum;
} codings[] = {
	{ "Content-Encoding: gzip", compress_gzip, NULL, true },
	{ "content-encoding:x-gzip", compress_gzip, NULL, true },
	{ "Content-Encoding: deflate", compress_zlib, NULL, true },
	{ "Content-Encoding: deflate", compress_deflate, NULL, false },
	{ "Content-Encoding: br", compress_brotli, NULL, false },
	{ "Content-Encoding: BR, identity", compress_brotli, NULL, false },
	{ "Content-Encoding: zstd", compress_zstd, NULL, false },
	{ "Content-Encoding: deflate,br", compress_zlib, compress_brotli,
	    true },
	{ "Content-Encoding: br , gzip", compress_brotli, compress_gzip, true },
};
#define NCODINGS (sizeof(codings) / sizeof(codings[0]))

static void
encode(const struct coding *c, struct nass_str s, struct nass_buf *b)
{
	struct nass_buf inner = NASS_BUF_INIT;

	b->n = 0;
	c->inner(c->outer != NULL ? &inner : b, s);
	if (c->outer != NULL)
		c->outer(b, nass_buf_str(&inner));
	nass_buf_fini(&inner);
}

static enum nass_code
decode(const char *head, uint64_t max, struct nass_str *body,
    struct corpus__body *scratch, struct nass_err *err)
{
	return corpus__http_body(nass_str(head), body, max, scratch, err);
}

/* Texts of this many bytes or fewer, among them one of several steps. */
static struct nass_str
some_text(char *p, size_t n)
{
	size_t i;
	size_t got = random_text(p, random_below(3) > 0 ? 2000 : 200);

	if (got == 0 || random_below(4) > 0)
		return (struct nass_str){ p, got };
	for (i = got; i + got <= n; i += got)
		memcpy(p + i, p, got);
	return (struct nass_str){ p, i };
}

/* All comes back; one bit changed or an end cut off, and all does not. */
START_TEST(http_codings)
{
	enum {
		N = 200000
	};
	const struct coding *c = &codings[_i];
	struct corpus__body scratch = { NASS_BUF_INIT, NASS_BUF_INIT };
	struct nass_buf b = NASS_BUF_INIT;
	char *p = malloc(N);
	struct nass_str text;
	struct nass_str body;
	struct nass_str cut;
	struct nass_err err;
	enum nass_code code;
	size_t i;

	ck_assert_ptr_nonnull(p);
	for (i = 0; i < random_rounds(40); i++) {
		text = some_text(p, N);
		encode(c, text, &b);
		body = nass_buf_str(&b);
		ck_assert_int_eq(
		    decode(c->head, N, &body, &scratch, NULL), NASS_OK);
		ck_assert(nass_str_eq(body, text));
		put(&b, NASS_STR("\r\n")); /* no matter */
		body = nass_buf_str(&b);
		ck_assert_int_eq(
		    decode(c->head, N, &body, &scratch, NULL), NASS_OK);
		ck_assert(nass_str_eq(body, text));
		b.n -= 2;

		cut = (struct nass_str){ b.p, 4 + random_below(b.n - 4) };
		body = cut;
		code = decode(c->head, N, &body, &scratch, &err);
		/* What may be text is given as it is. */
		if (nass_utf8_valid(cut) < cut.n)
			ck_assert(code == NASS_EINPUT ||
			    (c->has_checksum && nass_str_eq(body, text)));
		if (code == NASS_EINPUT) {
			ck_assert(strncmp(err.what, "the body: ", 10) == 0);
			ck_assert(
			    c->outer != NULL || nass_str_starts(text, body));
		}
		b.p[random_below(b.n)] ^= (char)(1 << random_below(8));
		body = nass_buf_str(&b);
		code = decode(c->head, 2 * N, &body, &scratch, NULL);
		/*
		 * What no longer says gzip is given as it is.  A bit may make
		 * a trailer one more piece of the data, which then lacks it.
		 */
		ck_assert(!c->has_checksum || code != NASS_OK ||
		    nass_str_starts(body, text) ||
		    nass_str_eq(body, nass_buf_str(&b)));
	}
	free(p);
	nass_buf_fini(&b);
	nass_buf_fini(&scratch.chunks);
	nass_buf_fini(&scratch.plain);
}
END_TEST

/* A few bytes that unpack to many end at the limit. */
START_TEST(http_limit)
{
	enum {
		N = 300000
	};
	const struct coding *c = &codings[_i];
	struct corpus__body scratch = { NASS_BUF_INIT, NASS_BUF_INIT };
	struct nass_buf b = NASS_BUF_INIT;
	char *p = calloc(1, N);
	struct nass_str body;
	struct nass_err err;

	ck_assert_ptr_nonnull(p);
	encode(c, (struct nass_str){ p, N }, &b);
	body = nass_buf_str(&b);
	ck_assert_int_eq(
	    decode(c->head, N - 1, &body, &scratch, &err), NASS_ELIMIT);
	ck_assert_str_eq(err.what, "the body is longer than --max-document");
	body = nass_buf_str(&b);
	ck_assert_int_eq(decode(c->head, N, &body, &scratch, &err), NASS_OK);
	ck_assert_uint_eq(body.n, N);
	free(p);
	nass_buf_fini(&b);
	nass_buf_fini(&scratch.chunks);
	nass_buf_fini(&scratch.plain);
}
END_TEST

/* What was unpacked, and its head left as it was, is given as it is. */
START_TEST(http_plain)
{
	static const struct nass_str bodies[] = { { "", 0 }, { "x", 1 },
		{ "<!-- c --><html>\xE3", 17 }, { "\xD9\x86\xD8\xB5 1", 6 } };
	struct corpus__body scratch = { NASS_BUF_INIT, NASS_BUF_INIT };
	struct nass_str body;
	size_t i;
	size_t k;

	for (i = 0; i < NCODINGS; i++)
		for (k = 0; k < sizeof(bodies) / sizeof(bodies[0]); k++) {
			body = bodies[k];
			ck_assert_int_eq(
			    decode(codings[i].head, 100, &body, &scratch, NULL),
			    NASS_OK);
			ck_assert(nass_str_eq(body, bodies[k]));
		}
	body = NASS_STR("x");
	ck_assert_int_eq(decode("Content-Encoding: br,br,br,br,br", 100, &body,
			     &scratch, NULL),
	    NASS_ELIMIT);
	nass_buf_fini(&scratch.chunks);
	nass_buf_fini(&scratch.plain);
}
END_TEST

/* Joined chunks, which codings find plain, one after the other. */
START_TEST(http_chunks)
{
	struct corpus__body scratch = { NASS_BUF_INIT, NASS_BUF_INIT };
	struct nass_str body = NASS_STR("5\r\nhello\r\n0\r\n\r\n");

	ck_assert_int_eq(decode("Transfer-Encoding: chunked\n"
				"Content-Encoding: br, deflate",
			     100, &body, &scratch, NULL),
	    NASS_OK);
	ck_assert(nass_str_eq(body, NASS_STR("hello")));
	nass_buf_fini(&scratch.chunks);
	nass_buf_fini(&scratch.plain);
}
END_TEST

/* All of the text is there, and a part of the trailer alone is missing. */
START_TEST(http_trailer)
{
	struct corpus__body scratch = { NASS_BUF_INIT, NASS_BUF_INIT };
	struct nass_buf b = NASS_BUF_INIT;
	struct nass_str body;

	compress_gzip(&b, NASS_STR("hello"));
	body = (struct nass_str){ b.p, b.n - 3 };
	ck_assert_int_eq(
	    decode("Content-Encoding: gzip", 100, &body, &scratch, NULL),
	    NASS_OK);
	ck_assert(nass_str_eq(body, NASS_STR("hello")));
	nass_buf_fini(&b);
	nass_buf_fini(&scratch.chunks);
	nass_buf_fini(&scratch.plain);
}
END_TEST

Suite *
test_http(void)
{
	Suite *s = suite_create("http");
	TCase *c = tcase_create("http");

	tcase_set_timeout(c, 60);
	tcase_add_loop_test(c, http_codings, 0, NCODINGS);
	tcase_add_loop_test(c, http_limit, 0, NCODINGS);
	tcase_add_test(c, http_plain);
	tcase_add_test(c, http_chunks);
	tcase_add_test(c, http_trailer);
	suite_add_tcase(s, c);
	return s;
}
