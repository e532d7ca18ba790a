/*
 * test_translit.c - the four schemes there and back.
 */
#include <check.h>
#include <string.h>

#include <nass/norm.h>

#include "normtext.h"
#include "random.h"

Suite *test_translit(void);

static const char *const schemes[] = { "buckwalter", "safe-buckwalter",
	"xml-buckwalter", "hsb" };

static void
apply(const char *scheme, bool reverse, bool protect, struct nass_str in,
    struct nass_buf *out, struct nass_map *map)
{
	struct nass_translit *t;

	out->n = 0;
	ck_assert(
	    nass_translit_new(scheme, reverse, protect, &t, NULL) == NASS_OK);
	ck_assert(nass_translit(t, in, out, map, NULL) == NASS_OK);
	nass_translit_free(t);
}

START_TEST(letters)
{
	static const char *const latin[] = { "<n Aloqalamu {lo>aHomara*$'|",
		"In AloqalamuLloOaHomaraVcCM", "In Aloqalamu {loOaHomara*$'|",
		"\u0102n Al.qalamu \u00C4l.\u00C2aH.mara\u00F0\u0161'\u0100" };
	struct nass_str text = nass_str("إن الْقَلَمُ ٱلْأَحْمَرَذشءآ");
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_buf back = NASS_BUF_INIT;

	if (_i == 1)
		text = nass_str("إن الْقَلَمُٱلْأَحْمَرَذشءآ");
	apply(schemes[_i], false, false, text, &out, NULL);
	ck_assert(nass_str_eq(nass_buf_str(&out), nass_str(latin[_i])));
	apply(schemes[_i], true, false, nass_buf_str(&out), &back, NULL);
	ck_assert(nass_str_eq(nass_buf_str(&back), text));
	nass_buf_fini(&out);
	nass_buf_fini(&back);
}
END_TEST

/* Ill-formed text is refused where it is so, and what was made goes, map as well. */
START_TEST(ill_formed)
{
	struct nass_translit *t;
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_map map = NASS_MAP_INIT;
	struct nass_err err;

	ck_assert(
	    nass_translit_new("buckwalter", _i, true, &t, NULL) == NASS_OK);
	ck_assert(nass_buf_putc(&out, 'x', NULL) == NASS_OK);
	ck_assert(nass_translit(t, NASS_STR("\xD8\xA7\xD8\xA8 \xD8"), &out,
		      &map, &err) == NASS_EINPUT);
	ck_assert_uint_eq(err.at, 5);
	ck_assert_uint_eq(out.n, 1);
	ck_assert_uint_eq(map.n, 0);
	nass_translit_free(t);
	nass_map_fini(&map);
	nass_buf_fini(&out);
	ck_assert(
	    nass_translit_new("qalam", false, false, &t, &err) == NASS_EUSAGE);
	ck_assert_ptr_null(t);
}
END_TEST

/* With protection, any text comes back; the map is true. */
START_TEST(returns)
{
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_buf back = NASS_BUF_INIT;
	struct nass_map map = NASS_MAP_INIT;
	size_t rounds = random_rounds(3000);
	char p[100];
	struct nass_str in = { p, 0 };
	uint64_t made, start, last;
	size_t i;

	while (rounds-- > 0) {
		in.n = random_text(p, sizeof(p));
		for (i = 0; i < in.n; i++)
			if (p[i] > ' ' && p[i] < '0' && random_below(2) == 0)
				p[i] = random_below(2) == 0 ? '@' : '-';
		nass_map_reset(&map);
		apply(schemes[_i], false, true, in, &out, &map);
		last = 0;
		for (made = 0; made <= out.n; made++) {
			start = nass_map_start(&map, made);
			ck_assert_uint_ge(start, last);
			ck_assert_uint_le(start, in.n);
			last = start;
		}
		apply(schemes[_i], true, true, nass_buf_str(&out), &back, NULL);
		if (!nass_str_eq(nass_buf_str(&back), in))
			normtext_show("does not return", schemes[_i], in,
			    nass_buf_str(&out));
		ck_assert(nass_str_eq(nass_buf_str(&back), in));
	}
	nass_map_fini(&map);
	nass_buf_fini(&out);
	nass_buf_fini(&back);
}
END_TEST

START_TEST(wrong)
{
	struct nass_translit *t;
	struct nass_err err;

	ck_assert_int_eq(
	    nass_translit_new("bw", false, false, &t, &err), NASS_EUSAGE);
	ck_assert_ptr_null(t);
}
END_TEST

Suite *
test_translit(void)
{
	Suite *s = suite_create("translit");
	TCase *tc = tcase_create("schemes");

	tcase_add_loop_test(tc, letters, 0, 4);
	tcase_add_loop_test(tc, ill_formed, 0, 2);
	tcase_add_loop_test(tc, returns, 0, 4);
	tcase_add_test(tc, wrong);
	suite_add_tcase(s, tc);
	return s;
}
