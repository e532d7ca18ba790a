/* offer.c - what the phrases and words of a page say of a line (line.h). */
#include "boiler/line.h"

void
boiler__put_phrases(
    struct boiler_line *line, const struct lex_found *found, size_t break_word)
{
	struct features *f = &line->f;
	size_t n = line->nword;
	bool is_nav = found->kind == LEX_NAV && found->match == LEX_WHOLE;
	bool has = found->kind != LEX_NONE;
	bool is_most = has && 2 * (size_t)found->nword >= n;

	line->lex = (uint8_t)found->kind;
	line->lex_match = (uint8_t)found->match;
	line->lex_words = found->nword;
	line->soft = (uint8_t)found->soft;
	line->covered = found->covered;
	features_put(f, F_LEX_NAV_E, is_nav && found->nword == 1);
	features_put(f, F_LEX_NAV_MANY, is_nav && found->nword > 1);
	features_put(f, F_LEX_E, has && found->match == LEX_WHOLE && !is_nav);
	if (features_has(f, F_LEX_E)) { /* whatever it ends with */
		features_clear(f, F_CLOSED);
		features_clear(f, F_SHORT_CLOSED);
	}
	features_put(f, F_LEX_G, has && found->match == LEX_ANYWHERE);
	features_put(f, F_LEX_P, has && found->match == LEX_PREFIX && !is_most);
	features_put(
	    f, F_LEX_P_MOST, has && found->match == LEX_PREFIX && is_most);
	features_put(f, F_LEX_S, has && found->match == LEX_SHORT);
	features_put(f, F_LEX_COVERED,
	    found->nphrase >= 2 &&
		10u * found->covered >= 7 * (n < CODE_WORDS ? n : CODE_WORDS));
	features_put(f, F_LEX_SOFT, found->soft != LEX_NONE);
	features_put(f, F_LEAD_LABEL,
	    found->lead != LEX_NONE && found->lead != LEX_NAV &&
		n > (size_t)found->lead_words + 1 &&
		break_word == found->lead_words);
	features_put(f, F_LEAD_RELATED,
	    features_has(f, F_LEAD_LABEL) && found->lead_words >= 2 &&
		(found->lead == LEX_RELATED || found->lead == LEX_READMORE));
	features_put(f, F_LEAD_TAGS,
	    found->lead == LEX_TAGS && n > found->lead_words && n <= 20 &&
		(break_word == 0 || break_word == found->lead_words) &&
		!line->is_closed && lex_count(found, LEX_FUNCTION) == 0);
	features_put(f, F_LEX_STRONG_LONG,
	    n > 12 && has &&
		(found->match == LEX_ANYWHERE || found->match == LEX_PREFIX));
	line->is_strong = n <= 12 &&
	    (features_has(f, F_LEX_E) || features_has(f, F_LEX_G) ||
		features_has(f, F_LEX_P_MOST) ||
		features_has(f, F_LEX_COVERED) || is_nav);
	if (line->is_strong || (has && found->match == LEX_ANYWHERE))
		line->is_prose = false;
}

/*
 * Does the page offer to do something to a thing of its own (share the article,
 * add to the list), or other things of a kind (similar topics)?
 */
static bool
is_widget(const struct lex_found *found)
{
	size_t i = 1;

	if ((found->head[0] & LEX_ACT) == 0)
		return false;
	while (i < LEX_HEAD && (found->head[i] & LEX_THING) == 0 &&
	    (found->head[i] & (LEX_FUNCTION | LEX_SITE)) != 0)
		i++;
	return i < LEX_HEAD && (found->head[i] & LEX_THING) != 0;
}

/* Does the page speak of itself: of visits, of the form, of its reader? */
static void
put_site_words(
    struct boiler_line *line, const struct lex_found *found, size_t nnumber)
{
	size_t nsite = lex_count(found, LEX_SITE);
	size_t nknown = nsite + lex_count(found, LEX_FUNCTION) + nnumber;
	bool is_open = line->nword <= 12 &&
	    !features_has(&line->f, F_VOCALISED) &&
	    lex_count(found, LEX_SPOKEN) == 0 &&
	    (!line->is_closed || features_has(&line->f, F_QUESTION));

	line->nsite = (uint8_t)(nsite < 255 ? nsite : 255);
	features_put(&line->f, F_SITE,
	    is_open && nsite > 0 && line->nword >= 2 && nknown >= line->nword);
	features_put(&line->f, F_SITE_MOST,
	    is_open && nsite >= 2 && nknown < line->nword &&
		3 * nsite >= line->nword);
}

void
boiler__put_offers(
    struct boiler_line *line, const struct lex_found *found, size_t nnumber)
{
	struct features *f = &line->f;
	size_t n = line->nword;
	size_t nfunction = lex_count(found, LEX_FUNCTION);
	bool is_open = !line->is_closed && !features_has(f, F_NUMBERED);
	bool has_phrase = found->kind != LEX_NONE || found->soft != LEX_NONE;
	bool is_widget_line =
	    is_open && n <= 6 && is_widget(found) && !features_has(f, F_COLON);
	bool is_offer = is_open && n >= 2 && n <= 4 &&
	    lex_count(found, LEX_KIN) > 0 && lex_count(found, LEX_THING) > 0 &&
	    lex_count(found, LEX_SITE) > 1 &&
	    !(features_has(f, F_COLON) && (found->head[0] & LEX_FUNCTION) != 0);

	features_put(f, F_WIDGET, is_widget_line);
	features_put(f, F_OFFER, is_offer);
	features_put(f, F_CALL,
	    is_open && n <= 8 && (found->head[0] & LEX_ACT) != 0 &&
		!is_widget_line);
	if (found->kind == LEX_NONE && is_offer && !is_widget_line)
		line->lex = LEX_RELATED;
	line->is_strong |= is_widget_line || is_offer;
	features_put(f, F_PART,
	    !has_phrase && !is_offer && is_open && n > 0 && n <= 4 &&
		lex_count(found, LEX_PART) > 0);
	put_site_words(line, found, nnumber);
	features_put(f, F_NETWORKS,
	    !line->is_closed && n <= 15 && lex_count(found, LEX_NET) > 0 &&
		((found->head[0] & LEX_ACT) != 0 ||
		    lex_count(found, LEX_NET) >= 2));
	features_put(f, F_MEASURE,
	    n <= 8 && !has_phrase && lex_count(found, LEX_MEASURE) > 0);
	features_put(f, F_FACT,
	    is_open && n <= 8 && !has_phrase &&
		3 * lex_count(found, LEX_FACT) >= n && n > 0);
	features_put(f, F_SHORT_GRAMMAR,
	    n <= 8 && !has_phrase && !is_widget_line && nfunction > 0);
	line->is_rowlike |= features_has(f, F_MEASURE) && !line->is_closed;
	line->times = 0;
	line->again = 0;
	line->is_label = found->soft == LEX_NONE && n > 0 && n <= 4 &&
	    !line->is_closed && nfunction == 0 && !features_has(f, F_COMMA) &&
	    !features_has(f, F_COLON) && !features_has(f, F_NUMBERED) &&
	    !features_has(f, F_BULLET) && !features_has(f, F_QUOTED) &&
	    !features_has(f, F_VOCALISED) && !features_has(f, F_STRETCHED) &&
	    !features_has(f, F_SPOKEN) && !features_has(f, F_MEASURE);
}
