/*
 * find.c - the members of a record that are wanted, and that all of it is JSON.
 *
 *	{ "id" : 7 , "meta" : { ... } , "text" : "..." }
 *	  wanted     passed over        wanted
 */
#include "doc/scan.h"

static void
note_member(const struct doc__scan *s, struct nass_str name,
    enum nass_json_type type, struct nass_str value, struct nass_member *m,
    size_t n)
{
	struct nass_str plain;
	bool is_plain = nass_json_plain(name, &plain);
	size_t i;

	for (i = 0; i < n; i++)
		if (is_plain ? nass_str_eq(plain, m[i].name)
			     : doc__name_is(name, m[i].name)) {
			m[i].type = type;
			m[i].value = value;
			m[i].is_sound = !s->is_ill;
		}
}

static const char *
pass_member(struct doc__scan *s, const char *p, struct nass_member *m, size_t n)
{
	enum nass_json_type type;
	struct nass_str name;
	struct nass_str value;

	p = doc__pass_name(s, p, &name);
	if (p == NULL)
		return NULL;
	value.p = p;
	if (p < s->end && (*p == '{' || *p == '[')) {
		type = *p == '{' ? NASS_JSON_OBJECT : NASS_JSON_ARRAY;
		p = doc__pass_nested(s, p);
	} else {
		p = doc__pass_scalar(s, p, &type);
	}
	if (p == NULL)
		return NULL;
	value.n = (size_t)(p - value.p);
	note_member(s, name, type, value, m, n);
	return doc__pass_space(s, p);
}

static const char *
pass_object(struct doc__scan *s, const char *p, struct nass_member *m, size_t n)
{
	p = doc__pass_space(s, p);
	if (p == s->end || *p != '{')
		return doc__bad(s, p, "a record is a JSON object");
	p = doc__pass_space(s, p + 1);
	if (p < s->end && *p == '}')
		return doc__pass_space(s, p + 1);
	for (;;) {
		p = pass_member(s, p, m, n);
		if (p == NULL)
			return NULL;
		if (p < s->end && *p == '}')
			break;
		if (p == s->end || *p != ',')
			return doc__bad(s, p, "',' or '}' is expected");
		p = doc__pass_space(s, p + 1);
	}
	return doc__pass_space(s, p + 1);
}

enum nass_code
nass_json_find(
    struct nass_str line, struct nass_member *m, size_t n, struct nass_err *err)
{
	struct doc__scan s = { .end = line.p + line.n };
	const char *p;
	size_t i;

	for (i = 0; i < n; i++)
		m[i] = (struct nass_member){ .name = m[i].name };
	s.kernels = nass__scan();
	p = pass_object(&s, line.p, m, n);
	if (p != NULL && p != s.end)
		p = doc__bad(&s, p, "more behind the end of the object");
	if (s.is_nomem)
		return nass_fail_nomem(err);
	if (p == NULL)
		return nass_fail(
		    err, NASS_EINPUT, (uint64_t)(s.p - line.p), "%s", s.what);
	return NASS_OK;
}
