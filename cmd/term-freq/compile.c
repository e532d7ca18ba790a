/* compile.c - what options say, checked and made ready. */
#include <stdio.h>
#include <string.h>

#include "term-freq.h"

/* `N` or `N-M`. */
static void
compile_ngram(struct term_freq *f)
{
	struct nass_str most = nass_str(f->ngram);
	struct nass_str least = nass_str_cut(&most, '-');
	uint64_t n;
	uint64_t m;

	if (!nass_str_number(least, 1, NASS_NGRAM_MAX, &n) ||
	    !nass_str_number(
		most.p != NULL ? most : least, n, NASS_NGRAM_MAX, &m))
		cli_usage_error("--ngram: %s: not N or N-M within 1..%d",
		    f->ngram, NASS_NGRAM_MAX);
	f->opts.ngram_min = (unsigned)n;
	f->opts.ngram_max = (unsigned)m;
}

/* `10` documents, or `50%` of them. */
static void
compile_max_documents(struct term_freq *f)
{
	struct nass_str s = nass_str(f->max_documents);

	f->most_is_percent = s.n > 0 && s.p[s.n - 1] == '%';
	s.n -= f->most_is_percent;
	if (!nass_str_number(s, 0, f->most_is_percent ? 100 : UINT64_MAX,
		&f->most_documents))
		cli_usage_error("--max-documents: %s: not N or 0%%..100%%",
		    f->max_documents);
}

static void
compile_stop_words(struct term_freq *f)
{
	struct nass_str rest = nass_str(f->stop_words);
	struct nass_err err;

	check(nass_set_new(&f->stop, &err), &err);
	while (rest.p != NULL) {
		struct nass_str name = nass_str_cut(&rest, ',');
		struct nass_str list = nass_stop_words(name);
		struct nass_buf file = NASS_BUF_INIT;

		if (name.n == 0)
			cli_usage_error(
			    "--stop-words: %s: an empty name", f->stop_words);
		if (list.p == NULL) {
			struct nass_buf path = NASS_BUF_INIT;

			check(nass_buf_put(&path, name, &err), &err);
			check(nass_buf_putc(&path, '\0', &err), &err);
			cli_load("--stop-words", path.p, &file);
			list = nass_buf_str(&file);
			nass_buf_fini(&path);
		}
		check(nass_set_add_lines(f->stop, list, f->norm, &err), &err);
		nass_buf_fini(&file);
	}
}

static void
compile_regex(const char *option, const char *pattern, struct nass_regex **re,
    struct nass_regex_state **state)
{
	struct nass_err err;

	if (pattern == NULL)
		return;
	if (nass_regex_new(nass_str(pattern), false, re, &err) != NASS_OK)
		cli_bad_option(option, &err);
	check(nass_regex_state_new(*re, state, &err), &err);
}

/* `COLUMN`, `COLUMN:asc`, `COLUMN:desc`. */
static void
compile_sort(struct term_freq *f, const char *spec)
{
	struct nass_str way = nass_str(spec);
	struct nass_str name = nass_str_cut(&way, ':');
	size_t i;

	for (i = 0; i < COL_N; i++)
		if (nass_str_eq(name, nass_str(columns[i].name)))
			break;
	if (i == COL_N || i == COL_RANK || i == COL_CUMULATIVE ||
	    i == COL_VARIANTS || i == COL_BAR)
		cli_usage_error("-s: %s: not a column to sort by", spec);
	f->sort_column = (enum column)i;
	f->is_descending = i != COL_TERM && i != COL_KEY && i != COL_P;
	if (way.p == NULL)
		return;
	if (nass_str_eq(way, NASS_STR("asc")))
		f->is_descending = false;
	else if (nass_str_eq(way, NASS_STR("desc")))
		f->is_descending = true;
	else
		cli_usage_error("-s: %s: the order is asc or desc", spec);
}

static bool
is_chosen(const struct term_freq *f, enum column column)
{
	size_t i;

	for (i = 0; i < f->nchosen; i++)
		if (f->index[i] == column)
			return true;
	return false;
}

