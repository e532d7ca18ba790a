/*
 * parts.c - documents as parts of the corpus, for dispersion.
 *
 * A document is known by what it holds: its id is a sum over its terms, so that
 * it does not depend on the place of the document, nor on the order in which
 * pieces of it were counted.  Documents of one id have the same terms as often;
 * they are copies of each other, and the counts format keeps one and their
 * number.
 */
#include <stdlib.h>

#include "count/docs.h"
#include "count/spill.h"

bool
count__keeps_parts(const struct nass_count *c)
{
	return c->has_named ||
	    nass_str_eq(nass_buf_str(&c->identity[COUNT__PARTS]),
		NASS_STR("documents"));
}

/* Pairs of documents that stand for several. */
static void
add_copies(struct nass_count *c)
{
	struct count__level *l = &c->level[0];
	size_t i;

	for (i = 0; i < l->first_pair[l->ntype]; i++)
		l->documents[l->pair[i].type] +=
		    count__copies(&c->doc[l->pair[i].doc]) - 1;
}

enum nass_code
count__name_docs(struct nass_count *c, struct nass_err *err)
{
	const struct count__level *l = &c->level[0];
	enum nass_code code = NASS_OK;
	uint32_t t;
	size_t i;

	add_copies(c);
	for (t = 0; code == NASS_OK && t < l->ntype; t++) {
		uint64_t hash;

		if (l->first_pair[t] == l->first_pair[t + 1])
			continue;
		c->scratch.n = 0;
		code = count__word_put(c->types.key[t], &c->scratch, err);
		hash = nass_hash(nass_buf_str(&c->scratch), 0);
		for (i = l->first_pair[t]; i < l->first_pair[t + 1]; i++)
			c->doc[l->pair[i].doc].id += hash * l->pair[i].n;
	}
	return code;
}

const struct count__doc *
count__find_doc(const struct nass_count *c, uint64_t file, uint64_t number)
{
	size_t low = 0;
	size_t high = c->ndoc;

	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;
		const struct count__doc *d = &c->doc[mid];

		if (d->file < file || (d->file == file && d->number <= number))
			low = mid;
		else
			high = mid;
	}
	return &c->doc[low];
}

static enum nass_code
add_part(struct nass_count *c, const struct count__doc *d, uint64_t n,
    struct nass_err *err)
{
	enum nass_code code = count__stretch((void **)&c->part, &c->part_cap,
	    c->npart + 1, sizeof(*c->part), err);

	if (code == NASS_OK)
		c->part[c->npart++] = (struct count__part){
			d->number == COUNT__READ ? d->file : d->id,
			d->tokens,
			count__copies(d),
			n,
		};
	return code;
}

static enum nass_code
list_parts(struct nass_count *c, struct nass_err *err)
{
	const struct count__level *l = &c->level[c->current];
	enum nass_code code = NASS_OK;
	struct nass_str list;
	size_t i;

	c->npart = 0;
	if (c->spilled == NULL) {
		if (l->has_only)
			return add_part(c, &c->doc[l->only],
			    l->sum[c->current_type].count, err);
		if (l->first_pair == NULL)
			return NASS_OK;
		for (i = l->first_pair[c->current_type];
		     code == NASS_OK && i < l->first_pair[c->current_type + 1];
		     i++)
			code = add_part(
			    c, &c->doc[l->pair[i].doc], l->pair[i].n, err);
		return code;
	}
	list = count__spilled_listed(c);
	while (code == NASS_OK && list.n > 0) {
		struct count__listed d = count__get_listed(&list);

		code =
		    add_part(c, count__find_doc(c, d.file, d.number), d.n, err);
	}
	return code;
}

static int
by_id(const void *left, const void *right)
{
	const struct count__part *x = left;
	const struct count__part *y = right;

	return x->id < y->id ? -1 : x->id > y->id;
}

