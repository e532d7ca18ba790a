/*
 * keyness.c - one word in two corpora.
 *
 *			this corpus	reference
 *	the word	a		b
 *	other words	c - a		d - b
 *	all		c		d
 */
#include <nass/stat.h>

#include <math.h>
#include <stdlib.h>

#include "stat/deviance.h"

#define NOT_A_NUMBER ((double)NAN)

static const char *const names[NASS_KEY_N] = {
	[NASS_KEY_LL] = "ll",
	[NASS_KEY_LL4] = "ll4",
	[NASS_KEY_CHI2] = "chi2",
	[NASS_KEY_LOG_RATIO] = "log_ratio",
	[NASS_KEY_PERCENT_DIFF] = "percent_diff",
	[NASS_KEY_SIMPLE_MATHS] = "simple_maths",
	[NASS_KEY_ODDS_RATIO] = "odds_ratio",
	[NASS_KEY_BIC] = "bic",
	[NASS_KEY_P] = "p",
};

const char *
nass_key_name(enum nass_key_measure m)
{
	return names[m];
}

/* Rarer here than there: the sign of what has no direction. */
static double
direct(double x, double a, double b, double c, double d)
{
	return a * d < b * c ? -x : x;
}

/* a + b against their shares of the two corpora. */
static double
ll(double a, double b, double c, double d)
{
	double sum = a + b;
	double much = (a * d - b * c) / (c + d);

	return sum > 0 ? 2 *
		(stat__deviance(a, c * sum / (c + d), much) +
		    stat__deviance(b, d * sum / (c + d), -much))
		       : 0;
}

static double
ll4(double a, double b, double c, double d)
{
	return a + b > 0 ? ll(a, b, c, d) + ll(c - a, d - b, c, d) : 0;
}

static double
chi2(double a, double b, double c, double d)
{
	double n = c + d;
	double word = a + b;
	double det = a * (d - b) - b * (c - a);

	if (word <= 0 || word >= n)
		return 0;
	return n * (det / c / d) * (det / word / (n - word));
}

static double
log_ratio(double a, double b, double c, double d)
{
	if (a <= 0)
		a = 0.5;
	if (b <= 0)
		b = 0.5;
	return log2((a / c) / (b / d));
}

static double
percent_diff(double a, double b, double c, double d)
{
	double here = a * 1e6 / c;
	double there = b > 0 ? b * 1e6 / d : 1e-18;

	return (here - there) * 100 / there;
}

static double
odds_ratio(double a, double b, double c, double d)
{
	if (b <= 0 || c - a <= 0 || d - b <= 0)
		return NOT_A_NUMBER;
	return (a / (c - a)) / (b / (d - b));
}

double
nass_keyness(enum nass_key_measure m, const struct nass_keyness *k)
{
	double a = (double)k->a;
	double b = (double)k->b;
	double c = (double)k->c;
	double d = (double)k->d;

	if (k->c == 0 || k->d == 0)
		return NOT_A_NUMBER;
	switch (m) {
	case NASS_KEY_LL:
		return direct(ll(a, b, c, d), a, b, c, d);
	case NASS_KEY_LL4:
		return direct(ll4(a, b, c, d), a, b, c, d);
	case NASS_KEY_CHI2:
		return direct(chi2(a, b, c, d), a, b, c, d);
	case NASS_KEY_LOG_RATIO:
		return log_ratio(a, b, c, d);
	case NASS_KEY_PERCENT_DIFF:
		return percent_diff(a, b, c, d);
	case NASS_KEY_SIMPLE_MATHS:
		return (a * 1e6 / c + k->smooth) / (b * 1e6 / d + k->smooth);
	case NASS_KEY_ODDS_RATIO:
		return odds_ratio(a, b, c, d);
	case NASS_KEY_BIC:
		return ll(a, b, c, d) - log(c + d);
	case NASS_KEY_P:
		return erfc(sqrt(ll(a, b, c, d) / 2));
	case NASS_KEY_N:
		break;
	}
	return NOT_A_NUMBER;
}

void
nass_adjust_bonferroni(double *p, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		p[i] = p[i] * (double)n < 1 ? p[i] * (double)n : 1;
}

struct ranked {
	double p;
	size_t at;
};

static int
by_p(const void *left, const void *right)
{
	const struct ranked *a = left;
	const struct ranked *b = right;

	if (a->p < b->p)
		return -1;
	if (a->p > b->p)
		return 1;
	return a->at < b->at ? -1 : a->at > b->at;
}

enum nass_code
nass_adjust_holm(double *p, size_t n, struct nass_err *err)
{
	struct ranked *r;
	double least = 0;
	size_t i;

	if (n == 0)
		return NASS_OK;
	r = calloc(n, sizeof(*r));
	if (r == NULL)
		return nass_fail_nomem(err);
	for (i = 0; i < n; i++)
		r[i] = (struct ranked){ p[i], i };
	qsort(r, n, sizeof(*r), by_p);
	for (i = 0; i < n; i++) {
		double q = r[i].p * (double)(n - i);

		if (q > 1)
			q = 1;
		if (q > least)
			least = q;
		p[r[i].at] = least;
	}
	free(r);
	return NASS_OK;
}
