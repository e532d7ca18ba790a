/*
 * fast.h - private to lib/match: fold, then search, then verify.
 *
 *	text ──> folded dense bytes ──> places where a needle stands
 *	     ──> their words or lines in the original ──> the exact matcher
 *
 * A needle is what the folded text must hold wherever a pattern has a hit: part
 * of one of its words, folded so coarsely that no rule of the profile, whatever
 * it looks at, can make a hit escape:
 *
 *	alefs are one letter, U+0624 is U+0648, U+0626 and U+0649 are U+064A
 *	marks, tatweel, joiners and other format characters fall out
 *	a character that becomes several letters is SUSPECT: always a place
 *	what is outside the dense alphabet and becomes no letter of it is OTHER
 *
 * Hits are then those of the exact matcher (tests/unit/test_match.c compares).
 */
#ifndef NASS_MATCH_FAST_H
#define NASS_MATCH_FAST_H

#include <string.h>

#include "match/scan.h"
#include "simd/fold.h"

#define MATCH__SUSPECT 0x1B
/* Needles that are looked for one by one; more go by a table. */
#define MATCH__FEW 12

struct match__needle {
	unsigned char *p;
	size_t n;
	bool is_run; /* a whole word: stands as a run of letters alone */
};

/* Needles by the hash of what is looked up: a run, or the first bytes. */
struct match__index {
	uint64_t *filter; /* bits, 2^MATCH__FILTER_BITS */
	uint32_t *bucket; /* of needles, or UINT32_MAX */
	uint32_t *next;
	size_t nbucket;
	size_t n;    /* needles in it */
	size_t gram; /* bytes hashed; 0: the whole run */
};
#define MATCH__FILTER_BITS 17

/* The hash of p[0..n); eight bytes from p on can be read. */
static inline uint64_t
match__gram_hash(const unsigned char *p, size_t n)
{
	uint64_t first;
	uint64_t last = 0;

	memcpy(&first, p, 8);
	if (n < 8)
		first &= ((uint64_t)1 << 8 * n) - 1;
	else
		memcpy(&last, p + n - 8, 8);
	first ^= (last + n) * 0x9E3779B97F4A7C15u;
	first *= 0xD6E8FEB86659FD93u;
	return first ^ first >> 32;
}

/* U+0600..067F in words that need no segmentation: see simple.c. */
struct match__simple {
	enum {
		MATCH__HARD,
		MATCH__SIMPLE,
		MATCH__NOTHING,
		MATCH__STOP
	} kind;
	char key[4];
};
#define MATCH__SIMPLE_BYTES 64

struct match__fast {
	struct match__simple simple[128];
	bool is_identity; /* the profile changes nothing */
	bool allows_runs; /* needles may be whole words... */
	bool has_runs;    /* ...and some are */
	bool by_word;     /* a word around the place is enough */
	uint8_t dense[256];
	uint8_t coarse[256];
	uint8_t letter[256]; /* 1: Arabic, 2: Latin, 3: digit; else 0 */
	uint8_t class[256];  /* 0xFF for those */
	struct match__needle *needle;
	size_t nneedle, cap_needle;
	struct simd_pair pair[MATCH__FEW]; /* of each needle, if so few */
	size_t nfew;
	struct match__index runs;
	struct match__index grams;
};

/* After the elements are ready.  m->fast stays NULL where no needle serves. */
enum nass_code match__fast_ready(
    struct nass_match *m, struct nass_err *err) NASS_MUST_USE;
void match__fast_free(struct nass_match *m);
/* What a code point of a key is in needles and in folded text. */
uint8_t match__coarse(uint32_t cp, bool is_identity);
/* The needles of one pattern; *is_possible: false if there is none. */
enum nass_code match__needles_add(struct nass_match *m,
    const struct match__pattern *p, bool *is_possible,
    struct nass_err *err) NASS_MUST_USE;
/* What it is looked for by. */
struct simd_pair match__rarest_pair(const struct match__needle *needle);
/* What text[..] of this code point folds to, for pages. */
uint8_t match__fast_fold(const struct nass_match *m, uint32_t cp);

void match__simple_ready(const struct nass_match *m, struct match__fast *f);
/*
 * The simple word around text[at], if it is one: where it stands, and its key
 * in key[0..MATCH__SIMPLE_BYTES).
 */
bool match__simple_word(const struct match__fast *f, struct nass_str text,
    size_t at, size_t *from, size_t *to, char *key, size_t *nkey);

/* Of one thread. */
struct match__places {
	struct simd_fold fold;
	struct nass_arena pages;
	unsigned char *folded;
	uint64_t *keep;
	uint64_t *mask;
	uint32_t *made; /* places in folded bytes, of one slice */
	size_t nmade, cap_made;
	size_t *at; /* places in the text */
	size_t n, cap;
};

struct match__places *match__places_new(const struct nass_match *m);
void match__places_free(struct match__places *p);
/* All places of text; NASS_EINPUT at the first ill-formed byte. */
enum nass_code match__places_find(const struct nass_match *m,
    struct match__places *p, struct nass_str text,
    struct nass_err *err) NASS_MUST_USE;

#endif
