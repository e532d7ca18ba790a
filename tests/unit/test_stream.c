/*
 * test_stream.c - what comes through a pipe goes out before more comes in.
 */
#include <check.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#include "io/io.h"

Suite *test_stream(void);

/* A pipe whose writer waits for each line to come out before the next. */
struct dialogue {
	int fd[2];
	char path[40];
	bool is_open;
	int nline;
	pthread_mutex_t lock;
	pthread_cond_t is_out;
	int nout;
};

static void *
talk(void *arg)
{
	struct dialogue *d = arg;
	const char *line = "a line\n";
	int i;

	for (i = 0; i < d->nline; i++) {
		for (const char *p = line; *p != '\0'; p++)
			ck_assert(write(d->fd[1], p, 1) == 1);
		pthread_mutex_lock(&d->lock);
		while (d->nout <= i)
			pthread_cond_wait(&d->is_out, &d->lock);
		pthread_mutex_unlock(&d->lock);
	}
	close(d->fd[1]);
	return NULL;
}

static enum nass_code
next_talk(void *arg, struct nass_in **in, void **source, bool *is_whole,
    struct nass_err *err)
{
	struct dialogue *d = arg;

	(void)source;
	(void)is_whole;
	if (!d->is_open)
		return NASS_END;
	d->is_open = false;
	return nass_in_open(d->path, in, err);
}

static enum nass_code
map_talk(
    void *arg, unsigned thread, struct nass_piece *piece, struct nass_err *err)
{
	(void)arg;
	(void)thread;
	return nass_buf_put(&piece->out, piece->bytes, err);
}

static enum nass_code
emit_talk(void *arg, struct nass_piece *piece, struct nass_err *err)
{
	struct dialogue *d = arg;

	(void)err;
	ck_assert(piece->is_waiting || piece->bytes.n == 0);
	pthread_mutex_lock(&d->lock);
	d->nout += piece->bytes.n > 0;
	pthread_cond_signal(&d->is_out);
	pthread_mutex_unlock(&d->lock);
	return NASS_OK;
}

START_TEST(stream_answers_at_once)
{
	struct dialogue d = { .nline = 50,
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.is_out = PTHREAD_COND_INITIALIZER };
	struct nass_run r = { &d, 1, 1 << 18, 1 << 20, next_talk, NULL, NULL,
		NULL, map_talk, emit_talk, NULL };
	pthread_t id;

	for (r.jobs = 1; r.jobs <= 4; r.jobs++) {
		d.is_open = true;
		d.nout = 0;
		ck_assert_int_eq(pipe(d.fd), 0);
		snprintf(d.path, sizeof(d.path), "/dev/fd/%d", d.fd[0]);
		ck_assert_int_eq(pthread_create(&id, NULL, talk, &d), 0);
		ck_assert(nass_run(&r, NULL) == NASS_OK);
		pthread_join(id, NULL);
		close(d.fd[0]);
		ck_assert_int_eq(d.nout, d.nline);
	}
}
END_TEST

Suite *
test_stream(void)
{
	Suite *s = suite_create("stream");
	TCase *c = tcase_create("stream");

	tcase_set_timeout(c, 60);
	tcase_add_test(c, stream_answers_at_once);
	suite_add_tcase(s, c);
	return s;
}
