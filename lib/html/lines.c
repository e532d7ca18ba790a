/* lines.c - text into lines, and what stands around them (reader.h). */
#include <stdlib.h>
#include <string.h>

#include "html/reader.h"

/* Between the cells of a row. */
#define BAR NASS_STR(" | ")

#define PROSE_MIN 80 /* bytes of a line that count as the page's text */

static void *
widen(void *p, size_t *cap, size_t size)
{
	size_t more = *cap == 0 ? 64 : 2 * *cap;
	void *wider = realloc(p, more * size);

	if (wider != NULL)
		*cap = more;
	return wider;
}

static enum nass_code
add_line(struct reader *r, struct nass_html_block line, struct nass_err *err)
{
	if (r->nblock == r->cap_block) {
		struct nass_html_block *b =
		    widen(r->block, &r->cap_block, sizeof *b);

		if (b == NULL)
			return nass_fail_nomem(err);
		r->block = b;
	}
	r->block[r->nblock++] = line;
	if (line.n >= PROSE_MIN && 2 * line.nlink < line.n)
		r->ground[line.ground].nprose += line.n;
	return NASS_OK;
}

enum nass_code
html__end_line(struct reader *r, struct nass_err *err)
{
	struct nass_html_block line = { r->from, r->text.n - r->from, r->nlink,
		r->form_line | (r->has_cell ? NASS_HTML_CELL : 0),
		r->ground_line };

	r->has_space = false;
	r->is_joining = r->is_breaking = false;
	if (line.n == 0)
		return NASS_OK;
	if (add_line(r, line, err) != NASS_OK ||
	    nass_buf_putc(&r->text, '\n', err) != NASS_OK)
		return NASS_ENOMEM;
	r->from = r->cell_from = r->text.n;
	r->nlink = r->cell_nlink = 0;
	r->has_cell = false;
	return NASS_OK;
}

/* The line of a row ends before its last cell, which has lines of its own. */
static enum nass_code
part_cell(struct reader *r, struct nass_err *err)
{
	size_t n = r->text.n - r->cell_from;
	struct nass_html_block row = { r->from, r->cell_from - BAR.n - r->from,
		r->cell_nlink, r->form_line, r->ground_line };
	char *to;

	r->has_lines = true;
	if (r->cell_from == r->from)
		return html__end_line(r, err);
	if (memchr(r->text.p + row.from, '|', row.n) != NULL)
		row.marks |= NASS_HTML_CELL;
	if (add_line(r, row, err) != NASS_OK)
		return NASS_ENOMEM;
	to = r->text.p + row.from + row.n;
	*to++ = '\n';
	memmove(to, r->text.p + r->cell_from, n);
	r->from = (size_t)(to - r->text.p);
	r->text.n = r->from + n;
	r->nlink -= r->cell_nlink;
	r->ground_line = r->cell_ground;
	r->form_line = r->cell_form;
	r->has_cell = false;
	return html__end_line(r, err);
}

enum nass_code
html__break_line(struct reader *r, struct nass_err *err)
{
	if (r->count[r->known.td] + r->count[r->known.th] == 0)
		return html__end_line(r, err);
	r->is_breaking |= r->text.n > r->cell_from && !r->is_joining;
	return NASS_OK;
}

static void
begin_line(struct reader *r)
{
	r->ground_line = html__innermost(r).ground;
	r->form_line = html__innermost(r).form;
	r->has_space = false;
}

/* Before the first character behind a border: its line end, or its bar. */
static enum nass_code
cross_border(struct reader *r, struct nass_err *err)
{
	if (r->is_breaking && part_cell(r, err) != NASS_OK)
		return NASS_ENOMEM;
	if (r->is_joining && nass_buf_put(&r->text, BAR, err) != NASS_OK)
		return NASS_ENOMEM;
	if (r->is_joining) {
		r->has_cell = true;
		r->has_space = false;
		r->cell_from = r->text.n;
		r->cell_nlink = r->nlink;
		r->cell_ground = html__innermost(r).ground;
		r->cell_form = html__innermost(r).form;
	}
	r->is_joining = false;
	return NASS_OK;
}

