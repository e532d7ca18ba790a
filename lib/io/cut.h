/*
 * cut.h - private to lib/io: inputs cut into pieces, one after the other.
 */
#ifndef NASS_IO_CUT_H
#define NASS_IO_CUT_H

#include <pthread.h>

#include "io/io.h"

struct io__cutter {
	const struct nass_run *run;
	pthread_mutex_t *calling; /* held around next, bad and done */
	struct nass_in *in;       /* NULL: ask for the next */
	uint64_t ninput;          /* so far */
	void *source;
	bool is_whole;
	bool is_long;    /* the last piece has a line longer than a piece */
	bool is_first;   /* the next piece is the first of its input */
	bool is_ended;   /* the input gives no more: done is due */
	bool is_skipped; /* it is_whole and was too long */
	bool has_failed; /* and this is why */
	struct nass_err failed;
	uint64_t sequence;
	uint64_t at;
	uint64_t line;
	struct nass_buf carry; /* begin of a line that was not yet whole */
};

/* A stretch of a plain file, read before it is its turn to be cut; see ahead.c. */
struct io__ahead {
	uint64_t input; /* of the cutter's */
	uint64_t at;    /* in the file */
	size_t n;       /* bytes; 0: there is none */
	int fd;
	/* What was read. */
	size_t end;     /* of the last line; 0: of no use */
	uint64_t nline; /* that end in it */
};

/* How the file goes on that is being cut, as far as that may be read ahead. */
void io__ahead_open(const struct io__cutter *c, struct io__ahead *rest);
/* The first `piece` bytes of the rest, or none. */
void io__ahead_take(
    struct io__ahead *rest, size_t piece, struct io__ahead *stretch);
/* Read the stretch into `bytes`; what fails makes it be of no use. */
void io__ahead_read(struct io__ahead *a, struct nass_buf *bytes);
/* Is the stretch, read, what is to be cut next? */
bool io__ahead_is_next(const struct io__ahead *a, const struct io__cutter *c);
/* Its lines, with the carry before them; the new carry is what stands behind. */
enum nass_code io__ahead_cut(struct io__cutter *c, const struct io__ahead *a,
    struct nass_buf *bytes, struct nass_str *lines,
    struct nass_err *err) NASS_MUST_USE;

/* in.c: the descriptor of a plain file that was read from, and what is left. */
bool io__in_rest(
    const struct nass_in *in, int *fd, uint64_t *at, uint64_t *left);
/* The next n bytes were read by somebody else. */
void io__in_skip(struct nass_in *in, size_t n);

/* A line of max_line bytes and its LF. */
size_t io__longest(const struct nass_run *run);
/* End of the last line in p[from..n); 0 if no line ends there. */
size_t io__last_line_end(const char *p, size_t from, size_t n);

/*
 * The next piece, its bytes in `bytes`; NASS_END behind the last; or what a
 * callback returned.  ahead: NULL, or what is next, in `bytes`.
 */
enum nass_code io__cut(struct io__cutter *c, const struct io__ahead *ahead,
    struct nass_buf *bytes, struct nass_piece *piece,
    struct nass_err *err) NASS_MUST_USE;
void io__cutter_fini(struct io__cutter *c);

#endif
