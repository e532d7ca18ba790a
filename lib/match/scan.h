/*
 * scan.h - working memory of one thread, private to lib/match.
 */
#ifndef NASS_MATCH_SCAN_H
#define NASS_MATCH_SCAN_H

#include "match/pattern.h"

/* A word of the sentence that is looked at. */
struct match__token {
	size_t at;
	size_t n;
	unsigned kind;
	size_t met; /* first of its elements in nass_scan.met */
	size_t nmet;
};

/* A hit, with its words in the sentence. */
struct match__found {
	struct nass_hit hit;
	size_t first;
	size_t last;
};

#define MATCH__SET (NASS_MATCH_STATES / 64)

struct nass_scan {
	const struct nass_match *m;
	struct match__token *token;
	size_t ntoken, cap_token;
	size_t *met; /* elements, a run for each token */
	size_t nmet, cap_met;
	struct nass_buf key;    /* of one token */
	struct nass_buf inside; /* of what its clitics surround */
	struct nass_buf unit;   /* smart: of the same, if has_units */
	bool has_units;
	struct match__found *found;
	size_t nfound, cap_found;
	uint64_t *stamp; /* per pattern: the start that tried it last */
	uint64_t clock;
	const size_t *glob; /* elements with wildcards to try: all, or `mine` */
	size_t nglob;
	size_t *mine;
	uint64_t *tried; /* per element: when it came to be among them */
	size_t *near;    /* per pattern: how often in the window */
	uint64_t now[MATCH__SET];
	uint64_t next[MATCH__SET];
	/* Regular expressions. */
	struct nass_regex_state **regex;
	struct nass_buf folded;
	struct nass_map map;
	struct match__places *places; /* NULL: no fast path */
	/* Where hits go; NULL: they are counted. */
	bool (*visit)(void *arg, const struct nass_hit *hit);
	void *arg;
	uint64_t ncounted;
	size_t offset; /* of the slice in the text */
	bool is_stopped;
};

/* words.c, regex.c: all hits of a slice of well-formed text, s->offset added. */
enum nass_code match__words(struct nass_scan *s, struct nass_str text,
    struct nass_err *err) NASS_MUST_USE;
enum nass_code match__regex(struct nass_scan *s, struct nass_str text,
    struct nass_err *err) NASS_MUST_USE;

/* Does the word with this key meet the element?  s->has_units: as of the word. */
enum nass_code match__meets(struct nass_scan *s, const struct match__element *e,
    struct nass_str word, struct nass_str key, bool *does_meet,
    struct nass_err *err) NASS_MUST_USE;

/* Is `word`, with this key, a hit of a pattern of one word? */
enum nass_code match__is_word(struct nass_scan *s, size_t pattern,
    struct nass_str word, struct nass_str key, bool *does_meet,
    struct nass_err *err) NASS_MUST_USE;

/* Remember a hit; visit those remembered, in order. */
enum nass_code match__find(struct nass_scan *s,
    const struct match__found *found, struct nass_err *err) NASS_MUST_USE;
void match__tell(struct nass_scan *s);

/* With --near: from the hits of a sentence to the windows that hold all. */
enum nass_code match__near(
    struct nass_scan *s, struct nass_err *err) NASS_MUST_USE;

#endif
