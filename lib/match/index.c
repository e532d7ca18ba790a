/*
 * index.c - needles by the thousand.
 *
 *	runs	whole words: each run of letters of the folded text is looked
 *		up, by its first and last eight bytes and its length
 *	grams	others: each four bytes of the folded text are, to find needles
 *		that hold them
 *
 * A filter of bits, small enough for the nearest cache, is asked first, and what
 * passes it is set aside without a branch; the table is asked about that.
 */
#include <stdlib.h>
#include <string.h>

#include "match/fast.h"
#include "simd/scan.h"

#define GRAM 4
/* Grams that are set aside before they are looked up. */
#define BATCH 4096

/* Hashing -------------------------------------------------------------------- */

static inline uint64_t
load(const unsigned char *p)
{
	uint64_t v;

	memcpy(&v, p, 8);
	return v;
}

/*
 * The first and the last eight bytes of p[0..n), or all of them twice; eight
 * bytes from p on can be read.  Up to sixteen bytes they say all.
 */
static inline void
ends_of(const unsigned char *p, size_t n, uint64_t *head, uint64_t *tail)
{
	static const unsigned char few[16] = { 255, 255, 255, 255, 255, 255,
		255, 255 };
	uint64_t mask = n < 8 ? load(few + 8 - n) : UINT64_MAX;

	*head = load(p) & mask;
	*tail = load(p + (n > 8 ? n - 8 : 0)) & mask;
}

static inline uint64_t
hash_run(uint64_t head, uint64_t tail, size_t n)
{
	return (head ^ (tail + n) * 0x9E3779B97F4A7C15u) * 0xD6E8FEB86659FD93u;
}

static inline uint64_t
hash_gram(uint64_t gram)
{
	return gram * 0x9E3779B97F4A7C15u;
}

static inline uint64_t
load_gram(const unsigned char *p, unsigned n)
{
	uint64_t head;
	uint64_t tail;

	ends_of(p, n, &head, &tail);
	return head;
}

/* 0 or 1. */
static inline uint64_t
passes(const struct match__index *x, uint64_t hash)
{
	uint64_t bit = hash >> (64 - x->filter_bits);

	return x->filter[bit / 64] >> bit % 64 & 1;
}

static inline size_t
first_slot(const struct match__index *x, uint64_t hash)
{
	return (hash >> 24) & (x->nslot - 1);
}

/* Building ------------------------------------------------------------------- */

static enum nass_code
new_index(struct nass_match *m, struct match__index *x, size_t n,
    struct nass_err *err)
{
	size_t i;

	x->nslot = 64;
	x->filter_bits = 13;
	while (x->nslot < 4 * n)
		x->nslot *= 2;
	while (x->filter_bits < 22 && (size_t)1 << x->filter_bits < 16 * n)
		x->filter_bits++;
	x->filter =
	    nass_arena_get(&m->arena, (size_t)1 << (x->filter_bits - 3));
	x->slot = nass_arena_get(&m->arena, x->nslot * sizeof(*x->slot));
	if (x->filter == NULL || x->slot == NULL)
		return nass_fail_nomem(err);
	memset(x->filter, 0, (size_t)1 << (x->filter_bits - 3));
	for (i = 0; i < x->nslot; i++)
		x->slot[i].needle = MATCH__EVERY;
	return NASS_OK;
}

static void
put(struct match__index *x, uint64_t hash, struct match__slot slot)
{
	uint64_t bit = hash >> (64 - x->filter_bits);
	size_t i = first_slot(x, hash);

	while (x->slot[i].needle != MATCH__EVERY)
		i = (i + 1) & (x->nslot - 1);
	x->slot[i] = slot;
	x->filter[bit / 64] |= (uint64_t)1 << bit % 64;
	x->n++;
}

static void
put_run(struct match__fast *f, uint32_t i)
{
	struct match__needle *needle = &f->needle[i];
	struct match__slot slot = { .n = (uint32_t)needle->n, .needle = i };
	uint64_t hash;

	ends_of(needle->p, needle->n, &slot.head, &slot.tail);
	hash = hash_run(slot.head, slot.tail, needle->n);
	put(&f->runs, hash, slot);
	f->run_kinds |= 1u << f->letter[needle->p[0]];
}

