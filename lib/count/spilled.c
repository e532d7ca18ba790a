/*
 * spilled.c - rows that were assembled from runs (assemble.c), in the order of
 * their keys or, through a sorter, of their counts.
 */
#include <stdlib.h>

#include "count/sorter.h"
#include "count/spill.h"
#include "count/varint.h"

struct count__spilled {
	struct count__assembly assembly;
	/* By count: rows pass through here.  By key: NULL. */
	struct nass_sorter *sorter;
	/* Frequencies of words, for association. */
	struct count__vocab words;
	uint64_t *frequency;
	size_t frequency_cap;

	/* The row at hand. */
	struct nass_buf row;
	struct nass_buf sort_key;
	struct nass_str key;
	unsigned order;
	struct count__variant *spelling;
	size_t nspelling;
	size_t spelling_cap;
	struct nass_str listed; /* (file, number, count) ... */
};

void
count__spilled_free(struct count__spilled *s)
{
	if (s == NULL)
		return;
	count__assembly_fini(&s->assembly);
	nass_buf_fini(&s->row);
	nass_buf_fini(&s->sort_key);
	nass_sorter_free(s->sorter);
	count__vocab_fini(&s->words);
	free(s->frequency);
	free(s->spelling);
	free(s);
}

/* Rows ------------------------------------------------------------------- */

static int
spelling_cmp(const void *left, const void *right)
{
	const struct count__variant *x = left;
	const struct count__variant *y = right;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return nass_str_cmp(x->bytes, y->bytes);
}

/* Make `bytes` the row at hand; they stay where they are. */
static enum nass_code
load(struct count__spilled *s, struct nass_str bytes,
    struct nass_count_row *row, struct nass_err *err)
{
	size_t i;

	s->order = (unsigned)count__get_varint(&bytes);
	row->order = s->order;
	row->count = count__get_varint(&bytes);
	row->documents = count__get_varint(&bytes);
	s->key.n = (size_t)count__get_varint(&bytes);
	s->key.p = bytes.p;
	bytes = nass_str_sub(bytes, s->key.n, bytes.n);
	s->nspelling = (size_t)count__get_varint(&bytes);
	if (count__stretch((void **)&s->spelling, &s->spelling_cap,
		s->nspelling, sizeof(*s->spelling), err) != NASS_OK)
		return NASS_ENOMEM;
	for (i = 0; i < s->nspelling; i++) {
		size_t n = (size_t)count__get_varint(&bytes);

		s->spelling[i].bytes = nass_str_sub(bytes, 0, n);
		bytes = nass_str_sub(bytes, n, bytes.n);
		s->spelling[i].count = count__get_varint(&bytes);
	}
	s->listed = bytes;
	if (s->nspelling > 1)
		qsort(s->spelling, s->nspelling, sizeof(*s->spelling),
		    spelling_cmp);
	row->key = s->key;
	row->nvariant = s->nspelling;
	row->term = s->nspelling > 0 ? s->spelling[0].bytes : s->key;
	return NASS_OK;
}

static enum nass_code
keep_frequency(struct count__spilled *s, const struct nass_count_row *row,
    struct nass_err *err)
{
	enum nass_code code = count__vocab_reserve(&s->words, 1, err);
	struct count__key key;
	uint32_t id;

	if (code == NASS_OK)
		code = count__stretch((void **)&s->frequency, &s->frequency_cap,
		    (size_t)s->words.n + 1, sizeof(*s->frequency), err);
	if (code != NASS_OK)
		return code;
	count__key_word(row->key, &key);
	id = count__intern(&s->words, &key);
	if (id == COUNT__NONE)
		return nass_fail_nomem(err);
	s->frequency[id] = row->count;
	return NASS_OK;
}

/* All rows into the sorter, and the frequencies of words aside. */
static enum nass_code
sort_rows(struct nass_count *c, struct nass_err *err)
{
	struct count__spilled *s = c->spilled;
	enum nass_code code;

	while ((code = count__assemble(c, &s->assembly, &s->row, err)) ==
	    NASS_OK) {
		struct nass_count_row row;
		unsigned char count[8];

		if (s->assembly.count == 0)
			continue;
		code = load(s, nass_buf_str(&s->row), &row, err);
		nass_sorter_count(row.count, true, count);
		s->sort_key.n = 0;
		if (code == NASS_OK && c->order == NASS_ORDER_COUNT)
			code = nass_buf_put(&s->sort_key,
			    (struct nass_str){ (char *)count, 8 }, err);
		if (code == NASS_OK)
			code = nass_buf_put(&s->sort_key,
			    c->order == NASS_ORDER_COUNT ? row.term : row.key,
			    err);
		if (code == NASS_OK)
			code = nass_sorter_put(s->sorter,
			    nass_buf_str(&s->sort_key), nass_buf_str(&s->row),
			    err);
		if (code == NASS_OK && c->opts.has_words && row.order == 1)
			code = keep_frequency(s, &row, err);
		if (code != NASS_OK)
			return code;
	}
	return code == NASS_END ? NASS_OK : code;
}

enum nass_code
count__spilled_new(struct nass_count *c, struct nass_err *err)
{
	struct count__spilled *s = calloc(1, sizeof(*s));
	enum nass_code code;

	if (s == NULL)
		return nass_fail_nomem(err);
	c->spilled = s;
	count__release(c);
	code = count__vocab_init(&s->words, err);
	if (code == NASS_OK)
		code = count__assembly_begin(c, &s->assembly, err);
	if (code == NASS_OK &&
	    (c->order == NASS_ORDER_COUNT || c->opts.has_words)) {
		code = nass_sorter_new(
		    c->opts.memory / 4, c->opts.directory, &s->sorter, err);
		if (code == NASS_OK)
			code = sort_rows(c, err);
	}
	return code;
}

enum nass_code
count__spilled_next(struct nass_count *c, unsigned least,
    struct nass_count_row *row, struct nass_err *err)
{
	struct count__spilled *s = c->spilled;
	enum nass_code code;

	do {
		struct nass_str key;
		struct nass_str bytes;

		if (s->sorter != NULL) {
			code = nass_sorter_next(s->sorter, &key, &bytes, err);
		} else {
			code = count__assemble(c, &s->assembly, &s->row, err);
			bytes = nass_buf_str(&s->row);
		}
		if (code == NASS_OK)
			code = load(s, bytes, row, err);
	} while (code == NASS_OK && (row->order < least || row->count == 0));
	return code;
}

enum nass_code
count__spilled_variant(const struct nass_count *c, size_t i,
    struct nass_str *spelling, uint64_t *count)
{
	const struct count__spilled *s = c->spilled;

	if (i >= s->nspelling)
		return NASS_END;
	*spelling = s->spelling[i].bytes;
	*count = s->spelling[i].count;
	return NASS_OK;
}

enum nass_code
count__spilled_words(
    struct nass_count *c, uint64_t *frequency, struct nass_err *err)
{
	const struct count__spilled *s = c->spilled;
	struct nass_str rest = s->key;
	unsigned i;

	(void)err;
	for (i = 0; i < s->order; i++) {
		struct nass_str word = nass_str_cut(&rest, ' ');
		struct count__key key;
		uint32_t id;

		count__key_word(word, &key);
		id = count__id(&s->words, &key);
		frequency[i] = id == COUNT__NONE ? 0 : s->frequency[id];
	}
	return NASS_OK;
}

struct nass_str
count__spilled_listed(const struct nass_count *c)
{
	return c->spilled->listed;
}
