/*
 * columns.c - the language of --columns: `a,b` replaces, `+a,b` adds, `a=TITLE`
 * renames.
 *
 *	+bar		the default, and a bar
 *	term=Word,count	two columns, the first renamed
 *	term=Word	the default, one column renamed
 */
#include <string.h>

#include "table/table.h"

struct choice {
	const struct nass_column *known;
	size_t nknown;
	struct nass_column *chosen;
	size_t *index;
	size_t room;
	size_t n;
	struct nass_err *err;
};

static bool
allows_members(const struct choice *ch)
{
	return ch->nknown > 0 && ch->known[ch->nknown - 1].name == NULL;
}

/* A name's index in known; nknown if there is none. */
static size_t
look_up(const struct choice *ch, struct nass_str name)
{
	size_t i;

	for (i = 0; i < ch->nknown; i++)
		if (ch->known[i].name != NULL &&
		    nass_str_eq(name, nass_str(ch->known[i].name)))
			return i;
	if (allows_members(ch) && name.n > 0)
		return ch->nknown - 1;
	return ch->nknown;
}

static enum nass_code
fail_unknown(const struct choice *ch, struct nass_str name, uint64_t at)
{
	char list[160];
	size_t used = 0;
	size_t n;
	size_t i;

	list[0] = '\0';
	for (i = 0; i < ch->nknown && ch->known[i].name != NULL; i++) {
		n = strlen(ch->known[i].name);
		if (used + n + 6 > sizeof(list)) {
			memcpy(list + used, " ...", 5);
			break;
		}
		list[used++] = ' ';
		memcpy(list + used, ch->known[i].name, n + 1);
		used += n;
	}
	return nass_fail(ch->err, NASS_EUSAGE, at,
	    "%.*s: no such column; there are%s",
	    (int)(name.n < 40 ? name.n : 40), name.p, list);
}

/* The place of a column among those chosen; n if it is not there. */
static size_t
place_of(const struct choice *ch, size_t index, struct nass_str name)
{
	size_t i;

	for (i = 0; i < ch->n; i++)
		if (ch->index[i] == index &&
		    (ch->known[index].name != NULL ||
			nass_str_eq(ch->chosen[i].member, name)))
			break;
	return i;
}

static enum nass_code
choose(struct choice *ch, struct nass_str part, uint64_t at)
{
	struct nass_str title = part;
	struct nass_str name = nass_str_cut(&title, '=');
	size_t index = look_up(ch, name);
	size_t place;

	if (index == ch->nknown)
		return fail_unknown(ch, name, at);
	place = place_of(ch, index, name);
	if (place == ch->n) {
		if (ch->n == ch->room)
			return nass_fail(
			    ch->err, NASS_EUSAGE, at, "too many columns");
		ch->chosen[place] = ch->known[index];
		ch->index[place] = index;
		if (ch->known[index].name == NULL)
			ch->chosen[place].member = name;
		ch->n++;
	}
	if (title.p != NULL)
		ch->chosen[place].title = title;
	return NASS_OK;
}

static enum nass_code
choose_all(struct choice *ch, struct nass_str spec, uint64_t at)
{
	struct nass_str part;
	const char *begin = spec.p;

	while (spec.p != NULL && spec.n > 0) {
		part = nass_str_cut(&spec, ',');
		if (choose(ch, part, at + (uint64_t)(part.p - begin)) !=
		    NASS_OK)
			return NASS_EUSAGE;
	}
	return NASS_OK;
}

/* Does every part only rename?  Then the default stands. */
static bool
only_renames(struct nass_str spec)
{
	struct nass_str part;

	while (spec.p != NULL && spec.n > 0) {
		part = nass_str_cut(&spec, ',');
		if (memchr(part.p, '=', part.n) == NULL)
			return false;
	}
	return true;
}

enum nass_code
nass_columns_parse(struct nass_str spec, const struct nass_column *known,
    size_t nknown, struct nass_str otherwise, struct nass_column *chosen,
    size_t *index, size_t room, size_t *nchosen, struct nass_err *err)
{
	struct choice ch = { known, nknown, chosen, index, room, 0, err };
	uint64_t at = 0;
	bool adds = spec.n > 0 && spec.p[0] == '+';

	if (spec.p == NULL || adds || only_renames(spec))
		if (choose_all(&ch, otherwise, 0) != NASS_OK)
			return NASS_EUSAGE;
	if (adds) {
		spec = nass_str_sub(spec, 1, spec.n);
		at = 1;
	}
	if (choose_all(&ch, spec, at) != NASS_OK)
		return NASS_EUSAGE;
	*nchosen = ch.n;
	return NASS_OK;
}
