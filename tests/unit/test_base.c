/*
 * test_base.c - strings, numbers, buffers, arenas, errors, offset maps.
 */
#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <nass/base.h>

#include "base/huge.h"
#include "law.h"
#include "random.h"

Suite *test_base(void);

START_TEST(str_basics)
{
	struct nass_str s = NASS_STR("ab\tc\t");
	struct nass_str none = { NULL, 0 };

	ck_assert(nass_str_eq(nass_str("ab"), NASS_STR("ab")));
	ck_assert(!nass_str_eq(nass_str("ab"), NASS_STR("ac")));
	ck_assert(nass_str_eq(none, NASS_STR("")));
	ck_assert(nass_str_starts(s, NASS_STR("ab")));
	ck_assert(nass_str_starts(s, none));
	ck_assert(!nass_str_starts(none, s));
	ck_assert(nass_str_eq(nass_str_sub(s, 1, 4), NASS_STR("b\tc")));
	ck_assert(nass_str_eq(nass_str_cut(&s, '\t'), NASS_STR("ab")));
	ck_assert(nass_str_eq(nass_str_cut(&s, '\t'), NASS_STR("c")));
	ck_assert(s.p != NULL && s.n == 0);
	ck_assert(nass_str_eq(nass_str_cut(&s, '\t'), NASS_STR("")));
	ck_assert(s.p == NULL);
}
END_TEST

START_TEST(str_lines)
{
	struct nass_str s = NASS_STR("a\r\n\r\r\n\nb\r");

	ck_assert(nass_str_eq(nass_str_line(&s), NASS_STR("a")));
	ck_assert(nass_str_eq(nass_str_line(&s), NASS_STR("\r")));
	ck_assert(nass_str_eq(nass_str_line(&s), NASS_STR("")));
	ck_assert(nass_str_eq(nass_str_line(&s), NASS_STR("b")));
	ck_assert(s.p == NULL);
}
END_TEST

START_TEST(str_order)
{
	static const char *const sorted[] = { "", "\x01", "A", "AA", "B", "a",
		"\x7F", "\x80", "\xD8\xA7", "\xFF", "\xFF\xFF" };
	size_t n = sizeof(sorted) / sizeof(sorted[0]);
	size_t i;
	size_t j;

	for (i = 0; i < n; i++)
		for (j = 0; j < n; j++)
			ck_assert_int_eq(nass_str_cmp(nass_str(sorted[i]),
					     nass_str(sorted[j])),
			    (i > j) - (i < j));
}
END_TEST

START_TEST(str_number)
{
	uint64_t x = 7;

	ck_assert(nass_str_number(NASS_STR("0"), 0, 9, &x) && x == 0);
	ck_assert(nass_str_number(
	    NASS_STR("18446744073709551615"), 0, UINT64_MAX, &x));
	ck_assert(x == UINT64_MAX);
	x = 7;
	ck_assert(!nass_str_number(
	    NASS_STR("18446744073709551616"), 0, UINT64_MAX, &x));
	ck_assert(!nass_str_number(NASS_STR(""), 0, 9, &x));
	ck_assert(!nass_str_number(NASS_STR("10"), 0, 9, &x));
	ck_assert(!nass_str_number(NASS_STR("1"), 2, 9, &x));
	ck_assert(!nass_str_number(NASS_STR("+1"), 0, 9, &x));
	ck_assert(!nass_str_number(NASS_STR("1 "), 0, 9, &x));
	ck_assert(x == 7);
}
END_TEST

/* Published values of XXH3-64: files written by one build are read by others. */
START_TEST(hash_is_stable)
{
	ck_assert(nass_hash(NASS_STR(""), 0) == 0x2D06800538D394C2ULL);
	ck_assert(nass_hash(NASS_STR("a"), 0) == 0xE6C632B61E964E1FULL);
	ck_assert(nass_hash(NASS_STR("abc"), 0) == 0x78AF5F94892F3950ULL);
	ck_assert(
	    nass_hash(NASS_STR("abc"), 1) != nass_hash(NASS_STR("abc"), 0));
}
END_TEST

