/*
 * hits.h - what tests of nass/match.h share: hits that were collected, patterns
 * compiled, and random text in which they meet.
 */
#ifndef NASS_TESTS_HITS_H
#define NASS_TESTS_HITS_H

#include <nass/match.h>

enum {
	MAX_HITS = 4096
};

struct hits {
	struct nass_hit hit[MAX_HITS];
	size_t n;
};

/* For nass_scan_text: adds to the struct hits. */
bool hits_collect(void *hits, const struct nass_hit *hit);
/* Fails, and says where, unless both are the same. */
void hits_same(const struct hits *a, const struct hits *b, const char *what,
    const char *pattern, struct nass_str text, const char *profile);
/* One pattern, ready. */
struct nass_match *hits_compile(
    const struct nass_match_opts *opts, const char *pattern);
/* All hits, by the fast way and the plain one. */
void hits_scan(const struct nass_match *m, struct nass_str text,
    struct hits *fast, struct hits *plain);
/* Words of a small vocabulary, spelled in many ways, and what stands between. */
void hits_text(struct nass_buf *out, size_t nword);
/* One of them, as someone might write it, and as dictionaries spell it. */
void hits_word(struct nass_buf *out);
const char *hits_stem(void);
void hits_put(struct nass_buf *out, const char *s);

#endif
