/*
 * test_table.c - numbers, column choices, and rows in every format.
 */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <nass/doc.h>

#include "random.h"
#include "table/collate.h"
#include "table/plot.h"
#include "table/table.h"
#include "text/cluster.h"
#include "text/ucd.h"
#include "text/utf8.h"

Suite *test_table(void);

static void
assert_str(struct nass_str got, const char *want)
{
	ck_assert_msg(nass_str_eq(got, nass_str(want)), "got:\n%.*s\nwant:\n%s",
	    (int)got.n, got.p, want);
}

/* Numbers ---------------------------------------------------------------------- */

static const struct {
	double x;
	unsigned precision;
	const char *want;
} numbers[] = {
	{ 0, 6, "0" },
	{ -0.0, 6, "0" },
	{ 1, 6, "1" },
	{ 0.5, 6, "0.5" },
	{ -12.25, 6, "-12.25" },
	{ 1234567.8, 6, "1234570" },
	{ 123456.7, 6, "123457" },
	{ 999999.9, 6, "1000000" },
	{ 1e21, 6, "1000000000000000000000" },
	{ 0.000012345678, 6, "0.0000123457" },
	{ 1.0 / 3, 3, "0.333" },
	{ 2.0 / 3, 1, "0.7" },
	{ 0.1, 17, "0.10000000000000001" },
	{ NAN, 6, "" },
	{ INFINITY, 6, "" },
};

START_TEST(number)
{
	char out[NASS_NUMBER_ROOM];
	size_t n;

	n = nass_number_format(numbers[_i].x, numbers[_i].precision, out);
	assert_str((struct nass_str){ out, n }, numbers[_i].want);
}
END_TEST

/* Reading back gives what %.*g gives, for any double. */
START_TEST(number_law)
{
	size_t rounds = random_rounds(20000);
	char out[NASS_NUMBER_ROOM];
	char want[64];
	uint64_t bits;
	unsigned precision;
	double x;
	size_t n;

	while (rounds-- > 0) {
		bits = random_next();
		memcpy(&x, &bits, sizeof(x));
		precision = 1 + (unsigned)random_below(17);
		n = nass_number_format(x, precision, out);
		ck_assert_uint_lt(n, NASS_NUMBER_ROOM);
		if (!isfinite(x)) {
			ck_assert_uint_eq(n, 0);
			continue;
		}
		out[n] = '\0';
		snprintf(want, sizeof(want), "%.*g", (int)precision, x);
		ck_assert_msg(strtod(out, NULL) == strtod(want, NULL),
		    "%s is not %s", out, want);
		ck_assert(strpbrk(out, "eE+") == NULL);
	}
}
END_TEST

/* Columns ---------------------------------------------------------------------- */

static const struct nass_column known[] = {
	{ .name = "term" },
	{ .name = "count" },
	{ .name = "rank" },
};

static const struct {
	const char *spec;
	bool has_members;
	const char *want; /* names, and titles behind = */
} choices[] = {
	{ NULL, false, "term,count" },
	{ "", false, "term,count" },
	{ "rank", false, "rank" },
	{ "count,term", false, "count,term" },
	{ "+rank", false, "term,count,rank" },
	{ "+count", false, "term,count" },
	{ "term=T", false, "term=T,count" },
	{ "rank,term=T", false, "rank,term=T" },
	{ "+rank=R,term=T", false, "term=T,count,rank=R" },
	{ "url,term,date=D", true, "url,term,date=D" },
	{ "+url,date,url=U", true, "term,count,url=U,date" },
};

