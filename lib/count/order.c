/*
 * order.c - the order of rows: by key, or by count.
 *
 *	types		a*1 b*2 c*1 d*9
 *	by count	d*9 | b*2 | a*1 c*1
 *
 * By count, types go to a class for each count first, which leaves little to
 * sort: words within each class, by the bytes that are shown, classes in two
 * threads; n-grams not at all, as their spellings are in order.
 */
#include <stdlib.h>

#include "base/huge.h"
#include "count/private.h"
#include "io/io.h"

#define AHEAD 32 /* types, which are asked for */

/* Counts that have a class of their own; larger ones, which are few, share 0. */
#define COMMON 4096

struct ordering {
	struct nass_count *c;
	struct count__level *level;
	size_t end[COMMON + 1]; /* of classes, in the order of rows */
	struct count__item *item;
};

static size_t
class_of(uint64_t count)
{
	return count < COMMON ? COMMON - (size_t)count : 0;
}

/* Where each class begins, which becomes its end as it is filled. */
static void
begin_classes(struct ordering *o)
{
	const struct count__level *l = o->level;
	size_t sum = 0;
	size_t i;

	for (i = 0; i < l->ntype; i++)
		if (l->sum[i].count > 0)
			o->end[class_of(l->sum[i].count)]++;
	for (i = 0; i <= COMMON; i++) {
		size_t n = o->end[i];

		o->end[i] = sum;
		sum += n;
	}
}

/* Words ------------------------------------------------------------------- */

/* Types of sorted spellings, n from `from` on. */
static void
take_types(const struct ordering *o, size_t from, size_t n)
{
	const struct count__spelling *s = o->c->spelling;
	const struct count__item *item = o->item + from;
	uint32_t *order = o->level->order + from;
	size_t i;

	for (i = 0; i < n; i++) {
		if (i + AHEAD < n)
			__builtin_prefetch(&s[item[i + AHEAD].id]);
		order[i] = s[item[i].id].type;
	}
}

/* The class behind which half of all types are left, as nearly as can be. */
static size_t
middle(const struct ordering *o)
{
	size_t half = o->level->n / 2;
	size_t i = 0;

	while (o->end[i] < half)
		i++;
	return i > 0 && half - o->end[i - 1] < o->end[i] - half ? i - 1 : i;
}

static enum nass_code
sort_classes(void *arg, unsigned number, struct nass_err *err)
{
	const struct ordering *o = arg;
	size_t mid = middle(o);
	size_t i = number == 0 ? 0 : mid + 1;
	size_t last = number == 0 ? mid : COMMON;
	size_t from = number == 0 ? 0 : o->end[mid];

	(void)err;
	for (; i <= last; from = o->end[i++]) {
		struct count__item *item = o->item + from;
		size_t n = o->end[i] - from;

		count__sort_words(
		    o->c->words.key, item, item + o->level->n, n, false);
		count__sort_homographs(o->c, item, n);
		take_types(o, from, n);
	}
	return NASS_OK;
}

static enum nass_code
order_words(struct ordering *o, struct nass_err *err)
{
	const struct count__level *l = o->level;
	enum nass_code code;
	size_t i;

	o->item = count__items(l->n);
	if (o->item == NULL)
		return nass_fail_nomem(err);
	for (i = 0; i < l->ntype; i++)
		if (l->sum[i].count > 0)
			o->item[o->end[class_of(l->sum[i].count)]++].id =
			    l->sum[i].best;
	code =
	    nass_run_both(sort_classes, o, count__is_shared(o->c, l->n), err);
	free(o->item);
	return code;
}

/* N-grams ----------------------------------------------------------------- */

static enum nass_code
order_grams(struct ordering *o, struct nass_err *err)
{
	const struct count__level *l = o->level;
	uint32_t *type_of = /* from 1, by spelling */
	    nass_huge_zeros(l->ngram, sizeof(*type_of));
	size_t i;

	if (type_of == NULL)
		return nass_fail_nomem(err);
	for (i = 0; i < l->ntype; i++)
		if (l->sum[i].count > 0)
			type_of[l->sum[i].best] = (uint32_t)i + 1;
	for (i = 0; i < l->ngram; i++) {
		uint32_t later = i + AHEAD < l->ngram ? type_of[i + AHEAD] : 0;

		__builtin_prefetch(&l->sum[later - (later > 0)]);
		if (type_of[i] == 0)
			continue;
		l->order[o->end[class_of(l->sum[type_of[i] - 1].count)]++] =
		    type_of[i] - 1;
	}
	free(type_of);
	return NASS_OK;
}

/* Both -------------------------------------------------------------------- */

static int
count_cmp(const void *left, const void *right)
{
	const struct count__item *x = left;
	const struct count__item *y = right;

	if (x->key != y->key)
		return x->key > y->key ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

/* The first n types, which are frequent, by count; else they stay in order. */
static enum nass_code
sort_frequent(struct count__level *l, size_t n, struct nass_err *err)
{
	struct count__item *item = count__items(n);
	uint32_t *old = nass_huge_resize(NULL, 0, (n + 1) * sizeof(*old));
	size_t i;

	if (item == NULL || old == NULL) {
		free(item);
		free(old);
		return nass_fail_nomem(err);
	}
	for (i = 0; i < n; i++) {
		old[i] = l->order[i];
		item[i] = (struct count__item){ l->sum[old[i]].count, i };
	}
	qsort(item, n, sizeof(*item), count_cmp);
	for (i = 0; i < n; i++)
		l->order[i] = old[item[i].id];
	free(item);
	free(old);
	return NASS_OK;
}

static enum nass_code
order_by_count(struct nass_count *c, unsigned level, struct nass_err *err)
{
	struct ordering o = { .c = c, .level = &c->level[level] };
	enum nass_code code;

	begin_classes(&o);
	code = level == 0 ? order_words(&o, err) : order_grams(&o, err);
	return code == NASS_OK ? sort_frequent(o.level, o.end[0], err) : code;
}

/* Types of n-grams are numbered by keys. */
static enum nass_code
order_by_key(struct nass_count *c, unsigned level, struct nass_err *err)
{
	struct count__level *l = &c->level[level];
	struct count__item *item;
	size_t n = 0;
	size_t i;

	for (i = 0; i < l->ntype; i++)
		if (l->sum[i].count > 0)
			l->order[n++] = (uint32_t)i;
	if (level > 0)
		return NASS_OK;
	item = count__items(n);
	if (item == NULL)
		return nass_fail_nomem(err);
	for (i = 0; i < n; i++)
		item[i].id = l->order[i];
	count__sort_words(
	    c->types.key, item, item + n, n, count__is_shared(c, n));
	for (i = 0; i < n; i++)
		l->order[i] = (uint32_t)item[i].id;
	free(item);
	return NASS_OK;
}

enum nass_code
count__order(struct nass_count *c, unsigned level, struct nass_err *err)
{
	struct count__level *l = &c->level[level];
	size_t i;

	for (l->n = i = 0; i < l->ntype; i++)
		l->n += l->sum[i].count > 0;
	/* Of what is in no list by count nobody asks the order. */
	if (c->order == NASS_ORDER_COUNT && level + 1 < c->opts.ngram_min)
		return NASS_OK;
	l->order = nass_huge_resize(NULL, 0, (l->n + 1) * sizeof(*l->order));
	if (l->order == NULL)
		return nass_fail_nomem(err);
	return c->order == NASS_ORDER_COUNT ? order_by_count(c, level, err)
					    : order_by_key(c, level, err);
}
