/*
 * scan.c - the life of a scan, and what of a text it looks at: all, or the words
 * or lines around places where a needle stands.
 */
#include <stdlib.h>
#include <string.h>

#include "match/fast.h"
#include "match/scan.h"
#include "text/regex.h"
#include "text/utf8.h"

/* Places between asking for a needle and using it. */
#define AHEAD 8

/* Life ----------------------------------------------------------------------- */

static enum nass_code
new_regexes(struct nass_scan *s, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	size_t i;

	s->regex = calloc(s->m->npattern + 1, sizeof(*s->regex));
	if (s->regex == NULL)
		return nass_fail_nomem(err);
	for (i = 0; i < s->m->npattern && code == NASS_OK; i++)
		code = nass_regex_state_new(
		    s->m->pattern[i].regex, &s->regex[i], err);
	return code;
}

enum nass_code
nass_scan_new(
    const struct nass_match *m, struct nass_scan **scan, struct nass_err *err)
{
	struct nass_scan *s = calloc(1, sizeof(*s));
	enum nass_code code = NASS_OK;

	if (s == NULL)
		return nass_fail_nomem(err);
	s->m = m;
	s->stamp = calloc(m->npattern + 1, sizeof(*s->stamp));
	s->near = calloc(m->npattern + 1, sizeof(*s->near));
	s->tried = calloc(m->nelement + 1, sizeof(*s->tried));
	s->mine = calloc(m->nglob + 1, sizeof(*s->mine));
	if (s->stamp == NULL || s->near == NULL || s->tried == NULL ||
	    s->mine == NULL)
		code = nass_fail_nomem(err);
	if (code == NASS_OK && m->opts.is_regex)
		code = new_regexes(s, err);
	if (code == NASS_OK && m->fast != NULL) {
		s->places = match__places_new(m);
		if (s->places == NULL)
			code = nass_fail_nomem(err);
	}
	if (code != NASS_OK) {
		nass_scan_free(s);
		return code;
	}
	*scan = s;
	return NASS_OK;
}

void
nass_scan_free(struct nass_scan *s)
{
	size_t i;

	if (s == NULL)
		return;
	for (i = 0; s->regex != NULL && i < s->m->npattern; i++)
		nass_regex_state_free(s->regex[i]);
	match__places_free(s->places);
	free(s->regex);
	free(s->stamp);
	free(s->near);
	free(s->tried);
	free(s->mine);
	free(s->token);
	free(s->met);
	free(s->found);
	nass_buf_fini(&s->key);
	nass_buf_fini(&s->inside);
	nass_buf_fini(&s->unit);
	nass_buf_fini(&s->folded);
	nass_map_fini(&s->map);
	free(s);
}

static void
begin_scan(struct nass_scan *s,
    bool (*visit)(void *arg, const struct nass_hit *hit), void *arg)
{
	s->visit = visit;
	s->arg = arg;
	s->is_stopped = false;
	s->ncounted = 0;
	s->offset = 0;
	s->ntoken = s->nmet = s->nfound = 0;
	s->glob = s->m->glob;
	s->nglob = s->m->nglob;
}

enum nass_code
nass_scan_text_plain(struct nass_scan *s, struct nass_str text,
    bool (*visit)(void *arg, const struct nass_hit *hit), void *arg,
    struct nass_err *err)
{
	size_t good = nass_utf8_valid(text);

	if (good < text.n)
		return nass_fail(err, NASS_EINPUT, good, "ill-formed UTF-8");
	begin_scan(s, visit, arg);
	return s->m->opts.is_regex ? match__regex(s, text, err)
				   : match__words(s, text, err);
}

/* Places --------------------------------------------------------------------- */

/* The globs of a pattern that may have a hit, each once. */
static void
add_globs(struct nass_scan *s, const struct match__pattern *p)
{
	size_t element;
	size_t i;

	for (i = 0; i < p->nedge; i++) {
		element = p->edge[i].element;
		if (element == MATCH__ANY || !s->m->element[element].is_glob ||
		    s->tried[element] == s->clock)
			continue;
		s->tried[element] = s->clock;
		s->mine[s->nglob++] = element;
	}
}

