/*
 * dispatch.c - which kernels this processor runs.  It is asked each time: there
 * is no state.
 */
#include "simd/kernels.h"

bool
simd__always(void)
{
	return true;
}

const struct nass_scan_kernels *const nass__scan_all[] = {
	&simd__scalar,
#if defined(__x86_64__)
	&simd__avx2,
	&simd__avx512,
#elif defined(__aarch64__)
	&simd__neon,
#endif
	NULL,
};

const struct nass_scan_kernels *
nass__scan(void)
{
	size_t i = sizeof(nass__scan_all) / sizeof(nass__scan_all[0]) - 2;

	/* The best is the last; scalar, the first, runs everywhere. */
	while (i > 0 && !nass__scan_all[i]->is_supported())
		i--;
	return nass__scan_all[i];
}
