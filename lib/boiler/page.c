/* page.c - what a line is among its neighbours (line.h). */
#include "boiler/body.h"

/* Mostly Arabic?  Then a line without an Arabic letter is foreign. */
static void
settle_language(struct boiler_line *line, size_t n)
{
	size_t nforeign = 0;
	size_t nall = 0;

	for (size_t i = 0; i < n; i++) {
		nall += line[i].s.n;
		if (features_has(&line[i].f, F_FOREIGN))
			nforeign += line[i].s.n;
	}
	if (2 * nforeign < nall)
		return;
	for (size_t i = 0; i < n; i++) {
		features_clear(&line[i].f, F_FOREIGN);
		features_clear(&line[i].f, F_NO_FUNCTION);
	}
}

/*
 * A page has many lines, most of them short and open, and known phrases among
 * them; an article has few of these.
 */
static double
clamp(double x)
{
	return x < 0 ? 0 : x > 1 ? 1 : x;
}

static double
how_much_page(const struct boiler_line *line, size_t n, size_t nhead)
{
	size_t nshort = 0;
	double head = (double)(nhead < 8 ? nhead : 8) / 2;
	double strong = 0;
	double x = (double)n;

	for (size_t i = 0; i < n; i++) {
		nshort += line[i].nword <= 8 && !line[i].is_closed;
		strong += line[i].is_strong ||
		    features_has(&line[i].f, F_CONTENTS) ||
		    features_has(&line[i].f, F_REFERENCE);
	}
	/* Labels above a text are no menu where nothing else is of a page. */
	strong += head < strong ? head : strong;
	if (strong < 3)
		return 0;
	return clamp(((double)nshort / x - 0.25) / 0.25) *
	    clamp((strong / x - 0.03) / 0.09) * clamp(strong / 6) *
	    clamp((x - 6) / 10);
}

/* Menus -------------------------------------------------------------------- */

/* May it stand in a row of labels? */
static bool
is_of_menu(const struct boiler_line *line)
{
	return (line->is_label || line->is_strong ||
		   features_has(&line->f, F_CRUMBS)) &&
	    !features_has(&line->f, F_UNDER_COLON) &&
	    !features_has(&line->f, F_PART);
}

/*
 * Rows of three labels and more; one that begins the text is its menu, of which
 * the length is returned, one that ends it a menu below.
 */
static size_t
mark_menus(struct boiler_line *line, size_t n)
{
	size_t nhead = 0;
	size_t from = 0;

	for (size_t i = 0; i <= n; i++) {
		bool is_path = i > 0 && features_has(&line[i - 1].f, F_CRUMBS);

		if (i < n && is_of_menu(&line[i]) && !(is_path && i > from))
			continue;
		/* A text of nothing else is a list. */
		for (size_t j = from;
		     i - from >= 3 && !(from <= 1 && i == n) && j < i; j++) {
			features_put(&line[j].f, F_MENU_HEAD, from <= 1);
			features_put(&line[j].f, F_MENU_TAIL, i == n);
			nhead += from <= 1;
		}
		from = i < n && is_of_menu(&line[i]) ? i : i + 1;
	}
	return nhead;
}

/* Places ------------------------------------------------------------------- */

static void
mark_place(struct boiler_line *line, size_t n, struct body body)
{
	if (body.nword == 0)
		return;
	for (size_t i = 0; i < n; i++) {
		struct features *f = &line[i].f;
		bool is_said = features_has(f, F_THREAD);
		bool is_before = i < body.from && !is_said;
		bool is_after = i >= body.to && !is_said;

		features_put(f, F_BEFORE_BODY, is_before);
		features_put(f, F_JUST_BEFORE, is_before && body.from - i <= 4);
		if (is_before && body.from - i > 10) {
			features_put(f, F_FAR_BEFORE, true);
			features_clear(f, F_PART);
			features_clear(f, F_FACT);
			features_clear(f, F_UNDER_COLON);
		}
		features_put(f, F_FAR_AFTER, is_after && i - body.to >= 10);
		features_put(f, F_AFTER_BODY, is_after);
		features_put(f, F_JUST_AFTER, is_after && i - body.to < 3);
		features_put(f, F_INSIDE_BODY, !is_before && !is_after);
	}
}

/* The path of links stands above the text, and short. */
static void
mark_crumbs(struct boiler_line *line, size_t n, struct body body)
{
	size_t to = body.nword > 0 ? body.from + 2 : n / 3;

	for (size_t i = 0; i < to && i < n; i++)
		features_put(&line[i].f, F_CRUMBS_TOP,
		    features_has(&line[i].f, F_CRUMBS) && line[i].nword <= 14 &&
			!line[i].is_closed);
}

