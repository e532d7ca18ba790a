/*
 * gzip.c - gzip by ISA-L, which decodes three times as fast as zlib.
 *
 *	member ──> member ──> ... ──> zeros, or nothing
 *
 * Members follow each other without a gap, as `cat a.gz b.gz` makes them (a WARC
 * has one for each record).  Zeros behind the last are padding of tapes.
 * Anything else there is told of, after all text was given, as gzip -dc does.
 */
#include <limits.h>
#include <stdlib.h>

#include <isa-l/igzip_lib.h>

#include "io/codec.h"

struct gzip {
	struct inflate_state state;
	bool is_inside; /* of a member */
	bool is_begun;  /* a member was read to its end */
	bool is_full;   /* the last call filled what it was given */
};

/* RFC 1952, 2.3.1; 8 is deflate, the only method there is. */
static const unsigned char magic[] = { 0x1F, 0x8B, 8 };

static bool
is_gzip(const unsigned char *p, size_t n, bool *is_prefix)
{
	size_t i;

	for (i = 0; i < n && i < sizeof(magic); i++)
		if (p[i] != magic[i])
			return *is_prefix = false;
	*is_prefix = i < sizeof(magic);
	return i == sizeof(magic);
}

static void *
gzip_new(void)
{
	/* Damaged data may refer to bytes before the first: they are zeros. */
	struct gzip *g = calloc(1, sizeof(*g));

	if (g == NULL)
		return NULL;
	isal_inflate_init(&g->state);
	return g;
}

static bool
gzip_has_more(const void *state)
{
	return ((const struct gzip *)state)->is_full;
}

static enum nass_code
too_short(struct nass_err *err)
{
	return nass_fail(err, NASS_EINPUT, 0,
	    "gzip data ends in the middle: the file was cut off");
}

static const char *
reason(int status)
{
	switch (status) {
	case ISAL_INCORRECT_CHECKSUM:
		return "gzip data is damaged: wrong checksum";
	case ISAL_UNSUPPORTED_METHOD:
		return "gzip data has an unknown method";
	case ISAL_INVALID_WRAPPER:
		return "gzip data has a damaged header";
	default:
		return "gzip data is damaged";
	}
}

/* Pass over zeros; is what follows a member, the end, or neither? */
static enum nass_code
between(struct gzip *g, struct io__raw *raw, struct nass_err *err)
{
	enum nass_code code;

	for (;;) {
		while (g->is_begun && raw->at < raw->n && raw->p[raw->at] == 0)
			raw->at++;
		if (raw->at < raw->n)
			break;
		code = io__raw_fill(raw, err);
		if (code != NASS_OK)
			return code;
		if (raw->is_end)
			return NASS_END;
	}
	if ((unsigned char)raw->p[raw->at] != magic[0]) {
		raw->is_complete = g->is_begun;
		return nass_fail(err, NASS_EINPUT, 0,
		    "bytes behind the end of the gzip data");
	}
	isal_inflate_reset(&g->state);
	g->state.crc_flag = ISAL_GZIP;
	g->is_inside = true;
	return NASS_OK;
}

/* One call of ISA-L, which steps through raw and p. */
static int
inflate(struct gzip *g, struct io__raw *raw, char *p, size_t n, size_t *got)
{
	struct inflate_state *s = &g->state;
	int status;

	if (n > INT_MAX)
		n = INT_MAX;
	s->next_in = (unsigned char *)raw->p + raw->at;
	s->avail_in = (uint32_t)(raw->n - raw->at);
	s->next_out = (unsigned char *)p;
	s->avail_out = (uint32_t)n;
	status = isal_inflate(s);
	*got = n - s->avail_out;
	raw->at = raw->n - s->avail_in;
	g->is_full = s->avail_out == 0;
	if (s->block_state == ISAL_BLOCK_FINISH) {
		g->is_inside = g->is_full = false;
		g->is_begun = true;
	}
	return status;
}

static enum nass_code
gzip_read(void *state, struct io__raw *raw, char *p, size_t n, size_t *got,
    struct nass_err *err)
{
	struct gzip *g = state;
	enum nass_code code;
	int status;

	*got = 0;
	while (*got == 0) {
		if (!g->is_inside) {
			code = between(g, raw, err);
			if (code != NASS_OK)
				return code == NASS_END ? NASS_OK : code;
		} else if (raw->at == raw->n && !g->is_full) {
			code = io__raw_fill(raw, err);
			if (code != NASS_OK)
				return code;
			if (raw->is_end)
				return too_short(err);
		}
		status = inflate(g, raw, p, n, got);
		if (status < 0)
			return nass_fail(
			    err, NASS_EINPUT, 0, "%s", reason(status));
	}
	return NASS_OK;
}

const struct io__codec io__gzip = {
	is_gzip,
	gzip_new,
	gzip_read,
	gzip_has_more,
	free,
};
