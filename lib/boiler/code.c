/* code.c - a line as bytes, and as words (code.h). */
#include "boiler/code.h"

#include <string.h>

#include "text/dense.h"
#include "text/utf8.h"

/* Signs by kind, as code points; those without a code have none of their own. */
static const struct {
	uint32_t cp;
	unsigned char sign;
} signs[] = {
	{ '"', SIGN_CLOSER | SIGN_OPENER },
	{ '\'', SIGN_CLOSER },
	{ ')', SIGN_CLOSER },
	{ ']', SIGN_CLOSER },
	{ '(', SIGN_OPENER },
	{ '[', SIGN_OPENER },
	{ '*', SIGN_CLOSER | SIGN_BULLET },
	{ '-', SIGN_BULLET },
	{ '|', SIGN_BAR },
	{ '>', SIGN_CRUMB },
	{ '<', SIGN_CRUMB },
	{ '/', SIGN_CRUMB },
	{ '\\', SIGN_CRUMB },
	{ '.', SIGN_STOP },
	{ '!', SIGN_STOP },
	{ '?', SIGN_STOP },
	{ ',', SIGN_CLAUSE },
	{ ';', SIGN_CLAUSE },
	{ 0xAB, SIGN_CLOSER | SIGN_OPENER | SIGN_CRUMB }, /* guillemets */
	{ 0xBB, SIGN_CLOSER | SIGN_OPENER | SIGN_CRUMB },
	{ 0xB7, SIGN_BULLET | SIGN_BAR }, /* middle dot */
	{ 0x060C, SIGN_CLAUSE },
	{ 0x061B, SIGN_CLAUSE },
	{ 0x061F, SIGN_STOP },
	{ 0x06D4, SIGN_STOP },
	{ 0x2013, SIGN_BULLET }, /* dashes */
	{ 0x2014, SIGN_BULLET },
	{ 0x2018, SIGN_CLOSER | SIGN_OPENER }, /* quotation marks */
	{ 0x2019, SIGN_CLOSER },
	{ 0x201C, SIGN_CLOSER | SIGN_OPENER },
	{ 0x201D, SIGN_CLOSER | SIGN_OPENER },
	{ 0x2022, SIGN_BULLET | SIGN_BAR },
	{ 0x2026, SIGN_STOP },
	{ 0x2039, SIGN_CRUMB },
	{ 0x203A, SIGN_CRUMB },
	{ 0x25A0, SIGN_BULLET },
	{ 0x25CF, SIGN_BULLET | SIGN_BAR },
	{ 0xFD3E, SIGN_CLOSER }, /* ornate parentheses */
	{ 0xFD3F, SIGN_CLOSER },
};

/* Symbols without a code that are like one with a code. */
static const struct {
	uint32_t from;
	uint32_t to;
	uint32_t like;
} likes[] = {
	{ 0x2010, 0x2015, 0x2013 },
	{ 0x201A, 0x201F, 0x201D },
	{ 0x2043, 0x2043, 0x25A0 },
	{ 0x2103, 0x2103, 0xB0 },
	{ 0x2190, 0x2192, 0x203A }, /* arrows */
	{ 0x2502, 0x2502, '|' },
	{ 0x25AA, 0x25AB, 0x25A0 },
	{ 0x25BA, 0x25BA, 0x203A },
	{ 0x25C4, 0x25C4, 0x203A },
	{ 0x25C6, 0x25C6, 0x25A0 },
	{ 0x25E6, 0x25E6, 0x25A0 },
	{ 0x2605, 0x2606, CODE_STAR },
	{ 0x2758, 0x2758, '|' },
	{ 0x276E, 0x276F, 0x203A },
	{ 0x2B50, 0x2B50, CODE_STAR },
	{ 0x3002, 0x3002, 0x06D4 },
};

/* Pages of 64 code points that text is full of, besides the dense ones. */
static const uint16_t pages[CODE_PAGES] = { 0x0080 / 64, 0x00C0 / 64,
	0x0680 / 64, 0x06C0 / 64, 0x2000 / 64, 0x25C0 / 64, 0xFE80 / 64,
	0xFEC0 / 64 };

/* The byte of a sign that has no code of its own. */
static unsigned char
byte_like(uint32_t cp)
{
	for (size_t i = 0; i < sizeof likes / sizeof likes[0]; i++)
		if (cp >= likes[i].from && cp <= likes[i].to)
			return likes[i].like == CODE_STAR
			    ? CODE_STAR
			    : nass_dense_code(likes[i].like);
	return CODE_SYMBOL;
}

/* The byte of a code point; 0: none. */
static unsigned char
byte_of(const struct fold *f, uint32_t cp)
{
	uint32_t to;
	enum fold_class class = boiler__fold(f, cp, &to);
	unsigned char d = nass_dense_code(
	    class == FOLD_ARABIC || class == FOLD_LATIN ? to : cp);

	switch (class) {
	case FOLD_ARABIC:
		return d == NASS_DENSE_ESCAPE ? CODE_ARABIC : d;
	case FOLD_LATIN:
		return d == NASS_DENSE_ESCAPE || d >= 0x80
		    ? (unsigned char)('a' + to % 26)
		    : d;
	case FOLD_DIGIT:
		return '0';
	case FOLD_SKIP:
		return SIMD_FOLD_DROP;
	case FOLD_SPACE:
	default:
		return cp <= ' ' || cp == 0xA0 ? ' '
		    : d == NASS_DENSE_ESCAPE   ? byte_like(cp)
					       : d;
	}
}

