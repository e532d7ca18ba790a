/* positions.c - the places of tokens, for measures that need their order. */
#include <stdlib.h>
#include <string.h>

#include "count/private.h"

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

/*
 * The sequence as types.  Threads took the input in turns: it is put together
 * again.
 */
static bool
join_chunks(struct nass_count *c)
{
	uint32_t *joined;
	size_t n = 0;
	size_t i;
	size_t k;

	if (c->nchunk == 0)
		return true;
	joined = calloc(c->nsequence + 1, sizeof(*joined));
	if (joined == NULL)
		return false;
	qsort(c->chunk, c->nchunk, sizeof(*c->chunk), chunk_cmp);
	for (i = 0; i < c->nchunk; i++)
		for (k = 0; k < c->chunk[i].n; k++)
			joined[n++] =
			    c->spelling[c->sequence[c->chunk[i].from + k] - 1]
				.type;
	free(c->sequence);
	c->sequence = joined;
	c->nchunk = 0;
	return true;
}

const uint32_t *
nass_count_sequence(struct nass_count *c, size_t *n, uint32_t *ntype)
{
	*ntype = c->types.n;
	*n = c->nsequence;
	return join_chunks(c) ? c->sequence : NULL;
}

static bool
place_positions(struct nass_count *c)
{
	size_t ntype = c->types.n;
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
