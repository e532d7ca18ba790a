/*
 * record.c - lines of JSON to documents, and their lines with new texts.
 *
 *	member:  text, text ... | id, url | html | what the filter wants
 */
#include <string.h>

#include "cli/docs.h"
#include "doc/json.h"
#include "text/utf8.h"

static bool
is_blank(struct nass_str line)
{
	size_t i;

	for (i = 0; i < line.n; i++)
		if (line.p[i] != ' ' && line.p[i] != '\t' && line.p[i] != '\r')
			return false;
	return true;
}

static enum nass_code
bad_at(struct docs_worker *w, const struct docs_record *r, uint64_t at,
    const char *what, struct nass_str name)
{
	struct nass_err why;

	(void)!nass_fail(&why, NASS_EINPUT, r->at + at, "%.*s %s",
	    (int)(name.n < 60 ? name.n : 60), name.p, what);
	return docs__bad(w, r->number, r->bytes, &why);
}

/* Id ------------------------------------------------------------------------------- */

/* The first member that is a scalar; else FILE:LINE. */
static enum nass_code
find_id(struct docs_worker *w, const struct docs_record *r, struct nass_str *id)
{
	const struct nass_member *m = w->member + w->docs->ntext;
	uint64_t n;
	uint64_t first;
	size_t i;

	for (i = 0; i < w->docs->nid; i++, m++) {
		if (m->type == NASS_JSON_NUMBER || m->type == NASS_JSON_TRUE ||
		    m->type == NASS_JSON_FALSE) {
			*id = m->value;
			return NASS_OK;
		}
		if (m->type != NASS_JSON_STRING)
			continue;
		w->mended.n = w->id.n = 0;
		if (nass_json_decode(m->value, &w->mended, NULL, w->err) !=
			NASS_OK ||
		    nass_utf8_mend(nass_buf_str(&w->mended), NASS_UTF8_REPLACE,
			&w->id, NULL, &n, &first, w->err) != NASS_OK)
			return NASS_ENOMEM;
		*id = nass_buf_str(&w->id);
		return NASS_OK;
	}
	return docs__make_id(w, r->number, id);
}

/* Records --------------------------------------------------------------------------- */

/* As text: each member is a line or more. */
static enum nass_code
put_texts(struct docs_worker *w)
{
	struct nass_buf *out = &w->piece->out;
	size_t i;

	for (i = 0; i < w->docs->ntext; i++) {
		if (w->member[i].type != NASS_JSON_STRING)
			continue;
		if (nass_buf_put(out, nass_buf_str(&w->made[i]), w->err) !=
		    NASS_OK)
			return NASS_ENOMEM;
		if ((out->n == 0 || w->made[i].n == 0 ||
			out->p[out->n - 1] != '\n') &&
		    nass_buf_putc(out, '\n', w->err) != NASS_OK)
			return NASS_ENOMEM;
	}
	return NASS_OK;
}

static enum nass_code
put_spliced(struct docs_worker *w, const struct docs_record *r)
{
	const struct docs *d = w->docs;
	struct nass_buf *out = &w->piece->out;

	if (nass_json_splice(r->line, w->member,
		d->ntext + d->nid + 1 + d->nwanted, out, w->err) != NASS_OK)
		return NASS_ENOMEM;
	return nass_buf_putc(out, '\n', w->err);
}

/* A record whose page has not been made into text: not for us. */
static enum nass_code
pass_on(struct docs_worker *w, const struct docs_record *r)
{
	if (w->result->nhtml++ == 0)
		w->result->html_line = r->number;
	if (!w->docs->job->makes_text || w->docs->to == TO_TEXT)
		return NASS_OK;
	return put_spliced(w, r);
}

/* The first and the last text there is; ntext: none. */
static void
find_texts(const struct docs_worker *w, size_t *first, size_t *last)
{
	size_t i;

	*first = w->docs->ntext;
	*last = 0;
	for (i = 0; i < w->docs->ntext; i++)
		if (w->member[i].type == NASS_JSON_STRING) {
			if (*first == w->docs->ntext)
				*first = i;
			*last = i;
		}
}

static enum nass_code
give_all(struct docs_worker *w, struct nass_doc *doc,
    const struct docs_record *r, bool *is_bad)
{
	size_t old = w->piece->out.n;
	size_t first;
	size_t last;
	size_t i;
	enum nass_code code = NASS_OK;

	find_texts(w, &first, &last);
	for (i = first; i <= last && code == NASS_OK && !*is_bad; i++) {
		if (w->member[i].type != NASS_JSON_STRING)
			continue;
		doc->is_first = i == first;
		doc->is_last = i == last;
		code = docs__give_member(w, doc, r, &w->member[i], i, is_bad);
	}
	if (*is_bad)
		w->piece->out.n = old;
	return code;
}

/* A page: its text goes into the first text member. */
static enum nass_code
give_page(struct docs_worker *w, struct nass_doc *doc,
    const struct docs_record *r, bool *is_bad)
{
	struct nass_member *html = &w->member[w->docs->ntext + w->docs->nid];
	enum nass_code code;

	doc->is_first = doc->is_last = doc->is_html = true;
	code = docs__give_member(w, doc, r, html, 0, is_bad);
	if (code == NASS_OK && !*is_bad && w->docs->to != TO_TEXT) {
		html->fresh = NULL;
		w->json[0].n = 0;
		code = nass_json_encode(
		    nass_buf_str(&w->made[0]), &w->json[0], w->err);
		w->fresh[0] = nass_buf_str(&w->json[0]);
		w->member[0].fresh = &w->fresh[0];
	} else if (code == NASS_OK && !*is_bad) {
		w->member[0].type = NASS_JSON_STRING; /* for put_texts */
	}
	return code;
}

