/* feed.c - documents, and room for what is in them. */
#include <stdlib.h>
#include <string.h>

#include "count/private.h"

enum nass_code
count__add(uint64_t *sum, uint64_t n, struct nass_err *err)
{
	if (*sum > UINT64_MAX - n)
		return nass_fail(
		    err, NASS_ELIMIT, 0, "a count is beyond 64 bits");
	*sum += n;
	return NASS_OK;
}

enum nass_code
count__stretch(
    void **p, size_t *cap, size_t n, size_t size, struct nass_err *err)
{
	size_t want = *cap + *cap / 2 + 16;
	void *q;

	if (n <= *cap)
		return NASS_OK;
	if (want < n)
		want = n;
	q = realloc(*p, want * size);
	if (q == NULL)
		return nass_fail_nomem(err);
	*p = q;
	*cap = want;
	return NASS_OK;
}

size_t
nass_count_bytes(const struct nass_count *c)
{
	size_t sum =
	    c->meaning_cap * sizeof(*c->meaning) + c->doc_cap * sizeof(*c->doc);
	unsigned i;

	for (i = 0; i < c->nlevel; i++)
		sum += count__vocab_bytes(&c->vocab[i]);
	return sum;
}

/* What is gained by a run on disk must be worth one. */
static bool
must_spill(const struct nass_count *c, size_t extra, size_t pairs)
{
	size_t sum = c->meaning_cap * sizeof(*c->meaning);
	unsigned i;

	if (c->opts.memory == 0 || c->opts.has_positions ||
	    count__has_clitics(c) || c->vocab[0].n < 64)
		return false;
	for (i = 0; i < c->nlevel; i++)
		sum += count__vocab_grown(&c->vocab[i], extra, pairs);
	return sum > c->opts.memory;
}

enum nass_code
count__reserve(struct nass_count *c, size_t extra, struct nass_err *err)
{
	size_t pairs = c->is_listed ? extra : 0;
	enum nass_code code = NASS_OK;
	unsigned i;

	if (must_spill(c, extra, pairs)) {
		code = count__spill(c, err);
		pairs = c->is_listed ? extra : 0;
	}
	for (i = 0; code == NASS_OK && i < c->nlevel; i++)
		code = count__vocab_reserve(&c->vocab[i], extra, pairs, err);
	if (code == NASS_OK && c->nlevel > 1)
		code = count__stretch((void **)&c->meaning, &c->meaning_cap,
		    c->nspelling + extra, sizeof(*c->meaning), err);
	if (code == NASS_OK && c->opts.has_positions)
		code = count__stretch((void **)&c->sequence, &c->sequence_cap,
		    c->nsequence + extra, sizeof(*c->sequence), err);
	return code;
}

enum nass_code
count__spelling_as(struct nass_count *c, const struct count__key *key,
    const struct count__key *type, struct count__slot **slot,
    struct nass_err *err)
{
	struct count__vocab *v = &c->vocab[0];
	uint32_t id;

	*slot = count__find(v, key);
	if ((*slot)->k[0] != 0)
		return NASS_OK;
	id = count__type_of(v, type);
	if (id == COUNT__NO_TYPE || count__take(v, *slot, key) == NULL)
		return nass_fail_nomem(err);
	if (c->nlevel > 1) {
		c->meaning[c->nspelling] = id;
		id = c->nspelling++;
	}
	(*slot)->type = id;
	return NASS_OK;
}

enum nass_code
count__spelling(struct nass_count *c, const struct count__key *key,
    struct count__slot **slot, struct nass_err *err)
{
	struct nass_str word = key->bytes;
	struct nass_str folded;
	struct count__key type;
	enum nass_code code;

	*slot = count__find(&c->vocab[0], key);
	if ((*slot)->k[0] != 0)
		return NASS_OK;
	if (count__fold_dense(c->fold, key, &type))
		return count__spelling_as(c, key, &type, slot, err);
	if (word.p == NULL) {
		c->scratch.n = 0;
		code = count__word_put(key->k[0], key->k[1], &c->scratch, err);
		if (code != NASS_OK)
			return code;
		word = nass_buf_str(&c->scratch);
	}
	code = count__fold(c->fold, word, &folded, err);
	if (code != NASS_OK)
		return code;
	count__key_word(folded, &type);
	return count__spelling_as(c, key, &type, slot, err);
}

