/* merge.c - the sum of two counts. */
#include <stdlib.h>

#include "base/huge.h"
#include "count/docs.h"
#include "io/io.h"

/* What ids of `from` are called in `into`. */
struct names {
	uint32_t *type;
	uint32_t *spelling;
	uint32_t *doc;
};

static enum nass_code
new_names(
    const struct nass_count *from, struct names *names, struct nass_err *err)
{
	*names = (struct names){
		nass_huge_zeros((size_t)from->types.n + 1, sizeof(uint32_t)),
		nass_huge_zeros((size_t)from->words.n + 1, sizeof(uint32_t)),
		calloc(from->ndoc + 1, sizeof(uint32_t)),
	};
	if (names->type == NULL || names->spelling == NULL ||
	    names->doc == NULL)
		return nass_fail_nomem(err);
	return NASS_OK;
}

static enum nass_code
merge_docs(struct nass_count *into, const struct nass_count *from,
    struct names *names, struct nass_err *err)
{
	size_t i;

	for (i = 0; i < from->ndoc; i++) {
		const struct count__doc *d = &from->doc[i];
		enum nass_code code;
		size_t index;

		code = count__list_doc(into, d->file, d->number, &index, err);
		if (code != NASS_OK)
			return code;
		into->doc[index].tokens += d->tokens;
		into->doc[index].id += d->id;
		into->doc[index].copies += d->copies;
		names->doc[i] = (uint32_t)index;
	}
	return NASS_OK;
}

/* Words that room is made for at once: most are known, as a rule. */
#define STEP 4096

/* The place of a later word is asked for, so that misses overlap. */
#define ASK_FOR(into, from, id)                                         \
	do {                                                            \
		if ((id) < (from).n && !count__is_long((from).key[id])) \
			__builtin_prefetch(                             \
			    count__place(&(into), (from).key[id]), 1);  \
	} while (0)

static enum nass_code
merge_types(struct nass_count *into, const struct nass_count *from,
    uint32_t *name, struct nass_err *err)
{
	struct count__key key;
	enum nass_code code = NASS_OK;
	uint32_t i;

	for (i = 0; code == NASS_OK && i < from->types.n; i++) {
		if (i % STEP == 0)
			code = count__reserve_types(into, STEP, err);
		if (code != NASS_OK)
			break;
		ASK_FOR(into->types, from->types, i + 16);
		count__key_of(&from->types, i, &key);
		code = count__type_of(into, &key, &name[i], err);
		if (code == NASS_OK && from->type[i].documents > 0)
			into->type[name[i]].documents +=
			    from->type[i].documents;
	}
	return code;
}

/*
 * Counts that a slot has room for wait there for count__flush, which goes
 * through all spellings in order.
 */
static enum nass_code
credit(struct nass_count *c, struct count__slot *s, uint64_t n,
    struct nass_err *err)
{
	if (n > (uint64_t)UINT16_MAX - s->n)
		return count__add(&c->spelling[s->id].count, n, err);
	s->n = (uint16_t)(s->n + n);
	return NASS_OK;
}

/*
 * A new spelling has the type that it had in `from`, until rename_types; where
 * lines were read, types tell spellings apart, and have their names already.
 */
static enum nass_code
merge_words(struct nass_count *into, const struct nass_count *from,
    struct names *names, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	struct count__key key;
	struct count__slot *s;
	uint32_t type;
	uint32_t i;

	for (i = 0; code == NASS_OK && i < from->words.n; i++) {
		if (i % STEP == 0)
			code = count__reserve_spellings(into, STEP, err);
		if (code != NASS_OK)
			break;
		ASK_FOR(into->words, from->words, i + 16);
		count__key_of(&from->words, i, &key);
		type = from->spelling[i].type;
		if (into->reads_lines)
			type = names->type[type];
		code = count__spell(into, &key, type, &s, err);
		if (code != NASS_OK)
			break;
		names->spelling[i] = s->id;
		code = credit(into, s, from->spelling[i].count, err);
	}
	return code;
}

struct merging {
	struct nass_count *into;
	const struct nass_count *from;
	struct names *names;
};

/* Types, and spellings: tables that know nothing of each other. */
static enum nass_code
merge_half(void *arg, unsigned number, struct nass_err *err)
{
	const struct merging *m = arg;

	return number == 0 ? merge_types(m->into, m->from, m->names->type, err)
			   : merge_words(m->into, m->from, m->names, err);
}

/* Of spellings from `first` on. */
static void
rename_types(struct nass_count *c, uint32_t first, const uint32_t *name)
{
	for (; !c->reads_lines && first < c->words.n; first++)
		c->spelling[first].type = name[c->spelling[first].type];
}

static enum nass_code
merge_tables(struct nass_count *into, const struct nass_count *from,
    struct names *names, struct nass_err *err)
{
	struct merging m = { into, from, names };
	bool is_shared =
	    !into->reads_lines && count__is_shared(into, from->words.n);
	uint32_t first = into->words.n;
	enum nass_code code = nass_run_both(merge_half, &m, is_shared, err);

	if (code == NASS_OK)
		rename_types(into, first, names->type);
	return code;
}

