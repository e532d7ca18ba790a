/*
 * brotli.c - Brotli (RFC 7932), which browsers and so crawlers ask for.
 */
#include <brotli/decode.h>

#include "corpus/format.h"

enum {
	STEP = 64 * 1024
};

static enum nass_code
fail(const BrotliDecoderState *b, struct nass_err *err)
{
	BrotliDecoderErrorCode why = BrotliDecoderGetErrorCode(b);

	if (why <= BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MODES &&
	    why >= BROTLI_DECODER_ERROR_ALLOC_BLOCK_TYPE_TREES)
		return nass_fail_nomem(err);
	return nass_fail(err, NASS_EINPUT, 0, "Brotli data is damaged");
}

/*
 * Is there more than line ends behind the data, which has no checksum?  A few
 * bytes of anything may read as an empty text.
 */
static bool
has_more(const uint8_t *p, size_t n)
{
	while (n > 0 && (p[n - 1] == '\r' || p[n - 1] == '\n'))
		n--;
	return n > 0;
}

enum nass_code
corpus__brotli(struct nass_str body, uint64_t max, struct nass_buf *plain,
    struct nass_err *err)
{
	BrotliDecoderState *b = BrotliDecoderCreateInstance(NULL, NULL, NULL);
	BrotliDecoderResult result = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
	const uint8_t *in = (const uint8_t *)body.p;
	uint8_t *out;
	size_t old = plain->n;
	size_t room = 0;
	enum nass_code code = b == NULL ? nass_fail_nomem(err) : NASS_OK;

	while (code == NASS_OK &&
	    result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
		code = nass_buf_grow(plain, STEP, err);
		if (code != NASS_OK)
			break;
		out = (uint8_t *)plain->p + plain->n;
		room = STEP;
		result = BrotliDecoderDecompressStream(
		    b, &body.n, &in, &room, &out, NULL);
		plain->n += STEP - room;
		if (plain->n - old > max)
			code = NASS_ELIMIT;
	}
	if (code == NASS_OK && result == BROTLI_DECODER_RESULT_ERROR)
		code = fail(b, err);
	else if (code == NASS_OK && result != BROTLI_DECODER_RESULT_SUCCESS)
		code = nass_fail(
		    err, NASS_EINPUT, 0, "Brotli data ends in the middle");
	else if (code == NASS_OK && has_more(in, body.n))
		code = nass_fail(err, NASS_EINPUT, 0,
		    "bytes behind the end of the Brotli data");
	BrotliDecoderDestroyInstance(b);
	return code;
}
