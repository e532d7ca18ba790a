/*
 * element.c - one word of a pattern: folded once, compared with many tokens.
 *
 * A literal is looked up by its key; a word with wildcards is a row of pieces.
 * A piece is folded as the inside of a word: rules that look at the end of a
 * word do not act where a wildcard stands.
 */
#include <stdlib.h>
#include <string.h>

#include "match/pattern.h"
#include "text/cluster.h"
#include "text/utf8.h"

enum nass_code
match__grow(void **p, size_t *cap, size_t n, size_t size, struct nass_err *err)
{
	size_t want;
	void *q;

	if (n < *cap)
		return NASS_OK;
	want = *cap == 0 ? 8 : *cap * 2;
	q = realloc(*p, want * size);
	if (q == NULL)
		return nass_fail_nomem(err);
	*p = q;
	*cap = want;
	return NASS_OK;
}

/* Folding -------------------------------------------------------------------- */

struct nass_str
match__neighbour(uint32_t beside)
{
	return beside == 0x0628 ? NASS_STR("\xD8\xB3") : NASS_STR("\xD8\xA8");
}

/* The piece with letters around it, where wildcards stand, to `in`. */
static enum nass_code
surround(struct nass_str piece, struct nass_str left, struct nass_str right,
    struct nass_buf *in, struct nass_err *err)
{
	enum nass_code code;

	in->n = 0;
	code = nass_buf_put(in, left, err);
	if (code == NASS_OK)
		code = nass_buf_put(in, piece, err);
	return code == NASS_OK ? nass_buf_put(in, right, err) : code;
}

/* Fold what was surrounded, and take the letters off again. */
static enum nass_code
fold_inside(struct nass_match *m, struct nass_str in, struct nass_str left,
    struct nass_str right, struct nass_str *key, struct nass_err *err)
{
	enum nass_code code;
	struct nass_str all;
	bool is_deleted;

	m->scratch.n = 0;
	code = match__key(m, in, &m->scratch, &is_deleted, err);
	if (code != NASS_OK)
		return code;
	m->has_deleted |= is_deleted;
	all = nass_buf_str(&m->scratch);
	if (nass_str_starts(all, left))
		all = nass_str_sub(all, left.n, all.n);
	if (right.n > 0 && all.n >= right.n &&
	    memcmp(all.p + all.n - right.n, right.p, right.n) == 0)
		all.n -= right.n;
	*key = nass_arena_copy(&m->arena, all);
	return key->p == NULL ? nass_fail_nomem(err) : NASS_OK;
}

static enum nass_code
put_unit(struct match__unit unit, struct nass_buf *units, struct nass_err *err)
{
	return nass_buf_put(
	    units, (struct nass_str){ (const char *)&unit, sizeof(unit) }, err);
}

/* The units of what was surrounded, without those of the letters. */
static enum nass_code
put_units(struct nass_match *m, struct nass_str in, size_t nleft, size_t nright,
    struct nass_buf *units, struct nass_err *err)
{
	struct match__unit unit = { MATCH__LETTER, { 0, 0 } };
	enum nass_code code;
	size_t n;

	m->scratch.n = 0;
	code = nass_smart_units(m->smart, in, &m->scratch, err);
	n = m->scratch.n / sizeof(unit.unit);
	for (; nleft < n - nright && code == NASS_OK; nleft++) {
		memcpy(&unit.unit, m->scratch.p + nleft * sizeof(unit.unit),
		    sizeof(unit.unit));
		code = put_unit(unit, units, err);
	}
	return code;
}

static enum nass_code
add_piece(struct nass_match *m, struct match__element *e, size_t *cap,
    const struct match__piece *piece, struct nass_err *err)
{
	struct match__piece *p;

	if (e->npiece == *cap) {
		*cap = *cap == 0 ? 4 : *cap * 2;
		p = nass_arena_get(&m->arena, *cap * sizeof(*p));
		if (p == NULL)
			return nass_fail_nomem(err);
		if (e->npiece > 0)
			memcpy(p, e->piece, e->npiece * sizeof(*p));
		e->piece = p;
	}
	e->piece[e->npiece++] = *piece;
	return NASS_OK;
}

