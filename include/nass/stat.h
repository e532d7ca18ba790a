/*
 * nass/stat.h - the numbers of corpus linguistics: keyness, association,
 * dispersion, richness.  Numbers in, a number out; no state, no allocation
 * unless said.  Each function names its formula and where it was published,
 * and says what happens at zero.
 */
#ifndef NASS_STAT_H
#define NASS_STAT_H

#include <nass/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* f occurrences among n tokens, as a rate; 0 where n is 0. */
double nass_per_million(uint64_t f, uint64_t n);
double nass_percent(uint64_t f, uint64_t n);

/*
 * Two corpora: a of c tokens here, b of d tokens in the reference.
 */
struct nass_keyness {
	uint64_t a, b; /* frequencies */
	uint64_t c, d; /* sizes, tokens */
};

/* Two words: joint frequency, single frequencies, pairs in all. */
struct nass_pair {
	uint64_t f12;
	uint64_t f1;
	uint64_t f2;
	uint64_t n;
	double span; /* 1 for n-grams; L + R for a window */
};

#ifdef __cplusplus
}
#endif

#endif
