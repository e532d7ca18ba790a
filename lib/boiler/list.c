/* list.c - lists, and tables of what a text contains (line.h). */
#include "boiler/line.h"

/* A label and its value? */
static bool
is_gloss(const struct boiler_line *line)
{
	return features_has(&line->f, F_LABELLED) &&
	    !features_has(&line->f, F_COLON) && line->serial == 0 &&
	    line->nword <= 12;
}

/* Is its label one of the page's? */
static bool
is_of_page(const struct boiler_line *line)
{
	return line->lex != LEX_NONE || line->nsite > 0 ||
	    features_has(&line->f, F_LEAD_LABEL) ||
	    features_has(&line->f, F_LEAD_TAGS);
}

static void
mark_gloss(struct boiler_line *line)
{
	static const uint8_t phrase[] = { F_LEX_E, F_LEX_P, F_LEX_P_MOST,
		F_LEX_S, F_LEX_COVERED, F_LEX_NAV_E, F_LEX_NAV_MANY,
		F_LEAD_LABEL, F_LEAD_TAGS };

	features_put(&line->f, F_GLOSSES, true);
	if (line->lex == LEX_NONE)
		return;
	line->lex = LEX_NONE;
	line->is_strong = false;
	for (size_t i = 0; i < sizeof phrase; i++)
		features_clear(&line->f, (enum boiler_feature)phrase[i]);
}

/*
 * Labels and their values, one by one: words explained, facts of a film.  What
 * is said of pages elsewhere (`language: Arabic`) is one of them, if fewer than
 * half of them are such.
 */
static void
mark_glosses(struct boiler_line *line, size_t n)
{
	size_t from = 0;
	size_t nown = 0;

	for (size_t i = 0; i <= n; i++) {
		if (i < n && is_gloss(&line[i])) {
			nown += !is_of_page(&line[i]);
			continue;
		}
		for (size_t j = from;
		     nown >= 3 && 2 * nown >= i - from && j < i; j++)
			mark_gloss(&line[j]);
		from = i + 1;
		nown = 0;
	}
}

/* A heading of a wiki stands above its `[edit]`, which all of them have. */
static void
mark_edited(struct boiler_line *line, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct boiler_line *edit = &line[i];

		if (edit->s.p[0] != '[' || edit->nword > 2 || edit->times < 2 ||
		    (edit->lex != LEX_NAV && edit->soft == LEX_NONE))
			continue;
		features_put(&edit[-1].f, F_PART, true);
		features_put(&edit->f, F_WIDGET, true);
		features_clear(&edit->f, F_LEX_SOFT);
		edit->soft = LEX_NONE;
	}
}

/* The name of a fact on a line of its own has its value on the next. */
static void
mark_facts(struct boiler_line *line, size_t n)
{
	for (size_t i = n; i-- > 1;) {
		const struct features *above = &line[i - 1].f;

		if (features_has(above, F_FACT) && line[i - 1].nword <= 3 &&
		    !features_has(above, F_HAS_DIGIT) && line[i].nword <= 8 &&
		    line[i].lex == LEX_NONE && !line[i].is_closed)
			features_put(&line[i].f, F_FACT, true);
	}
}

static bool
has_mark(const struct boiler_line *line)
{
	return line->serial != 0 || features_has(&line->f, F_BULLET);
}

/*
 * Lists: numbers that go up by one, lines of a few words and a number, short
 * lines under one that ends with a colon.
 */
static void
mark_items(struct boiler_line *line, size_t n)
{
	size_t serial_at = 0;
	size_t row_from = 0;
	size_t left = 0;        /* lines that may still stand under the colon */
	bool is_marked = false; /* its list has numbers or bullets */

	for (size_t i = 0; i < n; i++) {
		struct features *f = &line[i].f;
		bool follows = line[i].serial > 1 && i - serial_at <= 4 &&
		    line[serial_at].serial + 1 == line[i].serial;

		features_put(f, F_SEQUENCE, follows);
		if (follows)
			features_put(&line[serial_at].f, F_SEQUENCE, true);
		if (line[i].serial != 0)
			serial_at = i;
		if (!line[i].is_rowlike)
			row_from = i + 1;
		for (size_t j = i; i - row_from == 2 && j + 3 > i; j--)
			features_put(&line[j].f, F_ROWS, true);
		features_put(f, F_ROWS, i - row_from + 1 > 3);
		if (line[i].is_strong || line[i].nword > 16 ||
		    features_has(f, F_LEX_SOFT) || features_has(f, F_SITE) ||
		    features_has(f, F_EMAIL) || features_has(f, F_HAS_URL))
			left = 0;
		if ((line[i].is_prose && !has_mark(&line[i])) ||
		    features_has(f, F_REFERENCE) || line[i].again > 2)
			left = 0; /* what comes again below lists contents */
		if (left == 15)
			is_marked = has_mark(&line[i]);
		else if (is_marked && !has_mark(&line[i]) && line[i].is_label)
			left = 0;
		features_put(f, F_UNDER_COLON, left > 0);
		left -= left > 0;
		if (features_has(f, F_PART) ||
		    (features_has(f, F_COLON) && line[i].lex == LEX_NONE &&
			(line[i].nword >= 8 || i == 0 || left > 0 ||
			    line[i - 1].is_prose)))
			left = 15;
	}
}

/*
 * Three lines and more that come again one by one, with text between them, are a
 * table of contents; a line of it may come again in other words.
 */
static void
mark_repeated(struct boiler_line *line, size_t n)
{
	size_t from = 0;
	size_t last = 0; /* that comes again */
	size_t count = 0;

	for (size_t i = 0; i < n; i++) {
		if (line[i].again <= 2 || line[i].nword > 12)
			continue;
		if (count == 0 || i - last > 2 ||
		    line[i].again <= line[last].again) {
			from = i;
			count = 0;
		}
		count++;
		for (size_t j = count == 3 ? from : last + 1;
		     count >= 3 && j <= i; j++)
			features_put(&line[j].f, F_CONTENTS, true);
		last = i;
	}
}

/* What a table of contents is, it is whatever list it looks like. */
static void
settle_contents(struct boiler_line *line, size_t n)
{
	static const uint8_t list[] = { F_SEQUENCE, F_ROWS, F_UNDER_COLON,
		F_NUMBERED, F_EVEN, F_RHYME };

	for (size_t i = 0; i + 1 < n; i++) /* its heading */
		if (features_has(&line[i].f, F_SITE) &&
		    features_has(&line[i + 1].f, F_CONTENTS))
			features_put(&line[i].f, F_CONTENTS, true);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0;
		     features_has(&line[i].f, F_CONTENTS) && k < sizeof list;
		     k++)
			features_clear(
			    &line[i].f, (enum boiler_feature)list[k]);
}

void
boiler__mark_contents(struct boiler_line *line, size_t n)
{
	mark_edited(line, n);
	mark_glosses(line, n);
	mark_repeated(line, n);
}

void
boiler__mark_lists(struct boiler_line *line, size_t n)
{
	mark_items(line, n);
	mark_facts(line, n);
	settle_contents(line, n);
}
