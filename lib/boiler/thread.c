/*
 * thread.c - forums, questions and answers, comments (line.h): posts stand
 * between lines that come again around each of them.
 *
 *	11-08-2011, 06:20 PM	frame: a date, a number, a known phrase, that
 *	#1			frame  comes again further below
 *	salim
 *	posts: 7		frame
 *	good evening		said
 *	which rod is best	said
 *	quote			frame
 */
#include "boiler/line.h"

enum {
	POST_MAX = 40, /* lines between two frames */
	FRAMES_MIN = 3
};

/* May the line frame posts?  What comes again says the same but for numbers. */
static bool
is_again(const struct boiler_line *line)
{
	const struct features *f = &line->f;

	/* `[edit]` is below headings, not posts. */
	if (line->times < 2 || line->nword > 8 || line->s.p[0] == '[')
		return false;
	/* Numbers side by side are a score, or a table's. */
	if (features_has(f, F_NUMERIC) && line->nword > 1 &&
	    !features_has(f, F_DATE) && !features_has(f, F_CLOCK))
		return false;
	/* Nor is `4.6 stars`, of each of several things. */
	if (features_has(f, F_HALF_NUMERIC) && line->nsite == 0 &&
	    line->lex == LEX_NONE && !features_has(f, F_DATE))
		return false;
	return (line->times >= 3 && line->nword <= 3) ||
	    features_has(f, F_NUMERIC) || features_has(f, F_AGO) ||
	    features_has(f, F_DATE) || features_has(f, F_CLOCK) ||
	    line->lex == LEX_COMMENTS || line->lex == LEX_META ||
	    line->lex == LEX_SHARE || line->lex == LEX_LOGIN ||
	    features_has(f, F_WIDGET);
}

/* `like - reply - 3 days`: buttons, with something else behind each time. */
static bool
is_row_of_buttons(const struct boiler_line *line)
{
	return line->nword >= 2 && line->nword <= 8 && line->nsite >= 2 &&
	    features_has(&line->f, F_PIPES);
}

static void
find_frames(struct boiler_line *line, size_t n)
{
	struct boiler_line *last = NULL; /* row of buttons */
	size_t nago = 0;

	for (size_t i = 0; i < n; i++)
		nago += features_has(&line[i].f, F_AGO);
	for (size_t i = 0; i < n; i++) {
		/* `an hour ago`, `2 days ago`: the same, in other words. */
		line[i].is_frame = is_again(&line[i]) ||
		    (nago >= FRAMES_MIN && features_has(&line[i].f, F_AGO));
		if (!is_row_of_buttons(&line[i]))
			continue;
		if (last != NULL && last->head[1] == line[i].head[1])
			last->is_frame = line[i].is_frame = true;
		last = &line[i];
	}
}

/* Does it sound like somebody who talks? */
static bool
is_said(const struct boiler_line *line)
{
	const struct features *f = &line->f;

	return line->lex == LEX_NONE && line->soft == LEX_NONE &&
	    !line->is_strong && line->nword >= 2 &&
	    (features_has(f, F_SPOKEN) || line->is_prose ||
		(line->is_closed && line->nword >= 3));
}

/* Something that is surely no part of a post? */
static bool
is_other(const struct boiler_line *line)
{
	const struct features *f = &line->f;
	bool is_profile = line->nword <= 5 && features_has(f, F_LABELLED) &&
	    features_has(f, F_HAS_DIGIT);

	return line->lex != LEX_NONE || line->soft != LEX_NONE ||
	    line->is_strong || line->nword == 0 || is_profile ||
	    features_has(f, F_NUMERIC) || features_has(f, F_DATE);
}

/* The frame below line i, or n. */
static size_t
next_frame(const struct boiler_line *line, size_t n, size_t i)
{
	while (i < n && !line[i].is_frame)
		i++;
	return i;
}

