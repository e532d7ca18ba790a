/*
 * split-corpus - bring any corpus in.
 *
 *	files, lines, records ──> documents ──> parts ──> stream | text | files | table
 *
 * What must happen in input order (numbers, files, table rows) runs in one
 * thread; the stream and text come from as many as -j says.
 */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "corpus/files.h"
#include "corpus/parts.h"

static const char *const to_names[] = { "jsonl", "text", "tsv", NULL };
static const char *const id_names[] = { "path", "name", "number", "hash",
	NULL };

static const struct cli_usage usage = {
	.name = "split-corpus",
	.synopsis = "[options] [file ...]",
	.purpose = "Bring a corpus in as a stream of documents.",
	.to = to_names,
};

enum id_from {
	ID_PATH,
	ID_NAME,
	ID_NUMBER,
	ID_HASH
};

static const struct nass_column columns[] = {
	{ .name = "id" },
	{ .name = "bytes" },
	{ .name = "words" },
	{ .name = "lines" },
	{ .name = "text" },
};
#define NCOLUMNS (sizeof(columns) / sizeof(columns[0]))

enum {
	FIRST_WORDS = 8
}; /* that the table shows of a text */

struct split {
	struct cli cli;
	const char *by;
	struct nass_parts_opts parts;
	unsigned id;
	struct nass_files_opts files_opts;
	uint64_t digits;
	struct nass_files *files;
	struct nass_table *table;
	struct nass_buf rows;
	bool is_wrapped;
	bool is_text;    /* -t text */
	uint64_t number; /* of the next document; with one thread only */
};

static const struct cli_opt options[] = {
	{ 'b', "by", "UNIT", cli_text, offsetof(struct split, by),
	    "cut documents: paragraph, sentence, word, lines=N, words=N, "
	    "bytes=N",
	    0, 0, NULL, false },
	{ 'd', "directory", "DIR", cli_text,
	    offsetof(struct split, files_opts.directory),
	    "a file for each document, inside DIR", 0, 0, NULL, false },
	{ 0, "digits", "N", cli_count, offsetof(struct split, digits),
	    "digits of %n in file names (3)", 1, 20, NULL, true },
	{ 0, "force", NULL, cli_flag,
	    offsetof(struct split, files_opts.overwrites),
	    "replace files that exist", 0, 0, NULL, false },
	{ 0, "id", "KIND", cli_choice, offsetof(struct split, id),
	    "ids from path, name, number or hash", 0, 0, id_names, false },
	{ 0, "name", "FORMAT", cli_text,
	    offsetof(struct split, files_opts.name),
	    "names of files: %n number, %h hash, %i id (%n_%h.txt)", 0, 0, NULL,
	    false },
	{ 0, "wrapped", NULL, cli_flag, offsetof(struct split, is_wrapped),
	    "only an empty line ends a paragraph", 0, 0, NULL, false },
	{ 0, NULL, NULL, NULL, 0, NULL, 0, 0, NULL, false },
};

/* Documents --------------------------------------------------------------- */

/* What one thread needs. */
struct state {
	struct nass_buf text;
	struct nass_buf id;
	struct nass_buf json;
	uint64_t npart; /* of the document so far */
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
	struct state *s = state;

	(void)arg;
	(void)err;
	nass_buf_fini(&s->text);
	nass_buf_fini(&s->id);
	nass_buf_fini(&s->json);
	free(s);
	return NASS_OK;
}

/* The text of a file: LF line ends, without the final one. */
static enum nass_code
clean_text(struct state *s, struct nass_str *text, struct nass_err *err)
{
	struct nass_str rest = *text;
	struct nass_str line;
	bool has_lf = memchr(text->p, '\n', text->n) != NULL;
	bool has_cr = memchr(text->p, '\r', text->n) != NULL;
	enum nass_code code = NASS_OK;
	size_t i;

	s->text.n = 0;
	if (has_cr) {
		while (rest.p != NULL && code == NASS_OK) {
			line = nass_str_cut(&rest, has_lf ? '\n' : '\r');
			if (has_lf && line.n > 0 && line.p[line.n - 1] == '\r')
				line.n--;
			code = nass_buf_put(&s->text, line, err);
			if (code == NASS_OK && rest.p != NULL)
				code = nass_buf_putc(&s->text, '\n', err);
		}
		*text = nass_buf_str(&s->text);
	}
	i = text->n;
	if (i > 0 && text->p[i - 1] == '\n')
		text->n = i - 1;
	return code;
}

