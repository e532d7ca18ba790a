/*
 * plot.h - pictures for a report that are no tables.
 */
#ifndef NASS_TABLE_PLOT_H
#define NASS_TABLE_PLOT_H

#include <nass/base.h>

/*
 * Rank against frequency, both on logarithmic axes (Zipf), as one svg: a point
 * for each of at most `n` counts, which come in descending order; ranks that
 * fall on one place of the picture are drawn once.  title: p == NULL, none.
 */
enum nass_code nass_plot_zipf(const uint64_t *count, size_t n,
    struct nass_str title, struct nass_buf *out,
    struct nass_err *err) NASS_MUST_USE;

#endif