/* Labels between the text and the first phrase below it: its key words. */
static void
mark_key_words(struct boiler_line *line, size_t n, struct body body)
{
	size_t to = body.to;

	while (to < n && line[to].is_label && !line[to].is_strong &&
	    !features_has(&line[to].f, F_UNDER_COLON) &&
	    !features_has(&line[to].f, F_ROWS) &&
	    !features_has(&line[to].f, F_THREAD))
		to++;
	if (body.nword == 0 || to == n || !line[to].is_strong ||
	    to - body.to > 10)
		return;
	for (size_t i = body.to; i < to; i++)
		features_put(&line[i].f, F_TAG, true);
}

/*
 * Below all paragraphs: labels of the text's own words, and what speaks of the
 * page.
 */
static void
mark_end(struct boiler_line *line, size_t n)
{
	for (size_t i = n;
	     i-- > 0 && !(line[i].is_prose && line[i].nsite < 3);) {
		struct features *f = &line[i].f;
		bool is_list = features_has(f, F_UNDER_COLON) ||
		    features_has(f, F_ROWS) || features_has(f, F_BULLET);

		features_put(f, F_TAG,
		    line[i].is_label && line[i].is_known && !is_list &&
			features_has(f, F_AFTER_BODY));
		features_put(f, F_SITE_TAIL,
		    i > 0 && (!line[i].is_closed || line[i].lex != LEX_NONE) &&
			line[i].nsite >= 2 &&
			6u * line[i].nsite >= line[i].nword &&
			line[i].nword <= 25 && !features_has(f, F_VOCALISED) &&
			!features_has(f, F_SPOKEN) &&
			!features_has(f, F_TITLED));
	}
}

/* What stands between two phrases of the page is hardly a line of the text. */
static void
mark_between(struct boiler_line *line, size_t n)
{
	for (size_t i = 1; i + 1 < n; i++)
		features_put(&line[i].f, F_BETWEEN_BUTTONS,
		    line[i - 1].is_strong && line[i + 1].is_strong &&
			!line[i].is_strong && !line[i].is_closed &&
			line[i].nword <= 14 &&
			!features_has(&line[i].f, F_LABELLED) &&
			!features_has(&line[i].f, F_TITLED));
}

static bool
is_said_in_full(const struct boiler_line *line)
{
	return line->is_prose || (line->is_closed && line->nword >= 6);
}

/* Distances to paragraphs, and the length of the run between them. */
static void
mark_runs(struct boiler_line *line, size_t n)
{
	size_t from = 0;

	for (size_t i = 0; i <= n; i++) {
		if (i < n && !line[i].is_prose)
			continue;
		for (size_t j = from; j < i; j++) {
			struct features *f = &line[j].f;

			features_put(f, F_BETWEEN_PROSE,
			    from > 0 && i < n && i - from <= 3);
			/* A label on a line among sentences leads away. */
			if (features_has(f, F_LEAD_LABEL) && j > 0 &&
			    is_said_in_full(&line[j - 1]) &&
			    (j + 1 == n || is_said_in_full(&line[j + 1])) &&
			    !line[j].is_closed)
				features_put(f, F_LEAD_RELATED, true);
			features_put(
			    f, F_RUN_6, i - from >= 6 && i - from < 15);
			features_put(f, F_RUN_15, i - from >= 15);
		}
		from = i + 1;
	}
}

double
boiler__page_scan(struct boiler_line *line, size_t n, struct nass_arena *arena,
    bool *is_short_of_memory)
{
	struct body body;
	size_t nhead;
	size_t thread;

	*is_short_of_memory = false;
	if (n == 0)
		return 0;
	settle_language(line, n);
	if (!boiler__mark_copies(line, n, arena)) {
		*is_short_of_memory = true;
		return 0;
	}
	boiler__mark_code(line, n);
	boiler__mark_patterns(line, n);
	nhead = mark_menus(line, n);
	thread = boiler__mark_threads(line, n);
	body = boiler__find_body(line, n, nhead > 0);
	mark_place(line, n, body);
	mark_crumbs(line, n, body);
	boiler__mark_titled(line, n, thread < body.from ? thread : body.from,
	    thread < body.from ? n : body.to);
	boiler__mark_below_title(line, body.nword > 0 ? body.from : 0);
	mark_end(line, n);
	mark_key_words(line, n, body);
	mark_runs(line, n);
	mark_between(line, n);
	boiler__mark_zones(line, n, body);
	boiler__mark_asides(line, n);
	return how_much_page(line, n, nhead);
}
