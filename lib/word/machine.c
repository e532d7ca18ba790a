/*
 * machine.c - runs the word machine over code points.
 */
#include "word/machine.h"

#include "text/cluster.h"
#include "text/utf8.h"

#include "word/machine_table.h"

const struct word__machine word__machine = {
	.common = common_classes,
	.planes = dense_planes,
	.next = next_states,
	.initial = initial_states,
	.has = class_has,
};

/* Classes that a tailoring made, and what they are without it. */
static void
unmap(uint8_t map[64], uint8_t class, uint8_t standard)
{
	map[class] = standard;
	map[class | WC_PICTOGRAPH] = standard | WC_PICTOGRAPH;
}

void
word__map(const struct nass_words_opts *opts, uint8_t map[64])
{
	uint8_t i;

	for (i = 0; i < 64; i++)
		map[i] = i;
	if (!opts->splits_scripts) {
		unmap(map, WC_LATIN, WC_LETTER);
		if (!opts->splits_stops) {
			unmap(map, WC_ARABIC, WC_LETTER);
			unmap(map, WC_TATWEEL, WC_MODIFIER);
		}
	}
	if (!opts->splits_stops) {
		unmap(map, WC_STOP, WC_MIDNUMLET);
		unmap(map, WC_QUOTE, WC_MIDNUMLET);
		unmap(map, WC_COLON, WC_MIDLETTER);
	}
	if (!opts->splits_commas)
		unmap(map, WC_COMMA, WC_MIDNUM);
	map[WC_BLANK] = opts->splits_spaces ? WC_SPACE : WC_OTHER;
	map[WC_NARROW_SPACE] = opts->splits_spaces ? WC_SPACE : WC_UNDERSCORE;
	if (!opts->keeps_whole)
		unmap(map, WC_PREPEND, WC_FORMAT);
	if (!opts->uses_dictionary)
		unmap(map, WC_COMPLEX, WC_SYLLABLE);
}

/* The class byte of the code point at p, and its length. */
static inline uint8_t
class_at(const char *p, const uint8_t map[64], size_t *n)
{
	const unsigned char *u = (const unsigned char *)p;

	if (u[0] < 0x80) {
		*n = 1;
		return map[common_classes[u[0]]];
	}
	if ((u[0] & 0xFE) == 0xD8) { /* U+0600..067F */
		*n = 2;
		return map[common_classes[0x80 | (u[0] & 1) << 6 |
		    (u[1] & 0x3F)]];
	}
	return map[word__class(nass_utf8_get(p, n))];
}

/*
 * Two-byte code points that stand before or behind a border inside a cluster
 * have classes of their own; of the others few do (Thai AM, Indic prepends).
 */
static bool
may_cut_cluster(const struct nass_words *w, size_t start, size_t at)
{
	if (!w->opts.keeps_whole)
		return false;
	if ((unsigned char)w->text.p[at] < 0xE0 &&
	    (at - start < 3 ||
		((unsigned char)w->text.p[at - 2] & 0xC0) != 0x80 ||
		((unsigned char)w->text.p[at - 1] & 0xC0) != 0x80))
		return false;
	/* `start` is a border: what is before it does not matter. */
	return !nass_cluster_is_border(
	    nass_str_sub(w->text, start, w->text.n), at - start);
}

/*
 * Behind the Arabic letters and marks at p: what most text is made of, taken
 * without the table.  The state before and behind them is WS_ARABIC.
 */
static inline const unsigned char *
past_arabic(const unsigned char *u, const unsigned char *end, unsigned *has)
{
	uint8_t class;

	while (end - u >= 2 && (u[0] & 0xFE) == 0xD8) {
		class = common_classes[0x80 | (u[0] & 1) << 6 | (u[1] & 0x3F)];
		if (class != WC_ARABIC && class != WC_EXTEND &&
		    class != WC_TATWEEL)
			break;
		*has |= class_has[class];
		u += 2;
	}
	return u;
}

size_t
word__segment(
    const struct nass_words *w, size_t at, size_t limit, unsigned *has)
{
	const char *p = w->text.p;
	size_t start = at;
	size_t pending = at; /* where the token ends if the point was its end */
	uint8_t state;
	uint8_t next;
	uint8_t class;
	bool after_zwj;
	bool is_space; /* which joins nothing */
	size_t n;

	class = class_at(p + at, w->class_of, &n);
	state = initial_states[class & WC_MASK];
	is_space = state == WS_SPACE && w->opts.splits_spaces;
	*has = class_has[class & WC_MASK];
	after_zwj = class == WC_ZWJ;
	for (at += n; at < limit; at += n) {
		class = class_at(p + at, w->class_of, &n);
		if (class >= WC_EXTEND && class <= WC_ZWJ && state != WS_CR &&
		    state != WS_NEWLINE) { /* WB3a, WB4 */
			after_zwj = class == WC_ZWJ;
			if (state == WS_SPACE)
				state = WS_OTHER;
			continue;
		}
		next = next_states[state][class & WC_MASK];
		if (next == WS_BORDER) {
			if (is_space)
				break;
			if (after_zwj && (class & WC_PICTOGRAPH) != 0 &&
			    state < WS_PENDING) { /* WB3c */
				next = initial_states[class & WC_MASK];
			} else if (state < WS_PENDING &&
			    (class & WC_MASK) != WC_SPACE &&
			    may_cut_cluster(w, start, at)) {
				next = initial_states[class & WC_MASK];
			} else {
				break;
			}
		}
		if (next >= WS_PENDING)
			pending = at;
		after_zwj = false;
		state = next;
		*has |= class_has[class & WC_MASK];
		if (state == WS_ARABIC)
			n += (size_t)(past_arabic(
					  (const unsigned char *)p + at + n,
					  (const unsigned char *)p + limit,
					  has) -
			    ((const unsigned char *)p + at + n));
	}
	return state >= WS_PENDING ? pending : at;
}
