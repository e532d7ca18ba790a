/*
 * jsonld.c - title, date and author out of JSON-LD (judge.h): the first object
 * that has a headline, at the top, in an array, or in @graph.
 */
#include <nass/doc.h>

#include "boiler/judge.h"

/* The end of the JSON value that begins at s.p[0]: past its bracket or quote. */
static size_t
value_end(struct nass_str s)
{
	size_t depth = 0;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '"') {
			for (i++; i < s.n && s.p[i] != '"'; i++)
				i += s.p[i] == '\\';
		} else if (c == '{' || c == '[') {
			depth++;
		} else if ((c == '}' || c == ']') && --depth == 0) {
			return i + 1;
		}
	}
	return s.n;
}

/* The next object of an array, from *at on; p == NULL: none. */
static struct nass_str
next_object(struct nass_str array, size_t *at)
{
	struct nass_str none = { NULL, 0 };
	size_t from = *at;
	size_t n;

	while (from < array.n && array.p[from] != '{')
		from++;
	if (from >= array.n)
		return none;
	n = value_end(nass_str_sub(array, from, array.n));
	*at = from + n;
	return nass_str_sub(array, from, from + n);
}

static enum nass_code
keep(struct nass_str *to, const struct nass_member *m, struct nass_arena *arena,
    struct nass_err *err)
{
	struct nass_buf b = NASS_BUF_INIT;

	if (to->n > 0 || m->type != NASS_JSON_STRING)
		return NASS_OK;
	if (nass_json_decode(m->value, &b, NULL, err) != NASS_OK) {
		nass_buf_fini(&b);
		return NASS_ENOMEM;
	}
	*to = nass_arena_copy(arena, nass_buf_str(&b));
	nass_buf_fini(&b);
	return to->p == NULL ? nass_fail_nomem(err) : NASS_OK;
}

/* A string; or the name of an object, or of the first object of an array. */
static enum nass_code
keep_name(struct nass_str *to, const struct nass_member *m,
    struct nass_arena *arena, struct nass_err *err)
{
	struct nass_member name = { .name = NASS_STR("name") };
	struct nass_str object = m->value;
	size_t at = 0;

	if (m->type != NASS_JSON_OBJECT && m->type != NASS_JSON_ARRAY)
		return keep(to, m, arena, err);
	object = next_object(object, &at);
	if (object.p == NULL ||
	    nass_json_find(object, &name, 1, NULL) != NASS_OK)
		return NASS_OK;
	return keep(to, &name, arena, err);
}

/* Title, date and author of an object that has a headline. */
static enum nass_code
keep_headline(struct nass_html_meta *meta, const struct nass_member m[3],
    struct nass_arena *arena, struct nass_err *err)
{
	enum nass_code code = keep(&meta->title, &m[0], arena, err);

	if (code == NASS_OK)
		code = keep(&meta->date, &m[1], arena, err);
	return code == NASS_OK ? keep_name(&meta->author, &m[2], arena, err)
			       : code;
}

/* *is_found: it has a headline, or one of its graph has. */
static enum nass_code
read_object(struct nass_html_meta *meta, struct nass_str object, bool has_graph,
    bool *is_found, struct nass_arena *arena, struct nass_err *err)
{
	struct nass_member m[] = {
		{ .name = NASS_STR("headline") },
		{ .name = NASS_STR("datePublished") },
		{ .name = NASS_STR("author") },
		{ .name = NASS_STR("@graph") },
	};
	enum nass_code code = NASS_OK;
	struct nass_str inner;
	size_t at = 0;

	if (nass_json_find(object, m, 4, NULL) != NASS_OK)
		return NASS_OK;
	*is_found = m[0].type == NASS_JSON_STRING;
	if (*is_found)
		return keep_headline(meta, m, arena, err);
	while (has_graph && m[3].type == NASS_JSON_ARRAY && !*is_found &&
	    code == NASS_OK && (inner = next_object(m[3].value, &at)).p != NULL)
		code = read_object(meta, inner, false, is_found, arena, err);
	return code;
}

enum nass_code
boiler__read_json(
    struct nass_html_meta *meta, struct nass_arena *arena, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	bool is_found = false;

	for (size_t i = 0; i < meta->njson && !is_found; i++) {
		struct nass_str object;
		size_t at = 0;

		while (!is_found && code == NASS_OK &&
		    (object = next_object(meta->json[i], &at)).p != NULL)
			code = read_object(
			    meta, object, true, &is_found, arena, err);
	}
	return code;
}
