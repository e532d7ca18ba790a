/*
 * token.h - what the files of the tokenizer share; private to lib/html.
 */
#ifndef NASS_HTML_TOKEN_H
#define NASS_HTML_TOKEN_H

#include "html/html.h"

static inline bool
html__is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

static inline char
html__lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

size_t html__skip_space(struct nass_str page, size_t at);
/* Where `needle` begins at or behind `at`; page.n if it does not. */
size_t html__find(struct nass_str page, size_t at, struct nass_str needle);
/* Does page[at...) begin with `word`, in letters of any case? */
bool html__is_at(struct nass_str page, size_t at, struct nass_str word);

/* What changes a value on its way out of the page. */
enum {
	HTML_LOWER = 1 << 0,      /* names */
	HTML_REFERENCES = 1 << 1, /* &amp; */
	HTML_ATTRIBUTE = 1 << 2,  /* ... with the rule for attributes */
	HTML_KEEP_NUL = 1 << 3,   /* text of the data state */
};

/* page[from, to) as `how` says: a slice of the page, or a copy in the arena. */
enum nass_code html__value(struct nass_html *h, size_t from, size_t to,
    unsigned how, struct nass_str *out, struct nass_err *err);

/*
 * The token that begins at t->at; h->at ends behind it.  Tags: NASS_END if the
 * page ended inside it, which makes it none.  Others begin at `from`.
 */
enum nass_code html__start_tag(
    struct nass_html *h, struct nass_html_token *t, struct nass_err *err);
enum nass_code html__end_tag(
    struct nass_html *h, struct nass_html_token *t, struct nass_err *err);
enum nass_code html__comment(struct nass_html *h, size_t from,
    struct nass_html_token *t, struct nass_err *err);
enum nass_code html__bogus_comment(struct nass_html *h, size_t from,
    struct nass_html_token *t, struct nass_err *err);
enum nass_code html__doctype(struct nass_html *h, size_t from,
    struct nass_html_token *t, struct nass_err *err);

#endif
