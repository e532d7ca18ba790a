/*
 * detect.c - which charset are these bytes in?
 *
 *	well-formed UTF-8 ──> certain
 *	every candidate for Arabic decodes the bytes; the one that makes the most
 *	likely letters wins, if they are likely at all
 *	else ICU's answer
 *
 * "Likely" is counted in bits: what a letter saves against a byte drawn from
 * 128, by the frequency of letters in news, encyclopaedia and tweets.  Arabic
 * saves 2.5 bits a letter; French or Russian read as Arabic lose several.
 */
#include "corpus/charset.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include <unicode/ucsdet.h>

#include "corpus/format.h"

/* Tenths of a bit that U+0621 .. U+0652 take (4.7 million characters). */
static const unsigned char letter_cost[] = {
	84, 100, 60, 98, 72, 81, 27, 48, 52, 45, 77, 62, 57, 69, 51, /* 062F */
	77, 45, 72, 54, 65, 68, 73, 67, 89, 49, 81,                  /* 063A */
	150, 150, 150, 150, 150, 96, 54, 56, 56, 31, 39, 43, 51, 42, /* 0648 */
	70, 37, 92, 139, 135, 107, 107, 117, 105, 129,               /* 0652 */
};

/* The same where vowels are written: U+064B .. U+0652, and more for a letter. */
static const unsigned char mark_cost[] = { 67, 77, 72, 27, 42, 37, 46, 42 };
enum {
	QURANIC_COST = 60,
	VOCALISED_MORE = 9
};

enum {
	BYTE_COST = 70,    /* of a byte drawn from 128 */
	ARABIC_COST = 110, /* digits, letters of other languages */
	COMMA_COST = 65,   /* U+060C */
	SYMBOL_COST = 90,  /* quotation marks, dashes */
	LATIN_COST = 120,  /* an accented letter */
	WRONG_COST = 200,  /* a control, or no character at all */
	MIXED_COST = 80,   /* more: Latin and Arabic letters touch */
	TYPICAL_GAIN = 20, /* tenths of a bit a letter, of ordinary Arabic */
	LEAST_GAIN = 8,    /* below, it is not Arabic */
	APART = 60,        /* tenths of a bit between the first two */
	MANY = 16          /* letters that make up one's mind */
};

struct score {
	int64_t gain; /* tenths of a bit, against bytes that say nothing */
	uint64_t n;   /* characters outside ASCII */
	uint64_t nletter;
	int64_t mark_gain; /* more, where marks are as usual as letters */
	uint64_t nspace;
	uint64_t nfixed; /* U+00A0: no more than a space, where it is rarer */
};

static bool
is_arabic_letter(uint32_t cp)
{
	return (cp >= 0x0620 && cp <= 0x065F) || (cp >= 0x066E && cp <= 0x06D3);
}

static bool
is_latin_letter(uint32_t cp)
{
	return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') ||
	    (cp >= 0xC0 && cp < 0x250);
}

static int64_t
cost(uint32_t cp)
{
	if (cp >= 0x0621 && cp <= 0x0652)
		return letter_cost[cp - 0x0621];
	if (cp >= 0x0600 && cp < 0x0700)
		return cp == 0x060C ? COMMA_COST : ARABIC_COST;
	if (cp == 0xA0)
		return BYTE_COST;
	if (cp < 0xA0 || cp == NASS_REPLACEMENT ||
	    (cp >= 0x2500 && cp < 0x2600))
		return WRONG_COST;
	if (is_latin_letter(cp))
		return LATIN_COST;
	return SYMBOL_COST;
}

/* What a mark costs less where vowels are written. */
static int64_t
mark_gain(uint32_t cp)
{
	if (cp >= 0x064B && cp <= 0x0652)
		return cost(cp) - mark_cost[cp - 0x064B];
	if (cp == 0x0670 || cp == 0x0671 || (cp >= 0x06D6 && cp <= 0x06ED))
		return cost(cp) - QURANIC_COST;
	return 0;
}

/* Text with vowel signs is judged by what is usual there; so are spaces. */
static void
judge_whole(struct score *s)
{
	int64_t more = s->mark_gain - (int64_t)s->nletter * VOCALISED_MORE;

	if (more > 0)
		s->gain += more;
	if (s->nfixed > s->nspace)
		s->gain -= (int64_t)s->nfixed * (SYMBOL_COST - BYTE_COST);
}

