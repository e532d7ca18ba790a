/*
 * test_forms.c - normalisation forms against ICU's: on Unicode's own test and on
 * random text; and what our own profiles write is NFC by ICU.
 */
#define _DEFAULT_SOURCE /* popen */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/uvernum.h>

#include <nass/norm.h>

#include "law.h"
#include "normtext.h"
#include "random.h"
#include "text/utf8.h"

Suite *test_forms(void);

#define TEST "/usr/share/unicode/NormalizationTest.txt"

enum {
	UNITS = 4096 /* of UTF-16: room for 160 bytes, expanded */
};

static const UNormalizer2 *
instance(bool is_compatible)
{
	UErrorCode error = U_ZERO_ERROR;

	return is_compatible ? unorm2_getNFKCInstance(&error)
			     : unorm2_getNFCInstance(&error);
}

static int32_t
to_utf16(struct nass_str s, UChar to[UNITS])
{
	UErrorCode error = U_ZERO_ERROR;
	int32_t n;

	u_strFromUTF8(to, UNITS, &n, s.p, (int32_t)s.n, &error);
	LAW(U_SUCCESS(error));
	return n;
}

/* Is `out` what ICU makes of `in`? */
static bool
is_form(bool is_compatible, struct nass_str in, struct nass_str out)
{
	static UChar text[UNITS], want[UNITS], got[UNITS];
	UErrorCode error = U_ZERO_ERROR;
	int32_t n = to_utf16(in, text);
	int32_t nwant = unorm2_normalize(
	    instance(is_compatible), text, n, want, UNITS, &error);

	LAW(U_SUCCESS(error));
	return to_utf16(out, got) == nwant &&
	    memcmp(got, want, (size_t)nwant * sizeof(*got)) == 0;
}

/* What a profile makes of random text is in a form: of the text, or its own. */
static void
writes(const char *spec, bool is_compatible, bool of_text, size_t rounds)
{
	struct nass_norm *norm = normtext_compiled(spec);
	struct nass_buf out = NASS_BUF_INIT;
	char text[160];
	struct nass_str in = { text, 0 };

	for (; rounds > 0; rounds--) {
		in.n = random_below(2) == 0
		    ? random_text(text, 4 + random_below(100))
		    : normtext_dense(text, 4 + random_below(100));
		normtext_run(norm, in, &out, NULL);
		if (is_form(is_compatible, of_text ? in : nass_buf_str(&out),
			nass_buf_str(&out)))
			continue;
		normtext_show(
		    "not in ICU's form", spec, in, nass_buf_str(&out));
		ck_abort();
	}
	nass_buf_fini(&out);
	nass_norm_free(norm);
}

static const char *const forms[] = { "form=nfc", "form=nfkc" };

START_TEST(random_text_is_icus)
{
	writes(forms[_i], _i == 1, true, random_rounds(20000));
}
END_TEST

static const char *const own[] = { "light", "standard", "search", "social",
	"quran", "standard,lang=fa", "light,marks=tashkeel",
	"light,tatweel=drop", "search,digits=arabic,hamza=seat" };

START_TEST(own_profiles_write_nfc)
{
	writes(own[_i], false, false, random_rounds(3000));
}
END_TEST

/* Code points in hexadecimal up to `;`, as UTF-8; *p goes behind it. */
static struct nass_str
column(const char **p, char to[256])
{
	struct nass_str s = { to, 0 };
	char *end;

	for (; **p != ';'; *p = end + strspn(end, " "))
		s.n += nass_utf8_set(to + s.n, (uint32_t)strtoul(*p, &end, 16));
	(*p)++;
	return s;
}

/* source; NFC; NFD; NFKC; NFKD: what each of the five becomes. */
static void
check_line(struct nass_norm *const norm[2], const char *line)
{
	static char text[5][256];
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_str c[5];
	size_t i;

	for (i = 0; i < 5; i++)
		c[i] = column(&line, text[i]);
	for (i = 0; i < 5; i++) {
		normtext_run(norm[0], c[i], &out, NULL);
		LAW(nass_str_eq(nass_buf_str(&out), i < 3 ? c[1] : c[3]));
		normtext_run(norm[1], c[i], &out, NULL);
		LAW(nass_str_eq(nass_buf_str(&out), c[3]));
	}
	nass_buf_fini(&out);
}

START_TEST(unicodes_own_test)
{
	struct nass_norm *norm[2] = { normtext_compiled(forms[0]),
		normtext_compiled(forms[1]) };
	FILE *f = popen("cat " TEST " 2>/dev/null ||"
			" bzcat " TEST ".bz2 2>/dev/null",
	    "r");
	char line[1024];
	size_t n = 0;

	ck_assert_ptr_ne(f, NULL);
	while (fgets(line, sizeof(line), f) != NULL)
		if (strchr("0123456789ABCDEF", line[0]) != NULL) {
			check_line(norm, line);
			n++;
		}
	pclose(f);
	if (n == 0)
		fprintf(stderr, "skip: no " TEST "\n");
	else
		ck_assert_uint_gt(n, 18000);
	nass_norm_free(norm[0]);
	nass_norm_free(norm[1]);
}
END_TEST

Suite *
test_forms(void)
{
	Suite *s = suite_create("forms");
	TCase *tc = tcase_create("ICU");

	tcase_set_timeout(tc, 600);
	/* Another Unicode version has other answers. */
	if (strncmp(U_UNICODE_VERSION, "15.0", 4) == 0) {
		tcase_add_loop_test(tc, random_text_is_icus, 0, 2);
		tcase_add_loop_test(tc, own_profiles_write_nfc, 0,
		    sizeof(own) / sizeof(own[0]));
	}
	tcase_add_test(tc, unicodes_own_test);
	suite_add_tcase(s, tc);
	return s;
}
