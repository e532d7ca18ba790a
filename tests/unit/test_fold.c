/*
 * test_fold.c - every kernel of simd/fold.h gives what the scalar one gives, at
 * every alignment, for well-formed and ill-formed input.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "random.h"
#include "simd/fold.h"

Suite *test_fold(void);

enum {
	ROOM = 1200
};

static uint8_t pages[4][64];

/* Some pages known, some not; a table that drops, keeps and changes. */
static struct simd_fold *
random_table(void)
{
	struct simd_fold *f = calloc(1, sizeof(*f));
	size_t i;

	ck_assert_ptr_nonnull(f);
	for (i = 0; i < 256; i++)
		f->dense[i] = random_below(4) == 0 ? SIMD_FOLD_DROP
						   : (uint8_t)random_next();
	for (i = 0; i < 4 * 64; i++)
		pages[i / 64][i % 64] = random_below(2) == 0
		    ? SIMD_FOLD_DROP
		    : (uint8_t)random_next();
	for (i = 0; i < SIMD_FOLD_PAGES; i++)
		if (random_below(400) != 0)
			f->page[i] = pages[random_below(4)];
	return f;
}

static void
compare_fold(const struct simd_fold_kernels *k, const struct simd_fold *f,
    const char *in, size_t n)
{
	static unsigned char want[ROOM + 64];
	static unsigned char got[ROOM + 64];
	struct simd_fold_mark mark[ROOM / 64 + 2];
	size_t nwant;
	size_t ngot;
	size_t nmark;
	size_t done;
	size_t i;

	done = simd__fold_scalar.fold(f, in, n, want, &nwant, mark, &nmark);
	ck_assert_uint_eq(k->fold(f, in, n, got, &ngot, mark, &nmark), done);
	ck_assert_uint_eq(ngot, nwant);
	ck_assert_int_eq(memcmp(got, want, ngot), 0);
	ck_assert_uint_le(nmark, n / 64 + 2);
	for (i = 0; i < nmark; i++) { /* marks cut between characters */
		struct simd_fold_mark none[ROOM / 64 + 2];
		size_t nnone;

		ck_assert_uint_eq(simd__fold_scalar.fold(f, in, mark[i].at,
				      want, &nwant, none, &nnone),
		    mark[i].at);
		ck_assert_uint_eq(nwant, mark[i].made);
		if (i > 0)
			ck_assert_uint_le(
			    mark[i].at - mark[i - 1].at, SIMD_FOLD_STEP);
	}
}

START_TEST(fold)
{
	const struct simd_fold_kernels *const *k;
	struct simd_fold *f = random_table();
	size_t round;
	size_t n;

	for (round = random_rounds(400); round > 0; round--) {
		n = round % 3 == 0 ? ROOM : random_below(200);
		char *in = malloc(n + 1); /* its end is the end of memory */

		n = round % 2 ? random_text(in, n) : random_bytes(in, n);
		in = realloc(in, n + (n == 0));
		for (k = simd_fold_all + 1; *k != NULL; k++)
			if ((*k)->is_supported())
				compare_fold(*k, f, in, n);
		free(in);
		if (round % 50 == 0) {
			free(f);
			f = random_table();
		}
	}
	free(f);
}
END_TEST

START_TEST(find)
{
	static unsigned char p[ROOM + 64];
	const struct simd_fold_kernels *const *k;
	unsigned char needle[6];
	size_t round;
	size_t from;
	size_t i;
	size_t j;
	size_t m;
	size_t n;

	for (round = random_rounds(2000); round > 0; round--) {
		n = random_below(300);
		for (i = 0; i < n; i++)
			p[i] = (unsigned char)random_below(3);
		m = 1 + random_below(6);
		for (i = 0; i < m; i++)
			needle[i] = (unsigned char)random_below(3);
		i = random_below(m);
		j = i + random_below(m - i);
		from = random_below(n + 1);
		for (k = simd_fold_all + 1; *k != NULL; k++)
			if ((*k)->is_supported())
				ck_assert_uint_eq(
				    (*k)->find(p, n, from, needle, m, i, j),
				    simd__fold_scalar.find(
					p, n, from, needle, m, i, j));
	}
}
END_TEST

START_TEST(classify)
{
	static unsigned char p[ROOM + 64];
	const struct simd_fold_kernels *const *k;
	uint64_t want[ROOM / 64 + 1];
	uint64_t got[ROOM / 64 + 1];
	uint8_t class[256];
	size_t round;
	size_t i;
	size_t n;

	for (round = random_rounds(200); round > 0; round--) {
		n = random_below(ROOM);
		for (i = 0; i < n; i++)
			p[i] = (unsigned char)random_next();
		for (i = 0; i < 256; i++)
			class[i] = random_below(2) ? 0xFF : 0;
		simd__fold_scalar.classify(p, n, class, want);
		for (k = simd_fold_all + 1; *k != NULL; k++) {
			if (!(*k)->is_supported())
				continue;
			(*k)->classify(p, n, class, got);
			ck_assert_int_eq(
			    memcmp(got, want, (n / 64 + 1) * sizeof(*got)), 0);
		}
	}
}
END_TEST

Suite *
test_fold(void)
{
	Suite *s = suite_create("fold");
	TCase *c = tcase_create("kernels");

	tcase_add_test(c, fold);
	tcase_add_test(c, find);
	tcase_add_test(c, classify);
	suite_add_tcase(s, c);
	return s;
}
