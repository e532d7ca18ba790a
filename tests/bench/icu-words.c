/*
 * icu-words - walk over the words of a UTF-8 file with ICU, and count them.
 *
 *	icu-words FILE
 *
 * Word iteration alone, line by line as it must be in a filter: what
 * any counter built on ICU pays before it counts.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

int
main(int argc, char *argv[])
{
	UErrorCode code = U_ZERO_ERROR;
	UBreakIterator *words = ubrk_open(UBRK_WORD, "", NULL, 0, &code);
	UText text = UTEXT_INITIALIZER;
	uint64_t nword = 0;
	char *line = NULL;
	size_t room = 0;
	ssize_t n;
	FILE *in;

	in = argc == 2 ? fopen(argv[1], "r") : NULL;
	if (in == NULL || U_FAILURE(code)) {
		perror("icu-words");
		return 2;
	}
	while ((n = getline(&line, &room, in)) > 0) {
		utext_openUTF8(&text, line, n, &code);
		ubrk_setUText(words, &text, &code);
		while (ubrk_next(words) != UBRK_DONE)
			nword += ubrk_getRuleStatus(words) >= UBRK_WORD_NUMBER;
	}
	printf("%llu\n", (unsigned long long)nword);
	utext_close(&text);
	ubrk_close(words);
	free(line);
	fclose(in);
	return U_FAILURE(code) ? 2 : 0;
}
