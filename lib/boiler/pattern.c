/*
 * pattern.c - what some lines are together: copies of each other, title and
 * headline, verse, the tail of a text (line.h).
 */
#include <string.h>

#include "boiler/line.h"

/* Copies ------------------------------------------------------------------- */

static size_t *
find_first(
    const struct boiler_line *line, size_t *table, size_t mask, uint64_t key)
{
	size_t at = (size_t)key & mask;

	while (table[at] != 0 && line[table[at] - 1].key != key)
		at = (at + 1) & mask;
	return &table[at];
}

static void
mark_copy(struct boiler_line *line, size_t i, size_t first)
{
	struct features *f = &line[i].f;

	if (line[i].nword >= 3)
		features_put(f, F_COPY, true);
	else
		features_put(f, F_COPY_SHORT, true);
	features_put(&line[first].f, F_COPIED_LATER, true);
	if (line[first].again == 0)
		line[first].again = (uint32_t)(i - first);
	line[first].times = line[first].times == 0 ? 2 : line[first].times + 1;
}

bool
boiler__mark_copies(
    struct boiler_line *line, size_t n, struct nass_arena *arena)
{
	size_t cap = 64;
	bool was_named = false; /* the line above numbers another line */
	bool is_named;
	size_t *table;

	while (cap < 2 * n)
		cap *= 2;
	table = nass_arena_get(arena, cap * sizeof *table);
	if (table == NULL)
		return false;
	memset(table, 0, cap * sizeof *table);
	for (size_t i = 0; i < n; i++) {
		size_t *first;

		if (line[i].key == 0)
			continue;
		first = find_first(line, table, cap - 1, line[i].key);
		if (*first == 0)
			*first = i + 1;
		else if (line_is_copy(&line[i], &line[*first - 1]))
			mark_copy(line, i, *first - 1);
	}
	for (size_t i = 0; i < n; i++) {
		const size_t *first =
		    find_first(line, table, cap - 1, line[i].said);

		/* `re: title`, in threads. */
		if (line[i].said != 0 && *first != 0 && *first <= i)
			features_put(&line[i].f, F_COPY_TITLE, true);
		first = find_first(line, table, cap - 1, line[i].key);

		if (line[i].key != 0 &&
		    line_is_copy(&line[i], &line[*first - 1]))
			line[i].times = line[*first - 1].times;
		/* A table of contents numbers headings that follow. */
		first = find_first(line, table, cap - 1, line[i].rest);
		is_named = line[i].rest != 0 && *first != 0;
		if (is_named && (*first > i + 1 || was_named))
			features_put(&line[i].f, F_CONTENTS, true);
		if (is_named && was_named)
			features_put(&line[i - 1].f, F_CONTENTS, true);
		was_named = is_named;
	}
	return true;
}

/*
 * The headline of a page whose title is no line of it: the last copy of that
 * above the text that is a heading, else the last of all; n: there is none.
 */
static size_t
find_headline(const struct boiler_line *line, size_t n)
{
	size_t best = n;

	for (size_t i = 1; i < n && (best == n || !line[i].is_prose); i++)
		if (line[i].key == line[0].key &&
		    (best == n || features_has(&line[i].f, F_H_HEADING) ||
			!features_has(&line[best].f, F_H_HEADING)))
			best = i;
	return best;
}

/*
 * The title, its copies, and the headline that is the begin of it; a title that
 * is no line of the text (number 0) lends its place to its first copy.
 */
static void
mark_title(struct boiler_line *line, size_t n)
{
	bool has_headline = false;
	uint64_t headline = 0;
	size_t first = find_headline(line, n);

	features_put(&line[0].f, F_FIRST, true);
	features_put(&line[0].f, F_FIRST_SHORT, line[0].nword <= 3);
	features_put(&line[0].f, F_KICKER_FIRST,
	    n > 2 && !line[0].is_closed && line[1].nword >= 4 &&
		line[1].nword <= 20 && line[0].nword <= 3 &&
		(line[0].covered >= line[0].nword || line[0].is_section));
	if (line[0].nword < 3 && line[0].number > 0)
		return;
	for (size_t i = 1; i < n; i++) {
		bool is_begin = line[i].nword >= 4 &&
		    line[i].nword < line[0].nword &&
		    line[i].head[3] == line[0].head[3] &&
		    line[i].s.n < line[0].s.n;

		if (line[0].number == 0 && i == first) {
			features_clear(&line[i].f, F_COPY);
			features_put(&line[i].f, F_HEADLINE, true);
			headline = line[i].key;
			has_headline = true;
		} else if (line[i].key == line[0].key ||
		    (has_headline && line[i].key == headline)) {
			features_put(&line[i].f, F_COPY_TITLE, true);
			features_put(&line[i - 1].f, F_KICKER,
			    i > 1 && line[i - 1].nword <= 3);
		} else if (is_begin && !has_headline) {
			features_put(&line[i].f, F_HEADLINE, true);
			headline = line[i].key;
			has_headline = true;
		}
	}
}

