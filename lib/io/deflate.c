/*
 * deflate.c - deflate in memory, with zlib's wrapper or without, by ISA-L.
 */
#include <limits.h>
#include <stdlib.h>

#include <isa-l/igzip_lib.h>

#include "io/io.h"

enum {
	STEP = 64 * 1024
};

/* Is it zlib's wrapper (RFC 1950, 2.2)? */
static bool
is_zlib(struct nass_str s)
{
	const unsigned char *u = (const unsigned char *)s.p;

	return s.n > 2 && (u[0] & 0x0F) == 8 && u[0] <= 0x78 &&
	    (u[0] * 256 + u[1]) % 31 == 0;
}

static enum nass_code
inflate_all(struct inflate_state *s, uint64_t max, struct nass_buf *plain,
    struct nass_err *err)
{
	size_t old = plain->n;
	enum nass_code code;
	int status;

	do {
		code = nass_buf_grow(plain, STEP, err);
		if (code != NASS_OK)
			return code;
		s->next_out = (unsigned char *)plain->p + plain->n;
		s->avail_out = STEP;
		status = isal_inflate(s);
		/* What it gave before damage ends in bytes that it never wrote. */
		if (status < 0)
			return nass_fail(err, NASS_EINPUT, 0,
			    status == ISAL_INCORRECT_CHECKSUM
				? "deflate data is damaged: wrong checksum"
				: "deflate data is damaged");
		plain->n += STEP - s->avail_out;
		if (plain->n - old > max)
			return NASS_ELIMIT;
	} while (s->block_state != ISAL_BLOCK_FINISH && s->avail_out == 0);
	if (s->block_state != ISAL_BLOCK_FINISH &&
	    s->block_state != ISAL_CHECKSUM_CHECK)
		return nass_fail(
		    err, NASS_EINPUT, 0, "deflate data ends in the middle");
	return NASS_OK;
}

enum nass_code
nass_inflate(struct nass_str deflated, uint64_t max, struct nass_buf *plain,
    struct nass_err *err)
{
	struct inflate_state *s;
	enum nass_code code;

	if (deflated.n > UINT_MAX)
		return NASS_ELIMIT; /* more than ISA-L takes at once */
	/* Damaged data may refer to bytes before the first: they are zeros. */
	s = calloc(1, sizeof(*s));
	if (s == NULL)
		return nass_fail_nomem(err);
	isal_inflate_init(s);
	s->crc_flag = is_zlib(deflated) ? ISAL_ZLIB : ISAL_DEFLATE;
	s->next_in = (unsigned char *)(uintptr_t)deflated.p;
	s->avail_in = (uint32_t)deflated.n;
	code = inflate_all(s, max, plain, err);
	free(s);
	return code;
}