/* What is put together for one element. */
struct maker {
	size_t cap_piece;
	struct nass_buf in;
	struct nass_buf units;
	bool is_plain; /* under smart: equal keys are a match */
};

static enum nass_code
add_literal(struct nass_match *m, struct match__element *e, struct maker *make,
    struct nass_str piece, bool has_left, bool has_right, struct nass_err *err)
{
	struct match__piece made = { .kind = MATCH__LETTER };
	struct nass_str left = { "", 0 };
	struct nass_str right = { "", 0 };
	enum nass_code code;
	struct nass_str in;
	size_t n;

	if (has_left)
		left = match__neighbour(nass_utf8_get(piece.p, &n));
	if (has_right)
		right = match__neighbour(
		    nass_utf8_before(piece.p, piece.p + piece.n, &n));
	code = surround(piece, left, right, &make->in, err);
	in = nass_buf_str(&make->in);
	if (code == NASS_OK)
		code = fold_inside(m, in, left, right, &made.key, err);
	if (code == NASS_OK && m->smart != NULL)
		code = put_units(m, in, has_left, has_right, &make->units, err);
	if (code == NASS_OK && m->smart != NULL)
		make->is_plain &= nass_smart_is_plain(m->smart, piece);
	if (code == NASS_OK)
		code = add_piece(m, e, &make->cap_piece, &made, err);
	return code;
}

static enum nass_code
make_pieces(struct nass_match *m, struct nass_str word, const char *is_wild,
    struct match__element *e, struct maker *make, struct nass_err *err)
{
	struct match__piece wild = { .key = { "", 0 } };
	enum nass_code code = NASS_OK;
	size_t from;
	size_t at;

	for (at = 0; at < word.n && code == NASS_OK;) {
		from = at;
		while (at < word.n && is_wild[at] == 0)
			at++;
		if (at > from) {
			code = add_literal(m, e, make,
			    nass_str_sub(word, from, at), from > 0, at < word.n,
			    err);
			continue;
		}
		wild.kind = is_wild[at] == '*' ? MATCH__STAR : MATCH__ONE;
		while (++at < word.n && is_wild[at] == MATCH__CONTINUED)
			continue;
		code = add_piece(m, e, &make->cap_piece, &wild, err);
		if (code == NASS_OK && m->smart != NULL)
			code = put_unit(
			    (struct match__unit){ wild.kind, { 0, 0 } },
			    &make->units, err);
	}
	return code;
}

/* Units are kept where keys do not say all; of a glob, where keys have marks. */
static enum nass_code
keep_units(struct nass_match *m, struct match__element *e,
    const struct maker *make, struct nass_err *err)
{
	e->is_plain = make->is_plain;
	if (m->smart == NULL || (e->is_plain && !e->is_glob))
		return NASS_OK;
	e->unit = nass_arena_get(&m->arena, make->units.n);
	if (e->unit == NULL)
		return nass_fail_nomem(err);
	memcpy(e->unit, make->units.p, make->units.n);
	e->nunit = make->units.n / sizeof(*e->unit);
	return NASS_OK;
}

struct nass_str
match__lemma(const struct nass_match *m, struct nass_str key)
{
	struct nass_str stem;
	size_t i;

	if (m->nmap_bucket > 0) {
		i = m->map_bucket[nass_hash(key, 0) & (m->nmap_bucket - 1)];
		for (; i != MATCH__NO; i = m->map[i].next)
			if (nass_str_eq(m->map[i].form, key))
				return m->map[i].head;
	}
	stem = m->opts.is_stemmed ? nass_stem_light10(key) : key;
	return stem.n > 0 ? stem : key;
}

static bool
find_equal(
    const struct nass_match *m, const struct match__element *e, size_t *element)
{
	size_t i;

	/* Twice the same does no harm: a long list is not searched. */
	for (i = 0; !e->is_glob && i < m->nelement && i < 64; i++)
		if (!m->element[i].is_glob &&
		    nass_str_eq(m->element[i].text, e->text)) {
			*element = i;
			return true;
		}
	return false;
}

