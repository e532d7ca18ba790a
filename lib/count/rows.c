/*
 * rows.c - the rows of a finished count.
 *
 * Each order of n-grams has rows of its own, in order; the next row of all is
 * the least of their heads.
 */
#include <stdlib.h>
#include <string.h>

#include "count/private.h"
#include "count/sort.h"
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
		code = count__settle(c, order, err);
	if (code != NASS_OK)
		return code;
	c->totals.types = c->level[0].n;
	for (i = 0; i < c->vocab[0].ntype; i++)
		c->totals.hapax += c->level[0].sum[i].count == 1;
	return NASS_OK;
}

void
nass_count_get_totals(
    const struct nass_count *c, struct nass_count_totals *totals)
{
	*totals = c->totals;
}

/* Rows by count lie anywhere in memory: ask for what comes later. */
static void
prefetch_rows(const struct nass_count *c, unsigned i)
{
	const struct count__level *l = &c->level[i];
	const struct count__vocab *v = &c->vocab[i];

	if (l->at + 16 >= l->n)
		return;
	__builtin_prefetch(&l->sum[l->order[l->at + 16]]);
	__builtin_prefetch(&v->slot[l->sum[l->order[l->at + 8]].best]);
	__builtin_prefetch(&v->type[l->order[l->at + 8]]);
}

