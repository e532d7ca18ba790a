/*
 * rows.c - rows in the order of a column, with their ranks, into the table.
 *
 * A table has one section, or one for each group: order, ranks, shares of the
 * largest, and --max are those of a section.  Rows by count stream.  Any other
 * order goes through a sorter, a record being
 *
 *	count, then for each chosen column a byte of type and its value
 *
 * under the key of the row's place: the sorted column, then the term.
 */
#include <stdlib.h>
#include <string.h>

#include "base/varint.h"
#include "term-freq.h"

#define FLUSH_AT 65536

enum {
	ADJUST_NONE,
	ADJUST_BONFERRONI,
	ADJUST_HOLM
};

enum {
	RANK_MIN,
	RANK_DENSE,
	RANK_ORDINAL
};

struct rows {
	struct nass_table *table;
	struct nass_buf out;
	struct nass_sorter *sorter; /* NULL: rows stream */
	struct nass_buf key;
	struct nass_buf value;
	struct nass_buf place; /* of the row before, without its term */
	double *p; /* of all rows of a section, where --adjust needs them */
	size_t p_cap;
	uint64_t nput;
	uint64_t nrow;
	uint64_t rank;
	uint64_t sum; /* of counts, of the rows so far */
	uint64_t largest;
	uint64_t tokens; /* of the section */
	/* Many rows have the numbers of the row before: the text is kept. */
	bool has_memo;
	struct {
		double number;
		size_t n;
		char text[NASS_NUMBER_ROOM];
	} memo[COL_N];
	/* If all columns but the term follow from these, so are its cells. */
	bool repeats;
	size_t term_at;
	bool has_last;
	uint64_t count;
	uint64_t documents;
	unsigned order;
	struct nass_cell cell[COL_N];
};

static bool
adjusts(const struct term_freq *f)
{
	return f->adjust != ADJUST_NONE && f->needs[COL_P];
}

bool
rows_stream(const struct term_freq *f)
{
	return f->sort_column == COL_COUNT && f->is_descending &&
	    !f->has_reference;
}

void
rows_begin(struct term_freq *f)
{
	struct nass_table_opts opts;
	size_t i;
	struct nass_err err;
	struct rows *r = calloc(1, sizeof(*r));

	if (r == NULL)
		check(nass_fail_nomem(&err), &err);
	f->rows = r;
	opts = table_opts(f);
	/* Other formats ask on which side a number stands. */
	r->has_memo = opts.format == NASS_FORMAT_TSV ||
	    opts.format == NASS_FORMAT_CSV || opts.format == NASS_FORMAT_JSONL;
	r->term_at = f->nchosen;
	r->repeats = r->has_memo;
	for (i = 0; i < f->nchosen; i++) {
		if (f->index[i] == COL_TERM && r->term_at == f->nchosen)
			r->term_at = i;
		else
			r->repeats &= is_of_counts(f->index[i]);
	}
	r->repeats &= r->term_at < f->nchosen;
	check(nass_table_new(
		  &opts, f->chosen, f->nchosen, &r->out, &r->table, &err),
	    &err);
}

void
rows_section(struct term_freq *f)
{
	struct rows *r = f->rows;
	struct nass_err err;

	r->nput = r->nrow = r->rank = r->sum = r->largest = 0;
	r->has_last = false;
	if (!rows_stream(f))
		check(nass_sorter_new((size_t)f->memory / 4, f->directory,
			  &r->sorter, &err),
		    &err);
}

/* What there is of output, once it is `enough` bytes. */
static void
flush(struct rows *r, size_t enough)
{
	if (r->out.n < enough)
		return;
	cli_write(nass_buf_str(&r->out));
	r->out.n = 0;
}

/* Ranks of rows whose sorted columns are equal are equal, unless ordinal. */
static void
next_rank(struct term_freq *f, struct nass_str place)
{
	struct rows *r = f->rows;
	struct nass_err err;
	bool is_tie =
	    r->nrow > 1 && nass_str_eq(place, nass_buf_str(&r->place));

	if (f->rank == RANK_ORDINAL || (!is_tie && f->rank == RANK_MIN))
		r->rank = r->nrow;
	else if (!is_tie)
		r->rank++;
	r->place.n = 0;
	check(nass_buf_put(&r->place, place, &err), &err);
}

