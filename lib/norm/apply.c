/*
 * apply.c - the operations in their order, and those that are lists of rules.
 *
 * A round runs each operation that is on and meets a code point.  Rounds go on
 * until one changes nothing: this is what makes our own profiles idempotent,
 * whatever an operation uncovers for one that ran before it.  (No operation
 * undoes another, so that rounds end; profiles of peers have one.)
 */
#include "norm/cells.h"

#include "text/ucd.h"

enum {
	MAX_ROUNDS = 16
};

static bool
is_digit(uint32_t cp)
{
	return cp - '0' < 10 || cp - 0x660 < 10 || cp - 0x6F0 < 10;
}

static uint32_t
at(const struct norm__work *w, size_t i)
{
	return i < w->now->n && !w->now->p[i].is_fixed ? w->now->p[i].cp : 0;
}

/* Does no Arabic letter follow cell i in its word? */
static bool
is_final(const struct norm__work *w, size_t i)
{
	uint32_t cp;

	for (i++; (cp = at(w, i)) != 0; i++) {
		if (cp == 0x654) /* a seat of hamza has no final form */
			return false;
		if (cp != 0x640 && !norm__is_mark(cp))
			break;
	}
	return !norm__is_letter(cp);
}

/* The number around i, which is `mark`, has no other one. */
static bool
is_only(const struct norm__work *w, size_t i)
{
	size_t k;
	uint32_t cp;

	if (!is_digit(at(w, i - 1)) || !is_digit(at(w, i + 1)))
		return false;
	for (k = i + 1; is_digit(cp = at(w, k)); k++)
		;
	if (cp == '.' || cp == 0x66B)
		return false;
	for (k = i - 1; (cp = at(w, k)) != 0; k--)
		if (!is_digit(cp) && cp != ',' && cp != 0x66C)
			break;
	return cp != '.' && cp != 0x66B;
}

/* One to three digits before i, three and no more behind it. */
static bool
is_group(const struct norm__work *w, size_t i)
{
	size_t k;
	uint32_t cp;

	for (k = 1; k <= 3; k++)
		if (!is_digit(at(w, i + k)))
			return false;
	if (is_digit(at(w, i + 4)))
		return false;
	for (k = 1; k <= 4 && k <= i && is_digit(at(w, i - k)); k++)
		;
	cp = k <= i ? at(w, i - k) : 0;
	return k > 1 && k <= 4 && cp != '.' && cp != 0x66B;
}

static bool
is_pictographic(uint32_t cp)
{
	return cp >= 0x80 && (nass_ucd(cp)->flags & NASS_UCD_PICTOGRAPHIC) != 0;
}

/* Scripts in which joiners spell: from Devanagari to Mongolian. */
static bool
is_joined_script(uint32_t cp)
{
	return cp - 0x900 < 0x1700 && cp != 0x180E;
}

/* May a zero-width joiner or non-joiner be taken away? */
static bool
is_idle_joiner(const struct norm__work *w, size_t i)
{
	uint32_t before = i > 0 ? at(w, i - 1) : 0;
	uint32_t after = at(w, i + 1);

	if (is_joined_script(before))
		return false;
	if (at(w, i) == 0x200C)
		return w->norm->value[NORM_LANG] != NORM_LANG_FA &&
		    w->guard != NORM_FOREIGN_LINE;
	while (i > 1 && (before == 0xFE0F || before - 0x1F3FB < 5))
		before = at(w, --i - 1);
	return !is_pictographic(before) || !is_pictographic(after);
}

/* May a variation selector be taken away: it chooses nothing here? */
static bool
is_idle_selector(const struct norm__work *w, size_t i)
{
	uint32_t before = i > 0 ? at(w, i - 1) : 0;

	if (before == '#' || before == '*' || before - '0' < 10 ||
	    before == 0xA9 || before == 0xAE)
		return false;
	return before < 0x900 || norm__is_letter(before) ||
	    (norm__touch(before) &
		(NORM_BIT(NORM_CONTROLS) | NORM_BIT(NORM_SPACES))) != 0;
}

static bool
holds(const struct norm__work *w, enum norm__when when, size_t i)
{
	switch (when) {
	case NORM_FINAL:
		return is_final(w, i);
	case NORM_BETWEEN:
		return i > 0 && is_digit(at(w, i - 1)) &&
		    is_digit(at(w, i + 1));
	case NORM_AFTER:
		return i > 0 && is_digit(at(w, i - 1));
	case NORM_DECIMAL:
		return i > 0 && is_only(w, i);
	case NORM_GROUP:
		return i > 0 && is_group(w, i);
	case NORM_JOINER:
		return is_idle_joiner(w, i);
	case NORM_SELECTOR:
		return is_idle_selector(w, i);
	case NORM_ALWAYS:
	default:
		return true;
	}
}

const struct norm__rule *
norm__holds(const struct norm__work *w, const struct norm__list *list, size_t i)
{
	uint32_t cp = w->now->p[i].cp;
	const struct norm__rule *end = NULL;
	const struct norm__rule *r;

	r = list != NULL ? norm__rule(list, cp, &end) : NULL;
	for (;
	     r != NULL && r < end && (r->from == cp || r->from == NORM_OTHERS);
	     r++)
		if (holds(w, (enum norm__when)r->when, i))
			return r;
	return NULL;
}

static void
replace(struct norm__work *w, const struct norm__cell *cell,
    const struct norm__rule *r, enum norm__op op)
{
	const uint32_t *to = norm__pool(r->to);
	unsigned k;

	if (r->n == 1 && to[0] == cell->cp) {
		norm__keep(w, cell);
		return;
	}
	if (r->n == 0)
		norm__drop(w, cell, op);
	for (k = 0; k < r->n; k++)
		norm__change(w, cell, to[k], op);
}

