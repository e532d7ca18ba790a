/*
 * test_counts.c - the counts format: what is refused and where, what is written, and
 * that sums do not depend on the order of what is added.
 */
#include <check.h>
#include <stdlib.h>

#include <nass/count.h>

Suite *test_counts(void);

static enum nass_code
append(void *arg, struct nass_buf *out, struct nass_err *err)
{
	enum nass_code code = nass_buf_put(arg, nass_buf_str(out), err);

	out->n = 0;
	return code;
}

static struct nass_count *
reader(size_t memory)
{
	struct nass_count_opts opts = nass_count_default;
	struct nass_count *c;

	opts.learns_identity = true;
	opts.ngram_max = 2;
	opts.memory = memory;
	ck_assert_int_eq(nass_count_new(&opts, &c, NULL), NASS_OK);
	return c;
}

/* What c holds, which is freed, as text. */
static void
check_written(struct nass_count *c, const char *want)
{
	struct nass_buf out = NASS_BUF_INIT;

	ck_assert_int_eq(nass_count_finish(c, NASS_ORDER_KEY, NULL), NASS_OK);
	ck_assert_int_eq(nass_counts_write(c, append, &out, NULL), NASS_OK);
	ck_assert_int_eq(nass_buf_putc(&out, '\0', NULL), NASS_OK);
	ck_assert_str_eq(out.p, want);
	nass_buf_fini(&out);
	nass_count_free(c);
}

#define FORMAT " format\tnass-counts-1\n"

/* Each line alone is refused, and named by its place behind a good one. */
START_TEST(refused)
{
	const struct nass_str lines[] = {
		NASS_STR(" format\tnass-counts-2"),
		NASS_STR(" format"),
		NASS_STR(" format\t"),
		NASS_STR(" colour\t3"),
		NASS_STR(" documents\tmany"),
		NASS_STR(" kinds\tword\0"),
		NASS_STR(" kinds\t\xFF"),
		NASS_STR("a"),
		NASS_STR("a\t1"),
		NASS_STR("a\t-1\t1"),
		NASS_STR("a\t1\t18446744073709551616"),
		NASS_STR("a\tb\t1"),
		NASS_STR("a\t=b\tx"),
		NASS_STR("a\t=\t1"),
		NASS_STR("a \t1\t1"),
		NASS_STR("a b c\t1\t1"),
		NASS_STR("\t1\t1"),
		NASS_STR("a\xFF\t1\t1"),
	};
	struct nass_buf both = NASS_BUF_INIT;
	struct nass_count *c = reader(0);
	struct nass_err err;

	ck_assert_int_eq(nass_buf_put(&both, NASS_STR(FORMAT), NULL), NASS_OK);
	ck_assert_int_eq(nass_buf_put(&both, lines[_i], NULL), NASS_OK);
	ck_assert_int_ne(
	    nass_counts_read(c, nass_buf_str(&both), &err), NASS_OK);
	ck_assert_uint_eq(err.at, sizeof(FORMAT) - 1);
	nass_count_free(c);
	nass_buf_fini(&both);
}
END_TEST

enum {
	NREFUSED = 18
};

static const char sum[] = " documents\t3\n" FORMAT " tokens\t12\n"
			  "a\t5\t3\na\t=A\t1\na b\t3\t2\nb\t6\t2\n";

START_TEST(adds)
{
	const struct nass_str part[] = {
		NASS_STR(" documents\t2\n" FORMAT " tokens\t6\n"
			 "a\t2\t2\na\t=A\t1\na b\t1\t1\nb\t3\t1\n"),
		NASS_STR("b\t3\t1\na b\t2\t1\na\t3\t1\n\n tokens\t6\n"
			 " documents\t1"),
	};
	struct nass_count *c = reader(_i < 2 ? 0 : 1);
	size_t i;

	for (i = 0; i < 2; i++)
		ck_assert_int_eq(
		    nass_counts_read(c, part[(i + (size_t)_i) % 2], NULL),
		    NASS_OK);
	check_written(c, sum);
	c = reader(_i < 2 ? 0 : 1);
	ck_assert_int_eq(nass_counts_read(c, nass_str(sum), NULL), NASS_OK);
	check_written(c, sum);
}
END_TEST

/* A sum beyond 64 bits is told of, not wrapped. */
START_TEST(overflow)
{
	struct nass_count *c = reader(0);
	struct nass_str line = NASS_STR("a\t18446744073709551615\t1\n");
	struct nass_err err;

	ck_assert_int_eq(nass_counts_read(c, line, &err), NASS_OK);
	ck_assert_int_eq(nass_counts_read(c, line, &err), NASS_ELIMIT);
	nass_count_free(c);
}
END_TEST

Suite *
test_counts(void)
{
	Suite *s = suite_create("counts");
	TCase *tc = tcase_create("format");

	tcase_add_loop_test(tc, refused, 0, NREFUSED);
	tcase_add_loop_test(tc, adds, 0, 4);
	tcase_add_test(tc, overflow);
	suite_add_tcase(s, tc);
	return s;
}
