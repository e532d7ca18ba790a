/*
 * sort.h - put words in the order of their bytes: radix sort of the first seven
 * characters, comparison of what is then still equal.
 */
#ifndef NASS_COUNT_SORT_H
#define NASS_COUNT_SORT_H

#include <nass/base.h>

struct count__item {
	uint64_t key;
	uint64_t id;
};

/* Stable, ascending; `tmp` has room for n.  The result is in `item`. */
void count__radix(struct count__item *item, struct count__item *tmp, size_t n);
/* The same for numbers. */
void count__radix_numbers(uint64_t *number, uint64_t *tmp, size_t n);

/*
 * Sort items by the words that their ids name, by two threads if is_shared;
 * word: keys of a vocabulary (vocab.h).  Keys of items are overwritten.
 */
void count__sort_words(const uint64_t *word, struct count__item *item,
    struct count__item *tmp, size_t n, bool is_shared);

/* Order of the bytes of two words, by their keys. */
int count__word_cmp(uint64_t x, uint64_t y);

#endif
