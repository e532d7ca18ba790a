/*
 * runs.c - sorted runs on disk: writing them, and the levels of their merge.
 */
#include <assert.h>
#include <stdlib.h>

#include "base/merge.h"

enum {
	FAN = 64, /* runs that are read at once */
	LEAST_READ = 16 * 1024,
	MOST_READ = 4 * 1024 * 1024,
};

enum nass_code
nass_runs_new_in(
    struct nass_runs_file *file, struct nass_runs **runs, struct nass_err *err)
{
	struct nass_runs *r = calloc(1, sizeof(*r));

	if (r != NULL)
		r->file = malloc(sizeof(struct nass_runs_file *));
	if (r == NULL || r->file == NULL) {
		free(r);
		return nass_fail_nomem(err);
	}
	r->file[r->nfile++] = nass_runs_file_share(file);
	*runs = r;
	return NASS_OK;
}

enum nass_code
nass_runs_new(const char *directory, struct nass_runs **r, struct nass_err *err)
{
	struct nass_runs_file *file;
	enum nass_code code = nass_runs_file_new(directory, &file, err);

	if (code != NASS_OK)
		return code;
	code = nass_runs_new_in(file, r, err);
	nass_runs_file_free(file);
	return code;
}

/* What is written of a run that did not end is of no use to anyone. */
void
nass_runs_free(struct nass_runs *r)
{
	size_t i;

	if (r == NULL)
		return;
	runs__merge_close(&r->merge);
	nass_buf_fini(&r->merge.key);
	nass_buf_fini(&r->merge.value);
	if (r->file[0]->open == r) {
		r->file[0]->open = NULL;
		r->file[0]->n = 0;
	}
	for (i = 0; i < r->nfile; i++)
		nass_runs_file_free(r->file[i]);
	free(r->file);
	free(r->run);
	free(r);
}

enum nass_code
runs__end(struct nass_runs *r, struct nass_err *err)
{
	struct nass_runs_file *f = r->file[0];
	enum nass_code code;

	if (f->open != r)
		return NASS_OK;
	code = runs__file_flush(f, err);
	f->open = NULL;
	r->run[r->nrun - 1].end = f->at;
	return code;
}

static enum nass_code
room_for_runs(struct nass_runs *r, size_t extra, struct nass_err *err)
{
	size_t cap = r->nrun + extra + r->cap;
	struct runs__run *more;

	if (r->nrun + extra <= r->cap)
		return NASS_OK;
	more = realloc(r->run, cap * sizeof(*more));
	if (more == NULL)
		return nass_fail_nomem(err);
	r->run = more;
	r->cap = cap;
	return NASS_OK;
}

enum nass_code
nass_runs_begin(struct nass_runs *r, struct nass_err *err)
{
	struct nass_runs_file *f = r->file[0];
	enum nass_code code = NASS_OK;

	if (f->open != NULL)
		code = runs__end(f->open, err);
	if (code == NASS_OK)
		code = room_for_runs(r, 1, err);
	if (code == NASS_OK)
		code = runs__file_open(f, err);
	if (code != NASS_OK)
		return code;
	r->run[r->nrun++] = (struct runs__run){ f->fd, f->at, f->at };
	f->open = r;
	f->last.n = 0;
	return NASS_OK;
}

enum nass_code
nass_runs_put(struct nass_runs *r, struct nass_str key, struct nass_str value,
    struct nass_err *err)
{
	struct nass_runs_file *f = r->file[0];
	struct nass_buf *last = &f->last;
	size_t shared = runs__common(nass_buf_str(last), key, 0);
	struct nass_str rest = nass_str_sub(key, shared, key.n);
	enum nass_code code;
	char *p;

	assert(f->open == r);
	assert(shared == last->n ||
	    (shared < key.n &&
		(unsigned char)key.p[shared] > (unsigned char)last->p[shared]));
	last->n = shared;
	code = nass_buf_put(last, rest, err);
	if (code == NASS_OK)
		code = runs__file_room(f, RUNS__HEAD, err);
	if (code != NASS_OK)
		return code;
	p = nass_varint_write(f->p + f->n, shared);
	p = nass_varint_write(p, rest.n);
	p = nass_varint_write(p, value.n);
	f->n = (size_t)(p - f->p);
	code = runs__file_put(f, rest, err);
	return code == NASS_OK ? runs__file_put(f, value, err) : code;
}

