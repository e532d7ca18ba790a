/*
 * http.c - heads of fields, and bodies that were chunked and compressed on their
 * way (RFC 9112).
 *
 *	"5\r\nhello\r\n0\r\n\r\n" ──> hello ──> gzip | deflate | zstd ──> plain
 */
#include <string.h>

#include "corpus/format.h"

bool
corpus__cut_head(struct nass_str *rest, struct nass_str *head)
{
	struct nass_str from = *rest;
	struct nass_str left = *rest;
	struct nass_str line;

	while (left.p != NULL && left.n > 0) {
		line = nass_str_line(&left);
		if (line.n > 0)
			continue;
		*head = nass_str_sub(from, 0, (size_t)(line.p - from.p));
		*rest =
		    left.p != NULL ? left : nass_str_sub(from, from.n, from.n);
		return true;
	}
	return false;
}

/* A line that begins with white space goes on the one before (obs-fold). */
static void
unfold(struct nass_str *value, struct nass_str rest)
{
	struct nass_str line;

	while (rest.p != NULL && rest.n > 0 &&
	    (*rest.p == ' ' || *rest.p == '\t')) {
		line = nass_str_cut(&rest, '\n');
		value->n = (size_t)(line.p + line.n - value->p);
	}
}

struct nass_str
corpus__field(struct nass_str head, struct nass_str name)
{
	struct nass_str rest = head;
	struct nass_str line;
	struct nass_str value;

	while (rest.p != NULL && rest.n > 0) {
		line = nass_str_cut(&rest, '\n');
		if (!corpus__starts_nocase(line, name) || line.n == name.n)
			continue;
		value = nass_str_sub(line, name.n, line.n);
		while (value.n > 0 && (*value.p == ' ' || *value.p == '\t'))
			value = nass_str_sub(value, 1, value.n);
		if (value.n == 0 || *value.p != ':')
			continue;
		value = nass_str_sub(value, 1, value.n);
		unfold(&value, rest);
		return corpus__trim(value);
	}
	return (struct nass_str){ head.p, 0 };
}

/* Chunks ------------------------------------------------------------------------ */

static bool
hex_number(struct nass_str s, size_t *n)
{
	size_t i;
	char c;

	*n = 0;
	for (i = 0; i < s.n && i < 8; i++) {
		c = s.p[i];
		if (c >= '0' && c <= '9')
			*n = *n * 16 + (size_t)(c - '0');
		else if (c >= 'a' && c <= 'f')
			*n = *n * 16 + (size_t)(c - 'a' + 10);
		else if (c >= 'A' && c <= 'F')
			*n = *n * 16 + (size_t)(c - 'A' + 10);
		else
			break;
	}
	return i > 0 &&
	    (i == s.n || s.p[i] == ';' || s.p[i] == ' ' || s.p[i] == '\r');
}

/*
 * Chunks, joined.  A body that has none although its head says so is left as it
 * is: archives often keep the head of what they have joined.
 */
static enum nass_code
join_chunks(
    struct nass_str *body, struct nass_buf *joined, struct nass_err *err)
{
	struct nass_str rest = *body;
	struct nass_str line;
	size_t n;
	enum nass_code code = NASS_OK;

	joined->n = 0;
	while (rest.p != NULL && rest.n > 0) {
		line = nass_str_cut(&rest, '\n');
		if (rest.p == NULL || !hex_number(line, &n)) {
			if (joined->n == 0)
				return NASS_OK;
			/* From here on it is not chunked. */
			if (rest.p == NULL)
				rest = nass_str_sub(line, line.n, line.n);
			code = nass_buf_put(joined,
			    (struct nass_str){
				line.p, (size_t)(rest.p + rest.n - line.p) },
			    err);
			break;
		}
		if (n == 0)
			break;
		n = n < rest.n ? n : rest.n;
		code = nass_buf_put(joined, nass_str_sub(rest, 0, n), err);
		if (code != NASS_OK)
			return code;
		rest = nass_str_sub(rest, n, rest.n);
		if (rest.n > 0 && *rest.p == '\r')
			rest = nass_str_sub(rest, 1, rest.n);
		if (rest.n > 0 && *rest.p == '\n')
			rest = nass_str_sub(rest, 1, rest.n);
	}
	*body = nass_buf_str(joined);
	return code;
}

