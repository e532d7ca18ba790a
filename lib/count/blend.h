/*
 * blend.h - files of counts whose lines are in order, added line by line, in
 * memory that does not depend on how much they hold.
 *
 *	a  2 1   a =A 1   b 3 2
 *	a  1 1            b 4 1   c 1 1
 *	───────────────────────────────
 *	a  3 2   a =A 1   b 7 3   c 1 1
 */
#ifndef NASS_COUNT_BLEND_H
#define NASS_COUNT_BLEND_H

#include <nass/count.h>

#include "io/io.h"

/*
 * Is every line one of counts, and behind the one before it in the order of
 * bytes?  Reads `in` to its end.
 */
bool nass_blend_in_order(struct nass_in *in);

/*
 * The sum of n inputs that are in order, as nass_counts_write gives it.
 *
 * head	a new count that learns its identity; it has the totals in the end
 *
 * NASS_EUSAGE: identities differ.  NASS_EINPUT: an input has changed since it
 * was looked through; what was written then is no sum.
 */
enum nass_code nass_blend(struct nass_in **in, size_t n,
    struct nass_count *head,
    enum nass_code (*flush)(
	void *arg, struct nass_buf *out, struct nass_err *err),
    void *arg, struct nass_err *err) NASS_MUST_USE;

#endif
