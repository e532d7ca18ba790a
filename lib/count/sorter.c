/* sorter.c - a buffer that is sorted when full, and runs of it on disk. */
#include "count/sorter.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/runs.h"

/* A record lies in the buffer as key, then value. */
struct record {
	uint64_t prefix; /* of the key, big-endian */
	size_t at;
	size_t nkey;
	size_t nvalue;
};

struct nass_sorter {
	size_t memory;
	const char *directory;
	struct nass_buf bytes;
	struct record *record;
	size_t n;
	size_t cap;
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
	nass_runs_free(s->runs);
	free(s);
}

static struct nass_str
key_of(const struct nass_sorter *s, const struct record *r)
{
	return (struct nass_str){ s->bytes.p + r->at, r->nkey };
}

static struct nass_str
value_of(const struct nass_sorter *s, const struct record *r)
{
	return (struct nass_str){ s->bytes.p + r->at + r->nkey, r->nvalue };
}

static bool
is_after(
    const struct nass_sorter *s, const struct record *x, const struct record *y)
{
	if (x->prefix != y->prefix)
		return x->prefix > y->prefix;
	return nass_str_cmp(key_of(s, x), key_of(s, y)) > 0;
}

/* Bottom-up merge sort: stable, and the same on every machine. */
static enum nass_code
sort(struct nass_sorter *s, struct nass_err *err)
{
	struct record *from = s->record;
	struct record *tmp = calloc(s->n > 0 ? s->n : 1, sizeof(*tmp));
	struct record *to = tmp;
	size_t width;
	size_t i;

	if (tmp == NULL)
		return nass_fail_nomem(err);
	for (width = 1; width < s->n; width *= 2) {
		struct record *swap = from;

		for (i = 0; i < s->n; i += 2 * width) {
			size_t mid = s->n - i < width ? s->n : i + width;
			size_t end =
			    s->n - i < 2 * width ? s->n : i + 2 * width;
			size_t a = i;
			size_t b = mid;
			size_t k;

			for (k = i; k < end; k++)
				if (a < mid &&
				    (b == end ||
					!is_after(s, &from[a], &from[b])))
					to[k] = from[a++];
				else
					to[k] = from[b++];
		}
		from = to;
		to = swap;
	}
	if (from != s->record)
		memcpy(s->record, from, s->n * sizeof(*from));
	free(tmp);
	return NASS_OK;
}

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
	for (i = 0; code == NASS_OK && i < s->n; i++)
		code = nass_runs_put(s->runs, key_of(s, &s->record[i]),
		    value_of(s, &s->record[i]), err);
	s->n = s->bytes.n = 0;
	return code;
}

static uint64_t
prefix_of(struct nass_str key)
{
	uint64_t x = 0;
	size_t i;

	for (i = 0; i < 8; i++)
		x = x << 8 | (i < key.n ? (unsigned char)key.p[i] : 0u);
	return x;
}

enum nass_code
nass_sorter_put(struct nass_sorter *s, struct nass_str key,
    struct nass_str value, struct nass_err *err)
{
	size_t used = s->bytes.n + s->n * 2 * sizeof(struct record);
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
	s->record[s->n] =
	    (struct record){ prefix_of(key), s->bytes.n, key.n, value.n };
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
	*key = key_of(s, &s->record[s->next]);
	*value = value_of(s, &s->record[s->next++]);
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
