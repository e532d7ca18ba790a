/* kinship.c - is a line about what the text is about (line.h)? */
#include <string.h>

#include "boiler/line.h"

/* The first long words of the line. */
static void
put_tails(struct boiler_line *line, const struct code_words *w)
{
	size_t n = 0;

	memset(line->tail, 0, sizeof line->tail);
	for (size_t i = 0; i < w->n && n < LINE_TAILS; i++) {
		line->tail[n] = w->last[i];
		n += w->last[i] != 0;
	}
}

static uint64_t *
place(struct vocabulary *v, uint32_t last, uint64_t *bit)
{
	uint32_t h = last * 0x9E3779B1u;

	/* Words without one have no bit. */
	*bit = (uint64_t)(last != 0) << (h >> 26);
	return &v->bit[h >> 17 & 511];
}

/*
 * Are the words of the line those of the text above it?  Words of four letters
 * and more that are not grammar; then the line joins the text, if it is one.
 */
void
boiler__put_kinship(
    struct boiler_line *line, const struct code_words *w, struct vocabulary *v)
{
	struct features *f = &line->f;
	size_t nlong = 0;
	size_t nknown = 0;
	bool joins = line->is_prose || v->n < 12;
	bool has_text = v->n >= 40 && v->n < 3000; /* the filter fills */
	uint64_t bit;

	for (size_t i = 0; i < w->n; i++) {
		uint64_t *at = place(v, w->last[i], &bit);

		nlong += w->last[i] != 0;
		nknown += (*at & bit) != 0;
		*at |= joins ? bit : 0;
	}
	v->n += joins ? nlong : 0;
	features_put(
	    f, F_STRANGE, has_text && nlong >= 5 && 8 * nknown <= nlong);
	line->is_known =
	    v->n >= 15 && v->n < 3000 && nlong > 0 && nknown == nlong;
	features_put(f, F_TAGS,
	    has_text && nlong >= 4 && 10 * nknown >= 7 * nlong &&
		line->nword <= 30 && !line->is_closed &&
		features_has(f, F_NO_FUNCTION));
	put_tails(line, w);
}
