/*
 * abbreviation.c - full stops that end no sentence, by the list in
 * abbreviations.tsv: a form of letters and stops, what must stand before it
 * (any, digit, nodigit) and what must follow (any, digit, letter).
 */
#include <string.h>

#include "text/ucd.h"
#include "text/utf8.h"
#include "word/machine.h"

struct abbreviation {
	const char *form; /* lower case, without the last stop */
	char before;      /* 'a'ny, 'd'igit, 'n'odigit */
	char after;       /* 'a'ny, 'd'igit, 'l'etter */
};

#include "word/abbreviation_table.h"

#define NABBREVIATION (sizeof(abbreviations) / sizeof(abbreviations[0]))
#define LONGEST       12 /* bytes; no form has as many without its last stop */

static const struct abbreviation *
find(struct nass_str form)
{
	char key[LONGEST];
	size_t low = 0;
	size_t high = NABBREVIATION;
	size_t middle;
	size_t i;
	int order;

	while (form.n > 0 && form.p[form.n - 1] == '.')
		form.n--;
	if (form.n == 0 || form.n >= sizeof(key))
		return NULL;
	for (i = 0; i < form.n; i++)
		key[i] = (char)((unsigned)(form.p[i] - 'A') < 26
			? form.p[i] + 'a' - 'A'
			: form.p[i]);
	key[form.n] = '\0';
	while (low < high) {
		middle = (low + high) / 2;
		order = strcmp(abbreviations[middle].form, key);
		if (order == 0)
			return &abbreviations[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static bool
is_of_form(uint32_t cp)
{
	uint8_t gc = nass_ucd(cp)->gc;

	return gc == NASS_GC_LETTER || gc == NASS_GC_MARK || cp == '.';
}

/* Where the run of letters and stops that holds `at` begins, not far back. */
static size_t
form_start(struct nass_str text, size_t from, size_t at)
{
	size_t limit = at - from > LONGEST ? at - LONGEST : from;
	size_t n;

	while (
	    at > limit && is_of_form(nass_utf8_before(text.p, text.p + at, &n)))
		at -= n;
	return at;
}

static size_t
form_end(struct nass_str text, size_t at)
{
	size_t limit = text.n - at > LONGEST ? at + LONGEST : text.n;
	size_t n;

	while (at < limit && is_of_form(nass_utf8_get(text.p + at, &n)))
		at += n;
	return at;
}

static bool
is_behind_digit(struct nass_str text, size_t at)
{
	size_t n;

	while (at > 0 && text.p[at - 1] == ' ')
		at--;
	return at > 0 &&
	    nass_ucd_digit(nass_utf8_before(text.p, text.p + at, &n)) >= 0;
}

bool
word__is_abbreviation(
    struct nass_str text, size_t from, size_t stop, size_t after)
{
	const struct abbreviation *a;
	size_t start = form_start(text, from, stop);
	bool has_digit;
	uint8_t gc;
	size_t n;

	if (start == stop)
		return false;
	if (after == stop + 1 && form_end(text, after) > after &&
	    find(nass_str_sub(text, start, form_end(text, after))) != NULL)
		return true; /* an inner stop */
	a = find(nass_str_sub(text, start, stop));
	if (a == NULL)
		return false;
	has_digit = is_behind_digit(text, start);
	if ((a->before == 'd' && !has_digit) || (a->before == 'n' && has_digit))
		return false;
	gc = after < text.n ? nass_ucd(nass_utf8_get(text.p + after, &n))->gc
			    : NASS_GC_OTHER;
	return a->after == 'a' || (a->after == 'd' && gc == NASS_GC_DIGIT) ||
	    (a->after == 'l' && gc == NASS_GC_LETTER);
}
