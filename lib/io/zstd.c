/*
 * zstd.c - zstd frames, one behind the other.
 */
#include <stdlib.h>

#include <zstd.h>
#include <zstd_errors.h>

#include "io/codec.h"

struct zstd {
	ZSTD_DStream *stream;
	bool is_inside; /* of a frame */
	bool is_full;   /* the last call filled what it was given */
	size_t step;    /* bytes to give it next */
};

/*
 * What a call has decoded is lost when it fails.  So none is given more than a
 * block: what it asks for asks for the header of the next one as well, of three
 * bytes (RFC 8878, 3.1.1.2), and a frame begins with five or more.
 */
enum {
	BLOCK_HEADER = 3,
	FRAME_HEADER = 5
};

/*
 * RFC 8878: a frame (3.1.1), or one to be skipped (3.1.2), whose first byte may
 * be 50 to 5F.
 */
static bool
is_zstd(const unsigned char *p, size_t n, bool *is_prefix)
{
	static const unsigned char frame[] = { 0x28, 0xB5, 0x2F, 0xFD };
	static const unsigned char skipped[] = { 0x50, 0x2A, 0x4D, 0x18 };
	bool is_frame = true;
	bool is_skipped = true;
	size_t i;

	for (i = 0; i < n && i < sizeof(frame); i++) {
		is_frame = is_frame && p[i] == frame[i];
		is_skipped =
		    is_skipped && (i == 0 ? p[i] & 0xF0 : p[i]) == skipped[i];
	}
	*is_prefix = (is_frame || is_skipped) && i < sizeof(frame);
	return (is_frame || is_skipped) && i == sizeof(frame);
}

static void
zstd_free(void *state)
{
	struct zstd *z = state;

	if (z != NULL)
		ZSTD_freeDStream(z->stream);
	free(z);
}

static void *
zstd_new(void)
{
	struct zstd *z = malloc(sizeof(*z));

	if (z == NULL)
		return NULL;
	z->is_inside = z->is_full = false;
	z->step = FRAME_HEADER;
	z->stream = ZSTD_createDStream();
	/* Corpora of the web come with windows of 2 GiB (zstd --long=31). */
	if (z->stream == NULL ||
	    ZSTD_isError(ZSTD_DCtx_setParameter(z->stream, ZSTD_d_windowLogMax,
		ZSTD_dParam_getBounds(ZSTD_d_windowLogMax).upperBound))) {
		zstd_free(z);
		return NULL;
	}
	return z;
}

static bool
zstd_has_more(const void *state)
{
	return ((const struct zstd *)state)->is_full;
}

static enum nass_code
fail(size_t status, struct nass_err *err)
{
	if (ZSTD_getErrorCode(status) == ZSTD_error_memory_allocation)
		return nass_fail_nomem(err);
	if (ZSTD_getErrorCode(status) == ZSTD_error_prefix_unknown)
		return nass_fail(err, NASS_EINPUT, 0,
		    "bytes behind the end of the zstd data");
	/* What else it says depends on how much of it was read at a time. */
	return nass_fail(err, NASS_EINPUT, 0, "zstd data is damaged%s",
	    ZSTD_getErrorCode(status) == ZSTD_error_checksum_wrong
		? ": wrong checksum"
		: "");
}

static enum nass_code
zstd_read(void *state, struct io__raw *raw, char *p, size_t n, size_t *got,
    struct nass_err *err)
{
	struct zstd *z = state;
	ZSTD_inBuffer in;
	ZSTD_outBuffer out = { p, n, 0 };
	enum nass_code code;
	size_t status;

	*got = 0;
	while (out.pos == 0) {
		if (raw->at == raw->n && !z->is_full) {
			code = io__raw_fill(raw, err);
			if (code != NASS_OK)
				return code;
			if (raw->is_end && z->is_inside)
				return nass_fail(err, NASS_EINPUT, 0,
				    "zstd data ends in the middle: the file "
				    "was cut off");
			if (raw->is_end)
				return NASS_OK;
		}
		in = (ZSTD_inBuffer){ raw->p, raw->n, raw->at };
		if (in.size - in.pos > z->step)
			in.size = in.pos + z->step;
		status = ZSTD_decompressStream(z->stream, &out, &in);
		raw->at = in.pos;
		*got = out.pos;
		raw->is_complete =
		    ZSTD_getErrorCode(status) == ZSTD_error_prefix_unknown;
		if (ZSTD_isError(status))
			return fail(status, err);
		z->is_inside = status != 0;
		if (!z->is_inside)
			raw->sound = raw->made + out.pos;
		z->is_full = status != 0 && out.pos == out.size;
		z->step = status == 0       ? FRAME_HEADER
		    : status > BLOCK_HEADER ? status - BLOCK_HEADER
					    : status;
	}
	return NASS_OK;
}

const struct io__codec io__zstd = {
	is_zstd,
	zstd_new,
	zstd_read,
	zstd_has_more,
	zstd_free,
	NULL,
};
