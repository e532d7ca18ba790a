/*
 * pass.c - a filter that does nothing: what lib/io costs, against cat.
 *
 *	pass [-j JOBS] [-b BYTES] [-m] [FILE ...]	-m: map copies to out
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "io/io.h"

struct copy {
	struct nass_walk *walk;
	struct nass_out *out;
	bool has_map;
};

static enum nass_code
next(void *arg, struct nass_in **in, void **source, bool *is_whole,
    struct nass_err *err)
{
	struct copy *c = arg;
	const char *path;
	enum nass_code code = nass_walk_next(c->walk, &path, err);

	(void)source;
	(void)is_whole;
	return code == NASS_OK ? nass_in_open(path, in, err) : code;
}

static enum nass_code
done(void *arg, const struct nass_in *in, void *source,
    const struct nass_err *failed, struct nass_err *err)
{
	(void)arg;
	(void)in;
	(void)source;
	if (failed == NULL)
		return NASS_OK;
	*err = *failed;
	return failed->code;
}

static enum nass_code
map(void *arg, unsigned thread, struct nass_piece *piece, struct nass_err *err)
{
	struct copy *c = arg;

	(void)thread;
	return c->has_map ? nass_buf_put(&piece->out, piece->bytes, err)
			  : NASS_OK;
}

static enum nass_code
emit(void *arg, struct nass_piece *piece, struct nass_err *err)
{
	struct copy *c = arg;
	enum nass_code code = nass_out_put(
	    c->out, c->has_map ? nass_buf_str(&piece->out) : piece->bytes, err);

	if (code == NASS_OK && piece->is_waiting)
		code = nass_out_flush(c->out, err);
	return code;
}

int
main(int argc, char *argv[])
{
	struct copy c = { NULL, NULL, false };
	struct nass_run r = { .arg = &c,
		.jobs = 1,
		.piece = 256 * 1024,
		.max_line = (size_t)1 << 30,
		.next = next,
		.map = map,
		.done = done,
		.emit = emit };
	struct nass_err err;
	enum nass_code code;
	int option;

	while ((option = getopt(argc, argv, "j:b:m")) != -1) {
		if (option == 'j')
			r.jobs = (unsigned)strtoul(optarg, NULL, 10);
		else if (option == 'b')
			r.piece = strtoul(optarg, NULL, 10);
		else if (option == 'm')
			c.has_map = true;
		else
			return 2;
	}
	code = nass_walk_new(argv + optind, &c.walk, &err);
	if (code == NASS_OK)
		code = nass_out_open(NULL, &c.out, &err);
	if (code == NASS_OK)
		code = nass_run(&r, &err);
	if (code == NASS_OK)
		code = nass_out_close(c.out, true, &err);
	if (code != NASS_OK)
		fprintf(stderr, "pass: %s\n", err.what);
	nass_walk_free(c.walk);
	return code == NASS_OK ? 0 : 2;
}