static void
join_copies(struct nass_count *c)
{
	size_t n = 0;
	size_t i;

	if (c->npart == 0)
		return;
	qsort(c->part, c->npart, sizeof(*c->part), by_id);
	for (i = 0; i < c->npart; i++) {
		if (n == 0 || c->part[n - 1].id != c->part[i].id) {
			c->part[n++] = c->part[i];
			continue;
		}
		c->part[n - 1].n += c->part[i].n;
		c->part[n - 1].tokens += c->part[i].tokens;
		c->part[n - 1].copies += c->part[i].copies;
	}
	c->npart = n;
}

enum nass_code
count__gather_docs(struct nass_count *c, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	size_t i;

	c->npart = 0;
	for (i = 0; code == NASS_OK && i < c->ndoc; i++)
		if (c->doc[i].tokens > 0)
			code = add_part(c, &c->doc[i], 0, err);
	join_copies(c);
	return code;
}

enum nass_code
count__gather_parts(struct nass_count *c, struct nass_err *err)
{
	enum nass_code code = list_parts(c, err);

	join_copies(c);
	return code;
}

/* Of sixteen digits of base 16. */
static uint64_t
number_of(struct nass_str hex)
{
	uint64_t x = 0;
	size_t i;

	for (i = 0; i < hex.n; i++)
		x = x << 4 |
		    (uint64_t)(hex.p[i] <= '9' ? hex.p[i] - '0'
					       : hex.p[i] - 'a' + 10);
	return x;
}

enum nass_code
count__read_doc(struct nass_count *c, struct nass_str name, uint32_t *index,
    struct nass_err *err)
{
	struct count__key key;
	enum nass_code code;
	uint32_t known = c->part_names.n;
	uint32_t id;
	size_t at;

	count__key_word(name, &key);
	code = count__vocab_reserve(&c->part_names, 1, err);
	if (code == NASS_OK)
		code = count__stretch((void **)&c->part_doc, &c->part_doc_cap,
		    (size_t)known + 1, sizeof(*c->part_doc), err);
	if (code != NASS_OK)
		return code;
	id = count__intern(&c->part_names, &key);
	if (id == COUNT__NONE)
		return nass_fail_nomem(err);
	c->has_named = true;
	if (id == known) {
		code =
		    count__list_doc(c, number_of(name), COUNT__READ, &at, err);
		c->part_doc[id] = (uint32_t)at;
	}
	*index = c->part_doc[id];
	return code;
}

/* What the caller sees ------------------------------------------------------- */

static int
by_size(const void *left, const void *right)
{
	const struct count__part *x = left;
	const struct count__part *y = right;

	if (x->tokens != y->tokens)
		return x->tokens < y->tokens ? -1 : 1;
	return x->n < y->n ? -1 : x->n > y->n;
}

/* Each document on its own. */
static enum nass_code
spread_copies(struct nass_count *c, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	size_t n = c->npart;
	size_t i;
	uint64_t k;

	for (i = 0; i < n && code == NASS_OK; i++) {
		struct count__part p = c->part[i];

		p.tokens /= p.copies;
		p.n /= p.copies;
		code = count__stretch((void **)&c->part, &c->part_cap,
		    c->npart + p.copies, sizeof(*c->part), err);
		if (code != NASS_OK)
			break;
		c->part[i] = p;
		for (k = 1; k < p.copies; k++)
			c->part[c->npart++] = p;
	}
	if (c->npart > 0)
		qsort(c->part, c->npart, sizeof(*c->part), by_size);
	return code;
}

enum nass_code
nass_count_part(struct nass_count *c, size_t i, uint64_t *tokens,
    uint64_t *count, struct nass_err *err)
{
	enum nass_code code = NASS_OK;

	if (i == 0) {
		code = list_parts(c, err);
		if (code == NASS_OK)
			code = spread_copies(c, err);
	}
	if (code != NASS_OK || i >= c->npart)
		return code != NASS_OK ? code : NASS_END;
	*tokens = c->part[i].tokens;
	*count = c->part[i].n;
	return NASS_OK;
}

void
nass_count_parts(
    const struct nass_count *c, uint64_t *nparts, uint64_t *smallest)
{
	*nparts = c->nparts;
	*smallest = c->nparts > 0 ? c->smallest : 0;
}
