/*
 * nass/word.h - words and sentences of the original text.
 *
 * A word is a UAX #29 word (Unicode 15.0) with the tailorings that Arabic
 * corpora need, each of which can be switched off: Arabic and Latin letters
 * part, `letter.letter` and `digit,digit` of Arabic part, and a URL, e-mail,
 * mention or hashtag is one token.  Marks, tatweel and zero-width non-joiners
 * never split.  A sentence is a UAX #29 sentence that also ends at U+2026 and
 * at a line end.  nass(7) says each rule in words.
 *
 *	struct nass_words w;
 *	struct nass_token t;
 *
 *	nass_words_init(&w, text, &nass_words_default);
 *	while (nass_words_next(&w, &t))
 *		...text.p + t.at, t.n, t.kind...
 *
 * Laws, each held by a test in tests/unit/test_word.c:
 *
 *	tiling		with NASS_TOKEN_ALL set, tokens are in order, disjoint,
 *			and together are the text
 *	whole		a token begins and ends at a grapheme cluster border
 *			or beside a space; a sentence, at a token's
 *			(keeps_whole)
 *	local		no token crosses LF; tokens of a + "\n" + b are those of
 *			a and those of b, white space aside
 *	standard	with nass_words_uax29, borders equal Unicode's own
 *			WordBreakTest, and ICU's on random text
 */
#ifndef NASS_WORD_H
#define NASS_WORD_H

#include <nass/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Bits, so that a set of kinds is an unsigned int. */
enum nass_kind {
	NASS_WORD = 1 << 0,	   /* has a letter */
	NASS_NUMBER = 1 << 1,	   /* digits, no letter */
	NASS_URL = 1 << 2,
	NASS_EMAIL = 1 << 3,
	NASS_MENTION = 1 << 4,
	NASS_HASHTAG = 1 << 5,
	NASS_EMOJI = 1 << 6,
	NASS_PUNCTUATION = 1 << 7, /* marks, symbols, one cluster each */
	NASS_SPACE = 1 << 8,	   /* white space, controls, line ends */
};

#define NASS_TOKEN_ALL 0x1ffu
/* What term-freq counts and kwic calls a word. */
#define NASS_TOKEN_WORDS \
	((unsigned)(NASS_WORD | NASS_NUMBER | NASS_MENTION | NASS_HASHTAG))

struct nass_token {
	size_t at; /* offset in the text, bytes */
	size_t n;  /* length, bytes */
	enum nass_kind kind;
	bool starts_sentence; /* no other token of this sentence came before */
};

/* Which tokens are delivered, and which tailorings hold. */
struct nass_words_opts {
	unsigned kinds;	      /* set of enum nass_kind to deliver */
	bool splits_scripts;  /* no word has Arabic and Latin letters */
	bool splits_stops;    /* ARABIC LETTER . ARABIC LETTER; a colon too */
	bool splits_commas;   /* digit U+060C digit, and U+066C not */
	bool splits_spaces;   /* U+202F joins no letters, and no space is part
				 of a word */
	bool joins_entities;  /* url, e-mail, mention, hashtag */
	bool keeps_whole;     /* clusters, U+06DD with its digits; tokens in
				 sentences */
	bool ends_at_lines;   /* a line end ends a sentence; else (wrapped) an
				 empty line does */
	bool ends_at_ellipsis;
	bool knows_abbreviations; /* their full stop ends no sentence */
	bool uses_dictionary; /* Thai, Lao, Khmer, Myanmar, Chinese, Japanese
				 words by ICU; else a word a character */
};

extern const struct nass_words_opts nass_words_default;
extern const struct nass_words_opts nass_words_uax29; /* no tailoring, all */

/* Where an iteration stands; fields are the library's. */
struct nass_words {
	struct nass_str text;
	struct nass_words_opts opts;
	size_t at;
	size_t sentence_end;
	size_t entity_at; /* the next entity, if it was looked for */
	size_t entity_end;
	enum nass_kind entity_kind;
	bool is_sentence_start;
	uint8_t class_of[64]; /* what the tailorings make of a class */
	size_t dictionary_at; /* bits below are borders behind this offset */
	size_t dictionary_end;
	uint64_t dictionary[16];
};

/*
 * text: well-formed UTF-8; borrowed while tokens are taken.  There is nothing
 * to release.
 */
void nass_words_init(struct nass_words *w, struct nass_str text,
    const struct nass_words_opts *opts);
/* The next token of a wanted kind; false at the end.  Linear in all. */
bool nass_words_next(struct nass_words *w, struct nass_token *t);

/*
 * The end of the sentence that begins at `at` (a sentence border), past its
 * trailing space and one line end; text.n if it is the last.
 */
size_t nass_sentence_end(struct nass_str text, size_t at,
    const struct nass_words_opts *opts);
/*
 * Where the sentence that holds the byte at `at` begins.  Costs a few times what
 * lies between, where white space or punctuation stands before it.
 */
size_t nass_sentence_start(struct nass_str text, size_t at,
    const struct nass_words_opts *opts);

/* `word`, `number`, ... for options and columns; NULL for no single kind. */
const char *nass_kind_name(enum nass_kind kind);
/* `word,number,hashtag` to a set. */
enum nass_code nass_kinds_parse(struct nass_str list, unsigned *kinds,
    struct nass_err *err) NASS_MUST_USE;

/* Stems ------------------------------------------------------------------ */

/*
 * Lucene's ArabicStemmer (light10; Larkey, Ballesteros, Connell 2007) on a word
 * that ArabicNormalizer would leave alone.  Lengths count UTF-16 units, as
 * there.  The stem is a slice of the word.
 */
struct nass_str nass_stem_light10(struct nass_str word);

/* Clitics ---------------------------------------------------------------- */

/*
 * What Arabic attaches to a word: conjunctions, prepositions, the future's seen
 * and the article before it, pronouns behind it, by the list in
 * lib/word/clitics.tsv.
 *
 *	wa+bi+al+kitab		kitab, al+kitab, bi+al+kitab
 *	madrasat+hu		madrasa (the U+0629 that a pronoun opens)
 *
 * `visit` sees what may be inside, spelled as a word of its own, the longest
 * run of particles first, until it returns true; the slice lives as long as the
 * call.  It must know the word: letters alone cannot tell particles from the
 * word's own.  What the list says is whole is not opened.  Marks and tatweel
 * of `word` go with their letters.  A word of more than 32 letters, or with
 * letters that are not of two bytes, has no clitics.
 *
 * Returns true if visit did.  No allocation; some 500 comparisons of letters.
 */
typedef bool nass_clitics_visit(void *arg, struct nass_str inside);
bool nass_clitics(struct nass_str word, bool has_pronouns,
    nass_clitics_visit *visit, void *arg);
/*
 * For a search: the letters of `word` that stand in every word in which
 * nass_clitics finds it, without the article that may be written lam, and the
 * end that a pronoun may change.  Letters are compared as alefs, U+0629 and
 * U+0649 folded, so that word may be a key, or any piece of one.  Empty where
 * nothing is sure.
 */
struct nass_str nass_clitics_core(struct nass_str word);

/* Stop words: the lists beside this module, by language code (`ar`, `en`). */
struct nass_str nass_stop_words(struct nass_str language); /* LF-separated */

#ifdef __cplusplus
}
#endif

#endif
