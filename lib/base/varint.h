/* varint.h - numbers of runs: seven bits a byte, the low ones first. */
#ifndef NASS_BASE_VARINT_H
#define NASS_BASE_VARINT_H

#include <nass/base.h>

#define NASS_VARINT_MAX 10 /* bytes */

/* Where there is room: what is behind it. */
static inline char *
nass_varint_write(char *p, uint64_t x)
{
	for (; x >= 0x80; x >>= 7)
		*p++ = (char)(0x80 | (x & 0x7F));
	*p++ = (char)x;
	return p;
}

static inline enum nass_code
nass_varint_put(struct nass_buf *out, uint64_t x, struct nass_err *err)
{
	if (nass_buf_grow(out, NASS_VARINT_MAX, err) != NASS_OK)
		return NASS_ENOMEM;
	out->n = (size_t)(nass_varint_write(out->p + out->n, x) - out->p);
	return NASS_OK;
}

/* Takes it off the front of *s. */
static inline uint64_t
nass_varint_get(struct nass_str *s)
{
	uint64_t x = 0;
	unsigned shift = 0;

	while (s->n > 0) {
		unsigned char byte = (unsigned char)*s->p++;

		s->n--;
		x |= (uint64_t)(byte & 0x7F) << shift;
		if (byte < 0x80)
			break;
		shift += 7;
	}
	return x;
}

#endif
