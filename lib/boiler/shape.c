/* shape.c - one look at the characters of a line (shape.h). */
#include "boiler/shape.h"

#include <string.h>

#include "text/utf8.h"

/* What is needed while looking; p[-1] and p[n] are spaces. */
struct bytes {
	const struct code *c;
	const unsigned char *p;
	size_t n;
	const struct code_runs *runs;
};

/* Where in a line they stand. */
struct masks {
	uint64_t arabic[CODE_BLOCKS];
	uint64_t latin[CODE_BLOCKS];
	uint64_t digit[CODE_BLOCKS];
	uint64_t clause[CODE_BLOCKS]; /* what ends one */
	uint64_t told[CODE_BLOCKS];   /* signs to be looked at */
};

/*
 * Letters, clauses, words; which signs say something: those that do by
 * themselves, and stops behind stops.
 */
static void
find_classes(const struct bytes *b, struct code_runs *runs, struct masks *m)
{
	uint64_t plane[8];
	uint64_t stop_before = 0;

	for (size_t at = 0, k = 0; at <= b->n; at += 64, k++) {
		uint64_t behind_stop;

		b->c->scan->planes(b->c->class, b->p + at, 1, &plane);
		code_run(runs, plane);
		behind_stop = plane[5] << 1 | stop_before;
		stop_before = plane[5] >> 63;
		m->arabic[k] = plane[0];
		m->latin[k] = plane[1];
		m->digit[k] = plane[2];
		m->clause[k] = plane[4] | (behind_stop & plane[3]);
		m->told[k] = plane[6] | (behind_stop & plane[5]);
	}
}

static void
count_classes(const struct bytes *b, const struct masks *m, struct shape *h)
{
	const struct nass_scan_kernels *scan = b->c->scan;
	size_t n = b->runs->n;

	h->nword = scan->ones(b->runs->begin, n);
	h->narabic = scan->ones(m->arabic, n);
	h->nlatin = scan->ones(m->latin, n);
	h->ndigit = scan->ones(m->digit, n);
	h->nclause = scan->ones(m->clause, n);
	/* A stop at the end is no clause inside. */
	h->nclause -=
	    b->n > 0 && (b->c->class[b->p[b->n - 1]] & CODE_IS_STOP) != 0;
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
is_space(unsigned char d)
{
	return d == ' ';
}

/* name@host.top: a stop with a letter behind it, before a space. */
static bool
is_address(const struct bytes *b, size_t at)
{
	if (!is_ascii_word(b, b->p[at - 1]) || !is_ascii_word(b, b->p[at + 1]))
		return false;
	for (size_t i = at + 1; i < b->n && !is_space(b->p[i]); i++)
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
		h->has_at_word |= is_space(before) || before == ':';
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
	const uint64_t *begin = b->runs->begin;
	uint64_t last = begin[at / 64] & (((uint64_t)1 << at % 64) - 1);

	return b->c->scan->ones(begin, at / 64) + b->c->scan->ones(&last, 1);
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
	bool is_alone = is_space(before) && (is_space(next) || next == '|');

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
note_signs(const struct bytes *b, const struct masks *m, struct shape *h)
{
	for (size_t at = 0; at < b->n; at += 64)
		for (uint64_t bits = m->told[at / 64]; bits != 0;
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
 * What the line ends with: past spaces, emoji, closing quotes, brackets,
 * numbers of notes.
 */
static void
note_end(const struct bytes *b, struct shape *h)
{
	for (size_t i = b->n; i-- > 0;) {
		unsigned char d = b->p[i];
		bool is_closer = (b->c->sign[d] & SIGN_CLOSER) != 0;

		h->has_closer |= is_closer;
		if (is_closer || is_space(d) || d == CODE_SYMBOL)
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

/* The sign that the line begins with. */
static void
note_begin(const struct bytes *b, struct shape *h)
{
	size_t i = 0;

	while (i < b->n && is_space(b->p[i]))
		i++;
	h->first = b->p[i];
	h->first_sign = b->c->sign[h->first];
}

/*
 * Vowel marks and tatweel, where more than a few characters may have fallen out:
 * of two bytes each, as Arabic letters have them.
 */
static void
count_marks(const struct bytes *b, struct nass_str s, struct shape *h)
{
	size_t most = (s.n - b->n - h->narabic) / 2;

	if (s.n < b->n + h->narabic || 16 * most <= h->narabic + h->nlatin)
		return;
	for (size_t i = 0; i + 1 < s.n; i++) {
		unsigned char next = (unsigned char)s.p[i + 1];

		h->nmark += s.p[i] == '\xD9' && next >= 0x8B && next <= 0x92;
		h->ntatweel += s.p[i] == '\xD9' && next == 0x80;
	}
}

void
boiler__shape(const struct code *c, const struct fold *f, struct nass_str s,
    struct code_line *l, struct shape *h)
{
	unsigned char room[8 + 64 + CODE_PAD];
	struct nass_str head = boiler__head(s);
	struct bytes b = { c, l->room + 8, 0, &l->runs };
	struct masks m;

	memset(h, 0, sizeof *h);
	memset(l->room, ' ', 8);
	memset(l->runs.carry, 0, sizeof l->runs.carry);
	l->runs.n = 0;
	l->n = b.n = boiler__encode(c, f, head, l->room + 8);
	find_classes(&b, &l->runs, &m);
	count_classes(&b, &m, h);
	note_signs(&b, &m, h);
	note_begin(&b, h);
	count_marks(&b, head, h);
	if (head.n < s.n) {
		size_t from = s.n - 64;

		while (((unsigned char)s.p[from] & 0xC0) == 0x80)
			from++;
		memset(room, ' ', 8);
		b.p = room + 8;
		b.n =
		    boiler__encode(c, f, nass_str_sub(s, from, s.n), room + 8);
	}
	note_end(&b, h);
}
