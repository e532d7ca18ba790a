/*
 * nass/stat.h - the numbers of corpus linguistics: rates, keyness,
 * association, dispersion, richness.
 *
 * Numbers in, a number out: no state, and no allocation unless said.  A measure
 * that is not defined for its input is a NaN (nass_is_number tells), which a
 * table shows as an empty cell; where a published variant defines a value at
 * zero, that one is taken and named.  ln is the natural logarithm, and
 * 0 ln 0 = 0 everywhere.
 *
 *	struct nass_keyness k = { .a = 100, .b = 50, .c = n1, .d = n2 };
 *	double g2 = nass_keyness(NASS_KEY_LL, &k);
 *
 * Laws, each held by a test in tests/unit/test_stat.c:
 *
 *	published	the worked examples of the papers
 *	sign		keyness of (a,b,c,d) and (b,a,d,c) differ in sign alone
 *	bounds		0 <= DP <= 1, NPMI within -1..1, TTR within 0..1
 *	even		parts used at equal rates have DP 0 and D 1
 */
#ifndef NASS_STAT_H
#define NASS_STAT_H

#include <nass/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* False for NaN and the infinities: an empty cell. */
bool nass_is_number(double x);

/* Rates ------------------------------------------------------------------- */

/* f occurrences among n tokens; 0 where n is 0. */
double nass_per_million(uint64_t f, uint64_t n);
double nass_percent(uint64_t f, uint64_t n);
/*
 * ln(ndoc / df), unsmoothed (Sparck Jones 1972, natural logarithm); NaN where
 * df is 0.
 */
double nass_idf(uint64_t df, uint64_t ndoc);
/* f * idf, f the frequency in the whole input. */
double nass_tf_idf(uint64_t f, uint64_t df, uint64_t ndoc);

/* Keyness ----------------------------------------------------------------- */

/* Two corpora: a of c tokens here, b of d tokens in the reference. */
struct nass_keyness {
	uint64_t a, b; /* frequencies */
	uint64_t c, d; /* sizes, tokens */
	double smooth; /* of simple_maths: k > 0 */
};

/*
 *	ll		2 (a ln(a/E1) + b ln(b/E2)), E1 = c(a+b)/(c+d),
 *			E2 = d(a+b)/(c+d): the two-term form of Rayson &
 *			Garside 2000 and of the UCREL calculator
 *	ll4		G2 over the four cells of the table, other words
 *			included: Dunning 1993
 *	chi2		N (ad' - bc')^2 / products of the margins, Pearson,
 *			four cells, no continuity correction
 *	log_ratio	log2((a/c) / (b/d)), a zero frequency counted as 0.5:
 *			Hardie 2014
 *	percent_diff	100 (r1 - r2) / r2 of the rates per million; r2 = 1e-18
 *			where b is 0: Gabrielatos & Marchi 2012
 *	simple_maths	(r1 + k) / (r2 + k), rates per million: Kilgarriff 2009
 *	odds_ratio	(a / (c-a)) / (b / (d-b)); NaN where a denominator is 0
 *	bic		|ll| - ln(c + d): Wilson 2013
 *	p		chance of |ll| or more under chi-squared of one degree
 *			of freedom, erfc(sqrt(|ll| / 2))
 *
 * ll, ll4 and chi2 are negative where the word is rarer here than in the
 * reference.  All are NaN where c or d is 0; ll, ll4 and chi2 are 0 where
 * a + b is 0.
 */
enum nass_key_measure {
	NASS_KEY_LL,
	NASS_KEY_LL4,
	NASS_KEY_CHI2,
	NASS_KEY_LOG_RATIO,
	NASS_KEY_PERCENT_DIFF,
	NASS_KEY_SIMPLE_MATHS,
	NASS_KEY_ODDS_RATIO,
	NASS_KEY_BIC,
	NASS_KEY_P,
	NASS_KEY_N, /* how many there are */
};

double nass_keyness(enum nass_key_measure m, const struct nass_keyness *k);
/* `ll`, `log_ratio` ...: names of columns. */
const char *nass_key_name(enum nass_key_measure m);

/* What many tests at once make of their p values, in place. */
void nass_adjust_bonferroni(double *p, size_t n);
/*
 * Holm 1979: the i-th smallest times (n - i + 1), never below its predecessor,
 * at most 1.  Takes memory for an order of n.
 */
enum nass_code nass_adjust_holm(
    double *p, size_t n, struct nass_err *err) NASS_MUST_USE;

/* Association ------------------------------------------------------------- */

/* Two words: joint frequency, single frequencies, tokens in all. */
struct nass_pair {
	uint64_t f12;
	uint64_t f1;
	uint64_t f2;
	uint64_t n;
	double span; /* 1 for n-grams; left + right of a window */
};

/*
 * With O = f12, E = f1 f2 span / n:
 *
 *	mi		log2(O / E): Church & Hanks 1990
 *	mi3		log2(O^3 / E): Daille 1994
 *	npmi		ln(O / E) / -ln(O / n): Bouma 2009; 1 where O = n
 *	t		(O - E) / sqrt(O): Church et al. 1991
 *	z		(O - E) / sqrt(E): Berry-Rogghe 1973
 *	ll		G2 over the four cells with margins f1 span and f2:
 *			Dunning 1993; negative where O < E
 *	dice		2 O / (f1 + f2): Smadja 1993
 *	log_dice	14 + log2(dice): Rychly 2008
 *	delta_p		O / (f1 span) - (f2 - O) / (n - f1 span): Gries 2013,
 *			the second word given the first
 *
 * All are NaN where n is 0 or a single frequency is 0; the logarithms and t
 * also where O is 0, npmi being -1 there.  A cell that would be negative (a
 * window counts a token twice) is 0.
 */
