/*
 * files.h - a directory for one test, and files in it.
 */
#ifndef NASS_TESTS_FILES_H
#define NASS_TESTS_FILES_H

#include <nass/base.h>

/* Fixtures: a fresh directory, whose name is files_dir, and its end. */
extern char files_dir[];
void files_make(void);
void files_remove(void);

/* The path of a name in it; four live at a time. */
const char *files_path(const char *name);
void files_write(const char *name, struct nass_str s);
struct nass_buf files_read(const char *path);

/* Text of n bytes, with much repetition, as codecs like it. */
void files_text(struct nass_buf *b, size_t n);

#endif
