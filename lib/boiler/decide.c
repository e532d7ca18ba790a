/*
 * decide.c - which lines are kept (judge.h): by their scores, with what a text
 * has in any case.
 */
#include "boiler/judge.h"

#include <math.h>

/* Below it a text is no page: lines go on evidence of their own alone. */
#define PAGE_MIN 0.2

/* Does the line hold something that written text hardly has? */
static bool
has_evidence(const struct features *f)
{
	static const uint8_t sign[] = { F_GLUED, F_SYMBOLS, F_HAS_URL, F_EMAIL,
		F_PHONE, F_HANDLE, F_PIPES, F_CRUMBS, F_COPYRIGHT, F_STARS,
		F_AGO, F_CLOCK, F_LEX_E, F_LEX_G, F_LEX_P, F_LEX_P_MOST,
		F_LEX_S, F_LEX_COVERED, F_LEX_NAV_E, F_LEX_NAV_MANY,
		F_COPY_TITLE, F_KICKER, F_KICKER_FIRST, F_TAGS, F_TAG,
		F_LEAD_LABEL, F_LEAD_RELATED, F_NETWORKS, F_LEAD_TAGS, F_TAIL,
		F_SITE_TAIL, F_INITIALS, F_LONE_NUMBER, F_OPEN_TAIL,
		F_SIGNATURE, F_REPEATED, F_REPEATED_HEAD, F_ZONE_RELATED,
		F_ZONE_COMMENTS, F_ZONE_LEGAL, F_ZONE_OTHER };

	for (size_t i = 0; i < sizeof sign; i++)
		if (features_has(f, (enum boiler_feature)sign[i]))
			return true;
	return false;
}

/* Cases in which a long line is no dearer than a short one. */
static bool
is_plain_case(const struct features *f)
{
	return features_has(f, F_LEX_G) || features_has(f, F_GLUED) ||
	    features_has(f, F_H_COMMENTS) || features_has(f, F_H_DIALOG) ||
	    features_has(f, F_H_NAV) || features_has(f, F_H_CLASS) ||
	    features_has(f, F_H_OUTSIDE);
}

/* Log odds beyond which a line goes; long lines are dear. */
static double
limit_of(const struct nass_boiler_opts *opts, const struct boiler_line *line)
{
	static const double base[] = { 2.0, 0.0, -1.0 };
	double limit = base[opts->level];

	if (line->nword > 8 && !is_plain_case(&line->f))
		limit += 0.5 * log2((double)line->nword / 8);
	return limit;
}

unsigned
boiler__soft(const struct boiler_line *line)
{
	if (line->soft == LEX_AUTHOR)
		return NASS_BOILER_AUTHOR;
	if (line->soft == LEX_SOURCE)
		return NASS_BOILER_SOURCE;
	if (line->soft == LEX_DATE || features_has(&line->f, F_DATE))
		return NASS_BOILER_DATE;
	return 0;
}

/* May the line be the title of the text below it? */
static bool
is_title_like(const struct boiler_line *line)
{
	static const uint8_t other[] = { F_CLOCK, F_NUMERIC, F_HALF_NUMERIC,
		F_SYMBOLS, F_HAS_URL, F_EMAIL, F_HANDLE, F_PIPES, F_CRUMBS,
		F_GLUED, F_TAGS, F_LABELLED, F_COPY, F_COPY_SHORT, F_COPY_TITLE,
		F_KICKER, F_KICKER_FIRST, F_FIRST_SHORT, F_LEX_NAV_MANY,
		F_ZONE_RELATED, F_STARS, F_PART };

	if (line->nword < 2 || line->nword > 20 || line->lex != LEX_NONE ||
	    boiler__soft(line) != 0)
		return false;
	for (size_t i = 0; i < sizeof other; i++)
		if (features_has(&line->f, (enum boiler_feature)other[i]))
			return false;
	return true;
}

/* Is a post within two lines? */
static bool
is_near_post(const struct boiler_page *page, size_t i)
{
	size_t to = i + 3 < page->n ? i + 3 : page->n;

	for (size_t k = i < 2 ? 0 : i - 2; k < to; k++)
		if (features_has(&page->line[k].f, F_THREAD))
			return true;
	return false;
}

/* Below a text that is no page, and not below others of the source? */
static bool
is_at_foot(const struct boiler_page *page, const struct features *f)
{
	return page->page < PAGE_MIN && features_has(f, F_AFTER_BODY) &&
	    !features_has(f, F_REPEATED) && !features_has(f, F_REPEATED_HEAD);
}

/*
 * Who wrote a text, for whom and when stands beside it and stays with it,
 * whatever stands around.
 */
static void
keep_soft(const struct boiler_page *page, bool *is_kept)
{
	size_t under = 0; /* lines that are still just below the title */

	for (size_t i = 0; i < page->n; i++) {
		const struct boiler_line *line = &page->line[i];
		const struct features *f = &line->f;
		bool is_said = is_near_post(page, i);

		under = features_has(f, F_TITLED) ? 9 : under - (under > 0);

		if (boiler__soft(line) != 0 && line->lex == LEX_NONE &&
		    (features_has(f, F_JUST_BEFORE) || under > 0 ||
			features_has(f, F_INSIDE_BODY) || is_said ||
			is_at_foot(page, f)) &&
		    !features_has(f, F_ZONE_RELATED) &&
		    !features_has(f, F_CONTENTS))
			is_kept[i] = true;
	}
}

/* A text has a title: where none stays, the line most like one does. */
static void
keep_title(const struct boiler_page *page, const double *score, bool *is_kept)
{
	enum {
		NEAR = 10 /* lines above the text */
	};
	size_t body = 0;
	size_t best = page->n;

	for (size_t i = 0; i < page->n; i++)
		if (features_has(&page->line[i].f, F_TITLED)) {
			is_kept[i] = true;
			body = i + 1;
		}
	if (body > 0)
		return;
	while (
	    body < page->n && features_has(&page->line[body].f, F_BEFORE_BODY))
		body++;
	for (size_t i = 0; i < body; i++) {
		if (!is_title_like(&page->line[i]))
			continue;
		if (is_kept[i])
			return;
		if (i + NEAR >= body &&
		    (best == page->n || score[i] < score[best]))
			best = i;
	}
	if (best < page->n && score[best] < 0.998)
		is_kept[best] = true;
}

void
boiler__decide(const struct nass_boiler_opts *opts,
    const struct boiler_page *page, const double *score, bool *is_kept)
{
	const struct boiler_line *line = page->line;
	bool is_page = page->page >= PAGE_MIN;

	for (size_t i = 0; i < page->n; i++) {
		double odds = score[i] / (1 - score[i]);
		bool is_near = i > 0 && !is_kept[i - 1] && line[i].nword <= 8 &&
		    line[i - 1].nword > 0;

		/* 0.25: below the least limit. */
		is_kept[i] = odds < 0.25 ||
		    !(log(odds) > limit_of(opts, &line[i])) ||
		    !(is_page || is_near || has_evidence(&line[i].f));
	}
	/* A post of a word and an address is what there is. */
	if (page->n == 1 && line[0].lex == LEX_NONE)
		is_kept[0] = true;
	keep_soft(page, is_kept);
	if (is_page && !page->is_html)
		keep_title(page, score, is_kept);
}
