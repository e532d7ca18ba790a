/*
 * words.c - a vocabulary of made-up Arabic words (see words.h).
 *
 *	draw:   2^32 --masses--> rank
 *	spell:  rank --hash--> prefix, stem by pairs of letters, suffix
 */
#include "words.h"

#include <string.h>

enum {
	SHORT = 1 << 13, /* more frequent words are shorter */
};

/*
 * Share of the tokens that ranks 2^k to 2^(k+1)-1 take, in millionths.  Up
 * to k = 11 as counted in 9 MB of news and encyclopedia; above, fitted so
 * that types grow as gen-corpus.c says.
 */
static const uint32_t masses[WORDS_OCTAVES] = {
	34308,
	41070,
	35388,
	26118,
	29919,
	35596,
	48273,
	61670,
	75252,
	84000,
	91000,
	93000,
	56844,
	58417,
	56216,
	50310,
	41583,
	31526,
	21772,
	13603,
	7636,
	3825,
	1698,
	663,
	226,
	67,
	17,
	4,
};

/* The first ranks: words that are frequent in any modern prose. */
static const char common[] =
    "fy mn ElY >n <lY Alty En mE Al*y mA h*h w>n bn xlAl bEd h*A lA byn "
    "AlEAm Hyv kmA EAm *lk >nh kAn kl qbl qAl hw tm lm Edd qd HtY >y w*lk "
    "r}ys >w mnTqp gyr AlmADy >kvr kAnt whw mn* lh wmn mjls mlywn fymA hy "
    "AlErbyp AlEAlm bED b$kl wqd lhA Al>wl >ms wlA <lA fyhA AlmtHdp bhA "
    "jmyE $rkp <dArp hnAk mvl Elyh tlk Al*yn wzArp >Hd Ebr mnhA mdynp "
    "wzyr why nHw End >nhA ywm ykwn b>n >yDA fyh >xrY dwlAr ElyhA bnsbp "
    "w>DAf lkn AlvAny Al>wlY bh wAlty mstwY mlyAr <DAfp ytm bmA mdyr "
    "Alftrp >mAm >lf Alwqt Tryq dwn >sEAr Hwl Dmn Al>mr tkwn ldY Aldwl "
    "Alljnp >wl |xr Eml <mA dwl dAxl bsbb mmA AlEmr sym Hyn lhm >w$k "
    "kbyr wlkn AlEAlmyp Al|n kbyrp AlmjtmE Al$bAb xASp Emlyp fqd sytm "
    "AlHkwmp AltElym $hr EndmA tHt ywmA bl >jl w>kd AlblAd AlxdmAt *At "
    "m$rwE mrkz nZAm Edp SAHb fqT swq mSr Aldwlp Dd AlxArjyp wmA wh*A "
    "snp wk*lk qwAt wqt jdyd jdydp AlEdyd AlAjtmAEyp kAfp wjwd HAlp "
    "AlmAlyp Al>sbwE ftrp AlsAbq wkAnt wlm w>$Ar lkrp nfsh >hmyp tqdym "
    "<* AlnAs qTAE Aljmyl $mAl dwlp mqAbl bnA' wqAlt l>n blgt ln nsbp "
    ">kd >vnA' zyAdp lmdp >yAm lys mwqE wAHd bdAyp mjAl mxtlf jAmEp wfq "
    "lmA >fDl dEm tHqyq mnh >kbr qAm AlbHr Hyth km ElyhA tkn yjb ymkn "
    "ytmyz yEd kAnwA yqwl qlt h&lA' >nA nHn hm >nt m$ kyf lmA*A >yn mty ";

/* The ranks 512, 516, and so on: what somebody may look for. */
static const char sought[] =
    "Al<slAmyp AlsyAsyp Alr}ys AlmdArs mHmd >Hmd AlqAhrp AlryAD bgdAd "
    "$rkAt AlktAb ktAb Alktb mktbp AlslAm AlAqtSAd AltjArp AljAmEp mdrsp "
    "TAlb AlTlAb Al>Tbq AlvqAfp AltAryx tAryx AlHyAp m&tmr AlmsjdAn qrAr "
    "ms&wl m}At AlmA' sA}q Almr>p |ba' Al|vAr Alqr|n ";

