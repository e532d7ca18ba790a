/* zone.c - what stands under the headers of a page (body.h). */
#include "boiler/body.h"

/* is_last: no sentence follows; then to begin as a header does is enough. */
static int
zone_of(const struct boiler_line *line, bool is_last)
{
	bool is_begun = is_last && line->lex == LEX_RELATED &&
	    features_has(&line->f, F_LEX_P) && !line->is_closed &&
	    !features_has(&line->f, F_LEAD_LABEL);
	/* `5 comments on`, and the title. */
	bool is_titled = line->lex == LEX_COMMENTS && line->nword <= 25 &&
	    features_has(&line->f, F_LEX_P);

	if (!(line->is_strong || is_begun || is_titled) ||
	    (line->nword > 8 && !is_titled) ||
	    features_has(&line->f, F_MENU_HEAD) ||
	    features_has(&line->f, F_CONTENTS))
		return 0;
	switch ((enum lex_kind)line->lex) {
	case LEX_RELATED:
		return F_ZONE_RELATED;
	case LEX_READMORE: /* `read also:` */
		return features_has(&line->f, F_COLON) ? F_ZONE_RELATED : 0;
	case LEX_COMMENTS:
	case LEX_LOGIN:
		return F_ZONE_COMMENTS;
	case LEX_COPYRIGHT:
	case LEX_COOKIES:
		return F_ZONE_LEGAL;
	case LEX_APP:
	case LEX_CONTACT:
	case LEX_POLL:
	case LEX_SHARE:
	case LEX_SUBSCRIBE:
	case LEX_TAGS:
		return F_ZONE_OTHER;
	case LEX_ADS:
	case LEX_META:
	case LEX_NAV:
	case LEX_PAGINATION:
	case LEX_NONE:
	case LEX_AUTHOR:
	case LEX_SOURCE:
	case LEX_DATE:
	case LEX_NKINDS:
		break;
	}
	return 0;
}

/* May a reader, or a member of a forum, have said this? */
static bool
is_saying(const struct boiler_line *line, bool is_expected)
{
	/* When, and how often, is a fact about who says it. */
	if (features_has(&line->f, F_DATE) ||
	    features_has(&line->f, F_HALF_NUMERIC) ||
	    (features_has(&line->f, F_LABELLED) && line->is_rowlike))
		return false;
	return line->lex == LEX_NONE && line->soft == LEX_NONE &&
	    line->nword >= 3 &&
	    (features_has(&line->f, F_SPOKEN) ||
		(is_expected &&
		    (features_has(&line->f, F_SHORT_GRAMMAR) ||
			line->has_clause || line->nword > 8)) ||
		(line->is_closed && line->nword >= 4 &&
		    (is_expected || !features_has(&line->f, F_QUESTION)) &&
		    !features_has(&line->f, F_NO_FUNCTION)));
}

/* A button that each comment has. */
static bool
is_button_of_comments(const struct boiler_line *line)
{
	return line->is_strong && line->times >= 2 &&
	    (line->lex == LEX_COMMENTS || line->lex == LEX_SHARE ||
		line->lex == LEX_META);
}

/* Do comments go on below a button, or below what looks like one? */
static bool
has_comments_below(const struct boiler_line *line, size_t n, size_t i)
{
	for (size_t k = i + 1; k < n && k <= i + 8; k++)
		if (is_button_of_comments(&line[k]) &&
		    line[k].lex == LEX_COMMENTS)
			return true;
	return false;
}

/* Is the next line, but for numbers of votes, a button of comments? */
static bool
is_above_button(const struct boiler_line *line, size_t n, size_t i)
{
	size_t k = i + 1;

	while (k < n && k <= i + 2 && features_has(&line[k].f, F_NUMERIC))
		k++;
	return k < n && is_button_of_comments(&line[k]);
}

/* Below who said something, and when, or above its buttons: what he said. */
static bool
is_reply(const struct boiler_line *line, size_t n, size_t i)
{
	const struct features *f = &line[i].f;
	const struct features *above = &line[i - 1].f;

	bool has_button = is_above_button(line, n, i);

	if (line[i].nword < (has_button ? 1 : 2) || line[i].lex != LEX_NONE ||
	    line[i].soft != LEX_NONE || features_has(f, F_DATE) ||
	    features_has(f, F_NUMERIC) || features_has(f, F_AGO) ||
	    features_has(f, F_FOREIGN))
		return false;
	return features_has(above, F_AGO) || features_has(above, F_DATE) ||
	    features_has(above, F_CLOCK) || features_has(above, F_HANDLE) ||
	    (line[i].nword >= 3 && has_button);
}

/* A full stop at its end, as headlines have none. */
static bool
is_sentence(const struct boiler_line *line)
{
	return line->is_closed && line->nword >= 6 && line->lex == LEX_NONE &&
	    !features_has(&line->f, F_QUESTION) &&
	    !features_has(&line->f, F_ELLIPSIS) &&
	    !features_has(&line->f, F_COPYRIGHT);
}

/* The headline or the teaser of another page, with its date below. */
static bool
is_dated_teaser(const struct boiler_line *line, size_t n, size_t i)
{
	for (size_t k = i + 1; line[i].nword <= 30 && k < n && k <= i + 2; k++)
		if (features_has(&line[k].f, F_DATE) ||
		    features_has(&line[k].f, F_AGO))
			return true;
	return false;
}

/* Below the text, the name of a service: hours of prayer, prices follow. */
static bool
is_box_head(const struct boiler_line *line)
{
	return line->is_strong && line->lex == LEX_NAV &&
	    features_has(&line->f, F_AFTER_BODY);
}