START_TEST(err_filling)
{
	struct nass_err err;

	ck_assert(nass_fail(NULL, NASS_EINPUT, 3, "x") == NASS_EINPUT);
	ck_assert(
	    nass_fail(&err, NASS_EINPUT, 3, "line\n%d", 5) == NASS_EINPUT);
	ck_assert(err.code == NASS_EINPUT && err.at == 3 && err.sys == 0);
	ck_assert_str_eq(err.what, "line?5");
	errno = EIO;
	ck_assert(nass_fail_sys(&err, "read") == NASS_ESYS);
	ck_assert(err.sys == EIO && err.code == NASS_ESYS);
	errno = ENOMEM;
	ck_assert(nass_fail_sys(&err, "read") == NASS_ENOMEM);
	ck_assert(nass_fail_nomem(&err) == NASS_ENOMEM);
	ck_assert_str_eq(err.what, "out of memory");
	ck_assert(nass_fail(&err, NASS_EUSAGE, 0, "%0500d", 1) == NASS_EUSAGE);
	ck_assert_uint_eq(strlen(err.what), sizeof(err.what) - 1);
}
END_TEST

/* A message is well-formed, wherever what it tells of was cut. */
START_TEST(err_characters)
{
	static const struct {
		const char *what;
		size_t n; /* bytes of it that are told */
		const char *want;
	} cut[] = {
		{ "\xD9\x83\xD8\xA8", 4, "\xD9\x83\xD8\xA8." },
		{ "\xD9\x83\xD8\xA8", 3, "\xD9\x83?." },
		{ "\xE2\x82\xAC", 3, "\xE2\x82\xAC." },
		{ "\xE2\x82\xAC", 2, "??." },
		{ "\xF0\x9F\x98\x80", 4, "\xF0\x9F\x98\x80." },
		{ "\xF0\x9F\x98\x80", 3, "???." },
		{ "a\x83z\x7F\x1B", 5, "a?z??." },
		{ "\xC3", 1, "?." },
	};
	struct nass_err err;
	size_t i;

	for (i = 0; i < sizeof cut / sizeof cut[0]; i++) {
		ck_assert(nass_fail(&err, NASS_EINPUT, 0, "%.*s.",
			      (int)cut[i].n, cut[i].what) == NASS_EINPUT);
		ck_assert_str_eq(err.what, cut[i].want);
	}
}
END_TEST

/* Tables of zeros, small and of whole pages. */
START_TEST(huge_tables)
{
	const size_t n = (size_t)5 << 18; /* and one word more than pages */
	uint64_t *p = nass_huge_zeros(n + 1, sizeof(*p));
	size_t i;

	ck_assert_ptr_nonnull(p);
	for (i = 0; i <= n && p[i] == 0; i++)
		p[i] = i;
	ck_assert_uint_eq(i, n + 1);
	p = nass_huge_resize(p, 8 * (n + 1), 16 * (n + 1));
	ck_assert_ptr_nonnull(p);
	for (i = 0; i <= n && p[i] == i; i++)
		continue;
	ck_assert_uint_eq(i, n + 1);
	free(p);
	p = nass_huge_zeros(3, sizeof(*p));
	ck_assert(p != NULL && p[0] == 0 && p[2] == 0);
	free(p);
}
END_TEST

START_TEST(buf_growth)
{
	struct nass_buf b = NASS_BUF_INIT;
	struct nass_err err;
	size_t i;

	ck_assert(nass_buf_put(&b, nass_buf_str(&b), &err) == NASS_OK);
	for (i = 0; i < 1000; i++) {
		ck_assert(nass_buf_putc(&b, 'x', &err) == NASS_OK);
		ck_assert(nass_buf_printf(&b, &err, "%03zu", i) == NASS_OK);
		ck_assert(nass_buf_put(&b, NASS_STR("\0y"), &err) == NASS_OK);
	}
	ck_assert_uint_eq(b.n, 6000);
	ck_assert(memcmp(b.p + 5994, "x999\0y", 6) == 0);
	ck_assert(nass_buf_put_number(&b, 0, &err) == NASS_OK);
	ck_assert(nass_buf_put_number(&b, UINT64_MAX, &err) == NASS_OK);
	ck_assert(memcmp(b.p + 6000, "018446744073709551615", 21) == 0);
	b.n = 6000;
	ck_assert(nass_buf_grow(&b, SIZE_MAX - 10, &err) == NASS_ENOMEM);
	ck_assert_uint_eq(b.n, 6000);
	ck_assert(b.p[5999] == 'y');
	nass_buf_fini(&b);
	ck_assert(b.p == NULL && b.n == 0 && b.cap == 0);
}
END_TEST

