/* learn.c - the first pass, and counts in and out (strip.h). */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "strip.h"

/* Memory of the table that learns, before sorted runs go to disk. */
#define LEARN_MEMORY ((size_t)48 << 20)

/* One document after the other, in one thread. */
static enum nass_code
learn_made(void *arg, struct nass_buf *made, struct nass_buf *out,
    struct nass_err *err)
{
	struct strip *s = arg;
	struct nass_str rest = nass_buf_str(made);

	(void)out;
	for (size_t i = 0; i < rest.n; i++) {
		if (rest.p[i] != '\n')
			continue;
		if (i > 0 && rest.p[i - 1] != '\n')
			s->nterm++;
		else
			s->ndoc++;
	}
	return nass_learner_add(s->learner, rest, err);
}

int
strip_learn(struct strip *s, char **operands)
{
	const struct cli_job job = {
		STRIP_JOB(s),
		.doc = strip_learn_doc,
		.emit = learn_made,
	};
	struct nass_err err;
	int status;

	if (nass_learner_new(LEARN_MEMORY, s->directory, &s->learner, &err) !=
	    NASS_OK)
		cli_die(&err);
	status = cli_docs(operands, &job);
	if (nass_learner_finish(s->learner, &err) != NASS_OK)
		cli_die(&err);
	return status;
}

void
strip_write_counts(struct strip *s)
{
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_str term;
	struct nass_err err;
	uint64_t n;
	enum nass_code code;

	code = nass_buf_printf(&out, &err,
	    " documents\t%llu\n format\tnass-counts-1\n kinds\tword\n"
	    " map\tlines\n meet\tspellings\n ngram\t1\n profile\tnone\n"
	    " tokens\t%llu\n unicode\t%s\n",
	    (unsigned long long)s->ndoc, (unsigned long long)s->nterm,
	    NASS_UNICODE_VERSION);
	while (code == NASS_OK &&
	    (code = nass_learner_next(s->learner, &term, &n, &err)) ==
		NASS_OK) {
		code = nass_buf_put(&out, term, &err);
		if (code == NASS_OK)
			code = nass_buf_printf(&out, &err, "\t%llu\t%llu\n",
			    (unsigned long long)n, (unsigned long long)n);
		if (out.n > 65536) {
			cli_write(nass_buf_str(&out));
			out.n = 0;
		}
	}
	if (code != NASS_END)
		cli_die(&err);
	cli_write(nass_buf_str(&out));
	nass_buf_fini(&out);
}

/* What was learnt, to the judge. */
static void
use_learnt(struct strip *s)
{
	struct nass_str term;
	struct nass_err err;
	uint64_t n;
	enum nass_code code;

	while (
	    (code = nass_learner_next(s->learner, &term, &n, &err)) == NASS_OK)
		if (nass_boiler_repeat(s->boiler, term, n, &err) != NASS_OK)
			cli_die(&err);
	if (code != NASS_END)
		cli_die(&err);
}

/* Lines `term TAB count TAB documents`; those that begin with a space: not. */
void
strip_use_counts(struct strip *s)
{
	struct nass_buf counts = NASS_BUF_INIT;
	struct nass_str rest;
	struct nass_err err;
	uint64_t n;

	cli_load("--repeats", s->repeats, &counts);
	rest = nass_buf_str(&counts);
	while (rest.n > 0) {
		struct nass_str line = nass_str_cut(&rest, '\n');
		struct nass_str term = nass_str_cut(&line, '\t');

		if (line.p == NULL || term.n == 0 || term.p[0] == ' ')
			continue;
		(void)nass_str_cut(&line, '\t');
		if (line.p == NULL || !nass_str_number(line, 0, UINT64_MAX, &n))
			continue;
		if (nass_boiler_repeat(s->boiler, term, n, &err) != NASS_OK)
			cli_die(&err);
	}
	nass_buf_fini(&counts);
}

/* All that `fd` has, in a file without a name, from its begin; -1: failed. */
static int
spool(int fd, const char *directory)
{
	char path[4096];
	char bytes[65536];
	ssize_t n;
	int to;

	snprintf(path, sizeof path, "%s/nass.XXXXXX", directory);
	to = mkstemp(path);
	if (to < 0)
		return -1;
	(void)unlink(path);
	while ((n = read(fd, bytes, sizeof bytes)) != 0) {
		ssize_t at = 0;

		if (n < 0 && errno != EINTR)
			return -1;
		while (at < n) {
			ssize_t k = write(to, bytes + at, (size_t)(n - at));

			if (k < 0 && errno != EINTR)
				return -1;
			at += k < 0 ? 0 : k;
		}
	}
	return lseek(to, 0, SEEK_SET) < 0 ? -1 : to;
}

static void
die_of_spool(const struct strip *s)
{
	struct nass_err err;

	(void)nass_fail_sys(&err, "%s", s->directory);
	cli_die(&err);
}

static void
spool_stdin(const struct strip *s)
{
	int fd;

	if (lseek(STDIN_FILENO, 0, SEEK_CUR) >= 0)
		return;
	fd = spool(STDIN_FILENO, s->directory);
	if (fd < 0 || dup2(fd, STDIN_FILENO) < 0)
		die_of_spool(s);
	close(fd);
}

/* An operand that is a pipe: it becomes the name of the file it goes to. */
static void
spool_operand(struct strip *s, char **operand)
{
	struct stat st;
	char *name;
	int from;
	int to;

	if (strcmp(*operand, "-") == 0) {
		spool_stdin(s);
		return;
	}
	if (stat(*operand, &st) != 0 || !S_ISFIFO(st.st_mode) ||
	    s->nspooled == 16) /* shells hand over one or two */
		return;
	from = open(*operand, O_RDONLY | O_CLOEXEC);
	to = from < 0 ? -1 : spool(from, s->directory);
	if (to < 0)
		die_of_spool(s);
	close(from);
	name = s->spooled[s->nspooled++];
	snprintf(name, sizeof s->spooled[0], "/dev/fd/%d", to);
	*operand = name;
}

/* The first pass says nothing: the second meets the same and tells of it. */
void
strip_learn_first(struct strip *s, char **operands)
{
	const struct cli was = s->cli;
	off_t at;

	if (*operands == NULL)
		spool_stdin(s);
	for (char **o = operands; *o != NULL; o++)
		spool_operand(s, o);
	at = lseek(STDIN_FILENO, 0, SEEK_CUR);
	if (at < 0)
		at = 0;
	s->cli.is_quiet = true;
	s->cli.on_error = CLI_IGNORE;
	s->cli.rejects = NULL;
	s->cli.log = NULL;
	(void)strip_learn(s, operands);
	s->cli = was;
	use_learnt(s);
	(void)lseek(STDIN_FILENO, at, SEEK_SET);
}
