/*
 * entity.c - finds URLs, e-mail addresses, mentions, hashtags, emoji, numbers.
 *
 * One pass over the bytes stops at the few that can begin an entity or stand in
 * its middle (: w W @ # and U+FF03); what stands around decides.  An entity
 * begins and ends at a cluster border and holds no white space.
 */
#include "text/entity.h"

#include "simd/scan.h"
#include "text/cluster.h"
#include "text/entity_private.h"
#include "text/utf8.h"

struct span {
	size_t start;
	size_t end;
};

static bool
is_alnum(char c)
{
	return (unsigned)((c | 0x20) - 'a') < 26 || (unsigned)(c - '0') < 10;
}

/* Is c in the list, a string?  Not for NUL. */
static bool
is_one_of(char c, const char *list)
{
	for (; *list != '\0'; list++)
		if (*list == c)
			return true;
	return false;
}

bool
entity__is_name_part(const struct nass_ucd *u)
{
	return u->gc == NASS_GC_LETTER || u->gc == NASS_GC_MARK ||
	    u->gc == NASS_GC_DIGIT;
}

bool
entity__follows_name(struct nass_str text, size_t at)
{
	const struct nass_ucd *u;
	uint32_t cp;
	size_t n;

	while (at > 0) {
		cp = nass_utf8_before(text.p, text.p + at, &n);
		u = nass_ucd(cp);
		if (u->wb != NASS_WB_EXTEND && u->wb != NASS_WB_ZWJ)
			return cp == '_' || entity__is_name_part(u);
		at -= n;
	}
	return false;
}

/* URL ---------------------------------------------------------------------- */

/* Where the run of ASCII letters, digits and `more` that ends at `at` begins. */
static size_t
run_start(struct nass_str text, size_t from, size_t at, const char *more)
{
	while (at > from &&
	    (is_alnum(text.p[at - 1]) || is_one_of(text.p[at - 1], more)))
		at--;
	return at;
}

/*
 * Where the body of a URL ends.  Letters that are not ASCII belong to it (an
 * IRI), unless they follow an ASCII letter or digit without a separator: there
 * the next word was typed without a space.
 */
static size_t
url_body(struct nass_str text, size_t at)
{
	const struct nass_ucd *u;
	bool may_be_iri = true;
	char c;
	size_t n;

	for (; at < text.n; at += n) {
		c = text.p[at];
		n = 1;
		if (is_alnum(c)) {
			may_be_iri = false;
		} else if ((unsigned char)c < 0x80) {
			if (c <= ' ' || is_one_of(c, "<>\"{}|\\^`\x7F"))
				break;
			may_be_iri = true;
		} else {
			u = nass_ucd(nass_utf8_get(text.p + at, &n));
			if (!entity__is_name_part(u) ||
			    (!may_be_iri && u->gc != NASS_GC_MARK))
				break;
		}
	}
	return at;
}

/* Take off what more likely ends the clause than the address. */
static size_t
url_trim(struct nass_str text, size_t start, size_t at)
{
	size_t opened = 0;
	size_t closed = 0;
	size_t i;

	for (i = start; i < at; i++) {
		opened += text.p[i] == '(' || text.p[i] == '[';
		closed += text.p[i] == ')' || text.p[i] == ']';
	}
	while (at > start) {
		if (is_one_of(text.p[at - 1], ")]") && closed > opened)
			closed--;
		else if (!is_one_of(text.p[at - 1], ".,;:!?'*_~"))
			break;
		at--;
	}
	return at;
}

/* The number of a host in brackets: up to four digits, and a colon. */
static bool
is_bracketed(struct nass_str text, size_t at)
{
	size_t i = at + 1;

	if (text.p[at] != '[')
		return false;
	while (i < text.n && i < at + 5 &&
	    ((unsigned)(text.p[i] - '0') < 10 ||
		(unsigned)((text.p[i] | 0x20) - 'a') < 6))
		i++;
	return i < text.n && text.p[i] == ':';
}

static bool
url_end(struct nass_str text, size_t host, struct span *s)
{
	const struct nass_ucd *u;
	size_t n;

	if (host >= text.n)
		return false;
	u = nass_ucd(nass_utf8_get(text.p + host, &n));
	if (!is_alnum(text.p[host]) && !is_bracketed(text, host) &&
	    u->gc != NASS_GC_LETTER)
		return false;
	/* A host of another script stands behind the slashes or `www.`. */
	s->end = url_trim(text, host, url_body(text, host));
	return s->end > host;
}

