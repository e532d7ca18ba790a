/*
 * nass.h - the map of the house.
 *
 *	bytes ──> documents ──> words ──> keys ──> counts | hits ──> table
 *
 * A value is born in one module and read by those to its right; nobody to the
 * left knows its name.  Words, sentences, positions and offsets are always
 * those of the original text: folding acts inside a word and yields its key.
 *
 *	nass/base.h	strings, buffers, arenas, errors, offset maps
 *	nass/doc.h	documents, and JSON Lines that pass byte for byte
 *	nass/word.h	words, sentences, stems
 *	nass/norm.h	profiles that make spellings equal; transliteration
 *	nass/count.h	frequencies of words and n-grams; the counts format
 *	nass/match.h	patterns over words, hits, contexts
 *	nass/stat.h	keyness, association, dispersion, richness
 *	nass/boiler.h	what was written, and what is furniture
 *
 * The five filters (split-corpus, strip-boilerplate, arabic-normalize,
 * term-freq, kwic) are wiring over these; see nass(7).  An application links
 * with `pkg-config --libs nass`; see nass(3).
 */
#ifndef NASS_H
#define NASS_H

#include <nass/base.h>
#include <nass/boiler.h>
#include <nass/count.h>
#include <nass/doc.h>
#include <nass/match.h>
#include <nass/norm.h>
#include <nass/stat.h>
#include <nass/word.h>

#endif
