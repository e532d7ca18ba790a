/*
 * sentence.c - where sentences end: UAX #29, with the tailorings of nass(7).
 *
 * A fast pass goes to the next byte that can be of a terminator or paragraph
 * separator.  There the rules SB6 to SB11 are asked: what stands before it,
 * closing marks and spaces behind it, and what comes then.
 *
 *	said   .   »  "   _ _   Then
 *	       |   Close*  Sp*  ^ the sentence ends here
 *	   SATerm
 */
#include <string.h>

#include "text/ucd.h"
#include "text/utf8.h"
#include "word/machine.h"

struct scan {
	struct nass_str text;
	const struct nass_words_opts *opts;
	struct nass_words words; /* how far borders of tokens are known */
	bool has_words;
};

/* Sentence_Break of the code point at `at`, tailored; its length. */
static uint8_t
class_at(const struct scan *s, size_t at, size_t *n)
{
	uint32_t cp = nass_utf8_get(s->text.p + at, n);
	const struct nass_ucd *u = nass_ucd(cp);

	if (cp == 0x2026 && s->opts->ends_at_ellipsis)
		return NASS_SB_ATERM; /* as three full stops are */
	if (u->sb == NASS_SB_FORMAT && u->gcb == NASS_GCB_PREPEND &&
	    s->opts->keeps_whole)
		return NASS_SB_OTHER; /* U+06DD: no format to the eye */
	return u->sb;
}

static bool
is_separator(uint8_t class)
{
	return class == NASS_SB_SEP || class == NASS_SB_CR ||
	    class == NASS_SB_LF;
}

static bool
is_terminator(uint8_t class)
{
	return class == NASS_SB_ATERM || class == NASS_SB_STERM;
}

/* Behind the Extend and Format that stand at `at` (SB5). */
static size_t
past_extend(const struct scan *s, size_t at)
{
	uint8_t class;
	size_t n;

	while (at < s->text.n) {
		class = class_at(s, at, &n);
		if (class != NASS_SB_EXTEND && class != NASS_SB_FORMAT)
			break;
		at += n;
	}
	return at;
}

/* Behind the separator at `at`: CR LF is one (SB3). */
static size_t
past_separator(const struct scan *s, size_t at)
{
	size_t n;

	if (s->text.p[at] == '\r' && at + 1 < s->text.n &&
	    s->text.p[at + 1] == '\n')
		return at + 2;
	nass_utf8_get(s->text.p + at, &n);
	return at + n;
}

/*
 * In wrapped text a line end is a space, unless only spaces stand between it
 * and the next.  Returns the end of the empty lines, or 0.
 */
static size_t
past_empty_lines(const struct scan *s, size_t at)
{
	size_t end = 0;
	size_t n;

	at = past_separator(s, at);
	while (at < s->text.n) {
		if (is_separator(class_at(s, at, &n)))
			end = at = past_separator(s, at);
		else if (s->text.p[at] == ' ' || s->text.p[at] == '\t')
			at++;
		else
			break;
	}
	return end;
}

/* Does a run of the class stand at `at`?  Goes behind it. */
static size_t
past_run(const struct scan *s, size_t at, uint8_t class)
{
	uint8_t c;
	size_t n;

	while (at < s->text.n) {
		c = class_at(s, at, &n);
		if (class == NASS_SB_SP && !s->opts->ends_at_lines &&
		    is_separator(c) && past_empty_lines(s, at) == 0)
			c = NASS_SB_SP;
		if (c != class)
			break;
		at = past_extend(s, at + n);
	}
	return at;
}

/* SB7: does a cased letter stand before the full stop at `at`? */
static bool
follows_cased(const struct scan *s, size_t start, size_t at)
{
	uint8_t class = NASS_SB_OTHER;
	size_t n;

	while (at > start) {
		class =
		    nass_ucd(nass_utf8_before(s->text.p, s->text.p + at, &n))
			->sb;
		if (class != NASS_SB_EXTEND && class != NASS_SB_FORMAT)
			break;
		at -= n;
	}
	return class == NASS_SB_UPPER || class == NASS_SB_LOWER;
}

/* SB8: does a lower-case letter come before anything that decides? */
static bool
precedes_lower(const struct scan *s, size_t at)
{
	uint8_t class;
	size_t n;

	for (; at < s->text.n; at += n) {
		class = class_at(s, at, &n);
		if (class == NASS_SB_LOWER)
			return true;
		if (class == NASS_SB_OLETTER || class == NASS_SB_UPPER ||
		    is_separator(class) || is_terminator(class))
			break;
	}
	return false;
}

