/* trial.c - see trial.h. */
#include "trial.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "law.h"
#include "random.h"

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

void
trial_text(struct nass_buf *b, size_t n, size_t longest)
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

void
trial_append(const char *path, struct nass_str s)
{
	FILE *f = fopen(path, "ab");

	ck_assert_ptr_nonnull(f);
	ck_assert_uint_eq(fwrite(s.p, 1, s.n, f), s.n);
	fclose(f);
}

void
trial_make(struct trial *t, size_t n, size_t bytes, size_t longest)
{
	size_t i;

	memset(t, 0, sizeof(*t));
	pthread_mutex_init(&t->lock, NULL);
	t->fail_map = t->fail_emit = t->fail_next = UINT64_MAX;
	t->resize = -1;
	t->n = n;
	for (i = 0; i < n; i++) {
		trial_text(&t->text[i],
		    i % 4 == 3 || bytes == 0 ? 0 : (size_t)random_below(bytes),
		    longest);
		strcpy(t->path[i], "/tmp/nass-run-XXXXXX");
		close(mkstemp(t->path[i]));
		trial_append(t->path[i], nass_buf_str(&t->text[i]));
	}
}

void
trial_free(struct trial *t)
{
	size_t i;

	for (i = 0; i < t->n; i++) {
		unlink(t->path[i]);
		nass_buf_fini(&t->text[i]);
	}
	nass_buf_fini(&t->out);
	nass_buf_fini(&t->skipped);
}

enum nass_code
trial_run(struct trial *t, unsigned jobs, size_t piece, size_t max_line,
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

void
trial_check_all_out(const struct trial *t)
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
