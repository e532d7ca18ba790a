/*
 * compile.c - what the options say: profile, patterns, contexts, columns.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/kwic/kwic.h"

static const struct nass_column columns[] = {
	[KWIC_ID] = { .name = "id" },
	[KWIC_OFFSET] = { .name = "offset" },
	[KWIC_BEFORE] = { .name = "before", .role = NASS_ROLE_BEFORE },
	[KWIC_NODE] = { .name = "node", .role = NASS_ROLE_NODE },
	[KWIC_AFTER] = { .name = "after", .role = NASS_ROLE_AFTER },
	[KWIC_TEXT] = { .name = "text" },
	[KWIC_FIELD] = { .name = "field" },
	[KWIC_FILE] = { .name = "file" },
	[KWIC_HIT] = { .name = "hit" },
	[KWIC_LINE] = { .name = "line" },
	[KWIC_PATTERN] = { .name = "pattern" },
	[KWIC_POSITION] = { .name = "position" },
	[KWIC_SENTENCE] = { .name = "sentence" },
	[KWIC_MEMBER] = { .name = NULL },
};

/* What was asked for --------------------------------------------------------- */

/* N[w|c|s] */
static void
parse_reach(const struct kwic *k, const char *option, const char *spec,
    struct kwic_reach *r)
{
	struct nass_str s = nass_str(spec);
	const char *units = "wcs";
	const char *unit = NULL;

	if (s.n > 0)
		unit = strchr(units, s.p[s.n - 1]);
	if (unit != NULL && s.p[s.n - 1] != '\0') {
		r->unit = (enum nass_context_unit)(unit - units);
		s.n--;
	} else {
		r->unit = NASS_CONTEXT_WORDS;
	}
	if (r->unit == NASS_CONTEXT_SENTENCES)
		r->unit = k->sentences;
	if (!nass_str_number(s, 0, 100000, &r->n))
		cli_usage_error("%s: %s: not 0 to 100000 with w (words), c "
				"(characters) or s (sentences) behind it",
		    option, spec);
}

static void
compile_reach(struct kwic *k)
{
	k->reach_before.n = k->reach_after.n = 8;
	if (k->context != NULL) {
		parse_reach(k, "-C", k->context, &k->reach_before);
		k->reach_after = k->reach_before;
	}
	if (k->before != NULL)
		parse_reach(k, "-B", k->before, &k->reach_before);
	if (k->after != NULL)
		parse_reach(k, "-A", k->after, &k->reach_after);
}

/* --collocates looks at words alone, as far as its window reaches. */
static void
compile_window(struct kwic *k)
{
	k->window_before = k->window_after = 5;
	if (k->window == NULL)
		return;
	if (!kwic_parse_window(k->window, &k->window_before, &k->window_after))
		cli_usage_error(
		    "--window: %s: not L,R, two numbers from 0 to %d",
		    k->window, KWIC_FAR);
	if (!k->is_collocates)
		cli_usage_error("--window: needs --collocates");
}

/* Smart is none of the library's profiles, but is named with them. */
_Noreturn static void
bad_profile(const char *spec, const struct nass_err *err)
{
	struct nass_str rest = nass_str(spec);
	struct nass_str part = nass_str_cut(&rest, ',');

	if (nass_str_eq(part, NASS_STR("smart")))
		cli_usage_error("-p: %s: smart takes no overrides", spec);
	if (err->code == NASS_EUSAGE && err->at == 0 &&
	    memchr(part.p, '=', part.n) == NULL)
		cli_usage_error("-p: %s, smart", err->what);
	cli_bad_option("-p", err);
}

/* The profile of keys: NULL for smart. */
static void
compile_profile(struct kwic *k)
{
	const char *spec = k->is_exact ? "none" : k->profile;
	struct nass_err err;

	if (k->is_exact && k->profile != NULL)
		cli_usage_error("-x: not with -p");
	if (spec != NULL && strcmp(spec, "smart") == 0)
		spec = NULL;
	if (spec != NULL && nass_norm_new(spec, &k->norm, &err) != NASS_OK)
		bad_profile(spec, &err);
	cli_log_text("profile",
	    spec == NULL ? NASS_STR("smart")
			 : nass_str(nass_norm_spec(k->norm)));
}

/* Of sort keys and collocates: the profile, or in the place of smart standard. */
static void
compile_fold(struct kwic *k)
{
	struct nass_err err;

	k->fold = k->norm;
	if (k->norm != NULL || (k->nkey == 0 && !k->is_collocates))
		return;
	if (nass_norm_new("standard", &k->fold, &err) != NASS_OK)
		cli_die(&err);
}

/* line: of the file of patterns, or 0. */
static void
add_pattern(
    struct kwic *k, struct nass_str pattern, const char *option, uint64_t line)
{
	char place[40] = "";
	struct nass_err err;

	if (nass_match_add(k->match, pattern, &err) == NASS_OK)
		return;
	if (err.code != NASS_EUSAGE)
		cli_die(&err);
	if (!k->is_regex) /* PCRE2 says where in its own words */
		snprintf(place, sizeof(place),
		    "byte %llu: ", (unsigned long long)err.at);
	if (line > 0)
		cli_usage_error("%s: %s:%llu: %s%s", option, k->pattern_file,
		    (unsigned long long)line, place, err.what);
	cli_usage_error("%s: %s%s", option, place, err.what);
}

/* Nothing, white space alone, or a remark: a sign that is no hashtag. */
static bool
is_empty(struct nass_str line)
{
	line = kwic_trim(line);
	return line.n == 0 ||
	    (line.p[0] == '#' && (line.n == 1 || line.p[1] == ' '));
}

