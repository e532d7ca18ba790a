/* meta.c - what a page says of itself (meta.h). */
#include "html/meta.h"

#include <string.h>

enum field {
	TITLE,
	DATE,
	AUTHOR,
	LANGUAGE,
	URL,
	SITE,
};

/* name, property or itemprop of a meta element; the higher rank wins. */
static const struct {
	const char *name;
	enum field field;
	uint8_t rank;
} sources[] = {
	{ "og:title", TITLE, 9 },
	{ "twitter:title", TITLE, 8 },
	{ "headline", TITLE, 7 },
	{ "dc.title", TITLE, 6 },
	{ "article:published_time", DATE, 9 },
	{ "datepublished", DATE, 8 },
	{ "dc.date.issued", DATE, 7 },
	{ "dc.date", DATE, 6 },
	{ "pubdate", DATE, 5 },
	{ "date", DATE, 4 },
	{ "author", AUTHOR, 9 },
	{ "article:author", AUTHOR, 8 },
	{ "dc.creator", AUTHOR, 7 },
	{ "content-language", LANGUAGE, 5 },
	{ "og:locale", LANGUAGE, 4 },
	{ "og:url", URL, 5 },
	{ "og:site_name", SITE, 9 },
};

static struct nass_str *
place_of(struct html__meta *m, enum field f)
{
	struct nass_html_meta *a = &m->found;

	switch (f) {
	case TITLE:
		return &a->title;
	case DATE:
		return &a->date;
	case AUTHOR:
		return &a->author;
	case LANGUAGE:
		return &a->language;
	case URL:
		return &a->url;
	case SITE:
		break;
	}
	return &a->site;
}

static struct nass_str
trim(struct nass_str s)
{
	while (s.n > 0 && (unsigned char)s.p[0] <= ' ')
		s = nass_str_sub(s, 1, s.n);
	while (s.n > 0 && (unsigned char)s.p[s.n - 1] <= ' ')
		s.n--;
	return s;
}

static enum nass_code
keep(struct html__meta *m, enum field f, uint8_t rank, struct nass_str value,
    struct nass_arena *arena, struct nass_err *err)
{
	struct nass_str copy;

	value = trim(value);
	if (value.n == 0 || rank <= m->rank[f])
		return NASS_OK;
	if (f == AUTHOR && nass_str_starts(value, NASS_STR("http")))
		return NASS_OK;
	copy = nass_arena_copy(arena, value);
	if (copy.p == NULL)
		return nass_fail_nomem(err);
	*place_of(m, f) = copy;
	m->rank[f] = rank;
	return NASS_OK;
}

static bool
eq_folded(struct nass_str s, const char *lower)
{
	size_t i;

	for (i = 0; i < s.n && lower[i] != '\0'; i++)
		if ((s.p[i] | (s.p[i] >= 'A' && s.p[i] <= 'Z' ? 0x20 : 0)) !=
		    lower[i])
			return false;
	return i == s.n && lower[i] == '\0';
}

static enum nass_code
meta_element(struct html__meta *m, const struct nass_html_token *t,
    struct nass_arena *arena, struct nass_err *err)
{
	static const char *const attr[] = { "property", "name", "itemprop",
		"http-equiv" };
	struct nass_str content = nass_html_get(t, NASS_STR("content"));

	for (size_t a = 0; a < 4 && content.p != NULL; a++) {
		struct nass_str name = nass_html_get(t, nass_str(attr[a]));

		for (size_t i = 0;
		     name.p != NULL && i < sizeof sources / sizeof sources[0];
		     i++)
			if (eq_folded(name, sources[i].name) &&
			    keep(m, sources[i].field, sources[i].rank, content,
				arena, err) != NASS_OK)
				return NASS_ENOMEM;
	}
	return NASS_OK;
}

