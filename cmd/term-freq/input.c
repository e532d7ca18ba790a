/*
 * input.c - what is counted: documents (documents.c), or lines of counts.
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "count/blend.h"
#include "io/io.h"
#include "term-freq.h"

#define BLOCK     ((size_t)256 * 1024)
#define BLEND_MAX 64 /* files at once */

struct counting {
	struct term_freq *f;
	struct nass_count *count;
	uint64_t at; /* bytes of the input before the lines at hand */
};

/* Counts ------------------------------------------------------------------- */

/* What the lines say of themselves, wherever they said it, holds for the table. */
static void
follow_identity(struct term_freq *f, const struct nass_count *count)
{
	struct nass_counts_identity id;
	struct nass_buf spec = NASS_BUF_INIT;
	struct nass_err err;

	nass_counts_identify(count, &id);
	if (id.ngram_max > 0 && f->ngram == NULL) {
		f->opts.ngram_min = id.ngram_min;
		f->opts.ngram_max = id.ngram_max;
	}
	if (id.profile.n > 0) {
		check(nass_buf_put(&spec, id.profile, &err), &err);
		check(nass_buf_putc(&spec, '\0', &err), &err);
		f->profile = spec.p;
	}
	if (id.kinds.n > 0 &&
	    nass_kinds_parse(id.kinds, &f->opts.kinds, &err) != NASS_OK)
		cli_bad_option("-f", &err);
	if (nass_str_eq(id.meet, NASS_STR("light10")))
		f->opts.meet = NASS_MEET_STEMS;
	if (nass_str_eq(id.meet, NASS_STR("clitics")))
		f->opts.meet = NASS_MEET_CLITICS;
	compile_words(f);
	f->profile = NULL;
	nass_buf_fini(&spec);
}

static enum nass_code
read_lines(
    struct counting *n, struct nass_buf *b, bool is_end, struct nass_err *err)
{
	size_t end = b->n;
	enum nass_code code;

	while (!is_end && end > 0 && b->p[end - 1] != '\n')
		end--;
	code = nass_counts_read(
	    n->count, nass_str_sub(nass_buf_str(b), 0, end), err);
	if (code != NASS_OK) {
		err->at += n->at;
		return code;
	}
	n->at += end;
	memmove(b->p, b->p + end, b->n - end);
	b->n -= end;
	return NASS_OK;
}

static enum nass_code
read_counts(
    void *arg, const char *path, struct nass_in *in, struct nass_err *err)
{
	struct counting *n = arg;
	struct nass_buf b = NASS_BUF_INIT;
	enum nass_code code = NASS_OK;
	size_t got = 1;

	(void)path;
	n->at = 0;
	while (code == NASS_OK && got > 0) {
		code = nass_buf_grow(&b, BLOCK, err);
		if (code == NASS_OK)
			code = nass_in_read(in, b.p + b.n, BLOCK, &got, err);
		if (code != NASS_OK)
			break;
		b.n += got;
		code = read_lines(n, &b, got == 0, err);
	}
	nass_buf_fini(&b);
	return code;
}

static void
new_for_lines(struct counting *n)
{
	struct nass_count_opts opts = n->f->opts;
	struct nass_err err;

	opts.norm = NULL;
	opts.map = (struct nass_str){ NULL, 0 };
	opts.meet = NASS_MEET_SPELLINGS;
	opts.learns_identity = true;
	opts.ngram_min = 1;
	opts.ngram_max = NASS_NGRAM_MAX;
	opts.has_words = true;
	check(nass_count_new(&opts, &n->count, &err), &err);
}

static int
count_lines(struct counting *n, char **operands)
{
	int status;

	new_for_lines(n);
	status = cli_inputs(operands, read_counts, n);
	follow_identity(n->f, n->count);
	return status;
}

/* Open operand i; NULL unless it is a file. */
static struct nass_in *
open_file(const char *path)
{
	struct nass_in *in;
	struct stat st;

	if (stat(path, &st) != 0 || !S_ISREG(st.st_mode) ||
	    nass_in_open(path, &in, NULL) != NASS_OK)
		return NULL;
	return in;
}

/* Are all operands files in order?  *n is how many there are. */
static bool
are_in_order(char **operands, size_t *n)
{
	for (*n = 0; operands[*n] != NULL; ++*n) {
		struct nass_in *in =
		    *n < BLEND_MAX ? open_file(operands[*n]) : NULL;
		bool is_ordered = in != NULL && nass_blend_in_order(in);

		if (in != NULL)
			nass_in_close(in);
		if (!is_ordered)
			return false;
	}
	return *n > 0;
}

