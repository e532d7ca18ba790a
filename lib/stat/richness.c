/* richness.c - how many different words a text has for its length. */
#include <nass/stat.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NOT_A_NUMBER ((double)NAN)
#define HDD_SAMPLE   42 /* McCarthy & Jarvis 2007 */

double
nass_ttr(uint64_t ntype, uint64_t ntok)
{
	return ntok == 0 ? NOT_A_NUMBER : (double)ntype / (double)ntok;
}

/* For each type, the number of the last segment that had it. */
static uint32_t *
marks(uint32_t ntype)
{
	return calloc((size_t)ntype + 1, sizeof(uint32_t));
}

enum nass_code
nass_sttr(const uint32_t *type, size_t ntok, uint32_t ntype, size_t window,
    double *result, struct nass_err *err)
{
	uint32_t *seen = marks(ntype);
	size_t nsegment = ntok / window;
	uint64_t nnew = 0;
	size_t i;

	if (seen == NULL)
		return nass_fail_nomem(err);
	for (i = 0; i < nsegment * window; i++) {
		uint32_t segment = (uint32_t)(i / window) + 1;

		nnew += seen[type[i]] != segment;
		seen[type[i]] = segment;
	}
	free(seen);
	*result = nsegment == 0
	    ? NOT_A_NUMBER
	    : (double)nnew / (double)window / (double)nsegment;
	return NASS_OK;
}

enum nass_code
nass_mattr(const uint32_t *type, size_t ntok, uint32_t ntype, size_t window,
    double *result, struct nass_err *err)
{
	uint32_t *count = marks(ntype);
	uint64_t now = 0; /* types in the window */
	double sum = 0;
	size_t i;

	if (count == NULL)
		return nass_fail_nomem(err);
	if (window > ntok)
		window = ntok;
	for (i = 0; i < ntok; i++) {
		now += count[type[i]]++ == 0;
		if (i >= window)
			now -= --count[type[i - window]] == 0;
		if (i + 1 >= window)
			sum += (double)now;
	}
	free(count);
	*result = ntok == 0
	    ? NOT_A_NUMBER
	    : sum / (double)window / (double)(ntok - window + 1);
	return NASS_OK;
}

/* Factors of one direction: step is 1 from 0, or -1 from the end. */
static double
factors(const uint32_t *type, size_t ntok, double limit, bool backwards,
    uint32_t *seen)
{
	uint32_t factor = 1;
	uint64_t now = 0;
	uint64_t length = 0;
	double ttr = 1;
	double n = 0;
	size_t i;

	for (i = 0; i < ntok; i++) {
		uint32_t t = type[backwards ? ntok - 1 - i : i];

		now += seen[t] != factor;
		seen[t] = factor;
		ttr = (double)now / (double)++length;
		if (ttr <= limit) {
			n++;
			factor++;
			now = length = 0;
		}
	}
	return length > 0 ? n + (1 - ttr) / (1 - limit) : n;
}

enum nass_code
nass_mtld(const uint32_t *type, size_t ntok, uint32_t ntype, double limit,
    double *result, struct nass_err *err)
{
	uint32_t *seen = marks(ntype);
	double forward;
	double backward;

	if (seen == NULL)
		return nass_fail_nomem(err);
	forward = factors(type, ntok, limit, false, seen);
	memset(seen, 0, ((size_t)ntype + 1) * sizeof(*seen));
	backward = factors(type, ntok, limit, true, seen);
	free(seen);
	if (forward <= 0)
		forward = 1;
	if (backward <= 0)
		backward = 1;
	*result = ntok == 0
	    ? NOT_A_NUMBER
	    : ((double)ntok / forward + (double)ntok / backward) / 2;
	return NASS_OK;
}

double
nass_hdd_part(uint64_t f, uint64_t n)
{
	double none = 1; /* chance that the sample has none of the f */
	unsigned i;

	if (n < HDD_SAMPLE)
		return NOT_A_NUMBER;
	for (i = 0; i < HDD_SAMPLE && none > 0; i++)
		none *= n - i > f ? (double)(n - i - f) / (double)(n - i) : 0;
	return (1 - none) / HDD_SAMPLE;
}

double
nass_yule_k(double m2, uint64_t n)
{
	double tokens = (double)n;

	return n == 0 ? NOT_A_NUMBER : 1e4 * (m2 / tokens - 1) / tokens;
}
