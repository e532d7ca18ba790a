/*
 * rank.c - words among their like, by which n-grams of them are sorted; and from
 * an n-gram back to its words.
 */
#include <stdlib.h>
#include <string.h>

#include "base/huge.h"
#include "count/grams.h"

void
count__ranks_fini(struct count__ranks *r)
{
	free(r->spelling);
	free(r->type);
	free(r->type_of_spelling);
	free(r->id);
	free(r->type_of_rank);
	free(r->count);
	free(r->text);
	*r = (struct count__ranks){ 0 };
}

static unsigned
bits_of(size_t n)
{
	unsigned bits = 1;

	while (n >> bits != 0)
		bits++;
	return bits;
}

static void
rank(const struct nass_count *c, const struct count__vocab *v,
    struct count__item *item, uint32_t *rank)
{
	size_t i;

	for (i = 0; i < v->n; i++)
		item[i].id = i;
	count__sort_words(
	    v->key, item, item + v->n, v->n, count__is_shared(c, v->n));
	if (v == &c->words)
		count__sort_homographs(c, item, v->n);
	for (i = 0; i < v->n; i++)
		rank[item[i].id] = (uint32_t)i;
}

#define AHEAD 16 /* words, which are asked for */

enum nass_code
count__set_text(struct count__text *text, uint64_t key, struct nass_buf *room,
    struct nass_err *err)
{
	memcpy(text->p, &key, sizeof(key));
	text->n = UINT8_MAX;
	text->is_plain = count__is_plain(key);
	if (count__is_long(key))
		return NASS_OK;
	room->n = 0;
	if (count__word_put(key, room, err) != NASS_OK)
		return NASS_ENOMEM;
	if (room->n <= sizeof(text->p)) {
		memcpy(text->p, room->p, room->n);
		text->n = (unsigned char)room->n;
	}
	return NASS_OK;
}

/* What is known by rank, of words in their order. */
static enum nass_code
list_ranks(
    struct nass_count *c, const struct count__item *item, struct nass_err *err)
{
	struct count__ranks *r = &c->ranks;
	enum nass_code code = NASS_OK;
	size_t i;

	for (i = 0; code == NASS_OK && i < c->words.n; i++) {
		uint32_t id = (uint32_t)item[i].id;
		uint32_t type;

		if (i + AHEAD < c->words.n) {
			uint64_t later = item[i + AHEAD].id;

			__builtin_prefetch(&c->spelling[later]);
			__builtin_prefetch(&c->words.key[later]);
			__builtin_prefetch(&r->type_of_spelling[later], 1);
		}
		type = r->type[c->spelling[id].type];
		r->type_of_spelling[id] = type;
		r->id[i] = id;
		r->type_of_rank[i] = type;
		if (r->count != NULL)
			r->count[i] =
			    c->level[0].sum[c->spelling[id].type].count;
		code = count__set_text(
		    &r->text[i], c->words.key[id], &c->scratch, err);
	}
	return code;
}

enum nass_code
count__rank_words(struct nass_count *c, struct nass_err *err)
{
	size_t n = c->words.n > c->types.n ? c->words.n : c->types.n;
	struct count__item *item = count__items(n);
	struct count__ranks *r = &c->ranks;
	enum nass_code code;

	count__ranks_fini(r);
	r->spelling = nass_huge_zeros(n + 1, sizeof(*r->spelling));
	r->type = nass_huge_zeros(n + 1, sizeof(*r->type));
	r->type_of_spelling =
	    nass_huge_zeros(n + 1, sizeof(*r->type_of_spelling));
	r->id = nass_huge_zeros(n + 1, sizeof(*r->id));
	r->type_of_rank = nass_huge_zeros(n + 1, sizeof(*r->type_of_rank));
	r->text = nass_huge_zeros(n + 1, sizeof(*r->text));
	if (c->opts.has_words)
		r->count = nass_huge_zeros(n + 1, sizeof(*r->count));
	if (item == NULL || r->spelling == NULL || r->type == NULL ||
	    r->type_of_spelling == NULL || r->id == NULL ||
	    r->type_of_rank == NULL || r->text == NULL ||
	    (c->opts.has_words && r->count == NULL)) {
		free(item);
		return nass_fail_nomem(err);
	}
	r->bits = bits_of(n);
	rank(c, &c->types, item, r->type);
	rank(c, &c->words, item, r->spelling);
	code = list_ranks(c, item, err);
	free(item);
	return code;
}

void
count__gram(const struct nass_count *c, unsigned level, uint32_t g,
    uint32_t id[NASS_NGRAM_MAX])
{
	uint64_t key = c->level[level].gram[g].key;
	unsigned bits = c->ranks.bits;
	uint64_t mask = ((uint64_t)1 << bits) - 1;
	unsigned i = level + 1;
	const uint32_t *p;

	if (bits * (level + 1) <= 64) {
		for (; i-- > 0; key >>= bits)
			id[i] = c->ranks.id[key & mask];
		return;
	}
	p = count__at_place(c, key);
	while (i-- > 0)
		id[i] = p[i] - 1;
}

enum nass_code
count__put_narrow(const struct nass_count *c, const struct count__text *text,
    unsigned level, uint64_t gram, struct nass_buf *out, struct nass_err *err)
{
	const struct count__ranks *r = &c->ranks;
	uint64_t mask = ((uint64_t)1 << r->bits) - 1;
	enum nass_code code = NASS_OK;
	unsigned i = level + 1;

	while (code == NASS_OK && i-- > 0) {
		const struct count__text *word =
		    &text[gram >> r->bits * i & mask];
		uint64_t key;

		if (out->cap - out->n < sizeof(*word))
			code = nass_buf_grow(out, sizeof(*word), err);
		if (code != NASS_OK)
			return code;
		if (word->n <= sizeof(word->p)) {
			memcpy(out->p + out->n, word->p, sizeof(word->p));
			out->n += word->n;
			out->p[out->n] = ' ';
			out->n += i > 0;
			continue;
		}
		memcpy(&key, word->p, sizeof(key));
		code = count__word_put(key, out, err);
		if (code == NASS_OK && i > 0)
			code = nass_buf_putc(out, ' ', err);
	}
	return code;
}

enum nass_code
count__put_gram(const struct nass_count *c, unsigned level, uint32_t g,
    struct nass_buf *out, struct nass_err *err)
{
	uint64_t gram = c->level[level].gram[g].key;
	const uint32_t *word;
	enum nass_code code = NASS_OK;
	unsigned i;

	if (c->ranks.bits * (level + 1) <= 64)
		return count__put_narrow(
		    c, c->ranks.text, level, gram, out, err);
	word = count__at_place(c, gram);
	for (i = 0; code == NASS_OK && i <= level; i++) {
		if (i > 0)
			code = nass_buf_putc(out, ' ', err);
		if (code == NASS_OK)
			code = count__word_put(
			    c->words.key[word[i] - 1], out, err);
	}
	return code;
}
