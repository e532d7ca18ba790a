/*
 * standalone.c - drives a fuzz target without libFuzzer: every file named on the
 * command line (folders are walked), as it is and with bytes changed.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum {
	MAX = 1 << 16,
	MUTATIONS = 200,
	DEPTH = 8,
};

static unsigned long nrun;

static void
run(uint8_t *bytes, size_t n)
{
	uint32_t state = (uint32_t)n | 1;
	uint8_t *copy;
	int i;

	for (i = 0; i <= MUTATIONS; i++) {
		/* Its own block each time, so that a read behind it is seen. */
		copy = malloc(n + (n == 0));
		if (copy == NULL)
			exit(1);
		memcpy(copy, bytes, n);
		if (i > 0 && n > 0) {
			state = state * 1664525 + 1013904223;
			copy[state % n] = (uint8_t)(state >> 24);
		}
		LLVMFuzzerTestOneInput(copy, n);
		free(copy);
		nrun++;
	}
}

static void
visit(const char *path, int depth)
{
	static uint8_t bytes[MAX];
	char below[4096];
	struct dirent *entry;
	DIR *dir = depth < DEPTH ? opendir(path) : NULL;
	FILE *f;

	if (dir == NULL) {
		f = fopen(path, "rb");
		if (f != NULL) {
			run(bytes, fread(bytes, 1, sizeof(bytes), f));
			fclose(f);
		}
		return;
	}
	while ((entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(below, sizeof(below), "%s/%s", path, entry->d_name);
		visit(below, depth + 1);
	}
	closedir(dir);
}

int
main(int argc, char *argv[])
{
	int i;

	for (i = 1; i < argc; i++)
		if (argv[i][0] != '-')
			visit(argv[i], 0);
	fprintf(stderr, "stat::number_of_executed_units: %lu\n", nrun);
	return 0;
}
