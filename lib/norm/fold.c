/*
 * fold.c - what the operations do to one code point whatever its neighbours are:
 * the tables by which most text is folded without looking at neighbours.
 */
#include "norm/cells.h"

#include <stdlib.h>
#include <string.h>

#include "text/ucd.h"
#include "text/utf8.h"

/* Marks that compose with a letter before them. */
static bool
is_hamza_mark(uint32_t cp)
{
	return cp - 0x653 < 3;
}

static bool
is_dropped_mark(const struct nass_norm *norm, uint32_t cp)
{
	const struct norm__rule *end;
	unsigned value;

	if (cp == 0x670 &&
	    norm->value[NORM_DAGGER_ALEF] == NORM_DAGGER_ALEF_DROP)
		return true;
	for (value = NORM_MARKS_TASHKEEL; value < NORM_MARKS_DROP; value++)
		if ((norm->value[NORM_MARKS] & 1u << value) != 0 &&
		    norm__rule(
			norm__list(NORM_MARKS, value, false), cp, &end) != NULL)
			return true;
	return false;
}

/* Has an operation that is on a rule for cp with a condition? */
static bool
has_condition(const struct nass_norm *norm, uint32_t cp)
{
	uint32_t ops = norm__touch(cp) & norm->active &
	    ~(NORM_BIT(NORM_MARKS) | NORM_BIT(NORM_FOREIGN));
	const struct norm__list *list;
	const struct norm__rule *end;
	const struct norm__rule *r;
	enum norm__op op;

	for (; ops != 0; ops &= ops - 1) {
		op = (enum norm__op)__builtin_ctz(ops);
		list = norm__list(op, norm->value[op], false);
		r = list != NULL ? norm__rule(list, cp, &end) : NULL;
		if (r != NULL && r->when != NORM_ALWAYS)
			return true;
	}
	return false;
}

/* Is it a look-alike, for this language? */
static bool
is_foreign(const struct nass_norm *norm, uint32_t cp)
{
	unsigned lang = norm->value[NORM_LANG];
	const struct norm__list *list;
	const struct norm__rule *end;

	if ((norm__touch(cp) & norm->active & NORM_BIT(NORM_FOREIGN)) == 0)
		return false;
	list = norm__list(NORM_FOREIGN, norm->value[NORM_FOREIGN],
	    lang == NORM_LANG_FA || lang == NORM_LANG_UR);
	return list != NULL && norm__rule(list, cp, &end) != NULL;
}

static bool
is_user_made(const struct nass_norm *norm, uint32_t cp)
{
	size_t i;

	for (i = 0; i < norm->nrule; i++)
		if (norm->rule[i].first <= cp && cp <= norm->rule[i].last)
			return true;
	return false;
}

static bool
needs_context(const struct nass_norm *norm, uint32_t cp)
{
	uint32_t touch = norm__touch(cp) & norm->touch;

	/* Madda makes an alef of an alef. */
	if (cp == 0x653 && norm->value[NORM_ALEF] == NORM_ALEF_FOLD &&
	    norm->value[NORM_DAGGER_ALEF] != NORM_DAGGER_ALEF_ALEF &&
	    is_dropped_mark(norm, cp))
		return false;
	if ((touch & (NORM_TOUCH_NFC | NORM_TOUCH_NFKC)) != 0 &&
	    (is_hamza_mark(cp) || !is_dropped_mark(norm, cp)))
		return true;
	if (cp == 0x640 &&
	    (norm->value[NORM_TATWEEL] != NORM_TATWEEL_KEEP ||
		norm->value[NORM_MARKS] != 0))
		return true;
	if (is_hamza_mark(cp) && norm->value[NORM_MARKS] != 0)
		return true;
	if (norm->value[NORM_DAGGER_ALEF] == NORM_DAGGER_ALEF_ALEF &&
	    (cp == 0x670 || cp == 0x653))
		return true;
	return has_condition(norm, cp);
}

/* The image of a code point that stands alone. */
static enum nass_code
make_image(struct norm__work *w, uint32_t cp, struct norm__image *image,
    struct nass_err *err)
{
	char p[4];
	struct nass_str text = { p, nass_utf8_set(p, cp) };
	struct nass_buf out = NASS_BUF_INIT;
	struct norm__sink sink = { .out = &out };
	enum nass_code code;

	code = norm__load(w, text, err);
	if (code == NASS_OK)
		code = norm__run(w, err);
	if (code == NASS_OK)
		code = norm__store(w, text, &sink, err);
	if (code == NASS_OK) {
		image->class = NORM_CONTEXT;
		if (out.n <= sizeof(image->bytes)) {
			image->class = NORM_FREE;
			image->n = (uint8_t)out.n;
			if (out.n > 0)
				memcpy(image->bytes, out.p, out.n);
		}
		if (nass_str_eq(text, nass_buf_str(&out)))
			image->class = NORM_COPY;
	}
	nass_buf_fini(&out);
	return code;
}

