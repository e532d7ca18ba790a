/*
 * breaktest.h - the cases of Unicode's own GraphemeBreakTest, WordBreakTest and
 * SentenceBreakTest, where they are installed.
 */
#ifndef NASS_TESTS_BREAKTEST_H
#define NASS_TESTS_BREAKTEST_H

#include <stdbool.h>
#include <stddef.h>

struct breaktest {
	char text[1024];
	size_t n;
	bool is_border[1025]; /* by byte offset; the ends too */
	char line[4096];
	int number;
};

/*
 * Call `run` with each case; returns how many there were.  Without the file,
 * says so on stderr and returns 0.
 */
size_t breaktest_each(const char *name, void (*run)(const struct breaktest *));

/* Random text with points and quotes between letters and digits. */
size_t random_points(char *p, size_t n);

#endif