/*
 * The globs to try on text before `to`: those of patterns with a needle at one
 * of the places from `place` on.
 */
static void
choose_globs(struct nass_scan *s, size_t place, size_t to)
{
	const struct match__places *all = s->places;
	const struct match__fast *f = s->m->fast;
	uint32_t i;

	if (s->m->nglob == 0)
		return;
	s->clock++;
	s->glob = s->mine;
	s->nglob = 0;
	for (; place < all->n && all->place[place].at < to; place++) {
		i = all->place[place].what;
		if (i == MATCH__EVERY) {
			s->glob = s->m->glob;
			s->nglob = s->m->nglob;
			return;
		}
		for (; i != MATCH__EVERY; i = f->needle[i].same)
			add_globs(s, &s->m->pattern[f->needle[i].pattern]);
	}
}

/* What of the text decides whether there is a hit at `at`. */
static void
region(const struct nass_scan *s, struct nass_str text, size_t at, size_t *from,
    size_t *to)
{
	bool is_wrapped = s->m->opts.is_wrapped;

	if (s->m->fast->by_word) {
		*from = match__cut_before(text, at);
		*to = match__cut_after(text, at);
		return;
	}
	*from = match__block_start(text, at, is_wrapped);
	*to = match__block_end(text, at, is_wrapped);
}

/* Eight bytes at a time; zeros stand behind both. */
static bool
is_key(const struct match__needle *needle, struct nass_str key)
{
	uint64_t differ = 0;
	uint64_t x;
	uint64_t y;
	size_t i;

	if (needle->nkey != key.n)
		return false;
	for (i = 0; i < key.n; i += 8) {
		memcpy(&x, needle->key + i, 8);
		memcpy(&y, key.p + i, 8);
		differ |= x ^ y;
	}
	return differ == 0;
}

static enum nass_code
meets(struct nass_scan *s, const struct match__needle *needle,
    struct nass_str word, struct nass_str key, bool *does_meet,
    struct nass_err *err)
{
	if (needle->element == NULL)
		return match__is_word(
		    s, needle->pattern, word, key, does_meet, err);
	*does_meet = needle->nkey == 0 || is_key(needle, key);
	if (!*does_meet || needle->is_key)
		return NASS_OK;
	return match__meets(s, needle->element, word, key, does_meet, err);
}

/*
 * The hits in text[from..to), a word with this key, of the patterns with a needle
 * at the places in it; *is_done: false if that does not say all.
 */
static enum nass_code
try_needles(struct nass_scan *s, size_t place, struct nass_str text,
    size_t from, size_t to, struct nass_str key, bool *is_done,
    struct nass_err *err)
{
	struct match__found found = { .hit = { .at = from, .n = to - from } };
	struct nass_str word = nass_str_sub(text, from, to);
	const struct match__places *all = s->places;
	const struct match__needle *needle = s->m->fast->needle;
	enum nass_code code = NASS_OK;
	bool does_meet;
	uint32_t i;

	s->clock++;
	s->has_units = false;
	*is_done = false;
	for (; place < all->n && all->place[place].at < to; place++) {
		i = all->place[place].what;
		if (i == MATCH__EVERY)
			return NASS_OK;
		for (; i != MATCH__EVERY && code == NASS_OK;
		     i = needle[i].same) {
			found.hit.pattern = needle[i].pattern;
			code = meets(s, &needle[i], word, key, &does_meet, err);
			if (code != NASS_OK || !does_meet ||
			    s->stamp[needle[i].pattern] == s->clock)
				continue;
			s->stamp[needle[i].pattern] = s->clock;
			code = match__find(s, &found, err);
		}
	}
	*is_done = true;
	match__tell(s);
	return code;
}

