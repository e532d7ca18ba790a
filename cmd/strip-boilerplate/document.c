/* document.c - one document: stripped, explained, or its terms (strip.h). */
#include <stdlib.h>
#include <string.h>

#include "strip.h"

struct state {
	struct nass_arena arena;
	struct nass_buf json[NFIELDS];
	struct nass_str fresh[NFIELDS];
	struct nass_buf source;
	struct nass_buf text;
};

enum nass_code
strip_new_state(void *arg, unsigned thread, void **state, struct nass_err *err)
{
	(void)arg;
	(void)thread;
	*state = calloc(1, sizeof(struct state));
	return *state == NULL ? nass_fail_nomem(err) : NASS_OK;
}

enum nass_code
strip_free_state(void *arg, void *state, struct nass_err *err)
{
	struct state *t = state;

	(void)arg;
	(void)err;
	nass_arena_fini(&t->arena);
	nass_buf_fini(&t->source);
	nass_buf_fini(&t->text);
	for (size_t i = 0; i < NFIELDS; i++)
		nass_buf_fini(&t->json[i]);
	free(t);
	return NASS_OK;
}

static bool
is_page(const struct nass_doc *doc)
{
	return doc->is_html ||
	    (doc->kind == NASS_DOC_TEXT && nass_boiler_is_html(doc->text));
}

/* A member as a source; *is_found if it is a string. */
static enum nass_code
source_in(struct state *t, const struct nass_doc *doc, size_t i, bool *is_found,
    struct nass_err *err)
{
	struct nass_str text;

	*is_found = false;
	if (i >= doc->nmember || doc->member[i].type != NASS_JSON_STRING)
		return NASS_OK;
	t->text.n = 0;
	if (!nass_json_plain(doc->member[i].value, &text)) {
		if (nass_json_decode(
			doc->member[i].value, &t->text, NULL, err) != NASS_OK)
			return NASS_ENOMEM;
		text = nass_buf_str(&t->text);
	}
	*is_found = text.n > 0;
	return nass_boiler_source(text, &t->source, err);
}

/* The site of a document; empty: it has none, so nothing is repeated there. */
static enum nass_code
find_source(const struct strip *s, struct state *t, const struct nass_doc *doc,
    struct nass_err *err)
{
	bool is_found;
	enum nass_code code;

	t->source.n = 0;
	if (s->source != NULL && strcmp(s->source, "all") == 0)
		return nass_buf_put(&t->source, NASS_STR("all"), err);
	if (s->source != NULL)
		return source_in(t, doc, FIELD_OWN, &is_found, err);
	code = source_in(t, doc, FIELD_URL, &is_found, err);
	if (code == NASS_OK && !is_found)
		code = source_in(t, doc, FIELD_SOURCE, &is_found, err);
	return code;
}

static enum nass_code
put_members(struct state *t, const struct nass_doc *doc,
    const struct nass_page *page, struct nass_err *err)
{
	const struct nass_str value[NFIELDS] = { page->title, page->date,
		page->author, page->language, page->url };

	for (size_t i = 0; i < NFIELDS && i < doc->nmember; i++) {
		struct nass_member *m = &doc->member[i];

		if (value[i].n == 0 ||
		    (m->type != NASS_JSON_NONE && m->type != NASS_JSON_NULL))
			continue;
		t->json[i].n = 0;
		if (nass_json_encode(value[i], &t->json[i], err) != NASS_OK)
			return NASS_ENOMEM;
		t->fresh[i] = nass_buf_str(&t->json[i]);
		m->fresh = &t->fresh[i];
	}
	return NASS_OK;
}

enum nass_code
strip_doc(void *arg, void *state, const struct nass_doc *doc,
    struct nass_buf *out, struct nass_err *err)
{
	struct strip *s = arg;
	struct state *t = state;
	struct nass_page page;

	nass_arena_reset(&t->arena);
	if (find_source(s, t, doc, err) != NASS_OK)
		return NASS_ENOMEM;
	if (!is_page(doc))
		return nass_boiler_strip(s->boiler, doc->text,
		    nass_buf_str(&t->source), &t->arena, out, err);
	if (nass_boiler_strip_html(s->boiler, doc->text,
		nass_buf_str(&t->source), &t->arena, out, &page,
		err) != NASS_OK)
		return NASS_ENOMEM;
	if (doc->is_html && out->n > 0 && out->p[out->n - 1] == '\n')
		out->n--; /* a text in a record has no final line end */
	return put_members(t, doc, &page, err);
}

/* Explaining --------------------------------------------------------------- */

static struct nass_cell
cell_of(size_t column, const struct nass_doc *doc, const struct nass_verdict *v)
{
	switch (column) {
	case 0:
		return nass_cell_text(
		    v->is_kept ? NASS_STR("keep") : NASS_STR("drop"));
	case 1:
		return nass_cell_text(nass_str(v->reason));
	case 2:
		return nass_cell_number((double)(long)(v->score * 1000) / 1000);
	case 3:
		return nass_cell_text(doc->id);
	case 4:
		return nass_cell_count(v->number);
	default:
		return nass_cell_text(v->line);
	}
}

enum nass_code
strip_explain_doc(void *arg, void *state, const struct nass_doc *doc,
    struct nass_buf *out, struct nass_err *err)
{
	struct strip *s = arg;
	struct state *t = state;
	struct nass_cell cell[NCOLUMNS];
	struct nass_verdict *v = NULL;
	struct nass_str source;
	size_t n = 0;
	enum nass_code code;

	nass_arena_reset(&t->arena);
	code = find_source(s, t, doc, err);
	source = nass_buf_str(&t->source);
	if (code == NASS_OK)
		code = is_page(doc)
		    ? nass_boiler_judge_html(s->boiler, doc->text, source,
			  &t->arena, &v, &n, NULL, err)
		    : nass_boiler_judge(
			  s->boiler, doc->text, source, &t->arena, &v, &n, err);
	for (size_t i = 0; code == NASS_OK && i < n; i++) {
		for (size_t c = 0; c < s->nchosen; c++)
			cell[c] = cell_of(s->index[c], doc, &v[i]);
		code = nass_table_row(s->table, cell, err);
	}
	if (code == NASS_OK)
		code = nass_buf_put(out, nass_buf_str(&s->rows), err);
	s->rows.n = 0;
	return code;
}

/* Learning ----------------------------------------------------------------- */

enum nass_code
strip_learn_doc(void *arg, void *state, const struct nass_doc *doc,
    struct nass_buf *out, struct nass_err *err)
{
	struct strip *s = arg;
	struct state *t = state;

	nass_arena_reset(&t->arena);
	if (find_source(s, t, doc, err) != NASS_OK ||
	    nass_boiler_terms(s->boiler, doc->text, nass_buf_str(&t->source),
		is_page(doc), &t->arena, out, err) != NASS_OK)
		return NASS_ENOMEM;
	return nass_buf_putc(out, '\n', err);
}
