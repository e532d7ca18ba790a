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

	return (uint32_t)nass__hex[u[0]] << 12 |
	    (uint32_t)nass__hex[u[1]] << 8 | (uint32_t)nass__hex[u[2]] << 4 |
	    nass__hex[u[3]];
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

enum nass_code
doc__decode(struct nass_str value, bool drops_lone, struct nass_buf *out,
    uint64_t *nlone, struct nass_err *err)
{
	const struct nass_scan_kernels *k = nass__scan();
	const char *p = value.p + 1;
	const char *end = value.p + value.n - 1;
	uint64_t sum = 0;
	uint64_t before;
	size_t n;
	char *q;

	if (nass_buf_grow(out, value.n + NASS_SCAN_SCRATCH, err) != NASS_OK)
		return NASS_ENOMEM;
	q = out->p + out->n;
	n = k->json_plain(p, (size_t)(end - p));
	memcpy(q, p, n);
	q += n;
	p += n;
	while (p < end) {
		p += k->json_arabic(p, (size_t)(end - p), q, &n);
		q += n;
		if (p == end)
			break;
		before = sum;
		p += doc__decode_escape(p, end, q, &n, &sum);
		if (!drops_lone || sum == before)
			q += n;
	}
	out->n = (size_t)(q - out->p);
	if (nlone != NULL)
		*nlone += sum;
	return NASS_OK;
}

enum nass_code
nass_json_decode(struct nass_str value, struct nass_buf *out, uint64_t *nlone,
    struct nass_err *err)
{
	return doc__decode(value, false, out, nlone, err);
}

size_t
doc__first_ill(struct nass_str value)
{
	const char *end = value.p + value.n - 1;
	size_t valid = nass_utf8_valid(value);
	uint64_t nlone = 0;
	const char *p;
	size_t n;
	char q[4];
	size_t step;

	for (p = value.p + 1; p < end && p < value.p + valid; p += step) {
		step = 1;
		if (*p != '\\')
			continue;
		step = doc__decode_escape(p, end, q, &n, &nlone);
		if (nlone > 0)
			break;
	}
	return (size_t)(p - value.p);
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
