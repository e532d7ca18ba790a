/*
 * piece.c - pieces of text to documents: a FILE in parts, or a line each.
 */
#include <string.h>

#include <nass/word.h>

#include "cli/docs.h"
#include "simd/scan.h"
#include "text/utf8.h"

/* What is said ----------------------------------------------------------------- */

void
docs__note_ill(struct docs_worker *w, uint64_t n, uint64_t at, uint64_t line)
{
	struct docs_result *r = w->result;

	if (r->nill == 0) {
		r->ill_at = at;
		r->ill_line = line;
	}
	r->nill += n;
}

enum nass_code
docs__bad(struct docs_worker *w, uint64_t line, struct nass_str bytes,
    const struct nass_err *why)
{
	struct docs_result *r = w->result;
	enum cli_on_error how = cli__state.cli->on_error;

	if (cli__state.rejects != NULL &&
	    nass_buf_put(&r->rejects, bytes, w->err) != NASS_OK)
		return NASS_ENOMEM;
	if (how == CLI_IGNORE)
		return NASS_OK;
	r->has_failed = true;
	r->is_stopped = how == CLI_STOP;
	return cli__message(&r->says, w->source->path, line, why, w->err);
}

/* Text to the filter ------------------------------------------------------------- */

/* For the log alone: it costs as much as a small filter. */
static uint64_t
count_tokens(struct nass_str text)
{
	struct nass_words_opts opts = nass_words_default;
	struct nass_words words;
	struct nass_token t;
	uint64_t n = 0;

	opts.kinds = NASS_TOKEN_WORDS;
	nass_words_init(&words, text, &opts);
	while (nass_words_next(&words, &t))
		n++;
	return n;
}

static enum nass_code
call(struct docs_worker *w, struct nass_doc *doc, struct nass_buf *out)
{
	const struct cli_job *job = w->docs->job;
	size_t old = out->n;
	enum nass_code code;

	code = job->doc(job->arg, w->state, doc, out, w->err);
	if (code != NASS_OK)
		out->n = old;
	else if (cli__log_is_on() && !doc->is_html)
		w->result->ntok += count_tokens(doc->text);
	return code;
}

/* The text as it was is not well-formed. */
static enum nass_code
give_mended(struct docs_worker *w, struct nass_doc *doc, struct nass_str raw,
    struct nass_buf *out)
{
	enum cli_invalid how = cli__state.cli->invalid;
	size_t old = out->n;

	if (how == CLI_FAIL)
		return nass_fail(w->err, NASS_EINPUT, nass_utf8_valid(raw),
		    "ill-formed UTF-8");
	w->mended.n = 0;
	nass_map_reset(&w->map);
	if (nass_utf8_mend(raw,
		how == CLI_DROP ? NASS_UTF8_DROP : NASS_UTF8_REPLACE,
		&w->mended, &w->map, &w->nill, &w->ill_at, w->err) != NASS_OK)
		return NASS_ENOMEM;
	out->n = old;
	doc->text = nass_buf_str(&w->mended);
	doc->map = &w->map;
	doc->is_mended = true;
	return call(w, doc, out);
}

enum nass_code
docs__give(struct docs_worker *w, struct nass_doc *doc, struct nass_str raw,
    bool is_sound, struct nass_buf *out)
{
	bool takes_raw = w->docs->job->takes_raw;
	enum nass_code code;

	w->nill = 0;
	doc->text = raw;
	doc->map = NULL;
	if (!takes_raw && !is_sound && nass_utf8_valid(raw) < raw.n)
		return give_mended(w, doc, raw, out);
	code = call(w, doc, out);
	if (takes_raw && code == NASS_EINPUT && nass_utf8_valid(raw) < raw.n)
		return give_mended(w, doc, raw, out);
	return code;
}

/* What comes out ------------------------------------------------------------------ */

enum nass_code
docs__make_id(struct docs_worker *w, uint64_t line, struct nass_str *id)
{
	const struct docs_source *s = w->source;
	enum nass_code code = NASS_OK;

	/* Of a million lines of a file the name is the same. */
	if (w->named != s) {
		w->line_id.n = 0;
		code = nass_buf_put(&w->line_id, s->id, w->err);
		if (code == NASS_OK)
			code = nass_buf_putc(&w->line_id, ':', w->err);
		w->named = code == NASS_OK ? s : NULL;
	}
	w->line_id.n = s->id.n + 1;
	if (code == NASS_OK)
		code = nass_buf_put_number(&w->line_id, line, w->err);
	*id = nass_buf_str(&w->line_id);
	return code;
}

