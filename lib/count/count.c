/* count.c - the life of a count, and the sum of two. */
#include <stdlib.h>
#include <string.h>

#include "count/private.h"
#include "count/spill.h"

const struct nass_count_opts nass_count_default = {
	.kinds = NASS_TOKEN_WORDS,
	.ngram_min = 1,
	.ngram_max = 1,
	.memory = (size_t)1 << 30,
};

enum nass_code
nass_count_new(const struct nass_count_opts *opts, struct nass_count **count,
    struct nass_err *err)
{
	struct nass_count *c = calloc(1, sizeof(*c));
	enum nass_code code;
	unsigned i;

	if (c == NULL)
		return nass_fail_nomem(err);
	c->opts = *opts;
	c->opts.map = (struct nass_str){ NULL, 0 };
	if (opts->directory == NULL)
		c->opts.directory = "/tmp";
	c->words = nass_words_default;
	c->words.kinds = opts->kinds;
	c->nlevel = opts->ngram_max;
	code = count__identify(c, opts->map, err);
	if (code == NASS_OK)
		code = count__fold_new(opts, &c->fold, err);
	for (i = 0; code == NASS_OK && i < c->nlevel; i++)
		code = count__vocab_init(&c->vocab[i], i + 1, err);
	if (code != NASS_OK) {
		nass_count_free(c);
		return code;
	}
	*count = c;
	return NASS_OK;
}

void
nass_count_free(struct nass_count *c)
{
	unsigned i;

	if (c == NULL)
		return;
	count__fold_free(c->fold);
	count__tokens_free(c->tokens);
	for (i = 0; i < NASS_NGRAM_MAX; i++) {
		count__vocab_fini(&c->vocab[i]);
		count__level_fini(&c->level[i]);
		nass_buf_fini(&c->term[i]);
		nass_buf_fini(&c->key[i]);
	}
	for (i = 0; i < COUNT__IDENTITIES; i++)
		nass_buf_fini(&c->identity[i]);
	free(c->meaning);
	free(c->doc);
	free(c->sequence);
	free(c->chunk);
	free(c->first_position);
	free(c->position);
	nass_buf_fini(&c->scratch);
	count__spilled_free(c->spilled);
	nass_runs_free(c->runs);
	free(c);
}

/* Merging ---------------------------------------------------------------- */

/* What ids of `from` are called in `into`. */
struct names {
	uint32_t *type;     /* word types */
	uint32_t *spelling; /* n-gram mode */
	uint32_t *doc;
};

static enum nass_code
new_names(
    const struct nass_count *from, struct names *names, struct nass_err *err)
{
	*names = (struct names){
		calloc((size_t)from->vocab[0].ntype + 1, sizeof(uint32_t)),
		calloc((size_t)from->nspelling + 1, sizeof(uint32_t)),
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
		names->doc[i] = (uint32_t)index;
	}
	return NASS_OK;
}

static enum nass_code
merge_types(struct count__vocab *into, const struct count__vocab *from,
    uint32_t *name, struct nass_buf *scratch, struct nass_err *err)
{
	uint32_t i;

	for (i = 0; i < from->ntype; i++) {
		const struct count__type *t = &from->type[i];
		struct count__key key;
		enum nass_code code;

		scratch->n = 0;
		code = count__word_put(t->k[0], t->k[1], scratch, err);
		if (code != NASS_OK)
			return code;
		count__key_word(nass_buf_str(scratch), &key);
		name[i] = count__type_of(into, &key);
		if (name[i] == COUNT__NO_TYPE)
			return nass_fail_nomem(err);
		into->type[name[i]].documents += t->documents;
	}
	return NASS_OK;
}

static enum nass_code
merge_words(struct nass_count *into, struct nass_count *from,
    struct names *names, struct nass_err *err)
{
	struct count__vocab *v = &into->vocab[0];
	const struct count__vocab *f = &from->vocab[0];
	size_t i;

	for (i = 0; i < f->nslot; i++) {
		const struct count__slot *s = &f->slot[i];
		struct count__slot *mine;
		struct count__key key;
		enum nass_code code;

		if (s->k[0] == 0)
			continue;
		from->scratch.n = 0;
		code = count__word_put(s->k[0], s->k[1], &from->scratch, err);
		if (code != NASS_OK)
			return code;
		count__key_word(nass_buf_str(&from->scratch), &key);
		mine = count__find(v, &key);
		if (mine->k[0] == 0) {
			if (count__take(v, mine, &key) == NULL)
				return nass_fail_nomem(err);
			mine->type = names->type[count__word_type(from, s)];
			if (into->nlevel > 1) {
				into->meaning[into->nspelling] = mine->type;
				mine->type = into->nspelling++;
			}
		}
		if (into->nlevel > 1)
			names->spelling[s->type] = mine->type;
		if (count__add(&mine->count, s->count, err) != NASS_OK)
			return NASS_ELIMIT;
	}
	return NASS_OK;
}

static enum nass_code
merge_ngrams(struct nass_count *into, const struct nass_count *from,
    unsigned level, uint32_t *name, const struct names *names,
    struct nass_err *err)
{
	const struct count__vocab *f = &from->vocab[level];
	size_t i;

