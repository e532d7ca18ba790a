/*
 * cells.c - a stretch of text as code points, in and out.
 */
#include "norm/cells.h"

#include <stdlib.h>
#include <string.h>

#include "text/ucd.h"
#include "text/utf8.h"

static void
cells_init(struct norm__cells *c)
{
	c->p = c->own;
	c->n = 0;
	c->cap = sizeof(c->own) / sizeof(c->own[0]);
}

static void
cells_fini(struct norm__cells *c)
{
	if (c->p != c->own)
		free(c->p);
}

static bool
cells_grow(struct norm__cells *c, size_t extra)
{
	size_t cap = 2 * c->cap;
	struct norm__cell *p;

	if (extra <= c->cap - c->n)
		return true;
	if (cap < c->n + extra)
		cap = c->n + extra;
	if (cap > SIZE_MAX / 2 / sizeof(*p))
		return false;
	p = realloc(c->p == c->own ? NULL : c->p, cap * sizeof(*p));
	if (p == NULL)
		return false;
	if (c->p == c->own)
		memcpy(p, c->own, c->n * sizeof(*p));
	c->p = p;
	c->cap = cap;
	return true;
}

void
norm__work_init(struct norm__work *w, const struct nass_norm *norm)
{
	w->norm = norm;
	cells_init(&w->a);
	cells_init(&w->b);
	w->now = &w->a;
	w->made = &w->b;
	w->nsame = 0;
	w->touch = 0;
	w->made_touch = 0;
	w->line = (struct nass_str){ NULL, 0 };
	w->guard = NORM_UNKNOWN;
	w->is_part = false;
	w->is_changed = false;
	w->is_formless = false;
	w->is_broken = false;
	w->gone = NULL;
}

void
norm__work_fini(struct norm__work *w)
{
	cells_fini(&w->a);
	cells_fini(&w->b);
}

static void
put(struct norm__work *w, const struct norm__cell *cell, size_t n)
{
	size_t i;

	if (!cells_grow(w->made, n)) {
		w->is_broken = true;
		return;
	}
	for (i = 0; i < n; i++) {
		w->made->p[w->made->n++] = cell[i];
		w->made_touch |= cell[i].touch;
	}
}

/* Now something differs: copy what was kept. */
static void
copy_same(struct norm__work *w)
{
	size_t n = w->nsame;

	w->nsame = 0;
	if (n > 0)
		put(w, w->now->p, n);
}

void
norm__put(struct norm__work *w, uint32_t cp, uint32_t at, uint32_t n,
    enum norm__op op)
{
	struct norm__cell cell = { cp, at, n, 0, 0, 0 };

	cell.touch = norm__touch(cp) & w->norm->touch;
	cell.op = (uint8_t)(op + 1);
	w->is_changed = true;
	w->is_formless = true;
	copy_same(w);
	put(w, &cell, 1);
}

void
norm__copy(struct norm__work *w, const struct norm__cell *cell)
{
	copy_same(w);
	put(w, cell, 1);
}

void
norm__change(struct norm__work *w, const struct norm__cell *cell, uint32_t cp,
    enum norm__op op)
{
	struct norm__cell fresh = *cell;

	fresh.cp = cp;
	fresh.touch = norm__touch(cp) & w->norm->touch;
	if (fresh.op == 0)
		fresh.op = (uint8_t)(op + 1);
	w->is_changed = true;
	w->is_formless = true;
	copy_same(w);
	put(w, &fresh, 1);
}

void
norm__drop(
    struct norm__work *w, const struct norm__cell *cell, enum norm__op op)
{
	unsigned by = cell->op != 0 ? cell->op : (unsigned)op + 1;
	uint32_t i;

	w->is_changed = true;
	w->is_formless = true;
	if (w->gone == NULL)
		return;
	for (i = cell->at; i < cell->at + cell->n; i++)
		if (w->gone->p[i] == 0)
			w->gone->p[i] = (char)by;
}

void
norm__swap(struct norm__work *w)
{
	struct norm__cells *made = w->made;
	bool is_same = made->n == 0 && w->nsame == w->now->n;

	if (is_same) {
		w->nsame = 0;
		return;
	}
	copy_same(w);
	w->made = w->now;
	w->now = made;
	w->made->n = 0;
	w->touch = w->made_touch;
	w->made_touch = 0;
}

enum nass_code
norm__load(struct norm__work *w, struct nass_str text, struct nass_err *err)
{
	struct norm__cell *cell;
	size_t at = 0;
	size_t n;

	if (text.n > UINT32_MAX)
		return nass_fail(err, NASS_ELIMIT, 0,
		    "more than 4 GiB without a place to cut");
	w->now->n = 0;
	w->made->n = 0;
	w->nsame = 0;
	w->touch = 0;
	w->made_touch = 0;
	w->is_broken = false;
	if (!cells_grow(w->now, text.n))
		return nass_fail_nomem(err);
	cell = w->now->p;
	while (at < text.n) {
		cell->cp = nass_utf8_get(text.p + at, &n);
		cell->at = (uint32_t)at;
		cell->n = (uint32_t)n;
		cell->touch = norm__touch(cell->cp) & w->norm->touch;
		cell->op = 0;
		cell->is_fixed = 0;
		w->touch |= cell->touch;
		at += n;
		cell++;
	}
	w->now->n = (size_t)(cell - w->now->p);
	return NASS_OK;
}

