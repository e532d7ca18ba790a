/*
 * split-corpus - bring any corpus in.
 *
 *	files, archives, containers ──> documents ──> parts
 *	                                ──> stream | text | files | shards | table
 */
#include <string.h>

#include "io/io.h"
#include "split.h"

static const char *const to_names[] = { "jsonl", "text", "tsv", NULL };
static const char *const id_names[] = { "path", "name", "number", "hash",
	NULL };

static const struct cli_usage usage = {
	.name = "split-corpus",
	.synopsis = "[options] [file ...]",
	.purpose = "Bring any corpus in, as a stream of documents.",
	.from = nass_corpus_formats,
	.to = to_names,
};

/* --unique alone is --unique=exact. */
static bool
read_how(const struct cli_opt *opt, const char *value, void *at,
    struct nass_err *err)
{
	(void)opt;
	(void)err;
	*(const char **)at = value != NULL ? value : "exact";
	return true;
}

#define AT(member) offsetof(struct split, member)

static const struct cli_opt options[] = {
	{ 0, "blank-lines", "N", cli_count, AT(corpus_opts.blank_lines),
	    .help = "N empty lines end a document of a text", .min = 1,
	    .max = 1000000 },
	{ 'b', "by", "UNIT", cli_text, AT(by),
	    .help = "cut documents: paragraph, sentence, word, lines=N, "
		    "words=N, bytes=N" },
	{ 0, "digits", "N", cli_count, AT(digits),
	    .help = "digits of %n in file names (3)", .min = 1, .max = 20,
	    .is_rare = true },
	{ 'd', "directory", "DIR", cli_text, AT(files_opts.directory),
	    .help = "a file for each document, inside DIR" },
	{ 0, "drop-separator", NULL, cli_flag, AT(corpus_opts.drops_separator),
	    .help = "lines that match --separator go", .is_rare = true },
	{ 0, "duplicates", "FILE", cli_text, AT(duplicates_path),
	    .help = "with --unique: ids kept and dropped go there",
	    .is_rare = true },
	{ 0, "encoding", "NAME", cli_text, AT(corpus_opts.encoding),
	    .help = "charset that comes in; auto detects it (UTF-8)" },
	{ 0, "force", NULL, cli_flag, AT(files_opts.overwrites),
	    .help = "replace files that exist" },
	{ 0, "form-feed", NULL, cli_flag, AT(corpus_opts.form_feed),
	    .help = "a form feed ends a document of a text", .is_rare = true },
	{ 0, "id", "KIND", cli_choice, AT(id),
	    .help = "ids from path, name, number or hash", .names = id_names },
	{ 0, "id-column", "COLUMN", cli_text, AT(corpus_opts.id_column),
	    .help = "csv, tsv: name or number of the column of ids (id)" },
	{ 0, "max-ratio", "N", cli_count, AT(corpus_opts.max_ratio),
	    .help = "refuse what unpacks to more than N times its size (1000)",
	    .min = 1, .max = 1000000000, .is_rare = true },
	{ 0, "max-words", "N", cli_count, AT(max_words),
	    .help = "leave out what has more than N words", .min = 1,
	    .is_rare = true },
	{ 0, "min-words", "N", cli_count, AT(min_words),
	    .help = "leave out what has fewer than N words", .min = 1 },
	{ 0, "name", "FORMAT", cli_text, AT(name),
	    .help = "names of files: %n number, %h hash, %i id (%n_%h.txt)" },
	{ 0, "no-header-in", NULL, cli_flag, AT(has_no_header),
	    .help = "csv, tsv: the first row is data" },
	{ 0, "ratio", "LIST", cli_text, AT(ratio),
	    .help = "with -d: JSON Lines by shares, train=8,dev=1,test=1" },
	{ 0, "repair", NULL, cli_flag, AT(repairs),
	    .help = "mend text that was read in a wrong charset" },
	{ 0, "sample", "N|P%", cli_text, AT(sample_spec),
	    .help =
		"N documents, or P percent of them, by hash of id and seed" },
	{ 0, "seed", "S", cli_count, AT(seed),
	    .help = "seed of --sample, --shards, --ratio (0)",
	    .is_rare = true },
	{ 0, "separator", "REGEX", cli_text, AT(separator),
	    .help = "a line that matches starts the next document of a text" },
	{ 0, "shards", "N", cli_count, AT(nshards),
	    .help = "with -d: N files of JSON Lines", .min = 1, .max = 1000 },
	{ 0, "text-column", "COLUMN", cli_text, AT(corpus_opts.text_column),
	    .help = "csv, tsv: name or number of the column of texts (text)" },
	{ 0, "unique", "[HOW]", read_how, AT(unique_spec),
	    .help = "leave out second copies: exact, folded" },
	{ 0, "wrapped", NULL, cli_flag, AT(is_wrapped),
	    .help = "only an empty line ends a paragraph" },
	{ .name = NULL },
};

