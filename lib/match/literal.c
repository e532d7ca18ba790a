/*
 * literal.c - letters that every match of a regular expression holds.
 *
 *	a+bcd(ef|g)?h|ij*k	branches at the top:	a+bcd(ef|g)?h	ij*k
 *				letters outside groups	a  bcd       h	i  k
 *				needles			   bcd		i or k
 */
#include <ctype.h>
#include <string.h>

#include "match/fast.h"
#include "text/utf8.h"

static bool
is_letter(char c)
{
	return (unsigned char)c >= 0x80 ||
	    ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* Behind the `[:alpha:]` or the bracket that stands at `at` in a class. */
static size_t
skip_named(struct nass_str expr, size_t at)
{
	size_t end = at + 2;

	while (end < expr.n && (is_letter(expr.p[end]) || expr.p[end] == '^'))
		end++;
	return at + 1 < expr.n && expr.p[at + 1] == ':' && end + 1 < expr.n &&
		expr.p[end] == ':' && expr.p[end + 1] == ']'
	    ? end + 2
	    : at + 1;
}

/*
 * Behind the class that opens at `at`; expr.n if it never closes.  A bracket that
 * stands first closes nothing.
 */
static size_t
skip_class(struct nass_str expr, size_t at)
{
	at++;
	at += at < expr.n && expr.p[at] == '^';
	at += at < expr.n && expr.p[at] == ']';
	while (at < expr.n && expr.p[at] != ']')
		if (expr.p[at] == '[')
			at = skip_named(expr, at);
		else
			at += expr.p[at] == '\\' ? 2 : 1;
	return at < expr.n ? at + 1 : expr.n;
}

/* Behind the group that opens at `at`; expr.n if it never closes. */
static size_t
skip_group(struct nass_str expr, size_t at)
{
	size_t depth = 0;

	while (at < expr.n) {
		char c = expr.p[at];

		if (c == '[') {
			at = skip_class(expr, at);
			continue;
		}
		at += c == '\\' ? 2 : 1;
		depth += c == '(';
		depth -= c == ')';
		if (depth == 0)
			return at;
	}
	return expr.n;
}

/* Options change what letters mean, and quoting, comments and names how. */
static bool
is_opaque(struct nass_str expr)
{
	size_t i;

	for (i = 0; i + 1 < expr.n; i++) {
		char next = expr.p[i + 1];

		if (expr.p[i] == '#' || next == '#' ||
		    (expr.p[i] == '(' && next == '*') ||
		    (expr.p[i] == '\\' && strchr("QEcxopgkNPL", next) != NULL))
			return true;
		if (expr.p[i] == '(' && next == '?' &&
		    (i + 2 == expr.n || strchr(":=!", expr.p[i + 2]) == NULL))
			return true;
	}
	return false;
}

/* Behind what stands at `at`: a group, a class, a count, a character. */
static size_t
skip_item(struct nass_str expr, size_t at)
{
	size_t n;

	switch (expr.p[at]) {
	case '(':
		return skip_group(expr, at);
	case '[':
		return skip_class(expr, at);
	case '{':
		while (at < expr.n && expr.p[at++] != '}')
			continue;
		return at;
	case '\\':
		if (++at == expr.n)
			return at;
		break;
	default:
		break;
	}
	nass_utf8_get(expr.p + at, &n);
	return at + n;
}

/* May a character of the class expr[0..n) be a blank? */
static bool class_meets_blank(struct nass_str class)
{
	size_t i;

	if (class.n > 1 && class.p[1] == '^')
		return memchr(class.p, ' ', class.n) == NULL;
	for (i = 1; i < class.n; i++)
		if ((unsigned char)class.p[i] <= ' ' || class.p[i] == '\\' ||
		    class.p[i] == '[')
			return true;
	return false;
}

/* May a match of the expression, or what is inside its groups, hold a blank? */
static bool
meets_blank(struct nass_str expr)
{
	size_t end;
	size_t at;

	for (at = 0; at < expr.n; at = end) {
		char c = expr.p[at];

		end = at + 1;
		if (c == ' ' || c == '.')
			return true;
		if (c == '[') {
			end = skip_class(expr, at);
			if (class_meets_blank(nass_str_sub(expr, at, end)))
				return true;
		} else if (c == '\\' && end < expr.n) {
			c = expr.p[end++];
			if (strchr("wdbBS", c) == NULL &&
			    ((unsigned char)c <= ' ' ||
				isalnum((unsigned char)c)))
				return true;
		}
	}
	return false;
}

/* The first branch of *rest, which then begins behind it; p NULL: the last. */
static struct nass_str
cut_branch(struct nass_str *rest)
{
	struct nass_str all = *rest;
	size_t at = 0;

	while (at < all.n && all.p[at] != '|')
		at = skip_item(all, at);
	if (at < all.n)
		*rest = nass_str_sub(all, at + 1, all.n);
	else
		*rest = (struct nass_str){ NULL, 0 };
	return nass_str_sub(all, 0, at);
}

/* Is what stands in expr[begin..end) a letter that no quantifier takes away? */
static bool
is_sure(struct nass_str expr, size_t begin, size_t end)
{
	return is_letter(expr.p[begin]) &&
	    (end >= expr.n || strchr("*?{", expr.p[end]) == NULL);
}

/*
 * The best run of letters of a branch: outside groups and classes, but for one
 * that a quantifier may take away.
 */
static void
best_of_branch(
    const struct nass_match *m, struct nass_str expr, struct match__best *best)
{
	size_t from = 0;
	size_t at = 0;
	size_t begin;

	best->n = 0;
	best->score = 0;
	while (at < expr.n) {
		begin = at;
		at = skip_item(expr, at);
		if (is_sure(expr, begin, at))
			continue;
		match__offer_runs(
		    m->fast, nass_str_sub(expr, from, begin), false, best);
		from = at;
	}
	match__offer_runs(
	    m->fast, nass_str_sub(expr, from, expr.n), false, best);
}

struct nass_str
match__lead(struct nass_str expr)
{
	const struct nass_str none = { NULL, 0 };
	struct nass_str rest = expr;
	struct nass_str branch = cut_branch(&rest);
	size_t begin = 0;
	size_t from = 0;
	size_t at = 0;

	if (rest.p != NULL || is_opaque(expr))
		return none;
	while (at < branch.n) {
		at = skip_item(branch, at);
		if (!is_sure(branch, begin, at)) {
			if (from < begin)
				break;
			from = at;
		}
		begin = at;
	}
	if (from == begin || meets_blank(nass_str_sub(branch, 0, from)))
		return none;
	return nass_str_sub(branch, from, begin);
}

enum nass_code
match__literals_add(struct nass_match *m, size_t pattern, bool *is_possible,
    struct nass_err *err)
{
	struct nass_str rest = m->pattern[pattern].folded;
	enum nass_code code = NASS_OK;
	struct match__best best;

	*is_possible = !is_opaque(rest);
	while (rest.p != NULL && *is_possible && code == NASS_OK) {
		best_of_branch(m, cut_branch(&rest), &best);
		*is_possible = best.n > 0;
		if (best.n > 0)
			code = match__needle_add(m, pattern, &best, err);
	}
	return code;
}
