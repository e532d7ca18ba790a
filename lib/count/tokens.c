/*
 * tokens.c - the tokens of a text into slots.
 *
 *	dense text ─> batch of spans ─> tags ─> slots, ids
 *	                                          │
 *	       types that meet the document <── spellings that do
 *
 * Room is made for a whole batch, so that no table moves in it.  Within it, tags
 * of GROUP tokens are made and their slots asked for before the first is
 * counted, so that the misses of the cache overlap; spellings that the document
 * has for the first time wait for the end of the batch.
 */
#include <stdlib.h>

#include "count/private.h"
#include "text/utf8.h"
#include "word/dense_words.h"

enum {
	GROUP = 32,
};

struct count__tokens {
	struct nass_str text;
	struct nass_buf dense;
	size_t ndense;
	struct nass_dense_words words;
	struct nass_dense_batch batch;
	struct nass_arena arena;      /* plain words that no key has room for */
	struct count__key key[GROUP]; /* of words that are not inline */
	uint32_t fresh[NASS_DENSE_BATCH]; /* spellings for the document */
	size_t nfresh;
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

/* Tags ------------------------------------------------------------------- */

/* A plain word of more characters than are kept dense. */
static enum nass_code
key_of_long(struct count__tokens *t, const char *dense, size_t n,
    struct count__key *key, struct nass_err *err)
{
	struct nass_str word = { nass_arena_get(&t->arena, 2 * n), 0 };
	char *p = (char *)(uintptr_t)word.p;
	size_t i;

	if (p == NULL)
		return nass_fail_nomem(err);
	for (i = 0; i < n; i++)
		word.n += nass_utf8_set(
		    p + word.n, nass_dense_code_point((unsigned char)dense[i]));
	count__key_word(word, key);
	return NASS_OK;
}

/* The key of a token that is not plain, or not short. */
static enum nass_code
key_of_token(struct count__tokens *t, size_t i, struct count__key *key,
    struct nass_err *err)
{
	const struct nass_dense_batch *b = &t->batch;
	const char *dense = t->dense.p + b->at[i];

