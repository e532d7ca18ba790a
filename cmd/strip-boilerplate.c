/*
 * strip-boilerplate - keep what was written, drop the page's furniture.
 *
 *	documents ──> lines ──> verdicts ──> the same documents | a table of lines
 */
#include <errno.h>
#include <nass/boiler.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

/* What a page says of itself becomes members, where the record has none. */
#define NFIELDS      5
#define FIELD_URL    4
#define FIELD_SOURCE 5
#define FIELD_OWN    6

/* Memory of the table that learns, before sorted runs go to disk. */
#define LEARN_MEMORY ((size_t)48 << 20)

struct strip {
	struct cli cli;
	struct cli_table table_opts;
	unsigned level;
	const char *keep;
	const char *lexicon;
	bool has_no_lexicon;
	bool explains;
	bool learns;
	bool has_two_passes;
	const char *repeats;
	const char *source;
	const char *directory;
	uint64_t min_documents;
	struct nass_learner *learner;
	uint64_t ndoc;
	uint64_t nterm;
	const char *fields[NFIELDS + 3];
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
	{ 0, "learn", NULL, cli_flag, offsetof(struct strip, learns),
	    "write how many documents of a source have each line", 0, 0, NULL,
	    false },
	{ 0, "lexicon", "FILE", cli_text, offsetof(struct strip, lexicon),
	    "more phrases: kind TAB match TAB phrase", 0, 0, NULL, false },
	{ 0, "min-documents", "N", cli_count,
	    offsetof(struct strip, min_documents),
	    "documents that make a line a repeated one (3)", 2, UINT32_MAX,
	    NULL, true },
	{ 0, "no-lexicon", NULL, cli_flag,
	    offsetof(struct strip, has_no_lexicon),
	    "do without the built-in phrases", 0, 0, NULL, false },
	{ 0, "repeats", "COUNTS", cli_text, offsetof(struct strip, repeats),
	    "drop what is repeated, as --learn wrote it", 0, 0, NULL, false },
	{ 0, "source", "FIELD", cli_text, offsetof(struct strip, source),
	    "member that names the site (host of url, else source); all", 0, 0,
	    NULL, false },
	{ 'T', "temporary-directory", "DIR", cli_text,
	    offsetof(struct strip, directory),
	    "where what does not fit in memory goes (/tmp)", 0, 0, NULL, true },
	{ 0, "two-pass", NULL, cli_flag, offsetof(struct strip, has_two_passes),
	    "learn from the input first, then strip it", 0, 0, NULL, false },
	{ 0, NULL, NULL, NULL, 0, NULL, 0, 0, NULL, false },
};

/* Documents ---------------------------------------------------------------- */

struct state {
	struct nass_arena arena;
	struct nass_buf json[NFIELDS];
	struct nass_str fresh[NFIELDS];
	struct nass_buf source;
	struct nass_buf text;
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
	nass_buf_fini(&t->source);
	nass_buf_fini(&t->text);
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

/* A member as a source; *is_found if it is a string. */
static enum nass_code
source_in(struct state *t, const struct nass_doc *doc, size_t i, bool *is_found,
    struct nass_err *err)
{
	struct nass_str text;

	*is_found = false;
	if (i >= doc->nmember || doc->member[i].type != NASS_JSON_STRING)
		return NASS_OK;
	t->text.n = 0;
	if (!nass_json_plain(doc->member[i].value, &text)) {
		if (nass_json_decode(
			doc->member[i].value, &t->text, NULL, err) != NASS_OK)
			return NASS_ENOMEM;
		text = nass_buf_str(&t->text);
	}
	*is_found = text.n > 0;
	return nass_boiler_source(text, &t->source, err);
}

/* The site of a document; empty: it has none, so nothing is repeated there. */
static enum nass_code
find_source(const struct strip *s, struct state *t, const struct nass_doc *doc,
    struct nass_err *err)
{
	bool is_found;
	enum nass_code code;

	t->source.n = 0;
	if (s->source != NULL && strcmp(s->source, "all") == 0)
		return nass_buf_put(&t->source, NASS_STR("all"), err);
	if (s->source != NULL)
		return source_in(t, doc, FIELD_OWN, &is_found, err);
	code = source_in(t, doc, FIELD_URL, &is_found, err);
	if (code == NASS_OK && !is_found)
		code = source_in(t, doc, FIELD_SOURCE, &is_found, err);
	return code;
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
	if (find_source(s, t, doc, err) != NASS_OK)
		return NASS_ENOMEM;
	if (!is_page(doc))
		return nass_boiler_strip(s->boiler, doc->text,
		    nass_buf_str(&t->source), &t->arena, out, err);
	if (nass_boiler_strip_html(s->boiler, doc->text,
		nass_buf_str(&t->source), &t->arena, out, &page,
		err) != NASS_OK)
		return NASS_ENOMEM;
	if (doc->is_html && out->n > 0 && out->p[out->n - 1] == '\n')
		out->n--; /* a text in a record has no final line end */
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
	struct nass_verdict *v = NULL;
	struct nass_str source;
	size_t n = 0;
	enum nass_code code;

