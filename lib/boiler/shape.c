/* shape.c - one look at the characters of a line (shape.h). */
#include "boiler/shape.h"

#include <string.h>

#include "simd/scan.h"

/* A line as bytes; bytes[-1] and bytes[n] are spaces. */
struct bytes {
	const struct code *c;
	const unsigned char *p;
	size_t n;
};

static size_t
count_bits(uint64_t x)
{
	return x == 0 ? 0 : (size_t)__builtin_popcountll(x);
}

/* Letters, marks; where the signs are, as bits. */
static void
count_classes(const struct bytes *b, struct shape *h, uint64_t *sign)
{
	const struct nass_scan_kernels *scan = nass__scan();
	uint64_t plane[8];

	for (size_t at = 0; at < b->n; at += 64) {
		scan->planes(b->c->class, b->p + at, plane);
		h->narabic += count_bits(plane[0]);
		h->nlatin += count_bits(plane[1]);
		h->ndigit += count_bits(plane[2]);
		h->nmark += count_bits(plane[5]);
		h->ntatweel += count_bits(plane[6]);
		sign[at / 64] = plane[4];
	}
}

static bool
is_digit(const struct bytes *b, unsigned char d)
{
	return (b->c->class[d] & CODE_IS_DIGIT) != 0;
}

static bool
is_ascii_word(const struct bytes *b, unsigned char d)
{
	return d < 0x80 &&
	    ((b->c->class[d] & (CODE_IS_LATIN | CODE_IS_DIGIT)) != 0 ||
		d == '_' || d == '-');
}

static bool
is_space(const struct bytes *b, unsigned char d)
{
	return b->c->class[d] == 0;
}

/* name@host.top: a stop with a letter behind it, before a space. */
static bool
is_address(const struct bytes *b, size_t at)
{
	if (!is_ascii_word(b, b->p[at - 1]) || !is_ascii_word(b, b->p[at + 1]))
		return false;
	for (size_t i = at + 1; i < b->n && !is_space(b, b->p[i]); i++)
		if (b->p[i] == '.' && is_ascii_word(b, b->p[i + 1]))
			return true;
	return false;
}

/* Signs that stand for themselves. */
static void
note_sign(const struct bytes *b, size_t at, struct shape *h)
{
	unsigned char before = b->p[at - 1];
	unsigned char next = b->p[at + 1];

	switch (b->p[at]) {
	case ':':
		h->has_clock |= is_digit(b, before) && is_digit(b, next);
		h->has_url |= next == '/' && b->p[at + 2] == '/';
		break;
	case '/':
	case '-':
		h->nslash += is_digit(b, before) && is_digit(b, next);
		break;
	case '.':
		h->has_dots |= before == '.' && at + 1 < b->n && next != '.';
		break;
	case '@':
		h->has_email |= is_address(b, at);
		h->has_at_word |= is_space(b, before) || before == ':';
		break;
	case CODE_COPYRIGHT:
		h->has_copyright = true;
		break;
	case CODE_DEGREE:
		h->has_degree = true;
		break;
	case CODE_STAR:
		h->has_star = true;
		break;
	default:
		break;
	}
}

/* Words that begin before byte `at`. */
static size_t
words_before(const struct bytes *b, size_t at)
{
	size_t n = 0;
	unsigned was = 0;

	for (size_t i = 0; i < at; i++) {
		unsigned class = b->c->class[b->p[i]];

		if ((class & CODE_IS_SKIP) != 0)
			continue;
		n += (class & CODE_IS_WORD) != 0 && class != was;
		was = class;
	}
	return n;
}

