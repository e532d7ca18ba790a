/* fuzz_parts.c - the units of a text, joined, are the text. */
#include "corpus/parts.h"
#include "law.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const units[] = { "document", "paragraph",
		"sentence", "lines=2", "words=3", "bytes=20" };
	struct nass_parts_opts opts = { .unit = NASS_UNIT_DOCUMENT };
	struct nass_parts parts;
	struct nass_str in = input(data, n);
	size_t which = choose(&in, 12);
	struct nass_buf own = NASS_BUF_INIT;
	struct nass_str text = mended(in, &own);
	struct nass_str part;
	size_t at = 0;

	OK(nass_unit_parse(nass_str(units[which / 2]), &opts, NULL));
	opts.is_wrapped = which % 2 != 0;
	nass_parts_init(&parts, text, &opts);
	while (nass_parts_next(&parts, &part)) {
		LAW(part.p == text.p + at && part.n <= text.n - at);
		LAW(part.n > 0 || text.n == 0);
		at += part.n;
	}
	LAW(at == text.n);
	nass_buf_fini(&own);
	return 0;
}