/* Score well-formed UTF-8. */
static struct score
score_text(struct nass_str text)
{
	struct score s = { .n = 0 };
	uint32_t before = ' ';
	uint32_t cp;
	size_t i;
	size_t n;

	for (i = 0; i < text.n; i += n) {
		cp = nass_utf8_get(text.p + i, &n);
		s.nspace += cp == ' ';
		s.nfixed += cp == 0xA0;
		if (cp >= 0x80) {
			s.gain += BYTE_COST - cost(cp);
			s.n++;
			s.nletter += cp >= 0x0621 && cp < 0x064B;
			s.mark_gain += mark_gain(cp);
		}
		if ((is_arabic_letter(cp) && is_latin_letter(before)) ||
		    (is_latin_letter(cp) && is_arabic_letter(before)))
			s.gain -= MIXED_COST;
		before = cp;
	}
	judge_whole(&s);
	return s;
}

uint64_t
corpus__arabic_gain(struct nass_str text, int64_t *gain)
{
	struct score s = score_text(text);

	*gain = s.gain;
	return s.n;
}

/* To text, and its score; n 0: this ICU does not know the charset. */
static enum nass_code
score_as(const char *name, struct nass_str look, bool is_all,
    struct nass_buf *text, struct score *s, struct nass_err *err)
{
	struct nass_charset *cs;
	enum nass_code code = nass_charset_new(name, &cs, err);

	text->n = 0;
	*s = (struct score){ .n = 0 };
	if (code != NASS_OK)
		return code == NASS_EUSAGE ? NASS_OK : code;
	code =
	    nass_charset_decode(cs, look, is_all, NASS_UTF8_REPLACE, text, err);
	if (code == NASS_OK)
		*s = score_text(nass_buf_str(text));
	nass_charset_free(cs);
	return code;
}

static void
set_guess(struct nass_guess *g, const char *name, unsigned sure)
{
	if (sure >= g->sure) {
		g->is_arabic = false;
		memcpy(g->other, g->name, sizeof(g->other));
		g->other_sure = g->sure;
		snprintf(g->name, sizeof(g->name), "%s", name);
		g->sure = sure;
	} else if (sure >= g->other_sure) {
		snprintf(g->other, sizeof(g->other), "%s", name);
		g->other_sure = sure;
	}
}

/* How much like Arabic, 0 .. 99, however few the letters are. */
static unsigned
likeness(struct score s)
{
	int64_t each = s.n == 0 ? 0 : s.gain / (int64_t)s.n;

	if (each < LEAST_GAIN)
		return 0;
	return each >= TYPICAL_GAIN ? 99 : (unsigned)(each * 99 / TYPICAL_GAIN);
}

/* How sure that makes us, before others are compared. */
static unsigned
sure_of(struct score s)
{
	uint64_t part = likeness(s);

	return (unsigned)(s.n >= MANY ? part : part * s.n / MANY);
}

/*
 * Charsets of one byte that hold Arabic; the first wins a tie.  *like: as likeness,
 * of the best.
 */
static enum nass_code
guess_arabic(struct nass_str look, bool is_all, struct nass_guess *guess,
    unsigned *like, struct nass_err *err)
{
	static const char *const names[] = { "windows-1256", "ISO-8859-6",
		"MacArabic", "cp720" };
	struct nass_buf text = NASS_BUF_INIT;
	struct score best = { .n = 0 };
	struct score second = { .n = 0 };
	struct score s;
	const char *name = NULL;
	enum nass_code code = NASS_OK;
	unsigned sure;
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		code = score_as(names[i], look, is_all, &text, &s, err);
		if (code != NASS_OK)
			break;
		if (s.n == 0)
			continue;
		if (name == NULL || s.gain > best.gain) {
			second = name == NULL ? s : best;
			best = s;
			name = names[i];
		} else if (s.gain > second.gain || second.gain == best.gain) {
			second = s;
		}
	}
	nass_buf_fini(&text);
	*like = likeness(best);
	sure = sure_of(best);
	/* Six bits apart is enough; equal texts are not apart at all. */
	if (second.gain < best.gain && best.gain - second.gain < APART)
		sure = sure * (unsigned)(best.gain - second.gain) / APART;
	if (name != NULL && sure > 0) {
		set_guess(guess, name, sure);
		guess->is_arabic = strcmp(guess->name, name) == 0;
	}
	return code;
}

