/*
 * squeeze.c - the table of squeeze.h.
 */
#include "simd/squeeze.h"

/* Bit i of m puts i before what the bits above it have put. */
#define BIT(m, i)    ((uint64_t)(m) >> (i)&1)
#define PUT(m, i, x) ((x) << 8 * BIT(m, i) | (i)*BIT(m, i))
#define HIGH(m)      PUT(m, 4, PUT(m, 5, PUT(m, 6, PUT(m, 7, (uint64_t)0))))
#define ROW(m)       PUT(m, 0, PUT(m, 1, PUT(m, 2, PUT(m, 3, HIGH(m)))))
#define ROWS_4(m)    ROW(m), ROW(m + 1), ROW(m + 2), ROW(m + 3)
#define ROWS_16(m)   ROWS_4(m), ROWS_4(m + 4), ROWS_4(m + 8), ROWS_4(m + 12)
#define ROWS_64(m)   ROWS_16(m), ROWS_16(m + 16), ROWS_16(m + 32), ROWS_16(m + 48)

const uint64_t simd__squeeze[256] = {
	ROWS_64(0),
	ROWS_64(64),
	ROWS_64(128),
	ROWS_64(192),
};
