/*
 * rows.c - the rows of a finished count.
 *
 * Each order of n-grams has rows of its own, in order; the next row of all is
 * the least of their heads.
 */
#include <stdlib.h>
#include <string.h>

#include "base/huge.h"
#include "count/grams.h"
#include "count/spill.h"

enum nass_code
nass_count_finish(
    struct nass_count *c, enum nass_order order, struct nass_err *err)
{
	bool meets = count__has_clitics(c) && !c->opts.is_partial;
	enum nass_code code;
	size_t i;

	c->current = NASS_NGRAM_MAX;
	if (meets && c->runs != NULL)
		return nass_fail(err, NASS_ELIMIT, 0,
		    "clitics need all words in memory, and tables are on disk");
	if (c->runs != NULL) {
		c->is_open = false;
		c->order = order;
		code = count__spill(c, err);
		return code == NASS_OK ? count__spilled_new(c, err) : code;
	}
	code = meets ? count__meet(c, err) : NASS_OK;
	if (code == NASS_OK)
		code = count__flush(c, err);
	/* No word is looked up any more. */
	if (code == NASS_OK)
		code = count__vocab_seal(&c->words, err);
	if (code == NASS_OK)
		code = count__vocab_seal(&c->types, err);
	if (code == NASS_OK)
		code = count__settle(c, order, err);
	if (code != NASS_OK)
		return code;
	c->totals.types = c->level[0].n;
	for (i = 0; i < c->level[0].ntype; i++)
		c->totals.hapax += c->level[0].sum[i].count == 1;
	return NASS_OK;
}

void
nass_count_get_totals(
    const struct nass_count *c, struct nass_count_totals *totals)
{
	*totals = c->totals;
}

/* Bytes ------------------------------------------------------------------ */

/* The key of a word of an n-gram, by the rank of its spelling. */
static enum nass_code
put_ranked_key(const struct nass_count *c, uint64_t rank, struct nass_buf *out,
    struct nass_err *err)
{
	struct count__text *t = &c->key_text[rank];
	size_t was = out->n;
	uint64_t key;

	if (t->n > 0 && t->n <= sizeof(t->p) &&
	    nass_buf_grow(out, sizeof(t->p), err) == NASS_OK) {
		memcpy(out->p + was, t->p, sizeof(t->p));
		out->n += t->n;
		return NASS_OK;
	}
	key = c->types.key[c->spelling[c->ranks.id[rank]].type];
	if (t->n > 0)
		memcpy(&key, t->p, sizeof(key));
	if (count__word_put(key, out, err) != NASS_OK)
		return NASS_ENOMEM;
	t->n = UINT8_MAX;
	memcpy(t->p, &key, sizeof(key));
	if (out->n - was <= sizeof(t->p)) {
		t->n = (unsigned char)(out->n - was);
		memcpy(t->p, out->p + was, t->n);
	}
	return NASS_OK;
}

/* The keys of the types of the words of n-gram g. */
static enum nass_code
put_gram_key(const struct nass_count *c, unsigned level, uint32_t g,
    struct nass_buf *out, struct nass_err *err)
{
	unsigned bits = c->ranks.bits;
	uint64_t mask = ((uint64_t)1 << bits) - 1;
	uint64_t gram = c->level[level].gram[g].key;
	const uint32_t *word;
	enum nass_code code = NASS_OK;
	unsigned i;

	word = bits * (level + 1) <= 64 ? NULL : count__at_place(c, gram);
	for (i = 0; code == NASS_OK && i <= level; i++) {
		uint64_t rank = word != NULL
		    ? c->ranks.spelling[word[i] - 1]
		    : gram >> bits * (level - i) & mask;

		if (i > 0)
			code = nass_buf_putc(out, ' ', err);
		if (code == NASS_OK)
			code = put_ranked_key(c, rank, out, err);
	}
	return code;
}

enum nass_code
count__put_spelling(const struct nass_count *c, unsigned level,
    uint32_t spelling, struct nass_buf *out, struct nass_err *err)
{
	return level == 0 ? count__word_put(c->words.key[spelling], out, err)
			  : count__put_gram(c, level, spelling, out, err);
}

static enum nass_code
put_key(const struct nass_count *c, unsigned level, uint32_t type,
    struct nass_buf *out, struct nass_err *err)
{
	return level == 0
	    ? count__word_put(c->types.key[type], out, err)
	    : put_gram_key(c, level, c->level[level].sum[type].best, out, err);
}

static uint64_t
count_of(const struct nass_count *c, unsigned level, uint32_t spelling)
{
	return level == 0 ? c->spelling[spelling].count
			  : c->level[level].gram[spelling].id;
}

/* Rows --------------------------------------------------------------------- */

/*
 * Rows lie anywhere in memory: what comes later is asked for.  (A macro, as a
 * compiler takes a function for one that does nothing.)
 */
