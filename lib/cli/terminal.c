/*
 * terminal.c - what the terminal is like, and the options of tables that ask it.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/state.h"

const char *const cli_table_formats[] = { "tsv", "csv", "jsonl", "markdown",
	"html", "latex", "grid", "svg", NULL };

/* Columns of the terminal, or `otherwise`. */
static size_t
columns(size_t otherwise)
{
	struct winsize size;

	if (cli_output_is_terminal() &&
	    ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	return otherwise;
}

enum nass_format
cli_format(const struct cli *cli, enum nass_format otherwise)
{
	enum nass_format format = otherwise;

	if (cli->to != NULL && !nass_format_parse(nass_str(cli->to), &format))
		cli_usage_error("-t: %.60s: not a format of tables", cli->to);
	return format;
}

static bool
has_env(const char *name)
{
	const char *value = getenv(name);

	return value != NULL && *value != '\0';
}

/*
 * Terminals that run the bidi algorithm: VTE 0.58 and later, konsole, mlterm,
 * mintty.  tmux and screen do not, whatever they run in.
 */
static bool
terminal_does_bidi(void)
{
	const char *vte = getenv("VTE_VERSION");
	const char *program = getenv("TERM_PROGRAM");

	if (has_env("TMUX") || has_env("STY"))
		return false;
	return (vte != NULL && strtol(vte, NULL, 10) >= 5800) ||
	    has_env("KONSOLE_VERSION") || has_env("MLTERM") ||
	    (program != NULL && strcmp(program, "mintty") == 0);
}

static enum nass_bidi
bidi_of(unsigned choice)
{
	if (choice > 0)
		return (enum nass_bidi)(choice - 1);
	return cli_output_is_terminal() && terminal_does_bidi()
	    ? NASS_BIDI_ISOLATE
	    : NASS_BIDI_NONE;
}

static bool
has_color(enum cli_when when)
{
	const char *term = getenv("TERM");

	if (when != CLI_WHEN_AUTO)
		return when == CLI_ALWAYS;
	return cli_output_is_terminal() && !has_env("NO_COLOR") &&
	    term != NULL && strcmp(term, "dumb") != 0;
}

struct nass_table_opts
cli_table_opts(const struct cli *cli, const struct cli_table *table,
    enum nass_format format)
{
	struct nass_table_opts opts = nass_table_default;

	(void)cli;
	opts.format = format;
	opts.has_header = !table->has_no_header;
	opts.has_bom = table->has_bom;
	if (table->title != NULL)
		opts.title = nass_str(table->title);
	opts.precision = (unsigned)table->precision;
	opts.has_color = has_color(table->color);
	opts.bidi = bidi_of(table->bidi);
	opts.width = table->width > 0 ? (size_t)table->width : columns(100);
	opts.is_terminal = cli_output_is_terminal();
	return opts;
}
