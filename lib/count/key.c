/* key.c - words to keys, and back to their bytes. */
#include "count/key.h"

/* The low six bits of eight characters, together. */
static uint64_t
packed_eight(uint64_t x)
{
	x &= 0x3F3F3F3F3F3F3F3Fu;
	x = (x & 0x003F003F003F003Fu) | (x & 0x3F003F003F003F00u) >> 2;
	x = (x & 0x00000FFF00000FFFu) | (x & 0x0FFF00000FFF0000u) >> 4;
	return (x & 0xFFFFFF) | (x & 0x00FFFFFF00000000u) >> 8;
}

/* Are all of them from A0 to DF? */
static bool
is_arabic(uint64_t x)
{
	return (x >> 7 & (x >> 6 ^ x >> 5) & 0x0101010101010101u) ==
	    0x0101010101010101u;
}

/* The tag of nine or ten characters; false if they cannot be packed. */
static bool
pack(const char *p, size_t n, uint64_t *tag)
{
	const uint64_t base = 0xA0A0A0A0A0A0A0A0u;
	uint64_t x = count__chars(p, 8);
	uint64_t y = count__chars(p + 8, n - 8);
	uint64_t ends = n == 9 ? 0xA0A0A0A0A0A0A000u : 0xA0A0A0A0A0A00000u;
	uint64_t all;

	if (!is_arabic(x) || !is_arabic(y | ends))
		return false;
	all = packed_eight(x - base);
	y -= base & ~ends;
	all |= (y & 0x3F) << 48 | (y >> 8 & 0x3F) << 54;
	*tag = (all & 0xF) | all >> 4 << 8;
	return all >> 6 * (n - 1) != 0; /* A0 at the end would be lost */
}

static size_t
unpack(uint64_t tag, char *p)
{
	uint64_t all = (tag & 0xF) | tag >> 8 << 4;
	size_t n;

	for (n = 0; n < COUNT__PACKED_CHARS && all != 0; n++) {
		p[n] = (char)((all & 0x3F) + 0xA0);
		all >>= 6;
	}
	return n;
}

const char *
count__dense(uint64_t key, char room[COUNT__PACKED_CHARS], size_t *n)
{
	const struct count__long *l = count__long(key);

	if (count__is_long(key)) {
		*n = l->n;
		return l->is_dense ? l->p : NULL;
	}
	if (!count__is_inline(key)) {
		*n = unpack(key, room);
		return room;
	}
	for (*n = 0; *n < COUNT__INLINE_CHARS && key != 0; key >>= 8)
		room[(*n)++] = (char)key;
	return room;
}

static bool
has_byte(uint64_t x, uint64_t byte)
{
	const uint64_t ones = 0x0101010101010101u;

	x ^= byte * ones;
	return ((x - ones) & ~x & ones << 7) != 0;
}

/* Up to eight characters, at least one. */
static bool
is_plain_inline(uint64_t x)
{
	const uint64_t sixth = 0x4040404040404040u;
	unsigned unused = (unsigned)__builtin_clzll(x) / 8;

	x |= ~(~(uint64_t)0 >> 8 * unused) & sixth;
	return ((x | x << 1) & sixth) == sixth && !has_byte(x, 0x20) &&
	    !has_byte(x, 0x7F);
}

bool
count__is_plain(uint64_t key)
{
	const struct count__long *l = count__long(key);
	bool is = true;
	size_t i;

	if (count__is_inline(key))
		return is_plain_inline(key);
	if (!count__is_long(key))
		return true;
	for (i = 0; is && l->is_dense && i < l->n; i += 8)
		is = is_plain_inline(count__chars(l->p + i, l->n - i));
	return is && l->is_dense;
}

void
count__key_dense(const char *p, size_t n, struct count__key *key)
{
	uint64_t hash = n;
	size_t i;

	key->is_dense = true;
	if (n <= COUNT__INLINE_CHARS) {
		key->tag = count__chars(p, n);
		key->bytes.p = NULL;
		return;
	}
	if (n <= COUNT__PACKED_CHARS && pack(p, n, &key->tag)) {
		key->bytes.p = NULL;
		return;
	}
	for (i = 0; i < n; i += 8) {
		hash = (hash ^ count__chars(p + i, n - i)) * 0xC2B2AE3D27D4EB4F;
		hash ^= hash >> 32;
	}
	key->tag = hash << 8 | NASS_DENSE_ESCAPE;
	key->bytes = (struct nass_str){ p, n };
}

