/*
 * test_io.c - reading, also what is compressed; walking; writing.  The pool of
 * threads has test_run.c.
 */
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <isa-l/igzip_lib.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

#include "io/io.h"
#include "random.h"

Suite *test_io(void);

static char dir[] = "/tmp/nass-test-XXXXXX";

static void
make_dir(void)
{
	memcpy(dir + sizeof(dir) - 7, "XXXXXX", 6);
	ck_assert_ptr_nonnull(mkdtemp(dir));
}

static void
remove_dir(void)
{
	char command[100];

	snprintf(
	    command, sizeof(command), "chmod -R u+rwx %s; rm -rf %s", dir, dir);
	ck_assert_int_eq(system(command), 0);
}

static const char *
in_dir(const char *name)
{
	static char path[4][200];
	static int turn;
	char *p = path[turn++ % 4];

	snprintf(p, 200, "%s/%s", dir, name);
	return p;
}

static void
write_file(const char *name, struct nass_str s)
{
	FILE *f = fopen(in_dir(name), "wb");

	ck_assert_ptr_nonnull(f);
	ck_assert(s.n == 0 || fwrite(s.p, 1, s.n, f) == s.n);
	ck_assert_int_eq(fclose(f), 0);
}

static struct nass_buf
read_file(const char *path)
{
	struct nass_buf b = NASS_BUF_INIT;
	FILE *f = fopen(path, "rb");
	int c;

	ck_assert_ptr_nonnull(f);
	while ((c = getc(f)) != EOF)
		ck_assert(nass_buf_putc(&b, (char)c, NULL) == NASS_OK);
	fclose(f);
	return b;
}

static void
put(struct nass_buf *b, struct nass_str s)
{
	ck_assert(nass_buf_put(b, s, NULL) == NASS_OK);
}

/* Text of random length, with much repetition, as codecs like it. */
static void
put_text(struct nass_buf *b, size_t n)
{
	char word[64];
	size_t k;

	while (b->n < n) {
		k = random_below(3) == 0 ? random_text(word, 40)
					 : (size_t)snprintf(word, sizeof(word),
					       "w%d ", (int)random_below(50));
		put(b, (struct nass_str){ word, k });
	}
	b->n = n;
}

static void
put_gzip(struct nass_buf *b, struct nass_str s)
{
	struct isal_zstream z;

	isal_deflate_stateless_init(&z);
	ck_assert(nass_buf_grow(b, 2 * s.n + 1000, NULL) == NASS_OK);
	z.next_in = (unsigned char *)(uintptr_t)s.p;
	z.avail_in = (uint32_t)s.n;
	z.end_of_stream = 1;
	z.gzip_flag = IGZIP_GZIP;
	z.next_out = (unsigned char *)b->p + b->n;
	z.avail_out = (uint32_t)(b->cap - b->n);
	ck_assert_int_eq(isal_deflate_stateless(&z), COMP_OK);
	b->n = b->cap - z.avail_out;
}

static void
put_zstd(struct nass_buf *b, struct nass_str s)
{
	size_t n;

	ck_assert(nass_buf_grow(b, ZSTD_compressBound(s.n), NULL) == NASS_OK);
	n = ZSTD_compress(b->p + b->n, b->cap - b->n, s.p, s.n, 3);
	ck_assert(!ZSTD_isError(n));
	b->n += n;
}

/* All of it, in reads of up to `step` bytes. */
static enum nass_code
read_all(
    struct nass_in *in, size_t step, struct nass_buf *b, struct nass_err *err)
{
	enum nass_code code;
	size_t got;

	for (;;) {
		ck_assert(nass_buf_grow(b, step, NULL) == NASS_OK);
		code = nass_in_read(in, b->p + b->n, step, &got, err);
		if (code != NASS_OK || got == 0)
			return code;
		ck_assert_uint_le(got, step);
		b->n += got;
	}
}

/* A pipe whose other end writes `bytes` in small steps. */
struct feeder {
	struct nass_str bytes;
	size_t step;
	int fd;
	pthread_t id;
	char path[40];
	int read_fd;
};

static void *
feed(void *arg)
{
	struct feeder *f = arg;
	size_t at;
	size_t n;

	for (at = 0; at < f->bytes.n; at += n) {
		n = f->bytes.n - at < f->step ? f->bytes.n - at : f->step;
		ck_assert(write(f->fd, f->bytes.p + at, n) == (ssize_t)n);
	}
	close(f->fd);
	return NULL;
}