/* The hits of what stands there, which is sure; false: someone has enough. */
static bool
tell_exact(struct nass_scan *s, const struct simd_place *here)
{
	const struct match__fast *f = s->m->fast;
	struct nass_hit hit = { .at = here->at, .n = here->n };
	uint32_t i;

	if (s->visit == NULL) {
		s->ncounted += f->exact[here->what].many;
		return true;
	}
	for (i = here->what; i != MATCH__EVERY; i = f->needle[i].same) {
		hit.pattern = f->needle[i].pattern;
		if (!s->visit(s->arg, &hit))
			return false;
	}
	return true;
}

/*
 * The hits at places, from `place` on, that surely are words with a hit.
 * Returns the first that is none, or stands before *done, or has others in it.
 */
static size_t
tell_sure(struct nass_scan *s, size_t place, size_t *done)
{
	const struct simd_place *here = s->places->place + place;
	const struct simd_place *end = s->places->place + s->places->n;
	size_t to = *done;

	for (; here < end && here->n > 0 && here->at >= to; here++) {
		if (here + 1 < end && here[1].at < here->at + here->n)
			break;
		to = here->at + here->n;
		s->is_stopped = !tell_exact(s, here);
		if (s->is_stopped)
			break;
	}
	*done = to;
	return (size_t)(here - s->places->place);
}

/* Of many needles the next ones are far: ask for them early. */
static inline void
prefetch_needle(const struct match__fast *f, uint32_t i)
{
	if (i != MATCH__EVERY)
		__builtin_prefetch(&f->needle[i]);
}

/* The hits around a place; *done: where the text was looked at up to. */
static enum nass_code
look_around(struct nass_scan *s, struct nass_str text, size_t place,
    size_t *done, struct nass_err *err)
{
	size_t at = s->places->place[place].at;
	char key[MATCH__SIMPLE_BYTES + 8];
	enum nass_code code = NASS_OK;
	bool is_done = false;
	struct nass_str slice;
	size_t nkey;
	size_t from;
	size_t to;

	if (s->m->fast->by_word && !s->m->opts.has_clitics &&
	    match__simple_word(s->m->fast, text, at, &from, &to, key, &nkey)) {
		code = try_needles(s, place, text, from, to,
		    (struct nass_str){ key, nkey }, &is_done, err);
	}
	if (is_done || code != NASS_OK) {
		*done = to;
		return code;
	}
	s->nfound = 0;
	region(s, text, at, &from, &to);
	if (from < *done) /* behind a cut slice */
		from = *done;
	choose_globs(s, place, to);
	*done = to;
	s->offset = from;
	slice = nass_str_sub(text, from, to);
	return s->m->opts.is_regex ? match__regex(s, slice, err)
				   : match__words(s, slice, err);
}

enum nass_code
nass_scan_text(struct nass_scan *s, struct nass_str text,
    bool (*visit)(void *arg, const struct nass_hit *hit), void *arg,
    struct nass_err *err)
{
	const struct match__fast *f = s->m->fast;
	const struct simd_place *here;
	enum nass_code code;
	size_t done = 0;
	size_t i;

	if (s->places == NULL)
		return nass_scan_text_plain(s, text, visit, arg, err);
	code = match__places_find(s->m, s->places, text, err);
	begin_scan(s, visit, arg);
	for (i = 0; code == NASS_OK && !s->is_stopped; i++) {
		i = tell_sure(s, i, &done);
		if (i == s->places->n || s->is_stopped)
			break;
		here = &s->places->place[i];
		if (i + AHEAD < s->places->n)
			prefetch_needle(f, here[AHEAD].what);
		if (here->at >= done && here->at < text.n)
			code = look_around(s, text, i, &done, err);
	}
	return code;
}

enum nass_code
nass_scan_count(struct nass_scan *s, struct nass_str text, uint64_t *n,
    struct nass_err *err)
{
	enum nass_code code = nass_scan_text(s, text, NULL, NULL, err);

	if (code == NASS_OK)
		*n = s->ncounted;
	return code;
}
