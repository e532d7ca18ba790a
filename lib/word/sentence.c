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
	size_t border; /* of tokens, the last that is known */
};

/* How far behind a border a token is looked at, bytes: longer ones are cut. */
#define FAR 4096
/* How far back a sentence is first looked for, bytes. */
#define NEAR 128

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
is_token_border(struct scan *s, size_t at)
{
	struct nass_words_opts opts = *s->opts;
	struct nass_str text = s->text;
	struct nass_words words;
	struct nass_token t;

	opts.kinds = NASS_TOKEN_ALL;
	text.n = word__safe_end(text, at, at + FAR);
	nass_words_init(&words, text, &opts);
	words.at = word__safe_border(s->text, s->border, at);
	words.sentence_end = words.text.n;
	while (words.at < at)
		if (!nass_words_next(&words, &t))
			break;
	s->border = words.at;
	return words.at == at;
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
	    !is_token_border(s, space))
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
	s.border = start;
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

/*
 * Where sentences are told from, to know the one that holds `at`: whether a place
 * ends a sentence hangs on what stands before it as far as the next safe border,
 * so that behind one all ends are true, whatever sentence it stands in.
 */
size_t
nass_sentence_start(
    struct nass_str text, size_t at, const struct nass_words_opts *opts)
{
	size_t reach = NEAR;
	size_t from;
	size_t start;
	size_t end;

	for (;; reach *= 4) {
		from = at > 2 * reach ? at - 2 * reach : 0;
		start =
		    from == 0 ? 0 : word__safe_border(text, from, at - reach);
		if (start == from && from > 0)
			continue; /* no border */
		end = nass_sentence_end(text, start, opts);
		if (start > 0 && end > at)
			continue; /* it may have begun before */
		while (end <= at && end < text.n) {
			start = end;
			end = nass_sentence_end(text, start, opts);
		}
		return start;
	}
}
