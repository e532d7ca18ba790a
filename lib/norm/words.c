/*
 * words.c - operations that look at the letters around: seats of hamza,
 * tatweel, superscript alef.
 */
#include "norm/cells.h"

#define ALEF    0x627u
#define HEH     0x647u
#define WAW     0x648u
#define MAKSURA 0x649u
#define YEH     0x64Au
#define TATWEEL 0x640u
#define DAGGER  0x670u
#define NONE    SIZE_MAX

static uint32_t
cp_at(const struct norm__work *w, size_t i)
{
	return i < w->now->n && !w->now->p[i].is_fixed ? w->now->p[i].cp : 0;
}

/* The cell before i that is no mark (and no tatweel), or NONE. */
static size_t
before(const struct norm__work *w, size_t i, bool passes_tatweel)
{
	while (i-- > 0)
		if (!norm__is_mark(cp_at(w, i)) &&
		    !(passes_tatweel && cp_at(w, i) == TATWEEL))
			return i;
	return NONE;
}

static size_t
behind(const struct norm__work *w, size_t i, bool passes_tatweel)
{
	for (i++; i < w->now->n; i++)
		if (!norm__is_mark(cp_at(w, i)) &&
		    !(passes_tatweel && cp_at(w, i) == TATWEEL))
			return i;
	return NONE;
}

static bool
letter_at(const struct norm__work *w, size_t i)
{
	return i != NONE && norm__is_letter(cp_at(w, i));
}

/* Seats ---------------------------------------------------------------------- */

/* The hamza mark that cell i carries, or NONE. */
static size_t
hamza_on(const struct norm__work *w, size_t i)
{
	for (i++; norm__is_mark(cp_at(w, i)); i++)
		if (cp_at(w, i) == 0x654 || cp_at(w, i) == 0x655)
			return i;
	return NONE;
}

/* Does what carries this hamza become yeh with hamza? */
static bool
is_seat(const struct norm__work *w, size_t i)
{
	const unsigned *value = w->norm->value;
	bool drops = (value[NORM_MARKS] & 1u << NORM_MARKS_HAMZA) != 0;

	switch (cp_at(w, i)) {
	case TATWEEL:
		return (drops || value[NORM_TATWEEL] != NORM_TATWEEL_KEEP) &&
		    (letter_at(w, before(w, i, true)) ||
			letter_at(w, behind(w, i, true)));
	case MAKSURA:
	case YEH:
		return drops;
	default:
		return false;
	}
}

/*
 * A hamza that stands on tatweel (as in the Uthmani text) or on a dotless or
 * dotted yeh that does not compose with it would be lost with its mark, or
 * move to the letter before: it is yeh with hamza, U+0626.
 */
void
norm__seats(struct norm__work *w)
{
	enum norm__op op = NORM_MARKS;
	size_t mark = NONE;
	size_t i;

	if ((w->norm->value[NORM_MARKS] & 1u << NORM_MARKS_HAMZA) == 0)
		op = NORM_TATWEEL;
	for (i = 0; i < w->now->n; i++)
		if (cp_at(w, i) == 0x654 || cp_at(w, i) == 0x655)
			break;
	if (i == w->now->n)
		return;
	for (i = 0; i < w->now->n; i++) {
		if (i == mark) {
			norm__drop(w, &w->now->p[i], op);
			mark = NONE;
			continue;
		}
		if (is_seat(w, i))
			mark = hamza_on(w, i);
		else if (!norm__is_mark(cp_at(w, i)))
			mark = NONE;
		if (mark != NONE && !norm__is_mark(cp_at(w, i)))
			norm__change(w, &w->now->p[i], 0x626, op);
		else
			norm__keep(w, &w->now->p[i]);
	}
	norm__swap(w);
}

/* Tatweel -------------------------------------------------------------------- */

/* How many of the tatweels of a run, from cell first to the next base, stay. */
static size_t
staying(const struct norm__work *w, size_t first, size_t end)
{
	size_t base = before(w, first, false);

	if (letter_at(w, end))
		return 0;
	if (!letter_at(w, base))
		return SIZE_MAX; /* a dash */
	if (cp_at(w, base) == HEH && !letter_at(w, before(w, base, true)))
		return 1; /* the abbreviation of Hijri */
	return 0;
}

void
norm__tatweel(struct norm__work *w)
{
	size_t stay = 0;
	size_t i, end;

	if (w->norm->value[NORM_TATWEEL] == NORM_TATWEEL_KEEP)
		return;
	for (i = 0; i < w->now->n;) {
		if (cp_at(w, i) != TATWEEL) {
			norm__keep(w, &w->now->p[i++]);
			continue;
		}
		end = behind(w, i, true);
		stay = staying(w, i, end);
		for (; i < w->now->n && i < end; i++)
			if (cp_at(w, i) != TATWEEL)
				norm__keep(w, &w->now->p[i]);
			else if (stay > 0) {
				norm__keep(w, &w->now->p[i]);
				stay--;
			} else
				norm__drop(w, &w->now->p[i], NORM_TATWEEL);
	}
	norm__swap(w);
}

