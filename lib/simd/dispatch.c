/*
 * dispatch.c - which kernels this processor runs.  It is asked each time: there
 * is no state.
 */
#include "simd/kernels.h"

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
	const struct nass_scan_kernels *best = &simd__scalar;
	size_t i;

	for (i = 1; nass__scan_all[i] != NULL; i++)
		if (nass__scan_all[i]->is_supported())
			best = nass__scan_all[i];
	return best;
}
