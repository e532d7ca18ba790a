/*
 * lexicon.h - phrases of page furniture, found in the words of a line.
 *
 * A trie whose edges are hashes of folded words: a node is the hash of all words
 * on its way, so that one table of nodes holds it.  Function words and words of
 * dates are nodes too: one look-up a word answers all.
 */
#ifndef NASS_BOILER_LEXICON_H
#define NASS_BOILER_LEXICON_H

#include "boiler/code.h"

enum lex_kind {
	LEX_NONE,
	LEX_ADS,
	LEX_APP,
	LEX_COMMENTS,
	LEX_CONTACT,
	LEX_COOKIES,
	LEX_COPYRIGHT,
	LEX_LOGIN,
	LEX_META,
	LEX_NAV,
	LEX_PAGINATION,
	LEX_POLL,
	LEX_READMORE,
	LEX_RELATED,
	LEX_SHARE,
	LEX_SUBSCRIBE,
	LEX_TAGS,
	LEX_AUTHOR, /* soft from here on */
	LEX_SOURCE,
	LEX_DATE,
	LEX_NKINDS,
};

enum lex_match {
	LEX_WHOLE,    /* E */
	LEX_PREFIX,   /* P */
	LEX_SHORT,    /* S */
	LEX_ANYWHERE, /* G */
	LEX_NMATCHES,
};

enum lex_class { /* of single words */
	LEX_FUNCTION = 1 << 0,
	LEX_DAY = 1 << 1,
	LEX_MONTH = 1 << 2,
	LEX_AGO = 1 << 3,
	LEX_SPAN = 1 << 4,
	LEX_TIME = 1 << 5,
	LEX_SECTION = 1 << 6, /* names of sections */
	LEX_SPOKEN = 1 << 7,  /* somebody speaks to somebody */
	LEX_ACT = 1 << 8,     /* what a page offers to do */
	LEX_THING = 1 << 9,   /* what it does it to */
	LEX_KIN = 1 << 10,    /* which other ones */
	LEX_PART = 1 << 11,   /* headings of parts of a text */
	LEX_MEASURE = 1 << 12,
	LEX_SITE = 1 << 13, /* of pages: acts, things, kin and more */
};

enum {
	LEX_NCLASSES = 14,
	LEX_HEAD = 6 /* words */
};

struct lex_node {
	uint64_t hash; /* 0: free */
	uint8_t kind[LEX_NMATCHES];
	uint16_t class;
	bool is_inner; /* a longer phrase goes through */
	bool begins;   /* a phrase, not only a word with a class */
};

struct lexicon {
	struct lex_node *node;
	size_t cap; /* a power of two */
	size_t n;
	uint64_t bit[2048]; /* one for each node: most words have none */
};

/* What was found in a line. */
struct lex_found {
	enum lex_kind kind; /* the strongest furniture phrase */
	enum lex_match match;
	uint8_t nword; /* its words */
	enum lex_kind soft;
	uint16_t covered;              /* words that some phrase covers */
	uint16_t nphrase;              /* phrases that cover them */
	uint16_t nclass[LEX_NCLASSES]; /* words of each class */
	uint16_t head[LEX_HEAD]; /* classes of the first that are no number */
	enum lex_kind lead;      /* the line begins as lines of this kind do */
	uint8_t lead_words;
};

enum nass_code boiler__lexicon_init(struct lexicon *l, const struct code *c,
    const struct fold *f, bool is_built_in, struct nass_err *err) NASS_MUST_USE;
void boiler__lexicon_fini(struct lexicon *l);
/* Lines `kind TAB match TAB phrase`; `#` begins a comment. */
enum nass_code boiler__lexicon_add(struct lexicon *l, const struct code *c,
    const struct fold *f, struct nass_str tsv,
    struct nass_err *err) NASS_MUST_USE;

void boiler__lexicon_find(const struct lexicon *l, const uint64_t *word,
    size_t nword, struct lex_found *found);

/* Words of a class. */
static inline size_t
lex_count(const struct lex_found *found, enum lex_class class)
{
	return found->nclass[__builtin_ctz(class)];
}

/* `share`, and `phrase: share`. */
const char *boiler__kind_name(enum lex_kind kind);
const char *boiler__kind_reason(enum lex_kind kind);

#endif
