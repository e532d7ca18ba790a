/*
 * strip-boilerplate - keep what was written, drop the page's furniture.
 *
 *	documents ──> lines ──> verdicts ──> the same documents | a table of lines
 */
#include <string.h>

#include "strip.h"

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

static const struct nass_column columns[NCOLUMNS] = {
	{ .name = "verdict" },
	{ .name = "reason" },
	{ .name = "score" },
	{ .name = "id" },
	{ .name = "line" },
	{ .name = "text" },
};
#define AT(member) offsetof(struct strip, member)

static const struct cli_opt options[] = {
	CLI_TABLE_OPTIONS(struct strip, table_opts),
	{ 0, "explain", NULL, cli_flag, AT(explains),
	    .help = "a table of all lines: verdict, reason, score" },
	{ 0, "keep", "LIST", cli_text, AT(keep),
	    .help = "author, source, date: lines that stay (all); none" },
	{ 0, "level", "LEVEL", cli_choice, AT(level),
	    .help = "how much goes: lenient, standard, strict",
	    .names = level_names },
	{ 0, "learn", NULL, cli_flag, AT(learns),
	    .help = "write how many documents of a source have each line" },
	{ 0, "lexicon", "FILE", cli_text, AT(lexicon),
	    .help = "more phrases: kind TAB match TAB phrase" },
	{ 0, "min-documents", "N", cli_count, AT(min_documents),
	    .help = "documents that make a line a repeated one (3)", .min = 2,
	    .max = UINT32_MAX, .is_rare = true },
	{ 0, "no-lexicon", NULL, cli_flag, AT(has_no_lexicon),
	    .help = "do without the built-in phrases" },
	{ 0, "repeats", "COUNTS", cli_text, AT(repeats),
	    .help = "drop what is repeated, as --learn wrote it" },
	{ 0, "source", "FIELD", cli_text, AT(source),
	    .help =
		"member that names the site (host of url, else source); all" },
	{ 'T', "temporary-directory", "DIR", cli_text, AT(directory),
	    .help = "where what does not fit in memory goes (/tmp)",
	    .is_rare = true },
	{ 0, "two-pass", NULL, cli_flag, AT(has_two_passes),
	    .help = "learn from the input first, then strip it" },
	{ .name = NULL },
};

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
		strip_use_counts(s);
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
		STRIP_JOB(s),
		.makes_text = !s->explains,
		.doc = s->explains ? strip_explain_doc : strip_doc,
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
		strip_learn_first(&s, argv);
	if (s.learns) {
		status = strip_learn(&s, argv);
		strip_write_counts(&s);
	} else {
		status = strip(&s, argv);
	}
	nass_learner_free(s.learner);
	nass_table_free(s.table);
	nass_buf_fini(&s.rows);
	nass_boiler_free(s.boiler);
	return cli_end(status);
}
