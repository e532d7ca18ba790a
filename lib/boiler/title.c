/*
 * title.c - which line above the text is its title (line.h): the one whose words
 * the text has, that stands where titles stand.
 */
#include <string.h>

#include "boiler/line.h"

enum {
	ABOVE = 25, /* lines in which a title is looked for */
	BELOW = 40  /* lines whose words are known */
};

/* The words of a text, as in line.h's vocabulary, but smaller. */
struct words {
	uint64_t bit[128];
};

static uint64_t *
place(struct words *w, uint32_t tail, uint64_t *bit)
{
	uint32_t h = tail * 0x9E3779B1u;

	*bit = (uint64_t)1 << (h >> 26);
	return &w->bit[h >> 19 & 127];
}

static void
learn(struct words *w, const struct boiler_line *line)
{
	for (size_t i = 0; i < LINE_TAILS && line->tail[i] != 0; i++) {
		uint64_t bit;
		uint64_t *at = place(w, line->tail[i], &bit);

		*at |= bit;
	}
}

static size_t
shared(struct words *w, const struct boiler_line *line)
{
	size_t n = 0;

	for (size_t i = 0; i < LINE_TAILS && line->tail[i] != 0; i++) {
		uint64_t bit;
		uint64_t *at = place(w, line->tail[i], &bit);

		n += (*at & bit) != 0;
	}
	return n;
}

static bool
may_be_title(const struct boiler_line *line)
{
	static const uint8_t other[] = { F_DATE, F_CLOCK, F_AGO, F_NUMERIC,
		F_HAS_URL, F_EMAIL, F_CRUMBS, F_PIPES, F_SYMBOLS, F_WIDGET,
		F_OFFER, F_COPY_TITLE, F_HALF_NUMERIC, F_PART, F_CONTENTS,
		F_VOCALISED, F_SITE };

	if (line->nword == 0 || line->nword > 22 || line->is_prose ||
	    line->lex != LEX_NONE || line->soft != LEX_NONE)
		return false;
	for (size_t i = 0; i < sizeof other; i++)
		if (features_has(&line->f, (enum boiler_feature)other[i]))
			return false;
	return !line->is_closed || features_has(&line->f, F_QUESTION);
}

static bool
is_time(const struct boiler_line *line)
{
	return features_has(&line->f, F_CLOCK) || features_has(&line->f, F_AGO);
}

static bool
has_byline(const struct boiler_line *below)
{
	return below->soft != LEX_NONE || features_has(&below->f, F_DATE) ||
	    features_has(&below->f, F_CLOCK);
}

/*
 * Does a paragraph begin with these words, as what says what they mean does, or
 * a poem without a name?
 */
static bool
is_defined(const struct boiler_line *line, size_t i, size_t from, size_t to)
{
	size_t n = line[i].nword < 4 ? line[i].nword : 4;

	if (n == 0)
		return false;
	for (size_t k = i + 1; k < to && k < from + BELOW / 4; k++)
		if (line[k].is_prose || features_has(&line[k].f, F_VOCALISED))
			return line[k].head[n - 1] == line[i].head[n - 1];
	return false;
}

static bool
is_below_crumbs(const struct boiler_line *line, size_t i)
{
	return i > 0 && features_has(&line[i - 1].f, F_CRUMBS) &&
	    !features_has(&line[i].f, F_CRUMBS);
}

/* The path of links, line by line, ends with a name that begins the title. */
static bool
is_below_begin(const struct boiler_line *line, size_t i)
{
	size_t n = i > 0 ? line[i - 1].nword : 0;

	return n > 0 && n <= 4 && n < line[i].nword &&
	    line[i].head[n - 1] == line[i - 1].key;
}

/* Is there a path of links between line i and the text? */
static bool
is_above_crumbs(const struct boiler_line *line, size_t i, size_t from)
{
	for (size_t k = i + 1; k < from; k++)
		if (features_has(&line[k].f, F_CRUMBS_TOP))
			return true;
	return false;
}

/* Where it stands, how long it is, what it shares. */
static double
points(const struct boiler_line *line, size_t i, size_t from, size_t to,
    struct words *w)
{
	const struct features *f = &line[i].f;
	size_t known = shared(w, &line[i]);
	double sum = known < 4 ? 2.0 * (double)known : 8;

