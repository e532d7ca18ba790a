/*
 * prepare.c - what the options of split-corpus ask for, checked against each
 * other, and opened.
 */
#include <string.h>

#include "io/io.h"
#include "split.h"

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

void
split__prepare(struct split *sp)
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
	cli_block_signals(true);
	if (sp->unique_spec != NULL)
		read_unique(sp);
	if (sp->repairs && nass_mojibake_new(&sp->mojibake, &err) != NASS_OK)
		cli_die(&err);
	open_target(sp);
	cli_block_signals(false);
	sp->is_ordered = sp->files != NULL || sp->shards != NULL ||
	    sp->seen != NULL || sp->sample != NULL;
	if (sp->id == ID_NUMBER)
		sp->cli.jobs = 1;
}
