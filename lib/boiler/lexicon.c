/* lexicon.c - phrases in the words of a line (lexicon.h). */
#include "boiler/lexicon.h"

#include <stdlib.h>
#include <string.h>

#include "boiler/lexicon_table.h"
#include "text/utf8.h"

#define PHRASE_MAX 32 /* words */
#define SHORT_MAX  12 /* words of a line in which an S phrase speaks */
#define SOFT_MAX   8  /* words of a line in which a soft phrase speaks */

#define REASON "phrase: "
/* Reasons; the name of a kind stands behind REASON. */
static const char *const kind_reasons[LEX_NKINDS] = {
	REASON "none",
	REASON "ads",
	REASON "app",
	REASON "comments",
	REASON "contact",
	REASON "cookies",
	REASON "copyright",
	REASON "login",
	REASON "meta",
	REASON "nav",
	REASON "pagination",
	REASON "poll",
	REASON "readmore",
	REASON "related",
	REASON "share",
	REASON "subscribe",
	REASON "tags",
	REASON "author",
	REASON "source",
	REASON "date",
};

static const char match_letters[] = "EPSG";

static const struct {
	const char *name;
	enum lex_class class;
} classes[] = {
	{ "function", LEX_FUNCTION },
	{ "day", LEX_DAY },
	{ "month", LEX_MONTH },
	{ "ago", LEX_AGO },
	{ "span", LEX_SPAN },
	{ "time", LEX_TIME },
	{ "section", LEX_SECTION },
	{ "spoken", LEX_SPOKEN },
	{ "act", LEX_ACT },
	{ "thing", LEX_THING },
	{ "kin", LEX_KIN },
	{ "part", LEX_PART },
	{ "measure", LEX_MEASURE },
	{ "site", LEX_SITE },
};

const char *
boiler__kind_name(enum lex_kind kind)
{
	return kind_reasons[kind] + sizeof REASON - 1;
}

const char *
boiler__kind_reason(enum lex_kind kind)
{
	return kind_reasons[kind];
}

/* May there be a node of this hash? */
static inline bool
may_have(const struct lexicon *l, uint64_t hash)
{
	return (l->bit[hash >> 47 & 2047] >> (hash >> 58) & 1) != 0;
}

/* The node of this hash, or the free place where it belongs. */
static struct lex_node *
lookup(const struct lexicon *l, uint64_t hash)
{
	size_t i = (size_t)hash & (l->cap - 1);

	while (l->node[i].hash != 0 && l->node[i].hash != hash)
		i = (i + 1) & (l->cap - 1);
	return &l->node[i];
}

static enum nass_code
grow(struct lexicon *l, struct nass_err *err)
{
	struct lex_node *old = l->node;
	size_t nold = l->cap;
	size_t cap = nold == 0 ? 16384 : 2 * nold;

	l->node = calloc(cap, sizeof *l->node);
	if (l->node == NULL) {
		l->node = old;
		return nass_fail_nomem(err);
	}
	l->cap = cap;
	for (size_t i = 0; i < nold; i++)
		if (old[i].hash != 0)
			*lookup(l, old[i].hash) = old[i];
	free(old);
	return NASS_OK;
}

static enum nass_code
node_of(struct lexicon *l, uint64_t hash, struct lex_node **node,
    struct nass_err *err)
{
	if (2 * l->n >= l->cap && grow(l, err) != NASS_OK)
		return NASS_ENOMEM;
	*node = lookup(l, hash);
	if ((*node)->hash == 0) {
		(*node)->hash = hash;
		l->bit[hash >> 47 & 2047] |= (uint64_t)1 << (hash >> 58);
		l->n++;
	}
	return NASS_OK;
}

static enum nass_code
add_phrase(struct lexicon *l, const struct code *c, const struct fold *f,
    enum lex_kind kind, enum lex_match match, struct nass_str phrase,
    struct nass_err *err)
{
	uint64_t word[PHRASE_MAX];
	size_t n = boiler__phrase_words(c, f, phrase, word, PHRASE_MAX);
	uint64_t h = FOLD_SEED;
	struct lex_node *node;

	for (size_t i = 0; i < n; i++) {
		h = fold_mix(h, word[i]);
		if (node_of(l, h, &node, err) != NASS_OK)
			return NASS_ENOMEM;
		node->begins |= i == 0;
		if (i + 1 < n)
			node->is_inner = true;
		else
			node->kind[match] = (uint8_t)kind;
	}
	return NASS_OK;
}

static enum nass_code
add_word(struct lexicon *l, const struct code *c, const struct fold *f,
    enum lex_class class, struct nass_str s, struct nass_err *err)
{
	uint64_t word[2];
	struct lex_node *node;

