/* variants.c - of the row at hand: its spellings, and how frequent its words are. */
#include <stdlib.h>

#include "count/spill.h"

/* Spellings ---------------------------------------------------------------- */

static uint64_t
count_of(const struct nass_count *c, unsigned level, uint32_t spelling)
{
	return level == 0 ? c->spelling[spelling].count
			  : c->level[level].gram[spelling].id;
}

static int
spelling_cmp(const struct nass_count *c, uint32_t x, uint32_t y)
{
	uint64_t m = count_of(c, c->current, x);
	uint64_t n = count_of(c, c->current, y);
	bool has_moved = count__has_moved(c, c->current, x);

	if (has_moved != count__has_moved(c, c->current, y))
		return has_moved ? 1 : -1;
	if (m != n)
		return m > n ? -1 : 1;
	if (c->current == 0)
		return count__word_cmp(c->words.key[x], c->words.key[y]);
	return x < y ? -1 : x > y; /* numbered in order */
}

/* Few spellings share a type: insertion. */
static void
sort_variants(struct nass_count *c, uint32_t *spelling, size_t n)
{
	size_t i;
	size_t k;

	for (i = 1; i < n; i++) {
		uint32_t x = spelling[i];

		for (k = i; k > 0 && spelling_cmp(c, x, spelling[k - 1]) < 0;
		     k--)
			spelling[k] = spelling[k - 1];
		spelling[k] = x;
	}
}

enum nass_code
nass_count_variant(struct nass_count *c, size_t i, struct nass_str *spelling,
    uint64_t *count, struct nass_err *err)
{
	const struct count__level *l = &c->level[c->current];
	enum nass_code code;
	uint32_t *group;
	size_t n;

	if (c->spilled != NULL)
		return count__spilled_variant(c, i, spelling, count);
	if (i == 0 && l->sum[c->current_type].nvariant > 0) {
		*spelling = nass_buf_str(&c->term[c->current]);
		*count = count_of(c, c->current, l->sum[c->current_type].best);
		return NASS_OK;
	}
	code = count__group(c, c->current, err);
	if (code != NASS_OK)
		return code;
	group = &l->group[l->first[c->current_type]];
	n = l->first[c->current_type + 1] - l->first[c->current_type];
	if (i >= n)
		return NASS_END;
	if (i == 1)
		sort_variants(c, group, n);
	c->scratch.n = 0;
	code = count__put_spelling(c, c->current, group[i], &c->scratch, err);
	*spelling = nass_buf_str(&c->scratch);
	*count = count_of(c, c->current, group[i]);
	return code;
}

static int
variant_cmp(const void *left, const void *right)
{
	const struct count__variant *x = left;
	const struct count__variant *y = right;

	return nass_str_cmp(x->bytes, y->bytes);
}

enum nass_code
count__gather_variants(struct nass_count *c, const struct nass_count_row *row,
    struct nass_arena *arena, struct count__variant **variant,
    struct nass_err *err)
{
	struct count__variant *v;
	enum nass_code code;
	size_t i;

	nass_arena_reset(arena);
	*variant = v = nass_arena_get(arena, row->nvariant * sizeof(*v));
	if (v == NULL)
		return nass_fail_nomem(err);
	if (row->nvariant == 1) { /* as most have */
		*v = (struct count__variant){ row->term, row->count };
		return NASS_OK;
	}
	for (i = 0; i < row->nvariant; i++) {
		struct nass_str bytes;

		code = nass_count_variant(c, i, &bytes, &v[i].count, err);
		if (code != NASS_OK)
			return code;
		v[i].bytes = nass_arena_copy(arena, bytes);
		if (v[i].bytes.p == NULL)
			return nass_fail_nomem(err);
	}
	qsort(v, row->nvariant, sizeof(*v), variant_cmp);
	return NASS_OK;
}

/* Words -------------------------------------------------------------------- */

enum nass_code
nass_count_words(
    struct nass_count *c, uint64_t *frequency, struct nass_err *err)
{
	const struct count__level *l = &c->level[c->current];
	uint32_t id[NASS_NGRAM_MAX];
	unsigned i;

	if (c->spilled != NULL)
		return count__spilled_words(c, frequency, err);
	if (c->current == 0) {
		frequency[0] = l->sum[c->current_type].count;
		return NASS_OK;
	}
	if (c->ranks.count != NULL && c->ranks.bits * (c->current + 1) <= 64) {
		uint64_t key = l->gram[l->sum[c->current_type].best].key;
		uint64_t mask = ((uint64_t)1 << c->ranks.bits) - 1;

		for (i = c->current + 1; i-- > 0; key >>= c->ranks.bits)
			frequency[i] = c->ranks.count[key & mask];
		return NASS_OK;
	}
	count__gram(c, c->current, l->sum[c->current_type].best, id);
	for (i = 0; i <= c->current; i++)
		frequency[i] = c->level[0].sum[c->spelling[id[i]].type].count;
	return NASS_OK;
}
