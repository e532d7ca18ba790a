/* spilled.c - the runs of a count, merged into rows. */
#include <stdlib.h>
#include <string.h>

#include "count/sorter.h"
#include "count/spill.h"
#include "count/varint.h"

struct spelling {
	struct nass_str bytes;
	uint64_t count;
};

struct count__spilled {
	/* The record that was read last and belongs to the next row. */
	struct nass_buf head_key;
	struct nass_buf head_value;
	bool has_head;
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
	struct spelling *spelling;
	size_t nspelling;
	size_t spelling_cap;
	struct nass_str listed; /* (file, number, count) ... */
};

void
count__spilled_free(struct count__spilled *s)
{
	if (s == NULL)
		return;
	nass_buf_fini(&s->head_key);
	nass_buf_fini(&s->head_value);
	nass_buf_fini(&s->row);
	nass_buf_fini(&s->sort_key);
	nass_sorter_free(s->sorter);
	count__vocab_fini(&s->words);
	free(s->frequency);
	free(s->spelling);
	free(s);
}

/* Merging records of equal keys -------------------------------------------- */

static bool
is_type(struct nass_str key)
{
	return key.n >= 2 && key.p[key.n - 2] == '\0';
}

static enum nass_code
combine(void *arg, struct nass_str key, struct nass_buf *into,
    struct nass_str value, struct nass_err *err)
{
	struct nass_buf *fresh = arg;
	struct nass_str mine = nass_buf_str(into);
	uint64_t sum = count__get_varint(&mine);
	enum nass_code code;

	fresh->n = 0;
	code = count__add(&sum, count__get_varint(&value), err);
	if (code == NASS_OK)
		code = count__put_varint(fresh, sum, err);
	if (code == NASS_OK && is_type(key)) {
		code = nass_buf_put(fresh, mine, err);
		if (code == NASS_OK)
			code = nass_buf_put(fresh, value, err);
	}
	into->n = 0;
	return code == NASS_OK ? nass_buf_put(into, nass_buf_str(fresh), err)
			       : code;
}

/* Documents listed by name -------------------------------------------------- */

struct listed {
	uint64_t file;
	uint64_t number;
	uint64_t n;
};