	if (boiler__phrase_words(c, f, s, word, 2) != 1)
		return NASS_OK;
	if (node_of(l, fold_mix(FOLD_SEED, word[0]), &node, err) != NASS_OK)
		return NASS_ENOMEM;
	node->class |= (uint16_t) class;
	if ((class & (LEX_ACT | LEX_THING | LEX_KIN)) != 0)
		node->class |= LEX_SITE;
	return NASS_OK;
}

/*
 * A word also with what is written onto it: a function word with wa, fa, bi, ka,
 * li; the name of a thing with the article.
 */
static enum nass_code
add_forms(struct lexicon *l, const struct code *c, const struct fold *f,
    enum lex_class class, struct nass_str s, struct nass_err *err)
{
	static const char *const prefix[] = { "", "\331\210", "\331\201",
		"\330\250", "\331\203", "\331\204", "\330\247\331\204",
		"\331\204\331\204" };
	const unsigned named =
	    LEX_SECTION | LEX_THING | LEX_KIN | LEX_PART | LEX_SITE;
	size_t first = class == LEX_FUNCTION ? 1 : 6;
	size_t past = class == LEX_FUNCTION ? 6 : (class & named) != 0 ? 8 : 6;
	char bytes[64];

	if (add_word(l, c, f, class, s, err) != NASS_OK)
		return NASS_ENOMEM;
	for (size_t i = first; i < past; i++) {
		size_t n = strlen(prefix[i]);
		struct nass_str joined = { bytes, n + s.n };

		if (joined.n > sizeof bytes)
			continue;
		memcpy(bytes, prefix[i], n);
		memcpy(bytes + n, s.p, s.n);
		if (add_word(l, c, f, class, joined, err) != NASS_OK)
			return NASS_ENOMEM;
	}
	return NASS_OK;
}

static enum lex_kind
kind_of(struct nass_str name)
{
	for (size_t i = 1; i < LEX_NKINDS; i++)
		if (nass_str_eq(
			name, nass_str(boiler__kind_name((enum lex_kind)i))))
			return (enum lex_kind)i;
	return LEX_NONE;
}

static enum lex_class
class_of(const char *name)
{
	for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++)
		if (strcmp(name, classes[i].name) == 0)
			return classes[i].class;
	return LEX_FUNCTION;
}

static enum nass_code
add_words(struct lexicon *l, const struct code *c, const struct fold *f,
    struct nass_err *err)
{
	size_t n = sizeof lexicon_words / sizeof lexicon_words[0];

	for (size_t i = 0; i < n; i++) {
		enum lex_class class = class_of(lexicon_words[i].class);
		struct nass_str word = nass_str(lexicon_words[i].word);

		if (add_forms(l, c, f, class, word, err) != NASS_OK)
			return NASS_ENOMEM;
	}
	return NASS_OK;
}

enum nass_code
boiler__lexicon_init(struct lexicon *l, const struct code *c,
    const struct fold *f, bool is_built_in, struct nass_err *err)
{
	size_t n = sizeof lexicon_rows / sizeof lexicon_rows[0];

	memset(l, 0, sizeof *l);
	if (grow(l, err) != NASS_OK || add_words(l, c, f, err) != NASS_OK)
		return NASS_ENOMEM;
	for (size_t i = 0; is_built_in && i < n; i++) {
		const struct lexicon_row *r = &lexicon_rows[i];
		const char *m = strchr(match_letters, r->match);

		if (add_phrase(l, c, f, kind_of(nass_str(r->kind)),
			(enum lex_match)(m - match_letters),
			nass_str(r->phrase), err) != NASS_OK)
			return NASS_ENOMEM;
	}
	return NASS_OK;
}

void
boiler__lexicon_fini(struct lexicon *l)
{
	free(l->node);
	memset(l, 0, sizeof *l);
}

static enum nass_code
add_line(struct lexicon *l, const struct code *c, const struct fold *f,
    struct nass_str line, uint64_t at, struct nass_err *err)
{
	struct nass_str kind = nass_str_cut(&line, '\t');
	struct nass_str match = nass_str_cut(&line, '\t');
	const char *m;

	if (line.p == NULL)
		return nass_fail(err, NASS_EUSAGE, at,
		    "a phrase is kind TAB match TAB phrase");
	if (kind_of(kind) == LEX_NONE)
		return nass_fail(err, NASS_EUSAGE, at,
		    "%.*s: no kind of phrase (share, cookies, comments ...)",
		    kind.n > 40 ? 40 : (int)kind.n, kind.p);
	m = match.n == 1 && match.p[0] != '\0'
	    ? strchr(match_letters, match.p[0])
	    : NULL;
	if (m == NULL)
		return nass_fail(
		    err, NASS_EUSAGE, at, "the match is not one of E P S G");
	return add_phrase(l, c, f, kind_of(kind),
	    (enum lex_match)(m - match_letters), line, err);
}

