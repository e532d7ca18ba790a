/*
 * gram_docs.c - in how many documents each n-gram stands.
 *
 * Where there is one document, as with a large text, in that one.  Else the
 * n-grams of the sequence are sorted once more, each with its document, and
 * walked beside the types, which are in the same order.
 */
#include <stdlib.h>

#include "base/huge.h"
#include "count/docs.h"
#include "count/grams.h"

/* Which document a place is of: its number, and whether it is listed. */
static const struct count__chunk *
chunk_of(const struct nass_count *c, size_t place)
{
	size_t low = 0;
	size_t high = c->nchunk;

	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (c->chunk[mid].from <= place)
			low = mid;
		else
			high = mid;
	}
	return &c->chunk[low];
}

/* Of a narrow n-gram, id is the chunk; of a wide one, its place. */
static size_t
list_chunks(const struct count__grams *g, struct count__item *item)
{
	const struct nass_count *c = g->c;
	size_t n = count__list_sequence(g, item);
	size_t chunk = 0;
	size_t k = 0;
	size_t run = 0;
	size_t i;

	for (i = 0; !g->is_wide && i < c->nsequence; i++) {
		while (chunk + 1 < c->nchunk && c->chunk[chunk + 1].from <= i)
			chunk++;
		run = c->sequence[i] == 0 ? 0 : run + 1;
		if (run >= g->order && i >= c->ncarried)
			item[k++].id = chunk;
	}
	return n;
}

/* What type t is compared by, to be met by other lists. */
static struct count__item
type_item(const struct count__grams *g, size_t t)
{
	const struct count__level *l = g->level;
	uint64_t key = l->gram[l->group[l->first[t]]].key;

	return (
	    struct count__item){ g->is_wide ? 0 : count__typed(g, key), key };
}

/* Documents that lines of counts give; a type without a count has no row. */
static void
add_lines(
    const struct count__grams *g, const struct count__item *item, size_t n)
{
	struct count__level *l = g->level;
	size_t t;
	size_t i = 0;

	for (t = 0; t < l->ntype && i < n; t++) {
		struct count__item type = type_item(g, t);

		while (i < n && count__compare(g, &item[i], &type) < 0)
			i++;
		for (; i < n && count__compare(g, &item[i], &type) == 0; i++)
			l->documents[t] += count__weight(g, &item[i]);
	}
}

/* Documents that the sequence has: those without a name are counted. */
static size_t
add_chunks(const struct count__grams *g, const struct count__item *item,
    size_t n, struct count__pair *pair)
{
	const struct nass_count *c = g->c;
	struct count__level *l = g->level;
	const struct count__chunk *last = NULL;
	const struct count__chunk *chunk;
	size_t npair = 0;
	size_t t = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		chunk = g->is_wide ? chunk_of(c, item[i].id)
				   : &c->chunk[item[i].id];
		if (i == 0 || count__compare(g, &item[i - 1], &item[i]) != 0) {
			while (t < l->ntype) {
				struct count__item type = type_item(g, t);

				if (count__compare(g, &type, &item[i]) == 0)
					break;
				t++;
			}
			last = NULL;
		}
		if (last == NULL || last->doc != chunk->doc ||
		    last->is_listed != chunk->is_listed) {
			last = chunk;
			if (!chunk->is_listed)
				l->documents[t]++;
			else
				pair[npair++] =
				    (struct count__pair){ (uint32_t)t,
					    chunk->doc, 0 };
		}
		if (chunk->is_listed)
			pair[npair - 1].n++;
	}
	return npair;
}

/* All n-grams are of one document: which; NULL if there are more. */
static const struct count__chunk *
only_chunk(const struct nass_count *c)
{
	size_t i;

	if (c->nline > 0)
		return NULL;
	for (i = 1; i < c->nchunk; i++)
		if (c->chunk[i].doc != c->chunk[0].doc ||
		    c->chunk[i].is_listed != c->chunk[0].is_listed)
			return NULL;
	return c->nchunk > 0 ? &c->chunk[0] : NULL;
}

enum nass_code
count__gram_documents(const struct count__grams *g, const uint32_t *doc_rank,
    struct nass_err *err)
{
	struct nass_count *c = g->c;
	struct count__level *l = g->level;
	const struct count__chunk *only = only_chunk(c);
	size_t most = c->nsequence + c->nline;
	struct count__item *item;
	struct count__pair *pair;
	enum nass_code code = NASS_OK;
	size_t npair = 0;
	size_t n;

	if (only != NULL) {
		l->has_only = only->is_listed;
		l->only = only->is_listed ? doc_rank[only->doc] : 0;
		return NASS_OK;
	}
	item = nass_huge_resize(NULL, 0, (2 * most + 1) * sizeof(*item));
	pair = nass_huge_resize(NULL, 0, (c->nsequence + 1) * sizeof(*pair));
	l->documents = nass_huge_zeros(l->ntype + 1, sizeof(*l->documents));
	if (item == NULL || pair == NULL || l->documents == NULL)
		code = nass_fail_nomem(err);
	if (code == NASS_OK) {
		n = count__list_lines(g, true, item);
		count__sort_grams(g, item, n);
		add_lines(g, item, n);
		n = list_chunks(g, item);
		count__sort_grams(g, item, n);
		npair = add_chunks(g, item, n, pair);
	}
	free(item);
	if (code == NASS_OK && npair > 0)
		code = count__group_pairs(l, pair, npair, doc_rank, err);
	free(pair);
	return code;
}
