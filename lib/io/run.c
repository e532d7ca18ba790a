/*
 * run.c - the ordered pool: pieces are mapped by whoever is free, and emitted in
 * the order in which they were cut.
 *
 *	             slot 0   slot 1   slot 2   slot 3
 *	reading ──>  free     cut      busy     done  ──> emitting
 *	             ^ cut    ^ taken           ^ emitted, all mod nslot
 *
 * A slot holds one piece, or a few that are small and whole inputs, so that a
 * million small files do not cost two million wake-ups.
 *
 * One thread at a time reads.  What it has cut it maps itself, unless another
 * waits for work: then it reads on, since to hand over the reading costs a
 * wake-up in which nobody would decompress.
 *
 * Two locks, neither of which is held while a piece is mapped:
 *
 *	calling		a callback other than map runs
 *	ring		the states of slots; held for a few instructions
 *
 * They are taken in this order.  Reading does not hold `calling`, so that what
 * is done goes out while a pipe keeps us waiting.
 */
#include <stdlib.h>
#include <string.h>

#include "io/cut.h"

enum state {
	FREE, /* or being filled */
	CUT,
	BUSY,
	DONE
};

enum {
	PARTS = 8
};

struct part {
	enum nass_code code; /* what map returned */
	struct nass_err err;
	struct nass_buf bytes;
	struct nass_piece piece;
};

struct slot {
	enum state state;
	size_t n;
	struct part part[PARTS];
};

struct pool {
	const struct nass_run *run;
	pthread_mutex_t calling;
	pthread_mutex_t ring;
	pthread_cond_t has_changed;

	struct io__cutter cutter; /* who reads, as the next two */
	enum nass_code end_code;  /* why no more pieces are cut */
	struct nass_err end_err;

	struct slot *slot; /* ring, as what follows */
	size_t nslot;
	size_t nidle; /* threads that wait for work */
	uint64_t cut; /* slots so far, as the next two */
	uint64_t taken;
	uint64_t emitted;
	bool is_reading;
	bool is_ended; /* no more pieces */
	bool is_emitting;
	bool is_stopped;
	enum nass_code code; /* of the first piece that failed */
	struct nass_err err;
};

struct worker {
	struct pool *pool;
	unsigned thread;
	pthread_t id;
};

/* Results of usual size keep their memory for the next piece of the part. */
static void
clear_result(const struct pool *p, struct nass_piece *piece)
{
	if (piece->out.cap > 16 * p->run->piece)
		nass_buf_fini(&piece->out);
	piece->out.n = 0;
	piece->result = NULL;
}

/* Cut a piece, and more while they are small. */
static void
fill(struct pool *p, struct slot *s)
{
	size_t size = 0;
	struct part *part;

	s->n = 0;
	do {
		part = &s->part[s->n];
		clear_result(p, &part->piece);
		p->end_code = io__cut(
		    &p->cutter, &part->bytes, &part->piece, &p->end_err);
		if (p->end_code != NASS_OK)
			return;
		size += part->bytes.n;
		s->n++;
	} while (s->n < PARTS && p->run->jobs > 1 && part->piece.is_first &&
	    part->piece.is_last && size < p->run->piece / 4);
}

/*
 * With `ring` held, which is let go of meanwhile.  What waits to be mapped goes
 * to a thread that waits, for reading may take as long as a pipe likes.
 */
static void
read_slot(struct pool *p, struct slot *s)
{
	p->is_reading = true;
	if (p->cut > p->taken)
		pthread_cond_signal(&p->has_changed);
	pthread_mutex_unlock(&p->ring);
	fill(p, s);
	pthread_mutex_lock(&p->ring);
	p->is_reading = false;
	if (s->n > 0) {
		s->state = CUT;
		p->cut++;
	}
	if (p->end_code != NASS_OK) {
		p->is_ended = true;
		pthread_cond_broadcast(&p->has_changed);
	}
}

/* The next slot to map, filled by this thread or another; NULL: all is over. */
static struct slot *
take(struct pool *p)
{
	struct slot *s = NULL;
	struct slot *next;
	uint64_t nwaiting;
	bool may_read;

	pthread_mutex_lock(&p->ring);
	while (!p->is_stopped) {
		next = &p->slot[p->cut % p->nslot];
		may_read =
		    !p->is_ended && !p->is_reading && next->state == FREE;
		nwaiting = p->cut - p->taken;
		if (nwaiting > 0 && (nwaiting > p->nidle || !may_read)) {
			s = &p->slot[p->taken++ % p->nslot];
			s->state = BUSY;
			break;
		}
		if (may_read) {
			read_slot(p, next);
			continue;
		}
		if (p->is_ended)
			break;
		p->nidle++;
		pthread_cond_wait(&p->has_changed, &p->ring);
		p->nidle--;
	}
	pthread_mutex_unlock(&p->ring);
	return s;
}

static enum nass_code
emit(struct pool *p, struct part *part)
{
	enum nass_code code = part->code;

	if (code != NASS_OK)
		return code;
	pthread_mutex_lock(&p->calling);
	code = p->run->emit(p->run->arg, &part->piece, &part->err);
	pthread_mutex_unlock(&p->calling);
	part->piece.result = NULL;
	return code;
}

/* Emit all that a slot holds; the first failure goes to *err. */
static enum nass_code
emit_slot(struct pool *p, struct slot *s, struct nass_err *err)
{
	enum nass_code code;
	size_t i;

	for (i = 0; i < s->n; i++) {
		code = emit(p, &s->part[i]);
		if (code != NASS_OK) {
			*err = s->part[i].err;
			return code;
		}
	}
	return NASS_OK;
}

