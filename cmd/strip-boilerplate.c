/*
 * strip-boilerplate - keep what was written, drop the page's furniture.
 *
 *	documents ──> lines ──> verdicts ──> the same documents | a table of lines
 */
#include <nass/boiler.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

static const char *const to_names[] = { "text", "jsonl", "tsv", "csv",
	"markdown", "html", "latex", "grid", "svg", NULL };
static const char *const level_names[] = { "lenient", "standard", "strict",
	NULL };

static const struct cli_usage usage = {
	.name = "strip-boilerplate",
	.synopsis = "[options] [file ...]",
	.purpose = "Keep what was written, drop the page's furniture.",
	.to = to_names,
};

static const struct nass_column columns[] = {
	{ .name = "verdict" },
	{ .name = "reason" },
	{ .name = "score" },
	{ .name = "id" },
	{ .name = "line" },
	{ .name = "text" },
};
#define NCOLUMNS (sizeof(columns) / sizeof(columns[0]))

struct strip {
	struct cli cli;
	struct cli_table table_opts;
	unsigned level;
	const char *keep;
	const char *lexicon;
	bool has_no_lexicon;
	bool explains;
	struct nass_boiler *boiler;
	struct nass_table *table;
	struct nass_buf rows;
	struct nass_column chosen[NCOLUMNS];
	size_t index[NCOLUMNS];
	size_t nchosen;
};

static const struct cli_opt options[] = {
	CLI_TABLE_OPTIONS(struct strip, table_opts),
	{ 0, "explain", NULL, cli_flag, offsetof(struct strip, explains),
	    "a table of all lines: verdict, reason, score", 0, 0, NULL, false },
	{ 0, "keep", "LIST", cli_text, offsetof(struct strip, keep),
	    "author, source, date: lines that stay (all); none", 0, 0, NULL,
	    false },
	{ 0, "level", "LEVEL", cli_choice, offsetof(struct strip, level),
	    "how much goes: lenient, standard, strict", 0, 0, level_names,
	    false },
	{ 0, "lexicon", "FILE", cli_text, offsetof(struct strip, lexicon),
	    "more phrases: kind TAB match TAB phrase", 0, 0, NULL, false },
	{ 0, "no-lexicon", NULL, cli_flag,
	    offsetof(struct strip, has_no_lexicon),
	    "do without the built-in phrases", 0, 0, NULL, false },
	{ 0, NULL, NULL, NULL, 0, NULL, 0, 0, NULL, false },
};

/* Documents ---------------------------------------------------------------- */

/* What a page says of itself becomes members, where the record has none. */
static const char *const fields[] = { "title", "date", "author", "language",
	"url", NULL };
#define NFIELDS 5

struct state {
	struct nass_arena arena;
	struct nass_buf json[NFIELDS];
	struct nass_str fresh[NFIELDS];
};

static enum nass_code
new_state(void *arg, unsigned thread, void **state, struct nass_err *err)
{
	(void)arg;
	(void)thread;
	*state = calloc(1, sizeof(struct state));
	return *state == NULL ? nass_fail_nomem(err) : NASS_OK;
}

static enum nass_code
free_state(void *arg, void *state, struct nass_err *err)
{
	struct state *t = state;

	(void)arg;
	(void)err;
	nass_arena_fini(&t->arena);
	for (size_t i = 0; i < NFIELDS; i++)
		nass_buf_fini(&t->json[i]);
	free(t);
	return NASS_OK;
}

static bool
is_page(const struct nass_doc *doc)
{
	return doc->is_html ||
	    (doc->kind == NASS_DOC_TEXT && nass_boiler_is_html(doc->text));
}

static enum nass_code
put_members(struct state *t, const struct nass_doc *doc,
    const struct nass_page *page, struct nass_err *err)
{
	const struct nass_str value[NFIELDS] = { page->title, page->date,
		page->author, page->language, page->url };

	for (size_t i = 0; i < NFIELDS && i < doc->nmember; i++) {
		struct nass_member *m = &doc->member[i];

		if (value[i].n == 0 ||
		    (m->type != NASS_JSON_NONE && m->type != NASS_JSON_NULL))
			continue;
		t->json[i].n = 0;
		if (nass_json_encode(value[i], &t->json[i], err) != NASS_OK)
			return NASS_ENOMEM;
		t->fresh[i] = nass_buf_str(&t->json[i]);
		m->fresh = &t->fresh[i];
	}
	return NASS_OK;
}

static enum nass_code
strip_doc(void *arg, void *state, const struct nass_doc *doc,
    struct nass_buf *out, struct nass_err *err)
{
	struct strip *s = arg;
	struct state *t = state;
	struct nass_page page;

	nass_arena_reset(&t->arena);
	if (!is_page(doc))
		return nass_boiler_strip(
		    s->boiler, doc->text, &t->arena, out, err);
	if (nass_boiler_strip_html(
		s->boiler, doc->text, &t->arena, out, &page, err) != NASS_OK)
		return NASS_ENOMEM;
	return put_members(t, doc, &page, err);
}

/* Explaining --------------------------------------------------------------- */

