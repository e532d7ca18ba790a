/*
 * fuzz_counts.c - counts that are read and written come back the same, and two files
 * of them add up in either order.
 */
#include "law.h"

#include <nass/count.h>

static enum nass_code
append(void *arg, struct nass_buf *out, struct nass_err *err)
{
	enum nass_code code = nass_buf_put(arg, nass_buf_str(out), err);

	out->n = 0;
	return code;
}

/* Read these lines, in this order; false if they are refused. */
static bool
sum(struct nass_str a, struct nass_str b, struct nass_buf *out)
{
	struct nass_count_opts opts = nass_count_default;
	struct nass_count *c;
	struct nass_err err;
	bool is_read;

	opts.learns_identity = true;
	opts.memory = a.n % 2 == 0 ? 1 << 30 : 1;
	OK(nass_count_new(&opts, &c, NULL));
	is_read = nass_counts_read(c, a, &err) == NASS_OK;
	if (!is_read)
		LAW(err.at <= a.n && err.what[0] != '\0');
	is_read = is_read && nass_counts_read(c, b, &err) == NASS_OK;
	if (is_read) {
		OK(nass_count_finish(c, NASS_ORDER_KEY, NULL));
		is_read = nass_counts_write(c, append, out, &err) == NASS_OK;
		LAW(is_read || err.code == NASS_ELIMIT);
	}
	nass_count_free(c);
	return is_read;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct nass_str in = input(data, n);
	size_t cut = choose(&in, 256) * in.n / 256;
	struct nass_str a;
	struct nass_str b;
	struct nass_buf ab = NASS_BUF_INIT;
	struct nass_buf ba = NASS_BUF_INIT;
	struct nass_buf again = NASS_BUF_INIT;

	while (cut > 0 && in.p[cut - 1] != '\n')
		cut--;
	a = nass_str_sub(in, 0, cut);
	b = nass_str_sub(in, cut, in.n);
	if (sum(a, b, &ab)) {
		LAW(sum(b, a, &ba));
		LAW(nass_str_eq(nass_buf_str(&ab), nass_buf_str(&ba)));
		LAW(sum(nass_buf_str(&ab), NASS_STR(""), &again));
		LAW(nass_str_eq(nass_buf_str(&ab), nass_buf_str(&again)));
	}
	nass_buf_fini(&ab);
	nass_buf_fini(&ba);
	nass_buf_fini(&again);
	return 0;
}
