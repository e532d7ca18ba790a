/*
 * places.c - where in a text a needle stands: the part of the search that runs
 * over all bytes.
 *
 * Text is folded in slices that stay in the cache.  All of it is folded, and so
 * checked, before any place is looked at.
 */
#include <stdlib.h>
#include <string.h>

#include "match/fast.h"
#include "text/utf8.h"

#define SLICE (16 * 1024)

/* A place of the slice, as an offset in its folded bytes. */
static bool
add_made(struct match__places *p, size_t at)
{
	size_t cap;
	void *q;

	if (p->nmade == p->cap_made) {
		cap = p->cap_made == 0 ? 256 : 2 * p->cap_made;
		q = realloc(p->made, cap * sizeof(*p->made));
		if (q == NULL)
			return false;
		p->made = q;
		p->cap_made = cap;
	}
	p->made[p->nmade++] = (uint32_t)at;
	return true;
}

static enum nass_code
add_place(struct match__places *p, size_t at, struct nass_err *err)
{
	void *q = p->at;
	enum nass_code code =
	    match__grow(&q, &p->cap, p->n, sizeof(*p->at), err);

	p->at = q;
	if (code == NASS_OK)
		p->at[p->n++] = at;
	return code;
}

/* Needles in folded[0..n) ------------------------------------------------------ */

/* No letter of the same kind beside it; at the edge of a slice: who knows. */
static bool
stands_alone(const struct match__fast *f, const unsigned char *folded, size_t n,
    size_t at, size_t m)
{
	if (at > 0 && f->letter[folded[at - 1]] == f->letter[folded[at]])
		return false;
	return at + m == n ||
	    f->letter[folded[at + m]] != f->letter[folded[at + m - 1]];
}

/* Does one of the few needles stand at folded[at], or is that a SUSPECT? */
static bool
is_place(const struct match__fast *f, const unsigned char *folded, size_t n,
    size_t at)
{
	const struct match__needle *needle;
	size_t i;

	if (folded[at] == MATCH__SUSPECT)
		return true;
	for (i = 0; i < f->nfew; i++) {
		needle = &f->needle[i];
		if (needle->n <= n - at &&
		    memcmp(folded + at, needle->p, needle->n) == 0 &&
		    (!needle->is_run ||
			stands_alone(f, folded, n, at, needle->n)))
			return true;
	}
	return false;
}

static bool
find_few(const struct match__fast *f, struct match__places *p, size_t n)
{
	uint64_t bits;
	size_t at;
	size_t w;

	if (!simd_fold_kernels()->pairs(
		p->folded, n, f->pair, f->nfew, MATCH__SUSPECT, p->mask))
		return true;
	for (w = 0; w <= n / 64; w++)
		for (bits = p->mask[w]; bits != 0; bits &= bits - 1) {
			at = 64 * w + (size_t)__builtin_ctzll(bits);
			if (is_place(f, p->folded, n, at) && !add_made(p, at))
				return false;
		}
	return true;
}

static bool
is_needle(const struct match__fast *f, const struct match__index *x,
    const unsigned char *p, size_t n, uint64_t hash)
{
	uint32_t i = x->bucket[hash >> 20 & (x->nbucket - 1)];

	for (; i != UINT32_MAX; i = x->next[i]) {
		const struct match__needle *needle = &f->needle[i];

		if ((x->gram > 0 ? needle->n <= n : needle->n == n) &&
		    memcmp(needle->p, p, needle->n) == 0)
			return true;
	}
	return false;
}

static inline bool
is_likely(const struct match__index *x, uint64_t hash)
{
	return x->filter[(hash >> 6) % (1 << (MATCH__FILTER_BITS - 6))] >>
	    (hash % 64) &
	    1;
}

/* One run of letters and digits: its parts of one kind. */
static bool
look_at_run(const struct match__fast *f, struct match__places *p, size_t from,
    size_t to)
{
	const unsigned char *folded = p->folded;
	uint64_t hash;
	size_t end;

	for (; from < to; from = end) {
		end = from + 1;
		while (end < to &&
		    f->letter[folded[end]] == f->letter[folded[from]])
			end++;
		hash = match__gram_hash(folded + from, end - from);
		if (is_likely(&f->runs, hash) &&
		    is_needle(f, &f->runs, folded + from, end - from, hash) &&
		    !add_made(p, from))
			return false;
	}
	return true;
}

static bool
find_runs(const struct match__fast *f, struct match__places *p, size_t n)
{
	uint64_t carry = 0; /* the last bit before the word of the mask */
	size_t from = 0;
	bool ok = true;
	size_t w;

	simd_fold_kernels()->classify(p->folded, n, f->class, p->mask);
	for (w = 0; w <= n / 64 && ok; w++) {
		uint64_t edges = p->mask[w] ^ (p->mask[w] << 1 | carry);

		carry = p->mask[w] >> 63;
		for (; edges != 0 && ok; edges &= edges - 1) {
			size_t at = 64 * w + (size_t)__builtin_ctzll(edges);

			if (p->mask[w] >> (at % 64) & 1)
				from = at;
			else
				ok = look_at_run(f, p, from, at);
		}
	}
	/* A run up to the end of a mask of whole words ends nowhere. */
	if (ok && carry)
		ok = look_at_run(f, p, from, n);
	return ok;
}

static bool
find_grams(const struct match__fast *f, struct match__places *p, size_t n)
{
	const struct match__index *x = &f->grams;
	uint64_t hash;
	size_t at;

	for (at = 0; at + x->gram <= n; at++) {
		hash = match__gram_hash(p->folded + at, x->gram);
		if (is_likely(x, hash) &&
		    is_needle(f, x, p->folded + at, n - at, hash) &&
		    !add_made(p, at))
			return false;
	}
	return true;
}