/* Pieces stay, do not overlap, and are aligned. */
START_TEST(arena_pieces)
{
	struct nass_arena a = NASS_ARENA_INIT;
	unsigned char *piece[500];
	size_t size[500];
	size_t round;
	size_t i;
	size_t k;

	for (round = 0; round < random_rounds(5); round++) {
		for (i = 0; i < 500; i++) {
			size[i] =
			    (size_t)random_below(i % 50 == 0 ? 40000 : 60);
			piece[i] = nass_arena_get(&a, size[i]);
			ck_assert_ptr_nonnull(piece[i]);
			ck_assert(
			    (uintptr_t)piece[i] % _Alignof(max_align_t) == 0);
			memset(piece[i], (int)(i % 251), size[i]);
		}
		for (i = 0; i < 500; i++)
			for (k = 0; k < size[i]; k++)
				LAW(piece[i][k] == i % 251);
		ck_assert(a.used > 0);
		nass_arena_reset(&a);
		ck_assert(a.used == 0 && a.head != NULL);
	}
	ck_assert(nass_str_eq(
	    nass_arena_copy(&a, NASS_STR("a\0b")), NASS_STR("a\0b")));
	ck_assert_ptr_nonnull(nass_arena_copy(&a, NASS_STR("")).p);
	ck_assert_ptr_null(nass_arena_get(&a, SIZE_MAX));
	nass_arena_fini(&a);
	nass_arena_fini(&a);
}
END_TEST

enum {
	LONGEST = 400
};

/*
 * Random edits, and the map written out: for each made byte where its source
 * starts and ends, as the law has it.
 */
START_TEST(map_law)
{
	struct nass_map m = NASS_MAP_INIT;
	uint64_t start[LONGEST + 64];
	uint64_t end[LONGEST + 64];
	uint64_t made;
	uint64_t from;
	uint64_t made_n;
	uint64_t from_n;
	uint64_t i;
	size_t round;

	for (round = 0; round < random_rounds(300); round++) {
		made = from = 0;
		nass_map_reset(&m);
		while (made < LONGEST) {
			for (i = random_below(6); i > 0; i--) {
				start[made] = from++;
				end[made++] = from;
			}
			made_n = random_below(4);
			from_n = random_below(4);
			ck_assert(nass_map_add(&m, made, made_n, from, from_n,
				      NULL) == NASS_OK);
			for (i = 0; i < made_n; i++) {
				start[made + i] = from;
				end[made + i] = from + from_n;
			}
			made += made_n;
			from += from_n;
		}
		start[made] = from;
		for (i = 0; i <= made; i++) {
			LAW(nass_map_start(&m, i) == start[i]);
			LAW(nass_map_end(&m, i) == (i == 0 ? 0 : end[i - 1]));
			LAW(i == 0 || start[i] >= start[i - 1]);
		}
	}
	nass_map_fini(&m);
}
END_TEST

START_TEST(map_cases)
{
	struct nass_map m = NASS_MAP_INIT;

	ck_assert_uint_eq(nass_map_start(&m, 5), 5);
	ck_assert_uint_eq(nass_map_end(&m, 5), 5);
	ck_assert_uint_eq(nass_map_end(&m, 0), 0);
	/* from: B O M a b c   made: a X X c */
	ck_assert(nass_map_add(&m, 0, 0, 0, 3, NULL) == NASS_OK);
	ck_assert(nass_map_add(&m, 1, 2, 4, 1, NULL) == NASS_OK);
	ck_assert_uint_eq(nass_map_start(&m, 0), 3);
	ck_assert_uint_eq(nass_map_end(&m, 1), 4);
	ck_assert_uint_eq(nass_map_start(&m, 2), 4);
	ck_assert_uint_eq(nass_map_end(&m, 2), 5);
	ck_assert_uint_eq(nass_map_start(&m, 3), 5);
	ck_assert_uint_eq(nass_map_start(&m, 4), 6);
	ck_assert_uint_eq(nass_map_end(&m, 4), 6);
	nass_map_fini(&m);
}
END_TEST

Suite *
test_base(void)
{
	Suite *s = suite_create("base");
	TCase *str = tcase_create("str");
	TCase *memory = tcase_create("memory");
	TCase *map = tcase_create("map");

	tcase_add_test(str, str_basics);
	tcase_add_test(str, str_lines);
	tcase_add_test(str, str_order);
	tcase_add_test(str, str_number);
	tcase_add_test(str, hash_is_stable);
	tcase_add_test(str, err_filling);
	tcase_add_test(str, err_characters);
	tcase_add_test(memory, huge_tables);
	tcase_add_test(memory, buf_growth);
	tcase_add_test(memory, arena_pieces);
	tcase_add_test(map, map_law);
	tcase_add_test(map, map_cases);
	suite_add_tcase(s, str);
	suite_add_tcase(s, memory);
	suite_add_tcase(s, map);
	return s;
}
