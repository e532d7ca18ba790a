/*
 * plain.c - texts of which no line can go (judge.h), told at a glance.
 *
 * Most articles are a title and closed paragraphs that hold nothing a page is
 * built of.  Then nothing need be weighed.  `false` says nothing: where in doubt,
 * the text is judged.
 */
#include "boiler/judge.h"

#include <string.h>

#include "boiler/shape.h"

/* Words of a title, and of a paragraph; fewer may be a label. */
#define TITLE_MIN 4
#define WORDS_MIN 7
/* Words of a title that may call somebody to something. */
#define LABEL_MAX 6
/* Words of a line that may be other pages' headlines. */
#define GLUED_MIN 40

/* Signs of which decide.c makes no evidence. */
static bool
has_plain_signs(const struct shape *h)
{
	return h->narabic + h->nlatin > 0 && !h->has_url && !h->has_email &&
	    !h->has_at_word && !h->has_copyright && !h->has_star &&
	    h->nbar < 2 && (h->ncrumb == 0 || h->nword > 25) &&
	    !(h->has_clock && h->nword <= 20) &&
	    !(h->ndigit >= 6 && h->nword <= 14);
}

/* The words of a line that has plain signs; returns how many. */
static size_t
read_words(const struct code *c, const struct code_line *l, uint64_t *word)
{
	struct code_places at;

	boiler__code_places(c, l, &at);
	for (size_t i = 0; i < at.n; i++)
		word[i] = code_hash(l, at.start[i], at.end[i]);
	word[at.n] = 0;
	return at.n;
}

static bool
is_plain_paragraph(const struct lexicon *l, const struct shape *h,
    const uint64_t *word, size_t n)
{
	const uint64_t number = fold_number();
	size_t first = 0;

	if (n < WORDS_MIN || !shape_is_closed(h))
		return false;
	while (first < n && word[first] == number)
		first++;
	return !boiler__lexicon_may_find(
	    l, word, n, shape_is_sentence(h) ? first + 1 : n);
}

static bool
is_plain_title(const struct lexicon *l, const struct shape *h,
    const uint64_t *word, size_t n)
{
	struct lex_found found;

	if (shape_is_closed(h) && shape_is_sentence(h))
		return is_plain_paragraph(l, h, word, n);
	if (n < TITLE_MIN || h->nword >= GLUED_MIN)
		return false;
	boiler__lexicon_find(l, word, n, &found);
	return found.kind == LEX_NONE &&
	    (found.lead == LEX_NONE || found.lead == LEX_NAV) &&
	    found.nphrase < 2 &&
	    (n > LABEL_MAX ||
		((found.head[0] & LEX_ACT) == 0 &&
		    lex_count(&found, LEX_KIN) == 0));
}

bool
boiler__is_plain(
    const struct nass_boiler *b, struct nass_str text, struct nass_str source)
{
	const unsigned all =
	    NASS_BOILER_AUTHOR | NASS_BOILER_SOURCE | NASS_BOILER_DATE;
	uint64_t title[4];
	uint64_t word[CODE_WORDS + 1];
	bool is_title = true;
	struct code_line l;
	struct shape h;

	if (b->opts.keep != all || (b->repeats.n > 0 && source.n > 0))
		return false;
	for (; text.p != NULL && text.n > 0;) {
		struct nass_str line = nass_str_cut(&text, '\n');
		size_t n;

		if (boiler__is_blank(line))
			continue;
		boiler__shape(&b->code, &b->fold, line, &l, &h);
		if (!has_plain_signs(&h))
			return false;
		n = read_words(&b->code, &l, word);
		if (is_title ? !is_plain_title(&b->lexicon, &h, word, n)
			     : !is_plain_paragraph(&b->lexicon, &h, word, n) ||
			    memcmp(title, word, sizeof title) == 0)
			return false;
		if (is_title)
			memcpy(title, word, sizeof title);
		is_title = false;
	}
	return true;
}
