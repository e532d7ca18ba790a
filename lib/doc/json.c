/*
 * json.c - what RFC 8259 allows, value by value: see scan.h.
 *
 *	{ "id" : 7 , "meta" : { ... } , "text" : "..." }
 *	  name   value       `- doc__pass_nested: a bit a level, no recursion
 */
#include "doc/scan.h"

#include <stdlib.h>
#include <string.h>

enum {
	LEVELS_INLINE = 4096,
	WORD_BITS = 64,
};

const char *
doc__bad(struct doc__scan *s, const char *p, const char *what)
{
	s->p = p;
	s->what = p == s->end ? "the record ends too early" : what;
	return NULL;
}

/* Behind "\u". */
static const char *
pass_hex(struct doc__scan *s, const char *p)
{
	const char *last = p + 4;

	for (; p < last; p++)
		if (p == s->end || nass__hex[(unsigned char)*p] > 0xF)
			return doc__bad(s, p, "\\u needs four hex digits");
	if ((last[-4] | 0x20) == 'd' && nass__hex[(unsigned char)last[-3]] >= 8)
		s->is_ill = true; /* a surrogate */
	return p;
}

/* Behind a backslash. */
static const char *
pass_escape(struct doc__scan *s, const char *p)
{
	if (p < s->end && *p == 'u')
		return pass_hex(s, p + 1);
	if (p == s->end || doc__escape[(unsigned char)*p] == 0)
		return doc__bad(s, p, "no such escape in JSON");
	return p + 1;
}

/* At \u: escapes of the Arabic block, and what is plain between them. */
static const char *
pass_arabic(struct doc__scan *s, const char *p)
{
	size_t n;

	n = s->kernels->json_arabic(p, (size_t)(s->end - p), NULL, &n);
	if (s->kernels->utf8_valid(p, n) < n)
		s->is_ill = true;
	return p + n;
}

/* Behind the opening quote. */
static const char *
pass_string(struct doc__scan *s, const char *p)
{
	s->is_ill = false;
	p += s->kernels->json_sound(p, (size_t)(s->end - p), &s->is_ill);
	while (p < s->end && *p == '\\') {
		if (s->end - p > 1 && p[1] == 'u')
			p = pass_arabic(s, p);
		if (p < s->end && *p == '\\' &&
		    (p = pass_escape(s, p + 1)) == NULL)
			return NULL;
		if (p < s->end && *p != '\\')
			p += s->kernels->json_sound(
			    p, (size_t)(s->end - p), &s->is_ill);
	}
	if (p == s->end)
		return doc__bad(s, p, "");
	if (*p != '"')
		return doc__bad(s, p, "control character in a string");
	return p + 1;
}

static const char *
pass_digits(struct doc__scan *s, const char *p)
{
	if (p == s->end || *p < '0' || *p > '9')
		return doc__bad(s, p, "a digit is missing in a number");
	while (p < s->end && *p >= '0' && *p <= '9')
		p++;
	return p;
}

static const char *
pass_number(struct doc__scan *s, const char *p)
{
	if (*p == '-')
		p++;
	if (p < s->end && *p == '0')
		p++;
	else if ((p = pass_digits(s, p)) == NULL)
		return NULL;
	if (p < s->end && *p == '.')
		if ((p = pass_digits(s, p + 1)) == NULL)
			return NULL;
	if (p < s->end && (*p == 'e' || *p == 'E')) {
		p++;
		if (p < s->end && (*p == '+' || *p == '-'))
			p++;
		p = pass_digits(s, p);
	}
	return p;
}

static const char *
pass_literal(struct doc__scan *s, const char *p, const char *literal)
{
	for (; *literal != '\0'; literal++, p++)
		if (p == s->end || *p != *literal)
			return doc__bad(s, p, "a value is expected");
	return p;
}

const char *
doc__pass_scalar(struct doc__scan *s, const char *p, enum nass_json_type *type)
{
	switch (p < s->end ? *p : '\0') {
	case '"':
		*type = NASS_JSON_STRING;
		return pass_string(s, p + 1);
	case 't':
		*type = NASS_JSON_TRUE;
		return pass_literal(s, p, "true");
	case 'f':
		*type = NASS_JSON_FALSE;
		return pass_literal(s, p, "false");
	case 'n':
		*type = NASS_JSON_NULL;
		return pass_literal(s, p, "null");
	default:
		*type = NASS_JSON_NUMBER;
		if (p < s->end && (*p == '-' || (*p >= '0' && *p <= '9')))
			return pass_number(s, p);
		return doc__bad(s, p, "a value is expected");
	}
}

