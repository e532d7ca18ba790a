/*
 * normtext.h - what the tests of lib/norm share.
 */
#ifndef NASS_TESTS_NORMTEXT_H
#define NASS_TESTS_NORMTEXT_H

#include <nass/norm.h>

/* A handle; the test fails where the spec is wrong. */
struct nass_norm *normtext_compiled(const char *spec);
/* *out becomes the normalised text. */
void normtext_run(const struct nass_norm *norm, struct nass_str in,
    struct nass_buf *out, struct nass_map *map);
/* Text of at most n bytes in which rules meet: few letters, many marks. */
size_t normtext_dense(char *p, size_t n);
/* On stderr, as hexadecimal: what a law failed on. */
void normtext_show(
    const char *what, const char *spec, struct nass_str a, struct nass_str b);

#endif
