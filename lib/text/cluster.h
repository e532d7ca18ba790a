/*
 * cluster.h - grapheme clusters (UAX #29, extended) and columns on a terminal.
 */
#ifndef NASS_TEXT_CLUSTER_H
#define NASS_TEXT_CLUSTER_H

#include <nass/base.h>

/* Where the cluster that begins at `at` ends; text is well-formed. */
size_t nass_cluster_end(struct nass_str text, size_t at);
/* Where the cluster that ends at `at` begins. */
size_t nass_cluster_start(struct nass_str text, size_t at);
/* Up to *n clusters further, or back; *n is how many there were not. */
size_t nass_clusters_after(struct nass_str text, size_t at, size_t *n);
size_t nass_clusters_before(struct nass_str text, size_t at, size_t *n);
/* Is `at` a border between clusters (or an end of the text)? */
bool nass_cluster_is_border(struct nass_str text, size_t at);

/*
 * Columns of the text on a terminal: per cluster, 2 for East Asian wide and
 * emoji, 0 for a cluster of format characters alone, else 1.  Prepended marks
 * (U+0600..0605, U+06DD, U+070F, U+0890, U+0891, U+08E2) take 1.
 */
size_t nass_width(struct nass_str text);
/* The longest prefix of whole clusters within `columns`; *used is its width. */
size_t nass_width_fit(struct nass_str text, size_t columns, size_t *used);
/* The same from the end: returns where the suffix begins. */
size_t nass_width_fit_end(struct nass_str text, size_t columns, size_t *used);

#endif
