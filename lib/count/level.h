/*
 * level.h - what has been counted, in the end: words, or n-grams of one order, as
 * settle.c and grams.c make them and rows.c reads them.
 */
#ifndef NASS_COUNT_LEVEL_H
#define NASS_COUNT_LEVEL_H

#include <nass/base.h>

/*
 * A type in a document that is listed by name, and how often: where this is
 * asked for.  Else the document has a set of its types, a bit for each.
 */
struct count__pair {
	uint32_t type;
	uint32_t doc;
	uint64_t n;
};

/* What a type is in the end. */
struct count__sum {
	uint64_t count;
	uint32_t best; /* the spelling that is shown */
	uint32_t nvariant;
};

/*
 * Words, or n-grams of one order, in the end.  Spellings of words are named by
 * their ids, and types too; those of n-grams are numbered in the order of their
 * bytes.
 */
struct count__level {
	struct count__sum *sum; /* by type */
	size_t ntype;
	uint32_t *order; /* types, as rows come; NULL: as they are numbered */
	size_t n;        /* rows */
	size_t at;       /* the next row */
	/* Spellings of each type: group[first[t]] .. group[first[t+1]-1]. */
	uint32_t *first;
	uint32_t *group;
	/*
	 * Documents of each type, of which pairs are those listed by name;
	 * NULL: one each.
	 */
	uint64_t *documents;
	size_t *first_pair;
	struct count__pair *pair;
	/* Or all types are of one document that is listed: which. */
	bool has_only;
	uint32_t only;
	/* Spellings of n-grams: what grams.c made of their words; counts. */
	struct count__item *gram;
	size_t ngram;
};

/*
 * A word as UTF-8, if it is short: no more than one copy, of all of p, to show.
 * Of others, which have more bytes than p, p begins with the key.
 */
struct count__text {
	char p[30];
	unsigned char n;
	bool is_plain; /* (key.h) */
};

/* Words among their like, for n-grams of them. */
struct count__ranks {
	unsigned bits; /* of a rank */
	/* By id. */
	uint32_t *spelling;         /* its rank */
	uint32_t *type;             /* of types: its rank */
	uint32_t *type_of_spelling; /* the rank of its type */
	/* By rank of a spelling. */
	uint32_t *id;
	uint32_t *type_of_rank; /* the rank of its type */
	uint64_t *count;        /* of its type, where n-grams ask for it */
	struct count__text *text;
};

static inline uint64_t
count__documents(const struct count__level *l, size_t type)
{
	return l->documents != NULL ? l->documents[type] : 1;
}

#endif
