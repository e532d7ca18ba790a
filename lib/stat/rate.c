/* rate.c - frequencies as shares, and their weight by documents. */
#include <nass/stat.h>

#include <math.h>

bool
nass_is_number(double x)
{
	return isfinite(x);
}

double
nass_per_million(uint64_t f, uint64_t n)
{
	return n == 0 ? 0 : (double)f * 1e6 / (double)n;
}

double
nass_percent(uint64_t f, uint64_t n)
{
	return n == 0 ? 0 : (double)f * 100 / (double)n;
}

double
nass_idf(uint64_t df, uint64_t ndoc)
{
	return df == 0 ? (double)NAN : log((double)ndoc / (double)df);
}

double
nass_tf_idf(uint64_t f, uint64_t df, uint64_t ndoc)
{
	return (double)f * nass_idf(df, ndoc);
}
