/*
 * wide.c - a column for each group: their rows by key, merged, in the order of
 * the sums.
 */
#include <stdlib.h>

#include "base/varint.h"
#include "groups.h"

static void
step(struct group *g)
{
	struct nass_err err;
	enum nass_code code = nass_count_next(g->count, &g->row, &err);

	g->has_row = code == NASS_OK;
	if (code != NASS_OK && code != NASS_END)
		check(code, &err);
}

/* Of the groups whose head it is: sums, and the most frequent spelling. */
struct across {
	struct nass_count_row row;
	struct nass_buf key;
	struct nass_buf term;
	uint64_t *count; /* by group */
	uint64_t best;
};

/* How often all groups that have the key at their head have the spelling. */
static uint64_t
spelled(struct groups *g, struct nass_str key, struct nass_str spelling)
{
	uint64_t sum = 0;
	enum nass_code code;
	struct nass_str s;
	struct nass_err err;
	uint64_t n;
	size_t i;
	size_t k;

	for (i = 0; i < g->n; i++) {
		struct group *p = &g->group[i];

		if (!p->has_row || !nass_str_eq(p->row.key, key))
			continue;
		for (k = 0; (code = nass_count_variant(
				 p->count, k, &s, &n, &err)) == NASS_OK;
		     k++)
			if (nass_str_eq(s, spelling))
				sum += n;
		if (code != NASS_END)
			check(code, &err);
	}
	return sum;
}

static void
choose_term(
    struct groups *g, struct across *a, struct nass_str key, struct group *p)
{
	struct nass_buf copy = NASS_BUF_INIT;
	struct nass_err err;
	struct nass_str s;
	uint64_t n;
	size_t k;

	for (k = 0; k < p->row.nvariant; k++) {
		check(nass_count_variant(p->count, k, &s, &n, &err), &err);
		copy.n = 0;
		check(nass_buf_put(&copy, s, &err), &err);
		n = spelled(g, key, nass_buf_str(&copy));
		if (n < a->best ||
		    (n == a->best &&
			nass_str_cmp(
			    nass_buf_str(&copy), nass_buf_str(&a->term)) >= 0))
			continue;
		a->best = n;
		a->term.n = 0;
		check(nass_buf_put(&a->term, nass_buf_str(&copy), &err), &err);
	}
	nass_buf_fini(&copy);
}

/* The next key of all groups; false if there is none. */
static bool
gather(struct groups *g, struct across *a)
{
	struct nass_str key = { NULL, 0 };
	struct nass_err err;
	bool has_key = false;
	size_t i;

	for (i = 0; i < g->n; i++) {
		struct group *p = &g->group[i];

		if (p->has_row &&
		    (!has_key || nass_str_cmp(p->row.key, key) < 0)) {
			key = p->row.key;
			a->row = p->row;
			has_key = true;
		}
	}
	if (!has_key)
		return false;
	a->key.n = a->term.n = 0;
	a->best = a->row.count = a->row.documents = 0;
	check(nass_buf_put(&a->key, key, &err), &err);
	for (i = 0; i < g->n; i++) {
		struct group *p = &g->group[i];

		a->count[i] = 0;
		if (!p->has_row ||
		    !nass_str_eq(p->row.key, nass_buf_str(&a->key)))
			continue;
		a->count[i] = p->row.count;
		a->row.count += p->row.count;
		a->row.documents += p->row.documents;
		choose_term(g, a, nass_buf_str(&a->key), p);
	}
	for (i = 0; i < g->n; i++)
		if (a->count[i] > 0)
			step(&g->group[i]);
	a->row.key = nass_buf_str(&a->key);
	a->row.term = nass_buf_str(&a->term);
	return true;
}

static void
sort_across(struct term_freq *f, struct groups *g, struct nass_sorter *sorter)
{
	struct across a = { .count = calloc(g->n + 1, sizeof(uint64_t)) };
	struct nass_buf value = NASS_BUF_INIT;
	struct nass_buf key = NASS_BUF_INIT;
	unsigned char total[8];
	struct nass_err err;
	size_t i;

	if (a.count == NULL)
		check(nass_fail_nomem(&err), &err);
	for (i = 0; i < g->n; i++) {
		check(
		    nass_count_finish(g->group[i].count, NASS_ORDER_KEY, &err),
		    &err);
		step(&g->group[i]);
	}
	while (gather(g, &a)) {
		if (!is_wanted(f, &a.row))
			continue;
		key.n = value.n = 0;
		nass_sorter_count(a.row.count, true, total);
		check(nass_buf_put(
			  &key, (struct nass_str){ (char *)total, 8 }, &err),
		    &err);
		check(nass_buf_put(&key, a.row.term, &err), &err);
		check(nass_varint_put(&value, a.row.count, &err), &err);
		for (i = 0; i < g->n; i++)
			check(nass_varint_put(&value, a.count[i], &err), &err);
		check(nass_sorter_put(sorter, nass_buf_str(&key),
			  nass_buf_str(&value), &err),
		    &err);
	}
	free(a.count);
	nass_buf_fini(&a.key);
	nass_buf_fini(&a.term);
	nass_buf_fini(&key);
	nass_buf_fini(&value);
}

static struct nass_table *
wide_table(struct term_freq *f, const struct groups *g, struct nass_buf *out)
{
	struct nass_column *column = calloc(g->n + 2, sizeof(*column));
	struct nass_table_opts opts;
	struct nass_table *t;
	struct nass_err err;
	size_t i;

	if (column == NULL)
		check(nass_fail_nomem(&err), &err);
	column[0] = columns[COL_TERM];
	column[1] = columns[COL_COUNT];
	for (i = 0; i < g->n; i++)
		column[i + 2].member = g->group[i].name;
	opts = table_opts(f);
	check(nass_table_new(&opts, column, g->n + 2, out, &t, &err), &err);
	free(column);
	return t;
}

void
write_wide(struct term_freq *f, struct groups *g)
{
	struct nass_cell *cell = calloc(g->n + 2, sizeof(*cell));
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_table *t = wide_table(f, g, &out);
	struct nass_sorter *sorter;
	struct nass_str value;
	struct nass_str key;
	struct nass_err err;
	enum nass_code code = NASS_OK;
	uint64_t n = 0;
	size_t i;

	check(
	    nass_sorter_new((size_t)f->memory / 4, f->directory, &sorter, &err),
	    &err);
	if (cell == NULL)
		check(nass_fail_nomem(&err), &err);
	sort_across(f, g, sorter);
	while (n++ < f->max &&
	    (code = nass_sorter_next(sorter, &key, &value, &err)) == NASS_OK) {
		cell[0] = nass_cell_text(nass_str_sub(key, 8, key.n));
		for (i = 0; i < g->n + 1; i++)
			cell[i + 1] = nass_cell_count(nass_varint_get(&value));
		check(nass_table_row(t, cell, &err), &err);
		cli_write(nass_buf_str(&out));
		out.n = 0;
	}
	if (code != NASS_END)
		check(code, &err);
	check(nass_table_end(t, &err), &err);
	cli_write(nass_buf_str(&out));
	nass_table_free(t);
	nass_sorter_free(sorter);
	nass_buf_fini(&out);
	free(cell);
}
