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
	LEX_CALENDAR = 1 << 1, /* days and months */
	LEX_FACT = 1 << 2,     /* what a thing has, and what that is called */
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
	LEX_NET = 1 << 14,  /* names of networks */
	LEX_JOIN = 1 << 15, /* begins a sentence that goes on */
};

enum {
	LEX_NCLASSES = 16,
	LEX_HEAD = 6, /* words */
	LEX_FILTER = 1024
};

/* What the words up to a node are. */
struct lex_what {
	uint8_t kind[LEX_NMATCHES];
	uint16_t class;
	bool is_inner;       /* a longer phrase goes through */
	bool begins;         /* a phrase */
	bool tells_anywhere; /* the first two words, or all, of one that stands
			      * anywhere */
};

/* Nodes, by open addressing: cap is a power of two. */
struct lex_table {
	const uint32_t *tag;   /* of a hash (lex_tag); 0: free */
	const uint16_t *index; /* of `what` */
	const struct lex_what *what;
	size_t cap;
};

/* Phrases that are added one by one: the arrays of a table. */
struct lex_builder {
	uint32_t *tag;
	uint16_t *index;
	struct lex_what *what; /* one for each node */
	size_t cap;
	size_t n;
};

struct lexicon {
	struct lex_table table[2]; /* the built-in one, and the user's */
	size_t ntable;
	size_t
	    first; /* table whose phrases count; words of classes always do */
	struct lex_builder own;
	/* Filters by tag, so that most words are not looked up. */
	bool has_lone;                 /* a phrase anywhere of one word */
	uint64_t any[LEX_FILTER];      /* nodes */
	uint64_t function[LEX_FILTER]; /* function words */
	uint64_t anywhere[LEX_FILTER]; /* what tells a phrase anywhere */
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

/*
 * The built-in lexicon, which is a constant; is_built_in: its phrases count.
 * And those of tsv, lines `kind TAB match TAB phrase`; `#` begins a comment.
 */
enum nass_code boiler__lexicon_init(struct lexicon *l, const struct code *c,
    const struct fold *f, bool is_built_in, struct nass_str tsv,
    struct nass_err *err) NASS_MUST_USE;
void boiler__lexicon_fini(struct lexicon *l);

/* phrases.c: phrases out of text; for users' files, and scripts/gen-lexicon.c. */

/* Room for nodes of nword words.  The arrays are the caller's, to free. */
enum nass_code boiler__builder_init(
    struct lex_builder *b, size_t nword, struct nass_err *err) NASS_MUST_USE;
void boiler__builder_fini(struct lex_builder *b);
enum nass_code boiler__builder_add(struct lex_builder *b, const struct code *c,
    const struct fold *f, struct nass_str tsv,
    struct nass_err *err) NASS_MUST_USE;
/* A word of a class, and its forms. */
void boiler__builder_add_word(struct lex_builder *b, const struct code *c,
    const struct fold *f, struct nass_str class, struct nass_str word);

/* The hash of some words and one more. */
static inline uint64_t
lex_next(uint64_t hash, uint64_t word)
{
	return fold_mix(hash + FOLD_SEED, word);
}

/* The tag of a hash, never 0. */
static inline uint32_t
lex_tag(uint64_t hash)
{
	return (uint32_t)(hash >> 32) | 1;
}

void boiler__lexicon_find(const struct lexicon *l, const uint64_t *word,
    size_t nword, struct lex_found *found);
/* In a long closed line only phrases that stand anywhere, grammar and its first
 * word speak; word[nword] is 0. */
void boiler__lexicon_find_in_sentence(const struct lexicon *l,
    const uint64_t *word, size_t nword, struct lex_found *found);

/*
 * Is there perhaps a phrase: any that begins with one of the first nfirst words,
 * or one that stands anywhere?  word[nword] is 0.
 */
bool boiler__lexicon_may_find(
    const struct lexicon *l, const uint64_t *word, size_t nword, size_t nfirst);

/* Words of a class. */
static inline size_t
lex_count(const struct lex_found *found, enum lex_class class)
{
	return found->nclass[__builtin_ctz(class)];
}

/* The kind of this name; LEX_NONE: there is none. */
enum lex_kind boiler__kind_of(struct nass_str name);
/* `share`, and `phrase: share`. */
const char *boiler__kind_name(enum lex_kind kind);
const char *boiler__kind_reason(enum lex_kind kind);

#endif
