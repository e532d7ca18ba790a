/*
 * splice.c - new values into an old line.
 *
 *	{"id":1,"text":"old","x":[ 2 ]}
 *	               `─┬─'           ^ members that were missing
 *	               fresh
 */
#include "doc/json.h"

#include <string.h>

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The member with a fresh value that stands first at or behind `at`. */
static const struct nass_member *
next_fresh(const struct nass_member *m, size_t n, const char *at)
{
	const struct nass_member *first = NULL;
	size_t i;

	for (i = 0; i < n; i++)
		if (m[i].fresh != NULL && m[i].type != NASS_JSON_NONE &&
		    m[i].value.p >= at &&
		    (first == NULL || m[i].value.p < first->value.p))
			first = &m[i];
	return first;
}

static enum nass_code
put_between(const char *from, const char *to, struct nass_buf *out,
    struct nass_err *err)
{
	return nass_buf_put(
	    out, (struct nass_str){ from, (size_t)(to - from) }, err);
}

/* Members that the line lacks, before its closing brace. */
static enum nass_code
put_missing(const struct nass_member *m, size_t n, bool is_empty,
    struct nass_buf *out, struct nass_err *err)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (m[i].fresh == NULL || m[i].type != NASS_JSON_NONE)
			continue;
		if ((!is_empty && nass_buf_putc(out, ',', err) != NASS_OK) ||
		    nass_json_encode(m[i].name, out, err) != NASS_OK ||
		    nass_buf_putc(out, ':', err) != NASS_OK ||
		    nass_buf_put(out, *m[i].fresh, err) != NASS_OK)
			return NASS_ENOMEM;
		is_empty = false;
	}
	return NASS_OK;
}

/* Where the last member ends, and whether there is none. */
static const char *
last_end(struct nass_str line, bool *is_empty)
{
	const char *p = line.p + line.n;

	while (is_space(p[-1]))
		p--;
	p--; /* the closing brace */
	while (is_space(p[-1]))
		p--;
	*is_empty = p[-1] == '{';
	return p;
}

enum nass_code
nass_json_splice(struct nass_str line, const struct nass_member *m, size_t n,
    struct nass_buf *out, struct nass_err *err)
{
	const struct nass_member *next;
	const char *p = line.p;
	const char *last;
	size_t old = out->n;
	bool is_empty;

	last = last_end(line, &is_empty);
	while ((next = next_fresh(m, n, p)) != NULL) {
		if (put_between(p, next->value.p, out, err) != NASS_OK ||
		    nass_buf_put(out, *next->fresh, err) != NASS_OK)
			goto nomem;
		p = next->value.p + next->value.n;
	}
	if (put_between(p, last, out, err) != NASS_OK ||
	    put_missing(m, n, is_empty, out, err) != NASS_OK ||
	    put_between(last, line.p + line.n, out, err) != NASS_OK)
		goto nomem;
	return NASS_OK;
nomem:
	out->n = old;
	return NASS_ENOMEM;
}
