/* fuzz_warc.c - any bytes are a crawl, the same in any pieces. */
#include "container.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct nass_corpus_opts opts = { .from = "warc" };

	same_in_pieces(&opts, input(data, n));
	return 0;
}
