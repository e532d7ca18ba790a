/*
 * sorter.h - records in the order of their keys, in memory or on disk.
 *
 *	nass_sorter_new(memory, directory, &s, &err);
 *	nass_sorter_put(s, key, value, &err);	any number of times
 *	while (nass_sorter_next(s, &key, &value, &err) == NASS_OK)
 *		...
 *
 * Stable: equal keys come as they were put.
 */
#ifndef NASS_COUNT_SORTER_H
#define NASS_COUNT_SORTER_H

#include <nass/base.h>

struct nass_sorter;

/* memory: bytes before runs are written to `directory`; 0: no bound. */
enum nass_code nass_sorter_new(size_t memory, const char *directory,
    struct nass_sorter **s, struct nass_err *err) NASS_MUST_USE;
void nass_sorter_free(struct nass_sorter *s);
/* Both are copied. */
enum nass_code nass_sorter_put(struct nass_sorter *s, struct nass_str key,
    struct nass_str value, struct nass_err *err) NASS_MUST_USE;
/* No more puts; slices live until the next call.  NASS_END behind the last. */
enum nass_code nass_sorter_next(struct nass_sorter *s, struct nass_str *key,
    struct nass_str *value, struct nass_err *err) NASS_MUST_USE;

/*
 * Numbers as bytes of a key that order as the numbers do; descending: the
 * other way round.  A double that is no number comes last either way.
 */
void nass_sorter_count(uint64_t x, bool is_descending, unsigned char out[8]);
void nass_sorter_number(double x, bool is_descending, unsigned char out[8]);

#endif
