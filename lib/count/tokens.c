/*
 * tokens.c - the tokens of a text into slots.
 *
 *	dense text ─> batch of spans ─> tags ─> slots, ids
 *	                                          │
 *	       types that meet the document <── spellings that do
 *
 * Room is made for a whole batch, so that no table moves in it.  Within it, the
 * slot of a word is asked for AHEAD words before it is counted, so that the
 * misses of the cache overlap: first of the words that are their tags, nearly
 * all; then, in groups, of the others.  Spellings that the document has for the
 * first time wait for the end of the batch.
 */
#include <stdlib.h>

#include "count/docs.h"
#include "text/utf8.h"
#include "word/dense_words.h"

enum {
	GROUP = 32,
	AHEAD = 32,
};

struct count__tokens {
	unsigned nuser; /* counts that share it */
	struct nass_str text;
	struct nass_buf dense;
	size_t ndense;
	struct nass_dense_words words;
	struct nass_dense_batch batch;
	struct nass_arena arena; /* plain words that no key has room for */
	/* Of the batch: tags, and which tokens they are of; other tokens. */
	uint64_t tag[NASS_DENSE_BATCH + AHEAD];
	uint16_t tag_of[NASS_DENSE_BATCH];
	size_t ntag;
	uint16_t long_of[NASS_DENSE_BATCH];
	size_t nlong;
	struct count__key key[GROUP]; /* of some of these */
	bool keeps_ids;
	uint32_t id[NASS_DENSE_BATCH];    /* by token */
	uint32_t fresh[NASS_DENSE_BATCH]; /* spellings for the document */
	size_t nfresh;
};

enum nass_code
count__tokens_new(struct count__tokens **t, struct nass_err *err)
{
	*t = calloc(1, sizeof(**t));
	if (*t == NULL)
		return nass_fail_nomem(err);
	(*t)->nuser = 1;
	return NASS_OK;
}

struct count__tokens *
count__tokens_share(struct count__tokens *t)
{
	t->nuser++;
	return t;
}

void
count__tokens_free(struct count__tokens *t)
{
	if (t == NULL || --t->nuser > 0)
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

/*
 * Tags of the tokens whose tag is all that is needed; others are listed.  Most
 * are of the first kind, and nothing branches on which.
 */
static void
make_tags(struct count__tokens *t)
{
	const struct nass_dense_batch *b = &t->batch;
	const char *dense = t->dense.p;
	size_t ntag = 0;
	size_t nlong = 0;
	size_t i;

	for (i = 0; i < b->n; i++) {
		size_t len = b->end[i] - b->at[i];
		bool is_inline = (len <= COUNT__INLINE_CHARS) &
		    ((b->flags[i] & NASS_DENSE_GENERAL) == 0);

		t->tag[ntag] = count__chars(dense + b->at[i], len);
		t->tag_of[ntag] = (uint16_t)i;
		ntag += is_inline;
		t->long_of[nlong] = (uint16_t)i;
		nlong += !is_inline;
	}
	for (i = 0; i < AHEAD; i++)
		t->tag[ntag + i] = 0;
	t->ntag = ntag;
	t->nlong = nlong;
}

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
	size_t n = b->end[i] - b->at[i];

	if ((b->flags[i] & NASS_DENSE_GENERAL) != 0)
		count__key_word((struct nass_str){ t->text.p + b->byte_at[i],
				    b->byte_n[i] },
		    key);
	else if (n <= COUNT__DENSE_MAX)
		count__key_dense(dense, n, key);
	else
		return key_of_long(t, dense, n, key, err);
	return NASS_OK;
}

/* Counting --------------------------------------------------------------- */

/* A token whose slot this is, in the document of that mark. */
static inline void
step(struct nass_count *c, struct count__tokens *t, struct count__slot *s,
    uint16_t mark)
{
	if (++s->n == 0)
		c->spelling[s->id].count += (uint64_t)UINT16_MAX + 1;
	if (s->last != mark) {
		s->last = mark;
		t->fresh[t->nfresh++] = s->id;
	}
}

