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
	for (unsigned k = 0; k < FEATURE_WORDS; k++) {
		uint64_t bit = line->f.bit[k];

		for (unsigned i = 64 * k; bit != 0; i++, bit >>= 1) {
			double w;

			if ((bit & 1) == 0)
				continue;
			w = weights[i][0] + page * weights[i][1];
			sum += w;
			weigh(i, w, most, heaviest);
		}
	}
	return sum;
}

/* log(exp(a) + exp(b)) */
static double
log_add(double a, double b)
{
	return a > b ? a + log1p(exp(b - a)) : b + log1p(exp(a - b));
}

/*
 * A state is worth its log odds, a change of state costs: so the message to a
 * neighbour is the log odds that it should be furniture, seen from here.
 */
static double
pass(double x, const double stay[2])
{
	/* written -> furniture: 0; furniture -> furniture: stay[1]; ... */
	return log_add(0, x + stay[1]) - log_add(stay[0], x);
}

void
boiler__model_run(const struct boiler_line *line, size_t n, double page,
    double *own, double *score, uint8_t *heaviest)
{
	const double stay[2] = { boiler__model_stay(0, page),
		boiler__model_stay(1, page) };
	double before = 0;
	double message = 0;

	/* From the end: what is below says; then from the top. */
	for (size_t i = n; i-- > 0;) {
		own[i] = boiler__model_odds(&line[i], page, &heaviest[i]);
		score[i] = message;
		message = pass(own[i] + message, stay);
	}
	for (size_t i = 0; i < n; i++) {
		double x = before + own[i];

		score[i] = 1 / (1 + exp(-(x + score[i])));
		before = pass(x, stay);
	}
}
