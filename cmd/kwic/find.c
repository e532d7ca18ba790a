/*
 * find.c - one part of a document: its hits as rows, its edges for the parts
 * beside it.  Runs in threads.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd/kwic/kwic.h"
#include "text/utf8.h"

struct worker {
	struct kwic *k;
	struct nass_scan *scan;
	struct kwic_eye eye;
	struct kwic_around *around; /* NULL: no one asks */
	struct nass_buf scratch;
	struct nass_buf place; /* offsets of the part's hits, if anyone asks */
	const struct nass_doc *doc;
	struct nass_buf *out;
	size_t text_frame; /* an open frame of formatted rows, or NO_FRAME */
	size_t line_at;    /* lines are counted up to here */
	uint64_t line;
	size_t word_at; /* words too */
	uint64_t nword_here;
	uint64_t nhit_here;
	uint64_t nhit;
	uint64_t nword;
	struct nass_err *err;
	enum nass_code code;
};

#define NO_FRAME ((size_t)-1)

/* Counting up to a hit --------------------------------------------------------- */

static uint64_t
line_of(struct worker *w, size_t at)
{
	const char *p = w->doc->text.p;
	const char *lf;

	if (w->doc->kind == NASS_DOC_RECORD)
		return w->doc->line;
	while ((lf = memchr(p + w->line_at, '\n', at - w->line_at)) != NULL) {
		w->line++;
		w->line_at = (size_t)(lf - p) + 1;
	}
	w->line_at = at;
	return w->line;
}

/* Words from where the last count ended to `at`; both are token borders. */
static void
count_words(struct worker *w, size_t at)
{
	struct nass_words_opts opts = nass_words_default;
	struct nass_words words;
	struct nass_token t;

	opts.kinds = NASS_TOKEN_WORDS;
	nass_words_init(
	    &words, nass_str_sub(w->doc->text, w->word_at, at), &opts);
	while (nass_words_next(&words, &t))
		w->nword_here++;
	w->word_at = at;
}

/* Rows ----------------------------------------------------------------------- */

static void
close_text(struct worker *w)
{
	if (w->text_frame != NO_FRAME)
		kwic_frame_end(w->out, w->text_frame);
	w->text_frame = NO_FRAME;
}

/* Format the row where it was found; false: the table does not do that. */
static enum nass_code
put_direct(struct worker *w, struct kwic_row *row, bool *is_done)
{
	struct nass_cell cell[KWIC_MEMBERS + KWIC_NCOLUMN];
	enum nass_code code = NASS_OK;

	if (w->text_frame == NO_FRAME)
		code = kwic_frame_begin(
		    w->out, KWIC_FRAME_TEXT, &w->text_frame, w->err);
	if (code == NASS_OK)
		code = kwic_row_cells(w->k, row, &w->scratch, cell, w->err);
	if (code == NASS_OK)
		code = nass_table_format_row(
		    w->k->out, cell, w->out, is_done, w->err);
	return code;
}

static enum nass_code
put_row(struct worker *w, struct kwic_row *row)
{
	bool is_whole = !row->lacks_before && !row->lacks_after;
	enum nass_code code = NASS_OK;
	bool is_done = false;
	bool passes = true;
	size_t at;

	if (is_whole)
		code = kwic_filter_row(w->k, &w->eye, row, &passes, w->err);
	if (code != NASS_OK || !passes)
		return code;
	if (is_whole && w->around != NULL)
		return kwic_around_row(w->k, w->around, row, w->err);
	if (is_whole && w->k->is_direct)
		code = put_direct(w, row, &is_done);
	if (code != NASS_OK || is_done)
		return code;
	close_text(w);
	code = kwic_frame_begin(w->out, KWIC_FRAME_ROW, &at, w->err);
	if (code == NASS_OK)
		code = kwic_row_put(row, w->out, w->err);
	if (code == NASS_OK)
		kwic_frame_end(w->out, at);
	return code;
}

static void
set_members(const struct worker *w, struct kwic_row *row)
{
	const struct nass_doc *doc = w->doc;
	size_t i;

	row->nmember = w->k->nmember;
	for (i = 0; i < row->nmember; i++)
		if (i < doc->nmember && doc->member[i].type != NASS_JSON_NONE)
			row->member[i] = doc->member[i].value;
}

