/*
 * main.c - the tests of kernels that need nothing but lib/simd.
 */
#include <check.h>

Suite *test_fold(void);
Suite *test_rewrite(void);
Suite *test_simd(void);

int
main(void)
{
	setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
	test_simd();
	test_fold();
	test_rewrite();
	return 0;
}
