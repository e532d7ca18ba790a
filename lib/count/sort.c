/*
 * sort.c - words in the order of their bytes.
 *
 * The dense code keeps the order of code points, so two dense keys compare as
 * numbers.  Keys of any kind compare first by seven characters of nine bits:
 *
 *	0	no character
 *	1-128	ASCII
 *	129	U+0080 to U+05FF: compare the rest by bytes
 *	130-257	U+0600 to U+067F
 *	258	above: compare the rest by bytes
 */
#include "count/sort.h"

#include <stdlib.h>
#include <string.h>

#include "count/vocab.h"
#include "text/dense.h"
#include "text/utf8.h"

#define DIGIT_BITS 11
#define DIGITS     (1u << DIGIT_BITS)

void
count__radix(struct count__item *item, struct count__item *tmp, size_t n)
{
	uint64_t any = 0;
	struct count__item *from = item;
	struct count__item *to = tmp;
	unsigned shift;
	size_t i;

	for (i = 0; i < n; i++)
		any |= item[i].key;
	for (shift = 0; shift < 64 && any >> shift != 0; shift += DIGIT_BITS) {
		size_t start[DIGITS] = { 0 };
		struct count__item *swap = from;
		size_t sum = 0;
		size_t d;

		if ((any >> shift & (DIGITS - 1)) == 0)
			continue;
		for (i = 0; i < n; i++)
			start[from[i].key >> shift & (DIGITS - 1)]++;
		for (d = 0; d < DIGITS; d++) {
			size_t count = start[d];

			start[d] = sum;
			sum += count;
		}
		for (i = 0; i < n; i++)
			to[start[from[i].key >> shift & (DIGITS - 1)]++] =
			    from[i];
		from = to;
		to = swap;
	}
	if (from != item)
		memcpy(item, from, n * sizeof(*item));
}

static uint64_t
swapped(uint64_t x)
{
	x = (x & 0x00FF00FF00FF00FFu) << 8 | (x >> 8 & 0x00FF00FF00FF00FFu);
	x = (x & 0x0000FFFF0000FFFFu) << 16 | (x >> 16 & 0x0000FFFF0000FFFFu);
	return x << 32 | x >> 32;
}

static bool
is_dense(const uint64_t key[2])
{
	return (key[0] & 0xFF) != NASS_DENSE_ESCAPE;
}

/* At most as many bytes as a dense key can have, or the long key itself. */
static struct nass_str
bytes_of(const uint64_t key[2], char room[2 * COUNT__INLINE_CHARS])
{
	const struct count__long *l;
	size_t n = 0;
	unsigned i;

	if (!is_dense(key)) {
		l = (const struct count__long *)(uintptr_t)key[1];
		return (struct nass_str){ l->p, l->n };
	}
	for (i = 0; i < COUNT__INLINE_CHARS; i++) {
		unsigned d = key[i / 8] >> i % 8 * 8 & 0xFF;

		if (d == 0)
			break;
		/* Words have no codes below 20 (text/dense.h). */
		n += nass_utf8_set(room + n, d < 0x80 ? d : 0x580u + d);
	}
	return (struct nass_str){ room, n };
}

int
count__word_cmp(const uint64_t x[2], const uint64_t y[2])
{
	char xroom[2 * COUNT__INLINE_CHARS];
	char yroom[2 * COUNT__INLINE_CHARS];
	unsigned half;

	if (!is_dense(x) || !is_dense(y))
		return nass_str_cmp(bytes_of(x, xroom), bytes_of(y, yroom));
	for (half = 0; half < 2; half++) {
		uint64_t a = swapped(x[half]);
		uint64_t b = swapped(y[half]);

		if (a != b)
			return a < b ? -1 : 1;
	}
	return 0;
}

static uint64_t
prefix(const uint64_t key[2])
{
	uint64_t p = 0;
	const struct count__long *l;
	unsigned i;
	size_t at = 0;

	if (is_dense(key)) {
		for (i = 0; i < 7; i++) {
			uint64_t d = key[0] >> 8 * i & 0xFF;

			p = p << 9 | (d == 0 ? 0 : d < 0x80 ? d + 1 : d + 2);
		}
		return p;
	}
	l = (const struct count__long *)(uintptr_t)key[1];
	for (i = 0; i < 7; i++) {
		uint64_t code = 0;
		size_t n = 0;

		if (at < l->n) {
			uint32_t cp = nass_utf8_get(l->p + at, &n);

			code = cp < 0x80 ? cp + 1
			    : cp < 0x600 ? 129
			    : cp < 0x680 ? cp - 0x600 + 130
					 : 258;
		}
		p = p << 9 | code;
		at = code == 129 || code == 258 ? l->n : at + n;
	}
	return p;
}

static const uint64_t *
word_at(struct count__words words, size_t id)
{
	return (const uint64_t *)(const void *)((const char *)words.base +
	    id * words.stride);
}

static void
insert_sort(struct count__words words, struct count__item *item, size_t n)
{
	size_t i;

	for (i = 1; i < n; i++) {
		struct count__item x = item[i];
		size_t k = i;

		while (k > 0 &&
		    count__word_cmp(word_at(words, x.id),
			word_at(words, item[k - 1].id)) < 0) {
			item[k] = item[k - 1];
			k--;
		}
		item[k] = x;
	}
}

/* Merge sort, bottom up: many words may share their first characters. */
static void
sort_equals(struct count__words words, struct count__item *item,
    struct count__item *tmp, size_t n)
{
	const size_t block = 16;
	size_t width;
	size_t i;

	for (i = 0; i < n; i += block)
		insert_sort(words, item + i, n - i < block ? n - i : block);
	for (width = block; width < n; width *= 2) {
		for (i = 0; i < n; i += 2 * width) {
			size_t mid = n - i < width ? n : i + width;
			size_t end = n - i < 2 * width ? n : i + 2 * width;
			size_t a = i;
			size_t b = mid;
			size_t k = i;

			while (a < mid || b < end)
				if (b == end ||
				    (a < mid &&
					count__word_cmp(
					    word_at(words, item[a].id),
					    word_at(words, item[b].id)) <= 0))
					tmp[k++] = item[a++];
				else
					tmp[k++] = item[b++];
		}
		memcpy(item, tmp, n * sizeof(*item));
	}
}

void
count__sort_words(struct count__words words, struct count__item *item,
    struct count__item *tmp, size_t n)
{
	size_t i;
	size_t k;

	for (i = 0; i < n; i++)
		item[i].key = prefix(word_at(words, item[i].id));
	count__radix(item, tmp, n);
	for (i = 0; i < n; i = k) {
		for (k = i + 1; k < n && item[k].key == item[i].key; k++)
			;
		if (k > i + 1)
			sort_equals(words, item + i, tmp, k - i);
	}
}
