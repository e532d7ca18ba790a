/*
 * nass/match.h - find words and phrases however they are spelled.
 *
 * A pattern is written as a user types it (kwic(1)); the text is matched under
 * a profile, and every hit is a slice of the original text, whole grapheme
 * clusters, with nothing changed.
 *
 *	struct nass_match_opts opts = { .norm = norm };
 *	struct nass_match *m;
 *	struct nass_scan *s;
 *
 *	nass_match_new(&opts, &m, &err);
 *	nass_match_add(m, nass_str("w* ..2 v"), &err);
 *	nass_match_ready(m, &err);
 *	nass_scan_new(m, &s, &err);
 *	nass_scan_text(s, text, visit, arg, &err);
 *
 * A word of a pattern meets a word of the text if their keys are equal
 * (nass_norm_key); a hashtag also answers to its name without the `#`.  Under
 * the smart relation (no norm) keys keep marks, and the pattern decides:
 *
 *	U+0627		meets every alef: U+0622 U+0623 U+0625 U+0671..0673
 *	another alef	meets itself and U+0627
 *	a vowel		meets the same vowel, or none written
 *	shadda		meets shadda, or a letter without vowel and shadda
 *	no mark		meets any
 *
 * Laws, each held by a test in tests/unit/test_match.c:
 *
 *	complete	the hits are those of a naive search that compares
 *			every window of words, overlapping ones too
 *	original	a hit is a slice of the text as given
 *	cut		hits do not depend on how text is cut at line ends
 *	counts		under a profile, hits of W equal what nass/count.h
 *			counts for W and #W
 */
#ifndef NASS_MATCH_H
#define NASS_MATCH_H

#include <nass/norm.h>
#include <nass/word.h>

#ifdef __cplusplus
extern "C" {
#endif

struct nass_match_opts {
	/* Borrowed as long as the nass_match lives; NULL: smart. */
	const struct nass_norm *norm;
	bool is_regex;       /* patterns are PCRE2, on folded lines */
	bool has_clitics;    /* words too that nass_clitics opens to one */
	bool is_stemmed;     /* words of one light10 stem */
	bool is_wrapped;     /* lines end no sentence, an empty one does */
	struct nass_str map; /* lines `form TAB headword`, or empty; copied */
	unsigned near;       /* 0, or all patterns within so many words */
};

/* Compiled patterns: immutable once ready, shared by threads. */
struct nass_match;

/* A hit; offsets are bytes of the scanned text. */
struct nass_hit {
	size_t at;      /* first byte of the node */
	size_t n;       /* its length; 0 only for an empty regular match */
	size_t pattern; /* which, from 0 in order of nass_match_add */
};

enum nass_code nass_match_new(const struct nass_match_opts *opts,
    struct nass_match **m, struct nass_err *err) NASS_MUST_USE;
void nass_match_free(struct nass_match *m);

/*
 * One pattern, copied: words between white space; in a word `*` any run of
 * letters, `?` one cluster, `|` between alternatives, `\` before a character
 * that means itself; `*` alone one word, `..N` up to N words.  Returns
 * NASS_EUSAGE with err->at at the byte that is wrong: no word at all, an empty
 * alternative, a gap at an end, a backslash with nothing behind it, more than
 * NASS_MATCH_STATES places for words.
 */
enum nass_code nass_match_add(struct nass_match *m, struct nass_str pattern,
    struct nass_err *err) NASS_MUST_USE;
#define NASS_MATCH_STATES 512

/* After the last pattern, before the first scan: compile.  Linear. */
enum nass_code nass_match_ready(
    struct nass_match *m, struct nass_err *err) NASS_MUST_USE;
size_t nass_match_patterns(const struct nass_match *m);
/* As it was given; lives as long as m. */
struct nass_str nass_match_pattern(const struct nass_match *m, size_t pattern);

/* Working memory of one thread for scanning with a shared, ready match. */
struct nass_scan;
enum nass_code nass_scan_new(const struct nass_match *m, struct nass_scan **s,
    struct nass_err *err) NASS_MUST_USE;
void nass_scan_free(struct nass_scan *s);

/*
 * Visit the hits of `text` (whole lines; wrapped: paragraphs) in order of their start, then length,
 * then pattern.  visit returns false to stop.  Returns NASS_OK, also after a
 * stop; NASS_EINPUT with err->at at the first ill-formed byte, with hits before
 * it perhaps visited; NASS_ELIMIT where a regular expression ran away.
 *
 * Most patterns run at the speed of a scan over folded bytes; those without a
 * letter of the common alphabet cost a segmentation of all text.
 */
enum nass_code nass_scan_text(struct nass_scan *s, struct nass_str text,
    bool (*visit)(void *arg, const struct nass_hit *hit), void *arg,
    struct nass_err *err) NASS_MUST_USE;

/* How many hits that is; *n is set if it returns NASS_OK. */
enum nass_code nass_scan_count(struct nass_scan *s, struct nass_str text,
    uint64_t *n, struct nass_err *err) NASS_MUST_USE;

/* The same without the fast path: the specification that tests compare. */
enum nass_code nass_scan_text_plain(struct nass_scan *s, struct nass_str text,
    bool (*visit)(void *arg, const struct nass_hit *hit), void *arg,
    struct nass_err *err) NASS_MUST_USE;

/* Contexts ----------------------------------------------------------------- */

enum nass_context_unit {
	NASS_CONTEXT_WORDS,      /* tokens of NASS_TOKEN_WORDS */
	NASS_CONTEXT_CHARACTERS, /* grapheme clusters; a word is not cut */
	NASS_CONTEXT_SENTENCES,  /* the one of the node is the first */
	NASS_CONTEXT_WRAPPED,    /* the same where lines end no sentence */
};

/*
 * How far `n` units reach before `at` and from `at` on, where `at` is a token
 * border.  Returns an offset in text; *missing is how many units the text did
 * not have (the part before, or behind, may): 0 says that more text would not
 * change the answer.  Linear in the distance, for sentences in the lines, or
 * paragraphs of wrapped text.
 */
size_t nass_context_before(struct nass_str text, size_t at,
    enum nass_context_unit unit, size_t n, size_t *missing);
size_t nass_context_after(struct nass_str text, size_t at,
    enum nass_context_unit unit, size_t n, size_t *missing);

/*
 * Up to n words next to `at`, nearest first, as slices of text; returns how
 * many there were.
 */
size_t nass_words_left(
    struct nass_str text, size_t at, struct nass_str *word, size_t n);
size_t nass_words_right(
    struct nass_str text, size_t at, struct nass_str *word, size_t n);

#ifdef __cplusplus
}
#endif

#endif
