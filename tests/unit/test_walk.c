/*
 * test_walk.c - files below directories, in byte order of paths.
 */
#include <check.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files.h"
#include "io/io.h"

Suite *test_walk(void);

static const char *
next_path(struct nass_walk *w)
{
	const char *path;
	struct nass_err err;
	enum nass_code code = nass_walk_next(w, &path, &err);

	if (code == NASS_END)
		return "end";
	return code == NASS_OK ? path : "error";
}

START_TEST(walk_order)
{
	static const char *const wanted[] = { "a", "b/c/1", "b/c.txt", "b/d",
		"b.txt", "\xD8\xA7" };
	static const char *const sorted[] = { "a", "b.txt", "b/c.txt", "b/c/1",
		"b/d", "\xD8\xA7" };
	static char here[] = "-";
	char *operands[] = { here, files_dir, here, NULL };
	struct nass_walk *w;
	size_t i;

	ck_assert_int_eq(mkdir(files_path("b"), 0777), 0);
	ck_assert_int_eq(mkdir(files_path("b/c"), 0777), 0);
	ck_assert_int_eq(mkdir(files_path("b/empty"), 0777), 0);
	ck_assert_int_eq(mkdir(files_path(".hidden"), 0777), 0);
	ck_assert_int_eq(symlink(".", files_path("b/loop")), 0);
	ck_assert_int_eq(mkfifo(files_path("b/fifo"), 0777), 0);
	for (i = 0; i < 6; i++)
		files_write(wanted[i], NASS_STR("x"));
	files_write(".hidden/no", NASS_STR("x"));
	files_write("b/.no", NASS_STR("x"));
	ck_assert(nass_walk_new(operands, &w, NULL) == NASS_OK);
	ck_assert_str_eq(next_path(w), "-");
	for (i = 0; i < 6; i++)
		ck_assert_str_eq(next_path(w), files_path(sorted[i]));
	ck_assert_str_eq(next_path(w), "-");
	ck_assert_str_eq(next_path(w), "end");
	ck_assert_str_eq(next_path(w), "end");
	nass_walk_free(w);
}
END_TEST

START_TEST(walk_operands)
{
	static char none[] = "no/such";
	static char file[] = "/dev/null";
	char slash[100];
	char *operands[] = { none, slash, file, NULL };
	struct nass_walk *w;

	snprintf(slash, sizeof(slash), "%s/", files_dir);
	files_write("x", NASS_STR(""));
	ck_assert_int_eq(symlink("nowhere", files_path("y")), 0);
	ck_assert(nass_walk_new(operands, &w, NULL) == NASS_OK);
	ck_assert_str_eq(next_path(w), none);
	ck_assert_str_eq(next_path(w), files_path("x"));
	ck_assert_str_eq(next_path(w), files_path("y"));
	ck_assert_str_eq(next_path(w), file);
	ck_assert_str_eq(next_path(w), "end");
	nass_walk_free(w);
	operands[0] = NULL;
	ck_assert(nass_walk_new(operands, &w, NULL) == NASS_OK);
	ck_assert_str_eq(next_path(w), "-");
	ck_assert_str_eq(next_path(w), "end");
	nass_walk_free(w);
}
END_TEST

/* A directory that cannot be read is told of, and the walk goes on. */
START_TEST(walk_unreadable)
{
	char *operands[] = { files_dir, NULL };
	struct nass_walk *w;
	const char *path;

	if (getuid() == 0)
		return;
	ck_assert_int_eq(mkdir(files_path("a"), 0), 0);
	files_write("b", NASS_STR(""));
	ck_assert(nass_walk_new(operands, &w, NULL) == NASS_OK);
	ck_assert(nass_walk_next(w, &path, NULL) == NASS_ESYS);
	ck_assert_str_eq(path, files_path("a/"));
	ck_assert_str_eq(next_path(w), files_path("b"));
	ck_assert_str_eq(next_path(w), "end");
	nass_walk_free(w);
}
END_TEST

Suite *
test_walk(void)
{
	Suite *s = suite_create("walk");
	TCase *c = tcase_create("walk");

	tcase_add_checked_fixture(c, files_make, files_remove);
	tcase_add_test(c, walk_order);
	tcase_add_test(c, walk_operands);
	tcase_add_test(c, walk_unreadable);
	suite_add_tcase(s, c);
	return s;
}
