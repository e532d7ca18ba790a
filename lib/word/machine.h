/*
 * machine.h - private to lib/word: the classes and states of the machine that
 * finds words, and its table (machine_table.h, made by scripts/gen-words.c,
 * where the rules can be read).
 *
 * A class is what UAX #29 calls Word_Break, cut finer where a tailoring looks: letters
 * by script, points by what they mean between Arabic letters.  Without a
 * tailoring, classes are mapped back together (word__map), and the same table
 * gives the standard's borders.
 */
#ifndef NASS_WORD_MACHINE_H
#define NASS_WORD_MACHINE_H

#include <nass/word.h>

enum word__class {
	WC_OTHER,
	WC_CR,
	WC_LF,
	WC_NEWLINE,
	WC_EXTEND,
	WC_FORMAT,
	WC_ZWJ,
	WC_PREPEND, /* U+0600..0605, U+06DD ... : format, but visible */
	WC_REGIONAL,
	WC_KATAKANA,
	WC_HEBREW,
	WC_ARABIC, /* letters by script */
	WC_LATIN,
	WC_LETTER,   /* of another script */
	WC_NEUTRAL,  /* of no script */
	WC_TATWEEL,  /* Arabic, joins as a letter does, but is none */
	WC_MODIFIER, /* of no script, joins as a letter, but is none */
	WC_SINGLE,   /* ' */
	WC_DOUBLE,   /* " */
	WC_QUOTE,    /* U+2018, U+2019: MidNumLet */
	WC_STOP,     /* the full stop and its like: MidNumLet */
	WC_COLON,    /* MidLetter */
	WC_MIDNUM,
	WC_COMMA, /* U+060C: MidNum */
	WC_NUMERIC,
	WC_NUMSIGN,    /* U+066B: Numeric, but no digit */
	WC_UNDERSCORE, /* ExtendNumLet */
	WC_SPACE,      /* WSegSpace */
	WC_COMPLEX,    /* a letter whose words need a dictionary */
	WC_SYLLABLE,   /* a letter that is a word alone */
	WC_MIDLETTER,  /* only mapped to: COLON, STOP and QUOTE without */
	WC_MIDNUMLET,  /* their tailoring */
	WC_COUNT,
};

/* Set in a class byte for Extended_Pictographic. */
#define WC_PICTOGRAPH 0x20
#define WC_MASK       0x1F

/*
 * White space that the standard takes for another class, under class bytes that
 * no pictograph has; word__map makes them spaces, or what the standard says.
 */
#define WC_BLANK        (WC_PICTOGRAPH | WC_SPACE) /* OTHER: U+00A0, U+2007 */
#define WC_NARROW_SPACE (WC_PICTOGRAPH | WC_LF)    /* UNDERSCORE: U+202F */

/*
 * States: the class of what stands before, marks aside, and the script of the
 * last letter (none, Arabic, Latin), which digits and _ do not forget.
 */
enum word__state {
	WS_BORDER, /* not a state: the token ends before this class */
	WS_OTHER,
	WS_CR,
	WS_NEWLINE,
	WS_SPACE,
	WS_LETTER,
	WS_ARABIC,
	WS_LATIN,
	WS_NUMERIC,
	WS_NUMERIC_ARABIC,
	WS_NUMERIC_LATIN,
	WS_UNDERSCORE,
	WS_UNDERSCORE_ARABIC,
	WS_UNDERSCORE_LATIN,
	WS_HEBREW,
	WS_HEBREW_SINGLE,
	WS_KATAKANA,
	WS_REGIONAL,
	WS_PREPEND,
	WS_VERSE, /* digits that a prepended mark encloses */
	/* From here on: a point was read that needs what comes next. */
	WS_PENDING,
	WS_MIDLETTER = WS_PENDING,
	WS_MIDLETTER_ARABIC,
	WS_MIDLETTER_LATIN,
	WS_MIDNUM,
	WS_MIDNUM_ARABIC,
	WS_MIDNUM_LATIN,
	WS_HEBREW_DOUBLE,
	WS_COUNT,
};

/* What a class byte adds to the kind of its token. */
#define WORD__HAS_LETTER  1
#define WORD__HAS_DIGIT   2
#define WORD__HAS_COMPLEX 4

/*
 * Planes of a dense byte, for dense_words.c.  A quotation mark has both JOINT
 * and SLASH.
 */
#define WORD__PART   1 /* of a word, in plain text */
#define WORD__ARABIC 2 /* an Arabic letter or mark, or tatweel */
#define WORD__LETTER 4
#define WORD__MARK   8
#define WORD__SPACE  16 /* space, tab, line end: no token crosses it */
#define WORD__HARD   32 /* needs the general path */
#define WORD__JOINT  64 /* may join what stands on its sides */
#define WORD__SLASH  128

/* The class byte of any code point; class.c.  For common ones, the table. */
uint8_t word__class(uint32_t cp);

/* The machine; machine.c. */
struct word__machine {
	const uint8_t *common;       /* of U+0000..007F and U+0600..067F */
	const unsigned char *planes; /* WORD__PART ... by dense code */
	const uint8_t (*next)[32];
	const uint8_t *initial;
	const uint8_t *has; /* WORD__HAS_... by class */
};
extern const struct word__machine word__machine;

/* Class bytes under these options, in map[64]. */
void word__map(const struct nass_words_opts *opts, uint8_t map[64]);

/*
 * The token at w->at: its end; *has what it holds.  Stops at `limit`.
 */
size_t word__segment(
    const struct nass_words *w, size_t at, size_t limit, unsigned *has);

/*
 * The next offset from `at` on where a sentence may end, terminator.c; text.n
 * if there is none.
 */
size_t word__find_terminator(struct nass_str text, size_t at);

/*
 * A token border in (from, at]: behind the last ASCII space, line end or mark of
 * punctuation beyond ASCII of text[from, at) that nothing joins; `from` if there
 * is none.  words.c.
 */
size_t word__safe_border(struct nass_str text, size_t from, size_t at);
/*
 * Before the first such sign at or behind `at`, which no token from before it
 * reaches; text.n or a place at or behind `limit` if there is none before.
 */
size_t word__safe_end(struct nass_str text, size_t at, size_t limit);

/*
 * Where the dictionary ends the token at `at`, which ends at `end` without it;
 * dictionary.c.  Keeps what it learnt of the next borders in w.
 */
size_t word__dictionary_end(
    struct nass_words *w, size_t at, size_t end, size_t limit);

/*
 * Does the full stop at `stop`, in a sentence that begins at `from`, end an
 * abbreviation?  `after` is what follows it, spaces skipped; abbreviation.c.
 */
bool word__is_abbreviation(
    struct nass_str text, size_t from, size_t stop, size_t after);

#endif
