/* lexicon.c - finding phrases in the words of a line (lexicon.h). */
#include "boiler/lexicon.h"

#include <string.h>

#include "boiler/lexicon_table.h"

#define SHORT_MAX 12 /* words of a line in which an S phrase speaks */
#define SOFT_MAX  8  /* words of a line in which a soft phrase speaks */

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

enum lex_kind
boiler__kind_of(struct nass_str name)
{
	for (size_t i = 1; i < LEX_NKINDS; i++)
		if (nass_str_eq(
			name, nass_str(boiler__kind_name((enum lex_kind)i))))
			return (enum lex_kind)i;
	return LEX_NONE;
}

/* Two bits of a filter for each tag (Bloom 1970), in one word of it. */
static inline uint64_t
bits_of(uint32_t tag)
{
	return (uint64_t)1 << (tag >> 1 & 63) | (uint64_t)1 << (tag >> 7 & 63);
}

static inline bool
may_have(const uint64_t filter[LEX_FILTER], uint64_t hash)
{
	uint32_t tag = lex_tag(hash);
	uint64_t bits = bits_of(tag);

	return (filter[tag >> 22] & bits) == bits;
}

static void
put_filters(struct lexicon *l, const struct lex_table *t)
{
	for (size_t i = 0; i < t->cap; i++) {
		uint32_t tag = t->tag[i];
		uint64_t bits = bits_of(tag);
		const struct lex_what *what = &t->what[t->index[i]];

		if (tag == 0)
			continue;
		l->any[tag >> 22] |= bits;
		if ((what->class & LEX_FUNCTION) != 0)
			l->function[tag >> 22] |= bits;
		if (what->tells_anywhere)
			l->anywhere[tag >> 22] |= bits;
		l->has_lone |= what->tells_anywhere && what->begins;
	}
}

enum nass_code
boiler__lexicon_init(struct lexicon *l, const struct code *c,
    const struct fold *f, bool is_built_in, struct nass_str tsv,
    struct nass_err *err)
{
	const struct lex_table built_in = { lexicon_tag, lexicon_index,
		lexicon_what, sizeof lexicon_tag / sizeof lexicon_tag[0] };
	enum nass_code code;

	memset(l, 0, sizeof *l);
	l->table[0] = built_in;
	l->ntable = 1;
	l->first = is_built_in ? 0 : 1;
	put_filters(l, &built_in);
	if (tsv.n == 0)
		return NASS_OK;
	code = boiler__builder_init(&l->own, tsv.n / 2 + 1, err);
	if (code == NASS_OK)
		code = boiler__builder_add(&l->own, c, f, tsv, err);
	if (code != NASS_OK) {
		boiler__lexicon_fini(l);
		return code;
	}
	l->table[l->ntable++] = (struct lex_table){ l->own.tag, l->own.index,
		l->own.what, l->own.cap };
	put_filters(l, &l->table[1]);
	return NASS_OK;
}

void
boiler__lexicon_fini(struct lexicon *l)
{
	boiler__builder_fini(&l->own);
}

