/* fold.c - the key of a line (fold.h). */
#include "boiler/fold.h"

#include <string.h>

#include "text/ucd.h"
#include "text/utf8.h"

static uint16_t
fold_arabic(uint32_t cp)
{
	switch (cp) {
	case 0x0622: /* alef with madda, hamza, wasla */
	case 0x0623:
	case 0x0625:
	case 0x0671:
	case 0x0672:
	case 0x0673:
		return 0x0627;
	case 0x0649: /* alef maksura, Persian yeh */
	case 0x06CC:
	case 0x06CE:
	case 0x06D0:
		return 0x064A;
	case 0x0629: /* teh marbuta, look-alikes of heh */
	case 0x06BE:
	case 0x06C0:
	case 0x06C1:
	case 0x06C3:
	case 0x06D5:
		return 0x0647;
	case 0x06A9: /* keheh */
	case 0x06AA:
		return 0x0643;
	default:
		return (uint16_t)cp;
	}
}

/* Letters of Latin-1 and Latin Extended-A without their accents. */
static uint16_t
fold_latin(uint32_t cp)
{
	static const char latin1[] = "aaaaaaaceeeeiiiidnooooo*ouuuuyts"
				     "aaaaaaaceeeeiiiidnooooo*ouuuuyty";
	static const char extended[] = "aaaaaaccccccccddddeeeeeeeeeegggggggg"
				       "hhhhiiiiiiiiiiiijjkkkllllllllllnnnnn"
				       "nnnnoooooooorrrrrrsssssssstttttt"
				       "uuuuuuuuuuuuwwyyyzzzzzzs";

	if (cp >= 0xC0 && cp < 0x100)
		return (uint16_t)latin1[cp - 0xC0];
	if (cp >= 0x100 && cp < 0x100 + sizeof extended - 1)
		return (uint16_t)extended[cp - 0x100];
	return (uint16_t)nass_ucd_fold(cp);
}

void
boiler__fold_init(struct fold *f)
{
	memset(f, 0, sizeof *f);
	for (uint32_t cp = 0; cp < 0x800; cp++) {
		const struct nass_ucd *u = nass_ucd(cp);

		if (u->gc == NASS_GC_DIGIT || cp == 0xB2 || cp == 0xB3) {
			f->class[cp] = FOLD_DIGIT;
			f->to[cp] = '0';
		} else if (cp == 0x0640 || u->gc == NASS_GC_MARK ||
		    (u->flags & NASS_UCD_IGNORABLE) != 0 ||
		    (u->flags & NASS_UCD_BIDI_CONTROL) != 0) {
			f->class[cp] = FOLD_SKIP;
		} else if (u->gc == NASS_GC_LETTER) {
			bool is_arabic = u->script == NASS_SCRIPT_ARABIC;

			f->class[cp] = is_arabic ? FOLD_ARABIC : FOLD_LATIN;
			f->to[cp] =
			    is_arabic ? fold_arabic(cp) : fold_latin(cp);
		}
	}
}

/* Presentation forms B: hamza, then two or four forms a letter to U+FEF4. */
static uint32_t
fold_form_b(uint32_t cp)
{
	static const uint16_t letter[] = { 0x0621, 0x0627, 0x0627, 0x0627,
		0x0627, 0x0624, 0x0624, 0x0627, 0x0627, 0x0626, 0x0626, 0x0626,
		0x0626, 0x0627, 0x0627, 0x0628, 0x0628, 0x0628, 0x0628, 0x0647,
		0x0647 };
	static const uint16_t four[] = { 0x062A, 0x062B, 0x062C, 0x062D,
		0x062E };
	static const uint16_t two[] = { 0x062F, 0x0630, 0x0631, 0x0632 };
	static const uint16_t rest[] = { 0x0633, 0x0634, 0x0635, 0x0636, 0x0637,
		0x0638, 0x0639, 0x063A, 0x0641, 0x0642, 0x0643, 0x0644, 0x0645,
		0x0646, 0x0647 };

	cp -= 0xFE80;
	if (cp < 21)
		return letter[cp];
	if ((cp -= 21) < 20)
		return four[cp / 4];
	if ((cp -= 20) < 8)
		return two[cp / 2];
	if ((cp -= 8) < 60)
		return rest[cp / 4];
	if ((cp -= 60) < 2)
		return 0x0648;
	return 0x064A;
}

static enum fold_class
fold_high(uint32_t cp, uint32_t *to)
{
	const struct nass_ucd *u;

	*to = cp;
	if (cp >= 0xFE80 && cp < 0xFEF5) {
		*to = fold_form_b(cp);
		return FOLD_ARABIC;
	}
	if (cp >= 0xFF10 && cp < 0xFF5B) /* full-width ASCII */
		*to = nass_ucd_fold(cp - 0xFEE0);
	u = nass_ucd(cp);
	if (u->gc == NASS_GC_MARK || (u->flags & NASS_UCD_IGNORABLE) != 0 ||
	    (u->flags & NASS_UCD_BIDI_CONTROL) != 0)
		return FOLD_SKIP;
	if (u->gc == NASS_GC_DIGIT)
		return FOLD_DIGIT;
	if (u->gc != NASS_GC_LETTER)
		return FOLD_SPACE;
	return u->script == NASS_SCRIPT_ARABIC ? FOLD_ARABIC : FOLD_LATIN;
}

enum fold_class
boiler__fold(const struct fold *f, uint32_t cp, uint32_t *to)
{
	if (cp >= 0x800)
		return fold_high(cp, to);
	*to = f->to[cp];
	return (enum fold_class)f->class[cp];
}

enum nass_code
boiler__fold_key(const struct fold *f, struct nass_str s, struct nass_buf *out,
    struct nass_err *err)
{
	enum fold_class was = FOLD_SPACE;
	enum fold_class now;
	size_t begin = out->n;
	uint32_t to;

	if (nass_buf_grow(out, 2 * s.n + 4, err) != NASS_OK)
		return NASS_ENOMEM;
	for (size_t at = 0; at < s.n;) {
		size_t n;

		now = boiler__fold(f, nass_utf8_get(s.p + at, &n), &to);
		at += n;
		if (now == FOLD_SKIP)
			continue;
		if (now != FOLD_SPACE && now != was && out->n > begin)
			out->p[out->n++] = ' ';
		if (now == FOLD_DIGIT && now != was)
			out->p[out->n++] = '0';
		else if (now != FOLD_SPACE && now != FOLD_DIGIT)
			out->n += nass_utf8_set(out->p + out->n, to);
		was = now;
	}
	return NASS_OK;
}
