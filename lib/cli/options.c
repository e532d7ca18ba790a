/*
 * options.c - the command line, read by tables: the filter's own options and those
 * of all five.
 *
 *	-x  -abc  -nN  -n N  --long  --long=N  --long N  --  -  FILE
 *
 * Options may stand behind operands, as GNU has it.  A long name is written in
 * full: a prefix is refused, for it may mean something else one day.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/state.h"

struct cli__state cli__state;

const char *const cli_when_names[] = { "auto", "always", "never", NULL };
const char *const cli_bidi_names[] = { "auto", "none", "isolate", "visual",
	NULL };
static const char *const invalid_names[] = { "replace", "drop", "fail", NULL };
static const char *const on_error_names[] = { "continue", "stop", "ignore",
	NULL };

static bool read_from(
    const struct cli_opt *, const char *, void *, struct nass_err *);
static bool read_to(
    const struct cli_opt *, const char *, void *, struct nass_err *);
static bool read_help(
    const struct cli_opt *, const char *, void *, struct nass_err *);
static bool read_version(
    const struct cli_opt *, const char *, void *, struct nass_err *);

#define AT(member) offsetof(struct cli, member)

const struct cli_opt cli__common[] = {
	{ 'f', "from", "FORMAT", read_from, 0,
	    .help = "what comes in: auto, text, lines, jsonl" },
	{ 0, "help", "[all]", read_help, 0,
	    .help = "show this; --help=all: every option" },
	{ 0, "id-field", "NAME", cli_text, AT(id_field),
	    .help = "member that holds the id (id, else url)",
	    .is_rare = true },
	{ 0, "invalid", "WHAT", cli_choice, AT(invalid),
	    .help = "ill-formed UTF-8: replace, drop, fail",
	    .names = invalid_names, .is_rare = true },
	{ 'j', "jobs", "N", cli_count, AT(jobs),
	    .help = "threads (all processors for files, 1 for a pipe)",
	    .min = 1, .max = 1024 },
	{ 0, "log", "FILE", cli_text, AT(log),
	    .help = "write what was done to FILE, as JSON", .is_rare = true },
	{ 0, "max-document", "SIZE", cli_size, AT(max_document),
	    .help = "longest line or document (1G)", .min = 1,
	    .max = (uint64_t)1 << 40, .is_rare = true },
	{ 0, "on-error", "WHAT", cli_choice, AT(on_error),
	    .help = "bad input: continue, stop, ignore",
	    .names = on_error_names, .is_rare = true },
	{ 'o', "output", "FILE", cli_text, AT(output),
	    .help = "write to FILE, whole or not at all" },
	{ 0, "progress", "WHEN", cli_choice, AT(progress),
	    .help = "bytes, rate, time left: auto, always, never",
	    .names = cli_when_names, .is_rare = true },
	{ 0, "quiet", NULL, cli_flag, AT(is_quiet),
	    .help = "no notes and warnings", .is_rare = true },
	{ 0, "rejects", "FILE", cli_text, AT(rejects),
	    .help = "write bad records to FILE, as they were",
	    .is_rare = true },
	{ 0, "text-field", "LIST", cli_text, AT(text_fields),
	    .help = "members that hold the text (text)", .is_rare = true },
	{ 't', "to", "FORMAT", read_to, AT(to), .help = "what goes out" },
	{ 0, "version", NULL, read_version, 0,
	    .help = "show versions and the CPU kernel in use" },
	{ .name = NULL },
};

/* Finding -------------------------------------------------------------------- */

static bool
name_is(const struct cli_opt *o, const char *name, size_t n)
{
	return strlen(o->name) == n && memcmp(o->name, name, n) == 0;
}

static const struct cli_opt *
find(const struct cli_opt *o, int letter, const char *name, size_t n)
{
	for (; o->name != NULL; o++)
		if (name != NULL ? name_is(o, name, n) : o->letter == letter)
			return o;
	return NULL;
}

static const struct cli_opt *
look_up(int letter, const char *name, size_t n)
{
	const struct cli_opt *o;

	o = find(cli__state.options, letter, name, n);
	return o != NULL ? o : find(cli__common, letter, name, n);
}

/* The one long name that begins so, for a hint; NULL if there are more. */
static const char *
hint(const char *name, size_t n)
{
	const struct cli_opt *table[2] = { cli__state.options, cli__common };
	const struct cli_opt *o;
	const char *found = NULL;
	size_t i;

	for (i = 0; i < 2; i++)
		for (o = table[i]; o->name != NULL; o++)
			if (n > 0 && strncmp(o->name, name, n) == 0) {
				if (found != NULL)
					return NULL;
				found = o->name;
			}
	return found;
}

/* Reading -------------------------------------------------------------------- */

/* shown: the option as it was typed, -B or --before. */
static void
apply(const struct cli_opt *o, const char *shown, const char *value)
{
	struct nass_err err;
	void *at = (char *)cli__state.cli + o->at;

	if (!o->read(o, value, at, &err))
		cli_usage_error("%s: %s", shown, err.what);
}

static bool
is_optional(const struct cli_opt *o)
{
	return o->arg != NULL && o->arg[0] == '[';
}

