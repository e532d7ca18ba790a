/*
 * almost.h - numbers that are equal to 1e-9, relative; NaN equals NaN.
 */
#ifndef NASS_TESTS_ALMOST_H
#define NASS_TESTS_ALMOST_H

#include <check.h>
#include <math.h>

#define ALMOST(got, want) check_almost((got), (want), __LINE__)

static inline void
check_almost(double got, double want, int line)
{
	double scale = fabs(want) > 1e-300 ? fabs(want) : 1;

	if (isnan(want))
		ck_assert_msg(
		    isnan(got), "line %d: %.17g is no NaN", line, got);
	else
		ck_assert_msg(fabs(got - want) <= 1e-9 * scale,
		    "line %d: %.17g, expected %.17g", line, got, want);
}

#endif
