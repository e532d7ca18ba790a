/*
 * tally.c - hits in all (-c), by document (-l, --plot), by the value of a member
 * (--group).
 *
 * Counts come in input order, so a document is complete when the next begins;
 * those of groups are sorted by name first.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd/kwic/kwic.h"
#include "count/sorter.h"
#include "text/cluster.h"

enum {
	TALLY_NAME,
	TALLY_COUNT,
	TALLY_WORDS,
	TALLY_PER_MILLION,
	TALLY_DOCUMENTS,
	TALLY_PLOT,
	NTALLY
};

/* What is counted of one document or group. */
struct sum {
	uint64_t count;
	uint64_t words;
	uint64_t documents; /* with a hit */
	uint64_t file;      /* the last one counted, and its document */
	uint64_t number;
	bool has_hit; /* that document */
};

struct kwic_tally {
	struct sum sum;
	struct nass_buf name; /* whose sum it is */
	bool has_sum;
	struct nass_sorter *sorter; /* groups: name ──> struct kwic_count */
	struct nass_buf group;
	struct nass_buf place; /* offsets of the document's hits, uint64_t */
	struct nass_buf mark;  /* where they are between its ends, float */
	uint64_t end;          /* of the document, as far as it was seen */
	struct nass_table *table;
	size_t index[NTALLY];
	size_t ncolumn;
	uint64_t nrow;
};

/* Rows ----------------------------------------------------------------------- */

/* Offsets to places from 0 to 1. */
static enum nass_code
make_marks(struct kwic_tally *t, struct nass_cell *cell, struct nass_err *err)
{
	size_t n = t->place.n / sizeof(uint64_t);
	enum nass_code code;
	uint64_t place;
	float mark;
	size_t i;

	t->mark.n = 0;
	code = nass_buf_grow(&t->mark, n * sizeof(mark), err);
	for (i = 0; i < n && code == NASS_OK; i++) {
		memcpy(&place, t->place.p + i * sizeof(place), sizeof(place));
		mark =
		    (float)((double)place / (double)(t->end + (t->end == 0)));
		code = nass_buf_put(&t->mark,
		    (struct nass_str){ (char *)&mark, sizeof(mark) }, err);
	}
	cell->type = NASS_CELL_MARKS;
	cell->u.marks.p = (const void *)t->mark.p;
	cell->u.marks.n = n;
	return code;
}

static enum nass_code
put_row(struct kwic *k, struct nass_err *err)
{
	struct kwic_tally *t = k->tally;
	const struct sum *e = &t->sum;
	struct nass_cell cell[NTALLY];
	enum nass_code code = NASS_OK;
	size_t i;

	if (k->max > 0 && t->nrow++ >= k->max)
		return NASS_OK;
	for (i = 0; i < t->ncolumn; i++)
		switch (t->index[i]) {
		case TALLY_NAME:
			cell[i] = nass_cell_text(nass_buf_str(&t->name));
			break;
		case TALLY_COUNT:
			cell[i] = nass_cell_count(e->count);
			break;
		case TALLY_WORDS:
			cell[i] = nass_cell_count(e->words);
			break;
		case TALLY_PER_MILLION:
			cell[i] = nass_cell_number(
			    nass_per_million(e->count, e->words));
			break;
		case TALLY_PLOT:
			code = make_marks(t, &cell[i], err);
			break;
		default:
			cell[i] = nass_cell_count(e->documents);
			break;
		}
	return code != NASS_OK ? code : nass_table_row(t->table, cell, err);
}

/* Sums ----------------------------------------------------------------------- */

/* One sum, a row be there nothing. */
static bool
is_in_all(const struct kwic *k)
{
	return !k->is_list && k->group == NULL;
}

/* What was summed is complete: a row, unless there was no hit. */
static enum nass_code
end_sum(struct kwic *k, struct nass_err *err)
{
	struct kwic_tally *t = k->tally;
	enum nass_code code = NASS_OK;

	if (t->has_sum && (t->sum.count > 0 || is_in_all(k)))
		code = put_row(k, err);
	t->has_sum = false;
	t->name.n = t->place.n = 0;
	t->end = 0;
	t->sum = (struct sum){ .file = UINT64_MAX };
	return code;
}

static void
add(struct sum *s, const struct kwic_count *count)
{
	if (s->file != count->file || s->number != count->number)
		s->has_hit = false;
	s->file = count->file;
	s->number = count->number;
	s->documents += count->nhit > 0 && !s->has_hit;
	s->has_hit |= count->nhit > 0;
	s->count += count->nhit;
	s->words += count->nword;
}

/* -l: counts of a document follow each other. */
static enum nass_code
add_to_document(struct kwic *k, const struct kwic_count *count,
    struct nass_str id, struct nass_str place, struct nass_err *err)
{
	struct kwic_tally *t = k->tally;
	enum nass_code code = NASS_OK;

	if (!t->has_sum || t->sum.file != count->file ||
	    t->sum.number != count->number) {
		code = end_sum(k, err);
		if (code == NASS_OK)
			code = nass_buf_put(&t->name, id, err);
		t->has_sum = true;
	}
	add(&t->sum, count);
	if (count->end > t->end)
		t->end = count->end;
	return code == NASS_OK ? nass_buf_put(&t->place, place, err) : code;
}

