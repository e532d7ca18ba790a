/*
 * json.c - check a line against RFC 8259 and remember where members stand.
 *
 *	{ "id" : 7 , "meta" : { ... } , "text" : "..." }
 *	  name   value       `- pass_nested: a bit a level, no recursion
 *
 * Every function here takes the place where something should begin and
 * returns the place behind it; at an error it returns NULL and leaves the
 * first byte that breaks the grammar in s->p.
 */
#include "doc/json.h"

#include <stdlib.h>
#include <string.h>

#include "simd/scan.h"

enum {
	LEVELS_INLINE = 4096,
	WORD_BITS = 64,
};

struct scan {
	const char *p; /* where an error stands */
	const char *end;
	const char *what;
	const struct nass_scan_kernels *kernels;
	bool is_nomem;
	bool is_ill; /* the string that was passed last: see is_sound */
};

static const char *
bad(struct scan *s, const char *p, const char *what)
{
	s->p = p;
	s->what = p == s->end ? "the record ends too early" : what;
	return NULL;
}

static inline const char *
pass_space(const struct scan *s, const char *p)
{
	while (p < s->end && (unsigned char)*p <= ' ' &&
	    (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r'))
		p++;
	return p;
}

/* Behind "\u". */
static const char *
pass_hex(struct scan *s, const char *p)
{
	const char *last = p + 4;

	for (; p < last; p++)
		if (p == s->end || nass__hex[(unsigned char)*p] > 0xF)
			return bad(s, p, "\\u needs four hex digits");
	if ((last[-4] | 0x20) == 'd' && nass__hex[(unsigned char)last[-3]] >= 8)
		s->is_ill = true; /* a surrogate */
	return p;
}

/* Behind a backslash. */
static const char *
pass_escape(struct scan *s, const char *p)
{
	if (p < s->end && *p == 'u')
		return pass_hex(s, p + 1);
	if (p == s->end || doc__escape[(unsigned char)*p] == 0)
		return bad(s, p, "no such escape in JSON");
	return p + 1;
}

/* At \u: escapes of the Arabic block, and what is plain between them. */
static const char *
pass_arabic(struct scan *s, const char *p)
{
	size_t n;

	n = s->kernels->json_arabic(p, (size_t)(s->end - p), NULL, &n);
	if (s->kernels->utf8_valid(p, n) < n)
		s->is_ill = true;
	return p + n;
}

/* Behind the opening quote. */
static const char *
pass_string(struct scan *s, const char *p)
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
		return bad(s, p, "");
	if (*p != '"')
		return bad(s, p, "control character in a string");
	return p + 1;
}

static const char *
pass_digits(struct scan *s, const char *p)
{
	if (p == s->end || *p < '0' || *p > '9')
		return bad(s, p, "a digit is missing in a number");
	while (p < s->end && *p >= '0' && *p <= '9')
		p++;
	return p;
}

static const char *
pass_number(struct scan *s, const char *p)
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
pass_literal(struct scan *s, const char *p, const char *literal)
{
	for (; *literal != '\0'; literal++, p++)
		if (p == s->end || *p != *literal)
			return bad(s, p, "a value is expected");
	return p;
}

/* A value that is no array and no object; its type. */
static const char *
pass_scalar(struct scan *s, const char *p, enum nass_json_type *type)
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
		return bad(s, p, "a value is expected");
	}
}

