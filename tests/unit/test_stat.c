/*
 * test_stat.c - the numbers against published examples and against values that
 * scipy 1.16, nltk 3.10 and lexicalrichness 0.5 gave for the same input, to
 * 1e-9 relative.
 */
#include <nass/stat.h>

#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "almost.h"
#include "random.h"

Suite *test_stat(void);

/* Names are those of the columns that people choose. */
START_TEST(test_names)
{
	static const char *const key[NASS_KEY_N] = { "ll", "ll4", "chi2",
		"log_ratio", "percent_diff", "simple_maths", "odds_ratio",
		"bic", "p" };
	static const char *const pair[NASS_PAIR_N] = { "mi", "mi3", "npmi", "t",
		"z", "ll", "dice", "log_dice", "delta_p" };
	unsigned i;

	for (i = 0; i < NASS_KEY_N; i++)
		ck_assert_str_eq(
		    nass_key_name((enum nass_key_measure)i), key[i]);
	for (i = 0; i < NASS_PAIR_N; i++)
		ck_assert_str_eq(
		    nass_pair_name((enum nass_pair_measure)i), pair[i]);
	ck_assert_str_eq(nass_spread_name(NASS_SPREAD_DP), "dp");
	ck_assert_str_eq(nass_spread_name(NASS_SPREAD_DP_NORM), "dp_norm");
}
END_TEST

START_TEST(test_rates)
{
	ALMOST(nass_per_million(3, 6000000), 0.5);
	ALMOST(nass_per_million(3, 0), 0);
	ALMOST(nass_percent(1, 8), 12.5);
	ALMOST(nass_idf(10, 1000), 4.605170185988092);
	ALMOST(nass_idf(1000, 1000), 0);
	ck_assert(!nass_is_number(nass_idf(0, 1000)));
	ALMOST(nass_tf_idf(7, 10, 1000), 7 * 4.605170185988092);
}
END_TEST

/* scipy: power_divergence of two cells, chi2_contingency, odds_ratio, sf. */
static const struct keyness_case {
	uint64_t a, b, c, d;
	double ll, ll4, chi2, odds, p;
} keyness_cases[] = {
	{ 100, 50, 1000000, 1000000, 16.98990367953973, 16.991153773296887,
	    16.667916760423697, 2.0001000100010002, 3.757911819191863e-05 },
	{ 12, 3, 5000, 7000, 9.233155994744083, 9.24450714304581,
	    9.079921330234221, 5.611066559743384, 0.0023767163520984325 },
	{ 3, 40, 900, 12000, 0, 0, 0, 1, 1 },
	{ 7, 0, 1000, 2000, 15.380572041353537, 15.413340724663756,
	    14.032743067156694, NAN, 8.788728975854108e-05 },
	{ 500, 450, 100000, 110000, 9.554945342330726, 9.598432743377899,
	    9.612864759581107, 1.2233389168062534, 0.0019941145050109198 },
};

START_TEST(test_keyness)
{
	const struct keyness_case *c = &keyness_cases[_i];
	struct nass_keyness k = { c->a, c->b, c->c, c->d, 1 };
	struct nass_keyness r = { c->b, c->a, c->d, c->c, 1 };

	ALMOST(nass_keyness(NASS_KEY_LL, &k), c->ll);
	ALMOST(nass_keyness(NASS_KEY_LL4, &k), c->ll4);
	ALMOST(nass_keyness(NASS_KEY_CHI2, &k), c->chi2);
	ALMOST(nass_keyness(NASS_KEY_ODDS_RATIO, &k), c->odds);
	ALMOST(nass_keyness(NASS_KEY_P, &k), c->p);
	ALMOST(
	    nass_keyness(NASS_KEY_BIC, &k), c->ll - log((double)(c->c + c->d)));
	ALMOST(nass_keyness(NASS_KEY_LL, &r), -c->ll);
	ALMOST(nass_keyness(NASS_KEY_LL4, &r), -c->ll4);
	ALMOST(nass_keyness(NASS_KEY_CHI2, &r), -c->chi2);
}
END_TEST

