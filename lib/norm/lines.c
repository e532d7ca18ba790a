/*
 * lines.c - operations on spaces, case and repeated letters; and whether a line
 * is Arabic.
 */
#include "norm/cells.h"

#include "text/ucd.h"
#include "text/utf8.h"

void
norm__spaces(struct norm__work *w)
{
	const struct norm__list *list =
	    norm__list(NORM_SPACES, NORM_SPACES_FOLD, false);
	const struct norm__cell *cell;
	bool was_space = false;
	bool is_space;
	size_t i;

	for (i = 0; i < w->now->n; i++) {
		cell = &w->now->p[i];
		is_space = !cell->is_fixed &&
		    (cell->cp == ' ' ||
			((cell->touch & NORM_BIT(NORM_SPACES)) != 0 &&
			    norm__holds(w, list, i) != NULL));
		if (is_space && was_space)
			norm__drop(w, cell, NORM_SPACES);
		else if (is_space && cell->cp != ' ')
			norm__change(w, cell, ' ', NORM_SPACES);
		else
			norm__keep(w, cell);
		was_space = is_space;
	}
	norm__swap(w);
}

void
norm__case(struct norm__work *w)
{
	const struct norm__cell *cell;
	uint32_t cp;
	size_t i;

	for (i = 0; i < w->now->n; i++) {
		cell = &w->now->p[i];
		cp = cell->is_fixed ? cell->cp : nass_ucd_fold(cell->cp);
		if (cp != cell->cp)
			norm__change(w, cell, cp, NORM_CASE);
		else
			norm__keep(w, cell);
	}
	norm__swap(w);
}

/* How many equal letters begin at cell i. */
static size_t
run_at(const struct norm__work *w, size_t i)
{
	const struct norm__cell *cell = w->now->p;
	size_t k = i + 1;

	if (k == w->now->n || cell[k].cp != cell[i].cp || cell[i].is_fixed ||
	    cell[i].cp == 0x640 || nass_ucd(cell[i].cp)->gc != NASS_GC_LETTER)
		return 1;
	while (k < w->now->n && cell[k].cp == cell[i].cp && !cell[k].is_fixed)
		k++;
	if (k - i == 3 && cell[i].cp == 'w' && k < w->now->n &&
	    cell[k].cp == '.')
		return 1; /* www. */
	return k - i;
}

void
norm__repeat(struct norm__work *w)
{
	size_t i, k, n;

	if (w->norm->repeat == 0)
		return;
	for (i = 0; i < w->now->n; i += n) {
		n = run_at(w, i);
		for (k = 0; k < n; k++)
			if (n >= 3 && k >= w->norm->repeat)
				norm__drop(w, &w->now->p[i + k], NORM_REPEAT);
			else
				norm__keep(w, &w->now->p[i + k]);
	}
	norm__swap(w);
}

/* Is the line Arabic? ------------------------------------------------------------ */

struct census {
	uint64_t letters;
	uint64_t foreign;
	uint32_t last; /* the foreign letter that was met last, 0: another */
};

static bool
is_foreign(uint32_t cp)
{
	switch (cp) {
	case 0x67E:
	case 0x686:
	case 0x698:
	case 0x6AF:
	case 0x679:
	case 0x688:
	case 0x691:
	case 0x6D2:
		return true;
	default:
		return false;
	}
}

static void
count_letter(struct census *c, uint32_t cp)
{
	if (cp == 0x6D3) /* U+06D2 with hamza */
		cp = 0x6D2;
	c->letters++;
	if (!is_foreign(cp)) {
		c->last = 0;
		return;
	}
	if (cp != c->last)
		c->foreign++;
	c->last = cp;
}

static void
count(struct census *c, uint32_t cp)
{
	static const enum norm__op forms[] = { NORM_PRESENTATION,
		NORM_LIGATURES };
	const struct norm__list *list;
	const struct norm__rule *end;
	const struct norm__rule *r = NULL;
	size_t i;

	if (cp < 0x600)
		return;
	if (cp == 0x670 || cp == 0x654 || cp == 0x655)
		c->letters++;
	else if (cp - 0x675 < 4)
		c->letters += 2;
	else if (cp - 0xFB50 >= 0x3AF) {
		if (norm__is_letter(cp))
			count_letter(c, cp);
	} else {
		for (i = 0; i < 2 && r == NULL; i++) {
			list = norm__list(forms[i], 1, false);
			r = norm__rule(list, cp, &end);
		}
		for (i = 0; r != NULL && i < r->n; i++)
			if (norm__is_letter(norm__pool(r->to)[i]))
				count_letter(c, norm__pool(r->to)[i]);
	}
}

/* Quickly: can the line hold one of those letters, or a form of one? */
static bool
may_be_foreign(struct nass_str line)
{
	const unsigned char *u = (const unsigned char *)line.p;
	size_t n;
	size_t i;
	uint32_t cp;

	for (i = 0; i + 1 < line.n; i++) {
		/* U+0679 is D9 B9; forms begin with EF. */
		if (u[i] < 0xD9 || (u[i] > 0xDB && u[i] != 0xEF) ||
		    (u[i] == 0xD9 && u[i + 1] < 0xB9))
			continue;
		cp = nass_utf8_get(line.p + i, &n);
		if (is_foreign(cp) || cp == 0x6D3 || cp - 0xFB50 < 0x3B0)
			return true;
	}
	return false;
}

bool
norm__looks_foreign(struct nass_str line)
{
	struct census c = { 0, 0, 0 };
	size_t at = 0;
	size_t n;

	if (!may_be_foreign(line))
		return false;
	while (at < line.n) {
		count(&c, nass_utf8_get(line.p + at, &n));
		at += n;
	}
	return c.foreign * 100 > c.letters;
}

bool
norm__cells_look_foreign(const struct norm__work *w)
{
	struct census c = { 0, 0, 0 };
	size_t i;

	for (i = 0; i < w->now->n; i++)
		count(&c, w->now->p[i].cp);
	return c.foreign * 100 > c.letters;
}

bool
norm__is_guarded(struct norm__work *w)
{
	if (w->norm->value[NORM_LANG] != NORM_LANG_ANY)
		return false;
	if (w->guard == NORM_UNKNOWN)
		w->guard = norm__looks_foreign(w->line) ? NORM_FOREIGN_LINE
							: NORM_ARABIC;
	return w->guard == NORM_FOREIGN_LINE;
}
