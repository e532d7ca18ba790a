/*
 * fuzz_option.c - what an option's value may be: read within its range, or refused
 * with words; whatever was read can be written and read again.
 */
#include "cli/cli.h"
#include "corpus/parts.h"
#include "law.h"

#include <nass/word.h>

static const struct nass_column columns[] = { { .name = "term" },
	{ .name = "count" }, { .name = "bar", .role = NASS_ROLE_BAR },
	{ .name = NULL } };

static void
numbers(const char *value)
{
	static const char *const names[] = { "auto", "always", NULL };
	struct cli_opt opt = { .name = "x", .min = 1, .max = 1 << 20 };
	struct nass_err err = { .what = "" };
	char again[32];
	uint64_t x = 0;
	uint64_t y = 0;
	unsigned which = 2;

	if (cli_size(&opt, value, &x, &err)) {
		LAW(x >= opt.min && x <= opt.max);
		snprintf(again, sizeof(again), "%llu", (unsigned long long)x);
		LAW(cli_count(&opt, again, &y, &err) && x == y);
	} else {
		LAW(err.what[0] != '\0');
		LAW(!cli_count(&opt, value, &y, &err));
	}
	opt.names = names;
	if (cli_choice(&opt, value, &which, &err))
		LAW(which < 2 && strcmp(value, names[which]) == 0);
}

static void
lists(struct nass_str value)
{
	struct nass_parts_opts parts = { .size = 0 };
	struct nass_column chosen[8];
	enum nass_format format;
	struct nass_err err;
	unsigned kinds = 0;
	size_t index[8];
	size_t n = 0;
	size_t i;

	if (nass_kinds_parse(value, &kinds, &err) == NASS_OK)
		LAW(kinds != 0 && (kinds & ~NASS_TOKEN_ALL) == 0);
	if (nass_unit_parse(value, &parts, &err) == NASS_OK)
		LAW(parts.unit <= NASS_UNIT_BYTES);
	if (nass_format_parse(value, &format))
		LAW(format <= NASS_FORMAT_SVG);
	if (nass_columns_parse(value, columns, 4, NASS_STR("term,count"),
		chosen, index, 8, &n, &err) == NASS_OK)
		LAW(n >= 1 && n <= 8);
	for (i = 0; i < n; i++)
		LAW(index[i] < 4);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char *value = malloc(n + 1);

	LAW(value != NULL);
	memcpy(value, data, n);
	value[n] = '\0';
	numbers(value);
	lists(nass_str(value));
	free(value);
	return 0;
}