/* scheme://host; `at` is the colon. */
static bool
url_by_colon(struct nass_str text, size_t from, size_t at, struct span *s)
{
	if (text.n - at < 4 || text.p[at + 1] != '/' || text.p[at + 2] != '/')
		return false;
	s->start = run_start(text, from, at, "+");
	while (
	    s->start < at && (unsigned)((text.p[s->start] | 0x20) - 'a') > 25)
		s->start++;
	if (at - s->start < 2)
		return false;
	return url_end(text, at + 3, s);
}

/* www.host.name; `at` is the first w. */
static bool
url_by_www(struct nass_str text, size_t at, struct span *s)
{
	size_t i;

	for (i = 0; i < 3; i++)
		if (at + i >= text.n || (text.p[at + i] | 0x20) != 'w')
			return false;
	if (at + 3 >= text.n || text.p[at + 3] != '.' ||
	    (at > 0 && (is_alnum(text.p[at - 1]) || text.p[at - 1] == '_')))
		return false;
	s->start = at;
	return url_end(text, at + 4, s);
}

/* E-mail, mention, hashtag -------------------------------------------------- */

/* Labels of letters, digits and hyphens, two or more, the last of letters. */
static size_t
domain_end(struct nass_str text, size_t at)
{
	size_t start = at;
	size_t label = at;
	size_t end = at; /* of what is a domain so far */

	for (; at <= text.n; at++) {
		if (at < text.n && (is_alnum(text.p[at]) || text.p[at] == '-'))
			continue;
		if (at == label)
			break;
		if (label > start && at - label >= 2 &&
		    (unsigned)((text.p[label] | 0x20) - 'a') < 26)
			end = at;
		if (at == text.n || text.p[at] != '.')
			break;
		label = at + 1;
	}
	while (end > start && text.p[end - 1] == '-')
		end--;
	return end;
}

static bool
email(struct nass_str text, size_t from, size_t at, struct span *s)
{
	s->start = run_start(text, from, at, "._%+-");
	while (s->start < at && !is_alnum(text.p[s->start]) &&
	    text.p[s->start] != '_')
		s->start++;
	if (s->start == at || text.p[at - 1] == '.')
		return false;
	s->end = domain_end(text, at + 1);
	return s->end > at + 1;
}

/*
 * The end of a name behind @ or #: letters, marks, digits, _ and joiners, of
 * which one at least is a letter.  A mention that began with Latin letters ends
 * where Arabic ones begin.
 */
static size_t
name_end(struct nass_str text, size_t at, bool parts_scripts)
{
	const struct nass_ucd *u;
	bool has_letter = false;
	bool is_latin = false;
	size_t start = at;
	uint32_t cp;
	size_t n;

	for (; at < text.n; at += n) {
		cp = nass_utf8_get(text.p + at, &n);
		u = nass_ucd(cp);
		if (u->gc == NASS_GC_LETTER && parts_scripts && is_latin &&
		    u->script == NASS_SCRIPT_ARABIC)
			break;
		if (!entity__is_name_part(u) && cp != '_' &&
		    !(at > start && (cp == 0x200C || cp == 0x200D)))
			break;
		if (at == start && u->gc == NASS_GC_MARK)
			break;
		has_letter |= u->gc == NASS_GC_LETTER;
		is_latin |= u->script == NASS_SCRIPT_LATIN;
	}
	return has_letter ? at : start;
}

static bool
mention(struct nass_str text, size_t at, struct span *s)
{
	if (entity__follows_name(text, at))
		return false;
	s->start = at;
	s->end = name_end(text, at + 1, true);
	return s->end > at + 1;
}

/* sign: bytes of the # */
static bool
hashtag(struct nass_str text, size_t at, size_t sign, struct span *s)
{
	if (entity__follows_name(text, at) || (at > 0 && text.p[at - 1] == '&'))
		return false;
	s->start = at;
	s->end = name_end(text, at + sign, false);
	if (text.n - s->end >= 3 && text.p[s->end] == ':' &&
	    text.p[s->end + 1] == '/' && text.p[s->end + 2] == '/')
		return false;
	return s->end > at + sign;
}

/* Finding -------------------------------------------------------------------- */

/*
 * A byte and the next, ANDed, are not 0 where a sign may stand: @ and #, and :
 * before /, w before w, EF before BC (U+FF03).
 */
