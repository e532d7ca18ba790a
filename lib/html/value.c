/*
 * value.c - looking around in a page, and taking values out of it.
 */
#include <string.h>

#include "html/reference.h"
#include "html/token.h"

size_t
html__skip_space(struct nass_str page, size_t at)
{
	while (at < page.n && html__is_space(page.p[at]))
		at++;
	return at;
}

size_t
html__find(struct nass_str page, size_t at, struct nass_str needle)
{
	const char *p;

	while (at + needle.n <= page.n) {
		p = memchr(
		    page.p + at, needle.p[0], page.n - at - needle.n + 1);
		if (p == NULL)
			break;
		at = (size_t)(p - page.p);
		if (memcmp(p, needle.p, needle.n) == 0)
			return at;
		at++;
	}
	return page.n;
}

bool
html__is_at(struct nass_str page, size_t at, struct nass_str word)
{
	size_t i;

	if (at > page.n || page.n - at < word.n)
		return false;
	for (i = 0; i < word.n; i++)
		if (html__lower(page.p[at + i]) != word.p[i])
			return false;
	return true;
}

static bool
needs_change(struct nass_str s, unsigned how)
{
	size_t i;

	if ((how & HTML_LOWER) != 0)
		for (i = 0; i < s.n; i++)
			if (s.p[i] >= 'A' && s.p[i] <= 'Z')
				return true;
	return memchr(s.p, '\r', s.n) != NULL ||
	    ((how & HTML_KEEP_NUL) == 0 && memchr(s.p, '\0', s.n) != NULL) ||
	    ((how & HTML_REFERENCES) != 0 && memchr(s.p, '&', s.n) != NULL);
}

/* One character of s to out; returns how many bytes of s it took. */
static size_t
decode_one(struct nass_str s, unsigned how, char out[8], size_t *nout)
{
	size_t n;

	*nout = 1;
	out[0] = (how & HTML_LOWER) != 0 ? html__lower(s.p[0]) : s.p[0];
	if (s.p[0] == '\r') {
		out[0] = '\n';
		return s.n > 1 && s.p[1] == '\n' ? 2 : 1;
	}
	if (s.p[0] == '\0' && (how & HTML_KEEP_NUL) == 0) {
		memcpy(out, "\xEF\xBF\xBD", 3);
		*nout = 3;
	} else if (s.p[0] == '&' && (how & HTML_REFERENCES) != 0) {
		n = html__reference(s, (how & HTML_ATTRIBUTE) != 0, out, nout);
		if (n > 0)
			return n;
		out[0] = '&';
		*nout = 1;
	}
	return 1;
}

enum nass_code
html__value(struct nass_html *h, size_t from, size_t to, unsigned how,
    struct nass_str *out, struct nass_err *err)
{
	struct nass_str s = nass_str_sub(h->page, from, to);
	char bytes[8];
	size_t n;
	enum nass_code code = NASS_OK;

	*out = s;
	if (s.n == 0 || !needs_change(s, how))
		return NASS_OK;
	h->made.n = 0;
	while (s.n > 0 && code == NASS_OK) {
		s = nass_str_sub(s, decode_one(s, how, bytes, &n), s.n);
		code =
		    nass_buf_put(&h->made, (struct nass_str){ bytes, n }, err);
	}
	if (code != NASS_OK)
		return code;
	*out = nass_arena_copy(&h->arena, nass_buf_str(&h->made));
	return out->p == NULL ? nass_fail_nomem(err) : NASS_OK;
}