/* UTF-16 and UTF-32 without a mark: zero bytes, or the 0x06 of Arabic. */
static enum nass_code
guess_wide(struct nass_str look, struct nass_guess *guess, struct nass_err *err)
{
	static const char *const names[] = { "UTF-32LE", "UTF-32BE", "UTF-16LE",
		"UTF-16BE" };
	struct nass_buf text = NASS_BUF_INIT;
	enum nass_code code = NASS_OK;
	struct score s;
	size_t i;
	size_t at;
	size_t n;
	size_t ngood;
	size_t nall;
	uint32_t cp;

	look.n -= look.n % 4 == 2 ? 2 : look.n % 4;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		code = score_as(names[i], look, false, &text, &s, err);
		if (code != NASS_OK)
			break;
		ngood = nall = 0;
		for (at = 0; at < text.n; at += n, nall++) {
			cp = nass_utf8_get(text.p + at, &n);
			ngood += (cp >= 0x20 && cp < 0x7F) || cp == '\n' ||
			    cp == '\r' || cp == '\t' ||
			    (cp >= 0xA0 && cp < 0x0700) ||
			    (cp >= 0x2010 && cp < 0x2040);
		}
		if (nall >= 4 && ngood * 10 > nall * 8)
			set_guess(
			    guess, names[i], (unsigned)(ngood * 98 / nall));
	}
	nass_buf_fini(&text);
	return code;
}

/*
 * ICU knows many, and takes most bytes for some Arabic: that is ours to say.  It is
 * sure of Greek after three bytes; and what is `like` Arabic is not sure to be
 * other.
 */
static enum nass_code
guess_other(struct nass_str look, unsigned like, struct nass_guess *guess,
    struct nass_err *err)
{
	UErrorCode status = U_ZERO_ERROR;
	UCharsetDetector *d = ucsdet_open(&status);
	const UCharsetMatch **match;
	const char *name;
	unsigned sure;
	int32_t n = 0;
	int32_t i;

	if (U_FAILURE(status))
		return nass_fail_nomem(err);
	ucsdet_setText(d, look.p, (int32_t)look.n, &status);
	match = ucsdet_detectAll(d, &n, &status);
	for (i = 0; U_SUCCESS(status) && i < n && i < 4; i++) {
		name = ucsdet_getName(match[i], &status);
		sure = (unsigned)ucsdet_getConfidence(match[i], &status);
		if (look.n < MANY)
			sure = sure * (unsigned)look.n / MANY;
		/* IBM420_rtl and its like are the detector's names alone. */
		if (strcasecmp(name, "windows-1256") == 0 ||
		    strncasecmp(name, "ISO-8859-6", 10) == 0 ||
		    strncmp(name, "IBM42", 5) == 0 ||
		    strcasecmp(name, "UTF-8") == 0)
			continue;
		if (sure > like)
			set_guess(guess, name, sure);
	}
	ucsdet_close(d);
	return status == U_MEMORY_ALLOCATION_ERROR ? nass_fail_nomem(err)
						   : NASS_OK;
}

enum nass_code
corpus__is_utf8(
    struct nass_str look, bool is_all, bool *is_utf8, struct nass_err *err)
{
	struct nass_buf scratch = NASS_BUF_INIT;
	enum nass_code code = NASS_OK;
	uint64_t nbad = 0;
	uint64_t first;
	uint64_t nhigh = 0;
	size_t i;
	size_t end = nass_utf8_valid(look);

	if (end < look.n && (is_all || look.n - end >= 4 || end == 0))
		code = nass_utf8_mend(look, NASS_UTF8_REPLACE, &scratch, NULL,
		    &nbad, &first, err);
	nass_buf_fini(&scratch);
	for (i = 0; i < look.n; i++)
		nhigh += (unsigned char)look.p[i] >> 7;
	*is_utf8 = nbad * 10 <= nhigh;
	return code;
}

enum nass_code
nass_charset_guess(struct nass_str look, bool is_all, struct nass_guess *guess,
    struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	const char *bom;
	bool is_utf8 = false;
	unsigned like = 0;
	size_t n;

	memset(guess, 0, sizeof(*guess));
	bom = nass_charset_bom(look, &n);
	if (bom != NULL) {
		set_guess(guess, bom, 100);
		return NASS_OK;
	}
	if (memchr(look.p, 0, look.n) != NULL || look.n % 2 == 0)
		code = guess_wide(look, guess, err);
	if (code == NASS_OK && guess->sure < 80)
		code = corpus__is_utf8(look, is_all, &is_utf8, err);
	if (code == NASS_OK && is_utf8)
		set_guess(guess, "UTF-8", 100);
	if (code == NASS_OK && guess->sure < 80)
		code = guess_arabic(look, is_all, guess, &like, err);
	if (code == NASS_OK && guess->sure < 80)
		code = guess_other(look, like, guess, err);
	return code;
}