static struct nass_cell
cell_of(size_t column, const struct nass_doc *doc, const struct nass_verdict *v)
{
	switch (column) {
	case 0:
		return nass_cell_text(
		    v->is_kept ? NASS_STR("keep") : NASS_STR("drop"));
	case 1:
		return nass_cell_text(nass_str(v->reason));
	case 2:
		return nass_cell_number((double)(long)(v->score * 1000) / 1000);
	case 3:
		return nass_cell_text(doc->id);
	case 4:
		return nass_cell_count(v->number);
	default:
		return nass_cell_text(v->line);
	}
}

static enum nass_code
explain_doc(void *arg, void *state, const struct nass_doc *doc,
    struct nass_buf *out, struct nass_err *err)
{
	struct strip *s = arg;
	struct state *t = state;
	struct nass_cell cell[NCOLUMNS];
	struct nass_verdict *v;
	size_t n;
	enum nass_code code;

	nass_arena_reset(&t->arena);
	code = is_page(doc)
	    ? nass_boiler_judge_html(
		  s->boiler, doc->text, &t->arena, &v, &n, NULL, err)
	    : nass_boiler_judge(s->boiler, doc->text, &t->arena, &v, &n, err);
	for (size_t i = 0; code == NASS_OK && i < n; i++) {
		for (size_t c = 0; c < s->nchosen; c++)
			cell[c] = cell_of(s->index[c], doc, &v[i]);
		code = nass_table_row(s->table, cell, err);
	}
	if (code == NASS_OK)
		code = nass_buf_put(out, nass_buf_str(&s->rows), err);
	s->rows.n = 0;
	return code;
}

/* Wiring ------------------------------------------------------------------- */

static unsigned
parse_keep(const char *list)
{
	static const char *const name[] = { "author", "source", "date" };
	struct nass_str rest = nass_str(list);
	unsigned keep = 0;

	if (strcmp(list, "none") == 0)
		return 0;
	while (rest.p != NULL) {
		struct nass_str word = nass_str_cut(&rest, ',');
		size_t i = 0;

		while (i < 3 && !nass_str_eq(word, nass_str(name[i])))
			i++;
		if (i == 3)
			cli_usage_error("--keep: %.*s: not in author, source, "
					"date, none",
			    (int)word.n, word.p);
		keep |= 1u << i;
	}
	return keep;
}

static void
open_table(struct strip *s)
{
	struct nass_str spec = { NULL, 0 };
	struct nass_table_opts opts;
	struct nass_err err;

	if (s->table_opts.columns != NULL)
		spec = nass_str(s->table_opts.columns);
	if (nass_columns_parse(spec, columns, NCOLUMNS,
		NASS_STR("verdict,reason,score,id,line,text"), s->chosen,
		s->index, NCOLUMNS, &s->nchosen, &err) != NASS_OK)
		cli_bad_option("--columns", &err);
	opts = cli_table_opts(
	    &s->cli, &s->table_opts, cli_format(&s->cli, NASS_FORMAT_TSV));
	if (nass_table_new(&opts, s->chosen, s->nchosen, &s->rows, &s->table,
		&err) != NASS_OK)
		cli_die(&err);
	s->cli.jobs = 1;
}

static void
prepare(struct strip *s)
{
	struct nass_boiler_opts opts = nass_boiler_default;
	struct nass_buf lexicon = NASS_BUF_INIT;
	struct nass_err err;

	opts.level = (enum nass_boiler_level)s->level;
	if (s->keep != NULL)
		opts.keep = parse_keep(s->keep);
	opts.has_lexicon = !s->has_no_lexicon;
	if (s->lexicon != NULL) {
		cli_load("--lexicon", s->lexicon, &lexicon);
		opts.lexicon = nass_buf_str(&lexicon);
	}
	if (nass_boiler_new(&opts, &s->boiler, &err) != NASS_OK)
		cli_bad_option("--lexicon", &err);
	nass_buf_fini(&lexicon);
	if (s->explains)
		open_table(s);
	else if (s->cli.to != NULL && strcmp(s->cli.to, "text") != 0 &&
	    strcmp(s->cli.to, "jsonl") != 0)
		cli_usage_error("-t: %s: only with --explain", s->cli.to);
}

int
main(int argc, char *argv[])
{
	struct strip s = {
		.cli = CLI_INIT,
		.table_opts = CLI_TABLE_INIT,
		.level = NASS_BOILER_STANDARD,
	};
	struct cli_job job = {
		.arg = &s,
		.unit = CLI_WHOLE,
		.takes_html = true,
		.fields = fields,
		.thread = new_state,
		.join = free_state,
	};
	struct nass_err err;
	int status;

	argv = cli_start(argc, argv, &usage, options, &s);
	prepare(&s);
	job.makes_text = !s.explains;
	job.doc = s.explains ? explain_doc : strip_doc;
	status = cli_docs(argv, &job);
	if (s.table != NULL && nass_table_end(s.table, &err) != NASS_OK)
		cli_die(&err);
	cli_write(nass_buf_str(&s.rows));
	nass_table_free(s.table);
	nass_buf_fini(&s.rows);
	nass_boiler_free(s.boiler);
	return cli_end(status);
}
