/*
 * line.h - the lines of a text, and what each is in itself.
 *
 *	text ──> lines ──line.c──> own features ──pattern.c, page.c──> all
 *	     ──model.c──> scores ──decide.c──> verdicts
 *
 * Where a claim (features.h) is made, by what it looks at:
 *
 *	line.c     the line alone: length, end, signs, dates
 *	offer.c    its phrases, and words by which a page speaks of itself
 *	kinship.c  its words among those of the text above it
 *	pattern.c  lines like it: copies, title, verse, tails
 *	list.c     lists, tables, contents
 *	thread.c   posts between the lines that frame them
 *	title.c    what heads the text
 *	page.c     its place: above, in or below the text (body.c)
 *	zone.c     the header it stands under
 *	aside.c    code, numbers and initials beside the text
 *
 * A new one is a row in features.h, a features_put where it belongs, a row in
 * tests/eval/prior.tsv if something is known of it, and `make fit`.
 */
#ifndef NASS_BOILER_LINE_H
#define NASS_BOILER_LINE_H

#include "boiler/features.h"
#include "boiler/lexicon.h"

enum {
	LINE_TAILS = 12
};

struct nass_boiler;

/*
 * What words a text has had so far, as a Bloom filter of their last four
 * letters (so that articles and particles in front do not matter).
 */
struct vocabulary {
	uint64_t bit[512];
	size_t n; /* words put in */
};

struct boiler_line {
	struct nass_str s; /* without its LF */
	size_t number;     /* from 1 */
	uint64_t key;      /* hash of the words (line_is_copy); 0: none */
	uint64_t head[4];  /* of its first 1 .. 4 words */
	uint64_t rest;     /* of the words behind its number; 0: none */
	uint32_t nword;
	uint16_t covered;
	uint8_t ncopy_words;
	uint8_t last_letter; /* its byte, folded */
	uint8_t lex;         /* enum lex_kind */
	uint8_t lex_match;
	uint8_t lex_words;
	uint8_t soft;
	uint32_t tail[LINE_TAILS]; /* of its long words (code.h); 0: none */
	uint8_t nsite;             /* words by which a page speaks of itself */
	bool has_clause;           /* a comma, a stop inside */
	bool is_known;             /* the text above has all its long words */
	uint64_t said;             /* key of the words behind its label */
	uint16_t serial;           /* of a numbered item; 0: none */
	uint16_t times;            /* that the text has the line; 0: once */
	uint32_t again;            /* lines down to its next copy; 0: none */
	bool is_section;           /* a name of a section, by its words */
	bool is_frame;             /* of posts (thread.c) */
	bool is_rowlike;           /* a few words and a number */
	bool is_prose;             /* long, with clauses and grammar */
	bool is_closed;
	bool is_strong; /* surely furniture by its phrase */
	bool is_label;  /* a few words, as menus have */
	struct features f;
};

/* Longer than what is looked at of it? */
static inline bool
line_is_long(const struct boiler_line *line)
{
	return line->nword > CODE_WORDS || line->s.n > CODE_MAX;
}

/* Have both the same words; of long lines, the same bytes? */
static inline bool
line_is_copy(const struct boiler_line *a, const struct boiler_line *b)
{
	return a == b ||
	    (a->key == b->key && (!line_is_long(a) || nass_str_eq(a->s, b->s)));
}

/* Own features of the line; s is well-formed and has no LF. */
void boiler__line_scan(const struct code *c, const struct fold *fold,
    const struct lexicon *lexicon, struct vocabulary *vocabulary,
    struct boiler_line *line);

/* offer.c: what its phrases say; what it offers its reader. */
void boiler__put_phrases(
    struct boiler_line *line, const struct lex_found *found, size_t break_word);
void boiler__put_offers(
    struct boiler_line *line, const struct lex_found *found, size_t nnumber);

/* kinship.c: its long words, and whether the text above it has them. */
void boiler__put_kinship(struct boiler_line *line, const struct code_words *w,
    struct vocabulary *vocabulary);

/* pattern.c: of n >= 1 lines.  False: no memory. */
bool boiler__mark_copies(
    struct boiler_line *line, size_t n, struct nass_arena *arena);
void boiler__mark_patterns(struct boiler_line *line, size_t n);

/* list.c: first what stands in lists of its own, then the lists of the text. */
void boiler__mark_contents(struct boiler_line *line, size_t n);
void boiler__mark_lists(struct boiler_line *line, size_t n);

/* aside.c */
void boiler__mark_code(struct boiler_line *line, size_t n);
/* Once features say which lines are beside the text. */
void boiler__mark_asides(struct boiler_line *line, size_t n);

/* thread.c: what is said in a thread, between the lines that frame posts. */
/* Returns the first of these lines, or n. */
size_t boiler__mark_threads(struct boiler_line *line, size_t n);

/* title.c: the title above the text, which is lines [from, to). */
void boiler__mark_titled(
    struct boiler_line *line, size_t n, size_t from, size_t to);

/* What is between the title and the text, line `to`. */
void boiler__mark_below_title(struct boiler_line *line, size_t to);

/* Features of the neighbourhood; returns how much of a page it is, 0 to 1. */
double boiler__page_scan(struct boiler_line *line, size_t n,
    struct nass_arena *arena, bool *is_short_of_memory);

/*
 * Score of each line, 0 written to 1 furniture, its odds by itself, and its
 * heaviest feature.
 */
void boiler__model_run(const struct boiler_line *line, size_t n, double page,
    double *own, double *score, uint8_t *heaviest);

/* Log odds of a line by itself that it is furniture. */
double boiler__model_odds(
    const struct boiler_line *line, double page, uint8_t *heaviest);
/* What two neighbours of one kind are worth: 0 written, 1 furniture. */
double boiler__model_stay(unsigned state, double page);

const char *boiler__feature_name(enum boiler_feature f);
const char *boiler__feature_reason(enum boiler_feature f);

#endif
