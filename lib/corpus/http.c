/*
 * http.c - heads of fields, and bodies that were chunked on their way (RFC 9112).
 *
 *	"5\r\nhello\r\n0\r\n\r\n" ──> hello ──> coding.c
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

enum nass_code
corpus__http_body(struct nass_str head, struct nass_str *body, uint64_t max,
    struct corpus__body *scratch, struct nass_err *err)
{
	struct nass_str how =
	    corpus__field(head, NASS_STR("Transfer-Encoding"));
	enum nass_code code = NASS_OK;

	if (how.n >= 7 && /* the last of a list */
	    corpus__eq_nocase(
		nass_str_sub(how, how.n - 7, how.n), NASS_STR("chunked")))
		code = join_chunks(body, &scratch->chunks, err);
	return code != NASS_OK
	    ? code
	    : corpus__uncode(corpus__field(head, NASS_STR("Content-Encoding")),
		  body, max, scratch, err);
}
