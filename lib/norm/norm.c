/*
 * norm.c - a whole text: most of it by table, the rest in stretches.
 *
 *	text ──> kernels, by the table of images of ASCII and U+0600..067F ──> out
 *	              │ another code point
 *	              ├──> its image, or as it is ──> out, and on
 *	              │ one needs its neighbours
 *	              └──> the stretch around it, from a safe cut to the next,
 *	                   by the general path ──> out, and on
 *
 * What the table did since the last cut is taken back.  UTF-8 is checked where it
 * is read.
 */
#include <string.h>

#include "norm/pass.h"

#include "text/ucd.h"
#include "text/utf8.h"

const struct norm__image *
norm__image_of(const struct nass_norm *norm, uint32_t cp)
{
	static const struct norm__image copy = { NORM_COPY, 0, { 0 } };
	static const struct norm__image context = { NORM_CONTEXT, 0, { 0 } };

	if (cp < NORM_WINDOW)
		return &norm->image[cp];
	if (cp - NORM_GENERAL < NORM_NGENERAL)
		return &norm->image[NORM_WINDOW + cp - NORM_GENERAL];
	if (cp - NORM_FORMS < NORM_NFORMS)
		return &norm->image[NORM_WINDOW + NORM_NGENERAL + cp -
		    NORM_FORMS];
	return norm->mask_class[norm__touch_class(cp)] == NORM_COPY ? &copy
								    : &context;
}

/* The table ------------------------------------------------------------------------ */

/* Length of the well-formed code point at p[0..n), and itself; 0: there is none. */
static size_t
decode(const char *p, size_t n, uint32_t *cp)
{
	const unsigned char *u = (const unsigned char *)p;
	size_t size;

	if (u[0] < 0x80) {
		*cp = u[0];
		return 1;
	}
	if (u[0] >= 0xC2 && u[0] < 0xE0 && n > 1 && (u[1] & 0xC0) == 0x80) {
		*cp = (uint32_t)(u[0] & 0x1F) << 6 | (u[1] & 0x3Fu);
		return 2;
	}
	size = u[0] < 0xF0 ? 3 : 4;
	if (n < size || u[0] < 0xE0 || u[0] > 0xF4 || (u[1] & 0xC0) != 0x80 ||
	    (u[2] & 0xC0) != 0x80 || (size == 4 && (u[3] & 0xC0) != 0x80))
		return 0;
	*cp = nass_utf8_get(p, &size);
	if (size == 3 ? *cp < 0x800 || *cp - 0xD800 < 0x800
		      : *cp < 0x10000 || *cp > 0x10FFFF)
		return 0;
	return size;
}

/* Room for the rest of the input as the table writes it, and for scratch. */
static enum nass_code
reserve(struct norm__pass *p, size_t at, struct nass_err *err)
{
	return nass_buf_grow(p->sink.out,
	    p->in.n - at + SIMD_REWRITE_SCRATCH + sizeof(struct norm__image),
	    err);
}

/* in[*at, *at + n) becomes `to`. */
static enum nass_code
put(struct norm__pass *p, size_t *at, size_t n, struct nass_str to,
    struct nass_err *err)
{
	struct nass_buf *out = p->sink.out;
	const char *from = p->in.p + *at;
	enum nass_code code = NASS_OK;

	if (reserve(p, *at, err) != NASS_OK)
		return NASS_ENOMEM;
	if (p->sink.map != NULL && to.p != from)
		code = nass_map_add(
		    p->sink.map, out->n - p->sink.made, to.n, *at, n, err);
	if (to.n > 0)
		memcpy(out->p + out->n, to.p, to.n);
	out->n += to.n;
	*at += n;
	return code;
}

static bool
is_after_space(const struct norm__pass *p)
{
	const struct nass_buf *out = p->sink.out;

	return out->n > p->sink.made && out->p[out->n - 1] == ' ';
}

/* Does a mark stand before that goes behind cp? */
static bool
is_after_higher(const struct norm__pass *p, uint32_t cp)
{
	struct nass_str out = nass_str_sub(
	    nass_buf_str(p->sink.out), p->sink.made, p->sink.out->n);
	size_t n;

	return out.n >= 2 &&
	    nass_ucd(nass_utf8_before(out.p, out.p + out.n, &n))->ccc >
	    nass_ucd(cp)->ccc;
}

