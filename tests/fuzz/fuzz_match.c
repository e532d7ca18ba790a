/*
 * fuzz_match.c - a line of pattern, then text: the fast search finds what the plain
 * one finds, in order, inside the text.
 */
#include "law.h"

#include <nass/match.h>

struct hits {
	struct nass_hit hit[4096];
	size_t n;
};

static bool
collect(void *arg, const struct nass_hit *hit)
{
	struct hits *h = arg;

	h->hit[h->n++] = *hit;
	return h->n < sizeof(h->hit) / sizeof(h->hit[0]);
}

static void
search(const struct nass_match *m, struct nass_str text)
{
	static struct hits fast;
	static struct hits plain;
	struct nass_scan *s;
	struct nass_err err;
	enum nass_code code;
	size_t i;

	fast.n = plain.n = 0;
	OK(nass_scan_new(m, &s, NULL));
	code = nass_scan_text(s, text, collect, &fast, &err);
	LAW(code == NASS_OK || code == NASS_ELIMIT);
	LAW(nass_scan_text_plain(s, text, collect, &plain, &err) == code);
	nass_scan_free(s);
	LAW(fast.n == plain.n);
	for (i = 0; i < fast.n; i++) {
		LAW(fast.hit[i].at == plain.hit[i].at);
		LAW(fast.hit[i].n == plain.hit[i].n);
		LAW(fast.hit[i].at <= text.n);
		LAW(fast.hit[i].n <= text.n - fast.hit[i].at);
		LAW(i == 0 || fast.hit[i - 1].at <= fast.hit[i].at);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct nass_norm *norm;
	struct nass_match_opts opts = { .norm = NULL };
	struct nass_str in = input(data, n);
	size_t which = choose(&in, 32);
	struct nass_buf own = NASS_BUF_INIT;
	struct nass_buf own_pattern = NASS_BUF_INIT;
	struct nass_str line = nass_str_cut(&in, '\n');
	struct nass_str pattern = mended(line, &own_pattern);
	struct nass_str text = mended(in, &own);
	struct nass_match *m;
	struct nass_err err;

	if (norm == NULL)
		OK(nass_norm_new("search", &norm, NULL));
	opts.norm = which & 1 ? norm : NULL;
	opts.is_regex = (which & 6) == 6;
	opts.has_clitics = !opts.is_regex && (which & 8) != 0;
	opts.is_stemmed = !opts.is_regex && (which & 24) == 16;
	OK(nass_match_new(&opts, &m, NULL));
	if (nass_match_add(m, pattern, &err) != NASS_OK)
		LAW(err.code == NASS_EUSAGE && err.at <= pattern.n);
	else if (nass_match_ready(m, &err) == NASS_OK)
		search(m, text);
	nass_match_free(m);
	nass_buf_fini(&own);
	nass_buf_fini(&own_pattern);
	return 0;
}
