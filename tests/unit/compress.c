/*
 * compress.c - see compress.h.
 */
#include "compress.h"

#include <brotli/encode.h>
#include <check.h>
#include <isa-l/igzip_lib.h>
#include <zstd.h>

static void
deflate(struct nass_buf *b, struct nass_str s, uint16_t wrapper)
{
	struct isal_zstream z;

	isal_deflate_stateless_init(&z);
	ck_assert(nass_buf_grow(b, 2 * s.n + 1000, NULL) == NASS_OK);
	z.next_in = (unsigned char *)(uintptr_t)s.p;
	z.avail_in = (uint32_t)s.n;
	z.end_of_stream = 1;
	z.gzip_flag = wrapper;
	z.next_out = (unsigned char *)b->p + b->n;
	z.avail_out = (uint32_t)(b->cap - b->n);
	ck_assert_int_eq(isal_deflate_stateless(&z), COMP_OK);
	b->n = b->cap - z.avail_out;
}

void
compress_gzip(struct nass_buf *b, struct nass_str s)
{
	deflate(b, s, IGZIP_GZIP);
}

void
compress_zlib(struct nass_buf *b, struct nass_str s)
{
	deflate(b, s, IGZIP_ZLIB);
}

void
compress_deflate(struct nass_buf *b, struct nass_str s)
{
	deflate(b, s, IGZIP_DEFLATE);
}

void
compress_zstd(struct nass_buf *b, struct nass_str s)
{
	size_t n;

	ck_assert(nass_buf_grow(b, ZSTD_compressBound(s.n), NULL) == NASS_OK);
	n = ZSTD_compress(b->p + b->n, b->cap - b->n, s.p, s.n, 3);
	ck_assert(!ZSTD_isError(n));
	b->n += n;
}

void
compress_brotli(struct nass_buf *b, struct nass_str s)
{
	size_t n = 2 * s.n + 1000;

	ck_assert(nass_buf_grow(b, n, NULL) == NASS_OK);
	ck_assert(
	    BrotliEncoderCompress(5, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_GENERIC,
		s.n, (const uint8_t *)s.p, &n, (uint8_t *)b->p + b->n));
	b->n += n;
}
