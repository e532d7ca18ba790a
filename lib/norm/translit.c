/*
 * translit.c - Arabic letters as Latin ones and back, a character for a
 * character: Buckwalter, its two variants for programs and for XML, and
 * Habash-Soudi-Buckwalter.
 *
 * Protected text stands between two `@@`; inside, an @ of the text is `@-`.
 * What is protected is each run of other characters in a line, less the spaces
 * at its sides, in which one would come back as Arabic.
 */
#include <stdlib.h>
#include <string.h>

#include <nass/norm.h>

#include "text/utf8.h"

#define NELEM(a) (sizeof(a) / sizeof((a)[0]))

enum {
	NSCHEMES = 4,
	WINDOW = 0x400 /* Latin sides lie below */
};

static const char *const schemes[NSCHEMES] = { "buckwalter", "safe-buckwalter",
	"xml-buckwalter", "hsb" };

/* clang-format off */
static const struct {
	uint16_t arabic;
	uint16_t latin[NSCHEMES];
} letters[] = {
	{ 0x0621, { '\'', 'C', '\'', '\'' } },
	{ 0x0622, { '|', 'M', '|', 0x0100 } },
	{ 0x0623, { '>', 'O', 'O', 0x00C2 } },
	{ 0x0624, { '&', 'W', 'W', 0x0175 } },
	{ 0x0625, { '<', 'I', 'I', 0x0102 } },
	{ 0x0626, { '}', 'Q', '}', 0x0177 } },
	{ 0x0627, { 'A', 'A', 'A', 'A' } },
	{ 0x0628, { 'b', 'b', 'b', 'b' } },
	{ 0x0629, { 'p', 'p', 'p', 0x0127 } },
	{ 0x062A, { 't', 't', 't', 't' } },
	{ 0x062B, { 'v', 'v', 'v', 0x03B8 } },
	{ 0x062C, { 'j', 'j', 'j', 'j' } },
	{ 0x062D, { 'H', 'H', 'H', 'H' } },
	{ 0x062E, { 'x', 'x', 'x', 'x' } },
	{ 0x062F, { 'd', 'd', 'd', 'd' } },
	{ 0x0630, { '*', 'V', '*', 0x00F0 } },
	{ 0x0631, { 'r', 'r', 'r', 'r' } },
	{ 0x0632, { 'z', 'z', 'z', 'z' } },
	{ 0x0633, { 's', 's', 's', 's' } },
	{ 0x0634, { '$', 'c', '$', 0x0161 } },
	{ 0x0635, { 'S', 'S', 'S', 'S' } },
	{ 0x0636, { 'D', 'D', 'D', 'D' } },
	{ 0x0637, { 'T', 'T', 'T', 'T' } },
	{ 0x0638, { 'Z', 'Z', 'Z', 0x010E } },
	{ 0x0639, { 'E', 'E', 'E', 0x03C2 } },
	{ 0x063A, { 'g', 'g', 'g', 0x03B3 } },
	{ 0x0640, { '_', '_', '_', '_' } },
	{ 0x0641, { 'f', 'f', 'f', 'f' } },
	{ 0x0642, { 'q', 'q', 'q', 'q' } },
	{ 0x0643, { 'k', 'k', 'k', 'k' } },
	{ 0x0644, { 'l', 'l', 'l', 'l' } },
	{ 0x0645, { 'm', 'm', 'm', 'm' } },
	{ 0x0646, { 'n', 'n', 'n', 'n' } },
	{ 0x0647, { 'h', 'h', 'h', 'h' } },
	{ 0x0648, { 'w', 'w', 'w', 'w' } },
	{ 0x0649, { 'Y', 'Y', 'Y', 0x00FD } },
	{ 0x064A, { 'y', 'y', 'y', 'y' } },
	{ 0x064B, { 'F', 'F', 'F', 0x00E3 } },
	{ 0x064C, { 'N', 'N', 'N', 0x0169 } },
	{ 0x064D, { 'K', 'K', 'K', 0x0129 } },
	{ 0x064E, { 'a', 'a', 'a', 'a' } },
	{ 0x064F, { 'u', 'u', 'u', 'u' } },
	{ 0x0650, { 'i', 'i', 'i', 'i' } },
	{ 0x0651, { '~', '~', '~', '~' } },
	{ 0x0652, { 'o', 'o', 'o', '.' } },
	{ 0x0670, { '`', 'e', '`', 0x00E1 } },
	{ 0x0671, { '{', 'L', '{', 0x00C4 } },
	{ 0x067E, { 'P', 'P', 'P', 'p' } },
	{ 0x0686, { 'J', 'J', 'J', 'c' } },
	{ 0x06A4, { 'V', 'B', 'V', 'v' } },
	{ 0x06AF, { 'G', 'G', 'G', 'g' } },
};
/* clang-format on */

