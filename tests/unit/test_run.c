/*
 * test_run.c - the ordered pool: what comes out is what went in, whatever the
 * number of threads, the size of pieces, and the way the input arrives.
 */
#include <check.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "io/io.h"
#include "law.h"
#include "random.h"

Suite *test_run(void);

enum {
	INPUTS = 12
};

/* A run over INPUTS texts, and what its callbacks saw. */
struct trial {
	struct nass_buf text[INPUTS];
	char path[INPUTS][64];
	size_t n;
	size_t at; /* of next */
	size_t ndone;
	bool is_whole;
	off_t
	    resize; /* -1, or the length that the file gets while it is read */
	uint64_t fail_map; /* sequence at which map fails; UINT64_MAX: never */
	uint64_t fail_emit;
	uint64_t fail_next;
	struct nass_buf out;
	uint64_t sequence; /* of the next piece to be emitted */
	uint64_t file;
	uint64_t offset; /* of the next piece in its input */
	uint64_t line;
	bool is_ended;
	uint64_t bad_line[100];
	uint64_t bad_at[100];
	size_t nbad;
	struct nass_buf skipped;
	int results;          /* made and not freed */
	pthread_mutex_t lock; /* of results */
};

static enum nass_code
next(void *arg, struct nass_in **in, void **source, bool *is_whole,
    struct nass_err *err)
{
	struct trial *t = arg;

	if (t->at == t->fail_next)
		return nass_fail(err, NASS_EUSAGE, 0, "next");
	if (t->at == t->n)
		return NASS_END;
	*is_whole = t->is_whole;
	*source = &t->text[t->at];
	return nass_in_open(t->path[t->at++], in, err);
}

static enum nass_code
done(void *arg, const struct nass_in *in, void *source,
    const struct nass_err *failed, struct nass_err *err)
{
	struct trial *t = arg;

	(void)err;
	ck_assert_ptr_eq(source, &t->text[t->ndone]);
	ck_assert_ptr_null(failed);
	if (t->resize < 0)
		ck_assert_uint_eq(nass_in_raw(in), t->text[t->ndone].n);
	t->ndone++;
	return NASS_OK;
}

static enum nass_code
bad(void *arg, void *source, uint64_t line, uint64_t at, struct nass_err *err)
{
	struct trial *t = arg;

	(void)source;
	(void)err;
	ck_assert_uint_lt(t->nbad, 100);
	t->bad_line[t->nbad] = line;
	t->bad_at[t->nbad++] = at;
	return NASS_OK;
}

static enum nass_code
map(void *arg, unsigned thread, struct nass_piece *piece, struct nass_err *err)
{
	struct timespec pause = { 0, (long)(piece->sequence * 7 % 50) * 1000 };
	struct trial *t = arg;

	LAW(thread < 16);
	LAW(piece->out.n == 0);
	LAW(piece->result == NULL);
	if (piece->sequence % 3 == 1)
		nanosleep(&pause, NULL);
	pthread_mutex_lock(&t->lock);
	t->results++;
	pthread_mutex_unlock(&t->lock);
	piece->result = malloc(1);
	if (piece->sequence == t->fail_map)
		return nass_fail(err, NASS_EUSAGE, piece->sequence, "map");
	return nass_buf_put(&piece->out, piece->bytes, err);
}

static void
drop(void *arg, struct nass_piece *piece)
{
	struct trial *t = arg;

	pthread_mutex_lock(&t->lock);
	t->results--;
	pthread_mutex_unlock(&t->lock);
	free(piece->result);
}

static uint64_t
count_lines(struct nass_str s)
{
	uint64_t n = 0;
	size_t i;

	for (i = 0; i < s.n; i++)
		n += s.p[i] == '\n';
	return n;
}

static enum nass_code
bad_bytes(void *arg, void *source, struct nass_str bytes, struct nass_err *err)
{
	struct trial *t = arg;

	(void)source;
	return nass_buf_put(&t->skipped, bytes, err);
}

