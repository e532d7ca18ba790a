/*
 * collocates.c - --collocates: the words around the hits, and how strongly they
 * go with them.
 *
 *	documents ──> all words ─────────────┐
 *	rows ──> words before, words after ──┴─> by key ──> in order ──> table
 *
 * Words are counted as term-freq counts them: as written, the types folded.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd/kwic/kwic.h"
#include "count/sorter.h"

enum {
	COLUMN_TERM,
	COLUMN_COUNT,
	COLUMN_BEFORE,
	COLUMN_AFTER,
	COLUMN_F1,
	COLUMN_F2,
	COLUMN_N,
	COLUMN_MEASURE, /* the first of NASS_PAIR_N */
	NCOLUMN = COLUMN_MEASURE + NASS_PAIR_N
};

struct kwic_collocates {
	struct nass_table *table;
	size_t index[NCOLUMN];
	size_t ncolumn;
	size_t sorted; /* the column of the order */
	bool is_descending;
	struct nass_sorter *sorter;
	struct nass_buf key;
	struct nass_buf value;
	uint64_t ntoken;
};

/* A word that was met; its term stands behind, in the sorter. */
struct met {
	uint64_t n[KWIC_SIDES];
};

/* Columns -------------------------------------------------------------------- */

static const char *
column_name(size_t column)
{
	static const char *const name[] = {
		[COLUMN_TERM] = "term",
		[COLUMN_COUNT] = "count",
		[COLUMN_BEFORE] = "before",
		[COLUMN_AFTER] = "after",
		[COLUMN_F1] = "f1",
		[COLUMN_F2] = "f2",
		[COLUMN_N] = "n",
	};

	return column < COLUMN_MEASURE
	    ? name[column]
	    : nass_pair_name((enum nass_pair_measure)(column - COLUMN_MEASURE));
}

static double
measure(const struct kwic *k, size_t column, const struct met *m)
{
	struct nass_pair pair = { .f12 = m->n[KWIC_IN_BEFORE] +
		    m->n[KWIC_IN_AFTER],
		.f1 = k->nhit,
		.f2 = m->n[KWIC_IN_ALL],
		.n = k->collocates->ntoken,
		.span = (double)(k->window_before + k->window_after) };

	return nass_association(
	    (enum nass_pair_measure)(column - COLUMN_MEASURE), &pair);
}

static struct nass_cell
cell_of(const struct kwic *k, size_t column, struct nass_str term,
    const struct met *m)
{
	switch (column) {
	case COLUMN_TERM:
		return nass_cell_text(term);
	case COLUMN_COUNT:
		return nass_cell_count(
		    m->n[KWIC_IN_BEFORE] + m->n[KWIC_IN_AFTER]);
	case COLUMN_BEFORE:
		return nass_cell_count(m->n[KWIC_IN_BEFORE]);
	case COLUMN_AFTER:
		return nass_cell_count(m->n[KWIC_IN_AFTER]);
	case COLUMN_F1:
		return nass_cell_count(k->nhit);
	case COLUMN_F2:
		return nass_cell_count(m->n[KWIC_IN_ALL]);
	case COLUMN_N:
		return nass_cell_count(k->collocates->ntoken);
	default:
		return nass_cell_number(measure(k, column, m));
	}
}

/* COLUMN, COLUMN:asc, COLUMN:desc */
static void
compile_sort(struct kwic_collocates *c, const char *spec)
{
	struct nass_str way = nass_str(spec == NULL ? "log_dice" : spec);
	struct nass_str name = nass_str_cut(&way, ':');

	while (c->sorted < NCOLUMN &&
	    !nass_str_eq(name, nass_str(column_name(c->sorted))))
		c->sorted++;
	if (c->sorted == NCOLUMN)
		cli_usage_error("-s: %s: not a column of --collocates", spec);
	c->is_descending = c->sorted != COLUMN_TERM;
	if (way.p == NULL)
		return;
	c->is_descending = nass_str_eq(way, NASS_STR("desc"));
	if (!c->is_descending && !nass_str_eq(way, NASS_STR("asc")))
		cli_usage_error("-s: %s: the order is asc or desc", spec);
}

enum nass_code
kwic_collocates_new(struct kwic *k, struct nass_err *err)
{
	struct nass_table_opts opts =
	    cli_table_opts(&k->cli, &k->table, k->format);
	struct kwic_collocates *c = calloc(1, sizeof(*c));
	struct nass_column known[NCOLUMN] = { { .name = NULL } };
	struct nass_column chosen[NCOLUMN];
	enum nass_code code;
	size_t i;

	if (c == NULL)
		return nass_fail_nomem(err);
	k->collocates = c;
	for (i = 0; i < NCOLUMN; i++)
		known[i].name = column_name(i);
	known[COLUMN_TERM].role = NASS_ROLE_NODE;
	compile_sort(c, k->sort);
	if (nass_columns_parse(kwic_columns_spec(k), known, NCOLUMN,
		NASS_STR("term,count,before,after,f1,f2,n,log_dice,ll,mi,t"),
		chosen, c->index, NCOLUMN, &c->ncolumn, err) != NASS_OK)
		cli_bad_option("--columns", err);
	code =
	    nass_table_new(&opts, chosen, c->ncolumn, &k->made, &c->table, err);
	if (code == NASS_OK)
		code = nass_sorter_new(
		    (size_t)k->memory / 4, k->directory, &c->sorter, err);
	return code == NASS_OK ? kwic_around_open(k, &k->around, err) : code;
}

void
kwic_collocates_free(struct kwic *k)
{
	struct kwic_collocates *c = k->collocates;

	if (c == NULL)
		return;
	kwic_around_close(k->around);
	nass_table_free(c->table);
	nass_sorter_free(c->sorter);
	nass_buf_fini(&c->key);
	nass_buf_fini(&c->value);
	free(c);
}

