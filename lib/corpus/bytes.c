/*
 * bytes.c - the window over an input, and other small things that readers
 * share.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "corpus/format.h"

enum {
	CHUNK = 128 * 1024
};

struct nass_str
corpus__look(const struct corpus__bytes *b)
{
	return (struct nass_str){ b->buf.p + b->at, b->buf.n - b->at };
}

void
corpus__use(struct corpus__bytes *b, size_t n)
{
	b->at += n;
	b->offset += n;
}

void
corpus__unuse(struct corpus__bytes *b, size_t n)
{
	b->at -= n;
	b->offset -= n;
}

/* Make room behind n: what was used goes, if it is much. */
static enum nass_code
make_room(struct corpus__bytes *b, size_t n, struct nass_err *err)
{
	size_t left = b->buf.n - b->at;

	if (b->at > 0 && (left == 0 || b->at >= left)) {
		memmove(b->buf.p, b->buf.p + b->at, left);
		b->buf.n = left;
		b->at = 0;
	}
	return nass_buf_grow(&b->buf, n, err);
}

/* One read of `p`; the end and failures are remembered. */
static size_t
read_some(struct corpus__bytes *b, char *p, size_t n)
{
	size_t got = 0;
	enum nass_code code = nass_in_read(b->in, p, n, &got, &b->failed);

	if (b->hash != NULL)
		nass_hasher_put(b->hash, (struct nass_str){ p, got });
	b->has_failed = code != NASS_OK;
	b->is_end = code != NASS_OK || got == 0;
	return got;
}

static enum nass_code
read_decoded(struct corpus__bytes *b, struct nass_err *err)
{
	struct nass_str raw;
	enum nass_code code = nass_buf_grow(&b->raw, CHUNK, err);
	size_t skip;

	if (code != NASS_OK)
		return code;
	b->raw.n = read_some(b, b->raw.p, CHUNK);
	skip = b->skip < b->raw.n ? (size_t)b->skip : b->raw.n;
	b->skip -= skip;
	raw = nass_str_sub(nass_buf_str(&b->raw), skip, b->raw.n);
	return nass_charset_decode(
	    b->charset, raw, b->is_end, b->how, &b->buf, err);
}

enum nass_code
corpus__want(struct corpus__bytes *b, size_t n, struct nass_err *err)
{
	enum nass_code code = NASS_OK;

	while (code == NASS_OK && b->buf.n - b->at < n && !b->is_end) {
		code = make_room(b, CHUNK, err);
		if (code != NASS_OK)
			break;
		if (b->charset != NULL)
			code = read_decoded(b, err);
		else
			b->buf.n += read_some(b, b->buf.p + b->buf.n, CHUNK);
	}
	return code;
}

static enum nass_code
too_long(struct corpus__bytes *b, uint64_t max, struct nass_err *err)
{
	uint64_t at = b->offset;
	const char *lf = NULL;
	enum nass_code code = NASS_OK;
	struct nass_str look;

	while (code == NASS_OK && lf == NULL) {
		look = corpus__look(b);
		lf = look.n > 0 ? memchr(look.p, '\n', look.n) : NULL;
		corpus__use(b, lf == NULL ? look.n : (size_t)(lf - look.p) + 1);
		if (lf == NULL && b->is_end)
			break;
		if (lf == NULL)
			code = corpus__want(b, 1, err);
	}
	b->line++;
	if (code != NASS_OK)
		return code;
	return nass_fail(err, NASS_ELIMIT, at,
	    "longer than --max-document %llu", (unsigned long long)max);
}

enum nass_code
corpus__line(struct corpus__bytes *b, uint64_t max, struct nass_str *line,
    struct nass_err *err)
{
	struct nass_str look = corpus__look(b);
	enum nass_code code;
	const char *lf = NULL;
	size_t seen = 0;

