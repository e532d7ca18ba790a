/*
 * settle.c - what is in memory, summed up and put in order: words here, n-grams
 * in grams.c; then the order of rows, for both.
 */
#include <stdlib.h>
#include <string.h>

#include "base/huge.h"
#include "count/docs.h"

void
count__level_fini(struct count__level *l)
{
	free(l->sum);
	free(l->order);
	free(l->first);
	free(l->group);
	free(l->documents);
	free(l->first_pair);
	free(l->pair);
	free(l->gram);
	*l = (struct count__level){ 0 };
}

struct count__item *
count__items(size_t n)
{
	return nass_huge_zeros(2 * n, sizeof(struct count__item));
}

/* Words ------------------------------------------------------------------ */

/* Is spelling x shown rather than y?  A word's own before those that joined. */
static bool
is_better(const struct nass_count *c, uint32_t x, uint32_t y)
{
	const struct count__spelling *s = &c->spelling[x];
	const struct count__spelling *t = &c->spelling[y];

	if (s->has_moved != t->has_moved)
		return t->has_moved;
	if (s->count != t->count)
		return s->count > t->count;
	return count__word_cmp(c->words.key[x], c->words.key[y]) < 0;
}

#define AHEAD 32 /* spellings and types, which are asked for */

static enum nass_code
sum_words(struct nass_count *c, struct nass_err *err)
{
	struct count__level *l = &c->level[0];
	uint32_t i;

	l->ntype = c->types.n;
	l->sum = nass_huge_zeros(l->ntype, sizeof(*l->sum));
	l->documents = nass_huge_zeros(l->ntype, sizeof(*l->documents));
	if (l->sum == NULL || l->documents == NULL)
		return nass_fail_nomem(err);
	for (i = 0; i < c->words.n; i++) {
		const struct count__spelling *s = &c->spelling[i];
		struct count__sum *sum = &l->sum[s->type];

		if (i + AHEAD < c->words.n)
			__builtin_prefetch(&l->sum[s[AHEAD].type], 1);
		if (s->count == 0)
			continue;
		if (count__add(&sum->count, s->count, err) != NASS_OK)
			return NASS_ELIMIT;
		if (sum->nvariant++ == 0 || is_better(c, i, sum->best))
			sum->best = i;
	}
	for (i = 0; i < l->ntype; i++)
		l->documents[i] = c->type[i].documents;
	return NASS_OK;
}

/* Spellings in the order of their types; within a type as they came. */
enum nass_code
count__group(struct nass_count *c, unsigned level, struct nass_err *err)
{
	struct count__level *l = &c->level[level];
	uint32_t i;

	if (l->first != NULL)
		return NASS_OK;
	l->first = nass_huge_zeros(l->ntype + 2, sizeof(*l->first));
	l->group = nass_huge_zeros(c->words.n, sizeof(*l->group));
	if (l->first == NULL || l->group == NULL)
		return nass_fail_nomem(err);
	for (i = 0; i < c->words.n; i++)
		if (c->spelling[i].count > 0)
			l->first[c->spelling[i].type + 2]++;
	for (i = 2; i < l->ntype + 2; i++)
		l->first[i] += l->first[i - 1];
	for (i = 0; i < c->words.n; i++)
		if (c->spelling[i].count > 0)
			l->group[l->first[c->spelling[i].type + 1]++] = i;
	return NASS_OK;
}

/* Order ------------------------------------------------------------------ */

/* Types of words by their keys, or by the spelling that is shown. */
static enum nass_code
sort_words(struct nass_count *c, uint32_t *order, struct nass_err *err)
{
	const struct count__level *l = &c->level[0];
	struct count__item *item = count__items(l->ntype);
	bool is_by_key = c->order == NASS_ORDER_KEY;
	size_t n = 0;
	size_t i;

	if (item == NULL)
		return nass_fail_nomem(err);
	for (i = 0; i < l->ntype; i++)
		if (l->sum[i].count > 0)
			item[n++].id = is_by_key ? i : l->sum[i].best;
	count__sort_words(is_by_key ? c->types.key : c->words.key, item,
	    item + l->ntype, n, count__is_shared(c, n));
	if (!is_by_key)
		count__sort_homographs(c, item, n);
	for (i = 0; i < n; i++) {
		if (i + AHEAD < n)
			__builtin_prefetch(&c->spelling[item[i + AHEAD].id]);
		order[i] = is_by_key ? (uint32_t)item[i].id
				     : c->spelling[item[i].id].type;
	}
	free(item);
	return NASS_OK;
}

/* Types of n-grams, which are numbered by keys, as their spellings are. */
static enum nass_code
sort_grams(
    struct nass_count *c, unsigned level, uint32_t *order, struct nass_err *err)
{
	const struct count__level *l = &c->level[level];
	bool is_by_key = c->order == NASS_ORDER_KEY;
	size_t most = is_by_key ? l->ntype : l->ngram;
	uint32_t *type_of =
	    nass_huge_zeros(most, sizeof(*type_of)); /* from 1 */
	size_t n = 0;
	size_t i;

