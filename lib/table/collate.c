/*
 * collate.c - sort keys by ICU.
 */
#include <stdlib.h>
#include <string.h>
#include <unicode/ucol.h>
#include <unicode/ustring.h>

#include "table/collate.h"

struct nass_collate {
	UCollator *icu;
	UChar *wide;
	size_t room; /* of wide, in code units */
};

enum nass_code
nass_collate_new(
    const char *locale, struct nass_collate **c, struct nass_err *err)
{
	UErrorCode status = U_ZERO_ERROR;
	UCollator *icu = ucol_open(locale, &status);
	bool is_root = strcmp(locale, "und") == 0;

	if (status == U_MEMORY_ALLOCATION_ERROR)
		return nass_fail_nomem(err);
	if (U_FAILURE(status) ||
	    (status == U_USING_DEFAULT_WARNING && !is_root)) {
		ucol_close(icu);
		return nass_fail(err, NASS_EUSAGE, 0,
		    "%.40s: no collation of that name; ar, fa, ur, und ... "
		    "are there",
		    locale);
	}
	*c = calloc(1, sizeof(**c));
	if (*c == NULL) {
		ucol_close(icu);
		return nass_fail_nomem(err);
	}
	(*c)->icu = icu;
	return NASS_OK;
}

void
nass_collate_free(struct nass_collate *c)
{
	if (c == NULL)
		return;
	ucol_close(c->icu);
	free(c->wide);
	free(c);
}

/* text in UTF-16, in c->wide; -1 without memory. */
static int32_t
widen(struct nass_collate *c, struct nass_str text)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar *wide;
	int32_t n = 0;

	if (text.n >= c->room) {
		wide = realloc(c->wide, (text.n + 64) * sizeof(*wide));
		if (wide == NULL)
			return -1;
		c->wide = wide;
		c->room = text.n + 64;
	}
	u_strFromUTF8(c->wide, (int32_t)c->room, &n, text.n > 0 ? text.p : "",
	    (int32_t)text.n, &status);
	return U_FAILURE(status) ? 0 : n;
}

enum nass_code
nass_collate_key(struct nass_collate *c, struct nass_str text,
    struct nass_buf *out, struct nass_err *err)
{
	int32_t room = 64;
	int32_t wide;
	int32_t n;

	if (text.n > INT32_MAX / 16)
		return nass_fail(err, NASS_ELIMIT, 0, "text is too long");
	wide = widen(c, text);
	if (wide < 0)
		return nass_fail_nomem(err);
	for (;;) {
		if (nass_buf_grow(out, (size_t)room, err) != NASS_OK)
			return NASS_ENOMEM;
		n = ucol_getSortKey(
		    c->icu, c->wide, wide, (uint8_t *)out->p + out->n, room);
		if (n <= room)
			break;
		room = n;
	}
	out->n += n > 0 ? (size_t)n - 1 : 0; /* without its zero */
	return NASS_OK;
}