	if ((b->flags[i] & NASS_DENSE_GENERAL) != 0)
		count__key_word((struct nass_str){ t->text.p + b->byte_at[i],
				    b->byte_n[i] },
		    key);
	else if (b->len[i] <= COUNT__DENSE_MAX)
		count__key_dense(dense, b->len[i], key);
	else
		return key_of_long(t, dense, b->len[i], key, err);
	return NASS_OK;
}

/* Tags of tokens from .. from + n; their slots are asked for. */
static enum nass_code
make_tags(const struct count__vocab *v, struct count__tokens *t, size_t from,
    size_t n, uint64_t tag[GROUP], struct nass_err *err)
{
	const struct nass_dense_batch *b = &t->batch;
	size_t i;

	for (i = 0; i < n; i++) {
		size_t len = b->len[from + i];

		if (len > COUNT__INLINE_CHARS ||
		    (b->flags[from + i] & NASS_DENSE_GENERAL) != 0) {
			if (key_of_token(t, from + i, &t->key[i], err) !=
			    NASS_OK)
				return NASS_ENOMEM;
			tag[i] = t->key[i].tag;
		} else {
			tag[i] =
			    count__chars(t->dense.p + b->at[from + i], len);
		}
		__builtin_prefetch(count__place(v, tag[i]), 1);
	}
	return NASS_OK;
}

/* Counting --------------------------------------------------------------- */

/* A spelling that no slot has yet. */
static bool
take_new(struct nass_count *c, struct count__slot *s, uint64_t tag,
    const struct count__key *key)
{
	struct count__key own = { .tag = tag };
	uint32_t id;

	id = count__take(&c->words, s, count__is_long(tag) ? key : &own);
	if (id == COUNT__NONE)
		return false;
	c->spelling[id] = (struct count__spelling){ 0, COUNT__NONE, false };
	return true;
}

static enum nass_code
count_group(struct nass_count *c, struct count__tokens *t, size_t from,
    size_t n, uint32_t id[GROUP], struct nass_err *err)
{
	struct count__vocab *v = &c->words;
	bool is_always_fresh = c->opts.has_parts;
	uint64_t tag[GROUP];
	size_t i;

	if (make_tags(v, t, from, n, tag, err) != NASS_OK)
		return NASS_ENOMEM;
	for (i = 0; i < n; i++) {
		struct count__slot *s = count__is_long(tag[i])
		    ? count__find(v, &t->key[i])
		    : count__find_inline(v, tag[i]);

		if (s->tag == 0 && !take_new(c, s, tag[i], &t->key[i]))
			return nass_fail_nomem(err);
		if (++s->n == 0)
			c->spelling[s->id].count += (uint64_t)UINT16_MAX + 1;
		if (s->last != c->mark || is_always_fresh) {
			s->last = c->mark;
			t->fresh[t->nfresh++] = s->id;
		}
		id[i] = s->id;
	}
	return NASS_OK;
}

/* A type in the document at hand, which has it for the first time or again. */
static inline void
see_type(struct nass_count *c, uint32_t type)
{
	struct count__type *t = &c->type[type];

	if (t->last != c->epoch) {
		t->last = c->epoch;
		if (!c->is_listed) {
			t->documents++;
			return;
		}
		t->pair = (uint32_t)c->npair;
		c->pair[c->npair++] =
		    (struct count__pair){ type, (uint32_t)(c->ndoc - 1), 0 };
	}
	if (c->is_listed)
		c->pair[t->pair].n++;
}

static enum nass_code
see_fresh(struct nass_count *c, struct count__tokens *t, struct nass_err *err)
{
	enum nass_code code = count__fold_words(c, err);
	uint32_t type[GROUP];
	size_t from;
	size_t i;

	for (from = 0; code == NASS_OK && from < t->nfresh; from += GROUP) {
		size_t n = t->nfresh - from < GROUP ? t->nfresh - from : GROUP;

		for (i = 0; i < n; i++)
			__builtin_prefetch(&c->spelling[t->fresh[from + i]]);
		for (i = 0; i < n; i++) {
			type[i] = c->spelling[t->fresh[from + i]].type;
			__builtin_prefetch(&c->type[type[i]], 1);
		}
		for (i = 0; i < n; i++)
			see_type(c, type[i]);
	}
	return code;
}

/* Ids of a group, with a 0 before each that begins a sentence. */
static void
keep_ids(
    struct nass_count *c, const uint8_t *flags, const uint32_t *id, size_t n)
{
	uint32_t *to = c->sequence + c->nsequence;
	size_t i;

	for (i = 0; i < n; i++) {
		if ((flags[i] & NASS_DENSE_SENTENCE) != 0)
			*to++ = 0;
		*to++ = id[i] + 1;
	}
	c->nsequence = (size_t)(to - c->sequence);
}

static enum nass_code
count_batch(struct nass_count *c, struct count__tokens *t, struct nass_err *err)
{
	const struct nass_dense_batch *b = &t->batch;
	enum nass_code code = count__reserve(c, b->n, err);
	uint32_t id[GROUP];
	size_t from;

	t->nfresh = 0;
	for (from = 0; code == NASS_OK && from < b->n; from += GROUP) {
		size_t n = b->n - from < GROUP ? b->n - from : GROUP;

		code = count_group(c, t, from, n, id, err);
		if (code == NASS_OK && count__has_sequence(c))
			keep_ids(c, b->flags + from, id, n);
	}
	return code == NASS_OK ? see_fresh(c, t, err) : code;
}

enum nass_code
count__tokens(struct nass_count *c, struct nass_str text, uint64_t *n,
    struct nass_err *err)
{
	struct count__tokens *t = c->tokens;
	enum nass_code code = NASS_OK;

	nass_dense_words_init(&t->words, text,
	    (const unsigned char *)t->dense.p, t->ndense, &c->word_opts,
	    c->nlevel > 1);
	while (code == NASS_OK && nass_dense_words_next(&t->words, &t->batch)) {
		*n += t->batch.n;
		code = count_batch(c, t, err);
	}
	return code;
}
