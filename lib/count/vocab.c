/* vocab.c - hash tables of spellings and types. */
#include "count/vocab.h"

#include <stdlib.h>
#include <string.h>

#include "text/dense.h"
#include "text/utf8.h"

#define SLOTS_MIN 64u
/* Tables are at most three quarters full. */
#define FULL(n) ((n) / 4 * 3)

static unsigned
log2_of(size_t n)
{
	unsigned k = 0;

	while (((size_t)1 << k) < n)
		k++;
	return k;
}

enum nass_code
count__vocab_init(struct count__vocab *v, unsigned order, struct nass_err *err)
{
	*v = (struct count__vocab){ .order = order };
	v->slot = calloc(SLOTS_MIN, sizeof(*v->slot));
	v->index = calloc(SLOTS_MIN, sizeof(*v->index));
	if (v->slot == NULL || v->index == NULL)
		return nass_fail_nomem(err);
	v->nslot = v->nindex = SLOTS_MIN;
	v->shift = v->index_shift = 64 - log2_of(SLOTS_MIN);
	return NASS_OK;
}

void
count__vocab_fini(struct count__vocab *v)
{
	free(v->slot);
	free(v->index);
	free(v->type);
	free(v->pair);
	nass_arena_fini(&v->arena);
}

void
count__vocab_reset(struct count__vocab *v)
{
	memset(v->slot, 0, v->nslot * sizeof(*v->slot));
	memset(v->index, 0, v->nindex * sizeof(*v->index));
	v->n = v->ntype = 0;
	v->npair = 0;
	nass_arena_reset(&v->arena);
}

static size_t
grown(size_t cap, size_t n)
{
	while (FULL(cap) < n)
		cap *= 2;
	return cap;
}

static size_t
stretched(size_t cap, size_t n)
{
	size_t want = cap + cap / 2;

	return n <= cap ? cap : want > n ? want : n;
}

size_t
count__vocab_bytes(const struct count__vocab *v)
{
	return v->nslot * sizeof(*v->slot) + v->nindex * sizeof(*v->index) +
	    v->type_cap * sizeof(*v->type) + v->pair_cap * sizeof(*v->pair) +
	    v->arena.used;
}

size_t
count__vocab_grown(const struct count__vocab *v, size_t extra, size_t pairs)
{
	return grown(v->nslot, v->n + extra) * sizeof(*v->slot) +
	    grown(v->nindex, v->ntype + extra) * sizeof(*v->index) +
	    stretched(v->type_cap, v->ntype + extra) * sizeof(*v->type) +
	    stretched(v->pair_cap, v->npair + pairs) * sizeof(*v->pair) +
	    v->arena.used;
}

static uint64_t
hash_of(const struct count__vocab *v, uint64_t a, uint64_t b)
{
	/* A long key's address says nothing: its hash is in a. */
	return count__is_long(v, a) ? a : count__hash(a, b);
}

static enum nass_code
grow_slots(struct count__vocab *v, size_t nslot, struct nass_err *err)
{
	struct count__slot *old = v->slot;
	size_t nold = v->nslot;
	size_t i;

	v->slot = calloc(nslot, sizeof(*v->slot));
	if (v->slot == NULL) {
		v->slot = old;
		return nass_fail_nomem(err);
	}
	v->nslot = nslot;
	v->shift = 64 - log2_of(nslot);
	for (i = 0; i < nold; i++) {
		size_t k;

		if (old[i].k[0] == 0)
			continue;
		k = count__place(
		    hash_of(v, old[i].k[0], old[i].k[1]), v->shift);
		while (v->slot[k].k[0] != 0)
			k = (k + 1) & (nslot - 1);
		v->slot[k] = old[i];
	}
	free(old);
	return NASS_OK;
}

/* The half of a hash that an entry of the index has, and its place. */
static uint64_t
tag_of(uint64_t hash)
{
	return hash * 0x9E3779B97F4A7C15u >> 32 << 32;
}

