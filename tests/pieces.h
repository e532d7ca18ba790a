/*
 * pieces.h - bytes in memory as an input that comes some at a time: what is read
 * must not depend on how many.
 */
#ifndef NASS_TESTS_PIECES_H
#define NASS_TESTS_PIECES_H

#include <string.h>

#include "io/io.h"

struct pieces {
	struct nass_str left;
	size_t step;
	bool fails; /* behind the last, at the byte 12345 */
	bool is_closed;
};

static enum nass_code
pieces_read(void *state, char *p, size_t n, size_t *got, struct nass_err *err)
{
	struct pieces *b = state;

	*got = b->left.n < b->step ? b->left.n : b->step;
	*got = *got < n ? *got : n;
	if (*got > 0)
		memcpy(p, b->left.p, *got);
	b->left = nass_str_sub(b->left, *got, b->left.n);
	if (*got == 0 && b->fails)
		return nass_fail(err, NASS_EINPUT, 12345, "bad entry");
	return NASS_OK;
}

static bool
pieces_are_ready(const void *state)
{
	(void)state;
	return true;
}

static void
pieces_close(void *state)
{
	((struct pieces *)state)->is_closed = true;
}

static const struct nass_reader pieces_reader = { pieces_read, pieces_are_ready,
	pieces_close };

#endif
