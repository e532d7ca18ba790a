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
	void *source;
	bool is_whole;
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

/*
 * The next piece, its bytes in `bytes`; NASS_END behind the last; or what a
 * callback returned.
 */
enum nass_code io__cut(struct io__cutter *c, struct nass_buf *bytes,
    struct nass_piece *piece, struct nass_err *err) NASS_MUST_USE;
void io__cutter_fini(struct io__cutter *c);

#endif
