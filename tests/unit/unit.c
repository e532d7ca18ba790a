/*
 * unit.c - runs the suite of every test_*.c of this folder.
 *
 *	CK_RUN_SUITE=base build/release/unit	one suite
 *	CK_RUN_CASE=map build/release/unit	one case
 *	NASS_SEED=0x5eed build/release/unit	the random tests of that run
 */
#include <check.h>
#include <stdlib.h>

#include "random.h"

#define SUITE(name) Suite *name(void);
#include "suites.h"
#undef SUITE

static Suite *(*const suites[])(void) = {
#define SUITE(name) name,
#include "suites.h"
#undef SUITE
};

int
main(void)
{
	SRunner *runner = srunner_create(suites[0]());
	int nfailed;
	size_t i;

	random_next(); /* the seed is chosen, and said, before tests fork */
	for (i = 1; i < sizeof(suites) / sizeof(suites[0]); i++)
		srunner_add_suite(runner, suites[i]());
	srunner_run_all(runner, CK_NORMAL);
	nfailed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return nfailed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
