/*
 * gen-ucd.c - makes lib/text/ucd_table.h out of ICU's copy of the Unicode data.
 *
 * Each code point has a record (struct nass_ucd); equal records are one; blocks
 * of 128 record numbers that are equal are one.  Case folding and decimal digits
 * are short lists of ranges.  `gen-ucd --version` prints the Unicode version.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/uvernum.h>

#include "text/ucd.h"

#define LIMIT 0x110000u
#define BLOCK 128u
#define MAX   4096

static struct nass_ucd records[MAX];
static size_t nrecord;
static uint16_t number[LIMIT];
static uint16_t stage1[LIMIT / BLOCK];
static uint32_t stage2[LIMIT / BLOCK];
static size_t nblock;

static const uint8_t wb_of[] = {
	[U_WB_OTHER] = NASS_WB_OTHER,
	[U_WB_ALETTER] = NASS_WB_ALETTER,
	[U_WB_FORMAT] = NASS_WB_FORMAT,
	[U_WB_KATAKANA] = NASS_WB_KATAKANA,
	[U_WB_MIDLETTER] = NASS_WB_MIDLETTER,
	[U_WB_MIDNUM] = NASS_WB_MIDNUM,
	[U_WB_NUMERIC] = NASS_WB_NUMERIC,
	[U_WB_EXTENDNUMLET] = NASS_WB_EXTENDNUMLET,
	[U_WB_CR] = NASS_WB_CR,
	[U_WB_EXTEND] = NASS_WB_EXTEND,
	[U_WB_LF] = NASS_WB_LF,
	[U_WB_MIDNUMLET] = NASS_WB_MIDNUMLET,
	[U_WB_NEWLINE] = NASS_WB_NEWLINE,
	[U_WB_REGIONAL_INDICATOR] = NASS_WB_REGIONAL,
	[U_WB_HEBREW_LETTER] = NASS_WB_HEBREW,
	[U_WB_SINGLE_QUOTE] = NASS_WB_SINGLE_QUOTE,
	[U_WB_DOUBLE_QUOTE] = NASS_WB_DOUBLE_QUOTE,
	[U_WB_ZWJ] = NASS_WB_ZWJ,
	[U_WB_WSEGSPACE] = NASS_WB_WSEGSPACE,
};

static const uint8_t sb_of[] = {
	[U_SB_OTHER] = NASS_SB_OTHER,
	[U_SB_ATERM] = NASS_SB_ATERM,
	[U_SB_CLOSE] = NASS_SB_CLOSE,
	[U_SB_FORMAT] = NASS_SB_FORMAT,
	[U_SB_LOWER] = NASS_SB_LOWER,
	[U_SB_NUMERIC] = NASS_SB_NUMERIC,
	[U_SB_OLETTER] = NASS_SB_OLETTER,
	[U_SB_SEP] = NASS_SB_SEP,
	[U_SB_SP] = NASS_SB_SP,
	[U_SB_STERM] = NASS_SB_STERM,
	[U_SB_UPPER] = NASS_SB_UPPER,
	[U_SB_CR] = NASS_SB_CR,
	[U_SB_EXTEND] = NASS_SB_EXTEND,
	[U_SB_LF] = NASS_SB_LF,
	[U_SB_SCONTINUE] = NASS_SB_SCONTINUE,
};

static const uint8_t gcb_of[] = {
	[U_GCB_OTHER] = NASS_GCB_OTHER,
	[U_GCB_CONTROL] = NASS_GCB_CONTROL,
	[U_GCB_CR] = NASS_GCB_CR,
	[U_GCB_EXTEND] = NASS_GCB_EXTEND,
	[U_GCB_L] = NASS_GCB_L,
	[U_GCB_LF] = NASS_GCB_LF,
	[U_GCB_LV] = NASS_GCB_LV,
	[U_GCB_LVT] = NASS_GCB_LVT,
	[U_GCB_T] = NASS_GCB_T,
	[U_GCB_V] = NASS_GCB_V,
	[U_GCB_SPACING_MARK] = NASS_GCB_SPACINGMARK,
	[U_GCB_PREPEND] = NASS_GCB_PREPEND,
	[U_GCB_REGIONAL_INDICATOR] = NASS_GCB_REGIONAL,
	[U_GCB_ZWJ] = NASS_GCB_ZWJ,
};

static uint8_t
script_of(UChar32 c)
{
	UErrorCode status = U_ZERO_ERROR;
	UScriptCode script = uscript_getScript(c, &status);

	if (u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT)
		return NASS_SCRIPT_COMPLEX;
	switch ((int)script) {
	case USCRIPT_COMMON:
	case USCRIPT_INHERITED:
		return NASS_SCRIPT_COMMON;
	case USCRIPT_ARABIC:
		return NASS_SCRIPT_ARABIC;
	case USCRIPT_LATIN:
		return NASS_SCRIPT_LATIN;
	case USCRIPT_HAN:
	case USCRIPT_HIRAGANA:
		return NASS_SCRIPT_COMPLEX;
	default:
		return NASS_SCRIPT_OTHER;
	}
}

static uint8_t
gc_of(UChar32 c)
{
	uint32_t mask = U_MASK(u_charType(c));

	if (mask & U_GC_L_MASK)
		return NASS_GC_LETTER;
	if (mask & U_GC_M_MASK)
		return NASS_GC_MARK;
	if (mask & U_GC_ND_MASK)
		return NASS_GC_DIGIT;
	if (mask & U_GC_N_MASK)
		return NASS_GC_NUMBER;
	if (mask & U_GC_P_MASK)
		return NASS_GC_PUNCT;
	if (mask & U_GC_S_MASK)
		return NASS_GC_SYMBOL;
	if (mask & U_GC_Z_MASK)
		return NASS_GC_SPACE;
	if (mask & U_GC_CC_MASK)
		return NASS_GC_CONTROL;
	if (mask & U_GC_CF_MASK)
		return NASS_GC_FORMAT;
	return NASS_GC_OTHER;
}

/*
 * Columns of a code point that stands alone.  Marks, controls and format
 * characters take none, except the soft hyphen and the prepended marks, which
 * have a shape of their own.
 */
