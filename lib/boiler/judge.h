/*
 * judge.h - the parts of a judge of text, and what it does between reading and
 * deciding: for tests/eval/fit.c, which learns the weights from labelled pages.
 */
#ifndef NASS_BOILER_JUDGE_H
#define NASS_BOILER_JUDGE_H

#include <nass/boiler.h>

#include "boiler/line.h"

struct nass_boiler {
	struct nass_boiler_opts opts;
	struct fold fold;
	struct lexicon lexicon;
};

/* The lines of a text that are not blank, with their features. */
struct boiler_page {
	struct boiler_line *line;
	size_t n;
	size_t nblank;
	double page; /* how much of a page it is, 0 to 1 */
};

enum nass_code boiler__read(const struct nass_boiler *b, struct nass_str text,
    struct nass_arena *arena, struct boiler_page *page,
    struct nass_err *err) NASS_MUST_USE;

/* Is a line with this score kept?  *reason: why, in words. */
bool boiler__decide(const struct nass_boiler_opts *opts,
    const struct boiler_line *line, double page, double score);

#endif