/* The id of a document, as --id says, and the number of the part behind it. */
static enum nass_code
make_id(struct split *sp, struct state *s, const struct nass_doc *doc,
    struct nass_str text, struct nass_err *err)
{
	struct nass_str name = doc->id;
	size_t i;

	s->id.n = 0;
	switch (sp->id) {
	case ID_NAME:
		for (i = name.n; i > 0 && name.p[i - 1] != '/'; i--)
			continue;
		name = nass_str_sub(name, i, name.n);
		for (i = name.n; i > 1 && name.p[i - 1] != '.'; i--)
			continue;
		if (i > 1)
			name.n = i - 1;
		break;
	case ID_NUMBER:
		return nass_buf_printf(
		    &s->id, err, "%llu", (unsigned long long)sp->number++);
	case ID_HASH:
		return nass_buf_printf(&s->id, err, "%016llx",
		    (unsigned long long)nass_hash(text, 0));
	default:
		break;
	}
	return nass_buf_put(&s->id, name, err);
}

/* A record that leaves as it came: whole, with an id of its own. */
static bool
passes(const struct split *sp, const struct nass_doc *doc)
{
	return doc->kind == NASS_DOC_RECORD && sp->id == ID_PATH &&
	    sp->parts.unit == NASS_UNIT_DOCUMENT &&
	    doc->member[0].type != NASS_JSON_NONE;
}

/* {"id": ..., "text": ...}, or the record with these two replaced. */
static enum nass_code
put_record(const struct split *sp, struct state *s, const struct nass_doc *doc,
    struct nass_str id, struct nass_str text, struct nass_buf *out,
    struct nass_err *err)
{
	struct nass_str line = doc->record;
	struct nass_str fresh[2];
	struct nass_member member[2] = {
		{ .name = NASS_STR("id") },
		{ .name = NASS_STR("text") },
	};
	size_t i;
	enum nass_code code;

	if (passes(sp, doc)) {
		code = nass_buf_put(out, line, err);
		return code == NASS_OK ? nass_buf_putc(out, '\n', err) : code;
	}
	s->json.n = 0;
	code = nass_json_encode(id, &s->json, err);
	i = s->json.n;
	if (code == NASS_OK)
		code = nass_json_encode(text, &s->json, err);
	if (code != NASS_OK)
		return code;
	fresh[0] = nass_str_sub(nass_buf_str(&s->json), 0, i);
	fresh[1] = nass_str_sub(nass_buf_str(&s->json), i, s->json.n);
	if (doc->kind == NASS_DOC_RECORD)
		member[1].name = doc->field;
	else
		line = NASS_STR("{}");
	code = nass_json_find(line, member, 2, err);
	member[0].fresh = &fresh[0];
	member[1].fresh = &fresh[1];
	if (code == NASS_OK)
		code = nass_json_splice(line, member, 2, out, err);
	return code == NASS_OK ? nass_buf_putc(out, '\n', err) : code;
}

/* The row of -t tsv. */
static enum nass_code
put_row(struct split *sp, struct nass_str id, struct nass_str text,
    struct nass_buf *out, struct nass_err *err)
{
	enum nass_code code;
	struct nass_cell cell[NCOLUMNS];
	struct nass_words words;
	struct nass_token t;
	struct nass_str first = { text.p, 0 };
	uint64_t nwords = 0;
	uint64_t nlines = text.n > 0;
	size_t i;

	for (i = 0; i + 1 < text.n; i++)
		nlines += text.p[i] == '\n';
	nass_words_init(&words, text, &nass_words_default);
	while (nass_words_next(&words, &t))
		if ((t.kind & NASS_TOKEN_WORDS) != 0 && nwords++ < FIRST_WORDS)
			first.n = t.at + t.n;
	cell[0] = (struct nass_cell){ NASS_CELL_TEXT, { .text = id } };
	cell[1] = (struct nass_cell){ NASS_CELL_COUNT, { .count = text.n } };
	cell[2] = (struct nass_cell){ NASS_CELL_COUNT, { .count = nwords } };
	cell[3] = (struct nass_cell){ NASS_CELL_COUNT, { .count = nlines } };
	cell[4] = (struct nass_cell){ NASS_CELL_TEXT, { .text = first } };
	code = nass_table_row(sp->table, cell, err);
	if (code == NASS_OK)
		code = nass_buf_put(out, nass_buf_str(&sp->rows), err);
	sp->rows.n = 0;
	return code;
}