static uint8_t
width_of(UChar32 c)
{
	int wide = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);

	if (c == 0xAD ||
	    u_hasBinaryProperty(c, UCHAR_PREPENDED_CONCATENATION_MARK))
		return 1;
	switch (gc_of(c)) {
	case NASS_GC_CONTROL:
	case NASS_GC_FORMAT:
		return 0;
	case NASS_GC_MARK:
		return u_charType(c) == U_COMBINING_SPACING_MARK;
	default:
		break;
	}
	if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ||
	    u_charType(c) == U_LINE_SEPARATOR ||
	    u_charType(c) == U_PARAGRAPH_SEPARATOR)
		return 0;
	if (wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ||
	    u_hasBinaryProperty(c, UCHAR_EMOJI_PRESENTATION))
		return 2;
	return 1;
}

static uint8_t
flags_of(UChar32 c)
{
	UCharDirection direction = u_charDirection(c);
	unsigned flags = 0;

	if (u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC))
		flags |= NASS_UCD_PICTOGRAPHIC;
	if (u_hasBinaryProperty(c, UCHAR_EMOJI_PRESENTATION))
		flags |= NASS_UCD_EMOJI;
	if (u_hasBinaryProperty(c, UCHAR_BIDI_CONTROL))
		flags |= NASS_UCD_BIDI_CONTROL;
	if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC)
		flags |= NASS_UCD_RTL;
	if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
		flags |= NASS_UCD_IGNORABLE;
	if (u_hasBinaryProperty(c, UCHAR_ALPHABETIC))
		flags |= NASS_UCD_ALPHABETIC;
	if (u_hasBinaryProperty(c, UCHAR_WHITE_SPACE))
		flags |= NASS_UCD_WHITE_SPACE;
	return (uint8_t)flags;
}

static uint16_t
record_of(UChar32 c)
{
	struct nass_ucd r = {
		.wb = wb_of[u_getIntPropertyValue(c, UCHAR_WORD_BREAK)],
		.sb = sb_of[u_getIntPropertyValue(c, UCHAR_SENTENCE_BREAK)],
		.gcb = gcb_of[u_getIntPropertyValue(
		    c, UCHAR_GRAPHEME_CLUSTER_BREAK)],
		.script = script_of(c),
		.gc = gc_of(c),
		.ccc = u_getCombiningClass(c),
		.width = width_of(c),
		.flags = flags_of(c),
	};
	size_t i;

	for (i = 0; i < nrecord; i++)
		if (memcmp(&records[i], &r, sizeof(r)) == 0)
			return (uint16_t)i;
	records[nrecord] = r;
	return (uint16_t)nrecord++;
}