void
count__key_word(struct nass_str word, struct count__key *key)
{
	const unsigned char *p = (const unsigned char *)word.p;
	const unsigned char *end = p + word.n;
	size_t n = 0;

	for (; p < end && n < COUNT__DENSE_MAX; n++) {
		if (*p >= 0x20 && *p < 0x80) {
			key->room[n] = (char)*p++;
		} else if ((*p & 0xFE) == 0xD8) { /* U+0600 .. U+067F */
			key->room[n] =
			    (char)(0x80 | (p[0] & 1) << 6 | (p[1] & 0x3F));
			p += 2;
		} else {
			break;
		}
	}
	if (p == end) {
		count__key_dense(key->room, n, key);
		return;
	}
	key->tag = nass_hash(word, 0) << 8 | NASS_DENSE_ESCAPE;
	key->bytes = word;
	key->is_dense = false;
}

void
count__key_apart(struct count__key *key, uint32_t of)
{
	struct nass_str tag = { (const char *)&key->tag, sizeof(key->tag) };
	size_t n;

	if (key->bytes.p == NULL) {
		key->bytes.p = count__dense(key->tag, key->room, &n);
		key->bytes.n = n;
		key->is_dense = true;
	}
	key->tag = nass_hash(tag, of) << 8 | NASS_DENSE_ESCAPE;
}

void
count__key_of_long(const struct count__long *l, struct count__key *key)
{
	if (l->is_dense)
		count__key_dense(l->p, l->n, key);
	else
		count__key_word((struct nass_str){ l->p, l->n }, key);
}

/* Bytes ------------------------------------------------------------------ */

/* A dense character at p; behind it. */
static inline char *
put_char(char *p, unsigned char d)
{
	*p = (char)(0xD8 | (d >> 6 & 1));
	p += d >> 7;
	*p++ = d < 0x80 ? (char)d : (char)(0x80 | (d & 0x3F));
	return p;
}

/* Four letters of U+0600 to U+067F, the low ones of x. */
static inline void
put_four(char *p, uint64_t x)
{
	x = (x | x << 16) & 0x0000FFFF0000FFFFu;
	x = (x | x << 8) & 0x00FF00FF00FF00FFu;
	x = 0x80D880D880D880D8u | (x >> 6 & 0x0001000100010001u) |
	    (x & 0x003F003F003F003Fu) << 8;
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	x = __builtin_bswap64(x);
#endif
	memcpy(p, &x, 8);
}

/* Up to eight characters, with room for eight letters; behind them. */
static inline char *
put_inline(char *p, uint64_t key)
{
	unsigned unused = (unsigned)__builtin_clzll(key) / 8;

	if ((~key & 0x8080808080808080u >> 8 * unused) != 0) {
		for (; key != 0; key >>= 8)
			p = put_char(p, (unsigned char)key);
		return p;
	}
	put_four(p, key & 0xFFFFFFFF);
	put_four(p + 8, key >> 32);
	return p + 2 * (8 - unused);
}

enum nass_code
count__word_put(uint64_t key, struct nass_buf *out, struct nass_err *err)
{
	char room[COUNT__PACKED_CHARS];
	const size_t most = 2 * COUNT__INLINE_CHARS;
	const char *dense;
	size_t n;
	size_t i;
	char *p;

	if (count__is_inline(key)) {
		if (out->cap - out->n < most &&
		    nass_buf_grow(out, most, err) != NASS_OK)
			return NASS_ENOMEM;
		out->n = (size_t)(put_inline(out->p + out->n, key) - out->p);
		return NASS_OK;
	}
	dense = count__dense(key, room, &n);
	if (dense == NULL)
		return nass_buf_put(
		    out, (struct nass_str){ count__long(key)->p, n }, err);
	if (nass_buf_grow(out, 2 * n, err) != NASS_OK)
		return NASS_ENOMEM;
	p = out->p + out->n;
	for (i = 0; i < n; i++)
		p = put_char(p, (unsigned char)dense[i]);
	out->n = (size_t)(p - out->p);
	return NASS_OK;
}
