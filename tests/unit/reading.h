/*
 * reading.h - bytes read as a container, in pieces.
 */
#ifndef NASS_TESTS_READING_H
#define NASS_TESTS_READING_H

#include <nass/base.h>

void put(struct nass_buf *b, struct nass_str s);
/*
 * All that `bytes` give as an input of this format that comes `step` bytes at a time,
 * to out; how often it told of something, a failure included.
 */
int read_corpus(const char *from, const char *encoding, struct nass_str bytes,
    size_t step, struct nass_buf *out);

#endif