#define ASK_FOR_LATER(c, i, l, later)                                     \
	do {                                                              \
		uint32_t best = (l)->sum[(later)[16]].best;               \
		uint64_t mask = ((uint64_t)1 << (c)->ranks.bits) - 1;     \
		uint64_t word;                                            \
                                                                          \
		__builtin_prefetch(&(l)->sum[(later)[32]]);               \
		if ((l)->documents != NULL)                               \
			__builtin_prefetch(&(l)->documents[(later)[16]]); \
		__builtin_prefetch((i) == 0                               \
			? (const void *)&c->words.key[best]               \
			: (const void *)&(l)->gram[best]);                \
		if ((i) == 0 || (c)->ranks.bits * ((i) + 1) > 64)         \
			break;                                            \
		word = (l)->gram[(l)->sum[(later)[8]].best].key & mask;   \
		__builtin_prefetch(&(c)->ranks.text[word]);               \
		if ((c)->key_text != NULL)                                \
			__builtin_prefetch(&(c)->key_text[word]);         \
	} while (0)

/* The head of a level: its key, if it is asked for, and term become bytes once. */
static enum nass_code
load_head(struct nass_count *c, unsigned i, struct nass_err *err)
{
	bool has_key = !c->opts.has_no_keys || c->order == NASS_ORDER_KEY;
	struct count__level *l = &c->level[i];
	const uint32_t *later = l->order + l->at;
	enum nass_code code = NASS_OK;

	if (c->term[i].n > 0 || l->at == l->n)
		return NASS_OK;
	if (l->at + 32 < l->n)
		ASK_FOR_LATER(c, i, l, later);
	if (has_key && i > 0 && c->key_text == NULL) {
		c->key_text = nass_huge_zeros(c->words.n, sizeof(*c->key_text));
		if (c->key_text == NULL)
			return nass_fail_nomem(err);
	}
	c->key[i].n = 0;
	if (has_key)
		code = put_key(c, i, *later, &c->key[i], err);
	return code != NASS_OK
	    ? code
	    : count__put_spelling(c, i, l->sum[*later].best, &c->term[i], err);
}

static bool
comes_before(const struct nass_count *c, unsigned x, unsigned y)
{
	uint64_t m = c->level[x].sum[c->level[x].order[c->level[x].at]].count;
	uint64_t n = c->level[y].sum[c->level[y].order[c->level[y].at]].count;

	if (c->order == NASS_ORDER_KEY)
		return nass_str_cmp(nass_buf_str(&c->key[x]),
			   nass_buf_str(&c->key[y])) < 0;
	if (m != n)
		return m > n;
	return nass_str_cmp(
		   nass_buf_str(&c->term[x]), nass_buf_str(&c->term[y])) < 0;
}

/* The level of the next row; NASS_NGRAM_MAX if there is none. */
static enum nass_code
choose(
    struct nass_count *c, unsigned first, unsigned *least, struct nass_err *err)
{
	unsigned i;

	*least = NASS_NGRAM_MAX;
	for (i = first; i < c->nlevel; i++) {
		enum nass_code code = load_head(c, i, err);

		if (code != NASS_OK)
			return code;
		if (c->level[i].at == c->level[i].n)
			continue;
		if (*least == NASS_NGRAM_MAX || comes_before(c, i, *least))
			*least = i;
	}
	return NASS_OK;
}

enum nass_code
count__memory_next(struct nass_count *c, unsigned first,
    struct nass_count_row *row, struct nass_err *err)
{
	const struct count__sum *sum;
	enum nass_code code;
	unsigned i;

	if (c->current < NASS_NGRAM_MAX) {
		c->level[c->current].at++;
		c->term[c->current].n = 0;
	}
	code = choose(c, first, &i, err);
	c->current = i;
	if (code != NASS_OK)
		return code;
	if (i == NASS_NGRAM_MAX)
		return NASS_END;
	c->current_type = c->level[i].order[c->level[i].at];
	sum = &c->level[i].sum[c->current_type];
	*row = (struct nass_count_row){
		.term = nass_buf_str(&c->term[i]),
		.key = nass_buf_str(&c->key[i]),
		.order = i + 1,
		.count = sum->count,
		.documents = count__documents(&c->level[i], c->current_type),
		.nvariant = sum->nvariant,
	};
	return NASS_OK;
}

enum nass_code
nass_count_next(
    struct nass_count *c, struct nass_count_row *row, struct nass_err *err)
{
	return c->spilled != NULL
	    ? count__spilled_next(c, c->opts.ngram_min, row, err)
	    : count__memory_next(c, c->opts.ngram_min - 1, row, err);
}

/* Variants ----------------------------------------------------------------- */

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

/* Words ------------------------------------------------------------------ */

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