struct nass_translit {
	bool is_reverse;
	bool protects;
	uint16_t latin[0x100];   /* of U+0600 + i; 0: none */
	uint16_t arabic[WINDOW]; /* of a Latin character; 0: none */
};

enum nass_code
nass_translit_new(const char *scheme, bool reverse, bool protect,
    struct nass_translit **out, struct nass_err *err)
{
	struct nass_translit *t;
	size_t s, i;

	*out = NULL;
	for (s = 0; s < NSCHEMES; s++)
		if (strcmp(schemes[s], scheme) == 0)
			break;
	if (s == NSCHEMES)
		return nass_fail(err, NASS_EUSAGE, 0,
		    "%.40s: not one of buckwalter, safe-buckwalter, "
		    "xml-buckwalter, hsb",
		    scheme);
	t = calloc(1, sizeof(*t));
	if (t == NULL)
		return nass_fail_nomem(err);
	t->is_reverse = reverse;
	t->protects = protect;
	for (i = 0; i < NELEM(letters); i++) {
		t->latin[letters[i].arabic - 0x600] = letters[i].latin[s];
		t->arabic[letters[i].latin[s]] = letters[i].arabic;
	}
	*out = t;
	return NASS_OK;
}

void
nass_translit_free(struct nass_translit *t)
{
	free(t);
}

/* Where the output goes. */
struct sink {
	struct nass_buf *out;
	struct nass_map *map;
	size_t made; /* length of *out at the start */
	struct nass_err *err;
};

/* `made` in the place of [at, at + n) of the input. */
static enum nass_code
put(struct sink *s, struct nass_str made, size_t at, size_t n)
{
	size_t before = s->out->n;
	enum nass_code code = nass_buf_put(s->out, made, s->err);

	if (code != NASS_OK || s->map == NULL)
		return code;
	return nass_map_add(s->map, before - s->made, made.n, at, n, s->err);
}

static enum nass_code
put_cp(struct sink *s, uint32_t cp, size_t at, size_t n)
{
	char p[4];

	return put(s, (struct nass_str){ p, nass_utf8_set(p, cp) }, at, n);
}

static uint32_t
to_latin(const struct nass_translit *t, uint32_t cp)
{
	return cp - 0x600 < NELEM(t->latin) ? t->latin[cp - 0x600] : 0;
}

static uint32_t
to_arabic(const struct nass_translit *t, uint32_t cp)
{
	return cp < WINDOW ? t->arabic[cp] : 0;
}

/*
 * The run of characters at `at` that are not Arabic, without LF: its end, and
 * in *first and *last what of it needs protection: all but the spaces at its
 * sides, if one character of it would come back as Arabic.
 */
