/*
 * merge.c - many sorted runs read as one.
 *
 *	tree[0]		winner: the run whose record is next
 *	tree[1]		loser of the last match, and so on: a run that advances
 *			plays only against the losers on its way up, one
 *			comparison a level
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/merge.h"

/* Three numbers of ten bytes at most. */
enum {
	HEAD_SIZE = 30
};

static enum nass_code
too_short(struct nass_err *err)
{
	return nass_fail(err, NASS_ESYS, 0, "a temporary file was damaged");
}

/* At least n bytes that are not yet parsed, unless the run ends before. */
static enum nass_code
need(struct runs__reader *r, size_t n, struct nass_err *err)
{
	uint64_t left = r->end - r->at;
	size_t room;
	ssize_t got;
	char *p;

	if (r->n - r->pos >= n || left == 0)
		return NASS_OK;
	if (n > r->cap) {
		p = realloc(r->p, n);
		if (p == NULL)
			return nass_fail_nomem(err);
		r->p = p;
		r->cap = n;
	}
	r->n -= r->pos;
	memmove(r->p, r->p + r->pos, r->n);
	r->pos = 0;
	while (r->n < r->cap && left > 0) {
		room = r->cap - r->n < left ? r->cap - r->n : (size_t)left;
		got = pread(r->fd, r->p + r->n, room, (off_t)r->at);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return nass_fail_sys(
			    err, "cannot read a temporary file");
		if (got == 0)
			return too_short(err);
		r->n += (size_t)got;
		r->at += (uint64_t)got;
		left -= (uint64_t)got;
	}
	return NASS_OK;
}

static bool
get_number(struct runs__reader *r, size_t *x)
{
	unsigned shift = 0;
	unsigned char c;

	*x = 0;
	do {
		if (r->pos == r->n || shift > 63)
			return false;
		c = (unsigned char)r->p[r->pos++];
		*x |= (size_t)(c & 0x7F) << shift;
		shift += 7;
	} while (c >= 0x80);
	return true;
}

static uint64_t
head_of(struct nass_str key)
{
	uint64_t head = 0;
	size_t i;

	for (i = 0; i < 8; i++)
		head = head << 8 | (i < key.n ? (unsigned char)key.p[i] : 0);
	return head;
}

/* The next record of the run; its value lives until it advances again. */
static enum nass_code
advance(struct runs__reader *r, struct nass_err *err)
{
	enum nass_code code = need(r, HEAD_SIZE, err);
	size_t shared;
	size_t rest;
	size_t n;

	if (code != NASS_OK)
		return code;
	if (r->pos == r->n) {
		r->is_end = true;
		return NASS_OK;
	}
	if (!get_number(r, &shared) || !get_number(r, &rest) ||
	    !get_number(r, &n) || shared > r->key.n || rest > SIZE_MAX - n)
		return too_short(err);
	code = need(r, rest + n, err);
	if (code != NASS_OK)
		return code;
	if (r->n - r->pos < rest + n)
		return too_short(err);
	r->key.n = shared;
	code = nass_buf_put(
	    &r->key, (struct nass_str){ r->p + r->pos, rest }, err);
	r->value = (struct nass_str){ r->p + r->pos + rest, n };
	r->pos += rest + n;
	r->head = head_of(nass_buf_str(&r->key));
	return code;
}

/* Does run a come before run b?  Equal keys: in the order of runs. */
static bool
is_before(const struct runs__merge *m, size_t a, size_t b)
{
	const struct runs__reader *x;
	const struct runs__reader *y;
	int order;

	/* m->n stands for no run yet, which beats all. */
	if (a == m->n || b == m->n)
		return a == m->n;
	x = &m->reader[a];
	y = &m->reader[b];
	if (x->is_end || y->is_end)
		return !x->is_end;
	if (x->head != y->head)
		return x->head < y->head;
	order = nass_str_cmp(nass_buf_str(&x->key), nass_buf_str(&y->key));
	return order != 0 ? order < 0 : a < b;
}

