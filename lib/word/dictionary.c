/*
 * dictionary.c - words of scripts that are written without spaces, by ICU's
 * dictionaries.
 *
 * A window of complex letters is given to ICU; the borders that it finds are
 * kept as bits in the iteration, so that a break iterator is opened once for
 * each window and nothing is left to release.
 */
#include <string.h>

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "text/cluster.h"
#include "text/utf8.h"
#include "word/machine.h"

/* The end of the run of complex letters from `at` on, a window at most. */
static size_t
window_end(const struct nass_words *w, size_t at, size_t limit)
{
	size_t last = at;
	unsigned char class;
	size_t n;

	if (limit - at > sizeof(w->dictionary) * 8)
		limit = at + sizeof(w->dictionary) * 8;
	while (last < limit) {
		class = word__class(nass_utf8_get(w->text.p + last, &n));
		if ((class != WC_COMPLEX && class != WC_EXTEND &&
			class != WC_ZWJ && class != WC_FORMAT) ||
		    limit - last < n)
			break;
		last += n;
	}
	return last;
}

/*
 * Borders inside the window, which are bits by byte behind its start.  The word
 * that the window may cut is left for the next one.
 */
static void
look_up(struct nass_words *w, size_t at, size_t end, bool is_cut)
{
	UErrorCode status = U_ZERO_ERROR;
	UBreakIterator *it = ubrk_open(UBRK_WORD, "", NULL, 0, &status);
	UText *text =
	    utext_openUTF8(NULL, w->text.p + at, (int64_t)(end - at), &status);
	int32_t border = 0;
	int32_t before = 0;

	ubrk_setUText(it, text, &status);
	memset(w->dictionary, 0, sizeof(w->dictionary));
	w->dictionary_at = at;
	w->dictionary_end = end;
	while (U_SUCCESS(status) && (border = ubrk_next(it)) != UBRK_DONE &&
	    (size_t)border < end - at) {
		if (w->opts.keeps_whole &&
		    !nass_cluster_is_border(w->text, at + (size_t)border))
			continue;
		w->dictionary[border / 64] |= (uint64_t)1 << border % 64;
		before = border;
	}
	if (is_cut && before > 0)
		w->dictionary_end = at + (size_t)before;
	utext_close(text);
	ubrk_close(it);
}

size_t
word__dictionary_end(struct nass_words *w, size_t at, size_t end, size_t limit)
{
	size_t n;
	size_t i;

	if (word__class(nass_utf8_get(w->text.p + at, &n)) != WC_COMPLEX)
		return end;
	if (at < w->dictionary_at || at >= w->dictionary_end) {
		limit = window_end(w, at, limit);
		look_up(
		    w, at, limit, limit - at + 4 > sizeof(w->dictionary) * 8);
	}
	for (i = end - w->dictionary_at; end < w->dictionary_end; i++, end++)
		if ((w->dictionary[i / 64] >> i % 64 & 1) != 0)
			break;
	return end;
}
