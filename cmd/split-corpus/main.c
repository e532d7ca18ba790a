/*
 * split-corpus - bring any corpus in.
 *
 *	files, archives, containers ──> documents ──> parts
 *	                                ──> stream | text | files | shards | table
 */
#include <stdlib.h>
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
	    "N empty lines end a document of a text", 1, 1000000, NULL, false },
	{ 'b', "by", "UNIT", cli_text, AT(by),
	    "cut documents: paragraph, sentence, word, lines=N, words=N, "
	    "bytes=N",
	    0, 0, NULL, false },
	{ 0, "digits", "N", cli_count, AT(digits),
	    "digits of %n in file names (3)", 1, 20, NULL, true },
	{ 'd', "directory", "DIR", cli_text, AT(files_opts.directory),
	    "a file for each document, inside DIR", 0, 0, NULL, false },
	{ 0, "drop-separator", NULL, cli_flag, AT(corpus_opts.drops_separator),
	    "lines that match --separator go", 0, 0, NULL, true },
	{ 0, "duplicates", "FILE", cli_text, AT(duplicates_path),
	    "with --unique: ids kept and dropped go there", 0, 0, NULL, true },
	{ 0, "encoding", "NAME", cli_text, AT(corpus_opts.encoding),
	    "charset that comes in; auto detects it (UTF-8)", 0, 0, NULL,
	    false },
	{ 0, "force", NULL, cli_flag, AT(files_opts.overwrites),
	    "replace files that exist", 0, 0, NULL, false },
	{ 0, "form-feed", NULL, cli_flag, AT(corpus_opts.form_feed),
	    "a form feed ends a document of a text", 0, 0, NULL, true },
	{ 0, "id", "KIND", cli_choice, AT(id),
	    "ids from path, name, number or hash", 0, 0, id_names, false },
	{ 0, "id-column", "COLUMN", cli_text, AT(corpus_opts.id_column),
	    "csv, tsv: name or number of the column of ids (id)", 0, 0, NULL,
	    false },
	{ 0, "max-ratio", "N", cli_count, AT(corpus_opts.max_ratio),
	    "refuse what unpacks to more than N times its size (1000)", 1,
	    1000000000, NULL, true },
	{ 0, "max-words", "N", cli_count, AT(max_words),
	    "leave out what has more than N words", 1, 0, NULL, true },
	{ 0, "min-words", "N", cli_count, AT(min_words),
	    "leave out what has fewer than N words", 1, 0, NULL, false },
	{ 0, "name", "FORMAT", cli_text, AT(name),
	    "names of files: %n number, %h hash, %i id (%n_%h.txt)", 0, 0, NULL,
	    false },
	{ 0, "no-header-in", NULL, cli_flag, AT(has_no_header),
	    "csv, tsv: the first row is data", 0, 0, NULL, false },
	{ 0, "ratio", "LIST", cli_text, AT(ratio),
	    "with -d: JSON Lines by shares, train=8,dev=1,test=1", 0, 0, NULL,
	    false },
	{ 0, "repair", NULL, cli_flag, AT(repairs),
	    "mend text that was read in a wrong charset", 0, 0, NULL, false },
	{ 0, "sample", "N|P%", cli_text, AT(sample_spec),
	    "N documents, or P percent of them, by hash of id and seed", 0, 0,
	    NULL, false },
	{ 0, "seed", "S", cli_count, AT(seed),
	    "seed of --sample, --shards, --ratio (0)", 0, 0, NULL, true },
	{ 0, "separator", "REGEX", cli_text, AT(separator),
	    "a line that matches starts the next document of a text", 0, 0,
	    NULL, false },
	{ 0, "shards", "N", cli_count, AT(nshards),
	    "with -d: N files of JSON Lines", 1, 1000, NULL, false },
	{ 0, "text-column", "COLUMN", cli_text, AT(corpus_opts.text_column),
	    "csv, tsv: name or number of the column of texts (text)", 0, 0,
	    NULL, false },
	{ 0, "unique", "[HOW]", read_how, AT(unique_spec),
	    "leave out second copies: exact, folded", 0, 0, NULL, false },
	{ 0, "wrapped", NULL, cli_flag, AT(is_wrapped),
	    "only an empty line ends a paragraph", 0, 0, NULL, false },
	{ 0, NULL, NULL, NULL, 0, NULL, 0, 0, NULL, false },
};

/* Signal handlers take no argument, and there is one run in a process. */
static const struct split *the_split;

