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
 * What a thousand words cost by one: the task kwic-patterns of scripts/bench.
 */
#include <stdlib.h>
#include <string.h>

#include "match/fast.h"
#include "simd/scan.h"

/* Runs between asking for a slot and using it. */
#define AHEAD 8

/* Building ------------------------------------------------------------------- */

static enum nass_code
new_index(struct nass_match *m, struct match__index *x, struct nass_err *err)
{
	unsigned bits = 13;
	size_t i;

	/* A miss costs a wrong guess: so much room that one in 64 passes. */
	x->nslot = 64;
	while (x->nslot < 8 * x->n)
		x->nslot *= 2;
	while (bits < 22 && (size_t)1 << bits < 64 * x->n)
		bits++;
	x->filter.shift = 32 - bits;
	x->filter.bit = nass_arena_get(&m->arena, (size_t)1 << (bits - 3));
	x->slot = nass_arena_get(&m->arena, x->nslot * sizeof(*x->slot));
	if (x->filter.bit == NULL || x->slot == NULL)
		return nass_fail_nomem(err);
	memset(x->filter.bit, 0, (size_t)1 << (bits - 3));
	for (i = 0; i < x->nslot; i++)
		x->slot[i] = (struct match__slot){ .needle = MATCH__EVERY };
	return NASS_OK;
}

/*
 * What of longer runs the hash has not seen: their last eight bytes.  Eight
 * bytes from p on can be read.
 */
static inline uint32_t
tail_hash(const unsigned char *p, size_t n)
{
	return n > 8 ? simd_run_hash(simd_run_head(p + n - 8, 8), n) : 0;
}

/* What is found by its bytes p[0..n). */
static void
put(struct match__index *x, const unsigned char *p, size_t n, uint32_t needle)
{
	struct match__slot slot = { simd_run_head(p, n), (uint32_t)n, needle };
	uint32_t h = simd_run_hash(slot.head, n);
	uint32_t bit = h >> x->filter.shift;
	size_t i = (h + tail_hash(p, n)) & (x->nslot - 1);

	while (x->slot[i].needle != MATCH__EVERY)
		i = (i + 1) & (x->nslot - 1);
	x->slot[i] = slot;
	x->filter.bit[bit / 64] |= (uint64_t)1 << bit % 64;
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
	struct match__index *x;
	size_t npart;
	size_t i;

	for (i = 0; i < nhead; i++)
		index_of(f, &f->needle[head[i]])->n++;
	npart = nhead - f->runs.n;
	for (i = 0; i < nhead && code == NASS_OK; i++) {
		x = index_of(f, &f->needle[head[i]]);
		if (nhead <= MATCH__FEW ||
		    (npart <= MATCH__FEW && x != &f->runs)) {
			put_few(f, head[i]);
			continue;
		}
		if (x->slot == NULL)
			code = new_index(m, x, err);
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

/*
 * The runs of the bits of p->mask: where they begin and end, and where in the
 * slice their first characters end.  Their number.
 */
static size_t
find_edges(struct match__places *p)
{
	const struct nass_scan_kernels *k = nass__scan();
	size_t nmask = p->nfolded / 64 + 1;
	uint64_t carry = 0; /* the last bit before the word */
	uint64_t before;
	uint64_t bits;
	size_t w;

	for (w = 0; w < nmask; w++) {
		bits = p->mask[w];
		before = bits << 1 | carry;
		carry = bits >> 63;
		p->mask[w] = bits & ~before;
		p->other[w] = before & ~bits;
	}
	k->bits(p->other, nmask, 0, p->to);
	simd_fold_kernels()->spread(p->keep, p->nkeep, p->mask, p->other);
	k->bits(p->other, p->nkeep, 0, p->at);
	return k->bits(p->mask, nmask, 0, p->from);
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

static inline void
prefetch_slot(const struct match__index *x, uint32_t hash)
{
	__builtin_prefetch(&x->slot[hash & (x->nslot - 1)]);
}

/* The first of the needles that are the run p[0..n), or MATCH__EVERY. */
static inline uint32_t
look_up_run(
    const struct match__fast *f, const unsigned char *p, size_t n, size_t hash)
{
	uint64_t head = simd_run_head(p, n);
	const struct match__slot *s;
	size_t i = hash + tail_hash(p, n);

	while ((s = next_slot(&f->runs, head, n, &i)) != NULL)
		if (n <= 8 || memcmp(f->needle[s->needle].p, p, n) == 0)
			return s->needle;
	return MATCH__EVERY;
}

/* Those of the runs that passed the filter to `place`; behind the last. */
static struct simd_place *
look_up_runs(const struct match__fast *f, const struct match__places *p,
    size_t nlikely, struct simd_place *place)
{
	const struct match__index *x = &f->runs;
	uint32_t run;
	size_t i;

	for (i = 0; i < nlikely; i++) {
		if (i + AHEAD < nlikely)
			prefetch_slot(x, p->hash[i + AHEAD]);
		run = p->likely[i];
		place->at = p->at[run];
		place->n = 0;
		place->what = look_up_run(f, p->folded + p->from[run],
		    p->to[run] - p->from[run], p->hash[i]);
		place += place->what != MATCH__EVERY;
	}
	return place;
}

bool
match__find_runs(const struct match__fast *f, struct match__places *p)
{
	const struct simd_fold_kernels *k = simd_fold_kernels();
	struct simd_place *place;
	size_t nlikely;
	size_t nrun;

	if (f->runs.slot == NULL)
		return true;
	k->classify(p->folded, p->nfolded, f->arabic, p->mask);
	nrun = find_edges(p);
	nlikely = k->sift(p->folded, p->from, p->to, nrun, &f->runs.filter,
	    p->likely, p->hash);
	if (!match__places_reserve(p, nlikely))
		return false;
	place = look_up_runs(f, p, nlikely, p->place + p->n);
	p->n = (size_t)(place - p->place);
	return true;
}

static bool
look_up_gram(const struct match__fast *f, struct match__places *p, size_t at,
    size_t gram, size_t i)
{
	const struct match__needle *needle;
	const struct match__slot *s;
	uint64_t head = simd_run_head(p->folded + at, gram);
	size_t from;

	while ((s = next_slot(&f->grams[gram], head, gram, &i)) != NULL) {
		needle = &f->needle[s->needle];
		from = at - needle->gram_at;
		if (at >= needle->gram_at && needle->n <= p->nfolded - from &&
		    memcmp(p->folded + from, needle->p, needle->n) == 0 &&
		    !match__places_add(p, from, s->needle))
			return false;
	}
	return true;
}

/* Each gram is a run that begins a byte behind the one before. */
static bool
find_grams_of(const struct match__fast *f, struct match__places *p, size_t gram)
{
	size_t ngram = p->nfolded < gram ? 0 : p->nfolded - gram + 1;
	size_t nlikely;
	size_t i;

	for (i = 0; i < ngram; i++) {
		p->from[i] = (uint32_t)i;
		p->to[i] = (uint32_t)(i + gram);
	}
	nlikely = simd_fold_kernels()->sift(p->folded, p->from, p->to, ngram,
	    &f->grams[gram].filter, p->likely, p->hash);
	for (i = 0; i < nlikely; i++)
		if (!look_up_gram(f, p, p->likely[i], gram, p->hash[i]))
			return false;
	return true;
}

bool
match__find_grams(const struct match__fast *f, struct match__places *p)
{
	bool ok = true;
	size_t gram;

	for (gram = 1; gram <= MATCH__GRAM && ok; gram++)
		if (f->grams[gram].slot != NULL)
			ok = find_grams_of(f, p, gram);
	return ok;
}