/* A part as a line: without the white space that belongs to its end. */
static struct nass_str
trim_end(struct nass_str s)
{
	while (s.n > 0 && (s.p[s.n - 1] == '\n' || s.p[s.n - 1] == ' '))
		s.n--;
	return s;
}

static enum nass_code
put_part(struct split *sp, struct state *s, const struct nass_doc *doc,
    struct nass_str id, struct nass_str text, struct nass_buf *out,
    struct nass_err *err)
{
	enum nass_code code;

	if (sp->files != NULL)
		return nass_files_put(sp->files, id, text, err);
	if (sp->table != NULL)
		return put_row(sp, id, text, out, err);
	if (!sp->is_text)
		return put_record(sp, s, doc, id, text, out, err);
	if (sp->parts.unit != NASS_UNIT_DOCUMENT)
		text = trim_end(text);
	code = nass_buf_put(out, text, err);
	return code == NASS_OK ? nass_buf_putc(out, '\n', err) : code;
}

/* One document (or one text field of a record) in, its parts out. */
static enum nass_code
split_doc(void *arg, void *state, const struct nass_doc *doc,
    struct nass_buf *out, struct nass_err *err)
{
	struct split *sp = arg;
	struct state *s = state;
	struct nass_str text = doc->text;
	struct nass_str part;
	struct nass_parts parts;
	size_t id_n;
	enum nass_code code = NASS_OK;

	if (doc->kind != NASS_DOC_RECORD)
		code = clean_text(s, &text, err);
	if (code == NASS_OK && doc->is_first) {
		s->npart = 0;
		code = make_id(sp, s, doc, text, err);
	}
	if (code != NASS_OK)
		return code;
	if (sp->parts.unit == NASS_UNIT_DOCUMENT)
		return put_part(
		    sp, s, doc, nass_buf_str(&s->id), text, out, err);
	id_n = s->id.n;
	nass_parts_init(&parts, text, &sp->parts);
	while (code == NASS_OK && nass_parts_next(&parts, &part)) {
		code = nass_buf_printf(
		    &s->id, err, "#%llu", (unsigned long long)++s->npart);
		if (code == NASS_OK)
			code = put_part(
			    sp, s, doc, nass_buf_str(&s->id), part, out, err);
		s->id.n = id_n;
	}
	return code;
}

/* Wiring ------------------------------------------------------------------- */

/* What the options ask for, checked against each other, and opened. */
static void
prepare(struct split *sp)
{
	struct nass_err err = { .code = NASS_OK };
	struct nass_table_opts table;

	sp->files_opts.digits = (unsigned)sp->digits;
	sp->parts.is_wrapped = sp->is_wrapped;
	if (sp->by != NULL &&
	    nass_unit_parse(nass_str(sp->by), &sp->parts, &err) != NASS_OK)
		cli_bad_option("-b", &err);
	if (sp->cli.to != NULL && strcmp(sp->cli.to, "text") == 0)
		sp->is_text = true;
	if (sp->files_opts.directory != NULL &&
	    nass_files_new(&sp->files_opts, &sp->files, &err) != NASS_OK)
		cli_bad_option("-d", &err);
	if (sp->cli.to != NULL && strcmp(sp->cli.to, "tsv") == 0) {
		table = nass_table_default;
		table.format = NASS_FORMAT_TSV;
		if (nass_table_new(&table, columns, NCOLUMNS, &sp->rows,
			&sp->table, &err) != NASS_OK)
			cli_die(&err);
	}
	if (sp->files != NULL || sp->table != NULL || sp->id == ID_NUMBER)
		sp->cli.jobs = 1;
}

int
main(int argc, char *argv[])
{
	struct split sp = {
		.cli = CLI_INIT,
		.digits = 3,
		.files_opts = { .name = "%n_%h.txt" },
	};
	static const char *const fields[] = { "id", NULL };
	const struct cli_job job = {
		.arg = &sp,
		.fields = fields,
		.unit = CLI_WHOLE,
		.thread = new_state,
		.doc = split_doc,
		.join = free_state,
	};
	struct nass_err err;
	int status;

	argv = cli_start(argc, argv, &usage, options, &sp);
	prepare(&sp);
	status = cli_docs(argv, &job);
	if (sp.table != NULL && nass_table_end(sp.table, &err) != NASS_OK)
		cli_die(&err);
	cli_write(nass_buf_str(&sp.rows));
	nass_table_free(sp.table);
	nass_buf_fini(&sp.rows);
	nass_files_free(sp.files);
	return cli_end(status);
}
