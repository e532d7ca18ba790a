/*
 * nass/boiler.h - decide, line by line, what was written and what is the
 * page's furniture.
 *
 * The text of a page is judged as a whole: each line by a lexicon of phrases,
 * by its own features, by its neighbours, by its repetition over other
 * documents of the same source.  A line is kept or dropped, never changed.
 *
 * Laws, each held by a test in tests/unit/test_boiler.c:
 *
 *	whole		the kept lines are lines of the input, in order
 *	stable		the verdict of a line depends on the document and on
 *			the repetition table alone
 *	reasoned	every dropped line has a reason
 */
#ifndef NASS_BOILER_H
#define NASS_BOILER_H

#include <nass/base.h>

#ifdef __cplusplus
extern "C" {
#endif

enum nass_boiler_level {
	NASS_BOILER_LENIENT,
	NASS_BOILER_STANDARD,
	NASS_BOILER_STRICT,
};

/* Lines that are neither: kept unless asked. */
enum nass_boiler_soft {
	NASS_BOILER_AUTHOR = 1 << 0,
	NASS_BOILER_SOURCE = 1 << 1,
	NASS_BOILER_DATE = 1 << 2,
};

struct nass_boiler_opts {
	enum nass_boiler_level level;
	unsigned keep;           /* set of enum nass_boiler_soft */
	bool has_lexicon;        /* the built-in phrases */
	struct nass_str lexicon; /* more: lines `kind TAB match TAB phrase` */
	uint64_t min_documents;  /* that make a line a repeated one */
};

extern const struct nass_boiler_opts nass_boiler_default;

struct nass_boiler;

/*
 * An immutable judge, shared by threads.  NASS_EUSAGE with err->at in
 * opts->lexicon where that is wrong.
 */
enum nass_code nass_boiler_new(const struct nass_boiler_opts *opts,
    struct nass_boiler **b, struct nass_err *err) NASS_MUST_USE;
void nass_boiler_free(struct nass_boiler *b);

/* The verdict on one line. */
struct nass_verdict {
	struct nass_str line; /* without its line end */
	size_t number;        /* from 1 */
	bool is_kept;
	double score;     /* 0 surely written .. 1 surely furniture */
	const char *kind; /* of the phrase that it holds (share, ...), or "" */
	const char *reason; /* in words: `known phrase`, `among short lines` */
};

/*
 * Judge all lines of `text`, well-formed UTF-8.  The verdicts live in `arena`;
 * they point into text.  Blank lines have none: a blank line goes where the line
 * above it goes.  source: the site, for what is repeated there; empty: no
 * repetition counts.  Linear in text.n.
 */
enum nass_code nass_boiler_judge(const struct nass_boiler *b,
    struct nass_str text, struct nass_str source, struct nass_arena *arena,
    struct nass_verdict **verdict, size_t *n,
    struct nass_err *err) NASS_MUST_USE;

/* Append the lines of `text` that stay, each with its line end, to `out`. */
enum nass_code nass_boiler_strip(const struct nass_boiler *b,
    struct nass_str text, struct nass_str source, struct nass_arena *arena,
    struct nass_buf *out, struct nass_err *err) NASS_MUST_USE;

/* Pages -------------------------------------------------------------------- */

/* What a web page says of itself; empty where it does not. */
struct nass_page {
	struct nass_str title;
	struct nass_str date; /* as written: ISO 8601 in most */
	struct nass_str author;
	struct nass_str language; /* as written: ar, ar-EG ... */
	struct nass_str url;      /* the canonical address */
};

/*
 * The same for a page in HTML: its lines are made from its elements, and what
 * those say (links, names, classes) counts too.  page may be NULL; what it gets
 * lives in `arena`, as do the verdicts and their lines.  Any well-formed UTF-8 is
 * a page.
 */
enum nass_code nass_boiler_judge_html(const struct nass_boiler *b,
    struct nass_str html, struct nass_str source, struct nass_arena *arena,
    struct nass_verdict **verdict, size_t *n, struct nass_page *page,
    struct nass_err *err) NASS_MUST_USE;
enum nass_code nass_boiler_strip_html(const struct nass_boiler *b,
    struct nass_str html, struct nass_str source, struct nass_arena *arena,
    struct nass_buf *out, struct nass_page *page,
    struct nass_err *err) NASS_MUST_USE;

/* Do these bytes begin as a web page does? */
bool nass_boiler_is_html(struct nass_str s);

/* Repetition --------------------------------------------------------------- */

/*
 * What is repeated over the documents of a site is furniture: a first pass
 * learns it, a second uses it.
 *
 *	documents ──terms──> learner ──> term, documents ──repeat──> judge
 *
 * A term is `source/key`, the key of a line (numbers are 0 in it), or
 * `source/first four words ...` of an open line, since templates vary in their
 * tail.  Closed sentences of 12 words and more have none: what agencies send to
 * many papers is written.
 */

/*
 * Append the distinct terms of a document, each with an LF.  source has no
 * white space, control character or slash (nass_boiler_source makes it so).
 */
enum nass_code nass_boiler_terms(const struct nass_boiler *b,
    struct nass_str text, struct nass_str source, bool is_html,
    struct nass_arena *arena, struct nass_buf *out,
    struct nass_err *err) NASS_MUST_USE;

/*
 * Append the source that an address or a name stands for: the host of a URL
 * without www., in lower case; else the name, made fit.
 */
enum nass_code nass_boiler_source(struct nass_str url_or_name,
    struct nass_buf *out, struct nass_err *err) NASS_MUST_USE;

/*
 * A term that stands in `documents` documents; those below opts.min_documents
 * are passed over.  Before the judge is shared.  16 bytes for each that counts.
 */
enum nass_code nass_boiler_repeat(struct nass_boiler *b, struct nass_str term,
    uint64_t documents, struct nass_err *err) NASS_MUST_USE;

/*
 * Counts terms: exact at any size; beyond `memory` bytes sorted runs go to
 * `directory`.
 */
struct nass_learner;

enum nass_code nass_learner_new(size_t memory, const char *directory,
    struct nass_learner **l, struct nass_err *err) NASS_MUST_USE;
void nass_learner_free(struct nass_learner *l);
/* A document that has these terms (each with an LF). */
enum nass_code nass_learner_add(struct nass_learner *l, struct nass_str terms,
    struct nass_err *err) NASS_MUST_USE;
/* No more documents; terms follow in byte order. */
enum nass_code nass_learner_finish(
    struct nass_learner *l, struct nass_err *err) NASS_MUST_USE;
/* NASS_OK and a term, which lives until the next call; or NASS_END. */
enum nass_code nass_learner_next(struct nass_learner *l, struct nass_str *term,
    uint64_t *documents, struct nass_err *err) NASS_MUST_USE;

#ifdef __cplusplus
}
#endif

#endif
