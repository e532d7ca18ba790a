/*
 * stretch.c - the general path for a place in a text: from a cut before it to one
 * behind it, as cells.
 */
#include <string.h>

#include "norm/pass.h"

#include "text/utf8.h"

/* Cuts ------------------------------------------------------------------------- */

/* Does what stands before `at` end in something that stays, and is no space? */
static bool
is_held(const struct norm__pass *p, size_t at, size_t floor)
{
	const struct norm__image *image;
	uint32_t cp;
	size_t n;

	while (at > floor) {
		cp = nass_utf8_before(p->in.p, p->in.p + at, &n);
		image = norm__image_of(p->norm, cp);
		if (image->class == NORM_COPY || image->class == NORM_ALIKE)
			return true;
		if (image->class != NORM_FREE && image->class != NORM_MARK)
			return false;
		if (image->class == NORM_FREE && image->n > 0)
			return image->bytes[0] != ' ';
		at -= n;
	}
	return false;
}

static bool
is_cut(const struct norm__pass *p, size_t at, size_t floor)
{
	return at == p->in.n || p->in.p[at] == '\n' ||
	    (p->in.p[at] == ' ' && is_held(p, at, floor));
}

/* The last cut, or beginning of a line, at or before `at`. */
static size_t
cut_before(const struct norm__pass *p, size_t at)
{
	while (at > p->floor && p->in.p[at - 1] != '\n' &&
	    !is_cut(p, at, p->floor))
		at--;
	return at;
}

static size_t
cut_behind(const struct norm__pass *p, size_t at, size_t floor)
{
	while (!is_cut(p, at, floor))
		at++;
	return at;
}

/* Stretches ---------------------------------------------------------------------- */

static void
set_line(struct norm__pass *p, size_t at)
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

enum nass_code
norm__stretch(
    struct norm__pass *p, size_t from, size_t to, struct nass_err *err)
{
	struct nass_str text = nass_str_sub(p->in, from, to);
	enum nass_code code = NASS_OK;

	set_line(p, from);
	if (p->w.gone != NULL) {
		p->w.gone->n = 0;
		code = nass_buf_grow(p->w.gone, text.n + 1, err);
		if (code == NASS_OK)
			memset(p->w.gone->p, 0, text.n + 1);
	}
	if (code == NASS_OK)
		code = norm__load(&p->w, text, err);
	if (code == NASS_OK)
		code = norm__run(&p->w, err);
	p->sink.from = from;
	if (code == NASS_OK)
		code = norm__store(&p->w, text, &p->sink, err);
	return code;
}

/* Bytes that the table made of in[from, to), which begins no run of spaces. */
static size_t
table_length(const struct norm__pass *p, size_t from, size_t to)
{
	const struct norm__image *image;
	bool after_space = false;
	size_t made = 0;
	size_t end, n, more;

	for (; from < to; from += n) {
		image =
		    norm__image_of(p->norm, nass_utf8_get(p->in.p + from, &n));
		more = n;
		if (image->class == NORM_FREE) {
			more = image->n;
		} else if (image->class == NORM_SPACE) {
			more = after_space ? 0 : 1;
		} else if (image->class == NORM_FILLER) {
			if (norm__tatweels(p, from, &end) == NORM_FREE)
				more = 0;
			else
				more = end - from;
			n = end - from;
		}
		made += more;
		if (more > 0)
			after_space = image->class == NORM_SPACE ||
			    (image->class == NORM_FREE &&
				image->bytes[more - 1] == ' ');
	}
	return made;
}

/* Take back what the table made of in[from, to). */
static void
take_back(struct norm__pass *p, size_t from, size_t to)
{
	struct nass_map *map = p->sink.map;

	p->sink.out->n -= table_length(p, from, to);
	if (map != NULL)
		while (map->n > p->map_n && map->entry[map->n - 1].from >= from)
			map->n--;
}

/* Is the rest of this line, which cuts look at, well-formed? */
static enum nass_code
check_line(struct norm__pass *p, size_t at, struct nass_err *err)
{
	struct nass_str rest = nass_str_sub(p->in, at, p->in.n);
	const char *lf;
	size_t n;

	if (at < p->known)
		return NASS_OK;
	lf = memchr(rest.p, '\n', rest.n);
	if (lf != NULL)
		rest.n = (size_t)(lf - rest.p);
	n = nass_utf8_valid(rest);
	if (n < rest.n)
		return nass_fail(err, NASS_EINPUT, at + n, "ill-formed UTF-8");
	p->known = at + n;
	return NASS_OK;
}

enum nass_code
norm__see_line(struct norm__pass *p, size_t at, struct nass_err *err)
{
	enum nass_code code = check_line(p, at, err);

	if (code == NASS_OK)
		set_line(p, at);
	return code;
}

enum nass_code
norm__around(struct norm__pass *p, size_t *at, size_t n, struct nass_err *err)
{
	enum nass_code code = check_line(p, *at, err);
	size_t from, to;

	if (code != NASS_OK)
		return code;
	from = cut_before(p, *at);
	to = cut_behind(p, *at + n, *at + n);
	take_back(p, from, *at);
	*at = to;
	p->floor = to;
	return norm__stretch(p, from, to, err);
}
