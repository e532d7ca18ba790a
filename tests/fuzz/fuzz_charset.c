/*
 * fuzz_charset.c - a guess names a charset that exists; decoding gives well-formed
 * text, the same in any pieces.
 */
#include "corpus/charset.h"
#include "law.h"

static void
decode(const char *name, struct nass_str in, size_t step)
{
	struct nass_buf whole = NASS_BUF_INIT;
	struct nass_buf parts = NASS_BUF_INIT;
	struct nass_charset *cs;
	uint64_t first[2];
	uint64_t nbad;
	size_t at;
	size_t end;

	OK(nass_charset_new(name, &cs, NULL));
	OK(nass_charset_decode(cs, in, true, NASS_UTF8_REPLACE, &whole, NULL));
	LAW(nass_utf8_valid(nass_buf_str(&whole)) == whole.n);
	nbad = nass_charset_bad(cs, &first[0]);
	nass_charset_reset(cs);
	for (at = 0; at < in.n || at == 0; at = end) {
		end = in.n - at < step ? in.n : at + step;
		OK(nass_charset_decode(cs, nass_str_sub(in, at, end),
		    end == in.n, NASS_UTF8_REPLACE, &parts, NULL));
		if (end == in.n)
			break;
	}
	LAW(nass_str_eq(nass_buf_str(&whole), nass_buf_str(&parts)));
	LAW(nass_charset_bad(cs, &first[1]) == nbad);
	LAW(nbad == 0 || first[0] <= in.n);
	nass_charset_free(cs);
	nass_buf_fini(&whole);
	nass_buf_fini(&parts);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const names[] = { "UTF-8", "UTF-16LE", "UTF-16BE",
		"UTF-32LE", "UTF-32BE", "windows-1256", "ISO-8859-6",
		"MacArabic", "gb18030", "Shift_JIS", "ISO-2022-JP", "UTF-7" };
	struct nass_str in = input(data, n);
	size_t step = 1 + choose(&in, 16);
	size_t which = choose(&in, sizeof(names) / sizeof(names[0]));
	struct nass_guess g;

	decode(names[which], in, step);
	OK(nass_charset_guess(in, true, &g, NULL));
	LAW(g.sure <= 100 && g.other_sure <= g.sure);
	if (g.sure >= NASS_CHARSET_SURE)
		decode(g.name, in, step);
	return 0;
}
