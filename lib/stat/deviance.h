/*
 * deviance.h - the terms of a log-likelihood ratio.
 *
 * G2 is 2 times the sum of o ln(o/e) over cells.  Where o is near e those terms
 * cancel, and nothing is left of their digits; since the differences o - e add
 * up to 0, the terms o ln(o/e) - (o - e) have the same sum, and none of them is
 * negative.
 */
#ifndef NASS_STAT_DEVIANCE_H
#define NASS_STAT_DEVIANCE_H

#include <math.h>

/* o ln(o/e) - d, for e > 0 and d = o - e; e where o is 0. */
static inline double
stat__deviance(double o, double e, double d)
{
	double x = d / e;
	double power = x;
	double sum = 0;
	int k;

	if (o <= 0)
		return e;
	if (fabs(x) > 0.01)
		return o * log(o / e) - d;
	/* (1+x) ln(1+x) - x = sum of (-x)^k / (k (k-1)) */
	for (k = 2; k < 12; k++) {
		power *= k == 2 ? x : -x;
		sum += power / (k * (k - 1));
	}
	return e * sum;
}

#endif
