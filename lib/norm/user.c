/*
 * user.c - mapping rules of the user's own, which run last (--rules).
 */
#include <stdlib.h>
#include <string.h>

#include "norm/cells.h"
#include "text/utf8.h"

/* `0627`, `U+0627`, or the character itself; false: none of them. */
static bool
read_cp(struct nass_str s, uint32_t *cp)
{
	char hex[8];
	size_t n;

	if (s.n > 2 && s.p[0] == 'U' && s.p[1] == '+')
		s = nass_str_sub(s, 2, s.n);
	else if (s.n > 0 && nass_utf8_valid(s) == s.n) {
		*cp = nass_utf8_get(s.p, &n);
		if (n == s.n)
			return true;
	}
	if (s.n < 4 || s.n > 6)
		return false;
	memcpy(hex, s.p, s.n);
	hex[s.n] = '\0';
	*cp = (uint32_t)strtoul(hex, NULL, 16);
	return strspn(hex, "0123456789ABCDEFabcdef") == s.n && *cp < 0x110000 &&
	    *cp - 0xD800 >= 0x800;
}

/* FIRST..LAST; no range goes across the surrogates, which are no characters. */
static bool
read_range(struct nass_str s, uint32_t *first, uint32_t *last)
{
	size_t i;

	if (read_cp(s, first)) {
		*last = *first;
		return true;
	}
	for (i = 1; i + 2 < s.n; i++)
		if (s.p[i] == '.' && s.p[i + 1] == '.')
			return read_cp(nass_str_sub(s, 0, i), first) &&
			    read_cp(nass_str_sub(s, i + 2, s.n), last) &&
			    *first <= *last &&
			    (*first < 0xD800) == (*last < 0xD800);
	return false;
}

/* The code points of `to`, separated by spaces, as UTF-8 behind rule_text. */
static enum nass_code
read_to(struct nass_norm *norm, struct nass_str to, struct norm__user_rule *r,
    uint64_t at, struct nass_err *err)
{
	size_t start = norm->rule_text.n;
	struct nass_str rest = to;
	struct nass_str part;
	uint32_t first, last;
	enum nass_code code = NASS_OK;

	r->counts_up = false;
	while (rest.p != NULL && rest.n > 0 && code == NASS_OK) {
		part = nass_str_cut(&rest, ' ');
		if (part.n == 0)
			continue;
		if (!read_range(part, &first, &last) ||
		    (first != last &&
			(part.n != to.n || last - first != r->last - r->first)))
			return nass_fail(err, NASS_EUSAGE, at,
			    "not code points: %.*s",
			    (int)(part.n < 40 ? part.n : 40), part.p);
		r->counts_up = first != last;
		code = nass_utf8_put(&norm->rule_text, first, err);
	}
	/* An offset until all rules are read: the buffer may move. */
	r->to = (struct nass_str){ NULL, norm->rule_text.n - start };
	return code;
}

static enum nass_code
read_rule(struct nass_norm *norm, struct nass_str line, uint64_t at,
    struct nass_err *err)
{
	struct nass_str rest = line;
	struct nass_str from = nass_str_cut(&rest, '\t');
	struct norm__user_rule *r;
	struct norm__user_rule fresh;
	enum nass_code code;

	if (line.n == 0 || line.p[0] == '#')
		return NASS_OK;
	if (rest.p == NULL)
		return nass_fail(err, NASS_EUSAGE, at, "no TAB in a rule");
	if (!read_range(from, &fresh.first, &fresh.last))
		return nass_fail(err, NASS_EUSAGE, at,
		    "not a code point or range: %.*s",
		    (int)(from.n < 40 ? from.n : 40), from.p);
	code = read_to(
	    norm, nass_str_cut(&rest, '\t'), &fresh, at + from.n + 1, err);
	if (code != NASS_OK)
		return code;
	r = realloc(norm->rule, (norm->nrule + 1) * sizeof(*r));
	if (r == NULL)
		return nass_fail_nomem(err);
	norm->rule = r;
	norm->rule[norm->nrule++] = fresh;
	return NASS_OK;
}

enum nass_code
nass_norm_rules(
    struct nass_norm *norm, struct nass_str tsv, struct nass_err *err)
{
	struct nass_str rest = tsv;
	struct nass_str line;
	enum nass_code code = NASS_OK;
	const char *p;
	uint64_t at;
	size_t i;

	while (rest.p != NULL && rest.n > 0 && code == NASS_OK) {
		at = (uint64_t)(rest.p - tsv.p);
		line = nass_str_line(&rest);
		code = read_rule(norm, line, at, err);
	}
	p = norm->rule_text.p;
	for (i = 0; i < norm->nrule; i++) {
		norm->rule[i].to.p = p;
		p += norm->rule[i].to.n;
	}
	return code == NASS_OK ? norm__compile(norm, err) : code;
}

static const struct norm__user_rule *
user_rule(const struct nass_norm *norm, uint32_t cp)
{
	size_t i;

	for (i = norm->nrule; i-- > 0;)
		if (norm->rule[i].first <= cp && cp <= norm->rule[i].last)
			return &norm->rule[i];
	return NULL;
}

static void
put_user(struct norm__work *w, const struct norm__cell *cell,
    const struct norm__user_rule *r)
{
	size_t at = 0;
	size_t n;
	uint32_t cp;

	if (r->to.n == 0)
		norm__drop(w, cell, NORM_NOPS);
	while (at < r->to.n) {
		cp = nass_utf8_get(r->to.p + at, &n);
		if (r->counts_up)
			cp += cell->cp - r->first;
		norm__change(w, cell, cp, NORM_NOPS);
		at += n;
	}
}

void
norm__user(struct norm__work *w)
{
	const struct norm__user_rule *r;
	size_t i;

	for (i = 0; i < w->now->n; i++) {
		r = user_rule(w->norm, w->now->p[i].cp);
		if (r == NULL || w->now->p[i].is_fixed)
			norm__keep(w, &w->now->p[i]);
		else
			put_user(w, &w->now->p[i], r);
	}
	norm__swap(w);
}
