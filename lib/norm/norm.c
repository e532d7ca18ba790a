/*
 * norm.c - a whole text: most of it by table, the rest in stretches.
 *
 *	text ──> code points by the table of images ──> out
 *	              │ one needs its neighbours
 *	              └──> the stretch around it, from a safe cut to the next,
 *	                   by the general path ──> out, and on
 *
 * A safe cut is before a line end, or before a space that follows a letter (and
 * perhaps marks that are dropped): nothing that any operation looks at reaches
 * across it.  What the table did since the last cut is taken back.
 */
#include <string.h>

#include "norm/cells.h"

#include "text/utf8.h"

struct pass {
	const struct nass_norm *norm;
	struct nass_str in;
	struct norm__sink sink;
	struct norm__work w;
	size_t floor;    /* no cut lies before this */
	size_t line_end; /* of the line that w.line is */
	bool is_key;
	size_t map_n; /* entries of *map that are not ours */
};

const struct norm__image *
norm__image_of(const struct nass_norm *norm, uint32_t cp)
{
	static const struct norm__image copy = { NORM_COPY, 0, { 0 } };
	static const struct norm__image context = { NORM_CONTEXT, 0, { 0 } };

	if (cp < NORM_WINDOW)
		return &norm->image[cp];
	return norm->mask_class[norm__touch_class(cp)] == NORM_COPY ? &copy
								    : &context;
}

/* Cuts ------------------------------------------------------------------------- */

/* Does what stands before `at` end in something that stays, and is no space? */
static bool
is_held(const struct pass *p, size_t at, size_t floor)
{
	const struct norm__image *image;
	uint32_t cp;
	size_t n;

	while (at > floor) {
		cp = nass_utf8_before(p->in.p, p->in.p + at, &n);
		image = norm__image_of(p->norm, cp);
		if (image->class == NORM_COPY)
			return true;
		if (image->class != NORM_FREE)
			return false;
		if (image->n > 0)
			return image->bytes[0] != ' ';
		at -= n;
	}
	return false;
}

static bool
is_cut(const struct pass *p, size_t at, size_t floor)
{
	return at == p->in.n || p->in.p[at] == '\n' ||
	    (p->in.p[at] == ' ' && is_held(p, at, floor));
}

/* The last cut, or beginning of a line, at or before `at`. */
static size_t
cut_before(const struct pass *p, size_t at)
{
	while (at > p->floor && p->in.p[at - 1] != '\n' &&
	    !is_cut(p, at, p->floor))
		at--;
	return at;
}

static size_t
cut_behind(const struct pass *p, size_t at, size_t floor)
{
	while (!is_cut(p, at, floor))
		at++;
	return at;
}

/* Stretches ---------------------------------------------------------------------- */

static void
set_line(struct pass *p, size_t at)
{
	size_t begin = at;
	const char *end;

	if (p->w.line.p != NULL && at < p->line_end)
		return;
	while (begin > 0 && p->in.p[begin - 1] != '\n')
		begin--;
	end = memchr(p->in.p + at, '\n', p->in.n - at);
	p->line_end = end != NULL ? (size_t)(end - p->in.p) + 1 : p->in.n;
	p->w.line = nass_str_sub(p->in, begin, p->line_end);
	p->w.guard = p->is_key ? NORM_ARABIC : NORM_UNKNOWN;
}

static enum nass_code
stretch(struct pass *p, size_t from, size_t to, struct nass_err *err)
{
	struct nass_str text = nass_str_sub(p->in, from, to);
	enum nass_code code;

	set_line(p, from);
	if (p->w.gone != NULL)
		p->w.gone->n = 0;
	code = norm__load(&p->w, text, err);
	if (code == NASS_OK)
		code = norm__run(&p->w, err);
	p->sink.from = from;
	if (code == NASS_OK)
		code = norm__store(&p->w, text, &p->sink, err);
	return code;
}

/* Bytes that the table made of in[from, to). */
static size_t
table_length(const struct pass *p, size_t from, size_t to)
{
	const struct norm__image *image;
	size_t made = 0;
	size_t n;

	for (; from < to; from += n) {
		image =
		    norm__image_of(p->norm, nass_utf8_get(p->in.p + from, &n));
		made += image->class == NORM_FREE ? image->n : n;
	}
	return made;
}

/* Take back what the table made of in[from, to). */
static void
take_back(struct pass *p, size_t from, size_t to)
{
	struct nass_map *map = p->sink.map;

	p->sink.out->n -= table_length(p, from, to);
	if (map != NULL)
		while (map->n > p->map_n && map->entry[map->n - 1].from >= from)
			map->n--;
}

/* The general path for what surrounds the code point at `at`. */
static enum nass_code
around(struct pass *p, size_t *at, size_t n, struct nass_err *err)
{
	size_t from = cut_before(p, *at);
	size_t to = cut_behind(p, *at + n, *at + n);

	take_back(p, from, *at);
	*at = to;
	p->floor = to;
	return stretch(p, from, to, err);
}

/* The table ------------------------------------------------------------------------ */

static enum nass_code
put_image(struct pass *p, size_t at, size_t n, const struct norm__image *image,
    struct nass_err *err)
{
	struct nass_buf *out = p->sink.out;
	const char *from = p->in.p + at;
	size_t made = n;