const char *
doc__pass_name(struct doc__scan *s, const char *p, struct nass_str *name)
{
	if (p == s->end || *p != '"')
		return doc__bad(s, p, "a name in quotes is expected");
	name->p = p;
	p = pass_string(s, p + 1);
	if (p == NULL)
		return NULL;
	name->n = (size_t)(p - name->p);
	p = doc__pass_space(s, p);
	if (p == s->end || *p != ':')
		return doc__bad(s, p, "':' is expected");
	return doc__pass_space(s, p + 1);
}

/* Containers ---------------------------------------------------------------
 *
 * bit[depth] is 1 for an object, 0 for an array.  The first LEVELS_INLINE are
 * on the stack of the machine; deeper ones are on the heap, doubled as needed.
 */
struct levels {
	uint64_t *bit;
	uint64_t *heap;
	size_t depth;
	size_t room;
	uint64_t small[LEVELS_INLINE / WORD_BITS];
};

static bool
levels_push(struct levels *l, bool is_object)
{
	uint64_t *bit;
	uint64_t one;

	if (l->depth == l->room) {
		bit = realloc(l->heap, l->room / 8 * 2);
		if (bit == NULL)
			return false;
		if (l->heap == NULL)
			memcpy(bit, l->small, sizeof(l->small));
		l->heap = l->bit = bit;
		l->room *= 2;
	}
	one = (uint64_t)1 << l->depth % WORD_BITS;
	if (is_object)
		l->bit[l->depth / WORD_BITS] |= one;
	else
		l->bit[l->depth / WORD_BITS] &= ~one;
	l->depth++;
	return true;
}

static bool
levels_is_object(const struct levels *l)
{
	size_t top = l->depth - 1;

	return (l->bit[top / WORD_BITS] >> top % WORD_BITS & 1) != 0;
}

/* p is at [ or {: go in.  Returns where the first value should begin. */
static const char *
go_in(struct doc__scan *s, struct levels *l, const char *p)
{
	struct nass_str name;
	bool is_object = *p == '{';

	if (!levels_push(l, is_object)) {
		s->is_nomem = true;
		return NULL;
	}
	p = doc__pass_space(s, p + 1);
	if (p < s->end && *p == (is_object ? '}' : ']')) {
		l->depth--;
		return p + 1;
	}
	if (p < s->end && is_object)
		return doc__pass_name(s, p, &name);
	if (p == s->end)
		return doc__bad(s, p, "");
	return p;
}

/* Behind a value: out of what ends here, or to the next value. */
static const char *
go_on(struct doc__scan *s, struct levels *l, const char *p)
{
	struct nass_str name;
	bool is_object;

	while (l->depth > 0) {
		p = doc__pass_space(s, p);
		is_object = levels_is_object(l);
		if (p < s->end && *p == ',') {
			p = doc__pass_space(s, p + 1);
			return is_object ? doc__pass_name(s, p, &name) : p;
		}
		if (p == s->end || *p != (is_object ? '}' : ']'))
			return doc__bad(s, p,
			    is_object ? "',' or '}' is expected"
				      : "',' or ']' is expected");
		l->depth--;
		p++;
	}
	return p;
}

static const char *
pass_levels(struct doc__scan *s, struct levels *l, const char *p)
{
	enum nass_json_type type;
	size_t depth;

	do {
		depth = l->depth;
		if (p < s->end && (*p == '{' || *p == '['))
			p = go_in(s, l, p);
		else
			p = doc__pass_scalar(s, p, &type);
		if (p != NULL && l->depth == depth) /* behind a whole value */
			p = go_on(s, l, p);
	} while (p != NULL && l->depth > 0);
	return p;
}

const char *
doc__pass_nested(struct doc__scan *s, const char *p)
{
	struct levels l;

	l.bit = l.small;
	l.heap = NULL;
	l.depth = 0;
	l.room = LEVELS_INLINE;
	p = pass_levels(s, &l, p);
	free(l.heap);
	return p;
}