/* Runs of r lie in f too. */
static enum nass_code
take_file(struct nass_runs *r, struct nass_runs_file *f, struct nass_err *err)
{
	struct nass_runs_file **more;
	size_t i;

	for (i = 0; i < r->nfile; i++)
		if (r->file[i] == f)
			return NASS_OK;
	more = realloc(r->file, (r->nfile + 1) * sizeof(*more));
	if (more == NULL)
		return nass_fail_nomem(err);
	r->file = more;
	r->file[r->nfile++] = nass_runs_file_share(f);
	return NASS_OK;
}

enum nass_code
nass_runs_adopt(
    struct nass_runs *into, struct nass_runs *from, struct nass_err *err)
{
	enum nass_code code = runs__end(into, err);
	size_t i;

	if (code == NASS_OK)
		code = runs__end(from, err);
	if (code == NASS_OK)
		code = room_for_runs(into, from->nrun, err);
	for (i = 0; code == NASS_OK && i < from->nfile; i++)
		code = take_file(into, from->file[i], err);
	if (code != NASS_OK)
		return code;
	if (from->nrun > 0)
		memcpy(into->run + into->nrun, from->run,
		    from->nrun * sizeof(*from->run));
	into->nrun += from->nrun;
	from->nrun = 0;
	return NASS_OK;
}

size_t
nass_runs_count(const struct nass_runs *r)
{
	return r->nrun;
}

uint64_t
nass_runs_size(const struct nass_runs *r)
{
	const struct nass_runs_file *f = r->file[0];
	uint64_t size = 0;
	size_t i;

	for (i = 0; i < r->nrun; i++)
		size += r->run[i].end - r->run[i].begin;
	if (f->open == r)
		size += f->at + f->n - r->run[r->nrun - 1].begin;
	return size;
}

/* Where n runs that stand together have the least bytes. */
static size_t
lightest(const struct nass_runs *r, size_t n)
{
	uint64_t best = UINT64_MAX;
	uint64_t size = 0;
	size_t at = 0;
	size_t i;

	for (i = 0; i < r->nrun; i++) {
		size += r->run[i].end - r->run[i].begin;
		if (i + 1 < n)
			continue;
		if (size < best) {
			best = size;
			at = i + 1 - n;
		}
		size -= r->run[i + 1 - n].end - r->run[i + 1 - n].begin;
	}
	return at;
}

/* Merge run[at .. at + n) into one, which takes their place. */
static enum nass_code
merge_some(
    struct nass_runs *r, size_t at, size_t n, size_t size, struct nass_err *err)
{
	struct nass_str key;
	struct nass_str value;
	enum nass_code code;

	code = runs__merge_open(&r->merge, r->run + at, n, size, err);
	if (code == NASS_OK)
		code = nass_runs_begin(r, err);
	if (code != NASS_OK)
		return code;
	while ((code = runs__merge_next(&r->merge, &key, &value, err)) ==
	    NASS_OK) {
		code = nass_runs_put(r, key, value, err);
		if (code != NASS_OK)
			return code;
	}
	runs__merge_close(&r->merge);
	if (code == NASS_END)
		code = runs__end(r, err);
	r->run[at] = r->run[--r->nrun];
	memmove(r->run + at + 1, r->run + at + n,
	    (r->nrun - at - n) * sizeof(*r->run));
	r->nrun -= n - 1;
	return code;
}

enum nass_code
nass_runs_merge(struct nass_runs *r, size_t memory, nass_runs_combine combine,
    void *arg, struct nass_err *err)
{
	size_t n = r->nrun < FAN ? r->nrun : FAN;
	size_t size = n == 0 ? 0 : memory / n;
	enum nass_code code = runs__end(r, err);

	if (size < LEAST_READ)
		size = LEAST_READ;
	if (size > MOST_READ)
		size = MOST_READ;
	r->merge.combine = combine;
	r->merge.arg = arg;
	while (code == NASS_OK && r->nrun > FAN) {
		/* No more than are too many, so that most is merged once. */
		n = r->nrun - FAN + 1 < FAN ? r->nrun - FAN + 1 : FAN;
		code = merge_some(r, lightest(r, n), n, size, err);
	}
	if (code != NASS_OK)
		return code;
	return runs__merge_open(&r->merge, r->run, r->nrun, size, err);
}

enum nass_code
nass_runs_next(struct nass_runs *r, struct nass_str *key,
    struct nass_str *value, struct nass_err *err)
{
	return runs__merge_next(&r->merge, key, value, err);
}
