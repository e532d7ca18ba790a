/* fuzz_json.c - a record that is accepted can be spliced and read again. */
#include "law.h"
#include "text/utf8.h"

#include <nass/doc.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct nass_member m[2] = { { .name = NASS_STR("text") },
		{ .name = NASS_STR("id") } };
	struct nass_buf text = NASS_BUF_INIT;
	struct nass_buf line = NASS_BUF_INIT;
	struct nass_buf json = NASS_BUF_INIT;
	struct nass_err err;
	struct nass_str fresh;

	if (nass_json_find(input(data, n), m, 2, &err) != NASS_OK) {
		LAW(err.at <= n);
	} else if (m[0].type == NASS_JSON_STRING) {
		LAW(nass_json_decode(m[0].value, &text, NULL, NULL) == NASS_OK);
		LAW(nass_json_encode(nass_buf_str(&text), &json, NULL) ==
		    NASS_OK);
		fresh = nass_buf_str(&json);
		m[0].fresh = &fresh;
		LAW(nass_json_splice(input(data, n), m, 2, &line, NULL) ==
		    NASS_OK);
		LAW(nass_json_find(nass_buf_str(&line), m, 2, NULL) == NASS_OK);
		LAW(nass_str_eq(m[0].value, fresh));
	}
	nass_buf_fini(&text);
	nass_buf_fini(&line);
	nass_buf_fini(&json);
	return 0;
}
