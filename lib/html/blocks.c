/* blocks.c - the lines of a web page (blocks.h). */
#include "html/blocks.h"

#include <stdlib.h>
#include <string.h>

#include "html/reader.h"

/* Marks that fall on everything inside an element. */
#define GROUND                                                      \
	(NASS_HTML_ARTICLE | NASS_HTML_CONTENT | NASS_HTML_NAV |    \
	    NASS_HTML_ASIDE | NASS_HTML_FOOTER | NASS_HTML_HEADER | \
	    NASS_HTML_FORM | NASS_HTML_CLASS | NASS_HTML_HIDDEN |   \
	    NASS_HTML_COMMENTS | NASS_HTML_DIALOG)

/* Open elements ------------------------------------------------------------- */

static enum nass_code
push(struct reader *r, unsigned name, unsigned marks, struct nass_err *err)
{
	struct open outer = html__innermost(r);
	struct open o = { (uint8_t)name, outer.form, outer.ground };
	unsigned form = marks & ~(unsigned)GROUND;

	if (r->nopen == HTML_DEPTH_MAX) {
		r->nmissing++;
		return NASS_OK;
	}
	o.form |= form;
	if ((marks & GROUND) != 0 &&
	    html__new_ground(r, marks & GROUND, outer.ground, &o.ground, err) !=
		NASS_OK)
		return NASS_ENOMEM;
	r->open[r->nopen++] = o;
	r->count[name]++;
	return NASS_OK;
}

static void
pop_one(struct reader *r)
{
	unsigned name = r->open[--r->nopen].name;

	r->count[name]--;
	if (html__name(name)->kind == HTML_PRE)
		r->in_pre = false;
}

/* Close the innermost `name`, and what is open inside it. */
static void
pop_to(struct reader *r, unsigned name)
{
	if (r->count[name] == 0)
		return;
	while (r->open[r->nopen - 1].name != name)
		pop_one(r);
	pop_one(r);
}

/* A span is closed only from inside: text of a block stays in its block. */
static void
pop_span(struct reader *r, unsigned name)
{
	size_t i = r->nopen;

	while (i > 0 && html__name(r->open[i - 1].name)->kind == HTML_SPAN &&
	    r->open[i - 1].name != name)
		i--;
	if (i > 0 && r->open[i - 1].name == name)
		while (r->nopen >= i)
			pop_one(r);
}

/* An item ends its like, unless a list was opened between. */
static void
end_like(struct reader *r, unsigned name, unsigned stop1, unsigned stop2)
{
	size_t i = r->nopen;

	if (r->count[name] == 0)
		return;
	while (i > 0 && r->open[i - 1].name != name &&
	    r->open[i - 1].name != stop1 && r->open[i - 1].name != stop2)
		i--;
	if (i > 0 && r->open[i - 1].name == name)
		while (r->nopen >= i)
			pop_one(r);
}

/* The ends that this start implies (HTML standard, 13.1.2.4). */
static void
imply_ends(struct reader *r, unsigned name, enum html_kind kind)
{
	const struct html_known *k = &r->known;

	if (kind == HTML_INLINE || kind == HTML_SPAN || kind == HTML_LINK)
		return;
	end_like(r, k->p, k->table, k->button);
	if (kind == HTML_ITEM)
		end_like(r, name, k->ul, k->ol);
	else if (kind == HTML_CELL) {
		end_like(r, k->td, k->table, k->tr);
		end_like(r, k->th, k->table, k->tr);
	} else if (kind == HTML_ROW)
		end_like(r, name, k->table, k->tbody);
}

/* Tokens -------------------------------------------------------------------- */

/* A cell goes on with the line of its row, if the cells before have one line. */
static enum nass_code
begin_cell(struct reader *r, struct nass_err *err)
{
	if (r->has_lines)
		return html__end_line(r, err);
	r->is_breaking = false;
	r->is_joining = r->text.n > r->from;
	return NASS_OK;
}

/* The border of an element that is neither a cell nor part of a line. */
static enum nass_code
cross(struct reader *r, unsigned name, struct nass_err *err)
{
	bool is_table = name == r->known.table;
	enum nass_code code;

	if (!is_table && html__name(name)->kind != HTML_ROW)
		return html__break_line(r, err);
	code = html__end_line(r, err);
	r->has_lines = false;
	return code;
}

/* What the tokenizer reads to its end tag, self-closing or not. */
static bool
is_raw(struct nass_str name)
{
	return nass_str_eq(name, NASS_STR("script")) ||
	    nass_str_eq(name, NASS_STR("style")) ||
	    nass_str_eq(name, NASS_STR("iframe")) ||
	    nass_str_eq(name, NASS_STR("textarea")) ||
	    nass_str_eq(name, NASS_STR("title"));
}

static enum nass_code
start(struct reader *r, const struct nass_html_token *t, struct nass_err *err)
{
	unsigned name = html__name_find(t->text);
	const struct html_name *n = html__name(name);
	unsigned marks = n->marks;

	if (n->kind == HTML_SKIP) {
		if (!t->is_self_closing || is_raw(t->text)) {
			r->skip = name;
			r->skip_depth = 1;
		}
		return NASS_OK;
	}
	/* Two links that touch are parted by their styles, as two boxes are. */
	if (n->kind == HTML_LINK ||
	    (n->kind == HTML_SPAN &&
		nass_html_get(t, NASS_STR("class")).p != NULL))
		r->has_space |= r->is_parted && !r->in_pre;
	if (n->kind == HTML_LINK) {
		r->in_link = nass_html_get(t, NASS_STR("href")).p != NULL;
		return NASS_OK;
	}
	if (n->kind == HTML_INLINE || n->kind == HTML_VOID)
		return NASS_OK;
	if (n->kind == HTML_CELL) {
		if (begin_cell(r, err) != NASS_OK)
			return NASS_ENOMEM;
	} else if (n->kind != HTML_SPAN && cross(r, name, err) != NASS_OK) {
		return NASS_ENOMEM;
	}
	if (n->kind == HTML_BREAK)
		return NASS_OK;
	imply_ends(r, name, n->kind);
	if (!nass_str_eq(t->text, NASS_STR("body")) &&
	    !nass_str_eq(t->text, NASS_STR("html")))
		marks |= html__marks(t);
	if (n->kind == HTML_PRE)
		r->in_pre = true;
	return push(r, name, marks, err);
}

