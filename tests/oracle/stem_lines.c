/* stem_lines.c - a word a line ─> its light10 stem, for stems.py. */
#include <stdio.h>
#include <string.h>

#include <nass/word.h>

int
main(void)
{
	static char line[1 << 20];

	while (fgets(line, sizeof(line), stdin) != NULL) {
		struct nass_str stem = nass_stem_light10(
		    (struct nass_str){ line, strcspn(line, "\n") });

		fwrite(stem.p, 1, stem.n, stdout);
		putchar('\n');
	}
	return ferror(stdout) != 0 || fflush(stdout) != 0;
}
