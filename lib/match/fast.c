/*
 * fast.c - from patterns to needles and fold tables; see fast.h.
 */
#include "match/fast.h"

#include <stdlib.h>
#include <string.h>

#include "text/dense.h"
#include "text/ucd.h"
#include "text/utf8.h"

/* Folding -------------------------------------------------------------------- */

static bool
is_transparent(uint32_t cp)
{
	switch (nass_ucd(cp)->wb) {
	case NASS_WB_EXTEND:
	case NASS_WB_FORMAT:
	case NASS_WB_ZWJ:
		return true;
	default:
		return cp == 0x0640;
	}
}

static bool
is_alef(uint32_t cp)
{
	return cp == 0x0622 || cp == 0x0623 || cp == 0x0625 || cp == 0x0627 ||
	    (cp >= 0x0671 && cp <= 0x0673);
}

/* What a code point of a key is in a needle, and of a folded text. */
uint8_t
match__coarse(uint32_t cp, bool is_identity)
{
	uint8_t d = nass_dense_code(cp);

	if (cp == 0 || cp == 0x1B || d == NASS_DENSE_ESCAPE)
		return !is_identity && cp >= 0x80 && is_transparent(cp)
		    ? SIMD_FOLD_DROP
		    : SIMD_FOLD_OTHER;
	if (is_identity)
		return d;
	if (is_alef(cp))
		return nass_dense_code(0x0627);
	if (cp == 0x0649)
		return nass_dense_code(0x064A);
	return is_transparent(cp) ? SIMD_FOLD_DROP : d;
}

/*
 * What the profile makes of a code point, if that is one byte; a letter beside
 * another byte is SUSPECT.
 */
static uint8_t
fold_result(const struct match__fast *f, struct nass_str made)
{
	uint8_t result = SIMD_FOLD_DROP;
	bool has_letter = false;
	size_t nbyte = 0;
	uint8_t byte;
	size_t at;
	size_t n;

	for (at = 0; at < made.n; at += n) {
		byte = match__coarse(nass_utf8_get(made.p + at, &n), false);
		if (byte == SIMD_FOLD_DROP)
			continue;
		has_letter |= f->letter[byte] != 0;
		result = byte;
		nbyte++;
	}
	if (nbyte > 1)
		return has_letter ? MATCH__SUSPECT : SIMD_FOLD_OTHER;
	return result;
}

size_t
match__surround(uint32_t cp, unsigned sides, char text[8])
{
	const char *letter = match__neighbour(cp).p;
	size_t n = (sides & MATCH__LEFT) != 0 ? 2 : 0;

	memcpy(text, letter, 2);
	n += nass_utf8_set(text + n, cp);
	if ((sides & MATCH__RIGHT) != 0) {
		memcpy(text + n, letter, 2);
		n += 2;
	}
	return n;
}

bool
match__key_beside(const struct nass_match *m, uint32_t cp, unsigned sides,
    struct nass_buf *room, struct nass_str *key)
{
	size_t left = (sides & MATCH__LEFT) != 0 ? 2 : 0;
	size_t right = (sides & MATCH__RIGHT) != 0 ? 2 : 0;
	char text[8];
	struct nass_str in = { text, match__surround(cp, sides, text) };

	if (nass_norm_key(m->norm, in, room, NULL) != NASS_OK ||
	    room->n < left + right)
		return false;
	*key = nass_str_sub(nass_buf_str(room), left, room->n - right);
	return true;
}

/* What becomes of it there. */
static uint8_t
probe(const struct nass_match *m, uint32_t cp, unsigned sides)
{
	struct nass_buf room = NASS_BUF_INIT;
	uint8_t byte = MATCH__SUSPECT;
	struct nass_str key;

	if (match__key_beside(m, cp, sides, &room, &key))
		byte = fold_result(m->fast, key);
	nass_buf_fini(&room);
	return byte;
}