/* A name and its colon: returns where the value begins. */
static const char *
pass_name(struct scan *s, const char *p, struct nass_str *name)
{
	if (p == s->end || *p != '"')
		return bad(s, p, "a name in quotes is expected");
	name->p = p;
	p = pass_string(s, p + 1);
	if (p == NULL)
		return NULL;
	name->n = (size_t)(p - name->p);
	p = pass_space(s, p);
	if (p == s->end || *p != ':')
		return bad(s, p, "':' is expected");
	return pass_space(s, p + 1);
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
go_in(struct scan *s, struct levels *l, const char *p)
{
	struct nass_str name;
	bool is_object = *p == '{';

	if (!levels_push(l, is_object)) {
		s->is_nomem = true;
		return NULL;
	}
	p = pass_space(s, p + 1);
	if (p < s->end && *p == (is_object ? '}' : ']')) {
		l->depth--;
		return p + 1;
	}
	if (p < s->end && is_object)
		return pass_name(s, p, &name);
	if (p == s->end)
		return bad(s, p, "");
	return p;
}

/* Behind a value: out of what ends here, or to the next value. */
static const char *
go_on(struct scan *s, struct levels *l, const char *p)
{
	struct nass_str name;
	bool is_object;

	while (l->depth > 0) {
		p = pass_space(s, p);
		is_object = levels_is_object(l);
		if (p < s->end && *p == ',') {
			p = pass_space(s, p + 1);
			return is_object ? pass_name(s, p, &name) : p;
		}
		if (p == s->end || *p != (is_object ? '}' : ']'))
			return bad(s, p,
			    is_object ? "',' or '}' is expected"
				      : "',' or ']' is expected");
		l->depth--;
		p++;
	}
	return p;
}

static const char *
pass_levels(struct scan *s, struct levels *l, const char *p)
{
	enum nass_json_type type;
	size_t depth;

	do {
		depth = l->depth;
		if (p < s->end && (*p == '{' || *p == '['))
			p = go_in(s, l, p);
		else
			p = pass_scalar(s, p, &type);
		if (p != NULL && l->depth == depth) /* behind a whole value */
			p = go_on(s, l, p);
	} while (p != NULL && l->depth > 0);
	return p;
}

static const char *
pass_nested(struct scan *s, const char *p)
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

/* The wanted members --------------------------------------------------------- */

static void
note_member(const struct scan *s, struct nass_str name,
    enum nass_json_type type, struct nass_str value, struct nass_member *m,
    size_t n)
{
	struct nass_str plain;
	bool is_plain = nass_json_plain(name, &plain);
	size_t i;

	for (i = 0; i < n; i++)
		if (is_plain ? plain.n == m[i].name.n &&
			    memcmp(plain.p, m[i].name.p, plain.n) == 0
			     : doc__name_is(name, m[i].name)) {
			m[i].type = type;
			m[i].value = value;
			m[i].is_sound = !s->is_ill;
		}
}

static const char *
pass_member(struct scan *s, const char *p, struct nass_member *m, size_t n)
{
	enum nass_json_type type;
	struct nass_str name;
	struct nass_str value;

	p = pass_name(s, p, &name);
	if (p == NULL)
		return NULL;
	value.p = p;
	if (p < s->end && (*p == '{' || *p == '[')) {
		type = *p == '{' ? NASS_JSON_OBJECT : NASS_JSON_ARRAY;
		p = pass_nested(s, p);
	} else {
		p = pass_scalar(s, p, &type);
	}
	if (p == NULL)
		return NULL;
	value.n = (size_t)(p - value.p);
	note_member(s, name, type, value, m, n);
	return pass_space(s, p);
}

static const char *
pass_object(struct scan *s, const char *p, struct nass_member *m, size_t n)
{
	p = pass_space(s, p);
	if (p == s->end || *p != '{')
		return bad(s, p, "a record is a JSON object");
	p = pass_space(s, p + 1);
	if (p < s->end && *p == '}')
		return pass_space(s, p + 1);
	for (;;) {
		p = pass_member(s, p, m, n);
		if (p == NULL)
			return NULL;
		if (p < s->end && *p == '}')
			break;
		if (p == s->end || *p != ',')
			return bad(s, p, "',' or '}' is expected");
		p = pass_space(s, p + 1);
	}
	return pass_space(s, p + 1);
}

enum nass_code
nass_json_find(
    struct nass_str line, struct nass_member *m, size_t n, struct nass_err *err)
{
	struct scan s = { .end = line.p + line.n };
	const char *p;
	size_t i;

	for (i = 0; i < n; i++)
		m[i] = (struct nass_member){ .name = m[i].name };
	s.kernels = nass__scan();
	p = pass_object(&s, line.p, m, n);
	if (p != NULL && p != s.end)
		p = bad(&s, p, "more behind the end of the object");
	if (s.is_nomem)
		return nass_fail_nomem(err);
	if (p == NULL)
		return nass_fail(
		    err, NASS_EINPUT, (uint64_t)(s.p - line.p), "%s", s.what);
	return NASS_OK;
}
