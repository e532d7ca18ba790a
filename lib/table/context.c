/*
 * context.c - a context cut to its column: at a word, on its far side.
 */
#include "table/writer.h"
#include "text/cluster.h"

/* From `at` to behind the next space, unless that is more than half. */
static size_t
next_word(struct nass_str text, size_t at)
{
	size_t i;

	for (i = at; i < text.n && i - at <= (text.n - at) / 2; i++)
		if (text.p[i] == ' ')
			return i + 1;
	return at;
}

static size_t
last_word(struct nass_str text, size_t end)
{
	size_t i;

	for (i = end; i > 0 && end - i <= end / 2; i--)
		if (text.p[i - 1] == ' ')
			return i - 1;
	return end;
}

struct nass_str
table__cut(
    struct nass_str text, bool is_before, size_t width, bool *lead, bool *tail)
{
	size_t used;
	size_t at;

	*lead = *tail = false;
	if (nass_width(text) <= width)
		return text;
	if (is_before) {
		*lead = true;
		at = nass_width_fit_end(text, width - 1, &used);
		if (at > 0 && text.p[at - 1] != ' ')
			at = next_word(text, at);
		return nass_str_sub(text, at, text.n);
	}
	*tail = true;
	at = nass_width_fit(text, width - 1, &used);
	if (at < text.n && text.p[at] != ' ')
		at = last_word(text, at);
	return nass_str_sub(text, 0, at);
}
