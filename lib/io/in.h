/*
 * in.h - private to lib/io: an input, as open.c makes it and in.c reads it.
 */
#ifndef NASS_IO_IN_H
#define NASS_IO_IN_H

#include "io/codec.h"
#include "io/io.h"

#define IO__HEAD ((size_t)64 * 1024)

struct nass_in {
	struct io__raw raw;
	const struct io__codec *codec; /* NULL: plain */
	void *state;
	bool is_file;
	bool is_end;
	bool has_failed;
	struct nass_err failed; /* after head was given */
	uint64_t size;
	uint64_t begin;             /* of a file: where reading began */
	const struct nass_in *from; /* of a reader: what it reads, or NULL */
	uint64_t max_ratio; /* of what is made to compressed bytes; 0: any */
	size_t head_at;
	size_t head_n;
	char head[IO__HEAD];
};

/* Read on until head holds n bytes; of a pipe, if !waits, what it has. */
void io__fill_head(struct nass_in *in, size_t n, bool waits);
/* Has it failed at what a reader may know to pass over? */
bool io__can_resume(const struct nass_in *in);

#endif