/* Members that the filter found in a text: the title of a page ... */
static enum nass_code
put_members(const struct docs_worker *w, struct nass_buf *out)
{
	for (size_t i = 0; i < w->docs->nwanted; i++) {
		const struct nass_member *m = &w->wanted[i];

		if (m->fresh != NULL &&
		    (nass_buf_putc(out, ',', w->err) != NASS_OK ||
			nass_json_encode(m->name, out, w->err) != NASS_OK ||
			nass_buf_putc(out, ':', w->err) != NASS_OK ||
			nass_buf_put(out, *m->fresh, w->err) != NASS_OK))
			return NASS_ENOMEM;
	}
	return NASS_OK;
}

enum nass_code
docs__put_record(struct docs_worker *w, struct nass_str id,
    struct nass_str text, struct nass_buf *out)
{
	size_t old = out->n;

	if (nass_buf_put(out, NASS_STR("{\"id\":"), w->err) == NASS_OK &&
	    nass_json_encode(id, out, w->err) == NASS_OK &&
	    nass_buf_put(out, NASS_STR(",\"text\":"), w->err) == NASS_OK &&
	    nass_json_encode(text, out, w->err) == NASS_OK &&
	    put_members(w, out) == NASS_OK &&
	    nass_buf_put(out, NASS_STR("}\n"), w->err) == NASS_OK)
		return NASS_OK;
	out->n = old;
	return NASS_ENOMEM;
}

/* A text that a filter made, where whole texts are asked for as records. */
static enum nass_code
put_made(struct docs_worker *w, struct nass_str id, struct nass_str end)
{
	struct nass_str made = nass_buf_str(&w->made[0]);
	struct nass_buf *out = &w->piece->out;

	if (w->docs->to == TO_JSONL) {
		if (w->source->format == CLI_TEXT && made.n > 0 &&
		    made.p[made.n - 1] == '\n')
			made.n--;
		return docs__put_record(w, id, made, out);
	}
	if (nass_buf_put(out, made, w->err) != NASS_OK)
		return NASS_ENOMEM;
	return nass_buf_put(out, end, w->err);
}

/* Text ------------------------------------------------------------------------------ */

/* The line of the byte at `i` of the piece. */
static uint64_t
line_at(const struct docs_worker *w, struct nass_str text, uint64_t i)
{
	return w->piece->line +
	    nass__scan()->count_byte(text.p, (size_t)i, '\n');
}

/* --invalid fail: lines that are ill-formed are bad records; the others stay. */
static enum nass_code
keep_good_lines(struct docs_worker *w, struct nass_str raw, uint64_t at_file)
{
	struct nass_str rest = raw;
	struct nass_err why;
	uint64_t line = w->piece->line;
	struct nass_str one;
	size_t valid;
	size_t from;

	w->text.n = 0;
	nass_map_reset(&w->map);
	for (; rest.p != NULL && rest.n > 0; line++) {
		one = nass_str_cut(&rest, '\n');
		from = (size_t)(one.p - raw.p);
		if (rest.p != NULL)
			one.n++; /* its LF */
		valid = nass_utf8_valid(one);
		if (valid == one.n) {
			if (nass_buf_put(&w->text, one, w->err) != NASS_OK)
				return NASS_ENOMEM;
			continue;
		}
		(void)!nass_fail(&why, NASS_EINPUT, at_file + from + valid,
		    "ill-formed UTF-8");
		if (docs__bad(w, line, one, &why) != NASS_OK ||
		    nass_map_add(&w->map, w->text.n, 0, from, one.n, w->err) !=
			NASS_OK)
			return NASS_ENOMEM;
	}
	return NASS_OK;
}

static enum nass_code
give_text(struct docs_worker *w, struct nass_doc *doc, struct nass_str raw,
    struct nass_buf *out)
{
	if (cli__state.cli->invalid != CLI_FAIL ||
	    nass_utf8_valid(raw) == raw.n)
		return docs__give(w, doc, raw, false, out);
	if (keep_good_lines(w, raw, doc->at_file) != NASS_OK)
		return NASS_ENOMEM;
	w->nill = 0;
	doc->text = nass_buf_str(&w->text);
	doc->map = &w->map;
	return call(w, doc, out);
}

