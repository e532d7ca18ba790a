/*
 * mask.c - tokens in the place of URLs, e-mail addresses, mentions, hashtags,
 * numbers and emoji, as lib/text recognises them.
 */
#include "norm/cells.h"

#include "text/entity.h"
#include "text/utf8.h"

static unsigned
kind_of(enum nass_entity entity)
{
	switch (entity) {
	case NASS_ENTITY_URL:
		return NORM_MASK_URL;
	case NASS_ENTITY_EMAIL:
		return NORM_MASK_EMAIL;
	case NASS_ENTITY_MENTION:
		return NORM_MASK_MENTION;
	case NASS_ENTITY_HASHTAG:
		return NORM_MASK_HASHTAG;
	case NASS_ENTITY_NUMBER:
		return NORM_MASK_NUMBER;
	case NASS_ENTITY_EMOJI:
		return NORM_MASK_EMOJI;
	case NASS_ENTITY_NONE:
	default:
		return 0;
	}
}

/* The token in the place of cells [i, k). */
static void
put_token(struct norm__work *w, size_t i, size_t k, unsigned kind)
{
	struct nass_str token = nass_buf_str(&w->norm->token[kind]);
	const struct norm__cell *cell = w->now->p;
	uint32_t from = cell[i].at;
	uint32_t end = from;
	size_t at, n;

	for (; i < k; i++)
		if (cell[i].at + cell[i].n > end)
			end = cell[i].at + cell[i].n;
	for (at = 0; at < token.n; at += n) {
		norm__put(w, nass_utf8_get(token.p + at, &n), from, end - from,
		    NORM_MASK);
		if (!w->is_broken)
			w->made->p[w->made->n - 1].is_fixed = 1;
	}
}

static bool
is_fixed(const struct norm__work *w, size_t i, size_t k)
{
	for (; i < k; i++)
		if (w->now->p[i].is_fixed)
			return true;
	return false;
}

/* The text of the cells, for recognisers that read bytes. */
static bool
spell(const struct norm__work *w, struct nass_buf *b)
{
	size_t i;

	if (nass_buf_grow(b, 4 * w->now->n, NULL) != NASS_OK)
		return false;
	for (i = 0; i < w->now->n; i++)
		b->n += nass_utf8_set(b->p + b->n, w->now->p[i].cp);
	return true;
}

/* How many code points text[at, end) has. */
static size_t
ncells(const struct nass_str text, size_t at, size_t end)
{
	size_t ncell = 0;

	for (; at < end; at++)
		ncell += ((unsigned char)text.p[at] & 0xC0) != 0x80;
	return ncell;
}

/*
 * The next entity from *at on, which goes to its begin; its end.  Numbers and
 * emoji are looked for at each code point, the others have signs.
 */
static enum nass_entity
next_entity(unsigned kinds, struct nass_str text, size_t *at,
    struct nass_entity_ahead *ahead, size_t *end)
{
	const unsigned everywhere =
	    1u << NORM_MASK_NUMBER | 1u << NORM_MASK_EMOJI;
	enum nass_entity entity;
	size_t n;

	if ((kinds & everywhere) == 0) {
		*at = nass_entity_find(text, *at, &entity, end);
		return entity;
	}
	for (; *at < text.n; *at += n) {
		entity = nass_entity_at(text, *at, ahead, end);
		if (entity != NASS_ENTITY_NONE)
			return entity;
		nass_utf8_get(text.p + *at, &n);
	}
	*end = text.n;
	return NASS_ENTITY_NONE;
}

bool
norm__masks(const struct nass_norm *norm, struct nass_str text)
{
	unsigned kinds = norm->value[NORM_MASK];
	struct nass_entity_ahead ahead = { .is_known = false };
	unsigned kind;
	size_t at = 0;
	size_t end;

	for (; kinds != 0 && at < text.n; at = end) {
		kind = kind_of(next_entity(kinds, text, &at, &ahead, &end));
		if (kind != 0 && (kinds & 1u << kind) != 0)
			return true;
	}
	return false;
}

static void
keep(struct norm__work *w, size_t i, size_t k)
{
	for (; i < k; i++)
		norm__keep(w, &w->now->p[i]);
}

void
norm__mask(struct norm__work *w)
{
	unsigned kinds = w->norm->value[NORM_MASK];
	struct nass_entity_ahead ahead = { .is_known = false };
	struct nass_buf b = NASS_BUF_INIT;
	struct nass_str text;
	unsigned kind;
	size_t at, end;
	size_t behind = 0; /* the last entity */
	size_t i = 0;
	size_t k;

	if (kinds == 0)
		return;
	w->is_broken = !spell(w, &b) || w->is_broken;
	text = nass_buf_str(&b);
	while (!w->is_broken && i < w->now->n) {
		at = behind;
		kind = kind_of(next_entity(kinds, text, &at, &ahead, &end));
		k = i + ncells(text, behind, at);
		keep(w, i, k);
		i = k;
		k += ncells(text, at, end);
		if (kind != 0 && (kinds & 1u << kind) != 0 &&
		    !is_fixed(w, i, k))
			put_token(w, i, k, kind);
		else
			keep(w, i, k);
		i = k;
		behind = end;
	}
	nass_buf_fini(&b);
	norm__swap(w);
}