/* A number as it was written in the row before, if it is the same. */
static void
remember(struct term_freq *f, size_t i, struct nass_cell *cell)
{
	struct rows *r = f->rows;
	double x = cell->u.number;

	if (cell->type != NASS_CELL_NUMBER || !nass_is_number(x))
		return;
	if (r->memo[i].n == 0 || r->memo[i].number < x ||
	    r->memo[i].number > x) {
		r->memo[i].number = x;
		r->memo[i].n = nass_number_format(
		    x, (unsigned)f->table.precision, r->memo[i].text);
	}
	cell->type = NASS_CELL_JSON;
	cell->u.text = (struct nass_str){ r->memo[i].text, r->memo[i].n };
}

/* The row's cells, those of order filled in, into the table. */
static bool
write_row(struct term_freq *f, struct nass_cell *cell, uint64_t count,
    struct nass_str place)
{
	struct rows *r = f->rows;
	struct nass_err err;
	size_t i;

	if (r->nrow == f->max)
		return false;
	r->nrow++;
	r->sum += count;
	if (f->needs[COL_RANK])
		next_rank(f, place);
	for (i = 0; i < f->nchosen; i++) {
		if (f->index[i] == COL_RANK)
			cell[i] = nass_cell_count(r->rank);
		else if (f->index[i] == COL_CUMULATIVE)
			cell[i] =
			    nass_cell_number(nass_percent(r->sum, r->tokens));
		else if (f->index[i] == COL_BAR)
			cell[i] = nass_cell_number(r->largest == 0
				? 0
				: (double)count / (double)r->largest);
	}
	for (i = 0; r->has_memo && i < f->nchosen; i++)
		remember(f, i, &cell[i]);
	check(nass_table_row(r->table, cell, &err), &err);
	flush(r, FLUSH_AT);
	return true;
}

static void
keep_p(struct rows *r, double p)
{
	struct nass_err err;
	size_t cap = r->p_cap + r->p_cap / 2 + 1000;
	double *q;

	if (r->nput == r->p_cap) {
		q = realloc(r->p, cap * sizeof(*q));
		if (q == NULL)
			check(nass_fail_nomem(&err), &err);
		r->p = q;
		r->p_cap = cap;
	}
	r->p[r->nput] = p;
}

/* A row whose numbers are those of the last, as most are. */
static bool
repeat_row(struct term_freq *f, const struct row *row)
{
	struct rows *r = f->rows;
	const struct nass_count_row *now = &row->r;
	bool is_like = r->has_last && r->count == now->count &&
	    r->documents == now->documents && r->order == now->order;
	struct nass_err err;
	size_t i;

	if (r->nrow++ == f->max)
		return false;
	if (is_like) {
		r->cell[r->term_at] = nass_cell_text(now->term);
		check(nass_table_repeat(r->table, r->cell, r->term_at, &err),
		    &err);
	} else {
		for (i = 0; i < f->nchosen; i++) {
			r->cell[i] =
			    make_cell(f, (enum column)f->index[i], row);
			remember(f, i, &r->cell[i]);
		}
		check(nass_table_row(r->table, r->cell, &err), &err);
	}
	r->has_last = true;
	r->count = now->count;
	r->documents = now->documents;
	r->order = now->order;
	flush(r, FLUSH_AT);
	return true;
}

static enum nass_code
put_repeated(const void *arg, struct nass_str term, struct nass_buf *out,
    struct nass_err *err)
{
	const struct rows *r = arg;
	struct nass_cell cell[COL_N];
	bool is_possible;

	memcpy(cell, r->cell, sizeof(cell));
	cell[r->term_at] = nass_cell_text(term);
	return nass_table_format_row(r->table, cell, out, &is_possible, err);
}

/* Rows that are asked for at once: for threads ever more, while all come. */
#define STEP_MIN 1024u
#define STEP_MAX 131072u

