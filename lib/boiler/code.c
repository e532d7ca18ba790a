/* code.c - a line as bytes, and as words (code.h). */
#include "boiler/code.h"

#include <string.h>

#include "simd/scan.h"
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

static unsigned char
class_of(enum fold_class class, uint32_t cp)
{
	switch (class) {
	case FOLD_ARABIC:
		return CODE_IS_ARABIC;
	case FOLD_LATIN:
		return CODE_IS_LATIN;
	case FOLD_DIGIT:
		return CODE_IS_DIGIT;
	case FOLD_SKIP:
		return (unsigned char)(CODE_IS_SKIP |
		    (cp >= 0x64B && cp <= 0x652 ? CODE_IS_VOWEL : 0) |
		    (cp == 0x640 ? CODE_IS_TATWEEL : 0));
	case FOLD_SPACE:
	default:
		return cp > ' ' && cp != 0xA0 ? CODE_IS_SIGN : 0;
	}
}

void
boiler__code_init(struct code *c, const struct fold *f)
{
	memset(c, 0, sizeof *c);
	for (unsigned d = 1; d < 256; d++) {
		uint32_t cp = nass_dense_code_point((unsigned char)d);
		uint32_t to;
		enum fold_class class = boiler__fold(f, cp, &to);

		c->class[d] = class_of(class, cp);
		c->fold[d] = (c->class[d] & CODE_IS_WORD) != 0
		    ? nass_dense_code(to)
		    : (c->class[d] & CODE_IS_SKIP) != 0 ? 0
							: ' ';
	}
	c->class[CODE_STAR] = c->class[CODE_SYMBOL] = CODE_IS_SIGN;
	c->class[CODE_ARABIC] = CODE_IS_ARABIC;
	c->fold[CODE_ARABIC] = CODE_ARABIC;
	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
		c->sign[nass_dense_code(signs[i].cp)] = signs[i].sign;
}

/* The byte of a code point that the dense code has none for. */
static unsigned char
stand_in(const struct fold *f, uint32_t cp)
{
	uint32_t to;
	unsigned char d;

	if (cp <= ' ')
		return ' ';
	switch (boiler__fold(f, cp, &to)) {
	case FOLD_ARABIC:
		d = nass_dense_code(to);
		return d == NASS_DENSE_ESCAPE ? CODE_ARABIC : d;
	case FOLD_LATIN:
		d = nass_dense_code(to);
		return d == NASS_DENSE_ESCAPE || d >= 0x80
		    ? (unsigned char)('a' + to % 26)
		    : d;
	case FOLD_DIGIT: /* Persian ones by their value, to count by */
		return (unsigned char)('0' +
		    (cp >= 0x6F0 && cp <= 0x6F9 ? cp - 0x6F0 : 0));
	case FOLD_SKIP:
		return nass_dense_code(0x0610);
	case FOLD_SPACE:
	default:
		break;
	}
	for (size_t i = 0; i < sizeof likes / sizeof likes[0]; i++)
		if (cp >= likes[i].from && cp <= likes[i].to)
			return likes[i].like == CODE_STAR
			    ? CODE_STAR
			    : nass_dense_code(likes[i].like);
	return CODE_SYMBOL;
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
boiler__encode(struct nass_str s, const struct fold *f, unsigned char *out)
{
	size_t n;
	size_t at = 0;

	(void)nass_dense_encode(s.p, s.n, out, &n);
	for (size_t i = 0; i < n && at < s.n;) {
		const unsigned char *esc =
		    memchr(out + i, NASS_DENSE_ESCAPE, n - i);
		size_t used;

		if (esc == NULL)
			break;
		at += nass_dense_offset(
		    s.p + at, s.n - at, (size_t)(esc - out) - i);
		i = (size_t)(esc - out) + 1;
		out[i - 1] = stand_in(f, nass_utf8_get(s.p + at, &used));
		at += used;
	}
	memset(out + n, ' ', 64);
	return n;
}

/* Words -------------------------------------------------------------------- */

/* Folded bytes without those to skip; returns how many. */
static size_t
fold_bytes(const struct code *c, const unsigned char *bytes, size_t n,
    unsigned char *to)
{
	size_t m = 0;

	for (size_t i = 0; i < n; i++)
		to[i] = c->fold[bytes[i]];
	if (memchr(to, 0, n) == NULL) {
		m = n;
	} else {
		for (size_t i = 0; i < n; i++) {
			to[m] = to[i];
			m += to[i] != 0;
		}
	}
	memset(to + m, ' ', 64);
	return m;
}

/* Where runs of one class begin, and where they end. */
static void
find_runs(const struct code *c, size_t n, struct code_words *w)
{
	const struct nass_scan_kernels *scan = nass__scan();
	uint64_t begin[CODE_MAX / 64 + 2];
	uint64_t end[CODE_MAX / 64 + 2];
	uint64_t carry[3] = { 0, 0, 0 };
	uint64_t plane[8];
	size_t k = 0;

	for (size_t at = 0; at <= n; at += 64, k++) {
		scan->planes(c->class, w->folded + at, plane);
		begin[k] = end[k] = 0;
		for (unsigned i = 0; i < 3; i++) {
			uint64_t before = plane[i] << 1 | carry[i];

			begin[k] |= plane[i] & ~before;
			end[k] |= before & ~plane[i];
			carry[i] = plane[i] >> 63;
		}
	}
	w->nword = scan->bits(begin, k, 0, w->start);
	(void)scan->bits(end, k, 0, w->end);
}

/* A word as eight bytes of letters at a time. */
static inline uint64_t
hash_of(const unsigned char *p, size_t n)
{
	uint64_t h = FOLD_SEED;
	uint64_t v;

	for (; n > 8; n -= 8, p += 8) {
		memcpy(&v, p, 8);
		h = fold_mix(h, v);
	}
	memcpy(&v, p, 8);
	return fold_mix(h, v & ~(uint64_t)0 >> (64 - 8 * n));
}

void
boiler__code_words(const struct code *c, const unsigned char *bytes, size_t n,
    struct code_words *w)
{
	const uint64_t number = fold_number();

	find_runs(c, fold_bytes(c, bytes, n, w->folded), w);
	w->n = w->nword < CODE_WORDS ? w->nword : CODE_WORDS;
	for (size_t i = 0; i < w->n; i++) {
		const unsigned char *p = w->folded + w->start[i];
		size_t len = w->end[i] - w->start[i];
		bool is_number = p[0] == '0';

		w->hash[i] = is_number ? number : hash_of(p, len);
		w->last[i] = 0;
		if (len >= 4 && !is_number)
			memcpy(&w->last[i], p + len - 4, 4);
	}
}

size_t
boiler__phrase_words(const struct code *c, const struct fold *f,
    struct nass_str s, uint64_t *word, size_t max)
{
	unsigned char bytes[CODE_MAX + CODE_PAD];
	struct code_words w;

	boiler__code_words(
	    c, bytes, boiler__encode(boiler__head(s), f, bytes), &w);
	if (w.n > max)
		w.n = max;
	memcpy(word, w.hash, w.n * sizeof *word);
	return w.n;
}
