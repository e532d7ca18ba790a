/*
 * test_rewrite.c - every kernel of simd/rewrite.h gives what the scalar one gives,
 * at every alignment and length, with a page that may not be touched behind.
 */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "random.h"
#include "simd/rewrite.h"
#include "text/utf8.h"

Suite *test_rewrite(void);

static void
random_table(struct simd_rewrite *r)
{
	bool has_ascii = random_below(2) == 0;
	unsigned i, kind;

	memset(r, 0, sizeof(*r));
	r->joins_spaces = random_below(2) == 0;
	r->orders_marks = random_below(2) == 0;
	for (i = 0; i < 128; i++) {
		r->ascii[i] = (uint8_t)i;
		if (has_ascii && random_below(8) == 0)
			r->ascii[i] = (uint8_t)random_below(128);
		if (has_ascii && random_below(40) == 0)
			r->ascii[i] = SIMD_REWRITE_STOP;
		r->lead[i] = (uint8_t)(0xD8 | i >> 6);
		r->second[i] = (uint8_t)(0x80 | (i & 0x3F));
		kind = (unsigned)random_below(30);
		if (kind < 3)
			r->lead[i] = r->second[i] = 0;
		else if (kind < 5) {
			r->lead[i] = 0;
			r->second[i] = (uint8_t)(1 + random_below(0x7F));
		} else if (kind == 5)
			r->second[i] = SIMD_REWRITE_STOP;
		else if (kind < 9) {
			r->lead[i] = (uint8_t)(0xC3 + random_below(0x1C));
			r->second[i] = (uint8_t)(0x80 + random_below(0x3F));
		}
	}
	/* The laws of the caller: nothing else becomes a space, or a mark. */
	for (i = 0; i < 128; i++) {
		if (r->second[i] == ' ')
			r->second[i] = 'x';
		if (i != ' ' && r->ascii[i] == ' ')
			r->ascii[i] = 'x';
		if (r->lead[i] == 0xD9 && r->second[i] >= 0x8B)
			r->second[i] = 0x81;
		if ((i >= 0x4B && i < 0x53) || i == 0x70) {
			kind = (unsigned)random_below(16);
			r->lead[i] = kind > 1 ? 0xD9 : 0;
			r->second[i] = kind > 1 ? (uint8_t)(0x40 + i)
			    : kind == 1         ? SIMD_REWRITE_STOP
						: 0;
		}
	}
	if (random_below(2) == 0) {
		r->drops_tatweel = true;
		r->lead[0x40] = 0;
		r->second[0x40] = SIMD_REWRITE_STOP;
	}
	if (r->ascii[' '] != SIMD_REWRITE_STOP)
		r->ascii[' '] = ' ';
	r->ascii[0] = SIMD_REWRITE_STOP;
	for (i = 2; i < SIMD_REWRITE_PAGES; i++)
		if (i - 0xD800 / 64 >= 32) {
			r->stays[i] = random_next() | random_next();
			r->goes[i] = random_next() & random_next();
		}
	for (i = SIMD_REWRITE_PAGES / 64; i < SIMD_REWRITE_PLANES; i++)
		r->stays_page[i] = random_next() | random_next();
	simd_rewrite_ready(r);
}

static uint32_t
any_cp(size_t rare)
{
	static const uint32_t many[] = { ' ', ' ', 0x651, 0x64E, 0x64F, 0x650,
		0x670, 0x640, '.', 0xAB, 0x2026, 0x6E1, 0x627, 0x644 };

	if (random_below(rare) == 0)
		return (uint32_t)random_below(0xD800);
	if (random_below(4 * rare) == 0)
		return 0xE000 + (uint32_t)random_below(0x110000 - 0xE000);
	if (random_below(2) == 0)
		return many[random_below(sizeof(many) / sizeof(many[0]))];
	if (random_below(8) == 0)
		return 0x20 + (uint32_t)random_below(0x5F);
	return 0x600 + (uint32_t)random_below(0x80);
}

