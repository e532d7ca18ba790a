/*
 * take.c - how a thread of the pool comes by work: it maps what another has cut,
 * or reads and cuts on.
 */
#include "io/pool.h"

/* Results of usual size keep their memory for the next piece of the part. */
static void
clear_result(const struct io__pool *p, struct nass_piece *piece)
{
	if (piece->out.cap > 16 * p->run->piece)
		nass_buf_fini(&piece->out);
	piece->out.n = 0;
	piece->result = NULL;
}

/* Cut a piece, and more while they are small. */
static void
fill(struct io__pool *p, struct io__slot *s, const struct io__ahead *ahead)
{
	size_t size = 0;
	struct io__part *part;

	s->n = 0;
	do {
		part = &s->part[s->n];
		clear_result(p, &part->piece);
		p->end_code = io__cut(
		    &p->cutter, ahead, &part->bytes, &part->piece, &p->end_err);
		if (p->end_code != NASS_OK)
			return;
		size += part->piece.bytes.n;
		s->n++;
	} while (s->n < IO__PARTS && p->run->jobs > 1 && part->piece.is_first &&
	    part->piece.is_last && size < p->run->piece / 4);
}

/* With `ring` held, which is let go of meanwhile. */
static void
read_ahead(struct io__pool *p, struct nass_buf *bytes, struct io__ahead *ahead)
{
	io__ahead_take(&p->ahead, p->run->piece, ahead);
	if (ahead->n == 0)
		return;
	p->nahead++;
	pthread_mutex_unlock(&p->ring);
	io__ahead_read(ahead, bytes);
	pthread_mutex_lock(&p->ring);
	if (--p->nahead == 0)
		pthread_cond_broadcast(&p->has_turned);
}

/*
 * Who cannot use what was read ahead waits for those who read: the file may
 * have ended, and then it is closed.
 */
static bool
is_turn(const struct io__pool *p, uint64_t turn, const struct io__ahead *ahead)
{
	if (p->is_ended || p->is_stopped)
		return true;
	return p->cut == turn && !p->is_cutting &&
	    (p->nahead == 0 || io__ahead_is_next(ahead, &p->cutter));
}

/* It is our turn. */
static void
cut_slot(struct io__pool *p, struct io__slot *s, const struct io__ahead *ahead)
{
	bool is_next = io__ahead_is_next(ahead, &p->cutter);

	if (!is_next)
		p->ahead.n = 0;
	p->is_cutting = true;
	pthread_mutex_unlock(&p->ring);
	fill(p, s, is_next ? ahead : NULL);
	pthread_mutex_lock(&p->ring);
	p->is_cutting = false;
	if (s->n > 0) {
		s->state = IO__CUT;
		p->cut++;
	}
	if (p->end_code != NASS_OK) {
		p->is_ended = true;
		pthread_cond_broadcast(&p->has_changed);
	} else if (p->cut == p->begun) {
		io__ahead_open(&p->cutter, &p->ahead);
	}
}

/*
 * With `ring` held, which is let go of meanwhile.  What waits to be mapped goes
 * to a thread that waits, for reading may take as long as a pipe likes.
 */
static void
read_slot(struct io__pool *p, struct io__slot *s)
{
	uint64_t turn = p->begun++;
	struct io__ahead ahead;

	if (p->cut > p->taken)
		pthread_cond_signal(&p->has_changed);
	read_ahead(p, &s->part[0].bytes, &ahead);
	while (!is_turn(p, turn, &ahead))
		pthread_cond_wait(&p->has_turned, &p->ring);
	if (!p->is_ended && !p->is_stopped)
		cut_slot(p, s, &ahead);
	pthread_cond_broadcast(&p->has_turned);
}

/* May a thread fill the next slot, or begin to? */
static bool
may_read(const struct io__pool *p)
{
	if (p->is_ended || p->slot[p->begun % p->nslot].state != IO__FREE)
		return false;
	return p->ahead.n > 0 || p->begun == p->cut;
}

struct io__slot *
io__take(struct io__pool *p)
{
	struct io__slot *s = NULL;
	uint64_t nwaiting;
	bool may;

	pthread_mutex_lock(&p->ring);
	while (!p->is_stopped) {
		may = may_read(p);
		nwaiting = p->cut - p->taken;
		if (nwaiting > 0 && (nwaiting > p->nidle || !may)) {
			s = &p->slot[p->taken++ % p->nslot];
			s->state = IO__BUSY;
			break;
		}
		if (may) {
			read_slot(p, &p->slot[p->begun % p->nslot]);
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
