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

struct repeating {
	const struct nass_count *c;
	const struct count__level *level;
	const struct nass_count_frame *frame;
	struct half half[2];
};

static inline bool
is_like(const struct count__level *l, uint32_t x, uint32_t y)
{
	return l->sum[x].count == l->sum[y].count &&
	    count__documents(l, x) == count__documents(l, y);
}

static bool
is_plain(const struct nass_count *c, unsigned level, uint32_t spelling)
{
	uint64_t mask = ((uint64_t)1 << c->ranks.bits) - 1;
	uint64_t gram;
	unsigned i;

	if (level == 0)
		return count__is_plain(c->words.key[spelling]);
	if (c->ranks.bits * (level + 1) > 64)
		return false;
	gram = c->level[level].gram[spelling].key;
	for (i = 0; i <= level; i++, gram >>= c->ranks.bits)
		if (!c->ranks.text[gram & mask].is_plain)
			return false;
	return true;
}

/* Words that no table writes otherwise, between what the frame has; or others. */
static enum nass_code
write_row(const struct repeating *r, uint32_t spelling, struct nass_buf *term,
    struct nass_buf *out, struct nass_err *err)
{
	const struct nass_count_frame *f = r->frame;
	unsigned level = r->c->nlevel - 1;
	bool is = is_plain(r->c, level, spelling);
	struct nass_buf *to = is ? out : term;
	enum nass_code code = NASS_OK;

	term->n = 0;
	if (is)
		code = nass_buf_put(out, f->before, err);
	if (code == NASS_OK)
		code = count__put_spelling(r->c, level, spelling, to, err);
	if (code != NASS_OK)
		return code;
	return is ? nass_buf_put(out, f->behind, err)
		  : f->put(f->arg, nass_buf_str(term), out, err);
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

enum nass_code
nass_count_repeat(struct nass_count *c, const struct nass_count_frame *frame,
    uint64_t most, struct nass_buf *out, uint64_t *n, struct nass_err *err)
{
	struct count__level *l = &c->level[c->nlevel - 1];
	struct repeating r = { c, l, frame, { { .out = out } } };
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
	code = nass_run_both(write_half, &r, h[1].most > 0, err);
	*n = h[0].n;
	if (code == NASS_OK && h[0].n == h[0].most) {
		code = nass_buf_put(out, nass_buf_str(&c->rows), err);
		*n += h[1].n;
	}
	l->at += (size_t)*n;
	return code;
}
