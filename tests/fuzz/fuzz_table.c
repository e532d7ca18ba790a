/*
 * fuzz_table.c - cells of any text: a row of tsv is a line with a TAB between cells
 * and no control character; of jsonl an object that holds the text; all others are
 * well-formed and cannot drive a terminal.
 */
#include "law.h"
#include "table/table.h"

#include <nass/doc.h>

static void
is_harmless(struct nass_str out, bool keeps_tabs)
{
	size_t i;

	LAW(nass_utf8_valid(out) == out.n);
	for (i = 0; i < out.n; i++)
		LAW((unsigned char)out.p[i] >= 0x20 || out.p[i] == '\n' ||
		    (out.p[i] == '\t' && keeps_tabs));
}

static void
is_line(struct nass_str out)
{
	size_t ntab = 0;
	size_t nline = 0;
	size_t i;

	for (i = 0; i < out.n; i++) {
		ntab += out.p[i] == '\t';
		nline += out.p[i] == '\n';
	}
	LAW(nline == 2 && ntab == 2);
}

static void
holds(struct nass_str out, struct nass_str text)
{
	struct nass_member m = { .name = NASS_STR("a") };
	struct nass_buf b = NASS_BUF_INIT;

	OK(nass_json_find(out, &m, 1, NULL));
	OK(nass_json_decode(m.value, &b, NULL, NULL));
	LAW(nass_str_eq(nass_buf_str(&b), text));
	nass_buf_fini(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const struct nass_column column[] = {
		{ .name = "a", .role = NASS_ROLE_BEFORE }, { .name = "b" }
	};
	struct nass_table_opts opts = nass_table_default;
	struct nass_str in = input(data, n);
	enum nass_format format = (enum nass_format)choose(&in, 8);
	struct nass_buf own = NASS_BUF_INIT;
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_str text;
	struct nass_cell cell[2];
	struct nass_table *t;

	opts.format = format;
	opts.width = choose(&in, 2) != 0 ? 40 : 0;
	opts.bidi = (enum nass_bidi)choose(&in, 3);
	text = mended(in, &own);
	cell[0] = nass_cell_text(text);
	cell[1] = nass_cell_text(nass_str_sub(text, 0, 0));
	OK(nass_table_new(&opts, column, 2, &out, &t, NULL));
	OK(nass_table_row(t, cell, NULL));
	OK(nass_table_end(t, NULL));
	nass_table_free(t);
	if (format == NASS_FORMAT_TSV)
		is_line(nass_buf_str(&out));
	if (format == NASS_FORMAT_JSONL)
		holds(nass_buf_str(&out), text);
	else if (format != NASS_FORMAT_CSV)
		is_harmless(nass_buf_str(&out), format == NASS_FORMAT_TSV);
	nass_buf_fini(&own);
	nass_buf_fini(&out);
	return 0;
}
