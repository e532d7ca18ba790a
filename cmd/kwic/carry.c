/*
 * carry.c - rows in input order, completed where parts of a document meet.
 *
 *	part 1		... row row|		row lacks what stands behind it
 *	part 2		|head ... 		and waits for this head
 *	part 2		|row ...		row lacks what stands before it
 *	part 1		      ... tail|		and takes this tail
 */
#include <stdlib.h>
#include <string.h>

#include "cmd/kwic/kwic.h"

/* A row that waits for the next part. */
struct waiting {
	struct kwic_row row; /* its text is in `text`, the rest in `bytes` */
	struct nass_buf text;
	struct nass_buf bytes;
};

struct kwic_carry {
	struct waiting *wait;
	size_t nwait, cap_wait;
	struct nass_buf tail; /* of the document so far */
	struct nass_buf joined;
	struct kwic_part part; /* the one whose rows are read */
	bool has_part;
	uint64_t nword; /* of the document, before the part */
};

/* Waiting rows ----------------------------------------------------------------- */

static void
wait_fini(struct waiting *w)
{
	nass_buf_fini(&w->text);
	nass_buf_fini(&w->bytes);
}

/* Hand on what waits, first come first served, as far as it is whole. */
static enum nass_code
flush(struct kwic *k, bool all, struct nass_err *err)
{
	struct kwic_carry *c = k->carry;
	enum nass_code code = NASS_OK;
	struct kwic_row row;
	size_t i;

	for (i = 0; i < c->nwait && code == NASS_OK; i++) {
		if (!all && c->wait[i].row.lacks_after)
			break;
		row = c->wait[i].row;
		row.text = nass_buf_str(&c->wait[i].text);
		code = kwic_sink_row(k, &row, err);
		wait_fini(&c->wait[i]);
	}
	if (i > 0)
		memmove(
		    c->wait, c->wait + i, (c->nwait - i) * sizeof(*c->wait));
	c->nwait -= i;
	return code;
}

static enum nass_code
wait_for_more(struct kwic *k, const struct kwic_row *row, struct nass_err *err)
{
	struct kwic_carry *c = k->carry;
	struct waiting w = { .text = NASS_BUF_INIT, .bytes = NASS_BUF_INIT };
	enum nass_code code;

	if (c->nwait == c->cap_wait) {
		size_t cap = c->cap_wait == 0 ? 16 : c->cap_wait * 2;
		void *p = realloc(c->wait, cap * sizeof(*c->wait));

		if (p == NULL)
			return nass_fail_nomem(err);
		c->wait = p;
		c->cap_wait = cap;
	}
	code = kwic_row_put(row, &w.bytes, err);
	if (code == NASS_OK)
		code = nass_buf_put(&w.text, row->text, err);
	if (code != NASS_OK) {
		wait_fini(&w);
		return code;
	}
	kwic_row_get(nass_buf_str(&w.bytes), &w.row);
	c->wait[c->nwait++] = w;
	return NASS_OK;
}

/* Parts ---------------------------------------------------------------------- */

/* The head of a part goes behind all rows that wait. */
static enum nass_code
take_head(struct kwic *k, struct nass_str head, struct nass_err *err)
{
	struct kwic_carry *c = k->carry;
	enum nass_code code = NASS_OK;
	struct waiting *w;
	size_t i;

	for (i = 0; i < c->nwait && code == NASS_OK; i++) {
		w = &c->wait[i];
		if (!w->row.lacks_after)
			continue;
		code = nass_buf_put(&w->text, head, err);
		kwic_reach_after(k, nass_buf_str(&w->text),
		    w->row.node_at + w->row.node_n, &w->row.to,
		    &w->row.lacks_after);
	}
	return code == NASS_OK ? flush(k, c->part.is_last, err) : code;
}

/* What the next part will see before it: this tail, or more with it. */
static enum nass_code
take_tail(struct kwic_carry *c, struct nass_str tail, struct nass_err *err)
{
	if (!c->part.is_tail_whole || c->part.is_first)
		c->tail.n = 0;
	return nass_buf_put(&c->tail, tail, err);
}

/*
 * A part begins.  Its tail is for the next one: it is kept aside until the
 * rows of this part have taken the tail of the last.
 */
static enum nass_code
begin_part(struct kwic *k, struct nass_str payload, struct nass_str *tail,
    struct nass_err *err)
{
	struct kwic_carry *c = k->carry;
	enum nass_code code = NASS_OK;
	struct nass_str rest;

	memcpy(&c->part, payload.p, sizeof(c->part));
	rest = nass_str_sub(payload, sizeof(c->part), payload.n);
	if (c->part.is_first) {
		code = flush(k, true, err);
		c->tail.n = 0;
		c->nword = 0;
	} else {
		code = take_head(k, nass_str_sub(rest, 0, c->part.head_n), err);
	}
	*tail = nass_str_sub(rest, c->part.head_n, rest.n);
	c->has_part = true;
	return code;
}