	for (i = 0; i < f->nslot; i++) {
		const struct count__slot *s = &f->slot[i];
		uint32_t room[COUNT__INLINE_IDS];
		uint32_t id[NASS_NGRAM_MAX];
		struct count__slot *mine;
		struct count__key key;
		const uint32_t *theirs;
		enum nass_code code;
		unsigned k;

		if (s->k[0] == 0)
			continue;
		theirs = count__ids(f, s->k, room);
		for (k = 0; k <= level; k++)
			id[k] = names->spelling[theirs[k] - 1] + 1;
		count__key_ids(id, level + 1, &key);
		code = count__ngram(into, level + 1, &key, id, &mine, err);
		if (code != NASS_OK)
			return code;
		if (count__add(&mine->count, s->count, err) != NASS_OK)
			return NASS_ELIMIT;
		name[s->type] = mine->type;
	}
	for (i = 0; i < f->ntype; i++)
		into->vocab[level].type[name[i]].documents +=
		    f->type[i].documents;
	return NASS_OK;
}

static void
merge_pairs(struct count__vocab *into, const struct count__vocab *from,
    const uint32_t *type, const uint32_t *doc)
{
	size_t i;

	for (i = 0; i < from->npair; i++)
		into->pair[into->npair++] = (struct count__pair){
			type[from->pair[i].type],
			doc[from->pair[i].doc],
			from->pair[i].n,
		};
}

static enum nass_code
merge_sequence(struct nass_count *into, const struct nass_count *from,
    const uint32_t *type, struct nass_err *err)
{
	enum nass_code code;
	size_t i;

	code = count__stretch((void **)&into->sequence, &into->sequence_cap,
	    into->nsequence + from->nsequence, sizeof(*into->sequence), err);
	if (code == NASS_OK)
		code = count__stretch((void **)&into->chunk, &into->chunk_cap,
		    into->nchunk + from->nchunk, sizeof(*into->chunk), err);
	if (code != NASS_OK)
		return code;
	for (i = 0; i < from->nchunk; i++) {
		into->chunk[into->nchunk] = from->chunk[i];
		into->chunk[into->nchunk++].from += into->nsequence;
	}
	for (i = 0; i < from->nsequence; i++)
		into->sequence[into->nsequence++] = type[from->sequence[i]];
	return NASS_OK;
}

static enum nass_code
reserve_for(struct nass_count *into, const struct nass_count *from,
    struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	unsigned i;

	for (i = 0; code == NASS_OK && i < from->nlevel; i++) {
		const struct count__vocab *f = &from->vocab[i];

		code = count__vocab_reserve(&into->vocab[i],
		    f->n > f->ntype ? f->n : f->ntype, f->npair, err);
	}
	if (code == NASS_OK && into->nlevel > 1)
		code = count__stretch((void **)&into->meaning,
		    &into->meaning_cap, into->nspelling + from->vocab[0].n,
		    sizeof(*into->meaning), err);
	return code;
}

static enum nass_code
merge_tables(struct nass_count *into, struct nass_count *from,
    struct names *names, struct nass_err *err)
{
	enum nass_code code = reserve_for(into, from, err);
	unsigned i;

	if (code == NASS_OK)
		code = merge_docs(into, from, names, err);
	if (code == NASS_OK)
		code = merge_types(&into->vocab[0], &from->vocab[0],
		    names->type, &from->scratch, err);
	if (code == NASS_OK)
		code = merge_words(into, from, names, err);
	if (code != NASS_OK)
		return code;
	merge_pairs(&into->vocab[0], &from->vocab[0], names->type, names->doc);
	for (i = 1; code == NASS_OK && i < from->nlevel; i++) {
		uint32_t *name =
		    calloc((size_t)from->vocab[i].ntype + 1, sizeof(*name));

		if (name == NULL)
			return nass_fail_nomem(err);
		code = merge_ngrams(into, from, i, name, names, err);
		if (code == NASS_OK)
			merge_pairs(
			    &into->vocab[i], &from->vocab[i], name, names->doc);
		free(name);
	}
	return code == NASS_OK && into->opts.has_positions
	    ? merge_sequence(into, from, names->type, err)
	    : code;
}

static void
forget(struct nass_count *c)
{
	unsigned i;

	for (i = 0; i < c->nlevel; i++)
		count__vocab_reset(&c->vocab[i]);
	c->nspelling = 0;
	c->ndoc = c->nsequence = c->nchunk = 0;
	c->totals = (struct nass_count_totals){ 0 };
	c->is_open = false;
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
	if (code == NASS_OK && (into->runs != NULL || from->runs != NULL)) {
		code = count__spill(into, err);
		if (code == NASS_OK)
			code = count__spill(from, err);
		if (code == NASS_OK)
			code = nass_runs_adopt(into->runs, from->runs, err);
	}
	if (code != NASS_OK)
		return code;
	code = new_names(from, &names, err);
	if (code == NASS_OK)
		code = merge_tables(into, from, &names, err);
	free(names.type);
	free(names.spelling);
	free(names.doc);
	if (code == NASS_OK)
		forget(from);
	return code;
}
