/*
 * sorter.c - a buffer that is sorted when full, and runs of it on disk.
 *
 * Records are sorted by eight bytes of their keys at a time, as numbers; those
 * whose first bytes are all equal, by comparison.
 */
#include "count/sorter.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/huge.h"
#include "base/runs.h"
#include "count/sort.h"

#define STEPS 6u /* of eight bytes, before keys are compared */
#define AHEAD 16 /* records, which are asked for */

/* A record lies in the buffer as key, then value. */
struct record {
	size_t at;
	size_t nkey;
	size_t nvalue;
};

/* And what sorting takes for each. */
#define RECORD (sizeof(struct record) + 2 * sizeof(struct count__item))

struct nass_sorter {
	size_t memory;
	const char *directory;
	struct nass_buf bytes;
	struct record *record;
	size_t n;
	size_t cap;
	struct count__item *item; /* ids of records, once in order */
	struct nass_runs *runs;
	bool is_sorted;
	size_t next;
};

enum nass_code
nass_sorter_new(size_t memory, const char *directory,
    struct nass_sorter **sorter, struct nass_err *err)
{
	struct nass_sorter *s = calloc(1, sizeof(*s));

	if (s == NULL)
		return nass_fail_nomem(err);
	s->memory = memory;
	s->directory = directory != NULL ? directory : "/tmp";
	*sorter = s;
	return NASS_OK;
}

void
nass_sorter_free(struct nass_sorter *s)
{
	if (s == NULL)
		return;
	nass_buf_fini(&s->bytes);
	free(s->record);
	free(s->item);
	nass_runs_free(s->runs);
	free(s);
}

static struct nass_str
key_of(const struct nass_sorter *s, const struct count__item *x)
{
	const struct record *r = &s->record[x->id];

	return (struct nass_str){ s->bytes.p + r->at, r->nkey };
}

static struct nass_str
value_of(const struct nass_sorter *s, const struct count__item *x)
{
	const struct record *r = &s->record[x->id];

	return (struct nass_str){ s->bytes.p + r->at + r->nkey, r->nvalue };
}

/* Sorting ------------------------------------------------------------------ */

/* Eight bytes of a key, behind which are zeros. */
static uint64_t
number_at(struct nass_str key, size_t at)
{
	unsigned char b[8] = { 0 };
	size_t n = at < key.n ? key.n - at : 0;

	if (n > 0)
		memcpy(b, key.p + at, n < 8 ? n : 8);
	return (uint64_t)b[0] << 56 | (uint64_t)b[1] << 48 |
	    (uint64_t)b[2] << 40 | (uint64_t)b[3] << 32 | (uint64_t)b[4] << 24 |
	    (uint64_t)b[5] << 16 | (uint64_t)b[6] << 8 | b[7];
}

static bool
is_after(const struct nass_sorter *s, const struct count__item *x,
    const struct count__item *y)
{
	return nass_str_cmp(key_of(s, x), key_of(s, y)) > 0;
}

/* Two neighbours of `width` each, from `from` to `to`; n may end either. */
static void
merge_two(const struct nass_sorter *s, const struct count__item *from,
    struct count__item *to, size_t n, size_t width)
{
	size_t mid = n < width ? n : width;
	size_t end = n < 2 * width ? n : 2 * width;
	size_t a = 0;
	size_t b = mid;
	size_t k;

	for (k = 0; k < end; k++)
		if (a < mid && (b == end || !is_after(s, &from[a], &from[b])))
			to[k] = from[a++];
		else
			to[k] = from[b++];
}

/* Bottom-up merge sort, unless they are in order, as equal keys are. */
static void
compare(const struct nass_sorter *s, struct count__item *item,
    struct count__item *tmp, size_t n)
{
	struct count__item *from = item;
	struct count__item *to = tmp;
	size_t width;
	size_t i;

	for (i = 1; i < n && !is_after(s, &item[i - 1], &item[i]); i++)
		;
	for (width = 1; i < n && width < n; width *= 2) {
		struct count__item *swap = from;
		size_t k;

		for (k = 0; k < n; k += 2 * width)
			merge_two(s, from + k, to + k, n - k, width);
		from = to;
		to = swap;
	}
	if (from != item)
		memcpy(item, from, n * sizeof(*from));
}

/* Items whose keys are equal before byte `at`; calls itself STEPS deep. */
static void
sort_from(const struct nass_sorter *s, struct count__item *item,
    struct count__item *tmp, size_t n, size_t at)
{
	size_t i;
	size_t k;