static enum nass_code
end_part(struct kwic_carry *c, struct nass_str tail, struct nass_err *err)
{
	if (!c->has_part)
		return NASS_OK;
	c->has_part = false;
	c->nword += c->part.nword;
	return take_tail(c, tail, err);
}

/* The tail of the part before, and the row's text behind it. */
static enum nass_code
add_tail(struct kwic *k, struct kwic_row *row, struct nass_err *err)
{
	struct kwic_carry *c = k->carry;
	enum nass_code code;

	c->joined.n = 0;
	code = nass_buf_put(&c->joined, nass_buf_str(&c->tail), err);
	if (code == NASS_OK)
		code = nass_buf_put(&c->joined, row->text, err);
	row->node_at += c->tail.n;
	row->to += c->tail.n;
	row->text = nass_buf_str(&c->joined);
	kwic_reach_before(
	    k, row->text, row->node_at, &row->from, &row->lacks_before);
	return code;
}

static enum nass_code
take_row(struct kwic *k, struct nass_str payload, struct nass_err *err)
{
	struct kwic_carry *c = k->carry;
	enum nass_code code = NASS_OK;
	struct kwic_row row;

	kwic_row_get(payload, &row);
	if (c->has_part && k->has_position)
		row.position += c->nword;
	if (row.lacks_before)
		code = add_tail(k, &row, err);
	if (code != NASS_OK)
		return code;
	if (row.lacks_after)
		return wait_for_more(k, &row, err);
	code = flush(k, true, err);
	return code == NASS_OK ? kwic_sink_row(k, &row, err) : code;
}

static enum nass_code
take_count(struct kwic *k, struct nass_str payload, struct nass_err *err)
{
	struct kwic_count count;
	struct nass_str rest;
	size_t id_n;
	size_t n;

	memcpy(&count, payload.p, sizeof(count));
	id_n = (size_t)count.id_n;
	n = id_n + (size_t)count.group_n;
	rest = nass_str_sub(payload, sizeof(count), payload.n);
	return kwic_tally_add(k, &count, nass_str_sub(rest, 0, id_n),
	    nass_str_sub(rest, id_n, n), nass_str_sub(rest, n, rest.n), err);
}

/* Formatted rows: nothing is to be done but to count them. */
static enum nass_code
take_text(struct kwic *k, struct nass_str text, struct nass_err *err)
{
	enum nass_code code = flush(k, true, err);

	k->nhit += text.n > 0;
	return code == NASS_OK ? nass_buf_put(&k->made, text, err) : code;
}

/* A part stands behind its rows, but they need it before them. */
static bool
find_part(struct nass_str in, struct nass_str *payload)
{
	enum kwic_frame kind = KWIC_FRAME_ROW;

	while (kind != KWIC_FRAME_PART && kwic_frame_next(&in, &kind, payload))
		continue;
	return kind == KWIC_FRAME_PART;
}

enum nass_code
kwic_emit(void *arg, struct nass_buf *made, struct nass_buf *out,
    struct nass_err *err)
{
	struct kwic *k = arg;
	struct nass_str in = nass_buf_str(made);
	struct nass_str tail = { NULL, 0 };
	struct nass_str payload;
	enum nass_code code = NASS_OK;
	enum kwic_frame kind;

	if (find_part(in, &payload))
		code = begin_part(k, payload, &tail, err);
	while (code == NASS_OK && kwic_frame_next(&in, &kind, &payload)) {
		switch (kind) {
		case KWIC_FRAME_PART:
			break;
		case KWIC_FRAME_ROW:
			code = take_row(k, payload, err);
			break;
		case KWIC_FRAME_TEXT:
			code = take_text(k, payload, err);
			break;
		case KWIC_FRAME_COUNT:
			code = take_count(k, payload, err);
			break;
		}
	}
	if (code == NASS_OK)
		code = end_part(k->carry, tail, err);
	if (nass_buf_put(out, nass_buf_str(&k->made), err) != NASS_OK)
		return NASS_ENOMEM;
	k->made.n = 0;
	return code == NASS_OK && kwic_sink_is_full(k) ? NASS_END : code;
}

enum nass_code
kwic_carry_end(struct kwic *k, struct nass_err *err)
{
	return flush(k, true, err);
}

enum nass_code
kwic_carry_new(struct kwic *k, struct nass_err *err)
{
	k->carry = calloc(1, sizeof(*k->carry));
	return k->carry == NULL ? nass_fail_nomem(err) : NASS_OK;
}

void
kwic_carry_free(struct kwic *k)
{
	size_t i;

	for (i = 0; i < k->carry->nwait; i++)
		wait_fini(&k->carry->wait[i]);
	free(k->carry->wait);
	nass_buf_fini(&k->carry->tail);
	nass_buf_fini(&k->carry->joined);
	free(k->carry);
}
