/*
 * gen-norm.c - makes lib/norm/rules_table.h out of the tables of lib/norm
 * and of ICU's copy of the Unicode data.
 *
 *	operations.tsv ──> enum of operations, their values
 *	rules.tsv      ──> for each operation=value a sorted list of rules
 *	profiles.tsv   ──> names and specs
 *	ICU            ──> which code points a normalisation form may touch
 *
 * Beside the lists, a two-stage table says for each code point which
 * operations have a rule for it, so that most text is passed over.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#define LIMIT    0x110000u
#define BLOCK    64u
#define OTHERS   0xFFFFFFFFu
#define MAX_OPS  24
#define NELEM(a) (sizeof(a) / sizeof((a)[0]))

struct value {
	char op[24], name[24];
};

struct rule {
	char list[48]; /* operation=value, with @fa */
	uint32_t from;
	unsigned when;
	unsigned n;
	unsigned to; /* place in the pool */
	unsigned row;
};

static struct value values[128];
static size_t nvalue;
static char ops[MAX_OPS][24];
static size_t nop;
static struct rule rules[8192];
static size_t nrule;
static uint32_t pool[8192];
static size_t npool;
static uint32_t touch[LIMIT];

static const char *const whens[] = { "", "final", "between", "after", "decimal",
	"group", "joiner", "selector" };

static _Noreturn void
die(const char *what, const char *where)
{
	fprintf(stderr, "gen-norm: %s: %s\n", what, where);
	exit(1);
}

/* The next row of a table, cut at its tabs; missing columns are empty. */
static int
row(FILE *f, char *line, size_t size, char *column[4])
{
	size_t i;

	do {
		if (fgets(line, (int)size, f) == NULL)
			return 0;
		line[strcspn(line, "\n")] = '\0';
	} while (line[0] == '#' || line[0] == '\0');
	for (i = 0; i < 4; i++) {
		column[i] = line;
		line += strcspn(line, "\t");
		if (*line == '\t')
			*line++ = '\0';
	}
	return 1;
}

static FILE *
table(const char *name)
{
	char path[64];
	FILE *f;

	snprintf(path, sizeof(path), "lib/norm/%s.tsv", name);
	f = fopen(path, "r");
	if (f == NULL)
		die("cannot open", path);
	return f;
}

static size_t
find_op(const char *name, size_t n)
{
	size_t i;

	for (i = 0; i < nop; i++)
		if (strlen(ops[i]) == n && memcmp(ops[i], name, n) == 0)
			return i;
	return nop;
}

static void
read_operations(void)
{
	FILE *f = table("operations");
	char line[512];
	char *c[4];

	while (row(f, line, sizeof(line), c)) {
		if (find_op(c[0], strlen(c[0])) == nop)
			snprintf(ops[nop++], sizeof(ops[0]), "%s", c[0]);
		snprintf(values[nvalue].op, sizeof(values[0].op), "%s", c[0]);
		snprintf(
		    values[nvalue].name, sizeof(values[0].name), "%s", c[1]);
		nvalue++;
	}
	fclose(f);
}

/* Code points into the pool; a sequence that is there already is used again. */
static unsigned
pooled(const uint32_t *cps, unsigned n)
{
	size_t i;

	for (i = 0; i + n <= npool; i++)
		if (memcmp(pool + i, cps, n * sizeof(*cps)) == 0)
			return (unsigned)i;
	if (npool + n > NELEM(pool))
		die("pool is full", "rules.tsv");
	memcpy(pool + npool, cps, n * sizeof(*cps));
	npool += n;
	return (unsigned)(npool - n);
}

static unsigned
sequence(const char *text, uint32_t *cps)
{
	unsigned n = 0;
	char *end;

	while (*text != '\0' && n < 64) {
		cps[n++] = (uint32_t)strtoul(text, &end, 16);
		if (end == text)
			die("not a code point", text);
		text = end + strspn(end, " .");
	}
	return n;
}

