/* varint.h - numbers of runs: seven bits a byte, the low ones first. */
#ifndef NASS_COUNT_VARINT_H
#define NASS_COUNT_VARINT_H

#include <nass/base.h>

static inline enum nass_code
count__put_varint(struct nass_buf *out, uint64_t x, struct nass_err *err)
{
	if (nass_buf_grow(out, 10, err) != NASS_OK)
		return NASS_ENOMEM;
	for (; x >= 0x80; x >>= 7)
		out->p[out->n++] = (char)(0x80 | (x & 0x7F));
	out->p[out->n++] = (char)x;
	return NASS_OK;
}

/* Takes it off the front of *s. */
static inline uint64_t
count__get_varint(struct nass_str *s)
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
