/*
 * corpus.h - the containers of the outside world: from an input to the inputs
 * of documents that it holds.
 *
 *	nass_in ─┬─ text, lines, jsonl in UTF-8 ───────────> as it is
 *	         ├─ the same in another charset ── decoded ─> as it is
 *	         ├─ csv, warc, html, docs ... ── records ───> JSON Lines
 *	         └─ archive ── each entry, the same way
 *
 * A container leaves as JSON Lines, a record for each document, so that units,
 * targets and threads behind it are one code.  The reader runs where the bytes
 * are read; what is done to a document runs in as many threads as there are.
 *
 *	nass_corpus_enter(corpus, path, in, &err);
 *	while ((code = nass_corpus_next(corpus, &entry, &err)) == NASS_OK)
 *		...entry.in, entry.path, entry.form...
 *
 * A format is a row of the table in corpus.c and a file of its own; format.h
 * says what the file defines.
 */
#ifndef NASS_CORPUS_CORPUS_H
#define NASS_CORPUS_CORPUS_H

#include "corpus/charset.h"
#include "io/io.h"
#include "text/regex.h"

enum nass_corpus_form {
	NASS_CORPUS_ASIS, /* text, lines or jsonl, whichever was asked for */
	NASS_CORPUS_JSONL,
};

struct nass_corpus_opts {
	const char *from;     /* a format, or NULL: content, then suffix */
	const char *encoding; /* NULL: UTF-8; "auto"; a charset */
	enum nass_utf8_repair how;
	bool fails; /* what cannot be decoded makes a bad document */

	/* csv, tsv: names, or numbers of columns from 1; NULL: text, id */
	const char *text_column;
	const char *id_column;
	bool has_no_header;

	/* Text: where documents end; none of them: at the end of the file. */
	const struct nass_regex *separator;
	bool drops_separator;
	uint64_t blank_lines; /* 0: no */
	bool form_feed;
	/* Or cut it into parts of so many lines or bytes, in whole lines. */
	uint64_t part_lines; /* 0: no */
	uint64_t part_bytes;

	uint64_t max_document;
	uint64_t max_ratio; /* of what comes out of an archive to the archive */
	bool hashes;        /* hash the bytes that readers take */

	/*
	 * Called where the input is read.  tell: something is bad and was passed
	 * over, `bytes` of it (n 0: none); line 0: not known.  note: a remark,
	 * in why->what; its code is NASS_OK.
	 */
	void *arg;
	void (*tell)(void *arg, const char *path, uint64_t line,
	    const struct nass_err *why, struct nass_str bytes);
	void (*note)(void *arg, const char *path, const char *what);
};

/* Names of the formats beyond the common three, NULL-ended, for -f. */
extern const char *const nass_corpus_formats[];

struct nass_corpus;

/* NASS_EUSAGE: the encoding is not known.  opts is borrowed. */
enum nass_code nass_corpus_new(const struct nass_corpus_opts *opts,
    struct nass_corpus **c, struct nass_err *err) NASS_MUST_USE;
void nass_corpus_free(struct nass_corpus *c);

struct nass_corpus_entry {
	struct nass_in *in; /* the caller closes it before the next call */
	const char *path;   /* until the next call */
	enum nass_corpus_form form;
	bool is_cut; /* its records are parts, as opts ask */
	/*
	 * With opts->hashes, of a JSONL entry: takes the bytes that are read
	 * from the input; freed by the caller, behind `in`.
	 */
	struct nass_hasher *hash;
};

/* Take `in` over, even on failure: the next entries are from it. */
enum nass_code nass_corpus_enter(struct nass_corpus *c, const char *path,
    struct nass_in *in, struct nass_err *err) NASS_MUST_USE;
/*
 * NASS_END behind the last.  NASS_EINPUT, NASS_ESYS, NASS_ELIMIT: this entry is
 * bad (entry->path names it), and the next call goes on.
 */
enum nass_code nass_corpus_next(struct nass_corpus *c,
    struct nass_corpus_entry *entry, struct nass_err *err) NASS_MUST_USE;

#endif
