/*
 * merge.c - many sorted runs read as one.
 *
 *	tree[0]		winner: the run whose record is next
 *	tree[1]		loser of the last match, and so on: a run that advances
 *			plays only against the losers on its way up, one
 *			comparison a level
 *
 * A key is known by how it differs from the key that was given last:
 *
 *	code	FAR - block, then the BLOCK bytes of the first block that
 *		differs; EQUAL if none does
 *
 * Of two keys that are to come, the one of the smaller code comes first, and the
 * other differs from it where it differs from the last: its code holds.  Bytes
 * are compared only behind blocks of equal codes.  (Conner, Offset value coding,
 * IBM Technical Disclosure Bulletin 20:7, 1977.)  Here zeros behind a key are
 * part of it; length decides in the end.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/merge.h"

enum {
	BLOCK = 5,
	FAR = 0xFFFFFE, /* blocks that codes tell apart */
};

/* Codes of a run not yet begun, which is before all; and of one at its end. */
#define NO_RUN ((uint64_t)0)
#define EQUAL  ((uint64_t)1)
#define NO_KEY UINT64_MAX

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

/* Of a key that is no different before byte `at`. */
static uint64_t
code_of(struct nass_str key, size_t at)
{
	const unsigned char *p;
	uint64_t code;
	size_t block;
	size_t end;
	size_t i;

	/* What was shorter goes on with zeros. */
	while (at < key.n && key.p[at] == '\0')
		at++;
	if (at == key.n)
		return EQUAL;
	block = at / BLOCK < FAR ? at / BLOCK : FAR - 1;
	end = block * BLOCK + BLOCK;
	code = FAR - block;
	if (end <= key.n) {
		p = (const unsigned char *)key.p + end - BLOCK;
		return code << 40 | (uint64_t)p[0] << 32 |
		    (uint64_t)p[1] << 24 | (uint64_t)p[2] << 16 |
		    (uint64_t)p[3] << 8 | p[4];
	}
	for (i = end - BLOCK; i < end; i++)
		code = code << 8 | (i < key.n ? (unsigned char)key.p[i] : 0);
	return code;
}

/* The key becomes the first bytes of itself, and `rest`. */
static enum nass_code
change_key(struct runs__reader *r, size_t shared, struct nass_str rest,
    uint64_t *code, struct nass_err *err)
{
	r->key.n = shared;
	if (nass_buf_put(&r->key, rest, err) != NASS_OK)
		return NASS_ENOMEM;
	*code = code_of((struct nass_str){ r->key.p, r->key.n }, shared);
	return NASS_OK;
}

/* The next record of the run; its value lives until it advances again. */
static enum nass_code
advance(struct runs__reader *r, uint64_t *key_code, struct nass_err *err)
{
	enum nass_code code = need(r, RUNS__HEAD, err);
	size_t shared;
	size_t rest;
	size_t n;

	if (code != NASS_OK)
		return code;
	if (r->pos == r->n) {
		*key_code = NO_KEY;
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
	code = change_key(
	    r, shared, (struct nass_str){ r->p + r->pos, rest }, key_code, err);
	r->value = (struct nass_str){ r->p + r->pos + rest, n };
	r->pos += rest + n;
	return code;
}

/*
 * Does run a come before run b, of equal codes?  The later one gets its code
 * beside the other.  Equal keys come in the order of runs.
 */
static bool
is_before(struct runs__merge *m, size_t a, size_t b)
{
	uint64_t code = m->code[a];
	struct nass_str x;
	struct nass_str y;
	bool is_first;
	size_t least;
	size_t at;

	if (code == NO_RUN || code == NO_KEY)
		return false;
	x = nass_buf_str(&m->reader[a].key);
	y = nass_buf_str(&m->reader[b].key);
	least = x.n < y.n ? x.n : y.n;
	at = (FAR - (size_t)(code >> 8 * BLOCK) + 1) * BLOCK;
	at = runs__common(x, y, code == EQUAL || at > least ? least : at);
	if (at < least)
		is_first = (unsigned char)x.p[at] < (unsigned char)y.p[at];
	else
		is_first = x.n != y.n ? x.n < y.n : a < b;
	if (is_first)
		m->code[b] = code_of(y, at);
	else
		m->code[a] = code_of(x, at);
	return is_first;
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
		if (m->code[other] < m->code[winner] ||
		    (m->code[other] == m->code[winner] &&
			is_before(m, other, winner))) {
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
	m->code = calloc(n + 1, sizeof(*m->code)); /* of NO_RUN */
	if (m->reader == NULL || m->tree == NULL || m->code == NULL)
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
		code = advance(r, &m->code[i], err);
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
	free(m->code);
	m->reader = NULL;
	m->tree = NULL;
	m->code = NULL;
	m->n = 0;
}

/* The run whose record is next; NULL at the end. */
static struct runs__reader *
winner(struct runs__merge *m, struct nass_err *err, enum nass_code *code)
{
	size_t i;

	*code = NASS_END;
	if (m->n == 0)
		return NULL;
	i = m->tree[0];
	if (m->is_taken && m->code[i] != NO_KEY) {
		*code = advance(&m->reader[i], &m->code[i], err);
		if (*code != NASS_OK)
			return NULL;
		play(m, i);
		i = m->tree[0];
	}
	m->is_taken = true;
	*code = m->code[i] == NO_KEY ? NASS_END : NASS_OK;
	return m->code[i] == NO_KEY ? NULL : &m->reader[i];
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
		if (m->code[m->tree[0]] != EQUAL || r->key.n != m->key.n) {
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
