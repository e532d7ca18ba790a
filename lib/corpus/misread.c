/*
 * misread.c - see misread.h.
 */
#include "corpus/misread.h"

#include <stdlib.h>
#include <string.h>

#include "corpus/charset.h"
#include "text/utf8.h"

static int
by_cp(const void *a, const void *b)
{
	uint32_t x = ((const struct corpus__pair *)a)->cp;
	uint32_t y = ((const struct corpus__pair *)b)->cp;

	return x < y ? -1 : x > y;
}

enum nass_code
corpus__misread_init(
    struct corpus__misread *t, const char *name, struct nass_err *err)
{
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_charset *cs;
	enum nass_code code = nass_charset_new(name, &cs, err);
	size_t n;
	char byte;
	int i;

	if (code != NASS_OK)
		return code;
	for (i = 0; i < 128 && code == NASS_OK; i++) {
		byte = (char)(i + 128);
		out.n = 0;
		code = nass_charset_decode(cs, (struct nass_str){ &byte, 1 },
		    true, NASS_UTF8_REPLACE, &out, err);
		if (code != NASS_OK)
			break;
		t->pair[i].cp = nass_utf8_get(out.p, &n);
		t->pair[i].byte = (unsigned char)byte;
		memcpy(t->utf8[i], out.p, out.n);
		t->utf8_n[i] = (unsigned char)out.n;
	}
	qsort(t->pair, 128, sizeof(t->pair[0]), by_cp);
	nass_charset_free(cs);
	nass_buf_fini(&out);
	return code;
}

/* The byte of a character; -1: the charset has no such. */
static int
byte_of(const struct corpus__misread *t, uint32_t cp)
{
	struct corpus__pair key = { cp, 0 };
	const struct corpus__pair *p;

	if (cp < 0x80)
		return (int)cp;
	p = bsearch(&key, t->pair, 128, sizeof(key), by_cp);
	if (p != NULL && cp != NASS_REPLACEMENT)
		return p->byte;
	return t->has_controls && cp < 0xA0 ? (int)cp : -1;
}

/* What was most likely lost where U+FFFD stands. */
static int
lost_byte(const struct nass_buf *b)
{
	const unsigned char *u = (const unsigned char *)b->p;

	if (b->n > 0 && u[b->n - 1] == 0xD9)
		return 0x81;
	if (b->n > 1 && u[b->n - 2] == 0xE2 && u[b->n - 1] == 0x80)
		return 0x9D;
	return -1;
}

bool
corpus__misread_bytes(const struct corpus__misread *t, struct nass_str text,
    bool keeps, struct nass_buf *out)
{
	uint32_t cp;
	size_t n;
	size_t i;
	int byte;

	out->n = 0;
	for (i = 0; i < text.n; i += n) {
		cp = nass_utf8_get(text.p + i, &n);
		byte = byte_of(t, cp);
		if (byte < 0 && cp == NASS_REPLACEMENT)
			byte = lost_byte(out);
		if (byte < 0 && !keeps)
			return false;
		if (byte >= 0) {
			out->p[out->n++] = (char)byte;
		} else {
			memcpy(out->p + out->n, text.p + i, n);
			out->n += n;
		}
	}
	return true;
}

void
corpus__misread_text(const struct corpus__misread *t, struct nass_str bytes,
    struct nass_buf *out)
{
	size_t i;
	unsigned char c;

	out->n = 0;
	for (i = 0; i < bytes.n; i++) {
		c = (unsigned char)bytes.p[i];
		if (c < 0x80) {
			out->p[out->n++] = (char)c;
			continue;
		}
		memcpy(out->p + out->n, t->utf8[c - 128], t->utf8_n[c - 128]);
		out->n += t->utf8_n[c - 128];
	}
}