void
compile_columns(
    struct term_freq *f, const char *otherwise, const char *sort_otherwise)
{
	struct nass_str spec = { NULL, 0 };
	struct nass_err err;
	size_t i;

	if (f->table.columns != NULL)
		spec = nass_str(f->table.columns);
	if (nass_columns_parse(spec, columns, COL_N, nass_str(otherwise),
		f->chosen, f->index, COL_N, &f->nchosen, &err) != NASS_OK)
		cli_bad_option("--columns", &err);
	if (f->plot == PLOT_BARS && !is_chosen(f, COL_BAR)) {
		f->index[f->nchosen] = COL_BAR;
		f->chosen[f->nchosen++] = columns[COL_BAR];
	}
	compile_sort(f,
	    f->sort != NULL          ? f->sort
		: f->collate != NULL ? "term"
				     : sort_otherwise);
	for (i = 0; i < f->nchosen; i++)
		f->needs[f->index[i]] = true;
	f->needs[f->sort_column] = true;
	need_columns(f);
	f->opts.has_no_keys = !f->needs[COL_KEY] && f->stop == NULL &&
	    f->stop_words == NULL && f->keep == NULL && f->drop == NULL;
}

struct nass_table_opts
table_opts(const struct term_freq *f)
{
	return cli_table_opts(&f->cli, &f->table,
	    cli_format(&f->cli,
		f->plot != PLOT_NONE ? NASS_FORMAT_SVG : NASS_FORMAT_TSV));
}

static bool
chooses_rows(const struct term_freq *f)
{
	return f->stop_words != NULL || f->keep != NULL || f->drop != NULL ||
	    f->min_count > 0 || f->min_documents > 0 ||
	    f->max_documents != NULL || f->max != UINT64_MAX ||
	    f->sort != NULL || f->locale != NULL || f->plot != PLOT_NONE;
}

/* What makes no sense together. */
static void
check_options(const struct term_freq *f)
{
	bool is_list =
	    !f->is_summary && f->group == NULL && f->reference_path == NULL;

	if (f->is_summary + (f->group != NULL) + (f->reference_path != NULL) >
	    1)
		cli_usage_error("only one of --summary, --group and "
				"--reference");
	if (f->plot == PLOT_ZIPF &&
	    (!is_list || f->sort != NULL || f->locale != NULL ||
		f->table.columns != NULL ||
		(f->cli.to != NULL && strcmp(f->cli.to, "svg") != 0)))
		cli_usage_error("--plot zipf is a picture (svg) of the counts "
				"alone");
	if (f->is_wide && f->group == NULL)
		cli_usage_error("--wide needs --group");
	if (writes_counts(f) && (!is_list || chooses_rows(f)))
		cli_usage_error("-t counts takes all words: choose rows when "
				"they are read (-f counts)");
	if (f->is_summary && (chooses_rows(f) || f->table.columns != NULL))
		cli_usage_error("--summary is of all words, and no list");
	if (f->adjust != 0 && f->reference_path == NULL)
		cli_usage_error("--adjust needs --reference");
	if (reads_counts(f) &&
	    (f->profile != NULL || f->kinds != NULL || f->map != NULL ||
		f->stem != 0 || f->has_clitics || f->group != NULL))
		cli_usage_error("-f counts: profile, kinds, stems, clitics, "
				"maps and groups are those of the counts");
	if (f->stem != 0 && f->has_clitics)
		cli_usage_error("only one of --stem and --clitics");
}

void
compile_words(struct term_freq *f)
{
	struct nass_err err;

	if (nass_norm_new(f->profile != NULL ? f->profile : "standard",
		&f->norm, &err) != NASS_OK)
		cli_bad_option("-p", &err);
	cli_log_text("profile", nass_str(nass_norm_spec(f->norm)));
	if (!nass_norm_is_identity(f->norm))
		f->opts.norm = f->norm;
	if (f->stop_words != NULL)
		compile_stop_words(f);
}

