/*
 * state.h - private to lib/cli: the run of one filter.  A process has one command
 * line, one stdout and one set of signal handlers; so this is the one place of
 * the library where a global variable stands.
 */
#ifndef NASS_CLI_STATE_H
#define NASS_CLI_STATE_H

#include <nass/base.h>

#include "cli/cli.h"
#include "io/io.h"

struct cli__state {
	const struct cli_usage *usage;
	const struct cli_opt *options;
	struct cli *cli;
	int argc; /* the command line as it was, for the log */
	char **argv;
	struct nass_out *out;
	struct nass_out *rejects;
	void (*at_failure)(void);
	bool has_failed; /* a soft error: status 2 */
};

extern struct cli__state cli__state;

/* The options of all five, name == NULL behind the last. */
extern const struct cli_opt cli__common[];

void cli__help(bool is_all);
void cli__version(void);

/* One message to stderr, and end it there. */
void cli__say(struct nass_str line);
/*
 * Append `prog: file:line: byte N: what` LF.  file NULL, line 0: not named;
 * the byte stands there if the error is about bytes (NASS_EINPUT).
 */
enum nass_code cli__message(struct nass_buf *out, const char *file,
    uint64_t line, const struct nass_err *why, struct nass_err *err);
/* Tell of a soft error; false if the run is to stop. */
bool cli__soft(const char *file, uint64_t line, const struct nass_err *why);
/* The end after a stop: nothing is kept, status 2. */
_Noreturn void cli__stop(void);

/* Opens -o, --rejects, --log; sets the signal handlers. */
void cli__open_output(void);
enum nass_code cli__reject(struct nass_str bytes, struct nass_err *err);

/* The log: an input that was read to its end, and documents. */
void cli__log_open(void);
bool cli__log_is_on(void);
void cli__log_input(const char *path, const struct nass_hasher *h);
void cli__log_sums(uint64_t documents, uint64_t tokens);
void cli__log_close(void);
void cli__log_abandon(void); /* async-signal-safe */

/* Progress: told of bytes that were worked on, of `total` (0: not known). */
void cli__progress_start(char *const *operands);
void cli__progress_add(uint64_t bytes);
void cli__progress_end(void);
bool cli__reads_files(char *const *operands);

#endif
