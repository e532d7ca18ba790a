/*
 * hits.c - hits as they are found, and in order to whom they are told,
 * or as a number.
 */
#include <stdlib.h>

#include "match/scan.h"

enum nass_code
match__find(
    struct nass_scan *s, const struct match__found *found, struct nass_err *err)
{
	void *p = s->found;
	enum nass_code code;

	code = match__grow(&p, &s->cap_found, s->nfound, sizeof(*found), err);
	s->found = p;
	if (code == NASS_OK)
		s->found[s->nfound++] = *found;
	return code;
}

static int
compare_found(const void *a, const void *b)
{
	const struct nass_hit *x = &((const struct match__found *)a)->hit;
	const struct nass_hit *y = &((const struct match__found *)b)->hit;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	if (x->n != y->n)
		return x->n < y->n ? -1 : 1;
	return (x->pattern > y->pattern) - (x->pattern < y->pattern);
}

void
match__tell(struct nass_scan *s)
{
	size_t i;

	if (s->visit == NULL) {
		s->ncounted += s->nfound;
		s->nfound = 0;
		return;
	}
	for (i = 1; i < s->nfound; i++)
		if (compare_found(&s->found[i - 1], &s->found[i]) > 0) {
			qsort(s->found, s->nfound, sizeof(*s->found),
			    compare_found);
			break;
		}
	for (i = 0; i < s->nfound && !s->is_stopped; i++)
		s->is_stopped = !s->visit(s->arg, &s->found[i].hit);
	s->nfound = 0;
}
