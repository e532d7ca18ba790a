/*
 * glob.c - words with wildcards against words of the text, as keys, or under
 * smart as letters with their marks.
 */
#include <string.h>

#include "match/pattern.h"
#include "text/cluster.h"
#include "text/utf8.h"

/* One step of a piece at key[at..]: the offset behind it, or MATCH__NO. */
static size_t
step(const struct match__piece *piece, struct nass_str key, size_t at)
{
	if (piece->kind == MATCH__ONE)
		return at < key.n && nass_cluster_is_border(key, at)
		    ? nass_cluster_end(key, at)
		    : MATCH__NO;
	if (key.n - at < piece->key.n ||
	    memcmp(key.p + at, piece->key.p, piece->key.n) != 0)
		return MATCH__NO;
	return at + piece->key.n;
}

/*
 * Both kinds of step are monotone in `at`, so the leftmost place of what stands
 * between two stars is the best one.
 */
bool
match__glob(
    const struct match__piece *piece, size_t npiece, struct nass_str key)
{
	size_t star = MATCH__NO;
	size_t resume = 0;
	size_t at = 0;
	size_t i = 0;
	size_t to;
	size_t n;

	for (;;) {
		if (i < npiece && piece[i].kind == MATCH__STAR) {
			star = i++;
			resume = at;
			continue;
		}
		if (i == npiece && at == key.n)
			return true;
		to = i < npiece ? step(&piece[i], key, at) : MATCH__NO;
		if (to != MATCH__NO) {
			at = to;
			i++;
			continue;
		}
		if (star == MATCH__NO || resume == key.n)
			return false;
		nass_utf8_get(key.p + resume, &n);
		resume += n;
		i = star + 1;
		at = resume;
	}
}

/* The same over letters with their marks: each step is one unit. */
bool
match__units_meet(const struct match__unit *pattern, size_t npattern,
    const struct nass_smart_unit *word, size_t nword)
{
	size_t star = MATCH__NO;
	size_t resume = 0;
	size_t i = 0;
	size_t k = 0;

	for (;;) {
		if (i < npattern && pattern[i].kind == MATCH__STAR) {
			star = i++;
			resume = k;
			continue;
		}
		if (k == nword && i == npattern)
			return true;
		if (k < nword && i < npattern &&
		    (pattern[i].kind == MATCH__ONE ||
			nass_smart_meets(pattern[i].unit, word[k]))) {
			i++;
			k++;
			continue;
		}
		if (star == MATCH__NO || resume == nword)
			return false;
		i = star + 1;
		k = ++resume;
	}
}
