/*
 * sink.c - whole rows, in input order, to where they go: the table at once, or
 * after sorting or sampling.
 *
 * The order of a sorted row is that of the bytes of its key:
 *
 *	key	the folded words asked for, each with its end; then the number
 *		of the row in the input, so that equal rows keep their order
 *
 * A sample keeps the N rows whose hash of seed, id and offset is smallest: it
 * depends on the hits and the seed alone, not on their order.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd/kwic/kwic.h"

struct held {
	struct nass_str key;
	struct nass_str bytes; /* of the row */
	uint64_t lot;          /* of a sample */
	uint64_t number;       /* in the input */
};

struct kwic_sink {
	struct held *held;
	size_t n, cap;
	struct nass_arena arena;
	struct nass_buf key;
	struct nass_buf bytes;
	struct nass_buf scratch;
	struct nass_buf folded;
	uint64_t nrow;
	uint64_t nwritten;
};

/* Keys ----------------------------------------------------------------------- */

static bool
parse_key(struct nass_str spec, struct kwic_key *key)
{
	struct nass_str name = nass_str_cut(&spec, ':');
	uint64_t n;

	key->is_descending = false;
	if (spec.p != NULL) {
		key->is_descending = nass_str_eq(spec, NASS_STR("desc"));
		if (!key->is_descending && !nass_str_eq(spec, NASS_STR("asc")))
			return false;
	}
	if (nass_str_eq(name, NASS_STR("node")) ||
	    nass_str_eq(name, NASS_STR("0")))
		key->kind = KWIC_KEY_NODE;
	else if (nass_str_eq(name, NASS_STR("id")))
		key->kind = KWIC_KEY_ID;
	else if (nass_str_eq(name, NASS_STR("random")))
		key->kind = KWIC_KEY_RANDOM;
	else if (name.n > 1 &&
	    nass_str_number(nass_str_sub(name, 0, name.n - 1), 1, 1000, &n)) {
		key->kind = KWIC_KEY_WORD;
		key->n = name.p[name.n - 1] == 'L' ? -(int)n : (int)n;
		return name.p[name.n - 1] == 'L' || name.p[name.n - 1] == 'R';
	} else
		return false;
	return true;
}

void
kwic_keys_compile(struct kwic *k)
{
	struct nass_str rest = nass_str(k->sort == NULL ? "" : k->sort);
	struct nass_str spec;
	struct kwic_key *key;

	while (rest.p != NULL && rest.n > 0) {
		spec = nass_str_cut(&rest, ',');
		if (k->nkey == KWIC_KEYS)
			cli_usage_error("--sort: more than %d keys", KWIC_KEYS);
		key = &k->key[k->nkey++];
		if (!parse_key(spec, key))
			cli_usage_error("--sort: %.*s: not one of 1L..1000L, "
					"1R..1000R, node, id, random, each "
					"with :desc or without",
			    (int)spec.n, spec.p);
		if (key->kind != KWIC_KEY_WORD)
			continue;
		if (key->n < 0 && (uint64_t)-key->n > k->reach_before.nword)
			k->reach_before.nword = (uint64_t)-key->n;
		if (key->n > 0 && (uint64_t)key->n > k->reach_after.nword)
			k->reach_after.nword = (uint64_t)key->n;
	}
}

static uint64_t
lot_of(const struct kwic *k, const struct kwic_row *row)
{
	uint64_t h = nass_hash(row->id, k->seed);
	uint64_t place[3] = { row->offset, row->node_n, row->pattern };

	return nass_hash(
	    (struct nass_str){ (const char *)place, sizeof(place) }, h);
}

static enum nass_code
put_number(struct nass_buf *out, uint64_t number, struct nass_err *err)
{
	char bytes[8];
	int i;

	for (i = 0; i < 8; i++)
		bytes[i] = (char)(number >> (56 - 8 * i));
	return nass_buf_put(out, (struct nass_str){ bytes, 8 }, err);
}

/* A string and its end, which is smaller than any byte that may follow. */
static enum nass_code
put_string(struct kwic *k, struct nass_str s, struct nass_err *err)
{
	struct nass_buf *folded = &k->sink->folded;
	enum nass_code code;

	folded->n = 0;
	code = nass_norm(k->fold, s, folded, NULL, err);
	if (code == NASS_OK)
		code = nass_buf_put(&k->sink->key, nass_buf_str(folded), err);
	if (code == NASS_OK)
		code = nass_buf_putc(&k->sink->key, '\0', err);
	return code;
}

/* Word n of the context, nearest first; beyond the document: empty. */
static struct nass_str
context_word(const struct kwic_row *row, int n)
{
	struct nass_str word[1000];
	size_t want = (size_t)(n < 0 ? -n : n);
	size_t got;

	if (n < 0)
		got = nass_words_left(row->text, row->node_at, word, want);
	else
		got = nass_words_right(
		    row->text, row->node_at + row->node_n, word, want);
	return got == want ? word[want - 1] : (struct nass_str){ "", 0 };
}

static enum nass_code
put_key(struct kwic *k, const struct kwic_row *row, const struct kwic_key *key,
    struct nass_err *err)
{
	struct nass_buf *out = &k->sink->key;
	enum nass_code code = NASS_OK;
	size_t from = out->n;

	switch (key->kind) {
	case KWIC_KEY_WORD:
		code = put_string(k, context_word(row, key->n), err);
		break;
	case KWIC_KEY_NODE:
		code = put_string(k,
		    nass_str_sub(
			row->text, row->node_at, row->node_at + row->node_n),
		    err);
		break;
	case KWIC_KEY_ID:
		code = nass_buf_put(out, row->id, err);
		if (code == NASS_OK)
			code = nass_buf_putc(out, '\0', err);
		break;
	case KWIC_KEY_RANDOM:
		code = put_number(out, lot_of(k, row), err);
		break;
	}
	for (; key->is_descending && from < out->n; from++)
		out->p[from] = (char)~out->p[from];
	return code;
}

