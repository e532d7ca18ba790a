/*
 * test_in.c - reading files and pipes, also what is compressed.
 */
#include <check.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../pieces.h"
#include "compress.h"
#include "files.h"
#include "io/io.h"
#include "law.h"
#include "random.h"

Suite *test_in(void);

static void
put(struct nass_buf *b, struct nass_str s)
{
	ck_assert(nass_buf_put(b, s, NULL) == NASS_OK);
}

/* All of it, in reads of up to `step` bytes. */
static enum nass_code
read_all(
    struct nass_in *in, size_t step, struct nass_buf *b, struct nass_err *err)
{
	enum nass_code code;
	size_t got;

	for (;;) {
		LAW(nass_buf_grow(b, step, NULL) == NASS_OK);
		errno = EINTR; /* what a call before may have left */
		code = nass_in_read(in, b->p + b->n, step, &got, err);
		if (code != NASS_OK || got == 0)
			return code;
		LAW(got <= step);
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
		LAW(write(f->fd, f->bytes.p + at, n) == (ssize_t)n);
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

	files_write("in", bytes);
	code = nass_in_open(files_path("in"), &in, &err);
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
		files_text(&b, 200000);
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
			files_text(
			    &part, random_below(n % 5 == 0 ? 90000 : 900));
			put(&plain, nass_buf_str(&part));
			(is_zstd ? compress_zstd : compress_gzip)(
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
		files_text(&plain, 3000);
		(is_zstd ? compress_zstd : compress_gzip)(
		    &packed, nass_buf_str(&plain));
		for (i = 4; i < packed.n; i += 1 + i / 20) {
			files_write(
			    "cut", (struct nass_str){ packed.p, packed.n - i });
			got.n = 0;
			code = nass_in_open(files_path("cut"), &in, &err);
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
		files_write(
		    "wrong", (struct nass_str){ packed.p, packed.n - 1 });
		got.n = 0;
		if (is_zstd)
			continue;
		ck_assert(
		    nass_in_open(files_path("wrong"), &in, &err) == NASS_OK);
		ck_assert_int_eq(read_all(in, 9999, &got, &err), NASS_EINPUT);
		nass_in_close(in);
	}
	nass_buf_fini(&plain);
	nass_buf_fini(&packed);
	nass_buf_fini(&got);
}
END_TEST

/* All of `bytes` in pieces of `step`; where it ends, and why. */
static enum nass_code
read_pieces(struct nass_str bytes, size_t step, struct nass_buf *got,
    struct nass_err *err)
{
	struct pieces p = { .left = bytes, .step = step };
	struct nass_in *in;
	enum nass_code code;

	got->n = 0;
	*err = (struct nass_err){ .code = NASS_OK };
	code = nass_in_make(&pieces_reader, &p, NULL, &in, err);
	if (code != NASS_OK)
		return code;
	code = read_all(in, 1 + random_below(5000), got, err);
	nass_in_close(in);
	return code;
}

/* Does one of them begin with the other? */
static bool
agree(struct nass_str a, struct nass_str b)
{
	return nass_str_starts(a, b) || nass_str_starts(b, a);
}

/*
 * What stands before the damage does not depend on how it was read; of zstd, but
 * for the end of the block that is damaged: a raw one is given as it comes.
 */
START_TEST(in_damaged_pieces)
{
	struct nass_buf plain = NASS_BUF_INIT;
	struct nass_buf packed = NASS_BUF_INIT;
	struct nass_buf whole = NASS_BUF_INIT;
	struct nass_buf part = NASS_BUF_INIT;
	struct nass_err err;
	struct nass_err again;
	enum nass_code code;
	bool is_zstd;
	size_t round;
	size_t n;

	for (round = 0; round < random_rounds(300); round++) {
		is_zstd = round % 2 == 1;
		plain.n = packed.n = 0;
		files_text(&plain, random_below(9000));
		(is_zstd ? compress_zstd : compress_gzip)(
		    &packed, nass_buf_str(&plain));
		for (n = 1 + random_below(3); n > 0; n--)
			packed.p[4 + random_below(packed.n - 4)] =
			    (char)random_next();
		code = read_pieces(
		    nass_buf_str(&packed), (size_t)-1, &whole, &err);
		n = 1 + random_below(round % 3 == 0 ? 1000 : 10);
		LAW(read_pieces(nass_buf_str(&packed), n, &part, &again) ==
		    code);
		LAW(agree(nass_buf_str(&whole), nass_buf_str(&part)));
		LAW(is_zstd || whole.n == part.n);
		LAW(is_zstd || err.at == again.at);
		LAW(strcmp(err.what, again.what) == 0);
	}
	nass_buf_fini(&plain);
	nass_buf_fini(&packed);
	nass_buf_fini(&whole);
	nass_buf_fini(&part);
}
END_TEST

/* A member with reserved flags is none, however it comes; the next is read. */
START_TEST(in_reserved_flags)
{
	static const size_t steps[] = { 1, 2, 3, 4, 5, 7, 100, (size_t)-1 };
	struct nass_buf packed = NASS_BUF_INIT;
	struct nass_buf got = NASS_BUF_INIT;
	struct nass_err err;
	struct nass_in *in;
	size_t second;
	size_t i;

	compress_gzip(&packed, NASS_STR("one"));
	second = packed.n;
	compress_gzip(&packed, NASS_STR("two"));
	compress_gzip(&packed, NASS_STR("three"));
	packed.p[second + 3] |= (char)0x80;
	for (i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		struct pieces p = { .left = nass_buf_str(&packed),
			.step = steps[i] };

		got.n = 0;
		ck_assert(nass_in_make(&pieces_reader, &p, NULL, &in, &err) ==
		    NASS_OK);
		ck_assert(read_all(in, 100, &got, &err) == NASS_EINPUT);
		ck_assert_str_eq(err.what, "gzip data has a damaged header");
		ck_assert(nass_in_resume(in, &err) == NASS_OK);
		ck_assert(read_all(in, 100, &got, &err) == NASS_OK);
		ck_assert(
		    nass_str_eq(nass_buf_str(&got), NASS_STR("onethree")));
		nass_in_close(in);
	}
	nass_buf_fini(&packed);
	nass_buf_fini(&got);
}
END_TEST

START_TEST(in_refused)
{
	struct nass_err err;
	struct nass_in *in;

	ck_assert(nass_in_open(files_dir, &in, &err) == NASS_ESYS);
	ck_assert_int_eq(err.sys, EISDIR);
	ck_assert(nass_in_open(files_path("none"), &in, &err) == NASS_ESYS);
	ck_assert_int_eq(err.sys, ENOENT);
	ck_assert(nass_in_open(files_path("none"), &in, NULL) == NASS_ESYS);
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

START_TEST(in_made)
{
	struct nass_buf text = NASS_BUF_INIT;
	struct nass_buf gz = NASS_BUF_INIT;
	struct nass_buf got = NASS_BUF_INIT;
	struct nass_err err;
	struct nass_in *in;
	struct pieces m = { .step = 7 };
	int i;

	for (i = 0; i < 20000; i++)
		put(&text, NASS_STR("some words\n"));
	compress_gzip(&gz, nass_buf_str(&text));
	for (i = 0; i < 4; i++) {
		m.left = nass_buf_str(i % 2 == 0 ? &text : &gz);
		m.fails = i == 2;
		got.n = 0;
		m.is_closed = false;
		ck_assert(nass_in_make(&pieces_reader, &m, NULL, &in, NULL) ==
		    NASS_OK);
		ck_assert_uint_ge(nass_in_peek(in).n, 60000);
		ck_assert(read_all(in, 999, &got, &err) ==
		    (m.fails ? NASS_EINPUT : NASS_OK));
		ck_assert(!m.fails || err.at == 12345);
		ck_assert(nass_str_eq(nass_buf_str(&got), nass_buf_str(&text)));
		nass_in_close(in);
		ck_assert(m.is_closed);
	}
	m = (struct pieces){ .step = 1, .fails = true };
	ck_assert(
	    nass_in_make(&pieces_reader, &m, NULL, &in, NULL) == NASS_EINPUT);
	ck_assert(m.is_closed);
	nass_buf_fini(&text);
	nass_buf_fini(&gz);
	nass_buf_fini(&got);
}
END_TEST

Suite *
test_in(void)
{
	Suite *s = suite_create("in");
	TCase *c = tcase_create("in");

	tcase_add_checked_fixture(c, files_make, files_remove);
	tcase_set_timeout(c, 60);
	tcase_add_test(c, in_plain);
	tcase_add_test(c, in_compressed);
	tcase_add_test(c, in_damaged);
	tcase_add_test(c, in_damaged_pieces);
	tcase_add_test(c, in_reserved_flags);
	tcase_add_test(c, in_refused);
	tcase_add_test(c, in_stalls);
	tcase_add_test(c, in_made);
	suite_add_tcase(s, c);
	return s;
}
