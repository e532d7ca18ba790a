/*
 * gram_first.c - n-grams of the sequence that are numbers, counted.
 *
 * Each goes to the list of its first word, and each list is sorted by the words
 * behind that:
 *
 *	sequence	7 4 9 4 7 4
 *	lists		4: 9 7		7: 4 4		9: 4
 *	sums		(4,7)*1 (4,9)*1	(7,4)*2		(9,4)*1
 *
 * A few words begin most n-grams, and where their lists end stays in the cache;
 * nearly all lists are short, and sorted in it.
 */
#include <stdlib.h>

#include "base/huge.h"
#include "count/grams.h"

/* Or else gcc makes one function of two that differ by `to`. */
#define INLINE static inline __attribute__((always_inline))

/* What comes later: a word's rank, the end of its list, and what stands there. */
INLINE void
ask_for(const struct count__grams *g, const uint32_t *id, const size_t *end,
    const uint64_t *to)
{
	/* Nothing branches on where sentences end. */
	uint32_t far = id[3 * COUNT__AHEAD];
	uint32_t mid = id[2 * COUNT__AHEAD];
	uint32_t near = id[COUNT__AHEAD];

	__builtin_prefetch(&g->rank[far - (far > 0)]);
	__builtin_prefetch(&end[g->rank[mid - (mid > 0)]], 1);
	if (to != NULL)
		__builtin_prefetch(&to[end[g->rank[near - (near > 0)]]], 1);
}

/*
 * The words behind the first of each n-gram go to the end of its list, which
 * grows; to == NULL: lists grow, and no more.
 */
INLINE void
walk(const struct count__grams *g, size_t *end, uint64_t *to)
{
	const struct nass_count *c = g->c;
	const uint64_t word = ((uint64_t)1 << g->bits) - 1;
	const unsigned behind = g->bits * (g->order - 1);
	uint64_t key = 0;
	size_t run = 0;
	size_t i;

	for (i = 0; i < c->nsequence; i++) {
		uint64_t first;

		if (i + 3 * COUNT__AHEAD < c->nsequence)
			ask_for(g, c->sequence + i, end, to);
		if (c->sequence[i] == 0) {
			run = 0;
			continue;
		}
		key = key << g->bits | g->rank[c->sequence[i] - 1];
		if (++run < g->order || i < c->ncarried)
			continue;
		first = key >> behind & word;
		if (to != NULL)
			to[end[first]] = key & (((uint64_t)1 << behind) - 1);
		end[first]++;
	}
}

/* Lengths of lists become their ends while they are empty; the longest. */
static size_t
begin_lists(size_t *end, size_t n)
{
	size_t most = 0;
	size_t sum = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		size_t length = end[i];

		end[i] = sum;
		sum += length;
		most = length > most ? length : most;
	}
	return most;
}

/* Of a sorted list, each once with its count; nothing branches on which. */
static size_t
sum_list(const uint64_t *x, size_t n, uint64_t first, struct count__item *item)
{
	uint64_t count = 1;
	size_t k = 0;
	size_t i;

	if (n == 0)
		return 0;
	item[0] = (struct count__item){ first | x[0], 1 };
	for (i = 1; i < n; i++) {
		bool is_new = x[i] != x[i - 1];

		count = is_new ? 1 : count + 1;
		k += is_new;
		item[k] = (struct count__item){ first | x[i], count };
	}
	return k + 1;
}

static size_t
sum_lists(const struct count__grams *g, const size_t *end, uint64_t *x,
    uint64_t *tmp, struct count__item *item)
{
	size_t from = 0;
	size_t k = 0;
	uint64_t i;

	for (i = 0; i < g->c->words.n; from = end[i++]) {
		count__radix_numbers(x + from, tmp, end[i] - from);
		k += sum_list(x + from, end[i] - from,
		    i << g->bits * (g->order - 1), item + k);
	}
	return k;
}

enum nass_code
count__sum_first(const struct count__grams *g, struct count__item **items,
    size_t *nsum, struct nass_err *err)
{
	const size_t nword = g->c->words.n;
	size_t *end = nass_huge_zeros(nword + 1, sizeof(*end));
	enum nass_code code = NASS_OK;
	uint64_t *x = NULL;
	size_t most;
	size_t n;

	if (end == NULL)
		return nass_fail_nomem(err);
	walk(g, end, NULL);
	most = begin_lists(end, nword + 1);
	n = end[nword];
	x = nass_huge_resize(NULL, 0, (n + most + 1) * sizeof(*x));
	/* Of pages that are not touched there are none. */
	*items = nass_huge_resize(NULL, 0, (n + 1) * sizeof(**items));
	if (x == NULL || *items == NULL) {
		code = nass_fail_nomem(err);
	} else {
		walk(g, end, x);
		*nsum = sum_lists(g, end, x, x + n, *items);
	}
	free(end);
	free(x);
	return code;
}
