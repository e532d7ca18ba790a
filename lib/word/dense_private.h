/*
 * dense_private.h - what dense_words.c and dense_window.c share.
 */
#ifndef NASS_WORD_DENSE_PRIVATE_H
#define NASS_WORD_DENSE_PRIVATE_H

#include "word/dense_words.h"

#define NWORD (NASS_DENSE_WINDOW / 64)

/* Make the masks and runs of the window that begins at w->at. */
void word__dense_window(struct nass_dense_words *w);

/* Kind and end of the plain word at `at` that does not begin with a letter. */
enum nass_kind word__dense_kind(
    const struct nass_dense_words *w, size_t at, size_t *end);

#endif
