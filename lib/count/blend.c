/* blend.c - see blend.h. */
#include "count/blend.h"

#include <stdlib.h>
#include <string.h>

#include "count/private.h"
#include "text/utf8.h"

#define BLOCK ((size_t)64 * 1024)

/* A line is its key, up to its numbers, and one or two of them. */
struct source {
	struct nass_in *in;
	struct nass_buf b;
	size_t at; /* of the line behind the one at hand */
	struct nass_str line;
	struct nass_str key;
	uint64_t n[2];
	bool has_two;
	bool is_least;
	bool is_end;
};

/* The next line; its bytes live until the next call. */
static enum nass_code
next_line(struct source *s, struct nass_err *err)
{
	for (;;) {
		char *end = s->at < s->b.n
		    ? memchr(s->b.p + s->at, '\n', s->b.n - s->at)
		    : NULL;
		enum nass_code code;
		size_t got;

		if (end != NULL) {
			s->line.p = s->b.p + s->at;
			s->line.n = (size_t)(end - s->line.p);
			s->at += s->line.n + 1;
			return NASS_OK;
		}
		if (s->at > 0)
			memmove(s->b.p, s->b.p + s->at, s->b.n - s->at);
		s->b.n -= s->at;
		s->at = 0;
		code = nass_buf_grow(&s->b, BLOCK, err);
		if (code == NASS_OK)
			code = nass_in_read(
			    s->in, s->b.p + s->b.n, BLOCK, &got, err);
		if (code != NASS_OK)
			return code;
		s->b.n += got;
		if (got == 0)
			return s->b.n == 0 ? NASS_END
					   : nass_fail(err, NASS_EINPUT, 0,
						 "the last line has no end");
	}
}

/* TERM TAB N TAB N, or TERM TAB =SPELLING TAB N, or TERM TAB ~ID TAB N. */
static bool
parse(struct source *s)
{
	struct nass_str third = s->line;
	struct nass_str term = nass_str_cut(&third, '\t');
	struct nass_str second;

	second = nass_str_cut(&third, '\t');
	if (term.n == 0 || second.n == 0 || third.p == NULL ||
	    nass_utf8_valid(s->line) < s->line.n ||
	    memchr(s->line.p, '\0', s->line.n) != NULL)
		return false;
	s->has_two = second.p[0] != '=' && second.p[0] != '~';
	s->key =
	    s->has_two ? term : nass_str_sub(s->line, 0, term.n + 1 + second.n);
	s->n[1] = 0;
	if (!s->has_two)
		return nass_str_number(third, 0, UINT64_MAX, &s->n[0]);
	return nass_str_number(second, 0, UINT64_MAX, &s->n[0]) &&
	    nass_str_number(third, 0, UINT64_MAX, &s->n[1]);
}

static enum nass_code
next_term(struct source *s, struct nass_err *err)
{
	enum nass_code code = next_line(s, err);

	s->is_end = code == NASS_END;
	if (code != NASS_OK)
		return s->is_end ? NASS_OK : code;
	return parse(s)
	    ? NASS_OK
	    : nass_fail(err, NASS_EINPUT, 0,
		  "this is not a line of counts: %.*s",
		  (int)(s->line.n < 60 ? s->line.n : 60), s->line.p);
}

bool
nass_blend_in_order(struct nass_in *in)
{
	struct source s = { .in = in };
	struct nass_buf last = NASS_BUF_INIT;
	bool is_first = true;
	bool is_ordered = true;

	while (is_ordered && next_line(&s, NULL) == NASS_OK) {
		bool is_meta = s.line.n > 0 && s.line.p[0] == ' ';

		if (is_meta) {
			is_ordered = is_first;
			continue;
		}
		is_ordered = parse(&s) &&
		    (is_first || nass_str_cmp(nass_buf_str(&last), s.key) < 0);
		is_first = false;
		last.n = 0;
		if (nass_buf_put(&last, s.key, NULL) != NASS_OK)
			is_ordered = false;
	}
	is_ordered = is_ordered && s.at == s.b.n;
	nass_buf_fini(&last);
	nass_buf_fini(&s.b);
	return is_ordered;
}

