/*
 * decode.h - private to lib/corpus: a charset, and the ways to decode that need no
 * ICU.
 */
#ifndef NASS_CORPUS_DECODE_H
#define NASS_CORPUS_DECODE_H

#include "corpus/charset.h"

enum way {
	WAY_UTF8,
	WAY_TABLE,
	WAY_WIDE,
	WAY_ICU
};

struct glyph {
	char p[3];
	unsigned char n; /* 0: no character */
};

struct nass_charset {
	enum way way;
	char name[64];
	uint64_t passed; /* bytes of earlier calls */
	uint64_t nbad;
	uint64_t first_bad;
	/* WAY_UTF8, WAY_WIDE: a sequence that is not complete. */
	char part[4];
	size_t part_n;
	/* WAY_WIDE */
	size_t unit; /* bytes */
	bool is_big;
	/* WAY_TABLE */
	struct glyph glyph[256];
	/* WAY_ICU */
	struct UConverter *icu;
	uint32_t high;        /* surrogate that waits for its low one, or 0 */
	const char *icu_from; /* the bytes of one call */
	bool drops;
};

static inline void
corpus__count_bad(struct nass_charset *cs, uint64_t n, uint64_t at)
{
	if (n > 0 && cs->nbad == 0)
		cs->first_bad = at;
	cs->nbad += n;
}

/* As nass_charset_decode, for each way. */
enum nass_code corpus__decode_utf8(struct nass_charset *cs, struct nass_str in,
    bool is_last, enum nass_utf8_repair how, struct nass_buf *out,
    struct nass_err *err) NASS_MUST_USE;
enum nass_code corpus__decode_table(struct nass_charset *cs, struct nass_str in,
    enum nass_utf8_repair how, struct nass_buf *out,
    struct nass_err *err) NASS_MUST_USE;
enum nass_code corpus__decode_wide(struct nass_charset *cs, struct nass_str in,
    bool is_last, enum nass_utf8_repair how, struct nass_buf *out,
    struct nass_err *err) NASS_MUST_USE;

#endif
