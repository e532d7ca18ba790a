/*
 * test_counts.c - the counts format: what is refused and where, what is written, and
 * that sums do not depend on the order of what is added.
 */
#include <check.h>
#include <stdlib.h>

#include <nass/count.h>

#include "naive_count.h"

Suite *test_counts(void);

#define OK(call) ck_assert_int_eq((call), NASS_OK)

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

/* A spelling that is listed under two terms counts for each, in any order. */
START_TEST(homographs)
{
	const struct nass_str part[] = {
		NASS_STR("a\t1\t1\na\t=x\t2\na b\t0\t1\na b\t=x b\t1\n"
			 "b\t2\t1\nb\t=a\t4\nb\t=longlonglong\t1\n"),
		NASS_STR("b\t=x\t3\nc\t0\t1\nc\t=x\t2\nc\t=longlonglong\t5\n"
			 "c b\t0\t1\nc b\t=x b\t1\n"),
	};
	static const char both[] =
	    "a\t1\t1\na\t=x\t2\na b\t0\t1\na b\t=x b\t1\n"
	    "b\t2\t1\nb\t=a\t4\nb\t=longlonglong\t1\nb\t=x\t3\n"
	    "c\t0\t1\nc\t=longlonglong\t5\nc\t=x\t2\n"
	    "c b\t0\t1\nc b\t=x b\t1\n";
	struct nass_count *c[2];
	size_t i;

	for (i = 0; i < 2; i++) {
		c[i] = reader(_i < 2 ? 0 : 1);
		OK(nass_counts_read(c[i], part[(i + (size_t)_i) % 2], NULL));
	}
	OK(nass_count_merge(c[0], c[1], NULL));
	nass_count_free(c[1]);
	check_written(c[0], both);
	c[0] = reader(_i < 2 ? 0 : 1);
	for (i = 0; i < 2; i++)
		OK(nass_counts_read(c[0], part[(i + (size_t)_i) % 2], NULL));
	check_written(c[0], both);
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

/* Shards ------------------------------------------------------------------- */

/* Documents first..last of few words, so that some are copies of others. */
static void
write_shard(const struct nass_count_opts *opts, size_t first, size_t last,
    struct nass_buf *lines)
{
	static const char *const texts[] = { "a b c a", "b B", "c", "a b c a",
		"b b b d", "", "c", "a a d. e", "b B" };
	struct nass_count *c;

	OK(nass_count_new(opts, &c, NULL));
	for (; first <= last; first++)
		count_text(c, texts[first], first);
	OK(nass_count_finish(c, NASS_ORDER_KEY, NULL));
	OK(nass_counts_write(c, append, lines, NULL));
	nass_count_free(c);
}

static void
read_lines(const struct nass_count_opts *opts, const struct nass_buf *lines,
    struct nass_count **c)
{
	struct nass_count_opts reading = *opts;

	reading.norm = NULL;
	reading.learns_identity = true;
	OK(nass_count_new(&reading, c, NULL));
	OK(nass_counts_read(*c, nass_buf_str(lines), NULL));
	OK(nass_count_finish(*c, NASS_ORDER_KEY, NULL));
}

/* Shards written, read, and written again are the lines of all. */
START_TEST(test_format)
{
	struct nass_count_opts opts = nass_count_default;
	struct nass_buf shards = NASS_BUF_INIT;
	struct nass_buf whole = NASS_BUF_INIT;
	struct nass_buf again = NASS_BUF_INIT;
	struct nass_norm *norm;
	struct nass_count *c;

	OK(nass_norm_new("search", &norm, NULL));
	opts.norm = norm;
	opts.is_partial = true;
	opts.has_parts = _i & 1;
	opts.ngram_max = _i & 2 ? 2 : 1;
	opts.memory = _i & 4 ? 1 : 0;
	write_shard(&opts, 0, 8, &whole);
	write_shard(&opts, 0, 3, &shards);
	write_shard(&opts, 4, 4, &shards);
	write_shard(&opts, 5, 8, &shards);
	read_lines(&opts, &shards, &c);
	OK(nass_counts_write(c, append, &again, NULL));
	ck_assert_msg(nass_str_eq(nass_buf_str(&whole), nass_buf_str(&again)),
	    "%.*s\nis not\n%.*s", (int)again.n, again.p, (int)whole.n, whole.p);
	nass_count_free(c);
	nass_buf_fini(&shards);
	nass_buf_fini(&whole);
	nass_buf_fini(&again);
	nass_norm_free(norm);
}
END_TEST

/* A word's parts, from lines: each copy of a document on its own. */
START_TEST(test_copies)
{
	struct nass_count_opts opts = nass_count_default;
	struct nass_buf shards = NASS_BUF_INIT;
	struct nass_count_row row;
	struct nass_count *c;
	uint64_t tokens;
	uint64_t count;
	size_t i;

	opts.has_parts = true;
	opts.memory = _i ? 1 : 0;
	write_shard(&opts, 0, 3, &shards);
	write_shard(&opts, 4, 8, &shards);
	read_lines(&opts, &shards, &c);
	nass_count_parts(c, &tokens, &count);
	ck_assert_uint_eq(tokens, 8);
	ck_assert_uint_eq(count, 1);
	OK(nass_count_next(c, &row, NULL)); /* B: two copies of "b B" */
	ck_assert_uint_eq(row.documents, 2);
	for (i = 0; i < 2; i++) {
		OK(nass_count_part(c, i, &tokens, &count, NULL));
		ck_assert_uint_eq(tokens, 2);
		ck_assert_uint_eq(count, 1);
	}
	ck_assert_int_eq(
	    nass_count_part(c, 2, &tokens, &count, NULL), NASS_END);
	OK(nass_count_next(c, &row, NULL)); /* a: two of 4 tokens, one of 5 */
	ck_assert_uint_eq(row.documents, 3);
	OK(nass_count_part(c, 0, &tokens, &count, NULL));
	ck_assert_uint_eq(tokens, 4);
	ck_assert_uint_eq(count, 2);
	nass_count_free(c);
	nass_buf_fini(&shards);
}
END_TEST

Suite *
test_counts(void)
{
	Suite *s = suite_create("counts");
	TCase *tc = tcase_create("format");

	tcase_add_loop_test(tc, refused, 0, NREFUSED);
	tcase_add_loop_test(tc, adds, 0, 4);
	tcase_add_loop_test(tc, homographs, 0, 4);
	tcase_add_test(tc, overflow);
	tcase_add_loop_test(tc, test_format, 0, 8);
	tcase_add_loop_test(tc, test_copies, 0, 2);
	suite_add_tcase(s, tc);
	return s;
}
