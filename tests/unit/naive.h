/*
 * naive.h - the search that the fast one is compared with.
 *
 * It knows the pattern as a list of items, not as text; it tries every window of
 * words and compares words by nass_norm_key, or, under smart, letter by letter
 * by nass_smart_meets.
 */
#ifndef NASS_TESTS_NAIVE_H
#define NASS_TESTS_NAIVE_H

#include "hits.h"

enum {
	MAX_TOKENS = 2048
};

struct word {
	char text[256];       /* as a user types it */
	const char *piece[8]; /* "*", "?" or letters */
	char room[8][64];
	size_t npiece;
};

struct item {
	size_t gap; /* or alternatives: */
	struct word word[2];
	size_t nword;
};

struct pattern {
	struct item item[4];
	size_t n;
	char text[2048];
};

struct naive {
	const struct nass_norm *norm; /* NULL: smart */
	struct nass_smart *smart;
	bool is_wrapped;
	bool has_clitics;
	struct nass_str text;
	struct nass_token token[MAX_TOKENS];
	size_t ntoken;
};

/* A random pattern: words of hits_text, gaps, alternatives, wildcards. */
void naive_pattern(struct pattern *p);
/* One word of such. */
void naive_make_word(struct word *w);
/* All hits of it in v->text. */
void naive_search(struct naive *v, const struct pattern *p, struct hits *h);

#endif
