/*
 * compress.h - what the codecs of lib/io read: text, compressed.
 */
#ifndef NASS_TESTS_COMPRESS_H
#define NASS_TESTS_COMPRESS_H

#include <nass/base.h>

/* Append `s` to `b` as a gzip member, in zlib's wrapper, in none ... */
void compress_gzip(struct nass_buf *b, struct nass_str s);
void compress_zlib(struct nass_buf *b, struct nass_str s);
void compress_deflate(struct nass_buf *b, struct nass_str s);
void compress_zstd(struct nass_buf *b, struct nass_str s);
void compress_brotli(struct nass_buf *b, struct nass_str s);

#endif
