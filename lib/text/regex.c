/* regex.c - PCRE2 with JIT behind our own words. */
#include "text/regex.h"

#include <stdlib.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/*
 * PCRE2's own default is 10 million matches; a tenth of it ends a runaway
 * within a fraction of a second, and no pattern that ends sanely comes near.
 */
#define MATCH_LIMIT 1000000u
/* Stack of the machine code, bytes: a long match with groups needs more. */
#define STACK_MIN (32 * 1024)
#define STACK_MAX (1024 * 1024)

struct nass_regex {
	pcre2_code *code;
	bool has_jit;
};

struct nass_regex_state {
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack; /* NULL: the 32 KiB that PCRE2 has */
};

enum nass_code
nass_regex_new(struct nass_str pattern, bool ignores_case,
    struct nass_regex **re, struct nass_err *err)
{
	/* \C would cut a code point. */
	uint32_t flags = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C |
	    (ignores_case ? PCRE2_CASELESS : 0);
	struct nass_regex *r = calloc(1, sizeof(*r));
	PCRE2_UCHAR what[200];
	PCRE2_SIZE at;
	int code;

	if (r == NULL)
		return nass_fail_nomem(err);
	r->code = pcre2_compile(
	    (PCRE2_SPTR)pattern.p, pattern.n, flags, &code, &at, NULL);
	if (r->code == NULL) {
		free(r);
		pcre2_get_error_message(code, what, sizeof(what));
		return nass_fail(err, NASS_EUSAGE, at,
		    "in the regular expression, at byte %zu: %s", at,
		    (const char *)what);
	}
	r->has_jit = pcre2_jit_compile(r->code, PCRE2_JIT_COMPLETE) == 0;
	*re = r;
	return NASS_OK;
}

void
nass_regex_free(struct nass_regex *re)
{
	if (re == NULL)
		return;
	pcre2_code_free(re->code);
	free(re);
}

enum nass_code
nass_regex_state_new(const struct nass_regex *re,
    struct nass_regex_state **state, struct nass_err *err)
{
	struct nass_regex_state *s = calloc(1, sizeof(*s));

	if (s != NULL) {
		s->data = pcre2_match_data_create_from_pattern(re->code, NULL);
		s->context = pcre2_match_context_create(NULL);
	}
	if (s == NULL || s->data == NULL || s->context == NULL) {
		nass_regex_state_free(s);
		return nass_fail_nomem(err);
	}
	pcre2_set_match_limit(s->context, MATCH_LIMIT);
	s->stack = pcre2_jit_stack_create(STACK_MIN, STACK_MAX, NULL);
	if (s->stack != NULL)
		pcre2_jit_stack_assign(s->context, NULL, s->stack);
	*state = s;
	return NASS_OK;
}

void
nass_regex_state_free(struct nass_regex_state *state)
{
	if (state == NULL)
		return;
	pcre2_match_data_free(state->data);
	pcre2_match_context_free(state->context);
	pcre2_jit_stack_free(state->stack);
	free(state);
}

enum nass_code
nass_regex_find(const struct nass_regex *re, struct nass_regex_state *state,
    struct nass_str text, size_t from, size_t *start, size_t *end,
    struct nass_err *err)
{
	PCRE2_SPTR p = (PCRE2_SPTR)(text.p != NULL ? text.p : "");
	const PCRE2_SIZE *span;
	int n;

	/* The text is known to be well-formed. */
	n = pcre2_match(re->code, p, text.n, from, PCRE2_NO_UTF_CHECK,
	    state->data, state->context);
	if (n == PCRE2_ERROR_NOMATCH)
		return NASS_END;
	if (n == PCRE2_ERROR_NOMEMORY)
		return nass_fail_nomem(err);
	if (n < 0)
		return nass_fail(err, NASS_ELIMIT, from,
		    "the regular expression takes too many steps");
	span = pcre2_get_ovector_pointer(state->data);
	/* \K may put the start behind the end. */
	*start = span[0] < span[1] ? span[0] : span[1];
	*end = span[1];
	return NASS_OK;
}
