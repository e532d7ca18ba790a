/*
 * body.c - what goes out for a document or a part of one: a record, text, a row.
 */
#include <string.h>

#include "split.h"

uint64_t
split__count_words(struct nass_str text, struct nass_str *first)
{
	struct nass_words words;
	struct nass_token t;
	uint64_t n = 0;

	*first = (struct nass_str){ text.p, 0 };
	nass_words_init(&words, text, &nass_words_default);
	while (nass_words_next(&words, &t))
		if ((t.kind & NASS_TOKEN_WORDS) != 0 && n++ < FIRST_WORDS)
			first->n = t.at + t.n;
	return n;
}

static enum nass_code
put_new(const struct state *s, struct nass_str text, struct nass_buf *out,
    struct nass_err *err)
{
	enum nass_code code = nass_buf_put(out, NASS_STR("{\"id\":"), err);

	if (code == NASS_OK)
		code = nass_json_encode(nass_buf_str(&s->id), out, err);
	if (code == NASS_OK)
		code = nass_buf_put(out, NASS_STR(",\"text\":"), err);
	if (code == NASS_OK)
		code = nass_json_encode(text, out, err);
	return code == NASS_OK ? nass_buf_putc(out, '}', err) : code;
}

/* Does the id that the record has stay? */
static bool
keeps_id(const struct split *sp, const struct part *p)
{
	return (p->is_whole || p->doc->is_part) && sp->id == ID_PATH &&
	    p->doc->member[0].type != NASS_JSON_NONE;
}

static bool
keeps_text(const struct part *p)
{
	return (p->is_whole || p->doc->is_part) && !p->is_changed;
}

enum nass_code
split__find_members(
    const struct split *sp, struct part *p, struct nass_err *err)
{
	if (sp->to != TO_JSONL || p->doc->kind != NASS_DOC_RECORD ||
	    (keeps_id(sp, p) && keeps_text(p)))
		return NASS_OK;
	p->member[0] = (struct nass_member){ .name = NASS_STR("id") };
	p->member[1] = (struct nass_member){ .name = p->doc->field };
	return nass_json_find(p->doc->record, p->member, 2, err);
}

/* The record as it came, or with id and text replaced; or a new one. */
static enum nass_code
put_record(const struct split *sp, struct state *s, const struct part *p,
    struct nass_buf *out, struct nass_err *err)
{
	struct nass_member member[2] = { p->member[0], p->member[1] };
	struct nass_str fresh[2];
	enum nass_code code;
	size_t i;

	if (p->doc->kind != NASS_DOC_RECORD)
		return put_new(s, p->text, out, err);
	if (keeps_id(sp, p) && keeps_text(p))
		return nass_buf_put(out, p->doc->record, err);
	s->json.n = 0;
	code = nass_json_encode(nass_buf_str(&s->id), &s->json, err);
	i = s->json.n;
	if (code == NASS_OK && !keeps_text(p))
		code = nass_json_encode(p->text, &s->json, err);
	if (code != NASS_OK)
		return code;
	fresh[0] = nass_str_sub(nass_buf_str(&s->json), 0, i);
	fresh[1] = nass_str_sub(nass_buf_str(&s->json), i, s->json.n);
	if (!keeps_id(sp, p))
		member[0].fresh = &fresh[0];
	if (!keeps_text(p))
		member[1].fresh = &fresh[1];
	return nass_json_splice(p->doc->record, member, 2, out, err);
}

/* The row of -t tsv. */
static enum nass_code
put_row(const struct split *sp, const struct state *s, const struct part *p,
    struct nass_buf *out, struct nass_err *err)
{
	struct nass_cell cell[5];
	struct nass_str first;
	uint64_t nwords = split__count_words(p->text, &first);
	uint64_t nlines = p->text.n > 0;
	enum nass_code code;
	bool is_possible;
	size_t i;

	for (i = 0; i + 1 < p->text.n; i++)
		nlines += p->text.p[i] == '\n';
	cell[0] = (struct nass_cell){ NASS_CELL_TEXT,
		{ .text = nass_buf_str(&s->id) } };
	cell[1] = (struct nass_cell){ NASS_CELL_COUNT, { .count = p->text.n } };
	cell[2] = (struct nass_cell){ NASS_CELL_COUNT, { .count = nwords } };
	cell[3] = (struct nass_cell){ NASS_CELL_COUNT, { .count = nlines } };
	cell[4] = (struct nass_cell){ NASS_CELL_TEXT, { .text = first } };
	code = nass_table_format_row(sp->table, cell, out, &is_possible, err);
	if (code == NASS_OK && out->n > 0 && out->p[out->n - 1] == '\n')
		out->n--;
	return code;
}

/*
 * A part as text: without the white space at its end, and a sentence or
 * paragraph of a wrapped text in one line.
 */
static enum nass_code
put_text(const struct split *sp, const struct part *p, struct nass_buf *out,
    struct nass_err *err)
{
	struct nass_str text = p->text;
	size_t from = out->n;
	enum nass_code code;
	size_t i;

	while (!p->is_whole && text.n > 0 &&
	    (text.p[text.n - 1] == '\n' || text.p[text.n - 1] == ' '))
		text.n--;
	code = nass_buf_put(out, text, err);
	if (p->is_whole || !sp->is_wrapped || code != NASS_OK ||
	    (sp->parts.unit != NASS_UNIT_SENTENCE &&
		sp->parts.unit != NASS_UNIT_PARAGRAPH))
		return code;
	for (i = from; i < out->n; i++)
		if (out->p[i] == '\n')
			out->p[i] = ' ';
	return code;
}

enum nass_code
split__put_body(const struct split *sp, struct state *s, const struct part *p,
    struct nass_buf *out, struct nass_err *err)
{
	struct nass_str text = p->text;

	switch (sp->to) {
	case TO_TABLE:
		return put_row(sp, s, p, out, err);
	case TO_TEXT:
		if (sp->files == NULL)
			return put_text(sp, p, out, err);
		/* A file ends its last line itself. */
		if (!p->is_whole && text.n > 0 && text.p[text.n - 1] == '\n')
			text.n--;
		return nass_buf_put(out, text, err);
	case TO_JSONL:
	default:
		return put_record(sp, s, p, out, err);
	}
}
