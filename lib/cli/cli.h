/*
 * cli.h - what the five filters share: options as data, the loop over operands,
 * messages, progress, and the last look at the output.  The only part of the
 * library that prints or exits.
 *
 *	main ──> cli_start ──> (compile what was asked) ──> cli_docs ──> cli_end
 *
 * A filter's options are one table; its struct begins with struct cli, which
 * holds the options that all five have (CLI.md, "All five").
 */
#ifndef NASS_CLI_H
#define NASS_CLI_H

#include <nass/doc.h>

#include "table/table.h"

enum {
	CLI_OK = 0,
	CLI_NONE = 1,
	CLI_ERROR = 2
};

enum cli_from {
	CLI_AUTO,
	CLI_TEXT,
	CLI_LINES,
	CLI_JSONL,
	CLI_READY, /* an entry alone: JSON Lines that leave as they are */
	CLI_OTHER
};

/* The options of all five filters, with their defaults from CLI_INIT. */
struct cli {
	enum cli_from from;
	const char *from_name;   /* as typed, for formats of one filter alone */
	const char *to;          /* as typed; NULL: the filter's default */
	const char *text_fields; /* comma-separated */
	const char *id_field;    /* NULL: id, else url, else FILE:LINE */
	enum cli_invalid {
		CLI_REPLACE,
		CLI_DROP,
		CLI_FAIL
	} invalid;
	enum cli_on_error {
		CLI_CONTINUE,
		CLI_STOP,
		CLI_IGNORE
	} on_error;
	const char *rejects;
	uint64_t jobs; /* 0: all processors for FILEs, 1 for a pipe */
	const char *output;
	enum cli_when {
		CLI_WHEN_AUTO,
		CLI_ALWAYS,
		CLI_NEVER
	} progress;
	const char *log;
	bool is_quiet;
	uint64_t max_document;
};

/* How a value is read; `at` points into the filter's struct. */
struct cli_opt;
typedef bool (*cli_reader)(const struct cli_opt *opt, const char *value,
    void *at, struct nass_err *err);

/* Members from `help` on are named, and only those that say something. */
struct cli_opt {
	int letter;       /* 0: none */
	const char *name; /* long twin */
	const char *arg;  /* NULL: a flag; "[N]": optional behind = */
	cli_reader read;
	size_t at;        /* offsetof the struct that cli_start was given */
	const char *help; /* one line */
	uint64_t min;     /* cli_count, cli_size: refused outside, with range */
	uint64_t max;
	const char *const *names; /* cli_choice: allowed words, NULL-ended */
	bool is_rare;             /* --help=all and the man page alone */
};

bool cli_flag(const struct cli_opt *, const char *, void *, struct nass_err *);
bool cli_text(const struct cli_opt *, const char *, void *, struct nass_err *);
bool cli_list(const struct cli_opt *, const char *, void *, struct nass_err *);
bool cli_count(const struct cli_opt *, const char *, void *,
    struct nass_err *); /* uint64_t */
bool cli_size(const struct cli_opt *, const char *, void *,
    struct nass_err *); /* uint64_t; K M G T, powers of 1024 */
bool cli_choice(const struct cli_opt *, const char *, void *,
    struct nass_err *); /* unsigned: index in names */

struct cli_strings { /* cli_list: an option that may be repeated */
	const char **p;
	size_t n;
};

struct cli_usage {
	const char *name;     /* of the filter */
	const char *synopsis; /* what follows the name, as in the man page */
	const char *purpose;  /* one sentence */
	const char *const
	    *from;             /* words of -f beyond the common four, or NULL */
	const char *const *to; /* allowed words of -t, NULL-ended */
};

/* Start with these: `struct kwic k = { .cli = CLI_INIT, ... }`. */
#define CLI_INIT                                                         \
	{                                                                \
		.text_fields = "text", .max_document = (uint64_t)1 << 30 \
	}

/*
 * Read the command line into *filter (whose first member is a struct cli).
 * `options` ends with a row whose name is NULL; the options of all five are
 * added to it.  Options may stand behind operands; `--` ends them.  Handles
 * --help, --version and usage errors itself, and opens the output.  Returns the
 * operands, NULL-ended, inside argv.
 */
char **cli_start(int argc, char *argv[], const struct cli_usage *usage,
    const struct cli_opt *options, void *filter);

/* A usage error: message, exit 2. */
_Noreturn void cli_usage_error(const char *fmt, ...) NASS_PRINTF(1, 2);
/*
 * The same for what an option's value was compiled to (a profile, a pattern,
 * columns): `prog: OPTION: what`.  Other codes than NASS_EUSAGE: cli_die.
 */
