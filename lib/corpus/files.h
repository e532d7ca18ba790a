/*
 * files.h - documents as files of a directory.
 *
 * A name is made from a format: %n the number of the document (from 0, as many
 * digits as asked; when they are used up, all files get one more, so that names
 * sort), %h 16 hex digits of a hash (XXH3-64 of its text),
 * %i its id with everything but letters, digits, '.', '-' and '_' as '_' (of a
 * long one the first 180 bytes, '~' and a hash of all), %%.
 * A file appears whole or not at all, inside the directory always, and replaces
 * another only if asked.
 */
#ifndef NASS_CORPUS_FILES_H
#define NASS_CORPUS_FILES_H

#include <nass/base.h>

struct nass_files_opts {
	const char *directory; /* made if it is missing */
	const char *name;      /* e.g. "%n_%h.txt" */
	unsigned digits;
	bool overwrites;
};

struct nass_files;

/* Opens the directory and checks the format: NASS_EUSAGE, NASS_ESYS. */
enum nass_code nass_files_new(const struct nass_files_opts *opts,
    struct nass_files **files, struct nass_err *err) NASS_MUST_USE;
void nass_files_free(struct nass_files *files);

/* Async-signal-safe: remove the file that is being written, if there is one. */
void nass_files_abandon(const struct nass_files *files);

/* Write `text` as the next file; `hash` is what %h shows. */
enum nass_code nass_files_put(struct nass_files *files, struct nass_str id,
    uint64_t hash, struct nass_str text, struct nass_err *err) NASS_MUST_USE;

#endif
