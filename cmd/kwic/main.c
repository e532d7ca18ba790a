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

#define AT(member) offsetof(struct kwic, member)

static const struct cli_opt options[] = {
	{ 'A', "after", "N[w|c|s]", cli_text, AT(after),
	    .help = "context behind the node" },
	{ 'B', "before", "N[w|c|s]", cli_text, AT(before),
	    .help = "context before the node" },
	{ 'C', "context", "N[w|c|s]", cli_text, AT(context),
	    .help = "words, characters or sentences on both sides (8w)" },
	{ 'E', "regex", NULL, cli_flag, AT(is_regex),
	    .help =
		"patterns are regular expressions (PCRE2) on folded lines" },
	{ 'S', "memory", "SIZE", cli_size, AT(memory),
	    .help = "memory before sorted rows go to disk (1G)", .min = 65536,
	    .max = UINT64_MAX / 2, .is_rare = true },
	{ 'T', "temporary-directory", "DIR", cli_text, AT(directory),
	    .help = "where rows go that are too many (/tmp)", .is_rare = true },
	{ 'c', "count", NULL, cli_flag, AT(is_count),
	    .help = "print the number of hits alone" },
	{ 0, "clitics", NULL, cli_flag, AT(has_clitics),
	    .help = "particles and pronouns may be attached to a word" },
	{ 0, "collocates", NULL, cli_flag, AT(is_collocates),
	    .help = "the words around the hits, with measures of association" },
	{ 'e', "pattern", "PATTERN", cli_list, AT(patterns),
	    .help = "a pattern; may be repeated" },
	{ 0, "exit-zero", NULL, cli_flag, AT(is_exit_zero),
	    .help = "exit status 0 also when there is no hit",
	    .is_rare = true },
	{ 0, "group", "FIELD[:N]", cli_text, AT(group),
	    .help = "count hits by (the first N characters of) a member" },
	{ 'l', "list", NULL, cli_flag, AT(is_list),
	    .help = "count hits by document" },
	{ 0, "map", "FILE", cli_text, AT(map_file),
	    .help = "lines `form TAB headword`: forms of one headword meet",
	    .is_rare = true },
	{ 'n', "max", "N", cli_count, AT(max), .help = "print at most N rows",
	    .min = 1, .max = UINT64_MAX },
	{ 0, "near", "N", cli_count, AT(near),
	    .help = "all patterns within N words of a sentence", .min = 2,
	    .max = 1000 },
	{ 0, "patterns", "FILE", cli_text, AT(pattern_file),
	    .help = "a pattern on each line" },
	{ 'p', "profile", "SPEC", cli_text, AT(profile),
	    .help =
		"how spellings meet: smart (default), standard, search, ..." },
	{ 0, "plot", NULL, cli_flag, AT(is_plot),
	    .help = "where in each document the hits fall" },
	{ 0, "sample", "N", cli_count, AT(sample),
	    .help = "N hits by lot (--seed)", .min = 1, .max = UINT32_MAX },
	{ 0, "seed", "S", cli_count, AT(seed),
	    .help = "of --sample and of the key random (0)", .max = UINT64_MAX,
	    .is_rare = true },
	{ 's', "sort", "KEYS", cli_text, AT(sort),
	    .help = "order by 1R,2R,1L,node,id,random; each :desc" },
	{ 0, "stem", "NAME", cli_choice, AT(stem),
	    .help = "words of one stem meet: light10", .names = stems,
	    .is_rare = true },
	{ 0, "window", "L,R", cli_text, AT(window),
	    .help = "of --collocates: words before and after (5,5)",
	    .is_rare = true },
	{ 0, "with", "PATTERN[:L,R]", cli_list, AT(with),
	    .help =
		"keep hits with this among the L words before, R behind (5,5)",
	    .is_rare = true },
	{ 0, "without", "PATTERN[:L,R]", cli_list, AT(without),
	    .help = "keep hits without this", .is_rare = true },
	{ 0, "wrapped", NULL, cli_flag, AT(is_wrapped),
	    .help =
		"lines are hard-wrapped: only an empty line ends a paragraph",
	    .is_rare = true },
	{ 'x', "exact", NULL, cli_flag, AT(is_exact),
	    .help = "match the text as written" },
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
	if (k->fold != k->norm)
		nass_norm_free(k->fold);
	nass_norm_free(k->norm);
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
