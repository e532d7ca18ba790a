/*
 * json.h - private to lib/doc: tables that the scanner and the decoder share.
 */
#ifndef NASS_DOC_JSON_H
#define NASS_DOC_JSON_H

#include <nass/doc.h>

/* What the letter behind a backslash stands for; 0: no such escape (or u). */
extern const unsigned char doc__escape[256];
/* Does the raw name, with its quotes and escapes, decode to `name`? */
bool doc__name_is(struct nass_str raw, struct nass_str name);

/*
 * Decode the escape at p (a backslash) to q, which has room for four bytes: the
 * length of the escape, and in *n that of what it stands for.  A lone
 * surrogate is U+FFFD and adds one to *nlone.  What stands from p to end was
 * checked.
 */
size_t doc__decode_escape(
    const char *p, const char *end, char *q, size_t *n, uint64_t *nlone);

/*
 * Where in the raw value, from its first quote, an ill-formed byte or a lone
 * surrogate stands; its last quote if there is none.
 */
size_t doc__first_ill(struct nass_str value);

/* nass_json_decode; drops_lone: a lone surrogate is left out. */
enum nass_code doc__decode(struct nass_str value, bool drops_lone,
    struct nass_buf *out, uint64_t *nlone, struct nass_err *err);

#endif
