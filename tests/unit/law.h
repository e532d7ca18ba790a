/*
 * law.h - an assertion for hot loops: ck_assert tells libcheck where it is every
 * time, which costs more than what it looks at.
 */
#ifndef NASS_TESTS_UNIT_LAW_H
#define NASS_TESTS_UNIT_LAW_H

#include <check.h>

#define LAW(claim)                                              \
	do {                                                    \
		if (!(claim))                                   \
			ck_abort_msg("law broken: %s", #claim); \
	} while (0)

#endif
