/* fuzz_translit.c - with protection, any text comes back from every scheme. */
#include "law.h"

#include <nass/norm.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const schemes[] = { "buckwalter", "safe-buckwalter",
		"xml-buckwalter", "hsb" };
	static struct nass_translit *there[4];
	static struct nass_translit *back[4];
	struct nass_str in = input(data, n);
	size_t i = choose(&in, 4);
	struct nass_buf own = NASS_BUF_INIT;
	struct nass_buf latin = NASS_BUF_INIT;
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_str text = mended(in, &own);

	if (there[i] == NULL) {
		OK(nass_translit_new(schemes[i], false, true, &there[i], NULL));
		OK(nass_translit_new(schemes[i], true, true, &back[i], NULL));
	}
	OK(nass_translit(there[i], text, &latin, NULL, NULL));
	OK(nass_translit(back[i], nass_buf_str(&latin), &out, NULL, NULL));
	LAW(nass_str_eq(nass_buf_str(&out), text));
	out.n = 0;
	OK(nass_translit(back[i], text, &out, NULL, NULL));
	LAW(nass_utf8_valid(nass_buf_str(&out)) == out.n);
	nass_buf_fini(&own);
	nass_buf_fini(&latin);
	nass_buf_fini(&out);
	return 0;
}
