/*
 * gram_types.c - spellings of n-grams, which have numbers, to types: sorted by
 * the types of their words, those of a type stand together.
 */
#include <stdlib.h>

#include "base/huge.h"
#include "count/grams.h"

/* The next spelling in the order of types, which begins one if it is new. */
static inline void
put_in_group(struct count__level *l, size_t i, uint64_t spelling, bool is_new)
{
	l->group[i] = (uint32_t)spelling;
	l->first[l->ntype] = (uint32_t)i;
	l->ntype += is_new;
}

/* Bits of a spelling's number behind its key, which is narrow. */
static unsigned
number_bits(const struct count__grams *g)
{
	unsigned bits = 1;

	while (g->level->ngram >> bits != 0)
		bits++;
	return bits;
}

/* Where key and number of a spelling fit 64 bits, and there is room for all. */
static void
group_numbers(const struct count__grams *g, unsigned bits)
{
	struct count__level *l = g->level;
	const uint32_t *rank = g->c->ranks.type_of_rank;
	uint64_t mask = ((uint64_t)1 << g->bits) - 1;
	size_t n = l->ngram;
	uint64_t *x = g->room;
	bool is_sorted = true;
	uint64_t last = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		if (i + COUNT__AHEAD < n)
			__builtin_prefetch(
			    &rank[l->gram[i + COUNT__AHEAD].key & mask]);
		/* No branch, which would wait for ranks from memory. */
		x[i] = count__typed(g, l->gram[i].key) << bits | i;
		is_sorted &= last <= x[i];
		last = x[i];
	}
	if (!is_sorted)
		count__radix_numbers(x, x + n, n);
	for (last = i = 0; i < n; last = x[i++] >> bits)
		put_in_group(l, i, x[i] & (((uint64_t)1 << bits) - 1),
		    i == 0 || x[i] >> bits != last);
}

static enum nass_code
group_items(const struct count__grams *g, struct nass_err *err)
{
	struct count__level *l = g->level;
	size_t n = l->ngram;
	struct count__item *item =
	    nass_huge_resize(NULL, 0, (2 * n + 1) * sizeof(*item));
	size_t i;

	if (item == NULL)
		return nass_fail_nomem(err);
	for (i = 0; i < n; i++)
		item[i] = (struct count__item){
			g->is_wide ? 0 : count__typed(g, l->gram[i].key), i
		};
	count__sort_grams(g, item, n);
	for (i = 0; i < n; i++)
		put_in_group(l, i, item[i].id,
		    i == 0 || count__compare(g, &item[i - 1], &item[i]) != 0);
	free(item);
	return NASS_OK;
}

/* Those that moved are shown last; of equal counts the least bytes first. */
static bool
is_better(const struct count__grams *g, uint32_t x, uint32_t y)
{
	const struct count__item *gram = g->level->gram;
	unsigned level = g->order - 1;
	bool has_moved = count__has_moved(g->c, level, x);

	if (has_moved != count__has_moved(g->c, level, y))
		return !has_moved;
	return gram[x].id > gram[y].id || (gram[x].id == gram[y].id && x < y);
}

static enum nass_code
sum_types(const struct count__grams *g, struct nass_err *err)
{
	struct count__level *l = g->level;
	struct count__sum *sum;
	size_t i = 0;
	size_t t;

	for (t = 0; t < l->ntype; t++) {
		sum = &l->sum[t];
		*sum = (struct count__sum){ 0, l->group[i], 0 };
		for (; i < l->first[t + 1]; i++) {
			uint32_t spelling = l->group[i];

			if (i + COUNT__AHEAD < l->ngram)
				__builtin_prefetch(
				    &l->gram[l->group[i + COUNT__AHEAD]]);
			if (count__add(&sum->count, l->gram[spelling].id,
				err) != NASS_OK)
				return NASS_ELIMIT;
			if (sum->nvariant++ > 0 &&
			    is_better(g, spelling, sum->best))
				sum->best = spelling;
		}
	}
	return NASS_OK;
}

enum nass_code
count__group_types(struct count__grams *g, struct nass_err *err)
{
	struct count__level *l = g->level;
	unsigned bits = number_bits(g);
	enum nass_code code = NASS_OK;

	if (l->ngram >= UINT32_MAX)
		return nass_fail(
		    err, NASS_ELIMIT, 0, "more than 2^32 n-grams in memory");
	g->rank = g->c->ranks.type_of_spelling;
	g->is_indirect = true;
	l->first =
	    nass_huge_resize(NULL, 0, (l->ngram + 2) * sizeof(*l->first));
	l->group =
	    nass_huge_resize(NULL, 0, (l->ngram + 1) * sizeof(*l->group));
	if (l->first == NULL || l->group == NULL)
		return nass_fail_nomem(err);
	if (g->room != NULL && g->bits * g->order + bits <= 64)
		group_numbers(g, bits);
	else
		code = group_items(g, err);
	free(g->room);
	g->room = NULL;
	g->is_indirect = false;
	l->first[l->ntype] = (uint32_t)l->ngram;
	if (code != NASS_OK)
		return code;
	l->sum = nass_huge_resize(NULL, 0, (l->ntype + 1) * sizeof(*l->sum));
	return l->sum != NULL ? sum_types(g, err) : nass_fail_nomem(err);
}