/* Marks of Arabic that stay: they compose with nothing. */
static bool
is_kept_mark(const struct nass_norm *norm, uint32_t cp)
{
	if (cp - 0x610 > 0xDD || is_hamza_mark(cp) || nass_ucd(cp)->ccc == 0 ||
	    (norm__touch(cp) & norm->active & ~NORM_BIT(NORM_MARKS)) != 0)
		return false;
	return norm->value[NORM_FORM] != NORM_FORM_KEEP &&
	    norm->value[NORM_PEER] == NORM_PEER_NONE && norm->nrule == 0 &&
	    !is_dropped_mark(norm, cp);
}

/* What neighbours matter to in a way that the table path knows; or CONTEXT. */
static enum norm__class
known_class(const struct nass_norm *norm, uint32_t cp)
{
	if (norm->value[NORM_PEER] != NORM_PEER_NONE || is_user_made(norm, cp))
		return NORM_CONTEXT;
	if (norm->value[NORM_SPACES] != NORM_SPACES_KEEP &&
	    (cp == ' ' || (norm__touch(cp) & NORM_BIT(NORM_SPACES)) != 0))
		return NORM_SPACE;
	if (cp == 0x640 && norm->value[NORM_TATWEEL] != NORM_TATWEEL_KEEP)
		return NORM_FILLER;
	return is_kept_mark(norm, cp) ? NORM_MARK : NORM_CONTEXT;
}

/* What an operation that ran before would have seen spaces join by. */
static bool
is_late(const struct nass_norm *norm, const struct norm__image *image)
{
	return norm->value[NORM_SPACES] != NORM_SPACES_KEEP &&
	    image->class == NORM_FREE &&
	    (image->n == 0 || memchr(image->bytes, ' ', image->n) != NULL);
}

/* The n-th code point that has an image. */
static uint32_t
imaged(uint32_t n)
{
	if (n < NORM_WINDOW)
		return n;
	n -= NORM_WINDOW;
	return n < NORM_NGENERAL ? NORM_GENERAL + n
				 : NORM_FORMS + n - NORM_NGENERAL;
}

/* Is it no form of a letter that needs its neighbours? */
static bool
is_form_of_free(const struct nass_norm *norm, uint32_t cp)
{
	const struct norm__list *list = norm__list(
	    NORM_PRESENTATION, norm->value[NORM_PRESENTATION], false);
	const struct norm__image *image;
	const struct norm__rule *end;
	const struct norm__rule *r;
	unsigned i;

	if (list == NULL || (r = norm__rule(list, cp, &end)) == NULL)
		return true;
	for (i = 0; i < r->n; i++) {
		image = norm__image_of(norm, norm__pool(r->to)[i]);
		if (image->class != NORM_COPY && image->class != NORM_FREE)
			return false;
	}
	return true;
}

static enum nass_code
compile_one(struct norm__work *w, uint32_t cp, struct norm__image *image,
    struct nass_err *err)
{
	const struct nass_norm *norm = w->norm;
	/* The user's rules and those of peers run once, whatever they uncover. */
	bool is_once =
	    is_user_made(norm, cp) || norm->value[NORM_PEER] != NORM_PEER_NONE;
	bool has_guard = norm->value[NORM_LANG] == NORM_LANG_ANY;
	enum nass_code code = NASS_OK;

	image->n = 0;
	image->class = (uint8_t)known_class(norm, cp);
	if (image->class != NORM_CONTEXT || needs_context(norm, cp) ||
	    !is_form_of_free(norm, cp))
		return NASS_OK;
	if (!is_foreign(norm, cp)) {
		image->class = NORM_COPY;
		if (is_once || (norm__touch(cp) & norm->touch) != 0)
			code = make_image(w, cp, image, err);
		if (is_once && is_late(norm, image))
			image->class = NORM_CONTEXT;
		return code;
	}
	if (is_once && (has_guard || cp == 0x6CC))
		return NASS_OK;
	if (cp != 0x6CC) /* which is folded by its position */
		code = make_image(w, cp, image, err);
	if (cp == 0x6CC || (has_guard && image->n == 2))
		image->class = NORM_ALIKE;
	else if (has_guard)
		image->class = NORM_CONTEXT;
	return code;
}

/* A row of the kernels' table; STOP where it has no place for the image. */
static void
set_row(struct simd_rewrite *r, uint32_t i, const struct norm__image *image)
{
	r->lead[i] = 0;
	r->second[i] = SIMD_REWRITE_STOP;
	if (image->class == NORM_COPY ||
	    (image->class == NORM_MARK && norm__is_ordered(0x600 + i))) {
		r->lead[i] = (uint8_t)(0xD8 | i >> 6);
		r->second[i] = (uint8_t)(0x80 | (i & 0x3F));
	} else if (image->class == NORM_FREE && image->n <= 2) {
		r->second[i] = 0;
		if (image->n > 0)
			r->second[i] = (uint8_t)image->bytes[image->n - 1];
		if (image->n > 1)
			r->lead[i] = (uint8_t)image->bytes[0];
	}
}

