/* list.c - what may become of counts: a list, counts, keyness, a summary. */
#include <math.h>
#include <stdlib.h>

#include "table/plot.h"
#include "term-freq.h"

/* Dispersion is of documents, which counts have if they were told to. */
static void
check_parts(const struct term_freq *f)
{
	uint64_t nparts;
	uint64_t smallest;

	nass_count_parts(f->count, &nparts, &smallest);
	if (f->opts.ngram_max > 1 || (nparts == 0 && f->totals.tokens > 0))
		cli_usage_error("--columns: no dispersion in these counts: "
				"make them of single words with -t counts "
				"--columns dp");
}

static void
finish(struct term_freq *f, enum nass_order order)
{
	struct nass_err err;

	check(nass_count_finish(f->count, order, &err), &err);
	nass_count_get_totals(f->count, &f->totals);
	cli_log_count("documents", f->totals.documents);
	cli_log_count("tokens", f->totals.tokens);
	if (f->opts.has_parts && reads_counts(f) && !writes_counts(f))
		check_parts(f);
}

/* The list ----------------------------------------------------------------- */

static void
put_rows(struct term_freq *f)
{
	struct row row = {
		.count = f->count,
		.tokens = f->totals.tokens,
		.documents = f->totals.documents,
	};
	struct nass_err err;
	enum nass_code code;

	while ((code = nass_count_next(f->count, &row.r, &err)) == NASS_OK) {
		if (rows_stream(f) && row.r.count < f->min_count)
			return;
		if (!is_wanted(f, &row.r))
			continue;
		if (!rows_put(f, &row))
			return;
		rows_repeat(f);
	}
	if (code != NASS_END)
		check(code, &err);
}

int
list(struct term_freq *f, char **operands)
{
	int status;

	compile_columns(f, "term,count,per_million,documents", "count");
	f->count = count_input(f, operands, &status);
	finish(f, rows_stream(f) ? NASS_ORDER_COUNT : NASS_ORDER_KEY);
	rows_begin(f);
	rows_section(f);
	put_rows(f);
	rows_section_end(f);
	rows_end(f);
	return status;
}

/* Counts ------------------------------------------------------------------- */

static enum nass_code
write_out(void *arg, struct nass_buf *out, struct nass_err *err)
{
	(void)arg;
	(void)err;
	cli_write(nass_buf_str(out));
	return NASS_OK;
}

int
write_counts(struct term_freq *f, char **operands)
{
	struct nass_err err;
	int status;

	if (reads_counts(f) && blend_counts(f, operands, write_out))
		return CLI_OK;

	if (f->table.columns != NULL)
		compile_columns(f, "term", "count");
	f->count = count_input(f, operands, &status);
	finish(f, NASS_ORDER_KEY);
	check(nass_counts_write(f->count, write_out, NULL, &err), &err);
	return status;
}

/* Keyness ------------------------------------------------------------------ */

/* Both sides by key: the next row of one of them, or of both. */
struct sides {
	struct nass_count *count[2];
	struct nass_count_row row[2];
	bool has[2];
};

static void
step(struct sides *s, unsigned i)
{
	struct nass_err err;
	enum nass_code code = nass_count_next(s->count[i], &s->row[i], &err);

	s->has[i] = code == NASS_OK;
	if (code != NASS_OK && code != NASS_END)
		check(code, &err);
}

static void
compare_rows(struct term_freq *f, struct sides *s)
{
	step(s, 0);
	step(s, 1);
	while (s->has[0] || s->has[1]) {
		struct row row = {
			.tokens = f->totals.tokens,
			.documents = f->totals.documents,
		};
		int cmp = !s->has[0] ? 1
		    : !s->has[1]     ? -1
				 : nass_str_cmp(s->row[0].key, s->row[1].key);

		if (cmp <= 0) {
			row.count = s->count[0];
			row.r = s->row[0];
			row.reference = cmp == 0 ? s->row[1].count : 0;
		} else {
			row.r = s->row[1];
			row.reference = row.r.count;
			row.r.count = row.r.documents = 0;
			row.r.nvariant = 0;
		}
		if (is_wanted(f, &row.r))
			rows_put(f, &row);
		if (cmp <= 0)
			step(s, 0);
		if (cmp >= 0)
			step(s, 1);
	}
}

int
compare(struct term_freq *f, char **operands)
{
	struct sides s = { .count = { NULL, NULL } };
	struct nass_err err;
	int status;

	compile_columns(f,
	    "term,count,per_million,ref_count,ref_per_million,ll,log_ratio,p",
	    "ll");
	f->count = count_input(f, operands, &status);
	s.count[0] = f->count;
	s.count[1] = count_reference(f);
	if (nass_counts_agree(f->count, s.count[1], &err) != NASS_OK)
		cli_bad_option("--reference", &err);
	finish(f, NASS_ORDER_KEY);
	check(nass_count_finish(s.count[1], NASS_ORDER_KEY, &err), &err);
	nass_count_get_totals(s.count[1], &f->reference);
	rows_begin(f);
	rows_section(f);
	compare_rows(f, &s);
	rows_section_end(f);
	rows_end(f);
	nass_count_free(s.count[1]);
	return status;
}

