/*
 * cluster.c - extended grapheme clusters of UAX #29 (Unicode 15.0) and their
 * columns.
 *
 * Forwards, three things are remembered about the cluster so far: the class of
 * the last code point, how much of the left side of GB11 it ends in, and whether
 * an odd number of regional indicators stands before (GB12, GB13).
 * Backwards, the same is found by walking back as far as the rule looks.
 */
#include "text/cluster.h"

#include "text/ucd.h"
#include "text/utf8.h"

/* Rules GB3 to GB9b: is there no border between these two classes? */
static bool
joins(uint8_t a, uint8_t b)
{
	if (a == NASS_GCB_CR)
		return b == NASS_GCB_LF;
	if (a == NASS_GCB_LF || a == NASS_GCB_CONTROL || b == NASS_GCB_CR ||
	    b == NASS_GCB_LF || b == NASS_GCB_CONTROL)
		return false;
	if (b == NASS_GCB_EXTEND || b == NASS_GCB_ZWJ ||
	    b == NASS_GCB_SPACINGMARK || a == NASS_GCB_PREPEND)
		return true;
	if (a == NASS_GCB_L)
		return b == NASS_GCB_L || b == NASS_GCB_V || b == NASS_GCB_LV ||
		    b == NASS_GCB_LVT;
	if (a == NASS_GCB_LV || a == NASS_GCB_V)
		return b == NASS_GCB_V || b == NASS_GCB_T;
	if (a == NASS_GCB_LVT || a == NASS_GCB_T)
		return b == NASS_GCB_T;
	return false;
}

/* Printable ASCII and U+061D..064A: no rule joins two of these. */
static inline bool
is_plain(unsigned char c)
{
	return c - 0x20u < 0x5F;
}

static inline bool
is_plain_pair(unsigned char lead, unsigned char next)
{
	return (lead & 0xFE) == 0xD8 &&
	    ((lead & 1u) << 6 | (next & 0x3Fu)) - 0x1D <= 0x4A - 0x1D;
}

/* The length of such a character at `at`; 0: it is another. */
static inline size_t
plain_at(struct nass_str text, size_t at)
{
	const unsigned char *p = (const unsigned char *)text.p + at;

	if (is_plain(p[0]))
		return 1;
	return p[0] >= 0x80 && is_plain_pair(p[0], p[1]) ? 2 : 0;
}

/* Of one that ends at `at`. */
static inline size_t
plain_before(struct nass_str text, size_t at)
{
	const unsigned char *p = (const unsigned char *)text.p + at;

	if (is_plain(p[-1]))
		return 1;
	return p[-1] >= 0x80 && is_plain_pair(p[-2], p[-1]) ? 2 : 0;
}

static bool
is_pictograph(const struct nass_ucd *u)
{
	return (u->flags & NASS_UCD_PICTOGRAPHIC) != 0;
}

/* How much of `pictograph Extend* ZWJ` was seen. */
enum gb11 {
	GB11_NOTHING,
	GB11_PICTOGRAPH,
	GB11_JOINER,
};

static enum gb11
gb11_next(enum gb11 seen, const struct nass_ucd *u)
{
	if (is_pictograph(u))
		return GB11_PICTOGRAPH;
	if (seen != GB11_PICTOGRAPH)
		return GB11_NOTHING;
	if (u->gcb == NASS_GCB_EXTEND)
		return GB11_PICTOGRAPH;
	return u->gcb == NASS_GCB_ZWJ ? GB11_JOINER : GB11_NOTHING;
}

size_t
nass_cluster_end(struct nass_str text, size_t at)
{
	const struct nass_ucd *a;
	const struct nass_ucd *b;
	enum gb11 seen;
	bool is_odd; /* regional indicators so far */
	size_t n;

	if (at >= text.n)
		return text.n;
	n = plain_at(text, at);
	if (n > 0 && (at + n == text.n || plain_at(text, at + n) > 0))
		return at + n;
	a = nass_ucd(nass_utf8_get(text.p + at, &n));
	seen = gb11_next(GB11_NOTHING, a);
	is_odd = a->gcb == NASS_GCB_REGIONAL;
	for (at += n; at < text.n; at += n, a = b) {
		b = nass_ucd(nass_utf8_get(text.p + at, &n));
		if (!joins(a->gcb, b->gcb) &&
		    !(seen == GB11_JOINER && is_pictograph(b)) &&
		    !(is_odd && b->gcb == NASS_GCB_REGIONAL))
			break;
		seen = gb11_next(seen, b);
		is_odd = b->gcb == NASS_GCB_REGIONAL && !is_odd;
	}
	return at;
}

