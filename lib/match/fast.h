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
 *	alefs are one letter, U+0649 is U+064A
 *	marks, tatweel, joiners and other format characters fall out
 *	a character that becomes several letters is SUSPECT: always a place
 *	what is outside the dense alphabet and becomes no letter of it is OTHER
 *	a run of letters that the profile shortens (repeat=N) ends a needle and
 *	begins the next, for the text may have more of them
 *
 * Hits are then those of the exact matcher (tests/unit/test_match.c compares).
 */
#ifndef NASS_MATCH_FAST_H
#define NASS_MATCH_FAST_H

#include <string.h>

#include "match/scan.h"
#include "simd/fold.h"

#define MATCH__SUSPECT 0x1B
/* Needles that are looked for all at once; more go by a table. */
#define MATCH__FEW 12
/* Bytes that longer needles are indexed by. */
#define MATCH__GRAM 4
/* Longest key of an element that is looked at at once; a multiple of eight. */
#define MATCH__KEY 32
/* Of a place: any pattern may have a hit; of a list of needles: its end. */
#define MATCH__EVERY UINT32_MAX

/* In one line of the cache: of many, each place asks another. */
struct match__needle {
	unsigned char *p; /* eight more bytes can be read */
	/* If that is all of the pattern: met by keys, and units; or NULL. */
	const struct match__element *element;
	uint32_t pattern;
	uint32_t same;    /* the next equal needle, of another pattern */
	uint16_t n;       /* bytes at p */
	uint16_t gram_at; /* what it is indexed by, if it is no run */
	bool is_run; /* a whole word: stands as a run of Arabic letters alone */
	bool is_key; /* a word with this key meets the element */
	uint8_t nkey; /* of the element, if it is no glob; zeros behind */
	char key[MATCH__KEY];
};

/*
 * Of a needle that is all of a key, and whose letters are no other letters of
 * keys, folded: where it stands as a word, that is a hit.
 */
struct match__exact {
	uint32_t n;    /* bytes of the word; 0: it, or an equal, says less */
	uint32_t many; /* needles equal to it, from it on */
};

/* Needles by a hash: see index.c. */
struct match__slot {
	uint64_t head;   /* first bytes of what it is found by, up to eight */
	uint32_t n;      /* length of that; 0: the slot is free */
	uint32_t needle; /* or MATCH__EVERY: the slot is free */
};
struct match__index {
	size_t n; /* needles */
	struct simd_filter filter;
	struct match__slot *slot;
	size_t nslot; /* a power of two */
};

/* U+0600..067F in words that need no segmentation: see simple.c. */
struct match__simple {
	enum {
		MATCH__HARD,
		MATCH__SIMPLE,
		MATCH__NOTHING,
		MATCH__STOP
	} kind;
	char key[4];
	/* Under smart: a letter, or the marks that it gives the one before. */
	struct nass_smart_unit unit;
};
#define MATCH__SIMPLE_BYTES 64

enum {
	MATCH__ARABIC = 1,
	MATCH__LATIN,
	MATCH__DIGIT
};

struct match__fast {
	struct match__simple simple[128];
	bool is_identity; /* the profile changes nothing */
	unsigned repeat;  /* 0, or longer runs of a letter become so long */
	bool allows_runs; /* needles may be whole words... */
	bool has_runs;    /* ...and some are */
	bool by_word;     /* a word around the place is enough */
	uint8_t dense[256];
	uint8_t coarse[256];
	uint8_t letter[256]; /* the kind of letter, or 0 */
	uint8_t arabic[256]; /* 0xFF for its letters */
	struct match__needle *needle;
	size_t nneedle, cap_needle;
	struct match__exact *exact; /* for each needle, if they are many */
	struct simd_pair pair[MATCH__FEW]; /* of those few that need no index */
	uint32_t few[MATCH__FEW];
	size_t nfew;
	struct match__index runs;
	struct match__index grams[MATCH__GRAM + 1]; /* by length */
};

/* After the elements are ready.  m->fast stays NULL where no needle serves. */
enum nass_code match__fast_ready(
    struct nass_match *m, struct nass_err *err) NASS_MUST_USE;
void match__fast_free(struct nass_match *m);
/* What a code point of a key is in needles and in folded text. */
uint8_t match__coarse(uint32_t cp, bool is_identity);
/* The best run of letters for a needle, so far. */
struct match__best {
	unsigned char run[256];
	size_t n;
	unsigned score;
	bool is_run;
};
/* The runs of a folded string; is_whole: it is all of a word. */
void match__offer_runs(const struct match__fast *f, struct nass_str key,
    bool is_whole, struct match__best *best);
enum nass_code match__needle_add(struct nass_match *m, size_t pattern,
    const struct match__best *best, struct nass_err *err) NASS_MUST_USE;
/* literal.c: the needles of a regular expression. */
enum nass_code match__literals_add(struct nass_match *m, size_t pattern,
    bool *is_possible, struct nass_err *err) NASS_MUST_USE;
/* Before the needles: what the map says of elements. */
enum nass_code match__forms_ready(
    struct nass_match *m, struct nass_err *err) NASS_MUST_USE;
/* The needles of one pattern; *is_possible: false if there is none. */
enum nass_code match__needles_add(struct nass_match *m, size_t pattern,
    bool *is_possible, struct nass_err *err) NASS_MUST_USE;