static size_t
foreign_run(const struct nass_translit *t, struct nass_str in, size_t at,
    size_t *first, size_t *last)
{
	bool is_unsafe = false;
	uint32_t cp;
	size_t n;

	*first = SIZE_MAX;
	*last = at;
	for (; at < in.n; at += n) {
		cp = nass_utf8_get(in.p + at, &n);
		if (cp == '\n' || to_latin(t, cp) != 0)
			break;
		if (cp == ' ' || cp == '\t')
			continue;
		is_unsafe = is_unsafe || cp == '@' || to_arabic(t, cp) != 0;
		if (*first == SIZE_MAX)
			*first = at;
		*last = at + n;
	}
	if (!is_unsafe)
		*first = SIZE_MAX;
	return at;
}

static enum nass_code
protect(const struct nass_translit *t, struct nass_str in, size_t *at,
    struct sink *s)
{
	enum nass_code code = NASS_OK;
	size_t first, last;
	size_t end = foreign_run(t, in, *at, &first, &last);

	for (; *at < end && code == NASS_OK; ++*at) {
		if (*at == first)
			code = put(s, NASS_STR("@@"), *at, 0);
		if (code == NASS_OK && in.p[*at] == '@')
			code = put(s, NASS_STR("@-"), *at, 1);
		else if (code == NASS_OK)
			code = nass_buf_putc(s->out, in.p[*at], s->err);
		if (code == NASS_OK && first != SIZE_MAX && *at + 1 == last)
			code = put(s, NASS_STR("@@"), *at + 1, 0);
	}
	return code;
}

static enum nass_code
forward(const struct nass_translit *t, struct nass_str in, struct sink *s)
{
	enum nass_code code = NASS_OK;
	uint32_t cp, latin;
	size_t at = 0;
	size_t n;

	while (at < in.n && code == NASS_OK) {
		cp = nass_utf8_get(in.p + at, &n);
		latin = to_latin(t, cp);
		if (latin == 0 && t->protects && cp != '\n') {
			code = protect(t, in, &at, s);
			continue;
		}
		if (latin != 0)
			code = put_cp(s, latin, at, n);
		else
			code = nass_buf_put(
			    s->out, nass_str_sub(in, at, at + n), s->err);
		at += n;
	}
	return code;
}

static bool
is_marker(
    const struct nass_translit *t, struct nass_str in, size_t at, char second)
{
	return t->protects && at + 1 < in.n && in.p[at] == '@' &&
	    in.p[at + 1] == second;
}

static enum nass_code
backward(const struct nass_translit *t, struct nass_str in, struct sink *s)
{
	enum nass_code code = NASS_OK;
	bool is_open = false;
	uint32_t cp, arabic;
	size_t at = 0;
	size_t n;

	for (; at < in.n && code == NASS_OK; at += n) {
		cp = nass_utf8_get(in.p + at, &n);
		arabic = is_open ? 0 : to_arabic(t, cp);
		if (is_marker(t, in, at, '@')) {
			is_open = !is_open;
			n = 2;
			code = put(s, NASS_STR(""), at, n);
		} else if (is_open && is_marker(t, in, at, '-')) {
			n = 2;
			code = put(s, NASS_STR("@"), at, n);
		} else if (arabic != 0)
			code = put_cp(s, arabic, at, n);
		else
			code = nass_buf_put(
			    s->out, nass_str_sub(in, at, at + n), s->err);
		is_open = is_open && cp != '\n';
	}
	return code;
}

enum nass_code
nass_translit(const struct nass_translit *t, struct nass_str in,
    struct nass_buf *out, struct nass_map *map, struct nass_err *err)
{
	struct sink s = { out, map, out->n, err };
	size_t map_n = map != NULL ? map->n : 0;
	size_t n = nass_utf8_valid(in);
	enum nass_code code;

	if (n < in.n)
		return nass_fail(err, NASS_EINPUT, n, "ill-formed UTF-8");
	code = nass_buf_grow(out, in.n, err);
	if (code == NASS_OK)
		code = t->is_reverse ? backward(t, in, &s) : forward(t, in, &s);
	if (code != NASS_OK) {
		out->n = s.made;
		if (map != NULL)
			map->n = map_n;
	}
	return code;
}
