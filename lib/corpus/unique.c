/*
 * unique.c - see unique.h.
 */
#include "corpus/unique.h"

#include <stdlib.h>
#include <string.h>

struct nass_key
nass_key_of(struct nass_str text)
{
	return (struct nass_key){ { nass_hash(text, 0),
	    nass_hash(text, 0x6E617373) } };
}

/* Seen before ----------------------------------------------------------------- */

/* Open addressing; a key of zeros is an empty slot. */
struct slot {
	struct nass_key key;
	uint64_t name; /* offset in names */
};

struct nass_unique {
	struct slot *slot;
	size_t mask;
	size_t n;
	bool has_names;
	struct nass_buf names; /* length and bytes of each */
};

enum nass_code
nass_unique_new(
    bool has_names, struct nass_unique **unique, struct nass_err *err)
{
	struct nass_unique *u = calloc(1, sizeof(*u));

	if (u == NULL)
		return nass_fail_nomem(err);
	u->has_names = has_names;
	u->mask = 1023;
	u->slot = calloc(u->mask + 1, sizeof(*u->slot));
	if (u->slot == NULL) {
		free(u);
		return nass_fail_nomem(err);
	}
	*unique = u;
	return NASS_OK;
}

void
nass_unique_free(struct nass_unique *u)
{
	if (u == NULL)
		return;
	nass_buf_fini(&u->names);
	free(u->slot);
	free(u);
}

static bool
is_empty(const struct slot *s)
{
	return s->key.half[0] == 0 && s->key.half[1] == 0;
}

/* The slot of a key, or the empty one where it belongs. */
static struct slot *
find(struct slot *slot, size_t mask, struct nass_key key)
{
	size_t i = (size_t)key.half[0] & mask;

	while (!is_empty(&slot[i]) &&
	    (slot[i].key.half[0] != key.half[0] ||
		slot[i].key.half[1] != key.half[1]))
		i = (i + 1) & mask;
	return &slot[i];
}

static enum nass_code
grow(struct nass_unique *u, struct nass_err *err)
{
	size_t mask = u->mask * 2 + 1;
	struct slot *slot = calloc(mask + 1, sizeof(*slot));
	size_t i;

	if (slot == NULL)
		return nass_fail_nomem(err);
	for (i = 0; i <= u->mask; i++)
		if (!is_empty(&u->slot[i]))
			*find(slot, mask, u->slot[i].key) = u->slot[i];
	free(u->slot);
	u->slot = slot;
	u->mask = mask;
	return NASS_OK;
}

static enum nass_code
put_name(struct nass_unique *u, struct nass_str name, struct nass_err *err)
{
	struct nass_str n = { (const char *)&name.n, sizeof(name.n) };
	enum nass_code code = nass_buf_put(&u->names, n, err);

	return code == NASS_OK ? nass_buf_put(&u->names, name, err) : code;
}

enum nass_code
nass_unique_add(struct nass_unique *u, struct nass_key key,
    struct nass_str name, bool *is_new, struct nass_str *first,
    struct nass_err *err)
{
	struct slot *s;
	enum nass_code code = NASS_OK;

	if (key.half[0] == 0 && key.half[1] == 0)
		key.half[0] = 1;
	*first = NASS_STR("");
	s = find(u->slot, u->mask, key);
	*is_new = is_empty(s);
	if (!*is_new) {
		if (!u->has_names)
			return NASS_OK;
		first->p = u->names.p + s->name + sizeof(first->n);
		memcpy(&first->n, u->names.p + s->name, sizeof(first->n));
		return NASS_OK;
	}
	if (u->n * 4 >= u->mask * 3) {
		code = grow(u, err);
		if (code != NASS_OK)
			return code;
		s = find(u->slot, u->mask, key);
	}
	s->name = u->names.n;
	if (u->has_names)
		code = put_name(u, name, err);
	if (code != NASS_OK)
		return code;
	s->key = key;
	u->n++;
	return NASS_OK;
}

/* Samples ------------------------------------------------------------------------ */

struct item {
	uint64_t key;
	uint64_t number; /* in order of coming */
	char *p;
	size_t n;
};

/* A heap with the largest key on top. */
struct nass_sample {
	struct item *item;
	size_t n;
	size_t cap;
	uint64_t max;
	uint64_t number;
	size_t at; /* of nass_sample_next */
	bool is_sorted;
};

enum nass_code
nass_sample_new(uint64_t n, struct nass_sample **sample, struct nass_err *err)
{
	*sample = calloc(1, sizeof(**sample));
	if (*sample == NULL)
		return nass_fail_nomem(err);
	(*sample)->max = n;
	return NASS_OK;
}

void
nass_sample_free(struct nass_sample *s)
{
	size_t i;

	if (s == NULL)
		return;
	for (i = 0; i < s->n; i++)
		free(s->item[i].p);
	free(s->item);
	free(s);
}

static bool
is_above(const struct item *a, const struct item *b)
{
	return a->key != b->key ? a->key > b->key : a->number > b->number;
}

static void
swap(struct item *a, struct item *b)
{
	struct item c = *a;

	*a = *b;
	*b = c;
}

static void
sift_up(struct nass_sample *s, size_t i)
{
	for (; i > 0 && is_above(&s->item[i], &s->item[(i - 1) / 2]);
	     i = (i - 1) / 2)
		swap(&s->item[i], &s->item[(i - 1) / 2]);
}

static void
sift_down(struct nass_sample *s)
{
	size_t i = 0;
	size_t child;

	for (;;) {
		child = 2 * i + 1;
		if (child + 1 < s->n &&
		    is_above(&s->item[child + 1], &s->item[child]))
			child++;
		if (child >= s->n || !is_above(&s->item[child], &s->item[i]))
			return;
		swap(&s->item[i], &s->item[child]);
		i = child;
	}
}

static enum nass_code
make_room(struct nass_sample *s, struct nass_err *err)
{
	struct item *more;
	size_t cap = s->cap * 2 + 16;

	if (s->n < s->cap)
		return NASS_OK;
	more = realloc(s->item, cap * sizeof(*more));
	if (more == NULL)
		return nass_fail_nomem(err);
	s->item = more;
	s->cap = cap;
	return NASS_OK;
}

enum nass_code
nass_sample_add(struct nass_sample *s, uint64_t key, struct nass_str item,
    struct nass_err *err)
{
	struct item fresh = { key, s->number++, NULL, item.n };
	enum nass_code code = make_room(s, err);

	if (code != NASS_OK)
		return code;
	if (s->max == 0 || (s->n == s->max && !is_above(&s->item[0], &fresh)))
		return NASS_OK;
	fresh.p = malloc(item.n + 1);
	if (fresh.p == NULL)
		return nass_fail_nomem(err);
	memcpy(fresh.p, item.p, item.n);
	if (s->n < s->max) {
		s->item[s->n++] = fresh;
		sift_up(s, s->n - 1);
		return NASS_OK;
	}
	free(s->item[0].p);
	s->item[0] = fresh;
	sift_down(s);
	return NASS_OK;
}

static int
by_number(const void *a, const void *b)
{
	uint64_t x = ((const struct item *)a)->number;
	uint64_t y = ((const struct item *)b)->number;

	return x < y ? -1 : x > y;
}

bool
nass_sample_next(struct nass_sample *s, struct nass_str *item)
{
	if (!s->is_sorted && s->n > 0)
		qsort(s->item, s->n, sizeof(*s->item), by_number);
	s->is_sorted = true;
	if (s->at == s->n)
		return false;
	*item = (struct nass_str){ s->item[s->at].p, s->item[s->at].n };
	s->at++;
	return true;
}
