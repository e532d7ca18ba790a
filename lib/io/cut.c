/*
 * cut.c - inputs cut into pieces of whole lines.
 *
 *	bytes	[ carry | read | read | begin of a line ]
 *		  piece ────────────────^ last LF	 └──> carry
 *
 * A piece is a slice of the buffer that was read into; only the begin of a line
 * at its end is copied, to the front of the next.  So there is no LF in carry.
 */
#include <string.h>

#include "io/cut.h"
#include "simd/scan.h"

size_t
io__last_line_end(const char *p, size_t from, size_t n)
{
	size_t step;

	/* Backwards in steps that memchr passes at full speed. */
	while (n > from) {
		step = n - from < 256 ? n - from : 256;
		if (memchr(p + n - step, '\n', step) == NULL) {
			n -= step;
			continue;
		}
		while (p[n - 1] != '\n')
			n--;
		return n;
	}
	return 0;
}

size_t
io__longest(const struct nass_run *run)
{
	return run->max_line < SIZE_MAX / 4 ? run->max_line + 1 : SIZE_MAX / 4;
}

/* A buffer that one huge line has blown up does not stay so. */
static void
empty(struct nass_buf *b, size_t usual)
{
	if (b->cap > 4 * usual && b->n < b->cap / 4)
		nass_buf_fini(b);
	b->n = 0;
}

static enum nass_code
open_next(struct io__cutter *c, struct nass_err *err)
{
	enum nass_code code;

	c->is_whole = c->is_ended = c->is_skipped = c->has_failed = false;
	c->source = NULL;
	c->is_long = false;
	c->is_first = true;
	c->ninput++;
	c->at = 0;
	c->line = 1;
	pthread_mutex_lock(c->calling);
	code = c->run->next(c->run->arg, &c->in, &c->source, &c->is_whole, err);
	pthread_mutex_unlock(c->calling);
	if (code != NASS_OK)
		c->in = NULL;
	return code;
}

static enum nass_code
close_input(struct io__cutter *c, struct nass_err *err)
{
	enum nass_code code = NASS_OK;

	if (c->run->done != NULL) {
		pthread_mutex_lock(c->calling);
		code = c->run->done(c->run->arg, c->in, c->source,
		    c->has_failed ? &c->failed : NULL, err);
		pthread_mutex_unlock(c->calling);
	}
	nass_in_close(c->in);
	c->in = NULL;
	return code;
}

static enum nass_code
tell_bad(struct io__cutter *c, struct nass_err *err)
{
	enum nass_code code;

	if (c->run->bad == NULL)
		return NASS_OK;
	pthread_mutex_lock(c->calling);
	code = c->run->bad(c->run->arg, c->source, c->line, c->at, err);
	pthread_mutex_unlock(c->calling);
	return code;
}

static enum nass_code
give_bad(struct io__cutter *c, struct nass_str bytes, struct nass_err *err)
{
	enum nass_code code;

	if (c->run->bad_bytes == NULL || bytes.n == 0)
		return NASS_OK;
	pthread_mutex_lock(c->calling);
	code = c->run->bad_bytes(c->run->arg, c->source, bytes, err);
	pthread_mutex_unlock(c->calling);
	return code;
}

/*
 * Read behind bytes->n, up to `target` in all.  At the end, and when the input
 * fails, is_ended is set.
 */
static enum nass_code
read_more(struct io__cutter *c, struct nass_buf *bytes, size_t target,
    struct nass_err *err)
{
	enum nass_code code = nass_buf_grow(bytes, target - bytes->n, err);
	size_t got = 0;

	if (code != NASS_OK)
		return code;
	code = nass_in_read(
	    c->in, bytes->p + bytes->n, target - bytes->n, &got, &c->failed);
	if (code == NASS_ENOMEM)
		return nass_fail_nomem(err);
	bytes->n += got;
	c->has_failed = code != NASS_OK;
	c->is_ended = code != NASS_OK || got == 0;
	return NASS_OK;
}

/*
 * How much to read before the buffer is looked at, when `have` bytes end no
 * line: little more, so that a huge line takes little more than its length.
 */
static size_t
aim(const struct io__cutter *c, size_t have)
{
	size_t piece = c->run->piece;
	size_t limit = io__longest(c->run);
	size_t target = piece;

	if (have > piece / 2)
		target = have + (have / 8 > piece ? have / 8 : piece);
	return target < limit ? target : limit;
}

/*
 * The line that fills the buffer is too long: pass over it, and leave in the
 * buffer what was read behind it.
 */
static enum nass_code
pass_over_line(
    struct io__cutter *c, struct nass_buf *bytes, struct nass_err *err)
{
	enum nass_code code = tell_bad(c, err);
	const char *end = NULL;
	size_t n = bytes->n;

	while (code == NASS_OK) {
		code =
		    give_bad(c, nass_str_sub(nass_buf_str(bytes), 0, n), err);
		c->at += n;
		if (code != NASS_OK || end != NULL || c->is_ended)
			break;
		bytes->n = 0;
		code = read_more(c, bytes, aim(c, 0), err);
		if (code == NASS_OK && bytes->n > 0)
			end = memchr(bytes->p, '\n', bytes->n);
		n = end != NULL ? (size_t)(end - bytes->p) + 1 : bytes->n;
	}
	c->line++;
	if (code != NASS_OK)
		return code;
	bytes->n -= n;
	memmove(bytes->p, bytes->p + n, bytes->n);
	return NASS_OK;
}