static void
abandon(void)
{
	nass_files_abandon(the_split->files);
	nass_shards_abandon(the_split->shards);
	if (the_split->duplicates != NULL)
		nass_out_abandon(the_split->duplicates);
}

/* Options ------------------------------------------------------------------------ */

/* 500, or 12.5%: of all 2^64 keys. */
static void
read_sample(struct split *sp)
{
	struct nass_str s = nass_str(sp->sample_spec);
	struct nass_err err;
	struct nass_str part;
	uint64_t whole = 0;
	uint64_t thousandths = 0;
	uint64_t n;
	size_t i;

	if (nass_str_number(s, 1, 1000000000, &n)) {
		if (nass_sample_new(n, &sp->sample, &err) != NASS_OK)
			cli_die(&err);
		return;
	}
	if (s.n < 2 || s.p[s.n - 1] != '%')
		cli_usage_error(
		    "--sample: %s: not a number of documents, nor P%%",
		    sp->sample_spec);
	s.n--;
	part = s;
	s = nass_str_cut(&part, '.');
	for (i = 0; i < 3; i++)
		thousandths = thousandths * 10 +
		    (i < part.n && part.p != NULL && part.p[i] >= '0' &&
				part.p[i] <= '9'
			    ? (uint64_t)(part.p[i] - '0')
			    : 0);
	if (!nass_str_number(s, 0, 100, &whole) || part.n > 3 ||
	    whole * 1000 + thousandths > 100000)
		cli_usage_error(
		    "--sample: %s: not in 0%%..100%%", sp->sample_spec);
	n = whole * 1000 + thousandths;
	sp->below = n == 100000 ? UINT64_MAX : UINT64_MAX / 100000 * n;
	sp->samples_part = n < 100000;
}

static void
read_unique(struct split *sp)
{
	struct nass_err err;

	if (strcmp(sp->unique_spec, "exact") == 0)
		sp->unique = UNIQUE_EXACT;
	else if (strcmp(sp->unique_spec, "folded") == 0)
		sp->unique = UNIQUE_FOLDED;
	else
		cli_usage_error(
		    "--unique: %s: not one of exact, folded", sp->unique_spec);
	if (sp->unique == UNIQUE_FOLDED &&
	    nass_norm_new("search", &sp->fold, &err) != NASS_OK)
		cli_die(&err);
	if (nass_unique_new(sp->duplicates_path != NULL, &sp->seen, &err) !=
	    NASS_OK)
		cli_die(&err);
	if (sp->duplicates_path != NULL &&
	    nass_out_open(sp->duplicates_path, &sp->duplicates, &err) !=
		NASS_OK)
		cli_bad_option("--duplicates", &err);
}

static void
check_together(const struct split *sp)
{
	bool spreads = sp->nshards > 0 || sp->ratio != NULL;
	const char *directory = sp->files_opts.directory;

	if (spreads && directory == NULL)
		cli_usage_error("--shards and --ratio need -d DIR");
	if (sp->nshards > 0 && sp->ratio != NULL)
		cli_usage_error("--shards and --ratio exclude each other");
	if (sp->name != NULL && (directory == NULL || spreads))
		cli_usage_error("--name needs -d DIR, without shards");
	if (directory != NULL && sp->to == TO_TABLE)
		cli_usage_error("-d takes -t jsonl or text");
	if (sp->duplicates_path != NULL && sp->unique_spec == NULL)
		cli_usage_error("--duplicates needs --unique");
	if (sp->corpus_opts.drops_separator && sp->separator == NULL)
		cli_usage_error("--drop-separator needs --separator");
}

/* Where documents go. */
static void
open_target(struct split *sp)
{
	static const struct nass_column columns[] = {
		{ .name = "id" },
		{ .name = "bytes" },
		{ .name = "words" },
		{ .name = "lines" },
		{ .name = "first_words" },
	};
	const char *suffix = sp->to == TO_TEXT ? ".txt" : ".jsonl";
	struct nass_shards_opts shards = { sp->files_opts.directory,
		sp->nshards, sp->ratio, suffix, (unsigned)sp->digits,
		sp->files_opts.overwrites };
	struct nass_table_opts table = nass_table_default;
	struct nass_err err = { .code = NASS_OK };

	sp->files_opts.digits = (unsigned)sp->digits;
	if (sp->name != NULL)
		sp->files_opts.name = sp->name;
	if (sp->nshards > 0 || sp->ratio != NULL) {
		if (nass_shards_new(&shards, &sp->shards, &err) != NASS_OK)
			cli_bad_option(
			    sp->ratio != NULL ? "--ratio" : "--shards", &err);
	} else if (sp->files_opts.directory != NULL &&
	    nass_files_new(&sp->files_opts, &sp->files, &err) != NASS_OK) {
		cli_bad_option(sp->name != NULL ? "--name" : "-d", &err);
	}
	if (sp->to != TO_TABLE)
		return;
	table.format = NASS_FORMAT_TSV;
	if (nass_table_new(&table, columns, 5, &sp->head, &sp->table, &err) !=
	    NASS_OK)
		cli_die(&err);
	cli_write(nass_buf_str(&sp->head));
}