/* Superscript alef ----------------------------------------------------------- */

static uint32_t
plain(uint32_t cp)
{
	return cp == 0x622 || cp == 0x623 || cp == 0x625 || cp == 0x671 ? ALEF
									: cp;
}

/* Do the letters around i read `from` (letters, the mark, letters)? */
static bool
reads(const struct norm__work *w, size_t i, const uint32_t *from, unsigned n)
{
	size_t k = i;
	unsigned mark = 0;
	unsigned j;

	while (from[mark] != DAGGER)
		mark++;
	for (j = mark; j-- > 0;) {
		k = before(w, k, true);
		if (k == NONE || plain(cp_at(w, k)) != plain(from[j]))
			return false;
	}
	for (k = i, j = mark + 1; j < n; j++) {
		k = behind(w, k, true);
		if (k == NONE || plain(cp_at(w, k)) != plain(from[j]))
			return false;
	}
	return true;
}

/* Is this word written without the alef (hadha, dhalika, lakin ...)? */
static bool
is_exception(const struct norm__work *w, size_t i)
{
	const struct norm__list *list = norm__list(NORM_NOPS, 0, false);
	const struct norm__rule *end;
	const struct norm__rule *r;
	uint32_t first;
	size_t k;

	k = before(w, i, true);
	for (; k != NONE && letter_at(w, k) && i - k < 16;
	     k = before(w, k, true)) {
		first = plain(cp_at(w, k));
		r = list != NULL ? norm__rule(list, first, &end) : NULL;
		for (; r != NULL && r < end && r->from == first; r++)
			if (reads(w, i, norm__pool(r->to), r->n))
				return true;
	}
	return false;
}

/*
 * What a superscript alef does: it becomes alef, unless the word is written
 * without, an alef stands beside it, or it stands on an alef maksura at the
 * end.  A maksura within the word, and a waw without a vowel before teh
 * marbuta or alef (salat, riba), are the seat of it and become the alef.
 */
enum fate {
	FATE_ALEF,
	FATE_DROP,
	FATE_SEAT,
};

static enum fate
fate(const struct norm__work *w, size_t i)
{
	size_t base = before(w, i, true);
	size_t next = behind(w, i, true);
	uint32_t cp = base != NONE ? plain(cp_at(w, base)) : 0;
	uint32_t after = letter_at(w, next) ? plain(cp_at(w, next)) : 0;

	if (!norm__is_letter(cp) || cp == ALEF || is_exception(w, i))
		return FATE_DROP;
	if (cp == MAKSURA)
		return after != 0 ? FATE_SEAT : FATE_DROP;
	if (cp == WAW && base == i - 1 && (after == 0x629 || after == ALEF))
		return FATE_SEAT;
	if (after == ALEF || after == MAKSURA)
		return FATE_DROP;
	return FATE_ALEF;
}

/* Write cell i, which carries the superscript alef `mark`. */
static void
seat(struct norm__work *w, size_t i, size_t mark)
{
	size_t next = behind(w, mark, true);
	const struct norm__cell *cell = &w->now->p[i];

	if (cp_at(w, i) == WAW && letter_at(w, next) &&
	    plain(cp_at(w, next)) == ALEF)
		norm__drop(w, cell, NORM_DAGGER_ALEF);
	else
		norm__change(w, cell, ALEF, NORM_DAGGER_ALEF);
}

void
norm__dagger_alef(struct norm__work *w)
{
	size_t i, k;
	bool drops_madda = false;

	for (i = 0; i < w->now->n; i++) {
		const struct norm__cell *cell = &w->now->p[i];
		uint32_t cp = cp_at(w, i);

		if (cp == MAKSURA || cp == WAW) {
			for (k = i + 1; norm__is_mark(cp_at(w, k)) ||
			     cp_at(w, k) == TATWEEL;
			     k++)
				if (cp_at(w, k) == DAGGER)
					break;
			if (cp_at(w, k) == DAGGER && fate(w, k) == FATE_SEAT)
				seat(w, i, k);
			else
				norm__keep(w, cell);
		} else if (cp == DAGGER) {
			drops_madda = true;
			if (fate(w, i) == FATE_ALEF)
				norm__change(w, cell, ALEF, NORM_DAGGER_ALEF);
			else
				norm__drop(w, cell, NORM_DAGGER_ALEF);
		} else if (cp == 0x653 && drops_madda)
			norm__drop(w, cell, NORM_DAGGER_ALEF);
		else {
			norm__keep(w, cell);
			drops_madda = drops_madda && norm__is_mark(cp);
		}
	}
	norm__swap(w);
}