/* The value of the member as text, its first N characters. */
static enum nass_code
group_name(struct kwic *k, struct nass_str raw, struct nass_str *name,
    struct nass_err *err)
{
	struct kwic_tally *t = k->tally;
	enum nass_code code = NASS_OK;
	size_t end = 0;
	uint64_t i;

	t->group.n = 0;
	*name = raw;
	if (raw.n > 0 && raw.p[0] == '"') {
		code = nass_json_decode(raw, &t->group, NULL, err);
		*name = nass_buf_str(&t->group);
	}
	if (k->group_n == 0)
		return code;
	for (i = 0; i < k->group_n && end < name->n; i++)
		end = nass_cluster_end(*name, end);
	name->n = end;
	return code;
}

enum nass_code
kwic_tally_add(struct kwic *k, const struct kwic_count *count,
    struct nass_str id, struct nass_str group, struct nass_str place,
    struct nass_err *err)
{
	struct nass_str value = { (const char *)count, sizeof(*count) };
	enum nass_code code;
	struct nass_str name;

	if (!k->has_counts)
		return NASS_OK;
	if (k->is_list)
		return add_to_document(k, count, id, place, err);
	code = group_name(k, group, &name, err);
	return code == NASS_OK
	    ? nass_sorter_put(k->tally->sorter, name, value, err)
	    : code;
}

/* Groups by name; counts of each as they came, so documents are together. */
static enum nass_code
sum_groups(struct kwic *k, struct nass_err *err)
{
	struct kwic_tally *t = k->tally;
	struct kwic_count count;
	struct nass_str value;
	struct nass_str name;
	enum nass_code code;

	t->has_sum = is_in_all(k);
	for (;;) {
		code = nass_sorter_next(t->sorter, &name, &value, err);
		if (code != NASS_OK)
			break;
		if (!t->has_sum || !nass_str_eq(nass_buf_str(&t->name), name)) {
			code = end_sum(k, err);
			if (code == NASS_OK)
				code = nass_buf_put(&t->name, name, err);
			t->has_sum = true;
		}
		if (code != NASS_OK)
			return code;
		memcpy(&count, value.p, sizeof(count));
		add(&t->sum, &count);
	}
	return code == NASS_END ? end_sum(k, err) : code;
}

/* -c alone prints a number, as grep does; with -t or --columns, a table. */
enum nass_code
kwic_tally_end(struct kwic *k, struct nass_err *err)
{
	struct kwic_tally *t = k->tally;
	enum nass_code code;

	if (!k->has_counts)
		return nass_buf_printf(
		    &k->made, err, "%llu\n", (unsigned long long)k->nhit);
	code = k->is_list ? end_sum(k, err) : sum_groups(k, err);
	return code == NASS_OK ? nass_table_end(t->table, err) : code;
}

/* Columns -------------------------------------------------------------------- */

static const char *
default_columns(const struct kwic *k)
{
	if (k->group != NULL)
		return "group,count,words,per_million,documents";
	if (k->is_plot)
		return "id,count,plot";
	return k->is_list ? "id,count" : "count,words,per_million,documents";
}

enum nass_code
kwic_tally_new(struct kwic *k, struct nass_err *err)
{
	struct nass_table_opts opts =
	    cli_table_opts(&k->cli, &k->table, k->format);
	struct nass_column known[NTALLY] = {
		[TALLY_NAME] = { .name = k->group != NULL ? "group" : "id" },
		[TALLY_COUNT] = { .name = "count" },
		[TALLY_WORDS] = { .name = "words" },
		[TALLY_PER_MILLION] = { .name = "per_million" },
		[TALLY_DOCUMENTS] = { .name = "documents" },
		[TALLY_PLOT] = { .name = "plot" },
	};
	struct nass_column chosen[NTALLY];
	enum nass_code code;
	size_t i;

	k->tally = calloc(1, sizeof(*k->tally));
	if (k->tally == NULL)
		return nass_fail_nomem(err);
	k->has_counts = k->is_list || k->group != NULL || k->cli.to != NULL ||
	    k->table.columns != NULL;
	if (!k->has_counts)
		return NASS_OK;
	code = nass_columns_parse(kwic_columns_spec(k), known, NTALLY,
	    nass_str(default_columns(k)), chosen, k->tally->index, NTALLY,
	    &k->tally->ncolumn, err);
	if (code != NASS_OK)
		cli_bad_option("--columns", err);
	for (i = 0; i < k->tally->ncolumn; i++) {
		k->counts_words |= k->tally->index[i] == TALLY_WORDS ||
		    k->tally->index[i] == TALLY_PER_MILLION;
		k->has_places |= k->tally->index[i] == TALLY_PLOT;
	}
	if (k->has_places && !k->is_list)
		cli_usage_error("--columns: plot is of documents (-l)");
	k->tally->sum.file = UINT64_MAX;
	code = nass_table_new(
	    &opts, chosen, k->tally->ncolumn, &k->made, &k->tally->table, err);
	return code == NASS_OK ? nass_sorter_new((size_t)k->memory,
				     k->directory, &k->tally->sorter, err)
			       : code;
}

void
kwic_tally_free(struct kwic *k)
{
	if (k->tally == NULL)
		return;
	nass_table_free(k->tally->table);
	nass_sorter_free(k->tally->sorter);
	nass_buf_fini(&k->tally->name);
	nass_buf_fini(&k->tally->group);
	nass_buf_fini(&k->tally->place);
	nass_buf_fini(&k->tally->mark);
	free(k->tally);
}
