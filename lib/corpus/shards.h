/*
 * shards.h - documents spread over a few files: so many of equal share, or named
 * ones by ratio.
 *
 * The place of a document depends on its key alone: it stays in its file when
 * others are added, and the parts of a document stay together.  Files appear
 * whole at the end or not at all, and replace others only if asked.
 */
#ifndef NASS_CORPUS_SHARDS_H
#define NASS_CORPUS_SHARDS_H

#include <nass/base.h>

struct nass_shards_opts {
	const char *directory; /* made if it is missing */
	uint64_t n;            /* files 000, 001 ...; 0: by ratio */
	const char *ratio;     /* train=8,dev=1,test=1 */
	const char *suffix;    /* ".jsonl" */
	unsigned digits;
	bool overwrites;
};

struct nass_shards;

/* NASS_EUSAGE, NASS_ESYS; opts->directory is borrowed. */
enum nass_code nass_shards_new(const struct nass_shards_opts *opts,
    struct nass_shards **shards, struct nass_err *err) NASS_MUST_USE;
/* Where the document with that key goes. */
size_t nass_shards_place(const struct nass_shards *s, uint64_t key);
/* A line, its LF included. */
enum nass_code nass_shards_put(struct nass_shards *s, size_t place,
    struct nass_str line, struct nass_err *err) NASS_MUST_USE;
/* Give the files their names; then the shards are freed, in any case. */
enum nass_code nass_shards_close(
    struct nass_shards *s, bool keep, struct nass_err *err) NASS_MUST_USE;
/* Async-signal-safe: remove what is there so far. */
void nass_shards_abandon(const struct nass_shards *s);

#endif
