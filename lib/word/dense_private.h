/*
 * dense_private.h - what dense_words.c and dense_window.c share.
 */
#ifndef NASS_WORD_DENSE_PRIVATE_H
#define NASS_WORD_DENSE_PRIVATE_H

#include "word/dense_words.h"

#define NWORD (NASS_DENSE_WINDOW / 64)

/* Find the edges and runs of the window that begins at w->at. */
void word__dense_window(struct nass_dense_words *w);

#endif