/* What a byte that byte_of makes is. */
static unsigned char
class_of(const struct code *c, const struct fold *f, unsigned char d)
{
	static const unsigned char told[] = { ':', '/', '-', '@', CODE_ELLIPSIS,
		CODE_DEGREE, CODE_COPYRIGHT, CODE_STAR };
	unsigned sign = c->sign[d];
	unsigned set = 0;
	uint32_t to;

	if (d == CODE_ARABIC)
		return CODE_IS_ARABIC;
	switch (boiler__fold(f, nass_dense_code_point(d), &to)) {
	case FOLD_ARABIC:
		return CODE_IS_ARABIC;
	case FOLD_LATIN:
		return CODE_IS_LATIN;
	case FOLD_DIGIT:
		return CODE_IS_DIGIT;
	case FOLD_SKIP:
	case FOLD_SPACE:
	default:
		break;
	}
	if (d == ' ')
		return CODE_IS_SPACE;
	if ((sign & SIGN_CLAUSE) != 0)
		set |= CODE_IS_CLAUSE;
	if ((sign & SIGN_STOP) != 0)
		set |= CODE_IS_STOP;
	if ((sign & (SIGN_BAR | SIGN_CRUMB)) != 0 ||
	    memchr(told, d, sizeof told) != NULL)
		set |= CODE_IS_TOLD;
	return (unsigned char)set;
}

void
boiler__code_init(struct code *c, const struct fold *f)
{
	memset(c, 0, sizeof *c);
	c->scan = nass__scan();
	c->kernels = simd_fold_kernels();
	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
		c->sign[nass_dense_code(signs[i].cp)] = signs[i].sign;
	for (unsigned d = 0; d < 256; d++) {
		c->fold.dense[d] = byte_of(f, d < 0x80 ? d : 0x580 + d);
		c->class[d] = class_of(c, f, (unsigned char)d);
	}
	for (size_t i = 0; i < CODE_PAGES; i++) {
		for (uint32_t k = 0; k < 64; k++)
			c->page[i][k] = byte_of(f, 64u * pages[i] + k);
		c->fold.page[pages[i]] = c->page[i];
	}
}

struct nass_str
boiler__head(struct nass_str s)
{
	size_t n = CODE_MAX;

	if (s.n <= n)
		return s;
	while (((unsigned char)s.p[n] & 0xC0) == 0x80)
		n--;
	return nass_str_sub(s, 0, n);
}

size_t
boiler__encode(const struct code *c, const struct fold *f, struct nass_str s,
    unsigned char *out)
{
	uint64_t keep[CODE_BLOCKS];
	size_t n = 0;
	size_t at = 0;

	for (;;) {
		size_t made;
		size_t used;

		at += c->kernels->fold(
		    &c->fold, s.p + at, s.n - at, out + n, &made, keep);
		n += made;
		if (at == s.n)
			break;
		out[n] = byte_of(f, nass_utf8_get(s.p + at, &used));
		n += out[n] != SIMD_FOLD_DROP;
		at += used;
	}
	memset(out + n, ' ', CODE_PAD);
	return n;
}

/* Words -------------------------------------------------------------------- */

/* The first CODE_WORDS places of bits, and those in the same 64; how many. */
static size_t
find_bits(const struct code *c, const struct code_runs *r, const uint64_t *mask,
    uint32_t *to)
{
	size_t n = 0;

	for (size_t k = 0; k < r->n && n < CODE_WORDS; k++)
		n += c->scan->bits(&mask[k], 1, (uint32_t)(8 + 64 * k), to + n);
	return n < CODE_WORDS ? n : CODE_WORDS;
}

void
boiler__code_places(
    const struct code *c, const struct code_line *l, struct code_places *p)
{
	p->n = find_bits(c, &l->runs, l->runs.begin, p->start);
	(void)find_bits(c, &l->runs, l->runs.end, p->end);
}

void
boiler__code_words(
    const struct code *c, const struct code_line *l, struct code_words *w)
{
	struct code_places at;

	boiler__code_places(c, l, &at);
	w->n = at.n;
	w->nnumber = w->run_digit = 0;
	w->letter = 0;
	w->hash[w->n] = 0;
	for (size_t i = 0; i < w->n; i++) {
		size_t len = at.end[i] - at.start[i];
		const unsigned char *end = l->room + at.end[i];
		bool is_number = l->room[at.start[i]] == '0';
		uint32_t last;

		memcpy(&last, end - 4, 4);
		w->hash[i] = code_hash(l, at.start[i], at.end[i]);
		w->last[i] = len < 4 || is_number ? 0 : last;
		w->nnumber += is_number;
		w->letter = is_number ? w->letter : end[-1];
		if (is_number && len > w->run_digit)
			w->run_digit = len;
	}
}

size_t
boiler__phrase_words(const struct code *c, const struct fold *f,
    struct nass_str s, uint64_t *word, size_t max)
{
	struct code_line l = { .runs.n = 0 };
	struct code_words w;

	memset(l.room, ' ', 8);
	l.n = boiler__encode(c, f, boiler__head(s), l.room + 8);
	for (size_t at = 0; at <= l.n; at += 64) {
		uint64_t plane[8];

		c->scan->planes(c->class, l.room + 8 + at, 1, &plane);
		code_run(&l.runs, plane);
	}
	boiler__code_words(c, &l, &w);
	if (w.n > max)
		w.n = max;
	memcpy(word, w.hash, w.n * sizeof *word);
	return w.n;
}
