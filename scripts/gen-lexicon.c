/*
 * gen-lexicon.c - makes lib/boiler/lexicon_table.h, the nodes of the built-in
 * lexicon, out of the lists of lib/boiler that a linguist reads.
 *
 *	gen-lexicon lexicon.tsv function-words.tsv word-classes.tsv
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "boiler/judge.h"

#define NODES 24576 /* three of four places of the table */

static struct fold fold;
static struct code code;
static struct lex_builder builder;

static void
die(const char *what)
{
	fprintf(stderr, "gen-lexicon: %s\n", what);
	exit(1);
}

static struct nass_str
load(const char *path)
{
	static char bytes[3][1 << 20];
	static unsigned n;
	FILE *f = fopen(path, "r");
	struct nass_str s = { bytes[n], 0 };

	if (f == NULL)
		die(path);
	s.n = fread(bytes[n++], 1, sizeof bytes[0], f);
	fclose(f);
	return s;
}

/* Rows `class TAB word`; a file of one column has words of class `one`. */
static void
add_words(struct nass_str rest, const char *one)
{
	while (rest.n > 0) {
		struct nass_str word = nass_str_cut(&rest, '\n');
		struct nass_str class = nass_str(one);

		if (word.n == 0 || word.p[0] == '#')
			continue;
		if (one[0] == '\0')
			class = nass_str_cut(&word, '\t');
		word = nass_str_cut(&word, '\t');
		boiler__builder_add_word(&builder, &code, &fold, class, word);
	}
}

/* What nodes are, each once; the index of each in *of. */
static size_t
squeeze(uint16_t *of)
{
	size_t n = 0;

	for (size_t i = 0; i < builder.n; i++) {
		size_t k = 0;

		while (k < n &&
		    memcmp(&builder.what[k], &builder.what[i],
			sizeof builder.what[0]) != 0)
			k++;
		of[i] = (uint16_t)k;
		if (k == n)
			builder.what[n++] = builder.what[i];
	}
	return n;
}

/* `step` values a row, as many as fill 80 columns. */
static void
print(const char *head, size_t i, size_t step, unsigned value)
{
	if (i == 0)
		printf("\nstatic const %s = {", head);
	printf("%s%s%x,", i % step == 0 ? "\n\t" : "", value == 0 ? "" : "0x",
	    value);
}

int
main(int argc, char *argv[])
{
	static uint16_t of[2 * NODES];
	struct nass_err err;
	char head[64];
	size_t nwhat;

	if (argc != 4)
		die("usage: gen-lexicon PHRASES FUNCTION-WORDS WORD-CLASSES");
	boiler__fold_init(&fold);
	boiler__code_init(&code, &fold);
	if (boiler__builder_init(&builder, NODES, &err) != NASS_OK ||
	    boiler__builder_add(&builder, &code, &fold, load(argv[1]), &err) !=
		NASS_OK)
		die(err.what);
	add_words(load(argv[2]), "function");
	add_words(load(argv[3]), "");
	if (builder.n > NODES)
		die("more nodes than room");
	nwhat = squeeze(of);
	printf(
	    "/* Made by scripts/gen-lexicon.c from lexicon.tsv, "
	    "function-words.tsv and\n * word-classes.tsv; do not edit. */\n");
	snprintf(head, sizeof head, "uint32_t lexicon_tag[%zu]", builder.cap);
	for (size_t i = 0; i < builder.cap; i++)
		print(head, i, 6, builder.tag[i]);
	printf("\n};\n");
	snprintf(head, sizeof head, "uint16_t lexicon_index[%zu]", builder.cap);
	for (size_t i = 0; i < builder.cap; i++)
		print(head, i, 14,
		    builder.tag[i] == 0 ? 0 : of[builder.index[i]]);
	printf("\n};\n\nstatic const struct lex_what lexicon_what[] = {\n");
	for (size_t i = 0; i < nwhat; i++) {
		const struct lex_what *w = &builder.what[i];

		printf("\t{ { %u, %u, %u, %u }, 0x%x, %d, %d, %d },\n",
		    w->kind[0], w->kind[1], w->kind[2], w->kind[3], w->class,
		    w->is_inner, w->begins, w->tells_anywhere);
	}
	printf("};\n");
	boiler__builder_fini(&builder);
	return 0;
}
