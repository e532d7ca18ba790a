/*
 * near.c - all patterns within N words of one sentence.
 *
 * A window counts if it holds a hit of every pattern, is no longer than N words,
 * and has no smaller such window inside: what grows it says nothing new.
 */
#include <stdlib.h>

#include "match/scan.h"

static int
compare_first(const void *a, const void *b)
{
	const struct match__found *x = a;
	const struct match__found *y = b;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	return (x->last > y->last) - (x->last < y->last);
}

/* found[l..r] as one hit. */
static struct match__found
window(const struct match__found *found, size_t l, size_t r)
{
	struct match__found w = found[l];
	size_t end = w.hit.at + w.hit.n;

	for (; l <= r; l++)
		if (found[l].last >= w.last) {
			w.last = found[l].last;
			end = found[l].hit.at + found[l].hit.n;
		}
	w.hit.n = end - w.hit.at;
	w.hit.pattern = 0;
	return w;
}

enum nass_code
match__near(struct nass_scan *s, struct nass_err *err)
{
	size_t npattern = s->m->npattern;
	struct match__found *f;
	struct match__found w;
	size_t nmade = 0;
	size_t held = 0;
	size_t l = 0;
	size_t r;
	size_t i;

	(void)err; /* windows are fewer than hits: they take their place */
	f = s->found;
	if (s->nfound > 1)
		qsort(f, s->nfound, sizeof(*f), compare_first);
	for (i = 0; i < npattern; i++)
		s->near[i] = 0;
	for (r = 0; r < s->nfound; r++) {
		held += s->near[f[r].hit.pattern]++ == 0;
		while (held == npattern && s->near[f[l].hit.pattern] > 1)
			s->near[f[l++].hit.pattern]--;
		if (held < npattern)
			continue;
		w = window(f, l, r);
		held -= --s->near[f[l++].hit.pattern] == 0;
		if (w.last - w.first < s->m->opts.near)
			f[nmade++] = w;
	}
	s->nfound = nmade;
	return NASS_OK;
}
