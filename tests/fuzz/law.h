/*
 * law.h - what a fuzz target asserts: a broken law stops the run where it broke.
 */
#ifndef NASS_TESTS_LAW_H
#define NASS_TESTS_LAW_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <nass/base.h>

#define LAW(claim)                                                           \
	do {                                                                 \
		if (!(claim)) {                                              \
			fprintf(stderr, "%s:%d: law broken: %s\n", __FILE__, \
			    __LINE__, #claim);                               \
			abort();                                             \
		}                                                            \
	} while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static inline struct nass_str
input(const uint8_t *data, size_t n)
{
	return (struct nass_str){ (const char *)data, n };
}

#endif
