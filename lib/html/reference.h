/*
 * reference.h - character references (HTML standard, 13.2.5.72 to 80), private to
 * lib/html.
 */
#ifndef NASS_HTML_REFERENCE_H
#define NASS_HTML_REFERENCE_H

#include <nass/base.h>

/*
 * The reference that begins with the '&' at s.p[0], if it is one: its UTF-8 (up
 * to 7 bytes) to out.  Returns how many bytes of s it took; 0 if none.
 * in_attribute: `&name` before '=' or a letter or digit is none.
 */
size_t html__reference(
    struct nass_str s, bool in_attribute, char out[8], size_t *nout);

#endif
