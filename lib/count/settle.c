/*
 * settle.c - what is in memory, summed up and put in order.
 *
 * Spellings and types of words are ranked by their bytes; an n-gram is then
 * ordered by the ranks of its words, which is the order of its bytes, because
 * no byte of a word is below the space that joins them.
 */
#include <stdlib.h>
#include <string.h>

#include "count/private.h"
#include "count/sort.h"

void
count__level_fini(struct count__level *l)
{
	free(l->sum);
	free(l->order);
	free(l->first);
	free(l->group);
	free(l->first_pair);
	free(l->pair);
	free(l->rank_spelling);
	free(l->rank_type);
	free(l->slot_of);
	*l = (struct count__level){ 0 };
}

static void *
array(size_t n, size_t size)
{
	return calloc(n > 0 ? n : 1, size);
}

static struct count__words
slots_of(const struct count__vocab *v)
{
	return (struct count__words){ v->slot, sizeof(*v->slot) };
}

static struct count__words
types_of(const struct count__vocab *v)
{
	return (struct count__words){ v->type, sizeof(*v->type) };
}

/* Two arrays of n items in one piece. */
static struct count__item *
items(size_t n)
{
	return array(2 * n, sizeof(struct count__item));
}

/* Ranks of the words of vocab[0], for n-grams of them. */
static enum nass_code
rank_words(struct nass_count *c, struct nass_err *err)
{
	struct count__vocab *v = &c->vocab[0];
	struct count__level *l = &c->level[0];
	size_t most = c->nspelling > v->ntype ? c->nspelling : v->ntype;
	struct count__item *item = items(most);
	size_t n = 0;
	size_t i;

	l->slot_of = array(c->nspelling, sizeof(*l->slot_of));
	l->rank_spelling = array(c->nspelling, sizeof(*l->rank_spelling));
	l->rank_type = array(v->ntype, sizeof(*l->rank_type));
	if (item == NULL || l->slot_of == NULL || l->rank_spelling == NULL ||
	    l->rank_type == NULL) {
		free(item);
		return nass_fail_nomem(err);
	}
	for (i = 0; i < v->nslot; i++) {
		if (v->slot[i].k[0] == 0)
			continue;
		l->slot_of[v->slot[i].type] = i;
		item[n++].id = i;
	}
	count__sort_words(slots_of(v), item, item + most, n);
	for (i = 0; i < n; i++)
		l->rank_spelling[v->slot[item[i].id].type] = (uint32_t)i;
	for (i = 0; i < v->ntype; i++)
		item[i].id = i;
	count__sort_words(types_of(v), item, item + most, v->ntype);
	for (i = 0; i < v->ntype; i++)
		l->rank_type[item[i].id] = (uint32_t)i;
	free(item);
	return NASS_OK;
}

/* Order of two spellings of one level. */
static int
spelling_cmp(const struct nass_count *c, unsigned level,
    const struct count__slot *x, const struct count__slot *y)
{
	const struct count__vocab *v = &c->vocab[level];
	const uint32_t *rank = c->level[0].rank_spelling;
	uint32_t xroom[COUNT__INLINE_IDS];
	uint32_t yroom[COUNT__INLINE_IDS];
	const uint32_t *p;
	const uint32_t *q;
	unsigned i;

	if (level == 0)
		return count__word_cmp(x->k, y->k);
	p = count__ids(v, x->k, xroom);
	q = count__ids(v, y->k, yroom);
	for (i = 0; i <= level; i++)
		if (p[i] != q[i])
			return rank[p[i] - 1] < rank[q[i] - 1] ? -1 : 1;
	return 0;
}

static uint32_t
type_of(const struct nass_count *c, unsigned level, const struct count__slot *s)
{
	return level == 0 ? count__word_type(c, s) : s->type;
}

/* Is x shown rather than y?  A word's own spellings before those that joined. */
static bool
is_better(const struct nass_count *c, unsigned level,
    const struct count__slot *x, const struct count__slot *y)
{
	if (c->has_moved && x->last != y->last)
		return x->last < y->last;
	if (x->count != y->count)
		return x->count > y->count;
	return spelling_cmp(c, level, x, y) < 0;
}

static enum nass_code
sum_level(struct nass_count *c, unsigned level, struct nass_err *err)
{
	struct count__vocab *v = &c->vocab[level];
	struct count__level *l = &c->level[level];
	size_t i;

	l->sum = array(v->ntype, sizeof(*l->sum));
	if (l->sum == NULL)
		return nass_fail_nomem(err);
	for (i = 0; i < v->nslot; i++) {
		const struct count__slot *s = &v->slot[i];
		struct count__sum *sum;

		if (s->count == 0)
			continue;
		sum = &l->sum[type_of(c, level, s)];
		if (count__add(&sum->count, s->count, err) != NASS_OK)
			return NASS_ELIMIT;
		if (sum->nvariant++ == 0 ||
		    is_better(c, level, s, &v->slot[sum->best]))
			sum->best = i;
	}
	return NASS_OK;
}

