/*
 * page.c - the charset of a web page, and a FILE that is one.
 *
 *	byte order mark > HTTP > <meta> > UTF-8 if it is > --encoding > detection
 */
#include <stdio.h>
#include <string.h>

#include "corpus/format.h"
#include "html/html.h"

enum {
	HEAD = 8192, /* in which a page declares its charset */
	LOOK = 64 * 1024
};

struct nass_str
corpus__charset_label(struct nass_str type)
{
	static const struct nass_str key = { "charset", 7 };
	struct nass_str s;
	size_t i;
	size_t n = 0;

	for (i = 0; i + key.n < type.n; i++) {
		s = nass_str_sub(type, i, type.n);
		if (!corpus__starts_nocase(s, key))
			continue;
		s = corpus__trim(nass_str_sub(s, key.n, s.n));
		if (s.n == 0 || *s.p != '=')
			continue;
		s = corpus__trim(nass_str_sub(s, 1, s.n));
		if (s.n > 0 && (*s.p == '"' || *s.p == '\''))
			s = nass_str_sub(s, 1, s.n);
		while (n < s.n && strchr(" \t\r\n;,\"'", s.p[n]) == NULL)
			n++;
		return nass_str_sub(s, 0, n);
	}
	return (struct nass_str){ NULL, 0 };
}

