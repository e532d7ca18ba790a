/*
 * names.c - names of code points, which ICU has.
 */
#include "norm/names.h"

#include <stdio.h>
#include <unicode/uchar.h>

void
nass_name(uint32_t cp, char name[NASS_NAME_SIZE])
{
	UErrorCode error = U_ZERO_ERROR;
	int32_t n = u_charName(
	    (UChar32)cp, U_EXTENDED_CHAR_NAME, name, NASS_NAME_SIZE, &error);

	if (U_FAILURE(error) || n <= 0 || n >= NASS_NAME_SIZE)
		snprintf(name, NASS_NAME_SIZE, "<unnamed>");
}
