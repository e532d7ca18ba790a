/* fuzz_utf8.c - mending gives well-formed text, and mends nothing twice. */
#include "law.h"
#include "simd/scan.h"
#include "text/utf8.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct nass_str in = input(data, n);
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_map map = NASS_MAP_INIT;
	uint64_t nbad = 0;
	uint64_t first = 0;
	size_t valid = nass_utf8_valid(in);
	size_t i;

	for (i = 0; nass__scan_all[i] != NULL; i++)
		if (nass__scan_all[i]->is_supported())
			LAW(nass__scan_all[i]->utf8_valid(in.p, n) == valid);
	LAW(nass_utf8_mend(in, NASS_UTF8_REPLACE, &out, &map, &nbad, &first,
		NULL) == NASS_OK);
	LAW(nass_utf8_valid(nass_buf_str(&out)) == out.n);
	LAW((nbad == 0) == (valid == n));
	LAW(nbad == 0 || first == valid);
	LAW(nass_map_end(&map, out.n) == n);
	nass_buf_fini(&out);
	nass_map_fini(&map);
	return 0;
}