bool
blend_counts(struct term_freq *f, char **operands,
    enum nass_code (*flush)(
	void *arg, struct nass_buf *out, struct nass_err *err))
{
	struct counting head = { .f = f };
	struct nass_in *in[BLEND_MAX];
	struct nass_err err;
	bool is_open = true;
	size_t n;
	size_t i;

	if (!are_in_order(operands, &n))
		return false;
	for (i = 0; i < n; i++) {
		in[i] = open_file(operands[i]);
		is_open = is_open && in[i] != NULL;
	}
	if (is_open) {
		new_for_lines(&head);
		check(nass_blend(in, n, head.count, flush, NULL, &err), &err);
		nass_count_get_totals(head.count, &f->totals);
		cli_log_count("documents", f->totals.documents);
		cli_log_count("tokens", f->totals.tokens);
		nass_count_free(head.count);
	}
	for (i = 0; i < n; i++)
		if (in[i] != NULL)
			nass_in_close(in[i]);
	return is_open;
}

bool
writes_counts(const struct term_freq *f)
{
	return f->cli.to != NULL && strcmp(f->cli.to, "counts") == 0;
}

bool
reads_counts(const struct term_freq *f)
{
	return f->cli.from == CLI_OTHER;
}

struct nass_count *
count_input(struct term_freq *f, char **operands, int *status)
{
	struct counting n = { .f = f };

	*status = reads_counts(f) ? count_lines(&n, operands)
				  : count_documents(f, operands, &n.count);
	return n.count;
}

/* Reference ---------------------------------------------------------------- */

struct reference {
	struct counting counting;
	bool is_counts;
	FILE *copy; /* of what can be read once, and is no counts */
};

/* What is in a pipe goes to a file without a name. */
static enum nass_code
keep(struct reference *r, struct nass_in *in, struct nass_err *err)
{
	struct nass_buf b = NASS_BUF_INIT;
	enum nass_code code = nass_buf_grow(&b, BLOCK, err);
	size_t got = 1;

	r->copy = tmpfile();
	if (r->copy == NULL)
		code = nass_fail_sys(err, "a temporary file");
	while (code == NASS_OK && got > 0) {
		code = nass_in_read(in, b.p, BLOCK, &got, err);
		if (code == NASS_OK && fwrite(b.p, 1, got, r->copy) != got)
			code = nass_fail_sys(err, "a temporary file");
	}
	if (code == NASS_OK &&
	    (fflush(r->copy) != 0 || lseek(fileno(r->copy), 0, SEEK_SET) < 0))
		code = nass_fail_sys(err, "a temporary file");
	nass_buf_fini(&b);
	return code;
}

/* Counts begin with their sums and their identity. */
static enum nass_code
read_reference(
    void *arg, const char *path, struct nass_in *in, struct nass_err *err)
{
	struct reference *r = arg;
	struct nass_str head = nass_in_peek(in);
	struct stat st;

	r->is_counts = nass_str_starts(head, NASS_STR(" documents\t")) ||
	    nass_str_starts(head, NASS_STR(" format\t"));
	if (r->is_counts)
		return read_counts(&r->counting, path, in, err);
	return stat(path, &st) == 0 && S_ISREG(st.st_mode) ? NASS_OK
							   : keep(r, in, err);
}

struct nass_count *
count_reference(struct term_freq *f)
{
	char path[4096];
	char *operands[2] = { path, NULL };
	struct reference r = { .counting = { .f = f } };
	enum cli_from from = f->cli.from;
	struct nass_count_totals totals;
	struct stat st;
	int status = CLI_OK;

	if (strlen(f->reference_path) >= sizeof(path))
		cli_usage_error("--reference: the path is too long");
	memcpy(path, f->reference_path, strlen(f->reference_path) + 1);
	f->cli.from = CLI_AUTO;
	if (stat(path, &st) != 0 || !S_ISDIR(st.st_mode)) {
		new_for_lines(&r.counting);
		status = cli_inputs(operands, read_reference, &r);
	}
	if (!r.is_counts && status == CLI_OK) {
		nass_count_free(r.counting.count);
		r.counting.count = NULL;
		if (r.copy != NULL)
			snprintf(
			    path, sizeof(path), "/dev/fd/%d", fileno(r.copy));
		status = count_documents(f, operands, &r.counting.count);
	}
	f->cli.from = from;
	if (r.copy != NULL)
		fclose(r.copy);
	if (status != CLI_OK)
		cli_usage_error(
		    "--reference: %s cannot be used", f->reference_path);
	nass_count_get_totals(r.counting.count, &totals);
	if (totals.tokens == 0)
		cli_note("--reference: %s has no words", f->reference_path);
	return r.counting.count;
}
