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
#include "count/rows.h"
#include "count/spill.h"

#define AHEAD 32 /* words, which are asked for */

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

/* Keys by the ranks of spellings, when rows need them. */
static enum nass_code
list_keys(struct nass_count *c, struct nass_err *err)
{
	const uint32_t *id = c->ranks.id;
	enum nass_code code = NASS_OK;
	size_t i;

	c->key_text = nass_huge_zeros(c->words.n, sizeof(*c->key_text));
	if (c->key_text == NULL)
		return nass_fail_nomem(err);
	for (i = 0; code == NASS_OK && i < c->words.n; i++) {
		if (i + AHEAD < c->words.n)
			__builtin_prefetch(&c->spelling[id[i + AHEAD]]);
		if (i + AHEAD / 2 < c->words.n)
			__builtin_prefetch(
			    &c->types.key[c->spelling[id[i + AHEAD / 2]].type]);
		code = count__set_text(&c->key_text[i],
		    c->types.key[c->spelling[id[i]].type], &c->scratch, err);
	}
	return code;
}

/* The keys of the types of the words of n-gram g. */
static enum nass_code
put_gram_key(const struct nass_count *c, unsigned level, uint32_t g,
    struct nass_buf *out, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	uint32_t id[NASS_NGRAM_MAX];
	unsigned i;

	if (c->ranks.bits * (level + 1) <= 64)
		return count__put_narrow(c, c->key_text, level,
		    c->level[level].gram[g].key, out, err);
	count__gram(c, level, g, id);
	for (i = 0; code == NASS_OK && i <= level; i++) {
		if (i > 0)
			code = nass_buf_putc(out, ' ', err);
		if (code == NASS_OK)
			code = count__word_put(
			    c->types.key[c->spelling[id[i]].type], out, err);
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

/* Rows --------------------------------------------------------------------- */

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
	if (l->at + COUNT__ROWS_AHEAD < l->n)
		count__ask_for_row(c, i, later);
	c->key[i].n = 0;
	if (has_key && i > 0 && c->key_text == NULL)
		code = list_keys(c, err);
	if (code == NASS_OK && has_key)
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
