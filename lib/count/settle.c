/*
 * settle.c - what is in memory, summed up and put in order: words here, n-grams
 * in grams.c; then the order of rows, for both, in order.c.
 */
#include <stdlib.h>
#include <string.h>

#include "base/huge.h"
#include "count/docs.h"
#include "io/io.h"

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
	return nass_huge_resize(
	    NULL, 0, (2 * n + 1) * sizeof(struct count__item));
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

struct summing {
	const struct nass_count *c;
	struct count__sum *sum;
	bool is_shared;
};

enum {
	GROUP = 64, /* spellings whose misses of the cache overlap */
	BLOCK = 64, /* types: of two threads, each sums every other block */
};

/* Spellings of a group that have a count and a type that this half sums. */
static size_t
choose(const struct summing *m, unsigned half, uint32_t from, uint32_t n,
    uint32_t *chosen)
{
	const struct count__spelling *s = m->c->spelling;
	uint32_t others = m->is_shared ? BLOCK : 0;
	size_t nchosen = 0;
	uint32_t i;

	for (i = from; i < from + n; i++) {
		__builtin_prefetch(&m->sum[s[i].type], 1);
		chosen[nchosen] = i;
		nchosen +=
		    ((s[i].type & others) == half * BLOCK) & (s[i].count > 0);
	}
	for (i = 0; i < nchosen; i++)
		__builtin_prefetch(&s[m->sum[s[chosen[i]].type].best]);
	return nchosen;
}

static enum nass_code
sum_half(void *arg, unsigned half, struct nass_err *err)
{
	const struct summing *m = arg;
	const struct nass_count *c = m->c;
	uint32_t chosen[GROUP];
	uint32_t end = half == 0 || m->is_shared ? c->words.n : 0;
	uint32_t from;
	uint32_t n;
	size_t nchosen;
	size_t i;

	for (from = 0; from < end; from += n) {
		n = end - from < GROUP ? end - from : GROUP;
		nchosen = choose(m, half, from, n, chosen);
		for (i = 0; i < nchosen; i++) {
			uint32_t id = chosen[i];
			const struct count__spelling *s = &c->spelling[id];
			struct count__sum *sum = &m->sum[s->type];

			if (count__add(&sum->count, s->count, err) != NASS_OK)
				return NASS_ELIMIT;
			if (sum->nvariant++ == 0 || is_better(c, id, sum->best))
				sum->best = id;
		}
	}
	return NASS_OK;
}

static enum nass_code
sum_words(struct nass_count *c, struct nass_err *err)
{
	struct count__level *l = &c->level[0];
	struct summing m = { .c = c };
	uint32_t i;

	l->ntype = c->types.n;
	l->sum = nass_huge_zeros(l->ntype, sizeof(*l->sum));
	l->documents =
	    nass_huge_resize(NULL, 0, (l->ntype + 1) * sizeof(*l->documents));
	if (l->sum == NULL || l->documents == NULL)
		return nass_fail_nomem(err);
	for (i = 0; i < l->ntype; i++)
		l->documents[i] = c->type[i].documents;
	m.sum = l->sum;
	m.is_shared = count__is_shared(c, c->words.n);
	return nass_run_both(sum_half, &m, m.is_shared, err);
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
		code = count__order(c, i, err);
	free(doc_rank);
	count__measure_docs(c);
	return code;
}
