/*
 * progress.c - bytes, rate and time left, on stderr.
 *
 * Told from the loop that emits pieces, so it needs no thread and no signal.
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cli/state.h"

static struct {
	bool is_on;
	bool is_terminal;
	bool is_shown;
	double start; /* seconds */
	double next;
	uint64_t done;
	uint64_t total; /* 0: not known */
} progress;

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

bool
cli__reads_files(char *const *operands)
{
	for (; *operands != NULL; operands++)
		if (strcmp(*operands, "-") != 0)
			return true;
	return false;
}

static bool
is_compressed(const char *path)
{
	const char *dot = strrchr(path, '.');

	return dot != NULL &&
	    (strcmp(dot, ".gz") == 0 || strcmp(dot, ".zst") == 0);
}

/* Bytes of all files, if that can be known beforehand. */
static uint64_t
total_of(char *const *operands)
{
	struct nass_walk *walk;
	const char *path;
	enum nass_code code;
	struct stat st;
	uint64_t total = 0;

	if (nass_walk_new(operands, &walk, NULL) != NASS_OK)
		return 0;
	while ((code = nass_walk_next(walk, &path, NULL)) != NASS_END) {
		if (code != NASS_OK)
			continue;
		if (stat(path, &st) != 0 || !S_ISREG(st.st_mode) ||
		    is_compressed(path)) {
			total = 0;
			break;
		}
		total += (uint64_t)st.st_size;
	}
	nass_walk_free(walk);
	return total;
}

void
cli__progress_start(char *const *operands)
{
	enum cli_when when = cli__state.cli->progress;

	progress.is_terminal = isatty(STDERR_FILENO) == 1;
	progress.is_on = when == CLI_ALWAYS ||
	    (when == CLI_WHEN_AUTO && progress.is_terminal &&
		!cli__state.cli->is_quiet && cli__reads_files(operands));
	if (!progress.is_on)
		return;
	progress.total = total_of(operands);
	progress.start = now();
	progress.next = progress.start + (when == CLI_ALWAYS ? 0.5 : 2);
}

static void
show(double t)
{
	double seconds = t - progress.start;
	double rate = seconds > 0 ? (double)progress.done / seconds : 0;
	char left[48] = "";
	char line[200];
	double rest;
	int n;

	if (progress.total > progress.done && rate > 0) {
		rest = (double)(progress.total - progress.done) / rate;
		snprintf(left, sizeof(left), " of %.1f MB, %d:%02d left",
		    (double)progress.total / 1e6, (int)(rest / 60),
		    (int)rest % 60);
	}
	n = snprintf(line, sizeof(line), "%s%s: %.1f MB%s, %.1f MB/s%s",
	    progress.is_terminal ? "\r\033[K" : "", cli__state.usage->name,
	    (double)progress.done / 1e6, left, rate / 1e6,
	    progress.is_terminal ? "" : "\n");
	cli__say((struct nass_str){ line, (size_t)n });
	progress.is_shown = true;
}

void
cli__progress_add(uint64_t bytes)
{
	double t;

	progress.done += bytes;
	if (!progress.is_on)
		return;
	t = now();
	if (t < progress.next)
		return;
	show(t);
	progress.next = t + 0.5;
}

void
cli__progress_end(void)
{
	if (!progress.is_on)
		return;
	if (progress.is_shown || cli__state.cli->progress == CLI_ALWAYS) {
		show(now());
		if (progress.is_terminal)
			cli__say(NASS_STR("\n"));
	}
	progress.is_on = false;
}
