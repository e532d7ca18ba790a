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

static size_t
sentence_end(struct nass_str text, size_t at, bool is_wrapped)
{
	struct nass_words_opts opts = nass_words_default;

	opts.ends_at_lines = !is_wrapped;
	return nass_sentence_end(text, at, &opts);
}

/*
 * Sentences that begin in the block from `from` to `at`, inclusive: how many, or
 * where the one begins that has `skip` such before it.
 */
static size_t
sentences(struct nass_str text, size_t from, size_t at, bool is_wrapped,
    size_t skip, size_t *count)
{
	size_t end;
	size_t k = 0;

	for (; from <= at && from < text.n; from = end) {
		end = sentence_end(text, from, is_wrapped);
		if (!has_words(text, from, end) && end <= at)
			continue;
		if (k++ == skip)
			break;
	}
	*count = k;
	return from;
}

size_t
match__sentences_before(
    struct nass_str text, size_t at, size_t n, bool is_wrapped, size_t *missing)
{
	size_t from = match__block_start(text, at, is_wrapped);
	size_t end = at;
	size_t count;

	for (;;) {
		sentences(text, from, end, is_wrapped, MATCH__NO, &count);
		if (count >= n)
			return sentences(
			    text, from, end, is_wrapped, count - n, &count);
		n -= count;
		if (from == 0)
			break;
		end = from - 1;
		from = match__block_start(text, end, is_wrapped);
	}
	*missing = n;
	return 0;
}

size_t
match__sentences_after(
    struct nass_str text, size_t at, size_t n, bool is_wrapped, size_t *missing)
{
	size_t from = match__block_start(text, at, is_wrapped);
	size_t count;
	size_t end;

	sentences(text, from, at, is_wrapped, MATCH__NO, &count);
	from = sentences(
	    text, from, at, is_wrapped, count > 0 ? count - 1 : 0, &count);
	for (; from < text.n; from = end) {
		end = sentence_end(text, from, is_wrapped);
		if (end > at && has_words(text, from, end) && --n == 0)
			return end;
	}
	*missing = n;
	return text.n;
}
