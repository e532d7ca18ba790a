/*
 * test_out.c - files that appear whole or not at all, and devices.
 */
#include <check.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files.h"
#include "io/io.h"
#include "law.h"
#include "random.h"

Suite *test_out(void);

static size_t
count_names(void)
{
	char command[100];
	size_t n = 0;
	FILE *f;

	snprintf(command, sizeof(command), "ls -A %s", files_dir);
	f = popen(command, "r");
	ck_assert_ptr_nonnull(f);
	for (int c; (c = getc(f)) != EOF;)
		n += c == '\n';
	pclose(f);
	return n;
}

/* Write to the name, small and large; then what the file holds is right. */
static void
check_out(const char *name, bool keep)
{
	struct nass_out *out;
	struct nass_buf text = NASS_BUF_INIT;
	struct nass_buf got;
	size_t at;
	size_t n;

	files_text(&text, 400000);
	ck_assert(nass_out_open(files_path(name), &out, NULL) == NASS_OK);
	for (at = 0; at < text.n; at += n) {
		n = random_below(random_below(9) == 0 ? 100000 : 99);
		if (n > text.n - at)
			n = text.n - at;
		LAW(nass_out_put(out, (struct nass_str){ text.p + at, n },
			NULL) == NASS_OK);
	}
	ck_assert(nass_out_flush(out, NULL) == NASS_OK);
	ck_assert(!nass_out_is_terminal(out));
	ck_assert(nass_out_close(out, keep, NULL) == NASS_OK);
	if (keep) {
		got = files_read(files_path(name));
		ck_assert(nass_str_eq(nass_buf_str(&got), nass_buf_str(&text)));
		nass_buf_fini(&got);
	}
	nass_buf_fini(&text);
}

START_TEST(out_files)
{
	struct stat st;

	check_out("new", false);
	ck_assert_uint_eq(count_names(), 0);
	umask(027);
	check_out("new", true);
	ck_assert_int_eq(stat(files_path("new"), &st), 0);
	ck_assert_uint_eq(st.st_mode & 07777, 0640);
	ck_assert_int_eq(chmod(files_path("new"), 0604), 0);
	ck_assert_int_eq(symlink("new", files_path("one")), 0);
	ck_assert_int_eq(symlink(files_path("one"), files_path("two")), 0);
	check_out("two", true);
	ck_assert_int_eq(lstat(files_path("two"), &st), 0);
	ck_assert(S_ISLNK(st.st_mode));
	ck_assert_int_eq(stat(files_path("new"), &st), 0);
	ck_assert_uint_eq(st.st_mode & 07777, 0604);
	ck_assert_int_eq(symlink("later", files_path("three")), 0);
	check_out("three", true);
	ck_assert_int_eq(lstat(files_path("later"), &st), 0);
	ck_assert(S_ISREG(st.st_mode));
	ck_assert_uint_eq(count_names(), 5);
}
END_TEST

START_TEST(out_refused)
{
	struct nass_out *out;
	struct nass_err err;
	struct stat st;

	ck_assert(nass_out_open(files_dir, &out, &err) == NASS_ESYS);
	ck_assert_int_eq(err.sys, EISDIR);
	ck_assert(
	    nass_out_open(files_path("no/file"), &out, &err) == NASS_ESYS);
	ck_assert_int_eq(err.sys, ENOENT);
	ck_assert_int_eq(symlink("loop", files_path("loop")), 0);
	ck_assert(nass_out_open(files_path("loop"), &out, &err) == NASS_ESYS);
	ck_assert_int_eq(err.sys, ELOOP);
	ck_assert(nass_out_open("/dev/null", &out, &err) == NASS_OK);
	ck_assert(nass_out_put(out, NASS_STR("x"), &err) == NASS_OK);
	ck_assert(nass_out_close(out, false, &err) == NASS_OK);
	ck_assert_int_eq(stat("/dev/null", &st), 0);
	ck_assert(S_ISCHR(st.st_mode));
	ck_assert_uint_eq(count_names(), 1);
}
END_TEST

START_TEST(out_full)
{
	struct nass_out *out;
	struct nass_err err;
	int i;

	if (access("/dev/full", W_OK) != 0)
		return;
	ck_assert(nass_out_open("/dev/full", &out, &err) == NASS_OK);
	ck_assert(nass_out_put(out, NASS_STR("x"), &err) == NASS_OK);
	for (i = 0; i < 2; i++) {
		ck_assert(nass_out_flush(out, &err) == NASS_ESYS);
		ck_assert_int_eq(err.sys, ENOSPC);
	}
	ck_assert(nass_out_put(out, NASS_STR("x"), &err) == NASS_ESYS);
	ck_assert(nass_out_close(out, true, &err) == NASS_ESYS);
	ck_assert_int_eq(err.sys, ENOSPC);
}
END_TEST

START_TEST(out_abandoned)
{
	struct nass_out *out;

	ck_assert(nass_out_open(files_path("x"), &out, NULL) == NASS_OK);
	ck_assert_uint_eq(count_names(), 1);
	nass_out_abandon(out);
	ck_assert_uint_eq(count_names(), 0);
	ck_assert(nass_out_close(out, false, NULL) == NASS_OK);
}
END_TEST

Suite *
test_out(void)
{
	Suite *s = suite_create("out");
	TCase *c = tcase_create("out");

	tcase_add_checked_fixture(c, files_make, files_remove);
	tcase_add_test(c, out_files);
	tcase_add_test(c, out_refused);
	tcase_add_test(c, out_full);
	tcase_add_test(c, out_abandoned);
	suite_add_tcase(s, c);
	return s;
}
