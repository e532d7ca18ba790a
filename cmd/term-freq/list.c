/* list.c - the frequency list: documents, or counts of them, into rows. */
#include <unistd.h>

#include "term-freq.h"

/* One count for each thread; the first takes the others over. */
static enum nass_code
thread(void *arg, unsigned number, void **state, struct nass_err *err)
{
	const struct term_freq *f = arg;

	(void)number;
	return nass_count_new(&f->opts, (struct nass_count **)state, err);
}

static enum nass_code
doc(void *arg, void *state, const struct nass_doc *d, struct nass_buf *out,
    struct nass_err *err)
{
	(void)arg;
	(void)out;
	return nass_count_doc(state, d, err);
}

static enum nass_code
join(void *arg, void *state, struct nass_err *err)
{
	struct term_freq *f = arg;
	enum nass_code code;

	if (f->count == NULL) {
		f->count = state;
		return NASS_OK;
	}
	code = nass_count_merge(f->count, state, err);
	nass_count_free(state);
	return code;
}

static int
count_documents(struct term_freq *f, char **operands)
{
	struct cli_job job = {
		.arg = f,
		.unit = CLI_PARTS,
		.takes_raw = true,
		.thread = thread,
		.doc = doc,
		.join = join,
	};
	long ncpu =
	    f->cli.jobs > 0 ? (long)f->cli.jobs : sysconf(_SC_NPROCESSORS_ONLN);
	struct nass_err err;
	int status;

	f->opts.is_shared = f->cli.jobs != 1;
	if (ncpu > 1)
		f->opts.memory = (size_t)f->memory / (size_t)ncpu;
	status = cli_docs(operands, &job);
	if (f->count == NULL)
		check(nass_count_new(&f->opts, &f->count, &err), &err);
	return status;
}

static void
put_rows(struct term_freq *f)
{
	struct row row = { .count = f->count };
	struct nass_err err;
	enum nass_code code;

	while ((code = nass_count_next(f->count, &row.r, &err)) == NASS_OK) {
		if (rows_stream(f) && row.r.count < f->min_count)
			return;
		if (is_wanted(f, &row.r) && !rows_put(f, &row))
			return;
	}
	if (code != NASS_END)
		check(code, &err);
}

int
list(struct term_freq *f, char **operands)
{
	struct nass_err err;
	int status;

	compile_columns(f,
	    f->opts.ngram_max > 1 && f->opts.ngram_min == 0
		? "term,count"
		: "term,count,per_million,documents",
	    "count");
	status = count_documents(f, operands);
	check(nass_count_finish(f->count,
		  rows_stream(f) ? NASS_ORDER_COUNT : NASS_ORDER_KEY, &err),
	    &err);
	nass_count_get_totals(f->count, &f->totals);
	cli_log_count("documents", f->totals.documents);
	cli_log_count("tokens", f->totals.tokens);
	rows_begin(f);
	put_rows(f);
	rows_end(f);
	return status;
}