/* Order items, whose ids are types of n-grams, by the ranks of their words. */
static void
sort_ngrams(const struct nass_count *c, unsigned level, bool by_key,
    struct count__item *item, struct count__item *tmp, size_t n)
{
	const struct count__vocab *v = &c->vocab[level];
	const struct count__level *l = &c->level[level];
	const uint32_t *rank =
	    by_key ? c->level[0].rank_type : c->level[0].rank_spelling;
	unsigned word = v->order;
	size_t i;

	while (word-- > 0) {
		for (i = 0; i < n; i++) {
			const uint64_t *key = by_key
			    ? v->type[item[i].id].k
			    : v->slot[l->sum[item[i].id].best].k;
			uint32_t room[COUNT__INLINE_IDS];

			item[i].key = rank[count__ids(v, key, room)[word] - 1];
		}
		count__radix(item, tmp, n);
	}
}

/* The same for words: by key, or by the spelling that is shown. */
static void
sort_words(const struct nass_count *c, bool by_key, struct count__item *item,
    struct count__item *tmp, size_t n)
{
	const struct count__vocab *v = &c->vocab[0];
	const struct count__level *l = &c->level[0];
	size_t i;

	if (by_key) {
		count__sort_words(types_of(v), item, tmp, n);
		return;
	}
	for (i = 0; i < n; i++)
		item[i].id = l->sum[item[i].id].best;
	count__sort_words(slots_of(v), item, tmp, n);
	for (i = 0; i < n; i++)
		item[i].id = count__word_type(c, &v->slot[item[i].id]);
}

static enum nass_code
order_level(struct nass_count *c, unsigned level, struct nass_err *err)
{
	const struct count__vocab *v = &c->vocab[level];
	struct count__level *l = &c->level[level];
	struct count__item *item;
	bool by_key = c->order == NASS_ORDER_KEY;
	size_t i;

	for (i = 0; i < v->ntype; i++)
		l->n += l->sum[i].count > 0;
	item = items(l->n);
	l->order = array(l->n, sizeof(*l->order));
	if (item == NULL || l->order == NULL) {
		free(item);
		return nass_fail_nomem(err);
	}
	l->n = 0;
	for (i = 0; i < v->ntype; i++)
		if (l->sum[i].count > 0)
			item[l->n++].id = i;
	if (level == 0)
		sort_words(c, by_key, item, item + l->n, l->n);
	else
		sort_ngrams(c, level, by_key, item, item + l->n, l->n);
	if (!by_key) {
		uint64_t most = 0;

		for (i = 0; i < l->n; i++)
			if (l->sum[item[i].id].count > most)
				most = l->sum[item[i].id].count;
		for (i = 0; i < l->n; i++)
			item[i].key = most - l->sum[item[i].id].count;
		count__radix(item, item + l->n, l->n);
	}
	for (i = 0; i < l->n; i++)
		l->order[i] = (uint32_t)item[i].id;
	free(item);
	return NASS_OK;
}

/* Slots in the order of their types; within a type as they lie. */
static enum nass_code
group_slots(struct nass_count *c, unsigned level, struct nass_err *err)
{
	const struct count__vocab *v = &c->vocab[level];
	struct count__level *l = &c->level[level];
	size_t i;

	l->first = array((size_t)v->ntype + 2, sizeof(*l->first));
	l->group = array(v->n, sizeof(*l->group));
	if (l->first == NULL || l->group == NULL)
		return nass_fail_nomem(err);
	for (i = 0; i < v->nslot; i++)
		if (v->slot[i].count > 0)
			l->first[type_of(c, level, &v->slot[i]) + 2]++;
	for (i = 2; i < (size_t)v->ntype + 2; i++)
		l->first[i] += l->first[i - 1];
	for (i = 0; i < v->nslot; i++)
		if (v->slot[i].count > 0)
			l->group[l->first[type_of(c, level, &v->slot[i]) +
			    1]++] = i;
	return NASS_OK;
}

