/*
 * class.c - the class of a code point for the word machine.
 */
#include "text/ucd.h"
#include "word/machine.h"

static const uint8_t by_word_break[] = {
	[NASS_WB_OTHER] = WC_OTHER,
	[NASS_WB_CR] = WC_CR,
	[NASS_WB_LF] = WC_LF,
	[NASS_WB_NEWLINE] = WC_NEWLINE,
	[NASS_WB_EXTEND] = WC_EXTEND,
	[NASS_WB_ZWJ] = WC_ZWJ,
	[NASS_WB_REGIONAL] = WC_REGIONAL,
	[NASS_WB_FORMAT] = WC_FORMAT,
	[NASS_WB_KATAKANA] = WC_KATAKANA,
	[NASS_WB_HEBREW] = WC_HEBREW,
	[NASS_WB_ALETTER] = WC_LETTER,
	[NASS_WB_SINGLE_QUOTE] = WC_SINGLE,
	[NASS_WB_DOUBLE_QUOTE] = WC_DOUBLE,
	[NASS_WB_MIDNUMLET] = WC_STOP,
	[NASS_WB_MIDLETTER] = WC_COLON,
	[NASS_WB_MIDNUM] = WC_MIDNUM,
	[NASS_WB_NUMERIC] = WC_NUMERIC,
	[NASS_WB_EXTENDNUMLET] = WC_UNDERSCORE,
	[NASS_WB_WSEGSPACE] = WC_SPACE,
};

static uint8_t
letter_class(uint32_t cp, const struct nass_ucd *u)
{
	if (cp == 0x0640)
		return WC_TATWEEL;
	if ((u->flags & NASS_UCD_ALPHABETIC) == 0 || cp == 0x07FA)
		return WC_MODIFIER;
	switch (u->script) {
	case NASS_SCRIPT_ARABIC:
		return WC_ARABIC;
	case NASS_SCRIPT_LATIN:
		return WC_LATIN;
	case NASS_SCRIPT_COMMON:
		return WC_NEUTRAL;
	default:
		return WC_LETTER;
	}
}

static uint8_t
other_class(const struct nass_ucd *u)
{
	if ((u->flags & NASS_UCD_ALPHABETIC) == 0 || u->gc == NASS_GC_MARK)
		return WC_OTHER;
	return u->script == NASS_SCRIPT_COMPLEX ? WC_COMPLEX : WC_SYLLABLE;
}

uint8_t
word__class(uint32_t cp)
{
	const struct nass_ucd *u = nass_ucd(cp);
	uint8_t class = by_word_break[u->wb];

	if (cp == 0x202F)
		return WC_NARROW_SPACE;
	if (cp == 0x00A0 || cp == 0x2007)
		return WC_BLANK;
	if (class == WC_LETTER)
		class = letter_class(cp, u);
	else if (class == WC_OTHER)
		class = other_class(u);
	else if (class == WC_STOP && (cp == 0x2018 || cp == 0x2019))
		class = WC_QUOTE;
	else if (cp == 0x060C)
		class = WC_COMMA;
	else if (class == WC_FORMAT && u->gcb == NASS_GCB_PREPEND)
		class = WC_PREPEND;
	else if (class == WC_NUMERIC && u->gc != NASS_GC_DIGIT)
		class = WC_NUMSIGN;
	if ((u->flags & NASS_UCD_PICTOGRAPHIC) != 0)
		class |= WC_PICTOGRAPH;
	return class;
}
