/*
 * groups.c - counts by a member of the records: a count for each group.
 *
 *	--group date:7		2015-07 ─> count
 *				2015-08 ─> count
 *
 * Threads have groups of their own, which meet by name at the end.
 */
#include <stdlib.h>

#include <nass/doc.h>

#include "groups.h"
#include "text/utf8.h"

struct grouping {
	struct term_freq *f;
	const char *field;
	uint64_t length; /* code points of a name that count; 0: all */
	struct groups *all;
};

/* Groups by name ----------------------------------------------------------- */

static enum nass_code
new_groups(struct term_freq *f, struct groups **groups, struct nass_err *err)
{
	struct groups *g = calloc(1, sizeof(*g));

	if (g == NULL)
		return nass_fail_nomem(err);
	g->f = f;
	*groups = g;
	if (count__vocab_init(&g->names, err) != NASS_OK)
		return NASS_ENOMEM;
	return nass_count_new(&f->opts, &g->model, err);
}

static void
free_groups(struct groups *g)
{
	size_t i;

	for (i = 0; i < g->n; i++)
		nass_count_free(g->group[i].count);
	nass_count_free(g->model);
	free(g->group);
	count__vocab_fini(&g->names);
	nass_arena_fini(&g->arena);
	nass_buf_fini(&g->name);
	free(g);
}

/* The place of a group; the key of no name is a NUL, which no name holds. */
static enum nass_code
find_group(
    struct groups *g, struct nass_str name, size_t *place, struct nass_err *err)
{
	struct count__key key;
	enum nass_code code;
	void *p;

	code = count__vocab_reserve(&g->names, 1, err);
	if (code != NASS_OK)
		return code;
	count__key_word(name.n > 0 ? name : (struct nass_str){ "", 1 }, &key);
	*place = count__intern(&g->names, &key);
	if (*place == COUNT__NONE)
		return nass_fail_nomem(err);
	if (*place < g->n)
		return NASS_OK;
	if (g->n == g->cap) {
		g->cap += g->cap / 2 + 16;
		p = realloc(g->group, g->cap * sizeof(*g->group));
		if (p == NULL)
			return nass_fail_nomem(err);
		g->group = p;
	}
	g->group[g->n] =
	    (struct group){ .name = nass_arena_copy(&g->arena, name) };
	if (g->group[g->n].name.p == NULL && name.n > 0)
		return nass_fail_nomem(err);
	g->n++;
	return NASS_OK;
}

/* Documents ---------------------------------------------------------------- */

static enum nass_code
thread(void *arg, unsigned number, void **state, struct nass_err *err)
{
	const struct grouping *g = arg;

	(void)number;
	return new_groups(g->f, (struct groups **)state, err);
}

/* The member as text, cut to its first characters. */
static enum nass_code
name_of(const struct grouping *g, const struct nass_doc *d,
    struct nass_buf *name, struct nass_err *err)
{
	const struct nass_member *m = d->nmember > 0 ? &d->member[0] : NULL;
	struct nass_buf text = NASS_BUF_INIT;
	enum nass_code code = NASS_OK;
	uint64_t n;
	size_t at;

	name->n = 0;
	if (m == NULL || m->type == NASS_JSON_NONE || m->type == NASS_JSON_NULL)
		return NASS_OK;
	if (m->type == NASS_JSON_STRING)
		code = nass_json_decode(m->value, &text, NULL, err);
	else
		code = nass_buf_put(&text, m->value, err);
	if (code == NASS_OK)
		code = nass_utf8_mend(nass_buf_str(&text), NASS_UTF8_REPLACE,
		    name, NULL, &n, &n, err);
	nass_buf_fini(&text);
	for (at = 0, n = 0; g->length > 0 && at < name->n; n++) {
		size_t size;

		if (n == g->length)
			name->n = at;
		else
			(void)nass_utf8_get(name->p + at, &size), at += size;
	}
	return code;
}

static enum nass_code
spill_all(struct groups *g, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	size_t i;

	for (i = 0; code == NASS_OK && i < g->n; i++)
		code = nass_count_spill(g->group[i].count, err);
	for (g->bytes = i = 0; i < g->n; i++)
		g->bytes += nass_count_bytes(g->group[i].count);
	return code;
}

static enum nass_code
doc(void *arg, void *state, const struct nass_doc *d, struct nass_buf *out,
    struct nass_err *err)
{
	const struct grouping *grouping = arg;
	struct groups *g = state;
	struct nass_count *count;
	enum nass_code code;
	size_t before;
	size_t place;

	(void)out;
	code = name_of(grouping, d, &g->name, err);
	if (code == NASS_OK)
		code = find_group(g, nass_buf_str(&g->name), &place, err);
	if (code == NASS_OK && g->group[place].count == NULL)
		code = nass_count_new_beside(
		    g->model, &g->group[place].count, err);
	if (code != NASS_OK)
		return code;
	count = g->group[place].count;
	before = nass_count_bytes(count);
	code = nass_count_doc(count, d, err);
	g->bytes += nass_count_bytes(count) - before;
	return code == NASS_OK && g->bytes > g->f->opts.memory
	    ? spill_all(g, err)
	    : code;
}

