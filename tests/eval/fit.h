/*
 * fit.h - private to the fit: pages with their features, and who fills them.
 *
 *	fit.c	      learns weights from pages, and scores pages by weights
 *	fit_pages.c   labelled pages and written text out of JSON Lines
 *	fit_report.c  what the scores make of the labels
 */
#ifndef NASS_EVAL_FIT_H
#define NASS_EVAL_FIT_H

#include "boiler/judge.h"

struct page {
	char id[64], site[64], genre[32];
	char fold[64]; /* what is left out with it: its site; a tenth of ours */
	struct boiler_line *line;
	size_t n;
	double m; /* how much of a page it is */
	unsigned char
	    *label; /* of each line: 0 written, 1 furniture, 2 either */
	double weight;
	double *score;
	bool *is_kept;
};

struct pages {
	struct nass_boiler *boiler;
	struct nass_arena arena;
	struct page *page;
	size_t n;
	size_t cap;
	double synth_weight; /* of a page of the site `synth`; others: 1 */
};

void die(const char *what) __attribute__((noreturn));

/* fit_pages.c; all records of a file. */
void read_labelled(struct pages *all, const char *path);
void read_written(struct pages *all, const char *path);
bool is_written(const struct page *p);

/* fit_report.c; which: no lines, those judged wrong, all. */
enum report_lines {
	REPORT_SUMS,
	REPORT_ERRORS,
	REPORT_ALL
};
void report(const struct pages *all, enum report_lines which);

#endif
