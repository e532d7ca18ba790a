/*
 * collate.h - the order of a dictionary (ICU's collation), for lists that people
 * read.  Everything else goes by bytes.
 */
#ifndef NASS_TABLE_COLLATE_H
#define NASS_TABLE_COLLATE_H

#include <nass/base.h>

struct nass_collate;

/* locale: ar, fa, und ...; NASS_EUSAGE if ICU knows no order for it. */
enum nass_code nass_collate_new(const char *locale, struct nass_collate **c,
    struct nass_err *err) NASS_MUST_USE;
void nass_collate_free(struct nass_collate *c);

/*
 * Append the sort key of well-formed text: keys compared as bytes
 * (nass_str_cmp) stand in the order of the locale.  Texts that differ may have
 * equal keys; ties go by the bytes of the text.  Linear; one thread at a time.
 */
enum nass_code nass_collate_key(struct nass_collate *c, struct nass_str text,
    struct nass_buf *out, struct nass_err *err) NASS_MUST_USE;

#endif