/*
 * Is there a text?  One of the members must be a string, and none anything but
 * a string or null.
 */
static const char *
what_is_wrong(const struct docs_worker *w, size_t *which)
{
	size_t nstring = 0;
	size_t i;

	for (i = 0; i < w->docs->ntext; i++) {
		*which = i;
		switch (w->member[i].type) {
		case NASS_JSON_STRING:
			nstring++;
			break;
		case NASS_JSON_NONE:
		case NASS_JSON_NULL:
			break;
		case NASS_JSON_FALSE:
		case NASS_JSON_TRUE:
		case NASS_JSON_NUMBER:
		case NASS_JSON_ARRAY:
		case NASS_JSON_OBJECT:
		default:
			return "is not a string";
		}
	}
	*which = 0;
	if (nstring > 0)
		return NULL;
	return w->member[0].type == NASS_JSON_NULL ? "is null" : "is missing";
}

/* Does nothing have to be done to the record, nor said of it? */
static bool
is_kept(const struct docs_worker *w, const char *wrong)
{
	const struct nass_member *m = w->member;
	size_t i;

	if (!w->docs->job->keeps_records || wrong != NULL ||
	    w->wanted[0].type == NASS_JSON_NONE)
		return false;
	for (i = 0; i < w->docs->ntext; i++)
		if (m[i].type == NASS_JSON_STRING && !m[i].is_sound)
			return false;
	return true;
}

/*
 * The record as it is: at the head of a piece, where all are such until one is
 * not, nothing is copied.
 */
static enum nass_code
keep(struct docs_worker *w, const struct docs_record *r)
{
	struct nass_buf *out = &w->piece->out;
	struct nass_str *same = &w->result->same;
	enum nass_code code;

	w->result->ndoc++;
	if (out->n == 0 && r->bytes.n > r->line.n &&
	    (same->n == 0 || same->p + same->n == r->line.p)) {
		if (same->n == 0)
			same->p = r->line.p;
		same->n += r->bytes.n;
		return NASS_OK;
	}
	code = nass_buf_put(out, r->line, w->err);
	return code == NASS_OK ? nass_buf_putc(out, '\n', w->err) : code;
}

static enum nass_code
map_found(struct docs_worker *w, const struct docs_record *r)
{
	const struct docs *d = w->docs;
	const struct nass_member *html = &w->member[d->ntext + d->nid];
	struct nass_doc doc;
	const char *wrong;
	bool is_page;
	bool is_bad = false;
	enum nass_code code;
	size_t which;

	wrong = what_is_wrong(w, &which);
	is_page = wrong != NULL && html->type == NASS_JSON_STRING &&
	    strcmp(wrong, "is not a string") != 0;
	if (is_page && !d->job->takes_html)
		return pass_on(w, r);
	if (is_kept(w, wrong))
		return keep(w, r);
	if (wrong != NULL && !is_page)
		return bad_at(w, r,
		    w->member[which].value.p == NULL
			? 0
			: (uint64_t)(w->member[which].value.p - r->line.p),
		    wrong, w->member[which].name);
	memset(&doc, 0, sizeof(doc));
	doc.kind = NASS_DOC_RECORD;
	doc.record = r->line;
	doc.member = w->wanted;
	doc.nmember = d->nwanted;
	doc.file = w->source->index;
	doc.number = doc.line = r->number;
	doc.at_file = r->at;
	doc.is_part = w->source->is_cut;
	code = find_id(w, r, &doc.id);
	if (code == NASS_OK)
		code = is_page ? give_page(w, &doc, r, &is_bad)
			       : give_all(w, &doc, r, &is_bad);
	if (code != NASS_OK || is_bad)
		return code;
	w->result->ndoc++;
	if (!d->job->makes_text)
		return NASS_OK;
	return d->to == TO_TEXT ? put_texts(w) : put_spliced(w, r);
}

static enum nass_code
map_record(struct docs_worker *w, const struct docs_record *r)
{
	const struct docs *d = w->docs;
	enum nass_code code;

	if (is_blank(r->line))
		return NASS_OK;
	code = nass_json_find(
	    r->line, w->member, d->ntext + d->nid + 1 + d->nwanted, w->err);
	if (code == NASS_EINPUT) {
		w->err->at += r->at;
		return docs__bad(w, r->number, r->bytes, w->err);
	}
	return code == NASS_OK ? map_found(w, r) : code;
}

enum nass_code
docs__map_records(struct docs_worker *w)
{
	struct nass_str rest = w->piece->bytes;
	struct docs_record r = { .at = w->piece->at, .number = w->piece->line };
	enum nass_code code = NASS_OK;

	if (r.at == 0 && nass_str_starts(rest, NASS_STR("\xEF\xBB\xBF"))) {
		rest = nass_str_sub(rest, 3, rest.n);
		r.at = 3;
	}
	while (rest.p != NULL && rest.n > 0 && code == NASS_OK &&
	    !w->result->is_stopped) {
		r.line = r.bytes = nass_str_cut(&rest, '\n');
		r.bytes.n += rest.p != NULL;
		code = map_record(w, &r);
		r.at += r.bytes.n;
		r.number++;
	}
	return code;
}
