/*
 * str.c - byte strings that are looked at, never owned.
 */
#include <assert.h>
#include <string.h>

#include <nass/base.h>

struct nass_str
nass_str(const char *zero_terminated)
{
	return (struct nass_str){ zero_terminated, strlen(zero_terminated) };
}

struct nass_str
nass_str_sub(struct nass_str s, size_t from, size_t to)
{
	assert(from <= to && to <= s.n);
	return (struct nass_str){ from == 0 ? s.p : s.p + from, to - from };
}

bool
nass_str_eq(struct nass_str a, struct nass_str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool
nass_str_starts(struct nass_str s, struct nass_str prefix)
{
	return s.n >= prefix.n &&
	    (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}

int
nass_str_cmp(struct nass_str a, struct nass_str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n == 0 ? 0 : memcmp(a.p, b.p, n);

	if (order != 0)
		return order < 0 ? -1 : 1;
	return (a.n > b.n) - (a.n < b.n);
}

struct nass_str
nass_str_cut(struct nass_str *rest, char sep)
{
	struct nass_str head = *rest;
	const char *p = head.n == 0 ? NULL : memchr(head.p, sep, head.n);

	if (p == NULL) {
		*rest = (struct nass_str){ NULL, 0 };
		return head;
	}
	head.n = (size_t)(p - head.p);
	rest->p = p + 1;
	rest->n -= head.n + 1;
	return head;
}

struct nass_str
nass_str_line(struct nass_str *rest)
{
	struct nass_str line = nass_str_cut(rest, '\n');

	if (line.n > 0 && line.p[line.n - 1] == '\r')
		line.n--;
	return line;
}

bool
nass_str_number(struct nass_str s, uint64_t min, uint64_t max, uint64_t *number)
{
	uint64_t x = 0;
	uint64_t digit;
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		digit = (uint64_t)(s.p[i] - '0');
		if (x > (UINT64_MAX - digit) / 10)
			return false;
		x = x * 10 + digit;
	}
	if (s.n == 0 || x < min || x > max)
		return false;
	*number = x;
	return true;
}
