/*
 * explain.c - what changes, counted: a row for each kind of change.
 *
 *	change ──> key: operation NUL from NUL to ──> count, of each thread
 *	                                              └──> sum ──> rows by count
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "filter.h"
#include "norm/names.h"
#include "text/utf8.h"

enum {
	FIRST_SLOTS = 256,
	LONGEST = 8 /* code points that are named; a mask has more */
};

struct change {
	struct nass_str key; /* of the arena; p == NULL: free */
	uint64_t count;
};

/* An open table of changes. */
struct changes {
	struct change *slot;
	size_t nslot; /* a power of two */
	size_t n;
	struct nass_arena arena;
	struct nass_buf key; /* of the change at hand */
	bool is_broken;
};

static const struct nass_column columns[] = {
	{ .name = "code_point" },
	{ .name = "name" },
	{ .name = "operation" },
	{ .name = "result" },
	{ .name = "count" },
	{ .name = "from_text" },
	{ .name = "result_text" },
};
enum {
	NCOLUMNS = sizeof(columns) / sizeof(columns[0])
};

static struct change *
slot_of(const struct changes *c, struct nass_str key)
{
	size_t i = nass_hash(key, 0) & (c->nslot - 1);

	while (c->slot[i].key.p != NULL && !nass_str_eq(c->slot[i].key, key))
		i = (i + 1) & (c->nslot - 1);
	return &c->slot[i];
}

static bool
grow(struct changes *c)
{
	struct changes fresh = *c;
	size_t i;

	fresh.nslot = c->nslot == 0 ? FIRST_SLOTS : 2 * c->nslot;
	fresh.slot = calloc(fresh.nslot, sizeof(*fresh.slot));
	if (fresh.slot == NULL)
		return false;
	for (i = 0; i < c->nslot; i++)
		if (c->slot[i].key.p != NULL)
			*slot_of(&fresh, c->slot[i].key) = c->slot[i];
	free(c->slot);
	*c = fresh;
	return true;
}

static void
add(struct changes *c, struct nass_str key, uint64_t count)
{
	struct change *change;

	if (2 * c->n >= c->nslot && !grow(c)) {
		c->is_broken = true;
		return;
	}
	change = slot_of(c, key);
	if (change->key.p == NULL) {
		change->key = nass_arena_copy(&c->arena, key);
		if (change->key.p == NULL) {
			c->is_broken = true;
			return;
		}
		c->n++;
	}
	change->count += count;
}

static bool
visit(void *arg, const struct nass_norm_change *change)
{
	struct changes *c = arg;
	bool is_mask = strcmp(change->operation, "mask") == 0;
	const struct nass_str parts[] = { nass_str(change->operation),
		is_mask ? NASS_STR("") : change->from, change->to };
	size_t i;

	c->key.n = 0;
	for (i = 0; i < 3; i++)
		if (nass_buf_put(&c->key, parts[i], NULL) != NASS_OK ||
		    nass_buf_putc(&c->key, '\0', NULL) != NASS_OK)
			c->is_broken = true;
	if (!c->is_broken)
		add(c, nass_buf_str(&c->key), 1);
	return !c->is_broken;
}

/* Documents ------------------------------------------------------------------ */

struct explain {
	struct filter *filter;
	struct changes sum;
};

static enum nass_code
new_changes(void *arg, unsigned thread, void **state, struct nass_err *err)
{
	(void)arg;
	(void)thread;
	*state = calloc(1, sizeof(struct changes));
	return *state != NULL ? NASS_OK : nass_fail_nomem(err);
}

static enum nass_code
look(void *arg, void *state, const struct nass_doc *doc, struct nass_buf *out,
    struct nass_err *err)
{
	struct explain *e = arg;
	struct changes *c = state;
	enum nass_code code;

	(void)out;
	code = nass_norm_explain(e->filter->norm, doc->text, visit, c, err);
	return code == NASS_OK && c->is_broken ? nass_fail_nomem(err) : code;
}

static void
changes_fini(struct changes *c)
{
	free(c->slot);
	nass_arena_fini(&c->arena);
	nass_buf_fini(&c->key);
}

static enum nass_code
join(void *arg, void *state, struct nass_err *err)
{
	struct explain *e = arg;
	struct changes *c = state;
	size_t i;

	for (i = 0; i < c->nslot; i++)
		if (c->slot[i].key.p != NULL)
			add(&e->sum, c->slot[i].key, c->slot[i].count);
	changes_fini(c);
	free(c);
	return e->sum.is_broken ? nass_fail_nomem(err) : NASS_OK;
}

/* Rows ------------------------------------------------------------------------- */

static int
by_count(const void *a, const void *b)
{
	const struct change *x = a;
	const struct change *y = b;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return nass_str_cmp(x->key, y->key);
}

