/*
 * grams.c - n-grams, by sorting.
 *
 *	sequence	0 7 4 9 4 0 7 4 ...		ids of tokens
 *	keys		(7,4) (4,9) (9,4) (7,4) ...	ranks of the words,
 *packed spellings	(4,9)*1 (7,4)*2 (9,4)*1		sorted, equal ones
 *summed types		the same, by the ranks of the words' types
 *
 * Ranks are those of the words' bytes, and the space that joins the words of an
 * n-gram is below all bytes of a word: so numbers sort as the n-grams do.
 *
 * An n-gram whose ranks fit 64 bits (pairs always; three words of up to two
 * million) is its own key.  A wider one is a place in the sequence, sorted by
 * some of its words at a time, the last first.  A line of counts has a place
 * behind the sequence.
 */
#include <stdlib.h>
#include <string.h>

#include "base/huge.h"
#include "count/grams.h"

/* Keys ------------------------------------------------------------------- */

static uint64_t
packed(const struct count__grams *g, const uint32_t *id, const uint32_t *rank)
{
	uint64_t key = 0;
	unsigned i;

	for (i = 0; i < g->order; i++)
		key = key << g->bits | rank[id[i] - 1];
	return key;
}

/* The rank of word k of a wide n-gram. */
static uint32_t
rank_at(const struct count__grams *g, uint64_t id, unsigned k)
{
	const struct nass_count *c = g->c;
	uint64_t place = g->is_indirect ? g->level->gram[id].key : id;
	uint32_t word = count__at_place(c, place)[k] - 1;

	if (place >= c->nsequence && c->line[place - c->nsequence].is_type)
		return c->ranks.type[word];
	return g->rank[word];
}

void
count__sort_grams(
    const struct count__grams *g, struct count__item *item, size_t n)
{
	unsigned step = 64 / g->bits;
	unsigned end = g->order;
	unsigned from;
	unsigned k;
	size_t i;

	if (!g->is_wide) {
		count__radix(item, item + n, n);
		return;
	}
	for (; end > 0; end = from) {
		from = end > step ? end - step : 0;
		for (i = 0; i < n; i++) {
			item[i].key = 0;
			for (k = from; k < end; k++)
				item[i].key = item[i].key << g->bits |
				    rank_at(g, item[i].id, k);
		}
		count__radix(item, item + n, n);
	}
}

int
count__compare(const struct count__grams *g, const struct count__item *x,
    const struct count__item *y)
{
	unsigned k;

	if (!g->is_wide)
		return x->key < y->key ? -1 : x->key > y->key;
	for (k = 0; k < g->order; k++) {
		uint32_t a = rank_at(g, x->id, k);
		uint32_t b = rank_at(g, y->id, k);

		if (a != b)
			return a < b ? -1 : 1;
	}
	return 0;
}

/* Spellings -------------------------------------------------------------- */

size_t
count__list_sequence(const struct count__grams *g, struct count__item *to)
{
	const struct nass_count *c = g->c;
	unsigned bits = g->bits * g->order;
	uint64_t mask = bits < 64 ? ((uint64_t)1 << bits) - 1 : ~(uint64_t)0;
	uint64_t key = 0;
	size_t run = 0;
	size_t n = 0;
	size_t i;

	for (i = 0; i < c->nsequence; i++) {
		if (i + COUNT__AHEAD < c->nsequence &&
		    c->sequence[i + COUNT__AHEAD] > 0)
			__builtin_prefetch(
			    &g->rank[c->sequence[i + COUNT__AHEAD] - 1]);
		if (c->sequence[i] == 0) {
			run = 0;
			continue;
		}
		key = (key << g->bits | g->rank[c->sequence[i] - 1]) & mask;
		if (++run < g->order || i < c->ncarried)
			continue;
		to[n++] = (struct count__item){ key,
			g->is_wide ? i + 1 - g->order : 1 };
	}
	return n;
}

size_t
count__list_lines(
    const struct count__grams *g, bool is_type, struct count__item *item)
{
	const struct nass_count *c = g->c;
	const uint32_t *rank = is_type ? c->ranks.type : g->rank;
	size_t n = 0;
	size_t i;

	for (i = 0; i < c->nline; i++) {
		const struct count__line *l = &c->line[i];

		if (l->order != g->order || l->is_type != is_type || l->n == 0)
			continue;
		item[n++] = (struct count__item){
			g->is_wide ? 0 : packed(g, c->given + l->at, rank),
			g->is_wide ? c->nsequence + i : l->n,
		};
	}
	return n;
}

uint64_t
count__weight(const struct count__grams *g, const struct count__item *item)
{
	size_t n = g->c->nsequence;

	if (!g->is_wide)
		return item->id;
	return item->id < n ? 1 : g->c->line[item->id - n].n;
}

/* Equal ones become one: { key, count }, or { place, count } if wide. */
static enum nass_code
sum_spellings(const struct count__grams *g, struct count__item *item, size_t n,
    size_t *nsum, struct nass_err *err)
{
	struct count__item first = { 0, 0 };
	size_t i;

	*nsum = 0;
	for (i = 0; i < n; i++) {
		uint64_t count = count__weight(g, &item[i]);

		if (i > 0 && count__compare(g, &first, &item[i]) == 0) {
			if (count__add(&item[*nsum - 1].id, count, err) !=
			    NASS_OK)
				return NASS_ELIMIT;
			continue;
		}
		first = item[i];
		item[(*nsum)++] =
		    (struct count__item){ g->is_wide ? first.id : first.key,
			    count };
	}
	return NASS_OK;
}

/* N-grams of the sequence and of lines. */
static enum nass_code
sum_all(const struct count__grams *g, struct count__item **items, size_t *nsum,
    struct nass_err *err)
{
	size_t most = g->c->nsequence + g->c->nline;
	struct count__item *item =
	    nass_huge_resize(NULL, 0, (2 * most + 1) * sizeof(*item));
	size_t n;

	*items = item;
	if (item == NULL)
		return nass_fail_nomem(err);
	n = count__list_sequence(g, item);
	n += count__list_lines(g, false, item + n);
	count__sort_grams(g, item, n);
	return sum_spellings(g, item, n, nsum, err);
}

static enum nass_code
list_spellings(const struct count__grams *g, struct nass_err *err)
{
	struct count__level *l = g->level;

	return g->is_wide || g->c->nline > 0
	    ? sum_all(g, &l->gram, &l->ngram, err)
	    : count__sum_first(g, &l->gram, &l->ngram, err);
}

/* ------------------------------------------------------------------------ */

enum nass_code
count__sum_grams(struct nass_count *c, unsigned level, const uint32_t *doc_rank,
    struct nass_err *err)
{
	struct count__grams g = {
		.c = c,
		.level = &c->level[level],
		.order = level + 1,
		.bits = c->ranks.bits,
		.is_wide = c->ranks.bits * (level + 1) > 64,
		.rank = c->ranks.spelling,
	};
	enum nass_code code;

	if (level + 1 < c->opts.ngram_min)
		return NASS_OK;
	code = list_spellings(&g, err);
	if (code == NASS_OK)
		code = count__group_types(&g, err);
	return code == NASS_OK ? count__gram_documents(&g, doc_rank, err)
			       : code;
}
