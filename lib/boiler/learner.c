/*
 * learner.c - in how many documents each term stands (nass/boiler.h).
 *
 *	terms ──> table ──full──> sorted run on disk
 *	            └──────────────────┴──merge──> term, documents
 */
#include <stdlib.h>
#include <string.h>

#include "base/runs.h"
#include "boiler/judge.h"

struct entry {
	size_t at; /* of the term in `bytes`; its length in `n` */
	uint32_t n;
	uint32_t is_used;
	uint64_t hash;
	uint64_t documents;
};

struct nass_learner {
	size_t memory;
	struct nass_runs *runs;
	struct nass_buf bytes;
	struct entry *entry; /* open addressing; sorted after finish */
	size_t cap;
	size_t n;
	size_t next; /* row, where all is in memory */
	bool has_runs;
};

enum nass_code
nass_learner_new(size_t memory, const char *directory, struct nass_learner **l,
    struct nass_err *err)
{
	*l = calloc(1, sizeof **l);
	if (*l == NULL)
		return nass_fail_nomem(err);
	(*l)->memory = memory;
	if (nass_runs_new(directory, &(*l)->runs, err) == NASS_OK)
		return NASS_OK;
	nass_learner_free(*l);
	*l = NULL;
	return NASS_ENOMEM;
}

void
nass_learner_free(struct nass_learner *l)
{
	if (l == NULL)
		return;
	nass_runs_free(l->runs);
	nass_buf_fini(&l->bytes);
	free(l->entry);
	free(l);
}

static struct nass_str
term_of(const struct nass_learner *l, const struct entry *e)
{
	return (struct nass_str){ l->bytes.p + e->at, e->n };
}

static struct entry *
find(const struct nass_learner *l, struct nass_str term, uint64_t hash)
{
	size_t i = (size_t)hash & (l->cap - 1);

	while (l->entry[i].is_used &&
	    (l->entry[i].hash != hash ||
		!nass_str_eq(term_of(l, &l->entry[i]), term)))
		i = (i + 1) & (l->cap - 1);
	return &l->entry[i];
}

static enum nass_code
widen(struct nass_learner *l, struct nass_err *err)
{
	struct entry *old = l->entry;
	size_t cap = l->cap;

	l->cap = cap == 0 ? 4096 : 2 * cap;
	l->entry = calloc(l->cap, sizeof *l->entry);
	if (l->entry == NULL) {
		l->entry = old;
		l->cap = cap;
		return nass_fail_nomem(err);
	}
	for (size_t i = 0; i < cap; i++)
		if (old[i].is_used)
			*find(l, term_of(l, &old[i]), old[i].hash) = old[i];
	free(old);
	return NASS_OK;
}

/* Used entries to the front, in order of their terms. */
static void
sift(const char *bytes, struct entry *e, size_t i, size_t n)
{
	struct entry x = e[i];
	struct nass_str s = { bytes + x.at, x.n };

	for (size_t k; (k = 2 * i + 1) < n; i = k) {
		struct nass_str a = { bytes + e[k].at, e[k].n };

		if (k + 1 < n) {
			struct nass_str b = { bytes + e[k + 1].at, e[k + 1].n };

			if (nass_str_cmp(a, b) < 0) {
				a = b;
				k++;
			}
		}
		if (nass_str_cmp(s, a) >= 0)
			break;
		e[i] = e[k];
	}
	e[i] = x;
}

static void
sort(struct nass_learner *l)
{
	size_t n = 0;

	for (size_t i = 0; i < l->cap; i++)
		if (l->entry[i].is_used)
			l->entry[n++] = l->entry[i];
	for (size_t i = n / 2; i-- > 0;)
		sift(l->bytes.p, l->entry, i, n);
	for (size_t i = n; i-- > 1;) {
		struct entry x = l->entry[0];

		l->entry[0] = l->entry[i];
		l->entry[i] = x;
		sift(l->bytes.p, l->entry, 0, i);
	}
}

static enum nass_code
spill(struct nass_learner *l, struct nass_err *err)
{
	enum nass_code code = nass_runs_begin(l->runs, err);

	sort(l);
	for (size_t i = 0; code == NASS_OK && i < l->n; i++) {
		const uint64_t *v = &l->entry[i].documents;
		struct nass_str value = { (const char *)v, sizeof *v };

		code = nass_runs_put(
		    l->runs, term_of(l, &l->entry[i]), value, err);
	}
	l->has_runs = true;
	l->n = 0;
	l->bytes.n = 0;
	memset(l->entry, 0, l->cap * sizeof *l->entry);
	return code;
}

static enum nass_code
add_term(struct nass_learner *l, struct nass_str term, struct nass_err *err)
{
	uint64_t hash = nass_hash(term, 0);
	struct entry *e;

	if (2 * l->n >= l->cap && widen(l, err) != NASS_OK)
		return NASS_ENOMEM;
	e = find(l, term, hash);
	if (!e->is_used) {
		*e = (struct entry){ l->bytes.n, (uint32_t)term.n, 1, hash, 0 };
		l->n++;
		if (nass_buf_put(&l->bytes, term, err) != NASS_OK)
			return NASS_ENOMEM;
	}
	e->documents++;
	return NASS_OK;
}

enum nass_code
nass_learner_add(
    struct nass_learner *l, struct nass_str terms, struct nass_err *err)
{
	while (terms.n > 0) {
		struct nass_str term = nass_str_cut(&terms, '\n');

		if (term.n > 0 && add_term(l, term, err) != NASS_OK)
			return NASS_ENOMEM;
	}
	/* A table half full may double: so half of the bound is full. */
	if (l->bytes.cap + l->cap * sizeof *l->entry > l->memory / 2 &&
	    l->n > 0)
		return spill(l, err);
	return NASS_OK;
}

static enum nass_code
add_up(void *arg, struct nass_str key, struct nass_buf *into,
    struct nass_str value, struct nass_err *err)
{
	uint64_t a;
	uint64_t b;

	(void)arg;
	(void)key;
	(void)err;
	memcpy(&a, into->p, sizeof a);
	memcpy(&b, value.p, sizeof b);
	a += b;
	memcpy(into->p, &a, sizeof a);
	return NASS_OK;
}

enum nass_code
nass_learner_finish(struct nass_learner *l, struct nass_err *err)
{
	enum nass_code code;

	l->next = 0;
	if (!l->has_runs) {
		sort(l);
		return NASS_OK;
	}
	code = l->n > 0 ? spill(l, err) : NASS_OK;
	return code == NASS_OK
	    ? nass_runs_merge(l->runs, l->memory, add_up, NULL, err)
	    : code;
}

enum nass_code
nass_learner_next(struct nass_learner *l, struct nass_str *term,
    uint64_t *documents, struct nass_err *err)
{
	struct nass_str value;
	enum nass_code code;

	if (l->has_runs) {
		code = nass_runs_next(l->runs, term, &value, err);
		if (code == NASS_OK)
			memcpy(documents, value.p, sizeof *documents);
		return code;
	}
	if (l->next == l->n)
		return NASS_END;
	*term = term_of(l, &l->entry[l->next]);
	*documents = l->entry[l->next++].documents;
	return NASS_OK;
}
