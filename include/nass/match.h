/*
 * nass/match.h - find words and phrases however they are spelled.
 *
 * A pattern is written as a user types it (kwic(1)); the text is matched under
 * a profile, and every hit is a slice of the original text, whole grapheme
 * clusters, with nothing changed.
 *
 *	struct nass_match *m;
 *
 *	nass_match_new(&opts, &m, &err);
 *	nass_match_add(m, NASS_STR("حفظ السلام"), &err);
 *	nass_match_ready(m, &err);
 *	nass_match_scan(m, text, visit, arg, &err);
 *
 * Laws, each held by a test in tests/unit/test_match.c:
 *
 *	complete	the hits are those of a naive search that compares
 *			every window of words, overlapping ones too
 *	original	a hit is a slice of the text as given
 *	cut		hits do not depend on how text is cut at line ends
 *	counts		under a profile, hits of W and #W equal what
 *			nass/count.h counts for W and #W
 */
#ifndef NASS_MATCH_H
#define NASS_MATCH_H

#include <nass/norm.h>
#include <nass/word.h>

#ifdef __cplusplus
extern "C" {
#endif

struct nass_match_opts {
	/*
	 * NULL: smart - profile standard, and alef, hamza and marks of the
	 * pattern decide what they meet (nass-norm(7)).
	 */
	const struct nass_norm *norm;
	bool is_exact;	    /* as written: no folding at all */
	bool is_regex;	    /* patterns are PCRE2, on folded lines */
	bool has_clitics;   /* attached particles and pronouns may surround */
	bool is_stemmed;    /* words of one light10 stem */
	struct nass_str map; /* lines `form TAB headword`, or empty */
	unsigned near;	    /* 0, or all patterns within so many words */
};

struct nass_match;

/* A hit; offsets are bytes of the scanned text. */
struct nass_hit {
	size_t at;	/* first byte of the node */
	size_t n;	/* its length */
	size_t pattern; /* which pattern, from 0 in order of nass_match_add */
};

enum nass_code nass_match_new(const struct nass_match_opts *opts,
    struct nass_match **m, struct nass_err *err) NASS_MUST_USE;
void nass_match_free(struct nass_match *m);

/* One pattern; NASS_EUSAGE with err->at at the byte that is wrong. */
enum nass_code nass_match_add(struct nass_match *m, struct nass_str pattern,
    struct nass_err *err) NASS_MUST_USE;
/* After the last pattern, before the first scan: compile. */
enum nass_code nass_match_ready(struct nass_match *m,
    struct nass_err *err) NASS_MUST_USE;

/*
 * Working memory of one thread for scanning with a shared, ready nass_match.
 */
struct nass_scan;
enum nass_code nass_scan_new(const struct nass_match *m, struct nass_scan **s,
    struct nass_err *err) NASS_MUST_USE;
void nass_scan_free(struct nass_scan *s);

/*
 * Visit the hits of `text` (whole lines, well-formed UTF-8) in order of their
 * start, then length, then pattern.  visit returns false to stop.
 */
enum nass_code nass_scan_text(struct nass_scan *s, struct nass_str text,
    bool (*visit)(void *arg, const struct nass_hit *hit), void *arg,
    struct nass_err *err) NASS_MUST_USE;

/* Contexts ----------------------------------------------------------------- */

enum nass_context_unit {
	NASS_CONTEXT_WORDS,
	NASS_CONTEXT_CHARACTERS, /* grapheme clusters, cut at word borders */
	NASS_CONTEXT_SENTENCES,
};

/*
 * How far `n` units reach before `at` and from `at` on.  Returns an offset in
 * text; *missing is what the text did not have (the next part may).
 */
size_t nass_context_before(struct nass_str text, size_t at,
    enum nass_context_unit unit, size_t n, size_t *missing);
size_t nass_context_after(struct nass_str text, size_t at,
    enum nass_context_unit unit, size_t n, size_t *missing);

#ifdef __cplusplus
}
#endif

#endif
