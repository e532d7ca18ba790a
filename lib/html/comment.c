/*
 * comment.c - comments, what is read as one, and doctypes.
 */
#include <string.h>

#include "html/token.h"

/* A comment whose data is page[from, to); the page goes on at `next`. */
static enum nass_code
comment(struct nass_html *h, size_t from, size_t to, size_t next,
    struct nass_html_token *t, struct nass_err *err)
{
	t->type = NASS_HTML_COMMENT;
	h->at = next < h->page.n ? next : h->page.n;
	return html__value(h, from, to, 0, &t->text, err);
}

/* Up to the next '>'. */
enum nass_code
html__bogus_comment(struct nass_html *h, size_t from, struct nass_html_token *t,
    struct nass_err *err)
{
	size_t end = html__find(h->page, from, NASS_STR(">"));

	return comment(h, from, end, end + 1, t, err);
}

/* Behind "<!--". */
enum nass_code
html__comment(struct nass_html *h, size_t from, struct nass_html_token *t,
    struct nass_err *err)
{
	struct nass_str page = h->page;
	struct nass_str rest = nass_str_sub(page, from, page.n);
	size_t end;

	if (nass_str_starts(rest, NASS_STR(">")))
		return comment(h, from, from, from + 1, t, err);
	if (nass_str_starts(rest, NASS_STR("->")))
		return comment(h, from, from, from + 2, t, err);
	for (end = html__find(page, from, NASS_STR("--")); end < page.n;
	     end = html__find(page, end + 1, NASS_STR("--"))) {
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
	*at = i < end ? html__skip_space(nass_str_sub(h->page, 0, end), i + 1)
		      : end;
	*code = html__value(h, from, i, 0, id, err);
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
	if (html__is_at(rest, at, NASS_STR("system")))
		return system_id(
		    h, html__skip_space(rest, at + 6), end, t, err);
	if (!html__is_at(rest, at, NASS_STR("public"))) {
		t->has_quirks = true;
		return code;
	}
	at = html__skip_space(rest, at + 6);
	if (!doctype_id(h, &at, end, &t->public_id, &code, err))
		t->has_quirks = true;
	else if (at < end && code == NASS_OK)
		code = system_id(h, at, end, t, err);
	return code;
}

/* Behind "<!DOCTYPE": the first '>' ends it, whatever stands before. */
enum nass_code
html__doctype(struct nass_html *h, size_t at, struct nass_html_token *t,
    struct nass_err *err)
{
	size_t end = html__find(h->page, at, NASS_STR(">"));
	size_t from = html__skip_space(nass_str_sub(h->page, 0, end), at);
	size_t i = from;
	enum nass_code code;

	while (i < end && !html__is_space(h->page.p[i]))
		i++;
	t->type = NASS_HTML_DOCTYPE;
	t->has_quirks = end == h->page.n || i == from;
	h->at = end < h->page.n ? end + 1 : end;
	code = html__value(h, from, i, HTML_LOWER, &t->text, err);
	if (i == from)
		t->text.p = NULL;
	if (code == NASS_OK)
		code = doctype_ids(h,
		    html__skip_space(nass_str_sub(h->page, 0, end), i), end, t,
		    err);
	return code;
}