/* Does a pictograph with its extenders end where a ZWJ begins (GB11)? */
static bool
ends_pictograph(struct nass_str text, size_t at)
{
	const struct nass_ucd *u;
	size_t n;

	while (at > 0) {
		u = nass_ucd(nass_utf8_before(text.p, text.p + at, &n));
		if (is_pictograph(u))
			return true;
		if (u->gcb != NASS_GCB_EXTEND)
			return false;
		at -= n;
	}
	return false;
}

/* Is the number of regional indicators that end at `at` odd (GB12, GB13)? */
static bool
ends_odd_flag(struct nass_str text, size_t at)
{
	bool is_odd = false;
	size_t n;

	while (at > 0) {
		if (nass_ucd(nass_utf8_before(text.p, text.p + at, &n))->gcb !=
		    NASS_GCB_REGIONAL)
			break;
		is_odd = !is_odd;
		at -= n;
	}
	return is_odd;
}

bool
nass_cluster_is_border(struct nass_str text, size_t at)
{
	const struct nass_ucd *a;
	const struct nass_ucd *b;
	size_t before;
	size_t n;

	if (at == 0 || at >= text.n)
		return true;
	a = nass_ucd(nass_utf8_before(text.p, text.p + at, &before));
	b = nass_ucd(nass_utf8_get(text.p + at, &n));
	if (joins(a->gcb, b->gcb))
		return false;
	if (a->gcb == NASS_GCB_ZWJ && is_pictograph(b))
		return !ends_pictograph(text, at - before);
	if (a->gcb == NASS_GCB_REGIONAL && b->gcb == NASS_GCB_REGIONAL)
		return !ends_odd_flag(text, at);
	return true;
}

size_t
nass_cluster_start(struct nass_str text, size_t at)
{
	size_t n = at > 0 ? plain_before(text, at) : 0;

	if (n > 0 && (at == n || plain_before(text, at - n) > 0))
		return at - n;
	while (at > 0) {
		nass_utf8_before(text.p, text.p + at, &n);
		at -= n;
		if (nass_cluster_is_border(text, at))
			break;
	}
	return at;
}

/* Columns of one cluster. */
static size_t
cluster_width(const char *p, const char *end)
{
	const struct nass_ucd *u;
	bool may_be_emoji = false;
	size_t width = 0;
	uint32_t cp;
	size_t n;

	for (; p < end; p += n) {
		cp = nass_utf8_get(p, &n);
		u = nass_ucd(cp);
		if (u->width > width)
			width = u->width;
		else if (u->gc == NASS_GC_MARK && width == 0 &&
		    (u->flags & NASS_UCD_IGNORABLE) == 0)
			width = 1; /* shown on a dotted circle */
		if (is_pictograph(u))
			may_be_emoji = true;
		if (cp == 0xFE0F && may_be_emoji) /* emoji style is wide */
			width = 2;
	}
	return width;
}

size_t
nass_width_fit(struct nass_str text, size_t columns, size_t *used)
{
	size_t at = 0;
	size_t end;
	size_t width;

	*used = 0;
	while (at < text.n) {
		end = nass_cluster_end(text, at);
		width = cluster_width(text.p + at, text.p + end);
		if (width > columns - *used)
			break;
		*used += width;
		at = end;
	}
	return at;
}

size_t
nass_width(struct nass_str text)
{
	size_t used;

	nass_width_fit(text, SIZE_MAX, &used);
	return used;
}

size_t
nass_width_fit_end(struct nass_str text, size_t columns, size_t *used)
{
	size_t at = text.n;
	size_t start;
	size_t width;

	*used = 0;
	while (at > 0) {
		start = nass_cluster_start(text, at);
		width = cluster_width(text.p + start, text.p + at);
		if (width > columns - *used)
			break;
		*used += width;
		at = start;
	}
	return at;
}
