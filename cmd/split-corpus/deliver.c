/*
 * deliver.c - documents in the order of the input: which were seen before, which
 * are in the sample, and where they go.
 */
#include <string.h>

#include "io/io.h"
#include "split.h"

static enum nass_code
write_frame(struct split *sp, const struct frame *f, struct nass_str id,
    struct nass_str body, struct nass_buf *out, struct nass_err *err)
{
	if (sp->files != NULL)
		return nass_files_put(sp->files, id, f->hash, body, err);
	if (sp->shards == NULL)
		return nass_buf_put(out, body, err);
	return nass_shards_put(
	    sp->shards, nass_shards_place(sp->shards, f->place), body, err);
}

/* A frame as it lies in a buffer; its length. */
static size_t
read_frame(struct nass_str s, struct frame *f, struct nass_str *id,
    struct nass_str *body)
{
	size_t at = sizeof(*f);

	memcpy(f, s.p, sizeof(*f));
	*id = nass_str_sub(s, at, at + f->id_n);
	at += f->id_n;
	*body = nass_str_sub(s, at, at + f->body_n);
	return at + f->body_n;
}

static enum nass_code
tell_duplicate(struct split *sp, struct nass_str kept, struct nass_str dropped,
    struct nass_err *err)
{
	enum nass_code code;

	sp->nduplicate++;
	if (sp->duplicates == NULL)
		return NASS_OK;
	/* A line at a time: the file may be where documents go, too. */
	sp->line.n = 0;
	code = nass_buf_printf(&sp->line, err, "%.*s\t%.*s\n", (int)kept.n,
	    kept.p, (int)dropped.n, dropped.p);
	if (code != NASS_OK)
		return code;
	return nass_out_put(sp->duplicates, nass_buf_str(&sp->line), err);
}

static enum nass_code
deliver(struct split *sp, struct nass_str framed, const struct frame *f,
    struct nass_str id, struct nass_str body, struct nass_buf *out,
    struct nass_err *err)
{
	struct nass_str first;
	bool is_new = true;
	enum nass_code code = NASS_OK;

	if (sp->seen != NULL)
		code =
		    nass_unique_add(sp->seen, f->key, id, &is_new, &first, err);
	if (code == NASS_OK && !is_new)
		return tell_duplicate(sp, first, id, err);
	if (code != NASS_OK)
		return code;
	if (sp->sample != NULL)
		return nass_sample_add(sp->sample, f->sample_key, framed, err);
	return write_frame(sp, f, id, body, out, err);
}

enum nass_code
split__emit(void *arg, struct nass_buf *made, struct nass_buf *out,
    struct nass_err *err)
{
	struct split *sp = arg;
	struct nass_str rest = nass_buf_str(made);
	struct nass_str id;
	struct nass_str body;
	struct frame f;
	enum nass_code code = NASS_OK;
	size_t n;

	while (rest.n > 0 && code == NASS_OK) {
		n = read_frame(rest, &f, &id, &body);
		code = deliver(
		    sp, nass_str_sub(rest, 0, n), &f, id, body, out, err);
		rest = nass_str_sub(rest, n, rest.n);
	}
	return code;
}

/* What was held back: a sample. */
static void
write_sample(struct split *sp)
{
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_str framed;
	struct nass_str id;
	struct nass_str body;
	struct nass_err err;
	struct frame f;

	while (nass_sample_next(sp->sample, &framed)) {
		(void)read_frame(framed, &f, &id, &body);
		out.n = 0;
		if (write_frame(sp, &f, id, body, &out, &err) != NASS_OK)
			cli_die(&err);
		cli_write(nass_buf_str(&out));
	}
	nass_buf_fini(&out);
}

/* Files that appear at the end.  None of them is abandoned once it is closed. */
static void
close_files(struct split *sp)
{
	struct nass_shards *shards = sp->shards;
	struct nass_out *duplicates = sp->duplicates;
	struct nass_err err;
	enum nass_code code = NASS_OK;

	cli_block_signals(true);
	sp->shards = NULL;
	sp->duplicates = NULL;
	if (duplicates != NULL)
		code = nass_out_close(duplicates, true, &err);
	if (code != NASS_OK)
		(void)!nass_shards_close(shards, false, NULL);
	else
		code = nass_shards_close(shards, true, &err);
	if (code != NASS_OK)
		cli_die(&err);
	cli_block_signals(false);
}

void
split__finish(struct split *sp)
{
	if (sp->sample != NULL)
		write_sample(sp);
	if (sp->seen != NULL)
		cli_note("%llu duplicate%s dropped",
		    (unsigned long long)sp->nduplicate,
		    sp->nduplicate == 1 ? "" : "s");
	close_files(sp);
}