	sum += line[i].nword >= 4 ? 1 : 0;
	sum -= features_has(f, F_FIRST_SHORT) ? 3 : 0; /* name of the site */
	sum += is_defined(line, i, from, to) ? 6 : 0;
	sum += features_has(f, F_ABOVE_BYLINE) ? 3 : 0;
	sum += is_below_crumbs(line, i) ? 3 : 0;
	sum -= is_above_crumbs(line, i, from) ? 3 : 0;
	sum += is_below_begin(line, i) ? 4 : 0;
	sum -= line[i].nword > 15 ? 3 : 0;
	sum -=
	    features_has(f, F_SPOKEN) && !features_has(f, F_QUESTION) ? 2 : 0;
	sum -= features_has(f, F_CALL) && known < 2 ? 2 : 0;
	sum -= features_has(f, F_CLAUSES) && line[i].nword > 10 ? 2 : 0;
	sum -= i > 0 && is_time(&line[i - 1]) ? 3 : 0; /* a post */
	if (features_has(f, F_MENU_HEAD) && known < 2 &&
	    !has_byline(&line[i + 1]) &&
	    !is_defined(line, i, from, to)) /* the last may be one */
		sum -= features_has(&line[i + 1].f, F_MENU_HEAD) ? 4 : 2;
	if (features_has(f, F_LABELLED))
		sum -= features_has(f, F_HAS_DIGIT) ? 4 : 1;
	/* In the page's title, in the path of links, above the text. */
	if (line[i].nword >= 4 && line[i].times >= 2 && known >= 3)
		sum += line[i].times >= 3 ? 4 : 2;
	sum += has_byline(&line[i + 1]) ? 2 : 0;
	sum -= i < from ? 0.05 * (double)(from - i) : 0.7 * (double)(i - from);
	return sum;
}

/* Number of its long words that are known. */
static size_t
ntail(const struct boiler_line *line)
{
	size_t n = 0;

	while (n < LINE_TAILS && line->tail[n] != 0)
		n++;
	return n;
}

/* `Reviews of` the title: the page's words, then those of the title. */
static bool
is_of_title(const struct boiler_line *line, const struct boiler_line *title)
{
	size_t n = ntail(line);
	size_t ntitle = ntail(title);

	return line->nsite > 0 && !line->is_closed && ntitle > 0 &&
	    ntitle < n && title->nword >= 2 && line->nword > title->nword &&
	    line->nword <= title->nword + 5 &&
	    memcmp(&line->tail[n - ntitle], title->tail,
		ntitle * sizeof *title->tail) == 0;
}

void
boiler__mark_titled(struct boiler_line *line, size_t n, size_t from, size_t to)
{
	struct words w;
	size_t first = from > ABOVE ? from - ABOVE : 0;
	size_t past = from + 3 < to ? from + 3 : to - 1;
	size_t best = n;
	double most = 0.5; /* four words, just above the text */

	if (to == 0)
		return;
	memset(&w, 0, sizeof w);
	for (size_t i = from; i < to && i < from + BELOW; i++)
		if (line[i].is_prose || i >= past)
			learn(&w, &line[i]);
	/* The page's own title and the path of links hold it, too. */
	for (size_t i = 0; i < from; i++)
		if (features_has(&line[i].f, F_CRUMBS) ||
		    (i == 0 && line[i].nword >= 4))
			learn(&w, &line[i]);
	for (size_t i = first; i < past && !line[i].is_prose; i++) {
		double x;

		if (!may_be_title(&line[i]) ||
		    ((features_has(&line[i].f, F_MEASURE) ||
			 features_has(&line[i].f, F_ROWS)) &&
			!is_below_crumbs(line, i)) ||
		    (line[i].nword < 2 && !is_defined(line, i, from, to) &&
			!is_below_crumbs(line, i)))
			continue;
		x = points(line, i, from, to, &w);
		if (x > most) {
			most = x;
			best = i;
		}
	}
	for (size_t i = first; best < n && i <= best; i++)
		if (line[i].key == line[best].key &&
		    (line[i].nword >= 3 || is_defined(line, i, from, to)))
			features_put(&line[i].f, F_TITLED, true);
	if (best == n)
		return;
	features_put(&line[best].f, F_TITLED, true);
	for (size_t i = best + 1; i < n; i++)
		features_put(
		    &line[i].f, F_OF_TITLE, is_of_title(&line[i], &line[best]));
}

/* The line below the last that is titled; 0: none is. */
static size_t
past_title(const struct boiler_line *line, size_t n)
{
	while (n > 0 && !features_has(&line[n - 1].f, F_TITLED))
		n--;
	return n;
}

/* May a line below the title say what the text is about, in a few words? */
static bool
is_standfirst(const struct boiler_line *line)
{
	return line->nword >= 3 && line->lex == LEX_NONE &&
	    line->soft == LEX_NONE && !features_has(&line->f, F_SITE) &&
	    !features_has(&line->f, F_COPY) &&
	    !features_has(&line->f, F_COPY_TITLE) &&
	    !features_has(&line->f, F_HALF_NUMERIC) &&
	    !features_has(&line->f, F_STARS) && !features_has(&line->f, F_DATE);
}

void
boiler__mark_below_title(struct boiler_line *line, size_t to)
{
	size_t past = past_title(line, to);

	for (size_t i = past; past > 0 && i < to; i++)
		features_put(
		    &line[i].f, F_BELOW_TITLE, is_standfirst(&line[i]));
}