static enum nass_code
join(void *arg, void *state, struct nass_err *err)
{
	struct grouping *grouping = arg;
	struct groups *from = state;
	enum nass_code code = NASS_OK;
	size_t place;
	size_t i;

	if (grouping->all == NULL) {
		grouping->all = from;
		return NASS_OK;
	}
	for (i = 0; code == NASS_OK && i < from->n; i++) {
		struct nass_count **mine;

		code =
		    find_group(grouping->all, from->group[i].name, &place, err);
		if (code != NASS_OK)
			break;
		mine = &grouping->all->group[place].count;
		if (*mine == NULL) {
			*mine = from->group[i].count;
			from->group[i].count = NULL;
		} else if (from->group[i].count != NULL) {
			code =
			    nass_count_merge(*mine, from->group[i].count, err);
		}
	}
	free_groups(from);
	return code;
}

/* `FIELD`, or `FIELD:N`. */
static void
parse_group(struct term_freq *f, struct grouping *g, struct nass_buf *field)
{
	struct nass_str s = nass_str(f->group);
	struct nass_err err;
	size_t i = s.n;

	while (i > 0 && s.p[i - 1] != ':')
		i--;
	if (i > 0 &&
	    nass_str_number(nass_str_sub(s, i, s.n), 1, 1000000, &g->length))
		s.n = i - 1;
	if (s.n == 0)
		cli_usage_error("--group: %s: not FIELD or FIELD:N", f->group);
	check(nass_buf_put(field, s, &err), &err);
	check(nass_buf_putc(field, '\0', &err), &err);
	g->field = field->p;
}

static int
group_cmp(const void *left, const void *right)
{
	const struct group *x = left;
	const struct group *y = right;

	return nass_str_cmp(x->name, y->name);
}

/* All groups in the order of their names. */
static struct groups *
count_groups(struct term_freq *f, char **operands, int *status)
{
	struct grouping g = { .f = f };
	struct nass_buf field = NASS_BUF_INIT;
	const char *fields[2] = { NULL, NULL };
	struct cli_job job = {
		.arg = &g,
		.unit = f->is_wrapped ? CLI_WHOLE : CLI_PARTS,
		.takes_raw = true,
		.fields = fields,
		.thread = thread,
		.doc = doc,
		.join = join,
	};
	struct nass_err err;
	size_t i;

	parse_group(f, &g, &field);
	fields[0] = g.field;
	share_memory(f);
	*status = cli_docs(operands, &job);
	if (g.all == NULL)
		check(new_groups(f, &g.all, &err), &err);
	qsort(g.all->group, g.all->n, sizeof(struct group), group_cmp);
	for (i = 0; i < g.all->n; i++)
		nass_count_get_totals(
		    g.all->group[i].count, &g.all->group[i].totals);
	nass_buf_fini(&field);
	return g.all;
}

/* A section for each group ------------------------------------------------- */

/* Memory holds what one group is sorted with. */
static void
put_group(struct term_freq *f, struct group *g)
{
	struct row row = {
		.count = g->count,
		.group = g->name,
		.tokens = g->totals.tokens,
		.documents = g->totals.documents,
	};
	struct nass_err err;
	enum nass_code code;

	check(nass_count_finish(g->count,
		  rows_stream(f) ? NASS_ORDER_COUNT : NASS_ORDER_KEY, &err),
	    &err);
	nass_count_get_totals(g->count, &g->totals);
	f->totals = g->totals;
	rows_section(f);
	while ((code = nass_count_next(g->count, &row.r, &err)) == NASS_OK)
		if (is_wanted(f, &row.r) && !rows_put(f, &row))
			break;
	if (code != NASS_END && code != NASS_OK)
		check(code, &err);
	rows_section_end(f);
	nass_count_free(g->count);
	g->count = NULL;
}

int
list_groups(struct term_freq *f, char **operands)
{
	struct nass_count_totals sum = { 0 };
	struct groups *g;
	int status;
	size_t i;

	if (f->is_wide &&
	    (f->table.columns != NULL || f->sort != NULL || f->locale != NULL ||
		f->plot != PLOT_NONE))
		cli_usage_error("--wide has its own columns and order");
	compile_columns(f, "group,term,count,per_million,documents", "count");
	g = count_groups(f, operands, &status);
	for (i = 0; i < g->n; i++) {
		sum.documents += g->group[i].totals.documents;
		sum.tokens += g->group[i].totals.tokens;
	}
	cli_log_count("documents", sum.documents);
	cli_log_count("tokens", sum.tokens);
	f->totals = sum;
	if (f->is_wide) {
		write_wide(f, g);
	} else {
		rows_begin(f);
		for (i = 0; i < g->n; i++)
			put_group(f, &g->group[i]);
		rows_end(f);
	}
	free_groups(g);
	return status;
}
