/*
 * association.c - how much two words (or more) attract each other.
 *
 *			second		not second
 *	first		O = f12		f1 - O		f1 (times the span)
 *	not first	f2 - O		the rest
 *			f2				n
 */
#include <nass/stat.h>

#include <math.h>

#include "stat/deviance.h"

#define NOT_A_NUMBER ((double)NAN)

static const char *const names[NASS_PAIR_N] = {
	[NASS_PAIR_MI] = "mi",
	[NASS_PAIR_MI3] = "mi3",
	[NASS_PAIR_NPMI] = "npmi",
	[NASS_PAIR_T] = "t",
	[NASS_PAIR_Z] = "z",
	[NASS_PAIR_LL] = "ll",
	[NASS_PAIR_DICE] = "dice",
	[NASS_PAIR_LOG_DICE] = "log_dice",
	[NASS_PAIR_DELTA_P] = "delta_p",
};

const char *
nass_pair_name(enum nass_pair_measure m)
{
	return names[m];
}

static double
positive(double x)
{
	return x > 0 ? x : 0;
}

static double
npmi(double o, double e, double n)
{
	if (o <= 0)
		return -1;
	if (o >= n)
		return 1;
	return log(o / e) / -log(o / n);
}

/* A cell of the margins row and column; d is how much it has too many. */
static double
cell(double o, double row, double column, double n, double d)
{
	return row > 0 && column > 0 ? stat__deviance(o, row * column / n, d)
				     : 0;
}

static double
ll(double o, double row, double column, double n)
{
	double d = (o * n - row * column) / n;
	double g2;

	g2 = 2 *
	    (cell(o, row, column, n, d) +
		cell(row - o, row, n - column, n, -d) +
		cell(column - o, n - row, column, n, -d) +
		cell(n - row - column + o, n - row, n - column, n, d));
	return d < 0 ? -g2 : g2;
}

static double
delta_p(double o, double row, double column, double n)
{
	if (n - row <= 0)
		return NOT_A_NUMBER;
	return o / row - positive(column - o) / (n - row);
}

/* What follows from observed and expected alone. */
static double
from_expected(enum nass_pair_measure m, double o, double e)
{
	if (e <= 0)
		return NOT_A_NUMBER;
	if (m == NASS_PAIR_Z)
		return (o - e) / sqrt(e);
	if (o <= 0)
		return NOT_A_NUMBER;
	if (m == NASS_PAIR_MI)
		return log2(o / e);
	if (m == NASS_PAIR_MI3)
		return log2(o * o * o / e);
	if (m == NASS_PAIR_T)
		return (o - e) / sqrt(o);
	return NOT_A_NUMBER;
}

double
nass_association(enum nass_pair_measure m, const struct nass_pair *p)
{
	double o = (double)p->f12;
	double row = (double)p->f1 * p->span;
	double column = (double)p->f2;
	double n = (double)p->n;
	double e;

	if (p->n == 0 || p->f1 == 0 || p->f2 == 0)
		return NOT_A_NUMBER;
	e = row * column / n;
	switch (m) {
	case NASS_PAIR_MI:
	case NASS_PAIR_MI3:
	case NASS_PAIR_T:
	case NASS_PAIR_Z:
		return from_expected(m, o, e);
	case NASS_PAIR_NPMI:
		return npmi(o, e, n);
	case NASS_PAIR_LL:
		return ll(o, row, column, n);
	case NASS_PAIR_DICE:
		return 2 * o / ((double)p->f1 + column);
	case NASS_PAIR_LOG_DICE:
		return o <= 0 ? NOT_A_NUMBER
			      : 14 + log2(2 * o / ((double)p->f1 + column));
	case NASS_PAIR_DELTA_P:
		return delta_p(o, row, column, n);
	case NASS_PAIR_N:
		break;
	}
	return NOT_A_NUMBER;
}

double
nass_association_n(enum nass_pair_measure m, uint64_t f, const uint64_t *f1,
    size_t k, uint64_t n)
{
	double e = (double)n;
	double sum = 0;
	double dice;
	size_t i;

	if (k == 2) {
		struct nass_pair p = { f, f1[0], f1[1], n, 1 };

		return nass_association(m, &p);
	}
	if (n == 0)
		return NOT_A_NUMBER;
	for (i = 0; i < k; i++) {
		e *= (double)f1[i] / (double)n;
		sum += (double)f1[i];
	}
	if (m != NASS_PAIR_DICE && m != NASS_PAIR_LOG_DICE)
		return from_expected(m, (double)f, e);
	if (sum <= 0 || (f == 0 && m == NASS_PAIR_LOG_DICE))
		return NOT_A_NUMBER;
	dice = (double)k * (double)f / sum;
	return m == NASS_PAIR_DICE ? dice : 14 + log2(dice);
}
