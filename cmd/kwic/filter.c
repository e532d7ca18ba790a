/*
 * filter.c - --with and --without: what the words around a node must hold.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd/kwic/kwic.h"

bool
kwic_parse_window(const char *spec, uint64_t *left, uint64_t *right)
{
	struct nass_str rest = nass_str(spec);
	struct nass_str first = nass_str_cut(&rest, ',');

	return rest.p != NULL && nass_str_number(first, 0, KWIC_FAR, left) &&
	    nass_str_number(rest, 0, KWIC_FAR, right);
}

/*
 * PATTERN[:L,R]; returns the pattern.  A colon with a digit behind it that is of
 * the pattern has a backslash before it.
 */
static struct nass_str
parse_spec(const char *option, const char *spec, struct kwic_filter *f)
{
	const char *colon = strrchr(spec, ':');

	f->left = f->right = 5;
	if (colon == NULL || (colon > spec && colon[-1] == '\\'))
		return nass_str(spec);
	if (kwic_parse_window(colon + 1, &f->left, &f->right))
		return nass_str_sub(nass_str(spec), 0, (size_t)(colon - spec));
	if (colon[1] >= '0' && colon[1] <= '9')
		cli_usage_error("%s: %s: behind the colon not L,R, two numbers "
				"from 0 to %d",
		    option, spec, KWIC_FAR);
	return nass_str(spec);
}

static void
compile_one(struct kwic *k, const char *spec, bool is_negative)
{
	struct kwic_filter *f = &k->filter[k->nfilter++];
	struct nass_match_opts opts = { .norm = k->norm };
	const char *option = is_negative ? "--without" : "--with";
	struct nass_str pattern = parse_spec(option, spec, f);
	struct nass_err err;
	enum nass_code code;

	f->is_negative = is_negative;
	opts.has_clitics = k->has_clitics;
	opts.is_stemmed = k->stem > 0;
	opts.is_wrapped = k->is_wrapped;
	code = nass_match_new(&opts, &f->match, &err);
	if (code == NASS_OK)
		code = nass_match_add(f->match, pattern, &err);
	if (code == NASS_OK)
		code = nass_match_ready(f->match, &err);
	if (code != NASS_OK)
		cli_bad_option(option, &err);
	if (f->left > k->reach_before.nword)
		k->reach_before.nword = f->left;
	if (f->right > k->reach_after.nword)
		k->reach_after.nword = f->right;
}

void
kwic_filters_compile(struct kwic *k)
{
	struct nass_err err;
	size_t i;

	if (k->with.n + k->without.n == 0)
		return;
	k->filter = calloc(k->with.n + k->without.n, sizeof(*k->filter));
	if (k->filter == NULL) {
		nass_fail_nomem(&err);
		cli_die(&err);
	}
	for (i = 0; i < k->with.n; i++)
		compile_one(k, k->with.p[i], false);
	for (i = 0; i < k->without.n; i++)
		compile_one(k, k->without.p[i], true);
}

enum nass_code
kwic_eye_open(const struct kwic *k, struct kwic_eye *eye, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	size_t i;

	eye->scan = calloc(k->nfilter + 1, sizeof(*eye->scan));
	if (eye->scan == NULL)
		return nass_fail_nomem(err);
	for (i = 0; i < k->nfilter && code == NASS_OK; i++)
		code = nass_scan_new(k->filter[i].match, &eye->scan[i], err);
	return code;
}

void
kwic_eye_close(const struct kwic *k, struct kwic_eye *eye)
{
	size_t i;

	for (i = 0; eye->scan != NULL && i < k->nfilter; i++)
		nass_scan_free(eye->scan[i]);
	free(eye->scan);
}

static bool
see(void *arg, const struct nass_hit *hit)
{
	(void)hit;
	*(bool *)arg = true;
	return false;
}

/* Is there a hit in the words before the node, or in those after it? */
static enum nass_code
look(const struct kwic_filter *f, struct nass_scan *scan,
    const struct kwic_row *row, bool *is_found, struct nass_err *err)
{
	struct nass_str before;
	struct nass_str after;
	enum nass_code code;

	kwic_row_window(row, f->left, f->right, &before, &after);
	*is_found = false;
	code = nass_scan_text(scan, before, see, is_found, err);
	if (code == NASS_OK && !*is_found)
		code = nass_scan_text(scan, after, see, is_found, err);
	return code;
}

enum nass_code
kwic_filter_row(const struct kwic *k, struct kwic_eye *eye,
    const struct kwic_row *row, bool *passes, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	bool is_found;
	size_t i;

	*passes = true;
	for (i = 0; i < k->nfilter && *passes && code == NASS_OK; i++) {
		code = look(&k->filter[i], eye->scan[i], row, &is_found, err);
		*passes = is_found != k->filter[i].is_negative;
	}
	return code;
}
