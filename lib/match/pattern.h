/*
 * pattern.h - what a pattern becomes, private to lib/match.
 *
 *	"a|b ..1 c*"	text of a pattern
 *
 *	 a		elements: distinct words of all patterns, each with
 *	 b		its key; a token of the text is compared with each
 *	 c*		once, however many patterns hold it
 *
 *	 0 -a-> 1	the pattern itself: a small automaton over words
 *	 0 -b-> 1	whose edges are elements (or any word)
 *	 1 -c*-> 3
 *	 1 -any-> 2
 *	 2 -c*-> 3	the last place is the end
 */
#ifndef NASS_MATCH_PATTERN_H
#define NASS_MATCH_PATTERN_H

#include <nass/match.h>

enum match__unit_kind {
	MATCH__LETTER,
	MATCH__ONE,
	MATCH__STAR
};

/* One letter with its marks, as the smart relation sees it; or a wildcard. */
struct match__unit {
	enum match__unit_kind kind;
	struct nass_smart_unit unit;
};

/* A piece of a word with wildcards, folded as the inside of a word is. */
struct match__piece {
	enum match__unit_kind kind; /* LETTER: the bytes of `key` */
	struct nass_str key;
};

struct match__element {
	bool is_glob;
	struct nass_str key;        /* literal: what tokens are looked up by */
	struct match__piece *piece; /* glob */
	size_t npiece;
	struct match__unit *unit; /* smart: literal or glob */
	size_t nunit;
	bool is_plain;        /* units only for keys with marks in them */
	struct nass_str text; /* as typed, wildcards stood in for */
	size_t next;          /* in its bucket; MATCH__NO ends it */
	size_t *start;        /* patterns that may begin here */
	size_t nstart;
	struct nass_str *form; /* of its headword, by the map; for needles */
	size_t nform;
};

#define MATCH__NO  ((size_t)-1)
#define MATCH__ANY ((size_t)-2) /* the element that every word meets */

struct match__edge {
	size_t from;
	size_t element;
	size_t to;
};

struct match__pattern {
	struct nass_str text; /* as typed */
	struct match__edge *edge;
	size_t nedge;
	size_t nstate;  /* places; 0 is the start, nstate - 1 the end */
	size_t most;    /* words in its longest hit */
	unsigned kinds; /* tokens that it sees: words, and kinds it names */
	struct nass_regex *regex;
	struct nass_str folded; /* the expression, its letters folded */
	struct nass_str lead;   /* of it; see match__lead */
};

struct match__map_entry {
	struct nass_str form;
	struct nass_str head;
	size_t next;
};

struct match__fast;

struct nass_match {
	struct nass_match_opts opts;
	const struct nass_norm *norm; /* of keys */
	struct nass_norm *own;        /* norm, for a regex without one */
	struct nass_smart *smart;     /* NULL: equal keys are a match */
	struct nass_arena arena;
	struct nass_buf scratch;
	struct match__element *element;
	size_t nelement, cap_element;
	struct match__pattern *pattern;
	size_t npattern, cap_pattern;
	size_t *bucket; /* of literal elements, by key */
	size_t nbucket; /* a power of two */
	size_t *glob;   /* elements with wildcards */
	size_t nglob;
	size_t *any; /* patterns that begin with any word */
	size_t nany;
	struct match__map_entry *map;
	size_t nmap, cap_map;
	size_t *map_bucket;
	size_t nmap_bucket;
	unsigned kinds; /* of all patterns */
	bool is_ready;
	bool
	    has_deleted; /* a word that the profile deletes whole is asked for */
	struct match__fast *fast; /* NULL: none possible */
};

/* Room for one more of `size` bytes at *p, which has room for *cap. */
enum nass_code match__grow(void **p, size_t *cap, size_t n, size_t size,
    struct nass_err *err) NASS_MUST_USE;

/*
 * The key of a word, to an empty buffer; what the profile deletes whole stays as
 * it is written, as in counting.
 */
enum nass_code match__key(const struct nass_match *m, struct nass_str word,
    struct nass_buf *key, bool *is_deleted, struct nass_err *err) NASS_MUST_USE;

/* pattern.c ---------------------------------------------------------------- */

/* Read `pattern` into *p, adding elements to m.  p->edge is malloc'ed. */
enum nass_code match__parse(struct nass_match *m, struct nass_str pattern,
    struct match__pattern *p, struct nass_err *err) NASS_MUST_USE;

/* regex.c ------------------------------------------------------------------ */

enum nass_code match__regex_parse(struct nass_match *m, struct nass_str pattern,
    struct match__pattern *p, struct nass_err *err) NASS_MUST_USE;

/* literal.c ---------------------------------------------------------------- */

/*
 * The first letters that every match of an expression holds, a slice of it, if what
 * may stand before them holds no blank: then a match begins in the run of other
 * characters where they stand.  Else empty.
 */
struct nass_str match__lead(struct nass_str expr);

/* element.c ---------------------------------------------------------------- */

/*
 * The element of a word.  is_wild says of each byte of `word` whether it stands
 * in for a wildcard: '*', '?', MATCH__CONTINUED (the rest of such a stand-in), or
 * 0.  Equal words share an element.
 */
#define MATCH__CONTINUED 1
enum nass_code match__element_add(struct nass_match *m, struct nass_str word,
    const char *is_wild, size_t *element, struct nass_err *err) NASS_MUST_USE;
/*
 * A letter that stands for what a wildcard stands for: it joins on both sides,
 * composes with no mark, and is not the one beside it (repeat=N counts runs).
 * Of two bytes.
 */
struct nass_str match__neighbour(uint32_t beside);
/* After the last: buckets, lists. */
enum nass_code match__elements_ready(
    struct nass_match *m, struct nass_err *err) NASS_MUST_USE;
/* Stem, headword: what a folded key is looked up by; a slice or an entry. */
struct nass_str match__lemma(const struct nass_match *m, struct nass_str key);

/* glob.c ------------------------------------------------------------------- */

/* Glob of pieces against a key. */
bool match__glob(
    const struct match__piece *piece, size_t npiece, struct nass_str key);
/* Units of a pattern's word against those of a word of the text. */
bool match__units_meet(const struct match__unit *pattern, size_t npattern,
    const struct nass_smart_unit *word, size_t nword);

/* context.c ---------------------------------------------------------------- */

/* Places behind white space, which no word crosses: at or before; behind. */
size_t match__cut_before(struct nass_str text, size_t at);
size_t match__cut_after(struct nass_str text, size_t at);

/* sentence.c --------------------------------------------------------------- */

/*
 * Where the block begins that holds the place, and where it ends: what no
 * sentence crosses, a line, or in wrapped text the lines up to an empty one.
 */
size_t match__block_start(struct nass_str text, size_t at, bool is_wrapped);
size_t match__block_end(struct nass_str text, size_t at, bool is_wrapped);
/* nass_context_before and _after in sentences. */
size_t match__sentences_before(struct nass_str text, size_t at, size_t n,
    bool is_wrapped, size_t *missing);
size_t match__sentences_after(struct nass_str text, size_t at, size_t n,
    bool is_wrapped, size_t *missing);

#endif
