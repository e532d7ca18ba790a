/*
 * repeat.c - rows that repeat the numbers of the row before: most of any list,
 * written without a look at anything but their terms.
 *
 *	c a t TAB 1 TAB .5 LF
 *	d o g TAB 1 TAB .5 LF		before = "", behind = TAB 1 TAB .5 LF
 *
 * Many rows are written by two threads, half each.  The second guesses that the
 * first half is all of such rows; if it is not, what it wrote is thrown away.
 */
#include <string.h>

#include "count/rows.h"
#include "io/io.h"

/* Rows from which on a second thread is worth its start. */
#define MANY 16384u

struct half {
	size_t from; /* the first row */
	size_t most;
	size_t n; /* were like the row before, and are in `out` */
	struct nass_buf *out;
};

/* Short ends are copied whole, as then nothing depends on their length. */
#define SHORT 32

struct repeating {
	const struct nass_count *c;
	const struct count__level *level;
	const struct nass_count_frame *frame;
	struct half half[2];
	/* Of narrow n-grams, if both ends are short; else 0. */
	size_t room;
	char before[SHORT];
	char behind[SHORT];
};

static inline bool
is_like(const struct count__level *l, uint32_t x, uint32_t y)
{
	return l->sum[x].count == l->sum[y].count &&
	    count__documents(l, x) == count__documents(l, y);
}

/* An n-gram of plain words that are not long, in a row; false of any other. */
static inline bool
write_plain(const struct repeating *r, uint64_t gram, struct nass_buf *out)
{
	const struct count__ranks *ranks = &r->c->ranks;
	uint64_t mask = ((uint64_t)1 << ranks->bits) - 1;
	unsigned i = r->c->nlevel;
	char *p = out->p + out->n;

	memcpy(p, r->before, SHORT);
	p += r->frame->before.n;
	while (i-- > 0) {
		const struct count__text *word =
		    &ranks->text[gram >> ranks->bits * i & mask];

		if (!word->is_plain || word->n > sizeof(word->p))
			return false;
		memcpy(p, word->p, sizeof(word->p));
		p += word->n;
		*p = ' ';
		p += i > 0;
	}
	memcpy(p, r->behind, SHORT);
	out->n = (size_t)(p + r->frame->behind.n - out->p);
	return true;
}

/* Any other row: the frame, or what the table makes of its term. */
static enum nass_code
write_any(const struct repeating *r, uint32_t spelling, struct nass_buf *term,
    struct nass_buf *out, struct nass_err *err)
{
	const struct nass_count_frame *f = r->frame;
	bool is_plain =
	    r->c->nlevel == 1 && count__is_plain(r->c->words.key[spelling]);
	struct nass_buf *to = is_plain ? out : term;
	enum nass_code code = NASS_OK;

	term->n = 0;
	if (is_plain)
		code = nass_buf_put(out, f->before, err);
	if (code == NASS_OK)
		code = count__put_spelling(
		    r->c, r->c->nlevel - 1, spelling, to, err);
	if (code != NASS_OK)
		return code;
	return is_plain ? nass_buf_put(out, f->behind, err)
			: f->put(f->arg, nass_buf_str(term), out, err);
}

static inline enum nass_code
write_row(const struct repeating *r, uint32_t spelling, struct nass_buf *term,
    struct nass_buf *out, struct nass_err *err)
{
	if (r->room > 0 && out->cap - out->n < r->room &&
	    nass_buf_grow(out, r->room, err) != NASS_OK)
		return NASS_ENOMEM;
	return r->room > 0 && write_plain(r, r->level->gram[spelling].key, out)
	    ? NASS_OK
	    : write_any(r, spelling, term, out, err);
}

static enum nass_code
write_half(void *arg, unsigned number, struct nass_err *err)
{
	struct repeating *r = arg;
	const struct count__level *l = r->level;
	struct half *h = &r->half[number];
	struct nass_buf term = NASS_BUF_INIT;
	enum nass_code code = NASS_OK;

	for (h->n = 0; code == NASS_OK && h->n < h->most; h->n++) {
		const uint32_t *row = &l->order[h->from + h->n];

		if (!is_like(l, row[-1], row[0]))
			break;
		if (h->from + h->n + COUNT__ROWS_AHEAD < l->n)
			count__ask_for_row(r->c, r->c->nlevel - 1, row);
		code = write_row(r, l->sum[*row].best, &term, h->out, err);
	}
	nass_buf_fini(&term);
	return code;
}

static void
make_ends(struct repeating *r)
{
	const struct nass_count *c = r->c;
	struct nass_str before = r->frame->before;
	struct nass_str behind = r->frame->behind;

	if (c->nlevel == 1 || c->ranks.bits * c->nlevel > 64 ||
	    before.n > SHORT || behind.n > SHORT)
		return;
	if (before.n > 0)
		memcpy(r->before, before.p, before.n);
	memcpy(r->behind, behind.p, behind.n);
	r->room = 2 * SHORT + c->nlevel * sizeof(struct count__text);
}

enum nass_code
nass_count_repeat(struct nass_count *c, const struct nass_count_frame *frame,
    uint64_t most, struct nass_buf *out, uint64_t *n, struct nass_err *err)
{
	struct count__level *l = &c->level[c->nlevel - 1];
	struct repeating r = { c, l, frame, { { .out = out } }, .room = 0 };
	struct half *h = r.half;
	enum nass_code code;

	*n = 0;
	if (c->spilled != NULL || c->opts.ngram_min != c->nlevel ||
	    l->at == l->n)
		return NASS_OK;
	if (most > l->n - l->at - 1)
		most = l->n - l->at - 1;
	h[1].most = c->opts.is_shared && most >= MANY ? (size_t)most / 2 : 0;
	h[0].most = (size_t)most - h[1].most;
	h[0].from = l->at + 1;
	h[1].from = h[0].from + h[0].most;
	h[1].out = &c->rows;
	c->rows.n = 0;
	make_ends(&r);
	code = nass_run_both(write_half, &r, h[1].most > 0, err);
	*n = h[0].n;
	if (code == NASS_OK && h[0].n == h[0].most) {
		code = nass_buf_put(out, nass_buf_str(&c->rows), err);
		*n += h[1].n;
	}
	l->at += (size_t)*n;
	return code;
}
