/*
 * pass.h - private to lib/norm: a pass over a text, shared by the table path
 * (norm.c) and the general one (stretch.c).
 *
 * A safe cut is before a line end, or before a space that follows a letter (and
 * perhaps marks that are dropped): nothing that any operation looks at reaches
 * across it.
 */
#ifndef NASS_NORM_PASS_H
#define NASS_NORM_PASS_H

#include "norm/cells.h"

struct norm__pass {
	const struct nass_norm *norm;
	struct nass_str in;
	struct norm__sink sink;
	struct norm__work w;
	size_t floor;    /* no cut lies before this */
	size_t line_end; /* of the line that w.line is */
	size_t known;    /* the line up to here is well-formed */
	bool is_key;
	size_t map_n; /* entries of *map that are not ours */
};

/* in[from, to), a cut or the beginning or end of a line at either end. */
enum nass_code norm__stretch(
    struct norm__pass *p, size_t from, size_t to, struct nass_err *err);

/*
 * The stretch around the code point at *at, of n bytes; *at goes behind it.
 * What the table made of its beginning is taken back.
 */
enum nass_code norm__around(
    struct norm__pass *p, size_t *at, size_t n, struct nass_err *err);

/*
 * The tatweels at `at`, *end behind them.  They go (NORM_FREE) before a letter;
 * before ASCII and at the end of the text they go behind a letter that is not heh,
 * and stay (NORM_COPY) as a dash behind a space; else neighbours decide.
 */
enum norm__class norm__tatweels(
    const struct norm__pass *p, size_t at, size_t *end);

/* Make the line of `at` known to p->w; NASS_EINPUT: it is ill-formed. */
enum nass_code norm__see_line(
    struct norm__pass *p, size_t at, struct nass_err *err);

#endif
