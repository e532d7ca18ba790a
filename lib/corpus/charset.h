/*
 * charset.h - bytes of any charset to UTF-8, in pieces, and the guess at which
 * charset they are in.
 *
 *	byte order mark > declaration > what the user said > detection
 *
 * Names are those of ICU, and MacArabic, which ICU lacks.  What cannot be decoded
 * becomes U+FFFD and is counted, never lost silently.
 */
#ifndef NASS_CORPUS_CHARSET_H
#define NASS_CORPUS_CHARSET_H

#include "text/utf8.h"

struct nass_charset;

/* A charset by name, in any case: NASS_EUSAGE if nobody knows it. */
enum nass_code nass_charset_new(const char *name, struct nass_charset **cs,
    struct nass_err *err) NASS_MUST_USE;
void nass_charset_free(struct nass_charset *cs);
/* Forget what stands between two pieces, and the counts. */
void nass_charset_reset(struct nass_charset *cs);
const char *nass_charset_name(const struct nass_charset *cs);
bool nass_charset_is_utf8(const struct nass_charset *cs);

/*
 * Append the UTF-8 of `in` to `out`.  A sequence that is cut by the end of `in`
 * is kept for the next call, or is bad if this is the last.
 */
enum nass_code nass_charset_decode(struct nass_charset *cs, struct nass_str in,
    bool is_last, enum nass_utf8_repair how, struct nass_buf *out,
    struct nass_err *err) NASS_MUST_USE;
/*
 * How many sequences were bad, and the offset of the first in all bytes: of
 * charsets that ICU decodes, near it: ICU goes back and tries again.
 */
uint64_t nass_charset_bad(const struct nass_charset *cs, uint64_t *first);

/* The charset of the byte order mark and its length, or NULL. */
const char *nass_charset_bom(struct nass_str head, size_t *n);

/* Detection ----------------------------------------------------------------- */

/*
 * What the bytes most likely are.  UTF-8 that is well-formed is certain (100);
 * charsets of Arabic are told apart by the letters that they would make of the
 * bytes; others by ICU.  Below NASS_CHARSET_SURE a guess is no answer.
 *
 * sure		0 .. 100
 * other	the next best, and how sure that would be, for messages
 */
struct nass_guess {
	char name[32];
	unsigned sure;
	char other[32];
	unsigned other_sure;
	/* `name` is the likeliest for Arabic, which it likely is, if short. */
	bool is_arabic;
};

enum {
	NASS_CHARSET_SURE = 60
};

/* `look`: the begin of the text, 64 KiB are plenty; is_all: it is whole. */
enum nass_code nass_charset_guess(struct nass_str look, bool is_all,
    struct nass_guess *guess, struct nass_err *err) NASS_MUST_USE;

#endif
