/*
 * docs.c - all documents of all operands, through a filter's job.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/docs.h"
#include "simd/scan.h"

/* What filters may ask about the run at hand. */
static struct docs *the_docs;

const char *
cli_file(uint64_t file)
{
	return the_docs->source[file]->path;
}

/* Inputs -------------------------------------------------------------------------- */

static enum nass_code
add_source(struct docs *d, struct docs_source *s, struct nass_err *err)
{
	struct docs_source **list;

	if ((d->nsource & (d->nsource - 1)) == 0) { /* full: powers of two */
		list = realloc(d->source,
		    (d->nsource * 2 + 1) * sizeof(struct docs_source *));
		if (list == NULL)
			return nass_fail_nomem(err);
		d->source = list;
	}
	s->index = d->nsource;
	d->source[d->nsource++] = s;
	s->before = d->pending;
	d->pending = (struct nass_buf)NASS_BUF_INIT;
	return NASS_OK;
}

/* An input that could not be opened: told of when its turn comes. */
static enum nass_code
not_opened(struct docs *d, const char *path, const struct nass_err *why,
    struct nass_err *err)
{
	enum cli_on_error how = cli__state.cli->on_error;

	if (how == CLI_IGNORE)
		return NASS_OK;
	cli__state.has_failed = true;
	d->is_ended = how == CLI_STOP;
	return cli__message(&d->pending, path, 0, why, err);
}

/*
 * The next input, opened, and where it is from: an operand, or what one holds.
 * NASS_END: there is none; *path names what failed.
 */
static enum nass_code
open_next(struct docs *d, struct cli_entry *e, struct nass_err *why)
{
	const struct cli_job *job = d->job;
	enum nass_code code;

	for (;;) {
		if (d->is_inside) {
			code = job->entry(job->arg, e, why);
			if (code != NASS_END)
				return code;
			d->is_inside = false;
		}
		*e = (struct cli_entry){ .from = CLI_AUTO };
		code = nass_walk_next(d->walk, &e->path, why);
		if (code == NASS_OK)
			code = nass_in_open(e->path, &e->in, why);
		if (code != NASS_OK || job->enter == NULL)
			return code;
		code = job->enter(job->arg, e->path, e->in, why);
		if (code != NASS_OK)
			return code;
		d->is_inside = true;
	}
}

static enum nass_code
next(void *arg, struct nass_in **in, void **source, bool *is_whole,
    struct nass_err *err)
{
	struct docs *d = arg;
	struct cli_entry e = { .path = NULL };
	struct docs_source *s;
	struct nass_err why;
	enum nass_code code;

	while (!d->is_ended) {
		code = open_next(d, &e, &why);
		if (code == NASS_END)
			break;
		if (code == NASS_OK)
			code = docs__open(d, &e, &s, &why);
		if (code == NASS_OK) {
			*in = e.in;
			*source = s;
			*is_whole = s->format == CLI_TEXT &&
			    (d->job->unit == CLI_WHOLE ||
				(d->job->makes_text && d->to == TO_JSONL));
			return add_source(d, s, err);
		}
		if (code != NASS_ESYS && code != NASS_EINPUT &&
		    code != NASS_ELIMIT) {
			*err = why;
			return code;
		}
		if (not_opened(d, e.path, &why, err) != NASS_OK)
			return NASS_ENOMEM;
	}
	return NASS_END;
}

/* Pieces ---------------------------------------------------------------------------- */

/*
 * Of an input that could not be read to its end no half document comes; of texts
 * that flow through, all there is.
 */
static bool
keep_whole(const struct docs *d, struct nass_piece *piece)
{
	const struct docs_source *s = piece->source;
	struct nass_str *bytes = &piece->bytes;

	if (s->format == CLI_TEXT)
		return d->job->unit != CLI_WHOLE;
	while (bytes->n > 0 && bytes->p[bytes->n - 1] != '\n')
		bytes->n--;
	return true;
}

