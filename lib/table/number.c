/*
 * number.c - numbers as people read them: significant digits, plain notation.
 *
 *	%e gives  d.ddddde-04   the digits are kept, the point is moved
 *
 * Most numbers of a table are neither large nor small nor near the middle of
 * two roundings: a product with a power of ten has their digits.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "table/table.h"

/* Powers of ten that are doubles without an error. */
static const double tens[] = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9,
	1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21,
	1e22 };

enum {
	QUICK_DIGITS = 9, /* at most: the product errs by less than 2e-7 */
	QUICK_POWER = 13, /* of ten, of x: from its negative on */
};

/* x * 10^n, rounded once. */
static double
shifted(double x, int n)
{
	return n < 0 ? x / tens[-n] : x * tens[n];
}

/*
 * The digits of x > 0 as a whole number, and the power of ten of the first; 0
 * where an error of the product might be seen in them.
 */
static uint64_t
quick_digits(double x, unsigned precision, int *power)
{
	int more = (int)precision - 1;
	double whole;
	double y;
	int e;

	if (precision > QUICK_DIGITS ||
	    !(x > 1 / tens[QUICK_POWER] && x < tens[QUICK_POWER]))
		return 0;
	(void)frexp(x, &e);
	/* A little more than log10(2): one too few at the most. */
	*power = (int)floor((e - 1) * 0.30103);
	y = shifted(x, more - *power);
	if (y >= tens[precision])
		y = shifted(x, more - ++*power);
	whole = floor(y);
	if (fabs(y - whole - 0.5) < 1e-6)
		return 0;
	whole += y - whole > 0.5;
	if (whole < tens[precision])
		return (uint64_t)whole;
	++*power;
	return (uint64_t)tens[more];
}

/* Digits without zeros at the end, and the power of ten of the first. */
static size_t
digits_of(double x, unsigned precision, char digit[32], int *power)
{
	uint64_t quick = quick_digits(fabs(x), precision, power);
	char text[48];
	const char *p;
	size_t n = 0;
	size_t i;

	if (quick > 0) {
		for (; quick % 10 == 0; precision--)
			quick /= 10;
		for (i = precision; i-- > 0; quick /= 10)
			digit[i] = (char)('0' + quick % 10);
		return precision;
	}
	snprintf(text, sizeof(text), "%.*e", (int)precision - 1, fabs(x));
	for (p = text; *p != 'e'; p++)
		if (*p >= '0' && *p <= '9') /* not the point, as locales go */
			digit[n++] = *p;
	*power = (int)strtol(p + 1, NULL, 10);
	while (n > 1 && digit[n - 1] == '0')
		n--;
	return n;
}

/* Append `n` zeros to q. */
static char *
zeros(char *q, int n)
{
	if (n <= 0)
		return q;
	memset(q, '0', (size_t)n);
	return q + n;
}

size_t
nass_number_format(double x, unsigned precision, char out[NASS_NUMBER_ROOM])
{
	char digit[32];
	char *q = out;
	size_t n;
	size_t whole;
	int power;

	if (!isfinite(x))
		return 0;
	n = digits_of(x, precision, digit, &power);
	if (digit[0] == '0') {
		*q = '0';
		return 1;
	}
	if (x < 0)
		*q++ = '-';
	if (power < 0) {
		*q++ = '0';
		*q++ = '.';
		q = zeros(q, -power - 1);
		memcpy(q, digit, n);
		return (size_t)(q - out) + n;
	}
	whole = (size_t)power + 1 < n ? (size_t)power + 1 : n;
	memcpy(q, digit, whole);
	q = zeros(q + whole, power + 1 - (int)n);
	if (whole < n) {
		*q++ = '.';
		memcpy(q, digit + whole, n - whole);
		q += n - whole;
	}
	return (size_t)(q - out);
}
