/*
 * regex.h - regular expressions over UTF-8: PCRE2 with JIT, UTF and UCP, and
 * limits that turn runaway backtracking into an error.
 */
#ifndef NASS_TEXT_REGEX_H
#define NASS_TEXT_REGEX_H

#include <nass/base.h>

struct nass_regex; /* compiled: shared by threads */

/* NASS_EUSAGE with err->at in the pattern and PCRE2's words. */
enum nass_code nass_regex_new(struct nass_str pattern, bool ignores_case,
    struct nass_regex **re, struct nass_err *err) NASS_MUST_USE;
void nass_regex_free(struct nass_regex *re);

struct nass_regex_state; /* match data of one thread */
enum nass_code nass_regex_state_new(const struct nass_regex *re,
    struct nass_regex_state **state, struct nass_err *err) NASS_MUST_USE;
void nass_regex_state_free(struct nass_regex_state *state);

/*
 * The first match at or behind `from` in well-formed text.  NASS_OK with its
 * ends, NASS_END without one, NASS_ELIMIT if a limit was met.
 */
enum nass_code nass_regex_find(const struct nass_regex *re,
    struct nass_regex_state *state, struct nass_str text, size_t from,
    size_t *start, size_t *end, struct nass_err *err) NASS_MUST_USE;

#endif
