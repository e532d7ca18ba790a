/*
 * code.h - a line as bytes, and as words.
 *
 *	text ──encode──> a folded byte a character ──words──> hashes
 *	                        └──> signs, with what stands around them
 *
 * The bytes are the dense code (text/dense.h) of what letters fold to: marks,
 * tatweel and zero-width characters are none, digits are 0, signs stay.  What
 * has no code becomes a byte of its kind, so that every line takes one way.
 */
#ifndef NASS_BOILER_CODE_H
#define NASS_BOILER_CODE_H

#include "boiler/fold.h"
#include "simd/fold.h"
#include "simd/scan.h"

enum {
	CODE_MAX = 640,  /* bytes of a line that are looked at: 60 words */
	CODE_WORDS = 32, /* words of them that are looked up */
	CODE_PAD = 64,   /* kernels read and write behind */
	CODE_BLOCKS = CODE_MAX / 64 + 1,
	CODE_PAGES = 8,

	CODE_ELLIPSIS = 0x0E, /* codes of text/dense.h */
	CODE_DEGREE = 0x12,
	CODE_COPYRIGHT = 0x14,
	CODE_QUESTION = 0x9F,
	CODE_WAW = 0xC8,
	CODE_STAR = 0x1C, /* those that it leaves free */
	CODE_SYMBOL = 0x1D,
	CODE_ARABIC = 0x1E, /* a letter outside U+0600..067F */
};

/* What bytes are; bit k is plane k (simd/scan.h). */
enum code_class {
	CODE_IS_ARABIC = 1 << 0,
	CODE_IS_LATIN = 1 << 1, /* and every other script */
	CODE_IS_DIGIT = 1 << 2,
	CODE_IS_SPACE = 1 << 3,
	CODE_IS_CLAUSE = 1 << 4, /* ends a clause wherever it stands */
	CODE_IS_STOP = 1 << 5,   /* ends one before a space */
	CODE_IS_TOLD = 1 << 6,   /* says something by itself (shape.c) */
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

/* Tables; built once, and not moved. */
struct code {
	const struct nass_scan_kernels *scan;
	const struct simd_fold_kernels *kernels;
	unsigned char class[256];
	unsigned char sign[256];
	uint8_t page[CODE_PAGES][64];
	struct simd_fold fold;
};

void boiler__code_init(struct code *c, const struct fold *f);

/* What is looked at of a line: CODE_MAX bytes or fewer, whole characters. */
struct nass_str boiler__head(struct nass_str s);

/*
 * The bytes of `s`, which is well-formed and has CODE_MAX bytes at most, to
 * out[0..CODE_MAX + CODE_PAD); returns how many; spaces stand behind them.
 */
size_t boiler__encode(const struct code *c, const struct fold *f,
    struct nass_str s, unsigned char *out);

/* Eight letters; the same number on every machine. */
static inline uint64_t
code_get(const unsigned char *p)
{
	return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 |
	    (uint64_t)p[3] << 24 | (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 |
	    (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
}

/* Words stand where runs of Arabic letters, others, or digits do. */
struct code_runs {
	uint64_t begin[CODE_BLOCKS];
	uint64_t end[CODE_BLOCKS];
	uint64_t carry[3];
	size_t n;
};

/* The runs in the next block, by its planes. */
static inline void
code_run(struct code_runs *r, const uint64_t plane[8])
{
	uint64_t begin = 0;
	uint64_t end = 0;

	for (unsigned i = 0; i < 3; i++) {
		uint64_t before = plane[i] << 1 | r->carry[i];

		begin |= plane[i] & ~before;
		end |= before & ~plane[i];
		r->carry[i] = plane[i] >> 63;
	}
	r->begin[r->n] = begin;
	r->end[r->n++] = end;
}

/* A line as bytes, which are room[8..8 + n), among spaces. */
struct code_line {
	struct code_runs runs;
	size_t n;
	unsigned char room[8 + CODE_MAX + CODE_PAD];
};

struct code_words {
	uint64_t hash[CODE_WORDS + 1]; /* 0 behind the last */
	uint32_t last[CODE_WORDS];     /* four letters; 0: fewer, or a number */
	size_t n;
	size_t nnumber;       /* numbers among them */
	size_t run_digit;     /* the longest of those */
	unsigned char letter; /* the last one of a word that is none */
};

/* The first CODE_WORDS words. */
void boiler__code_words(
    const struct code *c, const struct code_line *l, struct code_words *w);

/* Where they stand: from start[i] to end[i] in the line's room. */
struct code_places {
	uint32_t start[CODE_WORDS + 64 + 16];
	uint32_t end[CODE_WORDS + 64 + 16];
	size_t n;
};

void boiler__code_places(
    const struct code *c, const struct code_line *l, struct code_places *p);

/*
 * A word is its first eight letters, and its last eight or, of a shorter one,
 * how many there are: without a branch, since lengths are as they come.
 */
static inline uint64_t
code_hash(const struct code_line *l, uint32_t start, uint32_t end)
{
	const unsigned char *p = l->room + start;
	size_t n = end - start;
	uint64_t first = code_get(p) & ~(uint64_t)0 >> (n < 8 ? 64 - 8 * n : 0);
	uint64_t last = n > 8 ? code_get(p + n - 8) : n;
	uint64_t hash = fold_mix(fold_mix(FOLD_SEED, first), last);

	return p[0] == '0' ? fold_number() : hash;
}

/* The words of a phrase, up to `max`; returns how many. */
size_t boiler__phrase_words(const struct code *c, const struct fold *f,
    struct nass_str s, uint64_t *word, size_t max);

#endif
