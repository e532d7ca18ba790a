/* hits.c - what tests of nass/match.h share. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "hits.h"
#include "random.h"
#include "text/utf8.h"

bool
hits_collect(void *arg, const struct nass_hit *hit)
{
	struct hits *h = arg;

	ck_assert_uint_lt(h->n, MAX_HITS);
	h->hit[h->n++] = *hit;
	return true;
}

void
hits_same(const struct hits *a, const struct hits *b, const char *what,
    const char *pattern, struct nass_str text, const char *profile)
{
	size_t i;

	for (i = 0; i < a->n && i < b->n; i++)
		if (a->hit[i].at != b->hit[i].at || a->hit[i].n != b->hit[i].n)
			break;
	if (i == a->n && i == b->n)
		return;
	ck_abort_msg("%s: %s under %s: %zu against %zu hits, apart at %zu "
		     "(%zu, %zu) in\n%.*s",
	    what, pattern, profile, a->n, b->n, i, i < a->n ? a->hit[i].at : 0,
	    i < b->n ? b->hit[i].at : 0, (int)text.n, text.p);
}

struct nass_match *
hits_compile(const struct nass_match_opts *opts, const char *pattern)
{
	struct nass_match *m;
	struct nass_err err = { .what = "" };

	ck_assert_int_eq(nass_match_new(opts, &m, &err), NASS_OK);
	ck_assert_msg(nass_match_add(m, nass_str(pattern), &err) == NASS_OK,
	    "%s: %s", pattern, err.what);
	ck_assert_int_eq(nass_match_ready(m, &err), NASS_OK);
	return m;
}

void
hits_scan(const struct nass_match *m, struct nass_str text, struct hits *fast,
    struct hits *plain)
{
	struct nass_scan *s;
	uint64_t n;

	fast->n = plain->n = 0;
	ck_assert_int_eq(nass_scan_new(m, &s, NULL), NASS_OK);
	ck_assert_int_eq(
	    nass_scan_text(s, text, hits_collect, fast, NULL), NASS_OK);
	ck_assert_int_eq(
	    nass_scan_text_plain(s, text, hits_collect, plain, NULL), NASS_OK);
	ck_assert_int_eq(nass_scan_count(s, text, &n, NULL), NASS_OK);
	ck_assert_uint_eq(n, fast->n);
	nass_scan_free(s);
}

/* Random text ---------------------------------------------------------------- */

/* Stems of a small vocabulary: they meet often. */
static const char *const stems[] = { "كتاب", "الكتاب", "علي", "على", "أحمد",
	"إسلام", "سلام", "السلام", "حفظ", "مسؤول", "مسئول", "مدرسة", "مدرسه",
	"في", "من", "و", "٢٠١٩", "2019", "Covid", "covid", "الإسلامية", "هـ",
	"شيء", "قال", "قرآن", "آمن", "یک", "کتاب", "كوفيد", "الله", "ممتاز",
	"جدااا", "بببو", "تتت" };
#define NSTEM (sizeof(stems) / sizeof(stems[0]))

void
hits_put(struct nass_buf *out, const char *s)
{
	ck_assert_int_eq(nass_buf_put(out, nass_str(s), NULL), NASS_OK);
}

static const char *
any(const char *const *list, size_t n)
{
	return list[random_below(n)];
}

static const char *const marks[] = { "\u064E", "\u064F", "\u0650", "\u0651",
	"\u0652", "\u064B", "\u0670", "\u0640", "\u200C", "\u0654", "\u0653",
	"\u200F", "\u00AD", "\u06E1", "\u0300" };
static const char *const alefs[] = { "ا", "أ", "إ", "آ", "ٱ", "ا\u0654", "ﺎ",
	"ﺃ" };

/* What is attached; before a pronoun TEH MARBUTA is not opened. */
static const char *const before[] = { "و", "ال", "ب", "لل", "وال", "ول", "ل",
	"فس", "ك", "وبال" };
static const char *const behind[] = { "ه", "ها", "هم", "نا", "ي", "ته", "كم" };
#define NBEFORE (sizeof(before) / sizeof(before[0]))
#define NBEHIND (sizeof(behind) / sizeof(behind[0]))

/* A letter that is felt. */
static void
stretch(struct nass_buf *out, struct nass_str letter)
{
	size_t times = 1 + random_below(4);

	while (times-- > 0)
		ck_assert_int_eq(nass_buf_put(out, letter, NULL), NASS_OK);
}

/* A stem as someone might write it. */
void
hits_word(struct nass_buf *out)
{
	struct nass_str s = nass_str(any(stems, NSTEM));
	bool is_plain = random_below(2) == 0;
	size_t at;
	size_t n;

	if (random_below(12) == 0)
		hits_put(out, "#");
	if (random_below(8) == 0)
		hits_put(out, any(before, NBEFORE));
	for (at = 0; at < s.n; at += n) {
		uint32_t cp = nass_utf8_get(s.p + at, &n);

		if (!is_plain && (cp == 0x0627 || cp == 0x0623))
			hits_put(out, any(alefs, 8));
		else if (!is_plain && cp == 0x064A && random_below(3) == 0)
			hits_put(out, random_below(2) ? "ی" : "ى");
		else
			ck_assert_int_eq(nass_buf_put(out,
					     nass_str_sub(s, at, at + n), NULL),
			    NASS_OK);
		if (!is_plain && random_below(3) == 0)
			hits_put(out, any(marks, 15));
		if (!is_plain && n == 2 && random_below(9) == 0)
			stretch(out, nass_str_sub(s, at, at + n));
	}
	if (random_below(8) == 0)
		hits_put(out, any(behind, NBEHIND));
	if (random_below(20) == 0)
		hits_put(out, "\u200B");
}

static const char *const between[] = { " ", " ", " ", " ", " ", " ", " ", " «",
	"» ", ". ", "؟ ", "، ", "\n", "\n", "\n \t\n", "…", "-", " “", "” ",
	"/", "\t", " ﷺ ", " 😀 ", "", " (", ") ", " \"", "\" ", ": ", "! ", "(",
	"\"", ":", "»" };

#define NBETWEEN (sizeof(between) / sizeof(between[0]))

void
hits_text(struct nass_buf *out, size_t nword)
{
	out->n = 0;
	while (nword-- > 0) {
		hits_word(out);
		hits_put(out, any(between, NBETWEEN));
	}
}

const char *
hits_stem(void)
{
	return any(stems, NSTEM);
}
