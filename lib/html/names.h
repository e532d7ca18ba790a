/*
 * names.h - private to lib/html: what names of elements and classes mean.
 */
#ifndef NASS_HTML_NAMES_H
#define NASS_HTML_NAMES_H

#include "html/html.h"

enum html_kind {
	HTML_INLINE,
	HTML_SPAN, /* inline, but its class and style are looked at */
	HTML_LINK, /* a */
	HTML_BLOCK,
	HTML_VOID,  /* has no end, makes no line */
	HTML_BREAK, /* br, hr */
	HTML_SKIP,  /* what is inside is no text */
	HTML_CELL,
	HTML_ROW,
	HTML_ITEM, /* li, dt, dd: ends its like */
	HTML_PARA, /* p: ended by every block */
	HTML_PRE,
};

struct html_name {
	const char *name;
	enum html_kind kind;
	unsigned marks;
};

/* The number of an element in the list; 0: it is unknown, and inline. */
unsigned html__name_find(struct nass_str name);
const struct html_name *html__name(unsigned number);
#define HTML_NNAMES_MAX 128

/* Marks by attributes: class, id, role, itemprop, hidden, style. */
unsigned html__marks(const struct nass_html_token *t);

#endif
