/*
 * member.c - one text of a record: decoded for the filter, and what the filter
 * made of it encoded, unless nothing changed.
 */
#include "cli/docs.h"
#include "doc/json.h"
#include "text/utf8.h"

/* The text of a value: in place if nothing has to be decoded. */
static enum nass_code
decode(struct docs_worker *w, struct nass_str value, struct nass_str *text,
    uint64_t *nlone)
{
	*nlone = 0;
	if (nass_json_plain(value, text))
		return NASS_OK;
	w->text.n = 0;
	if (doc__decode(value, cli__state.cli->invalid == CLI_DROP, &w->text,
		nlone, w->err) != NASS_OK)
		return NASS_ENOMEM;
	*text = nass_buf_str(&w->text);
	return NASS_OK;
}

/* Where a new text goes; the old one stays if it is the same. */
static enum nass_code
keep_made(struct docs_worker *w, struct nass_member *m, size_t i,
    struct nass_str old, bool was_ill)
{
	struct nass_str made = nass_buf_str(&w->made[i]);

	if (w->docs->to == TO_TEXT || (!was_ill && nass_str_eq(made, old)))
		return NASS_OK;
	w->json[i].n = 0;
	if (nass_json_encode(made, &w->json[i], w->err) != NASS_OK)
		return NASS_ENOMEM;
	w->fresh[i] = nass_buf_str(&w->json[i]);
	m->fresh = &w->fresh[i];
	return NASS_OK;
}

enum nass_code
docs__give_member(struct docs_worker *w, struct nass_doc *doc,
    const struct docs_record *r, struct nass_member *m, size_t i, bool *is_bad)
{
	bool makes_text = w->docs->job->makes_text;
	struct nass_buf *out = makes_text ? &w->made[i] : &w->piece->out;
	uint64_t in_line = (uint64_t)(m->value.p - r->line.p);
	struct nass_str text;
	enum nass_code code;
	uint64_t nlone;

	if (w->docs->job->skips_text && !cli__log_is_on() && m->is_sound) {
		nlone = 0;
		text = (struct nass_str){ m->value.p, 0 };
	} else {
		code = decode(w, m->value, &text, &nlone);
		if (code != NASS_OK)
			return code;
	}
	doc->field = m->name;
	doc->is_mended = nlone > 0;
	w->nill = 0;
	w->made[i].n = 0;
	if (nlone > 0 && cli__state.cli->invalid == CLI_FAIL)
		code = nass_fail(
		    w->err, NASS_EINPUT, 0, "lone surrogate in a string");
	else
		code = docs__give(w, doc, text, m->is_sound, out);
	nlone += w->nill;
	if (nlone > 0 && cli__state.cli->invalid != CLI_FAIL)
		docs__note_ill(w, nlone,
		    r->at + in_line + doc__first_ill(m->value), r->number);
	*is_bad = code == NASS_EINPUT || code == NASS_ELIMIT;
	if (*is_bad) {
		w->err->at = r->at + in_line +
		    (nass_utf8_valid(m->value) < m->value.n || nlone > 0
			    ? doc__first_ill(m->value)
			    : 0);
		return docs__bad(w, r->number, r->bytes, w->err);
	}
	if (code == NASS_OK && makes_text)
		code = keep_made(w, m, i, text, nlone > 0);
	return code;
}
