/*
 * huge.h - large tables that are read anywhere: in pages of two megabytes where
 * the system has them, as a miss of the TLB costs as much as one of the cache.
 */
#ifndef NASS_BASE_HUGE_H
#define NASS_BASE_HUGE_H

#include <stddef.h>

/* n bytes of zeros, to be given to free(); NULL without memory. */
void *nass_huge_zeros(size_t n);

#endif
