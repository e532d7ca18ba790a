/*
 * test_simd.c - every kernel of every variant gives what the scalar one gives,
 * at every alignment and length, with a page behind that may not be read.
 */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "random.h"
#include "simd/scan.h"
#include "text/utf8.h"

Suite *test_simd(void);

#define ROOM 4096u

static char *page;

/* A page of memory with a forbidden one behind. */
static void
setup(void)
{
	page = mmap(NULL, (size_t)2 * ROOM, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	ck_assert(page != MAP_FAILED);
	ck_assert_int_eq(mprotect(page + ROOM, ROOM, PROT_NONE), 0);
}

static void
teardown(void)
{
	munmap(page, (size_t)2 * ROOM);
}

static void
compare_json(const struct nass_scan_kernels *k, const char *p, size_t n)
{
	static char room[2][ROOM + NASS_SCAN_SCRATCH];
	const struct nass_scan_kernels *scalar = nass__scan_all[0];
	size_t made[2];
	size_t took = scalar->json_arabic(p, n, room[0], &made[0]);

	if (k->json_arabic(p, n, room[1], &made[1]) != took ||
	    made[0] != made[1] || memcmp(room[0], room[1], made[0]) != 0 ||
	    k->json_arabic(p, n, NULL, &made[1]) != took)
		ck_abort_msg("%s: json_arabic, %zu bytes", k->name, n);
}

static void
compare(const struct nass_scan_kernels *k, const char *p, size_t n)
{
	const struct nass_scan_kernels *scalar = nass__scan_all[0];
	bool is_ill[2];

	if (k->utf8_valid(p, n) != scalar->utf8_valid(p, n))
		ck_abort_msg("%s: utf8_valid, %zu bytes", k->name, n);
	if (k->json_plain(p, n) != scalar->json_plain(p, n))
		ck_abort_msg("%s: json_plain, %zu bytes", k->name, n);
	is_ill[0] = is_ill[1] = false;
	if (k->json_sound(p, n, &is_ill[0]) !=
		scalar->json_sound(p, n, &is_ill[1]) ||
	    is_ill[0] != is_ill[1])
		ck_abort_msg("%s: json_sound, %zu bytes", k->name, n);
	compare_json(k, p, n);
	if (k->count_byte(p, n, ' ') != scalar->count_byte(p, n, ' ') ||
	    k->count_byte(p, n, (char)0xD8) !=
		scalar->count_byte(p, n, (char)0xD8))
		ck_abort_msg("%s: count_byte, %zu bytes", k->name, n);
}

/* Kernels of dense text; `room` bytes are made at most, and scratch. */
static void
compare_dense(const struct nass_scan_kernels *k, const char *p, size_t n)
{
	static unsigned char table[256];
	static unsigned char sparse[256];
	static _Alignas(8) unsigned char room[2][ROOM + 4096];
	const struct nass_scan_kernels *scalar = nass__scan_all[0];
	static uint64_t planes[2][ROOM / 64][8];
	size_t made[2];
	size_t took = scalar->dense_run(p, n, room[0], &made[0]);
	size_t i;

	for (i = 0; i < 256; i++) {
		table[i] = (unsigned char)(i * 167 + (i >> 3));
		sparse[i] = (unsigned char)((i % 37 == 0) << i % 8);
	}
	if (k->dense_run(p, n, room[1], &made[1]) != took ||
	    made[0] != made[1] || memcmp(room[0], room[1], made[0]) != 0)
		ck_abort_msg("%s: dense_run, %zu bytes", k->name, n);
	scalar->planes(table, (const unsigned char *)p, n / 64, planes[0]);
	k->planes(table, (const unsigned char *)p, n / 64, planes[1]);
	if (memcmp(planes[0], planes[1], n / 64 * sizeof(*planes[0])) != 0)
		ck_abort_msg("%s: planes, %zu bytes", k->name, n);
	if (k->pair_find(sparse, table, p, n) !=
	    scalar->pair_find(sparse, table, p, n))
		ck_abort_msg("%s: pair_find, %zu bytes", k->name, n);
	for (i = 0; i + 128 <= n; i += 128) {
		uint32_t *to = (uint32_t *)(void *)room[0];
		uint32_t *too = (uint32_t *)(void *)room[1];
		uint64_t mask[16];

		memcpy(mask, p + i, sizeof(mask));
		made[0] = scalar->bits(mask, 16, (uint32_t)n, to);
		if (scalar->ones(mask, 16) != made[0] ||
		    k->ones(mask, 16) != made[0])
			ck_abort_msg("%s: ones", k->name);
		made[1] = k->bits(mask, 16, (uint32_t)n, too);
		if (made[0] != made[1] || memcmp(to, too, 4 * made[0]) != 0)
			ck_abort_msg("%s: bits", k->name);
	}
	i = scalar->lead_count(p, n);
	if (k->lead_count(p, n) != i || k->lead_offset(p, n, i) != n ||
	    k->lead_offset(p, n, i / 2) != scalar->lead_offset(p, n, i / 2) ||
	    (i > 0 &&
		k->lead_offset(p, n, i - 1) !=
		    scalar->lead_offset(p, n, i - 1)))
		ck_abort_msg("%s: leads, %zu bytes", k->name, n);
}

static void
compare_all(const char *p, size_t n)
{
	size_t i;

	for (i = 1; nass__scan_all[i] != NULL; i++)
		if (nass__scan_all[i]->is_supported()) {
			compare(nass__scan_all[i], p, n);
			compare_dense(nass__scan_all[i], p, n);
		}
}

START_TEST(lengths)
{
	size_t align;
	size_t n;

	for (align = 0; align < 64; align++)
		for (n = 0; n <= 256; n++) {
			char *p = page + ROOM - n - align;
			size_t made = random_bytes(p, n);

			memset(p + made, 'x', n - made);
			compare_all(p, n);
		}
}
END_TEST

START_TEST(random_texts)
{
	size_t rounds = random_rounds(500);
	size_t n;

	while (rounds-- > 0) {
		n = random_text(page, random_below(ROOM));
		compare_all(page, n);
		if (n > 0 && random_below(2) == 0)
			page[random_below(n)] = (char)random_next();
		compare_all(page, n);
		if (n > 0)
			compare_all(page, random_below(n));
	}
}
END_TEST

/* Every sequence of a lead byte and a second one, at a block's border. */
START_TEST(pairs)
{
	unsigned a;
	unsigned b;
	size_t at;

	memset(page, 'x', 256);
	for (a = 0x7F; a < 0x100; a++)
		for (b = 0x70; b < 0xD0; b++)
			for (at = 60; at < 68; at++) {
				page[at] = (char)a;
				page[at + 1] = (char)b;
				page[at + 2] = (char)0x80;
				compare_all(page, 192);
				page[at + 3] = (char)0x80;
				compare_all(page, 192);
				memset(page + at, 'x', 4);
			}
}
END_TEST

/* Escapes, good and nearly good, with words between. */
START_TEST(json_escapes)
{
	static const char *const some[] = { "\\u0643", "\\u06aF", "\\u06DB",
		" ", "\\u0600 ", "\xD9\x83", "abc", "\\u06G1", "\\u07aa", "\\n",
		"\\\\", "\"", "\\u064", "\n", "u0641" };
	size_t rounds = random_rounds(3000);
	size_t n;
	size_t pick;

	while (rounds-- > 0) {
		size_t room = random_below(400);
		char *p = page + ROOM - room;

		for (n = 0; n + 8 <= room;) {
			pick = random_below(random_below(20) == 0
				? sizeof(some) / sizeof(some[0])
				: 6);
			memcpy(p + n, some[pick], strlen(some[pick]));
			n += strlen(some[pick]);
		}
		memmove(page + ROOM - n, p, n);
		compare_all(page + ROOM - n, n);
	}
}
END_TEST

START_TEST(truncated)
{
	static const char four[] = "\xF0\x9F\x98\x80";
	size_t n;
	size_t cut;

	for (n = 64; n < 200; n++)
		for (cut = 1; cut < 4; cut++) {
			memset(page, 'x', n);
			memcpy(page + n - cut, four, cut);
			compare_all(page, n);
			ck_assert_uint_eq(
			    nass__scan()->utf8_valid(page, n), n - cut);
		}
}
END_TEST

/* Long runs of what the dense kernels take, with few exceptions. */
START_TEST(arabic)
{
	size_t rounds = random_rounds(200);

	while (rounds-- > 0) {
		size_t room = random_below(ROOM);
		size_t n = 0;

		while (n + 4 < room)
			n += nass_utf8_set(page + n,
			    random_below(200) == 0
				? 0xAB + (uint32_t)random_below(0x2000)
				: random_below(5) == 0
				? 0x20 + (uint32_t)random_below(0x5F)
				: 0x600 + (uint32_t)random_below(0x80));
		compare_all(page, n);
		memmove(page + ROOM - n, page, n);
		compare_all(page + ROOM - n, n);
	}
}
END_TEST

Suite *
test_simd(void)
{
	Suite *s = suite_create("simd");
	TCase *tc = tcase_create("scan");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 300);
	tcase_add_test(tc, lengths);
	tcase_add_test(tc, random_texts);
	tcase_add_test(tc, json_escapes);
	tcase_add_test(tc, pairs);
	tcase_add_test(tc, truncated);
	tcase_add_test(tc, arabic);
	suite_add_tcase(s, tc);
	return s;
}
