/*
 * index.c - needles by the thousand.
 *
 *	runs	whole words: each run of Arabic letters of the folded text is
 *		looked up, by its first and last eight bytes and its length
 *	grams	others: each four bytes of the folded text are, to find needles
 *		that hold them; short ones have indexes of their own
 *
 * A filter of bits, small enough for the nearest cache, is asked first, and what
 * passes it is set aside without a branch; the table is asked about that.
 *
 * Of 1,000 common words, which are a quarter of the words of prose, a pass takes
 * four times that of a single word: a third of it goes here, a quarter into
 * telling the hits, a sixth into where words begin and where hits came from.
 */
#include <stdlib.h>
#include <string.h>

#include "match/fast.h"
#include "simd/scan.h"

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
 * Of the first and the last eight bytes of p[0..n), or all of them twice, and n;
 * eight bytes from p on can be read.
 */
static inline uint32_t
hash(const unsigned char *p, size_t n, uint64_t *head)
{
	static const unsigned char first[16] = { 255, 255, 255, 255, 255, 255,
		255, 255 };
	size_t k = n < 8 ? n : 8;
	uint64_t mask = load(first + 8 - k); /* of k bytes */
	uint64_t tail = load(p + n - k) & mask;
	uint64_t h;

	*head = load(p) & mask;
	h = *head ^ (tail + n) * 0x9E3779B97F4A7C15u;
	return (uint32_t)(h * 0xD6E8FEB86659FD93u >> 32);
}

/* 0 or 1. */
static inline uint64_t
passes(const struct match__index *x, uint32_t h)
{
	uint32_t bit = h >> x->filter_shift;

	return x->filter[bit / 64] >> bit % 64 & 1;
}

/* Building ------------------------------------------------------------------- */

static enum nass_code
new_index(struct nass_match *m, struct match__index *x, size_t n,
    struct nass_err *err)
{
	unsigned bits = 13;
	size_t i;

	x->nslot = 64;
	while (x->nslot < 4 * n)
		x->nslot *= 2;
	while (bits < 22 && (size_t)1 << bits < 32 * n)
		bits++;
	x->filter_shift = 32 - bits;
	x->filter = nass_arena_get(&m->arena, (size_t)1 << (bits - 3));
	x->slot = nass_arena_get(&m->arena, x->nslot * sizeof(*x->slot));
	if (x->filter == NULL || x->slot == NULL)
		return nass_fail_nomem(err);
	memset(x->filter, 0, (size_t)1 << (bits - 3));
	for (i = 0; i < x->nslot; i++)
		x->slot[i] = (struct match__slot){ .needle = MATCH__EVERY };
	return NASS_OK;
}

