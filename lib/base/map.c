/*
 * map.c - from a text that was made to the text it was made from.
 */
#include <assert.h>
#include <stdlib.h>

#include <nass/base.h>

enum nass_code
nass_map_add(struct nass_map *m, uint64_t made, uint64_t made_n, uint64_t from,
    uint64_t from_n, struct nass_err *err)
{
	struct nass_map_entry *entry;
	size_t cap;

	assert(m->n == 0 ||
	    (made >= m->entry[m->n - 1].made + m->entry[m->n - 1].made_n &&
		from >= m->entry[m->n - 1].from + m->entry[m->n - 1].from_n));
	if (m->n == m->cap) {
		cap = m->cap == 0 ? 32 : 2 * m->cap;
		if (cap > SIZE_MAX / sizeof(*entry))
			return nass_fail_nomem(err);
		entry = realloc(m->entry, cap * sizeof(*entry));
		if (entry == NULL)
			return nass_fail_nomem(err);
		m->entry = entry;
		m->cap = cap;
	}
	m->entry[m->n++] =
	    (struct nass_map_entry){ made, from, made_n, from_n };
	return NASS_OK;
}

/* The last entry that begins at or before `made`; NULL: all was copied. */
static const struct nass_map_entry *
find(const struct nass_map *m, uint64_t made)
{
	size_t low = 0;
	size_t high = m->n;
	size_t middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (m->entry[middle].made <= made)
			low = middle + 1;
		else
			high = middle;
	}
	return low == 0 ? NULL : &m->entry[low - 1];
}

uint64_t
nass_map_start(const struct nass_map *m, uint64_t made)
{
	const struct nass_map_entry *e = find(m, made);

	if (e == NULL)
		return made;
	if (made - e->made < e->made_n)
		return e->from;
	return e->from + e->from_n + (made - e->made - e->made_n);
}

uint64_t
nass_map_end(const struct nass_map *m, uint64_t made)
{
	const struct nass_map_entry *e;

	if (made == 0)
		return 0;
	e = find(m, made - 1);
	if (e == NULL)
		return made;
	if (made - 1 - e->made < e->made_n)
		return e->from + e->from_n;
	return e->from + e->from_n + (made - e->made - e->made_n);
}

void
nass_map_reset(struct nass_map *m)
{
	m->n = 0;
}

void
nass_map_fini(struct nass_map *m)
{
	free(m->entry);
	*m = (struct nass_map)NASS_MAP_INIT;
}