/* Below the text, under `next article`: the title of it. */
static bool
is_link_text(const struct boiler_line *above, const struct boiler_line *line)
{
	return above->lex == LEX_PAGINATION && above->is_strong &&
	    above->nword <= 3 && line->lex == LEX_NONE && !line->is_closed &&
	    line->nword >= 2 && line->nword <= 20 &&
	    features_has(&line->f, F_AFTER_BODY);
}

/* Where the last sentence of the text ends, and open lines are left. */
static size_t
past_sentences(const struct boiler_line *line, size_t n)
{
	while (n > 0 && !line[n - 1].is_prose && !is_sentence(&line[n - 1]))
		n--;
	return n;
}

/* What the text has lists of, other pages and a page's services have not. */
static void
clear_lists(struct features *f)
{
	static const uint8_t list[] = { F_ROWS, F_GLOSSES, F_UNDER_COLON,
		F_MEASURE, F_FACT };

	for (size_t i = 0; i < sizeof list; i++)
		features_clear(f, (enum boiler_feature)list[i]);
}

/*
 * Line i under a header of other pages, since which `is_list` says that all are
 * open; is_last: no sentence follows that header.
 */
static bool
mark_related(struct boiler_line *line, size_t since, bool is_list, bool is_last)
{
	bool is_open = !line->is_closed || features_has(&line->f, F_QUESTION);
	bool is_tail = is_open &&
	    ((is_last && !line->is_closed) || (is_list && since <= 6));

	features_put(&line->f, F_RELATED_TAIL, is_tail);
	clear_lists(&line->f);
	return is_list && is_open;
}

/* Does a part of the text begin here, or the page's own part? */
static bool
ends_zone(const struct boiler_line *line, size_t i, int zone, size_t since,
    struct body body)
{
	const struct features *f = &line[i].f;
	bool is_inside = body.nword > 0 && i >= body.from && i < body.to;

	/* The path of links, or the title. */
	if (features_has(f, F_CRUMBS) || features_has(f, F_TITLED) ||
	    features_has(f, F_MENU_HEAD))
		return true;
	if (is_inside && !features_has(f, F_TEASER) &&
	    (line[i].is_prose || is_sentence(&line[i])))
		return true;
	/* A few words above a paragraph are its heading. */
	return zone == F_ZONE_RELATED && i - since > 1 && i > body.from &&
	    i + 1 < body.to && line[i].nword <= 3 && !line[i].is_strong &&
	    line[i + 1].is_prose;
}

/* What somebody said, of comments and elsewhere. */
static void
mark_said(struct boiler_line *line, size_t n, size_t i, int zone)
{
	struct features *f = &line[i].f;
	bool is_comment = zone == F_ZONE_COMMENTS;
	bool is_said =
	    zone != F_ZONE_RELATED && is_saying(&line[i], is_comment);

	if (is_said && is_comment) {
		features_clear(f, F_TAIL);
		features_clear(f, F_SITE_TAIL);
	}
	/* A headline above its paragraph begins another story. */
	if ((is_said && (is_comment || features_has(f, F_SPOKEN))) ||
	    (zone == 0 && i + 1 < n && line[i + 1].is_prose))
		features_clear(f, F_STRANGE);
	features_put(f, F_READERS, is_said);
	features_put(f, F_REPLY, is_comment && i > 0 && is_reply(line, n, i));
}

/* What a line under a header is by its place. */
static void
mark_under(struct boiler_line *line, size_t i, int zone, size_t since)
{
	struct features *f = &line[i].f;

	if (zone == F_ZONE_RELATED && i - since > 12)
		features_put(f, F_ZONE_RELATED_FAR, true);
	else if (zone != 0)
		features_put(f, (enum boiler_feature)zone, true);
	if (zone != F_ZONE_RELATED && i > 0 &&
	    is_link_text(&line[i - 1], &line[i])) {
		features_put(f, F_ZONE_RELATED, true);
		features_put(f, F_RELATED_TAIL, true);
	}
}

/* One phrase is no page: what follows it in a text may be of the text. */
static bool
has_phrases(const struct boiler_line *line, size_t n)
{
	size_t nstrong = 0;

	for (size_t i = 0; i < n; i++)
		nstrong += line[i].is_strong;
	return nstrong > 1;
}

void
boiler__mark_zones(struct boiler_line *line, size_t n, struct body body)
{
	int zone = 0;
	size_t past = past_sentences(line, n);
	size_t since = 0;
	bool is_page = has_phrases(line, n);
	bool is_list = false; /* open lines alone since the header */
	bool in_box = false;

	for (size_t i = 0; i < n; i++) {
		int next = zone_of(&line[i], i >= past);

		in_box = is_box_head(&line[i]) ||
		    (in_box && features_has(&line[i].f, F_ROWS));
		if (in_box ||
		    (zone == F_ZONE_OTHER && features_has(&line[i].f, F_PHONE)))
			clear_lists(&line[i].f);
		features_put(&line[i].f, F_TEASER,
		    zone == F_ZONE_RELATED && is_dated_teaser(line, n, i));
		if (ends_zone(line, i, zone, since, body))
			zone = 0;
		if (zone == F_ZONE_RELATED)
			is_list = mark_related(
			    &line[i], i - since, is_list, since >= past);
		mark_under(line, i, zone, since);
		mark_said(line, n, i, zone);
		if (next == F_ZONE_OTHER &&
		    (!is_page ||
			(zone == F_ZONE_COMMENTS &&
			    has_comments_below(line, n, i))))
			next = 0;
		if (next != 0) {
			zone = next;
			since = i;
			is_list = true;
		}
	}
}
