/*
 * fuzz_mojibake.c - what is mended is well-formed, and line by line; Arabic and ASCII
 * are clean; Arabic that was read as Latin-1 comes back.
 */
#include "corpus/mojibake.h"
#include "law.h"

static struct nass_mojibake *mojibake;

/* Mended, or the text itself if there was nothing to mend. */
static uint64_t
mend(struct nass_str text, struct nass_buf *out)
{
	uint64_t n;

	out->n = 0;
	OK(nass_mojibake_mend(mojibake, text, out, &n, NULL));
	LAW((n == 0) == (out->n == 0));
	if (n == 0)
		OK(nass_buf_put(out, text, NULL));
	LAW(nass_utf8_valid(nass_buf_str(out)) == out->n);
	return n;
}

static void
by_line(struct nass_str text)
{
	struct nass_buf whole = NASS_BUF_INIT;
	struct nass_buf part = NASS_BUF_INIT;
	struct nass_buf parts = NASS_BUF_INIT;
	struct nass_str line;

	mend(text, &whole);
	while (text.p != NULL) {
		line = nass_str_cut(&text, '\n');
		mend(line, &part);
		OK(nass_buf_put(&parts, nass_buf_str(&part), NULL));
		if (text.p != NULL)
			OK(nass_buf_putc(&parts, '\n', NULL));
	}
	LAW(nass_str_eq(nass_buf_str(&whole), nass_buf_str(&parts)));
	nass_buf_fini(&whole);
	nass_buf_fini(&part);
	nass_buf_fini(&parts);
}

/* ASCII and letters of Arabic made of the bytes: nothing to mend. */
static void
is_clean(struct nass_str in)
{
	struct nass_buf text = NASS_BUF_INIT;
	struct nass_buf out = NASS_BUF_INIT;
	unsigned char c;
	size_t i;

	for (i = 0; i < in.n; i++) {
		c = (unsigned char)in.p[i];
		OK(nass_utf8_put(
		    &text, c < 0x80 ? c : 0x621u + c % 0x2A, NULL));
	}
	LAW(mend(nass_buf_str(&text), &out) == 0);
	nass_buf_fini(&text);
	nass_buf_fini(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct nass_buf own = NASS_BUF_INIT;

	if (mojibake == NULL)
		OK(nass_mojibake_new(&mojibake, NULL));
	by_line(mended(input(data, n), &own));
	is_clean(input(data, n));
	nass_buf_fini(&own);
	return 0;
}