	if (at >= 8 * STEPS) {
		compare(s, item, tmp, n);
		return;
	}
	for (i = 0; i < n; i++) {
		if (at > 0 && i + AHEAD < n)
			__builtin_prefetch(key_of(s, &item[i + AHEAD]).p + at);
		item[i].key = number_at(key_of(s, &item[i]), at);
	}
	count__radix(item, tmp, n);
	for (i = 0; i < n; i = k) {
		for (k = i + 1; k < n && item[k].key == item[i].key; k++)
			;
		if (k > i + 1)
			sort_from(s, item + i, tmp, k - i, at + 8);
	}
}

/* Stable, and the same on every machine. */
static enum nass_code
sort(struct nass_sorter *s, struct nass_err *err)
{
	size_t i;

	free(s->item);
	s->item = nass_huge_zeros(2 * s->n, sizeof(*s->item));
	if (s->item == NULL)
		return nass_fail_nomem(err);
	for (i = 0; i < s->n; i++)
		s->item[i].id = i;
	sort_from(s, s->item, s->item + s->n, s->n, 0);
	return NASS_OK;
}

/* Records ------------------------------------------------------------------ */

static enum nass_code
spill(struct nass_sorter *s, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	size_t i;

	if (s->runs == NULL)
		code = nass_runs_new(s->directory, &s->runs, err);
	if (code == NASS_OK)
		code = sort(s, err);
	if (code == NASS_OK)
		code = nass_runs_begin(s->runs, err);
	for (i = 0; code == NASS_OK && i < s->n; i++) {
		if (i + AHEAD < s->n)
			__builtin_prefetch(key_of(s, &s->item[i + AHEAD]).p);
		code = nass_runs_put(s->runs, key_of(s, &s->item[i]),
		    value_of(s, &s->item[i]), err);
	}
	s->n = s->bytes.n = 0;
	return code;
}

enum nass_code
nass_sorter_put(struct nass_sorter *s, struct nass_str key,
    struct nass_str value, struct nass_err *err)
{
	size_t used = s->bytes.n + s->n * RECORD;
	enum nass_code code;

	if (s->memory > 0 && used > s->memory && s->n > 1000) {
		code = spill(s, err);
		if (code != NASS_OK)
			return code;
	}
	if (s->n == s->cap) {
		size_t cap = s->cap + s->cap / 2 + 64;
		void *p = realloc(s->record, cap * sizeof(*s->record));

		if (p == NULL)
			return nass_fail_nomem(err);
		s->record = p;
		s->cap = cap;
	}
	s->record[s->n] = (struct record){ s->bytes.n, key.n, value.n };
	code = nass_buf_put(&s->bytes, key, err);
	if (code == NASS_OK)
		code = nass_buf_put(&s->bytes, value, err);
	s->n += code == NASS_OK;
	return code;
}

static enum nass_code
begin(struct nass_sorter *s, struct nass_err *err)
{
	enum nass_code code;

	s->is_sorted = true;
	if (s->runs == NULL)
		return sort(s, err);
	code = spill(s, err);
	nass_buf_fini(&s->bytes);
	s->bytes = (struct nass_buf)NASS_BUF_INIT;
	return code == NASS_OK
	    ? nass_runs_merge(s->runs, s->memory / 2, NULL, NULL, err)
	    : code;
}

enum nass_code
nass_sorter_next(struct nass_sorter *s, struct nass_str *key,
    struct nass_str *value, struct nass_err *err)
{
	enum nass_code code = s->is_sorted ? NASS_OK : begin(s, err);

	if (code != NASS_OK)
		return code;
	if (s->runs != NULL)
		return nass_runs_next(s->runs, key, value, err);
	if (s->next == s->n)
		return NASS_END;
	*key = key_of(s, &s->item[s->next]);
	*value = value_of(s, &s->item[s->next++]);
	return NASS_OK;
}

void
nass_sorter_count(uint64_t x, bool is_descending, unsigned char out[8])
{
	unsigned i;

	if (is_descending)
		x = ~x;
	for (i = 0; i < 8; i++)
		out[i] = (unsigned char)(x >> (56 - 8 * i));
}

void
nass_sorter_number(double x, bool is_descending, unsigned char out[8])
{
	uint64_t bits;

	if (isnan(x)) {
		memset(out, 0xFF, 8);
		return;
	}
	x += 0; /* -0 is 0 */
	memcpy(&bits, &x, sizeof(bits));
	bits = bits >> 63 ? ~bits : bits | (uint64_t)1 << 63;
	nass_sorter_count(bits, is_descending, out);
}
