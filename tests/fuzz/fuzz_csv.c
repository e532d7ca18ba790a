/*
 * fuzz_csv.c - any bytes are a table, the same in any pieces; and cells that are
 * quoted by the book (RFC 4180) come back.
 */
#include "container.h"

/* A cell without CR, which ends lines, written by the book. */
static void
returns(struct nass_str cell)
{
	struct nass_corpus_opts opts = { .from = "csv" };
	struct nass_member m = { .name = NASS_STR("text") };
	struct nass_buf csv = NASS_BUF_INIT;
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_buf text = NASS_BUF_INIT;
	struct nass_str line;
	size_t i;

	OK(nass_buf_put(&csv, NASS_STR("id,text,"), NULL));
	/* What is in the cell shall not make the file a tar. */
	for (i = 0; i < 512; i++)
		OK(nass_buf_putc(&csv, 'n', NULL));
	OK(nass_buf_put(&csv, NASS_STR("\n1,\""), NULL));
	for (i = 0; i < cell.n; i++) {
		if (cell.p[i] == '"')
			OK(nass_buf_putc(&csv, '"', NULL));
		OK(nass_buf_putc(&csv, cell.p[i], NULL));
	}
	OK(nass_buf_put(&csv, NASS_STR("\",\n"), NULL));
	read_container(&opts, nass_buf_str(&csv), 7, &out);
	line = nass_buf_str(&out);
	line = nass_str_cut(&line, '\n');
	OK(nass_json_find(line, &m, 1, NULL));
	OK(nass_json_decode(m.value, &text, NULL, NULL));
	LAW(nass_str_eq(nass_buf_str(&text), cell));
	nass_buf_fini(&csv);
	nass_buf_fini(&out);
	nass_buf_fini(&text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct nass_str in = input(data, n);
	size_t which = choose(&in, 4);
	struct nass_corpus_opts opts = { .from = which & 1 ? "csv" : "tsv",
		.has_no_header = (which & 2) != 0,
		.text_column = which & 2 ? "2" : NULL };
	struct nass_buf own = NASS_BUF_INIT;
	struct nass_str cell;
	size_t i;

	same_in_pieces(&opts, in);
	cell = mended(nass_str_sub(in, 0, in.n < 1000 ? in.n : 1000), &own);
	for (i = 0; i < own.n; i++)
		if (own.p[i] == '\r')
			own.p[i] = ' ';
	returns(cell);
	nass_buf_fini(&own);
	return 0;
}