/* May a mark follow that goes before cp, which kernels do not put in order? */
static bool
is_before_lower(const struct norm__pass *p, uint32_t cp, size_t behind)
{
	const struct norm__image *image;
	uint32_t next;

	if (norm__is_ordered(cp) || behind == p->in.n)
		return false;
	if (decode(p->in.p + behind, p->in.n - behind, &next) == 0)
		return true;
	image = norm__image_of(p->norm, next);
	return nass_ucd(next)->ccc != 0 ||
	    (image->class != NORM_COPY && image->class != NORM_SPACE &&
		(image->class != NORM_FREE || image->n == 0));
}

static bool
is_plain_letter(uint32_t cp)
{
	return cp - 0x621 < 0x2A && cp - 0x63B >= 6;
}

enum norm__class
norm__tatweels(const struct norm__pass *p, size_t at, size_t *end)
{
	uint32_t cp = 0x640;
	size_t from = at;
	size_t n = 0;

	do
		at += n;
	while (at < p->in.n &&
	    (n = decode(p->in.p + at, p->in.n - at, &cp)) > 0 && cp == 0x640);
	*end = at;
	if (at < p->in.n && n > 0 && is_plain_letter(cp))
		return NORM_FREE;
	if (at < p->in.n && (unsigned char)p->in.p[at] >= 0x80)
		return NORM_CONTEXT;
	if (from == 0 || p->in.p[from - 1] == ' ' || p->in.p[from - 1] == '\n')
		return NORM_COPY;
	cp = nass_utf8_before(p->in.p, p->in.p + from, &n);
	return is_plain_letter(cp) && cp != 0x647 ? NORM_FREE : NORM_CONTEXT;
}

/*
 * Farsi yeh, n bytes at `at`, in an Arabic line: by what follows it becomes alef
 * maksura or yeh, and what those become is *to; false: neighbours must be asked.
 */
static bool
fold_yeh(const struct norm__pass *p, size_t at, size_t n, struct nass_str *to)
{
	static const char *const yehs[] = { "\xD9\x89", "\xD9\x8A" };
	struct nass_str next = nass_str_sub(p->in, at + n, p->in.n);
	const struct norm__image *image;
	bool is_inside = false;
	uint32_t cp;

	if (next.n > 0 && (unsigned char)next.p[0] >= 0x80) {
		if (decode(next.p, next.n, &cp) != 2 || norm__is_mark(cp) ||
		    !norm__is_letter(cp))
			return false;
		is_inside = true;
	}
	image = norm__image_of(p->norm, is_inside ? 0x64A : 0x649);
	*to = (struct nass_str){ yehs[is_inside], 2 };
	if (image->class == NORM_FREE && image->n == 2)
		to->p = image->bytes;
	else if (image->class != NORM_COPY)
		return false;
	return p->norm->nrule == 0;
}

/* One code point, or the stretch around it. */
static enum nass_code
fold_one(struct norm__pass *p, size_t *at, struct nass_err *err)
{
	const struct norm__image *image;
	struct nass_str to = nass_str_sub(p->in, *at, p->in.n);
	enum norm__class class;
	uint32_t cp;
	size_t end;
	size_t n = to.n = decode(to.p, to.n, &cp);

	if (n == 0)
		return nass_fail(err, NASS_EINPUT, *at, "ill-formed UTF-8");
	image = norm__image_of(p->norm, cp);
	switch ((enum norm__class)image->class) {
	case NORM_COPY:
		break;
	case NORM_FREE:
		to = (struct nass_str){ image->bytes, image->n };
		break;
	case NORM_SPACE:
		if (is_after_space(p))
			to = NASS_STR("");
		else if (cp != ' ')
			to = NASS_STR(" ");
		break;
	case NORM_MARK:
		if (is_after_higher(p, cp) || is_before_lower(p, cp, *at + n))
			return norm__around(p, at, n, err);
		break;
	case NORM_FILLER:
		class = norm__tatweels(p, *at, &end);
		if (class == NORM_CONTEXT)
			return norm__around(p, at, n, err);
		n = to.n = end - *at;
		if (class == NORM_FREE)
			to = NASS_STR("");
		break;
	case NORM_ALIKE:
		if (norm__see_line(p, *at, err) != NASS_OK)
			return NASS_EINPUT;
		if (norm__is_guarded(&p->w))
			break;
		if (image->n > 0)
			to = (struct nass_str){ image->bytes, image->n };
		else if (!fold_yeh(p, *at, n, &to))
			return norm__around(p, at, n, err);
		break;
	case NORM_CONTEXT:
	default:
		return norm__around(p, at, n, err);
	}
	return put(p, at, n, to, err);
}

/* Where kernels find little to do, the scalar one goes on for so many bytes. */
enum {
	SLOW_RUN = 48
};