/* White space, and the first byte of U+00A0. */
static inline bool
may_be_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' ||
	    c == '\xC2';
}

/* How many bytes of white space s begins with; U+00A0 is squeezed, too. */
static size_t
space_at(struct nass_str s)
{
	if (s.p[0] != '\xC2')
		return may_be_space(s.p[0]);
	return s.n > 1 && s.p[1] == '\xA0' ? 2 : 0;
}

/* A run of s without white space, at least one byte; room for s.n + 1. */
static size_t
put_run(struct reader *r, struct nass_str s)
{
	size_t before = r->text.n;
	size_t n = 1;

	while (n < s.n && !may_be_space(s.p[n]))
		n++;
	if (before == r->from)
		begin_line(r);
	r->is_parted = false;
	if (r->has_space)
		r->text.p[r->text.n++] = ' ';
	r->has_space = false;
	memcpy(r->text.p + r->text.n, s.p, n);
	r->text.n += n;
	r->nlink += r->in_link ? r->text.n - before : 0;
	return n;
}

enum nass_code
html__put_text(struct reader *r, struct nass_str s, struct nass_err *err)
{
	while (s.n > 0) {
		size_t n = space_at(s);

		if (n > 0 && r->in_pre && s.p[0] == '\n') {
			if (html__break_line(r, err) != NASS_OK)
				return NASS_ENOMEM;
		} else if (n > 0) {
			r->has_space = true;
		} else {
			if ((r->is_breaking || r->is_joining) &&
			    cross_border(r, err) != NASS_OK)
				return NASS_ENOMEM;
			if (nass_buf_grow(&r->text, s.n + 1, err) != NASS_OK)
				return NASS_ENOMEM;
			n = put_run(r, s);
		}
		s = nass_str_sub(s, n, s.n);
	}
	return NASS_OK;
}

enum nass_code
html__new_ground(struct reader *r, unsigned own, size_t outer, size_t *number,
    struct nass_err *err)
{
	if (r->nground == r->cap_ground) {
		struct ground *g = widen(r->ground, &r->cap_ground, sizeof *g);

		if (g == NULL)
			return nass_fail_nomem(err);
		r->ground = g;
	}
	*number = r->nground;
	r->ground[r->nground++] = (struct ground){ outer, 0, own, 0 };
	return NASS_OK;
}

/* The end ------------------------------------------------------------------- */

/*
 * Inner grounds have greater numbers: sums run down the numbers, marks up.  What
 * bears more than half of all prose is the page itself, and no furniture.
 */
static void
settle_grounds(struct reader *r)
{
	const unsigned good = NASS_HTML_ARTICLE | NASS_HTML_CONTENT;
	size_t i;

	for (i = r->nground; i-- > 1;)
		r->ground[r->ground[i].outer].nprose += r->ground[i].nprose;
	for (i = 0; i < r->nground; i++) {
		struct ground *g = &r->ground[i];
		unsigned around = i > 0 ? r->ground[g->outer].all : 0;

		if (i > 0 && 2 * g->nprose > r->ground[0].nprose)
			g->own &= good;
		/* A box of date and text is no byline. */
		if ((g->own & NASS_HTML_CONTENT) != 0)
			around &= ~(unsigned)NASS_HTML_BYLINE;
		/* The head and foot of an article are its own. */
		if ((around & good) != 0)
			g->own &=
			    ~(unsigned)(NASS_HTML_HEADER | NASS_HTML_FOOTER);
		g->all = around | g->own;
	}
}

enum nass_code
html__settle(
    struct reader *r, struct nass_html_blocks *made, struct nass_err *err)
{
	settle_grounds(r);
	made->n = r->nblock;
	made->text = nass_arena_copy(r->arena, nass_buf_str(&r->text));
	made->block = nass_arena_get(r->arena, r->nblock * sizeof *made->block);
	if (made->text.p == NULL || made->block == NULL)
		return nass_fail_nomem(err);
	for (size_t i = 0; i < r->nblock; i++) {
		struct nass_html_block *b = &made->block[i];

		*b = r->block[i];
		b->marks |= r->ground[b->ground].all;
	}
	html__meta_settle(&r->meta, made);
	made->meta = r->meta.found;
	return NASS_OK;
}