static bool
find_all(const struct match__fast *f, struct match__places *p, size_t n)
{
	p->nmade = 0;
	memset(p->folded + n, SIMD_FOLD_OTHER, 64);
	if (!find_few(f, p, n))
		return false;
	if (f->runs.n > 0 && !find_runs(f, p, n))
		return false;
	return f->grams.n == 0 || find_grams(f, p, n);
}

/* From folded bytes to text ------------------------------------------------------ */

static int
compare_made(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a;
	uint32_t y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static bool
is_sorted(const struct match__places *p)
{
	size_t i;

	for (i = 1; i < p->nmade; i++)
		if (p->made[i - 1] > p->made[i])
			return false;
	return true;
}

/* The text offset of each place of the slice that begins at `begin`. */
static enum nass_code
map_places(struct match__places *p, struct nass_str text, size_t begin,
    struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	uint64_t rest; /* of keep[w]: characters made[done..] */
	size_t done = 0;
	size_t w = 0;
	size_t at;
	size_t i;

	if (p->nmade == 0)
		return NASS_OK;
	if (!is_sorted(p))
		qsort(p->made, p->nmade, sizeof(*p->made), compare_made);
	rest = p->keep[0];
	for (i = 0; i < p->nmade && code == NASS_OK; i++) {
		while (
		    done + (size_t)__builtin_popcountll(rest) <= p->made[i]) {
			done += (size_t)__builtin_popcountll(rest);
			rest = p->keep[++w];
		}
		for (; done < p->made[i]; done++)
			rest &= rest - 1;
		at = begin + 64 * w + (size_t)__builtin_ctzll(rest);
		while (((unsigned char)text.p[at] & 0xC0) == 0x80)
			at--; /* to the first byte of the character */
		code = add_place(p, at, err);
	}
	return code;
}

/* Slices --------------------------------------------------------------------- */

static enum nass_code
fill_page(const struct nass_match *m, struct match__places *p, uint32_t page,
    struct nass_err *err)
{
	uint8_t *result = nass_arena_get(&p->pages, 64);
	size_t i;

	if (result == NULL)
		return nass_fail_nomem(err);
	for (i = 0; i < 64; i++)
		result[i] = match__fast_fold(m, page * 64 + (uint32_t)i);
	p->fold.page[page] = result;
	return NASS_OK;
}

/*
 * Where a slice ends: behind white space, so that no word is cut; or, in a text
 * without, anywhere between characters.  Then a word may be cut, and what is
 * cut is a place.
 */
static size_t
slice_end(struct nass_str text, size_t from, bool *is_cut)
{
	size_t end = from + SLICE;
	size_t at;

	*is_cut = false;
	if (end >= text.n)
		return text.n;
	for (at = end; at > from + SLICE / 2; at--)
		if (text.p[at - 1] == ' ' || text.p[at - 1] == '\n')
			return at;
	*is_cut = true;
	while (end > from && ((unsigned char)text.p[end] & 0xC0) == 0x80)
		end--;
	return end > from ? end : from + SLICE;
}

static enum nass_code
take_slice(const struct nass_match *m, struct match__places *p,
    struct nass_str text, size_t from, size_t to, struct nass_err *err)
{
	const struct simd_fold_kernels *k = simd_fold_kernels();
	enum nass_code code;
	size_t good;
	size_t made;
	uint32_t cp;
	size_t n;

	for (;;) {
		good = from +
		    k->fold(&p->fold, text.p + from, to - from, p->folded,
			&made, p->keep);
		if (good == to)
			break;
		/* Not known yet, or ill-formed? */
		n = to - good < 4 ? to - good : 4;
		if (nass_utf8_valid(nass_str_sub(text, good, good + n)) == 0)
			return nass_fail(
			    err, NASS_EINPUT, good, "ill-formed UTF-8");
		cp = nass_utf8_get(text.p + good, &n);
		code = fill_page(m, p, cp / 64, err);
		if (code != NASS_OK)
			return code;
	}
	if (!find_all(m->fast, p, made))
		return nass_fail_nomem(err);
	return map_places(p, text, from, err);
}

enum nass_code
match__places_find(const struct nass_match *m, struct match__places *p,
    struct nass_str text, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	bool is_cut;
	size_t from;
	size_t to;

	p->n = 0;
	for (from = 0; from < text.n && code == NASS_OK; from = to) {
		to = slice_end(text, from, &is_cut);
		code = take_slice(m, p, text, from, to, err);
		if (code == NASS_OK && is_cut)
			code = add_place(p, to, err);
	}
	return code;
}

/* Life ----------------------------------------------------------------------- */

struct match__places *
match__places_new(const struct nass_match *m)
{
	struct match__places *p = calloc(1, sizeof(*p));

	if (p == NULL)
		return NULL;
	memcpy(p->fold.dense, m->fast->dense, sizeof(p->fold.dense));
	p->folded = calloc(SLICE + 128 + 1, 1);
	p->keep = malloc((SLICE / 64 + 2) * sizeof(*p->keep));
	p->mask = malloc((SLICE / 64 + 2) * sizeof(*p->mask));
	if (p->folded == NULL || p->keep == NULL || p->mask == NULL) {
		match__places_free(p);
		return NULL;
	}
	return p;
}

void
match__places_free(struct match__places *p)
{
	if (p == NULL)
		return;
	nass_arena_fini(&p->pages);
	free(p->folded);
	free(p->keep);
	free(p->mask);
	free(p->made);
	free(p->at);
	free(p);
}
