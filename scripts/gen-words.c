/*
 * gen-words.c - makes lib/word/machine_table.h: the rules of UAX #29 for words,
 * with the tailorings of nass(7), as a table of states and classes.
 *
 * The rules are read here.  `next` says what the machine knows after a class,
 * WS_BORDER if the token ends before it.  Extend, Format and ZWJ never reach it
 * (WB4), nor does a pictograph behind ZWJ (WB3c).
 */
#include <stdio.h>

#include "text/dense.h"
#include "word/machine.h"

enum script {
	NONE,
	ARABIC,
	LATIN,
};

/* The script of the last letter, which a state remembers. */
static enum script
script_of(enum word__state s)
{
	switch ((int)s) {
	case WS_ARABIC:
	case WS_NUMERIC_ARABIC:
	case WS_UNDERSCORE_ARABIC:
	case WS_MIDLETTER_ARABIC:
	case WS_MIDNUM_ARABIC:
		return ARABIC;
	case WS_LATIN:
	case WS_NUMERIC_LATIN:
	case WS_UNDERSCORE_LATIN:
	case WS_MIDLETTER_LATIN:
	case WS_MIDNUM_LATIN:
		return LATIN;
	default:
		return NONE;
	}
}

/* One of three states in a row, by script. */
static enum word__state
with(enum word__state first, enum script script)
{
	return (enum word__state)((int)first + (int)script);
}

static int
is(enum word__state s, enum word__state first)
{
	return s >= first && s <= first + 2;
}

/* A letter of any kind behind what a letter may follow. */
static enum word__state
letter(enum word__state s, enum word__class c)
{
	enum script script = script_of(s);

	switch ((int)c) {
	case WC_ARABIC:
	case WC_TATWEEL:
		return script == LATIN ? WS_BORDER : WS_ARABIC;
	case WC_LATIN:
		return script == ARABIC ? WS_BORDER : WS_LATIN;
	case WC_LETTER:
		return WS_LETTER;
	case WC_HEBREW:
		return WS_HEBREW;
	case WC_NEUTRAL:
	case WC_MODIFIER:
		return with(WS_LETTER, script);
	default:
		return WS_BORDER;
	}
}

/* WB8 to WB10, WB13a, WB13b: what digits and _ follow, and are followed by. */
static enum word__state
joined(enum word__state s, enum word__class c)
{
	switch ((int)c) {
	case WC_NUMERIC:
	case WC_NUMSIGN:
		return with(WS_NUMERIC, script_of(s));
	case WC_UNDERSCORE:
		return with(WS_UNDERSCORE, script_of(s));
	default:
		return letter(s, c);
	}
}

/* WB6, WB7: a point behind a letter; a stop behind an Arabic one ends it. */
static enum word__state
behind_letter(enum word__state s, enum word__class c)
{
	switch ((int)c) {
	case WC_STOP:
	case WC_COLON:
		if (script_of(s) == ARABIC)
			return WS_BORDER;
		return with(WS_MIDLETTER, script_of(s));
	case WC_QUOTE:
	case WC_SINGLE:
	case WC_MIDLETTER:
	case WC_MIDNUMLET:
		return with(WS_MIDLETTER, script_of(s));
	default:
		return joined(s, c);
	}
}

/* WB11, WB12: a point behind a digit; U+060C ends it. */
static enum word__state
behind_digit(enum word__state s, enum word__class c)
{
	switch ((int)c) {
	case WC_STOP:
	case WC_QUOTE:
	case WC_SINGLE:
	case WC_MIDNUM:
	case WC_MIDNUMLET:
		return with(WS_MIDNUM, script_of(s));
	default:
		return joined(s, c);
	}
}

/* WB7a to WB7c. */
static enum word__state
behind_hebrew(enum word__class c)
{
	if (c == WC_SINGLE)
		return WS_HEBREW_SINGLE;
	if (c == WC_DOUBLE)
		return WS_HEBREW_DOUBLE;
	return behind_letter(WS_HEBREW, c);
}

static enum word__state
initial(enum word__class c)
{
	switch ((int)c) {
	case WC_CR:
		return WS_CR;
	case WC_LF:
	case WC_NEWLINE:
		return WS_NEWLINE;
	case WC_SPACE:
		return WS_SPACE;
	case WC_KATAKANA:
		return WS_KATAKANA;
	case WC_REGIONAL:
		return WS_REGIONAL;
	case WC_PREPEND:
		return WS_PREPEND;
	default:
		break;
	}
	return joined(WS_OTHER, c) == WS_BORDER ? WS_OTHER
						: joined(WS_OTHER, c);
}

/* A prepended mark and what it stands on are one cluster (GB9b); not a space. */
static enum word__state
behind_prepend(enum word__class c)
{
	if (c == WC_CR || c == WC_LF || c == WC_NEWLINE || c == WC_SPACE)
		return WS_BORDER;
	return c == WC_NUMERIC ? WS_VERSE : initial(c);
}