_Noreturn void cli_bad_option(const char *option, const struct nass_err *err);
/* The end of the run: no memory, no room on the output.  Exit 2. */
_Noreturn void cli_die(const struct nass_err *err);
/*
 * A soft error: one line on stderr, exit status 2 at the end (--on-error).
 * line 0: none is named.
 */
void cli_error(const char *file, uint64_t line, const struct nass_err *err);
/* The same, and the bytes that were bad go to --rejects; from any thread. */
void cli_bad(const char *file, uint64_t line, const struct nass_err *err,
    struct nass_str bytes);
/*
 * Called when the process is to end early, perhaps in a signal handler: removes
 * what the filter has half-written.
 */
void cli_at_failure(void (*clean)(void));
/* Between the making of a file and clean's knowing of it no signal may come. */
void cli_block_signals(bool is_blocked);
void cli_note(const char *fmt, ...) NASS_PRINTF(1, 2); /* --quiet hides it */

/* Documents ---------------------------------------------------------------- */

enum cli_unit {
	CLI_PARTS, /* a text FILE may come in several parts, of whole lines */
	CLI_WHOLE, /* a document comes whole */
};

/*
 * What a filter does with documents.  doc runs concurrently, with the state of
 * its thread; it appends to `out` what is written for the document, in input
 * order.  Text is well-formed when doc sees it, unless takes_raw is set: then
 * doc checks on the way and returns NASS_EINPUT with err->at at the first
 * ill-formed byte, `out` and its state as they were; the loop repairs the text,
 * tells of it, and calls again.  NASS_EINPUT for any other reason, and
 * NASS_ELIMIT, make a bad record; other codes end the run.
 *
 * makes_text is for filters from documents to the same documents: doc appends
 * the new text of the part, and the loop writes it as -t says: into the record
 * (every other byte of it stays, an unchanged value too), as text, or as a new
 * record of id and text.  doc may also set member[i].fresh (JSON text, which
 * lives until the next call with this state) of members that it asked for.
 */
struct nass_in;
struct cli_entry {
	struct nass_in *in; /* the loop closes it */
	const char *path;   /* for ids and messages; copied */
	enum cli_from from; /* CLI_AUTO: as -f says */
	bool is_cut;        /* its documents are parts: nass_doc.is_part */
	/* NULL, or takes what --log says of the input; freed by the loop. */
	struct nass_hasher *hash;
};

struct cli_job {
	void *arg;
	enum cli_unit unit;
	bool takes_raw;
	bool makes_text;
	bool takes_html; /* a record without text comes with its html */
	/*
	 * doc does not look at the text of records: text.n is 0, unless the
	 * value is ill-formed, which is repaired as ever.
	 */
	bool skips_text;
	/*
	 * Records with a text and the first of `fields` leave as they are, and
	 * doc sees the others alone.
	 */
	bool keeps_records;
	bool takes_charsets; /* files of any charset come in: no refusal */
	const char *const *fields; /* members wanted, NULL-ended, or NULL */
	enum nass_code (*thread)(
	    void *arg, unsigned thread, void **state, struct nass_err *err);
	enum nass_code (*doc)(void *arg, void *state,
	    const struct nass_doc *doc, struct nass_buf *out,
	    struct nass_err *err);
	/*
	 * In input order, one at a time: `made` is what doc appended for the
	 * parts of one piece.  NULL: it is written as it is.  NASS_END: what
	 * is in `out` is the last that is wanted; no more is read.
	 */
	enum nass_code (*emit)(void *arg, struct nass_buf *made,
	    struct nass_buf *out, struct nass_err *err);
	/*
	 * NULL, or for inputs that hold others: `enter` takes one over that was
	 * opened, also when it fails; `entry` then gives what is in it, until
	 * NASS_END.  NASS_EINPUT, NASS_ESYS and NASS_ELIMIT are told of as of
	 * entry->path.  Both are called where inputs are opened, one at a time.
	 */
	enum nass_code (*enter)(void *arg, const char *path, struct nass_in *in,
	    struct nass_err *err);
	enum nass_code (*entry)(
	    void *arg, struct cli_entry *entry, struct nass_err *err);
	/* Each thread's state, in order of threads, after the last document. */
	enum nass_code (*join)(void *arg, void *state, struct nass_err *err);
};