/* What is found by its bytes p[0..n). */
static void
put(struct match__index *x, const unsigned char *p, size_t n, uint32_t needle)
{
	struct match__slot slot = { .n = (uint32_t)n, .needle = needle };
	uint32_t h = hash(p, n, &slot.head);
	uint32_t bit = h >> x->filter_shift;
	size_t i = h & (x->nslot - 1);

	while (x->slot[i].needle != MATCH__EVERY)
		i = (i + 1) & (x->nslot - 1);
	x->slot[i] = slot;
	x->filter[bit / 64] |= (uint64_t)1 << bit % 64;
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

/* The index of a needle that is one of many. */
static struct match__index *
index_of(struct match__fast *f, const struct match__needle *needle)
{
	return needle->is_run
	    ? &f->runs
	    : &f->grams[needle->n < MATCH__GRAM ? needle->n : MATCH__GRAM];
}

static void
put_needle(struct match__fast *f, uint32_t i)
{
	struct match__needle *needle = &f->needle[i];
	struct match__index *x = index_of(f, needle);
	size_t n = needle->is_run ? needle->n : (size_t)(x - f->grams);

	if (!needle->is_run)
		needle->gram_at = match__rarest_gram(needle, n);
	put(x, needle->p + needle->gram_at, n, i);
}

/* Few needles are found by their bytes, parts of words apart from runs. */
static enum nass_code
distribute(struct nass_match *m, const uint32_t *head, size_t nhead,
    struct nass_err *err)
{
	struct match__fast *f = m->fast;
	enum nass_code code = NASS_OK;
	const struct match__needle *needle;
	size_t npart = 0;
	size_t i;

	for (i = 0; i < nhead; i++)
		npart += !f->needle[head[i]].is_run;
	for (i = 0; i < nhead && code == NASS_OK; i++) {
		needle = &f->needle[head[i]];
		if (nhead <= MATCH__FEW ||
		    (npart <= MATCH__FEW && !needle->is_run)) {
			put_few(f, head[i]);
			continue;
		}
		if (index_of(f, needle)->slot == NULL)
			code = new_index(m, index_of(f, needle), nhead, err);
		if (code == NASS_OK)
			put_needle(f, head[i]);
	}
	return code;
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
		code = distribute(m, head, nhead, err);
	free(head);
	return code;
}

/* Searching ------------------------------------------------------------------ */

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

/* The first slot from *i on that may be of these, or NULL; *i goes behind it. */
static inline const struct match__slot *
next_slot(const struct match__index *x, uint64_t head, size_t n, size_t *i)
{
	const struct match__slot *s;

	for (;;) {
		s = &x->slot[(*i)++ & (x->nslot - 1)];
		if (s->head == head && s->n == n)
			return s;
		if (s->needle == MATCH__EVERY)
			return NULL;
	}
}

static bool
look_up_run(const struct match__fast *f, struct match__places *p, size_t from,
    size_t to)
{
	const unsigned char *run = p->folded + from;
	const struct match__slot *s;
	size_t n = to - from;
	uint64_t head;
	size_t i = hash(run, n, &head);

	while ((s = next_slot(&f->runs, head, n, &i)) != NULL)
		if (n <= 8 || memcmp(f->needle[s->needle].p, run, n) == 0)
			return match__places_add(p, from, s->needle);
	return true;
}

static bool
find_runs(const struct match__fast *f, struct match__places *p, size_t n)
{
	size_t nlikely = 0;
	uint64_t head;
	size_t nrun;
	size_t i;

	simd_fold_kernels()->classify(p->folded, n, f->arabic, p->mask);
	nrun = find_edges(p, n);
	for (i = 0; i < nrun; i++) {
		uint32_t from = p->from[i];
		uint32_t to = p->to[i];

		p->from[nlikely] = from;
		p->to[nlikely] = to;
		nlikely +=
		    passes(&f->runs, hash(p->folded + from, to - from, &head));
	}
	for (i = 0; i < nlikely; i++)
		if (!look_up_run(f, p, p->from[i], p->to[i]))
			return false;
	return true;
}

static bool
look_up_gram(const struct match__fast *f, struct match__places *p, size_t n,
    size_t at, size_t gram)
{
	const struct match__needle *needle;
	const struct match__slot *s;
	uint64_t head;
	size_t i = hash(p->folded + at, gram, &head);
	size_t from;

	while ((s = next_slot(&f->grams[gram], head, gram, &i)) != NULL) {
		needle = &f->needle[s->needle];
		from = at - needle->gram_at;
		if (at >= needle->gram_at && needle->n <= n - from &&
		    memcmp(p->folded + from, needle->p, needle->n) == 0 &&
		    !match__places_add(p, from, s->needle))
			return false;
	}
	return true;
}

static bool
find_grams(
    const struct match__fast *f, struct match__places *p, size_t n, size_t gram)
{
	size_t nlikely;
	uint64_t head;
	size_t at = 0;
	size_t end;
	size_t i;

	while (at + gram <= n) {
		end = n - gram + 1;
		if (end - at > BATCH)
			end = at + BATCH;
		for (nlikely = 0; at < end; at++) {
			p->from[nlikely] = (uint32_t)at;
			nlikely += passes(
			    &f->grams[gram], hash(p->folded + at, gram, &head));
		}
		for (i = 0; i < nlikely; i++)
			if (!look_up_gram(f, p, n, p->from[i], gram))
				return false;
	}
	return true;
}

bool
match__index_find(
    const struct match__fast *f, struct match__places *p, size_t n)
{
	bool ok = f->runs.slot == NULL || find_runs(f, p, n);
	size_t gram;

	for (gram = 1; gram <= MATCH__GRAM && ok; gram++)
		if (f->grams[gram].slot != NULL)
			ok = find_grams(f, p, n, gram);
	return ok;
}
