/*
 * html.h - the tokens of a web page: the WHATWG tokenizer without a tree.
 *
 * Any bytes are a page.  The tokens are those of the HTML standard, section 13.2.5,
 * with section 13.2.3.5 (line ends) done on the way; no element is ever opened or
 * closed here.  Names and data that need no change are slices of the page.
 *
 *	struct nass_html h;
 *	struct nass_html_token t;
 *
 *	nass_html_init(&h, page);
 *	while ((code = nass_html_next(&h, &t, &err)) == NASS_OK)
 *		...t.type, t.text, t.attr...
 *	nass_html_fini(&h);
 *
 * Held by the conformance cases of html5lib (tests/oracle) and by laws in
 * tests/unit/test_html.c: the page is passed once, in linear time; offsets grow;
 * well-formed UTF-8 in gives well-formed UTF-8 out.
 */
#ifndef NASS_HTML_H
#define NASS_HTML_H

#include <nass/base.h>

enum nass_html_type {
	NASS_HTML_TEXT,
	NASS_HTML_START,
	NASS_HTML_END,
	NASS_HTML_COMMENT,
	NASS_HTML_DOCTYPE,
};

/* How text is read; a start tag of script, style, title ... sets it. */
enum nass_html_state {
	NASS_HTML_DATA,
	NASS_HTML_RCDATA,  /* title, textarea: references, no tags */
	NASS_HTML_RAWTEXT, /* style, iframe, noframes, noembed, xmp */
	NASS_HTML_SCRIPT,
	NASS_HTML_PLAINTEXT,
	NASS_HTML_CDATA,
};

struct nass_html_attr {
	struct nass_str name;  /* lower case */
	struct nass_str value; /* references decoded */
};

/* A token; all slices live until the next call. */
struct nass_html_token {
	enum nass_html_type type;
	size_t at; /* offset of its first byte in the page */
	struct nass_str
	    text; /* data; the lower-case name of a tag or doctype */
	const struct nass_html_attr *attr; /* the first of each name */
	size_t nattr;
	bool is_self_closing;
	struct nass_str public_id; /* of a doctype; p == NULL: none */
	struct nass_str system_id;
	bool has_quirks;
};

/* Where a tokenizer stands; fields are the library's. */
struct nass_html {
	struct nass_str page;
	size_t at;
	enum nass_html_state state;
	struct nass_str last; /* name of the last start tag */
	char last_bytes[32];
	struct nass_arena arena;
	struct nass_buf made; /* the value that is being decoded */
	struct nass_html_attr *attr;
	size_t nattr;
	size_t cap;
};

void nass_html_init(struct nass_html *h, struct nass_str page);
void nass_html_fini(struct nass_html *h);
/* Begin in another state, as if `last` had been the last start tag. */
void nass_html_enter(
    struct nass_html *h, enum nass_html_state state, struct nass_str last);
/* NASS_OK and a token; NASS_END; NASS_ENOMEM.  Adjacent text may come in
 * several tokens. */
enum nass_code nass_html_next(struct nass_html *h, struct nass_html_token *t,
    struct nass_err *err) NASS_MUST_USE;

/* The value of an attribute; p == NULL without it. */
struct nass_str nass_html_get(
    const struct nass_html_token *t, struct nass_str name);

#endif
