/*
 * law.h - what a fuzz target asserts, and how it comes by its input: a broken law
 * stops the run where it broke.
 */
#ifndef NASS_TESTS_LAW_H
#define NASS_TESTS_LAW_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/utf8.h"

#define LAW(claim)                                                           \
	do {                                                                 \
		if (!(claim)) {                                              \
			fprintf(stderr, "%s:%d: law broken: %s\n", __FILE__, \
			    __LINE__, #claim);                               \
			abort();                                             \
		}                                                            \
	} while (0)
#define OK(call) LAW((call) == NASS_OK)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static inline struct nass_str
input(const uint8_t *data, size_t n)
{
	return (struct nass_str){ (const char *)data, n };
}

/* The last byte chooses one of `of`; what stands before it is the input. */
static inline size_t
choose(struct nass_str *in, size_t of)
{
	return in->n == 0 ? 0 : (unsigned char)in->p[--in->n] % of;
}

/*
 * Well-formed text, made of any bytes, in memory that ends where the text ends,
 * so that a read behind it is seen.  The caller frees *own.
 */
static inline struct nass_str
mended(struct nass_str in, struct nass_buf *own)
{
	struct nass_buf b = NASS_BUF_INIT;
	uint64_t nbad;
	uint64_t first;

	OK(nass_utf8_mend(
	    in, NASS_UTF8_REPLACE, &b, NULL, &nbad, &first, NULL));
	own->n = own->cap = b.n;
	own->p = malloc(b.n + (b.n == 0));
	LAW(own->p != NULL);
	if (b.n > 0)
		memcpy(own->p, b.p, b.n);
	nass_buf_fini(&b);
	return nass_buf_str(own);
}

#endif
