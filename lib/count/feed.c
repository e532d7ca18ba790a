/* feed.c - documents, and room for what is in them. */
#include <stdlib.h>
#include <string.h>

#include "base/huge.h"
#include "count/docs.h"
#include "io/io.h"

enum nass_code
count__stretch(
    void **p, size_t *cap, size_t n, size_t size, struct nass_err *err)
{
	size_t want = 2 * *cap + 16;
	void *q;

	if (n <= *cap)
		return NASS_OK;
	if (want < n)
		want = n;
	q = nass_huge_resize(*p, *cap * size, want * size);
	if (q == NULL)
		return nass_fail_nomem(err);
	*p = q;
	*cap = want;
	return NASS_OK;
}

/*
 * Bytes that settling takes where tokens are kept for n-grams: for each token, as
 * if nearly every one began a pair of its own (grams.c); more, if they are of many
 * documents (gram_docs.c); for each word (rank.c).
 */
enum {
	SETTLING = 36,
	SETTLING_DOCS = 36,
	RANKING = 96,
};

static size_t
settling(const struct nass_count *c)
{
	size_t token = c->nunlisted > 1 ? SETTLING + SETTLING_DOCS : SETTLING;

	return c->nlevel > 1
	    ? (c->nsequence + c->ngiven) * token + c->words.n * RANKING
	    : 0;
}

/*
 * Bytes in use when `extra` more tokens have room, all of them new words: of what
 * is there, as pages behind it were not touched, or wait for what comes next.
 */
static size_t
bytes_with(const struct nass_count *c, size_t extra)
{
	return count__vocab_bytes(&c->words, extra) +
	    count__vocab_bytes(&c->types, extra) +
	    c->words.n * sizeof(*c->spelling) + c->types.n * sizeof(*c->type) +
	    c->npair * sizeof(*c->pair) + c->ndoc * sizeof(*c->doc) +
	    c->set_bytes + c->nchunk * sizeof(*c->chunk) +
	    c->nline * sizeof(*c->line) + c->ngiven * sizeof(*c->given) +
	    c->nsequence * sizeof(*c->sequence) + settling(c);
}

size_t
nass_count_bytes(const struct nass_count *c)
{
	return bytes_with(c, 0);
}

/* What is gained by a run on disk must be worth one. */
static bool
must_spill(const struct nass_count *c, size_t extra)
{
	return c->opts.memory > 0 && !c->opts.has_positions &&
	    !count__has_clitics(c) && c->words.n >= 64 &&
	    bytes_with(c, extra) > c->opts.memory;
}

static enum nass_code
reserve_sequence(struct nass_count *c, size_t extra, struct nass_err *err)
{
	/* A token may have a border before it. */
	return count__has_sequence(c)
	    ? count__stretch((void **)&c->sequence, &c->sequence_cap,
		  c->nsequence + 2 * extra, sizeof(*c->sequence), err)
	    : NASS_OK;
}

enum nass_code
count__reserve_spellings(
    struct nass_count *c, size_t extra, struct nass_err *err)
{
	enum nass_code code = count__vocab_reserve(&c->words, extra, err);

	return code == NASS_OK
	    ? count__stretch((void **)&c->spelling, &c->spelling_cap,
		  c->words.n + extra, sizeof(*c->spelling), err)
	    : code;
}

enum nass_code
count__reserve_types(struct nass_count *c, size_t extra, struct nass_err *err)
{
	enum nass_code code = count__vocab_reserve(&c->types, extra, err);

	return code == NASS_OK ? count__stretch((void **)&c->type, &c->type_cap,
				     c->types.n + extra, sizeof(*c->type), err)
			       : code;
}

enum nass_code
count__reserve_words(struct nass_count *c, size_t extra, struct nass_err *err)
{
	/* Types of spellings that have none yet, too. */
	size_t more = extra + c->words.n - c->nfolded;
	enum nass_code code = count__reserve_spellings(c, extra, err);

	return code == NASS_OK ? count__reserve_types(c, more, err) : code;
}

/* Types of the document at hand. */
static enum nass_code
reserve_listed(struct nass_count *c, size_t extra, struct nass_err *err)
{
	if (c->has_pairs)
		return count__stretch((void **)&c->pair, &c->pair_cap,
		    c->npair + extra, sizeof(*c->pair), err);
	return count__reserve_set(c, &c->doc[c->ndoc - 1], c->type_cap, err);
}

enum nass_code
count__reserve(struct nass_count *c, size_t extra, struct nass_err *err)
{
	enum nass_code code = NASS_OK;

	if (must_spill(c, extra))
		code = count__spill(c, err);
	if (code == NASS_OK)
		code = count__reserve_words(c, extra, err);
	if (code == NASS_OK && c->is_listed)
		code = reserve_listed(c, extra, err);
	return code == NASS_OK ? reserve_sequence(c, extra, err) : code;
}

enum nass_code
count__give(struct nass_count *c, const uint32_t *id, unsigned order,
    bool is_type, uint64_t n, struct nass_err *err)
{
	enum nass_code code = count__stretch((void **)&c->line, &c->line_cap,
	    c->nline + 1, sizeof(*c->line), err);

	if (code == NASS_OK)
		code = count__stretch((void **)&c->given, &c->given_cap,
		    c->ngiven + order, sizeof(*c->given), err);
	if (code != NASS_OK)
		return code;
	memcpy(c->given + c->ngiven, id, order * sizeof(*id));
	c->line[c->nline++] =
	    (struct count__line){ c->ngiven, n, order, is_type };
	c->ngiven += order;
	return NASS_OK;
}

#define AHEAD 32 /* slots, of which some are empty */

