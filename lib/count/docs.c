/*
 * docs.c - documents that are listed by name: the sets of their types, their
 * order, and the pairs of types and documents.
 */
#include <stdlib.h>
#include <string.h>

#include "base/huge.h"
#include "count/docs.h"

/* Sets --------------------------------------------------------------------- */

enum nass_code
count__reserve_set(
    struct nass_count *c, struct count__doc *d, size_t n, struct nass_err *err)
{
	size_t old = d->ntypes;
	size_t want = old + old / 2;
	uint64_t *p;

	if (n / 64 < old)
		return NASS_OK;
	if (want < n / 64 + 1)
		want = n / 64 + 1;
	p = realloc(d->types, want * sizeof(*p));
	if (p == NULL)
		return nass_fail_nomem(err);
	memset(p + old, 0, (want - old) * sizeof(*p));
	c->set_bytes += (want - old) * sizeof(*p);
	d->types = p;
	d->ntypes = want;
	return NASS_OK;
}

/* The least type of a set from t on; COUNT__NONE if there is none. */
static uint32_t
next_in_set(const struct count__doc *d, uint32_t t)
{
	size_t i = t / 64;
	uint64_t bits;

	if (i >= d->ntypes)
		return COUNT__NONE;
	bits = d->types[i] >> t % 64 << t % 64;
	while (bits == 0 && ++i < d->ntypes)
		bits = d->types[i];
	return bits == 0 ? COUNT__NONE
			 : (uint32_t)(i * 64 + (unsigned)__builtin_ctzll(bits));
}

enum nass_code
count__join_sets(struct nass_count *c, struct count__doc *into,
    const struct count__doc *d, const uint32_t *type, struct nass_err *err)
{
	enum nass_code code = d->types != NULL
	    ? count__reserve_set(c, into, c->types.n, err)
	    : NASS_OK;
	uint32_t t = 0;

	if (code != NASS_OK)
		return code;
	for (; (t = next_in_set(d, t)) != COUNT__NONE; t++)
		count__put_in_set(into, type[t]);
	return NASS_OK;
}

enum nass_code
count__pair_sets(struct nass_count *c, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	uint32_t t;
	size_t i;

	for (i = 0; code == NASS_OK && i < c->ndoc; i++) {
		struct count__doc *d = &c->doc[i];

		if (d->types == NULL)
			continue;
		code = count__stretch((void **)&c->pair, &c->pair_cap,
		    c->npair + c->types.n, sizeof(*c->pair), err);
		if (code != NASS_OK)
			break;
		for (t = 0; (t = next_in_set(d, t)) != COUNT__NONE; t++)
			c->pair[c->npair++] =
			    (struct count__pair){ t, (uint32_t)i, 0 };
		free(d->types);
		d->types = NULL;
		d->ntypes = 0;
	}
	c->set_bytes = 0;
	return code;
}

void
count__add_sets(const struct nass_count *c, uint64_t *documents)
{
	uint32_t t;
	size_t i;

	for (i = 0; i < c->ndoc; i++)
		for (t = 0; (t = next_in_set(&c->doc[i], t)) != COUNT__NONE;
		     t++)
			documents[t]++;
}

void
count__forget_docs(struct nass_count *c)
{
	size_t i;

	for (i = 0; i < c->ndoc; i++)
		free(c->doc[i].types);
	c->ndoc = 0;
	c->set_bytes = 0;
}

/* Order -------------------------------------------------------------------- */

/* What is told of one document in two places. */
static void
join_docs(struct count__doc *into, const struct count__doc *d)
{
	struct count__doc more = d->ntypes > into->ntypes ? *d : *into;
	struct count__doc less = d->ntypes > into->ntypes ? *into : *d;
	size_t i;

	for (i = 0; i < less.ntypes; i++)
		more.types[i] |= less.types[i];
	free(less.types);
	into->types = more.types;
	into->ntypes = more.ntypes;
	into->tokens += d->tokens;
	into->id += d->id;
	into->copies += d->copies;
}

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
		    doc[ndoc - 1].number == d->number)
			join_docs(&doc[ndoc - 1], d);
		else
			doc[ndoc++] = *d;
		(*rank)[item[i].id] = (uint32_t)(ndoc - 1);
	}
	free(item);
	free(c->doc);
	c->doc = doc;
	c->ndoc = ndoc;
	c->doc_cap = ndoc;
	return NASS_OK;
}

/* Pairs -------------------------------------------------------------------- */

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
