/*
 * meet.c - words with clitics join the word inside, if that is in the input.
 *
 *	type			into
 *	wa+al+kitab	──>	kitab, or al+kitab where no kitab is
 *	kitab		──>	itself
 *
 * Which words there are is known at the end alone, so types move then, with
 * their spellings and their places in documents; n-grams follow their words.
 */
#include <stdlib.h>

#include "count/private.h"

#define CLITICS "clitics" /* as the identity has it */

bool
count__has_clitics(const struct nass_count *c)
{
	return nass_str_eq(
	    nass_buf_str(&c->identity[COUNT__MEET]), NASS_STR(CLITICS));
}

struct search {
	const struct count__vocab *vocab;
	uint32_t type; /* of the word */
	uint32_t into;
};

static bool
is_known(void *arg, struct nass_str inside)
{
	struct search *s = arg;
	struct count__key key;
	uint32_t type;

	count__key_word(inside, &key);
	type = count__type_find(s->vocab, &key);
	if (type == COUNT__NO_TYPE || type == s->type)
		return false;
	s->into = type;
	return true;
}

/* What a word joins may join another (kataba in wa+kataba in fa+wa+kataba). */
static void
follow(uint32_t *into, uint32_t ntype)
{
	uint32_t t;
	unsigned i;

	for (t = 0; t < ntype; t++)
		for (i = 0; i < 8 && into[into[t]] != into[t]; i++)
			into[t] = into[into[t]];
}

static enum nass_code
match_words(const struct nass_count *c, uint32_t *into, struct nass_err *err)
{
	const struct count__vocab *v = &c->vocab[0];
	struct nass_buf word = NASS_BUF_INIT;
	enum nass_code code = NASS_OK;
	uint32_t t;

	for (t = 0; code == NASS_OK && t < v->ntype; t++) {
		struct search s = { v, t, t };

		word.n = 0;
		code = count__word_put(
		    v->type[t].k[0], v->type[t].k[1], &word, err);
		if (code == NASS_OK)
			nass_clitics(nass_buf_str(&word), false, is_known, &s);
		into[t] = s.into;
	}
	nass_buf_fini(&word);
	if (code == NASS_OK)
		follow(into, v->ntype);
	return code;
}

/* The n-gram type of each n-gram type, its words having moved; may be new. */
static enum nass_code
match_ngrams(struct count__vocab *v, const uint32_t *word, uint32_t *into,
    uint32_t n, struct nass_err *err)
{
	uint32_t room[COUNT__INLINE_IDS];
	uint32_t id[NASS_NGRAM_MAX];
	struct count__key key;
	enum nass_code code = count__vocab_reserve(v, n, 0, err);
	uint32_t t;
	unsigned i;

	for (t = 0; code == NASS_OK && t < n; t++) {
		const uint32_t *old = count__ids(v, v->type[t].k, room);

		for (i = 0; i < v->order; i++)
			id[i] = word[old[i] - 1] + 1;
		count__key_ids(id, v->order, &key);
		into[t] = count__type_of(v, &key);
		if (into[t] == COUNT__NO_TYPE)
			return nass_fail_nomem(err);
	}
	return code;
}

static void
move_pairs(struct count__vocab *v, const uint32_t *into)
{
	size_t i;

	for (i = 0; i < v->npair; i++)
		v->pair[i].type = into[v->pair[i].type];
}

static void
move_slots(struct count__vocab *v, const uint32_t *into)
{
	size_t i;

	for (i = 0; i < v->nslot; i++) {
		struct count__slot *s = &v->slot[i];

		if (s->k[0] == 0)
			continue;
		s->last = into[s->type] != s->type;
		s->type = into[s->type];
	}
	move_pairs(v, into);
}

/* With n-grams, slots of words lead on to their types by `meaning`. */
static void
move_meanings(struct nass_count *c, const uint32_t *into)
{
	struct count__vocab *v = &c->vocab[0];
	size_t i;

	for (i = 0; i < v->nslot; i++) {
		struct count__slot *s = &v->slot[i];
		uint32_t *type;

		if (s->k[0] == 0)
			continue;
		type = &c->meaning[s->type];
		s->last = into[*type] != *type;
		*type = into[*type];
	}
	move_pairs(v, into);
}

static enum nass_code
move_ngrams(struct count__vocab *v, const uint32_t *word, struct nass_err *err)
{
	uint32_t n = v->ntype;
	uint32_t *into = calloc((size_t)n + 1, sizeof(*into));
	enum nass_code code;

	if (into == NULL)
		return nass_fail_nomem(err);
	code = match_ngrams(v, word, into, n, err);
	if (code == NASS_OK)
		move_slots(v, into);
	free(into);
	return code;
}

enum nass_code
count__meet(struct nass_count *c, struct nass_err *err)
{
	uint32_t *into = calloc((size_t)c->vocab[0].ntype + 1, sizeof(*into));
	enum nass_code code;
	size_t i;

	if (into == NULL)
		return nass_fail_nomem(err);
	code = match_words(c, into, err);
	for (i = 1; code == NASS_OK && i < c->nlevel; i++)
		code = move_ngrams(&c->vocab[i], into, err);
	if (code == NASS_OK) {
		if (c->nlevel > 1)
			move_meanings(c, into);
		else
			move_slots(&c->vocab[0], into);
		for (i = 0; i < c->nsequence; i++)
			c->sequence[i] = into[c->sequence[i]];
		c->has_moved = true;
	}
	free(into);
	return code;
}
