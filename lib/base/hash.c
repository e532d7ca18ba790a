/*
 * hash.c - XXH3-64.  Inline, so that a call is one call.
 */
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <stdlib.h>

#include <nass/base.h>

uint64_t
nass_hash(struct nass_str s, uint64_t seed)
{
	return XXH3_64bits_withSeed(s.p, s.n, seed);
}

struct nass_hasher {
	XXH3_state_t *state; /* aligned to 64 bytes by its maker */
	uint64_t nbytes;
};

struct nass_hasher *
nass_hasher_new(void)
{
	struct nass_hasher *h = malloc(sizeof(*h));

	if (h == NULL)
		return NULL;
	h->state = XXH3_createState();
	if (h->state == NULL) {
		free(h);
		return NULL;
	}
	XXH3_64bits_reset(h->state);
	h->nbytes = 0;
	return h;
}

void
nass_hasher_put(struct nass_hasher *h, struct nass_str s)
{
	XXH3_64bits_update(h->state, s.p, s.n);
	h->nbytes += s.n;
}

uint64_t
nass_hasher_get(const struct nass_hasher *h)
{
	return XXH3_64bits_digest(h->state);
}

uint64_t
nass_hasher_bytes(const struct nass_hasher *h)
{
	return h->nbytes;
}

void
nass_hasher_free(struct nass_hasher *h)
{
	if (h == NULL)
		return;
	XXH3_freeState(h->state);
	free(h);
}