void
rows_repeat(struct term_freq *f)
{
	struct rows *r = f->rows;
	struct nass_count_frame frame = { .put = put_repeated, .arg = r };
	uint64_t step = STEP_MIN;
	struct nass_err err;
	uint64_t most;
	uint64_t n;

	if (!r->repeats || r->sorter != NULL || f->stop != NULL ||
	    f->keep_re != NULL || f->drop_re != NULL)
		return;
	check(nass_table_frame(r->table, r->cell, r->term_at, &frame.before,
		  &frame.behind, &err),
	    &err);
	if (frame.behind.n == 0)
		return;
	do {
		most = f->max - r->nrow < step ? f->max - r->nrow : step;
		check(nass_count_repeat(
			  f->count, &frame, most, &r->out, &n, &err),
		    &err);
		r->nrow += n;
		flush(r, FLUSH_AT);
		step <<= f->opts.is_shared && step < STEP_MAX;
	} while (n > 0 && n == most);
}

bool
rows_put(struct term_freq *f, const struct row *row)
{
	struct nass_cell cell[COL_N]; /* those that are chosen */
	struct rows *r = f->rows;
	struct nass_cell sorted;
	struct nass_err err;
	size_t i;

	if (r->repeats && r->sorter == NULL)
		return repeat_row(f, row);
	sorted = make_cell(f, f->sort_column, row);
	r->tokens = row->tokens;
	if (row->r.count > r->largest)
		r->largest = row->r.count;
	for (i = 0; i < f->nchosen; i++)
		if (depends_on_order(f->index[i]))
			cell[i].type = NASS_CELL_EMPTY;
		else
			cell[i] = make_cell(f, (enum column)f->index[i], row);
	if (r->sorter == NULL)
		return write_row(f, cell, row->r.count,
		    (struct nass_str){ (const char *)&sorted.u.count,
			sizeof(sorted.u.count) });
	if (adjusts(f))
		keep_p(r, make_cell(f, COL_P, row).u.number);
	put_place(&r->key, f, &sorted, row->r.term);
	r->value.n = 0;
	check(nass_varint_put(&r->value, r->key.n - row->r.term.n, &err), &err);
	check(nass_varint_put(&r->value, r->nput++, &err), &err);
	check(nass_varint_put(&r->value, row->r.count, &err), &err);
	for (i = 0; i < f->nchosen; i++)
		put_cell(&r->value, &cell[i]);
	check(nass_sorter_put(r->sorter, nass_buf_str(&r->key),
		  nass_buf_str(&r->value), &err),
	    &err);
	return true;
}

static void
write_sorted(struct term_freq *f)
{
	struct rows *r = f->rows;
	struct nass_cell cell[COL_N];
	struct nass_str value;
	struct nass_str key;
	struct nass_err err;
	enum nass_code code;
	uint64_t count;
	uint64_t seq;
	size_t i;

	while ((code = nass_sorter_next(r->sorter, &key, &value, &err)) ==
	    NASS_OK) {
		key.n = (size_t)nass_varint_get(&value);
		seq = nass_varint_get(&value);
		count = nass_varint_get(&value);
		for (i = 0; i < f->nchosen; i++) {
			cell[i] = get_cell(&value);
			if (f->index[i] == COL_P && adjusts(f))
				cell[i] = nass_cell_number(r->p[seq]);
		}
		if (!write_row(f, cell, count, key))
			return;
	}
	if (code != NASS_END)
		check(code, &err);
}

void
rows_section_end(struct term_freq *f)
{
	struct rows *r = f->rows;
	struct nass_err err;

	if (r->sorter == NULL)
		return;
	if (adjusts(f) && f->adjust == ADJUST_BONFERRONI)
		nass_adjust_bonferroni(r->p, r->nput);
	else if (adjusts(f))
		check(nass_adjust_holm(r->p, r->nput, &err), &err);
	write_sorted(f);
	nass_sorter_free(r->sorter);
	r->sorter = NULL;
}

void
rows_end(struct term_freq *f)
{
	struct rows *r = f->rows;
	struct nass_err err;

	check(nass_table_end(r->table, &err), &err);
	flush(r, 0);
	nass_table_free(r->table);
	nass_buf_fini(&r->out);
	nass_buf_fini(&r->key);
	nass_buf_fini(&r->value);
	nass_buf_fini(&r->place);
	free(r->p);
	free(r);
	f->rows = NULL;
}
