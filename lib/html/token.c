/*
 * token.c - see html.h.  The states of the standard that differ only in how they
 * report errors are one loop here: a tag, a comment, a run of text is found by its
 * end, and what needs decoding is decoded then.
 */
#include <stdlib.h>
#include <string.h>

#include "html/html.h"
#include "html/reference.h"

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

static bool
is_alpha(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static size_t
skip_space(struct nass_str page, size_t at)
{
	while (at < page.n && is_space(page.p[at]))
		at++;
	return at;
}

/* Where `needle` begins at or behind `at`; page.n if it does not. */
static size_t
find(struct nass_str page, size_t at, struct nass_str needle)
{
	const char *p;

	while (at + needle.n <= page.n) {
		p = memchr(
		    page.p + at, needle.p[0], page.n - at - needle.n + 1);
		if (p == NULL)
			break;
		at = (size_t)(p - page.p);
		if (memcmp(p, needle.p, needle.n) == 0)
			return at;
		at++;
	}
	return page.n;
}

/* Does page[at...) begin with `word`, in letters of any case? */
static bool
is_at(struct nass_str page, size_t at, struct nass_str word)
{
	size_t i;

	if (at > page.n || page.n - at < word.n)
		return false;
	for (i = 0; i < word.n; i++)
		if (lower(page.p[at + i]) != word.p[i])
			return false;
	return true;
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

/* Values -------------------------------------------------------------------- */

/* What changes a value on its way out of the page. */
enum {
	LOWER = 1 << 0,      /* names */
	REFERENCES = 1 << 1, /* &amp; */
	ATTRIBUTE = 1 << 2,  /* ... with the rule for attributes */
	KEEP_NUL = 1 << 3,   /* text of the data state */
};

static bool
needs_change(struct nass_str s, unsigned how)
{
	size_t i;

	if ((how & LOWER) != 0)
		for (i = 0; i < s.n; i++)
			if (s.p[i] >= 'A' && s.p[i] <= 'Z')
				return true;
	return memchr(s.p, '\r', s.n) != NULL ||
	    ((how & KEEP_NUL) == 0 && memchr(s.p, '\0', s.n) != NULL) ||
	    ((how & REFERENCES) != 0 && memchr(s.p, '&', s.n) != NULL);
}

/* One character of s to out; returns how many bytes of s it took. */
static size_t
decode_one(struct nass_str s, unsigned how, char out[8], size_t *nout)
{
	size_t n;

	*nout = 1;
	out[0] = (how & LOWER) != 0 ? lower(s.p[0]) : s.p[0];
	if (s.p[0] == '\r') {
		out[0] = '\n';
		return s.n > 1 && s.p[1] == '\n' ? 2 : 1;
	}
	if (s.p[0] == '\0' && (how & KEEP_NUL) == 0) {
		memcpy(out, "\xEF\xBF\xBD", 3);
		*nout = 3;
	} else if (s.p[0] == '&' && (how & REFERENCES) != 0) {
		n = html__reference(s, (how & ATTRIBUTE) != 0, out, nout);
		if (n > 0)
			return n;
		out[0] = '&';
		*nout = 1;
	}
	return 1;
}

/* page[from, to) as `how` says: a slice of the page, or a copy in the arena. */
static enum nass_code
value(struct nass_html *h, size_t from, size_t to, unsigned how,
    struct nass_str *out, struct nass_err *err)
{
	struct nass_str s = nass_str_sub(h->page, from, to);
	char bytes[8];
	size_t n;
	enum nass_code code = NASS_OK;

	*out = s;
	if (s.n == 0 || !needs_change(s, how))
		return NASS_OK;
	h->made.n = 0;
	while (s.n > 0 && code == NASS_OK) {
		s = nass_str_sub(s, decode_one(s, how, bytes, &n), s.n);
		code =
		    nass_buf_put(&h->made, (struct nass_str){ bytes, n }, err);
	}
	if (code != NASS_OK)
		return code;
	*out = nass_arena_copy(&h->arena, nass_buf_str(&h->made));
	return out->p == NULL ? nass_fail_nomem(err) : NASS_OK;
}

/* Tags ------------------------------------------------------------------- */

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

	while (i < page.n && !is_space(page.p[i]) && page.p[i] != '/' &&
	    page.p[i] != '>' && page.p[i] != '=')
		i++;
	code = value(h, *at, i, LOWER, &name, err);
	i = skip_space(page, i);
	if (code == NASS_OK && i < page.n && page.p[i] == '=') {
		i = skip_space(page, i + 1);
		from = i;
		if (i < page.n && (page.p[i] == '"' || page.p[i] == '\'')) {
			from = i + 1;
			quote = memchr(page.p + from, page.p[i], page.n - from);
			i = quote == NULL ? page.n : (size_t)(quote - page.p);
			code =
			    value(h, from, i, REFERENCES | ATTRIBUTE, &v, err);
			i += i < page.n;
		} else {
			while (i < page.n && !is_space(page.p[i]) &&
			    page.p[i] != '>')
				i++;
			code =
			    value(h, from, i, REFERENCES | ATTRIBUTE, &v, err);
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

	while (i < page.n && !is_space(page.p[i]) && page.p[i] != '/' &&
	    page.p[i] != '>')
		i++;
	code = value(h, name, i, LOWER, &t->text, err);
	while (code == NASS_OK) {
		i = skip_space(page, i);
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

static enum nass_code
start_tag(struct nass_html *h, struct nass_html_token *t, struct nass_err *err)
{
	enum nass_code code = tag(h, t->at + 1, t, err);

	t->type = NASS_HTML_START;
	if (code == NASS_OK)
		nass_html_enter(h, state_after(t->text), t->text);
	return code;
}

static enum nass_code
end_tag(struct nass_html *h, struct nass_html_token *t, struct nass_err *err)
{
	enum nass_code code = tag(h, t->at + 2, t, err);

	t->type = NASS_HTML_END;
	t->attr = NULL;
	t->nattr = 0;
	t->is_self_closing = false;
	h->state = NASS_HTML_DATA;
	return code;
}

/* Comments ------------------------------------------------------------------ */

/* A comment whose data is page[from, to); the page goes on at `next`. */
static enum nass_code
comment(struct nass_html *h, size_t from, size_t to, size_t next,
    struct nass_html_token *t, struct nass_err *err)
{
	t->type = NASS_HTML_COMMENT;
	h->at = next < h->page.n ? next : h->page.n;
	return value(h, from, to, 0, &t->text, err);
}

/* Up to the next '>'. */
static enum nass_code
bogus_comment(struct nass_html *h, size_t from, struct nass_html_token *t,
    struct nass_err *err)
{
	size_t end = find(h->page, from, NASS_STR(">"));

	return comment(h, from, end, end + 1, t, err);
}

/* Behind "<!--". */
static enum nass_code
real_comment(struct nass_html *h, size_t from, struct nass_html_token *t,
    struct nass_err *err)
{
	struct nass_str page = h->page;
	struct nass_str rest = nass_str_sub(page, from, page.n);
	size_t end;

	if (nass_str_starts(rest, NASS_STR(">")))
		return comment(h, from, from, from + 1, t, err);
	if (nass_str_starts(rest, NASS_STR("->")))
		return comment(h, from, from, from + 2, t, err);
	for (end = find(page, from, NASS_STR("--")); end < page.n;
	     end = find(page, end + 1, NASS_STR("--"))) {
		rest = nass_str_sub(page, end + 2, page.n);
		if (nass_str_starts(rest, NASS_STR(">")))
			return comment(h, from, end, end + 3, t, err);
		if (nass_str_starts(rest, NASS_STR("!>")))
			return comment(h, from, end, end + 4, t, err);
	}
	rest = nass_str_sub(page, from, page.n);
	/* The page ends in it: what began its end is not data. */
	if (rest.n >= 3 && memcmp(page.p + end - 3, "--!", 3) == 0)
		end -= 3;
	else if (rest.n >= 2 && memcmp(page.p + end - 2, "--", 2) == 0)
		end -= 2;
	else if (rest.n >= 1 && page.p[end - 1] == '-')
		end -= 1;
	return comment(h, from, end, page.n, t, err);
}

/* Doctypes ------------------------------------------------------------------ */

/*
 * The quoted id at *at, if there is one before `end`.  False if there is none,
 * or if `end` closes it: then the doctype has quirks.
 */
static bool
doctype_id(struct nass_html *h, size_t *at, size_t end, struct nass_str *id,
    enum nass_code *code, struct nass_err *err)
{
	size_t from = *at + 1;
	size_t i = from;
	char quote;

	if (*at >= end)
		return false;
	quote = h->page.p[*at];
	if (quote != '"' && quote != '\'')
		return false;
	while (i < end && h->page.p[i] != quote)
		i++;
	*at = i < end ? skip_space(nass_str_sub(h->page, 0, end), i + 1) : end;
	*code = value(h, from, i, 0, id, err);
	return i < end;
}

/* The system id; what follows a good one is passed over, even the page's end. */
static enum nass_code
system_id(struct nass_html *h, size_t at, size_t end, struct nass_html_token *t,
    struct nass_err *err)
{
	enum nass_code code = NASS_OK;

	if (!doctype_id(h, &at, end, &t->system_id, &code, err))
		t->has_quirks = true;
	else if (at < end)
		t->has_quirks = false;
	return code;
}

/* PUBLIC "..." "...", or SYSTEM "...", between the name and `end`. */
static enum nass_code
doctype_ids(struct nass_html *h, size_t at, size_t end,
    struct nass_html_token *t, struct nass_err *err)
{
	struct nass_str rest = nass_str_sub(h->page, 0, end);
	enum nass_code code = NASS_OK;

	if (at >= end)
		return code;
	if (is_at(rest, at, NASS_STR("system")))
		return system_id(h, skip_space(rest, at + 6), end, t, err);
	if (!is_at(rest, at, NASS_STR("public"))) {
		t->has_quirks = true;
		return code;
	}
	at = skip_space(rest, at + 6);
	if (!doctype_id(h, &at, end, &t->public_id, &code, err))
		t->has_quirks = true;
	else if (at < end && code == NASS_OK)
		code = system_id(h, at, end, t, err);
	return code;
}

/* Behind "<!DOCTYPE": the first '>' ends it, whatever stands before. */
static enum nass_code
doctype(struct nass_html *h, size_t at, struct nass_html_token *t,
    struct nass_err *err)
{
	size_t end = find(h->page, at, NASS_STR(">"));
	size_t from = skip_space(nass_str_sub(h->page, 0, end), at);
	size_t i = from;
	enum nass_code code;

	while (i < end && !is_space(h->page.p[i]))
		i++;
	t->type = NASS_HTML_DOCTYPE;
	t->has_quirks = end == h->page.n || i == from;
	h->at = end < h->page.n ? end + 1 : end;
	code = value(h, from, i, LOWER, &t->text, err);
	if (i == from)
		t->text.p = NULL;
	if (code == NASS_OK)
		code = doctype_ids(h,
		    skip_space(nass_str_sub(h->page, 0, end), i), end, t, err);
	return code;
}

/* Text ------------------------------------------------------------------- */

/* Does an end tag that closes the raw text begin at `at` ("</")? */
static bool
is_end(const struct nass_html *h, size_t at)
{
	size_t i = at + 2;

	if (h->last.n == 0 || i + h->last.n >= h->page.n ||
	    !is_at(h->page, i, h->last))
		return false;
	i += h->last.n;
	return is_space(h->page.p[i]) || h->page.p[i] == '/' ||
	    h->page.p[i] == '>';
}

/* Is page[at...) the name "script" and what ends a name? */
static bool
is_script(const struct nass_html *h, size_t at)
{
	return is_at(h->page, at, NASS_STR("script")) && at + 6 < h->page.n &&
	    (is_space(h->page.p[at + 6]) || h->page.p[at + 6] == '/' ||
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
		if (is_escaped && is_at(page, i, NASS_STR("-->"))) {
			is_escaped = is_double = false;
			i += 2;
		} else if (page.p[i] != '<' || i + 1 == page.n) {
			continue;
		} else if (!is_escaped && is_at(page, i, NASS_STR("<!--"))) {
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
		return find(h->page, i, NASS_STR("]]>"));
	if (h->state == NASS_HTML_SCRIPT)
		return script_end(h);
	for (;;) {
		i = find(h->page, i, NASS_STR("</"));
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
		i = find(h->page, i, NASS_STR("<"));
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
		[NASS_HTML_DATA] = REFERENCES | KEEP_NUL,
		[NASS_HTML_RCDATA] = REFERENCES,
		[NASS_HTML_CDATA] = KEEP_NUL,
		[NASS_HTML_PLAINTEXT] = 0,
	};

	t->type = NASS_HTML_TEXT;
	h->at = end;
	return value(h, t->at, end, how[h->state], &t->text, err);
}

/* The token behind the '<' at h->at; NASS_END also for "</>", which is none. */
static enum nass_code
markup(struct nass_html *h, struct nass_html_token *t, struct nass_err *err)
{
	struct nass_str rest = nass_str_sub(h->page, h->at, h->page.n);

	if (is_alpha(rest.p[1]))
		return start_tag(h, t, err);
	if (rest.p[1] == '?')
		return bogus_comment(h, h->at + 1, t, err);
	if (rest.p[1] == '/') {
		if (is_alpha(rest.p[2]))
			return end_tag(h, t, err);
		if (rest.p[2] != '>')
			return bogus_comment(h, h->at + 2, t, err);
		h->at += 3;
		return NASS_END;
	}
	if (nass_str_starts(rest, NASS_STR("<!--")))
		return real_comment(h, h->at + 4, t, err);
	if (is_at(rest, 2, NASS_STR("doctype")))
		return doctype(h, h->at + 9, t, err);
	return bogus_comment(h, h->at + 2, t, err);
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
