/*
 * output.c - where results go, and the last look at it: -o and stdout, --rejects,
 * and what a signal leaves behind (nothing).
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

#include "cli/docs.h"

static const int deadly[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM };
enum {
	NDEADLY = sizeof(deadly) / sizeof(deadly[0])
};

/* Remove what is half-written, then die by the signal. */
static void
on_signal(int sig)
{
	struct sigaction usual = { .sa_handler = SIG_DFL };
	sigset_t set;

	if (cli__state.out != NULL)
		nass_out_abandon(cli__state.out);
	if (cli__state.rejects != NULL)
		nass_out_abandon(cli__state.rejects);
	cli__log_abandon();
	if (cli__state.at_failure != NULL)
		cli__state.at_failure();
	sigaction(sig, &usual, NULL);
	sigemptyset(&set);
	sigaddset(&set, sig);
	pthread_sigmask(SIG_UNBLOCK, &set, NULL);
	raise(sig);
}

/* A signal that our caller ignores (nohup) stays ignored. */
static void
catch_signals(void)
{
	struct sigaction ours = { .sa_handler = on_signal };
	struct sigaction now;
	size_t i;

	for (i = 0; i < NDEADLY; i++)
		if (sigaction(deadly[i], NULL, &now) == 0 &&
		    now.sa_handler == SIG_DFL)
			sigaction(deadly[i], &ours, NULL);
}

void
cli_block_signals(bool is_blocked)
{
	sigset_t set;
	size_t i;

	sigemptyset(&set);
	for (i = 0; i < NDEADLY; i++)
		sigaddset(&set, deadly[i]);
	pthread_sigmask(is_blocked ? SIG_BLOCK : SIG_UNBLOCK, &set, NULL);
}

static void
open_file(const char *path, struct nass_out **out)
{
	struct nass_err err;
	enum nass_code code;

	cli_block_signals(true);
	code = nass_out_open(path, out, &err);
	cli_block_signals(false);
	if (code != NASS_OK) {
		cli_error(path != NULL ? path : "standard output", 0, &err);
		cli__stop();
	}
}

void
cli__open_output(void)
{
	const struct cli *cli = cli__state.cli;

	if (cli__state.out != NULL)
		return;
	if (cli->output != NULL || cli->rejects != NULL || cli->log != NULL)
		catch_signals();
	open_file(cli->output, &cli__state.out);
	if (cli->rejects != NULL)
		open_file(cli->rejects, &cli__state.rejects);
}

enum nass_code
cli__reject(struct nass_str bytes, struct nass_err *err)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	enum nass_code code;

	if (cli__state.rejects == NULL || bytes.n == 0)
		return NASS_OK;
	/* From where inputs are read, and from where results leave. */
	pthread_mutex_lock(&lock);
	code = nass_out_put(cli__state.rejects, bytes, err);
	pthread_mutex_unlock(&lock);
	return code;
}

void
cli_at_failure(void (*clean)(void))
{
	cli__state.at_failure = clean;
	if (clean != NULL)
		catch_signals();
}

void
cli_bad(const char *file, uint64_t line, const struct nass_err *why,
    struct nass_str bytes)
{
	struct nass_err err;

	if (cli__reject(bytes, &err) != NASS_OK)
		cli_die(&err);
	cli_error(file, line, why);
}

void
cli_write(struct nass_str s)
{
	struct nass_err err;

	if (nass_out_put(cli__state.out, s, &err) != NASS_OK)
		cli_die(&err);
}

bool
cli_output_is_terminal(void)
{
	return nass_out_is_terminal(cli__state.out);
}

/* False, and told of, if it could not be written to its end. */
static bool
close_file(struct nass_out **out)
{
	struct nass_err err;
	enum nass_code code;

	if (*out == NULL)
		return true;
	cli_block_signals(true);
	code = nass_out_close(*out, true, &err);
	*out = NULL;
	cli_block_signals(false);
	if (code != NASS_OK && err.sys != EPIPE)
		(void)cli__soft(NULL, 0, &err);
	return code == NASS_OK;
}

int
cli_end(int status)
{
	bool is_written = close_file(&cli__state.out);

	is_written = close_file(&cli__state.rejects) && is_written;
	cli__progress_end();
	if (is_written)
		cli__log_close();
	docs__forget();
	free(cli__state.argv);
	cli__state.argv = NULL;
	return cli__state.has_failed || !is_written ? CLI_ERROR : status;
}