/* Tokens of the batch that are their tags. */
static void
count_tags(struct nass_count *c, struct count__tokens *t)
{
	/* A copy, which nothing that is written below may change. */
	const struct count__vocab v = c->words;
	const uint16_t mark = c->mark;
	const size_t n = t->ntag;
	const bool keeps = t->keeps_ids;
	struct count__slot *s;
	size_t i;

	for (i = 0; i < AHEAD; i++)
		__builtin_prefetch(count__place(&v, t->tag[i]), 1);
	for (i = 0; i < n; i++) {
		__builtin_prefetch(count__place(&v, t->tag[i + AHEAD]), 1);
		s = count__find_inline(&v, t->tag[i]);
		if (s->tag == 0) {
			struct count__key key;

			key.tag = t->tag[i];
			key.bytes.p = NULL;
			/* Asks for no memory. */
			(void)count__take_spelling(c, s, &key, COUNT__NONE);
		}
		step(c, t, s, mark);
		if (keeps)
			t->id[t->tag_of[i]] = s->id;
	}
}

/* The n others of t->long_of[from] and behind. */
static enum nass_code
count_long(struct nass_count *c, struct count__tokens *t, size_t from, size_t n,
    struct nass_err *err)
{
	const uint16_t *token = t->long_of + from;
	struct count__slot *s;
	size_t i;

	for (i = 0; i < n; i++) {
		if (key_of_token(t, token[i], &t->key[i], err) != NASS_OK)
			return NASS_ENOMEM;
		count__ask(&c->words, &t->key[i]);
	}
	count__ask_long(&c->words, t->key, n);
	for (i = 0; i < n; i++) {
		s = count__find(&c->words, &t->key[i]);
		if (s->tag == 0 &&
		    count__take_spelling(c, s, &t->key[i], COUNT__NONE) ==
			COUNT__NONE)
			return nass_fail_nomem(err);
		step(c, t, s, c->mark);
		t->id[token[i]] = s->id;
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
		if (!c->has_pairs) {
			count__put_in_set(&c->doc[c->ndoc - 1], type);
			return;
		}
		t->pair = (uint32_t)c->npair;
		c->pair[c->npair++] =
		    (struct count__pair){ type, (uint32_t)(c->ndoc - 1), 0 };
	}
	if (c->has_pairs)
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

/* Ids of the batch, with a 0 before each that begins a sentence. */
static void
keep_ids(struct nass_count *c, const struct count__tokens *t)
{
	const struct nass_dense_batch *b = &t->batch;
	uint32_t *to = c->sequence + c->nsequence;
	size_t i;

	for (i = 0; i < b->n; i++) {
		if ((b->flags[i] & NASS_DENSE_SENTENCE) != 0)
			*to++ = 0;
		*to++ = t->id[i] + 1;
	}
	c->nsequence = (size_t)(to - c->sequence);
}

static enum nass_code
count_batch(struct nass_count *c, struct count__tokens *t, struct nass_err *err)
{
	enum nass_code code = count__reserve(c, t->batch.n, err);
	size_t from;

	if (code != NASS_OK)
		return code;
	t->nfresh = 0;
	t->keeps_ids = count__has_sequence(c) || c->opts.has_parts;
	make_tags(t);
	count_tags(c, t);
	for (from = 0; code == NASS_OK && from < t->nlong; from += GROUP)
		code = count_long(c, t, from,
		    t->nlong - from < GROUP ? t->nlong - from : GROUP, err);
	if (code == NASS_OK && count__has_sequence(c))
		keep_ids(c, t);
	if (c->opts.has_parts) {
		/* Each token counts in its document. */
		memcpy(t->fresh, t->id, t->batch.n * sizeof(*t->id));
		t->nfresh = t->batch.n;
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