/* What follows an option that wants a value, or NULL if it wants none. */
static char *
value_of(
    const struct cli_opt *o, const char *shown, char *attached, char ***next)
{
	if (attached != NULL && o->arg == NULL)
		cli_usage_error("%s: takes no value", shown);
	if (attached != NULL || o->arg == NULL || is_optional(o))
		return attached;
	if (**next == NULL)
		cli_usage_error("%s: %s is missing", shown, o->arg);
	return *(*next)++;
}

static void
read_long(char *arg, char ***next)
{
	char shown[64];
	const struct cli_opt *o;
	const char *other;
	char *value = strchr(arg + 2, '=');
	size_t n = value != NULL ? (size_t)(value - arg - 2) : strlen(arg + 2);

	snprintf(
	    shown, sizeof(shown), "--%.*s", (int)(n < 50 ? n : 50), arg + 2);
	o = look_up(0, arg + 2, n);
	if (o == NULL) {
		other = hint(arg + 2, n);
		if (other != NULL)
			cli_usage_error(
			    "%s: no such option; --%s is meant?", shown, other);
		cli_usage_error(
		    "%s: no such option; --help=all shows them", shown);
	}
	if (value != NULL)
		value++;
	apply(o, shown, value_of(o, shown, value, next));
}

static void
read_cluster(char *arg, char ***next)
{
	const struct cli_opt *o;
	char shown[8];
	char *p;

	for (p = arg + 1; *p != '\0'; p++) {
		snprintf(shown, sizeof(shown), "-%c", *p);
		o = look_up((unsigned char)*p, NULL, 0);
		if (o == NULL)
			cli_usage_error(
			    "%s: no such option; --help=all shows them",
			    (unsigned char)*p < 0x80 ? shown : arg);
		if (o->arg == NULL) {
			apply(o, shown, NULL);
			continue;
		}
		apply(o, shown,
		    value_of(o, shown, p[1] != '\0' ? p + 1 : NULL, next));
		return;
	}
}

/* Operands move to the front of the list, in their order. */
static char **
read_all(char **argv)
{
	char **next = argv;
	char **put = argv;
	char *arg;

	while ((arg = *next) != NULL) {
		next++;
		if (strcmp(arg, "--") == 0)
			break;
		if (arg[0] != '-' || arg[1] == '\0')
			*put++ = arg;
		else if (arg[1] == '-')
			read_long(arg, &next);
		else
			read_cluster(arg, &next);
	}
	while (*next != NULL)
		*put++ = *next++;
	*put = NULL;
	return argv;
}

char **
cli_start(int argc, char *argv[], const struct cli_usage *usage,
    const struct cli_opt *options, void *filter)
{
	int i;

	cli__state.usage = usage;
	cli__state.options = options;
	cli__state.cli = filter;
	if (argc < 1)
		cli_usage_error("there is no command line");
	cli__state.argv = calloc((size_t)argc + 1, sizeof(*argv));
	if (cli__state.argv == NULL)
		cli_usage_error("out of memory");
	for (i = 0; i < argc; i++)
		cli__state.argv[cli__state.argc++] = argv[i];
	argv = read_all(argv + 1);
	cli__open_output();
	cli__log_open();
	return argv;
}

/* Readers ---------------------------------------------------------------------- */

static bool
allowed(const char *value, const char *const *names)
{
	for (; names != NULL && *names != NULL; names++)
		if (strcmp(*names, value) == 0)
			return true;
	return false;
}

/* `value: not one of a, b, c`, from two lists. */
static bool
not_one_of(const char *value, const char *const *a, const char *const *b,
    struct nass_err *err)
{
	char list[160];
	size_t n = 0;
	const char *const *names[2] = { a, b };
	size_t i;

	list[0] = '\0';
	for (i = 0; i < 2; i++)
		for (; names[i] != NULL && *names[i] != NULL; names[i]++)
			if (n < sizeof(list))
				n +=
				    (size_t)snprintf(list + n, sizeof(list) - n,
					"%s%s", n > 0 ? ", " : "", *names[i]);
	(void)!nass_fail(
	    err, NASS_EUSAGE, 0, "%.60s: not one of %s", value, list);
	return false;
}

static bool
read_from(
    const struct cli_opt *o, const char *value, void *at, struct nass_err *err)
{
	static const char *const names[] = { "auto", "text", "lines", "jsonl",
		NULL };
	struct cli *cli = at;
	unsigned i;

	(void)o;
	cli->from_name = value;
	for (i = 0; names[i] != NULL; i++)
		if (strcmp(names[i], value) == 0) {
			cli->from = (enum cli_from)i;
			return true;
		}
	cli->from = CLI_OTHER;
	return allowed(value, cli__state.usage->from) ||
	    not_one_of(value, names, cli__state.usage->from, err);
}

static bool
read_to(
    const struct cli_opt *o, const char *value, void *at, struct nass_err *err)
{
	(void)o;
	*(const char **)at = value;
	return allowed(value, cli__state.usage->to) ||
	    not_one_of(value, cli__state.usage->to, NULL, err);
}

static bool
read_help(
    const struct cli_opt *o, const char *value, void *at, struct nass_err *err)
{
	static const char *const names[] = { "all", NULL };

	(void)o;
	(void)at;
	if (value != NULL && !allowed(value, names))
		return not_one_of(value, names, NULL, err);
	cli__help(value != NULL);
	return true;
}

static bool
read_version(
    const struct cli_opt *o, const char *value, void *at, struct nass_err *err)
{
	(void)o;
	(void)value;
	(void)at;
	(void)err;
	cli__version();
	return true;
}
