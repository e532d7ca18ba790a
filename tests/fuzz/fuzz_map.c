/*
 * fuzz_map.c - lines `form TAB headword`: any bytes are refused with the place, or
 * they are a map, under which forms meet in counting and in searching alike.
 */
#include "law.h"

#include <nass/count.h>
#include <nass/match.h>

static const char text[] = "went gone \xD8\xB0\xD9\x87\xD8\xA8 go a b";

static bool
count_one(void *arg, const struct nass_hit *hit)
{
	(void)hit;
	++*(uint64_t *)arg;
	return true;
}

/* How often `word` is found under the map. */
static uint64_t
find(struct nass_str map, const struct nass_norm *norm, struct nass_str word)
{
	struct nass_match_opts opts = { .norm = norm, .map = map };
	struct nass_match *m;
	struct nass_scan *s;
	uint64_t n = 0;

	OK(nass_match_new(&opts, &m, NULL));
	OK(nass_match_add(m, word, NULL));
	OK(nass_match_ready(m, NULL));
	OK(nass_scan_new(m, &s, NULL));
	OK(nass_scan_text(s, NASS_STR(text), count_one, &n, NULL));
	nass_scan_free(s);
	nass_match_free(m);
	return n;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct nass_norm *norm;
	struct nass_count_opts opts = nass_count_default;
	struct nass_doc d = {
		.text = NASS_STR(text), .is_first = true, .is_last = true
	};
	struct nass_count_row row;
	struct nass_count *c;
	struct nass_err err;
	struct nass_buf own = NASS_BUF_INIT;
	uint64_t total = 0;

	if (norm == NULL)
		OK(nass_norm_new("search", &norm, NULL));
	opts.norm = norm;
	opts.map = mended(input(data, n), &own);
	if (nass_count_new(&opts, &c, &err) != NASS_OK) {
		LAW(err.code == NASS_EUSAGE);
		nass_buf_fini(&own);
		return 0;
	}
	OK(nass_count_doc(c, &d, NULL));
	OK(nass_count_finish(c, NASS_ORDER_COUNT, NULL));
	while (nass_count_next(c, &row, NULL) == NASS_OK) {
		LAW(find(opts.map, norm, row.term) >= row.count);
		total += row.count;
	}
	LAW(total == 6);
	nass_count_free(c);
	nass_buf_fini(&own);
	return 0;
}
