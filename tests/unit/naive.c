/*
 * naive.c - random patterns, and the search that is told by them.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "naive.h"
#include "random.h"
#include "text/cluster.h"
#include "text/utf8.h"

void
naive_make_word(struct word *w)
{
	struct nass_str s = nass_str(hits_stem());
	bool has_wild = random_below(2) == 0 && s.n > 4;
	size_t at = 0;
	size_t from;
	size_t n;

	memset(w, 0, sizeof(*w));
	if (has_wild && random_below(2) == 0)
		w->piece[w->npiece++] = "*";
	while (at < s.n && w->npiece < 6) {
		from = at;
		do {
			nass_utf8_get(s.p + at, &n);
			at += n;
		} while (at < s.n && (!has_wild || random_below(3) != 0));
		memcpy(w->room[w->npiece], s.p + from, at - from);
		w->piece[w->npiece] = w->room[w->npiece];
		w->npiece++;
		if (!has_wild)
			break;
		if (random_below(2) == 0) {
			w->piece[w->npiece++] = "?";
			if (at < s.n)
				nass_utf8_get(s.p + at, &n), at += n;
		} else
			w->piece[w->npiece++] = "*";
	}
	for (at = 0; at < w->npiece; at++)
		strcat(w->text, w->piece[at]);
}

void
naive_pattern(struct pattern *p)
{
	size_t i;
	size_t k;

	p->n = 1 + random_below(2) * random_below(3);
	p->text[0] = '\0';
	for (i = 0; i < p->n; i++) {
		struct item *item = &p->item[i];

		memset(item, 0, sizeof(*item));
		if (i > 0 && i + 1 < p->n && random_below(2) == 0) {
			item->gap = 1 + random_below(3);
			sprintf(p->text + strlen(p->text), "..%zu ", item->gap);
			continue;
		}
		item->nword = 1 + (random_below(4) == 0);
		for (k = 0; k < item->nword; k++) {
			naive_make_word(&item->word[k]);
			strcat(p->text, k > 0 ? "|" : "");
			strcat(p->text, item->word[k].text);
		}
		strcat(p->text, " ");
	}
}

/* The naive search ------------------------------------------------------------- */

/* A piece as the inside of a word: with letters around it, not those beside. */
static void
surround(const struct word *w, size_t i, char in[256])
{
	const char *piece = w->piece[i];

	in[0] = '\0';
	if (i > 0)
		strcat(in, strncmp(piece, "ب", 2) ? "ب" : "س");
	strcat(in, piece);
	if (i + 1 < w->npiece)
		strcat(in, strcmp(piece + strlen(piece) - 2, "ب") ? "ب" : "س");
}

/* ...folded, and the letters taken off again. */
static struct nass_str
fold_piece(const struct nass_norm *norm, const struct word *w, size_t i,
    struct nass_buf *out)
{
	struct nass_str s;
	char in[256];

	surround(w, i, in);
	out->n = 0;
	ck_assert_int_eq(nass_norm_key(norm, nass_str(in), out, NULL), NASS_OK);
	s = nass_buf_str(out);
	if (i > 0)
		s = nass_str_sub(s, 2, s.n);
	if (i + 1 < w->npiece)
		s.n -= 2;
	return s;
}

/* Do the pieces from i on match all of key from `at` on? */
static bool
naive_glob(const struct nass_norm *norm, const struct word *w, size_t i,
    struct nass_str key, size_t at)
{
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_str piece;
	bool ok = false;
	size_t n;

	if (i == w->npiece)
		return at == key.n;
	if (*w->piece[i] == '*') {
		for (; at <= key.n && !ok; at += n) {
			ok = naive_glob(norm, w, i + 1, key, at);
			n = 1;
			if (at < key.n)
				nass_utf8_get(key.p + at, &n);
		}
		return ok;
	}
	if (*w->piece[i] == '?')
		return at < key.n && nass_cluster_is_border(key, at) &&
		    naive_glob(norm, w, i + 1, key, nass_cluster_end(key, at));
	piece = fold_piece(norm, w, i, &out);
	ok = nass_str_starts(nass_str_sub(key, at, key.n), piece) &&
	    naive_glob(norm, w, i + 1, key, at + piece.n);
	nass_buf_fini(&out);
	return ok;
}

static bool
naive_key(const struct nass_norm *norm, const struct word *w,
    struct nass_str word, bool is_tag)
{
	struct nass_buf key = NASS_BUF_INIT;
	struct nass_str s;
	bool ok;

	ck_assert_int_eq(nass_norm_key(norm, word, &key, NULL), NASS_OK);
	s = nass_buf_str(&key);
	ok = naive_glob(norm, w, 0, s, 0);
	if (!ok && is_tag && s.n > 1 && s.p[0] == '#')
		ok = naive_glob(norm, w, 0, nass_str_sub(s, 1, s.n), 0);
	nass_buf_fini(&key);
	return ok;
}

/* The units of a piece as the inside of a word, to `out`; how many. */
static size_t
piece_units(const struct naive *v, const struct word *w, size_t i,
    struct nass_smart_unit *unit)
{
	struct nass_buf out = NASS_BUF_INIT;
	bool has_left = i > 0;
	bool has_right = i + 1 < w->npiece;
	char in[256];
	size_t n;

	surround(w, i, in);
	ck_assert_int_eq(
	    nass_smart_units(v->smart, nass_str(in), &out, NULL), NASS_OK);
	n = out.n / sizeof(*unit) - has_left - has_right;
	memcpy(unit, out.p + has_left * sizeof(*unit), n * sizeof(*unit));
	nass_buf_fini(&out);
	return n;
}

