/*
 * write.c - rows ─> the counts format, nass-counts(5): lines in the order of
 * bytes.
 *
 *	" name" TAB VALUE		identity (format, profile ...), sums
 *					(documents, tokens)
 *	" ~ID" TAB TOKENS TAB COPIES	a document, where parts are kept
 *	TERM TAB COUNT TAB DOCUMENTS	COUNT of the spelling that is TERM;
 *					DOCUMENTS but for those with an ID
 *	TERM TAB =SPELLING TAB COUNT	of each other spelling
 *	TERM TAB ~ID TAB COUNT		in that document
 *
 * Everything adds up line by line, so that lines may come in any order.
 */
#include <stdlib.h>
#include <string.h>

#include "count/docs.h"
#include "count/spill.h"

#define FLUSH_AT ((size_t)64 * 1024)

static enum nass_code
put_meta(struct nass_buf *out, const char *name, struct nass_str value,
    struct nass_err *err)
{
	return nass_buf_printf(
	    out, err, " %s\t%.*s\n", name, (int)value.n, value.p);
}

static enum nass_code
put_sum(
    struct nass_buf *out, const char *name, uint64_t sum, struct nass_err *err)
{
	return nass_buf_printf(
	    out, err, " %s\t%llu\n", name, (unsigned long long)sum);
}

/* Names in the order of bytes: documents, format .. profile, tokens, unicode. */
static enum nass_code
put_head(const struct nass_count *c, struct nass_buf *out, struct nass_err *err)
{
	bool is_known = !c->opts.learns_identity || c->has_sums;
	enum nass_code code = NASS_OK;
	size_t i;

	if (is_known)
		code = put_sum(out, "documents", c->totals.documents, err);
	for (i = 0; code == NASS_OK && i < COUNT__IDENTITIES; i++) {
		if (i == COUNT__IDENTITIES - 1 && is_known)
			code = put_sum(out, "tokens", c->totals.tokens, err);
		if (code == NASS_OK && c->identity[i].n > 0)
			code = put_meta(out, count__names[i],
			    nass_buf_str(&c->identity[i]), err);
	}
	return code;
}

/* Documents, copies of one another as one, by their ids. */
static enum nass_code
put_docs(struct nass_count *c, struct nass_buf *out, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	size_t i;

	if (!count__keeps_parts(c))
		return NASS_OK;
	code = count__gather_docs(c, err);
	for (i = 0; code == NASS_OK && i < c->npart; i++) {
		const struct count__part *p = &c->part[i];

		code = nass_buf_printf(out, err, " ~%016llx\t%llu\t%llu\n",
		    (unsigned long long)p->id, (unsigned long long)p->tokens,
		    (unsigned long long)p->copies);
	}
	return code;
}

/* The spellings that are not the key itself. */
static enum nass_code
put_variants(struct nass_buf *out, struct nass_str key,
    const struct count__variant *v, size_t n, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	size_t i;

	for (i = 0; code == NASS_OK && i < n; i++) {
		if (nass_str_eq(v[i].bytes, key))
			continue;
		code = nass_buf_put(out, key, err);
		if (code == NASS_OK)
			code = nass_buf_put(out, NASS_STR("\t="), err);
		if (code == NASS_OK)
			code = nass_buf_put(out, v[i].bytes, err);
		if (code == NASS_OK)
			code = nass_buf_putc(out, '\t', err);
		if (code == NASS_OK)
			code = nass_buf_put_number(out, v[i].count, err);
		if (code == NASS_OK)
			code = nass_buf_putc(out, '\n', err);
	}
	return code;
}

/* Where the type stands. */
static enum nass_code
put_parts(struct nass_count *c, const struct nass_count_row *row,
    struct nass_buf *out, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	size_t i;

	for (i = 0; code == NASS_OK && i < c->npart; i++)
		code = nass_buf_printf(out, err, "%.*s\t~%016llx\t%llu\n",
		    (int)row->key.n, row->key.p,
		    (unsigned long long)c->part[i].id,
		    (unsigned long long)c->part[i].n);
	return code;
}

/* The line of the type itself: KEY, count of the spelling KEY, documents. */
static enum nass_code
put_own(struct nass_buf *out, struct nass_str key, uint64_t own,
    uint64_t documents, struct nass_err *err)
{
	enum nass_code code = nass_buf_put(out, key, err);

	if (code == NASS_OK)
		code = nass_buf_putc(out, '\t', err);
	if (code == NASS_OK)
		code = nass_buf_put_number(out, own, err);
	if (code == NASS_OK)
		code = nass_buf_putc(out, '\t', err);
	if (code == NASS_OK)
		code = nass_buf_put_number(out, documents, err);
	return code == NASS_OK ? nass_buf_putc(out, '\n', err) : code;
}

/* The lines of one type; `arena` is for its spellings. */
static enum nass_code
put_type(struct nass_count *c, const struct nass_count_row *row,
    struct nass_arena *arena, struct nass_buf *out, struct nass_err *err)
{
	uint64_t documents = row->documents;
	bool has_parts = row->order == 1 && count__keeps_parts(c);
	struct count__variant *v;
	uint64_t own = 0;
	enum nass_code code;
	size_t i;

	code = count__gather_variants(c, row, arena, &v, err);
	for (i = 0; code == NASS_OK && i < row->nvariant; i++)
		if (nass_str_eq(v[i].bytes, row->key))
			own = v[i].count;
	c->npart = 0;
	if (code == NASS_OK && has_parts)
		code = count__gather_parts(c, err);
	for (i = 0; i < c->npart; i++)
		documents -= c->part[i].copies;
	if (code == NASS_OK)
		code = put_own(out, row->key, own, documents, err);
	if (code == NASS_OK)
		code = put_variants(out, row->key, v, row->nvariant, err);
	return code == NASS_OK ? put_parts(c, row, out, err) : code;
}

enum nass_code
nass_counts_write(struct nass_count *c,
    enum nass_code (*flush)(
	void *arg, struct nass_buf *out, struct nass_err *err),
    void *arg, struct nass_err *err)
{
	struct nass_arena arena = NASS_ARENA_INIT;
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_count_row row;
	enum nass_code code = put_head(c, &out, err);

	if (code == NASS_OK)
		code = put_docs(c, &out, err);
	while (code == NASS_OK) {
		code = c->spilled != NULL ? count__spilled_next(c, 1, &row, err)
					  : count__memory_next(c, 0, &row, err);
		if (code == NASS_OK)
			code = put_type(c, &row, &arena, &out, err);
		if (code == NASS_OK && out.n >= FLUSH_AT) {
			code = flush(arg, &out, err);
			out.n = 0;
		}
	}
	if (code == NASS_END)
		code = flush(arg, &out, err);
	nass_arena_fini(&arena);
	nass_buf_fini(&out);
	return code;
}
