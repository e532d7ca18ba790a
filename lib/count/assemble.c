/*
 * assemble.c - the records of merged runs, which spill.h draws: those of equal
 * keys into one, and what is in it summed up.
 */
#include <stdlib.h>

#include "count/docs.h"
#include "count/spill.h"
#include "count/varint.h"

/* Merging records of equal keys -------------------------------------------- */

/* The spellings of both, in order, each once. */
static enum nass_code
join_spellings(struct count__packed *into, const struct count__packed *x,
    const struct count__packed *y, struct nass_err *err)
{
	size_t i = 0;
	size_t k = 0;

	into->nspelling = 0;
	if (count__stretch((void **)&into->spelling, &into->spelling_cap,
		x->nspelling + y->nspelling, sizeof(*into->spelling),
		err) != NASS_OK)
		return NASS_ENOMEM;
	while (i < x->nspelling || k < y->nspelling) {
		struct count__variant *v = &into->spelling[into->nspelling++];
		int order = i == x->nspelling ? 1
		    : k == y->nspelling
		    ? -1
		    : nass_str_cmp(x->spelling[i].bytes, y->spelling[k].bytes);

		*v = order <= 0 ? x->spelling[i++] : y->spelling[k++];
		if (order == 0 &&
		    count__add(&v->count, y->spelling[k++].count, err) !=
			NASS_OK)
			return NASS_ELIMIT;
	}
	return NASS_OK;
}

static enum nass_code
combine(void *arg, struct nass_str key, struct nass_buf *into,
    struct nass_str value, struct nass_err *err)
{
	struct count__assembly *a = arg;
	struct count__packed *x = &a->two[0];
	struct count__packed *y = &a->two[1];
	struct nass_buf swap;
	enum nass_code code;

	code = count__unpack(x, nass_buf_str(into), key, err);
	if (code == NASS_OK)
		code = count__unpack(y, value, key, err);
	if (code == NASS_OK)
		code = join_spellings(&a->joined, x, y, err);
	a->joined.order = x->order;
	a->joined.documents = x->documents;
	if (code == NASS_OK)
		code = count__add(&a->joined.documents, y->documents, err);
	a->listed.n = 0;
	if (code == NASS_OK)
		code = nass_buf_put(&a->listed, x->listed, err);
	if (code == NASS_OK)
		code = nass_buf_put(&a->listed, y->listed, err);
	a->joined.listed = nass_buf_str(&a->listed);
	a->bytes.n = 0;
	if (code == NASS_OK)
		code = count__pack(&a->bytes, &a->joined, key, err);
	swap = *into;
	*into = a->bytes;
	a->bytes = swap;
	return code;
}

/* Documents listed by name -------------------------------------------------- */

struct listed {
	uint64_t file;
	uint64_t number;
	uint64_t n;
};

static int
listed_cmp(const void *left, const void *right)
{
	const struct listed *x = left;
	const struct listed *y = right;

	if (x->file != y->file)
		return x->file < y->file ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

/* The list in order, each document once, into `out`; *documents: as many more. */
static enum nass_code
put_listed(const struct nass_count *c, struct nass_buf *out,
    struct nass_str list, uint64_t *documents, struct nass_err *err)
{
	size_t cap = list.n / 3 + 1; /* three bytes an entry, or more */
	struct listed *l;
	enum nass_code code = NASS_OK;
	size_t n = 0;
	size_t k = 0;
	size_t i;

	if (list.n == 0)
		return NASS_OK;
	l = calloc(cap, sizeof(*l));
	if (l == NULL)
		return nass_fail_nomem(err);
	while (list.n > 0) {
		l[k].file = count__get_varint(&list);
		l[k].number = count__get_varint(&list);
		l[k++].n = count__get_varint(&list);
	}
	qsort(l, k, sizeof(*l), listed_cmp);
	for (i = 0; i < k; i++) {
		if (n > 0 && listed_cmp(&l[n - 1], &l[i]) == 0)
			l[n - 1].n += l[i].n;
		else
			l[n++] = l[i];
	}
	for (i = 0; code == NASS_OK && i < n; i++) {
		*documents += l[i].number == COUNT__READ
		    ? count__copies(count__find_doc(c, l[i].file, COUNT__READ))
		    : 1;
		code = count__put_varint(out, l[i].file, err);
		if (code == NASS_OK)
			code = count__put_varint(out, l[i].number, err);
		if (code == NASS_OK)
			code = count__put_varint(out, l[i].n, err);
	}
	free(l);
	return code;
}

/* Types -------------------------------------------------------------------- */

enum nass_code
count__assembly_begin(
    struct nass_count *c, struct count__assembly *a, struct nass_err *err)
{
	return nass_runs_merge(c->runs, c->opts.memory / 2, combine, a, err);
}

void
count__assembly_fini(struct count__assembly *a)
{
	count__packed_fini(&a->two[0]);
	count__packed_fini(&a->two[1]);
	count__packed_fini(&a->joined);
	nass_buf_fini(&a->bytes);
	nass_buf_fini(&a->listed);
}

enum nass_code
count__assemble(struct nass_count *c, struct count__assembly *a,
    struct nass_str *key, struct count__packed *type, uint64_t *count,
    struct nass_err *err)
{
	struct nass_str value;
	enum nass_code code = nass_runs_next(c->runs, key, &value, err);
	size_t i;

	if (code == NASS_OK)
		code = count__unpack(type, value, *key, err);
	if (code != NASS_OK)
		return code;
	*count = 0;
	for (i = 0; i < type->nspelling; i++)
		if (count__add(count, type->spelling[i].count, err) != NASS_OK)
			return NASS_ELIMIT;
	a->listed.n = 0;
	code = put_listed(c, &a->listed, type->listed, &type->documents, err);
	type->listed = nass_buf_str(&a->listed);
	c->totals.types += type->order == 1;
	c->totals.hapax += type->order == 1 && *count == 1;
	return code;
}
