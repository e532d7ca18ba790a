/*
 * trial.h - a run over texts of its own, whose callbacks hold each piece against
 * what was promised of it.
 */
#ifndef NASS_UNIT_TRIAL_H
#define NASS_UNIT_TRIAL_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "io/io.h"

enum {
	INPUTS = 12
};

/* A run over INPUTS texts, and what its callbacks saw. */
struct trial {
	struct nass_buf text[INPUTS];
	char path[INPUTS][64];
	size_t n;
	size_t at; /* of next */
	size_t ndone;
	bool is_whole;
	off_t
	    resize; /* -1, or the length that the file gets while it is read */
	uint64_t fail_map; /* sequence at which map fails; UINT64_MAX: never */
	uint64_t fail_emit;
	uint64_t fail_next;
	struct nass_buf out;
	uint64_t sequence; /* of the next piece to be emitted */
	uint64_t file;
	uint64_t offset; /* of the next piece in its input */
	uint64_t line;
	bool is_ended;
	uint64_t bad_line[100];
	uint64_t bad_at[100];
	size_t nbad;
	struct nass_buf skipped;
	int results;          /* made and not freed */
	pthread_mutex_t lock; /* of results */
};

/* Lines of up to `longest` bytes, some empty: n bytes or a few more. */
void trial_text(struct nass_buf *b, size_t n, size_t longest);
/* n inputs of up to `bytes`, in lines of up to `longest`. */
void trial_make(struct trial *t, size_t n, size_t bytes, size_t longest);
void trial_free(struct trial *t);
/* More bytes for the file of an input. */
void trial_append(const char *path, struct nass_str s);
/* nass_run with these options; t->out is what was emitted. */
enum nass_code trial_run(struct trial *t, unsigned jobs, size_t piece,
    size_t max_line, struct nass_err *err);
/* All came out, in order. */
void trial_check_all_out(const struct trial *t);

#endif
