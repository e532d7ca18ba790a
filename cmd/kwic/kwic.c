/*
 * kwic - show words and phrases in their context, however they are spelled.
 *
 *	documents ──> hits (find.c) ──> rows in order (carry.c) ──┬─> table (sink.c)
 *	                                                          └─> counts (tally.c)
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/kwic/kwic.h"

static const struct cli_usage usage = {
	.name = "kwic",
	.synopsis = "[options] pattern [file ...]",
	.purpose = "Show words and phrases in context, however they are "
		   "spelled.",
	.to = cli_table_formats,
};

static const char *const stems[] = { "none", "light10", NULL };

static const struct cli_opt options[] = {
	{ 'A', "after", "N[w|c|s]", cli_text, offsetof(struct kwic, after),
	    "context behind the node", 0, 0, NULL, false },
	{ 'B', "before", "N[w|c|s]", cli_text, offsetof(struct kwic, before),
	    "context before the node", 0, 0, NULL, false },
	{ 'C', "context", "N[w|c|s]", cli_text, offsetof(struct kwic, context),
	    "words, characters or sentences on both sides (8w)", 0, 0, NULL,
	    false },
	{ 'E', "regex", NULL, cli_flag, offsetof(struct kwic, is_regex),
	    "patterns are regular expressions (PCRE2) on folded lines", 0, 0,
	    NULL, false },
	{ 'S', "memory", "SIZE", cli_size, offsetof(struct kwic, memory),
	    "memory before sorted rows go to disk (1G)", 65536, UINT64_MAX / 2,
	    NULL, true },
	{ 'T', "temporary-directory", "DIR", cli_text,
	    offsetof(struct kwic, directory),
	    "where rows go that are too many (/tmp)", 0, 0, NULL, true },
	{ 'c', "count", NULL, cli_flag, offsetof(struct kwic, is_count),
	    "print the number of hits alone", 0, 0, NULL, false },
	{ 0, "clitics", NULL, cli_flag, offsetof(struct kwic, has_clitics),
	    "particles and pronouns may be attached to a word", 0, 0, NULL,
	    false },
	{ 0, "collocates", NULL, cli_flag, offsetof(struct kwic, is_collocates),
	    "the words around the hits, with measures of association", 0, 0,
	    NULL, false },
	{ 'e', "pattern", "PATTERN", cli_list, offsetof(struct kwic, patterns),
	    "a pattern; may be repeated", 0, 0, NULL, false },
	{ 0, "exit-zero", NULL, cli_flag, offsetof(struct kwic, is_exit_zero),
	    "exit status 0 also when there is no hit", 0, 0, NULL, true },
	{ 0, "group", "FIELD[:N]", cli_text, offsetof(struct kwic, group),
	    "count hits by (the first N characters of) a member", 0, 0, NULL,
	    false },
	{ 'l', "list", NULL, cli_flag, offsetof(struct kwic, is_list),
	    "count hits by document", 0, 0, NULL, false },
	{ 0, "map", "FILE", cli_text, offsetof(struct kwic, map_file),
	    "lines `form TAB headword`: forms of one headword meet", 0, 0, NULL,
	    true },
	{ 'n', "max", "N", cli_count, offsetof(struct kwic, max),
	    "print at most N rows", 1, UINT64_MAX, NULL, false },
	{ 0, "near", "N", cli_count, offsetof(struct kwic, near),
	    "all patterns within N words of a sentence", 2, 1000, NULL, false },
	{ 0, "patterns", "FILE", cli_text, offsetof(struct kwic, pattern_file),
	    "a pattern on each line", 0, 0, NULL, false },
	{ 'p', "profile", "SPEC", cli_text, offsetof(struct kwic, profile),
	    "how spellings meet: smart (default), standard, search, ...", 0, 0,
	    NULL, false },
	{ 0, "plot", NULL, cli_flag, offsetof(struct kwic, is_plot),
	    "where in each document the hits fall", 0, 0, NULL, false },
	{ 0, "sample", "N", cli_count, offsetof(struct kwic, sample),
	    "N hits by lot (--seed)", 1, UINT32_MAX, NULL, false },
	{ 0, "seed", "S", cli_count, offsetof(struct kwic, seed),
	    "of --sample and of the key random (0)", 0, UINT64_MAX, NULL,
	    true },
	{ 's', "sort", "KEYS", cli_text, offsetof(struct kwic, sort),
	    "order by 1R,2R,1L,node,id,random; each :desc", 0, 0, NULL, false },
	{ 0, "stem", "NAME", cli_choice, offsetof(struct kwic, stem),
	    "words of one stem meet: light10", 0, 0, stems, true },
	{ 0, "window", "L,R", cli_text, offsetof(struct kwic, window),
	    "of --collocates: words before and after (5,5)", 0, 0, NULL, true },
	{ 0, "with", "PATTERN[:L,R]", cli_list, offsetof(struct kwic, with),
	    "keep hits with this among the L words before, R behind (5,5)", 0,
	    0, NULL, true },
	{ 0, "without", "PATTERN[:L,R]", cli_list,
	    offsetof(struct kwic, without), "keep hits without this", 0, 0,
	    NULL, true },
	{ 0, "wrapped", NULL, cli_flag, offsetof(struct kwic, is_wrapped),
	    "lines are hard-wrapped: only an empty line ends a paragraph", 0, 0,
	    NULL, true },
	{ 'x', "exact", NULL, cli_flag, offsetof(struct kwic, is_exact),
	    "match the text as written", 0, 0, NULL, false },
	CLI_TABLE_OPTIONS(struct kwic, table),
	CLI_DISPLAY_OPTIONS(struct kwic, table),
	{ .name = NULL },
};

/* The run -------------------------------------------------------------------- */