static unsigned
compatible(uint32_t cp, uint32_t *cps)
{
	UErrorCode error = U_ZERO_ERROR;
	const UNormalizer2 *nfkc = unorm2_getNFKCInstance(&error);
	UChar32 one = (UChar32)cp, many[64];
	UChar in[2], out[64];
	int32_t n = 0, i;

	u_strFromUTF32(in, 2, &n, &one, 1, &error);
	n = unorm2_normalize(nfkc, in, n, out, 64, &error);
	u_strToUTF32(many, 64, &n, out, n, &error);
	if (U_FAILURE(error))
		die("cannot normalise", u_errorName(error));
	for (i = 0; i < n; i++)
		cps[i] = (uint32_t)many[i];
	return (unsigned)n;
}

static void
add(const char *list, uint32_t from, unsigned when, const uint32_t *cps,
    unsigned n)
{
	struct rule *r = &rules[nrule];
	size_t op = find_op(list, strcspn(list, "="));

	if (nrule == NELEM(rules))
		die("too many rules", list);
	snprintf(r->list, sizeof(r->list), "%s", list);
	r->from = from;
	r->when = when;
	r->n = n;
	r->to = pooled(cps, n);
	r->row = (unsigned)nrule++;
	if (from < LIMIT && op < nop)
		touch[from] |= (uint32_t)1 << op;
}

static void
expand(const char *list, const char *from, unsigned when, const char *to)
{
	uint32_t cps[64], first, last, cp;
	unsigned n = 0;
	char *end;

	if (strcmp(from, "*") == 0) {
		add(list, OTHERS, when, cps, 0);
		return;
	}
	first = last = (uint32_t)strtoul(from, &end, 16);
	if (strncmp(end, "..", 2) == 0)
		last = (uint32_t)strtoul(end + 2, &end, 16);
	if (*end == ' ') { /* a sequence: kept in the pool, before any `to` */
		n = sequence(from, cps);
		add(list, first, when, cps, n);
		return;
	}
	for (cp = first; cp <= last; cp++) {
		if (strcmp(to, "compat") == 0) {
			n = compatible(cp, cps);
			if (n == 1 && cps[0] == cp)
				continue;
		} else if (strcmp(to, "=") == 0) {
			cps[0] = cp;
			n = 1;
		} else {
			n = sequence(to, cps);
			if (n == 1 && strstr(to, "..") != NULL)
				cps[0] += cp - first;
		}
		add(list, cp, when, cps, n);
	}
}

static void
read_rules(void)
{
	FILE *f = table("rules");
	char line[512];
	char *c[4];
	char *when;
	unsigned i;

	while (row(f, line, sizeof(line), c)) {
		when = strchr(c[0], ':');
		i = 0;
		if (when != NULL) {
			*when++ = '\0';
			for (i = 1; i < NELEM(whens); i++)
				if (strcmp(whens[i], when) == 0)
					break;
			if (i == NELEM(whens))
				die("unknown condition", when);
		}
		expand(c[0], c[1], i, c[2]);
	}
	fclose(f);
}

static int
by_list(const void *a, const void *b)
{
	const struct rule *x = a;
	const struct rule *y = b;
	int c = strcmp(x->list, y->list);

	if (c != 0)
		return c;
	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if ((x->when == 0) != (y->when == 0))
		return x->when == 0 ? 1 : -1;
	return x->row < y->row ? -1 : 1;
}