static void
put_gram(struct match__fast *f, uint32_t i)
{
	struct match__needle *needle = &f->needle[i];
	size_t at = match__rarest_gram(needle, f->grams.gram);
	struct match__slot slot = { .n = (uint32_t)at, .needle = i };

	slot.head = load_gram(needle->p + at, f->grams.gram);
	put(&f->grams, hash_gram(slot.head), slot);
}

/* Those with the same bytes in a list; the first of each list to head[]. */
static enum nass_code
link_equal(
    struct match__fast *f, uint32_t *head, size_t *nhead, struct nass_err *err)
{
	size_t nbucket = 64;
	struct match__needle *needle;
	struct match__needle *other;
	uint32_t *bucket;
	size_t at;
	size_t i;

	while (nbucket < 2 * f->nneedle)
		nbucket *= 2;
	bucket = malloc(nbucket * sizeof(*bucket));
	if (bucket == NULL)
		return nass_fail_nomem(err);
	memset(bucket, 0xFF, nbucket * sizeof(*bucket));
	for (i = f->nneedle; i-- > 0; bucket[at] = (uint32_t)i) {
		needle = &f->needle[i];
		at =
		    nass_hash((struct nass_str){ (char *)needle->p, needle->n },
			needle->is_run) &
		    (nbucket - 1);
		for (; bucket[at] != MATCH__EVERY; at = (at + 1) % nbucket) {
			other = &f->needle[bucket[at]];
			if (other->n == needle->n &&
			    other->is_run == needle->is_run &&
			    memcmp(other->p, needle->p, needle->n) == 0)
				break;
		}
		needle->same = bucket[at];
	}
	for (i = 0; i < nbucket; i++)
		if (bucket[i] != MATCH__EVERY)
			head[(*nhead)++] = bucket[i];
	free(bucket);
	return NASS_OK;
}

static void
put_few(struct match__fast *f, uint32_t i)
{
	f->pair[f->nfew] = match__rarest_pair(&f->needle[i]);
	f->few[f->nfew++] = i;
}

/* Few needles are found by their bytes; of many, those that no index serves. */
static void
distribute(struct match__fast *f, const uint32_t *head, size_t nhead)
{
	const struct match__needle *needle;
	size_t least = GRAM;
	size_t nshort = 0;
	size_t npart = 0;
	bool is_few;
	size_t i;

	for (i = 0; i < nhead; i++) {
		needle = &f->needle[head[i]];
		npart += !needle->is_run;
		nshort += !needle->is_run && needle->n < GRAM;
		if (!needle->is_run && needle->n < least)
			least = needle->n;
	}
	f->grams.gram = nshort <= MATCH__FEW ? GRAM : (unsigned)least;
	for (i = 0; i < nhead; i++) {
		needle = &f->needle[head[i]];
		is_few = nhead <= MATCH__FEW ||
		    (!needle->is_run &&
			(npart <= MATCH__FEW || needle->n < f->grams.gram));
		if (is_few)
			put_few(f, head[i]);
		else if (needle->is_run)
			put_run(f, head[i]);
		else
			put_gram(f, head[i]);
	}
}

enum nass_code
match__index_ready(struct nass_match *m, struct nass_err *err)
{
	struct match__fast *f = m->fast;
	uint32_t *head = malloc((f->nneedle + 1) * sizeof(*head));
	enum nass_code code;
	size_t nhead = 0;

	if (head == NULL)
		return nass_fail_nomem(err);
	code = link_equal(f, head, &nhead, err);
	if (code == NASS_OK)
		code = new_index(m, &f->runs, nhead, err);
	if (code == NASS_OK)
		code = new_index(m, &f->grams, nhead, err);
	if (code == NASS_OK)
		distribute(f, head, nhead);
	free(head);
	return code;
}

/* Searching ------------------------------------------------------------------ */

static void
add(struct match__places *p, size_t at, uint32_t needle)
{
	p->place[p->n++] = (struct simd_place){ at, needle };
}

