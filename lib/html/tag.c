/*
 * tag.c - start and end tags with their attributes.
 */
#include <stdlib.h>
#include <string.h>

#include "html/token.h"

static enum nass_code
add_attr(struct nass_html *h, struct nass_str name, struct nass_str v,
    struct nass_err *err)
{
	struct nass_html_attr *attr;
	size_t i;

	for (i = 0; i < h->nattr; i++)
		if (nass_str_eq(h->attr[i].name, name))
			return NASS_OK;
	if (h->nattr == h->cap) {
		i = h->cap == 0 ? 16 : h->cap * 2;
		attr = realloc(h->attr, i * sizeof(*attr));
		if (attr == NULL)
			return nass_fail_nomem(err);
		h->attr = attr;
		h->cap = i;
	}
	h->attr[h->nattr++] = (struct nass_html_attr){ name, v };
	return NASS_OK;
}

/*
 * The attribute at *at, behind white space and slashes.  *at ends behind it, or
 * at page.n if the page ends inside the tag.
 */
static enum nass_code
attribute(struct nass_html *h, size_t *at, struct nass_err *err)
{
	struct nass_str page = h->page;
	struct nass_str name;
	struct nass_str v = { "", 0 };
	size_t i = *at + 1; /* a leading '=' is part of the name */
	size_t from;
	const char *quote;
	enum nass_code code;

	while (i < page.n && !html__is_space(page.p[i]) && page.p[i] != '/' &&
	    page.p[i] != '>' && page.p[i] != '=')
		i++;
	code = html__value(h, *at, i, HTML_LOWER, &name, err);
	i = html__skip_space(page, i);
	if (code == NASS_OK && i < page.n && page.p[i] == '=') {
		i = html__skip_space(page, i + 1);
		from = i;
		if (i < page.n && (page.p[i] == '"' || page.p[i] == '\'')) {
			from = i + 1;
			quote = memchr(page.p + from, page.p[i], page.n - from);
			i = quote == NULL ? page.n : (size_t)(quote - page.p);
			code = html__value(h, from, i,
			    HTML_REFERENCES | HTML_ATTRIBUTE, &v, err);
			i += i < page.n;
		} else {
			while (i < page.n && !html__is_space(page.p[i]) &&
			    page.p[i] != '>')
				i++;
			code = html__value(h, from, i,
			    HTML_REFERENCES | HTML_ATTRIBUTE, &v, err);
		}
	}
	*at = i;
	return code == NASS_OK ? add_attr(h, name, v, err) : code;
}

/* The state that the start tag `name` begins. */
static enum nass_html_state
state_after(struct nass_str name)
{
	static const struct {
		const char *name;
		enum nass_html_state state;
	} raw[] = {
		{ "script", NASS_HTML_SCRIPT },
		{ "style", NASS_HTML_RAWTEXT },
		{ "title", NASS_HTML_RCDATA },
		{ "textarea", NASS_HTML_RCDATA },
		{ "noscript", NASS_HTML_DATA },
		{ "iframe", NASS_HTML_RAWTEXT },
		{ "noembed", NASS_HTML_RAWTEXT },
		{ "noframes", NASS_HTML_RAWTEXT },
		{ "xmp", NASS_HTML_RAWTEXT },
		{ "plaintext", NASS_HTML_PLAINTEXT },
	};
	size_t i;

	for (i = 0; i < sizeof(raw) / sizeof(raw[0]); i++)
		if (nass_str_eq(name, nass_str(raw[i].name)))
			return raw[i].state;
	return NASS_HTML_DATA;
}

/*
 * A tag whose name begins at `name`.  NASS_END: the page ended inside it, and it
 * is no token.
 */
static enum nass_code
tag(struct nass_html *h, size_t name, struct nass_html_token *t,
    struct nass_err *err)
{
	struct nass_str page = h->page;
	size_t i = name;
	enum nass_code code;

	while (i < page.n && !html__is_space(page.p[i]) && page.p[i] != '/' &&
	    page.p[i] != '>')
		i++;
	code = html__value(h, name, i, HTML_LOWER, &t->text, err);
	while (code == NASS_OK) {
		i = html__skip_space(page, i);
		if (i >= page.n) {
			h->at = page.n;
			return NASS_END;
		}
		if (page.p[i] == '>')
			break;
		if (page.p[i] != '/') {
			code = attribute(h, &i, err);
		} else if (++i < page.n && page.p[i] == '>') {
			t->is_self_closing = true;
			break;
		}
	}
	h->at = i + 1;
	t->attr = h->attr;
	t->nattr = h->nattr;
	return code;
}

enum nass_code
html__start_tag(
    struct nass_html *h, struct nass_html_token *t, struct nass_err *err)
{
	enum nass_code code = tag(h, t->at + 1, t, err);

	t->type = NASS_HTML_START;
	if (code == NASS_OK)
		nass_html_enter(h, state_after(t->text), t->text);
	return code;
}

enum nass_code
html__end_tag(
    struct nass_html *h, struct nass_html_token *t, struct nass_err *err)
{
	enum nass_code code = tag(h, t->at + 2, t, err);

	t->type = NASS_HTML_END;
	t->attr = NULL;
	t->nattr = 0;
	t->is_self_closing = false;
	h->state = NASS_HTML_DATA;
	return code;
}
