/*
 * test_clitics.c - particles and pronouns off a word: readings one by one, and
 * that whatever was attached by the rules comes off again.
 */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include <nass/word.h>

Suite *test_clitics(void);

#define NELEM(a) ((int)(sizeof(a) / sizeof((a)[0])))

static bool
list(void *arg, struct nass_str inside)
{
	struct nass_buf *b = arg;

	if (b->n > 0)
		ck_assert_int_eq(nass_buf_putc(b, ' ', NULL), NASS_OK);
	ck_assert_int_eq(nass_buf_put(b, inside, NULL), NASS_OK);
	return false;
}

/* All readings: without pronouns, and those that pronouns add. */
static const struct {
	const char *word, *particles, *all;
} readings[] = {
	{ "وبالكتاب", "كتاب الكتاب بالكتاب", "كتاب الكتاب بالكتاب" },
	{ "للكتاب", "كتاب لكتاب اللكتاب الكتاب", "كتاب لكتاب اللكتاب الكتاب" },
	{ "للغة", "لغة اللغة الغة", "لغة اللغة الغة" },
	{ "لله", "الله اله", "الله اله" },
	{ "ولله", "الله اله لله", "الله اله لله ولل" },
	{ "والله", "الله", "الله الل والل" },
	{ "سيكتب", "يكتب", "يكتب" },
	{ "سكتب", "", "" },
	{ "وسنكتبها", "نكتبها سنكتبها", "نكتبها نكتب سنكتبها سنكتب وسنكتب" },
	{ "مدرسته", "", "مدرست مدرسة" },
	{ "بمدرستهم", "مدرستهم", "مدرستهم مدرست مدرسة بمدرست بمدرسة" },
	{ "عليه", "", "علي علين على" },
	{ "أصدقائه", "", "أصدقائ أصدقاء أصدقاء أصدقاأ" },
	{ "درسوها", "", "درسو درسوا درسون" },
	/* What looks attached and is not. */
	{ "واحد", "", "" },
	{ "ولد", "", "" },
	{ "وولد", "ولد", "ولد" },
	{ "ووزير", "وزير", "وزير" },
	{ "وبعد", "بعد", "بعد" },
	{ "بعده", "", "بعد" },
	{ "الله", "", "الل" },
	{ "فكرتها", "", "فكرت فكرة" },
	/* Two letters: those of the list, or any behind an article. */
	{ "بيد", "يد", "يد" },
	{ "القش", "قش", "قش" },
	{ "بقش", "", "" },
	/* Marks go with their letters. */
	{ "وَالكِتَابُ", "كِتَابُ الكِتَابُ", "كِتَابُ الكِتَابُ" },
	{ "والكتابه", "كتابه الكتابه", "كتابه الكتابه الكتاب والكتاب" },
	{ "", "", "" },
	{ "و", "", "" },
	{ "the", "", "" },
	{ "والdata", "", "" },
};

START_TEST(reads)
{
	struct nass_buf b = NASS_BUF_INIT;
	struct nass_str word = nass_str(readings[_i].word);

	ck_assert(!nass_clitics(word, false, list, &b));
	ck_assert_msg(
	    nass_str_eq(nass_buf_str(&b), nass_str(readings[_i].particles)),
	    "%s: %.*s", readings[_i].word, (int)b.n, b.p);
	b.n = 0;
	ck_assert(!nass_clitics(word, true, list, &b));
	ck_assert_msg(nass_str_eq(nass_buf_str(&b), nass_str(readings[_i].all)),
	    "%s: %.*s", readings[_i].word, (int)b.n, b.p);
	nass_buf_fini(&b);
}
END_TEST

static bool
is(void *arg, struct nass_str inside)
{
	return nass_str_eq(inside, nass_str((const char *)arg));
}