bool
corpus__looks_like_html(struct nass_str head)
{
	static const char *const starts[] = { "<!doctype html", "<html",
		"<head", "<body", "<meta ", "<title" };
	struct nass_str s = head;
	const char *end;
	size_t i;

	if (nass_str_starts(s, NASS_STR("\xEF\xBB\xBF")))
		s = nass_str_sub(s, 3, s.n);
	s = corpus__trim(s);
	/* Comments and an XML declaration may stand before it. */
	while (nass_str_starts(s, NASS_STR("<!--")) ||
	    nass_str_starts(s, NASS_STR("<?xml"))) {
		end = memchr(s.p, '>', s.n);
		if (end == NULL)
			return false;
		s = corpus__trim(nass_str_sub(s, (size_t)(end - s.p) + 1, s.n));
	}
	for (i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		if (corpus__starts_nocase(s, nass_str(starts[i])))
			return true;
	return false;
}

/* <meta charset=...> or <meta http-equiv=Content-Type content=...>. */
static struct nass_str
meta_label(const struct nass_html_token *t)
{
	struct nass_str label = nass_html_get(t, NASS_STR("charset"));

	if (label.p != NULL)
		return corpus__trim(label);
	label = nass_html_get(t, NASS_STR("http-equiv"));
	if (label.p == NULL ||
	    !corpus__eq_nocase(label, NASS_STR("content-type")))
		return (struct nass_str){ NULL, 0 };
	label = nass_html_get(t, NASS_STR("content"));
	return label.p == NULL ? label : corpus__charset_label(label);
}

/* What the markup declares, to name[cap]; UTF-16 there is a lie. */
static enum nass_code
declared(struct nass_str page, char *name, size_t cap, struct nass_err *err)
{
	enum nass_code code;
	struct nass_html h;
	struct nass_html_token t;
	struct nass_str label;

	name[0] = '\0';
	nass_html_init(
	    &h, nass_str_sub(page, 0, page.n < HEAD ? page.n : HEAD));
	while ((code = nass_html_next(&h, &t, err)) == NASS_OK) {
		if (t.type != NASS_HTML_START ||
		    !nass_str_eq(t.text, NASS_STR("meta")))
			continue;
		label = meta_label(&t);
		if (label.n == 0 || label.n >= cap)
			continue;
		snprintf(name, cap, "%.*s", (int)label.n, label.p);
		break;
	}
	nass_html_fini(&h);
	if (corpus__starts_nocase(nass_str(name), NASS_STR("utf-16")))
		snprintf(name, cap, "UTF-8");
	return code == NASS_END ? NASS_OK : code;
}

/*
 * Labels that mean another charset than their name says (Encoding Standard,
 * section 4.2).
 */
static const char *
real_name(const char *label)
{
	static const struct {
		const char *label;
		const char *name;
	} real[] = {
		{ "ascii", "windows-1252" },
		{ "us-ascii", "windows-1252" },
		{ "latin1", "windows-1252" },
		{ "iso-8859-1", "windows-1252" },
		{ "iso8859-1", "windows-1252" },
		{ "iso-8859-9", "windows-1254" },
		{ "gb2312", "gb18030" },
		{ "gbk", "gb18030" },
		{ "utf8", "UTF-8" },
	};
	size_t i;

	for (i = 0; i < sizeof(real) / sizeof(real[0]); i++)
		if (corpus__eq_nocase(nass_str(label), nass_str(real[i].label)))
			return real[i].name;
	return label;
}

/* Make p->charset the one of that name; NASS_EUSAGE if nobody knows it. */
static enum nass_code
use_charset(struct corpus__pages *p, const char *name, struct nass_err *err)
{
	enum nass_code code;

	name = real_name(name);
	if (p->charset != NULL && strcmp(p->name, name) == 0) {
		nass_charset_reset(p->charset);
		return NASS_OK;
	}
	nass_charset_free(p->charset);
	p->charset = NULL;
	code = nass_charset_new(name, &p->charset, err);
	if (code == NASS_OK)
		snprintf(p->name, sizeof(p->name), "%s", name);
	return code;
}

/* None is declared, and it is not UTF-8. */
static enum nass_code
guess(struct corpus__pages *p, const struct nass_corpus_opts *opts,
    struct nass_str page, struct nass_err *err)
{
	struct nass_guess g;
	enum nass_code code = NASS_EUSAGE;

	if (opts->encoding != NULL && strcmp(opts->encoding, "auto") != 0)
		code = use_charset(p, opts->encoding, err);
	if (code != NASS_EUSAGE)
		return code;
	p->nguess++;
	code = nass_charset_guess(
	    nass_str_sub(page, 0, page.n < LOOK ? page.n : LOOK),
	    page.n <= LOOK, &g, err);
	if (code != NASS_OK)
		return code;
	code = NASS_EUSAGE;
	if (g.sure >= NASS_CHARSET_SURE || g.is_arabic)
		code = use_charset(p, g.name, err);
	if (code == NASS_EUSAGE)
		code = use_charset(p, "windows-1252", err);
	if (code == NASS_OK)
		memcpy(p->guessed, p->name, sizeof(p->guessed));
	return code;
}

/*
 * Use what is declared; NASS_EUSAGE: nothing is, or nobody knows it, or the page is
 * not in it.
 */
static enum nass_code
believe(struct corpus__pages *p, const char *name, struct nass_str page,
    bool is_valid, struct nass_err *err)
{
	bool can_be = name[0] != '\0';
	enum nass_code code = NASS_OK;

	if (!is_valid &&
	    corpus__eq_nocase(nass_str(real_name(name)), NASS_STR("UTF-8")))
		code = corpus__is_utf8(page, false, &can_be, err);
	if (code != NASS_OK)
		return code;
	return can_be ? use_charset(p, name, err) : NASS_EUSAGE;
}

/* The charset of a page without a BOM: see format.h. */
static enum nass_code
choose_charset(struct corpus__pages *p, const struct nass_corpus_opts *opts,
    struct nass_str label, struct nass_str page, bool is_html, bool is_valid,
    struct nass_err *err)
{
	char name[64] = "";
	enum nass_code code;

	if (label.n > 0 && label.n < sizeof(name))
		snprintf(name, sizeof(name), "%.*s", (int)label.n, label.p);
	code = believe(p, name, page, is_valid, err);
	if (code == NASS_EUSAGE && is_html) {
		code = declared(page, name, sizeof(name), err);
		if (code == NASS_OK)
			code = believe(p, name, page, is_valid, err);
	}
	if (code == NASS_EUSAGE)
		code = is_valid ? use_charset(p, "UTF-8", err)
				: guess(p, opts, page, err);
	return code;
}

enum nass_code
corpus__decode_page(struct corpus__pages *p,
    const struct nass_corpus_opts *opts, struct nass_str label,
    struct nass_str page, bool is_html, struct nass_str *text,
    struct nass_err *err)
{
	const char *bom;
	enum nass_code code;
	bool is_valid;
	uint64_t first;
	size_t skip;

	bom = nass_charset_bom(page, &skip);
	page = nass_str_sub(page, skip, page.n);
	is_valid = nass_utf8_valid(page) == page.n;
	code = bom != NULL
	    ? use_charset(p, bom, err)
	    : choose_charset(p, opts, label, page, is_html, is_valid, err);
	if (code != NASS_OK)
		return code;
	if (is_valid && nass_charset_is_utf8(p->charset)) {
		*text = page;
		return NASS_OK;
	}
	p->text.n = 0;
	code = nass_charset_decode(
	    p->charset, page, true, opts->how, &p->text, err);
	*text = nass_buf_str(&p->text);
	if (code == NASS_OK && nass_charset_bad(p->charset, &first) > 0) {
		p->nbad += nass_charset_bad(p->charset, &first);
		p->npage++;
	}
	return code;
}

void
corpus__pages_note(struct corpus__source *s, const struct corpus__pages *p)
{
	if (p->nbad > 0)
		corpus__note(s, "%llu ill-formed sequence%s in %llu page%s, %s",
		    (unsigned long long)p->nbad, p->nbad == 1 ? "" : "s",
		    (unsigned long long)p->npage, p->npage == 1 ? "" : "s",
		    s->opts->how == NASS_UTF8_DROP ? "dropped"
						   : "replaced by U+FFFD");
	if (p->nguess > 0)
		corpus__note(s,
		    "%llu page%s declared no charset that fits; "
		    "the last was taken for %s",
		    (unsigned long long)p->nguess, p->nguess == 1 ? "" : "s",
		    p->guessed);
}

void
corpus__pages_fini(struct corpus__pages *p)
{
	nass_charset_free(p->charset);
	nass_buf_fini(&p->text);
}

/* -f html: a FILE is a page ------------------------------------------------------ */

struct html {
	struct corpus__pages pages;
	bool is_done;
};

static enum nass_code
html_next(struct corpus__source *s, void *state, struct nass_buf *out,
    struct nass_err *err)
{
	struct html *h = state;
	struct nass_str page;
	enum nass_code code;

	if (h->is_done)
		return NASS_END;
	h->is_done = true;
	code = corpus__want(&s->bytes, (size_t)s->opts->max_document + 1, err);
	if (code != NASS_OK)
		return code;
	page = corpus__look(&s->bytes);
	if (page.n > s->opts->max_document)
		return nass_fail(err, NASS_ELIMIT, 0,
		    "longer than --max-document %llu",
		    (unsigned long long)s->opts->max_document);
	code = corpus__decode_page(&h->pages, s->opts,
	    (struct nass_str){ NULL, 0 }, page, true, &page, err);
	if (code == NASS_OK)
		code = corpus__begin(out, err);
	if (code == NASS_OK)
		code = corpus__put(out, NASS_STR("id"), s->id, err);
	if (code == NASS_OK)
		code = corpus__put(out, NASS_STR("html"), page, err);
	if (code == NASS_OK)
		code = corpus__end(out, err);
	corpus__pages_note(s, &h->pages);
	return code;
}

static void
html_fini(void *state)
{
	corpus__pages_fini(&((struct html *)state)->pages);
}

const struct corpus__format corpus__html = { "html", corpus__looks_like_html,
	".html .htm .xhtml", true, sizeof(struct html), html_next, html_fini };
