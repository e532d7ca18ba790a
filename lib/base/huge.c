/* huge.c - tables in large pages. */
#define _DEFAULT_SOURCE /* madvise */
#include "base/huge.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define PAGE ((size_t)2 << 20)

void *
nass_huge_zeros(size_t n)
{
	void *p;

	if (n < 2 * PAGE || n % PAGE != 0)
		return calloc(n > 0 ? n : 1, 1);
	if (posix_memalign(&p, PAGE, n) != 0)
		return NULL;
#ifdef MADV_HUGEPAGE
	(void)madvise(p, n, MADV_HUGEPAGE);
#endif
	return memset(p, 0, n);
}
