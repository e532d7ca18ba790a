/*
 * ahead.c - plain files, read by several threads at a time.
 *
 * Where lines end is known only when all before them was read; so a thread takes
 * a stretch of usual size, reads it, finds its last line end, and waits for its
 * turn to be cut.  Then nothing is left to do but to copy the begin of a line.
 *
 *	file	 cut so far | stretch | stretch | stretch | rest
 *	buffer	[ room |line|end of it ... LF|begin of a line]
 *	          carry ^                     └──> carry
 *
 * What was read ahead is of use if it begins where the cutter is, was read
 * whole, and has a line end.  Else the thread cuts as if it had read nothing: the
 * last bytes of a file, files that grow or shrink, failures, and lines longer
 * than a stretch are met in one way, by one thread at a time.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "io/cut.h"
#include "simd/scan.h"

/* Before a stretch, for the carry: more than most lines have. */
#define ROOM ((size_t)64 << 10)
/*
 * Pages are copied to pages: at 16 bytes beside, as malloc has it, pread takes a
 * tenth longer.
 */
#define PAGE ((size_t)4096)

static char *
stretch_in(const struct nass_buf *bytes)
{
	char *p = bytes->p + ROOM;

	return p + (PAGE - (uintptr_t)p % PAGE) % PAGE;
}

void
io__ahead_open(const struct io__cutter *c, struct io__ahead *rest)
{
	uint64_t left = 0;

	rest->n = 0;
	if (c->in == NULL || c->is_whole || c->is_ended || c->is_long ||
	    io__longest(c->run) < ROOM + c->run->piece ||
	    !io__in_rest(c->in, &rest->fd, &rest->at, &left))
		return;
	rest->input = c->ninput;
	rest->n = left < SIZE_MAX ? (size_t)left : SIZE_MAX;
}

void
io__ahead_take(struct io__ahead *rest, size_t piece, struct io__ahead *stretch)
{
	if (rest->n < piece)
		rest->n = 0;
	*stretch = *rest;
	if (rest->n == 0)
		return;
	stretch->n = piece;
	stretch->end = 0;
	rest->at += piece;
	rest->n -= piece;
}

void
io__ahead_read(struct io__ahead *a, struct nass_buf *bytes)
{
	size_t got = 0;
	ssize_t r;
	char *p;

	bytes->n = 0;
	if (nass_buf_grow(bytes, ROOM + PAGE + a->n, NULL) != NASS_OK)
		return;
	p = stretch_in(bytes);
	while (got < a->n) {
		r = pread(a->fd, p + got, a->n - got, (off_t)(a->at + got));
		if (r < 0 && errno == EINTR)
			continue;
		if (r <= 0)
			return;
		got += (size_t)r;
	}
	a->end = io__last_line_end(p, 0, a->n);
	a->nline = nass__scan()->count_byte(p, a->end, '\n');
}

bool
io__ahead_is_next(const struct io__ahead *a, const struct io__cutter *c)
{
	uint64_t left;
	uint64_t at;
	int fd;

	return a->n > 0 && a->end > 0 && c->in != NULL && !c->is_ended &&
	    c->ninput == a->input && c->carry.n <= ROOM &&
	    io__in_rest(c->in, &fd, &at, &left) && at == a->at;
}

enum nass_code
io__ahead_cut(struct io__cutter *c, const struct io__ahead *a,
    struct nass_buf *bytes, struct nass_str *lines, struct nass_err *err)
{
	char *stretch = stretch_in(bytes);
	size_t n = c->carry.n;

	*lines = (struct nass_str){ stretch - n, n + a->end };
	if (n > 0)
		memcpy(stretch - n, c->carry.p, n);
	c->carry.n = 0;
	io__in_skip(c->in, a->n);
	return nass_buf_put(&c->carry,
	    (struct nass_str){ stretch + a->end, a->n - a->end }, err);
}
