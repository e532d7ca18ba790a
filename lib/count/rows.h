/*
 * rows.h - rows lie anywhere in memory: what comes later is asked for.
 */
#ifndef NASS_COUNT_ROWS_H
#define NASS_COUNT_ROWS_H

#include "count/private.h"

#define COUNT__ROWS_AHEAD 64 /* which must be there */

/* Or else gcc takes it for a function that does nothing, and leaves it out. */
#define INLINE static inline __attribute__((always_inline))

INLINE void
count__ask_for_word(const struct nass_count *c, const uint32_t *later)
{
	const struct count__level *l = &c->level[0];

	__builtin_prefetch(
	    &c->words.key[l->sum[later[COUNT__ROWS_AHEAD / 2]].best]);
	if (c->order == NASS_ORDER_KEY)
		__builtin_prefetch(&c->types.key[later[COUNT__ROWS_AHEAD / 2]]);
	if (l->first_pair == NULL)
		return;
	__builtin_prefetch(&l->first_pair[later[COUNT__ROWS_AHEAD / 2]]);
	__builtin_prefetch(
	    &l->pair[l->first_pair[later[COUNT__ROWS_AHEAD / 4]]]);
}

INLINE void
count__ask_for_gram(
    const struct nass_count *c, unsigned i, const uint32_t *later)
{
	const struct count__level *l = &c->level[i];
	uint64_t mask = ((uint64_t)1 << c->ranks.bits) - 1;
	uint64_t rank;

	__builtin_prefetch(&l->gram[l->sum[later[COUNT__ROWS_AHEAD / 2]].best]);
	if (c->ranks.bits * (i + 1) > 64)
		return;
	rank = l->gram[l->sum[later[COUNT__ROWS_AHEAD / 4]].best].key & mask;
	__builtin_prefetch(&c->ranks.text[rank]);
	if (c->key_text != NULL)
		__builtin_prefetch(&c->key_text[rank]);
}

/* What the rows of level i need whose types stand at `later` and behind. */
INLINE void
count__ask_for_row(
    const struct nass_count *c, unsigned i, const uint32_t *later)
{
	const struct count__level *l = &c->level[i];

	__builtin_prefetch(&l->sum[later[COUNT__ROWS_AHEAD]]);
	if (l->documents != NULL)
		__builtin_prefetch(&l->documents[later[COUNT__ROWS_AHEAD / 2]]);
	if (i == 0)
		count__ask_for_word(c, later);
	else
		count__ask_for_gram(c, i, later);
}

#undef INLINE

#endif
