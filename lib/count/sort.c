/*
 * sort.c - words in the order of their bytes, which is that of code points.
 *
 * Words compare first by their first 63 bits in a code that keeps the order:
 *
 *	0	no character
 *	1-128	ASCII
 *	129	U+0080 to U+05FF, in 11 bits more
 *	130-385	U+0600 to U+06FF
 *	386	to U+FFFF, in 16 bits more
 *	387	above, in 21 bits more
 */
#include "count/sort.h"

#include <stdlib.h>
#include <string.h>

#include "count/vocab.h"
#include "io/io.h"
#include "text/dense.h"
#include "text/utf8.h"

#define BITS 11    /* of a digit, at most */
#define FEW  32u   /* are inserted */
#define MANY 4096u /* do not fit the cache: by the highest digit first */
/* Or else gcc makes one function of two, and `width` is no constant. */
#define INLINE static inline __attribute__((always_inline))

/*
 * Radix sort: many records by their highest digit first, so that what shares it
 * fits the cache; that by its digits from the lowest on.  Records are of `width`
 * numbers, the first of which is their key; width is a constant wherever these
 * are called.
 */

/* Few records, or such as are in order, to `to`, which may be `from`. */
INLINE void
insert_records(const uint64_t *from, uint64_t *to, size_t n, size_t width)
{
	uint64_t key;
	uint64_t id;
	size_t i;
	size_t k;

	for (i = 0; i < n; i++) {
		key = from[i * width];
		id = width > 1 ? from[i * width + 1] : 0;
		for (k = i; k > 0 && to[(k - 1) * width] > key; k--)
			memcpy(&to[k * width], &to[(k - 1) * width],
			    width * sizeof(*to));
		to[k * width] = key;
		if (width > 1)
			to[k * width + 1] = id;
	}
}

/* By the digit above `shift`; end[d] is behind those of digit d. */
INLINE void
scatter(const uint64_t *from, uint64_t *to, size_t n, size_t width,
    unsigned shift, size_t *end, size_t ndigit)
{
	size_t sum = 0;
	size_t count;
	size_t i;

	memset(end, 0, ndigit * sizeof(*end));
	for (i = 0; i < n; i++)
		end[from[i * width] >> shift & (ndigit - 1)]++;
	for (i = 0; i < ndigit; i++) {
		count = end[i];
		end[i] = sum;
		sum += count;
	}
	for (i = 0; i < n; i++) {
		size_t at = end[from[i * width] >> shift & (ndigit - 1)]++;

		memcpy(&to[at * width], &from[i * width], width * sizeof(*to));
	}
}

/* By the low `bits` of keys, in which alone they differ, from x to `to`. */
INLINE void
sort_low(uint64_t *x, uint64_t *other, uint64_t *to, size_t n, size_t width,
    unsigned bits)
{
	size_t end[1 << BITS];
	unsigned most = n > MANY / 2 ? BITS : n > MANY / 16 ? 8 : 6;
	unsigned npass = (bits + most - 1) / most;
	unsigned digit = npass > 0 ? (bits + npass - 1) / npass : 0;
	unsigned at;

	if (n <= FEW) {
		insert_records(x, to, n, width);
		return;
	}
	for (at = 0; at < bits; at += digit) {
		uint64_t *from = x;

		scatter(x, other, n, width, at, end, (size_t)1 << digit);
		x = other;
		other = from;
	}
	if (x != to)
		memcpy(to, x, n * width * sizeof(*x));
}

INLINE void
radix(uint64_t *x, uint64_t *other, size_t n, size_t width, unsigned bits)
{
	size_t end[1 << BITS];
	size_t from = 0;
	size_t i;

	if (n <= MANY || bits <= BITS) {
		sort_low(x, other, x, n, width, bits);
		return;
	}
	bits -= BITS;
	scatter(x, other, n, width, bits, end, (size_t)1 << BITS);
	for (i = 0; i < 1 << BITS; from = end[i++])
		sort_low(other + from * width, x + from * width,
		    x + from * width, end[i] - from, width, bits);
}

/* Bits of the largest key. */
static unsigned
bits_of(const uint64_t *x, size_t n, size_t width)
{
	uint64_t any = 1;
	size_t i;

	for (i = 0; i < n; i++)
		any |= x[i * width];
	return 64 - (unsigned)__builtin_clzll(any);
}

void
count__radix(struct count__item *item, struct count__item *tmp, size_t n)
{
	radix(&item->key, &tmp->key, n, 2, bits_of(&item->key, n, 2));
}

void
count__radix_numbers(uint64_t *number, uint64_t *tmp, size_t n)
{
	radix(number, tmp, n, 1, bits_of(number, n, 1));
}

/* Words, a character at a time ------------------------------------------- */

struct reader {
	const char *dense; /* or NULL */
	const char *utf8;
	size_t at;
	size_t n;
	char room[COUNT__PACKED_CHARS];
};

static void
read_word(struct reader *r, uint64_t key)
{
	r->dense = count__dense(key, r->room, &r->n);
	r->utf8 = r->dense == NULL ? count__long(key)->p : NULL;
	r->at = 0;
}

/* The next code point; 0 at the end (no word holds U+0000 but alone). */
static uint32_t
next(struct reader *r)
{
	uint32_t cp;
	size_t n;

	if (r->at == r->n)
		return 0;
	if (r->dense != NULL)
		return nass_dense_code_point((unsigned char)r->dense[r->at++]);
	cp = nass_utf8_get(r->utf8 + r->at, &n);
	r->at += n;
	return cp;
}