void
compile(struct term_freq *f)
{
	struct nass_err err;

	check_options(f);
	f->opts = nass_count_default;
	f->opts.is_wrapped = f->is_wrapped;
	f->has_reference = f->reference_path != NULL;
	if (f->kinds != NULL &&
	    nass_kinds_parse(nass_str(f->kinds), &f->opts.kinds, &err) !=
		NASS_OK)
		cli_bad_option("--kinds", &err);
	if (f->opts.kinds & NASS_SPACE)
		cli_usage_error("--kinds: space is not counted");
	if (f->ngram != NULL)
		compile_ngram(f);
	if (f->max_documents != NULL)
		compile_max_documents(f);
	if (f->stem != 0)
		f->opts.meet = NASS_MEET_STEMS;
	if (f->has_clitics)
		f->opts.meet = NASS_MEET_CLITICS;
	if (f->map != NULL) {
		cli_load("--map", f->map, &f->map_text);
		f->opts.map = nass_buf_str(&f->map_text);
	}
	compile_regex("--keep", f->keep, &f->keep_re, &f->keep_state);
	compile_regex("--drop", f->drop, &f->drop_re, &f->drop_state);
	if (f->locale != NULL &&
	    nass_collate_new(f->locale, &f->collate, &err) != NASS_OK)
		cli_bad_option("--collate", &err);
	if (writes_counts(f) && f->has_clitics && f->opts.ngram_max > 1)
		cli_usage_error("-t counts: n-grams of words with clitics do "
				"not add up");
	f->opts.is_partial = writes_counts(f);
	f->opts.memory = (size_t)f->memory;
	f->opts.directory = f->directory;
	if (!reads_counts(f))
		compile_words(f);
}

void
release(struct term_freq *f)
{
	nass_count_free(f->count);
	nass_norm_free(f->norm);
	nass_set_free(f->stop);
	nass_regex_state_free(f->keep_state);
	nass_regex_state_free(f->drop_state);
	nass_collate_free(f->collate);
	nass_regex_free(f->keep_re);
	nass_regex_free(f->drop_re);
	nass_buf_fini(&f->map_text);
	nass_buf_fini(&f->variants);
}

static bool
matches(const struct nass_regex *re, struct nass_regex_state *state,
    struct nass_str key)
{
	struct nass_err err;
	enum nass_code code;
	size_t start;
	size_t end;

	code = nass_regex_find(re, state, key, 0, &start, &end, &err);
	if (code != NASS_OK && code != NASS_END)
		cli_die(&err);
	return code == NASS_OK;
}

static bool
is_too_common(const struct term_freq *f, uint64_t documents)
{
	if (!f->most_is_percent)
		return documents > f->most_documents;
	return (double)documents * 100 >
	    (double)f->most_documents * (double)f->totals.documents;
}

/* Stems are not words: stop words are then looked for as they are shown. */
static bool
has_stop_word(const struct term_freq *f, const struct nass_count_row *row)
{
	bool is_stemmed = f->opts.meet == NASS_MEET_STEMS;
	struct nass_str rest = is_stemmed ? row->term : row->key;

	while (rest.p != NULL) {
		struct nass_str word = nass_str_cut(&rest, ' ');
		struct nass_buf key = NASS_BUF_INIT;
		struct nass_err err;
		bool is_stop = nass_set_has(f->stop, word);

		if (!is_stop && is_stemmed) {
			check(nass_norm_key(f->norm, word, &key, &err), &err);
			is_stop = nass_set_has(f->stop, nass_buf_str(&key));
			nass_buf_fini(&key);
		}
		if (is_stop)
			return true;
	}
	return false;
}

bool
is_wanted(struct term_freq *f, const struct nass_count_row *row)
{
	if (row->order < f->opts.ngram_min || row->order > f->opts.ngram_max)
		return false;
	if (row->count < f->min_count || row->documents < f->min_documents)
		return false;
	if (f->max_documents != NULL && is_too_common(f, row->documents))
		return false;
	if (f->stop != NULL && has_stop_word(f, row))
		return false;
	if (f->keep_re != NULL && !matches(f->keep_re, f->keep_state, row->key))
		return false;
	return f->drop_re == NULL ||
	    !matches(f->drop_re, f->drop_state, row->key);
}