START_TEST(choose)
{
	struct nass_column all[4];
	struct nass_column chosen[8];
	size_t index[8];
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_err err;
	size_t n;
	size_t i;

	memset(all, 0, sizeof(all));
	memcpy(all, known, sizeof(known));
	ck_assert_int_eq(
	    nass_columns_parse(choices[_i].spec != NULL
		    ? nass_str(choices[_i].spec)
		    : (struct nass_str){ NULL, 0 },
		all, choices[_i].has_members ? 4 : 3, NASS_STR("term,count"),
		chosen, index, 8, &n, &err),
	    NASS_OK);
	for (i = 0; i < n; i++) {
		ck_assert_int_eq(
		    nass_buf_printf(&out, NULL, "%s%.*s%s%.*s",
			i > 0 ? "," : "",
			(int)(chosen[i].name != NULL ? strlen(chosen[i].name)
						     : chosen[i].member.n),
			chosen[i].name != NULL ? chosen[i].name
					       : chosen[i].member.p,
			chosen[i].title.p != NULL ? "=" : "",
			(int)chosen[i].title.n,
			chosen[i].title.p != NULL ? chosen[i].title.p : ""),
		    NASS_OK);
		ck_assert_uint_eq(index[i] == 3, chosen[i].name == NULL);
	}
	assert_str(nass_buf_str(&out), choices[_i].want);
	nass_buf_fini(&out);
}
END_TEST

START_TEST(choose_unknown)
{
	struct nass_column chosen[4];
	size_t index[4];
	struct nass_err err;
	size_t n;

	ck_assert_int_eq(nass_columns_parse(NASS_STR("term,size"), known, 3,
			     NASS_STR("term"), chosen, index, 4, &n, &err),
	    NASS_EUSAGE);
	ck_assert_uint_eq(err.at, 5);
	ck_assert_str_eq(
	    err.what, "size: no such column; there are term count rank");
}
END_TEST

/* Formats ------------------------------------------------------------------------ */

static const struct nass_column two[] = {
	{ .name = "term" },
	{ .name = "n" },
};

/* One row of `text` and a number, in a format. */
static struct nass_str
table_of(const struct nass_table_opts *opts, struct nass_str text,
    struct nass_buf *out)
{
	struct nass_cell cell[2] = { nass_cell_text(text),
		nass_cell_count(12) };
	struct nass_table *t;

	out->n = 0;
	ck_assert_int_eq(nass_table_new(opts, two, 2, out, &t, NULL), NASS_OK);
	ck_assert_int_eq(nass_table_row(t, cell, NULL), NASS_OK);
	ck_assert_int_eq(nass_table_end(t, NULL), NASS_OK);
	nass_table_free(t);
	return nass_buf_str(out);
}

#define NASTY "a,\"b\"\t\n|\x1b[1m \xC2\xA0\xE2\x80\xAE<&"

static const struct {
	enum nass_format format;
	const char *want;
} rows[] = {
	{ NASS_FORMAT_TSV,
	    "term\tn\na,\"b\" |\xEF\xBF\xBD[1m \xE2\x80\xAE<&\t12\n" },
	{ NASS_FORMAT_CSV,
	    "term,n\n\"a,\"\"b\"\"\t\n|\xEF\xBF\xBD[1m "
	    "\xC2\xA0\xE2\x80\xAE<&\",12\n" },
	{ NASS_FORMAT_JSONL,
	    "{\"term\":\"a,\\\"b\\\"\\t\\n|\\u001b[1m "
	    "\xC2\xA0\xE2\x80\xAE<&\",\"n\":12}\n" },
	{ NASS_FORMAT_MARKDOWN,
	    "| term | n |\n| --- | ---: |\n| a,\"b\" \\|\xEF\xBF\xBD\\[1m "
	    "\xE2\x80\xAE\\<\\& | 12 |\n" },
	{ NASS_FORMAT_GRID,
	    "term             n\n"
	    "\xE2\x94\x80\xE2\x94\x80\xE2\x94\x80\xE2\x94\x80\xE2\x94\x80"
	    "\xE2\x94\x80\xE2\x94\x80\xE2\x94\x80\xE2\x94\x80\xE2\x94\x80"
	    "\xE2\x94\x80\xE2\x94\x80\xE2\x94\x80\xE2\x94\x80"
	    "  \xE2\x94\x80\xE2\x94\x80\n"
	    "a,\"b\" |\xEF\xBF\xBD[1m <&  12\n" },
};

