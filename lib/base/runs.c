/*
 * runs.c - sorted runs on disk: writing them, and the levels of their merge.
 */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/merge.h"

enum {
	WRITE_SIZE = 256 * 1024,
	FAN = 64, /* runs that are read at once */
	LEAST_READ = 16 * 1024,
	MOST_READ = 4 * 1024 * 1024,
};

enum nass_code
nass_runs_new(const char *directory, struct nass_runs **r, struct nass_err *err)
{
	struct nass_runs *s = calloc(1, sizeof(*s));

	if (s == NULL)
		return nass_fail_nomem(err);
	s->writer.fd = -1;
	s->directory = strdup(directory);
	if (s->directory == NULL) {
		free(s);
		return nass_fail_nomem(err);
	}
	*r = s;
	return NASS_OK;
}

void
nass_runs_free(struct nass_runs *r)
{
	size_t i;

	if (r == NULL)
		return;
	runs__merge_close(&r->merge);
	nass_buf_fini(&r->merge.key);
	nass_buf_fini(&r->merge.value);
	for (i = 0; i < r->nfile; i++)
		close(r->file[i]);
	nass_buf_fini(&r->writer.last);
	free(r->writer.p);
	free(r->file);
	free(r->run);
	free(r->directory);
	free(r);
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

static enum nass_code
open_file(struct nass_runs *r, struct nass_err *err)
{
	struct runs__writer *w = &r->writer;
	char path[4096];
	int *more;

	if (w->p == NULL)
		w->p = malloc(WRITE_SIZE);
	more = realloc(r->file, (r->nfile + 1) * sizeof(*more));
	if (more != NULL)
		r->file = more;
	if (w->p == NULL || more == NULL)
		return nass_fail_nomem(err);
	w->fd = create_file(r->directory, path, sizeof(path));
	if (w->fd < 0)
		return nass_fail_sys(
		    err, "%s: cannot create a temporary file", r->directory);
	w->at = 0;
	r->file[r->nfile++] = w->fd;
	return NASS_OK;
}

static enum nass_code
write_out(struct nass_runs *r, const char *p, size_t n, struct nass_err *err)
{
	struct runs__writer *w = &r->writer;
	ssize_t put;

	while (n > 0) {
		put = write(w->fd, p, n < 1 << 30 ? n : 1 << 30);
		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return nass_fail_sys(err,
			    "%s: cannot write a temporary file", r->directory);
		w->at += (uint64_t)put;
		p += put;
		n -= (size_t)put;
	}
	return NASS_OK;
}

/* Room for n bytes, or all of the buffer. */
static enum nass_code
make_room(struct nass_runs *r, size_t n, struct nass_err *err)
{
	struct runs__writer *w = &r->writer;
	enum nass_code code = NASS_OK;

	if (n > WRITE_SIZE - w->n) {
		code = write_out(r, w->p, w->n, err);
		w->n = 0;
	}
	return code;
}

static enum nass_code
put_bytes(struct nass_runs *r, struct nass_str s, struct nass_err *err)
{
	struct runs__writer *w = &r->writer;
	enum nass_code code = make_room(r, s.n, err);

	if (code != NASS_OK)
		return code;
	if (s.n > WRITE_SIZE)
		return write_out(r, s.p, s.n, err);
	if (s.n > 0)
		memcpy(w->p + w->n, s.p, s.n);
	w->n += s.n;
	return NASS_OK;
}

enum nass_code
runs__end(struct nass_runs *r, struct nass_err *err)
{
	enum nass_code code;

	if (!r->is_open)
		return NASS_OK;
	code = write_out(r, r->writer.p, r->writer.n, err);
	r->writer.n = 0;
	r->is_open = false;
	r->run[r->nrun - 1].end = r->writer.at;
	return code;
}

static enum nass_code
room_for_runs(struct nass_runs *r, size_t extra, struct nass_err *err)
{
	size_t cap = r->nrun + extra + r->cap;
	struct runs__run *more;

	if (r->nrun + extra <= r->cap)
		return NASS_OK;
	more = realloc(r->run, cap * sizeof(*more));
	if (more == NULL)
		return nass_fail_nomem(err);
	r->run = more;
	r->cap = cap;
	return NASS_OK;
}

enum nass_code
nass_runs_begin(struct nass_runs *r, struct nass_err *err)
{
	enum nass_code code = runs__end(r, err);
	struct runs__writer *w = &r->writer;

	if (code == NASS_OK)
		code = room_for_runs(r, 1, err);
	if (code == NASS_OK && w->fd < 0)
		code = open_file(r, err);
	if (code != NASS_OK)
		return code;
	r->run[r->nrun++] = (struct runs__run){ w->fd, w->at, w->at };
	r->is_open = true;
	w->last.n = 0;
	return NASS_OK;
}

enum nass_code
nass_runs_put(struct nass_runs *r, struct nass_str key, struct nass_str value,
    struct nass_err *err)
{
	struct runs__writer *w = &r->writer;
	struct nass_buf *last = &w->last;
	size_t shared = runs__common(nass_buf_str(last), key, 0);
	struct nass_str rest = nass_str_sub(key, shared, key.n);
	enum nass_code code;
	char *p;

	assert(r->is_open);
	assert(shared == last->n ||
	    (shared < key.n &&
		(unsigned char)key.p[shared] > (unsigned char)last->p[shared]));
	last->n = shared;
	code = nass_buf_put(last, rest, err);
	if (code == NASS_OK)
		code = make_room(r, RUNS__HEAD, err);
	if (code != NASS_OK)
		return code;
	p = nass_varint_write(w->p + w->n, shared);
	p = nass_varint_write(p, rest.n);
	p = nass_varint_write(p, value.n);
	w->n = (size_t)(p - w->p);
	code = put_bytes(r, rest, err);
	return code == NASS_OK ? put_bytes(r, value, err) : code;
}

enum nass_code
nass_runs_adopt(
    struct nass_runs *into, struct nass_runs *from, struct nass_err *err)
{
	enum nass_code code = runs__end(into, err);
	int *more;

	if (code == NASS_OK)
		code = runs__end(from, err);
	if (code == NASS_OK)
		code = room_for_runs(into, from->nrun, err);
	if (code != NASS_OK || from->nfile == 0)
		return code;
	more = realloc(into->file, (into->nfile + from->nfile) * sizeof(*more));
	if (more == NULL)
		return nass_fail_nomem(err);
	into->file = more;
	memcpy(into->file + into->nfile, from->file,
	    from->nfile * sizeof(*from->file));
	if (from->nrun > 0)
		memcpy(into->run + into->nrun, from->run,
		    from->nrun * sizeof(*from->run));
	into->nfile += from->nfile;
	into->nrun += from->nrun;
	from->nfile = from->nrun = 0;
	from->writer.fd = -1;
	return NASS_OK;
}

size_t
nass_runs_count(const struct nass_runs *r)
{
	return r->nrun;
}

uint64_t
nass_runs_size(const struct nass_runs *r)
{
	uint64_t size = r->writer.n;
	size_t i;

	for (i = 0; i < r->nrun; i++)
		size += r->run[i].end - r->run[i].begin;
	if (r->is_open)
		size += r->writer.at - r->run[r->nrun - 1].begin;
	return size;
}

/* Where n runs that stand together have the least bytes. */
static size_t
lightest(const struct nass_runs *r, size_t n)
{
	uint64_t best = UINT64_MAX;
	uint64_t size = 0;
	size_t at = 0;
	size_t i;

	for (i = 0; i < r->nrun; i++) {
		size += r->run[i].end - r->run[i].begin;
		if (i + 1 < n)
			continue;
		if (size < best) {
			best = size;
			at = i + 1 - n;
		}
		size -= r->run[i + 1 - n].end - r->run[i + 1 - n].begin;
	}
	return at;
}

/* Merge run[at .. at + n) into one, which takes their place. */
static enum nass_code
merge_some(
    struct nass_runs *r, size_t at, size_t n, size_t size, struct nass_err *err)
{
	struct nass_str key;
	struct nass_str value;
	enum nass_code code;

	code = runs__merge_open(&r->merge, r->run + at, n, size, err);
	if (code == NASS_OK)
		code = nass_runs_begin(r, err);
	if (code != NASS_OK)
		return code;
	while ((code = runs__merge_next(&r->merge, &key, &value, err)) ==
	    NASS_OK) {
		code = nass_runs_put(r, key, value, err);
		if (code != NASS_OK)
			return code;
	}
	runs__merge_close(&r->merge);
	if (code == NASS_END)
		code = runs__end(r, err);
	r->run[at] = r->run[--r->nrun];
	memmove(r->run + at + 1, r->run + at + n,
	    (r->nrun - at - n) * sizeof(*r->run));
	r->nrun -= n - 1;
	return code;
}

enum nass_code
nass_runs_merge(struct nass_runs *r, size_t memory, nass_runs_combine combine,
    void *arg, struct nass_err *err)
{
	size_t n = r->nrun < FAN ? r->nrun : FAN;
	size_t size = n == 0 ? 0 : memory / n;
	enum nass_code code = runs__end(r, err);

	if (size < LEAST_READ)
		size = LEAST_READ;
	if (size > MOST_READ)
		size = MOST_READ;
	r->merge.combine = combine;
	r->merge.arg = arg;
	while (code == NASS_OK && r->nrun > FAN) {
		/* No more than are too many, so that most is merged once. */
		n = r->nrun - FAN + 1 < FAN ? r->nrun - FAN + 1 : FAN;
		code = merge_some(r, lightest(r, n), n, size, err);
	}
	if (code != NASS_OK)
		return code;
	return runs__merge_open(&r->merge, r->run, r->nrun, size, err);
}

enum nass_code
nass_runs_next(struct nass_runs *r, struct nass_str *key,
    struct nass_str *value, struct nass_err *err)
{
	return runs__merge_next(&r->merge, key, value, err);
}
