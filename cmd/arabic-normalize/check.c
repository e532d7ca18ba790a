/*
 * check.c - the first place that is not normalised.
 *
 * Each part of the input says its first place; the first part that has one, in
 * the order of the input, is printed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "filter.h"
#include "text/utf8.h"

struct check {
	struct filter *filter;
	bool is_found; /* emit runs one at a time */
};

/* One part on its way. */
struct place {
	const struct nass_doc *doc;
	struct nass_buf *out;
	struct nass_err *err;
	enum nass_code code;
};

static void
put_code_points(struct place *p, struct nass_str s)
{
	size_t at = 0;
	size_t n;

	if (s.n == 0 && p->code == NASS_OK)
		p->code = nass_buf_printf(p->out, p->err, "nothing");
	for (; at < s.n && p->code == NASS_OK; at += n)
		p->code = nass_buf_printf(p->out, p->err, "%sU+%04X",
		    at > 0 ? " " : "", (unsigned)nass_utf8_get(s.p + at, &n));
}

static bool
visit(void *arg, const struct nass_norm_change *change)
{
	struct place *p = arg;
	const struct nass_doc *doc = p->doc;
	uint64_t at = change->at;
	uint64_t line = doc->line;
	const char *lf = doc->text.p;
	const char *end = doc->text.p + change->at;

	if (doc->kind == NASS_DOC_TEXT)
		for (; (lf = memchr(lf, '\n', (size_t)(end - lf))) != NULL;
		     lf++)
			line++;
	if (doc->map != NULL)
		at = nass_map_start(doc->map, at);
	at += doc->kind == NASS_DOC_RECORD ? 0 : doc->at_file;
	p->code = nass_buf_printf(p->out, p->err,
	    "%s:%llu: byte %llu: ", cli_file(doc->file),
	    (unsigned long long)line, (unsigned long long)at);
	put_code_points(p, change->from);
	if (p->code == NASS_OK)
		p->code = nass_buf_printf(p->out, p->err, " to ");
	put_code_points(p, change->to);
	if (p->code == NASS_OK)
		p->code = nass_buf_printf(
		    p->out, p->err, " (%s)\n", change->operation);
	return false;
}

static enum nass_code
look(void *arg, void *state, const struct nass_doc *doc, struct nass_buf *out,
    struct nass_err *err)
{
	struct check *c = arg;
	struct place p = { doc, out, err, NASS_OK };
	enum nass_code code;

	(void)state;
	code = nass_norm_explain(c->filter->norm, doc->text, visit, &p, err);
	return code == NASS_OK ? p.code : code;
}

static enum nass_code
emit(void *arg, struct nass_buf *made, struct nass_buf *out,
    struct nass_err *err)
{
	struct check *c = arg;
	struct nass_str rest = nass_buf_str(made);
	struct nass_str line;

	if (c->is_found || rest.n == 0)
		return NASS_OK;
	c->is_found = true;
	line = nass_str_cut(&rest, '\n');
	line.n++;
	return nass_buf_put(out, line, err);
}

int
run_check(struct filter *f, char **operands)
{
	struct check c = { f, false };
	const struct cli_job job = {
		.arg = &c,
		.unit = CLI_PARTS,
		.doc = look,
		.emit = emit,
	};
	int status = cli_docs(operands, &job);

	return status == CLI_OK && c.is_found ? CLI_NONE : status;
}
