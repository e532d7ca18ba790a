/* groups.h - counts by group, for groups.c and wide.c. */
#ifndef TERM_FREQ_GROUPS_H
#define TERM_FREQ_GROUPS_H

#include "count/vocab.h"
#include "term-freq.h"

struct group {
	struct nass_str name;
	struct nass_count *count;
	struct nass_count_totals totals;
	/* --wide */
	struct nass_count_row row;
	bool has_row;
};

struct groups {
	struct term_freq *f;
	struct nass_count *model; /* beside which the others are */
	struct nass_arena arena;
	struct count__vocab names; /* ids are places in `group` */
	struct group *group;
	size_t n;
	size_t cap;
	size_t bytes;
	struct nass_buf name;
};

/* wide.c: a column for each group. */
void write_wide(struct term_freq *f, struct groups *g);

#endif