/* Run i has a new record: let it play its way up. */
static void
play(struct runs__merge *m, size_t i)
{
	size_t winner = i;
	size_t other;
	size_t at;

	for (at = (i + m->n) / 2; at > 0; at /= 2) {
		other = m->tree[at];
		if (is_before(m, other, winner)) {
			m->tree[at] = winner;
			winner = other;
		}
	}
	m->tree[0] = winner;
}

enum nass_code
runs__merge_open(struct runs__merge *m, const struct runs__run *run, size_t n,
    size_t size, struct nass_err *err)
{
	struct runs__reader *r;
	enum nass_code code;
	size_t i;

	m->is_taken = false;
	if (n == 0)
		return NASS_OK;
	m->reader = calloc(n, sizeof(*m->reader));
	m->tree = calloc(n, sizeof(*m->tree));
	if (m->reader == NULL || m->tree == NULL)
		return nass_fail_nomem(err);
	m->n = n;
	for (i = 0; i < n; i++)
		m->tree[i] = n;
	for (i = n; i-- > 0;) {
		r = &m->reader[i];
		r->fd = run[i].fd;
		r->at = run[i].begin;
		r->end = run[i].end;
		r->p = malloc(size);
		if (r->p == NULL)
			return nass_fail_nomem(err);
		r->cap = size;
		code = advance(r, err);
		if (code != NASS_OK)
			return code;
		play(m, i);
	}
	return NASS_OK;
}

void
runs__merge_close(struct runs__merge *m)
{
	size_t i;

	for (i = 0; i < m->n; i++) {
		free(m->reader[i].p);
		nass_buf_fini(&m->reader[i].key);
	}
	free(m->reader);
	free(m->tree);
	m->reader = NULL;
	m->tree = NULL;
	m->n = 0;
}

/* The run whose record is next; NULL at the end. */
static struct runs__reader *
winner(struct runs__merge *m, struct nass_err *err, enum nass_code *code)
{
	struct runs__reader *r;

	*code = NASS_END;
	if (m->n == 0)
		return NULL;
	r = &m->reader[m->tree[0]];
	if (m->is_taken && !r->is_end) {
		*code = advance(r, err);
		if (*code != NASS_OK)
			return NULL;
		play(m, m->tree[0]);
		r = &m->reader[m->tree[0]];
	}
	m->is_taken = true;
	*code = r->is_end ? NASS_END : NASS_OK;
	return r->is_end ? NULL : r;
}

/* All values of the winner's key, made one, in m->key and m->value. */
static enum nass_code
combine_equal(
    struct runs__merge *m, struct runs__reader *r, struct nass_err *err)
{
	enum nass_code code;

	m->key.n = m->value.n = 0;
	code = nass_buf_put(&m->key, nass_buf_str(&r->key), err);
	if (code == NASS_OK)
		code = nass_buf_put(&m->value, r->value, err);
	while (code == NASS_OK) {
		r = winner(m, err, &code);
		if (r == NULL)
			break;
		if (!nass_str_eq(
			nass_buf_str(&r->key), nass_buf_str(&m->key))) {
			m->is_taken = false;
			break;
		}
		code = m->combine(
		    m->arg, nass_buf_str(&m->key), &m->value, r->value, err);
	}
	return code == NASS_END ? NASS_OK : code;
}

enum nass_code
runs__merge_next(struct runs__merge *m, struct nass_str *key,
    struct nass_str *value, struct nass_err *err)
{
	enum nass_code code;
	struct runs__reader *r = winner(m, err, &code);

	if (r == NULL)
		return code;
	if (m->combine == NULL) {
		*key = nass_buf_str(&r->key);
		*value = r->value;
		return NASS_OK;
	}
	code = combine_equal(m, r, err);
	*key = nass_buf_str(&m->key);
	*value = nass_buf_str(&m->value);
	return code;
}
