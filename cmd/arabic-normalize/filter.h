/*
 * filter.h - what the files of arabic-normalize share.
 */
#ifndef ARABIC_NORMALIZE_FILTER_H
#define ARABIC_NORMALIZE_FILTER_H

#include <nass/norm.h>

#include "cli/cli.h"

struct filter {
	struct cli cli;
	struct cli_table table;
	const char *profile;
	struct cli_strings mask_as;
	struct cli_strings rules;
	const char *scheme; /* of --transliterate */
	bool is_reverse;
	bool protects;
	bool is_check;
	bool is_explain;
	bool is_list; /* --list-profiles */
	struct nass_norm *norm;
	struct nass_translit *translit;
};

/* check.c: the first place that is not normalised. */
int run_check(struct filter *f, char **operands);
/* explain.c: what changes, as a table. */
int run_explain(struct filter *f, char **operands);
/* explain.c: --list-profiles. */
void list_profiles(const struct filter *f);

#endif
