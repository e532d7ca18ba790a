/*
 * test_run.c - the ordered pool: what comes out is what went in, whatever the
 * number of threads, the size of pieces, and the way the input arrives.
 */
#include <check.h>
#include <string.h>
#include <unistd.h>

#include "random.h"
#include "trial.h"

Suite *test_run(void);

START_TEST(run_order)
{
	struct trial t;
	struct nass_err err;
	unsigned jobs;
	size_t round;
	size_t piece;

	for (round = 0; round < random_rounds(4); round++) {
		trial_make(&t, INPUTS, 3000, 1 + random_below(100));
		for (jobs = 1; jobs <= 16; jobs++) {
			piece = 1 + random_below(jobs % 2 == 0 ? 20 : 800);
			t.is_whole = random_below(4) == 0;
			ck_assert_int_eq(
			    trial_run(&t, jobs, piece, 1 << 20, &err), NASS_OK);
			trial_check_all_out(&t);
			ck_assert(t.ndone == t.n && t.file == t.n);
		}
		trial_free(&t);
	}
}
END_TEST

/* Files that are read ahead, among them lines that no stretch holds. */
START_TEST(run_ahead)
{
	static const size_t longest[] = { 20, 2000, 20000, 150000 };
	struct trial t;
	struct nass_err err;
	unsigned jobs;
	size_t round;
	size_t piece;

	for (round = 0; round < random_rounds(8); round++) {
		trial_make(&t, 3, 600000, longest[round % 4]);
		for (jobs = 1; jobs <= 4; jobs++) {
			piece = 1000 + random_below(40000);
			ck_assert_int_eq(
			    trial_run(&t, jobs, piece, 1 << 20, &err), NASS_OK);
			trial_check_all_out(&t);
		}
		trial_free(&t);
	}
}
END_TEST

/*
 * A file that shrinks or grows, by zeros, while it is read: what was there
 * throughout comes, and nothing that was never there.
 */
START_TEST(run_resized)
{
	struct trial t;
	size_t least;
	size_t round;
	size_t n;

	for (round = 0; round < random_rounds(12); round++) {
		trial_make(&t, 1, 0, 1);
		trial_text(&t.text[0], 400000, 300);
		n = t.text[0].n;
		ck_assert(nass_buf_grow(&t.text[0], 400000, NULL) == NASS_OK);
		memset(t.text[0].p + n, 0, 400000);
		t.text[0].n += 400000;
		ck_assert_int_eq(truncate(t.path[0], 0), 0);
		trial_append(
		    t.path[0], nass_str_sub(nass_buf_str(&t.text[0]), 0, n));
		t.resize = (off_t)random_below(800000);
		ck_assert(trial_run(&t, 1 + (unsigned)round % 4,
			      1000 + 4000 * round, 1 << 20, NULL) == NASS_OK);
		least = (size_t)t.resize < n ? (size_t)t.resize : n;
		ck_assert_uint_ge(t.out.n, least);
		ck_assert(t.out.n <= t.text[0].n &&
		    memcmp(t.out.p, t.text[0].p, t.out.n) == 0);
		trial_free(&t);
	}
}
END_TEST

START_TEST(run_of_nothing)
{
	struct trial t;

	trial_make(&t, 0, 1, 1);
	ck_assert(trial_run(&t, 1, 100, 100, NULL) == NASS_OK);
	ck_assert(trial_run(&t, 5, 100, 100, NULL) == NASS_OK);
	ck_assert_uint_eq(t.sequence, 0);
	trial_free(&t);
}
END_TEST

/* The first failure in input order ends the run; all before it is there. */
START_TEST(run_failures)
{
	struct trial t;
	struct nass_err err;
	unsigned jobs;
	uint64_t at;

	trial_make(&t, INPUTS, 5000, 30);
	for (jobs = 1; jobs <= 16; jobs++) {
		at = random_below(100);
		t.fail_map = at;
		t.fail_emit = at + 1 + random_below(2);
		ck_assert(trial_run(&t, jobs, 64, 4096, &err) == NASS_EUSAGE);
		ck_assert_uint_eq(err.at, at);
		ck_assert_uint_eq(t.sequence, at);
		t.fail_emit = at = random_below(100);
		t.fail_map = at + 1 + random_below(2);
		ck_assert(trial_run(&t, jobs, 64, 4096, &err) == NASS_ELIMIT);
		ck_assert_uint_eq(err.at, at);
		ck_assert_uint_eq(t.sequence, at);
		t.fail_emit = t.fail_map = UINT64_MAX;
		t.fail_next = random_below(INPUTS);
		ck_assert(trial_run(&t, jobs, 64, 4096, NULL) == NASS_EUSAGE);
		ck_assert_uint_eq(t.file, t.fail_next);
		t.fail_next = UINT64_MAX;
	}
	trial_free(&t);
}
END_TEST

/* Lines that are too long are told of and passed over, at any piece size. */
START_TEST(run_long_lines)
{
	static const struct nass_str text = { "12345\n1234567\n\n123456\n"
					      "12345678901234567890\nab\n"
					      "1234567890",
		sizeof("12345\n1234567\n\n123456\n12345678901234567890\nab\n"
		       "1234567890") -
		    1 };
	struct trial t;
	unsigned jobs;
	size_t piece;

	trial_make(&t, 1, 0, 1);
	ck_assert(nass_buf_put(&t.text[0], text, NULL) == NASS_OK);
	trial_append(t.path[0], text);
	for (jobs = 1; jobs <= 3; jobs++)
		for (piece = 1; piece < 50; piece++) {
			ck_assert(
			    trial_run(&t, jobs, piece, 6, NULL) == NASS_OK);
			ck_assert_uint_eq(t.nbad, 3);
			ck_assert_uint_eq(t.bad_line[0], 2);
			ck_assert_uint_eq(t.bad_at[0], 6);
			ck_assert_uint_eq(t.bad_line[1], 5);
			ck_assert_uint_eq(t.bad_at[1], 22);
			ck_assert_uint_eq(t.bad_line[2], 7);
			ck_assert_uint_eq(t.bad_at[2], 46);
			ck_assert(nass_str_eq(nass_buf_str(&t.out),
			    NASS_STR("12345\n\n123456\nab\n")));
			ck_assert(nass_str_eq(nass_buf_str(&t.skipped),
			    NASS_STR("1234567\n12345678901234567890\n"
				     "1234567890")));
		}
	t.is_whole = true;
	ck_assert(trial_run(&t, 2, 10, text.n, NULL) == NASS_OK);
	trial_check_all_out(&t);
	ck_assert(trial_run(&t, 2, 10, text.n - 1, NULL) == NASS_OK);
	ck_assert_uint_eq(t.nbad, 1);
	ck_assert_uint_eq(t.sequence, 1); /* an empty one, is_skipped */
	ck_assert_uint_eq(t.out.n, 0);
	ck_assert(nass_str_eq(nass_buf_str(&t.skipped), text));
	trial_free(&t);
}
END_TEST

Suite *
test_run(void)
{
	Suite *s = suite_create("run");
	TCase *c = tcase_create("pool");

	tcase_set_timeout(c, 120);
	tcase_add_test(c, run_order);
	tcase_add_test(c, run_ahead);
	tcase_add_test(c, run_resized);
	tcase_add_test(c, run_of_nothing);
	tcase_add_test(c, run_failures);
	tcase_add_test(c, run_long_lines);
	suite_add_tcase(s, c);
	return s;
}
