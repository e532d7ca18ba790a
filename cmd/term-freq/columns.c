/* columns.c - the columns of the table, and how a row fills them. */
#include <math.h>
#include <stdlib.h>

#include <nass/doc.h>

#include "term-freq.h"

#define PLAIN(name)                                 \
	{                                           \
		name, NASS_ROLE_PLAIN, { NULL, 0 }, \
		{                                   \
			NULL, 0                     \
		}                                   \
	}

const struct nass_column columns[COL_N] = {
	[COL_GROUP] = PLAIN("group"),
	[COL_RANK] = PLAIN("rank"),
	[COL_TERM] = { "term", NASS_ROLE_NODE, { NULL, 0 }, { NULL, 0 } },
	[COL_KEY] = PLAIN("key"),
	[COL_WORDS] = PLAIN("words"),
	[COL_COUNT] = PLAIN("count"),
	[COL_PERCENT] = PLAIN("percent"),
	[COL_CUMULATIVE] = PLAIN("cumulative"),
	[COL_PER_MILLION] = PLAIN("per_million"),
	[COL_DOCUMENTS] = PLAIN("documents"),
	[COL_DOCUMENTS_PERCENT] = PLAIN("documents_percent"),
	[COL_IDF] = PLAIN("idf"),
	[COL_TF_IDF] = PLAIN("tf_idf"),
	[COL_ARF] = PLAIN("arf"),
	[COL_DP] = PLAIN("dp"),
	[COL_DP_NORM] = PLAIN("dp_norm"),
	[COL_JUILLAND_D] = PLAIN("juilland_d"),
	[COL_CARROLL_D2] = PLAIN("carroll_d2"),
	[COL_ROSENGREN_S] = PLAIN("rosengren_s"),
	[COL_KLD] = PLAIN("kld"),
	[COL_MI] = PLAIN("mi"),
	[COL_MI3] = PLAIN("mi3"),
	[COL_NPMI] = PLAIN("npmi"),
	[COL_T] = PLAIN("t"),
	[COL_Z] = PLAIN("z"),
	[COL_LL] = PLAIN("ll"),
	[COL_DICE] = PLAIN("dice"),
	[COL_LOG_DICE] = PLAIN("log_dice"),
	[COL_DELTA_P] = PLAIN("delta_p"),
	[COL_REF_COUNT] = PLAIN("ref_count"),
	[COL_REF_PER_MILLION] = PLAIN("ref_per_million"),
	[COL_LL4] = PLAIN("ll4"),
	[COL_CHI2] = PLAIN("chi2"),
	[COL_LOG_RATIO] = PLAIN("log_ratio"),
	[COL_PERCENT_DIFF] = PLAIN("percent_diff"),
	[COL_SIMPLE_MATHS] = PLAIN("simple_maths"),
	[COL_ODDS_RATIO] = PLAIN("odds_ratio"),
	[COL_BIC] = PLAIN("bic"),
	[COL_P] = PLAIN("p"),
	[COL_VARIANTS] = PLAIN("variants"),
	[COL_BAR] = { "bar", NASS_ROLE_BAR, { NULL, 0 }, { NULL, 0 } },
};

void
need_columns(struct term_freq *f)
{
	size_t i;

	for (i = COL_DP; i <= COL_KLD; i++)
		f->opts.has_parts |= f->needs[i];
	for (i = COL_MI; i <= COL_DELTA_P; i++) {
		if (!f->needs[i] || (i == COL_LL && f->has_reference))
			continue;
		if (f->opts.ngram_max < 2 && !reads_counts(f))
			cli_usage_error("--columns: %s needs --ngram 2%s",
			    columns[i].name,
			    i == COL_LL ? " or --reference" : "");
		f->opts.has_words = true;
	}
	for (i = COL_REF_COUNT; i <= COL_P; i++)
		if (f->needs[i] && !f->has_reference)
			cli_usage_error(
			    "--columns: %s needs --reference", columns[i].name);
	if (f->needs[COL_GROUP] && f->group == NULL)
		cli_usage_error("--columns: group needs --group");
	if (f->needs[COL_ARF] && (reads_counts(f) || writes_counts(f)))
		cli_usage_error("--columns: arf needs the order of words, "
				"which counts have not");
	if (f->opts.has_parts && writes_counts(f) && f->opts.ngram_max > 1)
		cli_usage_error("--columns: the dispersion of n-grams does not "
				"add up");
	f->opts.has_positions |= f->needs[COL_ARF];
	if (f->needs[COL_ARF] && f->opts.ngram_max > 1)
		cli_usage_error("--columns: arf is of words, not of n-grams");
}

/* Spellings but the first, `spelling:count, ...`; in jsonl an array. */
static struct nass_cell
variants_cell(struct term_freq *f, const struct row *row)
{
	bool is_json = f->cli.to != NULL &&
	    nass_str_eq(nass_str(f->cli.to), NASS_STR("jsonl"));
	struct nass_buf *b = &f->variants;
	struct nass_err err;
	struct nass_str s;
	struct nass_cell cell;
	uint64_t n;
	size_t i;

	b->n = 0;
	if (is_json)
		check(nass_buf_putc(b, '[', &err), &err);
	for (i = 0; row->count != NULL && i < row->r.nvariant; i++) {
		check(nass_count_variant(row->count, i, &s, &n, &err), &err);
		if (i == 0)
			continue;
		if (i > 1)
			check(nass_buf_put(b, NASS_STR(", "), &err), &err);
		if (is_json) {
			check(nass_buf_put(b, NASS_STR("{\"term\":"), &err),
			    &err);
			check(nass_json_encode(s, b, &err), &err);
			check(nass_buf_printf(b, &err, ",\"count\":%llu}",
				  (unsigned long long)n),
			    &err);
		} else {
			check(nass_buf_put(b, s, &err), &err);
			check(nass_buf_printf(
				  b, &err, ":%llu", (unsigned long long)n),
			    &err);
		}
	}
	if (is_json)
		check(nass_buf_putc(b, ']', &err), &err);
	cell = nass_cell_text(nass_buf_str(b));
	if (is_json)
		cell.type = NASS_CELL_JSON;
	return cell;
}

