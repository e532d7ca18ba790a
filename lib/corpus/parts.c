/*
 * parts.c - see parts.h.
 *
 *	text ──> end of the unit ──> behind the white space that follows ──> part
 */
#include "corpus/parts.h"

#include <string.h>

static const struct {
	const char *name;
	enum nass_unit unit;
	bool has_size;
} units[] = {
	{ "document", NASS_UNIT_DOCUMENT, false },
	{ "paragraph", NASS_UNIT_PARAGRAPH, false },
	{ "sentence", NASS_UNIT_SENTENCE, false },
	{ "word", NASS_UNIT_WORD, false },
	{ "lines", NASS_UNIT_LINES, true },
	{ "words", NASS_UNIT_WORDS, true },
	{ "bytes", NASS_UNIT_BYTES, true },
};

enum nass_code
nass_unit_parse(
    struct nass_str s, struct nass_parts_opts *opts, struct nass_err *err)
{
	struct nass_str size = s;
	struct nass_str name = nass_str_cut(&size, '=');
	size_t i;

	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (!nass_str_eq(name, nass_str(units[i].name)))
			continue;
		if (units[i].has_size != (size.p != NULL))
			break;
		opts->unit = units[i].unit;
		if (size.p == NULL ||
		    nass_str_number(size, 1, UINT32_MAX, &opts->size))
			return NASS_OK;
		return nass_fail(err, NASS_EUSAGE, 0, "%.*s: not in 1..%u",
		    (int)size.n, size.p, UINT32_MAX);
	}
	return nass_fail(err, NASS_EUSAGE, 0,
	    "%.*s: not one of document, paragraph, sentence, word, lines=N, "
	    "words=N, bytes=N",
	    (int)s.n, s.p);
}

/* Behind the line that begins at `at`, its line end included. */
static size_t
line_end(struct nass_str text, size_t at)
{
	const char *lf = memchr(text.p + at, '\n', text.n - at);

	return lf == NULL ? text.n : (size_t)(lf - text.p) + 1;
}

/* Behind the empty lines from `at` on, or `at`. */
static size_t
blank_end(struct nass_str text, size_t at)
{
	size_t i;

	for (i = at; i < text.n; i++)
		if (text.p[i] == '\n')
			at = i + 1;
		else if (text.p[i] != ' ' && text.p[i] != '\t' &&
		    text.p[i] != '\r')
			return at;
	return text.n;
}

/* Behind the paragraph at `at`: a line, or lines up to an empty one. */
static size_t
paragraph_end(struct nass_str text, size_t at, bool is_wrapped)
{
	size_t end = line_end(text, blank_end(text, at));

	while (is_wrapped && end < text.n && blank_end(text, end) == end)
		end = line_end(text, end);
	return blank_end(text, end);
}

static size_t
lines_end(struct nass_str text, size_t at, uint64_t n)
{
	for (; n > 0 && at < text.n; n--)
		at = line_end(text, at);
	return at;
}

/* As many whole lines as `n` bytes hold, but one at least. */
static size_t
bytes_end(struct nass_str text, size_t at, uint64_t n)
{
	size_t end = line_end(text, at);
	size_t next;

	while (end < text.n) {
		next = line_end(text, end);
		if (next - at > n)
			break;
		end = next;
	}
	return end;
}

/* Behind n more words and what follows the last of them. */
static size_t
words_end(struct nass_parts *p)
{
	struct nass_token t;
	uint64_t n = 0;

	while (nass_words_next(&p->words, &t))
		if (++n > p->opts.size) {
			/* Take the word that is too many again. */
			p->words.at = t.at;
			return t.at;
		}
	return p->text.n;
}

static size_t
sentence_end(struct nass_parts *p)
{
	size_t end = blank_end(p->text, p->at);

	if (end < p->text.n)
		end = nass_sentence_end(p->text, end, &p->words.opts);
	return blank_end(p->text, end);
}

void
nass_parts_init(struct nass_parts *p, struct nass_str text,
    const struct nass_parts_opts *opts)
{
	struct nass_words_opts words = nass_words_default;

	words.kinds = NASS_TOKEN_WORDS | NASS_URL | NASS_EMAIL;
	words.ends_at_lines = !opts->is_wrapped;
	*p = (struct nass_parts){ .text = text, .opts = *opts };
	nass_words_init(&p->words, text, &words);
}

static size_t
part_end(struct nass_parts *p)
{
	switch (p->opts.unit) {
	case NASS_UNIT_PARAGRAPH:
		return paragraph_end(p->text, p->at, p->opts.is_wrapped);
	case NASS_UNIT_SENTENCE:
		return sentence_end(p);
	case NASS_UNIT_LINES:
		return lines_end(p->text, p->at, p->opts.size);
	case NASS_UNIT_WORDS:
		return words_end(p);
	case NASS_UNIT_BYTES:
		return bytes_end(p->text, p->at, p->opts.size);
	case NASS_UNIT_DOCUMENT:
	case NASS_UNIT_WORD:
		break;
	}
	return p->text.n;
}

bool
nass_parts_next(struct nass_parts *p, struct nass_str *part)
{
	struct nass_token t;
	size_t from = p->at;

	if (p->opts.unit == NASS_UNIT_WORD) {
		if (!nass_words_next(&p->words, &t))
			return false;
		*part = nass_str_sub(p->text, t.at, t.at + t.n);
		return true;
	}
	if (from > p->text.n || (from == p->text.n && from > 0))
		return false;
	p->at = part_end(p);
	*part = nass_str_sub(p->text, from, p->at);
	if (p->text.n == 0)
		p->at = 1;
	return true;
}