static bool
smart_glob(const struct naive *v, const struct word *w, size_t i,
    const struct nass_smart_unit *unit, size_t n)
{
	struct nass_smart_unit mine[64];
	size_t nmine;
	size_t k;

	if (i == w->npiece)
		return n == 0;
	if (*w->piece[i] == '*') {
		for (k = 0; k <= n; k++)
			if (smart_glob(v, w, i + 1, unit + k, n - k))
				return true;
		return false;
	}
	if (*w->piece[i] == '?')
		return n > 0 && smart_glob(v, w, i + 1, unit + 1, n - 1);
	nmine = piece_units(v, w, i, mine);
	for (k = 0; k < nmine; k++)
		if (k == n || !nass_smart_meets(mine[k], unit[k]))
			return false;
	return smart_glob(v, w, i + 1, unit + nmine, n - nmine);
}

/*
 * As keys, and then as letters with their marks; words without wildcards have an
 * answer of their own.
 */
static bool
smart_matches(const struct naive *v, const struct word *w, struct nass_str word)
{
	struct nass_smart_unit unit[256];
	struct nass_buf out = NASS_BUF_INIT;
	bool ok;

	if (!naive_key(nass_smart_key(v->smart), w, word, false))
		return false;
	if (strpbrk(w->text, "*?") == NULL) {
		ck_assert_int_eq(nass_smart_matches(v->smart, nass_str(w->text),
				     word, &ok, NULL),
		    NASS_OK);
		return ok;
	}
	ck_assert_int_eq(nass_smart_units(v->smart, word, &out, NULL), NASS_OK);
	ck_assert_uint_le(out.n, sizeof(unit));
	memcpy(unit, out.p, out.n);
	ok = smart_glob(v, w, 0, unit, out.n / sizeof(*unit));
	nass_buf_fini(&out);
	return ok;
}

static bool
naive_smart(const struct naive *v, const struct word *w, struct nass_str word,
    bool is_tag)
{
	return smart_matches(v, w, word) ||
	    (is_tag && smart_matches(v, w, nass_str_sub(word, 1, word.n)));
}

static bool
naive_form(const struct naive *v, const struct word *w, struct nass_str word,
    bool is_tag)
{
	return v->norm != NULL ? naive_key(v->norm, w, word, is_tag)
			       : naive_smart(v, w, word, is_tag);
}

struct opening {
	const struct naive *v;
	const struct word *w;
};

static bool
naive_inside(void *arg, struct nass_str inside)
{
	const struct opening *o = arg;

	return naive_form(o->v, o->w, inside, false);
}

/* A hashtag that the profile masks has no name to look into. */
static bool
keeps_sign(const struct nass_norm *norm, struct nass_str tag)
{
	struct nass_buf key = NASS_BUF_INIT;
	bool ok = norm == NULL;

	if (!ok) {
		ck_assert_int_eq(nass_norm_key(norm, tag, &key, NULL), NASS_OK);
		ok = key.n > 0 && key.p[0] == '#';
	}
	nass_buf_fini(&key);
	return ok;
}

static bool
naive_word(const struct naive *v, const struct word *w, size_t t)
{
	const struct nass_token *token = &v->token[t];
	struct nass_str word =
	    nass_str_sub(v->text, token->at, token->at + token->n);
	bool is_tag = token->kind == NASS_HASHTAG;
	struct opening o = { v, w };

	if (naive_form(v, w, word, is_tag))
		return true;
	if (!v->has_clitics)
		return false;
	if (nass_clitics(word, true, naive_inside, &o))
		return true;
	return is_tag && keeps_sign(v->norm, word) &&
	    nass_clitics(nass_str_sub(word, 1, word.n), true, naive_inside, &o);
}

/* Do items i.. match tokens t..last, all of one sentence? */
static bool
naive_items(const struct naive *v, const struct pattern *p, size_t i, size_t t,
    size_t last)
{
	const struct item *item;
	size_t k;

	if (i == p->n)
		return t == last + 1;
	item = &p->item[i];
	for (k = 0; item->gap > 0 && k <= item->gap; k++)
		if (t + k <= last + 1 && naive_items(v, p, i + 1, t + k, last))
			return true;
	if (item->gap > 0 || t > last)
		return false;
	for (k = 0; k < item->nword; k++)
		if (naive_word(v, &item->word[k], t) &&
		    naive_items(v, p, i + 1, t + 1, last))
			return true;
	return false;
}

void
naive_search(struct naive *v, const struct pattern *p, struct hits *h)
{
	struct nass_words_opts opts = nass_words_default;
	struct nass_words words;
	size_t first;
	size_t last;

	opts.kinds = NASS_TOKEN_WORDS;
	opts.ends_at_lines = !v->is_wrapped;
	nass_words_init(&words, v->text, &opts);
	for (v->ntoken = 0; nass_words_next(&words, &v->token[v->ntoken]);)
		ck_assert_uint_lt(++v->ntoken, MAX_TOKENS);
	h->n = 0;
	for (first = 0; first < v->ntoken; first++)
		for (last = first; last < v->ntoken && last < first + 8;
		     last++) {
			struct nass_hit hit = { .at = v->token[first].at };

			if (last > first && v->token[last].starts_sentence)
				break;
			hit.n = v->token[last].at + v->token[last].n - hit.at;
			if (naive_items(v, p, 0, first, last))
				hits_collect(h, &hit);
		}
}
