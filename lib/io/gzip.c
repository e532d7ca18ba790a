/*
 * gzip.c - gzip by ISA-L, which decodes three times as fast as zlib.
 *
 *	member ──> member ──> ... ──> zeros, or nothing
 *
 * Members follow each other without a gap, as `cat a.gz b.gz` makes them (a WARC
 * has one for each record).  Zeros behind the last are padding of tapes.
 * Anything else there is told of, after all text was given, as gzip -dc does.
 *
 * Where data is damaged, ISA-L has often stepped over the length of a match when it
 * finds that the match leads nowhere: what it says it gave ends in bytes that it
 * never wrote, and now and then it gives up too early.  It does neither when it
 * sees a byte at a time.  So the compressed bytes since a checkpoint are kept, and
 * after a failure they are decoded again, slowly, to know where the text ends.
 *
 *	member ... KEPT ... checkpoint ...... the call that failed
 *	           log ─────state ──────────> given | what is still to give | garbage
 *
 * A member that was cut off, or lies about itself, is read on into those behind it,
 * mostly for less than 100 KB.  So the search for a sound one begins with the log.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <isa-l/igzip_lib.h>

#include "io/codec.h"

enum {
	LOG = 1 << 20,     /* bytes, in or out, between checkpoints */
	KEPT = 256 * 1024, /* compressed bytes before one, for the search */
	AGAIN = 256 << 20 /* bytes that are searched twice: a bound for bombs */
};

struct gzip {
	struct inflate_state state;
	struct inflate_state saved; /* at the checkpoint */
	bool is_fresh;              /* which is the begin of the member */
	struct nass_buf log; /* compressed: KEPT or fewer, and since then */
	size_t log_from;     /* where the checkpoint is in it */
	uint64_t given;      /* decoded, since then */
	uint64_t nagain;     /* searched twice, in all */
	bool is_inside;      /* of a member */
	bool is_begun;       /* a member was read to its end */
	bool is_full;        /* the last call filled what it was given */
};

/* RFC 1952, 2.3.1; 8 is deflate, the only method there is. */
static const unsigned char magic[] = { 0x1F, 0x8B, 8 };
enum {
	FLAGS = sizeof(magic), /* where they stand */
	LAST_FLAG = 0x1F
};

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

/* Of a member whose trailer alone is cut off, all was given. */
static enum nass_code
too_short(const struct gzip *g, struct io__raw *raw, struct nass_err *err)
{
	raw->is_complete = g->state.block_state == ISAL_CHECKSUM_CHECK;
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
	bool has_zeros = false;

	for (;;) {
		while (
		    g->is_begun && raw->at < raw->n && raw->p[raw->at] == 0) {
			raw->at++;
			has_zeros = true;
		}
		if (raw->at < raw->n)
			break;
		code = io__raw_fill(raw, err);
		if (code != NASS_OK)
			return code;
		if (raw->is_end)
			return NASS_END;
	}
	/* Zeros before a member are no padding: something was there. */
	if (has_zeros || (unsigned char)raw->p[raw->at] != magic[0]) {
		raw->is_complete = g->is_begun;
		return nass_fail(err, NASS_EINPUT, 0,
		    "bytes behind the end of the gzip data");
	}
	isal_inflate_reset(&g->state);
	g->state.crc_flag = ISAL_GZIP;
	g->is_inside = g->is_fresh = true;
	g->log.n = g->log_from = 0;
	g->given = 0;
	return NASS_OK;
}

/* One call of ISA-L, which steps through in[*at .. in_n) and fills p. */
static int
inflate(struct gzip *g, char *in, size_t *at, size_t in_n, char *p, size_t n,
    size_t *got)
{
	struct inflate_state *s = &g->state;
	int status;

	if (n > INT_MAX)
		n = INT_MAX;
	s->next_in = (unsigned char *)in + *at;
	s->avail_in = (uint32_t)(in_n - *at);
	s->next_out = (unsigned char *)p;
	s->avail_out = (uint32_t)n;
	status = isal_inflate(s);
	*got = n - s->avail_out;
	*at = in_n - s->avail_in;
	g->is_full = s->avail_out == 0;
	if (s->block_state == ISAL_BLOCK_FINISH) {
		g->is_inside = g->is_full = false;
		g->is_begun = true;
	}
	return status;
}

/* The log so far is long: go on from here.  A copy of 90 KB for a megabyte. */
static void
set_checkpoint(struct gzip *g)
{
	size_t keep = g->log.n < KEPT ? g->log.n : KEPT;

	if (g->log.n - g->log_from < LOG && g->given < LOG)
		return;
	g->saved = g->state;
	g->is_fresh = false;
	if (keep > 0)
		memmove(g->log.p, g->log.p + g->log.n - keep, keep);
	g->log.n = g->log_from = keep;
	g->given = 0;
}

/*
 * Decoding has failed: from the checkpoint again, a byte at a time, to p, and to
 * where it fails now, if it does.  How much of the log was not needed for n bytes
 * goes to *left.
 */