static enum nass_code
map(void *arg, unsigned thread, struct nass_piece *piece, struct nass_err *err)
{
	struct docs *d = arg;
	struct docs_worker *w = &d->worker[thread];

	w->result = calloc(1, sizeof(*w->result));
	if (w->result == NULL)
		return nass_fail_nomem(err);
	piece->result = w->result;
	w->piece = piece;
	w->source = piece->source;
	w->err = err;
	if (piece->is_cut_off && !keep_whole(d, piece))
		return NASS_OK;
	if (piece->is_skipped)
		return NASS_OK;
	switch (w->source->format) {
	case CLI_JSONL:
		return docs__map_records(w);
	case CLI_LINES:
		return docs__map_lines(w);
	case CLI_READY:
		w->result->ndoc += nass__scan()->count_byte(
		    piece->bytes.p, piece->bytes.n, '\n');
		w->result->same = piece->bytes;
		return NASS_OK;
	case CLI_AUTO:
	case CLI_TEXT:
	case CLI_OTHER:
	default:
		return docs__map_text(w);
	}
}

static void
drop(void *arg, struct nass_piece *piece)
{
	(void)arg;
	docs__result_free(piece->result);
}

/* Beginning and end --------------------------------------------------------------------- */

/* Of text,title: the names, in order. */
static void
read_names(struct docs *d)
{
	struct nass_str rest = nass_str(cli__state.cli->text_fields);
	struct nass_str *list;
	struct nass_err err;

	while (rest.p != NULL) {
		list = realloc(d->text_name, (d->ntext + 1) * sizeof(*list));
		if (list == NULL) {
			(void)!nass_fail_nomem(&err);
			cli_die(&err);
		}
		d->text_name = list;
		list[d->ntext++] = nass_str_cut(&rest, ',');
	}
	d->nid = cli__state.cli->id_field != NULL ? 1 : 2;
	while (d->job->fields != NULL && d->job->fields[d->nwanted] != NULL)
		d->nwanted++;
}

static bool
worker_init(struct docs *d, struct docs_worker *w)
{
	const char *id = cli__state.cli->id_field;
	size_t n = d->ntext + d->nid + 1 + d->nwanted;
	struct nass_member *m;
	size_t i;

	w->docs = d;
	w->member = calloc(n, sizeof(*w->member));
	w->fresh = calloc(d->ntext, sizeof(*w->fresh));
	w->made = calloc(d->ntext, sizeof(*w->made));
	w->json = calloc(d->ntext, sizeof(*w->json));
	if (w->member == NULL || w->fresh == NULL || w->made == NULL ||
	    w->json == NULL)
		return false;
	m = w->member;
	for (i = 0; i < d->ntext; i++)
		(m++)->name = d->text_name[i];
	(m++)->name = nass_str(id != NULL ? id : "id");
	if (id == NULL)
		(m++)->name = NASS_STR("url");
	(m++)->name = NASS_STR("html");
	w->wanted = m;
	for (i = 0; i < d->nwanted; i++)
		(m++)->name = nass_str(d->job->fields[i]);
	return true;
}

static void
worker_fini(struct docs_worker *w)
{
	size_t i;

	for (i = 0; w->made != NULL && i < w->docs->ntext; i++)
		nass_buf_fini(&w->made[i]);
	for (i = 0; w->json != NULL && i < w->docs->ntext; i++)
		nass_buf_fini(&w->json[i]);
	free(w->made);
	free(w->json);
	free(w->fresh);
	free(w->member);
	nass_buf_fini(&w->text);
	nass_buf_fini(&w->mended);
	nass_buf_fini(&w->id);
	nass_buf_fini(&w->line_id);
	nass_map_fini(&w->map);
}

