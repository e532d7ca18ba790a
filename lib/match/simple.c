/*
 * simple.c - words that need no segmentation: Arabic letters and their marks
 * between white space, with at most one mark of punctuation behind.  Most words
 * of most texts are such; for them the key is put together letter by letter.
 */
#include <string.h>

#include "match/fast.h"
#include "text/dense.h"
#include "text/ucd.h"
#include "text/utf8.h"

/* The unit of cp there, or what it gives the letter before it. */
static bool
unit_beside(const struct nass_match *m, uint32_t cp, unsigned sides,
    struct match__simple *s)
{
	struct nass_buf made = NASS_BUF_INIT;
	const struct nass_smart_unit *unit;
	bool is_letter = s->kind == MATCH__SIMPLE;
	char text[8];
	struct nass_str in = { text, match__surround(cp, sides, text) };
	bool ok = nass_smart_units(m->smart, in, &made, NULL) == NASS_OK &&
	    made.n / sizeof(*unit) == (sides >> 1) + (sides & 1) + is_letter;

	if (ok) {
		unit = (const void *)made.p;
		s->unit = unit[is_letter ? sides >> 1 : 0];
	}
	nass_buf_fini(&made);
	return ok;
}

/* A letter of two bytes, or nothing, as s->kind says? */
static bool
simple_beside(const struct nass_match *m, uint32_t cp, unsigned sides,
    struct match__simple *s)
{
	struct nass_buf room = NASS_BUF_INIT;
	struct nass_str key;
	bool ok = match__key_beside(m, cp, sides, &room, &key) &&
	    key.n == (s->kind == MATCH__SIMPLE ? 2 : 0);

	if (ok)
		memcpy(s->key, key.p, key.n);
	nass_buf_fini(&room);
	return ok && (m->smart == NULL || unit_beside(m, cp, sides, s));
}

/*
 * A letter is simple if it folds to one code point of two bytes, the same
 * wherever it stands; marks that fall out are; U+0653..0655 and U+0670 are not,
 * for they may change the letter.
 */
static void
simple_of(const struct nass_match *m, uint32_t cp, struct match__simple *s)
{
	const struct nass_ucd *u = nass_ucd(cp);
	struct match__simple one = { .kind = MATCH__SIMPLE };
	struct match__simple other;
	unsigned sides = MATCH__ALONE;
	char made[64];
	size_t n;

	s->kind = MATCH__HARD;
	if (cp >= 0x064B && cp <= 0x0652) {
		if (!nass_norm_code_point(m->norm, cp, made, &n) || n > 0)
			return;
		one.kind = MATCH__NOTHING;
		sides = MATCH__LEFT; /* of a letter */
	} else if (u->gc != NASS_GC_LETTER || u->script != NASS_SCRIPT_ARABIC)
		return;
	if (!simple_beside(m, cp, MATCH__BOTH, &one))
		return;
	for (; sides < MATCH__BOTH; sides++) {
		other = (struct match__simple){ .kind = one.kind };
		if (!simple_beside(m, cp, sides, &other) ||
		    memcmp(&other, &one, sizeof(one)) != 0)
			return;
	}
	*s = one;
}

void
match__simple_ready(const struct nass_match *m, struct match__fast *f)
{
	uint32_t x;

	for (x = 0; x < 128; x++) {
		simple_of(m, 0x600 + x, &f->simple[x]);
		if (x == 0x0C || x == 0x1B || x == 0x1F)
			f->simple[x].kind = MATCH__STOP;
	}
}

/* Exact needles ---------------------------------------------------------------- */

#define NO_LETTER    0
#define MANY_LETTERS UINT16_MAX

/* One more letter of keys, of two bytes, that is `byte` when folded. */
static void
add_letter(uint16_t letter[256], uint8_t byte, const char *key)
{
	uint16_t two;

	memcpy(&two, key, 2);
	if (letter[byte] != NO_LETTER && letter[byte] != two)
		two = MANY_LETTERS;
	letter[byte] = two;
}

/* Which letter of keys each folded byte stands for, in characters of two bytes. */
static void
letters_of_bytes(const struct nass_match *m, uint16_t letter[256])
{
	struct match__simple s;
	uint32_t cp;
	uint8_t byte;

	memset(letter, 0, 256 * sizeof(*letter));
	for (cp = 0x80; cp < 0x800; cp++) {
		byte = match__fast_fold(m, cp);
		if (m->fast->letter[byte] == 0)
			continue;
		simple_of(m, cp, &s);
		if (s.kind == MATCH__SIMPLE)
			add_letter(letter, byte, s.key);
		else
			letter[byte] = MANY_LETTERS;
	}
}

