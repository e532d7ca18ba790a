/*
 * boiler.h - what tests of verdicts share: a judge, and an arena for its words.
 */
#ifndef NASS_UNIT_BOILER_H
#define NASS_UNIT_BOILER_H

#include <check.h>

#include "boiler/judge.h"

static struct nass_boiler *boiler;
static struct nass_arena arena;

static inline void
set_up(void)
{
	ck_assert_int_eq(
	    nass_boiler_new(&nass_boiler_default, &boiler, NULL), NASS_OK);
	arena = (struct nass_arena)NASS_ARENA_INIT;
}

static inline void
tear_down(void)
{
	nass_boiler_free(boiler);
	nass_arena_fini(&arena);
}

/* One letter a line: k kept, d dropped. */
static inline const char *
verdicts(const struct nass_boiler *b, const char *text)
{
	static char out[256];
	struct nass_verdict *v;
	size_t n;

	ck_assert_int_eq(nass_boiler_judge(b, nass_str(text), NASS_STR(""),
			     &arena, &v, &n, NULL),
	    NASS_OK);
	for (size_t i = 0; i < n; i++)
		out[i] = v[i].is_kept ? 'k' : 'd';
	out[n] = '\0';
	return out;
}

#endif
