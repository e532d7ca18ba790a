/*
 * test_grid.c - grids: every row is as wide as every other, and no wider than
 * asked for.
 */
#include <check.h>
#include <string.h>

#include "law.h"
#include "random.h"
#include "table/table.h"
#include "text/cluster.h"
#include "text/ucd.h"
#include "text/utf8.h"

Suite *test_grid(void);

static const struct nass_column context[] = {
	{ .name = "id" },
	{ .name = "before", .role = NASS_ROLE_BEFORE },
	{ .name = "node", .role = NASS_ROLE_NODE },
	{ .name = "after", .role = NASS_ROLE_AFTER },
	{ .name = "n" },
};

/*
 * Text for a cell: without the marks that take what follows them into their
 * cluster, which would make two cells one for who measures whole lines.
 */
static size_t
random_cell(char *p, size_t n)
{
	size_t at;
	size_t size;

	for (;;) {
		n = random_text(p, n);
		for (at = 0; at < n; at += size)
			if (nass_ucd(nass_utf8_get(p + at, &size))->gcb ==
			    NASS_GCB_PREPEND)
				break;
		if (at == n)
			return n;
	}
}

static void
random_row(struct nass_buf *text, struct nass_cell cell[5])
{
	size_t at[5];
	size_t i;

	text->n = 0;
	ck_assert_int_eq(nass_buf_grow(text, 1000, NULL), NASS_OK);
	for (i = 0; i < 4; i++) {
		at[i] = text->n;
		text->n += random_cell(text->p + text->n,
		    random_below(i == 0 || i == 2 ? 20 : 200));
	}
	at[4] = text->n;
	for (i = 0; i < 4; i++)
		cell[i] = nass_cell_text(
		    nass_str_sub(nass_buf_str(text), at[i], at[i + 1]));
	cell[4] = nass_cell_count(random_below(100000));
}

static void
check_widths(struct nass_str grid)
{
	size_t width = SIZE_MAX;
	struct nass_str line;

	while (grid.n > 0) {
		line = nass_str_cut(&grid, '\n');
		if (width == SIZE_MAX)
			width = nass_width(line);
		ck_assert_uint_eq(nass_width(line), width);
	}
}

START_TEST(grid_law)
{
	struct nass_table_opts opts = nass_table_default;
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_buf text = NASS_BUF_INIT;
	size_t rounds = random_rounds(100);
	struct nass_cell cell[5];
	struct nass_table *t;
	size_t i;

	opts.format = NASS_FORMAT_GRID;
	while (rounds-- > 0) {
		out.n = 0;
		opts.width = random_below(200);
		opts.bidi = (enum nass_bidi)random_below(2);
		ck_assert_int_eq(
		    nass_table_new(&opts, context, 5, &out, &t, NULL), NASS_OK);
		for (i = random_below(20) + 1; i > 0; i--) {
			random_row(&text, cell);
			ck_assert_int_eq(
			    nass_table_row(t, cell, NULL), NASS_OK);
		}
		ck_assert_int_eq(nass_table_end(t, NULL), NASS_OK);
		nass_table_free(t);
		check_widths(nass_buf_str(&out));
	}
	nass_buf_fini(&out);
	nass_buf_fini(&text);
}
END_TEST

static void
context_grid(const struct nass_table_opts *opts, const char *before,
    const char *node, const char *after, struct nass_buf *out)
{
	struct nass_cell cell[3] = { nass_cell_text(nass_str(before)),
		nass_cell_text(nass_str(node)),
		nass_cell_text(nass_str(after)) };
	struct nass_table *t;

	out->n = 0;
	ck_assert_int_eq(
	    nass_table_new(opts, context + 1, 3, out, &t, NULL), NASS_OK);
	ck_assert_int_eq(nass_table_row(t, cell, NULL), NASS_OK);
	ck_assert_int_eq(nass_table_end(t, NULL), NASS_OK);
	nass_table_free(t);
}

START_TEST(grid_context)
{
	struct nass_table_opts opts = nass_table_default;
	struct nass_buf out = NASS_BUF_INIT;

	opts.format = NASS_FORMAT_GRID;
	opts.has_header = false;
	context_grid(&opts, "a bb", "node", "ccc d", &out);
	assert_str(nass_buf_str(&out), " a bb  node  ccc d\n");
	opts.width = 26; /* 9 columns for each context */
	context_grid(&opts, "one two three", "node", "four five six", &out);
	assert_str(nass_buf_str(&out),
	    "   \xE2\x80\xA6three  node  four\xE2\x80\xA6\n");
	opts.width = 0;
	opts.bidi = NASS_BIDI_ISOLATE;
	opts.has_color = true; /* ALEF, BEH, TEH: turned round */
	context_grid(&opts, "\xD8\xA7\xD8\xA7", "\xD8\xA8", "\xD8\xAA", &out);
	assert_str(nass_buf_str(&out),
	    " \xE2\x81\xA7\xD8\xAA\xE2\x81\xA9  "
	    "\033[1;31m\xE2\x81\xA7\xD8\xA8\xE2\x81\xA9\033[0m  "
	    "\xE2\x81\xA7\xD8\xA7\xD8\xA7\xE2\x81\xA9\n");
	nass_buf_fini(&out);
}
END_TEST

Suite *
test_grid(void)
{
	Suite *s = suite_create("grid");
	TCase *c = tcase_create("grid");

	tcase_set_timeout(c, 600);
	tcase_add_test(c, grid_law);
	tcase_add_test(c, grid_context);
	suite_add_tcase(s, c);
	return s;
}
