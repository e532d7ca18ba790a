/*
 * fuzz_boiler.c - text or a page: two runs agree; verdicts are on the lines of the text
 * in order, with reasons; what is kept is what strip gives.
 */
#include "law.h"

#include <nass/boiler.h>

static const struct nass_boiler *
judge(void)
{
	static struct nass_boiler *b;

	if (b == NULL)
		OK(nass_boiler_new(&nass_boiler_default, &b, NULL));
	return b;
}

/* The text, less the lines that were dropped, is what strip made of it. */
static void
is_whole(struct nass_str text, const struct nass_verdict *v, size_t n,
    struct nass_str stripped)
{
	struct nass_buf kept = NASS_BUF_INIT;
	struct nass_str rest = text;
	struct nass_str line;
	bool is_kept = true;
	size_t number = 0;
	size_t i = 0;

	while (rest.p != NULL && rest.n > 0) {
		line = nass_str_cut(&rest, '\n');
		number++;
		if (i < n && v[i].number == number) {
			LAW(v[i].line.p == line.p && v[i].line.n <= line.n);
			LAW(v[i].reason != NULL && v[i].kind != NULL);
			LAW(v[i].score >= 0 && v[i].score <= 1);
			is_kept = v[i++].is_kept;
		}
		if (rest.p != NULL)
			line.n++;
		if (is_kept)
			OK(nass_buf_put(&kept, line, NULL));
	}
	LAW(i == n);
	/* Where the last line goes, its missing LF goes with it. */
	if (kept.n > 0 && kept.p[kept.n - 1] == '\n' &&
	    text.p[text.n - 1] != '\n')
		kept.n--;
	LAW(nass_str_eq(nass_buf_str(&kept), stripped));
	nass_buf_fini(&kept);
}

static void
strip(struct nass_str text, bool is_html, struct nass_buf *out)
{
	struct nass_arena arena = NASS_ARENA_INIT;
	struct nass_page page;

	if (is_html)
		OK(nass_boiler_strip_html(judge(), text, NASS_STR("x.org"),
		    &arena, out, &page, NULL));
	else
		OK(nass_boiler_strip(
		    judge(), text, NASS_STR("x.org"), &arena, out, NULL));
	LAW(nass_utf8_valid(nass_buf_str(out)) == out->n);
	nass_arena_fini(&arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct nass_str in = input(data, n);
	bool is_html = choose(&in, 2) != 0;
	struct nass_arena arena = NASS_ARENA_INIT;
	struct nass_buf own = NASS_BUF_INIT;
	struct nass_buf once = NASS_BUF_INIT;
	struct nass_buf again = NASS_BUF_INIT;
	struct nass_str text = mended(in, &own);
	struct nass_verdict *v;
	size_t nverdict;

	strip(text, is_html, &once);
	strip(text, is_html, &again);
	LAW(nass_str_eq(nass_buf_str(&once), nass_buf_str(&again)));
	if (!is_html) {
		OK(nass_boiler_judge(judge(), text, NASS_STR("x.org"), &arena,
		    &v, &nverdict, NULL));
		is_whole(text, v, nverdict, nass_buf_str(&once));
	}
	again.n = 0;
	OK(nass_boiler_terms(
	    judge(), text, NASS_STR("x.org"), is_html, &arena, &again, NULL));
	LAW(again.n == 0 || again.p[again.n - 1] == '\n');
	nass_arena_fini(&arena);
	nass_buf_fini(&own);
	nass_buf_fini(&once);
	nass_buf_fini(&again);
	return 0;
}
