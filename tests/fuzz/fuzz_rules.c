/*
 * fuzz_rules.c - any bytes are refused as rules, with the place, or they are rules
 * that give well-formed text within the promised growth.
 */
#include "law.h"

#include <nass/norm.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char text[] = "\xD9\x83\xD9\x90\xD8\xAA\xD9\x80\xD8\xA7"
				   "\xD8\xA8 abc \xF0\x9F\x98\x80\n1,2";
	struct nass_str in = input(data, n);
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_norm *norm;
	struct nass_err err;

	OK(nass_norm_new("search", &norm, NULL));
	if (nass_norm_rules(norm, in, &err) == NASS_OK) {
		OK(nass_norm(norm, NASS_STR(text), &out, NULL, NULL));
		LAW(nass_utf8_valid(nass_buf_str(&out)) == out.n);
		LAW(out.n <= sizeof(text) * nass_norm_growth(norm));
	} else {
		LAW(err.code == NASS_EUSAGE && err.at <= in.n);
	}
	nass_norm_free(norm);
	nass_buf_fini(&out);
	return 0;
}
