/*
 * hash.c - XXH3-64.  Inline, so that a call is one call.
 */
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <nass/base.h>

uint64_t
nass_hash(struct nass_str s, uint64_t seed)
{
	return XXH3_64bits_withSeed(s.p, s.n, seed);
}
