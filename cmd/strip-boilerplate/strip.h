/*
 * strip.h - private to this filter: what its files share.
 *
 *	main.c      options and wiring
 *	document.c  one document: stripped, explained, or its terms
 *	learn.c     the first pass, and counts in and out
 */
#ifndef NASS_STRIP_H
#define NASS_STRIP_H

#include <nass/boiler.h>

#include "cli/cli.h"

/* What a page says of itself becomes members, where the record has none. */
enum {
	NFIELDS = 5,
	FIELD_URL = 4,
	FIELD_SOURCE = 5,
	FIELD_OWN = 6,
	NCOLUMNS = 6
};

struct strip {
	struct cli cli;
	struct cli_table table_opts;
	unsigned level;
	const char *keep;
	const char *lexicon;
	bool has_no_lexicon;
	bool explains;
	bool learns;
	bool has_two_passes;
	const char *repeats;
	const char *source;
	const char *directory;
	uint64_t min_documents;
	struct nass_learner *learner;
	char spooled[16][24]; /* names of what was spooled */
	size_t nspooled;
	uint64_t ndoc;
	uint64_t nterm;
	const char *fields[NFIELDS + 3];
	struct nass_boiler *boiler;
	struct nass_table *table;
	struct nass_buf rows;
	struct nass_column chosen[NCOLUMNS];
	size_t index[NCOLUMNS];
	size_t nchosen;
};

/* What every pass over the documents has in common. */
#define STRIP_JOB(s)                                       \
	.arg = (s), .unit = CLI_WHOLE, .takes_html = true, \
	.fields = (s)->fields, .thread = strip_new_state,  \
	.join = strip_free_state

/* document.c: what a thread has, and what it does with a document. */
enum nass_code strip_new_state(
    void *arg, unsigned thread, void **state, struct nass_err *err);
enum nass_code strip_free_state(void *arg, void *state, struct nass_err *err);
enum nass_code strip_doc(void *arg, void *state, const struct nass_doc *doc,
    struct nass_buf *out, struct nass_err *err);
enum nass_code strip_explain_doc(void *arg, void *state,
    const struct nass_doc *doc, struct nass_buf *out, struct nass_err *err);
/* The terms of a document, and an empty line behind them. */
enum nass_code strip_learn_doc(void *arg, void *state,
    const struct nass_doc *doc, struct nass_buf *out, struct nass_err *err);

/* learn.c */
/* All documents to the learner; returns the exit status. */
int strip_learn(struct strip *s, char **operands);
/* --learn: what was learnt, in the counts format. */
void strip_write_counts(struct strip *s);
/* --repeats: a file of them, to the judge. */
void strip_use_counts(struct strip *s);
/*
 * --two-pass: learn from the operands, which are read again after that: what can
 * be read only once is spooled, and its operand replaced.
 */
void strip_learn_first(struct strip *s, char **operands);

#endif
