/*
 * run2 - time two commands against each other.
 *
 *	run2 PAIRS INPUT COMMAND PEER_INPUT PEER_COMMAND
 *
 * Runs them in turn (ours peer, peer ours, ...), each by sh with its input
 * in $IN and its output in /dev/null, because a machine that others use
 * too is never the same twice: only what was measured side by side
 * compares.  Prints one line:
 *
 *	ours_ms peer_ms ours_cpu_ms peer_cpu_ms ours_kb peer_kb
 *	    times low high ours_status peer_status
 *
 * Medians; kb is the largest peak of a process of the command; times is
 * the median over the pairs of our bytes a second by the peer's, low and
 * high the extremes.
 */
#define _DEFAULT_SOURCE /* wait4 */

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/wait.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum {
	PAIRS_MAX = 101,
};

struct runs {
	const char *input;
	const char *command;
	double bytes;
	double wall[PAIRS_MAX];
	double cpu[PAIRS_MAX];
	double kb[PAIRS_MAX];
	int status;
};

static void
fail(const char *what)
{
	perror(what);
	exit(2);
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double
ms(struct timeval t)
{
	return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

static void
start(const struct runs *runs)
{
	int fd = open("/dev/null", O_WRONLY);

	if (fd < 0 || dup2(fd, STDOUT_FILENO) < 0 ||
	    setenv("IN", runs->input, 1) != 0)
		_exit(127);
	execl("/bin/sh", "sh", "-c", runs->command, (char *)NULL);
	_exit(127);
}

static void
run(struct runs *runs, size_t i)
{
	struct rusage use;
	double begin = now();
	pid_t pid;
	int status;

	pid = fork();
	if (pid < 0)
		fail("fork");
	if (pid == 0)
		start(runs);
	if (wait4(pid, &status, 0, &use) < 0)
		fail("wait4");
	runs->wall[i] = now() - begin;
	runs->cpu[i] = ms(use.ru_utime) + ms(use.ru_stime);
	runs->kb[i] = (double)use.ru_maxrss;
	status =
	    WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	if (status != 0)
		runs->status = status;
}

static int
compare(const void *a, const void *b)
{
	const double *x = a;
	const double *y = b;

	return (*x > *y) - (*x < *y);
}

static double
median(double *x, size_t n)
{
	qsort(x, n, sizeof *x, compare);
	return n % 2 == 1 ? x[n / 2] : (x[n / 2 - 1] + x[n / 2]) / 2;
}

/* A file without bytes counts as one: then only the times compare. */
static void
init(struct runs *runs, char *argv[])
{
	struct stat st;

	if (stat(argv[0], &st) != 0)
		fail(argv[0]);
	runs->input = argv[0];
	runs->command = argv[1];
	runs->bytes = st.st_size > 0 ? (double)st.st_size : 1;
}

int
main(int argc, char *argv[])
{
	static struct runs ours;
	static struct runs peer;
	double times[PAIRS_MAX];
	size_t n;
	size_t i;

	n = argc == 6 ? strtoul(argv[1], NULL, 10) : 0;
	if (n == 0 || n > PAIRS_MAX) {
		fputs("usage: run2 PAIRS INPUT COMMAND"
		      " PEER_INPUT PEER_COMMAND\n",
		    stderr);
		return 2;
	}
	init(&ours, argv + 2);
	init(&peer, argv + 4);
	for (i = 0; i < n; i++) {
		run(i % 2 == 0 ? &ours : &peer, i);
		run(i % 2 == 0 ? &peer : &ours, i);
		times[i] =
		    (ours.bytes / ours.wall[i]) / (peer.bytes / peer.wall[i]);
	}
	printf("%.2f %.2f %.2f %.2f ", median(ours.wall, n),
	    median(peer.wall, n), median(ours.cpu, n), median(peer.cpu, n));
	printf("%.0f %.0f ", median(ours.kb, n), median(peer.kb, n));
	printf("%.3g ", median(times, n));
	printf("%.3g %.3g %d %d\n", times[0], times[n - 1], ours.status,
	    peer.status);
	return 0;
}
