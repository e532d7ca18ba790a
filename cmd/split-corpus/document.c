/*
 * document.c - one document in, its parts out, in any thread.
 */
#include <stdlib.h>
#include <string.h>

#include "split.h"

enum nass_code
split__new_state(void *arg, unsigned thread, void **state, struct nass_err *err)
{
	(void)arg;
	(void)thread;
	*state = calloc(1, sizeof(struct state));
	return *state == NULL ? nass_fail_nomem(err) : NASS_OK;
}

enum nass_code
split__free_state(void *arg, void *state, struct nass_err *err)
{
	struct state *s = state;

	(void)arg;
	(void)err;
	if (s->nrepaired > 0)
		cli_note("mojibake: %llu line%s repaired",
		    (unsigned long long)s->nrepaired,
		    s->nrepaired == 1 ? "" : "s");
	if (s->npage > 0)
		cli_note("html is not cut: %llu page%s whole "
			 "(strip-boilerplate makes text of them)",
		    (unsigned long long)s->npage, s->npage == 1 ? "" : "s");
	nass_buf_fini(&s->text);
	nass_buf_fini(&s->mended);
	nass_buf_fini(&s->joined);
	nass_buf_fini(&s->id);
	nass_buf_fini(&s->json);
	nass_buf_fini(&s->body);
	nass_buf_fini(&s->folded);
	free(s);
	return NASS_OK;
}

/* Text ------------------------------------------------------------------------- */

/* The text of a file: LF line ends, without the final one. */
static enum nass_code
clean_text(struct state *s, struct nass_str *text, struct nass_err *err)
{
	struct nass_str rest = *text;
	struct nass_str line;
	bool has_lf;
	enum nass_code code = NASS_OK;

	if (rest.n > 0 && memchr(rest.p, '\r', rest.n) != NULL) {
		/* CR alone ends lines where there is no LF at all. */
		has_lf = memchr(rest.p, '\n', rest.n) != NULL;
		s->text.n = 0;
		while (rest.p != NULL && code == NASS_OK) {
			line = nass_str_cut(&rest, has_lf ? '\n' : '\r');
			if (has_lf && line.n > 0 && line.p[line.n - 1] == '\r')
				line.n--;
			code = nass_buf_put(&s->text, line, err);
			if (code == NASS_OK && rest.p != NULL)
				code = nass_buf_putc(&s->text, '\n', err);
		}
		*text = nass_buf_str(&s->text);
	}
	if (text->n > 0 && text->p[text->n - 1] == '\n')
		text->n--;
	return code;
}

static enum nass_code
repair(const struct split *sp, struct state *s, struct nass_str *text,
    bool *is_changed, struct nass_err *err)
{
	uint64_t n;
	enum nass_code code;

	if (sp->mojibake == NULL)
		return NASS_OK;
	s->mended.n = 0;
	code = nass_mojibake_mend(sp->mojibake, *text, &s->mended, &n, err);
	if (code != NASS_OK || n == 0)
		return code;
	s->nrepaired += n;
	*is_changed = true;
	*text = nass_buf_str(&s->mended);
	return NASS_OK;
}

/*
 * Equal under the search profile, whatever stands between the words: the key of
 * the words, each with a space behind it.
 */
static enum nass_code
folded_key(const struct split *sp, struct state *s, struct nass_str text,
    struct nass_key *key, struct nass_err *err)
{
	struct nass_words words;
	struct nass_token t;
	enum nass_code code = NASS_OK;

	s->folded.n = 0;
	nass_words_init(&words, text, &nass_words_default);
	while (code == NASS_OK && nass_words_next(&words, &t)) {
		if ((t.kind & NASS_TOKEN_WORDS) == 0)
			continue;
		code = nass_norm_key(sp->fold,
		    nass_str_sub(text, t.at, t.at + t.n), &s->folded, err);
		if (code == NASS_OK)
			code = nass_buf_putc(&s->folded, ' ', err);
	}
	*key = nass_key_of(nass_buf_str(&s->folded));
	return code;
}

/* Ids ---------------------------------------------------------------------------- */

/* a/b/name.txt to name. */
static struct nass_str
base_name(struct nass_str path)
{
	size_t i;

	for (i = path.n; i > 0 && path.p[i - 1] != '/'; i--)
		continue;
	path = nass_str_sub(path, i, path.n);
	for (i = path.n; i > 1 && path.p[i - 1] != '.'; i--)
		continue;
	if (i > 1)
		path.n = i - 1;
	return path;
}

static enum nass_code
make_id(struct split *sp, struct state *s, const struct nass_doc *doc,
    struct nass_str text, struct nass_err *err)
{
	s->id.n = 0;
	switch (sp->id) {
	case ID_NUMBER:
		return nass_buf_put_number(&s->id, sp->number++, err);
	case ID_HASH:
		return nass_buf_printf(&s->id, err, "%016llx",
		    (unsigned long long)nass_hash(text, 0));
	case ID_NAME:
		return nass_buf_put(&s->id, base_name(doc->id), err);
	default:
		return nass_buf_put(&s->id, doc->id, err);
	}
}

/* Frames ---------------------------------------------------------------------------- */

static enum nass_code
put_frame(const struct split *sp, struct state *s, const struct part *p,
    struct frame *f, struct nass_buf *out, struct nass_err *err)
{
	size_t at = out->n;
	struct nass_str id = nass_buf_str(&s->id);
	enum nass_code code;

