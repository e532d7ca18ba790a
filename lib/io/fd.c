/*
 * fd.c - what the system's calls leave to their callers: EINTR, short
 * transfers, and descriptors that take the place of a closed standard stream.
 */
#define _GNU_SOURCE /* F_SETPIPE_SZ */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "io/codec.h"

/* What Linux transfers at most; more is EINVAL on others. */
#define LONGEST ((size_t)1 << 30)

/*
 * After a signal, or on a descriptor that somebody who shares it has set to be
 * non-blocking, which is waited for.
 */
static bool
is_retried(int fd, short event)
{
	struct pollfd p = { .fd = fd, .events = event };

	if (errno == EINTR)
		return true;
	if (errno != EAGAIN && errno != EWOULDBLOCK)
		return false;
	(void)poll(&p, 1, -1);
	return true;
}

enum nass_code
io__read(int fd, char *p, size_t n, size_t *got, struct nass_err *err)
{
	ssize_t r;

	*got = 0;
	if (n > LONGEST)
		n = LONGEST;
	do
		r = read(fd, p, n);
	while (r < 0 && is_retried(fd, POLLIN));
	if (r < 0)
		return nass_fail_sys(err, "cannot read");
	*got = (size_t)r;
	return NASS_OK;
}

enum nass_code
io__write(int fd, const char *p, size_t n, struct nass_err *err)
{
	ssize_t r;

	while (n > 0) {
		r = write(fd, p, n < LONGEST ? n : LONGEST);
		if (r < 0 && is_retried(fd, POLLOUT))
			continue;
		if (r < 0)
			return nass_fail_sys(err, "cannot write");
		p += r;
		n -= (size_t)r;
	}
	return NASS_OK;
}

int
io__above_standard(int fd)
{
	int higher;
	int saved;

	if (fd < 0 || fd > STDERR_FILENO)
		return fd;
	higher = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	saved = errno;
	close(fd);
	errno = saved;
	return higher;
}

void
io__widen_pipe(int fd)
{
#ifdef F_SETPIPE_SZ
	int saved = errno;

	if (fcntl(fd, F_GETPIPE_SZ) < 1024 * 1024)
		(void)fcntl(fd, F_SETPIPE_SZ, 1024 * 1024);
	errno = saved;
#else
	(void)fd;
#endif
}

enum nass_code
io__raw_read(
    struct io__raw *raw, char *p, size_t n, size_t *got, struct nass_err *err)
{
	enum nass_code code;

	if (raw->reader != NULL)
		code = raw->reader->read(raw->state, p, n, got, err);
	else
		code = io__read(raw->fd, p, n, got, err);
	raw->taken += *got;
	return code;
}

/* What was given back. */
static size_t
read_back(struct io__raw *raw, char *p, size_t n)
{
	size_t left = raw->back.n - raw->back_at;
	size_t got = left < n ? left : n;

	if (got > 0)
		memcpy(p, raw->back.p + raw->back_at, got);
	raw->back_at += got;
	return got;
}

enum nass_code
io__raw_fill(struct io__raw *raw, struct nass_err *err)
{
	size_t keep = raw->n < IO__BEFORE ? raw->n : IO__BEFORE;
	enum nass_code code = NASS_OK;
	size_t got;

	memmove(raw->p - keep, raw->p + raw->n - keep, keep);
	raw->at = raw->n = 0;
	got = read_back(raw, raw->p, IO__RAW);
	if (got == 0)
		code = io__raw_read(raw, raw->p, IO__RAW, &got, err);
	if (code != NASS_OK)
		return code;
	raw->n = got;
	raw->is_end = got == 0;
	return NASS_OK;
}

enum nass_code
io__raw_unread(struct io__raw *raw, struct nass_str s, struct nass_err *err)
{
	struct nass_buf back = NASS_BUF_INIT;
	struct nass_str old = nass_buf_str(&raw->back);
	struct nass_str rest = { raw->p + raw->at, raw->n - raw->at };
	enum nass_code code;

	code = nass_buf_put(&back, s, err);
	if (code == NASS_OK)
		code = nass_buf_put(&back, rest, err);
	if (code == NASS_OK)
		code = nass_buf_put(
		    &back, nass_str_sub(old, raw->back_at, old.n), err);
	if (code != NASS_OK) {
		nass_buf_fini(&back);
		return code;
	}
	nass_buf_fini(&raw->back);
	raw->back = back;
	raw->back_at = raw->at = raw->n = 0;
	raw->is_end = false;
	return NASS_OK;
}