/* Every promise of struct nass_piece, for inputs without bad lines. */
static void
check_piece(struct trial *t, const struct nass_piece *piece)
{
	const struct nass_buf *text = piece->source;

	LAW(piece->sequence == t->sequence++);
	if (piece->is_first) {
		LAW(t->is_ended);
		t->offset = 0;
		t->line = 1;
	}
	LAW(piece->is_first == t->is_ended);
	LAW(text == &t->text[t->file]);
	t->is_ended = piece->is_last;
	t->file += piece->is_last;
	if (t->nbad > 0)
		return;
	LAW(piece->at == t->offset);
	LAW(piece->line == t->line);
	LAW(t->offset + piece->bytes.n <= text->n);
	LAW(memcmp(piece->bytes.p, text->p + t->offset, piece->bytes.n) == 0);
	t->offset += piece->bytes.n;
	t->line += count_lines(piece->bytes);
	if (piece->is_last)
		LAW(t->resize >= 0 || t->offset == text->n);
	else
		LAW(piece->bytes.p[piece->bytes.n - 1] == '\n');
}

static enum nass_code
emit(void *arg, struct nass_piece *piece, struct nass_err *err)
{
	struct trial *t = arg;
	enum nass_code code;

	drop(t, piece);
	if (piece->sequence == t->fail_emit)
		return nass_fail(err, NASS_ELIMIT, piece->sequence, "emit");
	check_piece(t, piece);
	if (t->resize >= 0 && piece->sequence == 1)
		LAW(truncate(t->path[0], t->resize) == 0);
	code = nass_buf_put(&t->out, nass_buf_str(&piece->out), err);
	if (piece->sequence % 5 == 0)
		nass_buf_fini(&piece->out);
	return code;
}

/* Lines of up to `longest` bytes, some of them empty. */
static void
make_text(struct nass_buf *b, size_t n, size_t longest)
{
	size_t i;

	b->n = 0;
	ck_assert(nass_buf_grow(b, n + 1, NULL) == NASS_OK);
	while (b->n < n) {
		for (i = random_below(longest + 1); i > 0 && b->n < n; i--)
			b->p[b->n++] = (char)('a' + random_below(26));
		b->p[b->n++] = '\n';
	}
	if (b->n > 0 && random_below(2) == 0)
		b->n--;
}

static void
append(const char *path, struct nass_str s)
{
	FILE *f = fopen(path, "ab");

	ck_assert_ptr_nonnull(f);
	ck_assert_uint_eq(fwrite(s.p, 1, s.n, f), s.n);
	fclose(f);
}

static void
make_trial(struct trial *t, size_t n, size_t bytes, size_t longest)
{
	size_t i;

	memset(t, 0, sizeof(*t));
	pthread_mutex_init(&t->lock, NULL);
	t->fail_map = t->fail_emit = t->fail_next = UINT64_MAX;
	t->resize = -1;
	t->n = n;
	for (i = 0; i < n; i++) {
		make_text(&t->text[i],
		    i % 4 == 3 || bytes == 0 ? 0 : (size_t)random_below(bytes),
		    longest);
		strcpy(t->path[i], "/tmp/nass-run-XXXXXX");
		close(mkstemp(t->path[i]));
		append(t->path[i], nass_buf_str(&t->text[i]));
	}
}

static void
free_trial(struct trial *t)
{
	size_t i;

	for (i = 0; i < t->n; i++) {
		unlink(t->path[i]);
		nass_buf_fini(&t->text[i]);
	}
	nass_buf_fini(&t->out);
	nass_buf_fini(&t->skipped);
}

static enum nass_code
run(struct trial *t, unsigned jobs, size_t piece, size_t max_line,
    struct nass_err *err)
{
	struct nass_run r = { t, jobs, piece, max_line, next, done, bad,
		bad_bytes, map, emit, drop };
	enum nass_code code;

	t->at = t->ndone = t->nbad = 0;
	t->out.n = t->skipped.n = 0;
	t->sequence = t->file = 0;
	t->is_ended = true;
	code = nass_run(&r, err);
	ck_assert_int_eq(t->results, 0);
	return code;
}

static void
check_all_out(const struct trial *t)
{
	size_t at = 0;
	size_t i;

	for (i = 0; i < t->n; i++) {
		ck_assert(at + t->text[i].n <= t->out.n);
		ck_assert(t->text[i].n == 0 ||
		    memcmp(t->out.p + at, t->text[i].p, t->text[i].n) == 0);
		at += t->text[i].n;
	}
	ck_assert_uint_eq(at, t->out.n);
}