START_TEST(each_format)
{
	struct nass_table_opts opts = nass_table_default;
	struct nass_buf out = NASS_BUF_INIT;

	opts.format = rows[_i].format;
	assert_str(table_of(&opts, NASS_STR(NASTY), &out), rows[_i].want);
	nass_buf_fini(&out);
}
END_TEST

/* Whatever the text, a row of tsv is a line of as many cells. */
START_TEST(tsv_law)
{
	struct nass_table_opts opts = nass_table_default;
	struct nass_buf out = NASS_BUF_INIT;
	size_t rounds = random_rounds(2000);
	struct nass_str got;
	char text[200];
	size_t ntab;
	size_t i;
	size_t n;

	opts.has_header = false;
	while (rounds-- > 0) {
		n = random_text(text, random_below(sizeof(text)));
		got = table_of(&opts, (struct nass_str){ text, n }, &out);
		ntab = 0;
		for (i = 0; i + 1 < got.n; i++) {
			ntab += got.p[i] == '\t';
			if (((unsigned char)got.p[i] < 0x20 &&
				got.p[i] != '\t') ||
			    got.p[i] == 0x7F ||
			    (got.p[i] == ' ' && got.p[i + 1] == ' '))
				ck_abort();
		}
		ck_assert_uint_eq(ntab, 1);
		ck_assert(got.p[got.n - 1] == '\n');
	}
	nass_buf_fini(&out);
}
END_TEST

START_TEST(jsonl_law)
{
	struct nass_table_opts opts = nass_table_default;
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_buf back = NASS_BUF_INIT;
	struct nass_member m = { .name = NASS_STR("term") };
	size_t rounds = random_rounds(2000);
	struct nass_str got;
	char text[200];
	size_t n;

	opts.format = NASS_FORMAT_JSONL;
	while (rounds-- > 0) {
		n = random_text(text, random_below(sizeof(text)));
		got = table_of(&opts, (struct nass_str){ text, n }, &out);
		back.n = 0;
		ck_assert_int_eq(nass_json_find(got, &m, 1, NULL), NASS_OK);
		ck_assert_int_eq(
		    nass_json_decode(m.value, &back, NULL, NULL), NASS_OK);
		ck_assert(nass_str_eq(
		    nass_buf_str(&back), (struct nass_str){ text, n }));
	}
	nass_buf_fini(&out);
	nass_buf_fini(&back);
}
END_TEST

/* Grids: every row is as wide as every other, and no wider than asked for. */

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

/* A reader of the file: tags match, and text is escaped. */
START_TEST(pages)
{
	static const enum nass_format formats[] = { NASS_FORMAT_HTML,
		NASS_FORMAT_SVG, NASS_FORMAT_LATEX };
	struct nass_table_opts opts = nass_table_default;
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_str got;

	opts.format = formats[_i];
	opts.title = NASS_STR("\xD8\xA7 & b");
	got = table_of(&opts, NASS_STR("\xD8\xA7\xD8\xA8<i>%"), &out);
	ck_assert(nass_buf_putc(&out, '\0', NULL) == NASS_OK);
	if (formats[_i] == NASS_FORMAT_LATEX) {
		ck_assert(strstr(out.p, "\\& b") != NULL);
		ck_assert(strstr(out.p, "<i>\\%") != NULL);
	} else {
		ck_assert(strstr(out.p, "<i>") == NULL);
		ck_assert(strstr(out.p, "&lt;i&gt;") != NULL);
		ck_assert(strstr(out.p, "rtl") != NULL);
	}
	(void)got;
	nass_buf_fini(&out);
}
END_TEST

