/*
 * ucd.h - properties of code points, Unicode 15.0, from a two-stage table that
 * scripts/gen-ucd.c makes out of ICU's data (ucd_table.h).  The only reader of
 * that table is ucd.c.
 */
#ifndef NASS_TEXT_UCD_H
#define NASS_TEXT_UCD_H

#include <nass/base.h>

enum nass_wb { /* Word_Break, UAX #29; extended pictographic is a flag */
	NASS_WB_OTHER,
	NASS_WB_CR,
	NASS_WB_LF,
	NASS_WB_NEWLINE,
	NASS_WB_EXTEND,
	NASS_WB_ZWJ,
	NASS_WB_REGIONAL,
	NASS_WB_FORMAT,
	NASS_WB_KATAKANA,
	NASS_WB_HEBREW,
	NASS_WB_ALETTER,
	NASS_WB_SINGLE_QUOTE,
	NASS_WB_DOUBLE_QUOTE,
	NASS_WB_MIDNUMLET,
	NASS_WB_MIDLETTER,
	NASS_WB_MIDNUM,
	NASS_WB_NUMERIC,
	NASS_WB_EXTENDNUMLET,
	NASS_WB_WSEGSPACE,
};

enum nass_sb { /* Sentence_Break, UAX #29 */
	NASS_SB_OTHER,
	NASS_SB_CR,
	NASS_SB_LF,
	NASS_SB_SEP,
	NASS_SB_EXTEND,
	NASS_SB_FORMAT,
	NASS_SB_SP,
	NASS_SB_LOWER,
	NASS_SB_UPPER,
	NASS_SB_OLETTER,
	NASS_SB_NUMERIC,
	NASS_SB_ATERM,
	NASS_SB_SCONTINUE,
	NASS_SB_STERM,
	NASS_SB_CLOSE,
};

enum nass_gcb { /* Grapheme_Cluster_Break */
	NASS_GCB_OTHER,
	NASS_GCB_CR,
	NASS_GCB_LF,
	NASS_GCB_CONTROL,
	NASS_GCB_EXTEND,
	NASS_GCB_ZWJ,
	NASS_GCB_REGIONAL,
	NASS_GCB_PREPEND,
	NASS_GCB_SPACINGMARK,
	NASS_GCB_L,
	NASS_GCB_V,
	NASS_GCB_T,
	NASS_GCB_LV,
	NASS_GCB_LVT,
};

enum nass_script { /* what the tailorings tell apart */
	NASS_SCRIPT_OTHER,
	NASS_SCRIPT_COMMON,
	NASS_SCRIPT_ARABIC,
	NASS_SCRIPT_LATIN,
	NASS_SCRIPT_COMPLEX, /* needs a dictionary: Thai, Lao, Khmer, Myanmar,
				Han, Hiragana */
};

/* General categories in the groups that nass asks for. */
enum nass_gc {
	NASS_GC_OTHER,
	NASS_GC_LETTER,
	NASS_GC_MARK,
	NASS_GC_DIGIT /* Nd */,
	NASS_GC_NUMBER,
	NASS_GC_PUNCT,
	NASS_GC_SYMBOL,
	NASS_GC_SPACE,
	NASS_GC_CONTROL,
	NASS_GC_FORMAT,
};

struct nass_ucd {
	uint8_t wb, sb, gcb, script, gc;
	uint8_t ccc;   /* canonical combining class */
	uint8_t width; /* columns on a terminal, 0 to 2 */
	uint8_t flags;
};

enum {
	NASS_UCD_PICTOGRAPHIC = 1 << 0, /* Extended_Pictographic */
	NASS_UCD_EMOJI = 1 << 1,        /* Emoji_Presentation */
	NASS_UCD_BIDI_CONTROL = 1 << 2,
	NASS_UCD_RTL = 1 << 3,       /* bidi class R or AL */
	NASS_UCD_IGNORABLE = 1 << 4, /* Default_Ignorable */
	NASS_UCD_ALPHABETIC = 1 << 5,
	NASS_UCD_WHITE_SPACE = 1 << 6,
};

/* Any value up to 0x10FFFF; constant time, no branch on planes. */
const struct nass_ucd *nass_ucd(uint32_t cp);
/* Simple case folding (CaseFolding.txt, C + S); cp itself where none. */
uint32_t nass_ucd_fold(uint32_t cp);
/* 0 to 9 for a decimal digit of any script, else -1. */
int nass_ucd_digit(uint32_t cp);

#endif