enum {
	BIT_ANY = 1 << 0,
	BIT_SLASH = 1 << 1,
	BIT_W = 1 << 2,
	BIT_BC = 1 << 3,
};

static const unsigned char first_bits[256] = {
	['#'] = BIT_ANY,
	['@'] = BIT_ANY,
	[':'] = BIT_SLASH,
	['W'] = BIT_W,
	['w'] = BIT_W,
	[0xEF] = BIT_BC,
};

#define ANY8 \
	BIT_ANY, BIT_ANY, BIT_ANY, BIT_ANY, BIT_ANY, BIT_ANY, BIT_ANY, BIT_ANY
#define ANY64 ANY8, ANY8, ANY8, ANY8, ANY8, ANY8, ANY8, ANY8

static const unsigned char second_bits[256] = {
	ANY8, ANY8, ANY8, ANY8, ANY8, /* 00..27 */
	BIT_ANY, BIT_ANY, BIT_ANY, BIT_ANY, BIT_ANY, BIT_ANY, BIT_ANY,
	BIT_ANY | BIT_SLASH,    /* 2F */
	ANY8, ANY8, ANY8, ANY8, /* 30..4F */
	BIT_ANY, BIT_ANY, BIT_ANY, BIT_ANY, BIT_ANY, BIT_ANY, BIT_ANY,
	BIT_ANY | BIT_W,  /* 57 */
	ANY8, ANY8, ANY8, /* 58..6F */
	BIT_ANY, BIT_ANY, BIT_ANY, BIT_ANY, BIT_ANY, BIT_ANY, BIT_ANY,
	BIT_ANY | BIT_W,                                      /* 77 */
	ANY8, ANY8, ANY8, ANY8, ANY8, ANY8, ANY8, ANY8,       /* 78..B7 */
	BIT_ANY, BIT_ANY, BIT_ANY, BIT_ANY, BIT_ANY | BIT_BC, /* BC */
	BIT_ANY, BIT_ANY, BIT_ANY, ANY64,                     /* C0..FF */
};

/* The entity whose sign stands at `at` and which begins at or behind `from`. */
static enum nass_entity
at_sign(struct nass_str text, size_t from, size_t at, struct span *s)
{
	switch ((unsigned char)text.p[at]) {
	case ':':
		return url_by_colon(text, from, at, s) ? NASS_ENTITY_URL
						       : NASS_ENTITY_NONE;
	case 'w':
	case 'W':
		return url_by_www(text, at, s) ? NASS_ENTITY_URL
					       : NASS_ENTITY_NONE;
	case '@':
		if (email(text, from, at, s))
			return NASS_ENTITY_EMAIL;
		return mention(text, at, s) ? NASS_ENTITY_MENTION
					    : NASS_ENTITY_NONE;
	case '#':
		return hashtag(text, at, 1, s) ? NASS_ENTITY_HASHTAG
					       : NASS_ENTITY_NONE;
	default: /* U+FF03 */
		if (text.n - at < 3 || (unsigned char)text.p[at + 1] != 0xBC ||
		    (unsigned char)text.p[at + 2] != 0x83)
			return NASS_ENTITY_NONE;
		return hashtag(text, at, 3, s) ? NASS_ENTITY_HASHTAG
					       : NASS_ENTITY_NONE;
	}
}

/* The next sign from `at` on; a short text is not worth a kernel. */
static size_t
find_sign(struct nass_str text, size_t at)
{
	const unsigned char *u = (const unsigned char *)text.p;

	if (text.n - at > 128)
		return at +
		    nass__scan()->pair_find(
			first_bits, second_bits, text.p + at, text.n - at);
	for (; at < text.n; at++)
		if (first_bits[u[at]] != 0 &&
		    (at + 1 == text.n ||
			(first_bits[u[at]] & second_bits[u[at + 1]]) != 0))
			break;
	return at;
}

size_t
nass_entity_find(
    struct nass_str text, size_t at, enum nass_entity *kind, size_t *end)
{
	struct span s;
	size_t from = at;

	for (; at < text.n; at++) {
		at = find_sign(text, at);
		if (at == text.n)
			break;
		*kind = at_sign(text, from, at, &s);
		if (*kind == NASS_ENTITY_NONE ||
		    !nass_cluster_is_border(text, s.start))
			continue;
		while (!nass_cluster_is_border(text, s.end))
			s.end = nass_cluster_end(text, s.end);
		*end = s.end;
		return s.start;
	}
	*kind = NASS_ENTITY_NONE;
	*end = text.n;
	return text.n;
}
