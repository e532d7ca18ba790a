/*
 * gen-lists.c - makes the tables of lib/word out of the lists that a linguist
 * reads.
 *
 *	gen-lists abbreviations FILE
 *	gen-lists stop-words ar=FILE en=FILE ...
 *	gen-lists clitics FILE
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

/* Bytes that stand for other letters too, as lib/word/clitics.c compares. */
static void
fold_letters(char *s)
{
	static const char *const pairs[][2] = {
		{ "\xD8\xA2", "\xD8\xA7" }, /* U+0622 to U+0627 */
		{ "\xD8\xA3", "\xD8\xA7" }, { "\xD8\xA5", "\xD8\xA7" },
		{ "\xD8\xA9", "\xD9\x87" }, /* U+0629 to U+0647 */
		{ "\xD9\x89", "\xD9\x8A" }, /* U+0649 to U+064A */
	};
	size_t i;

	for (; *s != '\0'; s++)
		for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
			if (strncmp(s, pairs[i][0], 2) == 0)
				memcpy(s, pairs[i][1], 2);
}

static unsigned
letters(const char *s)
{
	unsigned n = 0;

	for (; *s != '\0'; s++)
		n += ((unsigned char)*s & 0xC0) != 0x80;
	return n;
}

static void
print_text(const char *s)
{
	printf("\"");
	print_escaped(s);
	printf("\"");
}

/* `noun,verb` as bits; what names no kind is all of them. */
static unsigned
kinds(const char *s)
{
	static const char *const names[] = { "noun", "verb", "prep",
		"particle" };
	unsigned bits = 0;
	unsigned i;

	for (i = 0; i < 4; i++)
		if (strstr(s, names[i]) != NULL)
			bits |= 1u << i;
	return bits != 0 ? bits : 15;
}

static void
print_clitic(char *field[7])
{
	unsigned parts = 1;
	const char *c;

	for (c = field[2]; *c != '\0'; c++)
		parts += *c == '+';
	printf("\t{ ");
	print_text(field[1]);
	if (strcmp(field[0], "chain") == 0)
		printf(", %u, %u, %u, %d, %d, %s },\n", letters(field[1]),
		    parts, kinds(field[3]), strstr(field[2], "article") != NULL,
		    strstr(field[2], "future") != NULL, field[5]);
	else if (strcmp(field[0], "suffix") == 0)
		printf(", %u, %u, %s },\n", letters(field[1]), kinds(field[3]),
		    field[5]);
	else {
		printf(", ");
		print_text(field[3]);
		printf(", %u, %s },\n", kinds(field[2]), field[5]);
	}
}

/* The lines of one rule, the longest form first. */
static int
by_length(const void *a, const void *b)
{
	const char *x = strchr(*(char *const *)a, '\t');
	const char *y = strchr(*(char *const *)b, '\t');
	size_t n = strcspn(x + 1, "\t");
	size_t m = strcspn(y + 1, "\t");

	return n != m ? (n > m ? -1 : 1) : strcmp(x, y);
}

static void
rules(const char *name, const char *type)
{
	char line[256];
	char *field[7];
	size_t i;
	size_t j;

	printf("\nstatic const struct clitic_%s clitic_%s[] = {\n", type, type);
	qsort(sorted, nline, sizeof(sorted[0]), by_length);
	for (i = 0; i < nline; i++) {
		snprintf(line, sizeof(line), "%s", sorted[i]);
		field[0] = line;
		for (j = 1; j < 7; j++) {
			field[j] = strchr(field[j - 1], '\t');
			if (field[j] == NULL) {
				fprintf(stderr, "no column %zu: %s\n", j + 1,
				    sorted[i]);
				exit(1);
			}
			*field[j]++ = '\0';
		}
		if (strcmp(field[0], name) == 0)
			print_clitic(field);
	}
	printf("};\n");
}

/* The folded forms of a rule by their bytes, those with * alone or without. */
static void
forms(const char *rule, const char *name, int has_star)
{
	char *form;
	char *last = NULL;
	size_t n;
	size_t i;

	printf("\nstatic const char *const clitic_%s[] = {\n", name);
	qsort(sorted, nline, sizeof(sorted[0]), by_bytes);
	for (i = 0; i < nline; i++) {
		n = strlen(rule);
		if (strncmp(sorted[i], rule, n) != 0 || sorted[i][n] != '\t')
			continue;
		form = sorted[i] + n + 1;
		form[strcspn(form, "\t")] = '\0';
		n = strlen(form);
		if ((form[n - 1] == '*') != has_star ||
		    (last != NULL && strcmp(form, last) == 0))
			continue;
		printf("\t\"");
		print_escaped(has_star ? strtok(form, "*") : form);
		printf("\",\n");
		last = form;
	}
	printf("};\n");
}

static void
clitics(const char *path)
{
	size_t i;

	read_lines(path);
	printf("/* Made by scripts/gen-lists.c from lib/word/clitics.tsv: do "
	       "not edit. */\n");
	rules("chain", "chain");
	rules("suffix", "pronoun");
	rules("end", "end");
	for (i = 0; i < nline; i++)
		fold_letters(lines[i]);
	forms("short", "short", 0);
	forms("whole", "whole", 0);
	read_lines(path);
	for (i = 0; i < nline; i++)
		fold_letters(lines[i]);
	forms("whole", "start", 1);
}

int
main(int argc, char *argv[])
{
	if (argc == 3 && strcmp(argv[1], "abbreviations") == 0) {
		abbreviations(argv[2]);
	} else if (argc > 2 && strcmp(argv[1], "stop-words") == 0) {
		stop_words(argc - 2, argv + 2);
	} else if (argc == 3 && strcmp(argv[1], "clitics") == 0) {
		clitics(argv[2]);
	} else {
		fprintf(stderr,
		    "usage: gen-lists abbreviations FILE\n"
		    "       gen-lists stop-words ar=FILE ...\n"
		    "       gen-lists clitics FILE\n");
		return 2;
	}
	return ferror(stdout) != 0 || fflush(stdout) != 0;
}