static bool
see_hit(void *arg, const struct nass_hit *hit)
{
	struct worker *w = arg;
	const struct nass_doc *doc = w->doc;
	struct kwic_row row = { .id = doc->id, .field = doc->field };
	size_t from;
	size_t to;

	w->nhit_here++;
	from = kwic_reach_before(
	    w->k, doc->text, hit->at, &row.from, &row.lacks_before);
	to = kwic_reach_after(
	    w->k, doc->text, hit->at + hit->n, &row.to, &row.lacks_after);
	row.lacks_before &= doc->kind == NASS_DOC_TEXT && !doc->is_first;
	row.lacks_after &= doc->kind == NASS_DOC_TEXT && !doc->is_last;
	row.text = nass_str_sub(doc->text, from, to);
	row.from -= from;
	row.to -= from;
	row.node_at = hit->at - from;
	row.node_n = hit->n;
	row.offset = nass_doc_offset(doc, hit->at);
	row.file = doc->file;
	row.number = doc->number;
	row.pattern = hit->pattern;
	if (w->k->has_line)
		row.line = line_of(w, hit->at);
	if (w->k->has_position) {
		if (hit->at > w->word_at)
			count_words(w, hit->at);
		row.position = w->nword_here + 1;
	}
	if (doc->kind == NASS_DOC_RECORD)
		set_members(w, &row);
	w->code = put_row(w, &row);
	return w->code == NASS_OK;
}

static bool
put_place(struct worker *w, size_t where)
{
	uint64_t at = nass_doc_offset(w->doc, where);

	w->code = nass_buf_put(&w->place,
	    (struct nass_str){ (const char *)&at, sizeof(at) }, w->err);
	return w->code == NASS_OK;
}

static bool
see_place(void *arg, const struct nass_hit *hit)
{
	struct worker *w = arg;

	w->nhit_here++;
	return put_place(w, hit->at);
}

/* Parts ---------------------------------------------------------------------- */

/* What stands at the edges, for rows of the parts beside. */
static enum nass_code
put_part(struct worker *w)
{
	const struct nass_doc *doc = w->doc;
	struct nass_str text = doc->text;
	struct kwic_part part = { .file = doc->file, .number = doc->number };
	enum nass_code code;
	bool lacks = false;
	size_t missing;
	size_t shown;
	size_t at;

	part.is_first = doc->is_first;
	part.is_last = doc->is_last;
	if (w->k->has_position && !doc->is_last)
		count_words(w, text.n);
	part.nword = w->nword_here;
	if (!doc->is_first) {
		part.head_n = kwic_reach_after(w->k, text, 0, &shown, &lacks);
		part.is_head_whole = lacks;
		/* A word that goes on there would not be cut. */
		part.head_n = nass_context_after(
		    text, part.head_n, NASS_CONTEXT_WORDS, 1, &missing);
	}
	if (!doc->is_last) {
		part.tail_n = text.n -
		    kwic_reach_before(w->k, text, text.n, &shown, &lacks);
		part.is_tail_whole = lacks;
	}
	code = kwic_frame_begin(w->out, KWIC_FRAME_PART, &at, w->err);
	if (code == NASS_OK)
		code = nass_buf_put(w->out,
		    (struct nass_str){ (char *)&part, sizeof(part) }, w->err);
	if (code == NASS_OK)
		code = nass_buf_put(
		    w->out, nass_str_sub(text, 0, part.head_n), w->err);
	if (code == NASS_OK)
		code = nass_buf_put(w->out,
		    nass_str_sub(text, text.n - part.tail_n, text.n), w->err);
	if (code == NASS_OK)
		kwic_frame_end(w->out, at);
	return code;
}

static bool
counts_only(const struct kwic *k)
{
	return k->tally != NULL && k->nfilter == 0;
}

static struct nass_str
group_of(const struct worker *w)
{
	const struct nass_doc *doc = w->doc;

	/* The group is the last of the members that were asked for. */
	if (w->k->group == NULL || doc->nmember < w->k->nmember ||
	    doc->member[w->k->nmember - 1].type == NASS_JSON_NONE)
		return (struct nass_str){ "", 0 };
	return doc->member[w->k->nmember - 1].value;
}