/*
 * What follows what inside the stems of 38,000 types: row by letter before
 * (first row: none), column by letter after; digit d has the weight 2^d, a
 * blank none.
 */
static const char letters[] = "A><|'&}btvjHxd*rzs$SDTZEgfqklmnhwy";
static const char pairs[][WORDS_LETTERS + 1] = {
	"8874 1 684776647566656375676697566", /* word start */
	"    838885776859676666384876989677", /* A */
	"     12877888848597766486777899797", /* > */
	"       8668878684877663866767895 9", /* < */
	"       7676 8658 744    4745988547", /* | */
	"9       8                   97    ", /* ' */
	"7       673 6746 97       67875798", /* & */
	"7  3   87368 949754566 83885988 79", /* } */
	"941 013574273748254347 74175847588", /* b */
	"87 2 23866888759688767586897898798", /* t */
	"92     753   3 9       45682998579", /* v */
	"93 1  477315 848662    7231 887888", /* j */
	"9      78661 8585757656  787886188", /* H */
	"9      78 1 2869665868   7  975278", /* x */
	"94  2145653366 8253    72663786689", /* d */
	"9     386 7 5  8       3 428856888", /* * */
	"95 1034773664605575565 64767465588", /* r */
	"92  4 464 4446 74      72444787689", /* z */
	"82   4279 5445 7 5   5 60546776578", /* s */
	"95 4035670556629 2   6276767566778", /* $ */
	"9      73  748 8   6 5 65743867488", /* S */
	"9     275 4764 8     6 855 1785388", /* D */
	"94  33484  403 8 3   5 7376 867488", /* T */
	"9      45      9         7 2896879", /* Z */
	"9      7755  8386555555  574887578", /* E */
	"9      761   669655256   6  867489", /* g */
	"9202214 80555558574674674386736579", /* f */
	"9      77  2 84815565716 65 866488", /* q */
	"9520 0 786232649676020040623887598", /* k */
	"9411012773562634462415065776576589", /* l */
	"94 1 63796787748687756385677869788", /* m */
	"92   03783765834677646775776264788", /* n */
	"9    3 76 6  858614 432  244787288", /* h */
	"930 4 1765763849674565574776978538", /* w */
	"93  335785765849776566374887988576", /* y */
};

/* What stems begin and end with, in thousandths of the types. */
static const struct affix {
	const char *s;
	uint32_t permille;
} prefixes[] = {
	{ "", 328 },
	{ "Al", 221 },
	{ "w", 122 },
	{ "wAl", 57 },
	{ "t", 55 },
	{ "b", 52 },
	{ "l", 43 },
	{ "y", 33 },
	{ "ll", 31 },
	{ "bAl", 20 },
	{ "s", 20 },
	{ "f", 14 },
	{ "fAl", 4 },
}, suffixes[] = {
	{ "", 452 },
	{ "p", 114 },
	{ "y", 57 },
	{ "At", 54 },
	{ "A", 52 },
	{ "yp", 48 },
	{ "h", 46 },
	{ "hA", 37 },
	{ "yn", 31 },
	{ "t", 28 },
	{ "hm", 17 },
	{ "wn", 14 },
	{ "An", 12 },
	{ "Y", 10 },
	{ "k", 8 },
	{ "nA", 8 },
	{ "wA", 7 },
	{ "hmA", 3 },
	{ "tm", 2 },
};

/* Thousandths of the stems with 2, 3, ... letters. */
static const uint32_t stem_lengths[] = { 15, 335, 350, 205, 65, 22, 8 };

uint64_t
rng_next(struct rng *rng)
{
	uint64_t z = rng->state += 0x9e3779b97f4a7c15;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return z ^ (z >> 31);
}

uint32_t
rng_below(struct rng *rng, uint32_t n)
{
	return (uint32_t)(((rng_next(rng) >> 32) * n) >> 32);
}

int
rng_chance(struct rng *rng, uint32_t permille)
{
	return rng_below(rng, 1000) < permille;
}

