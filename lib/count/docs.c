/*
 * docs.c - documents that are listed by name, put in order, and the pairs of
 * types and documents.
 */
#include <stdlib.h>

#include "base/huge.h"
#include "count/private.h"

enum nass_code
count__rank_docs(struct nass_count *c, uint32_t **rank, struct nass_err *err)
{
	struct count__item *item = count__items(c->ndoc);
	struct count__doc *doc = nass_huge_zeros(c->ndoc, sizeof(*doc));
	size_t ndoc = 0;
	size_t i;

	*rank = nass_huge_zeros(c->ndoc, sizeof(**rank));
	if (item == NULL || doc == NULL || *rank == NULL) {
		free(item);
		free(doc);
		return nass_fail_nomem(err);
	}
	for (i = 0; i < c->ndoc; i++)
		item[i] = (struct count__item){ c->doc[i].number, i };
	count__radix(item, item + c->ndoc, c->ndoc);
	for (i = 0; i < c->ndoc; i++)
		item[i].key = c->doc[item[i].id].file;
	count__radix(item, item + c->ndoc, c->ndoc);
	for (i = 0; i < c->ndoc; i++) {
		const struct count__doc *d = &c->doc[item[i].id];

		if (ndoc > 0 && doc[ndoc - 1].file == d->file &&
		    doc[ndoc - 1].number == d->number) {
			doc[ndoc - 1].tokens += d->tokens;
			doc[ndoc - 1].id += d->id;
			doc[ndoc - 1].copies += d->copies;
		} else {
			doc[ndoc++] = *d;
		}
		(*rank)[item[i].id] = (uint32_t)(ndoc - 1);
	}
	free(item);
	free(c->doc);
	c->doc = doc;
	c->ndoc = ndoc;
	c->doc_cap = ndoc;
	return NASS_OK;
}

/* Pairs that are all of one document, as often a large text is one. */
static void
group_only(struct count__level *l, const struct count__pair *pair, size_t npair,
    uint32_t doc)
{
	struct count__pair *p;
	size_t i;

	for (i = 0; i < npair; i++)
		l->first_pair[pair[i].type + 1] = 1;
	for (i = 0; i < l->ntype; i++) {
		l->documents[i] += l->first_pair[i + 1];
		l->first_pair[i + 1] += l->first_pair[i];
	}
	for (i = 0; i < npair; i++) {
		p = &l->pair[l->first_pair[pair[i].type]];
		*p =
		    (struct count__pair){ pair[i].type, doc, p->n + pair[i].n };
	}
}

/* Pairs of many documents. */
static enum nass_code
group_many(struct count__level *l, const struct count__pair *pair, size_t npair,
    const uint32_t *doc_rank, struct nass_err *err)
{
	struct count__item *item = count__items(npair);
	size_t n = 0;
	size_t i;

	if (item == NULL)
		return nass_fail_nomem(err);
	for (i = 0; i < npair; i++)
		item[i] = (struct count__item){
			(uint64_t)pair[i].type << 32 | doc_rank[pair[i].doc],
			i,
		};
	count__radix(item, item + npair, npair);
	for (i = 0; i < npair; i++) {
		const struct count__pair *p = &pair[item[i].id];
		uint32_t doc = doc_rank[p->doc];

		if (n > 0 && l->pair[n - 1].type == p->type &&
		    l->pair[n - 1].doc == doc) {
			l->pair[n - 1].n += p->n;
			continue;
		}
		l->pair[n++] = (struct count__pair){ p->type, doc, p->n };
		l->first_pair[p->type + 1]++;
		l->documents[p->type]++;
	}
	for (i = 0; i < l->ntype; i++)
		l->first_pair[i + 1] += l->first_pair[i];
	free(item);
	return NASS_OK;
}

enum nass_code
count__group_pairs(struct count__level *l, const struct count__pair *pair,
    size_t npair, const uint32_t *doc_rank, struct nass_err *err)
{
	uint32_t doc = doc_rank[pair[0].doc];
	size_t i;

	l->first_pair = nass_huge_zeros(l->ntype + 1, sizeof(*l->first_pair));
	l->pair = nass_huge_zeros(npair, sizeof(*l->pair));
	if (l->first_pair == NULL || l->pair == NULL)
		return nass_fail_nomem(err);
	for (i = 1; i < npair && doc_rank[pair[i].doc] == doc; i++)
		;
	if (i < npair)
		return group_many(l, pair, npair, doc_rank, err);
	group_only(l, pair, npair, doc);
	return NASS_OK;
}

void
count__measure_docs(struct nass_count *c)
{
	uint64_t tokens;
	size_t i;

	c->nparts = 0;
	c->smallest = UINT64_MAX;
	for (i = 0; i < c->ndoc; i++) {
		if (c->doc[i].tokens == 0)
			continue;
		tokens = c->doc[i].tokens / count__copies(&c->doc[i]);
		c->nparts += count__copies(&c->doc[i]);
		if (tokens < c->smallest)
			c->smallest = tokens;
	}
}