static enum nass_code
merge_sets(struct nass_count *into, const struct nass_count *from,
    const struct names *names, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	size_t i;

	for (i = 0; code == NASS_OK && i < from->ndoc; i++)
		code = count__join_sets(into, &into->doc[names->doc[i]],
		    &from->doc[i], names->type, err);
	return code;
}

static enum nass_code
merge_pairs(struct nass_count *into, const struct nass_count *from,
    const struct names *names, struct nass_err *err)
{
	enum nass_code code =
	    count__stretch((void **)&into->pair, &into->pair_cap,
		into->npair + from->npair, sizeof(*into->pair), err);
	size_t i;

	for (i = 0; code == NASS_OK && i < from->npair; i++)
		into->pair[into->npair++] = (struct count__pair){
			names->type[from->pair[i].type],
			names->doc[from->pair[i].doc],
			from->pair[i].n,
		};
	return code;
}

static enum nass_code
merge_chunks(struct nass_count *into, const struct nass_count *from,
    const uint32_t *doc, struct nass_err *err)
{
	enum nass_code code =
	    count__stretch((void **)&into->chunk, &into->chunk_cap,
		into->nchunk + from->nchunk, sizeof(*into->chunk), err);
	struct count__chunk *chunk;
	size_t i;

	for (i = 0; code == NASS_OK && i < from->nchunk; i++) {
		chunk = &into->chunk[into->nchunk++];
		*chunk = from->chunk[i];
		chunk->from += into->nsequence;
		chunk->doc = chunk->is_listed ? doc[chunk->doc]
					      : chunk->doc + into->nunlisted;
	}
	into->nunlisted += from->nunlisted;
	return code;
}

/* The ids of tokens, and those of lines of counts. */
static enum nass_code
merge_sequence(struct nass_count *into, const struct nass_count *from,
    const struct names *names, struct nass_err *err)
{
	enum nass_code code = count__stretch((void **)&into->sequence,
	    &into->sequence_cap, into->nsequence + from->nsequence,
	    sizeof(*into->sequence), err);
	size_t i;
	size_t k;

	if (code == NASS_OK)
		code = merge_chunks(into, from, names->doc, err);
	for (i = 0; code == NASS_OK && i < from->nsequence; i++)
		into->sequence[into->nsequence++] = from->sequence[i] == 0
		    ? 0
		    : names->spelling[from->sequence[i] - 1] + 1;
	for (i = 0; code == NASS_OK && i < from->nline; i++) {
		const struct count__line *l = &from->line[i];
		const uint32_t *name =
		    l->is_type ? names->type : names->spelling;
		uint32_t id[NASS_NGRAM_MAX];

		for (k = 0; k < l->order; k++)
			id[k] = name[from->given[l->at + k] - 1] + 1;
		code = count__give(into, id, l->order, l->is_type, l->n, err);
	}
	return code;
}

static enum nass_code
merge_all(struct nass_count *into, struct nass_count *from, struct names *names,
    struct nass_err *err)
{
	enum nass_code code = count__vocab_seal(&from->words, err);

	if (code == NASS_OK)
		code = count__vocab_seal(&from->types, err);
	if (code == NASS_OK)
		code = merge_docs(into, from, names, err);
	if (code == NASS_OK)
		code = merge_tables(into, from, names, err);
	if (code == NASS_OK)
		code = merge_sets(into, from, names, err);
	if (code == NASS_OK)
		code = merge_pairs(into, from, names, err);
	return code == NASS_OK ? merge_sequence(into, from, names, err) : code;
}

static enum nass_code
spill_one(void *arg, unsigned number, struct nass_err *err)
{
	struct nass_count *const *both = arg;

	return count__spill(both[number], err);
}

/* Tables of both become runs, and one list of runs. */
static enum nass_code
merge_runs(
    struct nass_count *into, struct nass_count *from, struct nass_err *err)
{
	struct nass_count *both[2] = { into, from };
	bool is_shared = count__is_shared(into, from->words.n);
	enum nass_code code = nass_run_both(spill_one, both, is_shared, err);

	return code == NASS_OK ? nass_runs_adopt(into->runs, from->runs, err)
			       : code;
}

/* Runs are taken over; tables are merged, or become runs too. */
enum nass_code
nass_count_merge(
    struct nass_count *into, struct nass_count *from, struct nass_err *err)
{
	struct nass_count_totals *sum = &into->totals;
	struct names names;
	enum nass_code code;

	code = count__add(&sum->tokens, from->totals.tokens, err);
	if (code == NASS_OK)
		code = count__add(&sum->documents, from->totals.documents, err);
	into->is_open = from->is_open = false;
	into->reads_lines |= from->reads_lines;
	if (code == NASS_OK && (into->runs != NULL || from->runs != NULL))
		code = merge_runs(into, from, err);
	if (code == NASS_OK)
		code = count__flush(from, err);
	if (code != NASS_OK)
		return code;
	code = new_names(from, &names, err);
	if (code == NASS_OK)
		code = merge_all(into, from, &names, err);
	free(names.type);
	free(names.spelling);
	free(names.doc);
	if (code == NASS_OK) {
		count__forget(from);
		count__forget_docs(from);
		from->totals = (struct nass_count_totals){ 0 };
	}
	return code;
}
