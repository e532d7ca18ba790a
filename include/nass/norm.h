/*
 * nass/norm.h - make spellings of one Arabic word equal.
 *
 * Normalised text is for matching and counting.  What the reader of a
 * concordance sees is always the original; nass_map leads back to it.
 *
 *	struct nass_norm *norm;
 *	struct nass_buf out = NASS_BUF_INIT;
 *
 *	if (nass_norm_new("search,teh-marbuta=keep", &norm, &err) != NASS_OK)
 *		...report err...
 *	if (nass_norm(norm, body, &out, NULL, &err) != NASS_OK)
 *		...report err...
 *	...use out.p, out.n...
 *	nass_buf_fini(&out);
 *	nass_norm_free(norm);
 *
 * Operations, their values and the one order in which they run are rows of
 * lib/norm/operations.tsv; a profile is a line of lib/norm/profiles.tsv.
 *
 * Laws, each held by a test in tests/unit/test_norm.c:
 *
 *	idempotent	norm(norm(x)) equals norm(x), for our own profiles
 *	local		norm(x + "\n" + y) equals norm(x) + "\n" + norm(y)
 *	clean		the output is well-formed UTF-8; NFC for our own profiles
 *			except none
 *	bounded		output length <= growth * input length
 *	map		monotone and total (base.h), for every operation
 */
#ifndef NASS_NORM_H
#define NASS_NORM_H

#include <nass/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A compiled set of operations: immutable, shared by threads. */
struct nass_norm;

/*
 * Compile `spec`: a profile name, overrides `operation=value`, comma-separated,
 * left to right; a later one wins.  NASS_EUSAGE names the wrong part and what
 * is allowed there; err->at is its offset in spec.
 */
enum nass_code nass_norm_new(const char *spec, struct nass_norm **norm,
    struct nass_err *err) NASS_MUST_USE;
void nass_norm_free(struct nass_norm *norm);

/*
 * More of what a filter may ask for, before the first use: mapping rules
 * (`from TAB to`, code points or ranges, lines) that run last, and the token
 * that replaces a masked kind.  Transliteration has its own header part below.
 */
enum nass_code nass_norm_rules(struct nass_norm *norm, struct nass_str tsv,
    struct nass_err *err) NASS_MUST_USE;
enum nass_code nass_norm_mask_as(struct nass_norm *norm, struct nass_str kind,
    struct nass_str token, struct nass_err *err) NASS_MUST_USE;

/*
 * The whole state as a spec that compiles to the same: what counts files and
 * logs name.  Valid as long as norm.
 */
const char *nass_norm_spec(const struct nass_norm *norm);

/* True if two norms give the same output for every input of one word. */
bool nass_norm_is_identity(const struct nass_norm *norm);

/* Longest output for one byte of input; measured over every code point. */
size_t nass_norm_growth(const struct nass_norm *norm);

/*
 * Normalise `in` and append the result to `out`.
 *
 * in	UTF-8, whole lines (or a whole text): rules may look at a line.
 *	Not changed, not kept.
 * out	initialised by the caller, who also frees it; bytes already in
 *	it stay.  On failure its length is what it was before the call.
 * map	NULL, or a map that receives one entry for each run of bytes
 *	that changed; made offsets count from the old end of out.
 *
 * Returns NASS_OK; NASS_EINPUT with err->at at the first ill-formed byte of
 * `in` (it is checked on the way); or NASS_ENOMEM.  Time is linear in in.n.
 */
enum nass_code nass_norm(const struct nass_norm *norm, struct nass_str in,
    struct nass_buf *out, struct nass_map *map,
    struct nass_err *err) NASS_MUST_USE;

/*
 * The key of one word: nass_norm on a single token, without operations that
 * look at the line (the Persian guard of `foreign`) or at neighbours (masks).
 * Its bytes equal those that nass_norm gives for the word alone.  word is
 * well-formed.  An empty key (a word of marks alone) is possible.
 */
enum nass_code nass_norm_key(const struct nass_norm *norm, struct nass_str word,
    struct nass_buf *out, struct nass_err *err) NASS_MUST_USE;

/*
 * What the profile does to one code point that stands alone between letters,
 * as UTF-8 of at most 64 bytes in out: *n bytes.  True if it is a function of
 * the code point alone (no neighbour can change it): such code points may be
 * folded by table, which is how counting and searching fold dense text.
 */
bool nass_norm_code_point(const struct nass_norm *norm, uint32_t cp,
    char out[64], size_t *n);

/* The profiles, in the order of --list-profiles; false past the end. */
bool nass_norm_profile(size_t i, const char **name, const char **spec,
    const char **note);

/* Explaining --------------------------------------------------------------- */

/* A change that was made: told to a caller who asks (--explain, --check). */
struct nass_norm_change {
	uint64_t at;	       /* offset in the input, bytes */
	struct nass_str from;  /* of the input */
	struct nass_str to;    /* what it became */
	const char *operation; /* the name of the first operation that did it */
};

/* Visit each change of `in`; stop when visit returns false. */
enum nass_code nass_norm_explain(const struct nass_norm *norm,
    struct nass_str in, bool (*visit)(void *arg,
    const struct nass_norm_change *change), void *arg,
    struct nass_err *err) NASS_MUST_USE;

/* Transliteration ---------------------------------------------------------- */

struct nass_translit;

/*
 * scheme: buckwalter, safe-buckwalter, xml-buckwalter, hsb (Habash, Soudi,
 * Buckwalter 2007).  reverse: from Latin back.  protect: `@@` around what is
 * not Arabic, so that it comes back.
 */
enum nass_code nass_translit_new(const char *scheme, bool reverse,
    bool protect, struct nass_translit **t,
    struct nass_err *err) NASS_MUST_USE;
void nass_translit_free(struct nass_translit *t);
enum nass_code nass_translit(const struct nass_translit *t, struct nass_str in,
    struct nass_buf *out, struct nass_map *map,
    struct nass_err *err) NASS_MUST_USE;

#ifdef __cplusplus
}
#endif

#endif