/* Of a FILE, the BOM is no part of its text, but is counted. */
static struct nass_str
without_bom(const struct nass_piece *piece, uint64_t *at)
{
	struct nass_str bytes = piece->bytes;

	*at = piece->at;
	if (piece->at == 0 &&
	    nass_str_starts(bytes, NASS_STR("\xEF\xBB\xBF"))) {
		*at += 3;
		bytes = nass_str_sub(bytes, 3, bytes.n);
	}
	return bytes;
}

static struct nass_doc
new_doc(const struct docs_worker *w, enum nass_doc_kind kind)
{
	struct nass_doc doc;

	memset(&doc, 0, sizeof(doc));
	doc.kind = kind;
	doc.file = w->source->index;
	doc.line = w->piece->line;
	doc.is_first = doc.is_last = true;
	doc.member = w->wanted;
	doc.nmember = w->docs->nwanted;
	return doc;
}

static void
forget_members(struct docs_worker *w)
{
	size_t i;

	for (i = 0; i < w->docs->nwanted; i++) {
		w->wanted[i].type = NASS_JSON_NONE;
		w->wanted[i].fresh = NULL;
	}
}

enum nass_code
docs__map_text(struct docs_worker *w)
{
	bool is_record = w->docs->job->makes_text && w->docs->to == TO_JSONL;
	struct nass_buf *out = is_record ? &w->made[0] : &w->piece->out;
	struct nass_doc doc = new_doc(w, NASS_DOC_TEXT);
	struct nass_str raw;
	enum nass_code code;

	/* Nothing on standard input is no document; an empty FILE is one. */
	if (w->piece->bytes.n == 0 && w->piece->at == 0 &&
	    strcmp(w->source->path, "-") == 0)
		return NASS_OK;
	raw = without_bom(w->piece, &doc.at);
	doc.at_file = doc.at;
	doc.is_first = w->piece->is_first;
	doc.is_last = w->piece->is_last;
	doc.id = w->source->id;
	forget_members(w);
	w->made[0].n = 0;
	code = give_text(w, &doc, raw, out);
	if (w->nill > 0)
		docs__note_ill(
		    w, w->nill, doc.at + w->ill_at, line_at(w, raw, w->ill_at));
	if (code == NASS_EINPUT || code == NASS_ELIMIT) {
		w->err->at += doc.at;
		return docs__bad(w, w->piece->line, raw, w->err);
	}
	if (code == NASS_OK && is_record)
		code = put_made(w, doc.id, NASS_STR(""));
	w->result->ndoc += doc.is_last;
	return code;
}

/* Lines --------------------------------------------------------------------------------- */

static enum nass_code
map_line(struct docs_worker *w, struct nass_doc *doc, struct nass_str line,
    struct nass_str end, bool is_sound)
{
	bool makes_text = w->docs->job->makes_text;
	enum nass_code code;

	if (docs__make_id(w, doc->line, &doc->id) != NASS_OK)
		return NASS_ENOMEM;
	doc->number = doc->line;
	doc->at = doc->at_file;
	doc->is_mended = false;
	forget_members(w);
	w->made[0].n = 0;
	code = docs__give(
	    w, doc, line, is_sound, makes_text ? &w->made[0] : &w->piece->out);
	if (w->nill > 0)
		docs__note_ill(w, w->nill, doc->at + w->ill_at, doc->line);
	if (code == NASS_EINPUT || code == NASS_ELIMIT) {
		w->err->at += doc->at;
		line.n += end.n;
		return docs__bad(w, doc->line, line, w->err);
	}
	if (code == NASS_OK && makes_text)
		code = put_made(w, doc->id, end);
	w->result->ndoc++;
	return code;
}

enum nass_code
docs__map_lines(struct docs_worker *w)
{
	struct nass_doc doc = new_doc(w, NASS_DOC_LINE);
	struct nass_str rest = without_bom(w->piece, &doc.at_file);
	bool is_sound = nass_utf8_valid(rest) == rest.n;
	enum nass_code code = NASS_OK;
	struct nass_str line;
	struct nass_str end;

	while (rest.p != NULL && rest.n > 0 && code == NASS_OK &&
	    !w->result->is_stopped) {
		line = nass_str_cut(&rest, '\n');
		end = rest.p != NULL ? NASS_STR("\n") : NASS_STR("");
		code = map_line(w, &doc, line, end, is_sound);
		doc.at_file += line.n + end.n;
		doc.line++;
	}
	return code;
}