	nass_arena_reset(&t->arena);
	code = find_source(s, t, doc, err);
	source = nass_buf_str(&t->source);
	if (code == NASS_OK)
		code = is_page(doc)
		    ? nass_boiler_judge_html(s->boiler, doc->text, source,
			  &t->arena, &v, &n, NULL, err)
		    : nass_boiler_judge(
			  s->boiler, doc->text, source, &t->arena, &v, &n, err);
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

/* Learning ----------------------------------------------------------------- */

/* The terms of a document, and an empty line behind them. */
static enum nass_code
learn_doc(void *arg, void *state, const struct nass_doc *doc,
    struct nass_buf *out, struct nass_err *err)
{
	struct strip *s = arg;
	struct state *t = state;

	nass_arena_reset(&t->arena);
	if (find_source(s, t, doc, err) != NASS_OK ||
	    nass_boiler_terms(s->boiler, doc->text, nass_buf_str(&t->source),
		is_page(doc), &t->arena, out, err) != NASS_OK)
		return NASS_ENOMEM;
	return nass_buf_putc(out, '\n', err);
}

/* One document after the other, in one thread. */
static enum nass_code
learn_made(void *arg, struct nass_buf *made, struct nass_buf *out,
    struct nass_err *err)
{
	struct strip *s = arg;
	struct nass_str rest = nass_buf_str(made);