	if (sp->files == NULL && sp->seen == NULL)
		id.n = 0; /* nobody asks */
	code = nass_buf_grow(out, sizeof(*f) + id.n + p->text.n + 1, err);
	if (code != NASS_OK)
		return code;
	if (sp->unique == UNIQUE_EXACT)
		f->key = nass_key_of(p->text);
	else if (sp->unique == UNIQUE_FOLDED)
		code = folded_key(sp, s, p->text, &f->key, err);
	if (sp->files != NULL)
		f->hash = nass_hash(p->text, 0);
	f->id_n = id.n;
	out->n += sizeof(*f);
	if (code == NASS_OK)
		code = nass_buf_put(out, id, err);
	if (code == NASS_OK)
		code = split__put_body(sp, s, p, out, err);
	if (code == NASS_OK)
		code = nass_buf_putc(out, '\n', err);
	if (code == NASS_OK) {
		f->body_n = out->n - at - sizeof(*f) - id.n;
		memcpy(out->p + at, f, sizeof(*f));
	}
	return code;
}

/* Is the part long enough, and in the sample of P%? */
static bool
is_wanted(const struct split *sp, const struct part *p, uint64_t sample_key)
{
	struct nass_str first;
	uint64_t n;

	if (sp->samples_part && sample_key >= sp->below)
		return false;
	if ((sp->min_words == 0 && sp->max_words == 0) || p->doc->is_html)
		return true;
	n = split__count_words(p->text, &first);
	return n >= sp->min_words && (sp->max_words == 0 || n <= sp->max_words);
}

static enum nass_code
put_part(struct split *sp, struct state *s, const struct part *p,
    uint64_t place, struct nass_buf *out, struct nass_err *err)
{
	struct frame f = { .place = place };
	enum nass_code code;

	if (sp->sample != NULL || sp->samples_part)
		f.sample_key = nass_hash(nass_buf_str(&s->id), ~sp->seed);
	if (!is_wanted(sp, p, f.sample_key))
		return NASS_OK;
	if (sp->is_ordered)
		return put_frame(sp, s, p, &f, out, err);
	code = split__put_body(sp, s, p, out, err);
	return code == NASS_OK ? nass_buf_putc(out, '\n', err) : code;
}

/* Documents ------------------------------------------------------------------------ */

static enum nass_code
put_parts(struct split *sp, struct state *s, struct part *p, uint64_t place,
    struct nass_buf *out, struct nass_err *err)
{
	struct nass_parts parts;
	size_t id_n = s->id.n;
	enum nass_code code = NASS_OK;

	nass_parts_init(&parts, p->text, &sp->parts);
	while (code == NASS_OK && nass_parts_next(&parts, &p->text)) {
		s->id.n = id_n;
		code = nass_buf_putc(&s->id, '#', err);
		if (code == NASS_OK)
			code = nass_buf_put_number(&s->id, ++s->npart, err);
		if (code == NASS_OK)
			code = put_part(sp, s, p, place, out, err);
	}
	s->id.n = id_n;
	return code;
}

/*
 * Of a record with several text fields that is not cut, one line goes out, and
 * its text is that of all fields, joined.
 */
static enum nass_code
join_fields(struct state *s, const struct nass_doc *doc, struct nass_str *text,
    bool *is_changed, struct nass_err *err)
{
	enum nass_code code = NASS_OK;

	if (doc->is_first && doc->is_last)
		return NASS_OK;
	*is_changed = false; /* no single field is */
	if (doc->is_first)
		s->joined.n = 0;
	else
		code = nass_buf_putc(&s->joined, '\n', err);
	if (code == NASS_OK)
		code = nass_buf_put(&s->joined, *text, err);
	*text = nass_buf_str(&s->joined);
	return code;
}

enum nass_code
split__doc(void *arg, void *state, const struct nass_doc *doc,
    struct nass_buf *out, struct nass_err *err)
{
	struct split *sp = arg;
	struct state *s = state;
	struct part p = {
		.doc = doc, .text = doc->text, .is_changed = doc->is_mended
	};
	uint64_t place = 0;
	enum nass_code code = NASS_OK;

	p.is_whole = sp->parts.unit == NASS_UNIT_DOCUMENT || doc->is_html;
	if (doc->kind != NASS_DOC_RECORD)
		code = clean_text(s, &p.text, err);
	if (code == NASS_OK)
		code = repair(sp, s, &p.text, &p.is_changed, err);
	if (code == NASS_OK && p.is_whole)
		code = join_fields(s, doc, &p.text, &p.is_changed, err);
	if (code != NASS_OK || (p.is_whole && !doc->is_last))
		return code;
	if (doc->is_first || p.is_whole) {
		s->npart = 0;
		code = make_id(sp, s, doc, p.text, err);
	}
	if (code != NASS_OK)
		return code;
	if (sp->shards != NULL)
		place = nass_hash(nass_buf_str(&s->id), sp->seed);
	s->npage += doc->is_html && sp->parts.unit != NASS_UNIT_DOCUMENT;
	code = split__find_members(sp, &p, err);
	if (code != NASS_OK)
		return code;
	if (p.is_whole || doc->is_part)
		return put_part(sp, s, &p, place, out, err);
	return put_parts(sp, s, &p, place, out, err);
}