bool
norm__is_letter(uint32_t cp)
{
	const struct nass_ucd *u;

	if (cp - 0x620 < 0x2B)
		return cp - 0x63B >= 5 ? cp != 0x640 : true;
	if (cp < 0x66E)
		return false;
	u = nass_ucd(cp);
	return u->gc == NASS_GC_LETTER && u->script == NASS_SCRIPT_ARABIC;
}

bool
norm__is_mark(uint32_t cp)
{
	return cp >= 0x300 &&
	    (nass_ucd(cp)->gc == NASS_GC_MARK || cp - 0x6D6 < 0x18 ||
		cp == 0x8E2);
}

/* Out ------------------------------------------------------------------------ */

/* A run of cells that stand for [at, end) of the text. */
struct group {
	size_t first, last;
	uint32_t at, end;
};

static void
next_group(const struct norm__work *w, size_t i, struct group *g)
{
	const struct norm__cell *cell = w->now->p;

	g->first = i;
	g->at = cell[i].at;
	g->end = cell[i].at + cell[i].n;
	for (i++; i < w->now->n && cell[i].at < g->end; i++)
		if (cell[i].at + cell[i].n > g->end)
			g->end = cell[i].at + cell[i].n;
	g->last = i;
}

static const char *
why_gone(const struct norm__work *w, uint32_t at)
{
	unsigned by = (unsigned char)w->gone->p[at];

	return by != 0 ? norm__op_name(by - 1) : "form";
}

static enum nass_code
tell(struct norm__work *w, struct norm__sink *sink, struct nass_str from,
    uint64_t at, size_t made, unsigned op, struct nass_err *err)
{
	struct nass_norm_change change;
	uint64_t n = sink->out->n - made;

	if (sink->visit != NULL && !sink->is_stopped) {
		change.at = sink->from + at;
		change.from = from;
		change.to =
		    nass_str_sub(nass_buf_str(sink->out), made, sink->out->n);
		change.operation =
		    op != 0 ? norm__op_name(op - 1) : why_gone(w, (uint32_t)at);
		sink->is_stopped = !sink->visit(sink->arg, &change);
	}
	if (sink->map == NULL)
		return NASS_OK;
	return nass_map_add(
	    sink->map, made - sink->made, n, sink->from + at, from.n, err);
}

/* Bytes [at, end) of the text are gone: told code point by code point. */
static enum nass_code
tell_gone(struct norm__work *w, struct norm__sink *sink, struct nass_str text,
    uint32_t at, uint32_t end, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	size_t n;

	if (sink->visit == NULL)
		return tell(w, sink, nass_str_sub(text, at, end), at,
		    sink->out->n, 0, err);
	for (; at < end && code == NASS_OK; at += (uint32_t)n) {
		nass_utf8_get(text.p + at, &n);
		code = tell(w, sink, nass_str_sub(text, at, at + n), at,
		    sink->out->n, 0, err);
	}
	return code;
}

static enum nass_code
store_group(struct norm__work *w, struct nass_str text, const struct group *g,
    struct norm__sink *sink, struct nass_err *err)
{
	struct nass_str from = nass_str_sub(text, g->at, g->end);
	size_t made = sink->out->n;
	unsigned op = 0;
	size_t i;

	if (nass_buf_grow(sink->out, 4 * (g->last - g->first), err) != NASS_OK)
		return NASS_ENOMEM;
	for (i = g->first; i < g->last; i++) {
		sink->out->n +=
		    nass_utf8_set(sink->out->p + sink->out->n, w->now->p[i].cp);
		if (op == 0)
			op = w->now->p[i].op;
	}
	if (op == 0 && g->last == g->first + 1)
		return NASS_OK;
	if (nass_str_eq(from,
		nass_str_sub(nass_buf_str(sink->out), made, sink->out->n)))
		return NASS_OK;
	return tell(w, sink, from, g->at, made, op, err);
}

enum nass_code
norm__store(struct norm__work *w, struct nass_str text, struct norm__sink *sink,
    struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	struct group g = { 0, 0, 0, 0 };
	uint32_t at = 0;
	size_t i;

	for (i = 0; i < w->now->n && code == NASS_OK; i = g.last) {
		next_group(w, i, &g);
		if (g.at > at)
			code = tell_gone(w, sink, text, at, g.at, err);
		if (code == NASS_OK)
			code = store_group(w, text, &g, sink, err);
		at = g.end;
	}
	if (code == NASS_OK && at < text.n)
		code = tell_gone(w, sink, text, at, (uint32_t)text.n, err);
	return code;
}
