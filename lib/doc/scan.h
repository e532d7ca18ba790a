/*
 * scan.h - private to lib/doc: the grammar of JSON, a step at a time.
 *
 * Every function takes the place where something should begin and returns the
 * place behind it; at an error it returns NULL and leaves the first byte that
 * breaks the grammar in s->p.
 */
#ifndef NASS_DOC_SCAN_H
#define NASS_DOC_SCAN_H

#include "doc/json.h"
#include "simd/scan.h"

struct doc__scan {
	const char *p; /* where an error stands */
	const char *end;
	const char *what;
	const struct nass_scan_kernels *kernels;
	bool is_nomem;
	bool is_ill; /* the string that was passed last: see is_sound */
};

static inline const char *
doc__pass_space(const struct doc__scan *s, const char *p)
{
	while (p < s->end && (unsigned char)*p <= ' ' &&
	    (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r'))
		p++;
	return p;
}

/* NULL, and what is wrong at p. */
const char *doc__bad(struct doc__scan *s, const char *p, const char *what);
/* A name and its colon: returns where the value begins. */
const char *doc__pass_name(
    struct doc__scan *s, const char *p, struct nass_str *name);
/* A value that is no array and no object; its type. */
const char *doc__pass_scalar(
    struct doc__scan *s, const char *p, enum nass_json_type *type);
/* An array or object, of any depth. */
const char *doc__pass_nested(struct doc__scan *s, const char *p);

#endif