/* What is at this hash; NULL: nothing. */
static inline const struct lex_what *
look_up(const struct lex_table *t, uint64_t hash)
{
	uint32_t tag = lex_tag(hash);
	size_t i = (size_t)hash & (t->cap - 1);

	for (; t->tag[i] != tag; i = (i + 1) & (t->cap - 1))
		if (t->tag[i] == 0)
			return NULL;
	return &t->what[t->index[i]];
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
find_at(const struct lexicon *l, const struct lex_table *t,
    const uint64_t *word, size_t nword, size_t i, size_t first, size_t last,
    struct lex_found *found)
{
	uint64_t h = word[i];
	size_t longest = 0;

	for (size_t j = i; j < nword; h = lex_next(h, word[++j])) {
		const struct lex_what *node =
		    may_have(l->any, h) ? look_up(t, h) : NULL;

		if (node == NULL)
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
		if (!node->is_inner || j + 1 == nword)
			break;
	}
	return longest;
}

/* The phrases of a table that begin at word i, of which *to knows. */
static void
find_phrases(const struct lexicon *l, const uint64_t *word, size_t nword,
    size_t i, size_t first, size_t last, size_t *covered_to,
    struct lex_found *found)
{
	for (size_t k = l->first; k < l->ntable; k++) {
		const struct lex_what *node = look_up(&l->table[k], word[i]);
		size_t n;

		if (node == NULL || !node->begins)
			continue;
		n = find_at(
		    l, &l->table[k], word, nword, i, first, last, found);
		if (n > 0 && i >= *covered_to) {
			*covered_to = i + n;
			found->covered += (uint16_t)n;
			found->nphrase++;
		}
	}
}

/*
 * May a phrase that stands anywhere begin with this word, if that is the next
 * one?  Two words at once, since many phrases begin with a common one.
 */
static inline bool
may_tell(const struct lexicon *l, uint64_t word, uint64_t next)
{
	return may_have(l->anywhere, lex_next(word, next)) ||
	    (l->has_lone && may_have(l->anywhere, word));
}

/* May a phrase begin with this word, if that is the next one? */
static bool
may_begin(const struct lexicon *l, uint64_t word, uint64_t next, size_t from)
{
	for (size_t k = l->first; k < l->ntable; k++) {
		const struct lex_what *node = look_up(&l->table[k], word);

		if (node == NULL || !node->begins)
			continue;
		for (size_t m = from; m < LEX_NMATCHES; m++)
			if (node->kind[m] != LEX_NONE)
				return true;
		if (node->is_inner &&
		    look_up(&l->table[k], lex_next(word, next)) != NULL)
			return true;
	}
	return false;
}

bool
boiler__lexicon_may_find(
    const struct lexicon *l, const uint64_t *word, size_t nword, size_t nfirst)
{
	uint8_t at[CODE_WORDS];
	size_t nat = 0;

	if (nfirst > nword)
		nfirst = nword;
	for (size_t i = 0; i < nfirst; i++) {
		at[nat] = (uint8_t)i;
		nat += may_have(l->any, word[i]);
	}
	for (size_t i = nfirst; i < nword; i++) {
		at[nat] = (uint8_t)i;
		nat += may_tell(l, word[i], word[i + 1]);
	}
	for (size_t k = 0; k < nat; k++)
		if (may_begin(l, word[at[k]], word[at[k] + 1],
			at[k] < nfirst ? 0 : LEX_ANYWHERE))
			return true;
	return false;
}

void
boiler__lexicon_find_in_sentence(const struct lexicon *l, const uint64_t *word,
    size_t nword, struct lex_found *found)
{
	uint8_t at[CODE_WORDS + 1]; /* words that may begin a phrase */
	size_t nat;
	size_t nfunction;
	size_t covered_to = nword;

	memset(found, 0, sizeof *found);
	at[0] = 0;
	nat = may_have(l->any, word[0]);
	nfunction = may_have(l->function, word[0]);
	for (size_t i = 1; i < nword; i++) {
		at[nat] = (uint8_t)i;
		nat += may_tell(l, word[i], word[i + 1]);
		nfunction += may_have(l->function, word[i]);
	}
	for (size_t k = 0; k < nat; k++)
		find_phrases(
		    l, word, nword, at[k], 0, nword, &covered_to, found);
	found->nclass[0] = (uint16_t)nfunction; /* LEX_FUNCTION */
	if (nword > 0 && may_have(l->any, word[0])) {
		const struct lex_what *node = look_up(&l->table[0], word[0]);

		found->head[0] = node == NULL ? 0 : node->class;
	}
}

void
boiler__lexicon_find(const struct lexicon *l, const uint64_t *word,
    size_t nword, struct lex_found *found)
{
	const uint64_t number = fold_number();
	size_t first = 0;
	size_t last = nword;
	size_t covered_to = 0;
	uint8_t at[CODE_WORDS + 1]; /* words that may be or begin something */
	size_t nat = 0;

	memset(found, 0, sizeof *found);
	while (first < nword && word[first] == number)
		first++;
	while (last > first && word[last - 1] == number)
		last--;
	for (size_t i = 0; i < nword; i++) {
		at[nat] = (uint8_t)i;
		nat += may_have(l->any, word[i]);
	}
	for (size_t k = 0; k < nat; k++) {
		size_t i = at[k];
		const struct lex_what *node = look_up(&l->table[0], word[i]);
		unsigned class = node == NULL ? 0 : node->class;

		for (unsigned set = class; set != 0; set &= set - 1)
			found->nclass[__builtin_ctz(set)]++;
		if (i >= first && i - first < LEX_HEAD)
			found->head[i - first] = (uint16_t) class;
		if (l->ntable > 1 || (node != NULL && node->begins))
			find_phrases(
			    l, word, nword, i, first, last, &covered_to, found);
	}
}
