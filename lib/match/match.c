/*
 * match.c - the life of compiled patterns.
 */
#include <stdlib.h>
#include <string.h>

#include "match/fast.h"
#include "text/regex.h"
#include "text/utf8.h"

enum nass_code
match__key(const struct nass_match *m, struct nass_str word,
    struct nass_buf *key, bool *is_deleted, struct nass_err *err)
{
	enum nass_code code = nass_norm_key(m->norm, word, key, err);

	*is_deleted = code == NASS_OK && key->n == 0;
	return *is_deleted ? nass_buf_put(key, word, err) : code;
}

/* Map files ------------------------------------------------------------------ */

/* A form, or a headword, as it is looked up: folded. */
static enum nass_code
map_key(struct nass_match *m, struct nass_str word, struct nass_str *key,
    struct nass_err *err)
{
	enum nass_code code;
	bool is_deleted;

	m->scratch.n = 0;
	code = match__key(m, word, &m->scratch, &is_deleted, err);
	if (code != NASS_OK)
		return code;
	m->has_deleted |= is_deleted;
	*key = nass_arena_copy(&m->arena, nass_buf_str(&m->scratch));
	return key->p == NULL ? nass_fail_nomem(err) : NASS_OK;
}

static enum nass_code
map_line(struct nass_match *m, struct nass_str line, struct nass_err *err)
{
	struct match__map_entry e = { .next = MATCH__NO };
	struct nass_str form = nass_str_cut(&line, '\t');
	struct nass_str head = nass_str_cut(&line, '\t');
	enum nass_code code;
	void *p = m->map;

	if (form.n == 0)
		return NASS_OK;
	if (head.n == 0)
		return nass_fail(err, NASS_EUSAGE, 0,
		    "a line of the map is not FORM TAB HEADWORD: %.*s",
		    (int)(form.n < 40 ? form.n : 40), form.p);
	code = match__grow(&p, &m->cap_map, m->nmap, sizeof(e), err);
	m->map = p;
	if (code == NASS_OK)
		code = map_key(m, form, &e.form, err);
	if (code == NASS_OK)
		code = map_key(m, head, &e.head, err);
	if (code == NASS_OK)
		m->map[m->nmap++] = e;
	return code;
}

/* `form TAB headword` lines to a table; of equal forms the first counts. */
static enum nass_code
read_map(struct nass_match *m, struct nass_str lines, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	struct nass_str line;
	size_t *head;
	size_t i;

	while (lines.p != NULL && lines.n > 0 && code == NASS_OK) {
		line = nass_str_line(&lines);
		if (nass_utf8_valid(line) < line.n)
			return nass_fail(err, NASS_EUSAGE, 0,
			    "a line of the map is not well-formed UTF-8");
		code = map_line(m, line, err);
	}
	if (code != NASS_OK || m->nmap == 0)
		return code;
	for (m->nmap_bucket = 16; m->nmap_bucket < 2 * m->nmap;)
		m->nmap_bucket *= 2;
	m->map_bucket =
	    nass_arena_get(&m->arena, m->nmap_bucket * sizeof(size_t));
	if (m->map_bucket == NULL)
		return nass_fail_nomem(err);
	for (i = 0; i < m->nmap_bucket; i++)
		m->map_bucket[i] = MATCH__NO;
	for (i = m->nmap; i-- > 0;) {
		head = &m->map_bucket[nass_hash(m->map[i].form, 0) &
		    (m->nmap_bucket - 1)];
		m->map[i].next = *head;
		*head = i;
	}
	return NASS_OK;
}

/* Patterns ------------------------------------------------------------------- */

enum nass_code
nass_match_new(const struct nass_match_opts *opts, struct nass_match **match,
    struct nass_err *err)
{
	struct nass_match *m = calloc(1, sizeof(*m));
	enum nass_code code = NASS_OK;

	if (m == NULL)
		return nass_fail_nomem(err);
	m->opts = *opts;
	m->norm = opts->norm;
	m->kinds = NASS_TOKEN_WORDS;
	if (opts->norm == NULL && opts->is_regex) {
		code = nass_norm_new("standard", &m->own, err);
		m->norm = m->own;
	} else if (opts->norm == NULL) {
		code = nass_smart_new(&m->smart, err);
		if (code == NASS_OK)
			m->norm = nass_smart_key(m->smart);
	}
	if (code == NASS_OK)
		code = read_map(m, opts->map, err);
	if (code != NASS_OK) {
		nass_match_free(m);
		return code;
	}
	*match = m;
	return NASS_OK;
}

void
nass_match_free(struct nass_match *m)
{
	size_t i;

	if (m == NULL)
		return;
	for (i = 0; i < m->npattern; i++) {
		free(m->pattern[i].edge);
		nass_regex_free(m->pattern[i].regex);
	}
	match__fast_free(m);
	free(m->pattern);
	free(m->element);
	free(m->map);
	nass_norm_free(m->own);
	nass_smart_free(m->smart);
	nass_buf_fini(&m->scratch);
	nass_arena_fini(&m->arena);
	free(m);
}

enum nass_code
nass_match_add(
    struct nass_match *m, struct nass_str pattern, struct nass_err *err)
{
	struct match__pattern p = { 0 };
	enum nass_code code;
	void *all = m->pattern;

	code = match__grow(&all, &m->cap_pattern, m->npattern, sizeof(p), err);
	m->pattern = all;
	if (code != NASS_OK)
		return code;
	p.text = nass_arena_copy(&m->arena, pattern);
	if (p.text.p == NULL)
		return nass_fail_nomem(err);
	if (m->opts.is_regex)
		code = match__regex_parse(m, p.text, &p, err);
	else
		code = match__parse(m, p.text, &p, err);
	if (code != NASS_OK) {
		free(p.edge);
		return code;
	}
	m->kinds |= p.kinds;
	m->pattern[m->npattern++] = p;
	return NASS_OK;
}

enum nass_code
nass_match_ready(struct nass_match *m, struct nass_err *err)
{
	enum nass_code code = match__elements_ready(m, err);

	if (code == NASS_OK)
		code = match__fast_ready(m, err);
	m->is_ready = code == NASS_OK;
	return code;
}

size_t
nass_match_patterns(const struct nass_match *m)
{
	return m->npattern;
}

struct nass_str
nass_match_pattern(const struct nass_match *m, size_t pattern)
{
	return m->pattern[pattern].text;
}