static enum word__state
next(enum word__state s, enum word__class c)
{
	if (is(s, WS_LETTER))
		return behind_letter(s, c);
	if (is(s, WS_NUMERIC))
		return behind_digit(s, c);
	if (is(s, WS_UNDERSCORE))
		return c == WC_KATAKANA ? WS_KATAKANA : joined(s, c);
	if (is(s, WS_MIDLETTER) || s == WS_HEBREW_SINGLE)
		return letter(s, c);
	if (is(s, WS_MIDNUM))
		return c == WC_NUMERIC || c == WC_NUMSIGN
		    ? with(WS_NUMERIC, script_of(s))
		    : WS_BORDER;
	switch ((int)s) {
	case WS_CR: /* WB3 */
		return c == WC_LF ? WS_NEWLINE : WS_BORDER;
	case WS_SPACE: /* WB3d */
		return c == WC_SPACE ? WS_SPACE : WS_BORDER;
	case WS_HEBREW:
		return behind_hebrew(c);
	case WS_HEBREW_DOUBLE:
		return c == WC_HEBREW ? WS_HEBREW : WS_BORDER;
	case WS_KATAKANA: /* WB13, WB13a */
		if (c == WC_UNDERSCORE)
			return WS_UNDERSCORE;
		return c == WC_KATAKANA ? WS_KATAKANA : WS_BORDER;
	case WS_REGIONAL: /* WB15, WB16 */
		return c == WC_REGIONAL ? WS_OTHER : WS_BORDER;
	case WS_PREPEND:
		return behind_prepend(c);
	case WS_VERSE:
		return c == WC_NUMERIC ? WS_VERSE : WS_BORDER;
	default:
		return WS_BORDER;
	}
}

static int
has(enum word__class c)
{
	switch ((int)c) {
	case WC_KATAKANA:
	case WC_HEBREW:
	case WC_ARABIC:
	case WC_LATIN:
	case WC_LETTER:
	case WC_NEUTRAL:
	case WC_SYLLABLE:
		return WORD__HAS_LETTER;
	case WC_COMPLEX:
		return WORD__HAS_LETTER | WORD__HAS_COMPLEX;
	case WC_NUMERIC:
		return WORD__HAS_DIGIT;
	default:
		return 0;
	}
}

static void
print_common(void)
{
	unsigned d;

	printf("\n/* Class bytes of U+0000..007F and U+0600..067F. */\n"
	       "static const uint8_t common_classes[256] = {");
	for (d = 0; d < 256; d++)
		printf("%s%d,", d % 16 == 0 ? "\n\t" : " ",
		    word__class(d < 0x80 ? d : d + 0x580));
	printf("\n};\n");
}

/* What a dense byte is for the masks of dense_words.c (machine.h). */
static unsigned
plane_of(unsigned char d)
{
	if (d == ' ' || d == '\t' || d == '\n' || d == '\r')
		return WORD__SPACE;
	if (d == '/')
		return WORD__SLASH;
	switch (word__class(nass_dense_code_point(d)) & WC_MASK) {
	case WC_ARABIC:
		return WORD__PART | WORD__ARABIC | WORD__LETTER;
	case WC_TATWEEL:
		return WORD__PART | WORD__ARABIC;
	case WC_EXTEND:
		return WORD__PART | WORD__ARABIC | WORD__MARK;
	case WC_LATIN:
		return WORD__PART | WORD__LETTER;
	case WC_NUMERIC:
		return WORD__PART;
	case WC_STOP:
	case WC_COLON:
	case WC_MIDNUM:
	case WC_COMMA:
		return WORD__JOINT;
	case WC_SINGLE:
	case WC_QUOTE:
		return WORD__JOINT | WORD__SLASH;
	case WC_OTHER:
	case WC_SPACE:
	case WC_DOUBLE:
		return d == '@' || d == '#' || d == 0 || d == NASS_DENSE_ESCAPE
		    ? WORD__HARD
		    : 0;
	default:
		return WORD__HARD;
	}
}

static void
print_planes(void)
{
	unsigned d;

	printf("\n/* WORD__PART and its like by dense code. */\n"
	       "static const unsigned char dense_planes[256] = {");
	for (d = 0; d < 256; d++)
		printf("%s%u,", d % 16 == 0 ? "\n\t" : " ",
		    plane_of((unsigned char)d));
	printf("\n};\n");
}

static void
print_next(void)
{
	int s;
	int c;

	printf("\n/* The state after a state and a class. */\n"
	       "static const uint8_t next_states[][32] = {\n");
	for (s = 0; s < WS_COUNT; s++) {
		printf("\t{");
		for (c = 0; c < 32; c++)
			printf(" %d,",
			    c < WC_COUNT ? (int)next((enum word__state)s,
					       (enum word__class)c)
					 : 0);
		printf(" },\n");
	}
	printf("};\n");
}

static void
print_by_class(
    const char *comment, const char *name, int (*of)(enum word__class))
{
	int c;

	printf(
	    "\n/* %s */\nstatic const uint8_t %s[32] = {\n\t", comment, name);
	for (c = 0; c < 32; c++)
		printf("%d,%s", c < WC_COUNT ? of((enum word__class)c) : 0,
		    c < 31 ? " " : "");
	printf("\n};\n");
}

static int
initial_of(enum word__class c)
{
	return (int)initial(c);
}

int
main(void)
{
	printf("/* Made by scripts/gen-words.c, Unicode %s: do not edit. */\n",
	    NASS_UNICODE_VERSION);
	print_common();
	print_planes();
	print_next();
	print_by_class(
	    "The state after a first class.", "initial_states", initial_of);
	print_by_class("WORD__HAS_... bits.", "class_has", has);
	return ferror(stdout) != 0 || fflush(stdout) != 0;
}