/* `U+0627 U+0654`, or their names, with `sep` between. */
static void
spell(struct nass_buf *b, struct nass_str s, const char *sep, bool names)
{
	struct nass_err err;
	enum nass_code code = NASS_OK;
	char name[NASS_NAME_SIZE];
	size_t at = 0;
	size_t n, i;
	uint32_t cp;

	for (i = 0; at < s.n && i < LONGEST; i++, at += n) {
		cp = nass_utf8_get(s.p + at, &n);
		if (names)
			nass_name(cp, name);
		else
			snprintf(name, sizeof(name), "U+%04X", (unsigned)cp);
		if (code == NASS_OK)
			code = nass_buf_printf(
			    b, &err, "%s%s", i > 0 ? sep : "", name);
	}
	if (code == NASS_OK && at < s.n)
		code = nass_buf_printf(b, &err, " ...");
	if (code != NASS_OK)
		cli_die(&err);
}

struct writer {
	struct nass_table *table;
	struct nass_buf rows;
	struct nass_buf cell[3]; /* code points, names, result */
	size_t index[NCOLUMNS];
	size_t n;
};

static void
write_row(struct writer *w, const struct change *change)
{
	struct nass_str rest = change->key;
	struct nass_str operation = nass_str_cut(&rest, '\0');
	struct nass_cell all[NCOLUMNS], cell[NCOLUMNS];
	struct nass_str from, to;
	struct nass_err err;
	size_t i;

	/* NUL itself changes by a rule of the user alone; then `from` is empty. */
	from = nass_str_cut(&rest, '\0');
	to = rest.n > 0 ? nass_str_sub(rest, 0, rest.n - 1) : NASS_STR("");
	for (i = 0; i < 3; i++)
		w->cell[i].n = 0;
	spell(&w->cell[0], from, " ", false);
	spell(&w->cell[1], from, ", ", true);
	spell(&w->cell[2], to, " ", false);
	all[0] = nass_cell_text(nass_buf_str(&w->cell[0]));
	all[1] = nass_cell_text(nass_buf_str(&w->cell[1]));
	all[2] = nass_cell_text(operation);
	all[3] = nass_cell_text(nass_buf_str(&w->cell[2]));
	all[4] = nass_cell_count(change->count);
	all[5] = nass_cell_text(from);
	all[6] = nass_cell_text(to);
	for (i = 0; i < w->n; i++)
		cell[i] = all[w->index[i]];
	if (nass_table_row(w->table, cell, &err) != NASS_OK)
		cli_die(&err);
	cli_write(nass_buf_str(&w->rows));
	w->rows.n = 0;
}

static void
open_table(struct writer *w, struct filter *f, enum nass_format format)
{
	struct nass_table_opts opts =
	    cli_table_opts(&f->cli, &f->table, format);
	struct nass_column chosen[NCOLUMNS];
	struct nass_err err;
	struct nass_str spec = { NULL, 0 };

	if (f->table.columns != NULL)
		spec = nass_str(f->table.columns);
	if (nass_columns_parse(spec, columns, NCOLUMNS,
		NASS_STR("code_point,name,operation,result,count"), chosen,
		w->index, NCOLUMNS, &w->n, &err) != NASS_OK)
		cli_bad_option("--columns", &err);
	if (nass_table_new(&opts, chosen, w->n, &w->rows, &w->table, &err) !=
	    NASS_OK)
		cli_die(&err);
}

static void
close_table(struct writer *w)
{
	struct nass_err err;
	size_t i;

	if (nass_table_end(w->table, &err) != NASS_OK)
		cli_die(&err);
	cli_write(nass_buf_str(&w->rows));
	nass_table_free(w->table);
	nass_buf_fini(&w->rows);
	for (i = 0; i < 3; i++)
		nass_buf_fini(&w->cell[i]);
}

int
run_explain(struct filter *f, char **operands)
{
	struct explain e = { .filter = f };
	struct writer w = { .table = NULL };
	const struct cli_job job = {
		.arg = &e,
		.unit = CLI_PARTS,
		.thread = new_changes,
		.doc = look,
		.join = join,
	};
	int status;
	size_t i, n;

	open_table(&w, f, cli_format(&f->cli, NASS_FORMAT_TSV));
	status = cli_docs(operands, &job);
	for (i = n = 0; i < e.sum.nslot; i++)
		if (e.sum.slot[i].key.p != NULL)
			e.sum.slot[n++] = e.sum.slot[i];
	if (n > 0)
		qsort(e.sum.slot, n, sizeof(*e.sum.slot), by_count);
	for (i = 0; i < n; i++)
		write_row(&w, &e.sum.slot[i]);
	close_table(&w);
	changes_fini(&e.sum);
	return status;
}

/* name, spec and note of each profile, TAB between. */
void
list_profiles(const struct filter *f)
{
	const char *name, *spec, *note;
	struct nass_buf b = NASS_BUF_INIT;
	struct nass_err err;
	size_t i;

	(void)f;
	for (i = 0; nass_norm_profile(i, &name, &spec, &note); i++)
		if (nass_buf_printf(
			&b, &err, "%s\t%s\t%s\n", name, spec, note) != NASS_OK)
			cli_die(&err);
	cli_write(nass_buf_str(&b));
	nass_buf_fini(&b);
}
