/*
 * tokens.c - the tokens of a text into slots.
 *
 *	dense text ─> batch of spans ─> keys ─> slots ─> types
 *
 * Room is made for a whole batch, so that no table moves in it.  Within it,
 * keys of GROUP tokens are made and their slots asked for before the first is
 * counted, and types that meet the document for the first time are asked for
 * before the first of them is: so the misses of the cache overlap.
 */
#include <stdlib.h>
#include <string.h>

#include "count/private.h"
#include "text/dense.h"
#include "text/utf8.h"
#include "word/dense_words.h"

enum {
	GROUP = 32,
	PAST = NASS_NGRAM_MAX - 1,
};

struct count__tokens {
	struct nass_str text;
	struct nass_buf dense;
	size_t ndense;
	struct nass_dense_words words;
	struct nass_dense_batch batch;
	struct nass_arena arena; /* long words of the text */
	/* Of n-grams: words before the batch, then those of the batch. */
	size_t npast; /* of the sentence at hand */
	struct count__key past[PAST];
	uint32_t id[PAST + NASS_DENSE_BATCH];
	struct count__key last[PAST]; /* keys of the batch's last words */
};

void
count__tokens_free(struct count__tokens *t)
{
	if (t == NULL)
		return;
	nass_buf_fini(&t->dense);
	nass_arena_fini(&t->arena);
	free(t);
}

enum nass_code
count__encode(struct nass_count *c, struct nass_str text, struct nass_err *err)
{
	struct count__tokens *t = c->tokens;
	size_t valid;

	if (t == NULL)
		c->tokens = t = calloc(1, sizeof(*t));
	if (t == NULL)
		return nass_fail_nomem(err);
	t->text = text;
	t->dense.n = 0;
	if (nass_buf_grow(&t->dense, text.n + 128, err) != NASS_OK)
		return NASS_ENOMEM;
	valid = nass_dense_encode(
	    text.p, text.n, (unsigned char *)t->dense.p, &t->ndense);
	if (valid < text.n)
		return nass_fail(err, NASS_EINPUT, valid, "ill-formed UTF-8");
	memset(t->dense.p + t->ndense, 0, 64);
	nass_arena_reset(&t->arena);
	return NASS_OK;
}

/* Keys ------------------------------------------------------------------- */

/* The first n bytes of eight. */
static inline uint64_t
low_bytes(uint64_t x, size_t n)
{
	return n >= 8 ? x : x & (((uint64_t)1 << 8 * n) - 1);
}

/* A plain word of more characters than a key has. */
static enum nass_code
key_of_long(struct count__tokens *t, size_t at, size_t n,
    struct count__key *key, struct nass_err *err)
{
	const unsigned char *d = (const unsigned char *)t->dense.p + at;
	char *p = nass_arena_get(&t->arena, 2 * n);
	struct nass_str word = { p, 0 };
	size_t i;

	if (p == NULL)
		return nass_fail_nomem(err);
	for (i = 0; i < n; i++)
		word.n +=
		    nass_utf8_set(p + word.n, nass_dense_code_point(d[i]));
	count__key_word(word, key);
	return NASS_OK;
}

/* Keys of tokens from .. from + n; their slots are asked for. */
static enum nass_code
make_keys(const struct nass_count *c, struct count__tokens *t, size_t from,
    size_t n, struct count__key key[GROUP], struct nass_err *err)
{
	const struct count__vocab *v = &c->vocab[0];
	const struct nass_dense_batch *b = &t->batch;
	size_t i;

	for (i = 0; i < n; i++) {
		const char *d = t->dense.p + b->at[from + i];
		size_t len = b->len[from + i];
		struct count__key *k = &key[i];

		if (b->flags[from + i] & NASS_DENSE_GENERAL) {
			count__key_word(
			    (struct nass_str){
				t->text.p + b->byte_at[from + i],
				b->byte_n[from + i],
			    },
			    k);
		} else if (len <= COUNT__INLINE_CHARS) {
			memcpy(k->k, d, sizeof(k->k));
			k->k[0] = low_bytes(k->k[0], len);
			k->k[1] = len <= 8 ? 0 : low_bytes(k->k[1], len - 8);
			k->hash = count__hash(k->k[0], k->k[1]);
			k->bytes.p = NULL;
		} else if (key_of_long(t, b->at[from + i], len, k, err) !=
		    NASS_OK) {
			return NASS_ENOMEM;
		}
		__builtin_prefetch(
		    &v->slot[count__place(k->hash, v->shift)], 1);
	}
	return NASS_OK;
}

/* Counting --------------------------------------------------------------- */

/* A type in the document at hand, which has it for the first time or again. */
static inline void
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

/* Slots of a group are counted; types that may be new here are looked at. */
static inline void
count_slots(struct nass_count *c, struct count__vocab *v,
    struct count__slot *const *slot, const uint32_t *type, size_t n)
{
	uint32_t seen[GROUP];
	size_t nseen = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		struct count__slot *s = slot[i];

		s->count++;
		if (s->last == c->epoch && !c->opts.has_parts)
			continue;
		s->last = c->epoch;
		seen[nseen++] = type[i];
		__builtin_prefetch(&v->type[type[i]], 1);
	}
	for (i = 0; i < nseen; i++)
		see_type(c, v, seen[i]);
}