START_TEST(test_keyness_effects)
{
	struct nass_keyness k = { 100, 50, 1000000, 1000000, 1 };

	ALMOST(nass_keyness(NASS_KEY_LOG_RATIO, &k), 1);
	ALMOST(nass_keyness(NASS_KEY_PERCENT_DIFF, &k), 100);
	ALMOST(nass_keyness(NASS_KEY_SIMPLE_MATHS, &k), 101.0 / 51);
	k.smooth = 100;
	ALMOST(nass_keyness(NASS_KEY_SIMPLE_MATHS, &k), 200.0 / 150);
	k.b = 0;
	ALMOST(nass_keyness(NASS_KEY_LOG_RATIO, &k), 7.643856189774724);
	ALMOST(nass_keyness(NASS_KEY_PERCENT_DIFF, &k), 1e22);
	k.d = 0;
	ck_assert(!nass_is_number(nass_keyness(NASS_KEY_LL, &k)));
	k = (struct nass_keyness){ 0, 0, 10, 20, 1 };
	ALMOST(nass_keyness(NASS_KEY_LL, &k), 0);
	ALMOST(nass_keyness(NASS_KEY_LL4, &k), 0);
	ALMOST(nass_keyness(NASS_KEY_CHI2, &k), 0);
}
END_TEST

/* R: p.adjust(c(.01, .04, .03, .005, .5), "holm"). */
START_TEST(test_adjust)
{
	static const double want[] = { .04, .09, .09, .025, .5 };
	double p[] = { .01, .04, .03, .005, .5 };
	size_t i;

	ck_assert_int_eq(nass_adjust_holm(p, 5, NULL), NASS_OK);
	for (i = 0; i < 5; i++)
		ALMOST(p[i], want[i]);
	ck_assert_int_eq(nass_adjust_holm(p, 0, NULL), NASS_OK);
	p[0] = .01;
	p[1] = .4;
	nass_adjust_bonferroni(p, 3);
	ALMOST(p[0], .03);
	ALMOST(p[1], 1);
}
END_TEST

/*
 * nltk's BigramAssocMeasures and scipy; ll to 50 digits by Python's decimal
 * (theirs cancel to 9 in row 2).  Row 2 is "new companies" of Manning &
 * Schuetze 1999, 5.3.1: t = 0.999932.
 */
static const struct pair_case {
	uint64_t f12, f1, f2, n;
	double mi, npmi, t, ll, dice, delta_p;
} pair_cases[] = {
	{ 20, 100, 50, 10000, 5.3219280948873635, 0.5935819919280985,
	    4.36033255612459, 121.64627602572429, 0.26666666666666666,
	    0.196969696969697 },
	{ 8, 15828, 4675, 14307668, 0.6293432116236843, 0.03030017186680434,
	    0.9999319894802036, 1.3253893978002584, 0.0007803736038628494,
	    0.00017888343377778356 },
	{ 1, 1, 1, 1000, 9.965784284662087, 1, 0.999, 15.81451022446435, 1, 1 },
	{ 30, 42, 60, 14307668, 17.377967788479985, 0.9212534722706888,
	    5.477193418382363, 711.0742079305292, 0.5882352941176471,
	    0.7142836175018034 },
	{ 2, 5000, 4000, 30000, -8.380821783940931, -0.6041244285094535,
	    -469.99030722865854, -1548.312782592511, 0.00044444444444444447,
	    -0.15952 },
};

START_TEST(test_association)
{
	const struct pair_case *c = &pair_cases[_i];
	struct nass_pair p = { c->f12, c->f1, c->f2, c->n, 1 };
	double e = (double)c->f1 * (double)c->f2 / (double)c->n;
	double o = (double)c->f12;

	ALMOST(nass_association(NASS_PAIR_MI, &p), c->mi);
	ALMOST(nass_association(NASS_PAIR_MI3, &p), log2(o * o * o / e));
	ALMOST(nass_association(NASS_PAIR_NPMI, &p), c->npmi);
	ALMOST(nass_association(NASS_PAIR_T, &p), c->t);
	ALMOST(nass_association(NASS_PAIR_Z, &p), (o - e) / sqrt(e));
	ALMOST(nass_association(NASS_PAIR_LL, &p), c->ll);
	ALMOST(nass_association(NASS_PAIR_DICE, &p), c->dice);
	ALMOST(nass_association(NASS_PAIR_LOG_DICE, &p), 14 + log2(c->dice));
	ALMOST(nass_association(NASS_PAIR_DELTA_P, &p), c->delta_p);
}
END_TEST