static enum nass_code
put_count(struct worker *w)
{
	const struct nass_doc *doc = w->doc;
	struct nass_str group = group_of(w);
	struct kwic_count count = { doc->file, doc->number,
		counts_only(w->k) ? w->nhit_here : 0, w->nword_here,
		nass_doc_offset(doc, doc->text.n), doc->id.n, group.n };
	enum nass_code code;
	size_t at;

	code = kwic_frame_begin(w->out, KWIC_FRAME_COUNT, &at, w->err);
	if (code == NASS_OK)
		code = nass_buf_put(w->out,
		    (struct nass_str){ (char *)&count, sizeof(count) }, w->err);
	if (code == NASS_OK)
		code = nass_buf_put(w->out, doc->id, w->err);
	if (code == NASS_OK)
		code = nass_buf_put(w->out, group, w->err);
	if (code == NASS_OK)
		code = nass_buf_put(w->out, nass_buf_str(&w->place), w->err);
	if (code == NASS_OK)
		kwic_frame_end(w->out, at);
	return code;
}

static enum nass_code
count_hits(struct worker *w)
{
	struct nass_str text = w->doc->text;
	enum nass_code code;

	if (!w->k->has_places)
		return nass_scan_count(w->scan, text, &w->nhit_here, w->err);
	code = nass_scan_text(w->scan, text, see_place, w, w->err);
	return code == NASS_OK ? w->code : code;
}

static enum nass_code
find_rows(struct worker *w)
{
	const struct nass_doc *doc = w->doc;
	enum nass_code code;

	code = nass_scan_text(w->scan, doc->text, see_hit, w, w->err);
	if (code == NASS_OK)
		code = w->code;
	close_text(w);
	/* Only now is it known to be well-formed. */
	if (code == NASS_OK && doc->kind == NASS_DOC_TEXT &&
	    !(doc->is_first && doc->is_last))
		code = put_part(w);
	return code;
}

enum nass_code
kwic_doc(void *arg, void *state, const struct nass_doc *doc,
    struct nass_buf *out, struct nass_err *err)
{
	const struct kwic *k = arg;
	struct worker *w = state;
	enum nass_code code = NASS_OK;
	size_t n = out->n;

	w->doc = doc;
	w->out = out;
	w->err = err;
	w->code = NASS_OK;
	w->text_frame = NO_FRAME;
	w->place.n = 0;
	w->line_at = w->word_at = 0;
	w->line = doc->line;
	w->nword_here = w->nhit_here = 0;
	if (w->around != NULL)
		code = kwic_around_doc(w->around, doc, err);
	if (code != NASS_OK)
		return code;
	if (counts_only(k))
		code = count_hits(w);
	else
		code = find_rows(w);
	if (code == NASS_OK && k->counts_words) {
		w->word_at = w->nword_here = 0;
		count_words(w, doc->text.n);
	}
	if (code == NASS_OK && k->has_counts &&
	    (w->nhit_here > 0 || k->counts_words || k->has_places))
		code = put_count(w);
	if (code != NASS_OK) {
		out->n = n;
		return code;
	}
	w->nhit += w->nhit_here;
	w->nword += w->nword_here;
	return NASS_OK;
}

enum nass_code
kwic_thread(void *arg, unsigned thread, void **state, struct nass_err *err)
{
	struct kwic *k = arg;
	struct worker *w = calloc(1, sizeof(*w));
	enum nass_code code;

	(void)thread;
	if (w == NULL)
		return nass_fail_nomem(err);
	*state = w;
	w->k = k;
	code = nass_scan_new(k->match, &w->scan, err);
	if (code == NASS_OK)
		code = kwic_eye_open(k, &w->eye, err);
	if (code == NASS_OK && k->is_collocates)
		code = kwic_around_open(k, &w->around, err);
	return code;
}

enum nass_code
kwic_join(void *arg, void *state, struct nass_err *err)
{
	struct kwic *k = arg;
	struct worker *w = state;
	enum nass_code code = NASS_OK;

	if (w->around != NULL)
		code = kwic_around_merge(k->around, w->around, err);
	kwic_around_close(w->around);
	if (counts_only(k))
		k->nhit += w->nhit;
	k->nword += w->nword;
	nass_scan_free(w->scan);
	kwic_eye_close(k, &w->eye);
	nass_buf_fini(&w->scratch);
	nass_buf_fini(&w->place);
	free(w);
	return code;
}
