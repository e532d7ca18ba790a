/*
 * words.h - a vocabulary of made-up Arabic words with real statistics.
 *
 * A word is known by its rank, 1 for the most frequent.  Its letters
 * depend on the rank alone, so nothing is stored and nothing has an end:
 *
 *	rank = words_draw(&words, &rng);
 *	n = words_spell(&words, rank, letters);
 *
 * Letters are written in Buckwalter's transliteration (A is ALEF, > ALEF
 * WITH HAMZA ABOVE, p TEH MARBUTA): one ASCII character per code point.
 * Arithmetic is on integers, so that every machine makes the same words.
 */
#ifndef CORPUS_WORDS_H
#define CORPUS_WORDS_H

#include <stddef.h>
#include <stdint.h>

enum {
	WORDS_TOP = (1 << 15) - 1, /* ranks that are listed one by one */
	WORDS_OCTAVES = 28,        /* 2^28 ranks */
	WORDS_CUM = WORDS_TOP + WORDS_OCTAVES - 15,
	WORDS_MAX = 32, /* no word has so many letters */
	WORDS_LETTERS = 34,
};

struct rng {
	uint64_t state;
};

struct words {
	/* Where in 2^32 the share of each entry ends: of the top ranks one
	 * by one, then of the octaves; and the first entry that reaches
	 * into each 2^16th. */
	uint32_t cum[WORDS_CUM];
	uint16_t guide[1 << 16];
	/* Letter after letter: a random index gives the next one. */
	char next[WORDS_LETTERS + 1][1 << 10];
	char top[WORDS_TOP + 1][WORDS_MAX];
};

/* Numbers that depend on the state alone (splitmix64). */
uint64_t rng_next(struct rng *rng);

/* A number below n, which is less than 2^32. */
uint32_t rng_below(struct rng *rng, uint32_t n);

/* True `permille` times of a thousand. */
int rng_chance(struct rng *rng, uint32_t permille);

/* Fills the tables: 8 ms. */
void words_init(struct words *words);

/* The rank of the next word of a text. */
uint32_t words_draw(const struct words *words, struct rng *rng);

/* Writes the letters of a rank, and a NUL; returns how many there are. */
size_t words_spell(
    const struct words *words, uint32_t rank, char out[WORDS_MAX]);

#endif
