/* huge.c - tables in large pages. */
#define _DEFAULT_SOURCE /* madvise */
#include "base/huge.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define PAGE ((size_t)2 << 20)

/* Pages of their own; NULL without memory. */
static void *
pages(size_t n_bytes)
{
	void *p;

	if (posix_memalign(&p, PAGE, n_bytes) != 0)
		return NULL;
#ifdef MADV_HUGEPAGE
	(void)madvise(p, n_bytes / PAGE * PAGE, MADV_HUGEPAGE);
#endif
	return p;
}

void *
nass_huge_zeros(size_t n, size_t size)
{
	void *p;

	if (n < PAGE / size || n > SIZE_MAX / size)
		return calloc(n > 0 ? n : 1, size);
	p = pages(n * size);
	return p != NULL ? memset(p, 0, n * size) : NULL;
}

void *
nass_huge_resize(void *p, size_t n_used, size_t n_bytes)
{
	void *q;

	if (n_bytes < PAGE)
		return realloc(p, n_bytes);
	q = pages(n_bytes);
	if (q == NULL)
		return NULL;
	if (n_used > 0)
		memcpy(q, p, n_used);
	free(p);
	return q;
}