	if (type_of == NULL)
		return nass_fail_nomem(err);
	for (i = 0; i < l->ntype; i++)
		if (l->sum[i].count > 0)
			type_of[is_by_key ? i : l->sum[i].best] =
			    (uint32_t)i + 1;
	for (i = 0; i < most; i++)
		if (type_of[i] > 0)
			order[n++] = type_of[i] - 1;
	free(type_of);
	return NASS_OK;
}

/* Counts that have a place of their own; larger ones are few. */
#define COMMON 4096

static uint16_t
place_of(uint64_t count)
{
	return count < COMMON ? (uint16_t)(COMMON - count) : 0;
}

static int
count_cmp(const void *left, const void *right)
{
	const struct count__item *x = left;
	const struct count__item *y = right;

	if (x->key != y->key)
		return x->key > y->key ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

/* The first n types, which are frequent, by count. */
static enum nass_code
sort_frequent(const struct count__level *l, uint32_t *order, size_t n,
    struct nass_err *err)
{
	struct count__item *item = count__items(n);
	uint32_t *old = nass_huge_zeros(n, sizeof(*old));
	size_t i;

	if (item == NULL || old == NULL) {
		free(item);
		free(old);
		return nass_fail_nomem(err);
	}
	for (i = 0; i < n; i++) {
		old[i] = order[i];
		item[i] = (struct count__item){ l->sum[order[i]].count, i };
	}
	qsort(item, n, sizeof(*item), count_cmp);
	for (i = 0; i < n; i++)
		order[i] = old[item[i].id];
	free(item);
	free(old);
	return NASS_OK;
}

/* By count, descending; types of equal counts stay in their order. */
static enum nass_code
sort_by_count(struct count__level *l, struct nass_err *err)
{
	uint32_t *order = nass_huge_zeros(l->n, sizeof(*order));
	uint16_t *where = nass_huge_zeros(l->n, sizeof(*where));
	size_t place[COMMON + 1] = { 0 };
	size_t sum = 0;
	size_t count;
	size_t i;

	if (order == NULL || where == NULL) {
		free(order);
		free(where);
		return nass_fail_nomem(err);
	}
	for (i = 0; i < l->n; i++) {
		if (i + AHEAD < l->n)
			__builtin_prefetch(&l->sum[l->order[i + AHEAD]]);
		where[i] = place_of(l->sum[l->order[i]].count);
		place[where[i]]++;
	}
	for (i = 0; i <= COMMON; i++) {
		count = place[i];
		place[i] = sum;
		sum += count;
	}
	for (i = 0; i < l->n; i++)
		order[place[where[i]]++] = l->order[i];
	free(where);
	free(l->order);
	l->order = order;
	return sort_frequent(l, order, place[0], err);
}

static enum nass_code
order_level(struct nass_count *c, unsigned level, struct nass_err *err)
{
	struct count__level *l = &c->level[level];
	enum nass_code code;
	size_t i;

	for (l->n = i = 0; i < l->ntype; i++)
		l->n += l->sum[i].count > 0;
	/* Of what is in no list by count nobody asks the order. */
	if (c->order == NASS_ORDER_COUNT && level + 1 < c->opts.ngram_min)
		return NASS_OK;
	l->order = nass_huge_zeros(l->n, sizeof(*l->order));
	if (l->order == NULL)
		return nass_fail_nomem(err);
	code = level == 0 ? sort_words(c, l->order, err)
			  : sort_grams(c, level, l->order, err);
	return code == NASS_OK && c->order == NASS_ORDER_COUNT
	    ? sort_by_count(l, err)
	    : code;
}

enum nass_code
count__settle(struct nass_count *c, enum nass_order order, struct nass_err *err)
{
	enum nass_code code = count__flush(c, err);
	uint32_t *doc_rank = NULL;
	unsigned i;

	c->order = order;
	if (code == NASS_OK)
		code = count__rank_docs(c, &doc_rank, err);
	if (code == NASS_OK)
		code = sum_words(c, err);
	if (code == NASS_OK)
		count__add_sets(c, c->level[0].documents);
	if (code == NASS_OK && c->npair > 0)
		code = count__group_pairs(
		    &c->level[0], c->pair, c->npair, doc_rank, err);
	if (code == NASS_OK && c->npair > 0 && count__keeps_parts(c))
		code = count__name_docs(c, err);
	if (code == NASS_OK && c->nlevel > 1)
		code = count__rank_words(c, err);
	for (i = 1; code == NASS_OK && i < c->nlevel; i++)
		code = count__sum_grams(c, i, doc_rank, err);
	for (i = 0; code == NASS_OK && i < c->nlevel; i++)
		code = order_level(c, i, err);
	free(doc_rank);
	count__measure_docs(c);
	return code;
}
