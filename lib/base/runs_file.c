/* runs_file.c - the file that runs lie in, written from end to end. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/merge.h"

enum nass_code
nass_runs_file_new(
    const char *directory, struct nass_runs_file **file, struct nass_err *err)
{
	struct nass_runs_file *f = calloc(1, sizeof(*f));

	if (f == NULL)
		return nass_fail_nomem(err);
	f->nuser = 1;
	f->fd = -1;
	f->directory = strdup(directory);
	if (f->directory == NULL) {
		free(f);
		return nass_fail_nomem(err);
	}
	*file = f;
	return NASS_OK;
}

struct nass_runs_file *
nass_runs_file_share(struct nass_runs_file *f)
{
	f->nuser++;
	return f;
}

void
nass_runs_file_free(struct nass_runs_file *f)
{
	if (f == NULL || --f->nuser > 0)
		return;
	if (f->fd >= 0)
		close(f->fd);
	nass_buf_fini(&f->last);
	free(f->p);
	free(f->directory);
	free(f);
}

/*
 * A file without a name.  Between its creation and the end of its name no
 * signal may end the process.
 */
static int
create_file(const char *directory, char *path, size_t size)
{
	sigset_t all;
	sigset_t old;
	int saved;
	int fd;
	int high;

	if ((size_t)snprintf(path, size, "%s/nass-XXXXXX", directory) >= size) {
		errno = ENAMETOOLONG;
		return -1;
	}
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	fd = mkstemp(path);
	saved = errno;
	if (fd >= 0)
		(void)unlink(path);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	errno = saved;
	if (fd < 0)
		return -1;
	/* Not the place of a standard stream that was closed. */
	high = fcntl(fd, F_DUPFD_CLOEXEC, 3);
	saved = errno;
	close(fd);
	errno = saved;
	return high;
}

enum nass_code
runs__file_open(struct nass_runs_file *f, struct nass_err *err)
{
	char path[4096];

	if (f->fd >= 0)
		return NASS_OK;
	if (f->p == NULL)
		f->p = malloc(RUNS__BUFFER);
	if (f->p == NULL)
		return nass_fail_nomem(err);
	f->fd = create_file(f->directory, path, sizeof(path));
	return f->fd >= 0
	    ? NASS_OK
	    : nass_fail_sys(
		  err, "%s: cannot create a temporary file", f->directory);
}

static enum nass_code
write_out(
    struct nass_runs_file *f, const char *p, size_t n, struct nass_err *err)
{
	ssize_t put;

	while (n > 0) {
		put = write(f->fd, p, n < 1 << 30 ? n : 1 << 30);
		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return nass_fail_sys(err,
			    "%s: cannot write a temporary file", f->directory);
		f->at += (uint64_t)put;
		p += put;
		n -= (size_t)put;
	}
	return NASS_OK;
}

enum nass_code
runs__file_flush(struct nass_runs_file *f, struct nass_err *err)
{
	enum nass_code code = write_out(f, f->p, f->n, err);

	f->n = 0;
	return code;
}

enum nass_code
runs__file_room(struct nass_runs_file *f, size_t n, struct nass_err *err)
{
	return n > RUNS__BUFFER - f->n ? runs__file_flush(f, err) : NASS_OK;
}

enum nass_code
runs__file_put(
    struct nass_runs_file *f, struct nass_str s, struct nass_err *err)
{
	enum nass_code code = runs__file_room(f, s.n, err);

	if (code != NASS_OK)
		return code;
	if (s.n > RUNS__BUFFER)
		return write_out(f, s.p, s.n, err);
	if (s.n > 0)
		memcpy(f->p + f->n, s.p, s.n);
	f->n += s.n;
	return NASS_OK;
}