/* Compression ------------------------------------------------------------------- */

/* Two slices, one behind the other, as an input: lib/io finds the codec. */
struct slices {
	struct nass_str part[2];
};

static enum nass_code
slices_read(void *state, char *p, size_t n, size_t *got, struct nass_err *err)
{
	struct slices *s = state;
	size_t i = s->part[0].n > 0 ? 0 : 1;

	(void)err;
	*got = s->part[i].n < n ? s->part[i].n : n;
	if (*got > 0)
		memcpy(p, s->part[i].p, *got);
	s->part[i] = nass_str_sub(s->part[i], *got, s->part[i].n);
	return NASS_OK;
}

static bool
slices_are_ready(const void *state)
{
	(void)state;
	return true;
}

static void
slices_close(void *state)
{
	(void)state;
}

static const struct nass_reader slices_reader = { slices_read, slices_are_ready,
	slices_close };

/* What can be had of it; a failure behind that is no matter. */
static enum nass_code
decompress(struct slices *s, uint64_t max, struct nass_buf *plain,
    struct nass_err *err)
{
	enum {
		STEP = 64 * 1024
	};
	struct nass_in *in;
	size_t got = 1;
	enum nass_code code;

	plain->n = 0;
	code = nass_in_make(&slices_reader, s, NULL, &in, err);
	if (code != NASS_OK)
		return code == NASS_ENOMEM ? code : NASS_OK;
	while (got > 0 && code == NASS_OK) {
		if (plain->n > max) {
			nass_in_close(in);
			return nass_fail(err, NASS_ELIMIT, 0,
			    "the body is longer than --max-document");
		}
		code = nass_buf_grow(plain, STEP, err);
		if (code != NASS_OK)
			break;
		code = nass_in_read(in, plain->p + plain->n, STEP, &got, NULL);
		plain->n += got;
	}
	nass_in_close(in);
	return code == NASS_ENOMEM ? nass_fail_nomem(err) : NASS_OK;
}

/* Is it zlib's wrapper (RFC 1950, 2.2)? */
static bool
is_zlib(struct nass_str s)
{
	const unsigned char *u = (const unsigned char *)s.p;

	return s.n > 2 && (u[0] & 0x0F) == 8 && u[0] <= 0x78 &&
	    (u[0] * 256 + u[1]) % 31 == 0;
}

enum nass_code
corpus__http_body(struct nass_str head, struct nass_str *body, uint64_t max,
    struct corpus__body *scratch, struct nass_err *err)
{
	/* RFC 1952: what goes before raw deflate to make it gzip. */
	static const char gzip[] = "\x1F\x8B\x08\0\0\0\0\0\0\xFF";
	struct nass_str how =
	    corpus__field(head, NASS_STR("Transfer-Encoding"));
	struct slices s = { { { NULL, 0 }, { NULL, 0 } } };
	enum nass_code code = NASS_OK;

	if (how.n >= 7 && /* the last of a list */
	    corpus__eq_nocase(
		nass_str_sub(how, how.n - 7, how.n), NASS_STR("chunked")))
		code = join_chunks(body, &scratch->chunks, err);
	how = corpus__field(head, NASS_STR("Content-Encoding"));
	if (code != NASS_OK || how.n == 0 || body->n == 0 ||
	    corpus__eq_nocase(how, NASS_STR("identity")))
		return code;
	s.part[1] = *body;
	if (corpus__eq_nocase(how, NASS_STR("deflate"))) {
		s.part[0] = (struct nass_str){ gzip, 10 };
		if (is_zlib(*body))
			s.part[1] = nass_str_sub(*body, 2, body->n);
	} else if (corpus__eq_nocase(how, NASS_STR("br"))) {
		return nass_fail(
		    err, NASS_EINPUT, 0, "Content-Encoding br is not known");
	}
	code = decompress(&s, max, &scratch->plain, err);
	if (code == NASS_OK && scratch->plain.n > 0)
		*body = nass_buf_str(&scratch->plain);
	return code;
}
