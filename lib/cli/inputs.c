/*
 * inputs.c - files that are no document stream: containers, counts, and what
 * options name.
 */
#include <string.h>

#include "cli/state.h"
#include "text/utf8.h"

enum {
	BLOCK = 64 << 10
};

static enum nass_code
one_input(const char *path,
    enum nass_code (*input)(
	void *arg, const char *path, struct nass_in *in, struct nass_err *err),
    void *arg, struct nass_err *err)
{
	struct nass_in *in;
	enum nass_code code;

	code = nass_in_open(path, &in, err);
	if (code != NASS_OK)
		return code;
	code = input(arg, path, in, err);
	cli__progress_add(nass_in_raw(in));
	nass_in_close(in);
	return code;
}

int
cli_inputs(char **operands,
    enum nass_code (*input)(
	void *arg, const char *path, struct nass_in *in, struct nass_err *err),
    void *arg)
{
	struct nass_walk *walk;
	struct nass_err err;
	enum nass_code code;
	const char *path;

	cli__progress_start(operands);
	if (nass_walk_new(operands, &walk, &err) != NASS_OK)
		cli_die(&err);
	for (;;) {
		code = nass_walk_next(walk, &path, &err);
		if (code == NASS_END)
			break;
		if (code == NASS_OK)
			code = one_input(path, input, arg, &err);
		if (code == NASS_ESYS || code == NASS_EINPUT ||
		    code == NASS_ELIMIT)
			cli_error(path, 0, &err);
		else if (code != NASS_OK)
			cli_die(&err);
	}
	nass_walk_free(walk);
	return cli__state.has_failed ? CLI_ERROR : CLI_OK;
}

static enum nass_code
read_all(struct nass_in *in, struct nass_buf *out, struct nass_err *err)
{
	enum nass_code code;
	size_t got;

	do {
		if (nass_buf_grow(out, BLOCK, err) != NASS_OK)
			return NASS_ENOMEM;
		code = nass_in_read(in, out->p + out->n, BLOCK, &got, err);
		if (code != NASS_OK)
			return code;
		out->n += got;
	} while (got > 0);
	return NASS_OK;
}

/* A BOM is dropped; bytes that are no text are refused. */
static enum nass_code
check_text(struct nass_buf *b, struct nass_err *err)
{
	static const struct nass_str bom = { "\xEF\xBB\xBF", 3 };
	size_t good = nass_utf8_valid(nass_buf_str(b));

	if (good < b->n)
		return nass_fail(err, NASS_EINPUT, good, "ill-formed UTF-8");
	if (nass_str_starts(nass_buf_str(b), bom)) {
		b->n -= bom.n;
		memmove(b->p, b->p + bom.n, b->n);
	}
	return NASS_OK;
}

void
cli_load(const char *option, const char *path, struct nass_buf *out)
{
	struct nass_in *in;
	struct nass_err err;
	enum nass_code code;

	code = nass_in_open(path, &in, &err);
	if (code == NASS_OK) {
		code = read_all(in, out, &err);
		nass_in_close(in);
		if (code == NASS_OK)
			code = check_text(out, &err);
	}
	if (code == NASS_ENOMEM)
		cli_die(&err);
	if (code == NASS_ESYS)
		cli_usage_error("%s: %s: %s: %s", option, path, err.what,
		    strerror(err.sys));
	if (code != NASS_OK)
		cli_usage_error("%s: %s: byte %llu: %s", option, path,
		    (unsigned long long)err.at, err.what);
}