/* What it is looked for by: two bytes; where the rarest n bytes begin. */
struct simd_pair match__rarest_pair(const struct match__needle *needle);
uint16_t match__rarest_gram(const struct match__needle *needle, size_t n);
/* Letters that stand beside a code point whose fold is asked for. */
enum {
	MATCH__ALONE,
	MATCH__RIGHT,
	MATCH__LEFT,
	MATCH__BOTH
};
size_t match__surround(uint32_t cp, unsigned sides, char text[8]);
/* The key of that without those letters, made in `room`; false: not known. */
bool match__key_beside(const struct nass_match *m, uint32_t cp, unsigned sides,
    struct nass_buf *room, struct nass_str *key);
/* What text[..] of this code point folds to, for pages. */
uint8_t match__fast_fold(const struct nass_match *m, uint32_t cp);

void match__simple_ready(const struct nass_match *m, struct match__fast *f);
/* After the indexes. */
enum nass_code match__exact_ready(
    struct nass_match *m, struct nass_err *err) NASS_MUST_USE;

static inline bool
match__is_white(char c)
{
	return c == ' ' || c == '\n';
}

/* Bytes of the opening mark at p[0..n), or 0; of the closing one. */
static inline size_t
match__opening(const char *p, size_t n)
{
	if (n > 0 && (p[0] == '(' || p[0] == '"'))
		return 1;
	return n > 1 && p[0] == '\xC2' && p[1] == '\xAB' ? 2 : 0;
}

static inline size_t
match__closing(const char *p, size_t n)
{
	if (n > 0 && memchr(".:!)\"", p[0], 5) != NULL)
		return 1;
	return n > 1 && p[0] == '\xC2' && p[1] == '\xBB' ? 2 : 0;
}

/*
 * Does a word end here: at white space, or a closing mark before it?  U+060C,
 * 061B and 061F end one anywhere.
 */
static inline bool
match__ends_at(struct nass_str text, size_t at)
{
	unsigned char c = at < text.n ? (unsigned char)text.p[at] : ' ';

	if (match__is_white((char)c))
		return true;
	if (c == 0xD8 && at + 1 < text.n) {
		c = (unsigned char)text.p[at + 1];
		return c == 0x8C || c == 0x9B || c == 0x9F;
	}
	c = (unsigned char)match__closing(text.p + at, text.n - at);
	return c > 0 && (at + c == text.n || match__is_white(text.p[at + c]));
}

/* Behind white space, or an opening mark behind it. */
static inline bool
match__begins_at(struct nass_str text, size_t at)
{
	if (at > 0 && match__is_white(text.p[at - 1]))
		return true;
	if (at > 0 && match__opening(text.p + at - 1, 1) > 0)
		at--;
	else if (at > 1 && match__opening(text.p + at - 2, 2) == 2)
		at -= 2;
	return at == 0 || match__is_white(text.p[at - 1]);
}

/*
 * The simple word around text[at], if it is one: where it stands, and its key
 * in key[0..MATCH__SIMPLE_BYTES), with eight zeros behind it.
 */
bool match__simple_word(const struct match__fast *f, struct nass_str text,
    size_t at, size_t *from, size_t *to, char *key, size_t *nkey);
/* nass_smart_units of a word of such letters: how many; 0 if it is not one. */
size_t match__simple_units(const struct match__fast *f, struct nass_str word,
    struct nass_smart_unit unit[MATCH__SIMPLE_BYTES / 2]);

/* Of one thread. */
struct match__places {
	struct simd_fold fold;
	struct nass_arena pages;
	/* Of the slice at hand. */
	unsigned char *folded;
	size_t nfolded;
	uint64_t *keep;
	size_t nkeep;
	uint64_t *mask;
	uint64_t *other;
	uint32_t *from; /* runs, or grams */
	uint32_t *to;
	uint32_t *at; /* where in the slice their first characters end */
	uint32_t *hash;
	uint32_t *likely; /* which of them, or where, to look at */
	/*
	 * Of the text; those of the slice at hand are places in `folded`.  What
	 * stands there: the first of equal needles, or MATCH__EVERY; n: bytes
	 * of a word that surely is a hit of those, or 0.
	 */
	struct simd_place *place;
	size_t n, cap;
};
#define MATCH__SLICE (32 * 1024)

struct match__places *match__places_new(const struct nass_match *m);
void match__places_free(struct match__places *p);
/* All places of text; NASS_EINPUT at the first ill-formed byte. */
enum nass_code match__places_find(const struct nass_match *m,
    struct match__places *p, struct nass_str text,
    struct nass_err *err) NASS_MUST_USE;
/* Room for n more; false without memory. */
bool match__places_reserve(struct match__places *p, size_t n);
/* False without memory. */
static inline bool
match__places_add(struct match__places *p, size_t at, uint32_t what)
{
	if (p->n == p->cap && !match__places_reserve(p, 1))
		return false;
	p->place[p->n++] = (struct simd_place){ .at = at, .what = what };
	return true;
}

/* index.c: sort the needles into f->few and the indexes. */
enum nass_code match__index_ready(
    struct nass_match *m, struct nass_err *err) NASS_MUST_USE;
/*
 * Those of the indexes in the slice at hand: places in p->folded, or, of runs, in
 * the slice.  False without memory.
 */
bool match__find_grams(const struct match__fast *f, struct match__places *p);
bool match__find_runs(const struct match__fast *f, struct match__places *p);

#endif
