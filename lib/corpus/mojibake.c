/*
 * mojibake.c - see mojibake.h.
 *
 *	line ──> bytes that the wrong charset had ──> decoded by the right one
 *	              NULL: it has letters that                │
 *	              the charset has not                      └─> likely Arabic?
 */
#include "corpus/mojibake.h"

#include <stdlib.h>
#include <string.h>

#include "corpus/charset.h"
#include "corpus/format.h"

enum {
	LEAST = 4,     /* characters outside ASCII that a line is judged by */
	LEAST_GAIN = 8 /* tenths of a bit a character, as in detect.c */
};

/* Characters of a charset, and the bytes they are, sorted. */
struct pair {
	uint32_t cp;
	unsigned char byte;
};

struct table {
	struct pair pair[128];
	size_t n;
	bool has_controls; /* U+0080 .. U+009F stand for their bytes */
};

struct nass_mojibake {
	struct table latin;  /* windows-1252, and so Latin-1 */
	struct table arabic; /* windows-1256 */
	char utf8[128][4];   /* of each high byte of windows-1256 */
	unsigned char utf8_n[128];
};

static int
by_cp(const void *a, const void *b)
{
	uint32_t x = ((const struct pair *)a)->cp;
	uint32_t y = ((const struct pair *)b)->cp;

	return x < y ? -1 : x > y;
}

static enum nass_code
make_table(struct table *t, const char *name, char (*utf8)[4],
    unsigned char *utf8_n, struct nass_err *err)
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
		t->pair[t->n].cp = nass_utf8_get(out.p, &n);
		t->pair[t->n++].byte = (unsigned char)byte;
		if (utf8 != NULL) {
			memcpy(utf8[i], out.p, out.n);
			utf8_n[i] = (unsigned char)out.n;
		}
	}
	qsort(t->pair, t->n, sizeof(t->pair[0]), by_cp);
	nass_charset_free(cs);
	nass_buf_fini(&out);
	return code;
}

enum nass_code
nass_mojibake_new(struct nass_mojibake **mojibake, struct nass_err *err)
{
	struct nass_mojibake *m = calloc(1, sizeof(*m));
	enum nass_code code;

	if (m == NULL)
		return nass_fail_nomem(err);
	m->latin.has_controls = true;
	code = make_table(&m->latin, "windows-1252", NULL, NULL, err);
	if (code == NASS_OK)
		code = make_table(
		    &m->arabic, "windows-1256", m->utf8, m->utf8_n, err);
	if (code != NASS_OK) {
		free(m);
		return code;
	}
	*mojibake = m;
	return NASS_OK;
}

void
nass_mojibake_free(struct nass_mojibake *m)
{
	free(m);
}

/* Back to bytes --------------------------------------------------------------------- */

