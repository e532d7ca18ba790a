/*
 * test_entity.c - URLs, e-mail addresses, mentions and hashtags in a text.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/entity.h"

Suite *test_entity(void);

/* What is found in a text, behind `far` blanks: its sign, and itself, in <>. */
static const char *
entities(const char *text, size_t far)
{
	static const char sign[] = "-ue@#";
	static char out[512];
	size_t size = far + strlen(text);
	char *bytes = malloc(size + (size == 0)); /* and not a byte more */
	struct nass_str s = { bytes, size };
	enum nass_entity kind;
	size_t end = 0;
	size_t at;
	size_t n = 0;

	memset(bytes, ' ', far);
	memcpy(bytes + far, text, s.n - far);
	for (at = nass_entity_find(s, 0, &kind, &end); at < s.n;
	     at = nass_entity_find(s, end, &kind, &end))
		n += (size_t)snprintf(out + n, sizeof out - n, "<%c %.*s>",
		    sign[kind], (int)(end - at), s.p + at);
	out[n] = '\0';
	free(bytes);
	return out;
}

static const struct {
	const char *text;
	const char *want;
} entity_cases[] = {
	{ "", "" },
	/* The host, in brackets a number, or of another script. */
	{ "see http://[::1]:80/x now", "<u http://[::1]:80/x>" },
	{ "http://[fe80::1]", "<u http://[fe80::1]>" },
	{ "http://[zz] http://[12345:]", "" },
	{ "http://[fe", "" },
	{ "http://مثال.com/س", "<u http://مثال.com/س>" },
	{ "http:// http://... http:/", "" },
	{ "http://", "" },
	/* A scheme has two letters or more. */
	{ "a://b.c 123://b.c", "" },
	{ "1ab://b.c x+y://b", "<u ab://b.c><u x+y://b>" },
	{ "abcdefghijklmnopqrstu://b.c", "<u abcdefghijklmnopqrstu://b.c>" },
	/* What ends the clause is not of the address, but for its brackets. */
	{ "(http://a.b/c_(d)).", "<u http://a.b/c_(d)>" },
	{ "http://a.b/?!, [http://a.b]", "<u http://a.b/><u http://a.b>" },
	{ "WWW.a.b، www.مثال.com.", "<u WWW.a.b><u www.مثال.com>" },
	{ "xwww.a.b _www.a.b 9www.a.b ww.a.b", "" },
	{ "www", "" },
	{ "www.", "" },
	{ "wwwx", "" },
	/* E-mail: labels, of which the last has letters; its name ends in no stop. */
	{ "a.b-@c.org, x@y.co-", "<e a.b-@c.org><e x@y.co>" },
	{ "x@y.c x@y x@.com x@y.1a", "" },
	{ "-x@y.com %@y.com", "<e x@y.com><@ @y>" },
	{ "x.@y.com", "<@ @y>" },
	{ "_@y.com", "<e _@y.com>" },
	/* Mentions and hashtags have a letter. */
	{ "@user @علي @12 @", "<@ @user><@ @علي>" },
	{ "@abعلي", "<@ @ab>" },
	{ "سلام@علي", "" },
	{ "#سلام_1 #12 ＃سلام ＃ #", "<# #سلام_1><# ＃سلام>" },
	{ "&#x627; a#b", "" },
	{ "#\u064Eب #bc://x.y", "<u bc://x.y>" },
	{ "＄ ﷼", "" },
	/* A skin tone goes with the letter before, as one cluster. */
	{ "#سلام\U0001F3FB ب", "<# #سلام\U0001F3FB>" },
	/* A sign with a mark on it begins with its letter, not inside it. */
	{ "@\u0301user", "" },
};

START_TEST(entities_found)
{
	size_t i;

	for (i = 0; i < sizeof entity_cases / sizeof entity_cases[0]; i++) {
		/* Without the kernel, and by it, at any place of a vector. */
		ck_assert_str_eq(
		    entities(entity_cases[i].text, 0), entity_cases[i].want);
		ck_assert_str_eq(entities(entity_cases[i].text, 129 + i),
		    entity_cases[i].want);
	}
}
END_TEST

/* A picture, or a sign that is asked to be one (UTS #51, emoji sequences). */
START_TEST(emoji)
{
	static const struct {
		const char *text;
		bool is_emoji;
	} cases[] = {
		{ "\U0001F600", true },
		{ "\U0001F600\uFE0E", false },
		{ "\u2764", false },
		{ "\u2764\uFE0F", true },
		{ "\u2764\u0301", false },
		{ "\u2764\u200D\U0001F525", true },
		{ "\u261D\U0001F3FB", true },
		{ "\u261D\U0001F3FF", true },
		{ "1", false },
		{ "1\uFE0F\u20E3", true },
		{ "#\u20E3", true },
		{ "\U0001F1EA\U0001F1EC", true },
		{ "\U0001F1EA", false },
		{ "\u0628", false },
	};
	size_t end;
	size_t i;

	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct nass_str s = nass_str(cases[i].text);
		bool is_emoji =
		    nass_entity_at(s, 0, NULL, &end) == NASS_ENTITY_EMOJI;

		if (is_emoji != cases[i].is_emoji || (is_emoji && end != s.n))
			ck_abort_msg("%zu: %s", i, cases[i].text);
	}
}
END_TEST

Suite *
test_entity(void)
{
	Suite *s = suite_create("entity");
	TCase *tc = tcase_create("entity");

	tcase_add_test(tc, entities_found);
	tcase_add_test(tc, emoji);
	suite_add_tcase(s, tc);
	return s;
}
