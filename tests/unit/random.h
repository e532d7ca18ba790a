/*
 * random.h - random numbers and text for laws: the seed is printed once a run and
 * taken from NASS_SEED, so that a failure can be run again.
 */
#ifndef NASS_TESTS_RANDOM_H
#define NASS_TESTS_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* Uniform over 64 bits; xorshift64*. */
uint64_t random_next(void);
/* Uniform in [0, n). */
uint64_t random_below(uint64_t n);
/*
 * Well-formed UTF-8 of at most n bytes to p, made of Arabic letters, marks,
 * digits, punctuation, Latin, line ends, emoji and rare code points, mixed so
 * that rules meet; returns its length.
 */
size_t random_text(char *p, size_t n);
/* Any bytes, with much that is nearly UTF-8. */
size_t random_bytes(char *p, size_t n);
/*
 * How often a law is tried: `short_form`; 100 times that in a long run
 * (NASS_LONG set); an eighth where instructions are dear (NASS_QUICK set).
 */
size_t random_rounds(size_t short_form);

#endif
