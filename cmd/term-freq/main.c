/*
 * term-freq - frequency tables for reports.
 *
 *	documents ─> words ─> spellings ─> types ─> rows ─> table
 *
 * Words are counted as they are written; the spellings of one word meet when
 * all is counted.  Every row is printed, unless the user asks for fewer.
 */
#include <stddef.h>
#include <string.h>

#include "term-freq.h"

static const char *const ranks[] = { "min", "dense", "ordinal", NULL };
static const char *const stems[] = { "none", "light10", NULL };

static const char *const adjusts[] = { "none", "bonferroni", "holm", NULL };
static const char *const plots[] = { "none", "bars", "zipf", NULL };
static const char *const from[] = { "counts", NULL };
static const char *const to[] = { "tsv", "csv", "jsonl", "markdown", "html",
	"latex", "grid", "svg", "counts", NULL };

static const struct cli_usage usage = {
	.name = "term-freq",
	.synopsis = "[options] [file ...]",
	.purpose = "Count words and n-grams; the table goes into a report.",
	.from = from,
	.to = to,
};

#define AT(member) offsetof(struct term_freq, member)

static const struct cli_opt options[] = {
	{ 0, "adjust", "WAY", cli_choice, AT(adjust),
	    .help = "p of many tests: none, bonferroni, holm", .names = adjusts,
	    .is_rare = true },
	{ 0, "clitics", NULL, cli_flag, AT(has_clitics),
	    .help = "attached particles come off, where the rest is a word of "
		    "the input" },
	{ 0, "collate", "LOCALE", cli_text, AT(locale),
	    .help = "text in the order of a dictionary: ar, fa, ur, ..." },
	CLI_TABLE_OPTIONS(struct term_freq, table),
	{ 0, "drop", "REGEX", cli_text, AT(drop),
	    .help = "leave out terms that match" },
	{ 0, "group", "FIELD[:N]", cli_text, AT(group),
	    .help = "count by a member of records, or its first N characters" },
	{ 0, "keep", "REGEX", cli_text, AT(keep),
	    .help = "leave out terms that do not match" },
	{ 0, "kinds", "LIST", cli_text, AT(kinds),
	    .help = "what is counted: word, number, url, email, mention, ..." },
	{ 0, "map", "FILE", cli_text, AT(map),
	    .help = "lines FORM TAB HEADWORD: forms count as their headword" },
	{ 'n', "max", "N", cli_count, AT(max), .help = "print the first N rows",
	    .max = UINT64_MAX },
	{ 0, "max-documents", "N[%]", cli_text, AT(max_documents),
	    .help = "leave out terms of more documents" },
	{ 'S', "memory", "SIZE", cli_size, AT(memory),
	    .help = "memory before tables go to disk (1G)", .min = 65536,
	    .max = UINT64_MAX / 2 },
	{ 'm', "min-count", "N", cli_count, AT(min_count),
	    .help = "leave out terms that are rarer", .max = UINT64_MAX },
	{ 0, "min-documents", "N", cli_count, AT(min_documents),
	    .help = "leave out terms of fewer documents", .max = UINT64_MAX },
	{ 0, "ngram", "N[-M]", cli_text, AT(ngram),
	    .help = "count sequences of N to M words within a sentence" },
	{ 0, "plot", "WAY", cli_choice, AT(plot),
	    .help = "a picture: bars of the rows, or rank against count (zipf)",
	    .names = plots },
	{ 'p', "profile", "SPEC", cli_text, AT(profile),
	    .help = "how spellings meet (standard)" },
	{ 0, "rank", "WAY", cli_choice, AT(rank),
	    .help = "ranks of ties: min, dense, ordinal", .names = ranks,
	    .is_rare = true },
	{ 0, "reference", "FILE", cli_text, AT(reference_path),
	    .help = "keyness against a corpus, or against saved counts" },
	{ 's', "sort", "COLUMN[:asc|desc]", cli_text, AT(sort),
	    .help = "order of rows (count:desc)" },
	{ 0, "stem", "WAY", cli_choice, AT(stem),
	    .help = "words of one stem meet: light10", .names = stems },
	{ 0, "stop-words", "LIST", cli_text, AT(stop_words),
	    .help = "leave out terms with these words: ar, en, FILE" },
	{ 0, "summary", NULL, cli_flag, AT(is_summary),
	    .help = "tokens, types and richness in place of the list" },
	{ 'T', "temporary-directory", "DIR", cli_text, AT(directory),
	    .help = "where tables go that are too large (/tmp)",
	    .is_rare = true },
	{ 0, "wide", NULL, cli_flag, AT(is_wide),
	    .help = "with --group: a column for each group" },
	{ 0, "wrapped", NULL, cli_flag, AT(is_wrapped),
	    .help =
		"lines are hard-wrapped: only an empty line ends a paragraph",
	    .is_rare = true },
	{ .name = NULL },
};

void
check(enum nass_code code, const struct nass_err *err)
{
	if (code != NASS_OK)
		cli_die(err);
}

int
main(int argc, char *argv[])
{
	struct term_freq f = {
		.cli = CLI_INIT,
		.table = CLI_TABLE_INIT,
		.max = UINT64_MAX,
		.memory = (uint64_t)1 << 30,
	};
	int status;

	argv = cli_start(argc, argv, &usage, options, &f);
	compile(&f);
	if (writes_counts(&f))
		status = write_counts(&f, argv);
	else if (f.is_summary)
		status = summarise(&f, argv);
	else if (f.plot == PLOT_ZIPF)
		status = plot_zipf(&f, argv);
	else if (f.group != NULL)
		status = list_groups(&f, argv);
	else if (f.reference_path != NULL)
		status = compare(&f, argv);
	else
		status = list(&f, argv);
	release(&f);
	return cli_end(status);
}
