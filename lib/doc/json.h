/*
 * json.h - private to lib/doc: tables that the scanner and the decoder share.
 */
#ifndef NASS_DOC_JSON_H
#define NASS_DOC_JSON_H

#include <string.h>

#include <nass/doc.h>

/* The bytes of "\u06" as this machine loads them. */
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define DOC__U06 0x5C753036u
#else
#define DOC__U06 0x3630755Cu
#endif

/* The value of a hex digit; 0xFF for all other bytes. */
extern const unsigned char doc__hex[256];
/* What the letter behind a backslash stands for; 0: no such escape (or u). */
extern const unsigned char doc__escape[256];
/* Bytes that end a plain run: quote, backslash, controls. */
extern const bool doc__stops[256];

/*
 * Is there \u06XX at p, which has eight bytes to read, with two hex digits?
 * Then *low is XX, the low byte of the code point.
 */
static inline bool
doc__is_u06(const char *p, unsigned *low)
{
	uint32_t head;
	unsigned high_digit = doc__hex[(unsigned char)p[4]];
	unsigned low_digit = doc__hex[(unsigned char)p[5]];

	memcpy(&head, p, sizeof(head));
	*low = high_digit << 4 | low_digit;
	return head == DOC__U06 && (high_digit | low_digit) <= 0xF;
}

/* Does the raw name, with its quotes, decode to `name`? */
bool doc__name_is(struct nass_str raw, struct nass_str name);

/*
 * Decode the escape at p (a backslash) to q, which has room for four bytes: the
 * length of the escape, and in *n that of what it stands for.  A lone
 * surrogate is U+FFFD and adds one to *nlone.  What stands from p to end was
 * checked.
 */
size_t doc__decode_escape(
    const char *p, const char *end, char *q, size_t *n, uint64_t *nlone);

/* nass_json_decode; drops_lone: a lone surrogate is left out. */
enum nass_code doc__decode(struct nass_str value, bool drops_lone,
    struct nass_buf *out, uint64_t *nlone, struct nass_err *err);

#endif