static void
open_table(struct kwic *k)
{
	struct nass_table_opts opts =
	    cli_table_opts(&k->cli, &k->table, k->format);
	struct nass_err err;

	if (nass_table_new(&opts, k->column, k->ncolumn, &k->made, &k->out,
		&err) != NASS_OK)
		cli_die(&err);
}

/* What makes no sense together. */
static void
check_ways(const struct kwic *k, bool is_tally)
{
	if (is_tally && k->is_collocates)
		cli_usage_error(
		    "--collocates: not with -c, -l, --group or --plot");
	if (k->is_list && (k->group != NULL || k->is_count))
		cli_usage_error("-l, --plot: not with -c or --group");
	if (k->sample > 0 && (is_tally || k->is_collocates))
		cli_usage_error("--sample: of rows alone");
	if (k->nkey > 0 && is_tally)
		cli_usage_error("-s: of rows alone");
}

static void
set_up(struct kwic *k)
{
	struct nass_err err;
	bool is_tally;

	k->is_list |= k->is_plot;
	is_tally = k->is_count || k->is_list || k->group != NULL;
	k->format = cli_format(&k->cli,
	    cli_output_is_terminal() ? NASS_FORMAT_GRID : NASS_FORMAT_TSV);
	check_ways(k, is_tally);
	k->nthread = k->cli.jobs > 0 ? (size_t)k->cli.jobs
				     : (size_t)sysconf(_SC_NPROCESSORS_ONLN);
	if (k->is_collocates) {
		if (kwic_collocates_new(k, &err) != NASS_OK)
			cli_die(&err);
	} else if (is_tally) {
		if (k->group != NULL)
			kwic_group_compile(k);
		if (kwic_tally_new(k, &err) != NASS_OK)
			cli_die(&err);
	} else {
		kwic_columns_compile(k);
		open_table(k);
	}
	if (kwic_carry_new(k, &err) != NASS_OK ||
	    kwic_sink_new(k, &err) != NASS_OK ||
	    kwic_eye_open(k, &k->eye, &err) != NASS_OK)
		cli_die(&err);
}

static void
finish(struct kwic *k)
{
	struct nass_err err;
	enum nass_code code = kwic_carry_end(k, &err);

	if (code == NASS_OK)
		code = kwic_sink_end(k, &err);
	if (code == NASS_OK && k->tally != NULL)
		code = kwic_tally_end(k, &err);
	else if (code == NASS_OK && k->collocates != NULL)
		code = kwic_collocates_end(k, &err);
	else if (code == NASS_OK)
		code = nass_table_end(k->out, &err);
	if (code != NASS_OK)
		cli_die(&err);
	cli_write(nass_buf_str(&k->made));
}

static void
clear(struct kwic *k)
{
	size_t i;

	kwic_carry_free(k);
	free(k->patterns.p);
	free(k->with.p);
	free(k->without.p);
	kwic_sink_free(k);
	kwic_tally_free(k);
	kwic_collocates_free(k);
	kwic_eye_close(k, &k->eye);
	for (i = 0; i < k->nfilter; i++)
		nass_match_free(k->filter[i].match);
	free(k->filter);
	nass_match_free(k->match);
	nass_table_free(k->out);
	nass_norm_free(k->norm);
	nass_norm_free(k->fold);
	nass_buf_fini(&k->made);
	nass_arena_fini(&k->arena);
}

int
main(int argc, char *argv[])
{
	struct kwic k = { .cli = CLI_INIT,
		.table = CLI_TABLE_INIT,
		.memory = (uint64_t)1 << 30 };
	struct cli_job job = { .arg = &k,
		.unit = CLI_PARTS,
		.takes_raw = true,
		.fields = k.member,
		.thread = kwic_thread,
		.doc = kwic_doc,
		.emit = kwic_emit,
		.join = kwic_join };
	char **operands = cli_start(argc, argv, &usage, options, &k);
	int status;

	operands = kwic_compile(&k, operands);
	if (k.is_wrapped) /* a sentence may stand in two parts */
		job.unit = CLI_WHOLE;
	set_up(&k);
	status = cli_docs(operands, &job);
	finish(&k);
	if (status == CLI_OK && k.nhit == 0 && !k.is_exit_zero)
		status = CLI_NONE;
	clear(&k);
	return cli_end(status);
}
