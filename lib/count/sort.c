/*
 * sort.c - words in the order of their bytes, which is that of code points.
 *
 * Words compare first by seven characters of nine bits:
 *
 *	0	no character
 *	1-128	ASCII
 *	129	U+0080 to U+05FF: compare the rest
 *	130-257	U+0600 to U+067F
 *	258	above: compare the rest
 */
#include "count/sort.h"

#include <stdlib.h>
#include <string.h>

#include "count/vocab.h"
#include "text/dense.h"
#include "text/utf8.h"

#define DIGIT_BITS 11
#define DIGITS     (1u << DIGIT_BITS)
#define MASK       (DIGITS - 1)
#define PASSES     6

/*
 * Records of `width` numbers, the first of which is their key; width is a
 * constant wherever these are called.
 */

/* How often each digit occurs, at each place. */
static inline void
count_digits(const uint64_t *x, size_t n, size_t width, unsigned passes,
    size_t digit[PASSES][DIGITS])
{
	unsigned pass;
	size_t i;

	memset(digit, 0, passes * sizeof(digit[0]));
	for (i = 0; i < n; i++)
		for (pass = 0; pass < passes; pass++)
			digit[pass][x[i * width] >> pass * DIGIT_BITS & MASK]++;
}

/* One place: counts become starts. */
static inline void
scatter(const uint64_t *from, uint64_t *to, size_t n, size_t width,
    unsigned shift, size_t digit[DIGITS])
{
	size_t sum = 0;
	size_t count;
	size_t i;

	for (i = 0; i < DIGITS; i++) {
		count = digit[i];
		digit[i] = sum;
		sum += count;
	}
	for (i = 0; i < n; i++) {
		size_t at = digit[from[i * width] >> shift & MASK]++;

		to[at * width] = from[i * width];
		if (width > 1)
			to[at * width + 1] = from[i * width + 1];
	}
}

static inline void
radix(uint64_t *x, uint64_t *tmp, size_t n, size_t width)
{
	size_t digit[PASSES][DIGITS];
	uint64_t *from = x;
	uint64_t *to = tmp;
	uint64_t *swap;
	unsigned passes = 0;
	unsigned pass;
	uint64_t any = 0;
	size_t i;

	for (i = 0; i < n; i++)
		any |= x[i * width];
	while (passes < PASSES && any >> passes * DIGIT_BITS != 0)
		passes++;
	count_digits(x, n, width, passes, digit);
	for (pass = 0; pass < passes; pass++) {
		if (digit[pass][from[0] >> pass * DIGIT_BITS & MASK] == n)
			continue;
		scatter(from, to, n, width, pass * DIGIT_BITS, digit[pass]);
		swap = from;
		from = to;
		to = swap;
	}
	if (from != x)
		memcpy(x, from, n * width * sizeof(*x));
}

void
count__radix(struct count__item *item, struct count__item *tmp, size_t n)
{
	radix(&item->key, &tmp->key, n, 2);
}

void
count__radix_numbers(uint64_t *number, uint64_t *tmp, size_t n)
{
	radix(number, tmp, n, 1);
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

static uint64_t
prefix(uint64_t key)
{
	struct reader r;
	uint64_t p = 0;
	bool is_exact = true;
	uint32_t cp;
	unsigned i;

	if (count__is_inline(key)) {
		for (i = 0; i < 7; i++) {
			uint64_t d = key >> 8 * i & 0xFF;

			p = p << 9 | (d == 0 ? 0 : d < 0x80 ? d + 1 : d + 2);
		}
		return p;
	}
	read_word(&r, key);
	for (i = 0; i < 7; i++) {
		cp = is_exact ? next(&r) : 0;
		p <<= 9;
		if (cp == 0)
			continue;
		is_exact = cp < 0x80 || (cp >= 0x600 && cp < 0x680);
		p |= cp < 0x80   ? cp + 1
		    : cp < 0x600 ? 129
		    : cp < 0x680 ? cp - 0x600 + 130
				 : 258;
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

void
count__sort_words(const uint64_t *word, struct count__item *item,
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