static const char *
start_feeder(struct feeder *f, struct nass_str bytes, size_t step)
{
	int fd[2];

	ck_assert_int_eq(pipe(fd), 0);
	f->bytes = bytes;
	f->step = step;
	f->fd = fd[1];
	f->read_fd = fd[0];
	snprintf(f->path, sizeof(f->path), "/dev/fd/%d", fd[0]);
	ck_assert_int_eq(pthread_create(&f->id, NULL, feed, f), 0);
	return f->path;
}

static void
stop_feeder(struct feeder *f)
{
	ck_assert_int_eq(pthread_join(f->id, NULL), 0);
	close(f->read_fd);
}

/* What comes out of a file, and of a pipe in steps, is `want`. */
static void
check_in(struct nass_str bytes, struct nass_str want, size_t step,
    enum nass_code end)
{
	struct nass_buf got = NASS_BUF_INIT;
	struct feeder f;
	struct nass_in *in;
	struct nass_err err;
	enum nass_code code;

	write_file("in", bytes);
	code = nass_in_open(in_dir("in"), &in, &err);
	if (code != NASS_OK) {
		ck_assert_int_eq(code, end);
		ck_assert_uint_eq(want.n, 0);
		return;
	}
	ck_assert_uint_eq(nass_in_size(in), bytes.n);
	ck_assert_uint_ge(nass_in_peek(in).n, want.n < 65536 ? want.n : 65536);
	ck_assert_int_eq(read_all(in, step, &got, &err), end);
	ck_assert(end == NASS_OK || err.at == want.n);
	ck_assert(nass_str_eq(nass_buf_str(&got), want));
	nass_in_close(in);

	got.n = 0;
	code = nass_in_open(start_feeder(&f, bytes, step), &in, &err);
	ck_assert_int_eq(code, NASS_OK);
	ck_assert_int_eq(read_all(in, 5000, &got, &err), end);
	ck_assert(nass_str_eq(nass_buf_str(&got), want));
	nass_in_close(in);
	stop_feeder(&f);
	nass_buf_fini(&got);
}

START_TEST(in_plain)
{
	static const char *const beginnings[] = { "", "\x1F", "\x1F\x8B", "P",
		"\x28\xB5\x2F", "a", "\n" };
	struct nass_buf b = NASS_BUF_INIT;
	size_t i;

	for (i = 0; i < 7; i++) {
		b.n = 0;
		put(&b, nass_str(beginnings[i]));
		check_in(nass_buf_str(&b), nass_buf_str(&b), 1, NASS_OK);
		put_text(&b, 200000);
		check_in(nass_buf_str(&b), nass_buf_str(&b), 777, NASS_OK);
	}
	nass_buf_fini(&b);
}
END_TEST

/* Members of any size, at any place of the raw buffer, in steps of any size. */
START_TEST(in_compressed)
{
	struct nass_buf plain = NASS_BUF_INIT;
	struct nass_buf packed = NASS_BUF_INIT;
	struct nass_buf part = NASS_BUF_INIT;
	size_t round;
	size_t n;
	bool is_zstd;

	for (round = 0; round < random_rounds(12); round++) {
		plain.n = packed.n = 0;
		is_zstd = round % 2 == 1;
		for (n = 1 + random_below(30); n > 0; n--) {
			part.n = 0;
			put_text(&part, random_below(n % 5 == 0 ? 90000 : 900));
			put(&plain, nass_buf_str(&part));
			(is_zstd ? put_zstd : put_gzip)(
			    &packed, nass_buf_str(&part));
		}
		if (!is_zstd && round % 4 == 0)
			put(&packed, NASS_STR("\0\0\0\0\0"));
		check_in(nass_buf_str(&packed), nass_buf_str(&plain),
		    1 + random_below(round % 3 == 0 ? 3 : 70000), NASS_OK);
	}
	nass_buf_fini(&plain);
	nass_buf_fini(&packed);
	nass_buf_fini(&part);
}
END_TEST