/*
 * All documents of all operands through the job: opening, decompression,
 * format, charset refusal, repair, bad records, threads, progress.  Returns
 * CLI_OK, or CLI_ERROR after soft errors; ends the process on hard ones.
 */
int cli_docs(char **operands, const struct cli_job *job);

/*
 * For what is not a document stream (containers, counts): each input of the
 * operands, opened, in order; soft errors and the log are as in cli_docs.
 * NASS_EINPUT and NASS_ESYS from `input` are told of, and the next one follows.
 */
int cli_inputs(char **operands,
    enum nass_code (*input)(
	void *arg, const char *path, struct nass_in *in, struct nass_err *err),
    void *arg);

/*
 * All of a file that an option names ("-": stdin), decompressed, without a BOM, put
 * into `out`, which is empty; or exit 2: it cannot be read, or is no UTF-8.
 */
void cli_load(const char *option, const char *path, struct nass_buf *out);

/* The file that doc->file names, as messages write it. */
const char *cli_file(uint64_t file);

/*
 * Members of the --log, in order of the calls; nothing without --log.  The loop
 * counts `documents` and `tokens` (words of the usual kinds) itself; a filter
 * that knows better says so under these names.
 */
void cli_log_text(const char *name, struct nass_str value);
void cli_log_count(const char *name, uint64_t value);

/* To the output (-o, or stdout): dies if it cannot. */
void cli_write(struct nass_str s);
bool cli_output_is_terminal(void);

/* Tables ------------------------------------------------------------------- */

/* What the options of tables say: a member `table` of the filter's struct. */
struct cli_table {
	const char *columns; /* --columns, or NULL */
	uint64_t precision;
	bool has_no_header;
	bool has_bom;
	const char *title;
	enum cli_when color; /* of filters with --color */
	unsigned bidi;       /* 0: auto, else enum nass_bidi + 1 */
	uint64_t width;      /* 0: of the terminal, else as needed */
};

#define CLI_TABLE_INIT         \
	{                      \
		.precision = 6 \
	}

/* Their rows, in alphabetical order, for struct `type` and its `member`. */
/* clang-format off */
#define CLI_TABLE_OPTIONS(type, member)                                     \
	{ 0, "bom", NULL, cli_flag, offsetof(type, member.has_bom),         \
	    .help = "begin tables with a byte order mark, for Excel",       \
	    .is_rare = true },                                              \
	{ 0, "columns", "LIST", cli_text, offsetof(type, member.columns),   \
	    .help = "choose columns: a,b; +a,b adds; a=TITLE renames" },    \
	{ 0, "no-header", NULL, cli_flag,                                   \
	    offsetof(type, member.has_no_header),                           \
	    .help = "leave the header line out" },                          \
	{ 0, "precision", "N", cli_count, offsetof(type, member.precision), \
	    .help = "significant digits of numbers (6)", .min = 1,          \
	    .max = 17, .is_rare = true },                                   \
	{ 0, "title", "TEXT", cli_text, offsetof(type, member.title),       \
	    .help = "title of the table", .is_rare = true }
/* clang-format on */

/* How a grid looks, for filters that show text on a terminal. */
extern const char *const cli_when_names[]; /* auto always never */
extern const char *const cli_bidi_names[]; /* auto none isolate visual */
/* clang-format off */
#define CLI_DISPLAY_OPTIONS(type, member)                                   \
	{ 0, "bidi", "MODE", cli_choice, offsetof(type, member.bidi),       \
	    .help = "right-to-left cells of a grid: auto, none, isolate, "  \
		    "visual",                                               \
	    .names = cli_bidi_names, .is_rare = true },                     \
	{ 0, "color", "WHEN", cli_choice, offsetof(type, member.color),     \
	    .help = "colour: auto, always, never",                          \
	    .names = cli_when_names },                                      \
	{ 0, "width", "N", cli_count, offsetof(type, member.width),         \
	    .help = "columns of a grid (the terminal's)", .min = 20,        \
	    .max = 10000 }
/* clang-format on */

/* The format of -t, else `otherwise`; a usage error if it is none. */
enum nass_format cli_format(const struct cli *cli, enum nass_format otherwise);
/* Options of a table from the command line and the terminal. */
struct nass_table_opts cli_table_opts(const struct cli *cli,
    const struct cli_table *table, enum nass_format format);
/* NULL-ended words for cli_usage.to: all formats of tables. */
extern const char *const cli_table_formats[];

/*
 * Flush, close, look at stdout; the exit status: CLI_ERROR if anything went
 * wrong on the way, else `status`.
 */
int cli_end(int status);

#endif