enum nass_code
boiler__lexicon_add(struct lexicon *l, const struct code *c,
    const struct fold *f, struct nass_str tsv, struct nass_err *err)
{
	struct nass_str rest = tsv;
	size_t good = nass_utf8_valid(tsv);
	enum nass_code code;

	if (good < tsv.n)
		return nass_fail(err, NASS_EUSAGE, good, "ill-formed UTF-8");
	while (rest.p != NULL) {
		struct nass_str line = nass_str_cut(&rest, '\n');

		if (line.n == 0 || line.p[0] == '#')
			continue;
		code = add_line(l, c, f, line, (uint64_t)(line.p - tsv.p), err);
		if (code != NASS_OK)
			return code;
	}
	return NASS_OK;
}

/* Finding ------------------------------------------------------------------ */

/* A whole line says more than a phrase anywhere, and so on. */
static const uint8_t strength[LEX_NMATCHES] = { 4, 2, 1, 3 };

static void
note(struct lex_found *found, enum lex_kind kind, enum lex_match match,
    size_t nword, size_t nline)
{
	if (kind >= LEX_AUTHOR) {
		if (nline <= SOFT_MAX)
			found->soft = kind;
		return;
	}
	if (found->kind != LEX_NONE &&
	    (strength[match] < strength[found->match] ||
		(strength[match] == strength[found->match] &&
		    nword <= found->nword)))
		return;
	found->kind = kind;
	found->match = match;
	found->nword = (uint8_t)nword;
}

/*
 * The phrases that begin at word i; returns the words of the longest.  The line
 * without the numbers around it is words first to last: a whole line, too.
 */
static size_t
find_at(const struct lexicon *l, const uint64_t *word, size_t nword, size_t i,
    size_t first, size_t last, struct lex_found *found)
{
	uint64_t h = FOLD_SEED;
	size_t longest = 0;

	for (size_t j = i; j < nword; j++) {
		const struct lex_node *node;

		h = fold_mix(h, word[j]);
		if (!may_have(l, h))
			break;
		node = lookup(l, h);
		if (node->hash == 0)
			break;
		for (unsigned m = 0; m < LEX_NMATCHES; m++) {
			if (node->kind[m] == LEX_NONE)
				continue;
			if (node->kind[m] < LEX_AUTHOR)
				longest = j + 1 - i;
			if (m <= LEX_PREFIX && i == 0 &&
			    node->kind[m] < LEX_AUTHOR) {
				found->lead = (enum lex_kind)node->kind[m];
				found->lead_words = (uint8_t)(j + 1);
			}
			if ((m <= LEX_PREFIX && i != 0 && i != first) ||
			    (m == LEX_WHOLE && j + 1 != nword &&
				j + 1 != last) ||
			    (m == LEX_SHORT && nword > SHORT_MAX))
				continue;
			note(found, (enum lex_kind)node->kind[m],
			    (enum lex_match)m, j + 1 - i, nword);
		}
		if (!node->is_inner)
			break;
	}
	return longest;
}

void
boiler__lexicon_find(const struct lexicon *l, const uint64_t *word,
    size_t nword, struct lex_found *found)
{
	const uint64_t number = fold_number();
	size_t first = 0;
	size_t last = nword;
	size_t covered_to = 0;
	uint8_t at[CODE_WORDS + 1]; /* words that may begin something */
	size_t nat = 0;

	memset(found, 0, sizeof *found);
	while (first < nword && word[first] == number)
		first++;
	while (last > first && word[last - 1] == number)
		last--;
	for (size_t i = 0; i < nword; i++) {
		at[nat] = (uint8_t)i;
		nat += may_have(l, fold_mix(FOLD_SEED, word[i]));
	}
	for (size_t k = 0; k < nat; k++) {
		size_t i = at[k];
		const struct lex_node *node =
		    lookup(l, fold_mix(FOLD_SEED, word[i]));
		size_t n;

		for (unsigned set = node->class; set != 0; set &= set - 1)
			found->nclass[__builtin_ctz(set)]++;
		if (i >= first && i - first < LEX_HEAD)
			found->head[i - first] = node->class;
		if (!node->begins)
			continue;
		n = find_at(l, word, nword, i, first, last, found);
		if (n > 0 && i >= covered_to) {
			covered_to = i + n;
			found->covered += (uint16_t)n;
			found->nphrase++;
		}
	}
}