static enum nass_code
grow_index(struct count__vocab *v, size_t nindex, struct nass_err *err)
{
	uint64_t *fresh = calloc(nindex, sizeof(*fresh));
	size_t i;

	if (fresh == NULL)
		return nass_fail_nomem(err);
	for (i = 0; i < v->nindex; i++) {
		size_t k;

		if (v->index[i] == 0)
			continue;
		k = (size_t)(v->index[i] >> (64 - log2_of(nindex)));
		while (fresh[k] != 0)
			k = (k + 1) & (nindex - 1);
		fresh[k] = v->index[i];
	}
	free(v->index);
	v->index = fresh;
	v->nindex = nindex;
	v->index_shift = 64 - log2_of(nindex);
	return NASS_OK;
}

enum nass_code
count__vocab_reserve(
    struct count__vocab *v, size_t extra, size_t pairs, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	size_t cap;

	if (v->ntype + extra >= COUNT__NO_TYPE ||
	    v->npair >= UINT32_MAX - pairs)
		return nass_fail(
		    err, NASS_ELIMIT, 0, "more than 2^32 types in memory");
	cap = stretched(v->type_cap, v->ntype + extra);
	if (cap > v->type_cap) {
		void *p = realloc(v->type, cap * sizeof(*v->type));

		if (p == NULL)
			return nass_fail_nomem(err);
		v->type = p;
		v->type_cap = (uint32_t)cap;
	}
	cap = stretched(v->pair_cap, v->npair + pairs);
	if (cap > v->pair_cap) {
		void *p = realloc(v->pair, cap * sizeof(*v->pair));

		if (p == NULL)
			return nass_fail_nomem(err);
		v->pair = p;
		v->pair_cap = cap;
	}
	cap = grown(v->nindex, v->ntype + extra);
	if (cap > v->nindex)
		code = grow_index(v, cap, err);
	cap = grown(v->nslot, v->n + extra);
	if (code == NASS_OK && cap > v->nslot)
		code = grow_slots(v, cap, err);
	return code;
}

/* Keys ------------------------------------------------------------------- */

static void
key_long(struct nass_str bytes, struct count__key *key)
{
	key->k[0] = nass_hash(bytes, 0) << 8 | NASS_DENSE_ESCAPE;
	key->k[1] = 0;
	key->hash = key->k[0];
	key->bytes = bytes;
}

/* One byte for each character; false if the dense code has not all of them. */
static bool
dense_word(struct nass_str word, unsigned char out[COUNT__INLINE_CHARS])
{
	const unsigned char *p = (const unsigned char *)word.p;
	const unsigned char *end = p + word.n;
	size_t n = 0;

	while (p < end) {
		if (n == COUNT__INLINE_CHARS)
			return false;
		if (*p < 0x80) {
			if (*p < 0x20)
				return false;
			out[n++] = *p++;
		} else if ((*p & 0xFE) == 0xD8) {
			out[n++] = (unsigned char)(0x80 | (p[0] & 1) << 6 |
			    (p[1] & 0x3F));
			p += 2;
		} else {
			return false;
		}
	}
	return true;
}

void
count__key_word(struct nass_str word, struct count__key *key)
{
	unsigned char dense[COUNT__INLINE_CHARS] = { 0 };

	if (word.n > 2 * COUNT__INLINE_CHARS || !dense_word(word, dense)) {
		key_long(word, key);
		return;
	}
	memcpy(key->k, dense, 8);
	memcpy(&key->k[1], dense + 8, 8);
	key->hash = count__hash(key->k[0], key->k[1]);
	key->bytes = (struct nass_str){ NULL, 0 };
}

void
count__key_ids(const uint32_t *id, unsigned n, struct count__key *key)
{
	if (n > COUNT__INLINE_IDS) {
		key_long((struct nass_str){ (const char *)id, n * sizeof(*id) },
		    key);
		return;
	}
	key->k[0] = id[0] | (uint64_t)(n > 1 ? id[1] : 0) << 32;
	key->k[1] = n > 2 ? id[2] | (uint64_t)(n > 3 ? id[3] : 0) << 32 : 0;
	key->hash = count__hash(key->k[0], key->k[1]);
	key->bytes = (struct nass_str){ NULL, 0 };
}

static const struct count__long *
long_of(uint64_t b)
{
	return (const struct count__long *)(uintptr_t)b;
}

static bool
same(const struct count__key *key, uint64_t a, uint64_t b)
{
	const struct count__long *l;

	if (key->k[0] != a)
		return false;
	if (key->bytes.p == NULL)
		return key->k[1] == b;
	l = long_of(b);
	return l->n == key->bytes.n && memcmp(l->p, key->bytes.p, l->n) == 0;
}

