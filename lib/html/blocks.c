/* blocks.c - the lines of a web page (blocks.h). */
#include "html/blocks.h"

#include <stdlib.h>
#include <string.h>

#include "html/html.h"
#include "html/meta.h"
#include "html/names.h"

/* Marks that fall on everything inside an element. */
#define GROUND                                                      \
	(NASS_HTML_ARTICLE | NASS_HTML_CONTENT | NASS_HTML_NAV |    \
	    NASS_HTML_ASIDE | NASS_HTML_FOOTER | NASS_HTML_HEADER | \
	    NASS_HTML_FORM | NASS_HTML_CLASS | NASS_HTML_HIDDEN |   \
	    NASS_HTML_COMMENTS)

enum {
	DEPTH_MAX = 8192, /* deeper elements are as if they were not there */
	PROSE_MIN = 80,   /* bytes of a line that count as the page's text */
};

/* An element that bears marks, and how much text stands inside. */
struct ground {
	size_t outer; /* 0: none */
	size_t nprose;
	unsigned own;
	unsigned all; /* with those around it; set at the end */
};

struct open {
	uint8_t name;
	unsigned form; /* marks of form: heading, item, paragraph */
	size_t ground;
};

struct reader {
	struct nass_arena *arena;
	struct nass_buf text;
	struct nass_html_block *block;
	size_t nblock;
	size_t cap_block;
	struct ground *ground;
	size_t nground;
	size_t cap_ground;
	struct open *open;
	size_t nopen;
	size_t nmissing; /* open elements beyond DEPTH_MAX */
	size_t count[HTML_NNAMES_MAX];
	unsigned skip; /* the element whose inside is no text; 0: none */
	size_t skip_depth;
	/* The line that is being made. */
	size_t from;
	size_t nlink;
	size_t ground_line;
	unsigned form_line;
	bool has_space; /* white space is due before the next word */
	bool in_link;
	bool in_pre;
	bool has_cell;
	struct html__meta meta;
};

static void *
widen(void *p, size_t *cap, size_t size)
{
	size_t more = *cap == 0 ? 64 : 2 * *cap;
	void *wider = realloc(p, more * size);

	if (wider != NULL)
		*cap = more;
	return wider;
}

/* Lines -------------------------------------------------------------------- */

static enum nass_code
end_line(struct reader *r, struct nass_err *err)
{
	struct nass_html_block *b;
	size_t n = r->text.n - r->from;

	r->has_space = false;
	if (n == 0)
		return NASS_OK;
	if (r->nblock == r->cap_block) {
		b = widen(r->block, &r->cap_block, sizeof *b);
		if (b == NULL)
			return nass_fail_nomem(err);
		r->block = b;
	}
	b = &r->block[r->nblock++];
	*b = (struct nass_html_block){ r->from, n, r->nlink, r->form_line,
		r->ground_line };
	b->marks |= r->has_cell ? NASS_HTML_CELL : 0;
	if (n >= PROSE_MIN && 2 * r->nlink < n)
		r->ground[r->ground_line].nprose += n;
	if (nass_buf_putc(&r->text, '\n', err) != NASS_OK)
		return NASS_ENOMEM;
	r->from = r->text.n;
	r->nlink = 0;
	r->has_cell = false;
	return NASS_OK;
}

static struct open
innermost(const struct reader *r)
{
	return r->nopen > 0 ? r->open[r->nopen - 1] : (struct open){ 0, 0, 0 };
}

static void
begin_line(struct reader *r)
{
	r->ground_line = innermost(r).ground;
	r->form_line = innermost(r).form;
	r->has_space = false;
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static enum nass_code
put_text(struct reader *r, struct nass_str s, struct nass_err *err)
{
	if (nass_buf_grow(&r->text, s.n + 1, err) != NASS_OK)
		return NASS_ENOMEM;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		size_t n = r->text.n;

		if (r->in_pre && c == '\n') {
			if (end_line(r, err) != NASS_OK ||
			    nass_buf_grow(&r->text, s.n - i + 1, err) !=
				NASS_OK)
				return NASS_ENOMEM;
			continue;
		}
		if (is_space(c) ||
		    (c == '\xC2' && i + 1 < s.n && s.p[i + 1] == '\xA0')) {
			i += c == '\xC2';
			r->has_space = true;
			continue;
		}
		if (n == r->from)
			begin_line(r);
		if (r->has_space)
			r->text.p[r->text.n++] = ' ';
		r->has_space = false;
		r->text.p[r->text.n++] = c;
		r->nlink += r->in_link ? r->text.n - n : 0;
	}
	return NASS_OK;
}