static unsigned
count_jobs(char *const *operands)
{
	uint64_t jobs = cli__state.cli->jobs;
	long n;

	if (jobs > 0)
		return (unsigned)jobs;
	if (!cli__reads_files(operands))
		return 1;
	n = sysconf(_SC_NPROCESSORS_ONLN);
	return n < 1 ? 1 : n > 1024 ? 1024 : (unsigned)n;
}

static enum nass_code
start_workers(struct docs *d, unsigned jobs, struct nass_err *err)
{
	enum nass_code code;
	unsigned i;

	d->worker = calloc(jobs, sizeof(*d->worker));
	if (d->worker == NULL)
		return nass_fail_nomem(err);
	for (i = 0; i < jobs; i++) {
		if (!worker_init(d, &d->worker[i]))
			return nass_fail_nomem(err);
		if (d->job->thread == NULL)
			continue;
		code = d->job->thread(d->job->arg, i, &d->worker[i].state, err);
		if (code != NASS_OK)
			return code;
	}
	return NASS_OK;
}

static enum nass_code
run(struct docs *d, char **operands, unsigned jobs, struct nass_err *err)
{
	struct nass_run r = {
		.arg = d,
		.jobs = jobs,
		.piece = 256 << 10,
		.max_line = (size_t)cli__state.cli->max_document,
		.next = next,
		.done = docs__done,
		.bad = docs__skipped,
		.bad_bytes = docs__skipped_bytes,
		.map = map,
		.emit = docs__emit,
		.drop = drop,
	};
	enum nass_code code;
	unsigned i;

	code = nass_walk_new(operands, &d->walk, err);
	if (code == NASS_OK)
		code = start_workers(d, jobs, err);
	if (code == NASS_OK)
		code = nass_run(&r, err);
	if (code == NASS_END && d->has_enough)
		code = NASS_OK;
	for (i = 0; code == NASS_OK && d->job->join != NULL && i < jobs; i++)
		code = d->job->join(d->job->arg, d->worker[i].state, err);
	return code;
}

/* Sources stay: cli_file names them until the end of the process. */
static void
clean_up(struct docs *d, unsigned jobs)
{
	unsigned i;

	for (i = 0; d->worker != NULL && i < jobs; i++)
		if (d->worker[i].docs != NULL)
			worker_fini(&d->worker[i]);
	free(d->worker);
	d->worker = NULL;
	free(d->text_name);
	nass_buf_fini(&d->out);
	nass_walk_free(d->walk);
	if (d->spool != NULL)
		fclose(d->spool);
}

void
docs__forget(void)
{
	size_t i;

	if (the_docs == NULL)
		return;
	for (i = 0; i < the_docs->nsource; i++)
		docs__source_free(the_docs->source[i]);
	free(the_docs->source);
	free(the_docs);
	the_docs = NULL;
}

int
cli_docs(char **operands, const struct cli_job *job)
{
	const char *to = cli__state.cli->to;
	unsigned jobs = count_jobs(operands);
	struct nass_err err;
	enum nass_code code;
	struct docs *d;

	docs__forget();
	the_docs = d = calloc(1, sizeof(*d));
	if (d == NULL) {
		(void)!nass_fail_nomem(&err);
		cli_die(&err);
	}
	d->job = job;
	d->to = to == NULL             ? TO_SAME
	    : strcmp(to, "text") == 0  ? TO_TEXT
	    : strcmp(to, "jsonl") == 0 ? TO_JSONL
				       : TO_SAME;
	read_names(d);
	cli__progress_start(operands);
	code = run(d, operands, jobs, &err);
	if (code == NASS_OK)
		cli__say(nass_buf_str(&d->pending));
	nass_buf_fini(&d->pending);
	cli__log_sums(d->ndoc, d->ntok);
	if (d->has_stopped || (code == NASS_OK && d->is_ended))
		cli__stop();
	if (code != NASS_OK)
		cli_die(&err);
	clean_up(d, jobs);
	return cli__state.has_failed ? CLI_ERROR : CLI_OK;
}