/* Where the runs of the bits of p->mask begin and end: their number. */
static size_t
find_edges(struct match__places *p, size_t n)
{
	const struct nass_scan_kernels *k = nass__scan();
	uint64_t carry = 0; /* the last bit before the word */
	uint64_t before;
	uint64_t bits;
	size_t w;

	for (w = 0; w <= n / 64; w++) {
		bits = p->mask[w];
		before = bits << 1 | carry;
		carry = bits >> 63;
		p->mask[w] = bits & ~before;
		p->ends[w] = before & ~bits;
	}
	k->bits(p->ends, n / 64 + 1, 0, p->to);
	return k->bits(p->mask, n / 64 + 1, 0, p->from);
}

static void
look_up_run(const struct match__fast *f, struct match__places *p, size_t from,
    size_t to)
{
	const struct match__index *x = &f->runs;
	const struct match__slot *s;
	size_t n = to - from;
	uint64_t head;
	uint64_t tail;
	size_t i;

	ends_of(p->folded + from, n, &head, &tail);
	i = first_slot(x, hash_run(head, tail, n));
	for (; (s = &x->slot[i])->needle != MATCH__EVERY;
	     i = (i + 1) & (x->nslot - 1))
		if (s->head == head && s->tail == tail && s->n == n &&
		    (n <= 16 ||
			memcmp(f->needle[s->needle].p, p->folded + from, n) ==
			    0)) {
			add(p, from, s->needle);
			return;
		}
}

static bool
find_runs(const struct match__fast *f, struct match__places *p, size_t n,
    unsigned kind)
{
	const struct match__index *x = &f->runs;
	size_t nlikely = 0;
	uint64_t head;
	uint64_t tail;
	size_t nrun;
	size_t i;

	simd_fold_kernels()->classify(p->folded, n, f->class[kind], p -> mask);
	nrun = find_edges(p, n);
	for (i = 0; i < nrun; i++) {
		uint32_t from = p->from[i];
		uint32_t to = p->to[i];

		ends_of(p->folded + from, to - from, &head, &tail);
		p->from[nlikely] = from;
		p->to[nlikely] = to;
		nlikely += passes(x, hash_run(head, tail, to - from));
	}
	if (!match__places_reserve(p, nlikely))
		return false;
	for (i = 0; i < nlikely; i++)
		look_up_run(f, p, p->from[i], p->to[i]);
	return true;
}

static bool
look_up_gram(
    const struct match__fast *f, struct match__places *p, size_t n, size_t at)
{
	const struct match__index *x = &f->grams;
	uint64_t gram = load_gram(p->folded + at, x->gram);
	const struct match__needle *needle;
	const struct match__slot *s;
	size_t i = first_slot(x, hash_gram(gram));

	for (; (s = &x->slot[i])->needle != MATCH__EVERY;
	     i = (i + 1) & (x->nslot - 1)) {
		needle = &f->needle[s->needle];
		if (s->head != gram || at < s->n ||
		    needle->n > n - (at - s->n) ||
		    memcmp(p->folded + at - s->n, needle->p, needle->n) != 0)
			continue;
		if (!match__places_reserve(p, 1))
			return false;
		add(p, at - s->n, s->needle);
	}
	return true;
}

static bool
find_grams(const struct match__fast *f, struct match__places *p, size_t n)
{
	const struct match__index *x = &f->grams;
	size_t nlikely;
	size_t at = 0;
	size_t end;
	size_t i;

	while (at + x->gram <= n) {
		end = n - x->gram + 1;
		if (end - at > BATCH)
			end = at + BATCH;
		for (nlikely = 0; at < end; at++) {
			p->from[nlikely] = (uint32_t)at;
			nlikely += passes(
			    x, hash_gram(load_gram(p->folded + at, x->gram)));
		}
		for (i = 0; i < nlikely; i++)
			if (!look_up_gram(f, p, n, p->from[i]))
				return false;
	}
	return true;
}

bool
match__index_find(
    const struct match__fast *f, struct match__places *p, size_t n)
{
	bool ok = true;
	unsigned kind;

	for (kind = 1; kind <= 3 && ok; kind++)
		if (f->run_kinds >> kind & 1)
			ok = find_runs(f, p, n, kind);
	if (ok && f->grams.n > 0)
		ok = find_grams(f, p, n);
	return ok;
}