/* Is the needle its key, byte for letter? */
static bool
is_exact(const struct match__needle *needle, const uint16_t letter[256])
{
	const struct match__element *e = needle->element;
	size_t i;

	if (e == NULL || e->is_glob || e->nunit > 0 || !needle->is_run ||
	    e->key.n != 2 * needle->n)
		return false;
	for (i = 0; i < needle->n; i++)
		if (memcmp(e->key.p + 2 * i, &letter[needle->p[i]], 2) != 0)
			return false;
	return true;
}

enum nass_code
match__exact_ready(struct nass_match *m, struct nass_err *err)
{
	struct match__fast *f = m->fast;
	const struct match__needle *needle;
	uint16_t letter[256];
	bool has_exact = false;
	bool is_same;
	size_t i;

	f->exact = nass_arena_get(&m->arena, f->nneedle * sizeof(*f->exact));
	if (f->exact == NULL)
		return nass_fail_nomem(err);
	letters_of_bytes(m, letter);
	/* An equal needle stands behind, and its n says whether all are. */
	for (i = f->nneedle; i-- > 0;) {
		needle = &f->needle[i];
		is_same = needle->same == MATCH__EVERY ||
		    f->exact[needle->same].n > 0;
		f->exact[i] = (struct match__exact){ .many = 1 };
		if (needle->same != MATCH__EVERY)
			f->exact[i].many += f->exact[needle->same].many;
		if (f->by_word && is_same && is_exact(needle, letter))
			f->exact[i].n = (uint32_t)needle->element->key.n;
		has_exact |= f->exact[i].n > 0;
	}
	if (!has_exact)
		f->exact = NULL;
	return NASS_OK;
}

/* Words of the text ------------------------------------------------------------ */

/* Does the key end in three of a letter? */
static bool
is_thrice(const char *key, size_t n)
{
	return n >= 6 && memcmp(key + n - 6, key + n - 4, 4) == 0;
}

bool
match__simple_word(const struct match__fast *f, struct nass_str text, size_t at,
    size_t *from, size_t *to, char *key, size_t *nkey)
{
	const struct match__simple *s;
	size_t i = at;
	size_t n = 0;

	while (i > 0 && !match__is_white(text.p[i - 1]))
		if (at - --i > MATCH__SIMPLE_BYTES)
			return false;
	i += match__opening(text.p + i, text.n - i);
	*from = i;
	for (;;) {
		unsigned char c = i < text.n ? (unsigned char)text.p[i] : ' ';

		if ((c & 0xFE) != 0xD8)
			break;
		s = &f->simple[(c & 1) << 6 | (text.p[i + 1] & 0x3F)];
		if (s->kind == MATCH__HARD || n + 2 > MATCH__SIMPLE_BYTES ||
		    (i == *from && s->kind != MATCH__SIMPLE))
			return false;
		if (s->kind == MATCH__STOP)
			break;
		if (s->kind == MATCH__SIMPLE) {
			memcpy(key + n, s->key, 2);
			n += 2;
			if (f->repeat > 0 && is_thrice(key, n))
				return false;
		}
		i += 2;
	}
	*to = i;
	*nkey = n;
	memset(key + n, 0, 8);
	return n > 0 && i > at && match__ends_at(text, i);
}

size_t
match__simple_units(const struct match__fast *f, struct nass_str word,
    struct nass_smart_unit unit[MATCH__SIMPLE_BYTES / 2])
{
	const struct match__simple *s;
	size_t n = 0;
	size_t i;

	for (i = 0; i < word.n; i += 2) {
		unsigned char c = (unsigned char)word.p[i];

		if ((c & 0xFE) != 0xD8)
			return 0;
		s = &f->simple[(c & 1) << 6 | (word.p[i + 1] & 0x3F)];
		if (s->kind == MATCH__SIMPLE && n < MATCH__SIMPLE_BYTES / 2)
			unit[n++] = s->unit;
		else if (s->kind == MATCH__NOTHING && n > 0)
			unit[n - 1].marks |= s->unit.marks;
		else
			return 0;
	}
	return n;
}