static enum nass_code
start_element(struct html__meta *m, const struct nass_html_token *t,
    struct nass_arena *arena, struct nass_err *err)
{
	if (nass_str_eq(t->text, NASS_STR("meta")))
		return meta_element(m, t, arena, err);
	if (nass_str_eq(t->text, NASS_STR("html")))
		return keep(m, LANGUAGE, 9, nass_html_get(t, NASS_STR("lang")),
		    arena, err);
	if (nass_str_eq(t->text, NASS_STR("link")) &&
	    eq_folded(nass_html_get(t, NASS_STR("rel")), "canonical"))
		return keep(
		    m, URL, 9, nass_html_get(t, NASS_STR("href")), arena, err);
	if (nass_str_eq(t->text, NASS_STR("time")))
		return keep(m, DATE, 2, nass_html_get(t, NASS_STR("datetime")),
		    arena, err);
	m->in_title =
	    nass_str_eq(t->text, NASS_STR("title")) && m->rank[TITLE] < 1;
	m->in_json = nass_str_eq(t->text, NASS_STR("script")) &&
	    eq_folded(
		nass_html_get(t, NASS_STR("type")), "application/ld+json");
	m->text.n = 0;
	return NASS_OK;
}

static enum nass_code
end_element(
    struct html__meta *m, struct nass_arena *arena, struct nass_err *err)
{
	struct nass_str text = trim(nass_buf_str(&m->text));
	bool is_title = m->in_title;
	bool is_json = m->in_json;

	m->in_title = m->in_json = false;
	if (is_title)
		return keep(m, TITLE, 1, text, arena, err);
	if (!is_json || m->found.njson == 8 || text.n == 0)
		return NASS_OK;
	text = nass_arena_copy(arena, text);
	if (text.p == NULL)
		return nass_fail_nomem(err);
	m->found.json[m->found.njson++] = text;
	return NASS_OK;
}

enum nass_code
html__meta_token(struct html__meta *m, const struct nass_html_token *t,
    struct nass_arena *arena, struct nass_err *err)
{
	switch (t->type) {
	case NASS_HTML_START:
		return start_element(m, t, arena, err);
	case NASS_HTML_END:
		return m->in_title || m->in_json ? end_element(m, arena, err)
						 : NASS_OK;
	case NASS_HTML_TEXT:
		return m->in_title || m->in_json
		    ? nass_buf_put(&m->text, t->text, err)
		    : NASS_OK;
	case NASS_HTML_COMMENT:
	case NASS_HTML_DOCTYPE:
		break;
	}
	return NASS_OK;
}

/* What parts a title from the name of its site: one of - | : or above U+2000. */
static bool
is_sign(unsigned char c)
{
	return c == '-' || c == '|' || c == ':' || c == '>' || c == 0xC2 ||
	    c == 0xE2;
}

/* Does the title begin or end with `part`, and is a sign at its other side? */
static bool
is_part(struct nass_str title, struct nass_str part)
{
	size_t n = title.n - part.n;

	if (nass_str_starts(title, part)) {
		struct nass_str rest =
		    trim(nass_str_sub(title, part.n, title.n));

		return rest.n == 0 || is_sign((unsigned char)rest.p[0]);
	}
	if (!nass_str_eq(nass_str_sub(title, n, title.n), part))
		return false;
	while (n > 0 && title.p[n - 1] == ' ')
		n--;
	for (size_t i = 1; i <= 3 && i <= n; i++) /* signs of 1 to 3 bytes */
		if (is_sign((unsigned char)title.p[n - i]))
			return true;
	return false;
}

/*
 * A title names the site, too: the longest line of the page that is a part of it
 * does not, or else its first h1 where there is no title at all.
 */
void
html__meta_settle(struct html__meta *m, const struct nass_html_blocks *page)
{
	struct nass_str title = m->found.title;
	struct nass_str best = { NULL, 0 };

	for (size_t i = 0; i < page->n; i++) {
		const struct nass_html_block *b = &page->block[i];
		struct nass_str line =
		    nass_str_sub(page->text, b->from, b->from + b->n);
		bool is_heading = (b->marks & NASS_HTML_HEADING) != 0;

		if (title.n == 0 && (b->marks & NASS_HTML_H1) != 0) {
			best = line;
			break;
		}
		if (b->n > best.n && b->n <= title.n && b->n >= 8 &&
		    2 * b->nlink <= b->n &&
		    (is_heading || 3 * b->n >= title.n) && is_part(title, line))
			best = line;
	}
	if (best.n > 0)
		m->found.title = best;
}

void
html__meta_fini(struct html__meta *m)
{
	nass_buf_fini(&m->text);
}
