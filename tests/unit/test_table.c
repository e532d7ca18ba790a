/* test_table.c - rows in every format. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <nass/doc.h>

#include "law.h"
#include "random.h"
#include "table/collate.h"
#include "table/plot.h"
#include "table/table.h"

Suite *test_table(void);

static const struct nass_column two[] = {
	{ .name = "term" },
	{ .name = "n" },
};

static const struct nass_column three[] = {
	{ .name = "share" },
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

/* The next row of both: in the second, plain text in its frame, if it has one. */
static void
put_framed(
    struct nass_table *t[2], struct nass_cell *cell, struct nass_buf out[2])
{
	struct nass_str before;
	struct nass_str behind;

	ck_assert_int_eq(
	    nass_table_frame(t[1], cell, 1, &before, &behind, NULL), NASS_OK);
	if (behind.n == 0)
		return;
	cell[1] = nass_cell_text(NASS_STR("word"));
	ck_assert_int_eq(nass_table_row(t[0], cell, NULL), NASS_OK);
	ck_assert_int_eq(nass_buf_put(&out[1], before, NULL), NASS_OK);
	ck_assert_int_eq(nass_buf_put(&out[1], cell[1].u.text, NULL), NASS_OK);
	ck_assert_int_eq(nass_buf_put(&out[1], behind, NULL), NASS_OK);
}

/* Rows that differ in a cell from those before are written as any row is. */
START_TEST(repeats)
{
	struct nass_table_opts opts = nass_table_default;
	struct nass_buf out[2] = { NASS_BUF_INIT, NASS_BUF_INIT };
	struct nass_cell cell[3];
	struct nass_table *t[2];
	char p[60];
	size_t i;

	opts.format = (enum nass_format)_i;
	for (i = 0; i < 2; i++)
		ck_assert_int_eq(
		    nass_table_new(&opts, three, 3, &out[i], &t[i], NULL),
		    NASS_OK);
	cell[0] = nass_cell_number(.5);
	cell[2] = nass_cell_count(7);
	for (i = 0; i < 100; i++) {
		bool is_like = i > 0 && random_below(4) > 0;

		if (!is_like)
			cell[2] = nass_cell_count(random_below(100));
		cell[1] = nass_cell_text(
		    (struct nass_str){ p, random_text(p, sizeof(p)) });
		ck_assert_int_eq(nass_table_row(t[0], cell, NULL), NASS_OK);
		ck_assert_int_eq(is_like
			? nass_table_repeat(t[1], cell, 1, NULL)
			: nass_table_row(t[1], cell, NULL),
		    NASS_OK);
		put_framed(t, cell, out);
	}
	for (i = 0; i < 2; i++) {
		ck_assert_int_eq(nass_table_end(t[i], NULL), NASS_OK);
		nass_table_free(t[i]);
	}
	ck_assert(nass_str_eq(nass_buf_str(&out[0]), nass_buf_str(&out[1])));
	nass_buf_fini(&out[0]);
	nass_buf_fini(&out[1]);
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
	tcase_add_loop_test(c, each_format, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(c, tsv_law);
	tcase_add_loop_test(c, repeats, 0, NASS_FORMAT_SVG + 1);
	tcase_add_test(c, jsonl_law);
	tcase_add_loop_test(c, pages, 0, 3);
	tcase_add_loop_test(c, no_rows, 0, NASS_FORMAT_SVG + 1);
	tcase_add_test(c, collation);
	tcase_add_test(c, zipf);
	tcase_add_test(c, names);
	suite_add_tcase(s, c);
	return s;
}