/* Summary ------------------------------------------------------------------ */

enum {
	STTR_WINDOW = 1000, /* WordSmith's */
	MATTR_WINDOW = 500, /* Covington & McFall 2010 */
};

struct summary {
	double m2; /* sum of squared counts */
	double hdd;
	double sttr;
	double mattr;
	double mtld;
};

static void
sum_types(struct term_freq *f, struct summary *s)
{
	struct nass_count_row row;
	struct nass_err err;
	enum nass_code code;

	while ((code = nass_count_next(f->count, &row, &err)) == NASS_OK) {
		if (row.order > 1)
			continue;
		s->m2 += (double)row.count * (double)row.count;
		s->hdd += nass_hdd_part(row.count, f->totals.tokens);
	}
	if (code != NASS_END)
		check(code, &err);
	nass_count_get_totals(f->count, &f->totals);
}

static void
walk_sequence(struct term_freq *f, struct summary *s)
{
	struct nass_err err;
	const uint32_t *type;
	uint32_t ntype;
	size_t n;

	s->sttr = s->mattr = s->mtld = (double)NAN;
	if (reads_counts(f))
		return;
	type = nass_count_sequence(f->count, &n, &ntype);
	if (n > 0 && type == NULL)
		check(nass_fail_nomem(&err), &err);
	check(nass_sttr(type, n, ntype, STTR_WINDOW, &s->sttr, &err), &err);
	check(nass_mattr(type, n, ntype, MATTR_WINDOW, &s->mattr, &err), &err);
	check(nass_mtld(type, n, ntype, .72, &s->mtld, &err), &err);
}

static void
put_measure(struct nass_table *t, const char *name, struct nass_cell value)
{
	struct nass_cell cell[2] = { nass_cell_text(nass_str(name)), value };
	struct nass_err err;

	check(nass_table_row(t, cell, &err), &err);
}

static void
put_summary(struct term_freq *f, const struct summary *s, struct nass_table *t)
{
	const struct nass_count_totals *n = &f->totals;

	put_measure(t, "documents", nass_cell_count(n->documents));
	put_measure(t, "tokens", nass_cell_count(n->tokens));
	put_measure(t, "types", nass_cell_count(n->types));
	put_measure(t, "hapax", nass_cell_count(n->hapax));
	put_measure(t, "ttr", nass_cell_number(nass_ttr(n->types, n->tokens)));
	put_measure(t, "sttr", nass_cell_number(s->sttr));
	put_measure(t, "mattr", nass_cell_number(s->mattr));
	put_measure(t, "mtld", nass_cell_number(s->mtld));
	put_measure(t, "hd_d", nass_cell_number(s->hdd));
	put_measure(
	    t, "yule_k", nass_cell_number(nass_yule_k(s->m2, n->tokens)));
}

int
summarise(struct term_freq *f, char **operands)
{
	static const struct nass_column two[] = {
		{ "measure", NASS_ROLE_PLAIN, { NULL, 0 }, { NULL, 0 } },
		{ "value", NASS_ROLE_PLAIN, { NULL, 0 }, { NULL, 0 } },
	};
	struct nass_buf out = NASS_BUF_INIT;
	struct summary s = { 0 };
	struct nass_table_opts opts = table_opts(f);
	struct nass_table *t;
	struct nass_err err;
	int status;

	f->opts.has_positions = !reads_counts(f);
	f->count = count_input(f, operands, &status);
	finish(f, NASS_ORDER_KEY);
	sum_types(f, &s);
	walk_sequence(f, &s);
	check(nass_table_new(&opts, two, 2, &out, &t, &err), &err);
	put_summary(f, &s, t);
	check(nass_table_end(t, &err), &err);
	cli_write(nass_buf_str(&out));
	nass_table_free(t);
	nass_buf_fini(&out);
	return status;
}

/* Zipf --------------------------------------------------------------------- */

int
plot_zipf(struct term_freq *f, char **operands)
{
	struct nass_str title = { NULL, 0 };
	struct nass_buf counts = NASS_BUF_INIT;
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_count_row row;
	struct nass_err err;
	enum nass_code code = NASS_OK;
	uint64_t n = 0;
	int status;

	f->count = count_input(f, operands, &status);
	finish(f, NASS_ORDER_COUNT);
	while (n < f->max &&
	    (code = nass_count_next(f->count, &row, &err)) == NASS_OK) {
		struct nass_str count = { (const char *)&row.count,
			sizeof(row.count) };

		if (!is_wanted(f, &row))
			continue;
		check(nass_buf_put(&counts, count, &err), &err);
		n++;
	}
	if (code != NASS_OK && code != NASS_END)
		check(code, &err);
	if (f->table.title != NULL)
		title = nass_str(f->table.title);
	check(nass_plot_zipf((const uint64_t *)(const void *)counts.p,
		  (size_t)n, title, &out, &err),
	    &err);
	cli_write(nass_buf_str(&out));
	nass_buf_fini(&counts);
	nass_buf_fini(&out);
	return status;
}
