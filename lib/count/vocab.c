/* vocab.c - a hash table of words, by their keys (key.h). */
#include "count/vocab.h"

#include <stdlib.h>

#include "base/huge.h"

#define SLOTS_MIN 64u
#define SHIFT_MIN 58u
/* At half full a run of k slots has odds of e^-.19k (Knuth 6.4): none has these. */
#define FAR 1024u
/*
 * Tables are at most half full: few words stand outside the cache line where they
 * belong, which costs less time than it takes memory.
 */
#define FULL(n) ((n) / 2)

enum nass_code
count__vocab_init(struct count__vocab *v, struct nass_err *err)
{
	*v = (struct count__vocab){ .nslot = SLOTS_MIN,
		.shift = SHIFT_MIN,
		.mix = 0x9E3779B97F4A7C15u,
		.far = FAR };
	v->slot = calloc(SLOTS_MIN, sizeof(*v->slot));
	return v->slot != NULL ? NASS_OK : nass_fail_nomem(err);
}

void
count__vocab_fini(struct count__vocab *v)
{
	free(v->slot);
	free(v->key);
	nass_arena_fini(&v->arena);
}

void
count__vocab_reset(struct count__vocab *v)
{
	memset(v->slot, 0, v->nslot * sizeof(*v->slot));
	v->n = 0;
	nass_arena_reset(&v->arena);
}

enum nass_code
count__vocab_seal(struct count__vocab *v, struct nass_err *err)
{
	struct count__slot *slot = calloc(SLOTS_MIN, sizeof(*slot));

	if (slot == NULL)
		return nass_fail_nomem(err);
	free(v->slot);
	v->slot = slot;
	v->nslot = SLOTS_MIN;
	v->shift = SHIFT_MIN;
	return NASS_OK;
}

static size_t
slots_for(const struct count__vocab *v, size_t n)
{
	size_t nslot = v->nslot;

	while (FULL(nslot) < n)
		nslot *= 2;
	return nslot;
}

static size_t
keys_for(const struct count__vocab *v, size_t n)
{
	size_t want = 2 * v->cap;

	return n <= v->cap ? v->cap : want > n ? want : n;
}

size_t
count__vocab_bytes(const struct count__vocab *v, size_t extra)
{
	return slots_for(v, v->n + extra) * sizeof(*v->slot) +
	    keys_for(v, v->n + extra) * sizeof(*v->key) + v->arena.used;
}

/*
 * Slots that are taken, from `old`, to where they belong.  Those of a cache line
 * are taken from its start on, so that nothing branches on which is free.
 */
static void
place_slots(struct count__vocab *v, const struct count__slot *old, size_t n)
{
	const struct count__slot *end = old + n;
	struct count__slot *to;

	for (; old < end; old++) {
		if (old->tag == 0)
			continue;
		to = count__place(v, old->tag);
		to += (to[0].tag != 0) + (to[1].tag != 0) + (to[2].tag != 0);
		while (to->tag != 0)
			to = count__behind(v, to);
		*to = *old;
	}
}

/* Into nslot slots, as many as there are or more. */
static enum nass_code
move_slots(struct count__vocab *v, size_t nslot, struct nass_err *err)
{
	struct count__slot *old = v->slot;
	size_t n = v->nslot;

	v->slot = nass_huge_zeros(nslot, sizeof(*v->slot));
	if (v->slot == NULL) {
		v->slot = old;
		return nass_fail_nomem(err);
	}
	for (; v->nslot < nslot; v->nslot *= 2)
		v->shift--;
	if (v->is_crowded) {
		v->mix *= 0xD6E8FEB86659FD93u;
		v->far *= 2; /* what has one hash stays together */
		v->is_crowded = false;
	}
	place_slots(v, old, n);
	free(old);
	return NASS_OK;
}

enum nass_code
count__vocab_reserve(struct count__vocab *v, size_t extra, struct nass_err *err)
{
	size_t nslot = slots_for(v, v->n + extra);
	size_t cap = keys_for(v, v->n + extra);
	void *p;

	if (v->n + extra >= COUNT__NONE)
		return nass_fail(
		    err, NASS_ELIMIT, 0, "more than 2^32 words in memory");
	if (cap > v->cap) {
		p = nass_huge_resize(
		    v->key, v->n * sizeof(*v->key), cap * sizeof(*v->key));
		if (p == NULL)
			return nass_fail_nomem(err);
		v->key = p;
		v->cap = cap;
	}
	return nslot > v->nslot || v->is_crowded ? move_slots(v, nslot, err)
						 : NASS_OK;
}

/* Looking up -------------------------------------------------------------- */

static bool
is_same(const struct count__key *key, uint64_t other)
{
	const struct count__long *l = count__long(other);

	return l->n == key->bytes.n && l->is_dense == key->is_dense &&
	    memcmp(l->p, key->bytes.p, l->n) == 0;
}

struct count__slot *
count__find_long(const struct count__vocab *v, const struct count__key *key)
{
	struct count__slot *s;

	for (s = count__place(v, key->tag); s->tag != 0;
	     s = count__behind(v, s))
		if (s->tag == key->tag && is_same(key, v->key[s->id]))
			break;
	return s;
}

/* Where a long key is likely to be found; NULL: it is inline, or elsewhere. */
static const uint64_t *
likely(const struct count__vocab *v, const struct count__key *key)
{
	const struct count__slot *s = count__place(v, key->tag);
	size_t i = 0;

	if (key->bytes.p == NULL)
		return NULL;
	while (i < 4 && s[i].tag != key->tag)
		i++;
	return i < 4 ? &v->key[s[i].id] : NULL;
}

void
count__ask_long(
    const struct count__vocab *v, const struct count__key *key, size_t n)
{
	const uint64_t *at;
	size_t i;

	for (i = 0; i < n; i++)
		if ((at = likely(v, &key[i])) != NULL)
			__builtin_prefetch(at);
	for (i = 0; i < n; i++)
		if ((at = likely(v, &key[i])) != NULL)
			__builtin_prefetch(count__long(*at));
}

uint32_t
count__take(struct count__vocab *v, struct count__slot *slot,
    const struct count__key *key)
{
	uint64_t k = key->tag;
	struct count__long *l;
	size_t away;

	if (key->bytes.p != NULL) {
		/* Dense bytes are read eight at a time. */
		l = nass_arena_get(&v->arena, sizeof(*l) + key->bytes.n + 8);
		if (l == NULL)
			return COUNT__NONE;
		l->n = (uint32_t)key->bytes.n;
		l->is_dense = key->is_dense;
		memcpy(l->p, key->bytes.p, key->bytes.n);
		memset(l->p + l->n, 0, 8);
		k = (uint64_t)(uintptr_t)l << 8 | NASS_DENSE_ESCAPE;
	}
	away = (size_t)(slot - count__place(v, key->tag)) & (v->nslot - 1);
	v->is_crowded |= away > v->far;
	*slot = (struct count__slot){ .tag = key->tag, .id = v->n };
	v->key[v->n] = k;
	return v->n++;
}

uint32_t
count__intern(struct count__vocab *v, const struct count__key *key)
{
	struct count__slot *s = count__find(v, key);

	return s->tag != 0 ? s->id : count__take(v, s, key);
}

uint32_t
count__id(const struct count__vocab *v, const struct count__key *key)
{
	const struct count__slot *s = count__find(v, key);

	return s->tag != 0 ? s->id : COUNT__NONE;
}