/* Open elements ------------------------------------------------------------- */

static enum nass_code
new_ground(struct reader *r, unsigned own, size_t outer, size_t *number,
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

static bool
has_word(struct nass_str s, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i + n <= s.n; i++)
		if (memcmp(s.p + i, word, n) == 0)
			return true;
	return false;
}

/* Marks by attributes: class, id, role, itemprop, hidden, style. */
static unsigned
marks_of(const struct nass_html_token *t)
{
	unsigned marks = 0;

	for (size_t i = 0; i < t->nattr; i++) {
		struct nass_str name = t->attr[i].name;
		struct nass_str value = t->attr[i].value;

		if (nass_str_eq(name, NASS_STR("class")) ||
		    nass_str_eq(name, NASS_STR("id")))
			marks |= html__class_marks(value);
		else if (nass_str_eq(name, NASS_STR("role")))
			marks |= has_word(value, "navigation") ||
				has_word(value, "search")
			    ? NASS_HTML_NAV
			    : has_word(value, "complementary") ? NASS_HTML_ASIDE
			    : has_word(value, "contentinfo") ? NASS_HTML_FOOTER
			    : has_word(value, "main")        ? NASS_HTML_ARTICLE
							     : 0;
		else if (nass_str_eq(name, NASS_STR("itemprop")))
			marks |= has_word(value, "articleBody")
			    ? NASS_HTML_CONTENT
			    : 0;
		else if (nass_str_eq(name, NASS_STR("hidden")))
			marks |= NASS_HTML_HIDDEN;
		else if (nass_str_eq(name, NASS_STR("style")))
			marks |= has_word(value, "display:none") ||
				has_word(value, "display: none")
			    ? NASS_HTML_HIDDEN
			    : 0;
	}
	if ((marks & NASS_HTML_CONTENT) != 0)
		marks &= ~(unsigned)(NASS_HTML_CLASS | NASS_HTML_COMMENTS);
	return marks;
}

