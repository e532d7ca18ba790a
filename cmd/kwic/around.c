/*
 * around.c - --collocates: all words, and those in the windows of the hits,
 * counted as term-freq counts them.  Runs in threads.
 */
#include <stdlib.h>

#include "cmd/kwic/kwic.h"

/* Windows are counted when they have so many bytes. */
#define ENOUGH 65536

enum nass_code
kwic_around_open(
    const struct kwic *k, struct kwic_around **around, struct nass_err *err)
{
	struct nass_count_opts opts = nass_count_default;
	struct kwic_around *a = calloc(1, sizeof(*a));
	enum nass_code code = NASS_OK;
	size_t i;

	if (a == NULL)
		return nass_fail_nomem(err);
	*around = a;
	opts.norm = k->fold;
	opts.memory = (size_t)k->memory / KWIC_SIDES / k->nthread;
	opts.directory = k->directory;
	for (i = 0; i < KWIC_SIDES && code == NASS_OK; i++)
		code = nass_count_new(&opts, &a->count[i], err);
	return code;
}

void
kwic_around_close(struct kwic_around *a)
{
	size_t i;

	for (i = 0; a != NULL && i < KWIC_SIDES; i++) {
		nass_count_free(a->count[i]);
		nass_buf_fini(&a->text[i]);
	}
	free(a);
}

enum nass_code
kwic_around_doc(
    struct kwic_around *a, const struct nass_doc *doc, struct nass_err *err)
{
	return nass_count_doc(a->count[KWIC_IN_ALL], doc, err);
}

static enum nass_code
count_windows(struct kwic_around *a, size_t side, struct nass_err *err)
{
	struct nass_doc doc = { .text = nass_buf_str(&a->text[side]),
		.is_first = true,
		.is_last = true };
	enum nass_code code = nass_count_doc(a->count[side], &doc, err);

	a->text[side].n = 0;
	return code;
}

static enum nass_code
add_window(struct kwic_around *a, size_t side, struct nass_str words,
    struct nass_err *err)
{
	enum nass_code code = nass_buf_put(&a->text[side], words, err);

	if (code == NASS_OK)
		code = nass_buf_putc(&a->text[side], '\n', err);
	return code == NASS_OK && a->text[side].n >= ENOUGH
	    ? count_windows(a, side, err)
	    : code;
}

enum nass_code
kwic_around_row(const struct kwic *k, struct kwic_around *a,
    const struct kwic_row *row, struct nass_err *err)
{
	struct nass_str before;
	struct nass_str after;
	enum nass_code code;

	kwic_row_window(
	    row, k->window_before, k->window_after, &before, &after);
	a->nhit++;
	code = add_window(a, KWIC_IN_BEFORE, before, err);
	return code == NASS_OK ? add_window(a, KWIC_IN_AFTER, after, err)
			       : code;
}

/* What waits to be counted. */
static enum nass_code
count_rest(struct kwic_around *a, struct nass_err *err)
{
	enum nass_code code = count_windows(a, KWIC_IN_BEFORE, err);

	return code == NASS_OK ? count_windows(a, KWIC_IN_AFTER, err) : code;
}

enum nass_code
kwic_around_merge(
    struct kwic_around *into, struct kwic_around *from, struct nass_err *err)
{
	enum nass_code code = count_rest(from, err);
	size_t i;

	for (i = 0; i < KWIC_SIDES && code == NASS_OK; i++)
		code = nass_count_merge(into->count[i], from->count[i], err);
	into->nhit += from->nhit;
	return code;
}

enum nass_code
kwic_around_end(struct kwic_around *a, struct nass_err *err)
{
	enum nass_code code = count_rest(a, err);
	size_t i;

	for (i = 0; i < KWIC_SIDES && code == NASS_OK; i++)
		code = nass_count_finish(a->count[i], NASS_ORDER_KEY, err);
	return code;
}
