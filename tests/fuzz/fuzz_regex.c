/*
 * fuzz_regex.c - a line of regular expression, then text: it is refused at a byte
 * of it, or its matches lie in order in the text, or a limit is told of.
 */
#include "law.h"
#include "text/regex.h"

static void
search(const struct nass_regex *re, struct nass_str text)
{
	struct nass_regex_state *state;
	enum nass_code code = NASS_OK;
	size_t from = 0;
	size_t start;
	size_t end;

	OK(nass_regex_state_new(re, &state, NULL));
	while (from <= text.n && code == NASS_OK) {
		code =
		    nass_regex_find(re, state, text, from, &start, &end, NULL);
		if (code != NASS_OK)
			break;
		LAW(from <= start && end <= text.n);
		from = end > from ? end : from + 1;
		while (from < text.n &&
		    ((unsigned char)text.p[from] & 0xC0) == 0x80)
			from++;
	}
	LAW(code == NASS_OK || code == NASS_END || code == NASS_ELIMIT);
	nass_regex_state_free(state);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct nass_str in = input(data, n);
	bool ignores_case = choose(&in, 2) != 0;
	struct nass_buf own = NASS_BUF_INIT;
	struct nass_buf own_pattern = NASS_BUF_INIT;
	struct nass_str line = nass_str_cut(&in, '\n');
	struct nass_str pattern = mended(line, &own_pattern);
	struct nass_str text = mended(in, &own);
	struct nass_regex *re;
	struct nass_err err;

	if (nass_regex_new(pattern, ignores_case, &re, &err) == NASS_OK) {
		search(re, text);
		nass_regex_free(re);
	} else {
		LAW(err.code == NASS_EUSAGE && err.at <= pattern.n);
	}
	nass_buf_fini(&own);
	nass_buf_fini(&own_pattern);
	return 0;
}