static enum nass_code
push(struct reader *r, unsigned name, unsigned marks, struct nass_err *err)
{
	struct open outer = innermost(r);
	struct open o = { (uint8_t)name, outer.form, outer.ground };
	unsigned form = marks & ~(unsigned)GROUND;

	if (r->nopen == DEPTH_MAX) {
		r->nmissing++;
		return NASS_OK;
	}
	o.form |= form;
	if ((marks & GROUND) != 0 &&
	    new_ground(r, marks & GROUND, outer.ground, &o.ground, err) !=
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
end_like(struct reader *r, unsigned name, const char *list1, const char *list2)
{
	unsigned stop1 = html__name_find(nass_str(list1));
	unsigned stop2 = html__name_find(nass_str(list2));
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
	unsigned p = html__name_find(NASS_STR("p"));

	if (kind == HTML_INLINE || kind == HTML_SPAN || kind == HTML_LINK)
		return;
	if (r->count[p] > 0)
		end_like(r, p, "table", "button");
	if (kind == HTML_ITEM)
		end_like(r, name, "ul", "ol");
	else if (kind == HTML_CELL) {
		end_like(r, html__name_find(NASS_STR("td")), "table", "tr");
		end_like(r, html__name_find(NASS_STR("th")), "table", "tr");
	} else if (kind == HTML_ROW)
		end_like(r, name, "table", "tbody");
}

/* Tokens -------------------------------------------------------------------- */

/* A cell goes on with the line of its row. */
static enum nass_code
begin_cell(struct reader *r, struct nass_err *err)
{
	if (r->text.n == r->from)
		return NASS_OK;
	r->has_cell = true;
	r->has_space = false;
	return nass_buf_put(&r->text, NASS_STR(" | "), err);
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
	if (n->kind == HTML_LINK) {
		r->in_link = nass_html_get(t, NASS_STR("href")).p != NULL;
		return NASS_OK;
	}
	if (n->kind == HTML_INLINE || n->kind == HTML_VOID)
		return NASS_OK;
	if (n->kind == HTML_CELL) {
		if (begin_cell(r, err) != NASS_OK)
			return NASS_ENOMEM;
	} else if (n->kind != HTML_SPAN && end_line(r, err) != NASS_OK) {
		return NASS_ENOMEM;
	}
	if (n->kind == HTML_BREAK)
		return NASS_OK;
	imply_ends(r, name, n->kind);
	if (!nass_str_eq(t->text, NASS_STR("body")) &&
	    !nass_str_eq(t->text, NASS_STR("html")))
		marks |= marks_of(t);
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
		return NASS_OK;
	case HTML_SPAN:
		pop_span(r, name);
		return NASS_OK;
	case HTML_INLINE:
	case HTML_VOID:
	case HTML_SKIP:
		return NASS_OK;
	case HTML_BREAK:
		return end_line(r, err);
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
	if (end_line(r, err) != NASS_OK)
		return NASS_ENOMEM;
	if (r->nmissing > 0)
		r->nmissing--;
	else
		pop_to(r, name);
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
		return put_text(r, t->text, err);
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
		/* The head and foot of an article are its own. */
		if ((around & good) != 0)
			g->own &=
			    ~(unsigned)(NASS_HTML_HEADER | NASS_HTML_FOOTER);
		g->all = around | g->own;
	}
}

static enum nass_code
settle(struct reader *r, struct nass_html_blocks *made, struct nass_err *err)
{
	struct nass_str h1 = { NULL, 0 };

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
		if ((b->marks & NASS_HTML_H1) != 0 && h1.p == NULL)
			h1 = nass_str_sub(made->text, b->from, b->from + b->n);
	}
	html__meta_settle(&r->meta, h1);
	made->meta = r->meta.found;
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

enum nass_code
nass_html_read(struct nass_str page, struct nass_arena *arena,
    struct nass_html_blocks *blocks, struct nass_err *err)
{
	struct reader r = { .arena = arena };
	struct nass_html h;
	struct nass_html_token t;
	enum nass_code code;
	size_t ground;

	nass_html_init(&h, page);
	r.open = malloc(DEPTH_MAX * sizeof *r.open);
	code = r.open == NULL ? nass_fail_nomem(err)
			      : new_ground(&r, 0, 0, &ground, err);
	while (code == NASS_OK) {
		code = nass_html_next(&h, &t, err);
		if (code == NASS_OK)
			code = token(&r, &t, err);
	}
	if (code == NASS_END)
		code = end_line(&r, err);
	if (code == NASS_OK)
		code = settle(&r, blocks, err);
	nass_html_fini(&h);
	reader_fini(&r);
	return code;
}

static bool
starts_folded(struct nass_str s, const char *lower)
{
	size_t i;

	for (i = 0; i < s.n && lower[i] != '\0'; i++)
		if ((s.p[i] | (s.p[i] >= 'A' && s.p[i] <= 'Z' ? 0x20 : 0)) !=
		    lower[i])
			return false;
	return lower[i] == '\0';
}

bool
nass_html_is_page(struct nass_str s)
{
	static const char *const begin[] = { "<!doctype html", "<html", "<head",
		"<body", "<?xml" };

	while (s.n > 0 && (is_space(s.p[0]) || (unsigned char)s.p[0] >= 0xBB))
		s = nass_str_sub(s, 1, s.n);
	while (starts_folded(s, "<!--")) {
		size_t i = 4;

		while (i + 3 <= s.n && memcmp(s.p + i, "-->", 3) != 0)
			i++;
		if (i + 3 > s.n)
			return false;
		s = nass_str_sub(s, i + 3, s.n);
		while (s.n > 0 && is_space(s.p[0]))
			s = nass_str_sub(s, 1, s.n);
	}
	for (size_t i = 0; i < sizeof begin / sizeof begin[0]; i++)
		if (starts_folded(s, begin[i]))
			return true;
	return false;
}
