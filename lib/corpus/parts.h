/*
 * parts.h - cut the text of a document into units: paragraphs, sentences, words,
 * or runs of so many lines, words or bytes.
 *
 * Parts are slices of the text, in order and without gaps: joined they give it
 * back, byte for byte.  White space behind a unit belongs to it; white space
 * before the first unit belongs to that.  Words are the exception: they are the
 * tokens alone.
 */
#ifndef NASS_CORPUS_PARTS_H
#define NASS_CORPUS_PARTS_H

#include <nass/word.h>

enum nass_unit {
	NASS_UNIT_DOCUMENT,
	NASS_UNIT_PARAGRAPH, /* a line; wrapped: up to an empty line */
	NASS_UNIT_SENTENCE,
	NASS_UNIT_WORD,
	NASS_UNIT_LINES, /* `size` lines */
	NASS_UNIT_WORDS, /* `size` words, cut behind the last one's space */
	NASS_UNIT_BYTES, /* at most `size` bytes, cut at a line end; a longer
			    line is a part of its own */
};

struct nass_parts_opts {
	enum nass_unit unit;
	uint64_t size;
	bool is_wrapped;
};

/* `paragraph`, `lines=N`, ... to unit and size. */
enum nass_code nass_unit_parse(struct nass_str s, struct nass_parts_opts *opts,
    struct nass_err *err) NASS_MUST_USE;

struct nass_parts {
	struct nass_str text;
	struct nass_parts_opts opts;
	struct nass_words words;
	size_t at;
};

/* text: well-formed UTF-8, borrowed. */
void nass_parts_init(struct nass_parts *p, struct nass_str text,
    const struct nass_parts_opts *opts);
/* The next part; false at the end.  An empty text has one empty part. */
bool nass_parts_next(struct nass_parts *p, struct nass_str *part);

#endif