	(void)out;
	for (size_t i = 0; i < rest.n; i++) {
		if (rest.p[i] != '\n')
			continue;
		if (i > 0 && rest.p[i - 1] != '\n')
			s->nterm++;
		else
			s->ndoc++;
	}
	return nass_learner_add(s->learner, rest, err);
}

/* All documents to the learner. */
static int
learn(struct strip *s, char **operands)
{
	const struct cli_job job = {
		.arg = s,
		.unit = CLI_WHOLE,
		.takes_html = true,
		.fields = s->fields,
		.thread = new_state,
		.join = free_state,
		.doc = learn_doc,
		.emit = learn_made,
	};
	struct nass_err err;
	int status;

	if (nass_learner_new(LEARN_MEMORY, s->directory, &s->learner, &err) !=
	    NASS_OK)
		cli_die(&err);
	status = cli_docs(operands, &job);
	if (nass_learner_finish(s->learner, &err) != NASS_OK)
		cli_die(&err);
	return status;
}

static void
write_counts(struct strip *s)
{
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_str term;
	struct nass_err err;
	uint64_t n;
	enum nass_code code;

	code = nass_buf_printf(&out, &err,
	    " documents\t%llu\n format\tnass-counts-1\n kinds\tword\n"
	    " map\tlines\n meet\tspellings\n ngram\t1\n profile\tnone\n"
	    " tokens\t%llu\n unicode\t%s\n",
	    (unsigned long long)s->ndoc, (unsigned long long)s->nterm,
	    NASS_UNICODE_VERSION);
	while (code == NASS_OK &&
	    (code = nass_learner_next(s->learner, &term, &n, &err)) ==
		NASS_OK) {
		code = nass_buf_put(&out, term, &err);
		if (code == NASS_OK)
			code = nass_buf_printf(&out, &err, "\t%llu\t%llu\n",
			    (unsigned long long)n, (unsigned long long)n);
		if (out.n > 65536) {
			cli_write(nass_buf_str(&out));
			out.n = 0;
		}
	}
	if (code != NASS_END)
		cli_die(&err);
	cli_write(nass_buf_str(&out));
	nass_buf_fini(&out);
}

/* What was learnt, to the judge. */
static void
use_learnt(struct strip *s)
{
	struct nass_str term;
	struct nass_err err;
	uint64_t n;
	enum nass_code code;

	while (
	    (code = nass_learner_next(s->learner, &term, &n, &err)) == NASS_OK)
		if (nass_boiler_repeat(s->boiler, term, n, &err) != NASS_OK)
			cli_die(&err);
	if (code != NASS_END)
		cli_die(&err);
}

/* Lines `term TAB count TAB documents`; those that begin with a space: not. */
static void
use_counts(struct strip *s)
{
	struct nass_buf counts = NASS_BUF_INIT;
	struct nass_str rest;
	struct nass_err err;
	uint64_t n;

	cli_load("--repeats", s->repeats, &counts);
	rest = nass_buf_str(&counts);
	while (rest.n > 0) {
		struct nass_str line = nass_str_cut(&rest, '\n');
		struct nass_str term = nass_str_cut(&line, '\t');

		if (line.p == NULL || term.n == 0 || term.p[0] == ' ')
			continue;
		(void)nass_str_cut(&line, '\t');
		if (line.p == NULL || !nass_str_number(line, 0, UINT64_MAX, &n))
			continue;
		if (nass_boiler_repeat(s->boiler, term, n, &err) != NASS_OK)
			cli_die(&err);
	}
	nass_buf_fini(&counts);
}

/*
 * Standard input is to be read twice: what is no file goes to one without a
 * name, which takes its place.
 */
static void
spool_stdin(const struct strip *s)
{
	char path[4096];
	char bytes[65536];
	struct nass_err err;
	ssize_t n;
	int fd;

	if (lseek(STDIN_FILENO, 0, SEEK_CUR) >= 0)
		return;
	snprintf(path, sizeof path, "%s/nass.XXXXXX", s->directory);
	fd = mkstemp(path);
	if (fd >= 0)
		(void)unlink(path);
	while (fd >= 0 && (n = read(STDIN_FILENO, bytes, sizeof bytes)) != 0)
		for (ssize_t at = 0, k; at < n || n < 0; at += k) {
			k = n < 0 ? -1
				  : write(fd, bytes + at, (size_t)(n - at));
			if (k < 0 && errno != EINTR) {
				(void)nass_fail_sys(&err, "%s", s->directory);
				cli_die(&err);
			}
			if (n < 0)
				break;
			k = k < 0 ? 0 : k;
		}
	if (fd < 0 || dup2(fd, STDIN_FILENO) < 0 ||
	    lseek(STDIN_FILENO, 0, SEEK_SET) < 0) {
		(void)nass_fail_sys(&err, "%s", s->directory);
		cli_die(&err);
	}
	close(fd);
}

/* The first pass says nothing: the second meets the same and tells of it. */
static void
learn_first(struct strip *s, char **operands)
{
	const struct cli was = s->cli;
	off_t at;

	spool_stdin(s);
	at = lseek(STDIN_FILENO, 0, SEEK_CUR);
	if (at < 0)
		at = 0;
	s->cli.is_quiet = true;
	s->cli.on_error = CLI_IGNORE;
	s->cli.rejects = NULL;
	s->cli.log = NULL;
	(void)learn(s, operands);
	s->cli = was;
	use_learnt(s);
	(void)lseek(STDIN_FILENO, at, SEEK_SET);
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
	opts.min_documents = s->min_documents;
	s->fields[FIELD_OWN] = s->source;
	if (s->lexicon != NULL) {
		cli_load("--lexicon", s->lexicon, &lexicon);
		opts.lexicon = nass_buf_str(&lexicon);
	}
	if (nass_boiler_new(&opts, &s->boiler, &err) != NASS_OK)
		cli_bad_option("--lexicon", &err);
	nass_buf_fini(&lexicon);
	if (s->repeats != NULL)
		use_counts(s);
	if (s->explains)
		open_table(s);
	else if (s->cli.to != NULL && strcmp(s->cli.to, "text") != 0 &&
	    strcmp(s->cli.to, "jsonl") != 0)
		cli_usage_error("-t: %s: only with --explain", s->cli.to);
}

static int
strip(struct strip *s, char **operands)
{
	const struct cli_job job = {
		.arg = s,
		.unit = CLI_WHOLE,
		.takes_html = true,
		.fields = s->fields,
		.thread = new_state,
		.join = free_state,
		.makes_text = !s->explains,
		.doc = s->explains ? explain_doc : strip_doc,
	};
	struct nass_err err;
	int status;

	status = cli_docs(operands, &job);
	if (s->table != NULL && nass_table_end(s->table, &err) != NASS_OK)
		cli_die(&err);
	cli_write(nass_buf_str(&s->rows));
	return status;
}

int
main(int argc, char *argv[])
{
	struct strip s = {
		.cli = CLI_INIT,
		.table_opts = CLI_TABLE_INIT,
		.level = NASS_BOILER_STANDARD,
		.min_documents = 3,
		.directory = "/tmp",
		.fields = { "title", "date", "author", "language", "url",
		    "source" },
	};
	int status;

	argv = cli_start(argc, argv, &usage, options, &s);
	prepare(&s);
	if (s.has_two_passes)
		learn_first(&s, argv);
	if (s.learns) {
		status = learn(&s, argv);
		write_counts(&s);
	} else {
		status = strip(&s, argv);
	}
	nass_learner_free(s.learner);
	nass_table_free(s.table);
	nass_buf_fini(&s.rows);
	nass_boiler_free(s.boiler);
	return cli_end(status);
}