/* A half of the slots; no two are of one spelling. */
static enum nass_code
flush_half(void *arg, unsigned number, struct nass_err *err)
{
	struct nass_count *c = arg;
	struct count__slot *s = c->words.slot + number * (c->words.nslot / 2);
	struct count__slot *end = s + c->words.nslot / 2;
	enum nass_code code = NASS_OK;

	for (; code == NASS_OK && s < end; s++) {
		if (end - s > AHEAD)
			__builtin_prefetch(&c->spelling[s[AHEAD].id], 1);
		if (s->n == 0)
			continue;
		code = count__add(&c->spelling[s->id].count, s->n, err);
		s->n = 0;
	}
	return code;
}

enum nass_code
count__flush(struct nass_count *c, struct nass_err *err)
{
	return nass_run_both(
	    flush_half, c, count__is_shared(c, c->words.n), err);
}

enum nass_code
count__type_of(struct nass_count *c, const struct count__key *key,
    uint32_t *type, struct nass_err *err)
{
	uint32_t n = c->types.n;

	*type = count__intern(&c->types, key);
	if (*type == COUNT__NONE)
		return nass_fail_nomem(err);
	if (*type == n)
		c->type[n] = (struct count__type){ 0, 0, 0 };
	return NASS_OK;
}

uint32_t
count__take_spelling(struct nass_count *c, struct count__slot *slot,
    const struct count__key *key, uint32_t type)
{
	uint32_t id = count__take(&c->words, slot, key);

	if (id == COUNT__NONE)
		return id;
	c->spelling[id] = (struct count__spelling){ 0, type, false };
	if (type != COUNT__NONE)
		c->nfolded = c->words.n;
	return id;
}

/* Documents -------------------------------------------------------------- */

enum nass_code
count__list_doc(struct nass_count *c, uint64_t file, uint64_t number,
    size_t *index, struct nass_err *err)
{
	struct count__doc *last = c->ndoc > 0 ? &c->doc[c->ndoc - 1] : NULL;
	enum nass_code code;

	*index = c->ndoc;
	if (last != NULL && last->file == file && last->number == number) {
		*index = c->ndoc - 1;
		return NASS_OK;
	}
	if (c->ndoc == UINT32_MAX)
		return nass_fail(
		    err, NASS_ELIMIT, 0, "more than 2^32 documents listed");
	code = count__stretch(
	    (void **)&c->doc, &c->doc_cap, c->ndoc + 1, sizeof(*c->doc), err);
	if (code == NASS_OK)
		c->doc[c->ndoc++] =
		    (struct count__doc){ .file = file, .number = number };
	return code;
}

/* The number of the next document, in types and in slots. */
static void
next_epoch(struct nass_count *c)
{
	size_t i;

	if (++c->epoch == 0) {
		for (i = 0; i < c->types.n; i++)
			c->type[i].last = 0;
		c->epoch = 1;
	}
	if (++c->mark == 0) {
		for (i = 0; i < c->words.nslot; i++)
			c->words.slot[i].last = 0;
		c->mark = 1;
	}
}

/* The part's stretch of the sequence. */
static enum nass_code
begin_chunk(struct nass_count *c, const struct nass_doc *doc, uint32_t index,
    struct nass_err *err)
{
	enum nass_code code = count__stretch((void **)&c->chunk, &c->chunk_cap,
	    c->nchunk + 1, sizeof(*c->chunk), err);

	if (code != NASS_OK)
		return code;
	c->chunk[c->nchunk++] = (struct count__chunk){
		.file = doc->file,
		.at = doc->at_file,
		.from = c->nsequence,
		.doc = c->is_listed ? index : c->nunlisted,
		.is_listed = c->is_listed,
	};
	return NASS_OK;
}

static enum nass_code
begin_part(
    struct nass_count *c, const struct nass_doc *doc, struct nass_err *err)
{
	bool is_same =
	    c->is_open && c->file == doc->file && c->number == doc->number;
	enum nass_code code = NASS_OK;
	size_t index = 0;

	if (!is_same) {
		next_epoch(c);
		c->nunlisted++;
		c->has_pairs = c->opts.has_parts || count__has_clitics(c);
		c->is_listed = c->has_pairs ||
		    (c->opts.is_shared && doc->kind == NASS_DOC_TEXT &&
			!(doc->is_first && doc->is_last));
	}
	c->is_open = true;
	c->file = doc->file;
	c->number = doc->number;
	if (c->is_listed)
		code = count__list_doc(c, doc->file, doc->number, &index, err);
	return code == NASS_OK && count__has_sequence(c)
	    ? begin_chunk(c, doc, (uint32_t)index, err)
	    : code;
}

static enum nass_code
end_part(struct nass_count *c, const struct nass_doc *doc, uint64_t tokens,
    struct nass_err *err)
{
	enum nass_code code = count__add(&c->totals.tokens, tokens, err);

	if (code != NASS_OK)
		return code;
	if (c->is_listed)
		c->doc[c->ndoc - 1].tokens += tokens;
	if (doc->is_last) {
		c->totals.documents++;
		c->is_open = false;
	}
	if (count__has_sequence(c))
		c->chunk[c->nchunk - 1].n =
		    c->nsequence - c->chunk[c->nchunk - 1].from;
	return NASS_OK;
}

enum nass_code
nass_count_doc(
    struct nass_count *c, const struct nass_doc *doc, struct nass_err *err)
{
	uint64_t tokens = 0;
	enum nass_code code;

	code = count__encode(c, doc->text, err);
	if (code != NASS_OK)
		return code;
	code = begin_part(c, doc, err);
	if (code == NASS_OK)
		code = count__tokens(c, doc->text, &tokens, err);
	return code == NASS_OK ? end_part(c, doc, tokens, err) : code;
}
