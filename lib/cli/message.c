/*
 * message.c - one line on stderr, the first cause, and what follows from it.
 *
 *	prog: file:line: byte N: what
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/state.h"

/* Control characters of file names and values would make it two lines. */
static void
make_one_line(char *p, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if ((unsigned char)p[i] < 0x20 || p[i] == 0x7F)
			p[i] = '?';
}

void
cli__say(struct nass_str line)
{
	ssize_t n;

	while (line.n > 0) {
		n = write(STDERR_FILENO, line.p, line.n);
		if (n < 0 && errno != EINTR)
			return; /* there is nobody left to tell */
		if (n > 0)
			line = nass_str_sub(line, (size_t)n, line.n);
	}
}

static void say(const char *fmt, va_list ap) NASS_PRINTF(1, 0);

static void
say(const char *fmt, va_list ap)
{
	char line[2048];
	int head;
	int n;

	head = snprintf(line, sizeof(line),
	    "%s: ", cli__state.usage != NULL ? cli__state.usage->name : "nass");
	n = vsnprintf(line + head, sizeof(line) - (size_t)head - 1, fmt, ap);
	if (n < 0)
		return;
	n += head;
	if ((size_t)n > sizeof(line) - 2)
		n = sizeof(line) - 2;
	make_one_line(line, (size_t)n);
	line[n] = '\n';
	cli__say((struct nass_str){ line, (size_t)n + 1 });
}

void
cli_note(const char *fmt, ...)
{
	va_list ap;

	if (cli__state.cli != NULL && cli__state.cli->is_quiet)
		return;
	va_start(ap, fmt);
	say(fmt, ap);
	va_end(ap);
}

/* Nothing is kept: whoever sees the output sees all of it. */
static _Noreturn void
give_up(void)
{
	if (cli__state.out != NULL)
		(void)!nass_out_close(cli__state.out, false, NULL);
	if (cli__state.rejects != NULL)
		(void)!nass_out_close(cli__state.rejects, true, NULL);
	cli__log_abandon();
	if (cli__state.at_failure != NULL)
		cli__state.at_failure();
	_exit(CLI_ERROR);
}

void
cli_usage_error(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(fmt, ap);
	va_end(ap);
	give_up();
}

void
cli__stop(void)
{
	give_up();
}

enum nass_code
cli__message(struct nass_buf *out, const char *file, uint64_t line,
    const struct nass_err *why, struct nass_err *err)
{
	size_t old = out->n;

	if (nass_buf_printf(out, err, "%s: ", cli__state.usage->name) !=
	    NASS_OK)
		return NASS_ENOMEM;
	if (file != NULL &&
	    (nass_buf_put(out, nass_str(file), err) != NASS_OK ||
		nass_buf_put(out, line > 0 ? NASS_STR(":") : NASS_STR(": "),
		    err) != NASS_OK))
		return NASS_ENOMEM;
	if (file != NULL && line > 0 &&
	    nass_buf_printf(out, err, "%llu: ", (unsigned long long)line) !=
		NASS_OK)
		return NASS_ENOMEM;
	if (why->code == NASS_EINPUT &&
	    nass_buf_printf(out, err,
		"byte %llu: ", (unsigned long long)why->at) != NASS_OK)
		return NASS_ENOMEM;
	if (nass_buf_printf(out, err, "%s%s%s", why->what,
		why->sys != 0 && why->code == NASS_ESYS ? ": " : "",
		why->sys != 0 && why->code == NASS_ESYS ? strerror(why->sys)
							: "") != NASS_OK)
		return NASS_ENOMEM;
	make_one_line(out->p + old, out->n - old);
	return nass_buf_putc(out, '\n', err);
}

static void
tell(const char *file, uint64_t line, const struct nass_err *why)
{
	struct nass_buf text = NASS_BUF_INIT;

	if (cli__message(&text, file, line, why, NULL) == NASS_OK)
		cli__say(nass_buf_str(&text));
	else /* no memory for that; this needs none */
		dprintf(STDERR_FILENO, "%s: %s\n", cli__state.usage->name,
		    why->what);
	nass_buf_fini(&text);
}

void
cli_die(const struct nass_err *err)
{
	if (err->sys != EPIPE) /* the reader has gone: who would care */
		tell(NULL, 0, err);
	give_up();
}

void
cli_bad_option(const char *option, const struct nass_err *err)
{
	if (err->code != NASS_EUSAGE)
		cli_die(err);
	cli_usage_error("%s: %s", option, err->what);
}

bool
cli__soft(const char *file, uint64_t line, const struct nass_err *why)
{
	if (cli__state.cli->on_error == CLI_IGNORE)
		return true;
	cli__state.has_failed = true;
	tell(file, line, why);
	return cli__state.cli->on_error == CLI_CONTINUE;
}

void
cli_error(const char *file, uint64_t line, const struct nass_err *err)
{
	if (!cli__soft(file, line, err))
		cli__stop();
}
