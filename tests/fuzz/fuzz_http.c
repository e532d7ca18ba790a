/*
 * fuzz_http.c - a head, an empty line, a body: any bytes are taken; and a body that
 * is cut into chunks by the book (RFC 9112, 7.1) comes back.
 */
#include "corpus/format.h"
#include "law.h"

static void
returns(struct nass_str body, size_t size)
{
	struct corpus__body scratch = { NASS_BUF_INIT, NASS_BUF_INIT };
	struct nass_buf chunked = NASS_BUF_INIT;
	struct nass_str out;
	size_t at;
	size_t end;

	for (at = 0; at < body.n; at = end) {
		end = body.n - at < size ? body.n : at + size;
		OK(nass_buf_printf(&chunked, NULL, "%zx\r\n", end - at));
		OK(nass_buf_put(&chunked, nass_str_sub(body, at, end), NULL));
		OK(nass_buf_put(&chunked, NASS_STR("\r\n"), NULL));
	}
	OK(nass_buf_put(&chunked, NASS_STR("0\r\n\r\n"), NULL));
	out = nass_buf_str(&chunked);
	OK(corpus__http_body(NASS_STR("Transfer-Encoding: chunked\r\n"), &out,
	    1 << 20, &scratch, NULL));
	LAW(body.n == 0 || nass_str_eq(out, body));
	nass_buf_fini(&chunked);
	nass_buf_fini(&scratch.chunks);
	nass_buf_fini(&scratch.plain);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct corpus__body scratch = { NASS_BUF_INIT, NASS_BUF_INIT };
	struct nass_str in = input(data, n);
	size_t size = 1 + choose(&in, 20);
	struct nass_str body = in;
	struct nass_str head;
	enum nass_code code;

	if (corpus__cut_head(&body, &head)) {
		LAW(head.p == in.p && body.p + body.n == in.p + in.n);
		code = corpus__http_body(head, &body, 1 << 16, &scratch, NULL);
		LAW(code == NASS_OK || code == NASS_EINPUT ||
		    code == NASS_ELIMIT);
		LAW(code != NASS_OK || body.n == 0 || body.p != NULL);
	}
	nass_buf_fini(&scratch.chunks);
	nass_buf_fini(&scratch.plain);
	returns(in, size);
	return 0;
}
