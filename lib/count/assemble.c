/*
 * assemble.c - the records of merged runs, which spill.h draws, into the bytes
 * of rows.
 */
#include <stdlib.h>

#include "count/docs.h"
#include "count/spill.h"
#include "count/varint.h"

/* Merging records of equal keys -------------------------------------------- */

static bool
is_type(struct nass_str key)
{
	return key.n >= 2 && key.p[key.n - 2] == '\0';
}

static enum nass_code
combine(void *arg, struct nass_str key, struct nass_buf *into,
    struct nass_str value, struct nass_err *err)
{
	struct nass_buf *fresh = arg;
	struct nass_str mine = nass_buf_str(into);
	uint64_t sum = count__get_varint(&mine);
	enum nass_code code;

	fresh->n = 0;
	code = count__add(&sum, count__get_varint(&value), err);
	if (code == NASS_OK)
		code = count__put_varint(fresh, sum, err);
	if (code == NASS_OK && is_type(key)) {
		code = nass_buf_put(fresh, mine, err);
		if (code == NASS_OK)
			code = nass_buf_put(fresh, value, err);
	}
	into->n = 0;
	return code == NASS_OK ? nass_buf_put(into, nass_buf_str(fresh), err)
			       : code;
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

/* The list in order, each document once, into `row`; *documents is how many. */
static enum nass_code
put_listed(const struct nass_count *c, struct nass_buf *row,
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
		code = count__put_varint(row, l[i].file, err);
		if (code == NASS_OK)
			code = count__put_varint(row, l[i].number, err);
		if (code == NASS_OK)
			code = count__put_varint(row, l[i].n, err);
	}
	free(l);
	return code;
}

/* Rows ------------------------------------------------------------------- */

static enum nass_code
read_head(struct nass_count *c, struct count__assembly *a, struct nass_err *err)
{
	struct nass_str key;
	struct nass_str value;
	enum nass_code code = nass_runs_next(c->runs, &key, &value, err);

	a->has_head = code == NASS_OK;
	if (code != NASS_OK)
		return code == NASS_END ? NASS_OK : code;
	a->head_key.n = a->head_value.n = 0;
	code = nass_buf_put(&a->head_key, key, err);
	return code == NASS_OK ? nass_buf_put(&a->head_value, value, err)
			       : code;
}

/* The head, which is a spelling. */
static enum nass_code
add_spelling(struct count__assembly *a, struct nass_err *err)
{
	struct nass_str value = nass_buf_str(&a->head_value);
	struct nass_str bytes = nass_buf_str(&a->head_key);
	uint64_t n = count__get_varint(&value);
	enum nass_code code;

	a->nspelling++;
	bytes = nass_str_sub(bytes, a->type_key.n, bytes.n);
	code = count__add(&a->count, n, err);
	if (code == NASS_OK)
		code = count__put_varint(&a->spellings, bytes.n, err);
	if (code == NASS_OK)
		code = nass_buf_put(&a->spellings, bytes, err);
	return code == NASS_OK ? count__put_varint(&a->spellings, n, err)
			       : code;
}

/* The head, which is a type, and its spellings; then the next is the head. */
static enum nass_code
gather(struct nass_count *c, struct count__assembly *a, struct nass_err *err)
{
	enum nass_code code;

	a->type_key.n = a->type.n = a->spellings.n = 0;
	a->nspelling = 0;
	a->count = 0;
	code = nass_buf_put(&a->type_key, nass_buf_str(&a->head_key), err);
	if (code == NASS_OK)
		code =
		    nass_buf_put(&a->type, nass_buf_str(&a->head_value), err);
	while (code == NASS_OK) {
		code = read_head(c, a, err);
		if (code != NASS_OK || !a->has_head ||
		    !nass_str_starts(
			nass_buf_str(&a->head_key), nass_buf_str(&a->type_key)))
			break;
		code = add_spelling(a, err);
	}
	return code;
}

enum nass_code
count__assembly_begin(
    struct nass_count *c, struct count__assembly *a, struct nass_err *err)
{
	enum nass_code code = nass_runs_merge(
	    c->runs, c->opts.memory / 2, combine, &c->scratch, err);

	return code == NASS_OK ? read_head(c, a, err) : code;
}

void
count__assembly_fini(struct count__assembly *a)
{
	nass_buf_fini(&a->head_key);
	nass_buf_fini(&a->head_value);
	nass_buf_fini(&a->type_key);
	nass_buf_fini(&a->type);
	nass_buf_fini(&a->spellings);
	nass_buf_fini(&a->listed);
}

enum nass_code
count__assemble(struct nass_count *c, struct count__assembly *a,
    struct nass_buf *row, struct nass_err *err)
{
	struct nass_str key;
	struct nass_str type;
	enum nass_code code;
	uint64_t documents;
	unsigned order;

	if (!a->has_head)
		return NASS_END;
	code = gather(c, a, err);
	if (code != NASS_OK)
		return code;
	key = nass_buf_str(&a->type_key);
	key.n -= 2;
	order = (unsigned char)key.p[key.n + 1];
	type = nass_buf_str(&a->type);
	documents = count__get_varint(&type);
	a->listed.n = 0;
	code = put_listed(c, &a->listed, type, &documents, err);
	row->n = 0;
	if (code == NASS_OK)
		code = count__put_varint(row, order, err);
	if (code == NASS_OK)
		code = count__put_varint(row, a->count, err);
	if (code == NASS_OK)
		code = count__put_varint(row, documents, err);
	if (code == NASS_OK)
		code = count__put_varint(row, key.n, err);
	if (code == NASS_OK)
		code = nass_buf_put(row, key, err);
	if (code == NASS_OK)
		code = count__put_varint(row, a->nspelling, err);
	if (code == NASS_OK)
		code = nass_buf_put(row, nass_buf_str(&a->spellings), err);
	if (code == NASS_OK)
		code = nass_buf_put(row, nass_buf_str(&a->listed), err);
	c->totals.types += order == 1;
	c->totals.hapax += order == 1 && a->count == 1;
	return code;
}
