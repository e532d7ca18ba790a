/* body.c - where the written text of a page stands (body.h). */
#include "boiler/body.h"

/* What a line adds to the belief that written text goes on. */
static double
value_of(const struct boiler_line *line)
{
	const struct features *f = &line->f;
	double n = line->nword < 60 ? (double)line->nword : 60;

	if (features_has(f, F_H_OUTSIDE) || features_has(f, F_H_COMMENTS) ||
	    features_has(f, F_H_NAV) || features_has(f, F_H_DIALOG))
		return -3;
	if (line->is_prose)
		return 0.5 * n;
	if (features_has(f, F_CONTENTS)) /* stands in the text it is of */
		return 0;
	if (line->is_strong) /* comes again with the text? */
		return line->times >= 3 ? -1.5 : -6;
	if (features_has(f, F_LEX_G) || features_has(f, F_COPYRIGHT))
		return -4;
	if (features_has(f, F_SITE) && line->nword <= 6)
		return -3;
	if (features_has(f, F_AGO) || features_has(f, F_DATE) ||
	    features_has(f, F_LEX_P) || features_has(f, F_LEX_S))
		return -3;
	if (line->is_closed && line->nword >= 4)
		return line->nword >= 7 ? 0.6 * n : 0.4 * n;
	if (features_has(f, F_VOCALISED) || features_has(f, F_STRETCHED) ||
	    (features_has(f, F_RHYME) && line->nword >= 3))
		return 0.3 * n;
	if (features_has(f, F_THREAD))
		return 2;
	if (features_has(f, F_SEQUENCE) || features_has(f, F_UNDER_COLON) ||
	    features_has(f, F_ROWS) || features_has(f, F_MEASURE) ||
	    features_has(f, F_GLOSSES) || features_has(f, F_PART))
		return 1;
	if (features_has(f, F_FACT) && !features_has(f, F_MENU_HEAD) &&
	    !features_has(f, F_MENU_TAIL))
		return 0.6;
	if (features_has(f, F_SHORT_GRAMMAR))
		return 0.3;
	if (features_has(f, F_NUMBERED) || features_has(f, F_BULLET) ||
	    features_has(f, F_LABELLED) || features_has(f, F_CLAUSES) ||
	    features_has(f, F_COMMA) || features_has(f, F_COLON))
		return 0.2;
	return features_has(f, F_H_CONTENT) ? 0.5 : -1.3;
}

/* A header of comments; a button of them comes again. */
static bool
is_comments_head(const struct boiler_line *line)
{
	return line->is_strong && line->lex == LEX_COMMENTS && line->times < 2;
}

/*
 * The body is the run of lines with the greatest sum (Bentley 1984); what readers
 * say of it is worth half.
 */
static struct body
find_body(const struct boiler_line *line, size_t n)
{
	struct body best = { 0, 0, 0 };
	size_t from = 0;
	double most = 4; /* less is no text */
	double sum = 0;
	bool is_said = false;

	for (size_t i = 0; i < n; i++) {
		double v = value_of(&line[i]);

		is_said |= is_comments_head(&line[i]);
		if (is_said && v > 0)
			v /= 2;
		if (sum <= 0) {
			sum = 0;
			from = i;
		}
		sum += v;
		if (sum > most) {
			most = sum;
			best = (struct body){ from, i + 1, 1 };
		}
	}
	return best;
}

/* May it stand in a text without prose: verse, a list, a talk? */
static bool
is_plain(const struct boiler_line *line)
{
	return !line->is_strong && line->lex == LEX_NONE &&
	    !features_has(&line->f, F_CONTENTS) &&
	    !features_has(&line->f, F_MENU_HEAD) &&
	    !features_has(&line->f, F_MENU_TAIL) &&
	    !features_has(&line->f, F_CRUMBS);
}

/*
 * Where no run of prose is, the text is the greatest run of lines that are no
 * menu and no phrase, below a header of other pages at a third.
 */
static struct body
find_gap(const struct boiler_line *line, size_t n)
{
	struct body best = { 0, 0, 0 };
	double most = 0;
	double sum = 0;
	size_t from = 0;

	for (size_t i = 0; i <= n; i++) {
		bool is_related = from > 0 && line[from - 1].lex == LEX_RELATED;

		if (i < n && is_plain(&line[i])) {
			sum += line[i].nword < 12 ? line[i].nword : 12;
			continue;
		}
		sum = is_related ? sum / 3 : sum;
		if (i - from >= 4 && sum > most) {
			most = sum;
			best = (struct body){ from, i, 1 };
		}
		sum = 0;
		from = i + 1;
	}
	return best;
}

static bool
is_of_list(const struct boiler_line *line)
{
	return !line->is_strong &&
	    (features_has(&line->f, F_PART) ||
		features_has(&line->f, F_UNDER_COLON) ||
		features_has(&line->f, F_MEASURE));
}

/*
 * A text begins with the list above its first sentence; one without prose goes
 * on to what surely is none.
 */
static struct body
widen(const struct boiler_line *line, size_t n, struct body body)
{
	if (body.nword == 0)
		return find_gap(line, n);
	while (body.from > 0 && is_of_list(&line[body.from - 1]))
		body.from--;
	for (size_t i = body.from; i < body.to; i++)
		if (line[i].is_prose)
			return body;
	while (body.to < n && is_plain(&line[body.to]))
		body.to++;
	return body;
}

struct body
boiler__find_body(const struct boiler_line *line, size_t n, bool has_menu)
{
	struct body body = find_body(line, n);

	return has_menu ? widen(line, n, body) : body;
}
