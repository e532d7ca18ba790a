/*
 * arena.c - memory of one document.
 *
 *	head ──> [ used |  free ] ──> [ full ] ──> [ full ]
 *
 * Only the first block is handed out from.  Blocks double, so that a document
 * of any size takes few of them; reset keeps the largest, so that the next
 * document of that size takes none.
 */
#include <stdlib.h>
#include <string.h>

#include <nass/base.h>

struct nass_arena_block {
	struct nass_arena_block *next;
	size_t cap;
	size_t used;
	max_align_t data[];
};

/* Small enough for a process that holds many, with room for the header. */
#define FIRST_BLOCK (16384 - 64)
#define ALIGN       sizeof(max_align_t)

static bool
add_block(struct nass_arena *a, size_t n)
{
	size_t cap = a->head == NULL ? FIRST_BLOCK : 2 * a->head->cap;
	struct nass_arena_block *b;

	if (cap < n)
		cap = n;
	b = malloc(sizeof(*b) + cap);
	if (b == NULL)
		return false;
	b->next = a->head;
	b->cap = cap;
	b->used = 0;
	a->head = b;
	return true;
}

void *
nass_arena_get(struct nass_arena *a, size_t n)
{
	void *p;

	if (n > SIZE_MAX / 4)
		return NULL;
	n = (n + ALIGN - 1) / ALIGN * ALIGN;
	if (a->head == NULL || n > a->head->cap - a->head->used)
		if (!add_block(a, n))
			return NULL;
	p = (char *)a->head->data + a->head->used;
	a->head->used += n;
	a->used += n;
	return p;
}

struct nass_str
nass_arena_copy(struct nass_arena *a, struct nass_str s)
{
	char *p = nass_arena_get(a, s.n);

	if (p == NULL)
		return (struct nass_str){ NULL, 0 };
	if (s.n > 0)
		memcpy(p, s.p, s.n);
	return (struct nass_str){ p, s.n };
}

static void
free_blocks(struct nass_arena_block *b)
{
	struct nass_arena_block *next;

	for (; b != NULL; b = next) {
		next = b->next;
		free(b);
	}
}

void
nass_arena_reset(struct nass_arena *a)
{
	a->used = 0;
	if (a->head == NULL)
		return;
	/* Blocks double: the first is the largest. */
	free_blocks(a->head->next);
	a->head->next = NULL;
	a->head->used = 0;
}

void
nass_arena_fini(struct nass_arena *a)
{
	free_blocks(a->head);
	*a = (struct nass_arena)NASS_ARENA_INIT;
}