START_TEST(run_order)
{
	struct trial t;
	struct nass_err err;
	unsigned jobs;
	size_t round;
	size_t piece;

	for (round = 0; round < random_rounds(4); round++) {
		make_trial(&t, INPUTS, 3000, 1 + random_below(100));
		for (jobs = 1; jobs <= 16; jobs++) {
			piece = 1 + random_below(jobs % 2 == 0 ? 20 : 800);
			t.is_whole = random_below(4) == 0;
			ck_assert_int_eq(
			    run(&t, jobs, piece, 1 << 20, &err), NASS_OK);
			check_all_out(&t);
			ck_assert(t.ndone == t.n && t.file == t.n);
		}
		free_trial(&t);
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
		make_trial(&t, 3, 600000, longest[round % 4]);
		for (jobs = 1; jobs <= 4; jobs++) {
			piece = 1000 + random_below(40000);
			ck_assert_int_eq(
			    run(&t, jobs, piece, 1 << 20, &err), NASS_OK);
			check_all_out(&t);
		}
		free_trial(&t);
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
		make_trial(&t, 1, 0, 1);
		make_text(&t.text[0], 400000, 300);
		n = t.text[0].n;
		ck_assert(nass_buf_grow(&t.text[0], 400000, NULL) == NASS_OK);
		memset(t.text[0].p + n, 0, 400000);
		t.text[0].n += 400000;
		ck_assert_int_eq(truncate(t.path[0], 0), 0);
		append(t.path[0], nass_str_sub(nass_buf_str(&t.text[0]), 0, n));
		t.resize = (off_t)random_below(800000);
		ck_assert(run(&t, 1 + (unsigned)round % 4, 1000 + 4000 * round,
			      1 << 20, NULL) == NASS_OK);
		least = (size_t)t.resize < n ? (size_t)t.resize : n;
		ck_assert_uint_ge(t.out.n, least);
		ck_assert(t.out.n <= t.text[0].n &&
		    memcmp(t.out.p, t.text[0].p, t.out.n) == 0);
		free_trial(&t);
	}
}
END_TEST

START_TEST(run_of_nothing)
{
	struct trial t;

	make_trial(&t, 0, 1, 1);
	ck_assert(run(&t, 1, 100, 100, NULL) == NASS_OK);
	ck_assert(run(&t, 5, 100, 100, NULL) == NASS_OK);
	ck_assert_uint_eq(t.sequence, 0);
	free_trial(&t);
}
END_TEST

/* The first failure in input order ends the run; all before it is there. */
START_TEST(run_failures)
{
	struct trial t;
	struct nass_err err;
	unsigned jobs;
	uint64_t at;

	make_trial(&t, INPUTS, 5000, 30);
	for (jobs = 1; jobs <= 16; jobs++) {
		at = random_below(100);
		t.fail_map = at;
		t.fail_emit = at + 1 + random_below(2);
		ck_assert(run(&t, jobs, 64, 4096, &err) == NASS_EUSAGE);
		ck_assert_uint_eq(err.at, at);
		ck_assert_uint_eq(t.sequence, at);
		t.fail_emit = at = random_below(100);
		t.fail_map = at + 1 + random_below(2);
		ck_assert(run(&t, jobs, 64, 4096, &err) == NASS_ELIMIT);
		ck_assert_uint_eq(err.at, at);
		ck_assert_uint_eq(t.sequence, at);
		t.fail_emit = t.fail_map = UINT64_MAX;
		t.fail_next = random_below(INPUTS);
		ck_assert(run(&t, jobs, 64, 4096, NULL) == NASS_EUSAGE);
		ck_assert_uint_eq(t.file, t.fail_next);
		t.fail_next = UINT64_MAX;
	}
	free_trial(&t);
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

	make_trial(&t, 1, 0, 1);
	ck_assert(nass_buf_put(&t.text[0], text, NULL) == NASS_OK);
	append(t.path[0], text);
	for (jobs = 1; jobs <= 3; jobs++)
		for (piece = 1; piece < 50; piece++) {
			ck_assert(run(&t, jobs, piece, 6, NULL) == NASS_OK);
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
	ck_assert(run(&t, 2, 10, text.n, NULL) == NASS_OK);
	check_all_out(&t);
	ck_assert(run(&t, 2, 10, text.n - 1, NULL) == NASS_OK);
	ck_assert_uint_eq(t.nbad, 1);
	ck_assert_uint_eq(t.sequence, 1); /* an empty one, is_skipped */
	ck_assert_uint_eq(t.out.n, 0);
	ck_assert(nass_str_eq(nass_buf_str(&t.skipped), text));
	free_trial(&t);
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