/* Below a date (and a number of votes) and above a button of comments? */
static bool
is_dated_post(const struct boiler_line *line, size_t n, size_t i, size_t end)
{
	const struct features *f;

	while (i > 0 && features_has(&line[i].f, F_NUMERIC) &&
	    !features_has(&line[i].f, F_DATE))
		i--;
	f = &line[i].f;
	while (end < n && features_has(&line[end].f, F_NUMERIC))
		end++;
	return end < n && line[end].lex == LEX_COMMENTS &&
	    (features_has(f, F_AGO) || features_has(f, F_DATE) ||
		features_has(f, F_CLOCK));
}

/*
 * Where the post ends that begins below frame i; i: none does.  A headline with
 * its date is none, but for one above `reply`; the last post ends where something
 * else begins.
 */
static size_t
post_end(const struct boiler_line *line, size_t n, size_t i)
{
	size_t next = next_frame(line, n, i + 1);
	size_t end = i + 1;
	size_t nsaid = 0;
	size_t nplain = 0;

	for (; end < next && (next < n || !is_other(&line[end])); end++) {
		nsaid += is_said(&line[end]);
		nplain += !is_other(&line[end]);
	}
	if (end - i > POST_MAX || nplain == 0)
		return i;
	return (nsaid > 0 && nplain > 1) || is_dated_post(line, n, i, end) ? end
									   : i;
}

/* A post is no menu, and may quote those above it. */
static void
mark(struct boiler_line *line)
{
	static const uint8_t other[] = { F_MENU_HEAD, F_MENU_TAIL, F_COPY,
		F_TAIL };

	if (line->is_frame || is_other(line))
		return;
	features_put(&line->f, F_THREAD, true);
	for (size_t i = 0; i < sizeof other; i++)
		features_clear(&line->f, (enum boiler_feature)other[i]);
}

/* `____`: below it, a post has its writer's motto. */
static bool
is_rule(const struct boiler_line *line)
{
	return features_has(&line->f, F_SYMBOLS) && line->s.n >= 4 &&
	    (line->s.p[0] == '_' || line->s.p[0] == '-') &&
	    line->s.p[1] == line->s.p[0];
}

static void
mark_post(struct boiler_line *line, size_t from, size_t to)
{
	bool is_signed = false;

	for (size_t i = from; i < to; i++) {
		is_signed |= is_rule(&line[i]) && i > from;
		if (is_signed)
			features_put(&line[i].f, F_SIGNATURE, true);
		else
			mark(&line[i]);
	}
}

/* What frames a post, and no headline: a phrase, a fact about who wrote it. */
static bool
is_of_posts(const struct boiler_line *line)
{
	return line->lex != LEX_NONE || line->nsite > 0;
}

/*
 * In a thread: where the post ends below frame i that a post has stood below,
 * whatever it says.
 */
static size_t
next_end(const struct boiler_line *line, size_t n, size_t i, uint64_t post)
{
	size_t end = i + 1;

	while (end < n && !line[end].is_frame && !is_other(&line[end]))
		end++;
	return line[i].key == post && is_of_posts(&line[i]) &&
		end - i <= POST_MAX / 4
	    ? end
	    : i;
}

size_t
boiler__mark_threads(struct boiler_line *line, size_t n)
{
	size_t first = n; /* that begins a post */
	size_t nframe = 0;
	size_t npost = 0;
	uint64_t post = 0; /* key of the frame above the last */

	find_frames(line, n);
	for (size_t i = next_frame(line, n, 0); i < n;
	     i = next_frame(line, n, i + 1)) {
		bool is_post = post_end(line, n, i) > i;

		first = is_post && first == n ? i : first;
		nframe++;
		npost += is_post;
	}
	if (nframe < FRAMES_MIN || npost < 2 || 8 * npost < nframe)
		return n;
	for (size_t i = first; i < n; i = next_frame(line, n, i + 1)) {
		size_t to;

		/* The first of a phrase that comes again is a copy, too. */
		features_put(&line[i].f, F_COPY,
		    features_has(&line[i].f, F_COPY) ||
			line[i].lex != LEX_NONE);
		to = post_end(line, n, i);
		if (to > i)
			post = line[i].key;
		else
			to = next_end(line, n, i, post);
		mark_post(line, i + 1, to);
	}
	return first;
}