void
norm__apply(
    struct norm__work *w, enum norm__op op, const struct norm__list *list)
{
	const struct norm__rule *r;
	struct norm__cell *cell;
	size_t i;

	for (i = 0; i < w->now->n; i++) {
		cell = &w->now->p[i];
		r = NULL;
		if (!cell->is_fixed &&
		    (op == NORM_PEER || (cell->touch & NORM_BIT(op)) != 0))
			r = norm__holds(w, list, i);
		if (r != NULL)
			replace(w, cell, r, op);
		else
			norm__keep(w, cell);
	}
	norm__swap(w);
}

static void
drop_marks(struct norm__work *w, unsigned value)
{
	if ((w->norm->value[NORM_MARKS] & 1u << value) != 0)
		norm__apply(
		    w, NORM_MARKS, norm__list(NORM_MARKS, value, false));
}

/* Hamza last: a mark that goes may have kept it from its letter. */
static void
marks(struct norm__work *w)
{
	drop_marks(w, NORM_MARKS_TASHKEEL);
	drop_marks(w, NORM_MARKS_DAGGER);
	drop_marks(w, NORM_MARKS_QURANIC);
	drop_marks(w, NORM_MARKS_OTHER);
	if (w->is_formless)
		norm__form(w, NORM_FORM);
	norm__seats(w);
	drop_marks(w, NORM_MARKS_HAMZA);
}

static void
controls(struct norm__work *w)
{
	size_t i;

	for (i = 0; i < w->now->n; i++)
		if (w->now->p[i].cp == 0x200C) {
			(void)norm__is_guarded(w);
			break;
		}
	norm__apply(w, NORM_CONTROLS,
	    norm__list(NORM_CONTROLS, NORM_CONTROLS_DROP, false));
}

/* Has the list a rule for one of the cells? */
static bool
meets(const struct norm__work *w, const struct norm__list *list)
{
	const struct norm__rule *end;
	size_t i;

	for (i = 0; i < w->now->n; i++)
		if (norm__rule(list, w->now->p[i].cp, &end) != NULL)
			return true;
	return false;
}

static void
foreign(struct norm__work *w)
{
	unsigned lang = w->norm->value[NORM_LANG];
	const struct norm__list *list = norm__list(NORM_FOREIGN,
	    NORM_FOREIGN_FOLD, lang == NORM_LANG_FA || lang == NORM_LANG_UR);

	/* The line is looked at only where it matters. */
	if (meets(w, list) && !norm__is_guarded(w))
		norm__apply(w, NORM_FOREIGN, list);
}

static void
one(struct norm__work *w, enum norm__op op)
{
	switch ((int)op) {
	case NORM_FORM:
		norm__form(w, NORM_FORM);
		break;
	case NORM_CONTROLS:
		controls(w);
		break;
	case NORM_SPACES:
		norm__spaces(w);
		break;
	case NORM_FOREIGN:
		foreign(w);
		break;
	case NORM_DAGGER_ALEF:
		if (w->norm->value[op] == NORM_DAGGER_ALEF_ALEF)
			norm__dagger_alef(w);
		else
			norm__apply(w, op, norm__list(op, 1, false));
		break;
	case NORM_TATWEEL:
		norm__seats(w);
		norm__tatweel(w);
		break;
	case NORM_MARKS:
		marks(w);
		break;
	case NORM_CASE:
		norm__case(w);
		break;
	case NORM_MASK:
		norm__mask(w);
		break;
	case NORM_REPEAT:
		norm__repeat(w);
		break;
	case NORM_LANG:
		break;
	default:
		norm__apply(w, op, norm__list(op, w->norm->value[op], false));
	}
}

static void
round_of(struct norm__work *w)
{
	unsigned op;
	uint32_t bit;

	for (op = 0; op < NORM_NOPS && !w->is_broken; op++) {
		bit = NORM_BIT(op);
		if (op == NORM_FORM)
			bit = NORM_TOUCH_NFC | NORM_TOUCH_NFKC;
		else if ((w->norm->active & bit) == 0)
			continue;
		/* Each operation sees text in the form, whatever came before. */
		if (w->is_formless && op > NORM_FORM)
			norm__form(w, NORM_FORM);
		if (op == NORM_MASK || op == NORM_REPEAT
			? !w->is_part
			: op == NORM_PEER || (w->touch & bit) != 0)
			one(w, (enum norm__op)op);
	}
}

static void
rounds(struct norm__work *w)
{
	bool is_own = w->norm->value[NORM_PEER] == NORM_PEER_NONE;
	unsigned nround = 0;

	if (w->touch == 0 && is_own && (w->is_part || !w->norm->needs_line))
		return;
	do {
		w->is_changed = false;
		round_of(w);
	} while (
	    w->is_changed && is_own && !w->is_broken && ++nround < MAX_ROUNDS);
}

enum nass_code
norm__run(struct norm__work *w, struct nass_err *err)
{
	rounds(w);
	/* What is masked does not make a line look foreign. */
	if (w->norm->needs_line && !w->is_part &&
	    w->guard == NORM_FOREIGN_LINE && !norm__cells_look_foreign(w)) {
		w->guard = NORM_ARABIC;
		rounds(w);
	}
	if (w->norm->nrule > 0)
		norm__user(w);
	return w->is_broken ? nass_fail_nomem(err) : NASS_OK;
}
