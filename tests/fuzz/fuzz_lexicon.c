/*
 * fuzz_lexicon.c - any bytes are refused as a lexicon, with the place, or they are one:
 * each line of a text has its verdict.
 */
#include "law.h"

#include <nass/boiler.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char text[] = "\xD8\xA7\xD9\x82\xD8\xB1\xD8\xA3\nshare\n"
				   "Follow us on x\n12:30\n";
	struct nass_boiler_opts opts = nass_boiler_default;
	struct nass_arena arena = NASS_ARENA_INIT;
	struct nass_verdict *v;
	struct nass_boiler *b;
	struct nass_err err;
	size_t nverdict;

	opts.lexicon = input(data, n);
	opts.has_lexicon = choose(&opts.lexicon, 8) == 0;
	if (nass_boiler_new(&opts, &b, &err) == NASS_OK) {
		OK(nass_boiler_judge(b, NASS_STR(text), NASS_STR(""), &arena,
		    &v, &nverdict, NULL));
		LAW(nverdict == 4);
		nass_boiler_free(b);
	} else {
		LAW(err.code == NASS_EUSAGE && err.at <= opts.lexicon.n);
	}
	nass_arena_fini(&arena);
	return 0;
}
