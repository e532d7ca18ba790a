/*
 * entity_at.c - what begins at one place: numbers and emoji here, the rest by
 * entity.c.
 */
#include "text/cluster.h"
#include "text/entity.h"
#include "text/entity_private.h"
#include "text/utf8.h"

/* May stand once between two digits (UAX #29: MidNum, MidNumLet, Single_Quote)? */
static bool
is_number_joint(uint32_t cp, const struct nass_ucd *u)
{
	return cp != 0x060C &&
	    (u->wb == NASS_WB_MIDNUM || u->wb == NASS_WB_MIDNUMLET ||
		u->wb == NASS_WB_SINGLE_QUOTE);
}

static bool
is_transparent(const struct nass_ucd *u)
{
	return u->wb == NASS_WB_EXTEND || u->wb == NASS_WB_ZWJ ||
	    u->wb == NASS_WB_FORMAT;
}

static bool
number(struct nass_str text, size_t at, size_t *end)
{
	const struct nass_ucd *u;
	bool was_joint = false;
	uint32_t cp;
	size_t n;

	if (entity__follows_name(text, at))
		return false;
	for (*end = at; at < text.n; at += n) {
		cp = nass_utf8_get(text.p + at, &n);
		u = nass_ucd(cp);
		if (u->wb == NASS_WB_NUMERIC) {
			*end = at + n;
			was_joint = false;
		} else if (is_transparent(u) && u->gcb != NASS_GCB_PREPEND) {
			if (!was_joint)
				*end = at + n;
		} else if (!was_joint && is_number_joint(cp, u)) {
			was_joint = true;
		} else {
			return was_joint ||
			    (cp != '_' && !entity__is_name_part(u));
		}
	}
	return true;
}

/* Does an emoji sequence begin at `at`?  It is a cluster then. */
static bool
emoji(struct nass_str text, size_t at, size_t *end)
{
	const struct nass_ucd *u;
	uint32_t next = 0;
	uint32_t cp;
	size_t m;
	size_t n;

	cp = nass_utf8_get(text.p + at, &n);
	u = nass_ucd(cp);
	if (u->gcb != NASS_GCB_REGIONAL &&
	    (u->flags & (NASS_UCD_PICTOGRAPHIC | NASS_UCD_EMOJI)) == 0 &&
	    cp != '#' && cp != '*' && cp - '0' > 9)
		return false;
	*end = nass_cluster_end(text, at);
	if (at + n < *end)
		next = nass_utf8_get(text.p + at + n, &m);
	if (cp < 0x80)
		return *end - at >= 4 &&
		    nass_utf8_before(text.p, text.p + *end, &m) == 0x20E3;
	if (u->gcb == NASS_GCB_REGIONAL)
		return nass_ucd(next)->gcb == NASS_GCB_REGIONAL;
	if ((u->flags & NASS_UCD_EMOJI) != 0)
		return next != 0xFE0E;
	return next == 0xFE0F || next == 0x200D || next - 0x1F3FB < 5;
}

/* The next entity that has a sign, from `at` on, as far as one look reaches. */
static void
look_ahead(struct nass_str text, size_t at, struct nass_entity_ahead *ahead)
{
	ahead->is_known = true;
	ahead->at = nass_entity_find(text, at, &ahead->kind, &ahead->end);
}

/* Without white space: no entity that begins at `at` goes on behind it. */
static struct nass_str
run_at(struct nass_str text, size_t at)
{
	while (at < text.n && (unsigned char)text.p[at] > ' ')
		at++;
	return nass_str_sub(text, 0, at);
}

/* Is it a letter or a sign that begins no number and no emoji, as most do? */
static bool
is_plain(const char *p)
{
	unsigned char lead = (unsigned char)p[0];

	if (lead < 0x80)
		return (unsigned)(lead - '0') >= 10 && lead != '#' && lead != '*';
	return lead == 0xD8 || /* U+0600..063F, up to U+065F */
	    (lead == 0xD9 && (unsigned char)p[1] < 0xA0);
}

enum nass_entity
nass_entity_at(struct nass_str text, size_t at, struct nass_entity_ahead *ahead,
    size_t *end)
{
	struct nass_entity_ahead here = { .is_known = false };
	size_t border = ahead != NULL ? ahead->border : 0;
	uint32_t cp;
	size_t n;

	if (at < text.n && ahead != NULL && ahead->is_known && ahead->at > at &&
	    is_plain(text.p + at)) {
		*end = at;
		return NASS_ENTITY_NONE;
	}
	if (at >= text.n ||
	    !nass_cluster_is_border(
		nass_str_sub(text, border, text.n), at - border))
		return NASS_ENTITY_NONE;
	if (ahead != NULL)
		ahead->border = at;
	if (emoji(text, at, end))
		return NASS_ENTITY_EMOJI;
	if (ahead == NULL)
		look_ahead(run_at(text, at), at, ahead = &here);
	else if (!ahead->is_known || ahead->at < at)
		look_ahead(text, at, ahead);
	*end = ahead->end;
	if (ahead->at == at && ahead->kind != NASS_ENTITY_NONE)
		return ahead->kind;
	cp = nass_utf8_get(text.p + at, &n);
	if (nass_ucd_digit(cp) >= 0 && number(text, at, end))
		return NASS_ENTITY_NUMBER;
	*end = at;
	return NASS_ENTITY_NONE;
}