	for (;;) {
		if (look.n > seen)
			lf = memchr(look.p + seen, '\n', look.n - seen);
		if (lf != NULL || b->is_end)
			break;
		if (look.n > max)
			return too_long(b, max, err);
		seen = look.n;
		code = corpus__want(b, look.n + 1, err);
		if (code != NASS_OK)
			return code;
		look = corpus__look(b);
	}
	if (lf != NULL)
		look.n = (size_t)(lf - look.p) + 1;
	if (look.n == 0)
		return NASS_END;
	if (look.n > max)
		return too_long(b, max, err);
	*line = look;
	corpus__use(b, look.n);
	b->line++;
	return NASS_OK;
}

void
corpus__bytes_fini(struct corpus__bytes *b)
{
	nass_in_close(b->in);
	nass_charset_free(b->charset);
	nass_buf_fini(&b->raw);
	nass_buf_fini(&b->buf);
}

/* Records --------------------------------------------------------------------- */

enum nass_code
corpus__begin(struct nass_buf *out, struct nass_err *err)
{
	return nass_buf_putc(out, '{', err);
}

static enum nass_code
put_name(struct nass_buf *out, struct nass_str name, struct nass_err *err)
{
	enum nass_code code = NASS_OK;

	if (out->p[out->n - 1] != '{')
		code = nass_buf_putc(out, ',', err);
	if (code == NASS_OK)
		code = nass_json_encode(name, out, err);
	return code == NASS_OK ? nass_buf_putc(out, ':', err) : code;
}

enum nass_code
corpus__put(struct nass_buf *out, struct nass_str name, struct nass_str value,
    struct nass_err *err)
{
	enum nass_code code = put_name(out, name, err);

	return code == NASS_OK ? nass_json_encode(value, out, err) : code;
}

enum nass_code
corpus__put_number(struct nass_buf *out, struct nass_str name, uint64_t value,
    struct nass_err *err)
{
	enum nass_code code = put_name(out, name, err);

	return code == NASS_OK ? nass_buf_put_number(out, value, err) : code;
}

enum nass_code
corpus__end(struct nass_buf *out, struct nass_err *err)
{
	return nass_buf_put(out, NASS_STR("}\n"), err);
}

/* What is said ------------------------------------------------------------------ */

void
corpus__tell(struct corpus__source *s, uint64_t line, uint64_t at,
    struct nass_str bytes, const char *fmt, ...)
{
	struct nass_err why = { .code = NASS_EINPUT, .at = at };
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(why.what, sizeof(why.what), fmt, ap);
	va_end(ap);
	s->opts->tell(s->opts->arg, s->path, line, &why, bytes);
}

void
corpus__note(struct corpus__source *s, const char *fmt, ...)
{
	char what[240];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	s->opts->note(s->opts->arg, s->path, what);
}

enum nass_code
corpus__id(struct corpus__source *s, char mark, uint64_t n, struct nass_str *id,
    struct nass_err *err)
{
	enum nass_code code;

	s->id_buf.n = 0;
	code = nass_buf_put(&s->id_buf, s->id, err);
	if (code == NASS_OK)
		code = nass_buf_putc(&s->id_buf, mark, err);
	if (code == NASS_OK)
		code = nass_buf_put_number(&s->id_buf, n, err);
	*id = nass_buf_str(&s->id_buf);
	return code;
}

/* Strings ----------------------------------------------------------------------- */

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool
corpus__starts_nocase(struct nass_str s, struct nass_str prefix)
{
	size_t i;

	if (s.n < prefix.n)
		return false;
	for (i = 0; i < prefix.n; i++)
		if (lower(s.p[i]) != lower(prefix.p[i]))
			return false;
	return true;
}

bool
corpus__eq_nocase(struct nass_str a, struct nass_str b)
{
	return a.n == b.n && corpus__starts_nocase(a, b);
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct nass_str
corpus__trim(struct nass_str s)
{
	while (s.n > 0 && is_space(s.p[s.n - 1]))
		s.n--;
	while (s.n > 0 && is_space(*s.p))
		s = nass_str_sub(s, 1, s.n);
	return s;
}
