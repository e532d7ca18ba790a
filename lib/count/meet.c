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
	const struct count__vocab *types;
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
	type = count__id(s->types, &key);
	if (type == COUNT__NONE || type == s->type)
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
	struct nass_buf word = NASS_BUF_INIT;
	enum nass_code code = NASS_OK;
	uint32_t t;

	for (t = 0; code == NASS_OK && t < c->types.n; t++) {
		struct search s = { &c->types, t, t };

		word.n = 0;
		code = count__word_put(c->types.key[t], &word, err);
		if (code == NASS_OK)
			nass_clitics(nass_buf_str(&word), false, is_known, &s);
		into[t] = s.into;
	}
	nass_buf_fini(&word);
	if (code == NASS_OK)
		follow(into, c->types.n);
	return code;
}

enum nass_code
count__meet(struct nass_count *c, struct nass_err *err)
{
	uint32_t *into = calloc((size_t)c->types.n + 1, sizeof(*into));
	enum nass_code code;
	size_t i;

	if (into == NULL)
		return nass_fail_nomem(err);
	code = match_words(c, into, err);
	for (i = 0; code == NASS_OK && i < c->words.n; i++) {
		struct count__spelling *s = &c->spelling[i];

		s->has_moved = into[s->type] != s->type;
		s->type = into[s->type];
	}
	for (i = 0; code == NASS_OK && i < c->npair; i++)
		c->pair[i].type = into[c->pair[i].type];
	c->has_moved = true;
	free(into);
	return code;
}

bool
count__has_moved(const struct nass_count *c, unsigned level, uint32_t spelling)
{
	uint32_t id[NASS_NGRAM_MAX];
	bool has_moved = false;
	unsigned i;

	if (!c->has_moved)
		return false;
	if (level == 0)
		return c->spelling[spelling].has_moved;
	count__gram(c, level, spelling, id);
	for (i = 0; i <= level; i++)
		has_moved |= c->spelling[id[i]].has_moved;
	return has_moved;
}
