/*
 * gram_types.c - spellings of n-grams, which have numbers, to types: sorted by
 * the types of their words, those of a type stand together.
 *
 * Spellings stand in order, so those of a first word in a list.  Narrow ones
 * are grouped where the lists of a type of first words meet:
 *
 *	type 3		words 5, 9
 *	their lists	(5,2) (5,8)	(9,2)
 *	types behind	1 6		1
 *	groups		{(5,2) (9,2)}	{(5,8)}
 */
#include <stdlib.h>

#include "base/huge.h"
#include "count/grams.h"

/* Groups ------------------------------------------------------------------- */

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

static inline bool
is_same(const struct count__grams *g, const struct count__item *x,
    const struct count__item *y)
{
	return g->is_wide ? count__compare(g, x, y) == 0 : x->key == y->key;
}

/* Spellings in the order of types, behind the `at` that have their groups. */
static enum nass_code
put_in_groups(const struct count__grams *g, const struct count__item *item,
    size_t n, size_t at, struct nass_err *err)
{
	struct count__level *l = g->level;
	struct count__sum *sum = NULL;
	size_t i;

	for (i = 0; i < n; i++) {
		uint32_t spelling = (uint32_t)item[i].id;

		if (i == 0 || !is_same(g, &item[i - 1], &item[i])) {
			l->first[l->ntype] = (uint32_t)(at + i);
			sum = &l->sum[l->ntype++];
			*sum = (struct count__sum){ 0, spelling, 0 };
		}
		l->group[at + i] = spelling;
		if (count__add(&sum->count, l->gram[spelling].id, err) !=
		    NASS_OK)
			return NASS_ELIMIT;
		if (sum->nvariant++ > 0 && is_better(g, spelling, sum->best))
			sum->best = spelling;
	}
	return NASS_OK;
}

/* All at once ---------------------------------------------------------------- */

static enum nass_code
group_wide(const struct count__grams *g, struct nass_err *err)
{
	size_t n = g->level->ngram;
	struct count__item *item =
	    nass_huge_resize(NULL, 0, (2 * n + 1) * sizeof(*item));
	enum nass_code code;
	size_t i;

	if (item == NULL)
		return nass_fail_nomem(err);
	for (i = 0; i < n; i++)
		item[i] = (struct count__item){ 0, i };
	count__sort_grams(g, item, n);
	code = put_in_groups(g, item, n, 0, err);
	free(item);
	return code;
}

/* By the first word ---------------------------------------------------------- */

struct lists {
	size_t *from;   /* by rank of a word: its first spelling of all */
	uint32_t *word; /* ranks of words, by their types, then in order */
	size_t *first;  /* by rank of a type: in `word` */
	size_t ntype;
	struct count__item *item; /* twice the most that a type has */
};

static void
list_grams(const struct count__grams *g, size_t *from)
{
	const struct count__level *l = g->level;
	unsigned behind = g->bits * (g->order - 1);
	size_t word = 0;
	size_t i;

	for (i = 0; i < l->ngram; i++)
		while (word <= l->gram[i].key >> behind)
			from[word++] = i;
	while (word <= g->c->words.n)
		from[word++] = l->ngram;
}

static void
list_words(const struct nass_count *c, struct lists *l)
{
	const uint32_t *type = c->ranks.type_of_rank;
	uint32_t i;

	for (i = 0; i < c->words.n; i++)
		l->first[type[i] + 2]++;
	for (i = 2; i < l->ntype + 2; i++)
		l->first[i] += l->first[i - 1];
	for (i = 0; i < c->words.n; i++)
		l->word[l->first[type[i] + 1]++] = i;
}

/* Spellings that begin with a word of a type; to == NULL: how many. */
static size_t
gather(const struct count__grams *g, const struct lists *l, size_t t,
    struct count__item *to)
{
	const struct count__item *gram = g->level->gram;
	const uint32_t *type = g->c->ranks.type_of_rank;
	uint64_t mask = ((uint64_t)1 << g->bits * (g->order - 1)) - 1;
	uint64_t word = ((uint64_t)1 << g->bits) - 1;
	size_t n = 0;
	size_t i;
	size_t k;

	for (i = l->first[t]; i < l->first[t + 1]; i++) {
		size_t end = l->from[l->word[i] + 1];

		for (k = l->from[l->word[i]]; to != NULL && k < end; k++) {
			uint64_t behind = count__typed(g, gram[k].key) & mask;

			to[n++] = (struct count__item){ behind, k };
			if (k + 2 * COUNT__AHEAD < g->level->ngram)
				__builtin_prefetch(&type[word &
				    gram[k + 2 * COUNT__AHEAD].key]);
		}
		if (to == NULL)
			n += end - l->from[l->word[i]];
	}
	return n;
}

static enum nass_code
new_lists(const struct count__grams *g, struct lists *l, struct nass_err *err)
{
	const struct nass_count *c = g->c;
	size_t most = 0;
	size_t i;

	l->ntype = c->types.n;
	l->from = nass_huge_zeros((size_t)c->words.n + 1, sizeof(*l->from));
	l->word = nass_huge_zeros((size_t)c->words.n + 1, sizeof(*l->word));
	l->first = nass_huge_zeros(l->ntype + 2, sizeof(*l->first));
	if (l->from == NULL || l->word == NULL || l->first == NULL)
		return nass_fail_nomem(err);
	list_grams(g, l->from);
	list_words(c, l);
	for (i = 0; i < l->ntype; i++) {
		size_t n = gather(g, l, i, NULL);

		most = n > most ? n : most;
	}
	l->item = nass_huge_resize(NULL, 0, (2 * most + 1) * sizeof(*l->item));
	return l->item != NULL ? NASS_OK : nass_fail_nomem(err);
}

static bool
is_sorted(const struct count__item *item, size_t n)
{
	bool is = true;
	size_t i;

	for (i = 1; i < n; i++)
		is &= item[i - 1].key <= item[i].key;
	return is;
}

static enum nass_code
group_narrow(const struct count__grams *g, struct nass_err *err)
{
	struct lists l = { .ntype = 0 };
	enum nass_code code = new_lists(g, &l, err);
	size_t at = 0;
	size_t i;

	for (i = 0; code == NASS_OK && i < l.ntype; i++) {
		size_t n = gather(g, &l, i, l.item);

		if (!is_sorted(l.item, n))
			count__radix(l.item, l.item + n, n);
		code = put_in_groups(g, l.item, n, at, err);
		at += n;
	}
	free(l.from);
	free(l.word);
	free(l.first);
	free(l.item);
	return code;
}

/* ---------------------------------------------------------------------------- */

enum nass_code
count__group_types(struct count__grams *g, struct nass_err *err)
{
	struct count__level *l = g->level;
	size_t n = l->ngram;
	enum nass_code code;

	if (n >= UINT32_MAX)
		return nass_fail(
		    err, NASS_ELIMIT, 0, "more than 2^32 n-grams in memory");
	l->first = nass_huge_resize(NULL, 0, (n + 2) * sizeof(*l->first));
	l->group = nass_huge_resize(NULL, 0, (n + 1) * sizeof(*l->group));
	/* Of pages that are not touched there are none. */
	l->sum = nass_huge_resize(NULL, 0, (n + 1) * sizeof(*l->sum));
	if (l->first == NULL || l->group == NULL || l->sum == NULL)
		return nass_fail_nomem(err);
	g->rank = g->c->ranks.type_of_spelling;
	g->is_indirect = true;
	code = g->is_wide ? group_wide(g, err) : group_narrow(g, err);
	g->is_indirect = false;
	l->first[l->ntype] = (uint32_t)n;
	return code;
}
