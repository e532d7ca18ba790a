/*
 * model.c - scores of lines: a chain of two states (line.h).
 *
 * The claims that hold for a line add up to log odds that it is furniture, each
 * with one weight for articles and one more for pages; neighbours tend to be of
 * one kind, which the chain says.  The score of a line is its posterior
 * probability, by the forward and backward sums (Rabiner 1989, III.A).
 */
#include <math.h>

#include "boiler/line.h"

#include "boiler/weights_table.h"

static const char *const names[F_N] = {
#define X(name, text, reason) text,
	BOILER_FEATURES(X)
#undef X
};

static const char *const reasons[F_N] = {
#define X(name, text, reason) reason,
	BOILER_FEATURES(X)
#undef X
};

const char *
boiler__feature_name(enum boiler_feature f)
{
	return names[f];
}

const char *
boiler__feature_reason(enum boiler_feature f)
{
	return reasons[f];
}

double
boiler__model_stay(unsigned state, double page)
{
	return weights_stay[state][0] + page * weights_stay[state][1];
}

/*
 * What people read is the claim that weighs most; claims of mere form (those up
 * to F_GLUED) only where no other speaks.
 */
static void
weigh(unsigned i, double w, double most[2], uint8_t *heaviest)
{
	bool is_form = i < F_GLUED;

	if (w <= most[is_form])
		return;
	most[is_form] = w;
	if (!is_form || most[false] < 0.5)
		*heaviest = (uint8_t)i;
}

/* Log odds of a line by itself; *heaviest: see weigh. */
double
boiler__model_odds(
    const struct boiler_line *line, double page, uint8_t *heaviest)
{
	double sum = 0;
	double most[2] = { 0, 0 };

	*heaviest = F_BIAS;
	for (unsigned k = 0; k < FEATURE_WORDS; k++)
		for (uint64_t bit = line->f.bit[k]; bit != 0; bit &= bit - 1) {
			unsigned i = 64 * k + (unsigned)__builtin_ctzll(bit);
			double w = weights[i][0] + page * weights[i][1];

			sum += w;
			weigh(i, w, most, heaviest);
		}
	return sum;
}

/*
 * A state is worth its odds, keeping it is worth `stay`: so the message to a
 * neighbour is the odds that it should be furniture, seen from here.
 */
static double
pass(double odds, const double stay[2])
{
	return (1 + odds * stay[1]) / (stay[0] + odds);
}

void
boiler__model_run(const struct boiler_line *line, size_t n, double page,
    double *own, double *score, uint8_t *heaviest)
{
	const double stay[2] = { exp(boiler__model_stay(0, page)),
		exp(boiler__model_stay(1, page)) };
	double above = 1;
	double below = 1;

	/* From the end: what is below says; then from the top. */
	for (size_t i = n; i-- > 0;) {
		own[i] = exp(boiler__model_odds(&line[i], page, &heaviest[i]));
		score[i] = below;
		below = pass(own[i] * below, stay);
	}
	for (size_t i = 0; i < n; i++) {
		double odds = above * own[i];
		double all = odds * score[i];

		score[i] = all / (1 + all);
		above = pass(odds, stay);
	}
}
