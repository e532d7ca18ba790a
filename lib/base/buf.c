/*
 * buf.c - bytes that grow.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <nass/base.h>

void
nass_buf_fini(struct nass_buf *b)
{
	free(b->p);
	*b = (struct nass_buf)NASS_BUF_INIT;
}

enum nass_code
nass_buf_grow(struct nass_buf *b, size_t extra, struct nass_err *err)
{
	size_t cap;
	char *p;

	if (extra <= b->cap - b->n)
		return NASS_OK;
	if (extra > SIZE_MAX / 2 - b->n)
		return nass_fail_nomem(err);
	/* By half: the largest line decides how much memory is needed. */
	cap = b->cap + b->cap / 2;
	if (cap < b->n + extra)
		cap = b->n + extra;
	if (cap < 64)
		cap = 64;
	p = realloc(b->p, cap);
	if (p == NULL)
		return nass_fail_nomem(err);
	b->p = p;
	b->cap = cap;
	return NASS_OK;
}

enum nass_code
nass_buf_put(struct nass_buf *b, struct nass_str s, struct nass_err *err)
{
	enum nass_code code = nass_buf_grow(b, s.n, err);

	if (code != NASS_OK || s.n == 0)
		return code;
	memcpy(b->p + b->n, s.p, s.n);
	b->n += s.n;
	return NASS_OK;
}

enum nass_code
nass_buf_putc(struct nass_buf *b, char c, struct nass_err *err)
{
	enum nass_code code = nass_buf_grow(b, 1, err);

	if (code == NASS_OK)
		b->p[b->n++] = c;
	return code;
}

enum nass_code
nass_buf_put_number(struct nass_buf *b, uint64_t number, struct nass_err *err)
{
	char digit[20];
	size_t n = sizeof(digit);

	do {
		digit[--n] = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	return nass_buf_put(
	    b, (struct nass_str){ digit + n, sizeof(digit) - n }, err);
}

enum nass_code
nass_buf_printf(struct nass_buf *b, struct nass_err *err, const char *fmt, ...)
{
	enum nass_code code;
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		return nass_fail_nomem(err);
	/* vsnprintf also writes a zero, which does not count. */
	code = nass_buf_grow(b, (size_t)n + 1, err);
	if (code != NASS_OK)
		return code;
	va_start(ap, fmt);
	vsnprintf(b->p + b->n, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->n += (size_t)n;
	return NASS_OK;
}

struct nass_str
nass_buf_str(const struct nass_buf *b)
{
	return (struct nass_str){ b->p, b->n };
}
