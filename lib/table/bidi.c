/*
 * bidi.c - text for terminals that neither reorder nor join: ICU's bidi algorithm
 * (UAX #9) and its Arabic shaping, for --bidi visual.
 */
#include <stdlib.h>
#include <unicode/ubidi.h>
#include <unicode/ushape.h>
#include <unicode/ustring.h>

#include "table/writer.h"

struct shaped {
	UChar *a;
	UChar *b;
	char *out;
	UBiDi *bidi;
};

/*
 * ICU gives marks forms of their own that take a column (U+FE70..FE7F); marks
 * that stand on their letter are what a terminal wants.
 */
static void
unshape_marks(UChar *p, int32_t n)
{
	static const UChar mark[] = { 0x064B, 0x064C, 0x064D, 0x064E, 0x064F,
		0x0650, 0x0651, 0x0652 };
	int32_t i;

	for (i = 0; i < n; i++)
		if (p[i] >= 0xFE70 && p[i] <= 0xFE7F && p[i] != 0xFE73 &&
		    p[i] != 0xFE75)
			p[i] = mark[(p[i] - 0xFE70) / 2];
}

/* text to visual order: bytes in sh->out; -1 if ICU could not. */
static int32_t
shape(struct shaped *sh, struct nass_str text, int32_t room, int direction)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t n = 0;

	u_strFromUTF8(sh->a, room, &n, text.p, (int32_t)text.n, &status);
	n = u_shapeArabic(sh->a, n, sh->b, room,
	    U_SHAPE_LETTERS_SHAPE | U_SHAPE_TEXT_DIRECTION_LOGICAL |
		U_SHAPE_LENGTH_GROW_SHRINK,
	    &status);
	if (U_SUCCESS(status))
		unshape_marks(sh->b, n);
	ubidi_setPara(sh->bidi, sh->b, n,
	    direction == TABLE_RTL ? UBIDI_RTL : UBIDI_LTR, NULL, &status);
	n = ubidi_writeReordered(sh->bidi, sh->a, room,
	    UBIDI_DO_MIRRORING | UBIDI_KEEP_BASE_COMBINING, &status);
	u_strToUTF8(sh->out, room * 3, &n, sh->a, n, &status);
	return U_FAILURE(status) ? -1 : n;
}

void
table__visual(struct table_sink *s, struct nass_str text, int direction)
{
	struct shaped sh = { NULL, NULL, NULL, NULL };
	int32_t room;
	int32_t n;

	if (text.n > INT32_MAX / 8 || s->code != NASS_OK)
		return;
	room = (int32_t)text.n * 2 + 16;
	sh.a = malloc((size_t)room * sizeof(UChar));
	sh.b = malloc((size_t)room * sizeof(UChar));
	sh.out = malloc((size_t)room * 3);
	sh.bidi = ubidi_open();
	if (sh.a == NULL || sh.b == NULL || sh.out == NULL || sh.bidi == NULL) {
		s->code = nass_fail_nomem(s->err);
	} else {
		n = shape(&sh, text, room, direction);
		table__put(
		    s, n < 0 ? text : (struct nass_str){ sh.out, (size_t)n });
	}
	ubidi_close(sh.bidi);
	free(sh.out);
	free(sh.b);
	free(sh.a);
}