struct count__slot *
count__find(const struct count__vocab *v, const struct count__key *key)
{
	size_t i = count__place(key->hash, v->shift);

	while (v->slot[i].k[0] != 0 &&
	    !same(key, v->slot[i].k[0], v->slot[i].k[1]))
		i = (i + 1) & (v->nslot - 1);
	return &v->slot[i];
}

/* The b of a new entry; 0 without memory for a long key. */
static bool
keep(struct count__vocab *v, const struct count__key *key, uint64_t *b)
{
	struct count__long *l;

	*b = key->k[1];
	if (key->bytes.p == NULL)
		return true;
	l = nass_arena_get(&v->arena, sizeof(*l) + key->bytes.n);
	if (l == NULL)
		return false;
	l->n = (uint32_t)key->bytes.n;
	memcpy(l->p, key->bytes.p, key->bytes.n);
	*b = (uint64_t)(uintptr_t)l;
	return true;
}

struct count__slot *
count__take(struct count__vocab *v, struct count__slot *slot,
    const struct count__key *key)
{
	uint64_t b;

	if (!keep(v, key, &b))
		return NULL;
	*slot = (struct count__slot){ { key->k[0], b }, 0, COUNT__NO_TYPE, 0 };
	v->n++;
	return slot;
}

static size_t
index_place(const struct count__vocab *v, const struct count__key *key)
{
	uint64_t tag = tag_of(key->hash);
	size_t i = (size_t)(tag >> v->index_shift);

	while (v->index[i] != 0) {
		if ((v->index[i] ^ tag) >> 32 == 0) {
			const struct count__type *t =
			    &v->type[(uint32_t)v->index[i] - 1];

			if (same(key, t->k[0], t->k[1]))
				break;
		}
		i = (i + 1) & (v->nindex - 1);
	}
	return i;
}

uint32_t
count__type_find(const struct count__vocab *v, const struct count__key *key)
{
	return (uint32_t)v->index[index_place(v, key)] - 1;
}

uint32_t
count__type_of(struct count__vocab *v, const struct count__key *key)
{
	size_t i = index_place(v, key);
	uint64_t b;

	if (v->index[i] != 0)
		return (uint32_t)v->index[i] - 1;
	if (!keep(v, key, &b))
		return COUNT__NO_TYPE;
	v->type[v->ntype] = (struct count__type){ { key->k[0], b }, 0, 0, 0 };
	v->index[i] = tag_of(key->hash) | ++v->ntype;
	return v->ntype - 1;
}

enum nass_code
count__word_put(
    uint64_t a, uint64_t b, struct nass_buf *out, struct nass_err *err)
{
	uint64_t half[2] = { a, b };
	char *p;
	unsigned i;

	if ((a & 0xFF) == NASS_DENSE_ESCAPE)
		return nass_buf_put(out,
		    (struct nass_str){ long_of(b)->p, long_of(b)->n }, err);
	if (nass_buf_grow(out, 2 * COUNT__INLINE_CHARS, err) != NASS_OK)
		return NASS_ENOMEM;
	p = out->p + out->n;
	for (i = 0; i < COUNT__INLINE_CHARS; i++) {
		unsigned d = half[i / 8] >> i % 8 * 8 & 0xFF;

		if (d == 0)
			break;
		if (d >= 0x80) {
			*p++ = (char)(0xD8 | (d >> 6 & 1));
			*p++ = (char)(0x80 | (d & 0x3F));
		} else {
			*p++ = (char)d;
		}
	}
	out->n = (size_t)(p - out->p);
	return NASS_OK;
}

const uint32_t *
count__ids(const struct count__vocab *v, const uint64_t *a,
    uint32_t inline_ids[COUNT__INLINE_IDS])
{
	if (v->order > COUNT__INLINE_IDS)
		return (const uint32_t *)(const void *)long_of(a[1])->p;
	inline_ids[0] = (uint32_t)a[0];
	inline_ids[1] = (uint32_t)(a[0] >> 32);
	inline_ids[2] = (uint32_t)a[1];
	inline_ids[3] = (uint32_t)(a[1] >> 32);
	return inline_ids;
}
