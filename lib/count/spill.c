/* spill.c - tables become a run on disk. */
#include <stdlib.h>

#include "count/docs.h"
#include "count/spill.h"

/*
 * The document at hand goes on behind the run: those that had a type in it are
 * listed by name, so that it counts once.
 */
static enum nass_code
list_open_doc(struct nass_count *c, struct nass_err *err)
{
	enum nass_code code;
	size_t index;
	uint32_t t;
	size_t i;

	if (!c->is_open || c->is_listed)
		return NASS_OK;
	code = count__list_doc(c, c->file, c->number, &index, err);
	if (code == NASS_OK)
		code = count__stretch((void **)&c->pair, &c->pair_cap,
		    c->npair + c->types.n, sizeof(*c->pair), err);
	for (t = 0; code == NASS_OK && t < c->types.n; t++) {
		if (c->type[t].last != c->epoch)
			continue;
		c->type[t].documents--;
		c->pair[c->npair++] =
		    (struct count__pair){ t, (uint32_t)index, 0 };
	}
	for (i = c->nchunk; i > 0; i--) {
		struct count__chunk *chunk = &c->chunk[i - 1];

		if (chunk->is_listed || chunk->doc != c->nunlisted)
			break;
		chunk->is_listed = true;
		chunk->doc = (uint32_t)index;
	}
	c->is_listed = true;
	return code;
}

/* The last words of the sentence at hand, which n-grams go on with. */
struct tail {
	struct nass_buf word[NASS_NGRAM_MAX];
	unsigned n;
};

static enum nass_code
keep_tail(struct nass_count *c, struct tail *tail, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	size_t at = c->nsequence;

	tail->n = 0;
	if (!c->is_open || c->nlevel == 1)
		return NASS_OK;
	while (code == NASS_OK && tail->n + 1 < c->nlevel && at > 0 &&
	    c->sequence[at - 1] != 0) {
		struct nass_buf *b = &tail->word[tail->n++];

		*b = (struct nass_buf)NASS_BUF_INIT;
		code = count__word_put(
		    c->words.key[c->sequence[--at] - 1], b, err);
	}
	return code;
}

/* Behind a run: the tail, which has been counted, and the part at hand. */
static enum nass_code
go_on(struct nass_count *c, struct tail *tail, size_t doc, struct nass_err *err)
{
	enum nass_code code = count__reserve_words(c, NASS_NGRAM_MAX, err);

	if (code == NASS_OK && count__has_sequence(c) && c->is_open) {
		code = count__stretch((void **)&c->chunk, &c->chunk_cap, 1,
		    sizeof(*c->chunk), err);
		if (code == NASS_OK)
			c->chunk[c->nchunk++] = (struct count__chunk){
				.file = c->file,
				.doc = (uint32_t)doc,
				.is_listed = true,
			};
	}
	while (tail->n > 0) {
		struct nass_buf *b = &tail->word[--tail->n];
		struct count__key key;
		struct count__slot *slot;

		if (code == NASS_OK) {
			count__key_word(nass_buf_str(b), &key);
			code = count__spell(c, &key, COUNT__NONE, &slot, err);
		}
		if (code == NASS_OK)
			c->sequence[c->nsequence++] = slot->id + 1;
		nass_buf_fini(b);
	}
	c->ncarried = c->nsequence;
	return code == NASS_OK ? count__fold_words(c, err) : code;
}

/* How a run is written. */
struct writing {
	struct nass_count *c;
	struct nass_arena arena; /* of spellings */
	struct nass_buf listed;
	struct nass_buf value;
};

static enum nass_code
list_document(struct writing *w, uint32_t doc, uint64_t n, uint64_t *documents,
    struct nass_err *err)
{
	const struct count__doc *d = &w->c->doc[doc];
	struct count__listed l = { d->file, d->number, n };

	*documents -= count__copies(d);
	return count__put_listed(&w->listed, l, err);
}

/* Those of the type at hand that are listed by name, no more in *documents. */
static enum nass_code
list_documents(struct writing *w, uint64_t *documents, struct nass_err *err)
{
	const struct nass_count *c = w->c;
	const struct count__level *l = &c->level[c->current];
	enum nass_code code = NASS_OK;
	size_t i;

	w->listed.n = 0;
	if (l->has_only)
		return list_document(
		    w, l->only, l->sum[c->current_type].count, documents, err);
	if (l->first_pair == NULL)
		return NASS_OK;
	for (i = l->first_pair[c->current_type];
	     code == NASS_OK && i < l->first_pair[c->current_type + 1]; i++)
		code = list_document(
		    w, l->pair[i].doc, l->pair[i].n, documents, err);
	return code;
}

static enum nass_code
put_row(
    struct writing *w, const struct nass_count_row *row, struct nass_err *err)
{
	struct count__packed type = {
		.order = row->order,
		.documents = row->documents,
		.nspelling = row->nvariant,
	};
	enum nass_code code = list_documents(w, &type.documents, err);

	type.listed = nass_buf_str(&w->listed);
	if (code == NASS_OK)
		code = count__gather_variants(
		    w->c, row, &w->arena, &type.spelling, err);
	w->value.n = 0;
	if (code == NASS_OK)
		code = count__pack(&w->value, &type, row->key, err);
	return code == NASS_OK
	    ? nass_runs_put(w->c->runs, row->key, nass_buf_str(&w->value), err)
	    : code;
}

static enum nass_code
put_rows(struct nass_count *c, struct nass_err *err)
{
	struct writing w = { c, NASS_ARENA_INIT, NASS_BUF_INIT, NASS_BUF_INIT };
	struct nass_count_row row;
	enum nass_code code;

	c->current = NASS_NGRAM_MAX;
	while ((code = count__memory_next(c, 0, &row, err)) == NASS_OK) {
		code = put_row(&w, &row, err);
		if (code != NASS_OK)
			break;
	}
	nass_arena_fini(&w.arena);
	nass_buf_fini(&w.listed);
	nass_buf_fini(&w.value);
	return code == NASS_END ? NASS_OK : code;
}

enum nass_code
count__spill(struct nass_count *c, struct nass_err *err)
{
	enum nass_order order = c->order;
	enum nass_code code = NASS_OK;
	struct tail tail = { .n = 0 };
	size_t index = 0;

	if (c->runs == NULL)
		code = nass_runs_new_in(c->runs_file, &c->runs, err);
	if (code == NASS_OK)
		code = count__pair_sets(c, err);
	if (code == NASS_OK)
		code = list_open_doc(c, err);
	if (code == NASS_OK)
		code = keep_tail(c, &tail, err);
	if (code == NASS_OK)
		code = count__settle(c, NASS_ORDER_KEY, err);
	if (code == NASS_OK)
		code = nass_runs_begin(c->runs, err);
	if (code == NASS_OK)
		code = put_rows(c, err);
	c->order = order;
	count__forget(c);
	count__vocab_reset(&c->part_names);
	/* The list of documents was put in order: the one at hand again last. */
	if (code == NASS_OK && c->is_open)
		code = count__list_doc(c, c->file, c->number, &index, err);
	return code == NASS_OK ? go_on(c, &tail, index, err) : code;
}

enum nass_code
nass_count_spill(struct nass_count *c, struct nass_err *err)
{
	bool must_stay = c->opts.has_positions || count__has_clitics(c);

	return c->words.n > 0 && !must_stay ? count__spill(c, err) : NASS_OK;
}