START_TEST(test_association_zero)
{
	struct nass_pair p = { 0, 10, 20, 1000, 1 };
	struct nass_pair all = { 5, 5, 5, 5, 1 };
	uint64_t f[] = { 40, 50, 60 };

	ck_assert(isnan(nass_association(NASS_PAIR_MI, &p)));
	ck_assert(isnan(nass_association(NASS_PAIR_LOG_DICE, &p)));
	ALMOST(nass_association(NASS_PAIR_NPMI, &p), -1);
	ALMOST(nass_association(NASS_PAIR_DICE, &p), 0);
	p.f1 = 0;
	ck_assert(isnan(nass_association(NASS_PAIR_T, &p)));
	ALMOST(nass_association(NASS_PAIR_NPMI, &all), 1);
	ck_assert(isnan(nass_association(NASS_PAIR_DELTA_P, &all)));
	ALMOST(nass_association_n(NASS_PAIR_MI, 9, f, 3, 5000),
	    10.872674880270605);
	ALMOST(nass_association_n(NASS_PAIR_T, 9, f, 3, 5000), 2.9984);
	ALMOST(nass_association_n(NASS_PAIR_DICE, 9, f, 3, 5000), .18);
	ck_assert(isnan(nass_association_n(NASS_PAIR_LL, 9, f, 3, 5000)));
}
END_TEST

/*
 * numpy from the formulas; row 3 is the example of Gries 2008, table 1, where
 * DP is .18.
 */
static const struct spread_case {
	uint64_t size[5], v[5];
	size_t n;
	double dp, dp_norm, d, d2, s, kld;
} spread_cases[] = {
	{ { 100, 200, 300, 400, 0 }, { 10, 0, 30, 5, 0 }, 4,
	    0.48888888888888893, 0.54320987654321, 0.4883141823254945,
	    0.6319667147428168, 0.6514157444218835, 0.8186697601117165 },
	{ { 100, 100, 100, 100, 100 }, { 1, 2, 3, 4, 5 }, 5, .2, .25,
	    0.7642977396044842, 0.925633916873193, 0.9368466077729136,
	    0.17267269771886243 },
	{ { 9, 10, 10, 10, 11 }, { 1, 2, 3, 4, 5 }, 5, .18, 0.2195121951219512,
	    0.7851504534504508, 0.9379213032979956, 0.9498163423042408,
	    0.1369717293652208 },
	{ { 50, 50, 0, 0, 0 }, { 5, 5, 0, 0, 0 }, 2, 0, 0, 1, 1, 1, 0 },
};

/* By the formulas: of three words, f times seen where n * (f1/n)(f2/n)(f3/n) are. */
START_TEST(test_association_three)
{
	const uint64_t f1[3] = { 20, 50, 40 };
	const uint64_t none[3] = { 0, 0, 0 };
	const uint64_t one[2] = { 20, 50 };
	const struct nass_pair pair = { 6, 20, 50, 1000, 1 };
	const double e = 0.04;
	unsigned m;

	ALMOST(nass_association_n(NASS_PAIR_MI, 6, f1, 3, 1000), log2(6 / e));
	ALMOST(nass_association_n(NASS_PAIR_MI3, 6, f1, 3, 1000),
	    log2(6 * 6 * 6 / e));
	ALMOST(
	    nass_association_n(NASS_PAIR_T, 6, f1, 3, 1000), (6 - e) / sqrt(6));
	ALMOST(nass_association_n(NASS_PAIR_Z, 6, f1, 3, 1000), (6 - e) / 0.2);
	ALMOST(nass_association_n(NASS_PAIR_DICE, 6, f1, 3, 1000), 18.0 / 110);
	ALMOST(nass_association_n(NASS_PAIR_LOG_DICE, 6, f1, 3, 1000),
	    14 + log2(18.0 / 110));
	/* What never stands there, in no words, or beside words without count. */
	ALMOST(nass_association_n(NASS_PAIR_DICE, 0, f1, 3, 1000), 0);
	ALMOST(nass_association_n(NASS_PAIR_LOG_DICE, 0, f1, 3, 1000), NAN);
	ALMOST(nass_association_n(NASS_PAIR_MI, 0, f1, 3, 1000), NAN);
	ALMOST(nass_association_n(NASS_PAIR_Z, 0, f1, 3, 1000), -0.2);
	ALMOST(nass_association_n(NASS_PAIR_MI, 6, f1, 3, 0), NAN);
	ALMOST(nass_association_n(NASS_PAIR_Z, 6, none, 3, 1000), NAN);
	ALMOST(nass_association_n(NASS_PAIR_DICE, 6, none, 3, 1000), NAN);
	/* No measure of more than two words. */
	ALMOST(nass_association_n(NASS_PAIR_DELTA_P, 6, f1, 3, 1000), NAN);
	for (m = 0; m < NASS_PAIR_N; m++)
		ALMOST(nass_association_n(
			   (enum nass_pair_measure)m, 6, one, 2, 1000),
		    nass_association((enum nass_pair_measure)m, &pair));
	ALMOST(nass_association(NASS_PAIR_N, &pair), NAN);
}
END_TEST