START_TEST(no_rows)
{
	static const char *const want[] = {
		[NASS_FORMAT_TSV] = "term\tn\n",
		[NASS_FORMAT_CSV] = "term,n\n",
		[NASS_FORMAT_JSONL] = "",
		[NASS_FORMAT_MARKDOWN] = "| term | n |\n| --- | --- |\n",
	};
	struct nass_table_opts opts = nass_table_default;
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_table *t;

	opts.format = (enum nass_format)_i;
	ck_assert_int_eq(
	    nass_table_new(&opts, two, 2, &out, &t, NULL), NASS_OK);
	ck_assert_int_eq(nass_table_end(t, NULL), NASS_OK);
	nass_table_free(t);
	if (_i <= NASS_FORMAT_MARKDOWN)
		assert_str(nass_buf_str(&out), want[_i]);
	nass_buf_fini(&out);
}
END_TEST

START_TEST(collation)
{
	/* U+0623 stands with U+0627 in a dictionary, not before it. */
	static const char *const words[] = { "\xD8\xA7\xD8\xA8",
		"\xD8\xA3\xD8\xAA", "\xD8\xA8", "\xD8\xAA", "\xD9\x8A" };
	struct nass_buf before = NASS_BUF_INIT;
	struct nass_buf key = NASS_BUF_INIT;
	struct nass_collate *c;
	size_t i;

	ck_assert_int_eq(nass_collate_new("ar", &c, NULL), NASS_OK);
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		key.n = 0;
		ck_assert_int_eq(
		    nass_collate_key(c, nass_str(words[i]), &key, NULL),
		    NASS_OK);
		ck_assert(nass_str_cmp(
			      nass_buf_str(&before), nass_buf_str(&key)) < 0);
		before.n = 0;
		ck_assert_int_eq(
		    nass_buf_put(&before, nass_buf_str(&key), NULL), NASS_OK);
	}
	nass_collate_free(c);
	ck_assert_int_eq(nass_collate_new("qqq", &c, NULL), NASS_EUSAGE);
	nass_buf_fini(&before);
	nass_buf_fini(&key);
}
END_TEST

START_TEST(zipf)
{
	static const uint64_t count[] = { 1000, 100, 10, 10, 1, 1, 1 };
	struct nass_buf out = NASS_BUF_INIT;
	size_t n = 0;
	const char *p;

	ck_assert_int_eq(
	    nass_plot_zipf(count, 7, NASS_STR("<t>"), &out, NULL), NASS_OK);
	ck_assert_int_eq(nass_buf_putc(&out, '\0', NULL), NASS_OK);
	for (p = out.p; (p = strstr(p, "<circle")) != NULL; p++)
		n++;
	ck_assert_uint_eq(n, 7);
	ck_assert(strstr(out.p, "&lt;t&gt;") != NULL);
	out.n = 0;
	ck_assert_int_eq(
	    nass_plot_zipf(NULL, 0, (struct nass_str){ NULL, 0 }, &out, NULL),
	    NASS_OK);
	nass_buf_fini(&out);
}
END_TEST

START_TEST(names)
{
	enum nass_format format;

	ck_assert(nass_format_parse(NASS_STR("grid"), &format));
	ck_assert_int_eq(format, NASS_FORMAT_GRID);
	ck_assert(!nass_format_parse(NASS_STR("xlsx"), &format));
	ck_assert(!nass_format_parse(NASS_STR(""), &format));
}
END_TEST

Suite *
test_table(void)
{
	Suite *s = suite_create("table");
	TCase *c = tcase_create("table");

	tcase_set_timeout(c, 600);
	tcase_add_loop_test(c, number, 0, sizeof(numbers) / sizeof(numbers[0]));
	tcase_add_test(c, number_law);
	tcase_add_loop_test(c, choose, 0, sizeof(choices) / sizeof(choices[0]));
	tcase_add_test(c, choose_unknown);
	tcase_add_loop_test(c, each_format, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(c, tsv_law);
	tcase_add_test(c, jsonl_law);
	tcase_add_test(c, grid_law);
	tcase_add_test(c, grid_context);
	tcase_add_loop_test(c, pages, 0, 3);
	tcase_add_loop_test(c, no_rows, 0, NASS_FORMAT_SVG + 1);
	tcase_add_test(c, collation);
	tcase_add_test(c, zipf);
	tcase_add_test(c, names);
	suite_add_tcase(s, c);
	return s;
}
