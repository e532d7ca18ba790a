/*
 * sort.h - put words in the order of their bytes: radix sort of the first seven
 * characters, comparison of what is then still equal.
 */
#ifndef NASS_COUNT_SORT_H
#define NASS_COUNT_SORT_H

#include <nass/base.h>

struct count__item {
	uint64_t key;
	size_t id;
};

/* Stable, ascending; `tmp` has room for n.  The result is in `item`. */
void count__radix(struct count__item *item, struct count__item *tmp, size_t n);

/*
 * Words that lie `stride` bytes apart, each beginning with its key (vocab.h):
 * sort items by the words that their ids name.  Keys are overwritten.
 */
struct count__words {
	const void *base;
	size_t stride;
};

void count__sort_words(struct count__words words, struct count__item *item,
    struct count__item *tmp, size_t n);

/* Order of the bytes of two words' keys. */
int count__word_cmp(const uint64_t x[2], const uint64_t y[2]);

#endif
