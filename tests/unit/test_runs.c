/*
 * test_runs.c - what was put into runs comes out in order, once.
 */
#include <check.h>
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/runs.h"
#include "law.h"
#include "random.h"

Suite *test_runs(void);

struct record {
	char key[16];
	size_t key_n;
	uint64_t number; /* in the order in which they were put */
	size_t value_n;
};

static int
by_key(const void *a, const void *b)
{
	const struct record *x = a;
	const struct record *y = b;
	int order = nass_str_cmp((struct nass_str){ x->key, x->key_n },
	    (struct nass_str){ y->key, y->key_n });

	if (order != 0)
		return order;
	return (x->number > y->number) - (x->number < y->number);
}

static void
draw(struct record *rec, uint64_t number)
{
	size_t i;

	rec->key_n = (size_t)random_below(random_below(4) == 0 ? 16 : 3);
	for (i = 0; i < rec->key_n; i++)
		rec->key[i] = (char)(random_below(3) * 0x7F);
	rec->number = number;
	rec->value_n =
	    8 + (size_t)random_below(random_below(300) == 0 ? 400000 : 30);
}

static char filler[400100];

static void
put(struct nass_runs *r, const struct record *rec)
{
	struct nass_str value = { filler, rec->value_n };

	memcpy(filler, &rec->number, 8);
	LAW(nass_runs_put(r, (struct nass_str){ rec->key, rec->key_n }, value,
		NULL) == NASS_OK);
}

/* Runs of random length, some empty; adopted ones behind them. */
static struct nass_runs *
make(struct record *rec, size_t n, size_t nrun)
{
	struct nass_runs *r[2];
	struct nass_err err;
	uint64_t before = 0;
	size_t size;
	size_t at = 0;
	size_t i;
	size_t k;

	for (i = 0; i < 2; i++)
		ck_assert(nass_runs_new("/tmp", &r[i], &err) == NASS_OK);
	for (i = 0; i < nrun; i++) {
		size = i + 1 == nrun ? n - at
				     : (size_t)random_below(2 * n / nrun + 1);
		if (size > n - at)
			size = n - at;
		qsort(rec + at, size, sizeof(*rec), by_key);
		ck_assert(nass_runs_begin(r[i >= nrun / 2], &err) == NASS_OK);
		for (k = at; k < at + size; k++)
			put(r[i >= nrun / 2], &rec[k]);
		at += size;
		ck_assert_uint_ge(nass_runs_size(r[i >= nrun / 2]), before);
	}
	ck_assert(nass_runs_adopt(r[0], r[1], &err) == NASS_OK);
	ck_assert_uint_eq(nass_runs_count(r[0]), nrun);
	ck_assert_uint_eq(nass_runs_count(r[1]), 0);
	nass_runs_free(r[1]);
	return r[0];
}

static enum nass_code
append(void *arg, struct nass_str key, struct nass_buf *into,
    struct nass_str value, struct nass_err *err)
{
	uint64_t *ncall = arg;

	(void)key;
	++*ncall;
	return nass_buf_put(into, value, err);
}

static void
check(const struct record *rec, size_t n, struct nass_runs *r, bool combines)
{
	struct nass_err err;
	struct nass_str key;
	struct nass_str value;
	uint64_t ncall = 0;
	size_t nkey = 0;
	size_t i = 0;
	enum nass_code code;

	ck_assert(nass_runs_merge(r, 1 << 20, combines ? append : NULL, &ncall,
		      &err) == NASS_OK);
	while ((code = nass_runs_next(r, &key, &value, &err)) == NASS_OK) {
		nkey++;
		do {
			LAW(i < n);
			LAW(nass_str_eq(key,
			    (struct nass_str){ rec[i].key, rec[i].key_n }));
			LAW(value.n >= rec[i].value_n);
			LAW(memcmp(value.p, &rec[i].number, 8) == 0);
			value = nass_str_sub(value, rec[i].value_n, value.n);
			i++;
		} while (value.n > 0);
	}
	ck_assert_int_eq(code, NASS_END);
	ck_assert(nass_runs_next(r, &key, &value, &err) == NASS_END);
	ck_assert_uint_eq(i, n);
	ck_assert_uint_eq(ncall, combines ? n - nkey : 0);
	nass_runs_free(r);
}

START_TEST(runs_law)
{
	size_t most = 6000;
	struct record *rec = malloc(most * sizeof(*rec));
	struct nass_runs *r;
	size_t round;
	size_t n;
	size_t i;

	ck_assert_ptr_nonnull(rec);
	memset(filler, 'x', sizeof(filler));
	for (round = 0; round < random_rounds(8); round++) {
		n = (size_t)random_below(most);
		for (i = 0; i < n; i++)
			draw(&rec[i], i);
		r = make(rec, n,
		    1 + (size_t)random_below(round % 4 == 3 ? 500 : 20));
		qsort(rec, n, sizeof(*rec), by_key);
		check(rec, n, r, round % 2 == 1);
	}
	free(rec);
}
END_TEST

