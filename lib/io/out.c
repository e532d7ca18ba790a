/*
 * out.c - bytes out: a file appears whole or not at all.
 *
 *	put ──> gathered, up to 64 KiB ──> standard output, device or pipe
 *	   └─── large ─────────────────┘   or DIR/.nass-PID-N ── close ──> FILE
 *
 * A file is written in whole blocks of 64 KiB: pages that are begun twice cost a
 * third more of the system's time.  A pipe gets what is large at once.
 *
 * The temporary file stands beside the real one, so that a rename cannot cross
 * file systems, and is hidden, so that no walk of the directory meets it.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/codec.h"
#include "io/io.h"

/* What is longer gains nothing by being gathered. */
#define GATHER ((size_t)64 * 1024)

struct nass_out {
	int fd;
	bool is_standard;
	bool is_terminal;
	bool is_file;
	bool has_written;
	bool has_failed;
	struct nass_err failed;
	char *target; /* NULL: written directly */
	char *temporary;
	size_t n;
	char gathered[GATHER];
};

/* `name` in the directory of `path`; NULL without memory. */
static char *
beside(const char *path, const char *name)
{
	const char *slash = strrchr(path, '/');
	size_t n = slash == NULL ? 0 : (size_t)(slash - path) + 1;
	size_t name_n = strlen(name) + 1;
	char *p = malloc(n + name_n);

	if (p == NULL)
		return NULL;
	memcpy(p, path, n);
	memcpy(p + n, name, name_n);
	return p;
}

/*
 * Where links lead, the last of which may lead to a file that is not yet there
 * (so not realpath).  40 is what Linux follows.
 */
static enum nass_code
follow(const char *path, char **target, struct nass_err *err)
{
	char link[PATH_MAX];
	char *at = strdup(path);
	char *next;
	ssize_t n;
	int i;

	for (i = 0; at != NULL; i++) {
		n = readlink(at, link, sizeof(link) - 1);
		if (n < 0)
			break;
		link[n] = '\0';
		next = link[0] == '/' ? strdup(link) : beside(at, link);
		free(at);
		at = next;
		if (i == 40) {
			free(at);
			errno = ELOOP;
			return nass_fail_sys(err, "cannot open");
		}
	}
	if (at == NULL)
		return nass_fail_nomem(err);
	*target = at;
	return NASS_OK;
}

