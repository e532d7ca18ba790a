/*
 * sentence.c - how far sentences reach around a place, and the block of text
 * that must be looked at to know.
 */
#include <string.h>

#include "match/pattern.h"
#include "text/ucd.h"
#include "text/utf8.h"

static size_t
line_start(struct nass_str text, size_t at)
{
	while (at > 0 && text.p[at - 1] != '\n')
		at--;
	return at;
}

/* Behind the LF of the line, or the end of the text. */
static size_t
line_end(struct nass_str text, size_t at)
{
	const char *lf = memchr(text.p + at, '\n', text.n - at);

	return lf == NULL ? text.n : (size_t)(lf - text.p) + 1;
}

static bool
is_empty_line(struct nass_str text, size_t from, size_t to)
{
	for (; from < to; from++)
		if (memchr(" \t\r\n", text.p[from], 4) == NULL)
			return false;
	return true;
}

size_t
match__block_start(struct nass_str text, size_t at, bool is_wrapped)
{
	size_t before;

	at = line_start(text, at);
	for (; is_wrapped && at > 0; at = before) {
		before = line_start(text, at - 1);
		if (is_empty_line(text, before, at))
			break;
	}
	return at;
}

size_t
match__block_end(struct nass_str text, size_t at, bool is_wrapped)
{
	size_t end = line_end(text, at);
	size_t next;

	for (; is_wrapped && end < text.n; end = next) {
		next = line_end(text, end);
		if (is_empty_line(text, end, next))
			break;
	}
	return end;
}

/* Does text[from..to) hold more than white space? */
static bool
has_words(struct nass_str text, size_t from, size_t to)
{
	size_t n;

	for (; from < to; from += n)
		if ((nass_ucd(nass_utf8_get(text.p + from, &n))->flags &
			NASS_UCD_WHITE_SPACE) == 0)
			return true;
	return false;
}

static struct nass_words_opts
sentence_opts(bool is_wrapped)
{
	struct nass_words_opts opts = nass_words_default;

	opts.ends_at_lines = !is_wrapped;
	return opts;
}

size_t
match__sentences_before(
    struct nass_str text, size_t at, size_t n, bool is_wrapped, size_t *missing)
{
	struct nass_words_opts opts = sentence_opts(is_wrapped);
	size_t start = nass_sentence_start(text, at, &opts);
	size_t end;

	for (n--; n > 0 && start > 0; n -= has_words(text, start, end)) {
		end = start;
		start = nass_sentence_start(text, end - 1, &opts);
	}
	*missing = n;
	return start;
}

size_t
match__sentences_after(
    struct nass_str text, size_t at, size_t n, bool is_wrapped, size_t *missing)
{
	struct nass_words_opts opts = sentence_opts(is_wrapped);
	size_t from = nass_sentence_start(text, at, &opts);
	size_t end;

	for (; from < text.n; from = end) {
		end = nass_sentence_end(text, from, &opts);
		if (end > at && has_words(text, from, end) && --n == 0)
			return end;
	}
	*missing = n;
	return text.n;
}