/* Within an octave of the top, rank r has a share as 1 to r. */
static void
init_cum(struct words *words)
{
	uint64_t sum = 0;
	uint64_t total = 0;
	uint64_t inverse;
	uint64_t before = 0;
	size_t k;
	size_t r;

	for (k = 0; k < WORDS_OCTAVES; k++)
		total += masses[k];
	for (k = 0; k < WORDS_OCTAVES; k++) {
		uint64_t part = ((uint64_t)masses[k] << 32) / total;

		if (k < 15) {
			inverse = 0;
			for (r = (size_t)1 << k; r < (size_t)2 << k; r++)
				inverse += ((uint64_t)1 << 24) / r;
			for (r = (size_t)1 << k; r < (size_t)2 << k; r++) {
				sum += ((((uint64_t)1 << 24) / r) * part) /
				    inverse;
				words->cum[r - 1] = (uint32_t)sum;
			}
			before += part;
		} else {
			before += part;
			words->cum[WORDS_TOP + k - 15] = (uint32_t)before;
		}
	}
	words->cum[WORDS_CUM - 1] = UINT32_MAX;
	for (k = r = 0; k < 1 << 16; k++) {
		while (words->cum[r] >> 16 < k)
			r++;
		words->guide[k] = (uint16_t)r;
	}
}

static void
init_next(char row[1 << 10], const char *digits)
{
	uint32_t weights[WORDS_LETTERS];
	uint32_t total = 0;
	uint32_t sum = 0;
	size_t at = 0;
	size_t i;

	for (i = 0; i < WORDS_LETTERS; i++) {
		weights[i] = digits[i] == ' ' ? 0 : 1U << (digits[i] - '0');
		total += weights[i];
	}
	for (i = 0; i < WORDS_LETTERS; i++) {
		sum += weights[i];
		while (at < ((uint64_t)sum << 10) / total)
			row[at++] = (char)i;
	}
}

static void
list_words(struct words *words, const char *list, size_t rank, size_t step)
{
	const char *end;

	for (; (end = strchr(list, ' ')) != NULL; list = end + 1) {
		memset(words->top[rank], 0, WORDS_MAX);
		memcpy(words->top[rank], list, (size_t)(end - list));
		rank += step;
	}
}

static size_t
put_affix(const struct affix *affixes, struct rng *rng, char *out)
{
	uint32_t at = rng_below(rng, 1000);
	size_t n;

	for (; at >= affixes->permille; affixes++)
		at -= affixes->permille;
	n = strlen(affixes->s);
	memcpy(out, affixes->s, n);
	return n;
}

static size_t
make(const struct words *words, uint32_t rank, char out[WORDS_MAX])
{
	struct rng rng = { (uint64_t)rank << 20 };
	uint32_t at;
	size_t n;
	size_t nstem = 2;
	size_t row = 0;

	n = put_affix(prefixes, &rng, out);
	at = rng_below(&rng, 1000);
	while (at >= stem_lengths[nstem - 2])
		at -= stem_lengths[nstem++ - 2];
	if (rank < SHORT && nstem > 3)
		nstem--;
	while (nstem-- > 0) {
		row = (size_t)words->next[row][rng_below(&rng, 1 << 10)] + 1;
		out[n++] = letters[row - 1];
	}
	n += put_affix(suffixes, &rng, out + n);
	out[n] = '\0';
	return n;
}

void
words_init(struct words *words)
{
	uint32_t rank;
	size_t i;

	init_cum(words);
	for (i = 0; i <= WORDS_LETTERS; i++)
		init_next(words->next[i], pairs[i]);
	for (rank = 1; rank <= WORDS_TOP; rank++)
		make(words, rank, words->top[rank]);
	list_words(words, common, 1, 1);
	list_words(words, sought, 512, 4);
}

uint32_t
words_draw(const struct words *words, struct rng *rng)
{
	uint64_t x = rng_next(rng);
	uint32_t at = (uint32_t)(x >> 32);
	size_t i = words->guide[at >> 16];

	while (words->cum[i] < at)
		i++;
	if (i < WORDS_TOP)
		return (uint32_t)i + 1;
	i = i - WORDS_TOP + 15;
	return (1U << i) | ((uint32_t)x & ((1U << i) - 1));
}

size_t
words_spell(const struct words *words, uint32_t rank, char out[WORDS_MAX])
{
	if (rank > WORDS_TOP)
		return make(words, rank, out);
	memcpy(out, words->top[rank], WORDS_MAX);
	return strlen(out);
}
