/*
 * spill.h - rows that were too many for memory.
 *
 * A run holds, for each type in the order of keys, one record and then one for
 * each of its spellings:
 *
 *	KEY 0 ORDER		documents, then (file, number, count) of those
 *				documents that are listed by name
 *	KEY 0 ORDER SPELLING	count
 *
 * Numbers are varints, seven bits a byte, the low ones first.  The merge adds
 * what has equal keys, and gathers the records of a type into one row:
 *
 *	order, count, documents, nkey KEY, nspelling, (n SPELLING, count) ...,
 *	nlisted, (file, number, count) ...
 */
#ifndef NASS_COUNT_SPILL_H
#define NASS_COUNT_SPILL_H

#include "count/private.h"

/* assemble.c */
struct count__assembly {
	/* The record that was read last and belongs to the next row. */
	struct nass_buf head_key;
	struct nass_buf head_value;
	bool has_head;
	/* What is gathered for a row before its numbers are known. */
	struct nass_buf type_key; /* KEY 0 ORDER */
	struct nass_buf type;
	struct nass_buf spellings;
	struct nass_buf listed;
	size_t nspelling;
	uint64_t count;
};

/* Merge the runs; *a is zero before. */
enum nass_code count__assembly_begin(struct nass_count *c,
    struct count__assembly *a, struct nass_err *err) NASS_MUST_USE;
void count__assembly_fini(struct count__assembly *a);
/* The next type as the bytes of a row; NASS_END at the end.  Totals grow. */
enum nass_code count__assemble(struct nass_count *c, struct count__assembly *a,
    struct nass_buf *row, struct nass_err *err) NASS_MUST_USE;

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
