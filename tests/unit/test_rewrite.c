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

	r->joins_spaces = random_below(2) == 0;
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
	/* A letter must not become a space: the law of the caller. */
	for (i = 0; i < 128; i++)
		if (r->second[i] == ' ')
			r->second[i] = 'x';
	r->ascii[0] = SIMD_REWRITE_STOP;
	simd_rewrite_ready(r);
}

static size_t
text(char *p, size_t n, size_t rare)
{
	size_t at = 0;

	while (at + 4 <= n)
		if (random_below(rare) == 0)
			p[at++] = (char)random_below(256);
		else if (random_below(6) == 0)
			p[at++] = ' ';
		else if (random_below(8) == 0)
			p[at++] = (char)(0x20 + random_below(0x5F));
		else
			at += nass_utf8_set(
			    p + at, 0x600 + (uint32_t)random_below(0x80));
	while (at < n)
		p[at++] = random_below(2) == 0 ? (char)0xD9 : 'a';
	return at;
}

static void
compare(const struct simd_rewrite_kernels *k, const struct simd_rewrite *r,
    const char *in, size_t n)
{
	static char want[2048], got[2048];
	size_t want_n, got_n, want_at, got_at;
	bool after_space = random_below(2) == 0;

	want_at =
	    simd_rewrite_all[0]->rewrite(r, in, n, want, &want_n, after_space);
	got_at = k->rewrite(r, in, n, got, &got_n, after_space);
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

Suite *
test_rewrite(void)
{
	Suite *s = suite_create("rewrite");
	TCase *tc = tcase_create("kernels");

	tcase_add_test(tc, equal);
	suite_add_tcase(s, tc);
	return s;
}
