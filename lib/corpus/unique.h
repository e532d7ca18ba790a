/*
 * unique.h - which documents were seen before, and a sample of so many of them.
 */
#ifndef NASS_CORPUS_UNIQUE_H
#define NASS_CORPUS_UNIQUE_H

#include <nass/base.h>

/* 128 bits of a text: two that are equal by chance need 10^19 texts. */
struct nass_key {
	uint64_t half[2];
};

struct nass_key nass_key_of(struct nass_str text);

/*
 * A set of keys: 32 bytes for each at most, and with names those of the first
 * text of each key.
 */
struct nass_unique;
enum nass_code nass_unique_new(
    bool has_names, struct nass_unique **u, struct nass_err *err) NASS_MUST_USE;
void nass_unique_free(struct nass_unique *u);
/* *first is the name of the text that came first; n 0 if this is it. */
enum nass_code nass_unique_add(struct nass_unique *u, struct nass_key key,
    struct nass_str name, bool *is_new, struct nass_str *first,
    struct nass_err *err) NASS_MUST_USE;

/*
 * The N items with the smallest keys, in the order in which they came: a sample
 * that depends on keys alone, and of any N is part of that of N + 1.  Holds
 * copies of N items.
 */
struct nass_sample;
enum nass_code nass_sample_new(
    uint64_t n, struct nass_sample **s, struct nass_err *err) NASS_MUST_USE;
void nass_sample_free(struct nass_sample *s);
enum nass_code nass_sample_add(struct nass_sample *s, uint64_t key,
    struct nass_str item, struct nass_err *err) NASS_MUST_USE;
/* When all were added: the items, one after the other; false at the end. */
bool nass_sample_next(struct nass_sample *s, struct nass_str *item);

#endif