/* Is `at` a border of tokens?  Tokens are taken as far as was asked. */
static bool
is_token_border(struct scan *s, size_t start, size_t at)
{
	struct nass_words_opts opts = *s->opts;
	struct nass_token t;
	size_t safe;

	if (!s->has_words) {
		opts.kinds = NASS_TOKEN_ALL;
		nass_words_init(&s->words, s->text, &opts);
		s->words.at = start;
		s->words.sentence_end = s->text.n;
		s->has_words = true;
	}
	safe = word__safe_border(s->text, s->words.at, at);
	if (safe > s->words.at) {
		s->words.at = safe;
		s->words.entity_at = opts.joins_entities ? safe : s->text.n;
		s->words.entity_end = safe;
	}
	while (s->words.at < at)
		if (!nass_words_next(&s->words, &t))
			break;
	return s->words.at == at;
}

/*
 * The terminator at `at`, of class `term`: returns where the sentence ends, or
 * 0 and in *on where to look further.
 */
static size_t
end_behind(struct scan *s, size_t start, size_t at, uint8_t term, size_t *on)
{
	uint8_t class = NASS_SB_OTHER;
	size_t behind;
	size_t close;
	size_t space;
	size_t n;

	nass_utf8_get(s->text.p + at, &n);
	*on = behind = past_extend(s, at + n);
	if (behind < s->text.n)
		class = class_at(s, behind, &n);
	if (term == NASS_SB_ATERM &&
	    (class == NASS_SB_NUMERIC ||
		(class == NASS_SB_UPPER && follows_cased(s, start, at))))
		return 0; /* SB6, SB7 */
	close = past_run(s, behind, NASS_SB_CLOSE);
	space = past_run(s, close, NASS_SB_SP);
	if (space == s->text.n)
		return space;
	class = class_at(s, space, &n);
	if (is_separator(class)) {
		if (s->opts->ends_at_lines) /* SB9 to SB11 */
			return past_separator(s, space);
		return past_empty_lines(s, space);
	}
	if ((term == NASS_SB_ATERM && precedes_lower(s, space)) ||
	    class == NASS_SB_SCONTINUE || is_terminator(class)) {
		*on = space; /* SB8, SB8a */
		return 0;
	}
	if (s->opts->knows_abbreviations && s->text.p[at] == '.' &&
	    word__is_abbreviation(s->text, start, at, space))
		return 0;
	if (s->opts->keeps_whole && s->text.p[space - 1] != ' ' &&
	    !is_token_border(s, start, space))
		return 0;
	return space;
}

size_t
nass_sentence_end(
    struct nass_str text, size_t start, const struct nass_words_opts *opts)
{
	struct scan s;
	uint8_t class;
	size_t at = start;
	size_t end;
	size_t n;

	s.text = text;
	s.opts = opts;
	s.has_words = false;
	for (;;) {
		at = word__find_terminator(text, at);
		if (at >= text.n)
			return text.n;
		class = class_at(&s, at, &n);
		if (is_separator(class)) {
			if (opts->ends_at_lines)
				return past_separator(&s, at);
			end = past_empty_lines(&s, at);
			if (end != 0)
				return end;
			at = past_separator(&s, at);
		} else if (is_terminator(class)) {
			end = end_behind(&s, start, at, class, &at);
			if (end != 0)
				return end;
		} else {
			at += n;
		}
	}
}

/* Does a line with something in it begin at `at`, behind an empty one? */
static bool
is_behind_empty_line(struct nass_str text, size_t at)
{
	size_t blank = at - 1;
	size_t n;

	while (blank > 0 &&
	    (text.p[blank - 1] == ' ' || text.p[blank - 1] == '\t' ||
		text.p[blank - 1] == '\r'))
		blank--;
	if (blank == 0 || text.p[blank - 1] != '\n')
		return false;
	while (at < text.n && (text.p[at] == ' ' || text.p[at] == '\t'))
		at++;
	return at == text.n ||
	    !is_separator(nass_ucd(nass_utf8_get(text.p + at, &n))->sb);
}

/* Where the paragraph of the byte at `at` begins: no sentence crosses that. */
static size_t
paragraph_start(
    struct nass_str text, size_t at, const struct nass_words_opts *opts)
{
	for (; at > 0; at--)
		if (text.p[at - 1] == '\n' &&
		    (opts->ends_at_lines || is_behind_empty_line(text, at)))
			break;
	return at;
}

size_t
nass_sentence_start(
    struct nass_str text, size_t at, const struct nass_words_opts *opts)
{
	size_t start = paragraph_start(text, at, opts);
	size_t end;

	for (;;) {
		end = nass_sentence_end(text, start, opts);
		if (end > at || end >= text.n)
			return start;
		start = end;
	}
}
