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
	uint64_t keep_want[ROOM / 64 + 1];
	uint64_t keep_got[ROOM / 64 + 1];
	size_t nwant;
	size_t ngot;
	size_t done;

	done = simd__fold_scalar.fold(f, in, n, want, &nwant, keep_want);
	ck_assert_uint_eq(k->fold(f, in, n, got, &ngot, keep_got), done);
	ck_assert_uint_eq(ngot, nwant);
	ck_assert_int_eq(memcmp(got, want, ngot), 0);
	ck_assert_int_eq(
	    memcmp(keep_got, keep_want, (done / 64 + 1) * sizeof(*keep_got)),
	    0);
}

/* By the definition: each character alone. */
static void
check_keep(const struct simd_fold *f, const char *in, size_t n)
{
	unsigned char out[ROOM + 64];
	uint64_t keep[ROOM / 64 + 1];
	uint64_t one;
	size_t made;
	size_t done;
	size_t nout;
	size_t at;

	done = simd__fold_scalar.fold(f, in, n, out, &made, keep);
	for (at = 0; at < done;) {
		size_t len = 1;

		while (
		    at + len < done && ((unsigned char)in[at + len] >> 6) == 2)
			len++;
		ck_assert_uint_eq(
		    simd__fold_scalar.fold(f, in + at, len, out, &nout, &one),
		    len);
		at += len;
		ck_assert_uint_eq(
		    keep[(at - 1) / 64] >> (at - 1) % 64 & 1, one >> (len - 1));
		made -= nout;
	}
	ck_assert_uint_eq(made, 0);
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
		check_keep(f, in, n);
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

START_TEST(pairs)
{
	static unsigned char p[ROOM + 128];
	const struct simd_fold_kernels *const *k;
	struct simd_pair pair[3];
	uint32_t want[300];
	uint32_t got[300];
	size_t npair;
	size_t nwant;
	size_t round;
	size_t i;
	size_t n;

	for (round = random_rounds(2000); round > 0; round--) {
		n = random_below(300);
		for (i = 0; i < n + 64; i++)
			p[i] = (unsigned char)random_below(5);
		npair = random_below(4);
		for (i = 0; i < npair; i++)
			pair[i] = (struct simd_pair){
				(uint8_t)random_below(5),
				(uint8_t)random_below(5),
				(uint8_t)random_below(64),
				(uint8_t)random_below(64),
			};
		nwant = simd__fold_scalar.pairs(p, n, pair, npair, 4, want);
		for (k = simd_fold_all + 1; *k != NULL; k++) {
			if (!(*k)->is_supported())
				continue;
			ck_assert_uint_eq(
			    (*k)->pairs(p, n, pair, npair, 4, got), nwant);
			ck_assert_mem_eq(got, want, nwant * sizeof(*got));
		}
	}
}
END_TEST

START_TEST(unfold)
{
	const struct simd_fold_kernels *const *k;
	struct simd_place want[ROOM];
	struct simd_place got[ROOM];
	uint64_t keep[ROOM / 64];
	size_t round;
	size_t made;
	size_t at;
	size_t n;

	for (round = random_rounds(500); round > 0; round--) {
		made = n = 0;
		memset(keep, 0, sizeof(keep));
		for (at = 0; at < sizeof(keep) * 8; at++) {
			if (random_below(1 + round % 9) > 1)
				continue;
			keep[at / 64] |= (uint64_t)1 << at % 64;
			got[n].at = made++;
			want[n].at = at;
			n += random_below(3) == 0;
		}
		for (k = simd_fold_all; *k != NULL; k++) {
			struct simd_place place[ROOM];

			if (!(*k)->is_supported())
				continue;
			memcpy(place, got, n * sizeof(*got));
			(*k)->unfold(keep, place, n);
			for (at = 0; at < n; at++)
				ck_assert_uint_eq(place[at].at, want[at].at);
		}
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

START_TEST(spread)
{
	const struct simd_fold_kernels *const *k;
	uint64_t keep[ROOM / 64];
	uint64_t mask[ROOM / 64 + 1];
	uint64_t want[ROOM / 64];
	uint64_t got[ROOM / 64];
	size_t round;
	size_t n;
	size_t i;

	for (round = random_rounds(500); round > 0; round--) {
		n = random_below(ROOM / 64);
		for (i = 0; i < ROOM / 64; i++) {
			keep[i] = random_next() | random_next();
			if (round % 3 == 0)
				keep[i] &= random_next() & random_next();
		}
		for (i = 0; i <= ROOM / 64; i++)
			mask[i] = random_next();
		simd__fold_scalar.spread(keep, n, mask, want);
		for (k = simd_fold_all + 1; *k != NULL; k++) {
			if (!(*k)->is_supported())
				continue;
			(*k)->spread(keep, n, mask, got);
			ck_assert_int_eq(
			    memcmp(got, want, n * sizeof(*got)), 0);
		}
	}
}
END_TEST

/* What spread makes of a mask is what unfold makes of its bits. */
START_TEST(spread_is_unfold)
{
	const uint64_t keep[2] = { 0xAAAAAAAA22221111u, 0x8000000000000003u };
	const uint64_t mask[3] = { 0x9400u, 0, 0 };
	struct simd_place place[3] = { { .at = 10 }, { .at = 12 },
		{ .at = 15 } };
	uint64_t want[2] = { 0, 0 };
	uint64_t got[2];
	size_t i;

	simd__fold_scalar.unfold(keep, place, 3);
	for (i = 0; i < 3; i++)
		want[place[i].at / 64] |= (uint64_t)1 << place[i].at % 64;
	simd__fold_scalar.spread(keep, 2, mask, got);
	ck_assert_uint_eq(got[0], want[0]);
	ck_assert_uint_eq(got[1], want[1]);
}
END_TEST

#define RUNS (ROOM / 2)

START_TEST(sift)
{
	const struct simd_fold_kernels *const *k;
	static unsigned char p[ROOM + 64];
	uint64_t bit[128];
	struct simd_filter filter = { bit, 32 - 13 };
	uint32_t from[RUNS], to[RUNS];
	uint32_t which[2][RUNS + 8], hash[2][RUNS + 8];
	size_t round;
	size_t npass;
	size_t at;
	size_t i;
	size_t n;

	for (round = random_rounds(500); round > 0; round--) {
		for (i = 0; i < sizeof(p); i++)
			p[i] = (unsigned char)random_next();
		for (i = 0; i < 128; i++)
			bit[i] = random_next() & random_next();
		at = n = 0;
		while (n < random_below(RUNS) && at + 24 < ROOM) {
			from[n] = (uint32_t)at;
			at += 1 + random_below(round % 2 ? 20 : 8);
			to[n++] = (uint32_t)at;
			at += random_below(3);
		}
		npass = simd__fold_scalar.sift(
		    p, from, to, n, &filter, which[0], hash[0]);
		for (i = 0; i < npass; i++)
			ck_assert(simd_filter_passes(&filter, hash[0][i]));
		for (k = simd_fold_all + 1; *k != NULL; k++) {
			if (!(*k)->is_supported())
				continue;
			ck_assert_uint_eq(npass,
			    (*k)->sift(
				p, from, to, n, &filter, which[1], hash[1]));
			ck_assert_int_eq(
			    memcmp(which[0], which[1], npass * 4), 0);
			ck_assert_int_eq(
			    memcmp(hash[0], hash[1], npass * 4), 0);
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
	tcase_add_test(c, pairs);
	tcase_add_test(c, unfold);
	tcase_add_test(c, classify);
	tcase_add_test(c, spread);
	tcase_add_test(c, spread_is_unfold);
	tcase_add_test(c, sift);
	suite_add_tcase(s, c);
	return s;
}
