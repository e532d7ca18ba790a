/*
 * merge.h - private to lib/base: where runs lie, and how they are read.
 *
 *	run	record record record ...
 *	record	shared rest value_n | rest of the key | value
 *
 * The three numbers are LEB128: how many bytes the key has in common with the
 * one before it, how many follow, and the length of the value.
 */
#ifndef NASS_BASE_MERGE_H
#define NASS_BASE_MERGE_H

#include <string.h>

#include "base/runs.h"
#include "base/varint.h"

#define RUNS__HEAD (3 * NASS_VARINT_MAX) /* three numbers */

struct runs__run {
	int fd; /* of one of the files */
	uint64_t begin;
	uint64_t end;
};

/* What is written of a file goes through one buffer, run by run. */
struct nass_runs_file {
	unsigned nuser;
	char *directory;
	int fd; /* -1: no file yet */
	uint64_t at;
	char *p; /* RUNS__BUFFER bytes */
	size_t n;
	struct nass_runs *open; /* whose last run may still grow; or NULL */
	struct nass_buf last;   /* key of that run */
};

#define RUNS__BUFFER ((size_t)256 * 1024)

/* One run while it is merged. */
struct runs__reader {
	int fd;
	uint64_t at; /* in the file, behind what was read */
	uint64_t end;
	char *p; /* p[pos .. n) is not yet parsed */
	size_t pos;
	size_t n;
	size_t cap;
	struct nass_buf key;
	struct nass_str value;
};

struct runs__merge {
	struct runs__reader *reader;
	size_t n;
	size_t *tree;   /* of losers; [0] is the winner */
	uint64_t *code; /* of the key of each reader (merge.c) */
	bool is_taken;  /* the winner was given: advance it first */
	nass_runs_combine combine;
	void *arg;
	struct nass_buf key;
	struct nass_buf value;
};

struct nass_runs {
	struct nass_runs_file *
	    *file; /* all that runs lie in; new ones in [0] */
	size_t nfile;
	struct runs__run *run;
	size_t nrun;
	size_t cap;
	struct runs__merge merge;
};

/* runs_file.c: make it, if there is none yet. */
enum nass_code runs__file_open(
    struct nass_runs_file *f, struct nass_err *err) NASS_MUST_USE;
/* All of the buffer into the file, or what it takes for n bytes of room. */
enum nass_code runs__file_flush(
    struct nass_runs_file *f, struct nass_err *err) NASS_MUST_USE;
enum nass_code runs__file_room(
    struct nass_runs_file *f, size_t n, struct nass_err *err) NASS_MUST_USE;
enum nass_code runs__file_put(struct nass_runs_file *f, struct nass_str s,
    struct nass_err *err) NASS_MUST_USE;

/* How many bytes two keys have in common, of which `from` are known. */
static inline size_t
runs__common(struct nass_str a, struct nass_str b, size_t from)
{
	size_t n = a.n < b.n ? a.n : b.n;
	size_t i = from;

	while (n - i >= 8 && memcmp(a.p + i, b.p + i, 8) == 0)
		i += 8;
	while (i < n && a.p[i] == b.p[i])
		i++;
	return i;
}

/* The last run ends, and all of it is in its file. */
enum nass_code runs__end(
    struct nass_runs *r, struct nass_err *err) NASS_MUST_USE;

/* Begin to merge run[0 .. n), each with a buffer of `size` bytes. */
enum nass_code runs__merge_open(struct runs__merge *m,
    const struct runs__run *run, size_t n, size_t size,
    struct nass_err *err) NASS_MUST_USE;
enum nass_code runs__merge_next(struct runs__merge *m, struct nass_str *key,
    struct nass_str *value, struct nass_err *err) NASS_MUST_USE;
/* Forget the readers; combine and arg stay. */
void runs__merge_close(struct runs__merge *m);

#endif