static uint8_t
ascii_row(uint32_t cp, const struct norm__image *image)
{
	if (image->class == NORM_COPY || image->class == NORM_SPACE)
		return (uint8_t)cp;
	if (image->class != NORM_FREE || image->n > 1)
		return SIMD_REWRITE_STOP;
	return image->n > 0 ? (uint8_t)image->bytes[0] : 0;
}

/* Of the page's code points, those that stay, and those that go, a bit each. */
static uint64_t
staying(const struct nass_norm *norm, uint32_t page, uint64_t *goes)
{
	const struct norm__image *image;
	uint64_t stays = 0;
	uint32_t i;

	*goes = 0;
	for (i = 0; i < 64; i++) {
		image = norm__image_of(norm, 64 * page + i);
		if (image->class == NORM_COPY)
			stays |= (uint64_t)1 << i;
		if (image->class == NORM_FREE && image->n == 0)
			*goes |= (uint64_t)1 << i;
	}
	return stays;
}

static void
set_others(const struct nass_norm *norm, struct simd_rewrite *r)
{
	const uint32_t general = NORM_GENERAL / 64;
	const uint32_t forms = NORM_FORMS / 64;
	uint64_t stays = 0;
	uint64_t goes = 0;
	uint32_t page;

	for (page = 2; page < 64 * SIMD_REWRITE_PLANES; page++) {
		/* Most pages are like the one before. */
		if (page <= NORM_WINDOW / 64 || page - general <= 2 ||
		    page - forms <= 3 || !norm__is_same_page(page))
			stays = staying(norm, page, &goes);
		if (page >= SIMD_REWRITE_PAGES) {
			if (stays == UINT64_MAX)
				r->stays_page[page / 64] |= (uint64_t)1
				    << page % 64;
		} else if (page - 0xD800 / 64 >= 32) {
			r->stays[page] = stays;
			r->goes[page] = goes;
		}
	}
}

static void
make_rewrite(struct nass_norm *norm)
{
	struct simd_rewrite *r = &norm->rewrite;
	uint32_t i;

	memset(r, 0, sizeof(*r));
	for (i = 0; i < 128; i++) {
		r->ascii[i] = ascii_row(i, &norm->image[i]);
		set_row(r, i, &norm->image[0x600 + i]);
		if (norm->image[0x600 + i].class == NORM_MARK &&
		    norm__is_ordered(0x600 + i))
			r->orders_marks = true;
	}
	r->ascii[0] = SIMD_REWRITE_STOP;
	r->joins_spaces = norm->image[' '].class == NORM_SPACE;
	r->drops_tatweel = norm->image[0x640].class == NORM_FILLER;
	set_others(norm, r);
	simd_rewrite_ready(r);
}

enum nass_code
norm__compile(struct nass_norm *norm, struct nass_err *err)
{
	const struct norm__list *peer =
	    norm__list(NORM_PEER, norm->value[NORM_PEER], false);
	const struct norm__rule *end;
	struct norm__work w;
	enum nass_code code = NASS_OK;
	bool has_rest;
	unsigned i;

	norm->touch = norm->active;
	if (norm->value[NORM_FORM] == NORM_FORM_NFC)
		norm->touch |= NORM_TOUCH_NFC | NORM_JOINS_NFC;
	if (norm->value[NORM_FORM] == NORM_FORM_NFKC)
		norm->touch |= NORM_TOUCH_NFKC | NORM_JOINS_NFKC;
	if (norm->value[NORM_MARKS] != 0) /* seats of hamza */
		norm->touch |= NORM_BIT(NORM_TATWEEL);
	norm->needs_line =
	    norm->value[NORM_MASK] != NORM_MASK_NONE || norm->repeat != 0;
	/* Does something happen to code points that no rule names? */
	has_rest = norm->nrule > 0 ||
	    (peer != NULL && norm__rule(peer, NORM_OTHERS - 1, &end) != NULL);
	for (i = 0; i < 256; i++) {
		norm->mask_class[i] = NORM_CONTEXT;
		if ((norm__touch_mask(i) & norm->touch &
			~(uint32_t)(NORM_JOINS_NFC | NORM_JOINS_NFKC)) == 0 &&
		    !has_rest)
			norm->mask_class[i] = NORM_COPY;
	}
	norm__work_init(&w, norm);
	w.guard = NORM_ARABIC;
	for (i = 0; i < NORM_NIMAGES && code == NASS_OK; i++)
		code = compile_one(&w, imaged(i), &norm->image[i], err);
	norm__work_fini(&w);
	make_rewrite(norm);
	return code;
}
