/*
 * pool.h - private to lib/io: pieces are mapped by whoever is free, and emitted in
 * the order in which they were cut.
 *
 *	             slot 0   slot 1   slot 2   slot 3   slot 4
 *	reading ──>  free     ahead    cut      busy     done  ──> emitting
 *	             ^ begun  ^ cut    ^ taken           ^ emitted, all mod nslot
 *
 * A slot holds one piece, or a few that are small and whole inputs, so that a
 * million small files do not cost two million wake-ups.
 *
 * One thread at a time cuts.  What it has cut it maps itself, unless another
 * waits for work: then it reads on, since to hand over the reading costs a
 * wake-up in which nobody would decompress.  Of a plain file each thread reads
 * ahead what it will cut (ahead.c), and waits for its turn; then next to nothing
 * is left to be done by one thread at a time.
 *
 * Two locks, neither of which is held while a piece is mapped:
 *
 *	calling		a callback other than map runs
 *	ring		the states of slots; held for a few instructions
 *
 * They are taken in this order.  Reading does not hold `calling`, so that what
 * is done goes out while a pipe keeps us waiting.
 */
#ifndef NASS_IO_POOL_H
#define NASS_IO_POOL_H

#include "io/cut.h"

enum io__state {
	IO__FREE, /* or being filled */
	IO__CUT,
	IO__BUSY,
	IO__DONE
};

enum {
	IO__PARTS = 8
};

struct io__part {
	enum nass_code code; /* what map returned */
	struct nass_err err;
	struct nass_buf bytes;
	struct nass_piece piece;
};

struct io__slot {
	enum io__state state;
	size_t n;
	struct io__part part[IO__PARTS];
};

struct io__pool {
	const struct nass_run *run;
	pthread_mutex_t calling;
	pthread_mutex_t ring;
	pthread_cond_t has_changed;
	pthread_cond_t has_turned; /* another may cut */

	struct io__cutter cutter; /* who cuts, as the next two */
	enum nass_code end_code;  /* why no more pieces are cut */
	struct nass_err end_err;

	struct io__slot *slot; /* ring, as what follows */
	size_t nslot;
	struct io__ahead ahead; /* what nobody reads yet */
	size_t nahead;          /* threads that read ahead at the moment */
	size_t nidle;           /* threads that wait for work */
	uint64_t begun;         /* slots so far, as the next three */
	uint64_t cut;
	uint64_t taken;
	uint64_t emitted;
	bool is_cutting;
	bool is_ended; /* no more pieces */
	bool is_emitting;
	bool is_stopped;
	enum nass_code code; /* of the first piece that failed */
	struct nass_err err;
};

/* The next slot to map, filled by this thread or another; NULL: all is over. */
struct io__slot *io__take(struct io__pool *p);

#endif
