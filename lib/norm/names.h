/*
 * names.h - names of code points, for people (--explain).
 *
 * ICU has them, and takes longer to load than a filter to start: it is opened
 * when names are asked for, and not linked.
 */
#ifndef NASS_NORM_NAMES_H
#define NASS_NORM_NAMES_H

#include <nass/base.h>

struct nass_names;

/* NULL without memory; without ICU all names are `<unnamed>`. */
struct nass_names *nass_names_new(void);
void nass_names_free(struct nass_names *names);
/* `ARABIC LETTER ALEF`, or `<control-0009>` and the like. */
void nass_names_get(const struct nass_names *names, uint32_t cp, char name[96]);

#endif