/*
 * The slot is mapped.  Unless somebody is at it, emit what is due: this piece
 * and those behind it that were done earlier, or nothing yet.
 */
static void
deliver(struct pool *p, struct slot *s)
{
	struct nass_err err;
	enum nass_code code;

	pthread_mutex_lock(&p->ring);
	s->state = DONE;
	if (p->is_emitting) {
		pthread_mutex_unlock(&p->ring);
		return;
	}
	p->is_emitting = true;
	for (;;) {
		s = &p->slot[p->emitted % p->nslot];
		if (p->is_stopped || s->state != DONE)
			break;
		pthread_mutex_unlock(&p->ring);
		code = emit_slot(p, s, &err);
		pthread_mutex_lock(&p->ring);
		if (code != NASS_OK) {
			p->code = code;
			p->err = err;
			p->is_stopped = true;
			pthread_cond_broadcast(&p->has_changed);
		} else {
			s->state = FREE;
			p->emitted++;
			if (p->nidle > 0)
				pthread_cond_signal(&p->has_changed);
		}
	}
	p->is_emitting = false;
	pthread_mutex_unlock(&p->ring);
}

static void *
work(void *arg)
{
	struct worker *w = arg;
	struct pool *p = w->pool;
	enum nass_code code;
	struct slot *s;
	struct part *part;
	size_t i;

	while ((s = take(p)) != NULL) {
		/* What stands behind a failure is never emitted. */
		code = NASS_OK;
		for (i = 0; i < s->n && code == NASS_OK; i++) {
			part = &s->part[i];
			code = p->run->map(
			    p->run->arg, w->thread, &part->piece, &part->err);
			part->code = code;
		}
		deliver(p, s);
	}
	return NULL;
}

/* This thread is worker 0; the system may refuse to start others. */
static void
work_together(struct worker *worker, unsigned jobs)
{
	unsigned n;
	unsigned i;

	for (n = 1; n < jobs; n++)
		if (pthread_create(&worker[n].id, NULL, work, &worker[n]) != 0)
			break;
	work(&worker[0]);
	for (i = 1; i < n; i++)
		pthread_join(worker[i].id, NULL);
}

static void
slot_fini(const struct pool *p, struct slot *s)
{
	struct part *part;
	size_t i;

	for (i = 0; i < PARTS; i++) {
		part = &s->part[i];
		if (part->piece.result != NULL && p->run->drop != NULL)
			p->run->drop(p->run->arg, &part->piece);
		nass_buf_fini(&part->bytes);
		nass_buf_fini(&part->piece.out);
	}
}

static void
pool_fini(struct pool *p)
{
	size_t i;

	for (i = 0; p->slot != NULL && i < p->nslot; i++)
		slot_fini(p, &p->slot[i]);
	free(p->slot);
	io__cutter_fini(&p->cutter);
}

/* The first failure in input order: a piece's, then that of reading on. */
static enum nass_code
result(const struct pool *p, struct nass_err *err)
{
	const struct nass_err *why = &p->err;
	enum nass_code code = p->code;

	if (code == NASS_OK && p->end_code != NASS_END) {
		code = p->end_code;
		why = &p->end_err;
	}
	if (code != NASS_OK && err != NULL)
		*err = *why;
	return code;
}

enum nass_code
nass_run(const struct nass_run *run, struct nass_err *err)
{
	unsigned jobs = run->jobs == 0 ? 1 : run->jobs;
	struct pool p = {
		.run = run,
		.calling = PTHREAD_MUTEX_INITIALIZER,
		.ring = PTHREAD_MUTEX_INITIALIZER,
		.has_changed = PTHREAD_COND_INITIALIZER,
		.nslot = jobs == 1 ? 1 : 2 * (size_t)jobs,
	};
	struct worker *worker = calloc(jobs, sizeof(*worker));
	enum nass_code code;
	unsigned i;

	p.cutter = (struct io__cutter){ .run = run, .calling = &p.calling };
	p.slot = calloc(p.nslot, sizeof(*p.slot));
	if (worker == NULL || p.slot == NULL) {
		code = nass_fail_nomem(err);
	} else {
		for (i = 0; i < jobs; i++)
			worker[i] = (struct worker){ .pool = &p, .thread = i };
		work_together(worker, jobs);
		code = result(&p, err);
	}
	pool_fini(&p);
	free(worker);
	return code;
}

/* Two halves ---------------------------------------------------------------- */

struct half {
	enum nass_code (*half)(
	    void *arg, unsigned number, struct nass_err *err);
	void *arg;
	enum nass_code code;
	struct nass_err err;
};

static void *
second_half(void *arg)
{
	struct half *h = arg;

	h->code = h->half(h->arg, 1, &h->err);
	return NULL;
}

enum nass_code
nass_run_both(
    enum nass_code (*half)(void *arg, unsigned number, struct nass_err *err),
    void *arg, bool is_shared, struct nass_err *err)
{
	struct half second = { .half = half, .arg = arg };
	enum nass_code code;
	pthread_t id;

	if (is_shared && pthread_create(&id, NULL, second_half, &second) != 0)
		is_shared = false;
	code = half(arg, 0, err);
	if (is_shared)
		pthread_join(id, NULL);
	else
		(void)second_half(&second);
	if (code != NASS_OK)
		return code;
	if (second.code != NASS_OK && err != NULL)
		*err = second.err;
	return second.code;
}