/* The byte of a character; -1: the charset has no such. */
static int
byte_of(const struct table *t, uint32_t cp)
{
	struct pair key = { cp, 0 };
	const struct pair *p;

	if (cp < 0x80)
		return (int)cp;
	p = bsearch(&key, t->pair, t->n, sizeof(key), by_cp);
	if (p != NULL && cp != NASS_REPLACEMENT)
		return p->byte;
	return t->has_controls && cp >= 0x80 && cp < 0xA0 ? (int)cp : -1;
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

/*
 * The bytes that the line was, had it been read as t; false: it was not.  With
 * `keeps`, a character that t has not stays as its UTF-8: text of two origins.
 */
static bool
to_bytes(const struct table *t, struct nass_str line, bool keeps,
    struct nass_buf *out)
{
	uint32_t cp;
	size_t n;
	size_t i;
	int byte;

	out->n = 0;
	if (nass_buf_grow(out, line.n, NULL) != NASS_OK)
		return false;
	for (i = 0; i < line.n; i += n) {
		cp = nass_utf8_get(line.p + i, &n);
		byte = byte_of(t, cp);
		if (byte < 0 && cp == NASS_REPLACEMENT)
			byte = lost_byte(out);
		if (byte < 0 && !keeps)
			return false;
		if (byte >= 0) {
			out->p[out->n++] = (char)byte;
		} else {
			memcpy(out->p + out->n, line.p + i, n);
			out->n += n;
		}
	}
	return true;
}

/* Lines ------------------------------------------------------------------------------- */

/* Is the made line likely Arabic, and far more so than what it was? */
static bool
is_better(struct nass_str made, struct nass_str line)
{
	int64_t gain_made;
	int64_t gain_line;
	uint64_t n = corpus__arabic_gain(made, &gain_made);

	(void)corpus__arabic_gain(line, &gain_line);
	return n >= LEAST && gain_made >= (int64_t)(LEAST_GAIN * n) &&
	    gain_made > gain_line;
}

static bool
was_utf8(const struct table *t, struct nass_str line, struct nass_buf *bytes)
{
	return to_bytes(t, line, true, bytes) && bytes->n < line.n &&
	    nass_utf8_valid(nass_buf_str(bytes)) == bytes->n &&
	    is_better(nass_buf_str(bytes), line);
}

static bool
was_1256(const struct nass_mojibake *m, struct nass_str line,
    struct nass_buf *bytes, struct nass_buf *made)
{
	size_t i;
	unsigned char c;

	if (!to_bytes(&m->latin, line, false, bytes))
		return false;
	made->n = 0;
	if (nass_buf_grow(made, 4 * bytes->n, NULL) != NASS_OK)
		return false;
	for (i = 0; i < bytes->n; i++) {
		c = (unsigned char)bytes->p[i];
		if (c < 0x80) {
			made->p[made->n++] = (char)c;
			continue;
		}
		memcpy(made->p + made->n, m->utf8[c - 128], m->utf8_n[c - 128]);
		made->n += m->utf8_n[c - 128];
	}
	return is_better(nass_buf_str(made), line);
}

/*
 * Could anything be wrong?  All of the ways leave Latin letters or signs of
 * U+0080 .. U+00FF in a line, or U+0637 and U+0638 at every other place.
 */
static bool
is_suspect(struct nass_str line)
{
	const char *p;

	for (p = line.p; p < line.p + line.n; p++)
		if ((unsigned char)*p == 0xC2 || (unsigned char)*p == 0xC3)
			return true;
	return false;
}

enum nass_code
nass_mojibake_mend(const struct nass_mojibake *m, struct nass_str text,
    struct nass_buf *out, uint64_t *nlines, struct nass_err *err)
{
	struct nass_buf bytes = NASS_BUF_INIT;
	struct nass_buf made = NASS_BUF_INIT;
	struct nass_str rest = text;
	struct nass_str done = text; /* from here on not yet in out */
	struct nass_str line;
	struct nass_str mended;
	enum nass_code code = NASS_OK;

	*nlines = 0;
	while (rest.p != NULL && code == NASS_OK) {
		line = nass_str_cut(&rest, '\n');
		if (!is_suspect(line))
			continue;
		if (was_utf8(&m->latin, line, &bytes) ||
		    was_utf8(&m->arabic, line, &bytes))
			mended = nass_buf_str(&bytes);
		else if (was_1256(m, line, &bytes, &made))
			mended = nass_buf_str(&made);
		else
			continue;
		++*nlines;
		code = nass_buf_put(
		    out, nass_str_sub(done, 0, (size_t)(line.p - done.p)), err);
		if (code == NASS_OK)
			code = nass_buf_put(out, mended, err);
		done = nass_str_sub(
		    done, (size_t)(line.p + line.n - done.p), done.n);
	}
	if (*nlines > 0 && code == NASS_OK)
		code = nass_buf_put(out, done, err);
	nass_buf_fini(&bytes);
	nass_buf_fini(&made);
	return code;
}
