/*
 * huge.h - large tables that are read anywhere: in pages of two megabytes where
 * the system has them, as a miss of the TLB costs as much as one of the cache,
 * and a page that is touched for the first time costs a trip to the kernel.
 */
#ifndef NASS_BASE_HUGE_H
#define NASS_BASE_HUGE_H

#include <stddef.h>

/* As calloc. */
void *nass_huge_zeros(size_t n, size_t size);
/* As realloc; the first n_used bytes are kept.  Copies tables that are large. */
void *nass_huge_resize(void *p, size_t n_used, size_t n_bytes);

#endif
