/*
 * string.c - JSON strings to text and back.
 *
 *	"a\u0643\n"  <─── nass_json_encode ────  a U+0643 LF
 *	             ──── nass_json_decode ───>
 */
#include "doc/json.h"

#include <string.h>

#include "simd/scan.h"
#include "text/utf8.h"

/* Sixteen bytes of a kind; a digit's value elsewhere. */
#define NO     0xFF
#define NO9    NO, NO, NO, NO, NO, NO, NO, NO, NO
#define NO16   NO9, NO, NO, NO, NO, NO, NO, NO
#define NO128  NO16, NO16, NO16, NO16, NO16, NO16, NO16, NO16
#define A_TO_F NO, 10, 11, 12, 13, 14, 15, NO9
#define DIGITS 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, NO, NO, NO, NO, NO, NO
const unsigned char doc__hex[256] = { NO16, NO16, NO16, DIGITS, A_TO_F, NO16,
	A_TO_F, NO16, NO128 };

const unsigned char doc__escape[256] = {
	['"'] = '"',
	['\\'] = '\\',
	['/'] = '/',
	['b'] = '\b',
	['f'] = '\f',
	['n'] = '\n',
	['r'] = '\r',
	['t'] = '\t',
};

#define YES8 true, true, true, true, true, true, true, true
const bool doc__stops[256] = { YES8, YES8, YES8,
	YES8, ['"'] = true, ['\\'] = true };

/* What stands for a control character behind the backslash; 0: \u00XX. */
static const char short_escape[0x20] = {
	['\b'] = 'b',
	['\f'] = 'f',
	['\n'] = 'n',
	['\r'] = 'r',
	['\t'] = 't',
};

/* Four checked hex digits. */
static inline uint32_t
hex4(const char *p)
{
	const unsigned char *u = (const unsigned char *)p;

	return (uint32_t)doc__hex[u[0]] << 12 | (uint32_t)doc__hex[u[1]] << 8 |
	    (uint32_t)doc__hex[u[2]] << 4 | doc__hex[u[3]];
}

size_t
doc__decode_escape(
    const char *p, const char *end, char *q, size_t *n, uint64_t *nlone)
{
	uint32_t cp;
	uint32_t low;

	if (p[1] != 'u') {
		*q = (char)doc__escape[(unsigned char)p[1]];
		*n = 1;
		return 2;
	}
	cp = hex4(p + 2);
	if ((cp & 0xF800) != 0xD800) {
		*n = nass_utf8_set(q, cp);
		return 6;
	}
	if (cp < 0xDC00 && end - p >= 12 && p[6] == '\\' && p[7] == 'u') {
		low = hex4(p + 8);
		if ((low & 0xFC00) == 0xDC00) {
			cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
			*n = nass_utf8_set(q, cp);
			return 12;
		}
	}
	*n = nass_utf8_set(q, NASS_REPLACEMENT);
	++*nlone;
	return 6;
}

bool
doc__name_is(struct nass_str raw, struct nass_str name)
{
	const char *p = raw.p + 1;
	const char *end = raw.p + raw.n - 1;
	uint64_t nlone = 0;
	size_t at = 0;
	size_t n;
	char q[4];

	if ((size_t)(end - p) == name.n && memcmp(p, name.p, name.n) == 0)
		return memchr(p, '\\', name.n) == NULL;
	if ((size_t)(end - p) <= name.n)
		return false; /* an escape is longer than what it stands for */
	while (p < end && at < name.n) {
		if (*p != '\\') {
			if (*p++ != name.p[at++])
				return false;
			continue;
		}
		p += doc__decode_escape(p, end, q, &n, &nlone);
		if (n > name.n - at || memcmp(q, name.p + at, n) != 0)
			return false;
		at += n;
	}
	return p == end && at == name.n;
}

/*
 * Decode a run of escapes with at most short words between them.  Most escapes
 * of Arabic are \u06XX: two bytes of UTF-8, D8..DB and 80..BF.
 */
static const char *
decode_escapes(const char *p, const char *end, bool drops_lone, char **out,
    uint64_t *nlone)
{
	uint64_t before;
	const char *word;
	char *q = *out;
	unsigned low;
	size_t n;

	for (;;) {
		while (end - p >= 8 && doc__is_u06(p, &low)) {
			q[0] = (char)(0xD8 | low >> 6);
			q[1] = (char)(0x80 | (low & 0x3F));
			q += 2;
			p += 6;
		}
		for (word = p; p < end && *p != '\\' && p - word < 8;)
			*q++ = *p++;
		if (p == end || *p != '\\')
			break;
		if (end - p >= 8 && doc__is_u06(p, &low))
			continue;
		before = *nlone;
		p += doc__decode_escape(p, end, q, &n, nlone);
		if (!drops_lone || *nlone == before)
			q += n;
	}
	*out = q;
	return p;
}

enum nass_code
doc__decode(struct nass_str value, bool drops_lone, struct nass_buf *out,
    uint64_t *nlone, struct nass_err *err)
{
	size_t (*plain)(const char *, size_t) = nass__scan()->json_plain;
	const char *p = value.p + 1;
	const char *end = value.p + value.n - 1;
	uint64_t n = 0;
	size_t run;
	char *q;

	if (nass_buf_grow(out, value.n, err) != NASS_OK)
		return NASS_ENOMEM;
	q = out->p + out->n;
	while (p < end) {
		run = plain(p, (size_t)(end - p));
		memcpy(q, p, run);
		q += run;
		p = decode_escapes(p + run, end, drops_lone, &q, &n);
	}
	out->n = (size_t)(q - out->p);
	if (nlone != NULL)
		*nlone += n;
	return NASS_OK;
}

enum nass_code
nass_json_decode(struct nass_str value, struct nass_buf *out, uint64_t *nlone,
    struct nass_err *err)
{
	return doc__decode(value, false, out, nlone, err);
}

bool
nass_json_plain(struct nass_str value, struct nass_str *text)
{
	if (memchr(value.p, '\\', value.n) != NULL)
		return false;
	text->p = value.p + 1;
	text->n = value.n - 2;
	return true;
}

/* The escape of one byte to q, which has room for six: its length. */
static size_t
encode_byte(unsigned char c, char *q)
{
	static const char digit[] = "0123456789abcdef";

	q[0] = '\\';
	if (c >= 0x20 || short_escape[c] != 0) {
		q[1] = c >= 0x20 ? (char)c : short_escape[c];
		return 2;
	}
	memcpy(q + 1, "u00", 3);
	q[4] = digit[c >> 4];
	q[5] = digit[c & 0xF];
	return 6;
}

enum nass_code
nass_json_encode(
    struct nass_str text, struct nass_buf *out, struct nass_err *err)
{
	size_t (*plain)(const char *, size_t) = nass__scan()->json_plain;
	size_t old = out->n;
	size_t at = 0;
	size_t run;

	if (nass_buf_grow(out, text.n + 2, err) != NASS_OK)
		return NASS_ENOMEM;
	out->p[out->n++] = '"';
	for (;;) {
		run = plain(text.p + at, text.n - at);
		if (nass_buf_grow(out, run + 8, err) != NASS_OK) {
			out->n = old;
			return NASS_ENOMEM;
		}
		if (run > 0)
			memcpy(out->p + out->n, text.p + at, run);
		out->n += run;
		at += run;
		if (at == text.n)
			break;
		out->n +=
		    encode_byte((unsigned char)text.p[at++], out->p + out->n);
	}
	out->p[out->n++] = '"';
	return NASS_OK;
}
