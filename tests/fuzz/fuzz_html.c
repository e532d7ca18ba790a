/* fuzz_html.c - any bytes are a page; it is passed once, in order. */
#include "html/html.h"
#include "law.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct nass_html h;
	struct nass_html_token t;
	size_t at = 0;

	nass_html_init(&h, input(data, n));
	while (nass_html_next(&h, &t, NULL) == NASS_OK) {
		LAW(t.at >= at && h.at > t.at && h.at <= n);
		at = h.at;
	}
	LAW(h.at == n);
	nass_html_fini(&h);
	return 0;
}
