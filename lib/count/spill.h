/*
 * spill.h - rows that were too many for memory.
 *
 * A run holds, in the order of keys, a record for each type:
 *
 *	key	KEY
 *	value	order, documents, bytes of the list, list, spelling ...
 *
 *	list		(file, number, count) ... in order, of the documents that
 *			are listed by name, and not among `documents`
 *	spelling	n + 1, n bytes, count; or 0, count if it is the key
 *
 * Numbers are varints, seven bits a byte, the low ones first; spellings come in
 * the order of their bytes.  The merge makes one record of those of equal keys.
 *
 * Rows by count pass through a sorter, in records of the same kind:
 *
 *	key	COUNT TERM	COUNT: so that larger ones come first
 *	value	like a spelling the key, then as above, beside TERM
 */
#ifndef NASS_COUNT_SPILL_H
#define NASS_COUNT_SPILL_H

#include "count/private.h"

/* pack.c */
struct count__packed {
	unsigned order;
	uint64_t documents;
	struct nass_str listed;
	struct count__variant *spelling;
	size_t nspelling;
	size_t spelling_cap; /* 0: spellings belong to somebody else */
};

/* Behind `out`; beside: what a spelling is likely to be. */
enum nass_code count__pack(struct nass_buf *out, const struct count__packed *p,
    struct nass_str beside, struct nass_err *err) NASS_MUST_USE;
/* Slices of p lie in `bytes` or are `beside`. */
enum nass_code count__unpack(struct count__packed *p, struct nass_str bytes,
    struct nass_str beside, struct nass_err *err) NASS_MUST_USE;
void count__packed_fini(struct count__packed *p);

/* A document of a list. */
struct count__listed {
	uint64_t file;
	uint64_t number;
	uint64_t n;
};

enum nass_code count__put_listed(struct nass_buf *list, struct count__listed l,
    struct nass_err *err) NASS_MUST_USE;
struct count__listed count__get_listed(struct nass_str *list);

/* A word or words, in as few bytes where it is what it stands beside. */
enum nass_code count__put_beside(struct nass_buf *out, struct nass_str s,
    struct nass_str beside, struct nass_err *err) NASS_MUST_USE;
struct nass_str count__get_beside(
    struct nass_str *bytes, struct nass_str beside);

/* assemble.c */
struct count__assembly {
	/* Two records of one key, and what is made of them. */
	struct count__packed two[2];
	struct count__packed joined;
	struct nass_buf listed;
	struct nass_buf bytes;
};

/* Merge the runs; *a is zero before. */
enum nass_code count__assembly_begin(struct nass_count *c,
    struct count__assembly *a, struct nass_err *err) NASS_MUST_USE;
void count__assembly_fini(struct count__assembly *a);
/*
 * The next type, with all documents, and its count; slices live until the next
 * call.  NASS_END at the end.  Totals grow.
 */
enum nass_code count__assemble(struct nass_count *c, struct nass_str *key,
    struct count__packed *type, uint64_t *count,
    struct nass_err *err) NASS_MUST_USE;

/* spilled.c */
enum nass_code count__spilled_new(
    struct nass_count *c, struct nass_err *err) NASS_MUST_USE;
void count__spilled_free(struct count__spilled *s);
/* Rows of `least` words or more. */
enum nass_code count__spilled_next(struct nass_count *c, unsigned least,
    struct nass_count_row *row, struct nass_err *err) NASS_MUST_USE;
enum nass_code count__spilled_variant(const struct nass_count *c, size_t i,
    struct nass_str *spelling, uint64_t *count) NASS_MUST_USE;
enum nass_code count__spilled_words(struct nass_count *c, uint64_t *frequency,
    struct nass_err *err) NASS_MUST_USE;
/* Of the row at hand: (file, number, count) ... of listed documents. */
struct nass_str count__spilled_listed(const struct nass_count *c);

/* Rows from memory (rows.c), all levels from `first` on. */
enum nass_code count__memory_next(struct nass_count *c, unsigned first,
    struct nass_count_row *row, struct nass_err *err) NASS_MUST_USE;

#endif