/* Holding -------------------------------------------------------------------- */

static int
by_lot(const struct held *a, const struct held *b)
{
	if (a->lot != b->lot)
		return a->lot < b->lot ? -1 : 1;
	return (a->number > b->number) - (a->number < b->number);
}

static int
compare_lots(const void *a, const void *b)
{
	return by_lot(a, b);
}

static int
compare_keys(const void *a, const void *b)
{
	return nass_str_cmp(
	    ((const struct held *)a)->key, ((const struct held *)b)->key);
}

/* Keep the `sample` smallest lots, and what memory they take. */
static enum nass_code
thin(struct kwic *k, struct nass_err *err)
{
	struct kwic_sink *s = k->sink;
	struct nass_arena arena = NASS_ARENA_INIT;
	size_t i;

	qsort(s->held, s->n, sizeof(*s->held), compare_lots);
	s->n = (size_t)k->sample;
	for (i = 0; i < s->n; i++) {
		s->held[i].key = nass_arena_copy(&arena, s->held[i].key);
		s->held[i].bytes = nass_arena_copy(&arena, s->held[i].bytes);
		if (s->held[i].key.p == NULL || s->held[i].bytes.p == NULL) {
			nass_arena_fini(&arena);
			return nass_fail_nomem(err);
		}
	}
	nass_arena_fini(&s->arena);
	s->arena = arena;
	return NASS_OK;
}

static enum nass_code
hold(struct kwic *k, const struct kwic_row *row, struct nass_err *err)
{
	struct kwic_sink *s = k->sink;
	enum nass_code code = NASS_OK;
	struct held h;
	size_t i;

	if (s->n == s->cap) {
		size_t cap = s->cap == 0 ? 1024 : s->cap * 2;
		void *p = realloc(s->held, cap * sizeof(*s->held));

		if (p == NULL)
			return nass_fail_nomem(err);
		s->held = p;
		s->cap = cap;
	}
	s->key.n = s->bytes.n = 0;
	for (i = 0; i < k->nkey && code == NASS_OK; i++)
		code = put_key(k, row, &k->key[i], err);
	if (code == NASS_OK)
		code = put_number(&s->key, s->nrow, err);
	if (code == NASS_OK)
		code = kwic_row_put(row, &s->bytes, err);
	if (code != NASS_OK)
		return code;
	h.lot = lot_of(k, row);
	h.number = s->nrow;
	h.key = nass_arena_copy(&s->arena, nass_buf_str(&s->key));
	h.bytes = nass_arena_copy(&s->arena, nass_buf_str(&s->bytes));
	if (h.key.p == NULL || h.bytes.p == NULL)
		return nass_fail_nomem(err);
	s->held[s->n++] = h;
	if (k->sample > 0 && s->n >= 2 * k->sample + 1024)
		return thin(k, err);
	return NASS_OK;
}

/* Writing -------------------------------------------------------------------- */

static enum nass_code
write_row(struct kwic *k, struct kwic_row *row, struct nass_err *err)
{
	struct nass_cell cell[KWIC_MEMBERS + KWIC_NCOLUMN];
	enum nass_code code;

	if (k->max > 0 && k->sink->nwritten == k->max)
		return NASS_OK;
	row->hit = ++k->sink->nwritten;
	kwic_row_show(k, row);
	code = kwic_row_cells(k, row, &k->sink->scratch, cell, err);
	if (code == NASS_OK)
		code = nass_table_row(k->out, cell, err);
	return code;
}

enum nass_code
kwic_sink_row(struct kwic *k, struct kwic_row *row, struct nass_err *err)
{
	enum nass_code code;
	bool passes;

	code = kwic_filter_row(k, &k->eye, row, &passes, err);
	if (code != NASS_OK || !passes)
		return code;
	k->nhit++;
	k->sink->nrow++;
	if (k->tally != NULL) {
		struct kwic_count count = {
			.file = row->file, .number = row->number, .nhit = 1
		};
		struct nass_str group = { "", 0 };

		if (k->group != NULL && row->nmember > 0)
			group = row->member[k->nmember - 1];
		return kwic_tally_add(k, &count, row->id, group, err);
	}
	if (k->nkey > 0 || k->sample > 0)
		return hold(k, row, err);
	return write_row(k, row, err);
}

enum nass_code
kwic_sink_end(struct kwic *k, struct nass_err *err)
{
	struct kwic_sink *s = k->sink;
	enum nass_code code = NASS_OK;
	struct kwic_row row;
	size_t i;

	if (k->sample > 0 && s->n > k->sample)
		code = thin(k, err);
	if (s->n > 1)
		qsort(s->held, s->n, sizeof(*s->held), compare_keys);
	for (i = 0; i < s->n && code == NASS_OK; i++) {
		kwic_row_get(s->held[i].bytes, &row);
		code = write_row(k, &row, err);
		cli_write(nass_buf_str(&k->made));
		k->made.n = 0;
	}
	return code;
}

enum nass_code
kwic_sink_new(struct kwic *k, struct nass_err *err)
{
	k->sink = calloc(1, sizeof(*k->sink));
	return k->sink == NULL ? nass_fail_nomem(err) : NASS_OK;
}

void
kwic_sink_free(struct kwic *k)
{
	free(k->sink->held);
	nass_arena_fini(&k->sink->arena);
	nass_buf_fini(&k->sink->key);
	nass_buf_fini(&k->sink->bytes);
	nass_buf_fini(&k->sink->scratch);
	nass_buf_fini(&k->sink->folded);
	free(k->sink);
}
