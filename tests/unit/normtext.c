/*
 * normtext.c - see normtext.h.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <nass/norm.h>

#include "normtext.h"
#include "random.h"
#include "text/utf8.h"

struct nass_norm *
normtext_compiled(const char *spec)
{
	struct nass_norm *norm;
	struct nass_err err;

	if (nass_norm_new(spec, &norm, &err) != NASS_OK)
		ck_abort_msg("%s: %s", spec, err.what);
	return norm;
}

void
normtext_run(const struct nass_norm *norm, struct nass_str in,
    struct nass_buf *out, struct nass_map *map)
{
	struct nass_err err;

	out->n = 0;
	if (nass_norm(norm, in, out, map, &err) != NASS_OK)
		ck_abort_msg("%s", err.what);
}

size_t
normtext_dense(char *p, size_t n)
{
	static const uint32_t few[] = { 0x627, 0x627, 0x644, 0x648, 0x64A,
		0x649, 0x6CC, 0x647, 0x640, 0x640, 0x654, 0x655, 0x653, 0x64E,
		0x651, 0x670, 0x621, 0x626, 0x629, ' ', ' ', 0xA0, 0x200C,
		0x200D, 0x200E, '.', ',', '1', 0x661, 0x66B, 0x66C, 0x66A,
		0x67E, 0x6A9, 0x6D2, 0x6D5, 0x6C1, 0xFE8D, 0xFEF7, 0xFE70,
		0xFDF2, 0xFBFC, 0x1F600, 0x1F468, 0xFE0F, '@', '#', '/', 'w',
		'w', 'W', 'e', 0x301, 0x345, 0x34F, '\n', '\n', 0x6DC, 0x6E5,
		0x673, 0x915, 0x93C, 0x1100, 0x1161, 0x11A8, 0x6DD, 0xFEFF, ':',
		0x130, 0x1E9E, 0x3000, 0x2009 };
	size_t at = 0;

	while (at + 4 <= n)
		at += nass_utf8_set(
		    p + at, few[random_below(sizeof(few) / sizeof(few[0]))]);
	return at;
}

void
normtext_show(
    const char *what, const char *spec, struct nass_str a, struct nass_str b)
{
	size_t i;

	fprintf(stderr, "%s: %s\n ", what, spec);
	for (i = 0; i < a.n; i++)
		fprintf(stderr, "%02x", (unsigned char)a.p[i]);
	fprintf(stderr, "\n ");
	for (i = 0; i < b.n; i++)
		fprintf(stderr, "%02x", (unsigned char)b.p[i]);
	fprintf(stderr, "\n");
}
