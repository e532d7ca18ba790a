/*
 * repeat.h - private to lib/boiler: which lines of a site are repeated.
 *
 * A set of hashes: of a source and a line's words, or of a source and its first
 * four words (then with another seed).
 */
#ifndef NASS_BOILER_REPEAT_H
#define NASS_BOILER_REPEAT_H

#include "boiler/line.h"

struct repeats {
	uint64_t *hash; /* open addressing; 0: free */
	size_t cap;
	size_t n;
};

enum nass_code boiler__repeats_add(
    struct repeats *r, uint64_t hash, struct nass_err *err) NASS_MUST_USE;
bool boiler__repeats_has(const struct repeats *r, uint64_t hash);
void boiler__repeats_fini(struct repeats *r);

/* Has the line a term; and one of its head? */
bool boiler__has_term(const struct boiler_line *line);
bool boiler__has_head_term(const struct boiler_line *line);

/* Mark what is repeated in `source`. */
void boiler__mark_repeats(const struct repeats *r, struct nass_str source,
    struct boiler_line *line, size_t n);

#endif