/* The place of each listed document among those that differ, in their order. */
static enum nass_code
rank_docs(struct nass_count *c, uint32_t **rank, struct nass_err *err)
{
	struct count__item *item = items(c->ndoc);
	struct count__doc *doc = array(c->ndoc, sizeof(*doc));
	size_t ndoc = 0;
	size_t i;

	*rank = array(c->ndoc, sizeof(**rank));
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
			doc[ndoc - 1].tokens += d->tokens;
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

/*
 * Pairs in the order of types, then of documents, each pair once; the number of
 * a type's pairs is added to its documents.
 */
static enum nass_code
group_pairs(struct nass_count *c, unsigned level, const uint32_t *rank,
    struct nass_err *err)
{
	struct count__vocab *v = &c->vocab[level];
	struct count__level *l = &c->level[level];
	struct count__item *item = items(v->npair);
	size_t n = 0;
	size_t i;

	l->first_pair = array((size_t)v->ntype + 1, sizeof(*l->first_pair));
	l->pair = array(v->npair, sizeof(*l->pair));
	if (item == NULL || l->first_pair == NULL || l->pair == NULL) {
		free(item);
		return nass_fail_nomem(err);
	}
	for (i = 0; i < v->npair; i++)
		item[i] = (struct count__item){
			(uint64_t)v->pair[i].type << 32 | rank[v->pair[i].doc],
			i,
		};
	count__radix(item, item + v->npair, v->npair);
	for (i = 0; i < v->npair; i++) {
		const struct count__pair *p = &v->pair[item[i].id];
		uint32_t doc = rank[p->doc];

		if (n > 0 && l->pair[n - 1].type == p->type &&
		    l->pair[n - 1].doc == doc) {
			l->pair[n - 1].n += p->n;
			continue;
		}
		l->pair[n++] = (struct count__pair){ p->type, doc, p->n };
		l->first_pair[p->type + 1]++;
		v->type[p->type].documents++;
	}
	for (i = 0; i < v->ntype; i++)
		l->first_pair[i + 1] += l->first_pair[i];
	free(item);
	return NASS_OK;
}

enum nass_code
count__group(struct nass_count *c, unsigned level, struct nass_err *err)
{
	return c->level[level].first != NULL ? NASS_OK
					     : group_slots(c, level, err);
}

static enum nass_code
settle_pairs(struct nass_count *c, struct nass_err *err)
{
	enum nass_code code;
	uint32_t *rank;
	size_t i;

	c->smallest = UINT64_MAX;
	if (c->ndoc == 0)
		return NASS_OK;
	code = rank_docs(c, &rank, err);
	for (i = 0; code == NASS_OK && i < c->nlevel; i++)
		code = group_pairs(c, (unsigned)i, rank, err);
	free(rank);
	for (i = 0; i < c->ndoc; i++) {
		if (c->doc[i].tokens == 0)
			continue;
		c->nparts++;
		if (c->doc[i].tokens < c->smallest)
			c->smallest = c->doc[i].tokens;
	}
	return code;
}

enum nass_code
count__settle(struct nass_count *c, enum nass_order order, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	unsigned i;

	c->order = order;
	if (c->nlevel > 1)
		code = rank_words(c, err);
	if (code == NASS_OK)
		code = settle_pairs(c, err);
	for (i = 0; code == NASS_OK && i < c->nlevel; i++) {
		code = sum_level(c, i, err);
		if (code == NASS_OK)
			code = order_level(c, i, err);
	}
	return code;
}

/* Bytes ------------------------------------------------------------------ */

enum nass_code
count__put_spelling(const struct nass_count *c, unsigned level,
    const struct count__slot *s, struct nass_buf *out, struct nass_err *err)
{
	uint32_t room[COUNT__INLINE_IDS];
	enum nass_code code = NASS_OK;
	const uint32_t *id;
	unsigned i;

	if (level == 0)
		return count__word_put(s->k[0], s->k[1], out, err);
	id = count__ids(&c->vocab[level], s->k, room);
	for (i = 0; code == NASS_OK && i <= level; i++) {
		const struct count__slot *word =
		    &c->vocab[0].slot[c->level[0].slot_of[id[i] - 1]];

		if (i > 0)
			code = nass_buf_putc(out, ' ', err);
		if (code == NASS_OK)
			code =
			    count__word_put(word->k[0], word->k[1], out, err);
	}
	return code;
}

enum nass_code
count__put_key(const struct nass_count *c, unsigned level, uint32_t type,
    struct nass_buf *out, struct nass_err *err)
{
	const struct count__type *t = &c->vocab[level].type[type];
	uint32_t room[COUNT__INLINE_IDS];
	enum nass_code code = NASS_OK;
	const uint32_t *id;
	unsigned i;

	if (level == 0)
		return count__word_put(t->k[0], t->k[1], out, err);
	id = count__ids(&c->vocab[level], t->k, room);
	for (i = 0; code == NASS_OK && i <= level; i++) {
		const struct count__type *word = &c->vocab[0].type[id[i] - 1];

		if (i > 0)
			code = nass_buf_putc(out, ' ', err);
		if (code == NASS_OK)
			code =
			    count__word_put(word->k[0], word->k[1], out, err);
	}
	return code;
}
