/*
 * read.c - how the values of options are read, and refused with what is allowed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/state.h"

bool
cli_flag(
    const struct cli_opt *o, const char *value, void *at, struct nass_err *err)
{
	(void)o;
	(void)value;
	(void)err;
	*(bool *)at = true;
	return true;
}

bool
cli_text(
    const struct cli_opt *o, const char *value, void *at, struct nass_err *err)
{
	(void)o;
	(void)err;
	*(const char **)at = value;
	return true;
}

bool
cli_list(
    const struct cli_opt *o, const char *value, void *at, struct nass_err *err)
{
	struct cli_strings *list = at;
	const char **p;

	(void)o;
	if ((list->n & (list->n - 1)) == 0) { /* full at powers of two */
		p = realloc(list->p, (list->n * 2 + 1) * sizeof(*p));
		if (p == NULL) {
			(void)!nass_fail_nomem(err);
			return false;
		}
		list->p = p;
	}
	list->p[list->n++] = value;
	return true;
}

/* min..max, as people write it: bare numbers, or sizes with their letter. */
static void
put_bound(char out[32], uint64_t n, bool is_size)
{
	static const char letters[] = "KMGT";
	size_t i = 0;

	while (is_size && n > 0 && n % 1024 == 0 && i < 4) {
		n /= 1024;
		i++;
	}
	snprintf(out, 32, "%llu%.*s", (unsigned long long)n, i > 0,
	    i > 0 ? &letters[i - 1] : "");
}

static bool
out_of_range(const struct cli_opt *o, const char *value, bool is_size,
    struct nass_err *err)
{
	char min[32];
	char max[32];

	put_bound(min, o->min, is_size);
	put_bound(max, o->max, is_size);
	if (o->max == 0)
		(void)!nass_fail(err, NASS_EUSAGE, 0,
		    "%.60s: not a %s of %s or more", value,
		    is_size ? "size (N, NK, NM, NG, NT)" : "number", min);
	else
		(void)!nass_fail(err, NASS_EUSAGE, 0, "%.60s: not in %s..%s",
		    value, min, max);
	return false;
}

bool
cli_count(
    const struct cli_opt *o, const char *value, void *at, struct nass_err *err)
{
	uint64_t max = o->max == 0 ? UINT64_MAX : o->max;

	return nass_str_number(nass_str(value), o->min, max, at) ||
	    out_of_range(o, value, false, err);
}

/* The power of 1024 that a letter stands for, as a shift; 0: no letter. */
static unsigned
shift_of(char c)
{
	switch (c) {
	case 'K':
	case 'k':
		return 10;
	case 'M':
	case 'm':
		return 20;
	case 'G':
	case 'g':
		return 30;
	case 'T':
	case 't':
		return 40;
	default:
		return 0;
	}
}

bool
cli_size(
    const struct cli_opt *o, const char *value, void *at, struct nass_err *err)
{
	uint64_t max = o->max == 0 ? UINT64_MAX : o->max;
	struct nass_str s = nass_str(value);
	unsigned shift = s.n > 0 ? shift_of(s.p[s.n - 1]) : 0;
	uint64_t n;

	if (shift > 0)
		s.n--;
	if (!nass_str_number(s, 0, max >> shift, &n) || n << shift < o->min)
		return out_of_range(o, value, true, err);
	*(uint64_t *)at = n << shift;
	return true;
}

bool
cli_choice(
    const struct cli_opt *o, const char *value, void *at, struct nass_err *err)
{
	char list[160];
	size_t n = 0;
	unsigned i;

	for (i = 0; o->names[i] != NULL; i++)
		if (strcmp(o->names[i], value) == 0) {
			*(unsigned *)at = i;
			return true;
		}
	for (i = 0; o->names[i] != NULL && n < sizeof(list); i++)
		n += (size_t)snprintf(list + n, sizeof(list) - n, "%s%s",
		    i > 0 ? ", " : "", o->names[i]);
	(void)!nass_fail(
	    err, NASS_EUSAGE, 0, "%.60s: not one of %s", value, list);
	return false;
}
