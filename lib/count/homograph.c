/*
 * homograph.c - spellings that lines of counts list under more than one term.
 *
 *	a TAB =x TAB 1		x ─> the spelling, of type a
 *	b TAB =x TAB 2		x, apart for type b ─> another
 *
 * Counts of one profile have none, as a word has one key.  Yet what does not
 * refuse them must add them up, and in any order: so the word keeps the entry
 * that it has, and each further type that lists it gets another.
 */
#include "count/private.h"

/* A slot of that word and type, or an empty one; *key may become apart. */
static struct count__slot *
find(struct nass_count *c, struct count__key *key, uint32_t type)
{
	struct count__slot *s = count__find(&c->words, key);

	if (!c->reads_lines || type == COUNT__NONE || s->tag == 0 ||
	    c->spelling[s->id].type == type)
		return s;
	c->has_homographs = true;
	count__key_apart(key, type);
	return count__find(&c->words, key);
}

enum nass_code
count__spell(struct nass_count *c, struct count__key *key, uint32_t type,
    struct count__slot **slot, struct nass_err *err)
{
	struct count__slot *s = find(c, key, type);

	*slot = s;
	if (s->tag == 0 && count__take_spelling(c, s, key, type) == COUNT__NONE)
		return nass_fail_nomem(err);
	return NASS_OK;
}

/* Few share their bytes: insertion. */
void
count__sort_homographs(
    const struct nass_count *c, struct count__item *item, size_t n)
{
	const uint64_t *word = c->words.key;
	size_t i;
	size_t k;

	for (i = 1; c->has_homographs && i < n; i++) {
		struct count__item x = item[i];
		uint64_t type = c->types.key[c->spelling[x.id].type];

		for (k = i; k > 0; k--) {
			uint64_t before = item[k - 1].id;

			if (count__word_cmp(word[before], word[x.id]) != 0 ||
			    count__word_cmp(
				c->types.key[c->spelling[before].type], type) <
				0)
				break;
			item[k] = item[k - 1];
		}
		item[k] = x;
	}
}