static double
dispersion(const struct row *row, enum nass_spread_measure m)
{
	struct nass_count_totals totals;
	struct nass_spread s = { 0 };
	uint64_t *v = calloc((size_t)row->r.documents * 2 + 1, sizeof(*v));
	enum nass_code code;
	struct nass_err err;
	double x;

	if (v == NULL)
		check(nass_fail_nomem(&err), &err);
	s.v = v;
	s.size = v + row->r.documents;
	for (; s.k < row->r.documents; s.k++) {
		code = nass_count_part(
		    row->count, s.k, &v[row->r.documents + s.k], &v[s.k], &err);
		if (code == NASS_END)
			break;
		check(code, &err);
	}
	nass_count_get_totals(row->count, &totals);
	s.ntok = totals.tokens;
	nass_count_parts(row->count, &s.nparts, &s.smallest);
	x = nass_dispersion(m, &s);
	free(v);
	return x;
}

static double
association(const struct row *row, enum nass_pair_measure m)
{
	uint64_t f[NASS_NGRAM_MAX];
	struct nass_count_totals totals;
	struct nass_err err;

	if (row->r.order < 2)
		return (double)NAN;
	check(nass_count_words(row->count, f, &err), &err);
	nass_count_get_totals(row->count, &totals);
	return nass_association_n(
	    m, row->r.count, f, row->r.order, totals.tokens);
}

static double
keyness(
    const struct term_freq *f, const struct row *row, enum nass_key_measure m)
{
	struct nass_keyness k = { row->r.count, row->reference,
		f->totals.tokens, f->reference.tokens, 1 };

	return nass_keyness(m, &k);
}

static double
arf(const struct term_freq *f, const struct row *row)
{
	size_t n;
	const uint64_t *at = nass_count_positions(row->count, &n);
	struct nass_err err;

	if (at == NULL)
		check(nass_fail_nomem(&err), &err);
	return nass_arf(at, n, f->totals.tokens);
}

static double
number(struct term_freq *f, enum column column, const struct row *row)
{
	const struct nass_count_row *r = &row->r;
	uint64_t tokens = row->tokens;
	uint64_t documents = row->documents;
	bool needs_places = (column >= COL_ARF && column <= COL_KLD) ||
	    (column >= COL_MI && column <= COL_DELTA_P &&
		!(column == COL_LL && f->has_reference));

	if (needs_places && row->count == NULL)
		return (double)NAN; /* of the reference alone */
	if (column >= COL_DP && column <= COL_KLD)
		return dispersion(
		    row, (enum nass_spread_measure)(column - COL_DP));
	if (column == COL_LL && f->has_reference)
		return keyness(f, row, NASS_KEY_LL);
	if (column >= COL_MI && column <= COL_DELTA_P)
		return association(
		    row, (enum nass_pair_measure)(column - COL_MI));
	if (column >= COL_LL4 && column <= COL_P)
		return keyness(f, row,
		    (enum nass_key_measure)(NASS_KEY_LL4 + column - COL_LL4));
	if (column == COL_PERCENT)
		return nass_percent(r->count, tokens);
	if (column == COL_PER_MILLION)
		return nass_per_million(r->count, tokens);
	if (column == COL_REF_PER_MILLION)
		return nass_per_million(row->reference, f->reference.tokens);
	if (column == COL_DOCUMENTS_PERCENT)
		return nass_percent(r->documents, documents);
	if (column == COL_IDF)
		return nass_idf(r->documents, documents);
	if (column == COL_TF_IDF)
		return nass_tf_idf(r->count, r->documents, documents);
	if (column == COL_ARF)
		return arf(f, row);
	return (double)NAN;
}

bool
is_of_counts(size_t column)
{
	return column == COL_COUNT || column == COL_PERCENT ||
	    column == COL_PER_MILLION || column == COL_DOCUMENTS ||
	    column == COL_DOCUMENTS_PERCENT || column == COL_IDF ||
	    column == COL_TF_IDF || column == COL_WORDS;
}

bool
depends_on_order(size_t column)
{
	return column == COL_RANK || column == COL_CUMULATIVE ||
	    column == COL_BAR;
}

struct nass_cell
make_cell(struct term_freq *f, enum column column, const struct row *row)
{
	if (column == COL_GROUP)
		return nass_cell_text(row->group);
	if (column == COL_TERM)
		return nass_cell_text(row->r.term);
	if (column == COL_KEY)
		return nass_cell_text(row->r.key);
	if (column == COL_WORDS)
		return nass_cell_count(row->r.order);
	if (column == COL_COUNT)
		return nass_cell_count(row->r.count);
	if (column == COL_DOCUMENTS)
		return nass_cell_count(row->r.documents);
	if (column == COL_REF_COUNT)
		return nass_cell_count(row->reference);
	if (column == COL_VARIANTS)
		return variants_cell(f, row);
	return nass_cell_number(number(f, column, row));
}
