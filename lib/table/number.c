/*
 * number.c - numbers as people read them: significant digits, plain notation.
 *
 *	%e gives  d.ddddde-04   the digits are kept, the point is moved
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "table/table.h"

/* Digits without zeros at the end, and the power of ten of the first. */
static size_t
digits_of(double x, unsigned precision, char digit[32], int *power)
{
	char text[48];
	const char *p;
	size_t n = 0;

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
