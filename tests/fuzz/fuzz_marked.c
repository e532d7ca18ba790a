/*
 * fuzz_marked.c - text with marks in it (pages, <doc> and <DOC>, mARkdown, lines that
 * separate): any bytes, the same in any pieces.
 */
#include "container.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const from[] = { "html", "docs", "openiti", "text",
		"text", "text", "lines" };
	static struct nass_regex *regex;
	struct nass_str in = input(data, n);
	size_t which = choose(&in, 14);
	struct nass_corpus_opts opts = { .from = from[which / 2] };

	if (regex == NULL)
		OK(nass_regex_new(NASS_STR("^#+ "), false, &regex, NULL));
	opts.separator = which / 2 == 3 ? regex : NULL;
	opts.drops_separator = which % 2 == 0;
	opts.blank_lines = which / 2 == 4 ? 1 + which % 2 : 0;
	opts.form_feed = which / 2 == 5;
	same_in_pieces(&opts, in);
	return 0;
}
