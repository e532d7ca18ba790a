/*
 * assemble.c - the records of merged runs, which spill.h draws: those of equal
 * keys into one, and what is in it summed up.
 */
#include "count/docs.h"
#include "count/spill.h"

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

static int
listed_cmp(struct count__listed x, struct count__listed y)
{
	if (x.file != y.file)
		return x.file < y.file ? -1 : 1;
	return x.number < y.number ? -1 : x.number > y.number;
}

/* The documents of both, in order, each once. */
static enum nass_code
join_lists(struct nass_buf *out, struct nass_str x, struct nass_str y,
    struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	struct nass_str rest_x = x;
	struct nass_str rest_y = y;

	out->n = 0;
	while (code == NASS_OK && x.n > 0 && y.n > 0) {
		struct count__listed a = count__get_listed(&rest_x);
		struct count__listed b = count__get_listed(&rest_y);
		int order = listed_cmp(a, b);

		if (order == 0)
			a.n += b.n;
		code = count__put_listed(out, order <= 0 ? a : b, err);
		if (order <= 0)
			x = rest_x;
		if (order >= 0)
			y = rest_y;
		rest_x = x;
		rest_y = y;
	}
	if (code == NASS_OK)
		code = nass_buf_put(out, x, err);
	return code == NASS_OK ? nass_buf_put(out, y, err) : code;
}

static enum nass_code
combine(void *arg, struct nass_str key, struct nass_buf *into,
    struct nass_str value, struct nass_err *err)
{
	struct count__assembly *a = arg;
	struct count__packed *x = &a->two[0];
	struct count__packed *y = &a->two[1];
	struct nass_buf swap = *into;
	enum nass_code code;

	code = count__unpack(x, nass_buf_str(into), key, err);
	if (code == NASS_OK)
		code = count__unpack(y, value, key, err);
	if (code == NASS_OK)
		code = join_spellings(&a->joined, x, y, err);
	if (code == NASS_OK)
		code = join_lists(&a->listed, x->listed, y->listed, err);
	a->joined.order = x->order;
	a->joined.documents = x->documents;
	a->joined.listed = nass_buf_str(&a->listed);
	if (code == NASS_OK)
		code = count__add(&a->joined.documents, y->documents, err);
	a->bytes.n = 0;
	if (code == NASS_OK)
		code = count__pack(&a->bytes, &a->joined, key, err);
	*into = a->bytes;
	a->bytes = swap;
	return code;
}

/* How many documents a list stands for. */
static uint64_t
listed_documents(const struct nass_count *c, struct nass_str list)
{
	uint64_t documents = 0;

	while (list.n > 0) {
		struct count__listed l = count__get_listed(&list);

		documents += l.number == COUNT__READ
		    ? count__copies(count__find_doc(c, l.file, COUNT__READ))
		    : 1;
	}
	return documents;
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
count__assemble(struct nass_count *c, struct nass_str *key,
    struct count__packed *type, uint64_t *count, struct nass_err *err)
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
	type->documents += listed_documents(c, type->listed);
	c->totals.types += type->order == 1;
	c->totals.hapax += type->order == 1 && *count == 1;
	return code;
}
