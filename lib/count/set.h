/* set.h - a set of words: stop words, what a dictionary has. */
#ifndef NASS_COUNT_SET_H
#define NASS_COUNT_SET_H

#include <nass/norm.h>

struct nass_set;

enum nass_code nass_set_new(
    struct nass_set **set, struct nass_err *err) NASS_MUST_USE;
void nass_set_free(struct nass_set *set);
/* An empty word is passed over. */
enum nass_code nass_set_add(struct nass_set *set, struct nass_str word,
    struct nass_err *err) NASS_MUST_USE;
/*
 * Each line of `lines`, folded (norm == NULL: as it is).  White space around a
 * word, empty lines and lines that begin with # are passed over.
 */
enum nass_code nass_set_add_lines(struct nass_set *set, struct nass_str lines,
    const struct nass_norm *norm, struct nass_err *err) NASS_MUST_USE;
bool nass_set_has(const struct nass_set *set, struct nass_str word);

#endif