	if (nass_buf_grow(out, sizeof(image->bytes), err) != NASS_OK)
		return NASS_ENOMEM;
	if (image->class == NORM_FREE) {
		from = image->bytes;
		made = image->n;
	}
	memcpy(out->p + out->n, from, made);
	out->n += made;
	if (p->sink.map == NULL || image->class != NORM_FREE)
		return NASS_OK;
	return nass_map_add(
	    p->sink.map, out->n - made - p->sink.made, made, at, n, err);
}

static enum nass_code
fold(struct pass *p, struct nass_err *err)
{
	const struct nass_buf *out = p->sink.out;
	const struct norm__image *image;
	enum nass_code code = NASS_OK;
	size_t at = 0;
	size_t n;

	while (at < p->in.n && code == NASS_OK) {
		image =
		    norm__image_of(p->norm, nass_utf8_get(p->in.p + at, &n));
		if (image->class == NORM_CONTEXT ||
		    (image->class == NORM_SPACE && out->n > p->sink.made &&
			out->p[out->n - 1] == ' ')) {
			code = around(p, &at, n, err);
			continue;
		}
		code = put_image(p, at, n, image, err);
		at += n;
	}
	return code;
}

/* Line by line, for operations that look at whole lines. */
static enum nass_code
fold_lines(struct pass *p, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	const char *lf;
	size_t at = 0;
	size_t end;

	while (at < p->in.n && code == NASS_OK) {
		lf = memchr(p->in.p + at, '\n', p->in.n - at);
		end = lf != NULL ? (size_t)(lf - p->in.p) : p->in.n;
		code = stretch(p, at, end, err);
		if (code == NASS_OK && lf != NULL)
			code = nass_buf_putc(p->sink.out, '\n', err);
		at = end + (lf != NULL);
	}
	return code;
}

static enum nass_code
run(const struct nass_norm *norm, struct nass_str in,
    const struct norm__sink *sink, struct nass_buf *gone, bool is_key,
    struct nass_err *err)
{
	struct pass p = { norm, in, *sink, .is_key = is_key };
	enum nass_code code;

	norm__work_init(&p.w, norm);
	p.w.gone = gone;
	p.sink.made = sink->out->n;
	p.map_n = sink->map != NULL ? sink->map->n : 0;
	code = nass_buf_grow(sink->out, in.n, err);
	if (code == NASS_OK)
		code = norm->needs_line || sink->visit != NULL
		    ? fold_lines(&p, err)
		    : fold(&p, err);
	if (code != NASS_OK) {
		sink->out->n = p.sink.made;
		if (sink->map != NULL)
			sink->map->n = p.map_n;
	}
	norm__work_fini(&p.w);
	return code;
}

enum nass_code
nass_norm(const struct nass_norm *norm, struct nass_str in,
    struct nass_buf *out, struct nass_map *map, struct nass_err *err)
{
	struct norm__sink sink = { .out = out, .map = map };
	size_t n = nass_utf8_valid(in);

	if (n < in.n)
		return nass_fail(err, NASS_EINPUT, n, "ill-formed UTF-8");
	if (nass_norm_is_identity(norm))
		return nass_buf_put(out, in, err);
	return run(norm, in, &sink, NULL, false, err);
}

enum nass_code
nass_norm_key(const struct nass_norm *norm, struct nass_str word,
    struct nass_buf *out, struct nass_err *err)
{
	struct norm__sink sink = { .out = out };

	if (nass_norm_is_identity(norm))
		return nass_buf_put(out, word, err);
	return run(norm, word, &sink, NULL, true, err);
}

enum nass_code
nass_norm_explain(const struct nass_norm *norm, struct nass_str in,
    bool (*visit)(void *arg, const struct nass_norm_change *change), void *arg,
    struct nass_err *err)
{
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_buf gone = NASS_BUF_INIT;
	struct norm__sink sink = { .out = &out, .visit = visit, .arg = arg };
	size_t n = nass_utf8_valid(in);
	enum nass_code code = NASS_OK;

	if (n < in.n)
		return nass_fail(err, NASS_EINPUT, n, "ill-formed UTF-8");
	if (!nass_norm_is_identity(norm))
		code = run(norm, in, &sink, &gone, false, err);
	nass_buf_fini(&gone);
	nass_buf_fini(&out);
	return code;
}

bool
nass_norm_code_point(
    const struct nass_norm *norm, uint32_t cp, char out[64], size_t *n)
{
	const struct norm__image *image = norm__image_of(norm, cp);
	struct nass_buf made = NASS_BUF_INIT;
	char p[8] = "\xD8\xA8"; /* between two letters BEH */
	struct nass_str text = { p, 2 };

	if (image->class == NORM_FREE && !norm->needs_line) {
		memcpy(out, image->bytes, image->n);
		*n = image->n;
		return true;
	}
	*n = nass_utf8_set(out, cp);
	if (image->class == NORM_COPY && !norm->needs_line)
		return true;
	text.n += nass_utf8_set(p + 2, cp);
	memcpy(p + text.n, p, 2);
	text.n += 2;
	if (nass_norm_key(norm, text, &made, NULL) == NASS_OK && made.n >= 4 &&
	    made.n - 4 <= 64 && memcmp(made.p, p, 2) == 0 &&
	    memcmp(made.p + made.n - 2, p, 2) == 0) {
		*n = made.n - 4;
		memcpy(out, made.p + 2, *n);
	}
	nass_buf_fini(&made);
	return false;
}
