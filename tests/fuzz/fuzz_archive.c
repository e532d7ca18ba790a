/*
 * fuzz_archive.c - whatever the bytes say they are (tar, zip, 7z, xz, bzip2, lz4,
 * gzip, zstd, one within the other): the same in any pieces, within the limits.
 */
#include "container.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct nass_corpus_opts opts = { .from = NULL };

	same_in_pieces(&opts, input(data, n));
	return 0;
}
