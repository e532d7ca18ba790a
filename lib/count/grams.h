/*
 * grams.h - one order of n-grams, as grams.c, gram_types.c and gram_docs.c work
 * on it.
 */
#ifndef NASS_COUNT_GRAMS_H
#define NASS_COUNT_GRAMS_H

#include "count/private.h"

/* What is asked of memory so many n-grams before it is needed. */
#define COUNT__AHEAD 16

/* An order of n-grams at work. */
struct count__grams {
	struct nass_count *c;
	struct count__level *level;
	unsigned order;
	unsigned bits;
	bool is_wide;
	const uint32_t *rank; /* of spellings, as what they are compared */
	bool is_indirect;     /* items have numbers of spellings, not places */
};

/* Ids at a place of the sequence, or of a line behind it. */
static inline const uint32_t *
count__at_place(const struct nass_count *c, uint64_t place)
{
	return place < c->nsequence
	    ? c->sequence + place
	    : c->given + c->line[place - c->nsequence].at;
}

/* rank.c */
/* A word's bytes; `room` is overwritten. */
enum nass_code count__set_text(struct count__text *text, uint64_t key,
    struct nass_buf *room, struct nass_err *err) NASS_MUST_USE;
/* A narrow n-gram of words that have these bytes, by rank. */
enum nass_code count__put_narrow(const struct nass_count *c,
    const struct count__text *text, unsigned level, uint64_t gram,
    struct nass_buf *out, struct nass_err *err) NASS_MUST_USE;

/* Sort by key; wide n-grams by their words, which item.id leads to. */
void count__sort_grams(
    const struct count__grams *g, struct count__item *item, size_t n);
/* Order of two n-grams of equal or different lists. */
int count__compare(const struct count__grams *g, const struct count__item *x,
    const struct count__item *y);
/* N-grams of the sequence: the key, and the place if it is wide, or else 1. */
size_t count__list_sequence(
    const struct count__grams *g, struct count__item *to);
/* Those of lines of counts, or of documents, of this order. */
size_t count__list_lines(
    const struct count__grams *g, bool is_type, struct count__item *item);
/* What an item of these lists counts. */
uint64_t count__weight(
    const struct count__grams *g, const struct count__item *item);
/* The ranks of the types of a narrow n-gram, packed. */
static inline uint64_t
count__typed(const struct count__grams *g, uint64_t key)
{
	uint64_t mask = ((uint64_t)1 << g->bits) - 1;
	uint64_t made = 0;
	unsigned i;

	for (i = 0; i < g->order; i++)
		made |= (uint64_t)
			    g->c->ranks.type_of_rank[key >> g->bits * i & mask]
		    << g->bits * i;
	return made;
}

/* gram_first.c: narrow n-grams of the sequence, sorted, with their counts. */
enum nass_code count__sum_first(const struct count__grams *g,
    struct count__item **items, size_t *nsum,
    struct nass_err *err) NASS_MUST_USE;
/* gram_types.c: groups and sums of all types, in the order of their keys. */
enum nass_code count__group_types(
    struct count__grams *g, struct nass_err *err) NASS_MUST_USE;
/* gram_docs.c: documents of all types; g compares by types. */
enum nass_code count__gram_documents(const struct count__grams *g,
    const uint32_t *doc_rank, struct nass_err *err) NASS_MUST_USE;

#endif