START_TEST(test_dispersion)
{
	const struct spread_case *c = &spread_cases[_i];
	uint64_t v[5];
	uint64_t size[5];
	struct nass_spread s = { v, size, 0, c->n, 0, UINT64_MAX };
	size_t i;

	for (i = 0; i < c->n; i++) {
		s.ntok += c->size[i];
		if (c->size[i] < s.smallest)
			s.smallest = c->size[i];
		if (c->v[i] == 0)
			continue;
		v[s.k] = c->v[i];
		size[s.k++] = c->size[i];
	}
	ALMOST(nass_dispersion(NASS_SPREAD_DP, &s), c->dp);
	ALMOST(nass_dispersion(NASS_SPREAD_DP_NORM, &s), c->dp_norm);
	ALMOST(nass_dispersion(NASS_SPREAD_JUILLAND_D, &s), c->d);
	ALMOST(nass_dispersion(NASS_SPREAD_CARROLL_D2, &s), c->d2);
	ALMOST(nass_dispersion(NASS_SPREAD_ROSENGREN_S, &s), c->s);
	ALMOST(nass_dispersion(NASS_SPREAD_KLD, &s), c->kld);
}
END_TEST

START_TEST(test_dispersion_one_part)
{
	uint64_t v[] = { 3 };
	uint64_t size[] = { 30 };
	struct nass_spread s = { v, size, 1, 1, 30, 30 };

	ALMOST(nass_dispersion(NASS_SPREAD_DP, &s), 0);
	ck_assert(isnan(nass_dispersion(NASS_SPREAD_DP_NORM, &s)));
	ck_assert(isnan(nass_dispersion(NASS_SPREAD_JUILLAND_D, &s)));
	ck_assert(isnan(nass_dispersion(NASS_SPREAD_CARROLL_D2, &s)));
	s.k = 0;
	ck_assert(isnan(nass_dispersion(NASS_SPREAD_DP, &s)));
}
END_TEST

/* Evenly spread: ARF is f.  In one clump: little more than 1. */
START_TEST(test_arf)
{
	static const uint64_t even[] = { 0, 25, 50, 75 };
	static const uint64_t clump[] = { 10, 11, 12, 13 };
	static const uint64_t one[] = { 42 };

	ALMOST(nass_arf(even, 4, 100), 4);
	ALMOST(nass_arf(clump, 4, 100), 28.0 / 25);
	ALMOST(nass_arf(one, 1, 100), 1);
	ALMOST(nass_arf(one, 0, 100), 0);
}
END_TEST

START_TEST(test_bounds)
{
	size_t i;

	for (i = 0; i < random_rounds(2000); i++) {
		uint64_t n = 1 + random_below(100000);
		uint64_t f1 = 1 + random_below(n);
		uint64_t f2 = 1 + random_below(n);
		uint64_t low = f1 < f2 ? f1 : f2;
		struct nass_pair p = { random_below(low + 1), f1, f2, n, 1 };
		struct nass_keyness k = { random_below(f1 + 1),
			random_below(n + 1), f1, n, 1 };
		double x = nass_association(NASS_PAIR_NPMI, &p);

		ck_assert(x >= -1.0001 && x <= 1.0001);
		x = nass_association(NASS_PAIR_DICE, &p);
		ck_assert(x >= 0 && x <= 1);
		x = nass_keyness(NASS_KEY_P, &k);
		ck_assert(x >= 0 && x <= 1);
		ck_assert(nass_is_number(nass_keyness(NASS_KEY_LL4, &k)));
		ck_assert(nass_is_number(nass_keyness(NASS_KEY_CHI2, &k)));
	}
}
END_TEST

#define N_OF(a) (int)(sizeof(a) / sizeof((a)[0]))

Suite *
test_stat(void)
{
	Suite *s = suite_create("stat");
	TCase *c = tcase_create("stat");

	tcase_add_test(c, test_names);
	tcase_add_test(c, test_rates);
	tcase_add_loop_test(c, test_keyness, 0, N_OF(keyness_cases));
	tcase_add_test(c, test_keyness_effects);
	tcase_add_test(c, test_adjust);
	tcase_add_loop_test(c, test_association, 0, N_OF(pair_cases));
	tcase_add_test(c, test_association_zero);
	tcase_add_test(c, test_association_three);
	tcase_add_loop_test(c, test_dispersion, 0, N_OF(spread_cases));
	tcase_add_test(c, test_dispersion_one_part);
	tcase_add_test(c, test_arf);
	tcase_add_test(c, test_bounds);
	suite_add_tcase(s, c);
	return s;
}