static void
text(char *p, size_t n, size_t rare)
{
	size_t at = 0;

	while (at + 4 <= n)
		if (random_below(2 * rare) == 0)
			p[at++] = (char)random_below(256);
		else
			at += nass_utf8_set(p + at, any_cp(rare));
	while (at < n)
		p[at++] = random_below(2) == 0 ? (char)0xD9 : 'a';
}

/* Behind what was written before, which counts. */
static size_t
rewrite(const struct simd_rewrite_kernels *k, const struct simd_rewrite *r,
    struct nass_str in, const char before[8], char out[2048], size_t *made)
{
	size_t n;

	memcpy(out, before, 8);
	n = k->rewrite(r, in.p, in.n, out + 8, 8, made);
	*made += 8;
	return n;
}

static void
compare(const struct simd_rewrite_kernels *k, const struct simd_rewrite *r,
    const char *p, size_t n)
{
	static const char before[][9] = { "12345678", "1234567 ",
		"123456\xD9\x8B", "1234\xD9\x91\xD9\xB0" };
	const char *behind = before[random_below(4)];
	static char want[2048], got[2048];
	struct nass_str in = { p, n };
	size_t want_n, got_n, want_at, got_at;

	want_at = rewrite(simd_rewrite_all[0], r, in, behind, want, &want_n);
	got_at = rewrite(k, r, in, behind, got, &got_n);
	ck_assert_uint_eq(got_at, want_at);
	ck_assert_uint_eq(got_n, want_n);
	ck_assert(memcmp(got, want, got_n) == 0);
}

START_TEST(equal)
{
	enum {
		PAGE = 65536
	};
	const struct simd_rewrite_kernels *k;
	struct simd_rewrite r;
	char *page, *p;
	size_t rounds, i, n;

	page = mmap(NULL, 2 * (size_t)PAGE, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	ck_assert_ptr_ne(page, MAP_FAILED);
	ck_assert_int_eq(mprotect(page + PAGE, PAGE, PROT_NONE), 0);
	for (i = 1; (k = simd_rewrite_all[i]) != NULL; i++) {
		if (!k->is_supported())
			continue;
		for (n = 0; n <= 320; n++) {
			random_table(&r);
			p = page + PAGE - n;
			text(p, n, 400);
			compare(k, &r, p, n);
		}
		for (rounds = random_rounds(3000); rounds > 0; rounds--) {
			random_table(&r);
			n = random_below(1500);
			p = page + PAGE - n - random_below(64);
			text(p, n, 20 + random_below(2000));
			compare(k, &r, p, n);
		}
	}
	munmap(page, 2 * (size_t)PAGE);
}
END_TEST

/* A mark that goes between two spaces, wherever vectors begin and end. */
START_TEST(mark_between_spaces)
{
	static const char between[] = "\xD8\xA8 \xD9\x8E \xD8\xA8";
	const size_t n = sizeof(between) - 1;
	const struct simd_rewrite_kernels *k;
	struct simd_rewrite r;
	char p[256];
	size_t i, at;

	random_table(&r);
	r.orders_marks = false;
	r.joins_spaces = true;
	r.ascii['.'] = '.';
	r.ascii[' '] = ' ';
	r.lead[0x28] = 0xD8;
	r.second[0x28] = 0xA8;
	r.lead[0x4E] = r.second[0x4E] = 0;
	simd_rewrite_ready(&r);
	for (i = 1; (k = simd_rewrite_all[i]) != NULL; i++)
		for (at = 0; at + n <= sizeof(p) && k->is_supported(); at++) {
			memset(p, '.', sizeof(p));
			memcpy(p + at, between, n);
			compare(k, &r, p, sizeof(p));
		}
}
END_TEST

Suite *
test_rewrite(void)
{
	Suite *s = suite_create("rewrite");
	TCase *tc = tcase_create("kernels");

	tcase_add_test(tc, equal);
	tcase_add_test(tc, mark_between_spaces);
	suite_add_tcase(s, tc);
	return s;
}