/*
 * A headline stands above its byline and date, and those above its text; or
 * below the path of links that leads to it.
 */
static void
mark_headline(struct boiler_line *line, size_t n)
{
	for (size_t i = 0; i + 2 < n; i++) {
		bool has_byline = false;
		bool has_text = false;

		if (line[i].nword < 3 || line[i].nword > 20 ||
		    line[i].lex != LEX_NONE || line[i].soft != LEX_NONE ||
		    features_has(&line[i].f, F_DATE))
			continue;
		for (size_t j = i + 1; j < n && j <= i + 6 && !has_text; j++) {
			has_byline |= j <= i + 2 &&
			    (line[j].soft != LEX_NONE ||
				features_has(&line[j].f, F_DATE));
			has_text = line[j].is_prose;
		}
		features_put(
		    &line[i].f, F_ABOVE_BYLINE, has_byline && has_text);
		features_put(&line[i].f, F_BELOW_CRUMBS,
		    has_text && i > 0 &&
			features_has(&line[i - 1].f, F_CRUMBS) &&
			!features_has(&line[i].f, F_CRUMBS));
	}
}

/* Lines that no list bears, open, of a headline's length or a teaser's. */
static bool
is_tail_line(const struct boiler_line *line)
{
	static const uint8_t other[] = { F_BULLET, F_NUMBERED, F_RHYME,
		F_VOCALISED, F_STRETCHED, F_COLON, F_COMMA, F_UNDER_COLON,
		F_ROWS, F_DATE, F_SPOKEN, F_QUOTED };

	for (size_t i = 0; i < sizeof other; i++)
		if (features_has(&line->f, (enum boiler_feature)other[i]))
			return false;
	return !line->is_closed && line->nword >= 5;
}

/*
 * Where all paragraphs are closed and what follows them to the end of the text
 * is mostly open, other pages are named.
 */
static void
mark_tail(struct boiler_line *line, size_t n)
{
	size_t nprose = 0;
	size_t from = 0;
	size_t nopen = 0;
	size_t nlong = 0;
	size_t nword = 0;

	while (from < n &&
	    (line[from].nword < 12 || line[from].is_closed || nprose < 3)) {
		if (line[from].nword >= 12 && from > 0) {
			if (!line[from].is_closed)
				return;
			nprose++;
		}
		if (nprose >= 3 && is_tail_line(&line[from]))
			break;
		from++;
	}
	for (size_t i = from; i < n; i++) /* not where the text goes on */
		if (features_has(&line[i].f, F_JOINED))
			return;
	for (size_t i = from; i < n; i++) {
		nopen += is_tail_line(&line[i]);
		nword += is_tail_line(&line[i]) ? line[i].nword : 0;
		nlong += line[i].nword >= 5;
	}
	if (nopen < 2 || 4 * nopen < 3 * nlong || nword < 8 * nopen)
		return;
	for (size_t i = from; i < n; i++)
		features_put(&line[i].f, F_TAIL, line[i].nword >= 5);
}

/* Verse -------------------------------------------------------------------- */

static void
mark_verse(struct boiler_line *line, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t nrhyme = 0;
		size_t neven = 0;

		if (line[i].nword < 2 || line[i].nword > 12 ||
		    line[i].is_strong)
			continue;
		for (size_t d = 1; d <= 4; d++) {
			const struct boiler_line *a =
			    i >= d ? &line[i - d] : NULL;
			const struct boiler_line *b =
			    i + d < n ? &line[i + d] : NULL;

			for (int k = 0; k < 2; k++, a = b) {
				if (a == NULL || a->is_strong || a->nword < 2)
					continue;
				nrhyme += (d % 2 == 0 || d == 1) &&
				    a->last_letter == line[i].last_letter;
				neven += d <= 2 &&
				    a->nword + 1 >= line[i].nword &&
				    a->nword <= line[i].nword + 1;
			}
		}
		features_put(&line[i].f, F_RHYME, nrhyme >= 3);
		features_put(&line[i].f, F_EVEN, neven >= 4);
	}
}

/*
 * Two lines that come again as two are a refrain, or a list that two boxes have;
 * verse has refrains.
 */
static void
mark_refrains(struct boiler_line *line, size_t n)
{
	for (size_t i = 0; i + 1 < n; i++) {
		size_t at = i + line[i].again;

		if (line[i].again < 2 || line[i].again != line[i + 1].again ||
		    !(features_has(&line[at].f, F_EVEN) ||
			features_has(&line[at].f, F_RHYME)))
			continue;
		features_clear(&line[at].f, F_COPY);
		features_clear(&line[at + 1].f, F_COPY);
	}
}

void
boiler__mark_patterns(struct boiler_line *line, size_t n)
{
	boiler__mark_contents(line, n);
	mark_title(line, n);
	mark_verse(line, n);
	mark_refrains(line, n);
	boiler__mark_lists(line, n);
	mark_headline(line, n);
	mark_tail(line, n);
}