static int
decode_again(struct gzip *g, char *p, size_t n, size_t *got, size_t *left)
{
	struct inflate_state *s = &g->state;
	uint64_t skip = g->given;
	size_t at = g->log_from;
	size_t room;
	size_t part;
	char block[1024];
	int status = ISAL_DECOMP_OK;

	if (g->is_fresh) {
		memset(s, 0, sizeof(*s));
		isal_inflate_init(s);
		s->crc_flag = ISAL_GZIP;
	} else {
		*s = g->saved;
	}
	*got = 0;
	g->is_inside = true;
	while (status >= 0 && g->is_inside && *got < n &&
	    (at < g->log.n || g->is_full)) {
		room = skip > 0 ? (skip < 1024 ? (size_t)skip : 1024)
				: (n - *got < 1024 ? n - *got : 1024);
		status = inflate(
		    g, g->log.p, &at, at + (at < g->log.n), block, room, &part);
		if (skip > 0) {
			skip -= part;
			continue;
		}
		memcpy(p + *got, block, part);
		*got += part;
	}
	*left = g->log.n - at;
	return status;
}

/* Are upper flags of the member set, which are reserved (RFC 1952, 2.3.1)? */
static bool
has_reserved(const struct gzip *g, const struct io__raw *raw)
{
	size_t at = raw->at + FLAGS - g->log.n;

	return g->is_fresh && g->log.n <= FLAGS && at < raw->n &&
	    (unsigned char)raw->p[at] > LAST_FLAG;
}

/* Decode from raw to p, and log what was taken. */
static enum nass_code
decode(struct gzip *g, struct io__raw *raw, char *p, size_t n, size_t *got,
    struct nass_err *err)
{
	size_t from = raw->at;
	size_t left;
	int status;

	if (has_reserved(g, raw))
		return nass_fail(
		    err, NASS_EINPUT, 0, "%s", reason(ISAL_INVALID_WRAPPER));
	set_checkpoint(g);
	status = inflate(g, raw->p, &raw->at, raw->n, p, n, got);
	if (status < 0)
		raw->at = raw->n;
	if ((g->is_inside || status < 0) &&
	    nass_buf_put(&g->log,
		(struct nass_str){ raw->p + from, raw->at - from },
		err) != NASS_OK)
		return NASS_ENOMEM;
	if (status < 0) {
		status = decode_again(g, p, n, got, &left);
		raw->at -= left;
		g->log.n -= left;
	}
	if (status >= 0 && !g->is_inside) {
		raw->sound = raw->made + *got;
		g->log.n = 0;
	}
	g->given += *got;
	return status >= 0
	    ? NASS_OK
	    : nass_fail(err, NASS_EINPUT, 0, "%s", reason(status));
}

static enum nass_code
gzip_read(void *state, struct io__raw *raw, char *p, size_t n, size_t *got,
    struct nass_err *err)
{
	struct gzip *g = state;
	enum nass_code code = NASS_OK;

	*got = 0;
	while (*got == 0 && code == NASS_OK) {
		if (!g->is_inside) {
			code = between(g, raw, err);
			if (code != NASS_OK)
				return code == NASS_END ? NASS_OK : code;
		} else if (raw->at == raw->n && !g->is_full) {
			code = io__raw_fill(raw, err);
			if (code != NASS_OK)
				return code;
			if (raw->is_end)
				return too_short(g, raw, err);
		}
		code = decode(g, raw, p, n, got, err);
	}
	return code;
}

/* What may have been read too far comes again, but for the first byte. */
static enum nass_code
go_back(struct gzip *g, struct io__raw *raw, struct nass_err *err)
{
	struct nass_str s = nass_buf_str(&g->log);

	if (s.n == 0 || g->nagain > AGAIN)
		return NASS_OK;
	g->nagain += s.n;
	return io__raw_unread(raw, nass_str_sub(s, 1, s.n), err);
}

/* Do these bytes begin a member, or what may be one with more of them? */
static bool
begins(const char *p, size_t n)
{
	bool is_prefix;

	return (is_gzip((const unsigned char *)p, n, &is_prefix) ||
		   is_prefix) &&
	    (n <= FLAGS || (unsigned char)p[FLAGS] <= LAST_FLAG);
}

static enum nass_code
gzip_resume(void *state, struct io__raw *raw, struct nass_err *err)
{
	struct gzip *g = state;
	const char *p;
	enum nass_code code = go_back(g, raw, err);

	g->log.n = 0;
	g->is_inside = g->is_full = raw->is_complete = false;
	while (code == NASS_OK && !raw->is_end) {
		while (raw->at < raw->n) {
			p = raw->p + raw->at;
			p = memchr(p, magic[0], raw->n - raw->at);
			raw->at = p == NULL ? raw->n : (size_t)(p - raw->p);
			if (p != NULL && begins(p, raw->n - raw->at))
				return NASS_OK;
			raw->at += p != NULL;
		}
		code = io__raw_fill(raw, err);
	}
	return code == NASS_OK ? NASS_END : code;
}

static void
gzip_free(void *state)
{
	struct gzip *g = state;

	if (g != NULL)
		nass_buf_fini(&g->log);
	free(g);
}

const struct io__codec io__gzip = {
	is_gzip,
	gzip_new,
	gzip_read,
	gzip_has_more,
	gzip_free,
	gzip_resume,
};