static uint16_t
block_of(uint32_t first)
{
	size_t i;

	for (i = 0; i < nblock; i++)
		if (memcmp(&number[stage2[i]], &number[first],
			BLOCK * sizeof(number[0])) == 0)
			return (uint16_t)i;
	stage2[nblock] = first;
	return (uint16_t)nblock++;
}

static void
print_stages(void)
{
	uint32_t i;
	uint32_t j;

	printf("\nstatic const uint16_t ucd_stage1[] = {");
	for (i = 0; i < LIMIT / BLOCK; i++)
		printf("%s%u,", i % 16 == 0 ? "\n\t" : "", stage1[i]);
	printf("\n};\n\nstatic const uint16_t ucd_stage2[][%u] = {\n", BLOCK);
	for (i = 0; i < nblock; i++) {
		printf("\t{");
		for (j = 0; j < BLOCK; j++)
			printf("%s%u,", j % 32 == 0 ? "\n\t" : "",
			    number[stage2[i] + j]);
		printf("\n\t},\n");
	}
	printf("};\n");
}

static void
print_records(void)
{
	const struct nass_ucd *r;

	printf("\n/* wb, sb, gcb, script, gc, ccc, width, flags */\n"
	       "static const struct nass_ucd ucd_records[] = {\n");
	for (r = records; r < records + nrecord; r++)
		printf("\t{ %u, %u, %u, %u, %u, %u, %u, 0x%02x },\n", r->wb,
		    r->sb, r->gcb, r->script, r->gc, r->ccc, r->width,
		    r->flags);
	printf("};\n");
}

/*
 * Ranges of code points that fold by one distance, every one or every second:
 * first, last, step, distance.
 */
static void
print_folds(void)
{
	UChar32 c;
	UChar32 last;
	int32_t distance;
	int32_t step;

	printf("\n/* first, last, step, distance */\n"
	       "static const struct ucd_fold ucd_folds[] = {\n");
	for (c = 0x80; c < (UChar32)LIMIT; c = last + 1) {
		last = c;
		distance = u_foldCase(c, U_FOLD_CASE_DEFAULT) - c;
		if (distance == 0)
			continue;
		step =
		    u_foldCase(c + 1, U_FOLD_CASE_DEFAULT) - c - 1 == distance
		    ? 1
		    : 2;
		while (u_foldCase(last + step, U_FOLD_CASE_DEFAULT) - last -
			    step ==
			distance &&
		    (step == 1 ||
			u_foldCase(last + 1, U_FOLD_CASE_DEFAULT) == last + 1))
			last += step;
		printf("\t{ 0x%04X, 0x%04X, %d, %d },\n", (unsigned)c,
		    (unsigned)last, step, distance);
	}
	printf("};\n");
}

static void
print_digits(void)
{
	UChar32 c;

	printf("\n/* The zeros of the decimal digits, in order. */\n"
	       "static const uint32_t ucd_zeros[] = {\n");
	for (c = 0; c < (UChar32)LIMIT; c++)
		if (u_charType(c) == U_DECIMAL_DIGIT_NUMBER &&
		    u_charDigitValue(c) == 0)
			printf("\t0x%04X,\n", (unsigned)c);
	printf("};\n");
}

int
main(int argc, char *argv[])
{
	uint32_t c;

	if (argc > 1 && strcmp(argv[1], "--version") == 0) {
		printf("%s\n", U_UNICODE_VERSION);
		return 0;
	}
	for (c = 0; c < LIMIT; c++)
		number[c] = record_of((UChar32)c);
	for (c = 0; c < LIMIT; c += BLOCK)
		stage1[c / BLOCK] = block_of(c);
	printf("/* Made by scripts/gen-ucd.c from ICU's data, Unicode %s: "
	       "do not edit. */\n",
	    U_UNICODE_VERSION);
	print_records();
	print_stages();
	print_folds();
	print_digits();
	return ferror(stdout) != 0 || fflush(stdout) != 0;
}
