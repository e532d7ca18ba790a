/*
 * prose.h - documents of made-up Arabic words: a headline, paragraphs of
 * 300 to 1,000 bytes, sentences, punctuation, numbers, some Latin words.
 *
 *	prose_init(&prose, 1, false);
 *	prose_make(&prose);
 *	...use prose.doc, prose.n...
 */
#ifndef CORPUS_PROSE_H
#define CORPUS_PROSE_H

#include "words.h"

#include <stdbool.h>

enum {
	PROSE_MAX = 1 << 16, /* a document has about 3 kB, vocalised too */
	PROSE_RECENT = 32,
};

struct prose {
	struct words words;
	struct rng rng;
	bool vocalised;
	/* Rare words of this document: they tend to come back. */
	uint32_t recent[PROSE_RECENT];
	uint32_t nrecent;
	size_t n;
	char doc[PROSE_MAX];
};

void prose_init(struct prose *prose, uint64_t seed, bool vocalised);

/* The next document, without its last line end, into doc. */
void prose_make(struct prose *prose);

#endif
