/*
 * blocks.h - the text of a web page as lines, each with what the page says of it.
 *
 *	page ──tokens──> open elements ──> lines {text, link bytes, marks}
 *
 * No tree is built: a stack of open elements with the ends that HTML implies is
 * all there is, so any bytes are a page, in linear time and in memory
 * proportional to the page.  White space is squeezed as a browser does; br and
 * the border of every block element end a line; the cells of a row share one, with
 * " | " between them.  What no reader sees as text (scripts, styles, forms'
 * fields, templates, pictures) is left out.
 */
#ifndef NASS_HTML_BLOCKS_H
#define NASS_HTML_BLOCKS_H

#include <nass/base.h>

/* What the elements around a line say, by their names, roles and classes. */
enum nass_html_mark {
	NASS_HTML_ARTICLE = 1 << 0, /* article, main, itemprop=articleBody */
	NASS_HTML_CONTENT = 1 << 1, /* a class such as entry-content */
	NASS_HTML_NAV = 1 << 2,     /* nav, menu, role=navigation */
	NASS_HTML_ASIDE = 1 << 3,   /* aside, role=complementary */
	NASS_HTML_FOOTER = 1 << 4,  /* footer outside an article */
	NASS_HTML_HEADER = 1 << 5,  /* header outside an article */
	NASS_HTML_FORM = 1 << 6,    /* form, button, label */
	NASS_HTML_CLASS = 1 << 7,  /* a class such as sidebar, share, related */
	NASS_HTML_HIDDEN = 1 << 8, /* hidden, display: none */
	NASS_HTML_HEADING = 1 << 9, /* h1 .. h6 */
	NASS_HTML_H1 = 1 << 10,
	NASS_HTML_PARA = 1 << 11, /* p, blockquote */
	NASS_HTML_ITEM = 1 << 12, /* li, dt, dd */
	NASS_HTML_CELL = 1 << 13, /* a row of two cells or more */
	NASS_HTML_CAPTION = 1 << 14,
	NASS_HTML_COMMENTS = 1 << 15, /* comments of readers */
	NASS_HTML_BYLINE = 1 << 16,   /* a class such as author, date */
	NASS_HTML_DIALOG = 1 << 17,   /* dialog, role=dialog, consent */
};

struct nass_html_block {
	size_t from; /* in nass_html_blocks.text; the line ends before its LF */
	size_t n;
	size_t nlink; /* bytes of it that are links */
	unsigned marks;
	size_t ground; /* the library's */
};

/* What the head says of the page; empty where it does not. */
struct nass_html_meta {
	struct nass_str title; /* og:title, twitter:title, h1, title */
	struct nass_str date;
	struct nass_str author;
	struct nass_str language;
	struct nass_str url;
	struct nass_str site;    /* og:site_name */
	struct nass_str json[8]; /* JSON-LD, as it stands there */
	size_t njson;
};

struct nass_html_blocks {
	struct nass_str text; /* the lines, each with an LF */
	struct nass_html_block *block;
	size_t n;
	struct nass_html_meta meta;
};

/*
 * Read a page; everything made lives in `arena`.  page is well-formed UTF-8.  A
 * mark that the greater half of the page's text would bear (a form around the
 * page, a class on its wrapper) is not borne.
 */
enum nass_code nass_html_read(struct nass_str page, struct nass_arena *arena,
    struct nass_html_blocks *blocks, struct nass_err *err) NASS_MUST_USE;

/* Do these bytes begin as a page does? */
bool nass_html_is_page(struct nass_str s);

#endif