/* What a form may change: not inert forwards or backwards (UAX #15, 9). */
static void
read_forms(void)
{
	UErrorCode error = U_ZERO_ERROR;
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&error);
	const UNormalizer2 *nfkc = unorm2_getNFKCInstance(&error);
	uint32_t cp;

	for (cp = 0; cp < LIMIT; cp++) {
		if (u_getCombiningClass((UChar32)cp) != 0 ||
		    u_getIntPropertyValue((UChar32)cp, UCHAR_NFC_QUICK_CHECK) !=
			UNORM_YES)
			touch[cp] |= (uint32_t)1 << 24;
		if (u_getCombiningClass((UChar32)cp) != 0 ||
		    u_getIntPropertyValue(
			(UChar32)cp, UCHAR_NFKC_QUICK_CHECK) != UNORM_YES)
			touch[cp] |= (uint32_t)1 << 25;
		if (!unorm2_hasBoundaryBefore(nfc, (UChar32)cp))
			touch[cp] |= (uint32_t)1 << 26;
		if (!unorm2_hasBoundaryBefore(nfkc, (UChar32)cp))
			touch[cp] |= (uint32_t)1 << 27;
		if (u_foldCase((UChar32)cp, U_FOLD_CASE_DEFAULT) != (UChar32)cp)
			touch[cp] |= (uint32_t)1
			    << find_op("case", strlen("case"));
	}
	touch[0x640] |= (uint32_t)1 << find_op("tatweel", strlen("tatweel"));
	touch[0x670] |= (uint32_t)1
	    << find_op("dagger-alef", strlen("dagger-alef"));
	touch[0x20] |= (uint32_t)1 << find_op("spaces", strlen("spaces"));
}

static void
upper(const char *s)
{
	for (; *s != '\0'; s++)
		putchar(*s == '-'                ? '_'
			: *s >= 'a' && *s <= 'z' ? *s - 32
						 : *s);
}

static void
quoted(const char *s)
{
	putchar('"');
	for (; *s != '\0'; s++) {
		if (*s == '"' || *s == '\\')
			putchar('\\');
		putchar(*s);
	}
	putchar('"');
}

static void
print_operations(void)
{
	size_t i, at = 0;

	puts("/* clang-format off */\n#ifndef NORM_OPS\n#define NORM_OPS\n"
	     "enum norm__op {");
	for (i = 0; i < nop; i++) {
		printf("\tNORM_");
		upper(ops[i]);
		puts(",");
	}
	puts("\tNORM_NOPS,\n};\n\nenum norm__value {");
	for (i = 0; i < nvalue; i++) {
		if (i == 0 || strcmp(values[i].op, values[i - 1].op) != 0)
			at = i;
		printf("\tNORM_");
		upper(values[i].op);
		putchar('_');
		upper(values[i].name + (values[i].name[0] == '+'));
		printf(" = %zu,\n", i - at);
	}
	puts("};\n#endif\n\n#ifdef NORM_TABLES /* rules.c alone */\n"
	     "static const struct norm__value_row norm_values[] = {");
	for (i = 0; i < nvalue; i++) {
		printf("\t{ NORM_");
		upper(values[i].op);
		printf(", ");
		quoted(values[i].name + (values[i].name[0] == '+'));
		puts(values[i].name[0] == '+' ? ", true }," : ", false },");
	}
	puts("};\n\nstatic const char *const norm_op_names[] = {");
	for (i = 0; i < nop; i++)
		printf("\t\"%s\",\n", ops[i]);
	puts("};");
}

static void
print_profiles(void)
{
	FILE *f = table("profiles");
	char line[512];
	char *c[4];
	size_t i;

	puts("\nstatic const struct norm__profile norm_profiles[] = {");
	while (row(f, line, sizeof(line), c)) {
		fputs("\t{ ", stdout);
		for (i = 0; i < 3; i++) {
			quoted(c[i]);
			fputs(i == 2 ? " },\n" : ", ", stdout);
		}
	}
	puts("};");
	fclose(f);
}