static enum nass_code
count_group(struct nass_count *c, struct count__tokens *t, size_t from,
    size_t n, struct nass_err *err)
{
	struct count__vocab *v = &c->vocab[0];
	struct count__key key[GROUP];
	struct count__slot *slot[GROUP];
	uint32_t type[GROUP];
	enum nass_code code;
	size_t i;

	code = make_keys(c, t, from, n, key, err);
	for (i = 0; code == NASS_OK && i < n; i++) {
		if (key[i].bytes.p == NULL)
			slot[i] = count__find_inline(
			    v, key[i].k[0], key[i].k[1], key[i].hash);
		if (key[i].bytes.p != NULL || slot[i]->k[0] == 0)
			code = count__spelling(c, &key[i], &slot[i], err);
		if (code == NASS_OK)
			type[i] = count__word_type(c, slot[i]);
	}
	if (code != NASS_OK)
		return code;
	count_slots(c, v, slot, type, n);
	if (c->opts.has_positions) {
		memcpy(c->sequence + c->nsequence, type, n * sizeof(*type));
		c->nsequence += n;
	}
	for (i = 0; c->nlevel > 1 && i < n; i++) {
		t->id[PAST + from + i] = slot[i]->type + 1;
		if (from + i + PAST >= t->batch.n)
			t->last[from + i + PAST - t->batch.n] = key[i];
	}
	return NASS_OK;
}

/* N-grams ---------------------------------------------------------------- */

/* Ids of words before the batch, which a run on disk may have changed. */
static enum nass_code
recall(struct nass_count *c, struct count__tokens *t, struct nass_err *err)
{
	size_t i;

	for (i = 0; i < t->npast; i++) {
		struct count__slot *slot;
		enum nass_code code;

		code = count__spelling(c, &t->past[i], &slot, err);
		if (code != NASS_OK)
			return code;
		t->id[PAST - t->npast + i] = slot->type + 1;
	}
	return NASS_OK;
}

/* The words of the sentence at hand that the next batch must know. */
static void
keep_past(const struct nass_count *c, struct count__tokens *t)
{
	const struct nass_dense_batch *b = &t->batch;
	size_t most = c->nlevel - 1;
	size_t n = 0; /* words of the sentence in this batch */
	size_t old = 0;

	while (n < b->n && n < most) {
		n++;
		if (b->flags[b->n - n] & NASS_DENSE_SENTENCE)
			break;
	}
	if (n == b->n && !(b->flags[0] & NASS_DENSE_SENTENCE)) {
		old = t->npast < most - n ? t->npast : most - n;
		memmove(
		    t->past, t->past + t->npast - old, old * sizeof(*t->past));
	}
	memcpy(t->past + old, t->last + PAST - n, n * sizeof(*t->past));
	t->npast = old + n;
}

/* How many words stand in the sentence up to each token, but PAST + 1. */
static void
measure(const struct count__tokens *t, size_t from, size_t n, size_t *run,
    unsigned char length[GROUP])
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (t->batch.flags[from + i] & NASS_DENSE_SENTENCE)
			*run = 0;
		*run += *run < NASS_NGRAM_MAX;
		length[i] = (unsigned char)*run;
	}
}

static enum nass_code
count_ngrams(struct nass_count *c, struct count__tokens *t, unsigned order,
    size_t from, size_t n, const unsigned char length[GROUP],
    struct nass_err *err)
{
	struct count__vocab *v = &c->vocab[order - 1];
	struct count__key key[GROUP];
	const uint32_t *id[GROUP];
	struct count__slot *slot[GROUP];
	uint32_t type[GROUP];
	size_t nkey = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		if (length[i] < order)
			continue;
		id[nkey] = &t->id[PAST + from + i + 1 - order];
		count__key_ids(id[nkey], order, &key[nkey]);
		__builtin_prefetch(
		    &v->slot[count__place(key[nkey++].hash, v->shift)], 1);
	}
	for (i = 0; i < nkey; i++) {
		enum nass_code code =
		    count__ngram(c, order, &key[i], id[i], &slot[i], err);

		if (code != NASS_OK)
			return code;
		type[i] = slot[i]->type;
	}
	count_slots(c, v, slot, type, nkey);
	return NASS_OK;
}

static enum nass_code
count_orders(
    struct nass_count *c, struct count__tokens *t, struct nass_err *err)
{
	unsigned first = c->opts.ngram_min < 2 ? 2 : c->opts.ngram_min;
	unsigned char length[GROUP];
	enum nass_code code = NASS_OK;
	size_t run = t->npast;
	size_t from;

	for (from = 0; code == NASS_OK && from < t->batch.n; from += GROUP) {
		size_t n =
		    t->batch.n - from < GROUP ? t->batch.n - from : GROUP;
		unsigned order;

		measure(t, from, n, &run, length);
		for (order = first; code == NASS_OK && order <= c->nlevel;
		     order++)
			code = count_ngrams(c, t, order, from, n, length, err);
	}
	keep_past(c, t);
	return code;
}

/* Batches ---------------------------------------------------------------- */

static enum nass_code
count_batch(struct nass_count *c, struct count__tokens *t, struct nass_err *err)
{
	enum nass_code code;
	size_t from;

	code = count__reserve(c, t->batch.n + NASS_NGRAM_MAX, err);
	if (code == NASS_OK)
		code = recall(c, t, err);
	for (from = 0; code == NASS_OK && from < t->batch.n; from += GROUP)
		code = count_group(c, t, from,
		    t->batch.n - from < GROUP ? t->batch.n - from : GROUP, err);
	return code == NASS_OK && c->nlevel > 1 ? count_orders(c, t, err)
						: code;
}

enum nass_code
count__tokens(struct nass_count *c, struct nass_str text, uint64_t *n,
    struct nass_err *err)
{
	struct count__tokens *t = c->tokens;
	enum nass_code code = NASS_OK;

	t->npast = 0;
	nass_dense_words_init(&t->words, text,
	    (const unsigned char *)t->dense.p, t->ndense, &c->words,
	    c->nlevel > 1);
	while (code == NASS_OK && nass_dense_words_next(&t->words, &t->batch)) {
		*n += t->batch.n;
		code = count_batch(c, t, err);
	}
	return code;
}
