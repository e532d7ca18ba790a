/*
 * help.c - --help from the tables: the common options on one screen, or all.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/state.h"

enum {
	HELP_COLUMN = 28,
	HELP_WIDTH = 79
};

/* By letter, else by name; capitals behind their small letter. */
static int
order(const void *a, const void *b)
{
	const struct cli_opt *const *x = a;
	const struct cli_opt *const *y = b;
	int first_x = (*x)->letter != 0 ? (*x)->letter : (*x)->name[0];
	int first_y = (*y)->letter != 0 ? (*y)->letter : (*y)->name[0];
	int low_x = first_x | 0x20;
	int low_y = first_y | 0x20;

	if (low_x != low_y)
		return low_x - low_y;
	if (((*x)->letter != 0) != ((*y)->letter != 0))
		return (*x)->letter != 0 ? -1 : 1;
	if ((*x)->letter != 0)
		return (*y)->letter - (*x)->letter;
	return strcmp((*x)->name, (*y)->name);
}

static size_t
collect(
    const struct cli_opt *o, bool is_all, const struct cli_opt **list, size_t n)
{
	const struct cli_opt *own;

	for (; o->name != NULL; o++) {
		if (o->is_rare && !is_all)
			continue;
		own = cli__state.options;
		while (own->name != NULL && strcmp(own->name, o->name) != 0)
			own++;
		if (own->name != NULL && own != o)
			continue; /* the filter has its own of that name */
		list[n++] = o;
	}
	return n;
}

static size_t
count(const struct cli_opt *o)
{
	size_t n = 0;

	while (o[n].name != NULL)
		n++;
	return n;
}

/* `text` in columns HELP_COLUMN .. HELP_WIDTH; the first line is begun. */
static void
put_wrapped(struct nass_buf *out, const char *text)
{
	size_t room = HELP_WIDTH - HELP_COLUMN;
	size_t n;

	while (strlen(text) > room) {
		for (n = room; n > 1 && text[n] != ' '; n--)
			continue;
		(void)!nass_buf_printf(
		    out, NULL, "%.*s\n%*s", (int)n, text, HELP_COLUMN, "");
		text += n + (text[n] == ' ');
	}
	(void)!nass_buf_printf(out, NULL, "%s\n", text);
}

static void
put_option(struct nass_buf *out, const struct cli_opt *o)
{
	char head[80];
	char what[512];
	bool is_optional = o->arg != NULL && o->arg[0] == '[';
	const char *const *names;
	size_t n;
	int used;

	used = snprintf(head, sizeof(head), "  %c%c%c --%s%s%.*s%s",
	    o->letter != 0 ? '-' : ' ', o->letter != 0 ? o->letter : ' ',
	    o->letter != 0 ? ',' : ' ', o->name,
	    o->arg == NULL    ? ""
		: is_optional ? "[="
			      : " ",
	    o->arg == NULL ? 0 : 40, o->arg == NULL ? "" : o->arg + is_optional,
	    "");
	(void)!nass_buf_printf(out, NULL, "%-*s", HELP_COLUMN - 1, head);
	(void)!nass_buf_printf(
	    out, NULL, used < HELP_COLUMN ? " " : "\n%*s", HELP_COLUMN, "");
	n = (size_t)snprintf(what, sizeof(what), "%s", o->help);
	names = strcmp(o->name, "to") == 0 ? cli__state.usage->to
	    : strcmp(o->name, "from") == 0 ? cli__state.usage->from
					   : NULL;
	for (; names != NULL && *names != NULL && n < sizeof(what); names++)
		n += (size_t)snprintf(what + n, sizeof(what) - n, "%s%s",
		    strcmp(o->name, "to") == 0 && names == cli__state.usage->to
			? ": "
			: ", ",
		    *names);
	put_wrapped(out, what);
}

void
cli__help(bool is_all)
{
	const struct cli_usage *u = cli__state.usage;
	size_t room = count(cli__state.options) + count(cli__common);
	const struct cli_opt **list = calloc(room + 1, sizeof(*list));
	struct nass_buf out = NASS_BUF_INIT;
	size_t n;
	size_t i;

	if (list == NULL)
		cli_usage_error("out of memory");
	n = collect(cli__state.options, is_all, list, 0);
	n = collect(cli__common, is_all, list, n);
	qsort(list, n, sizeof(*list), order);
	(void)!nass_buf_printf(&out, NULL, "usage: %s %s\n\n%s\n\n", u->name,
	    u->synopsis, u->purpose);
	for (i = 0; i < n; i++)
		put_option(&out, list[i]);
	cli__state.cli->output = NULL; /* to stdout, whatever stands there */
	cli__open_output();
	cli_write(nass_buf_str(&out));
	exit(cli_end(CLI_OK));
}