int
count__word_cmp(uint64_t x, uint64_t y)
{
	struct reader a;
	struct reader b;
	uint32_t p;
	uint32_t q;

	read_word(&a, x);
	read_word(&b, y);
	do {
		p = next(&a);
		q = next(&b);
	} while (p == q && p != 0);
	return p == q ? 0 : p < q ? -1 : 1;
}

/* The code of a character; how many bits. */
static unsigned
encode(uint32_t cp, uint64_t *code)
{
	if (cp < 0x80 || (cp >= 0x600 && cp < 0x700)) {
		*code = cp == 0 ? 0 : cp < 0x80 ? cp + 1 : cp - 0x600 + 130;
		return 9;
	}
	if (cp < 0x600) {
		*code = 129 << 11 | cp;
		return 9 + 11;
	}
	if (cp < 0x10000) {
		*code = 386 << 16 | cp;
		return 9 + 16;
	}
	*code = 387 << 21 | cp;
	return 9 + 21;
}

static uint64_t
prefix(uint64_t key)
{
	struct reader r;
	uint64_t p = 0;
	uint64_t code;
	unsigned left = 63;
	unsigned n;
	unsigned i;

	if (count__is_inline(key)) {
		for (i = 0; i < 7; i++) {
			uint64_t d = key >> 8 * i & 0xFF;

			p = p << 9 | (d == 0 ? 0 : d < 0x80 ? d + 1 : d + 2);
		}
		return p;
	}
	for (read_word(&r, key); left > 0; left -= n) {
		n = encode(next(&r), &code);
		if (n > left) {
			code >>= n - left;
			n = left;
		}
		p = p << n | code;
	}
	return p;
}

static void
insert_sort(const uint64_t *word, struct count__item *item, size_t n)
{
	struct count__item x;
	size_t i;
	size_t k;

	for (i = 1; i < n; i++) {
		x = item[i];
		for (k = i; k > 0 &&
		     count__word_cmp(word[x.id], word[item[k - 1].id]) < 0;
		     k--)
			item[k] = item[k - 1];
		item[k] = x;
	}
}

/* Merge sort, bottom up: many words may share their first characters. */
static void
sort_equals(const uint64_t *word, struct count__item *item,
    struct count__item *tmp, size_t n)
{
	const size_t block = 16;
	size_t width;
	size_t i;

	for (i = 0; i < n; i += block)
		insert_sort(word, item + i, n - i < block ? n - i : block);
	for (width = block; width < n; width *= 2) {
		for (i = 0; i < n; i += 2 * width) {
			size_t mid = n - i < width ? n : i + width;
			size_t end = n - i < 2 * width ? n : i + 2 * width;
			size_t a = i;
			size_t b = mid;
			size_t k;

			for (k = i; k < end; k++)
				if (b == end ||
				    (a < mid &&
					count__word_cmp(word[item[a].id],
					    word[item[b].id]) <= 0))
					tmp[k] = item[a++];
				else
					tmp[k] = item[b++];
		}
		memcpy(item, tmp, n * sizeof(*item));
	}
}

static void
sort_some(const uint64_t *word, struct count__item *item,
    struct count__item *tmp, size_t n)
{
	size_t i;
	size_t k;

	for (i = 0; i < n; i++)
		item[i].key = prefix(word[item[i].id]);
	count__radix(item, tmp, n);
	for (i = 0; i < n; i = k) {
		for (k = i + 1; k < n && item[k].key == item[i].key; k++)
			;
		if (k > i + 1)
			sort_equals(word, item + i, tmp, k - i);
	}
}

struct sorting {
	const uint64_t *word;
	struct count__item *item;
	struct count__item *tmp;
	size_t n;
};

static enum nass_code
sort_half(void *arg, unsigned number, struct nass_err *err)
{
	const struct sorting *s = arg;
	size_t from = number == 0 ? 0 : s->n / 2;
	size_t end = number == 0 ? s->n / 2 : s->n;

	(void)err;
	sort_some(s->word, s->item + from, s->tmp + from, end - from);
	return NASS_OK;
}

static bool
is_less(const uint64_t *word, const struct count__item *x,
    const struct count__item *y)
{
	if (x->key != y->key)
		return x->key < y->key;
	return count__word_cmp(word[x->id], word[y->id]) < 0;
}

/* Both halves, which are in order, as one. */
static void
merge_halves(const struct sorting *s)
{
	const struct count__item *x = s->item;
	const struct count__item *y = s->item + s->n / 2;
	const struct count__item *x_end = y;
	const struct count__item *y_end = s->item + s->n;
	struct count__item *to = s->tmp;

	while (x < x_end && y < y_end)
		*to++ = is_less(s->word, y, x) ? *y++ : *x++;
	memcpy(to, x, (size_t)(x_end - x) * sizeof(*x));
	to += x_end - x;
	memcpy(to, y, (size_t)(y_end - y) * sizeof(*y));
	memcpy(s->item, s->tmp, s->n * sizeof(*s->item));
}

void
count__sort_words(const uint64_t *word, struct count__item *item,
    struct count__item *tmp, size_t n, bool is_shared)
{
	struct sorting s = { word, item, tmp, n };

	if (is_shared && nass_run_both(sort_half, &s, true, NULL) == NASS_OK)
		merge_halves(&s);
	else
		sort_some(word, item, tmp, n);
}