/* The core of what is inside stands in the word. */
static bool
has_core(void *arg, struct nass_str inside)
{
	struct nass_str core = nass_clitics_core(inside);
	char room[256];

	memcpy(room, core.p, core.n);
	room[core.n] = '\0';
	ck_assert_msg(
	    strstr(arg, room) != NULL, "%s not in %s", room, (char *)arg);
	return false;
}

static const char *const chains[] = { "", "و", "ف", "ب", "ك", "ل", "ال", "وال",
	"فال", "بال", "كال", "لل", "وب", "وك", "ول", "فب", "فك", "فل", "وبال",
	"وكال", "ولل", "فبال", "فكال", "فلل" };
static const char *const pronouns[] = { "", "ه", "ها", "هما", "هم", "هن", "ك",
	"كما", "كم", "كن", "ي", "نا" };
/* As they stand, and before a pronoun. */
static const char *const words[][2] = { { "مدرسة", "مدرست" },
	{ "كتاب", "كتاب" }, { "مستوى", "مستوا" }, { "أصدقاء", "أصدقائ" },
	{ "مهندسون", "مهندسو" }, { "شركات", "شركات" } };

START_TEST(attached_comes_off)
{
	const char *const *word = words[_i];
	char text[128];
	char mine[64];
	int c;
	int p;

	snprintf(mine, sizeof(mine), "%s", word[0]);
	for (c = 0; c < NELEM(chains); c++) {
		bool has_article = strlen(chains[c]) >= 4 &&
		    strcmp(chains[c] + strlen(chains[c]) - 2, "ل") == 0;

		for (p = 0; p < NELEM(pronouns); p++) {
			if (c + p == 0 || (p > 0 && has_article))
				continue;
			snprintf(text, sizeof(text), "%s%s%s", chains[c],
			    word[p > 0], pronouns[p]);
			ck_assert_msg(
			    nass_clitics(nass_str(text), true, is, mine),
			    "%s in %s", word[0], text);
			nass_clitics(nass_str(text), true, has_core, text);
		}
	}
}
END_TEST

START_TEST(cores)
{
	static const char *const core[][2] = { { "الكتاب", "كتاب" },
		{ "مدرسة", "مدرس" }, { "مدرسه", "مدرس" }, { "على", "عل" },
		{ "أصدقاء", "أصدق" }, { "كَتَبُوا", "كَتَبُ" }, { "في", "ف" },
		{ "ال", "" }, { "ا", "" }, { "ن", "" }, { "ء", "" }, { "", "" },
		{ "covid", "" }, { "و٢", "و٢" } };
	size_t i;

	for (i = 0; i < sizeof(core) / sizeof(core[0]); i++)
		ck_assert(nass_str_eq(nass_clitics_core(nass_str(core[i][0])),
		    nass_str(core[i][1])));
	for (i = 0; i < NELEM(readings); i++) {
		char text[128];

		snprintf(text, sizeof(text), "%s", readings[i].word);
		nass_clitics(nass_str(text), true, has_core, text);
	}
}
END_TEST

/* Never longer than the word with an article and an end, for any bytes. */
static bool
is_short(void *arg, struct nass_str inside)
{
	ck_assert_uint_le(inside.n, *(size_t *)arg + 6);
	ck_assert_uint_gt(inside.n, 0);
	return false;
}

START_TEST(long_words)
{
	char text[400] = "";
	size_t n;

	while (strlen(text) + 8 < sizeof(text)) {
		strcat(
		    text, strlen(text) % 3 ? "\xD9\x84" : "\xD9\x88\xD9\x8E");
		n = strlen(text);
		ck_assert(!nass_clitics(nass_str(text), true, is_short, &n));
	}
}
END_TEST

Suite *
test_clitics(void)
{
	Suite *s = suite_create("clitics");
	TCase *tc = tcase_create("clitics");

	tcase_add_loop_test(tc, reads, 0, NELEM(readings));
	tcase_add_loop_test(tc, attached_comes_off, 0, NELEM(words));
	tcase_add_test(tc, cores);
	tcase_add_test(tc, long_words);
	suite_add_tcase(s, tc);
	return s;
}
