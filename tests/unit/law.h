/*
 * law.h - assertions that libcheck lacks: one for hot loops, as ck_assert tells
 * where it is every time, which costs more than what it looks at; and one for
 * bytes.
 */
#ifndef NASS_TESTS_UNIT_LAW_H
#define NASS_TESTS_UNIT_LAW_H

#include <check.h>

#include <nass/base.h>

#define LAW(claim)                                              \
	do {                                                    \
		if (!(claim))                                   \
			ck_abort_msg("law broken: %s", #claim); \
	} while (0)

static inline void
assert_str(struct nass_str got, const char *want)
{
	ck_assert_msg(nass_str_eq(got, nass_str(want)), "got:\n%.*s\nwant:\n%s",
	    (int)got.n, got.p, want);
}

#endif