enum nass_pair_measure {
	NASS_PAIR_MI,
	NASS_PAIR_MI3,
	NASS_PAIR_NPMI,
	NASS_PAIR_T,
	NASS_PAIR_Z,
	NASS_PAIR_LL,
	NASS_PAIR_DICE,
	NASS_PAIR_LOG_DICE,
	NASS_PAIR_DELTA_P,
	NASS_PAIR_N,
};

double nass_association(enum nass_pair_measure m, const struct nass_pair *p);
const char *nass_pair_name(enum nass_pair_measure m);

/*
 * Sequences of more than two words: f of them, single frequencies f1[0..k),
 * E = product of f1 over n^(k-1) (independence).  mi, mi3, t, z as above; dice
 * is k f / sum of f1; log_dice follows it; the others are NaN unless k is 2.
 */
double nass_association_n(enum nass_pair_measure m, uint64_t f,
    const uint64_t *f1, size_t k, uint64_t n);

/* Dispersion -------------------------------------------------------------- */

/*
 * A word over the parts of a corpus.  Only parts in which it occurs are listed;
 * the rest is known by its sum.
 *
 *	v[i]	occurrences in part i, above 0		i < k
 *	size[i]	tokens of part i
 */
struct nass_spread {
	const uint64_t *v;
	const uint64_t *size;
	size_t k;
	uint64_t nparts;   /* in all; parts of no token are not counted */
	uint64_t ntok;     /* of all parts */
	uint64_t smallest; /* tokens of the smallest part */
};

/*
 * With f = sum of v, s_i = size_i / ntok, p_i = v_i / size_i:
 *
 *	dp		sum |v_i/f - s_i| / 2: Gries 2008; 0 is even
 *	dp_norm		dp / (1 - min s): Lijffijt & Gries 2012; NaN for one
 *			part
 *	juilland_d	1 - VC / sqrt(nparts - 1), VC = sd(p) / mean(p) with the
 *			sd of a population: Juilland et al. 1970; 1 is even; NaN
 *			for one part
 *	carroll_d2	-sum q_i log2 q_i / log2 nparts, q = p / sum p: Carroll
 *			1970; NaN for one part
 *	rosengren_s	(sum sqrt(s_i v_i))^2 / f: Rosengren 1971
 *	kld		sum v_i/f log2(v_i/f / s_i): Gries 2020; 0 is even
 */
enum nass_spread_measure {
	NASS_SPREAD_DP,
	NASS_SPREAD_DP_NORM,
	NASS_SPREAD_JUILLAND_D,
	NASS_SPREAD_CARROLL_D2,
	NASS_SPREAD_ROSENGREN_S,
	NASS_SPREAD_KLD,
	NASS_SPREAD_N,
};

double nass_dispersion(enum nass_spread_measure m, const struct nass_spread *s);
const char *nass_spread_name(enum nass_spread_measure m);

/*
 * Average reduced frequency: v = n/f; sum of min(d_i, v) over v, where d_i are
 * the distances between neighbours among the f positions, the last meeting the
 * first around the corpus of n tokens: Savicky & Hlavacova 2002.
 * at[0..f): positions from 0, ascending.  0 where f is 0.
 */
double nass_arf(const uint64_t *at, size_t f, uint64_t n);

/* Richness ---------------------------------------------------------------- */

/* V types among N tokens; NaN where N is 0. */
double nass_ttr(uint64_t ntype, uint64_t ntok);
/*
 * The following read the text as a sequence of type ids below ntype.  They take
 * memory: about 4 bytes a type, mattr and mtld a little more.
 *
 *	sttr	mean TTR of whole segments of `window` tokens, the rest left
 *		out (WordSmith: 1,000); NaN for less than one segment
 *	mattr	mean TTR of all windows of `window` tokens: Covington & McFall
 *		2010; the TTR of the whole where it is shorter
 *	mtld	tokens per factor, mean of both directions; a factor is full
 *		when its TTR is at or below `limit` (0.72), the last one counts
 *		in part: McCarthy & Jarvis 2010.  NaN for an empty text.  A text
 *		without any factor, each word new, has one
 */
enum nass_code nass_sttr(const uint32_t *type, size_t ntok, uint32_t ntype,
    size_t window, double *result, struct nass_err *err) NASS_MUST_USE;
enum nass_code nass_mattr(const uint32_t *type, size_t ntok, uint32_t ntype,
    size_t window, double *result, struct nass_err *err) NASS_MUST_USE;
enum nass_code nass_mtld(const uint32_t *type, size_t ntok, uint32_t ntype,
    double limit, double *result, struct nass_err *err) NASS_MUST_USE;

/*
 * What a type of frequency f adds to HD-D with a sample of 42 out of n tokens:
 * (1 - C(n-f, 42) / C(n, 42)) / 42.  The sum over all types is HD-D (McCarthy &
 * Jarvis 2007); NaN where n is below 42.
 */
double nass_hdd_part(uint64_t f, uint64_t n);
/*
 * Yule's K: 10^4 (m2 / n^2 - 1/n), m2 the sum of squared frequencies: Yule
 * 1944.  NaN where n is 0.
 */
double nass_yule_k(double m2, uint64_t n);

#ifdef __cplusplus
}
#endif

#endif
