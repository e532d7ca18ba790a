/*
 * squeeze.h - private to lib/simd: to leave bytes out of eight, for processors
 * whose vectors can only shuffle.
 *
 *	keep	11010010	bit 0 is the first byte
 *	indices	 1 4 6 7	the order in which a shuffle takes them
 */
#ifndef NASS_SIMD_SQUEEZE_H
#define NASS_SIMD_SQUEEZE_H

#include <stdint.h>

/* For each `keep`, the indices of its bits, a byte each, the first lowest. */
extern const uint64_t simd__squeeze[256];

#endif