/* Cut off, damaged, or followed by something else: told, after all text. */
START_TEST(in_damaged)
{
	struct nass_buf plain = NASS_BUF_INIT;
	struct nass_buf packed = NASS_BUF_INIT;
	struct nass_buf got = NASS_BUF_INIT;
	struct nass_err err;
	struct nass_in *in;
	enum nass_code code;
	size_t i;
	int is_zstd;

	for (is_zstd = 0; is_zstd < 2; is_zstd++) {
		plain.n = packed.n = 0;
		put_text(&plain, 3000);
		(is_zstd ? put_zstd : put_gzip)(&packed, nass_buf_str(&plain));
		for (i = 4; i < packed.n; i += 1 + i / 20) {
			write_file(
			    "cut", (struct nass_str){ packed.p, packed.n - i });
			got.n = 0;
			code = nass_in_open(in_dir("cut"), &in, &err);
			if (code == NASS_OK) {
				code = read_all(in, 100, &got, &err);
				nass_in_close(in);
			}
			if (packed.n - i >= 4)
				ck_assert_int_eq(code, NASS_EINPUT);
			ck_assert(nass_str_starts(nass_buf_str(&plain),
				      nass_buf_str(&got)) ||
			    packed.n - i < 4);
		}
		put(&packed, NASS_STR("x"));
		check_in(nass_buf_str(&packed), nass_buf_str(&plain), 100,
		    NASS_EINPUT);
		packed.p[packed.n - 3] ^= 1;
		write_file(
		    "wrong", (struct nass_str){ packed.p, packed.n - 1 });
		got.n = 0;
		if (is_zstd)
			continue;
		ck_assert(nass_in_open(in_dir("wrong"), &in, &err) == NASS_OK);
		ck_assert_int_eq(read_all(in, 9999, &got, &err), NASS_EINPUT);
		nass_in_close(in);
	}
	nass_buf_fini(&plain);
	nass_buf_fini(&packed);
	nass_buf_fini(&got);
}
END_TEST

START_TEST(in_refused)
{
	struct nass_err err;
	struct nass_in *in;

	ck_assert(nass_in_open(dir, &in, &err) == NASS_ESYS);
	ck_assert_int_eq(err.sys, EISDIR);
	ck_assert(nass_in_open(in_dir("none"), &in, &err) == NASS_ESYS);
	ck_assert_int_eq(err.sys, ENOENT);
	ck_assert(nass_in_open(in_dir("none"), &in, NULL) == NASS_ESYS);
}
END_TEST

/* A pipe that stalls: the line it gave can be seen, and waiting goes on. */
START_TEST(in_stalls)
{
	struct nass_in *in;
	char path[40];
	int fd[2];

	ck_assert_int_eq(pipe(fd), 0);
	snprintf(path, sizeof(path), "/dev/fd/%d", fd[0]);
	ck_assert(write(fd[1], "one\ntw", 6) == 6);
	ck_assert(nass_in_open(path, &in, NULL) == NASS_OK);
	ck_assert(nass_str_eq(nass_in_peek(in), NASS_STR("one\ntw")));
	ck_assert(nass_in_is_ready(in));
	ck_assert(write(fd[1], "o\n", 2) == 2);
	nass_in_wait(in, 7);
	ck_assert(nass_str_eq(nass_in_peek(in), NASS_STR("one\ntwo\n")));
	close(fd[1]);
	nass_in_wait(in, 100);
	ck_assert(nass_str_eq(nass_in_peek(in), NASS_STR("one\ntwo\n")));
	nass_in_close(in);
	close(fd[0]);
}
END_TEST

/* Walking ------------------------------------------------------------------ */

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
	char *operands[] = { here, dir, here, NULL };
	struct nass_walk *w;
	size_t i;

	ck_assert_int_eq(mkdir(in_dir("b"), 0777), 0);
	ck_assert_int_eq(mkdir(in_dir("b/c"), 0777), 0);
	ck_assert_int_eq(mkdir(in_dir("b/empty"), 0777), 0);
	ck_assert_int_eq(mkdir(in_dir(".hidden"), 0777), 0);
	ck_assert_int_eq(symlink(".", in_dir("b/loop")), 0);
	ck_assert_int_eq(mkfifo(in_dir("b/fifo"), 0777), 0);
	for (i = 0; i < 6; i++)
		write_file(wanted[i], NASS_STR("x"));
	write_file(".hidden/no", NASS_STR("x"));
	write_file("b/.no", NASS_STR("x"));
	ck_assert(nass_walk_new(operands, &w, NULL) == NASS_OK);
	ck_assert_str_eq(next_path(w), "-");
	for (i = 0; i < 6; i++)
		ck_assert_str_eq(next_path(w), in_dir(sorted[i]));
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

	snprintf(slash, sizeof(slash), "%s/", dir);
	write_file("x", NASS_STR(""));
	ck_assert_int_eq(symlink("nowhere", in_dir("y")), 0);
	ck_assert(nass_walk_new(operands, &w, NULL) == NASS_OK);
	ck_assert_str_eq(next_path(w), none);
	ck_assert_str_eq(next_path(w), in_dir("x"));
	ck_assert_str_eq(next_path(w), in_dir("y"));
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
	char *operands[] = { dir, NULL };
	struct nass_walk *w;
	const char *path;

	if (getuid() == 0)
		return;
	ck_assert_int_eq(mkdir(in_dir("a"), 0), 0);
	write_file("b", NASS_STR(""));
	ck_assert(nass_walk_new(operands, &w, NULL) == NASS_OK);
	ck_assert(nass_walk_next(w, &path, NULL) == NASS_ESYS);
	ck_assert_str_eq(path, in_dir("a/"));
	ck_assert_str_eq(next_path(w), in_dir("b"));
	ck_assert_str_eq(next_path(w), "end");
	nass_walk_free(w);
}
END_TEST