/*
 * A code point that its neighbours may change: SUSPECT, unless it folds to one
 * byte at the beginning, in the middle, at the end and alone.  (Marks
 * that compose, but for U+0654 and U+0655, do so within one coarse letter.)
 */
static uint8_t
fold_in_context(const struct nass_match *m, uint32_t cp)
{
	uint8_t byte = probe(m, cp, MATCH__BOTH);

	if (cp < 0x80 && m->fast->letter[cp] == 0)
		return match__coarse(cp, false);
	if (byte == SIMD_FOLD_DROP && is_transparent(cp))
		return byte; /* alone it may stay: hehs and dashes of tatweel */
	if (probe(m, cp, MATCH__RIGHT) != byte ||
	    probe(m, cp, MATCH__LEFT) != byte ||
	    probe(m, cp, MATCH__ALONE) != byte)
		return MATCH__SUSPECT;
	return byte;
}

uint8_t
match__fast_fold(const struct nass_match *m, uint32_t cp)
{
	const struct match__fast *f = m->fast;
	char made[64];
	uint8_t byte;
	size_t n;

	if (f->is_identity || cp == '\n')
		return match__coarse(cp, f->is_identity);
	/*
	 * U+0654, U+0655: with what bears them, tatweel too, they may be a
	 * letter.  U+0600, U+06DD, ...: a cluster begins, which may cut a word.
	 */
	if (cp == 0x0654 || cp == 0x0655 ||
	    nass_ucd(cp)->gcb == NASS_GCB_PREPEND)
		return MATCH__SUSPECT;
	/* Format characters end hashtags, so that runs meet across them. */
	if (f->has_runs && nass_ucd(cp)->wb == NASS_WB_FORMAT)
		return MATCH__SUSPECT;
	if (nass_norm_code_point(m->norm, cp, made, &n))
		byte = fold_result(f, (struct nass_str){ made, n });
	else
		byte = fold_in_context(m, cp);
	/* Expressions see lines, from which it falls out. */
	if (byte != SIMD_FOLD_DROP || is_transparent(cp) || m->opts.is_regex)
		return byte;
	/* What falls out of keys, but cuts words, cuts needles too. */
	if (nass_ucd(cp)->gc != NASS_GC_LETTER)
		return SIMD_FOLD_OTHER;
	/* A mark that is a letter (U+FC62) may stand between two scripts. */
	return f->has_runs ? MATCH__SUSPECT : SIMD_FOLD_DROP;
}

/* How long the profile lets a run of one letter be; 0: as long as it is. */
static unsigned
longest_run(const struct nass_match *m)
{
	/* Longer than any that can be asked for. */
	const char *run = "\xD8\xA8\xD8\xA8\xD8\xA8\xD8\xA8\xD8\xA8\xD8\xA8"
			  "\xD8\xA8\xD8\xA8\xD8\xA8\xD8\xA8\xD8\xA8\xD8\xA8";
	struct nass_buf key = NASS_BUF_INIT;
	unsigned n = 0;

	if (nass_norm_key(m->norm, nass_str(run), &key, NULL) == NASS_OK &&
	    key.n < strlen(run))
		n = (unsigned)key.n / 2;
	nass_buf_fini(&key);
	return n;
}

/*
 * What a URL, an e-mail, ... become under masks is in no text: may the pattern
 * have a hit there?
 */
static bool
may_meet_mask(const struct nass_match *m, const struct match__pattern *p,
    struct nass_str mask)
{
	const struct match__element *e;
	size_t i;

	for (i = 0; i < p->nedge; i++) {
		if (p->edge[i].element == MATCH__ANY)
			continue;
		e = &m->element[p->edge[i].element];
		if (e->is_glob ? match__glob(e->piece, e->npiece, mask)
			       : nass_str_eq(e->key, match__lemma(m, mask)))
			return true;
	}
	return p->regex != NULL;
}

