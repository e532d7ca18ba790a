/*
 * gen-lists.c - makes the tables of lib/word out of the lists that a linguist
 * reads.
 *
 *	gen-lists abbreviations FILE
 *	gen-lists stop-words ar=FILE en=FILE ...
 *
 * Lists are TSV with # comments.  Texts become hexadecimal escapes: no
 * right-to-left literals in C.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX 4096

static char lines[MAX][256];
static char *sorted[MAX];
static size_t nline;

static void
read_lines(const char *path)
{
	FILE *f = fopen(path, "r");
	char line[1024];

	if (f == NULL) {
		perror(path);
		exit(1);
	}
	nline = 0;
	while (fgets(line, sizeof(line), f) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '#' || line[0] == '\0')
			continue;
		if (nline == MAX) {
			fprintf(stderr, "%s: too many lines\n", path);
			exit(1);
		}
		snprintf(lines[nline], sizeof(lines[nline]), "%.250s", line);
		sorted[nline] = lines[nline];
		nline++;
	}
	fclose(f);
}

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
print_escaped(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s >= 0x80)
			printf("\\%03o", (unsigned)(unsigned char)*s);
		else
			putchar(*s);
}

/* The form without its last stop, in lower case; then the conditions. */
static void
abbreviations(const char *path)
{
	char *field[4];
	char *c;
	size_t i;
	size_t j;

	read_lines(path);
	for (i = 0; i < nline; i++)
		for (c = lines[i]; *c != '\t' && *c != '\0'; c++)
			if (*c >= 'A' && *c <= 'Z')
				*c = (char)(*c + 'a' - 'A');
	for (i = 0; i < nline; i++) {
		c = strchr(lines[i], '\t');
		if (c == NULL || c == lines[i] || c[-1] != '.') {
			fprintf(stderr, "%s: %s: no form\n", path, lines[i]);
			exit(1);
		}
		memmove(c - 1, c, strlen(c) + 1);
	}
	qsort(sorted, nline, sizeof(sorted[0]), by_bytes);
	printf(
	    "/* Made by scripts/gen-lists.c from lib/word/abbreviations.tsv: "
	    "do not edit. */\n\n"
	    "static const struct abbreviation abbreviations[] = {\n");
	for (i = 0; i < nline; i++) {
		field[0] = c = sorted[i];
		for (j = 1; j < 4 && (c = strchr(c, '\t')) != NULL; j++) {
			*c++ = '\0';
			field[j] = c;
		}
		if (j < 3) {
			fprintf(
			    stderr, "%s: %s: no conditions\n", path, sorted[i]);
			exit(1);
		}
		printf("\t{ \"");
		print_escaped(field[0]);
		printf("\", '%c', '%c' },\n", field[1][0], field[2][0]);
	}
	printf("};\n");
}

/* As characters: a string literal may be too long for a compiler. */
static void
print_chars(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s >= 0x80)
			printf("'\\%03o',", (unsigned)(unsigned char)*s);
		else
			printf(*s == '\'' ? "'\\%c'," : "'%c',", *s);
}

/* An Arabic word stands for itself and with the attached waw and feh. */
static void
stop_words(int n, char *specs[])
{
	static const char *const attached[] = { "", "\xD9\x88", "\xD9\x81" };
	size_t nattached;
	size_t i;
	size_t j;
	int k;

	printf(
	    "/* Made by scripts/gen-lists.c from lib/word/stop-*.tsv: do not "
	    "edit. */\n");
	for (k = 0; k < n; k++) {
		read_lines(specs[k] + 3);
		nattached = strncmp(specs[k], "ar", 2) == 0 ? 3 : 1;
		printf("\nstatic const char stop_%.2s[] = {", specs[k]);
		for (i = 0; i < nline; i++) {
			lines[i][strcspn(lines[i], "\t")] = '\0';
			for (j = 0; j < nattached; j++) {
				printf("\n\t");
				print_chars(attached[j]);
				print_chars(lines[i]);
				printf("'\\n',");
			}
		}
		printf("\n};\n");
	}
	printf("\nstatic const struct stop_list stop_lists[] = {\n");
	for (k = 0; k < n; k++)
		printf("\t{ \"%.2s\", { stop_%.2s, sizeof(stop_%.2s) } },\n",
		    specs[k], specs[k], specs[k]);
	printf("};\n");
}

int
main(int argc, char *argv[])
{
	if (argc == 3 && strcmp(argv[1], "abbreviations") == 0) {
		abbreviations(argv[2]);
	} else if (argc > 2 && strcmp(argv[1], "stop-words") == 0) {
		stop_words(argc - 2, argv + 2);
	} else {
		fprintf(stderr,
		    "usage: gen-lists abbreviations FILE\n"
		    "       gen-lists stop-words ar=FILE ...\n");
		return 2;
	}
	return ferror(stdout) != 0 || fflush(stdout) != 0;
}
