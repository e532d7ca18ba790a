/* dispersion.c - how evenly a word is spread over the parts of a corpus. */
#include <nass/stat.h>

#include <math.h>

#define NOT_A_NUMBER ((double)NAN)

static const char *const names[NASS_SPREAD_N] = {
	[NASS_SPREAD_DP] = "dp",
	[NASS_SPREAD_DP_NORM] = "dp_norm",
	[NASS_SPREAD_JUILLAND_D] = "juilland_d",
	[NASS_SPREAD_CARROLL_D2] = "carroll_d2",
	[NASS_SPREAD_ROSENGREN_S] = "rosengren_s",
	[NASS_SPREAD_KLD] = "kld",
};

const char *
nass_spread_name(enum nass_spread_measure m)
{
	return names[m];
}

static double
frequency(const struct nass_spread *s)
{
	double f = 0;
	size_t i;

	for (i = 0; i < s->k; i++)
		f += (double)s->v[i];
	return f;
}

static double
dp(const struct nass_spread *s, double f)
{
	double sum = 0;
	uint64_t rest = s->ntok;
	size_t i;

	for (i = 0; i < s->k; i++) {
		sum += fabs(
		    (double)s->v[i] / f - (double)s->size[i] / (double)s->ntok);
		rest -= s->size[i];
	}
	return (sum + (double)rest / (double)s->ntok) / 2;
}

static double
dp_norm(const struct nass_spread *s, double f)
{
	double least = (double)s->smallest / (double)s->ntok;

	return s->nparts < 2 ? NOT_A_NUMBER : dp(s, f) / (1 - least);
}

/* The parts without the word deviate from the mean by the mean. */
static double
juilland_d(const struct nass_spread *s)
{
	double n = (double)s->nparts;
	double mean = 0;
	double square = 0;
	size_t i;

	if (s->nparts < 2)
		return NOT_A_NUMBER;
	for (i = 0; i < s->k; i++)
		mean += (double)s->v[i] / (double)s->size[i];
	mean /= n;
	for (i = 0; i < s->k; i++) {
		double d = (double)s->v[i] / (double)s->size[i] - mean;

		square += d * d;
	}
	square += (n - (double)s->k) * mean * mean;
	return 1 - sqrt(square / n) / mean / sqrt(n - 1);
}

static double
carroll_d2(const struct nass_spread *s)
{
	double sum = 0;
	double h = 0;
	size_t i;

	if (s->nparts < 2)
		return NOT_A_NUMBER;
	for (i = 0; i < s->k; i++)
		sum += (double)s->v[i] / (double)s->size[i];
	for (i = 0; i < s->k; i++) {
		double q = (double)s->v[i] / (double)s->size[i] / sum;

		h -= q * log2(q);
	}
	return h / log2((double)s->nparts);
}

static double
rosengren_s(const struct nass_spread *s, double f)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < s->k; i++)
		sum += sqrt(
		    (double)s->size[i] / (double)s->ntok * (double)s->v[i]);
	return sum * sum / f;
}

static double
kld(const struct nass_spread *s, double f)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < s->k; i++) {
		double q = (double)s->v[i] / f;

		sum += q * log2(q * (double)s->ntok / (double)s->size[i]);
	}
	return sum;
}

double
nass_dispersion(enum nass_spread_measure m, const struct nass_spread *s)
{
	double f = frequency(s);

	if (f <= 0 || s->ntok == 0)
		return NOT_A_NUMBER;
	switch (m) {
	case NASS_SPREAD_DP:
		return dp(s, f);
	case NASS_SPREAD_DP_NORM:
		return dp_norm(s, f);
	case NASS_SPREAD_JUILLAND_D:
		return juilland_d(s);
	case NASS_SPREAD_CARROLL_D2:
		return carroll_d2(s);
	case NASS_SPREAD_ROSENGREN_S:
		return rosengren_s(s, f);
	case NASS_SPREAD_KLD:
		return kld(s, f);
	case NASS_SPREAD_N:
		break;
	}
	return NOT_A_NUMBER;
}

double
nass_arf(const uint64_t *at, size_t f, uint64_t n)
{
	double v = (double)n / (double)f;
	double sum = 0;
	size_t i;

	if (f == 0)
		return 0;
	for (i = 0; i < f; i++) {
		uint64_t before = i > 0 ? at[i - 1] : at[f - 1];
		double d =
		    (double)(i > 0 ? at[i] - before : at[i] + n - before);

		sum += d < v ? d : v;
	}
	return sum / v;
}
