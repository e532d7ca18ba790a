/*
 * feed.c - documents into slots.
 *
 * Tokens are taken in batches: all keys of a batch are made and their slots
 * asked for before the first is counted, so that the misses of the cache
 * overlap.  Room for a batch is made before it, so that no table moves in it.
 */
#include <stdlib.h>
#include <string.h>

#include "count/private.h"
#include "text/utf8.h"

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
must_spill(const struct nass_count *c, size_t extra)
{
	size_t sum = c->meaning_cap * sizeof(*c->meaning);
	unsigned i;

	if (c->opts.memory == 0 || c->opts.has_positions ||
	    c->opts.meet == NASS_MEET_CLITICS || c->vocab[0].n < 64)
		return false;
	for (i = 0; i < c->nlevel; i++)
		sum += count__vocab_grown(&c->vocab[i], extra);
	return sum > c->opts.memory;
}

enum nass_code
count__reserve(struct nass_count *c, size_t extra, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	unsigned i;

	if (must_spill(c, extra))
		code = count__spill(c, err);
	for (i = 0; code == NASS_OK && i < c->nlevel; i++)
		code = count__vocab_reserve(&c->vocab[i], extra, err);
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
    struct nass_str folded, struct count__slot **slot, struct nass_err *err)
{
	struct count__vocab *v = &c->vocab[0];
	struct count__key type;
	uint32_t id;

	*slot = count__find(v, key);
	if ((*slot)->k[0] != 0)
		return NASS_OK;
	count__key_word(folded, &type);
	id = count__type_of(v, &type);
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
    struct nass_str word, struct count__slot **slot, struct nass_err *err)
{
	struct nass_str folded;
	enum nass_code code;

	*slot = key->bytes.p == NULL
	    ? count__find_inline(&c->vocab[0], key->k[0], key->k[1], key->hash)
	    : count__find(&c->vocab[0], key);
	if ((*slot)->k[0] != 0)
		return NASS_OK;
	code = count__fold(c->fold, word, &folded, err);
	return code != NASS_OK ? code
			       : count__spelling_as(c, key, folded, slot, err);
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
		c->is_listed = c->opts.has_parts ||
		    c->opts.meet == NASS_MEET_CLITICS ||
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

/* A type in the document at hand, which has it for the first time or again. */
static void
see_type(struct nass_count *c, struct count__vocab *v, uint32_t type)
{
	struct count__type *t = &v->type[type];

	if (t->last != c->epoch) {
		t->last = c->epoch;
		if (!c->is_listed) {
			t->documents++;
			return;
		}
		t->pair = (uint32_t)v->npair;
		v->pair[v->npair++] =
		    (struct count__pair){ type, (uint32_t)(c->ndoc - 1), 0 };
	}
	if (c->is_listed)
		v->pair[t->pair].n++;
}

static inline void
see(struct nass_count *c, struct count__vocab *v, struct count__slot *s,
    uint32_t type)
{
	s->count++;
	if (s->last == c->epoch && !c->opts.has_parts)
		return;
	s->last = c->epoch;
	see_type(c, v, type);
}

/* Batches ---------------------------------------------------------------- */

struct batch {
	struct nass_str text;
	struct nass_token token[COUNT__BATCH];
	struct count__key key[COUNT__BATCH];
	size_t n;
	/*
	 * The words of the sentence before the next token, the last of them at
	 * the end: up to NASS_NGRAM_MAX - 1 from the batch before.
	 */
	uint32_t id[NASS_NGRAM_MAX + COUNT__BATCH];
	size_t before[NASS_NGRAM_MAX + COUNT__BATCH]; /* words in sentence */
	struct nass_token past[NASS_NGRAM_MAX];
	size_t npast;
};

static struct nass_str
token_str(const struct batch *b, const struct nass_token *t)
{
	return (struct nass_str){ b->text.p + t->at, t->n };
}

static void
make_keys(const struct nass_count *c, struct batch *b)
{
	const struct count__vocab *v = &c->vocab[0];
	size_t i;

	for (i = 0; i < b->n; i++) {
		count__key_word(token_str(b, &b->token[i]), &b->key[i]);
		__builtin_prefetch(
		    &v->slot[count__place(b->key[i].hash, v->shift)], 1);
	}
}

static enum nass_code
count_words(struct nass_count *c, struct batch *b, struct nass_err *err)
{
	struct count__vocab *v = &c->vocab[0];
	enum nass_code code;
	size_t i;

	for (i = 0; i < b->n; i++) {
		struct count__slot *s;
		uint32_t type;

		code = count__spelling(
		    c, &b->key[i], token_str(b, &b->token[i]), &s, err);
		if (code != NASS_OK)
			return code;
		type = count__word_type(c, s);
		see(c, v, s, type);
		if (c->opts.has_positions)
			c->sequence[c->nsequence++] = type;
		if (c->nlevel > 1)
			b->id[NASS_NGRAM_MAX + i] = s->type + 1;
	}
	return NASS_OK;
}

/* Ids of words before the batch: they may be new ones after a run on disk. */
static enum nass_code
recall(struct nass_count *c, struct batch *b, struct nass_err *err)
{
	size_t i;

	for (i = 0; i < b->npast; i++) {
		struct nass_str word = token_str(b, &b->past[i]);
		struct count__slot *s;
		struct count__key key;
		enum nass_code code;

		count__key_word(word, &key);
		code = count__spelling(c, &key, word, &s, err);
		if (code != NASS_OK)
			return code;
		b->id[NASS_NGRAM_MAX - b->npast + i] = s->type + 1;
	}
	return NASS_OK;
}

/* How many words of its sentence stand before each token. */
static void
measure_sentences(struct batch *b)
{
	size_t run = b->npast;
	size_t i;

	for (i = 0; i < b->n; i++) {
		if (b->token[i].starts_sentence)
			run = 0;
		b->before[i] = run++;
	}
}

static void
keep_past(const struct nass_count *c, struct batch *b)
{
	size_t n = b->n == 0 ? 0 : b->before[b->n - 1] + 1;

	if (n > c->nlevel - 1)
		n = c->nlevel - 1;
	if (n > b->n) { /* the sentence reaches back beyond a short batch */
		size_t old = n - b->n;

		memmove(
		    b->past, b->past + b->npast - old, old * sizeof(*b->past));
		memcpy(b->past + old, b->token, b->n * sizeof(*b->past));
	} else {
		memcpy(b->past, b->token + b->n - n, n * sizeof(*b->past));
	}
	b->npast = n;
}

static enum nass_code
count_order(
    struct nass_count *c, struct batch *b, unsigned order, struct nass_err *err)
{
	struct count__vocab *v = &c->vocab[order - 1];
	struct count__key key[COUNT__BATCH];
	size_t i;