/* Does what is done to a record need no text of it? */
static bool
keeps_text(const struct split *sp)
{
	return sp->to == TO_JSONL && sp->parts.unit == NASS_UNIT_DOCUMENT &&
	    sp->files == NULL && sp->unique == UNIQUE_NONE && !sp->repairs &&
	    sp->cli.log == NULL && sp->id != ID_HASH && sp->min_words == 0 &&
	    sp->max_words == 0;
}

/* Wiring -------------------------------------------------------------------------- */

static enum nass_code
enter(void *arg, const char *path, struct nass_in *in, struct nass_err *err)
{
	struct split *sp = arg;

	return nass_corpus_enter(sp->corpus, path, in, err);
}

static enum nass_code
next_entry(void *arg, struct cli_entry *entry, struct nass_err *err)
{
	struct split *sp = arg;
	enum nass_code code = nass_corpus_next(sp->corpus, &sp->entry, err);

	entry->in = sp->entry.in;
	entry->path = sp->entry.path;
	entry->is_cut = sp->entry.is_cut;
	entry->hash = sp->entry.hash;
	entry->from = sp->entry.form != NASS_CORPUS_JSONL ? CLI_AUTO
	    : sp->keeps_records                           ? CLI_READY
							  : CLI_JSONL;
	return code;
}

static void
clean_up(struct split *sp)
{
	cli_at_failure(NULL);
	nass_corpus_free(sp->corpus);
	nass_regex_free(sp->separator_regex);
	nass_mojibake_free(sp->mojibake);
	nass_norm_free(sp->fold);
	nass_files_free(sp->files);
	nass_unique_free(sp->seen);
	nass_sample_free(sp->sample);
	nass_table_free(sp->table);
	nass_buf_fini(&sp->head);
	nass_buf_fini(&sp->line);
}

int
main(int argc, char *argv[])
{
	struct split sp = {
		.cli = CLI_INIT,
		.digits = 3,
		.files_opts = { .name = "%n_%h.txt" },
		.corpus_opts = { .max_ratio = 1000 },
	};
	static const char *const fields[] = { "id", NULL };
	struct cli_job job = {
		.arg = &sp,
		.fields = fields,
		.unit = CLI_WHOLE,
		.takes_html = true,
		.thread = split__new_state,
		.doc = split__doc,
		.join = split__free_state,
		.enter = enter,
		.entry = next_entry,
	};
	int status;

	argv = cli_start(argc, argv, &usage, options, &sp);
	split__prepare(&sp);
	if (sp.is_ordered)
		job.emit = split__emit;
	/* Whoever names a charset is believed. */
	job.takes_charsets = sp.corpus_opts.encoding != NULL;
	job.skips_text = keeps_text(&sp);
	job.keeps_records = job.skips_text && !sp.is_ordered &&
	    sp.id == ID_PATH && !sp.samples_part;
	sp.keeps_records = job.keeps_records && sp.cli.id_field == NULL &&
	    strcmp(sp.cli.text_fields, "text") == 0;
	status = cli_docs(argv, &job);
	split__finish(&sp);
	clean_up(&sp);
	return cli_end(status);
}
