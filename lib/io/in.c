/*
 * in.c - the decompressed bytes of one file, pipe or device.
 *
 *	head ──────> reader			the first 64 KiB, for peek
 *	descriptor ──────> reader		then plain bytes, not copied
 *	descriptor ──> raw ──> codec ──> reader	or compressed ones
 *
 * A nass_reader may stand in the place of the descriptor.
 */
#include <assert.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io/cut.h"
#include "io/in.h"

/* Would `got` more bytes be more than a sound file gives? */
static bool
is_bomb(const struct nass_in *in, size_t got)
{
	uint64_t made = in->raw.made + got;

	return in->max_ratio > 0 && made > 1 << 20 &&
	    made / in->max_ratio > in->raw.taken;
}

/* The next bytes behind head; *got is 0 at the end or when it has failed. */
static size_t
get(struct nass_in *in, char *p, size_t n)
{
	enum nass_code code;
	size_t got = 0;

	if (in->is_end || in->has_failed)
		return 0;
	if (in->codec == NULL) {
		code = io__raw_read(&in->raw, p, n, &got, &in->failed);
	} else {
		code = in->codec->read(
		    in->state, &in->raw, p, n, &got, &in->failed);
		if (code == NASS_OK && is_bomb(in, got)) {
			got = 0;
			code = nass_fail(&in->failed, NASS_ELIMIT, 0,
			    "unpacks to more than --max-ratio %llu times its "
			    "size",
			    (unsigned long long)in->max_ratio);
		}
	}
	in->raw.made += got;
	if (code != NASS_OK) {
		in->has_failed = true;
		if (in->raw.reader == NULL || in->codec != NULL)
			in->failed.at = in->raw.made;
	} else if (got == 0) {
		in->is_end = true;
	}
	return got;
}

/* Would get return at once? */
static bool
is_source_ready(const struct nass_in *in)
{
	struct pollfd p = { .fd = in->raw.fd, .events = POLLIN };

	if (in->is_file || in->is_end || in->has_failed)
		return true;
	if (in->raw.at < in->raw.n)
		return true;
	if (in->codec != NULL && in->codec->has_more(in->state))
		return true;
	if (in->raw.reader != NULL)
		return in->raw.reader->is_ready(in->raw.state);
	return poll(&p, 1, 0) != 0;
}

void
io__fill_head(struct nass_in *in, size_t n, bool waits)
{
	size_t got;

	while (in->head_n < n && !in->is_end && !in->has_failed) {
		if (!waits && !is_source_ready(in) &&
		    memchr(in->head, '\n', in->head_n) != NULL)
			return;
		got = get(in, in->head + in->head_n, IO__HEAD - in->head_n);
		in->head_n += got;
	}
}

bool
io__can_resume(const struct nass_in *in)
{
	return in->has_failed && in->failed.code == NASS_EINPUT &&
	    in->codec != NULL && in->codec->resume != NULL;
}

enum nass_code
nass_in_read(
    struct nass_in *in, char *p, size_t n, size_t *got, struct nass_err *err)
{
	size_t left = in->head_n - in->head_at;

	assert(n > 0);
	if (left > 0) {
		*got = left < n ? left : n;
		memcpy(p, in->head + in->head_at, *got);
		in->head_at += *got;
		return NASS_OK;
	}
	*got = get(in, p, n);
	if (*got > 0 || !in->has_failed)
		return NASS_OK;
	if (err != NULL)
		*err = in->failed;
	return in->failed.code;
}

bool
io__in_rest(const struct nass_in *in, int *fd, uint64_t *at, uint64_t *left)
{
	*fd = in->raw.fd;
	*at = in->begin + in->raw.taken;
	if (!in->is_file || in->codec != NULL || in->raw.reader != NULL ||
	    in->has_failed || in->head_at < in->head_n || *at >= in->size)
		return false;
	*left = in->size - *at;
	return true;
}

void
io__in_skip(struct nass_in *in, size_t n)
{
	in->raw.taken += n;
	in->raw.made += n;
	/* Who shares the descriptor sees what is read, as with read(2). */
	(void)lseek(in->raw.fd, (off_t)n, SEEK_CUR);
}

struct nass_str
nass_in_peek(const struct nass_in *in)
{
	return (struct nass_str){ in->head + in->head_at,
		in->head_n - in->head_at };
}

void
nass_in_wait(struct nass_in *in, size_t n)
{
	if (in->head_at == 0)
		io__fill_head(in, n < IO__HEAD ? n : IO__HEAD, true);
}

bool
nass_in_is_ready(const struct nass_in *in)
{
	return in->head_at < in->head_n || is_source_ready(in);
}

uint64_t
nass_in_raw(const struct nass_in *in)
{
	return in->from != NULL ? nass_in_raw(in->from) : in->raw.taken;
}

uint64_t
nass_in_size(const struct nass_in *in)
{
	return in->from != NULL ? nass_in_size(in->from) : in->size;
}

bool
nass_in_is_compressed(const struct nass_in *in)
{
	return in->codec != NULL || in->raw.reader != NULL;
}

bool
nass_in_is_complete(const struct nass_in *in)
{
	return in->raw.is_complete;
}

uint64_t
nass_in_sound(const struct nass_in *in)
{
	if (in->codec != NULL)
		return in->raw.sound;
	return in->raw.reader != NULL ? 0 : UINT64_MAX;
}

enum nass_code
nass_in_resume(struct nass_in *in, struct nass_err *err)
{
	enum nass_code code;

	if (!io__can_resume(in))
		return NASS_END;
	code = in->codec->resume(in->state, &in->raw, err);
	in->has_failed = code != NASS_OK;
	return code;
}

void
nass_in_limit(struct nass_in *in, uint64_t max_ratio)
{
	in->max_ratio = max_ratio;
}

void
nass_in_close(struct nass_in *in)
{
	if (in == NULL)
		return;
	if (in->codec != NULL)
		in->codec->free(in->state);
	if (in->raw.p != NULL)
		free(in->raw.p - IO__BEFORE);
	nass_buf_fini(&in->raw.back);
	if (in->raw.reader != NULL)
		in->raw.reader->close(in->raw.state);
	else if (in->raw.fd > STDERR_FILENO)
		close(in->raw.fd);
	free(in);
}