/* From --to, or text where files of their own are asked for. */
static enum target
target_of(const struct split *sp)
{
	const char *to = sp->cli.to;

	if (to == NULL)
		return sp->files_opts.directory != NULL && sp->nshards == 0 &&
			sp->ratio == NULL
		    ? TO_TEXT
		    : TO_JSONL;
	return strcmp(to, "tsv") == 0 ? TO_TABLE
	    : strcmp(to, "text") == 0 ? TO_TEXT
				      : TO_JSONL;
}

/* What was said where inputs are read. */
static void
tell(void *arg, const char *path, uint64_t line, const struct nass_err *why,
    struct nass_str bytes)
{
	(void)arg;
	cli_bad(path, line, why, bytes);
}

static void
note(void *arg, const char *path, const char *what)
{
	(void)arg;
	cli_note("%s: %s", path, what);
}

static void
open_corpus(struct split *sp)
{
	struct nass_corpus_opts *o = &sp->corpus_opts;
	struct nass_err err = { .code = NASS_OK };

	o->from = sp->cli.from_name;
	o->how =
	    sp->cli.invalid == CLI_DROP ? NASS_UTF8_DROP : NASS_UTF8_REPLACE;
	o->fails = sp->cli.invalid == CLI_FAIL;
	o->has_no_header = sp->has_no_header;
	o->max_document = sp->cli.max_document;
	o->hashes = sp->cli.log != NULL;
	o->tell = tell;
	o->note = note;
	if (sp->separator != NULL &&
	    nass_regex_new(nass_str(sp->separator), false, &sp->separator_regex,
		&err) != NASS_OK)
		cli_bad_option("--separator", &err);
	o->separator = sp->separator_regex;
	if (nass_corpus_new(o, &sp->corpus, &err) != NASS_OK)
		cli_bad_option("--encoding", &err);
}

/*
 * Lines and bytes of a text can be cut where it is read, however long it is,
 * unless something has to be known of the whole.
 */
static void
cut_early(struct split *sp)
{
	struct nass_corpus_opts *o = &sp->corpus_opts;

	if (sp->repairs || sp->id != ID_PATH || sp->nshards > 0 ||
	    sp->ratio != NULL || sp->separator != NULL || o->blank_lines > 0 ||
	    o->form_feed)
		return;
	if (sp->parts.unit == NASS_UNIT_LINES)
		o->part_lines = sp->parts.size;
	if (sp->parts.unit == NASS_UNIT_BYTES)
		o->part_bytes = sp->parts.size;
}

/* What the options ask for, checked against each other, and opened. */
static void
prepare(struct split *sp)
{
	struct nass_err err = { .code = NASS_OK };

	the_split = sp;
	cli_at_failure(abandon);
	if (sp->by != NULL &&
	    nass_unit_parse(nass_str(sp->by), &sp->parts, &err) != NASS_OK)
		cli_bad_option("-b", &err);
	sp->parts.is_wrapped = sp->is_wrapped;
	sp->to = target_of(sp);
	check_together(sp);
	cut_early(sp);
	open_corpus(sp);
	if (sp->sample_spec != NULL)
		read_sample(sp);
	if (sp->unique_spec != NULL)
		read_unique(sp);
	if (sp->repairs && nass_mojibake_new(&sp->mojibake, &err) != NASS_OK)
		cli_die(&err);
	open_target(sp);
	sp->is_ordered = sp->files != NULL || sp->shards != NULL ||
	    sp->seen != NULL || sp->sample != NULL;
	if (sp->id == ID_NUMBER)
		sp->cli.jobs = 1;
}

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
	struct nass_err err;
	int status;

	argv = cli_start(argc, argv, &usage, options, &sp);
	prepare(&sp);
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
	if (nass_shards_close(sp.shards, true, &err) != NASS_OK)
		cli_die(&err);
	sp.shards = NULL;
	clean_up(&sp);
	return cli_end(status);
}
