/*
 * naive_count.h - the count that counts are held against: a list of all
 * occurrences, sorted; and texts for both.
 */
#ifndef NASS_TESTS_NAIVE_COUNT_H
#define NASS_TESTS_NAIVE_COUNT_H

#include <nass/count.h>

struct occurrence {
	struct nass_str key;
	struct nass_str spelling;
	uint64_t doc;
};

struct naive_count {
	struct nass_arena arena;
	struct occurrence *list;
	size_t n;
	size_t cap;
	uint64_t tokens;
};

/* Add a document's n-grams; the list is zero before. */
void naive_count_doc(struct naive_count *v, const struct nass_count_opts *opts,
    struct nass_str text, uint64_t doc);
/* The rows of c, in the order of keys, are those of the naive count. */
void naive_count_check(struct nass_count *c, struct naive_count *v);
void naive_count_fini(struct naive_count *v);

enum {
	NDOC = 12,
	TEXT_MAX = 3000
};

struct texts {
	char bytes[NDOC][TEXT_MAX];
	struct nass_str text[NDOC];
};

/* Few words, many times, beside words of any kind. */
void make_texts(struct texts *t);
struct nass_doc text_doc(
    struct nass_str text, uint64_t file, bool is_first, bool is_last);
/* Feed the document in parts, cut behind line ends, to the counts in turn. */
void feed(struct nass_count **c, size_t n, struct nass_str text, uint64_t file,
    bool is_cut);
/* One whole document. */
void count_text(struct nass_count *c, const char *text, uint64_t file);

#endif
