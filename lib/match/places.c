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

bool
match__places_reserve(struct match__places *p, size_t n)
{
	size_t cap = p->cap;
	void *q;

	while (cap - p->n < n)
		cap = cap == 0 ? n : 2 * cap;
	if (cap == p->cap)
		return true;
	q = realloc(p->place, cap * sizeof(*p->place));
	if (q == NULL)
		return false;
	p->place = q;
	p->cap = cap;
	return true;
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

/* Which of the few needles stand at folded[at], or is that a SUSPECT? */
static bool
look_at(
    const struct match__fast *f, struct match__places *p, size_t n, size_t at)
{
	const unsigned char *folded = p->folded;
	const struct match__needle *needle;
	bool ok = true;
	size_t i;

	if (folded[at] == MATCH__SUSPECT)
		return match__places_add(p, at, MATCH__EVERY);
	for (i = 0; i < f->nfew && ok; i++) {
		needle = &f->needle[f->few[i]];
		if (needle->n <= n - at &&
		    memcmp(folded + at, needle->p, needle->n) == 0 &&
		    (!needle->is_run ||
			stands_alone(f, folded, n, at, needle->n)))
			ok = match__places_add(p, at, f->few[i]);
	}
	return ok;
}

static bool
find_few(const struct match__fast *f, struct match__places *p, size_t n)
{
	size_t nlikely = simd_fold_kernels()->pairs(
	    p->folded, n, f->pair, f->nfew, MATCH__SUSPECT, p->likely);
	bool ok = true;
	size_t i;

	for (i = 0; i < nlikely && ok; i++)
		ok = look_at(f, p, n, p->likely[i]);
	return ok;
}

/* From folded bytes to text ------------------------------------------------------ */

static int
compare_places(const void *a, const void *b)
{
	const struct simd_place *x = a;
	const struct simd_place *y = b;

	return (x->at > y->at) - (x->at < y->at);
}

/* Several kinds of needles were looked for one after the other. */
static void
sort_places(struct simd_place *place, size_t n)
{
	size_t i;

	for (i = 1; i < n; i++)
		if (place[i - 1].at > place[i].at) {
			qsort(place, n, sizeof(*place), compare_places);
			return;
		}
}

/*
 * The bytes of the word there, if the needles are all of its key, letter by
 * letter: is it a word of as many letters of two bytes?  A run of letters has
 * nothing inside that could end a word, so that what stands behind so many bytes
 * says it.
 */
static inline uint32_t
sure_word(
    const struct match__fast *f, struct nass_str text, size_t at, uint32_t what)
{
	uint32_t n = what != MATCH__EVERY ? f->exact[what].n : 0;

	return n <= text.n - at && match__begins_at(text, at) &&
		match__ends_at(text, at + n)
	    ? n
	    : 0;
}

/* Ends of characters in the slice that begins at `begin` to their begins. */
static void
map_places(const struct match__fast *f, struct simd_place *place, size_t n,
    struct nass_str text, size_t begin)
{
	size_t at;
	size_t i;

	for (i = 0; i < n; i++) {
		at = begin + place[i].at;
		while (((unsigned char)text.p[at] & 0xC0) == 0x80)
			at--; /* to the first byte of the character */
		place[i].at = at;
		if (f->exact != NULL)
			place[i].n = sure_word(f, text, at, place[i].what);
	}
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
	size_t end = from + MATCH__SLICE;
	size_t at;

	*is_cut = false;
	if (end >= text.n)
		return text.n;
	for (at = end; at > from + MATCH__SLICE / 2; at--)
		if (text.p[at - 1] == ' ' || text.p[at - 1] == '\n')
			return at;
	*is_cut = true;
	while (end > from && ((unsigned char)text.p[end] & 0xC0) == 0x80)
		end--;
	return end > from ? end : from + MATCH__SLICE;
}

static enum nass_code
take_slice(const struct nass_match *m, struct match__places *p,
    struct nass_str text, size_t from, size_t to, struct nass_err *err)
{
	const struct simd_fold_kernels *k = simd_fold_kernels();
	enum nass_code code;
	size_t good;
	size_t nother;
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
	n = p->n;
	p->nfolded = made;
	p->nkeep = (to - from) / 64 + 1;
	memset(p->folded + made, SIMD_FOLD_OTHER, 64);
	if (!find_few(m->fast, p, made) || !match__find_grams(m->fast, p))
		return nass_fail_nomem(err);
	sort_places(p->place + n, p->n - n);
	k->unfold(p->keep, p->place + n, p->n - n);
	nother = p->n - n;
	if (!match__find_runs(m->fast, p))
		return nass_fail_nomem(err);
	if (nother > 0)
		sort_places(p->place + n, p->n - n);
	map_places(m->fast, p->place + n, p->n - n, text, from);
	return NASS_OK;
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
		if (code == NASS_OK && is_cut &&
		    !match__places_add(p, to, MATCH__EVERY))
			code = nass_fail_nomem(err);
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
	p->folded = calloc(MATCH__SLICE + 128 + 1, 1);
	p->keep = malloc((MATCH__SLICE / 64 + 2) * sizeof(*p->keep));
	p->mask = calloc(MATCH__SLICE / 64 + 2, sizeof(*p->mask));
	p->other = calloc(MATCH__SLICE / 64 + 2, sizeof(*p->other));
	p->from = malloc((MATCH__SLICE + 32) * sizeof(*p->from));
	p->to = malloc((MATCH__SLICE + 32) * sizeof(*p->to));
	p->at = malloc((MATCH__SLICE / 2 + 32) * sizeof(*p->at));
	p->hash = malloc((MATCH__SLICE + 32) * sizeof(*p->hash));
	p->likely = malloc((MATCH__SLICE + 32) * sizeof(*p->likely));
	if (p->folded == NULL || p->keep == NULL || p->mask == NULL ||
	    p->other == NULL || p->from == NULL || p->to == NULL ||
	    p->at == NULL || p->hash == NULL || p->likely == NULL ||
	    !match__places_reserve(p, 64)) {
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
	free(p->other);
	free(p->from);
	free(p->to);
	free(p->at);
	free(p->hash);
	free(p->likely);
	free(p->place);
	free(p);
}