/* Sums and identity go to the head; the first term stays at hand. */
static enum nass_code
read_head(struct source *s, struct nass_count *head, struct nass_err *err)
{
	enum nass_code code;

	while ((code = next_line(s, err)) == NASS_OK && s->line.n > 0 &&
	    s->line.p[0] == ' ') {
		code = nass_counts_read(head, s->line, err);
		if (code != NASS_OK)
			return code;
	}
	if (code == NASS_OK)
		s->at -= s->line.n + 1;
	return code == NASS_OK || code == NASS_END ? next_term(s, err) : code;
}

static enum nass_code
put_sum(const struct source *s, const uint64_t sum[2], struct nass_buf *out,
    struct nass_err *err)
{
	enum nass_code code = nass_buf_put(out, s->key, err);

	if (code == NASS_OK)
		code = nass_buf_putc(out, '\t', err);
	if (code == NASS_OK)
		code = nass_buf_put_number(out, sum[0], err);
	if (code == NASS_OK && s->has_two)
		code = nass_buf_putc(out, '\t', err);
	if (code == NASS_OK && s->has_two)
		code = nass_buf_put_number(out, sum[1], err);
	return code == NASS_OK ? nass_buf_putc(out, '\n', err) : code;
}

/* The least key of all, summed; NASS_END if there is none. */
static enum nass_code
put_least(
    struct source *s, size_t n, struct nass_buf *out, struct nass_err *err)
{
	struct source *least = NULL;
	uint64_t sum[2] = { 0, 0 };
	enum nass_code code = NASS_OK;
	size_t i;

	for (i = 0; i < n; i++) {
		int cmp = s[i].is_end ? 1
		    : least == NULL   ? -1
				      : nass_str_cmp(s[i].key, least->key);

		if (cmp < 0)
			least = &s[i];
		s[i].is_least = cmp <= 0;
	}
	if (least == NULL)
		return NASS_END;
	/* Those before the least were least until it came. */
	for (i = 0; code == NASS_OK && i < n; i++) {
		s[i].is_least = s[i].is_least && (&s[i] >= least);
		if (!s[i].is_least)
			continue;
		code = count__add(&sum[0], s[i].n[0], err);
		if (code == NASS_OK)
			code = count__add(&sum[1], s[i].n[1], err);
	}
	if (code == NASS_OK)
		code = put_sum(least, sum, out, err);
	for (i = 0; code == NASS_OK && i < n; i++)
		if (s[i].is_least)
			code = next_term(&s[i], err);
	return code;
}

enum nass_code
nass_blend(struct nass_in **in, size_t n, struct nass_count *head,
    enum nass_code (*flush)(
	void *arg, struct nass_buf *out, struct nass_err *err),
    void *arg, struct nass_err *err)
{
	struct source *s = calloc(n + 1, sizeof(*s));
	struct nass_buf out = NASS_BUF_INIT;
	enum nass_code code = NASS_OK;
	size_t i;

	if (s == NULL)
		return nass_fail_nomem(err);
	for (i = 0; code == NASS_OK && i < n; i++) {
		s[i].in = in[i];
		code = read_head(&s[i], head, err);
	}
	if (code == NASS_OK)
		code = nass_count_finish(head, NASS_ORDER_KEY, err);
	if (code == NASS_OK)
		code = nass_counts_write(head, flush, arg, err);
	while (code == NASS_OK) {
		code = put_least(s, n, &out, err);
		if (code == NASS_OK && out.n >= BLOCK) {
			code = flush(arg, &out, err);
			out.n = 0;
		}
	}
	if (code == NASS_END)
		code = flush(arg, &out, err);
	for (i = 0; i < n; i++)
		nass_buf_fini(&s[i].b);
	nass_buf_fini(&out);
	free(s);
	return code;
}