static enum nass_code
end(struct reader *r, const struct nass_html_token *t, struct nass_err *err)
{
	unsigned name = html__name_find(t->text);
	enum html_kind kind = html__name(name)->kind;

	switch (kind) {
	case HTML_LINK:
		r->in_link = false;
		r->is_parted = true;
		return NASS_OK;
	case HTML_SPAN:
		pop_span(r, name);
		r->is_parted = true;
		return NASS_OK;
	case HTML_INLINE:
	case HTML_VOID:
	case HTML_SKIP:
		return NASS_OK;
	case HTML_BREAK:
		return html__break_line(r, err);
	case HTML_CELL:
		r->in_link = false;
		pop_to(r, name);
		return NASS_OK;
	case HTML_BLOCK:
	case HTML_ROW:
	case HTML_ITEM:
	case HTML_PARA:
	case HTML_PRE:
		break;
	}
	r->in_link = false;
	if (cross(r, name, err) != NASS_OK)
		return NASS_ENOMEM;
	if (r->nmissing > 0)
		r->nmissing--;
	else
		pop_to(r, name);
	/* A table in a cell: that has lines of its own. */
	if (name == r->known.table)
		r->has_lines =
		    r->count[r->known.td] + r->count[r->known.th] > 0;
	return NASS_OK;
}

/* A list of choices that nobody closed ends where text begins again. */
static bool
ends_choices(const struct reader *r, const struct nass_html_token *t)
{
	enum html_kind kind = html__name(html__name_find(t->text))->kind;
	struct nass_str skipped = nass_str(html__name(r->skip)->name);

	return t->type == NASS_HTML_START && kind != HTML_SKIP &&
	    kind >= HTML_BLOCK && kind != HTML_VOID && kind != HTML_BREAK &&
	    (nass_str_eq(skipped, NASS_STR("select")) ||
		nass_str_eq(skipped, NASS_STR("option")) ||
		nass_str_eq(skipped, NASS_STR("map")) ||
		nass_str_eq(skipped, NASS_STR("datalist")));
}

/* Inside an element that has no text: until its end. */
static void
skip(struct reader *r, const struct nass_html_token *t)
{
	if ((t->type != NASS_HTML_START && t->type != NASS_HTML_END) ||
	    html__name_find(t->text) != r->skip)
		return;
	if (t->type == NASS_HTML_START)
		r->skip_depth += !t->is_self_closing;
	else if (--r->skip_depth == 0)
		r->skip = 0;
}

static enum nass_code
token(struct reader *r, const struct nass_html_token *t, struct nass_err *err)
{
	if (html__meta_token(&r->meta, t, r->arena, err) != NASS_OK)
		return NASS_ENOMEM;
	if (r->skip != 0 && ends_choices(r, t))
		r->skip = 0;
	if (r->skip != 0) {
		skip(r, t);
		return NASS_OK;
	}
	switch (t->type) {
	case NASS_HTML_TEXT:
		return html__put_text(r, t->text, err);
	case NASS_HTML_START:
		return start(r, t, err);
	case NASS_HTML_END:
		return end(r, t, err);
	case NASS_HTML_COMMENT:
	case NASS_HTML_DOCTYPE:
		break;
	}
	return NASS_OK;
}

static void
reader_fini(struct reader *r)
{
	nass_buf_fini(&r->text);
	html__meta_fini(&r->meta);
	free(r->block);
	free(r->ground);
	free(r->open);
}

static struct html_known
known(void)
{
	return (struct html_known){
		.button = html__name_find(NASS_STR("button")),
		.ol = html__name_find(NASS_STR("ol")),
		.p = html__name_find(NASS_STR("p")),
		.table = html__name_find(NASS_STR("table")),
		.tbody = html__name_find(NASS_STR("tbody")),
		.td = html__name_find(NASS_STR("td")),
		.th = html__name_find(NASS_STR("th")),
		.tr = html__name_find(NASS_STR("tr")),
		.ul = html__name_find(NASS_STR("ul")),
	};
}

enum nass_code
nass_html_read(struct nass_str page, struct nass_arena *arena,
    struct nass_html_blocks *blocks, struct nass_err *err)
{
	struct reader r = { .arena = arena, .known = known() };
	struct nass_html h;
	struct nass_html_token t;
	enum nass_code code;
	size_t ground;

	nass_html_init(&h, page);
	r.open = malloc(HTML_DEPTH_MAX * sizeof *r.open);
	code = r.open == NULL ? nass_fail_nomem(err)
			      : html__new_ground(&r, 0, 0, &ground, err);
	while (code == NASS_OK) {
		code = nass_html_next(&h, &t, err);
		if (code == NASS_OK)
			code = token(&r, &t, err);
	}
	if (code == NASS_END)
		code = html__end_line(&r, err);
	if (code == NASS_OK)
		code = html__settle(&r, blocks, err);
	nass_html_fini(&h);
	reader_fini(&r);
	return code;
}