	for (i = 0; i < b->n; i++) {
		if (b->before[i] + 1 < order)
			continue;
		count__key_ids(
		    &b->id[NASS_NGRAM_MAX + i + 1 - order], order, &key[i]);
		__builtin_prefetch(
		    &v->slot[count__place(key[i].hash, v->shift)], 1);
	}
	for (i = 0; i < b->n; i++) {
		struct count__slot *s;
		enum nass_code code;

		if (b->before[i] + 1 < order)
			continue;
		code = count__ngram(c, order, &key[i],
		    &b->id[NASS_NGRAM_MAX + i + 1 - order], &s, err);
		if (code != NASS_OK)
			return code;
		see(c, v, s, s->type);
	}
	return NASS_OK;
}

static enum nass_code
count_ngrams(struct nass_count *c, struct batch *b, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	unsigned order;

	measure_sentences(b);
	order = c->opts.ngram_min < 2 ? 2 : c->opts.ngram_min;
	for (; code == NASS_OK && order <= c->nlevel; order++)
		code = count_order(c, b, order, err);
	keep_past(c, b);
	return code;
}

static enum nass_code
count_batch(struct nass_count *c, struct batch *b, struct nass_err *err)
{
	enum nass_code code;

	code = count__reserve(c, COUNT__BATCH + NASS_NGRAM_MAX, err);
	if (code != NASS_OK)
		return code;
	if (c->nlevel > 1)
		code = recall(c, b, err);
	make_keys(c, b);
	if (code == NASS_OK)
		code = count_words(c, b, err);
	if (code == NASS_OK && c->nlevel > 1)
		code = count_ngrams(c, b, err);
	return code;
}

enum nass_code
nass_count_doc(
    struct nass_count *c, const struct nass_doc *doc, struct nass_err *err)
{
	size_t valid = nass_utf8_valid(doc->text);
	struct nass_words w;
	struct batch b;
	uint64_t tokens = 0;
	enum nass_code code;

	if (valid < doc->text.n)
		return nass_fail(err, NASS_EINPUT, valid, "ill-formed UTF-8");
	code = begin_part(c, doc, err);
	b.text = doc->text;
	b.npast = 0;
	nass_words_init(&w, doc->text, &c->words);
	while (code == NASS_OK) {
		for (b.n = 0; b.n < COUNT__BATCH; b.n++)
			if (!nass_words_next(&w, &b.token[b.n]))
				break;
		if (b.n == 0)
			break;
		tokens += b.n;
		code = count_batch(c, &b, err);
	}
	return code == NASS_OK ? end_part(c, doc, tokens, err) : code;
}
