/*
 * spilled.c - rows that were assembled from runs (assemble.c), in the order of
 * their keys or, through a sorter, of their counts.
 */
#include <stdlib.h>

#include "count/docs.h"
#include "count/sorter.h"
#include "count/spill.h"

struct count__spilled {
	struct count__assembly assembly;
	/* By count: rows pass through here.  By key: NULL. */
	struct nass_sorter *sorter;
	/* Frequencies of words, for association. */
	struct count__vocab words;
	uint64_t *frequency;
	size_t frequency_cap;

	/* The row at hand. */
	struct count__packed type; /* spellings: as they are shown */
	struct nass_str key;
	struct nass_buf sort_key;
	struct nass_buf sort_value;
};

void
count__spilled_free(struct count__spilled *s)
{
	if (s == NULL)
		return;
	count__assembly_fini(&s->assembly);
	count__packed_fini(&s->type);
	nass_buf_fini(&s->sort_key);
	nass_buf_fini(&s->sort_value);
	nass_sorter_free(s->sorter);
	count__vocab_fini(&s->words);
	free(s->frequency);
	free(s);
}

/* The row at hand ---------------------------------------------------------- */

static int
spelling_cmp(const void *left, const void *right)
{
	const struct count__variant *x = left;
	const struct count__variant *y = right;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return nass_str_cmp(x->bytes, y->bytes);
}

/* A row of the type at hand. */
static void
show(struct count__spilled *s, uint64_t count, struct nass_count_row *row)
{
	const struct count__packed *t = &s->type;

	if (t->nspelling > 1)
		qsort(t->spelling, t->nspelling, sizeof(*t->spelling),
		    spelling_cmp);
	*row = (struct nass_count_row){
		.term = t->nspelling > 0 ? t->spelling[0].bytes : s->key,
		.key = s->key,
		.order = t->order,
		.count = count,
		.documents = t->documents,
		.nvariant = t->nspelling,
	};
}

static enum nass_code
next_by_key(
    struct nass_count *c, struct nass_count_row *row, struct nass_err *err)
{
	struct count__spilled *s = c->spilled;
	uint64_t count;
	enum nass_code code =
	    count__assemble(c, &s->key, &s->type, &count, err);

	if (code == NASS_OK)
		show(s, count, row);
	return code;
}

/* Sorting ------------------------------------------------------------------ */

/*
 * A count before a term: 1 to 254 as a byte, as nearly all are; larger ones
 * come first, as 0 and eight bytes.
 */
#define FEW 255

static enum nass_code
put_count(struct nass_buf *out, uint64_t count, struct nass_err *err)
{
	unsigned char byte[9] = { 0 };
	size_t n = 1;

	if (count < FEW) {
		byte[0] = (unsigned char)(FEW - count);
	} else {
		nass_sorter_count(count, true, byte + 1);
		n = sizeof(byte);
	}
	return nass_buf_put(out, (struct nass_str){ (char *)byte, n }, err);
}

static struct nass_str
behind_count(struct nass_str key)
{
	return nass_str_sub(key, key.p[0] == 0 ? 9 : 1, key.n);
}

/* What the rest of a row is written beside, and by what it is sorted. */
static enum nass_code
put_row(struct nass_count *c, const struct nass_count_row *row,
    struct nass_err *err)
{
	struct count__spilled *s = c->spilled;
	bool is_by_key = c->order == NASS_ORDER_KEY;
	struct nass_str beside = is_by_key ? row->key : row->term;
	bool has_key = c->opts.has_words || !c->opts.has_no_keys;
	enum nass_code code = NASS_OK;

	s->sort_key.n = s->sort_value.n = 0;
	if (!c->opts.has_parts && !count__keeps_parts(c))
		s->type.listed.n = 0;
	if (!is_by_key)
		code = put_count(&s->sort_key, row->count, err);
	if (code == NASS_OK)
		code = nass_buf_put(&s->sort_key, beside, err);
	if (code == NASS_OK)
		code = count__put_beside(
		    &s->sort_value, has_key ? row->key : beside, beside, err);
	if (code == NASS_OK)
		code = count__pack(&s->sort_value, &s->type, beside, err);
	return code == NASS_OK
	    ? nass_sorter_put(s->sorter, nass_buf_str(&s->sort_key),
		  nass_buf_str(&s->sort_value), err)
	    : code;
}

static enum nass_code
next_sorted(
    struct nass_count *c, struct nass_count_row *row, struct nass_err *err)
{
	struct count__spilled *s = c->spilled;
	struct nass_str beside;
	struct nass_str bytes;
	uint64_t count = 0;
	enum nass_code code = nass_sorter_next(s->sorter, &beside, &bytes, err);
	size_t i;

	if (code != NASS_OK)
		return code;
	if (c->order == NASS_ORDER_COUNT)
		beside = behind_count(beside);
	s->key = count__get_beside(&bytes, beside);
	code = count__unpack(&s->type, bytes, beside, err);
	for (i = 0; code == NASS_OK && i < s->type.nspelling; i++)
		count += s->type.spelling[i].count;
	if (code == NASS_OK)
		show(s, count, row);
	return code;
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
	struct nass_count_row row;
	enum nass_code code;

	while ((code = next_by_key(c, &row, err)) == NASS_OK) {
		if (row.count > 0)
			code = put_row(c, &row, err);
		if (code == NASS_OK && c->opts.has_words && row.order == 1)
			code = keep_frequency(c->spilled, &row, err);
		if (code != NASS_OK)
			return code;
	}
	return code == NASS_END ? NASS_OK : code;
}

/* Rows ------------------------------------------------------------------- */

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
	enum nass_code code;

	do
		code = c->spilled->sorter != NULL ? next_sorted(c, row, err)
						  : next_by_key(c, row, err);
	while (code == NASS_OK && (row->order < least || row->count == 0));
	return code;
}

enum nass_code
count__spilled_variant(const struct nass_count *c, size_t i,
    struct nass_str *spelling, uint64_t *count)
{
	const struct count__spilled *s = c->spilled;

	if (i >= s->type.nspelling)
		return NASS_END;
	*spelling = s->type.spelling[i].bytes;
	*count = s->type.spelling[i].count;
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
	for (i = 0; i < s->type.order; i++) {
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
	return c->spilled->type.listed;
}
