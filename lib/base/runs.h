/*
 * runs.h - sorted runs on disk, and their merge: how counting and sorting go on
 * when memory is full.
 *
 *	struct nass_runs *r;
 *
 *	nass_runs_new("/var/tmp", &r, &err);
 *	while (there is more) {
 *		...fill memory, sort it by key...
 *		nass_runs_begin(r, &err);
 *		for (each record in order)
 *			nass_runs_put(r, key, value, &err);
 *	}
 *	nass_runs_merge(r, memory, combine, arg, &err);
 *	while ((code = nass_runs_next(r, &key, &value, &err)) == NASS_OK)
 *		...records in order of keys...
 *	nass_runs_free(r);
 *
 * A record is a key and a value, both any bytes.  Runs lie one behind the other
 * in a file without a name, so that nothing is left behind however the process
 * ends.  A key is written as what differs from the one before it.
 *
 * Laws, each held by a test in tests/unit/test_runs.c:
 *
 *	order	keys come in the order of nass_str_cmp
 *	stable	values of equal keys come in the order of their runs, and
 *		within a run in the order in which they were put
 *	whole	the merge gives what was put, at any memory and any number of
 *		runs; more than 64 are merged in levels, which take up to as
 *		much of the disk again
 */
#ifndef NASS_BASE_RUNS_H
#define NASS_BASE_RUNS_H

#include <nass/base.h>

struct nass_runs;

/*
 * A file where runs of several nass_runs lie, which one thread at a time uses:
 * one descriptor and one buffer, however many they are.  It is made in
 * `directory` at the first begin; the string is copied.  free gives back what new
 * or share gave; who has runs in it has a share of it.
 */
struct nass_runs_file;
enum nass_code nass_runs_file_new(const char *directory,
    struct nass_runs_file **file, struct nass_err *err) NASS_MUST_USE;
struct nass_runs_file *nass_runs_file_share(struct nass_runs_file *file);
void nass_runs_file_free(struct nass_runs_file *file);

/* Runs in that file; or in one of their own. */
enum nass_code nass_runs_new_in(struct nass_runs_file *file,
    struct nass_runs **r, struct nass_err *err) NASS_MUST_USE;
enum nass_code nass_runs_new(const char *directory, struct nass_runs **r,
    struct nass_err *err) NASS_MUST_USE;
void nass_runs_free(struct nass_runs *r);

/* Begin a run; the one before it in the file ends. */
enum nass_code nass_runs_begin(
    struct nass_runs *r, struct nass_err *err) NASS_MUST_USE;
/*
 * A record of the current run, its key not smaller than the last.  A full disk
 * is NASS_ESYS with ENOSPC; r can then only be freed.
 */
enum nass_code nass_runs_put(struct nass_runs *r, struct nass_str key,
    struct nass_str value, struct nass_err *err) NASS_MUST_USE;
/* Take the runs of `from`, behind those of `into`; `from` is then empty. */
enum nass_code nass_runs_adopt(struct nass_runs *into, struct nass_runs *from,
    struct nass_err *err) NASS_MUST_USE;
/* How many runs there are, and their bytes on disk. */
size_t nass_runs_count(const struct nass_runs *r);
uint64_t nass_runs_size(const struct nass_runs *r);

/*
 * Make one value of two: `value` stood behind `into`, under an equal key.  The
 * new value is left in `into`, which may grow and is the callee's to change.
 * Associative, as levels combine what levels below them combined.
 */
typedef enum nass_code (*nass_runs_combine)(void *arg, struct nass_str key,
    struct nass_buf *into, struct nass_str value, struct nass_err *err);

/*
 * No more runs; begin to read them in order.  `memory` is what all read buffers
 * take together (at least 1 MiB is used); records longer than a buffer take
 * their length for each run.  combine: NULL gives equal keys one by one.
 */
enum nass_code nass_runs_merge(struct nass_runs *r, size_t memory,
    nass_runs_combine combine, void *arg, struct nass_err *err) NASS_MUST_USE;
/* NASS_OK and a record that lives until the next call, or NASS_END. */
enum nass_code nass_runs_next(struct nass_runs *r, struct nass_str *key,
    struct nass_str *value, struct nass_err *err) NASS_MUST_USE;

#endif
