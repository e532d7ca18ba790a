/*
 * emit.c - results of pieces, in the order of the input: output, messages, bad
 * records, and what is said of a whole file behind it.
 */
#include <stdlib.h>
#include <unistd.h>

#include "cli/docs.h"

void
docs__result_free(struct docs_result *r)
{
	if (r == NULL)
		return;
	nass_buf_fini(&r->says);
	nass_buf_fini(&r->rejects);
	free(r);
}

static void
say_and_forget(struct nass_buf *says)
{
	cli__say(nass_buf_str(says));
	nass_buf_fini(says);
	*says = (struct nass_buf)NASS_BUF_INIT;
}

enum nass_code
docs__stop(struct docs *d, struct nass_err *err)
{
	d->has_stopped = true;
	return nass_fail(err, NASS_EINPUT, 0, "stopped");
}

static void
warn(const struct docs_source *s, uint64_t line, uint64_t at, const char *what,
    uint64_t n)
{
	if (at != UINT64_MAX)
		cli_note("%s:%llu: byte %llu: %s %llu time%s", s->path,
		    (unsigned long long)line, (unsigned long long)at, what,
		    (unsigned long long)n, n == 1 ? "" : "s");
	else
		cli_note("%s:%llu: %s %llu time%s", s->path,
		    (unsigned long long)line, what, (unsigned long long)n,
		    n == 1 ? "" : "s");
}

/* What is not needed once all of an input was read and is out. */
static void
forget_source(struct docs_source *s)
{
	if (!s->is_emitted || !s->is_done)
		return;
	nass_hasher_free(s->hash);
	s->hash = NULL;
	free(s->skipped);
	s->skipped = NULL;
	s->nskipped = s->said = 0;
	free(s->failed);
	s->failed = NULL;
}

/* Behind the last piece of an input. */
static enum nass_code
end_source(struct docs *d, struct docs_source *s, struct nass_err *err)
{
	bool is_dropped = cli__state.cli->invalid == CLI_DROP;
	enum nass_code code;

	s->is_emitted = true;
	code = docs__tell_skipped(d, s, UINT64_MAX, err);
	if (code != NASS_OK)
		return code;
	if (s->nill > 0)
		warn(s, s->ill_line, s->ill_at,
		    is_dropped ? "ill-formed UTF-8, dropped"
			       : "ill-formed UTF-8, replaced by U+FFFD",
		    s->nill);
	if (s->nhtml > 0)
		warn(s, s->html_line, UINT64_MAX,
		    "html without text, which strip-boilerplate makes:",
		    s->nhtml);
	if (s->failed != NULL && !cli__soft(s->path, 0, s->failed))
		return docs__stop(d, err);
	if (s->hash != NULL)
		cli__log_input(s->path, s->hash);
	forget_source(s);
	return NASS_OK;
}

/*
 * Called when the last piece was handed out, which with one thread is after it
 * was emitted, with more perhaps before.
 */
enum nass_code
docs__done(void *arg, const struct nass_in *in, void *source,
    const struct nass_err *failed, struct nass_err *err)
{
	struct docs_source *s = source;
	struct docs *d = arg;

	(void)in;
	s->is_done = true;
	if (failed != NULL && s->is_emitted) {
		if (!cli__soft(s->path, 0, failed))
			return docs__stop(d, err);
	} else if (failed != NULL) {
		s->failed = malloc(sizeof(*s->failed));
		if (s->failed == NULL)
			return nass_fail_nomem(err);
		*s->failed = *failed;
	}
	forget_source(s);
	return NASS_OK;
}

/* Texts that are joined: a note once, and a line end where one lacks. */
static enum nass_code
join(struct docs *d, const struct docs_source *s,
    const struct nass_piece *piece, struct nass_err *err)
{
	size_t n = piece->out.n;

	if (!d->job->makes_text || d->to == TO_JSONL ||
	    (s->format == CLI_JSONL && d->to == TO_SAME))
		return NASS_OK;
	if (piece->is_first && s->format == CLI_TEXT && ++d->njoined == 2)
		cli_note("several texts are joined into one; "
			 "-t jsonl keeps them apart");
	if (n == 0)
		return NASS_OK;
	if (piece->is_first && d->ends_open &&
	    nass_out_put(cli__state.out, NASS_STR("\n"), err) != NASS_OK)
		return err->code;
	d->ends_open = piece->out.p[n - 1] != '\n';
	return NASS_OK;
}

static enum nass_code
put_output(struct docs *d, struct nass_piece *piece, struct nass_err *err)
{
	const struct docs_result *r = piece->result;
	enum nass_code code;

	if (d->job->emit == NULL) {
		code = nass_out_put(cli__state.out, r->same, err);
		return code == NASS_OK ? nass_out_put(cli__state.out,
					     nass_buf_str(&piece->out), err)
				       : code;
	}
	d->out.n = 0;
	code = d->job->emit(d->job->arg, &piece->out, &d->out, err);
	d->has_enough = code == NASS_END;
	if (code != NASS_OK && code != NASS_END)
		return code;
	return nass_out_put(cli__state.out, nass_buf_str(&d->out), err);
}

static void
add_up(struct docs *d, struct docs_source *s, const struct docs_result *r,
    const struct nass_piece *piece)
{
	d->ndoc += r->ndoc;
	d->ntok += r->ntok;
	if (s->nill == 0) {
		s->ill_at = r->ill_at;
		s->ill_line = r->ill_line;
	}
	s->nill += r->nill;
	if (s->nhtml == 0)
		s->html_line = r->html_line;
	s->nhtml += r->nhtml;
	if (s->hash != NULL && !s->is_hashed)
		nass_hasher_put(s->hash, piece->bytes);
	if (r->has_failed)
		cli__state.has_failed = true;
}

enum nass_code
docs__emit(void *arg, struct nass_piece *piece, struct nass_err *err)
{
	struct docs *d = arg;
	struct docs_source *s = piece->source;
	struct docs_result *r = piece->result;
	enum nass_code code;

	if (piece->is_first)
		say_and_forget(&s->before);
	code = docs__tell_skipped(d, s, piece->at, err);
	if (code == NASS_OK)
		code = join(d, s, piece, err);
	if (code == NASS_OK)
		code = put_output(d, piece, err);
	if (code == NASS_OK)
		code = cli__reject(nass_buf_str(&r->rejects), err);
	if (code == NASS_OK)
		cli__say(nass_buf_str(&r->says));
	add_up(d, s, r, piece);
	if (code == NASS_OK && r->is_stopped)
		code = docs__stop(d, err);
	docs__result_free(r);
	piece->result = NULL;
	if (code == NASS_OK && piece->is_last)
		code = end_source(d, s, err);
	if (code == NASS_OK && (piece->is_waiting || cli_output_is_terminal()))
		code = nass_out_flush(cli__state.out, err);
	cli__progress_add(piece->bytes.n);
	return code == NASS_OK && d->has_enough ? NASS_END : code;
}
