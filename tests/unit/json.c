/*
 * json.c - see json.h.
 */
#include "json.h"

#include <check.h>
#include <string.h>

#include "random.h"

/* Reference: a validator by recursive descent, in another style ------------- */

static size_t ref_value(const char *p, size_t n, size_t at);

#define REF_BAD SIZE_MAX

static size_t
ref_space(const char *p, size_t n, size_t at)
{
	while (at < n && strchr(" \t\r\n", p[at]) != NULL && p[at] != '\0')
		at++;
	return at;
}

static size_t
ref_string(const char *p, size_t n, size_t at)
{
	size_t i;

	if (at >= n || p[at] != '"')
		return REF_BAD;
	for (at++; at < n; at++) {
		if (p[at] == '"')
			return at + 1;
		if ((unsigned char)p[at] < 32)
			return REF_BAD;
		if (p[at] != '\\')
			continue;
		at++;
		if (at < n && p[at] == 'u') {
			for (i = 1; i <= 4; i++)
				if (at + i >= n || p[at + i] == '\0' ||
				    strchr("0123456789abcdefABCDEF",
					p[at + i]) == NULL)
					return REF_BAD;
			at += 4;
		} else if (at >= n || p[at] == '\0' ||
		    strchr("\"\\/bfnrt", p[at]) == NULL) {
			return REF_BAD;
		}
	}
	return REF_BAD;
}

static size_t
ref_digits(const char *p, size_t n, size_t at)
{
	size_t from = at;

	while (at < n && p[at] >= '0' && p[at] <= '9')
		at++;
	return at == from ? REF_BAD : at;
}

static size_t
ref_number(const char *p, size_t n, size_t at)
{
	if (at < n && p[at] == '-')
		at++;
	if (at < n && p[at] == '0')
		at++;
	else
		at = ref_digits(p, n, at);
	if (at != REF_BAD && at < n && p[at] == '.')
		at = ref_digits(p, n, at + 1);
	if (at != REF_BAD && at < n && (p[at] == 'e' || p[at] == 'E')) {
		at++;
		if (at < n && (p[at] == '+' || p[at] == '-'))
			at++;
		at = ref_digits(p, n, at);
	}
	return at;
}

static size_t
ref_members(const char *p, size_t n, size_t at, bool is_object)
{
	char close = is_object ? '}' : ']';

	at = ref_space(p, n, at);
	if (at < n && p[at] == close)
		return at + 1;
	for (;;) {
		if (is_object) {
			at = ref_string(p, n, ref_space(p, n, at));
			if (at == REF_BAD)
				return REF_BAD;
			at = ref_space(p, n, at);
			if (at >= n || p[at] != ':')
				return REF_BAD;
			at++;
		}
		at = ref_value(p, n, ref_space(p, n, at));
		if (at == REF_BAD)
			return REF_BAD;
		at = ref_space(p, n, at);
		if (at >= n || (p[at] != ',' && p[at] != close))
			return REF_BAD;
		if (p[at] == close)
			return at + 1;
		at++;
	}
}

static size_t
ref_value(const char *p, size_t n, size_t at)
{
	static const char *const words[] = { "true", "false", "null" };
	size_t i;

	if (at >= n)
		return REF_BAD;
	if (p[at] == '{' || p[at] == '[')
		return ref_members(p, n, at + 1, p[at] == '{');
	if (p[at] == '"')
		return ref_string(p, n, at);
	for (i = 0; i < 3; i++)
		if (n - at >= strlen(words[i]) &&
		    memcmp(p + at, words[i], strlen(words[i])) == 0)
			return at + strlen(words[i]);
	return ref_number(p, n, at);
}

bool
json_is_string(struct nass_str s)
{
	return ref_string(s.p, s.n, 0) == s.n;
}

bool
json_is_object(struct nass_str s)
{
	size_t at = ref_space(s.p, s.n, 0);

	if (at >= s.n || s.p[at] != '{')
		return false;
	at = ref_value(s.p, s.n, at);
	return at != REF_BAD && ref_space(s.p, s.n, at) == s.n;
}

/* Random JSON ---------------------------------------------------------------- */

void
json_put(struct nass_buf *b, const char *s)
{
	if (nass_buf_put(b, nass_str(s), NULL) != NASS_OK)
		ck_abort(); /* an assertion that holds costs a system call */
}

static void
put_space(struct nass_buf *b)
{
	static const char *const some[] = { "", "", "", " ", "\t", "  \r" };

	json_put(b, some[random_below(6)]);
}

static void
json_string(struct nass_buf *b)
{
	static const char *const some[] = { "id", "text", "a", "\\u0643",
		"\\ud83d\\ude00", "\\ud83d", "\\n", "\\\"", "\\\\", "\\/",
		"\xD9\x83", "plain words of some length and more of them", " ",
		"te\\u0078t", "\\u0000", "\\uFFFF\\u06a9\\u06Af", "7" };
	size_t n = random_below(4);

	json_put(b, "\"");
	while (n-- > 0)
		json_put(b, some[random_below(sizeof(some) / sizeof(some[0]))]);
	json_put(b, "\"");
}

static void
json_value(struct nass_buf *b, unsigned depth)
{
	static const char *const some[] = { "null", "true", "false", "0", "-1",
		"12.50e+7", "1E-2", "[]", "{}" };
	size_t n;
	size_t i;
	bool is_object;

	if (depth == 0 || random_below(3) == 0) {
		if (random_below(2) == 0)
			json_string(b);
		else
			json_put(b, some[random_below(9)]);
		return;
	}
	is_object = random_below(2) == 0;
	json_put(b, is_object ? "{" : "[");
	n = random_below(4);
	for (i = 0; i < n; i++) {
		json_put(b, i > 0 ? "," : "");
		put_space(b);
		if (is_object) {
			json_string(b);
			put_space(b);
			json_put(b, ":");
			put_space(b);
		}
		json_value(b, depth - 1);
		put_space(b);
	}
	json_put(b, is_object ? "}" : "]");
}

void
json_record(struct nass_buf *b)
{
	size_t n = random_below(5);
	size_t i;

	put_space(b);
	json_put(b, "{");
	for (i = 0; i < n; i++) {
		json_put(b, i > 0 ? "," : "");
		put_space(b);
		json_string(b);
		json_put(b, ":");
		put_space(b);
		json_value(b, 3);
	}
	put_space(b);
	json_put(b, "}");
	put_space(b);
}

/* Break, cut, double or replace a byte. */
void
json_damage(struct nass_buf *b)
{
	static const char some[] = "{}[]\",:\\u0aEe+-. \n\x01\x80tfn1";
	size_t at;

	if (b->n == 0)
		return;
	at = random_below(b->n);
	switch (random_below(4)) {
	case 0:
		b->n = at;
		break;
	case 1:
		memmove(b->p + at, b->p + at + 1, b->n - at - 1);
		b->n--;
		break;
	default:
		b->p[at] = some[random_below(sizeof(some) - 1)];
		break;
	}
}
