/*
 * coding.c - bodies as they were before they were compressed (RFC 9110, 8.4.1).
 *
 *	Content-Encoding: deflate, br		applied from left to right
 *	body ──> br ──> deflate ──> plain	so taken off from right to left
 *
 * Archives often keep the head of a body that they have unpacked: what can be no
 * compressed data is left as it is.
 */
#include <string.h>

#include "corpus/format.h"

enum {
	STEP = 64 * 1024,
	MOST = 4 /* codings of one body */
};

/* gzip and zstd: a slice as an input, of which lib/io finds the codec -------------- */

static enum nass_code
slice_read(void *state, char *p, size_t n, size_t *got, struct nass_err *err)
{
	struct nass_str *left = state;

	(void)err;
	*got = left->n < n ? left->n : n;
	if (*got > 0)
		memcpy(p, left->p, *got);
	*left = nass_str_sub(*left, *got, left->n);
	return NASS_OK;
}

static void
slice_close(void *state)
{
	(void)state;
}

/* It is no pipe, so nobody asks whether it is ready. */
static const struct nass_reader slice_reader = { slice_read, NULL,
	slice_close };

static enum nass_code
by_content(struct nass_str body, uint64_t max, struct nass_buf *plain,
    struct nass_err *err)
{
	struct nass_in *in;
	size_t got = 1;
	enum nass_code code =
	    nass_in_make(&slice_reader, &body, NULL, &in, err);

	if (code != NASS_OK)
		return code;
	while (got > 0 && code == NASS_OK) {
		code = nass_buf_grow(plain, STEP, err);
		if (code != NASS_OK)
			break;
		code = nass_in_read(in, plain->p + plain->n, STEP, &got, err);
		plain->n += got;
		if (plain->n > max)
			code = NASS_ELIMIT;
	}
	/* Bytes behind the end, or a trailer that is cut off, are no matter. */
	if (code == NASS_EINPUT && nass_in_is_complete(in))
		code = NASS_OK;
	nass_in_close(in);
	return code;
}

/* All ------------------------------------------------------------------------------- */

static const struct coding {
	struct nass_str name;
	enum nass_code (*decode)(struct nass_str body, uint64_t max,
	    struct nass_buf *plain, struct nass_err *err);
} codings[] = {
	{ { "br", 2 }, corpus__brotli },
	{ { "deflate", 7 }, nass_inflate },
	/* And all others: what servers call "none" or "utf-8" is mostly plain. */
	{ { "gzip", 4 }, by_content },
};
#define NCODINGS (sizeof(codings) / sizeof(codings[0]))

/* The last name of a list, which is cut off. */
static struct nass_str
last_name(struct nass_str *list)
{
	size_t i = list->n;
	struct nass_str name;

	while (i > 0 && list->p[i - 1] != ',')
		i--;
	name = nass_str_sub(*list, i, list->n);
	list->n = i > 0 ? i - 1 : 0;
	return corpus__trim(name);
}

/* Is it a page or a text, rather than something damaged? */
static bool
is_plain(struct nass_str body)
{
	return corpus__looks_like_html(body) || nass_utf8_valid(body) == body.n;
}

/* One coding off *body, to `plain`, which does not hold it. */
static enum nass_code
take_off(struct nass_str name, struct nass_str *body, uint64_t max,
    struct nass_buf *plain, struct nass_err *err)
{
	struct nass_err why = { .code = NASS_OK };
	enum nass_code code;
	size_t i = 0;

	while (i + 1 < NCODINGS && !corpus__eq_nocase(name, codings[i].name))
		i++;
	plain->n = 0;
	code = codings[i].decode(*body, max, plain, &why);
	if (code == NASS_EINPUT && is_plain(*body))
		return NASS_OK;
	*body = nass_buf_str(plain);
	if (code == NASS_EINPUT)
		return nass_fail(err, code, 0, "the body: %s", why.what);
	if (code == NASS_ELIMIT)
		return nass_fail(
		    err, code, 0, "the body is longer than --max-document");
	return code == NASS_OK ? code : nass_fail_nomem(err);
}

enum nass_code
corpus__uncode(struct nass_str names, struct nass_str *body, uint64_t max,
    struct corpus__body *scratch, struct nass_err *err)
{
	struct nass_buf *plain = &scratch->plain;
	struct nass_str name;
	enum nass_code code = NASS_OK;
	int left = MOST;

	while (code == NASS_OK && names.n > 0 && body->n > 0) {
		name = last_name(&names);
		if (corpus__eq_nocase(name, NASS_STR("identity")))
			continue;
		if (left-- == 0)
			return nass_fail(err, NASS_ELIMIT, 0,
			    "the body has more than %d codings", MOST);
		code = take_off(name, body, max, plain, err);
		/* What was plain stays where it is. */
		if (body->p == plain->p)
			plain = plain == &scratch->plain ? &scratch->chunks
							 : &scratch->plain;
	}
	return code;
}
