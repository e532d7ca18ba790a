/*
 * code.h - a line as bytes, and as words.
 *
 *	text ──encode──> a byte a character ──fold──> words, hashed
 *	                        └──> signs, with what stands around them
 *
 * The bytes are the dense code (text/dense.h).  What it has no code for becomes a
 * byte of its kind: letters what they fold to, digits theirs, symbols one of a
 * few; so no byte is an escape, and every line takes one way.
 */
#ifndef NASS_BOILER_CODE_H
#define NASS_BOILER_CODE_H

#include "boiler/fold.h"

enum {
	CODE_MAX = 640,   /* bytes of a line that are looked at: 60 words */
	CODE_WORDS = 128, /* words of them that are looked up */
	CODE_PAD = 128,   /* kernels read and write behind */

	CODE_ELLIPSIS = 0x0E, /* codes of text/dense.h */
	CODE_DEGREE = 0x12,
	CODE_COPYRIGHT = 0x14,
	CODE_QUESTION = 0x9F,
	CODE_STAR = 0x1C, /* those that it leaves free */
	CODE_SYMBOL = 0x1D,
	CODE_ARABIC = 0x1E, /* a letter outside U+0600..067F */
};

/* What bytes are; bit k is plane k (simd/scan.h). */
enum code_class {
	CODE_IS_ARABIC = 1 << 0,
	CODE_IS_LATIN = 1 << 1, /* and every other script */
	CODE_IS_DIGIT = 1 << 2,
	CODE_IS_SKIP = 1 << 3,
	CODE_IS_SIGN = 1 << 4, /* no letter, digit or space */
	CODE_IS_VOWEL = 1 << 5,
	CODE_IS_TATWEEL = 1 << 6,
	CODE_IS_WORD = CODE_IS_ARABIC | CODE_IS_LATIN | CODE_IS_DIGIT,
};

/* What signs are. */
enum code_sign {
	SIGN_CLOSER = 1 << 0,
	SIGN_OPENER = 1 << 1,
	SIGN_BULLET = 1 << 2,
	SIGN_BAR = 1 << 3,
	SIGN_CRUMB = 1 << 4,
	SIGN_STOP = 1 << 5,
	SIGN_CLAUSE = 1 << 6,
};

/* Tables by byte; built once. */
struct code {
	unsigned char class[256];
	unsigned char sign[256];
	unsigned char fold[256]; /* 0: skip, a space between words */
};

void boiler__code_init(struct code *c, const struct fold *f);

/* What is looked at of a line: CODE_MAX bytes or fewer, whole characters. */
struct nass_str boiler__head(struct nass_str s);

/*
 * The bytes of `s`, which is well-formed and has CODE_MAX bytes at most, to
 * out[0..CODE_MAX + CODE_PAD); returns how many; spaces stand behind them.
 */
size_t boiler__encode(
    struct nass_str s, const struct fold *f, unsigned char *out);

struct code_words {
	uint64_t hash[CODE_WORDS];
	uint32_t last[CODE_WORDS]; /* four letters; 0: fewer, or a number */
	uint32_t end[CODE_MAX + 16];
	uint32_t start[CODE_MAX + 16]; /* in bytes without those to skip */
	unsigned char folded[CODE_MAX + CODE_PAD];
	size_t nword; /* all of them */
	size_t n;     /* those with a hash */
};

void boiler__code_words(const struct code *c, const unsigned char *bytes,
    size_t n, struct code_words *w);

/* The words of a phrase, up to `max`; returns how many. */
size_t boiler__phrase_words(const struct code *c, const struct fold *f,
    struct nass_str s, uint64_t *word, size_t max);

#endif