static bool
may_meet_masks(const struct nass_match *m)
{
	static const char *const sample[] = { "http://qq.com", "qq@qq.com",
		"@qqqq", "#qqqq" };
	struct nass_buf key = NASS_BUF_INIT;
	bool may = false;
	size_t i;
	size_t k;

	for (i = 0; i < sizeof(sample) / sizeof(*sample) && !may; i++) {
		key.n = 0;
		may = nass_norm_key(m->norm, nass_str(sample[i]), &key, NULL) !=
		    NASS_OK;
		if (may || memchr(key.p, 'q', key.n) != NULL)
			continue; /* it is no mask */
		for (k = 0; k < m->npattern && !may; k++)
			may = may_meet_mask(
			    m, &m->pattern[k], nass_buf_str(&key));
	}
	nass_buf_fini(&key);
	return may;
}

static void
make_tables(const struct nass_match *m, struct match__fast *f)
{
	size_t d;

	f->is_identity = nass_norm_is_identity(m->norm);
	f->repeat = longest_run(m);
	for (d = 0; d < 256; d++) {
		uint32_t cp = nass_dense_code_point((unsigned char)d);

		f->letter[d] = 0;
		if (d >= 0x80 && nass_ucd(cp)->gc == NASS_GC_LETTER &&
		    cp != 0x0640)
			f->letter[d] = MATCH__ARABIC;
		else if (d < 0x80 && nass_ucd(cp)->gc == NASS_GC_LETTER)
			f->letter[d] = MATCH__LATIN;
		else if (nass_ucd(cp)->gc == NASS_GC_DIGIT)
			f->letter[d] = MATCH__DIGIT;
		f->arabic[d] = f->letter[d] == MATCH__ARABIC ? 0xFF : 0;
		f->coarse[d] = match__coarse(cp, f->is_identity);
	}
}

/* Does the profile drop a letter?  Then runs may be made of two. */
static bool
drops_letters(const struct nass_match *m)
{
	size_t d;

	for (d = 0x80; d < 256; d++) {
		if (m->fast->letter[d] != 0 &&
		    probe(m, nass_dense_code_point((unsigned char)d),
			MATCH__BOTH) == SIMD_FOLD_DROP)
			return true;
	}
	return false;
}

/* After the needles. */
static void
make_folds(const struct nass_match *m, struct match__fast *f)
{
	size_t d;

	for (d = 0; d < 256; d++)
		f->dense[d] = d == NASS_DENSE_ESCAPE || d == 0
		    ? SIMD_FOLD_OTHER
		    : match__fast_fold(
			  m, nass_dense_code_point((unsigned char)d));
}

/* ---------------------------------------------------------------------------- */

enum nass_code
match__fast_ready(struct nass_match *m, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	bool is_possible = true;
	size_t i;

	/* What is deleted stands in no folded text. */
	if (m->has_deleted || may_meet_masks(m))
		return NASS_OK;
	m->fast = calloc(1, sizeof(*m->fast));
	if (m->fast == NULL)
		return nass_fail_nomem(err);
	make_tables(m, m->fast);
	m->fast->allows_runs =
	    !m->opts.has_clitics && !m->opts.is_stemmed && !drops_letters(m);
	m->fast->by_word = m->opts.near == 0 && !m->opts.is_regex;
	code = match__forms_ready(m, err);
	for (i = 0; i < m->npattern && is_possible && code == NASS_OK; i++) {
		code = match__needles_add(m, i, &is_possible, err);
		m->fast->by_word &= m->pattern[i].most == 1;
	}
	for (i = 0; i < m->fast->nneedle; i++)
		m->fast->has_runs |= m->fast->needle[i].is_run;
	make_folds(m, m->fast);
	match__simple_ready(m, m->fast);
	if (code == NASS_OK && is_possible)
		code = match__index_ready(m, err);
	if (code == NASS_OK && is_possible && m->fast->runs.slot != NULL)
		code = match__exact_ready(m, err);
	if (code != NASS_OK || !is_possible)
		match__fast_free(m);
	return code;
}

void
match__fast_free(struct nass_match *m)
{
	if (m->fast != NULL)
		free(m->fast->needle);
	free(m->fast);
	m->fast = NULL;
}