static void
add_pattern_file(struct kwic *k)
{
	struct nass_buf file = NASS_BUF_INIT;
	struct nass_str rest;
	struct nass_str line;
	uint64_t number;

	cli_load("--patterns", k->pattern_file, &file);
	rest = nass_buf_str(&file);
	for (number = 1; rest.p != NULL; number++) {
		line = nass_str_line(&rest);
		if (!is_empty(line))
			add_pattern(k, line, "--patterns", number);
	}
	nass_buf_fini(&file);
}

/* Returns the operands behind the pattern. */
static char **
compile_patterns(struct kwic *k, char **operands)
{
	struct nass_match_opts opts = { .norm = k->norm,
		.is_regex = k->is_regex,
		.has_clitics = k->has_clitics,
		.is_stemmed = k->stem > 0,
		.is_wrapped = k->is_wrapped,
		.near = (unsigned)k->near };
	struct nass_buf map = NASS_BUF_INIT;
	struct nass_err err;
	size_t i;

	if (k->is_regex &&
	    (k->has_clitics || k->stem > 0 || k->map_file != NULL ||
		k->near > 0))
		cli_usage_error(
		    "-E: not with --clitics, --stem, --map or --near");
	if (k->map_file != NULL)
		cli_load("--map", k->map_file, &map);
	opts.map = nass_buf_str(&map);
	if (nass_match_new(&opts, &k->match, &err) != NASS_OK)
		cli_bad_option("--map", &err);
	nass_buf_fini(&map);
	for (i = 0; i < k->patterns.n; i++)
		add_pattern(k, nass_str(k->patterns.p[i]), "-e", 0);
	if (k->pattern_file != NULL)
		add_pattern_file(k);
	if (k->patterns.n == 0 && k->pattern_file == NULL) {
		if (*operands == NULL)
			cli_usage_error("a pattern is missing");
		add_pattern(k, nass_str(*operands++), "pattern", 0);
	}
	if (k->near > 0 && nass_match_patterns(k->match) < 2)
		cli_usage_error("--near: needs two patterns or more (-e)");
	if (nass_match_ready(k->match, &err) != NASS_OK)
		cli_die(&err);
	return operands;
}

/* Columns -------------------------------------------------------------------- */

struct nass_str
kwic_columns_spec(const struct kwic *k)
{
	if (k->table.columns == NULL)
		return (struct nass_str){ NULL, 0 };
	return nass_str(k->table.columns);
}

static void
want_member(struct kwic *k, const char *name)
{
	if (k->nmember == KWIC_MEMBERS)
		cli_usage_error(
		    "--columns: more than %d members", KWIC_MEMBERS);
	k->member[k->nmember++] = name;
}

/* A name that ends where the next column begins, as a string of its own. */
static const char *
member_name(struct kwic *k, struct nass_str name)
{
	char *p = nass_arena_get(&k->arena, name.n + 1);
	struct nass_err err;

	if (p == NULL) {
		nass_fail_nomem(&err);
		cli_die(&err);
	}
	memcpy(p, name.p, name.n);
	p[name.n] = '\0';
	return p;
}

void
kwic_columns_compile(struct kwic *k)
{
	const char *otherwise = k->format == NASS_FORMAT_JSONL
	    ? "id,offset,before,node,after,text"
	    : "id,offset,before,node,after";
	struct nass_err err;
	size_t i;

	if (nass_columns_parse(kwic_columns_spec(k), columns, KWIC_NCOLUMN,
		nass_str(otherwise), k->column, k->index,
		KWIC_MEMBERS + KWIC_NCOLUMN, &k->ncolumn, &err) != NASS_OK)
		cli_bad_option("--columns", &err);
	k->is_direct =
	    (k->format == NASS_FORMAT_TSV || k->format == NASS_FORMAT_CSV ||
		k->format == NASS_FORMAT_JSONL) &&
	    k->nkey == 0 && k->sample == 0 && k->max == 0;
	for (i = 0; i < k->ncolumn; i++) {
		k->has_line |= k->index[i] == KWIC_LINE;
		k->has_position |= k->index[i] == KWIC_POSITION;
		if (k->index[i] == KWIC_POSITION || k->index[i] == KWIC_HIT)
			k->is_direct = false;
		if (k->index[i] == KWIC_SENTENCE)
			k->reach_before.has_sentence =
			    k->reach_after.has_sentence = true;
		if (k->index[i] == KWIC_MEMBER)
			want_member(k, member_name(k, k->column[i].member));
	}
}

void
kwic_group_compile(struct kwic *k)
{
	struct nass_str field = nass_str(k->group);
	const char *colon = strrchr(k->group, ':');

	if (colon != NULL &&
	    nass_str_number(nass_str(colon + 1), 1, 1000, &k->group_n))
		field.n = (size_t)(colon - k->group);
	want_member(k, member_name(k, field));
}

char **
kwic_compile(struct kwic *k, char **operands)
{
	k->sentences =
	    k->is_wrapped ? NASS_CONTEXT_WRAPPED : NASS_CONTEXT_SENTENCES;
	compile_profile(k);
	operands = compile_patterns(k, operands);
	compile_window(k);
	if (k->is_collocates) {
		k->reach_before.nword = k->window_before;
		k->reach_after.nword = k->window_after;
	} else {
		compile_reach(k);
		kwic_keys_compile(k);
	}
	compile_fold(k);
	kwic_filters_compile(k);
	return operands;
}