/* Writing ------------------------------------------------------------------ */

static size_t
count_names(void)
{
	char command[100];
	size_t n = 0;
	FILE *f;

	snprintf(command, sizeof(command), "ls -A %s", dir);
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

	put_text(&text, 400000);
	ck_assert(nass_out_open(in_dir(name), &out, NULL) == NASS_OK);
	for (at = 0; at < text.n; at += n) {
		n = random_below(random_below(9) == 0 ? 100000 : 99);
		if (n > text.n - at)
			n = text.n - at;
		ck_assert(nass_out_put(out, (struct nass_str){ text.p + at, n },
			      NULL) == NASS_OK);
	}
	ck_assert(nass_out_flush(out, NULL) == NASS_OK);
	ck_assert(!nass_out_is_terminal(out));
	ck_assert(nass_out_close(out, keep, NULL) == NASS_OK);
	if (keep) {
		got = read_file(in_dir(name));
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
	ck_assert_int_eq(stat(in_dir("new"), &st), 0);
	ck_assert_uint_eq(st.st_mode & 07777, 0640);
	ck_assert_int_eq(chmod(in_dir("new"), 0604), 0);
	ck_assert_int_eq(symlink("new", in_dir("one")), 0);
	ck_assert_int_eq(symlink(in_dir("one"), in_dir("two")), 0);
	check_out("two", true);
	ck_assert_int_eq(lstat(in_dir("two"), &st), 0);
	ck_assert(S_ISLNK(st.st_mode));
	ck_assert_int_eq(stat(in_dir("new"), &st), 0);
	ck_assert_uint_eq(st.st_mode & 07777, 0604);
	ck_assert_int_eq(symlink("later", in_dir("three")), 0);
	check_out("three", true);
	ck_assert_int_eq(lstat(in_dir("later"), &st), 0);
	ck_assert(S_ISREG(st.st_mode));
	ck_assert_uint_eq(count_names(), 5);
}
END_TEST

START_TEST(out_refused)
{
	struct nass_out *out;
	struct nass_err err;
	struct stat st;

	ck_assert(nass_out_open(dir, &out, &err) == NASS_ESYS);
	ck_assert_int_eq(err.sys, EISDIR);
	ck_assert(nass_out_open(in_dir("no/file"), &out, &err) == NASS_ESYS);
	ck_assert_int_eq(err.sys, ENOENT);
	ck_assert_int_eq(symlink("loop", in_dir("loop")), 0);
	ck_assert(nass_out_open(in_dir("loop"), &out, &err) == NASS_ESYS);
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

	ck_assert(nass_out_open(in_dir("x"), &out, NULL) == NASS_OK);
	ck_assert_uint_eq(count_names(), 1);
	nass_out_abandon(out);
	ck_assert_uint_eq(count_names(), 0);
	ck_assert(nass_out_close(out, false, NULL) == NASS_OK);
}
END_TEST

Suite *
test_io(void)
{
	Suite *s = suite_create("io");
	TCase *in = tcase_create("in");
	TCase *walk = tcase_create("walk");
	TCase *out = tcase_create("out");

	tcase_add_checked_fixture(in, make_dir, remove_dir);
	tcase_add_checked_fixture(walk, make_dir, remove_dir);
	tcase_add_checked_fixture(out, make_dir, remove_dir);
	tcase_set_timeout(in, 60);
	tcase_add_test(in, in_plain);
	tcase_add_test(in, in_compressed);
	tcase_add_test(in, in_damaged);
	tcase_add_test(in, in_refused);
	tcase_add_test(in, in_stalls);
	tcase_add_test(walk, walk_order);
	tcase_add_test(walk, walk_operands);
	tcase_add_test(walk, walk_unreadable);
	tcase_add_test(out, out_files);
	tcase_add_test(out, out_refused);
	tcase_add_test(out, out_full);
	tcase_add_test(out, out_abandoned);
	suite_add_tcase(s, in);
	suite_add_tcase(s, walk);
	suite_add_tcase(s, out);
	return s;
}