/* A new hidden file beside the target, with the mode that open(2) gives. */
static enum nass_code
create_temporary(struct nass_out *out, struct nass_err *err)
{
	char name[64];
	int i;

	for (i = 0; i < 10000; i++) {
		snprintf(name, sizeof(name), ".nass-%ld-%d", (long)getpid(), i);
		out->temporary = beside(out->target, name);
		if (out->temporary == NULL)
			return nass_fail_nomem(err);
		out->fd = open(out->temporary,
		    O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (out->fd >= 0)
			break;
		free(out->temporary);
		out->temporary = NULL;
		if (errno != EEXIST)
			break;
	}
	if (out->fd < 0)
		return nass_fail_sys(err, "cannot create a file beside it");
	return NASS_OK;
}

/* The new file takes over what the old one has: owner if we may, and mode. */
static void
inherit(int fd, const struct stat *old)
{
	struct stat st;
	bool is_theirs;

	if (fstat(fd, &st) != 0)
		return;
	is_theirs = (st.st_uid == old->st_uid && st.st_gid == old->st_gid) ||
	    fchown(fd, old->st_uid, old->st_gid) == 0;
	if (!is_theirs && fchown(fd, (uid_t)-1, old->st_gid) != 0)
		errno = 0; /* it stays ours */
	/* Who is not theirs must not run as they do. */
	(void)fchmod(fd, old->st_mode & (is_theirs ? 07777 : 0777));
}

static bool
is_standard_output(const struct stat *st)
{
	struct stat standard;

	return fstat(STDOUT_FILENO, &standard) == 0 &&
	    standard.st_dev == st->st_dev && standard.st_ino == st->st_ino;
}

static enum nass_code
open_path(struct nass_out *out, const char *path, struct nass_err *err)
{
	enum nass_code code;
	struct stat old;
	bool is_old = stat(path, &old) == 0;

	if (is_old && S_ISDIR(old.st_mode)) {
		errno = EISDIR;
		return nass_fail_sys(err, "cannot write");
	}
	/*
	 * /dev/stdout, when that is a file, must not be replaced under us, nor
	 * closed: others may write to it.
	 */
	if (is_old && is_standard_output(&old)) {
		out->fd = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
		return out->fd < 0 ? nass_fail_sys(err, "cannot open")
				   : NASS_OK;
	}
	if (is_old && !S_ISREG(old.st_mode)) {
		out->fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
		return out->fd < 0 ? nass_fail_sys(err, "cannot open")
				   : NASS_OK;
	}
	if (is_old && access(path, W_OK) != 0)
		return nass_fail_sys(err, "cannot write");
	code = follow(path, &out->target, err);
	if (code == NASS_OK)
		code = create_temporary(out, err);
	if (code == NASS_OK && is_old)
		inherit(out->fd, &old);
	return code;
}

static void
release(struct nass_out *out)
{
	if (out->temporary != NULL)
		(void)unlink(out->temporary);
	if (out->fd > STDERR_FILENO)
		close(out->fd);
	free(out->temporary);
	free(out->target);
	free(out);
}

enum nass_code
nass_out_open(const char *path, struct nass_out **out, struct nass_err *err)
{
	struct nass_out *o = malloc(sizeof(*o));
	enum nass_code code = NASS_OK;
	struct stat st;

	if (o == NULL)
		return nass_fail_nomem(err);
	memset(o, 0, offsetof(struct nass_out, gathered));
	o->fd = -1;
	if (path == NULL || strcmp(path, "-") == 0) {
		o->fd = STDOUT_FILENO;
		o->is_standard = true;
	} else {
		code = open_path(o, path, err);
		if (code == NASS_OK)
			o->fd = io__above_standard(o->fd);
		if (code == NASS_OK && o->fd < 0)
			code = nass_fail_sys(err, "cannot open");
	}
	if (code != NASS_OK) {
		release(o);
		return code;
	}
	o->is_terminal = isatty(o->fd) == 1;
	if (fstat(o->fd, &st) == 0) {
		o->is_file = S_ISREG(st.st_mode);
		if (S_ISFIFO(st.st_mode))
			io__widen_pipe(o->fd);
	}
	*out = o;
	return NASS_OK;
}

static enum nass_code
fail(const struct nass_out *out, struct nass_err *err)
{
	if (err != NULL)
		*err = out->failed;
	return out->failed.code;
}

static enum nass_code
write_all(struct nass_out *out, const char *p, size_t n, struct nass_err *err)
{
	if (out->has_failed)
		return fail(out, err);
	if (n == 0)
		return NASS_OK;
	out->has_written = true;
	if (io__write(out->fd, p, n, &out->failed) == NASS_OK)
		return NASS_OK;
	out->has_failed = true;
	return fail(out, err);
}

enum nass_code
nass_out_flush(struct nass_out *out, struct nass_err *err)
{
	size_t n = out->n;

	out->n = 0;
	return write_all(out, out->gathered, n, err);
}

static void
gather(struct nass_out *out, struct nass_str *s, size_t n)
{
	if (n > 0)
		memcpy(out->gathered + out->n, s->p, n);
	out->n += n;
	*s = nass_str_sub(*s, n, s->n);
}

enum nass_code
nass_out_put(struct nass_out *out, struct nass_str s, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	size_t n;

	if (out->n + s.n > GATHER) {
		if (out->is_file)
			gather(out, &s, GATHER - out->n);
		code = nass_out_flush(out, err);
	}
	if (s.n >= GATHER && code == NASS_OK) {
		n = out->is_file ? s.n - s.n % GATHER : s.n;
		code = write_all(out, s.p, n, err);
		s = nass_str_sub(s, n, s.n);
	}
	if (code != NASS_OK)
		return code;
	if (out->has_failed)
		return fail(out, err);
	gather(out, &s, s.n);
	return NASS_OK;
}

bool
nass_out_is_terminal(const struct nass_out *out)
{
	return out->is_terminal;
}

/*
 * Close the descriptor and look: a network file system may tell only now that
 * there is no room.  A standard output that was closed from the start is an
 * error only for who wrote to it.
 */
static enum nass_code
close_fd(struct nass_out *out, struct nass_err *err)
{
	int fd = out->fd;

	out->fd = -1;
	if (close(fd) == 0 || errno == EINTR)
		return NASS_OK;
	if (out->is_standard && errno == EBADF && !out->has_written)
		return NASS_OK;
	return nass_fail_sys(err, "cannot write");
}

enum nass_code
nass_out_close(struct nass_out *out, bool keep, struct nass_err *err)
{
	enum nass_code code = NASS_OK;

	if (keep || out->target == NULL)
		code = nass_out_flush(out, err);
	if (code == NASS_OK)
		code = close_fd(out, err);
	if (code == NASS_OK && keep && out->target != NULL) {
		if (rename(out->temporary, out->target) != 0) {
			code = nass_fail_sys(err, "cannot rename the output");
		} else {
			free(out->temporary);
			out->temporary = NULL;
		}
	}
	release(out);
	return code;
}

void
nass_out_abandon(const struct nass_out *out)
{
	if (out != NULL && out->temporary != NULL)
		(void)unlink(out->temporary);
}
