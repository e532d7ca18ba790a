/*
 * docs.h - documents that are listed by name: those of which threads or runs on
 * disk hold pieces, so that each counts once, and all where it is asked what
 * they have.
 */
#ifndef NASS_COUNT_DOCS_H
#define NASS_COUNT_DOCS_H

#include "count/private.h"

/* docs.c */
/*
 * Put c->doc in order, each once; *rank: what the indices of pairs and chunks
 * have become, to be freed.
 */
enum nass_code count__rank_docs(
    struct nass_count *c, uint32_t **rank, struct nass_err *err) NASS_MUST_USE;
/* Room for n types in the set of document d. */
enum nass_code count__reserve_set(struct nass_count *c, struct count__doc *d,
    size_t n, struct nass_err *err) NASS_MUST_USE;
static inline void
count__put_in_set(struct count__doc *d, uint32_t type)
{
	d->types[type / 64] |= (uint64_t)1 << type % 64;
}
/* What d, of another count, has: `type` is what its types are called in c. */
enum nass_code count__join_sets(struct nass_count *c, struct count__doc *into,
    const struct count__doc *d, const uint32_t *type,
    struct nass_err *err) NASS_MUST_USE;
/* All sets become pairs, for a run on disk. */
enum nass_code count__pair_sets(
    struct nass_count *c, struct nass_err *err) NASS_MUST_USE;
/* Each type is in as many more documents as have it in their sets. */
void count__add_sets(const struct nass_count *c, uint64_t *documents);
/* Forget the documents and their sets. */
void count__forget_docs(struct nass_count *c);
/* Pairs, at least one, of a level in the order of types, then documents, each once. */
enum nass_code count__group_pairs(struct count__level *l,
    const struct count__pair *pair, size_t npair, const uint32_t *doc_rank,
    struct nass_err *err) NASS_MUST_USE;
/* How many documents have words, and the smallest. */
void count__measure_docs(struct nass_count *c);

/* parts.c */
/* Do rows keep the documents that have them, in the counts format too? */
bool count__keeps_parts(const struct nass_count *c);
static inline uint64_t
count__copies(const struct count__doc *d)
{
	return d->copies > 0 ? d->copies : 1;
}
/* Ids of the documents in the pairs of a settled level 0; copies count. */
enum nass_code count__name_docs(
    struct nass_count *c, struct nass_err *err) NASS_MUST_USE;
/* A document of the list, which is in order. */
const struct count__doc *count__find_doc(
    const struct nass_count *c, uint64_t file, uint64_t number);
/* Documents, or those of the row at hand, into c->part, by id, each once. */
enum nass_code count__gather_docs(
    struct nass_count *c, struct nass_err *err) NASS_MUST_USE;
enum nass_code count__gather_parts(
    struct nass_count *c, struct nass_err *err) NASS_MUST_USE;
/* The place in c->doc of a document that lines of counts name. */
enum nass_code count__read_doc(struct nass_count *c, struct nass_str name,
    uint32_t *index, struct nass_err *err) NASS_MUST_USE;

#endif
