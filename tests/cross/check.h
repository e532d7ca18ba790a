/*
 * check.h - what the tests of kernels use of Check, where it is not installed: for
 * programs of another machine (tests/cross/run).  A test runs when it is added; the
 * first failure ends the program.
 */
#ifndef NASS_CROSS_CHECK_H
#define NASS_CROSS_CHECK_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct nass_suite Suite;
typedef struct nass_tcase TCase;

#define START_TEST(name)         \
	static void name(int _i) \
	{                        \
		(void)_i;
#define END_TEST }

#define ck_abort_msg(...) (fprintf(stderr, __VA_ARGS__), exit(1))
#define ck_assert(is_true) \
	((is_true)         \
		? (void)0  \
		: ck_abort_msg("%s:%d: %s\n", __FILE__, __LINE__, #is_true))
#define ck_assert_int_eq(a, b)   ck_assert((a) == (b))
#define ck_assert_uint_eq(a, b)  ck_assert((uint64_t)(a) == (uint64_t)(b))
#define ck_assert_ptr_ne(a, b)   ck_assert((a) != (b))
#define ck_assert_ptr_nonnull(p) ck_assert((p) != NULL)

#define suite_create(name)       (puts(name), (Suite *)NULL)
#define suite_add_tcase(s, tc)   ((void)(tc))
#define tcase_create(name)       ((TCase *)NULL)
#define tcase_set_timeout(tc, s) ((void)(tc))
#define tcase_add_test(tc, test) ((void)(tc), test(0), (void)puts("\t" #test))
#define tcase_add_checked_fixture(tc, setup, teardown) \
	((void)(tc), setup(), (void)atexit(teardown))

#endif
