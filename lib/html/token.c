/*
 * token.c - see html.h.  The states of the standard that differ only in how they
 * report errors are one loop here: a tag, a comment, a run of text is found by its
 * end, and what needs decoding is decoded then.
 */
#include <stdlib.h>
#include <string.h>

#include "html/token.h"

static bool
is_alpha(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

void
nass_html_init(struct nass_html *h, struct nass_str page)
{
	*h = (struct nass_html){ .page = page };
}

void
nass_html_fini(struct nass_html *h)
{
	nass_arena_fini(&h->arena);
	nass_buf_fini(&h->made);
	free(h->attr);
}

void
nass_html_enter(
    struct nass_html *h, enum nass_html_state state, struct nass_str last)
{
	h->state = state;
	h->last = (struct nass_str){ h->last_bytes, 0 };
	if (last.n <= sizeof(h->last_bytes) && last.n > 0) {
		memcpy(h->last_bytes, last.p, last.n);
		h->last.n = last.n;
	}
}

/* Does an end tag that closes the raw text begin at `at` ("</")? */
static bool
is_end(const struct nass_html *h, size_t at)
{
	size_t i = at + 2;

	if (h->last.n == 0 || i + h->last.n >= h->page.n ||
	    !html__is_at(h->page, i, h->last))
		return false;
	i += h->last.n;
	return html__is_space(h->page.p[i]) || h->page.p[i] == '/' ||
	    h->page.p[i] == '>';
}

/* Is page[at...) the name "script" and what ends a name? */
static bool
is_script(const struct nass_html *h, size_t at)
{
	return html__is_at(h->page, at, NASS_STR("script")) &&
	    at + 6 < h->page.n &&
	    (html__is_space(h->page.p[at + 6]) || h->page.p[at + 6] == '/' ||
		h->page.p[at + 6] == '>');
}

/*
 * Where the text of a script ends (13.2.5.15 to 31): at its end tag, unless that
 * stands in <!-- <script> ... </script> -->.
 */
static size_t
script_end(const struct nass_html *h)
{
	struct nass_str page = h->page;
	size_t i = h->at;
	bool is_escaped = false;
	bool is_double = false;

	for (; i < page.n; i++) {
		if (is_escaped && html__is_at(page, i, NASS_STR("-->"))) {
			is_escaped = is_double = false;
			i += 2;
		} else if (page.p[i] != '<' || i + 1 == page.n) {
			continue;
		} else if (!is_escaped &&
		    html__is_at(page, i, NASS_STR("<!--"))) {
			is_escaped = true;
			i++; /* its dashes may be those of "-->" */
		} else if (page.p[i + 1] == '/') {
			if (is_double)
				is_double = !is_script(h, i + 2);
			else if (is_end(h, i))
				return i;
		} else if (is_escaped && is_script(h, i + 1)) {
			is_double = true;
		}
	}
	return page.n;
}

/* Where the text that begins at h->at ends, in any state but data. */
static size_t
raw_end(const struct nass_html *h)
{
	size_t i = h->at;

	if (h->state == NASS_HTML_PLAINTEXT)
		return h->page.n;
	if (h->state == NASS_HTML_CDATA)
		return html__find(h->page, i, NASS_STR("]]>"));
	if (h->state == NASS_HTML_SCRIPT)
		return script_end(h);
	for (;;) {
		i = html__find(h->page, i, NASS_STR("</"));
		if (i == h->page.n || is_end(h, i))
			return i;
		i += 2;
	}
}

/* Is the '<' at `at` the begin of a token other than text? */
static bool
is_markup(struct nass_str page, size_t at)
{
	if (at + 1 >= page.n)
		return false;
	if (page.p[at + 1] == '/')
		return at + 2 < page.n;
	return page.p[at + 1] == '!' || page.p[at + 1] == '?' ||
	    is_alpha(page.p[at + 1]);
}

static size_t
data_end(const struct nass_html *h)
{
	size_t i = h->at;

	for (;;) {
		i = html__find(h->page, i, NASS_STR("<"));
		if (i == h->page.n || is_markup(h->page, i))
			return i;
		i++;
	}
}

static enum nass_code
text(struct nass_html *h, size_t end, struct nass_html_token *t,
    struct nass_err *err)
{
	static const unsigned how[] = {
		[NASS_HTML_DATA] = HTML_REFERENCES | HTML_KEEP_NUL,
		[NASS_HTML_RCDATA] = HTML_REFERENCES,
		[NASS_HTML_CDATA] = HTML_KEEP_NUL,
		[NASS_HTML_PLAINTEXT] = 0,
	};

	t->type = NASS_HTML_TEXT;
	h->at = end;
	return html__value(h, t->at, end, how[h->state], &t->text, err);
}

/* The token behind the '<' at h->at; NASS_END also for "</>", which is none. */
static enum nass_code
markup(struct nass_html *h, struct nass_html_token *t, struct nass_err *err)
{
	struct nass_str rest = nass_str_sub(h->page, h->at, h->page.n);

	if (is_alpha(rest.p[1]))
		return html__start_tag(h, t, err);
	if (rest.p[1] == '?')
		return html__bogus_comment(h, h->at + 1, t, err);
	if (rest.p[1] == '/') {
		if (is_alpha(rest.p[2]))
			return html__end_tag(h, t, err);
		if (rest.p[2] != '>')
			return html__bogus_comment(h, h->at + 2, t, err);
		h->at += 3;
		return NASS_END;
	}
	if (nass_str_starts(rest, NASS_STR("<!--")))
		return html__comment(h, h->at + 4, t, err);
	if (html__is_at(rest, 2, NASS_STR("doctype")))
		return html__doctype(h, h->at + 9, t, err);
	return html__bogus_comment(h, h->at + 2, t, err);
}

enum nass_code
nass_html_next(
    struct nass_html *h, struct nass_html_token *t, struct nass_err *err)
{
	size_t end;
	enum nass_code code;

	nass_arena_reset(&h->arena);
	do {
		if (h->at >= h->page.n)
			return NASS_END;
		*t = (struct nass_html_token){ .at = h->at };
		h->nattr = 0;
		end = h->state == NASS_HTML_DATA ? data_end(h) : raw_end(h);
		if (end > h->at)
			return text(h, end, t, err);
		if (h->state == NASS_HTML_CDATA) {
			h->at += 3;
			h->state = NASS_HTML_DATA;
			code = NASS_END;
		} else {
			code = markup(h, t, err);
		}
	} while (code == NASS_END);
	return code;
}

struct nass_str
nass_html_get(const struct nass_html_token *t, struct nass_str name)
{
	size_t i;

	for (i = 0; i < t->nattr; i++)
		if (nass_str_eq(t->attr[i].name, name))
			return t->attr[i].value;
	return (struct nass_str){ NULL, 0 };
}