enum nass_code
count__ngram(struct nass_count *c, unsigned order, const struct count__key *key,
    const uint32_t *id, struct count__slot **slot, struct nass_err *err)
{
	struct count__vocab *v = &c->vocab[order - 1];
	uint32_t type_id[NASS_NGRAM_MAX];
	struct count__key type;
	unsigned i;

	*slot = count__find(v, key);
	if ((*slot)->k[0] != 0)
		return NASS_OK;
	for (i = 0; i < order; i++)
		type_id[i] = c->meaning[id[i] - 1] + 1;
	if (count__take(v, *slot, key) == NULL)
		return nass_fail_nomem(err);
	count__key_ids(type_id, order, &type);
	(*slot)->type = count__type_of(v, &type);
	return (*slot)->type == COUNT__NO_TYPE ? nass_fail_nomem(err) : NASS_OK;
}

/* Documents -------------------------------------------------------------- */

enum nass_code
count__list_doc(struct nass_count *c, uint64_t file, uint64_t number,
    size_t *index, struct nass_err *err)
{
	struct count__doc *last = c->ndoc > 0 ? &c->doc[c->ndoc - 1] : NULL;
	enum nass_code code;

	*index = c->ndoc;
	if (last != NULL && last->file == file && last->number == number) {
		*index = c->ndoc - 1;
		return NASS_OK;
	}
	if (c->ndoc == UINT32_MAX)
		return nass_fail(
		    err, NASS_ELIMIT, 0, "more than 2^32 documents listed");
	code = count__stretch(
	    (void **)&c->doc, &c->doc_cap, c->ndoc + 1, sizeof(*c->doc), err);
	if (code == NASS_OK)
		c->doc[c->ndoc++] = (struct count__doc){ file, number, 0 };
	return code;
}

/* Numbers of documents in slots and types start again. */
static void
forget_epochs(struct nass_count *c)
{
	unsigned i;
	size_t k;

	for (i = 0; i < c->nlevel; i++) {
		struct count__vocab *v = &c->vocab[i];

		for (k = 0; k < v->nslot; k++)
			v->slot[k].last = 0;
		for (k = 0; k < v->ntype; k++)
			v->type[k].last = 0;
	}
	c->epoch = 0;
}

static enum nass_code
begin_part(
    struct nass_count *c, const struct nass_doc *doc, struct nass_err *err)
{
	bool is_same =
	    c->is_open && c->file == doc->file && c->number == doc->number;
	size_t index;

	if (!is_same) {
		if (c->epoch == UINT32_MAX)
			forget_epochs(c);
		c->epoch++;
		c->is_listed = c->opts.has_parts || count__has_clitics(c) ||
		    (c->opts.is_shared && doc->kind == NASS_DOC_TEXT &&
			!(doc->is_first && doc->is_last));
	}
	c->is_open = true;
	c->file = doc->file;
	c->number = doc->number;
	return c->is_listed
	    ? count__list_doc(c, doc->file, doc->number, &index, err)
	    : NASS_OK;
}

static enum nass_code
end_part(struct nass_count *c, const struct nass_doc *doc, uint64_t tokens,
    struct nass_err *err)
{
	enum nass_code code = count__add(&c->totals.tokens, tokens, err);

	if (code != NASS_OK)
		return code;
	if (c->is_listed)
		c->doc[c->ndoc - 1].tokens += tokens;
	if (doc->is_last) {
		c->totals.documents++;
		c->is_open = false;
	}
	if (!c->opts.has_positions)
		return NASS_OK;
	code = count__stretch((void **)&c->chunk, &c->chunk_cap, c->nchunk + 1,
	    sizeof(*c->chunk), err);
	if (code == NASS_OK)
		c->chunk[c->nchunk++] = (struct count__chunk){ doc->file,
			doc->at_file, c->nsequence - tokens, tokens };
	return code;
}

enum nass_code
nass_count_doc(
    struct nass_count *c, const struct nass_doc *doc, struct nass_err *err)
{
	uint64_t tokens = 0;
	enum nass_code code;

	code = count__encode(c, doc->text, err);
	if (code != NASS_OK)
		return code;
	code = begin_part(c, doc, err);
	if (code == NASS_OK)
		code = count__tokens(c, doc->text, &tokens, err);
	return code == NASS_OK ? end_part(c, doc, tokens, err) : code;
}
