/*
 * keys.c - the order of sorted rows, and the lots of a sample.
 *
 * The order of a row is that of the bytes of its key: the folded words asked
 * for, each with its end.
 */
#include <string.h>

#include "cmd/kwic/kwic.h"
#include "count/sorter.h"

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
	    nass_str_number(
		nass_str_sub(name, 0, name.n - 1), 1, KWIC_FAR, &n)) {
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

uint64_t
kwic_lot(const struct kwic *k, const struct kwic_row *row)
{
	uint64_t h = nass_hash(row->id, k->seed);
	uint64_t place[3] = { row->offset, row->node_n, row->pattern };

	return nass_hash(
	    (struct nass_str){ (const char *)place, sizeof(place) }, h);
}

/* A string, folded, and its end, which is smaller than any byte of one. */
static enum nass_code
put_string(const struct kwic *k, struct nass_str s, struct nass_buf *out,
    struct nass_err *err)
{
	enum nass_code code = nass_norm(k->fold, s, out, NULL, err);

	return code == NASS_OK ? nass_buf_putc(out, '\0', err) : code;
}

/* Word n of the context, nearest first; beyond the document: empty. */
static struct nass_str
context_word(const struct kwic_row *row, int n)
{
	struct nass_str word[KWIC_FAR];
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
put_key(const struct kwic *k, const struct kwic_row *row,
    const struct kwic_key *key, struct nass_buf *out, struct nass_err *err)
{
	size_t end = row->node_at + row->node_n;
	enum nass_code code = NASS_OK;
	unsigned char lot[8];
	size_t from = out->n;

	switch (key->kind) {
	case KWIC_KEY_WORD:
		code = put_string(k, context_word(row, key->n), out, err);
		break;
	case KWIC_KEY_NODE:
		code = put_string(
		    k, nass_str_sub(row->text, row->node_at, end), out, err);
		break;
	case KWIC_KEY_ID:
		code = nass_buf_put(out, row->id, err);
		if (code == NASS_OK)
			code = nass_buf_putc(out, '\0', err);
		break;
	case KWIC_KEY_RANDOM:
		nass_sorter_count(kwic_lot(k, row), false, lot);
		code =
		    nass_buf_put(out, (struct nass_str){ (char *)lot, 8 }, err);
		break;
	}
	for (; key->is_descending && from < out->n; from++)
		out->p[from] = (char)~out->p[from];
	return code;
}

enum nass_code
kwic_keys_put(const struct kwic *k, const struct kwic_row *row,
    struct nass_buf *out, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	size_t i;

	for (i = 0; i < k->nkey && code == NASS_OK; i++)
		code = put_key(k, row, &k->key[i], out, err);
	return code;
}