enum nass_code
match__element_add(struct nass_match *m, struct nass_str word,
    const char *is_wild, size_t *element, struct nass_err *err)
{
	struct match__element e = { .next = MATCH__NO };
	enum nass_code code;
	struct maker make = { .is_plain = true };
	void *p = m->element;
	bool is_any = true;
	size_t i;

	for (i = 0; i < word.n; i++) {
		e.is_glob |= is_wild[i] != 0;
		is_any &= is_wild[i] == '*' || is_wild[i] == MATCH__CONTINUED;
	}
	if (is_any) {
		*element = MATCH__ANY;
		return NASS_OK;
	}
	e.text = word;
	if (find_equal(m, &e, element))
		return NASS_OK;
	e.text = nass_arena_copy(&m->arena, word);
	if (e.text.p == NULL)
		return nass_fail_nomem(err);
	code = make_pieces(m, word, is_wild, &e, &make, err);
	if (code == NASS_OK)
		code = keep_units(m, &e, &make, err);
	nass_buf_fini(&make.in);
	nass_buf_fini(&make.units);
	if (code != NASS_OK)
		return code;
	if (!e.is_glob)
		e.key = match__lemma(m, e.piece[0].key);
	code = match__grow(&p, &m->cap_element, m->nelement, sizeof(e), err);
	m->element = p;
	if (code != NASS_OK)
		return code;
	*element = m->nelement;
	m->element[m->nelement++] = e;
	return NASS_OK;
}

/* Tables --------------------------------------------------------------------- */

static enum nass_code
make_buckets(struct nass_match *m, struct nass_err *err)
{
	struct match__element *e;
	size_t *head;
	size_t i;

	for (m->nbucket = 16; m->nbucket < 2 * m->nelement;)
		m->nbucket *= 2;
	m->bucket = nass_arena_get(&m->arena, m->nbucket * sizeof(size_t));
	m->glob = nass_arena_get(&m->arena, (m->nelement + 1) * sizeof(size_t));
	if (m->bucket == NULL || m->glob == NULL)
		return nass_fail_nomem(err);
	for (i = 0; i < m->nbucket; i++)
		m->bucket[i] = MATCH__NO;
	for (i = 0; i < m->nelement; i++) {
		e = &m->element[i];
		if (e->is_glob) {
			m->glob[m->nglob++] = i;
			continue;
		}
		head = &m->bucket[nass_hash(e->key, 0) & (m->nbucket - 1)];
		e->next = *head;
		*head = i;
	}
	return NASS_OK;
}

/* A pattern begins at the elements on edges out of its first place. */
static enum nass_code
make_starts(struct nass_match *m, struct nass_err *err)
{
	const struct match__edge *edge;
	struct match__element *e;
	size_t pass;
	size_t i;
	size_t k;

	m->any = nass_arena_get(&m->arena, (m->npattern + 1) * sizeof(size_t));
	if (m->any == NULL)
		return nass_fail_nomem(err);
	for (pass = 0; pass < 2; pass++) {
		for (i = 0; i < m->npattern; i++)
			for (k = 0; k < m->pattern[i].nedge; k++) {
				edge = &m->pattern[i].edge[k];
				if (edge->from != 0)
					continue;
				if (edge->element == MATCH__ANY) {
					if (pass == 1)
						m->any[m->nany++] = i;
					break;
				}
				e = &m->element[edge->element];
				if (pass == 1)
					e->start[e->nstart] = i;
				e->nstart++;
			}
		for (i = 0; i < m->nelement && pass == 0; i++) {
			e = &m->element[i];
			e->start = nass_arena_get(
			    &m->arena, (e->nstart + 1) * sizeof(size_t));
			if (e->start == NULL)
				return nass_fail_nomem(err);
			e->nstart = 0;
		}
	}
	return NASS_OK;
}

enum nass_code
match__elements_ready(struct nass_match *m, struct nass_err *err)
{
	enum nass_code code = make_buckets(m, err);

	return code == NASS_OK ? make_starts(m, err) : code;
}