static enum nass_code
fold(struct norm__pass *p, struct nass_err *err)
{
	const struct simd_rewrite_kernels *best = simd_rewrite();
	const struct simd_rewrite_kernels *kernels = best;
	struct nass_buf *out = p->sink.out;
	enum nass_code code = NASS_OK;
	size_t at = 0;
	size_t n, made;

	while (at < p->in.n && code == NASS_OK) {
		if (p->sink.map == NULL) {
			code = reserve(p, at, err);
			if (code != NASS_OK)
				break;
			n = p->in.n - at;
			if (kernels != best && n > SLOW_RUN)
				n = SLOW_RUN;
			n = kernels->rewrite(&p->norm->rewrite, p->in.p + at, n,
			    out->p + out->n, out->n - p->sink.made, &made);
			out->n += made;
			at += n;
			kernels = n < SLOW_RUN / 2 ? simd_rewrite_all[0] : best;
		}
		if (at < p->in.n)
			code = fold_one(p, &at, err);
	}
	return code;
}

/* Does one letter stand three times at p[at..n)? */
static bool
is_thrice(const char *p, size_t at, size_t n)
{
	uint32_t cp;
	size_t size;

	if (((unsigned char)p[at] & 0xC0) == 0x80)
		return false;
	cp = nass_utf8_get(p + at, &size);
	return n - at >= 3 * size &&
	    memcmp(p + at, p + at + size, 2 * size) == 0 &&
	    nass_ucd(cp)->gc == NASS_GC_LETTER;
}

/* May is_thrice() hold at p, of which 12 bytes can be read?  Seldom. */
static inline bool
may_be_thrice(const char *p)
{
	return memcmp(p, p + 1, 2) == 0 || memcmp(p, p + 2, 4) == 0 ||
	    memcmp(p, p + 3, 4) == 0 || memcmp(p, p + 4, 8) == 0;
}

/* Do masks or repeat, which come last, find something in this line? */
static bool
has_late(const struct nass_norm *norm, struct nass_str line)
{
	size_t i;

	if (norm__masks(norm, line))
		return true;
	for (i = 0; i < line.n && norm->repeat != 0; i++)
		if ((line.n - i < 12 || may_be_thrice(line.p + i)) &&
		    is_thrice(line.p, i, line.n))
			return true;
	return false;
}

/*
 * in[from, to), a line, by table: false if masks or repeat, which come last, find
 * something in what that makes, or the line is no Arabic; then nothing is made.
 */
static bool
fold_line(struct norm__pass *p, size_t from, size_t to, enum nass_code *code,
    struct nass_err *err)
{
	struct nass_buf *out = p->sink.out;
	struct nass_str in = p->in;
	size_t made = p->sink.made;
	size_t n = out->n;
	bool is_done;

	p->in = nass_str_sub(in, from, to);
	p->sink.made = n;
	p->known = p->floor = p->line_end = 0;
	p->w.guard = NORM_UNKNOWN;
	p->w.is_part = true;
	*code = fold(p, err);
	if (*code == NASS_EINPUT && err != NULL)
		err->at += from;
	is_done = *code != NASS_OK ||
	    (p->w.guard != NORM_FOREIGN_LINE &&
		!has_late(p->norm, nass_str_sub(nass_buf_str(out), n, out->n)));
	p->w.is_part = false;
	p->in = in;
	p->sink.made = made;
	p->line_end = 0;
	if (!is_done)
		out->n = n;
	return is_done;
}

/* Line by line, for operations that look at whole lines. */
static enum nass_code
fold_lines(struct norm__pass *p, struct nass_err *err)
{
	bool has_table =
	    p->sink.map == NULL && p->sink.visit == NULL && p->norm->nrule == 0;
	enum nass_code code = NASS_OK;
	const char *lf;
	size_t at = has_table ? p->in.n : nass_utf8_valid(p->in);
	size_t end;

	if (at < p->in.n)
		return nass_fail(err, NASS_EINPUT, at, "ill-formed UTF-8");
	for (at = 0; at < p->in.n && code == NASS_OK; at = end + (lf != NULL)) {
		lf = memchr(p->in.p + at, '\n', p->in.n - at);
		end = lf != NULL ? (size_t)(lf - p->in.p) : p->in.n;
		if (!has_table || !fold_line(p, at, end, &code, err))
			code = norm__stretch(p, at, end, err);
		if (code == NASS_OK && lf != NULL)
			code = nass_buf_putc(p->sink.out, '\n', err);
	}
	return code;
}

enum nass_code
norm__text(const struct nass_norm *norm, struct nass_str in,
    const struct norm__sink *sink, struct nass_buf *gone, bool is_key,
    struct nass_err *err)
{
	struct norm__pass p = { norm, in, *sink, .is_key = is_key };
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
