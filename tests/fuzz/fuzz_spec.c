/*
 * fuzz_spec.c - a profile is refused with the place that is wrong, or compiles to what
 * its own full spelling compiles to.
 */
#include "law.h"

#include <nass/norm.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char *spec = malloc(n + 1);
	struct nass_norm *norm;
	struct nass_norm *again;
	struct nass_err err;

	LAW(spec != NULL);
	memcpy(spec, data, n);
	spec[n] = '\0';
	if (nass_norm_new(spec, &norm, &err) == NASS_OK) {
		OK(nass_norm_new(nass_norm_spec(norm), &again, NULL));
		LAW(strcmp(nass_norm_spec(norm), nass_norm_spec(again)) == 0);
		LAW(nass_norm_is_identity(norm) ==
		    nass_norm_is_identity(again));
		nass_norm_free(again);
		nass_norm_free(norm);
	} else {
		LAW(err.code == NASS_EUSAGE && err.at <= strlen(spec));
	}
	free(spec);
	return 0;
}