/* A sign by its kind, and the first that parts the line. */
static void
note_kind(const struct bytes *b, size_t at, struct shape *h)
{
	unsigned char d = b->p[at];
	unsigned char before = b->p[at - 1];
	unsigned char next = b->p[at + 1];
	unsigned sign = b->c->sign[d];
	bool is_inside = at + 1 < b->n;
	bool is_alone =
	    is_space(b, before) && (is_space(b, next) || next == '|');

	h->nclause += (sign & SIGN_CLAUSE) != 0 ||
	    ((sign & SIGN_STOP) != 0 && is_inside && is_space(b, next));
	h->nbar += (sign & SIGN_BAR) != 0;
	h->ncrumb += (sign & SIGN_CRUMB) != 0 && (is_alone || next == d);
	if (h->break_word == 0 && is_inside &&
	    (d == ':' || d == '|' || d == CODE_ELLIPSIS ||
		(d == '.' && before == '.')))
		h->break_word = words_before(b, at);
	if (h->colon_word == 0 && is_inside && d == ':')
		h->colon_word = words_before(b, at);
}

static void
note_signs(const struct bytes *b, const uint64_t *sign, struct shape *h)
{
	for (size_t at = 0; at < b->n; at += 64)
		for (uint64_t bits = sign[at / 64]; bits != 0;
		     bits &= bits - 1) {
			size_t i = at + (size_t)__builtin_ctzll(bits);

			note_sign(b, i, h);
			note_kind(b, i, h);
		}
}

/* A note's number, [12], of which byte i is the last digit: where it begins. */
static size_t
skip_note(const struct bytes *b, size_t i)
{
	size_t from = i;

	if (b->p[i + 1] != ']')
		return i;
	while (from > 0 && is_digit(b, b->p[from]))
		from--;
	return b->p[from] == '[' ? from : i;
}

/*
 * What the line ends with: past spaces, marks, emoji, closing quotes, brackets,
 * numbers of notes.
 */
static void
note_end(const struct bytes *b, struct shape *h)
{
	for (size_t i = b->n; i-- > 0;) {
		unsigned char d = b->p[i];
		bool is_closer = (b->c->sign[d] & SIGN_CLOSER) != 0;

		h->has_closer |= is_closer;
		if (is_closer || is_space(b, d) || d == CODE_SYMBOL ||
		    (b->c->class[d] & CODE_IS_SKIP) != 0)
			continue;
		if (skip_note(b, i) < i) {
			i = skip_note(b, i);
			continue;
		}
		h->last = d;
		h->last_sign = b->c->sign[d];
		return;
	}
}

/* What the line begins with: a sign, a number. */
static void
note_begin(const struct bytes *b, struct shape *h)
{
	unsigned serial = 0;
	size_t i = 0;

	while (i < b->n && is_space(b, b->p[i]))
		i++;
	h->first = b->p[i];
	h->first_sign = b->c->sign[h->first];
	while (i < b->n && (b->c->class[b->p[i]] & CODE_IS_WORD) == 0)
		i++;
	for (; is_digit(b, b->p[i]) && serial < 1000; i++)
		serial = 10 * serial + (b->p[i] & 0x0F);
	h->serial = serial < 1000 ? (uint16_t)serial : 0;
}

static void
note_words(const struct code_words *w, struct shape *h)
{
	for (size_t i = 0; i < w->n; i++) {
		size_t n = w->end[i] - w->start[i];

		if (w->folded[w->start[i]] == '0')
			h->run_digit = n > h->run_digit ? n : h->run_digit;
		else
			h->letter = w->folded[w->end[i] - 1];
	}
}

void
boiler__shape(const struct code *c, const struct fold *f, struct nass_str s,
    struct shape *h, struct code_words *w)
{
	unsigned char room[64 + CODE_MAX + CODE_PAD];
	uint64_t sign[CODE_MAX / 64 + 1];
	struct nass_str head = boiler__head(s);
	struct bytes b = { c, room + 64, 0 };

	memset(h, 0, sizeof *h);
	room[63] = ' ';
	b.n = boiler__encode(head, f, room + 64);
	count_classes(&b, h, sign);
	boiler__code_words(c, b.p, b.n, w);
	note_words(w, h);
	note_signs(&b, sign, h);
	note_begin(&b, h);
	if (head.n < s.n) {
		size_t from = s.n - 64;

		while (((unsigned char)s.p[from] & 0xC0) == 0x80)
			from++;
		b.n = boiler__encode(nass_str_sub(s, from, s.n), f, room + 64);
	}
	note_end(&b, h);
}