static int
listed_cmp(const void *left, const void *right)
{
	const struct listed *x = left;
	const struct listed *y = right;

	if (x->file != y->file)
		return x->file < y->file ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

/* The list in order, each document once, into `row`; *documents is how many. */
static enum nass_code
put_listed(const struct nass_count *c, struct nass_buf *row,
    struct nass_str list, uint64_t *documents, struct nass_err *err)
{
	size_t cap = list.n / 3 + 1; /* three bytes an entry, or more */
	struct listed *l = calloc(cap, sizeof(*l));
	enum nass_code code = NASS_OK;
	size_t n = 0;
	size_t k = 0;
	size_t i;

	if (l == NULL)
		return nass_fail_nomem(err);
	while (list.n > 0) {
		l[k].file = count__get_varint(&list);
		l[k].number = count__get_varint(&list);
		l[k++].n = count__get_varint(&list);
	}
	qsort(l, k, sizeof(*l), listed_cmp);
	for (i = 0; i < k; i++) {
		if (n > 0 && listed_cmp(&l[n - 1], &l[i]) == 0)
			l[n - 1].n += l[i].n;
		else
			l[n++] = l[i];
	}
	for (i = 0; code == NASS_OK && i < n; i++) {
		*documents += l[i].number == COUNT__READ
		    ? count__copies(count__find_doc(c, l[i].file, COUNT__READ))
		    : 1;
		code = count__put_varint(row, l[i].file, err);
		if (code == NASS_OK)
			code = count__put_varint(row, l[i].number, err);
		if (code == NASS_OK)
			code = count__put_varint(row, l[i].n, err);
	}
	free(l);
	return code;
}

/* Rows ------------------------------------------------------------------- */

static enum nass_code
read_head(struct nass_count *c, struct nass_err *err)
{
	struct count__spilled *s = c->spilled;
	struct nass_str key;
	struct nass_str value;
	enum nass_code code = nass_runs_next(c->runs, &key, &value, err);

	s->has_head = code == NASS_OK;
	if (code != NASS_OK)
		return code == NASS_END ? NASS_OK : code;
	s->head_key.n = s->head_value.n = 0;
	code = nass_buf_put(&s->head_key, key, err);
	return code == NASS_OK ? nass_buf_put(&s->head_value, value, err)
			       : code;
}

static enum nass_code
add_spelling(struct count__spilled *s, struct nass_buf *out, uint64_t *count,
    struct nass_err *err)
{
	struct nass_str value = nass_buf_str(&s->head_value);
	struct nass_str bytes = nass_buf_str(&s->head_key);
	uint64_t n = count__get_varint(&value);
	enum nass_code code;

	bytes = nass_str_sub(bytes, s->key.n + 2, bytes.n);
	code = count__add(count, n, err);
	if (code == NASS_OK)
		code = count__put_varint(out, bytes.n, err);
	if (code == NASS_OK)
		code = nass_buf_put(out, bytes, err);
	return code == NASS_OK ? count__put_varint(out, n, err) : code;
}

/* What is gathered for a row before its numbers are known. */
struct gathered {
	struct nass_buf key;
	struct nass_buf type;
	struct nass_buf spellings;
	size_t nspelling;
	uint64_t count;
};

static void
gathered_fini(struct gathered *g)
{
	nass_buf_fini(&g->key);
	nass_buf_fini(&g->type);
	nass_buf_fini(&g->spellings);
}

static enum nass_code
gather(struct nass_count *c, struct gathered *g, struct nass_err *err)
{
	struct count__spilled *s = c->spilled;
	enum nass_code code;

	g->key.n = g->type.n = g->spellings.n = 0;
	g->nspelling = 0;
	g->count = 0;
	code = nass_buf_put(&g->key, nass_buf_str(&s->head_key), err);
	if (code == NASS_OK)
		code =
		    nass_buf_put(&g->type, nass_buf_str(&s->head_value), err);
	s->key = nass_buf_str(&g->key);
	s->key.n -= 2;
	while (code == NASS_OK) {
		code = read_head(c, err);
		if (code != NASS_OK || !s->has_head ||
		    !nass_str_starts(
			nass_buf_str(&s->head_key), nass_buf_str(&g->key)))
			break;
		g->nspelling++;
		code = add_spelling(s, &g->spellings, &g->count, err);
	}
	return code;
}

/* The next type of the merge as the bytes of a row; NASS_END at the end. */
static enum nass_code
assemble(struct nass_count *c, struct gathered *g, struct nass_err *err)
{
	struct count__spilled *s = c->spilled;
	struct nass_buf listed = NASS_BUF_INIT;
	struct nass_str type;
	enum nass_code code;
	uint64_t documents;

	if (!s->has_head)
		return NASS_END;
	code = gather(c, g, err);
	if (code != NASS_OK)
		return code;
	s->order = (unsigned char)g->key.p[g->key.n - 1];
	type = nass_buf_str(&g->type);
	documents = count__get_varint(&type);
	code = put_listed(c, &listed, type, &documents, err);
	s->row.n = 0;
	if (code == NASS_OK)
		code = count__put_varint(&s->row, s->order, err);
	if (code == NASS_OK)
		code = count__put_varint(&s->row, g->count, err);
	if (code == NASS_OK)
		code = count__put_varint(&s->row, documents, err);
	if (code == NASS_OK)
		code = count__put_varint(&s->row, s->key.n, err);
	if (code == NASS_OK)
		code = nass_buf_put(&s->row, s->key, err);
	if (code == NASS_OK)
		code = count__put_varint(&s->row, g->nspelling, err);
	if (code == NASS_OK)
		code = nass_buf_put(&s->row, nass_buf_str(&g->spellings), err);
	if (code == NASS_OK)
		code = nass_buf_put(&s->row, nass_buf_str(&listed), err);
	nass_buf_fini(&listed);
	c->totals.types += s->order == 1;
	c->totals.hapax += s->order == 1 && g->count == 1;
	return code;
}

static int
spelling_cmp(const void *left, const void *right)
{
	const struct spelling *x = left;
	const struct spelling *y = right;

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
	qsort(s->spelling, s->nspelling, sizeof(*s->spelling), spelling_cmp);
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
sort_rows(struct nass_count *c, struct gathered *g, struct nass_err *err)
{
	struct count__spilled *s = c->spilled;
	enum nass_code code;

	while ((code = assemble(c, g, err)) == NASS_OK) {
		struct nass_count_row row;
		unsigned char count[8];

		if (g->count == 0)
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
	struct nass_buf fresh = NASS_BUF_INIT;
	struct gathered g = { 0 };
	struct count__spilled *s = calloc(1, sizeof(*s));
	enum nass_code code;

	if (s == NULL)
		return nass_fail_nomem(err);
	c->spilled = s;
	count__release(c);
	code = count__vocab_init(&s->words, err);
	if (code == NASS_OK)
		code = nass_runs_merge(
		    c->runs, c->opts.memory / 2, combine, &c->scratch, err);
	if (code == NASS_OK)
		code = read_head(c, err);
	if (code == NASS_OK &&
	    (c->order == NASS_ORDER_COUNT || c->opts.has_words)) {
		code = nass_sorter_new(
		    c->opts.memory / 4, c->opts.directory, &s->sorter, err);
		if (code == NASS_OK)
			code = sort_rows(c, &g, err);
	}
	gathered_fini(&g);
	nass_buf_fini(&fresh);
	return code;
}

enum nass_code
count__spilled_next(struct nass_count *c, unsigned least,
    struct nass_count_row *row, struct nass_err *err)
{
	struct count__spilled *s = c->spilled;
	struct gathered g = { 0 };
	enum nass_code code;

	do {
		struct nass_str key;
		struct nass_str bytes;

		if (s->sorter != NULL) {
			code = nass_sorter_next(s->sorter, &key, &bytes, err);
		} else {
			code = assemble(c, &g, err);
			bytes = nass_buf_str(&s->row);
		}
		if (code == NASS_OK)
			code = load(s, bytes, row, err);
	} while (code == NASS_OK && (row->order < least || row->count == 0));
	gathered_fini(&g);
	return code;
}

bool
count__spilled_variant(const struct nass_count *c, size_t i,
    struct nass_str *spelling, uint64_t *count)
{
	const struct count__spilled *s = c->spilled;

	if (i >= s->nspelling)
		return false;
	*spelling = s->spelling[i].bytes;
	*count = s->spelling[i].count;
	return true;
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
