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
 * Compile `spec`: a profile name and overrides `operation=value`, separated by
 * commas, left to right; a later one wins, and a profile sets all operations.
 * Without a profile the others are off.  NASS_EUSAGE names the wrong part and
 * what is allowed there; err->at is its offset in spec.
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
 * The key of one word: nass_norm of the word alone, but that its line is taken
 * to be Arabic (the guard of `foreign` is off), so that a key is a function of
 * the word.  word is well-formed and holds no LF.  An empty key (a word of marks
 * alone) is possible.  No memory is taken for words of up to 48 code points,
 * beyond what out needs.
 */
enum nass_code nass_norm_key(const struct nass_norm *norm, struct nass_str word,
    struct nass_buf *out, struct nass_err *err) NASS_MUST_USE;

/*
 * What the profile does to one code point that stands between letters, as UTF-8
 * of at most 64 bytes in out: *n bytes.  True if it is a function of the code
 * point alone: the key of a word all of whose code points say true is these
 * pieces put together, which is how counting and searching fold dense text.
 */
bool nass_norm_code_point(
    const struct nass_norm *norm, uint32_t cp, char out[64], size_t *n);

/* The profiles, in the order of --list-profiles; false past the end. */
bool nass_norm_profile(
    size_t i, const char **name, const char **spec, const char **note);

/* Smart ---------------------------------------------------------------------- */

/*
 * The relation of a pattern to a text that kwic has by default (nass-norm(7)):
 * what was written in the pattern counts, what was left out is free.
 *
 *	profile standard on both sides, and then letter by letter
 *	alef	plain U+0627 finds U+0622 U+0623 U+0625 U+0627 U+0671..0673;
 *		another finds itself and the plain one
 *	marks	a vowel, shadda or dagger alef of the pattern must not be
 *		contradicted: a letter of the text with no mark of that kind is
 *		fine (a letter with a vowel and no shadda contradicts a shadda)
 *	rest	equal
 *
 *	nass_smart_new(&smart, &err);
 *	nass_norm_key(nass_smart_key(smart), word, &key, &err);
 *	...where the keys of pattern and text are equal:
 *	nass_smart_matches(smart, pattern, word, &does_match, &err);
 *
 * Equal keys are necessary for a match; for a pattern that is plain they are
 * also sufficient.  A smart is immutable and shared by threads.
 */
struct nass_smart;

enum nass_code nass_smart_new(
    struct nass_smart **smart, struct nass_err *err) NASS_MUST_USE;
void nass_smart_free(struct nass_smart *smart);
/* Standard with all alefs equal; valid as long as smart. */
const struct nass_norm *nass_smart_key(const struct nass_smart *smart);
/* No alef but the plain one, no mark: equal keys are a match. */
bool nass_smart_is_plain(
    const struct nass_smart *smart, struct nass_str pattern);
/* pattern and text are well-formed words (or parts of words), as written. */
enum nass_code nass_smart_matches(const struct nass_smart *smart,
    struct nass_str pattern, struct nass_str text, bool *does_match,
    struct nass_err *err) NASS_MUST_USE;

/*
 * The same in pieces, for patterns with wildcards: letters that carry their
 * marks.  nass_smart_units appends an array of struct nass_smart_unit to out;
 * `*` and `?` are letters like others.
 */
struct nass_smart_unit {
	uint32_t letter;
	uint32_t marks; /* a set; bits are nass_smart_meets's */
};
enum nass_code nass_smart_units(const struct nass_smart *smart,
    struct nass_str word, struct nass_buf *out,
    struct nass_err *err) NASS_MUST_USE;
/* May this letter of a pattern stand for that letter of a text? */
bool nass_smart_meets(
    struct nass_smart_unit pattern, struct nass_smart_unit text);

/* Explaining --------------------------------------------------------------- */

/* A change that was made: told to a caller who asks (--explain, --check). */
struct nass_norm_change {
	uint64_t at;           /* offset in the input, bytes */
	struct nass_str from;  /* of the input */
	struct nass_str to;    /* what it became */
	const char *operation; /* the name of the first operation that did it */
};

/* Visit each change of `in`; stop when visit returns false. */
enum nass_code nass_norm_explain(const struct nass_norm *norm,
    struct nass_str in,
    bool (*visit)(void *arg, const struct nass_norm_change *change), void *arg,
    struct nass_err *err) NASS_MUST_USE;

/* Transliteration ---------------------------------------------------------- */

struct nass_translit;

/*
 * scheme: buckwalter, safe-buckwalter, xml-buckwalter, hsb (Habash, Soudi,
 * Buckwalter 2007).  reverse: from Latin back.  protect: `@@` around what is
 * not Arabic, so that it comes back.
 */
enum nass_code nass_translit_new(const char *scheme, bool reverse, bool protect,
    struct nass_translit **t, struct nass_err *err) NASS_MUST_USE;
void nass_translit_free(struct nass_translit *t);
enum nass_code nass_translit(const struct nass_translit *t, struct nass_str in,
    struct nass_buf *out, struct nass_map *map,
    struct nass_err *err) NASS_MUST_USE;

#ifdef __cplusplus
}
#endif

#endif