/* Rows ----------------------------------------------------------------------- */

/* Where a row stands: its column of the order, then its term. */
static enum nass_code
make_key(struct kwic *k, struct nass_str term, const struct met *m,
    struct nass_err *err)
{
	struct kwic_collocates *c = k->collocates;
	struct nass_cell cell = cell_of(k, c->sorted, term, m);
	enum nass_code code = NASS_OK;
	unsigned char place[8];
	size_t i;

	c->key.n = 0;
	if (cell.type == NASS_CELL_NUMBER)
		nass_sorter_number(cell.u.number, c->is_descending, place);
	else if (cell.type == NASS_CELL_COUNT)
		nass_sorter_count(cell.u.count, c->is_descending, place);
	if (cell.type != NASS_CELL_TEXT)
		code = nass_buf_put(
		    &c->key, (struct nass_str){ (char *)place, 8 }, err);
	if (code == NASS_OK)
		code = nass_buf_put(&c->key, term, err);
	if (code == NASS_OK)
		code = nass_buf_putc(&c->key, '\0', err);
	if (cell.type == NASS_CELL_TEXT && c->is_descending)
		for (i = 0; i < c->key.n; i++)
			c->key.p[i] = (char)~c->key.p[i];
	return code;
}

static enum nass_code
put_met(struct kwic *k, struct nass_str term, const struct met *m,
    struct nass_err *err)
{
	struct kwic_collocates *c = k->collocates;
	enum nass_code code = make_key(k, term, m, err);

	c->value.n = 0;
	if (code == NASS_OK)
		code = nass_buf_put(&c->value,
		    (struct nass_str){ (const char *)m, sizeof(*m) }, err);
	if (code == NASS_OK)
		code = nass_buf_put(&c->value, term, err);
	return code == NASS_OK
	    ? nass_sorter_put(c->sorter, nass_buf_str(&c->key),
		  nass_buf_str(&c->value), err)
	    : code;
}

/* The three counts, each by key, side by side. */
struct sides {
	struct nass_count *count[KWIC_SIDES];
	struct nass_count_row row[KWIC_SIDES];
	bool has[KWIC_SIDES];
};

static enum nass_code
step(struct sides *s, size_t i, struct nass_err *err)
{
	enum nass_code code = nass_count_next(s->count[i], &s->row[i], err);

	s->has[i] = code == NASS_OK;
	return code == NASS_END ? NASS_OK : code;
}

/* The first key of the sides; NULL behind the last. */
static const struct nass_count_row *
first_row(const struct sides *s)
{
	const struct nass_count_row *first = NULL;
	size_t i;

	for (i = 0; i < KWIC_SIDES; i++)
		if (s->has[i] &&
		    (first == NULL ||
			nass_str_cmp(s->row[i].key, first->key) < 0))
			first = &s->row[i];
	return first;
}

static enum nass_code
take_first(struct kwic *k, struct sides *s, const struct nass_count_row *first,
    struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	struct met m = { { 0 } };
	bool is_met[KWIC_SIDES];
	size_t i;

	for (i = 0; i < KWIC_SIDES; i++) {
		is_met[i] = s->has[i] && nass_str_eq(s->row[i].key, first->key);
		if (is_met[i])
			m.n[i] = s->row[i].count;
	}
	if (m.n[KWIC_IN_BEFORE] + m.n[KWIC_IN_AFTER] > 0)
		code = put_met(k, first->term, &m, err);
	for (i = 0; i < KWIC_SIDES && code == NASS_OK; i++)
		if (is_met[i])
			code = step(s, i, err);
	return code;
}

static enum nass_code
meet(struct kwic *k, struct nass_err *err)
{
	struct kwic_around *a = k->around;
	const struct nass_count_row *first;
	struct nass_count_totals totals;
	enum nass_code code = NASS_OK;
	struct sides s;
	size_t i;

	for (i = 0; i < KWIC_SIDES && code == NASS_OK; i++) {
		s.count[i] = a->count[i];
		code = step(&s, i, err);
	}
	nass_count_get_totals(a->count[KWIC_IN_ALL], &totals);
	k->collocates->ntoken = totals.tokens;
	while (code == NASS_OK && (first = first_row(&s)) != NULL)
		code = take_first(k, &s, first, err);
	return code;
}

static enum nass_code
write_rows(struct kwic *k, struct nass_err *err)
{
	struct kwic_collocates *c = k->collocates;
	enum nass_code code = NASS_OK;
	struct nass_cell cell[NCOLUMN];
	struct nass_str value;
	struct nass_str key;
	struct nass_str term;
	struct met m;
	uint64_t n;
	size_t i;

	for (n = 0; k->max == 0 || n < k->max; n++) {
		code = nass_sorter_next(c->sorter, &key, &value, err);
		if (code != NASS_OK)
			break;
		memcpy(&m, value.p, sizeof(m));
		term = nass_str_sub(value, sizeof(m), value.n);
		for (i = 0; i < c->ncolumn; i++)
			cell[i] = cell_of(k, c->index[i], term, &m);
		code = nass_table_row(c->table, cell, err);
		if (code != NASS_OK)
			break;
		cli_write(nass_buf_str(&k->made));
		k->made.n = 0;
	}
	return code == NASS_END ? NASS_OK : code;
}

enum nass_code
kwic_collocates_end(struct kwic *k, struct nass_err *err)
{
	enum nass_code code = kwic_around_end(k->around, err);

	k->nhit = k->around->nhit;
	if (code == NASS_OK)
		code = meet(k, err);
	if (code == NASS_OK)
		code = write_rows(k, err);
	return code == NASS_OK ? nass_table_end(k->collocates->table, err)
			       : code;
}
