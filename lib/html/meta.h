/*
 * meta.h - private to lib/html: what a page says of itself in meta, link, time
 * and title elements, and in JSON-LD.
 */
#ifndef NASS_HTML_META_H
#define NASS_HTML_META_H

#include "html/blocks.h"
#include "html/html.h"

struct html__meta {
	struct nass_html_meta found;
	uint8_t rank[6];      /* of what was found: a better source wins */
	struct nass_buf text; /* of a title or a script that is being read */
	bool in_title;
	bool in_json;
};

/* Look at a token; all that is kept is copied to `arena`. */
enum nass_code html__meta_token(struct html__meta *m,
    const struct nass_html_token *t, struct nass_arena *arena,
    struct nass_err *err) NASS_MUST_USE;
/* The title, seen beside the lines of the page. */
void html__meta_settle(
    struct html__meta *m, const struct nass_html_blocks *page);
void html__meta_fini(struct html__meta *m);

#endif
