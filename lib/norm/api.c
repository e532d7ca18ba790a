/*
 * api.c - nass_norm and its like, over the passes of norm.c.
 */
#include <string.h>

#include "norm/cells.h"
#include "text/utf8.h"

/* What has nothing to do still checks. */
static enum nass_code
copy(struct nass_str in, struct nass_buf *out, struct nass_err *err)
{
	size_t n = nass_utf8_valid(in);

	if (n < in.n)
		return nass_fail(err, NASS_EINPUT, n, "ill-formed UTF-8");
	return nass_buf_put(out, in, err);
}

enum nass_code
nass_norm(const struct nass_norm *norm, struct nass_str in,
    struct nass_buf *out, struct nass_map *map, struct nass_err *err)
{
	struct norm__sink sink = { .out = out, .map = map };

	if (nass_norm_is_identity(norm))
		return copy(in, out, err);
	return norm__text(norm, in, &sink, NULL, false, err);
}

enum nass_code
nass_norm_key(const struct nass_norm *norm, struct nass_str word,
    struct nass_buf *out, struct nass_err *err)
{
	struct norm__sink sink = { .out = out };

	if (nass_norm_is_identity(norm))
		return nass_buf_put(out, word, err);
	return norm__text(norm, word, &sink, NULL, true, err);
}

enum nass_code
nass_norm_explain(const struct nass_norm *norm, struct nass_str in,
    bool (*visit)(void *arg, const struct nass_norm_change *change), void *arg,
    struct nass_err *err)
{
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_buf gone = NASS_BUF_INIT;
	struct norm__sink sink = { .out = &out, .visit = visit, .arg = arg };
	enum nass_code code;

	if (nass_norm_is_identity(norm))
		code = copy(in, &out, err);
	else
		code = norm__text(norm, in, &sink, &gone, false, err);
	nass_buf_fini(&gone);
	nass_buf_fini(&out);
	return code;
}

bool
nass_norm_code_point(
    const struct nass_norm *norm, uint32_t cp, char out[64], size_t *n)
{
	const struct norm__image *image = norm__image_of(norm, cp);
	struct nass_buf made = NASS_BUF_INIT;
	char p[8] = "\xD8\xA8"; /* between two letters BEH */
	struct nass_str text = { p, 2 };

	if (image->class == NORM_FREE && !norm->needs_line) {
		memcpy(out, image->bytes, image->n);
		*n = image->n;
		return true;
	}
	*n = nass_utf8_set(out, cp);
	if (image->class == NORM_COPY && !norm->needs_line)
		return true;
	text.n += nass_utf8_set(p + 2, cp);
	memcpy(p + text.n, p, 2);
	text.n += 2;
	if (nass_norm_key(norm, text, &made, NULL) == NASS_OK && made.n >= 4 &&
	    made.n - 4 <= 64 && memcmp(made.p, p, 2) == 0 &&
	    memcmp(made.p + made.n - 2, p, 2) == 0) {
		*n = made.n - 4;
		memcpy(out, made.p + 2, *n);
	}
	nass_buf_fini(&made);
	return false;
}