/* The head of a level: its term and key become bytes once. */
static enum nass_code
load_head(struct nass_count *c, unsigned i, struct nass_err *err)
{
	struct count__level *l = &c->level[i];
	enum nass_code code;
	uint32_t type;

	if (c->term[i].n > 0 || l->at == l->n)
		return NASS_OK;
	prefetch_rows(c, i);
	type = l->order[l->at];
	c->key[i].n = 0;
	code = c->opts.has_no_keys && c->order == NASS_ORDER_COUNT
	    ? NASS_OK
	    : count__put_key(c, i, type, &c->key[i], err);
	return code != NASS_OK
	    ? code
	    : count__put_spelling(
		  c, i, &c->vocab[i].slot[l->sum[type].best], &c->term[i], err);
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
		.documents = c->vocab[i].type[c->current_type].documents,
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
slot_cmp(const struct nass_count *c, const struct count__slot *x,
    const struct count__slot *y, struct nass_buf *xb, struct nass_buf *yb)
{
	if (c->has_moved && x->last != y->last)
		return x->last < y->last ? -1 : 1;
	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	if (c->current == 0)
		return count__word_cmp(x->k, y->k);
	xb->n = yb->n = 0;
	if (count__put_spelling(c, c->current, x, xb, NULL) != NASS_OK ||
	    count__put_spelling(c, c->current, y, yb, NULL) != NASS_OK)
		return 0;
	return nass_str_cmp(nass_buf_str(xb), nass_buf_str(yb));
}

/* Few spellings share a type: insertion. */
static void
sort_variants(struct nass_count *c, size_t *slot, size_t n)
{
	const struct count__vocab *v = &c->vocab[c->current];
	struct nass_buf xb = NASS_BUF_INIT;
	struct nass_buf yb = NASS_BUF_INIT;
	size_t i;

	for (i = 1; i < n; i++) {
		size_t x = slot[i];
		size_t k = i;

		while (k > 0 &&
		    slot_cmp(c, &v->slot[x], &v->slot[slot[k - 1]], &xb, &yb) <
			0) {
			slot[k] = slot[k - 1];
			k--;
		}
		slot[k] = x;
	}
	nass_buf_fini(&xb);
	nass_buf_fini(&yb);
}

bool
nass_count_variant(
    struct nass_count *c, size_t i, struct nass_str *spelling, uint64_t *count)
{
	struct count__level *l;
	const struct count__slot *s;
	size_t *slot;
	size_t n;

	if (c->spilled != NULL)
		return count__spilled_variant(c, i, spelling, count);
	l = &c->level[c->current];
	if (i == 0 && l->sum[c->current_type].nvariant > 0) {
		s = &c->vocab[c->current].slot[l->sum[c->current_type].best];
		*spelling = nass_buf_str(&c->term[c->current]);
		*count = s->count;
		return true;
	}
	if (count__group(c, c->current, NULL) != NASS_OK)
		return false;
	slot = &l->group[l->first[c->current_type]];
	n = l->first[c->current_type + 1] - l->first[c->current_type];
	if (i >= n)
		return false;
	if (i == 1)
		sort_variants(c, slot, n);
	s = &c->vocab[c->current].slot[slot[i]];
	c->scratch.n = 0;
	if (count__put_spelling(c, c->current, s, &c->scratch, NULL) != NASS_OK)
		return false;
	*spelling = nass_buf_str(&c->scratch);
	*count = s->count;
	return true;
}

/* Words, parts, positions -------------------------------------------------- */

enum nass_code
nass_count_words(
    struct nass_count *c, uint64_t *frequency, struct nass_err *err)
{
	uint32_t room[COUNT__INLINE_IDS];
	const uint32_t *id;
	unsigned i;

	if (c->spilled != NULL)
		return count__spilled_words(c, frequency, err);
	if (c->current == 0) {
		frequency[0] = c->level[0].sum[c->current_type].count;
		return NASS_OK;
	}
	id = count__ids(&c->vocab[c->current],
	    c->vocab[c->current].type[c->current_type].k, room);
	for (i = 0; i <= c->current; i++)
		frequency[i] = c->level[0].sum[id[i] - 1].count;
	return NASS_OK;
}

bool
nass_count_part(
    const struct nass_count *c, size_t i, uint64_t *tokens, uint64_t *count)
{
	const struct count__level *l;
	const struct count__pair *p;

	if (c->spilled != NULL)
		return count__spilled_part(c, i, tokens, count);
	l = &c->level[c->current];
	if (l->first_pair == NULL ||
	    i >= l->first_pair[c->current_type + 1] -
		    l->first_pair[c->current_type])
		return false;
	p = &l->pair[l->first_pair[c->current_type] + i];
	*tokens = c->doc[p->doc].tokens;
	*count = p->n;
	return true;
}

void
nass_count_parts(
    const struct nass_count *c, uint64_t *nparts, uint64_t *smallest)
{
	*nparts = c->nparts;
	*smallest = c->nparts > 0 ? c->smallest : 0;
}

static int
chunk_cmp(const void *left, const void *right)
{
	const struct count__chunk *x = left;
	const struct count__chunk *y = right;

	if (x->file != y->file)
		return x->file < y->file ? -1 : 1;
	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return x->from < y->from ? -1 : x->from > y->from;
}

/* Threads took the input in turns: put it together again. */
static bool
join_chunks(struct nass_count *c)
{
	uint32_t *joined;
	size_t n = 0;
	size_t i;

	if (c->nchunk < 2)
		return true;
	joined = calloc(c->nsequence + 1, sizeof(*joined));
	if (joined == NULL)
		return false;
	qsort(c->chunk, c->nchunk, sizeof(*c->chunk), chunk_cmp);
	for (i = 0; i < c->nchunk; i++) {
		memcpy(joined + n, c->sequence + c->chunk[i].from,
		    c->chunk[i].n * sizeof(*joined));
		n += c->chunk[i].n;
	}
	free(c->sequence);
	c->sequence = joined;
	c->nchunk = 0;
	return true;
}

const uint32_t *
nass_count_sequence(struct nass_count *c, size_t *n, uint32_t *ntype)
{
	*ntype = c->vocab[0].ntype;
	*n = c->nsequence;
	return join_chunks(c) ? c->sequence : NULL;
}

static bool
place_positions(struct nass_count *c)
{
	size_t ntype = c->vocab[0].ntype;
	size_t i;

	if (!join_chunks(c))
		return false;
	c->first_position = calloc(ntype + 2, sizeof(*c->first_position));
	c->position = calloc(c->nsequence + 1, sizeof(*c->position));
	if (c->first_position == NULL || c->position == NULL)
		return false;
	for (i = 0; i < c->nsequence; i++)
		c->first_position[c->sequence[i] + 2]++;
	for (i = 2; i < ntype + 2; i++)
		c->first_position[i] += c->first_position[i - 1];
	for (i = 0; i < c->nsequence; i++)
		c->position[c->first_position[c->sequence[i] + 1]++] = i;
	return true;
}

const uint64_t *
nass_count_positions(struct nass_count *c, size_t *n)
{
	*n = 0;
	if (c->current != 0 || !c->opts.has_positions ||
	    (c->position == NULL && !place_positions(c)))
		return NULL;
	*n = c->first_position[c->current_type + 1] -
	    c->first_position[c->current_type];
	return &c->position[c->first_position[c->current_type]];
}
