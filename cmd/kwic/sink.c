/*
 * sink.c - whole rows, in input order, to where they go.
 *
 *	row ──> filters ──> a sample? ──> an order? ──> table
 *	            └─> counts, collocates
 *
 * A sample keeps the N rows whose lots are smallest: it depends on the hits and
 * the seed alone.  Rows to be sorted go to disk beyond --memory.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd/kwic/kwic.h"
#include "count/sorter.h"

/* A row that may be in the sample. */
struct drawn {
	uint64_t lot;
	uint64_t number; /* in the input */
	struct nass_str bytes;
};

struct kwic_sink {
	struct drawn *drawn;
	size_t n, cap;
	struct nass_arena arena; /* of their bytes */
	uint64_t nrow;
	struct nass_sorter *sorter; /* NULL: rows are not sorted */
	struct nass_buf key;
	struct nass_buf bytes;
	struct nass_buf scratch;
	uint64_t nwritten;
};

/* The table ------------------------------------------------------------------ */

static enum nass_code
write_row(struct kwic *k, struct kwic_row *row, struct nass_err *err)
{
	struct nass_cell cell[KWIC_MEMBERS + KWIC_NCOLUMN];
	enum nass_code code;

	if (kwic_sink_is_full(k))
		return NASS_OK;
	row->hit = ++k->sink->nwritten;
	code = kwic_row_cells(k, row, &k->sink->scratch, cell, err);
	if (code == NASS_OK)
		code = nass_table_row(k->out, cell, err);
	return code;
}

bool
kwic_sink_is_full(const struct kwic *k)
{
	return k->max > 0 && k->sink->nwritten == k->max;
}

/* The order ------------------------------------------------------------------ */

static enum nass_code
order_row(struct kwic *k, struct kwic_row *row, struct nass_err *err)
{
	struct kwic_sink *s = k->sink;
	enum nass_code code;

	if (s->sorter == NULL)
		return write_row(k, row, err);
	s->key.n = s->bytes.n = 0;
	code = kwic_keys_put(k, row, &s->key, err);
	if (code == NASS_OK)
		code = kwic_row_put(row, &s->bytes, err);
	if (code == NASS_OK)
		code = nass_sorter_put(s->sorter, nass_buf_str(&s->key),
		    nass_buf_str(&s->bytes), err);
	return code;
}

static enum nass_code
write_ordered(struct kwic *k, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	struct nass_str bytes;
	struct kwic_row row;
	struct nass_str key;

	while (code == NASS_OK && !kwic_sink_is_full(k)) {
		code = nass_sorter_next(k->sink->sorter, &key, &bytes, err);
		if (code != NASS_OK)
			break;
		kwic_row_get(bytes, &row);
		code = write_row(k, &row, err);
		cli_write(nass_buf_str(&k->made));
		k->made.n = 0;
	}
	return code == NASS_END ? NASS_OK : code;
}

/* The sample ----------------------------------------------------------------- */