static void
print_rules(void)
{
	size_t i, first = 0;
	char *eq, *at;

	printf("\nstatic const uint32_t norm_pool[] = {");
	for (i = 0; i < npool; i++)
		printf(
		    "%s0x%X,", i % 10 == 0 ? "\n\t" : " ", (unsigned)pool[i]);
	puts("\n};\n\nstatic const struct norm__rule norm_rules[] = {");
	for (i = 0; i < nrule; i++)
		printf("\t{ 0x%X, %u, %u, %u },%s%s\n", (unsigned)rules[i].from,
		    rules[i].to, rules[i].n, rules[i].when,
		    i == 0 || strcmp(rules[i].list, rules[i - 1].list) != 0
			? " /* "
			: "",
		    i == 0 || strcmp(rules[i].list, rules[i - 1].list) != 0
			? strcat(strcpy((char[64]){ 0 }, rules[i].list), " */")
			: "");
	puts("};\n\nstatic const struct norm__list norm_lists[] = {");
	for (i = 0; i <= nrule; i++) {
		if (i < nrule && strcmp(rules[i].list, rules[first].list) == 0)
			continue;
		eq = strchr(rules[first].list, '=');
		at = strchr(rules[first].list, '@');
		*eq = '\0';
		if (at != NULL)
			*at = '\0';
		if (find_op(rules[first].list, strlen(rules[first].list)) ==
		    nop)
			printf("\t{ NORM_NOPS, 0");
		else {
			printf("\t{ NORM_");
			upper(rules[first].list);
			printf(", NORM_");
			upper(rules[first].list);
			putchar('_');
			upper(eq + 1);
		}
		printf(", %s, %zu, %zu },\n", at != NULL ? "true" : "false",
		    first, i - first);
		first = i;
		if (i == nrule)
			break;
	}
	puts("};");
}

static void
print_touch(void)
{
	static uint32_t masks[256];
	static uint8_t number[LIMIT];
	static uint8_t stage1[LIMIT / BLOCK];
	static uint32_t blocks[256];
	size_t nmask = 0, nblock = 0, i, k;
	uint32_t cp;

	for (cp = 0; cp < LIMIT; cp++) {
		for (i = 0; i < nmask && masks[i] != touch[cp]; i++)
			;
		if (i == NELEM(masks))
			die("too many combinations", "touch");
		if (i == nmask)
			masks[nmask++] = touch[cp];
		number[cp] = (uint8_t)i;
	}
	for (cp = 0; cp < LIMIT; cp += BLOCK) {
		for (k = 0; k < nblock; k++)
			if (memcmp(number + blocks[k], number + cp, BLOCK) == 0)
				break;
		if (k == NELEM(blocks))
			die("too many blocks", "touch");
		if (k == nblock)
			blocks[nblock++] = cp;
		stage1[cp / BLOCK] = (uint8_t)k;
	}
	puts("\nstatic const uint32_t norm_touch_masks[] = {");
	for (i = 0; i < nmask; i++)
		printf("\t0x%08X,\n", (unsigned)masks[i]);
	printf("};\n\nstatic const uint8_t norm_touch_stage1[] = {");
	for (i = 0; i < LIMIT / BLOCK; i++)
		printf("%s%u,", i % 16 == 0 ? "\n\t" : " ", stage1[i]);
	printf(
	    "\n};\n\nstatic const uint8_t norm_touch_stage2[][%u] = {", BLOCK);
	for (k = 0; k < nblock; k++) {
		fputs("\n\t{", stdout);
		for (i = 0; i < BLOCK; i++)
			printf("%s%u,", i % 16 == 0 ? "\n\t" : " ",
			    number[blocks[k] + i]);
		fputs(" },", stdout);
	}
	puts("\n};\n#endif\n/* clang-format on */");
}

int
main(void)
{
	read_operations();
	read_rules();
	read_forms();
	qsort(rules, nrule, sizeof(rules[0]), by_list);
	printf("/* By scripts/gen-norm.c from lib/norm/ .tsv and ICU, "
	       "Unicode %s: do not edit. */\n",
	    U_UNICODE_VERSION);
	print_operations();
	print_profiles();
	print_rules();
	print_touch();
	return 0;
}