/* Runs of several lie in one file, also of one that is freed in the middle. */
START_TEST(runs_in_one_file)
{
	struct nass_runs_file *file;
	struct nass_runs *r[4];
	struct nass_str value;
	struct nass_str key;
	uint64_t i;
	size_t k;

	ck_assert(nass_runs_file_new("/tmp", &file, NULL) == NASS_OK);
	for (k = 0; k < 4; k++)
		ck_assert(nass_runs_new_in(file, &r[k], NULL) == NASS_OK);
	nass_runs_file_free(file);
	for (i = 0; i < 400; i++) {
		char c = (char)('a' + i / 4 % 26);

		if (i == 202) /* its last run is open */
			nass_runs_free(r[1]);
		if (i > 201 && i % 4 == 1)
			continue;
		ck_assert(nass_runs_begin(r[i % 4], NULL) == NASS_OK);
		ck_assert(nass_runs_put(r[i % 4], (struct nass_str){ &c, 1 },
			      (struct nass_str){ (char *)&i, sizeof(i) },
			      NULL) == NASS_OK);
	}
	ck_assert(nass_runs_adopt(r[0], r[3], NULL) == NASS_OK);
	ck_assert_uint_eq(nass_runs_count(r[0]), 200);
	nass_runs_free(r[3]);
	for (k = 0; k < 4; k += 2) {
		ck_assert(
		    nass_runs_merge(r[k], 0, NULL, NULL, NULL) == NASS_OK);
		for (i = 0; nass_runs_next(r[k], &key, &value, NULL) == NASS_OK;
		     i++) {
			uint64_t n;

			memcpy(&n, value.p, sizeof(n));
			ck_assert_uint_eq(value.n, sizeof(n));
			ck_assert_int_eq(key.p[0], 'a' + (char)(n / 4 % 26));
			ck_assert(n % 4 == k || (k == 0 && n % 4 == 3));
		}
		ck_assert_uint_eq(i, k == 0 ? 200 : 100);
		nass_runs_free(r[k]);
	}
}
END_TEST

START_TEST(runs_of_nothing)
{
	struct nass_runs *r;
	struct nass_str key;
	struct nass_str value;

	ck_assert(nass_runs_new("/tmp", &r, NULL) == NASS_OK);
	ck_assert_uint_eq(nass_runs_size(r), 0);
	ck_assert(nass_runs_merge(r, 0, NULL, NULL, NULL) == NASS_OK);
	ck_assert(nass_runs_next(r, &key, &value, NULL) == NASS_END);
	nass_runs_free(r);
	nass_runs_free(NULL);
}
END_TEST

/* No directory, and a disk that is full (a limit on files stands for it). */
START_TEST(runs_refused)
{
	struct rlimit was;
	struct rlimit limit;
	struct nass_runs *r;
	struct nass_err err;
	enum nass_code code = NASS_OK;
	char key[16];
	int i;

	ck_assert(nass_runs_new("/no/such", &r, NULL) == NASS_OK);
	ck_assert(nass_runs_begin(r, &err) == NASS_ESYS);
	ck_assert_int_eq(err.sys, ENOENT);
	nass_runs_free(r);
	signal(SIGXFSZ, SIG_IGN);
	ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &was), 0);
	limit = (struct rlimit){ 300000, was.rlim_max };
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
	ck_assert(nass_runs_new("/tmp", &r, NULL) == NASS_OK);
	ck_assert(nass_runs_begin(r, &err) == NASS_OK);
	for (i = 0; code == NASS_OK && i < 100000; i++) {
		snprintf(key, sizeof(key), "%07d", i);
		code = nass_runs_put(r, nass_str(key), NASS_STR("value"), &err);
	}
	ck_assert_int_eq(code, NASS_ESYS);
	ck_assert_int_eq(err.sys, EFBIG);
	nass_runs_free(r);
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &was), 0);
}
END_TEST

Suite *
test_runs(void)
{
	Suite *s = suite_create("runs");
	TCase *c = tcase_create("runs");

	tcase_set_timeout(c, 120);
	tcase_add_test(c, runs_law);
	tcase_add_test(c, runs_in_one_file);
	tcase_add_test(c, runs_of_nothing);
	tcase_add_test(c, runs_refused);
	suite_add_tcase(s, c);
	return s;
}