static int
by_lot(const void *a, const void *b)
{
	const struct drawn *x = a;
	const struct drawn *y = b;

	if (x->lot != y->lot)
		return x->lot < y->lot ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

static int
by_number(const void *a, const void *b)
{
	const struct drawn *x = a;
	const struct drawn *y = b;

	return (x->number > y->number) - (x->number < y->number);
}

/* Keep the `sample` smallest lots, and what memory they take. */
static enum nass_code
thin(struct kwic *k, struct nass_err *err)
{
	struct kwic_sink *s = k->sink;
	struct nass_arena arena = NASS_ARENA_INIT;
	size_t i;

	if (s->n <= k->sample)
		return NASS_OK;
	qsort(s->drawn, s->n, sizeof(*s->drawn), by_lot);
	s->n = (size_t)k->sample;
	for (i = 0; i < s->n; i++) {
		s->drawn[i].bytes = nass_arena_copy(&arena, s->drawn[i].bytes);
		if (s->drawn[i].bytes.p == NULL) {
			nass_arena_fini(&arena);
			return nass_fail_nomem(err);
		}
	}
	nass_arena_fini(&s->arena);
	s->arena = arena;
	return NASS_OK;
}

static enum nass_code
draw_row(struct kwic *k, const struct kwic_row *row, struct nass_err *err)
{
	struct kwic_sink *s = k->sink;
	struct drawn *d;
	enum nass_code code;

	if (s->n == s->cap) {
		size_t cap = s->cap == 0 ? 1024 : s->cap * 2;
		void *p = realloc(s->drawn, cap * sizeof(*s->drawn));

		if (p == NULL)
			return nass_fail_nomem(err);
		s->drawn = p;
		s->cap = cap;
	}
	s->bytes.n = 0;
	code = kwic_row_put(row, &s->bytes, err);
	if (code != NASS_OK)
		return code;
	d = &s->drawn[s->n++];
	d->lot = kwic_lot(k, row);
	d->number = s->nrow++;
	d->bytes = nass_arena_copy(&s->arena, nass_buf_str(&s->bytes));
	if (d->bytes.p == NULL)
		return nass_fail_nomem(err);
	return s->n >= 2 * k->sample + 1024 ? thin(k, err) : NASS_OK;
}

static enum nass_code
order_drawn(struct kwic *k, struct nass_err *err)
{
	struct kwic_sink *s = k->sink;
	enum nass_code code = thin(k, err);
	struct kwic_row row;
	size_t i;

	if (s->n > 1)
		qsort(s->drawn, s->n, sizeof(*s->drawn), by_number);
	for (i = 0; i < s->n && code == NASS_OK; i++) {
		kwic_row_get(s->drawn[i].bytes, &row);
		code = order_row(k, &row, err);
	}
	return code;
}

/* ---------------------------------------------------------------------------- */

static enum nass_code
count_row(struct kwic *k, const struct kwic_row *row, struct nass_err *err)
{
	struct kwic_count count = {
		.file = row->file, .number = row->number, .nhit = 1
	};
	struct nass_str group = { "", 0 };
	struct nass_str place = { (const char *)&row->offset,
		k->has_places ? sizeof(row->offset) : 0 };

	if (k->group != NULL && row->nmember > 0)
		group = row->member[k->nmember - 1];
	return kwic_tally_add(k, &count, row->id, group, place, err);
}

enum nass_code
kwic_sink_row(struct kwic *k, struct kwic_row *row, struct nass_err *err)
{
	enum nass_code code;
	bool passes;

	code = kwic_filter_row(k, &k->eye, row, &passes, err);
	if (code != NASS_OK || !passes)
		return code;
	k->nhit++;
	if (k->tally != NULL)
		return count_row(k, row, err);
	if (k->around != NULL)
		return kwic_around_row(k, k->around, row, err);
	return k->sample > 0 ? draw_row(k, row, err) : order_row(k, row, err);
}

enum nass_code
kwic_sink_end(struct kwic *k, struct nass_err *err)
{
	enum nass_code code = order_drawn(k, err);

	if (code == NASS_OK && k->sink->sorter != NULL)
		code = write_ordered(k, err);
	return code;
}

enum nass_code
kwic_sink_new(struct kwic *k, struct nass_err *err)
{
	k->sink = calloc(1, sizeof(*k->sink));
	if (k->sink == NULL)
		return nass_fail_nomem(err);
	if (k->nkey == 0)
		return NASS_OK;
	return nass_sorter_new(
	    (size_t)k->memory, k->directory, &k->sink->sorter, err);
}

void
kwic_sink_free(struct kwic *k)
{
	free(k->sink->drawn);
	nass_arena_fini(&k->sink->arena);
	nass_sorter_free(k->sink->sorter);
	nass_buf_fini(&k->sink->key);
	nass_buf_fini(&k->sink->bytes);
	nass_buf_fini(&k->sink->scratch);
	free(k->sink);
}
