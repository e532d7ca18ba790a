/*
 * judge.h - the parts of a judge of text, and what it does between reading and
 * deciding: for tests/eval/fit.c, which learns the weights from labelled pages.
 */
#ifndef NASS_BOILER_JUDGE_H
#define NASS_BOILER_JUDGE_H

#include <nass/boiler.h>

#include "boiler/line.h"
#include "boiler/repeat.h"
#include "html/blocks.h"

struct nass_boiler {
	struct nass_boiler_opts opts;
	struct fold fold;
	struct code code;
	struct lexicon lexicon;
	struct repeats repeats;
};

/* The lines of a text that are not blank, with their features. */
struct boiler_page {
	struct boiler_line *line;
	size_t n;

	double page;  /* how much of a page it is, 0 to 1 */
	bool is_html; /* line 0 is its title */
};

enum nass_code boiler__read(const struct nass_boiler *b, struct nass_str text,
    struct nass_str source, struct nass_arena *arena, struct boiler_page *page,
    struct nass_err *err) NASS_MUST_USE;

/* The same for a page in HTML; line 0 is its title, which is no line of it. */
enum nass_code boiler__read_html(const struct nass_boiler *b,
    struct nass_str html, struct nass_str source, struct nass_arena *arena,
    struct boiler_page *page, struct nass_html_blocks *blocks,
    struct nass_err *err) NASS_MUST_USE;

/* Fill what JSON-LD says and `meta` does not yet: title, date, author. */
enum nass_code boiler__read_json(struct nass_html_meta *meta,
    struct nass_arena *arena, struct nass_err *err) NASS_MUST_USE;

/*
 * Which lines are kept.  In a text that is no page, a line goes only if it holds
 * something that written text hardly has, or follows such a line.
 */
void boiler__decide(const struct nass_boiler_opts *opts,
    const struct boiler_page *page, const double *score, bool *is_kept);

/* plain.c: surely no line of the text goes. */
bool boiler__is_plain(
    const struct nass_boiler *b, struct nass_str text, struct nass_str source);

/* Blank lines have no verdict. */
bool boiler__is_blank(struct nass_str line);

/* NASS_BOILER_AUTHOR, SOURCE or DATE, if the line is one; else 0. */
unsigned boiler__soft(const struct boiler_line *line);

#endif
