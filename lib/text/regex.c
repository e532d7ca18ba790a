/*
 * regex.c - PCRE2 with JIT.  Text is well-formed already, so matching does not
 * check it again; limits turn runaway backtracking into NASS_ELIMIT.
 */
#include "text/regex.h"

#include <stdlib.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/* Steps of backtracking for one match: about a second at worst. */
#define MATCH_LIMIT 10000000
#define HEAP_KIB    (64 * 1024)
/* Stack of the machine code, bytes: grows as it needs. */
#define STACK_MIN (32 * 1024)
#define STACK_MAX (1024 * 1024)

struct nass_regex {
	pcre2_code *code;
};

struct nass_regex_state {
	pcre2_match_data *match;
	pcre2_match_context *context;
	pcre2_jit_stack *stack;
};

static enum nass_code
fail(struct nass_err *err, enum nass_code code, uint64_t at, int error)
{
	PCRE2_UCHAR what[160];

	if (error == PCRE2_ERROR_NOMEMORY)
		return nass_fail_nomem(err);
	if (pcre2_get_error_message(error, what, sizeof(what)) < 0)
		what[0] = '\0';
	return nass_fail(err, code, at, "%s", (const char *)what);
}

enum nass_code
nass_regex_new(struct nass_str pattern, bool ignores_case,
    struct nass_regex **re, struct nass_err *err)
{
	uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C;
	PCRE2_SIZE at;
	int error;

	if (ignores_case)
		options |= PCRE2_CASELESS;
	*re = malloc(sizeof(**re));
	if (*re == NULL)
		return nass_fail_nomem(err);
	(*re)->code = pcre2_compile(
	    (PCRE2_SPTR)pattern.p, pattern.n, options, &error, &at, NULL);
	if ((*re)->code == NULL) {
		free(*re);
		*re = NULL;
		return fail(err, NASS_EUSAGE, at, error);
	}
	/* Without machine code it is slower, and as right. */
	(void)pcre2_jit_compile((*re)->code, PCRE2_JIT_COMPLETE);
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

	*state = s;
	if (s == NULL)
		return nass_fail_nomem(err);
	s->match = pcre2_match_data_create_from_pattern(re->code, NULL);
	s->context = pcre2_match_context_create(NULL);
	s->stack = pcre2_jit_stack_create(STACK_MIN, STACK_MAX, NULL);
	if (s->match == NULL || s->context == NULL) {
		nass_regex_state_free(s);
		*state = NULL;
		return nass_fail_nomem(err);
	}
	pcre2_set_match_limit(s->context, MATCH_LIMIT);
	pcre2_set_heap_limit(s->context, HEAP_KIB);
	if (s->stack != NULL)
		pcre2_jit_stack_assign(s->context, NULL, s->stack);
	return NASS_OK;
}

void
nass_regex_state_free(struct nass_regex_state *state)
{
	if (state == NULL)
		return;
	pcre2_match_data_free(state->match);
	pcre2_match_context_free(state->context);
	pcre2_jit_stack_free(state->stack);
	free(state);
}

enum nass_code
nass_regex_find(const struct nass_regex *re, struct nass_regex_state *state,
    struct nass_str text, size_t from, size_t *start, size_t *end,
    struct nass_err *err)
{
	const PCRE2_SIZE *ends;
	int error;

	if (from > text.n)
		return NASS_END;
	error =
	    pcre2_match(re->code, (PCRE2_SPTR)(text.p != NULL ? text.p : ""),
		text.n, from, PCRE2_NO_UTF_CHECK, state->match, state->context);
	if (error == PCRE2_ERROR_NOMATCH)
		return NASS_END;
	if (error < 0)
		return fail(err, NASS_ELIMIT, from, error);
	ends = pcre2_get_ovector_pointer(state->match);
	*start = ends[0];
	*end = ends[1] < ends[0] ? ends[0] : ends[1]; /* \K may cross them */
	return NASS_OK;
}
