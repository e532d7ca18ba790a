/*
 * run.c - the ordered pool: pieces are mapped by whoever is free (take.c), and
 * emitted in the order in which they were cut; see pool.h.
 */
#include <stdlib.h>

#include "io/pool.h"

struct worker {
	struct io__pool *pool;
	unsigned thread;
	pthread_t id;
};

static enum nass_code
emit(struct io__pool *p, struct io__part *part)
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
emit_slot(struct io__pool *p, struct io__slot *s, struct nass_err *err)
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
deliver(struct io__pool *p, struct io__slot *s)
{
	struct nass_err err;
	enum nass_code code;

	pthread_mutex_lock(&p->ring);
	s->state = IO__DONE;
	if (p->is_emitting) {
		pthread_mutex_unlock(&p->ring);
		return;
	}
	p->is_emitting = true;
	for (;;) {
		s = &p->slot[p->emitted % p->nslot];
		if (p->is_stopped || s->state != IO__DONE)
			break;
		pthread_mutex_unlock(&p->ring);
		code = emit_slot(p, s, &err);
		pthread_mutex_lock(&p->ring);
		if (code != NASS_OK) {
			p->code = code;
			p->err = err;
			p->is_stopped = true;
			pthread_cond_broadcast(&p->has_changed);
			pthread_cond_broadcast(&p->has_turned);
		} else {
			s->state = IO__FREE;
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
	struct io__pool *p = w->pool;
	enum nass_code code;
	struct io__slot *s;
	struct io__part *part;
	size_t i;

	while ((s = io__take(p)) != NULL) {
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
slot_fini(const struct io__pool *p, struct io__slot *s)
{
	struct io__part *part;
	size_t i;

	for (i = 0; i < IO__PARTS; i++) {
		part = &s->part[i];
		if (part->piece.result != NULL && p->run->drop != NULL)
			p->run->drop(p->run->arg, &part->piece);
		nass_buf_fini(&part->bytes);
		nass_buf_fini(&part->piece.out);
	}
}

static void
pool_fini(struct io__pool *p)
{
	size_t i;

	for (i = 0; p->slot != NULL && i < p->nslot; i++)
		slot_fini(p, &p->slot[i]);
	free(p->slot);
	io__cutter_fini(&p->cutter);
}

/* The first failure in input order: a piece's, then that of reading on. */
static enum nass_code
result(const struct io__pool *p, struct nass_err *err)
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
	struct io__pool p = {
		.run = run,
		.calling = PTHREAD_MUTEX_INITIALIZER,
		.ring = PTHREAD_MUTEX_INITIALIZER,
		.has_changed = PTHREAD_COND_INITIALIZER,
		.has_turned = PTHREAD_COND_INITIALIZER,
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