static enum nass_code
cut_lines(struct io__cutter *c, struct nass_buf *bytes,
    struct nass_piece *piece, struct nass_err *err)
{
	size_t target = aim(c, c->carry.n);
	size_t nseen = c->carry.n; /* bytes without LF */
	size_t end = 0;
	enum nass_code code = nass_buf_grow(bytes, target, err);

	if (code == NASS_OK)
		code = nass_buf_put(bytes, nass_buf_str(&c->carry), err);
	empty(&c->carry, c->run->piece);
	c->is_long = false;
	while (code == NASS_OK && !c->is_ended) {
		if (bytes->n < target &&
		    (bytes->n == nseen || !piece->is_waiting)) {
			code = read_more(c, bytes, target, err);
			if (code != NASS_OK || c->is_ended)
				break;
		}
		piece->is_waiting = !nass_in_is_ready(c->in);
		if (bytes->n < target && !piece->is_waiting)
			continue;
		end = io__last_line_end(bytes->p, nseen, bytes->n);
		if (end > 0)
			break;
		nseen = bytes->n;
		if (bytes->n < target)
			continue;
		c->is_long = true;
		if (target == io__longest(c->run)) {
			code = pass_over_line(c, bytes, err);
			piece->is_waiting = !nass_in_is_ready(c->in);
			nseen = 0;
		}
		target = aim(c, bytes->n);
	}
	if (code != NASS_OK)
		return code;
	if (c->is_ended)
		end = bytes->n;
	code = nass_buf_put(
	    &c->carry, nass_str_sub(nass_buf_str(bytes), end, bytes->n), err);
	bytes->n = end;
	return code;
}

/* The whole input is too long: to its end, and nothing is left of it. */
static enum nass_code
pass_over_input(
    struct io__cutter *c, struct nass_buf *bytes, struct nass_err *err)
{
	enum nass_code code = tell_bad(c, err);

	c->is_skipped = true;
	while (code == NASS_OK && c->run->bad_bytes != NULL && !c->is_ended) {
		code = give_bad(c, nass_buf_str(bytes), err);
		bytes->n = 0;
		if (code == NASS_OK)
			code = read_more(c, bytes, aim(c, 0), err);
	}
	if (code == NASS_OK)
		code = give_bad(c, nass_buf_str(bytes), err);
	c->is_ended = true;
	bytes->n = 0;
	return code;
}

static enum nass_code
cut_whole(struct io__cutter *c, struct nass_buf *bytes, struct nass_err *err)
{
	size_t limit = io__longest(c->run);
	uint64_t size = nass_in_is_compressed(c->in) ? 0 : nass_in_size(c->in);
	size_t target = aim(c, 0);
	enum nass_code code = NASS_OK;

	/* One byte more than there is: so that the end is met. */
	if (size >= target && size < limit)
		target = (size_t)size + 1;
	while (code == NASS_OK && !c->is_ended) {
		if (bytes->n == target)
			target = aim(c, bytes->n);
		if (bytes->n == limit)
			return pass_over_input(c, bytes, err);
		code = read_more(c, bytes, target, err);
	}
	return code;
}

/* What is known of the piece, now that its bytes stand. */
static void
describe(struct io__cutter *c, struct nass_str bytes, struct nass_piece *piece)
{
	piece->bytes = bytes;
	piece->sequence = c->sequence++;
	piece->at = c->at;
	piece->line = c->line;
	piece->is_first = c->is_first;
	piece->is_last = c->is_ended;
	piece->is_skipped = c->is_skipped;
	piece->is_cut_off = c->has_failed && !nass_in_is_complete(c->in);
	piece->source = c->source;
	c->is_first = false;
	c->at += bytes.n;
}

/* The next piece of the input that is open. */
static enum nass_code
cut_next(struct io__cutter *c, struct nass_buf *bytes, struct nass_piece *piece,
    struct nass_err *err)
{
	enum nass_code code;

	empty(bytes, c->run->piece);
	code = c->is_whole ? cut_whole(c, bytes, err)
			   : cut_lines(c, bytes, piece, err);
	if (code != NASS_OK)
		return code;
	describe(c, nass_buf_str(bytes), piece);
	if (!c->is_ended)
		c->line += nass__scan()->count_byte(bytes->p, bytes->n, '\n');
	return NASS_OK;
}

enum nass_code
io__cut(struct io__cutter *c, const struct io__ahead *ahead,
    struct nass_buf *bytes, struct nass_piece *piece, struct nass_err *err)
{
	enum nass_code code;
	struct nass_str lines;

	piece->is_waiting = false;
	if (ahead != NULL) {
		code = io__ahead_cut(c, ahead, bytes, &lines, err);
		if (code != NASS_OK)
			return code;
		describe(c, lines, piece);
		c->line += ahead->nline;
		return NASS_OK;
	}
	if (c->in != NULL && c->is_ended) {
		code = close_input(c, err);
		if (code != NASS_OK)
			return code;
	}
	if (c->in == NULL) {
		code = open_next(c, err);
		if (code != NASS_OK)
			return code;
	}
	return cut_next(c, bytes, piece, err);
}

void
io__cutter_fini(struct io__cutter *c)
{
	nass_in_close(c->in);
	nass_buf_fini(&c->carry);
}
