/*
 * tally.c - hits in all (-c), by document (-l, --plot), by the value of a member
 * (--group).
 *
 * Counts come in input order, so a document is complete when the next begins;
 * groups are held, one entry for each value, and leave in byte order.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd/kwic/kwic.h"
#include "text/cluster.h"

struct entry {
	struct nass_str name;
	uint64_t count;
	uint64_t words;
	uint64_t documents; /* with a hit */
	uint64_t file;      /* the last one counted, and its document */
	uint64_t number;
	bool has_hit; /* that document */
	size_t next;
};

struct kwic_tally {
	struct entry *entry;
	size_t n, cap;
	size_t *bucket;
	size_t nbucket;
	struct nass_arena arena;
	struct nass_buf name;
	struct nass_buf place; /* offsets of the document's hits, uint64_t */
	struct nass_buf mark;  /* where they are between its ends, float */
	uint64_t end;          /* of the document, as far as it was seen */
	struct nass_table *table;
	size_t index[8];
	size_t ncolumn;
	uint64_t nrow;
};

enum {
	TALLY_NAME,
	TALLY_COUNT,
	TALLY_WORDS,
	TALLY_PER_MILLION,
	TALLY_DOCUMENTS,
	TALLY_PLOT,
	NTALLY
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
put_row(struct kwic *k, const struct entry *e, struct nass_err *err)
{
	struct kwic_tally *t = k->tally;
	struct nass_cell cell[NTALLY];
	enum nass_code code = NASS_OK;
	size_t i;

	if (k->max > 0 && t->nrow++ >= k->max)
		return NASS_OK;
	for (i = 0; i < t->ncolumn; i++)
		switch (t->index[i]) {
		case TALLY_NAME:
			cell[i] = nass_cell_text(e->name);
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

/* -l: the document before is complete. */
static enum nass_code
end_document(struct kwic *k, struct nass_err *err)
{
	struct kwic_tally *t = k->tally;
	enum nass_code code = NASS_OK;

	if (k->is_list && t->n == 1 && t->entry[0].count > 0)
		code = put_row(k, &t->entry[0], err);
	if (k->is_list) {
		t->n = 0;
		t->place.n = 0;
		t->end = 0;
		nass_arena_reset(&t->arena);
	}
	return code;
}

/* Entries -------------------------------------------------------------------- */

static enum nass_code
rehash(struct kwic_tally *t, struct nass_err *err)
{
	size_t n = t->nbucket == 0 ? 64 : 2 * t->nbucket;
	size_t *bucket = malloc(n * sizeof(*bucket));
	size_t *head;
	size_t i;

	if (bucket == NULL)
		return nass_fail_nomem(err);
	for (i = 0; i < n; i++)
		bucket[i] = SIZE_MAX;
	for (i = 0; i < t->n; i++) {
		head = &bucket[nass_hash(t->entry[i].name, 0) & (n - 1)];
		t->entry[i].next = *head;
		*head = i;
	}
	free(t->bucket);
	t->bucket = bucket;
	t->nbucket = n;
	return NASS_OK;
}

static enum nass_code
add_entry(struct kwic_tally *t, struct nass_str name, struct entry **e,
    struct nass_err *err)
{
	void *p;

	if (t->n == t->cap) {
		t->cap = t->cap == 0 ? 32 : 2 * t->cap;
		p = realloc(t->entry, t->cap * sizeof(*t->entry));
		if (p == NULL)
			return nass_fail_nomem(err);
		t->entry = p;
	}
	*e = &t->entry[t->n++];
	**e = (struct entry){ .name = nass_arena_copy(&t->arena, name),
		.file = UINT64_MAX };
	return (*e)->name.p == NULL ? nass_fail_nomem(err) : NASS_OK;
}

static enum nass_code
find_group(struct kwic_tally *t, struct nass_str name, struct entry **e,
    struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	size_t *head;
	size_t i;

	if (2 * t->n >= t->nbucket)
		code = rehash(t, err);
	if (code != NASS_OK)
		return code;
	head = &t->bucket[nass_hash(name, 0) & (t->nbucket - 1)];
	for (i = *head; i != SIZE_MAX; i = t->entry[i].next)
		if (nass_str_eq(t->entry[i].name, name)) {
			*e = &t->entry[i];
			return NASS_OK;
		}
	code = add_entry(t, name, e, err);
	if (code == NASS_OK) {
		(*e)->next = *head;
		*head = t->n - 1;
	}
	return code;
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

	t->name.n = 0;
	*name = raw;
	if (raw.n > 0 && raw.p[0] == '"') {
		code = nass_json_decode(raw, &t->name, NULL, err);
		*name = nass_buf_str(&t->name);
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
	struct kwic_tally *t = k->tally;
	enum nass_code code = NASS_OK;
	struct nass_str name = id;
	struct entry *e = t->n > 0 ? &t->entry[0] : NULL;

	if (!k->has_counts)
		return NASS_OK;
	if (!k->is_list) {
		code = group_name(k, group, &name, err);
		if (code == NASS_OK)
			code = find_group(t, name, &e, err);
	} else if (e == NULL || e->file != count->file ||
	    e->number != count->number) {
		code = end_document(k, err);
		if (code == NASS_OK)
			code = add_entry(t, name, &e, err);
	}
	if (code != NASS_OK)
		return code;
	if (e->file != count->file || e->number != count->number)
		e->has_hit = false;
	e->file = count->file;
	e->number = count->number;
	e->documents += count->nhit > 0 && !e->has_hit;
	e->has_hit |= count->nhit > 0;
	e->count += count->nhit;
	e->words += count->nword;
	if (count->end > t->end)
		t->end = count->end;
	return nass_buf_put(&t->place, place, err);
}

/* ---------------------------------------------------------------------------- */

static int
by_name(const void *a, const void *b)
{
	return nass_str_cmp(
	    ((const struct entry *)a)->name, ((const struct entry *)b)->name);
}

/* -c alone prints a number, as grep does; with -t or --columns, a table. */
static enum nass_code
end_count(struct kwic *k, struct nass_err *err)
{
	struct entry none = { .words = k->nword };
	struct kwic_tally *t = k->tally;

	if (!k->has_counts)
		return nass_buf_printf(
		    &k->made, err, "%llu\n", (unsigned long long)k->nhit);
	return put_row(k, t->n > 0 ? &t->entry[0] : &none, err);
}

enum nass_code
kwic_tally_end(struct kwic *k, struct nass_err *err)
{
	struct kwic_tally *t = k->tally;
	enum nass_code code = NASS_OK;
	size_t i;

	if (k->is_list)
		code = end_document(k, err);
	else if (k->group == NULL)
		code = end_count(k, err);
	else if (t->n > 1)
		qsort(t->entry, t->n, sizeof(*t->entry), by_name);
	for (i = 0; k->group != NULL && i < t->n && code == NASS_OK; i++)
		if (t->entry[i].count > 0)
			code = put_row(k, &t->entry[i], err);
	if (code == NASS_OK && t->table != NULL)
		code = nass_table_end(t->table, err);
	return code;
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
	struct nass_column chosen[8];
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
	    nass_str(default_columns(k)), chosen, k->tally->index, 8,
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
	return nass_table_new(
	    &opts, chosen, k->tally->ncolumn, &k->made, &k->tally->table, err);
}

void
kwic_tally_free(struct kwic *k)
{
	if (k->tally == NULL)
		return;
	nass_table_free(k->tally->table);
	free(k->tally->entry);
	free(k->tally->bucket);
	nass_arena_fini(&k->tally->arena);
	nass_buf_fini(&k->tally->name);
	nass_buf_fini(&k->tally->place);
	nass_buf_fini(&k->tally->mark);
	free(k->tally);
}
