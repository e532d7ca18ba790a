/*
 * rewrite_avx2.c - rewriting UTF-8 by table, 32 bytes at a time.
 *
 * A table of 128 entries is eight rows of 16, each a shuffle; it holds what is
 * to be changed, so that rows that change nothing are not looked up.  What is not
 * written is squeezed out eight bytes at a time, by PEXT.
 */
#include "simd/rewrite_block.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

#define WIDTH           32
#define CUTS_CHARACTERS false
typedef __m256i vector;
typedef uint32_t bits;

static bool
is_supported(void)
{
	return __builtin_cpu_supports("avx2") &&
	    __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
}

/* The rows that change something: what an entry differs by from what it is for. */
struct row {
	__m256i key; /* 16 * its number */
	__m256i second, lead;
};

/* Letters are in three rows, which come first; most blocks need no other. */
struct tables {
	struct row row[8], ascii[8];
	unsigned nletters, n, nascii;
	__m256i same; /* ASCII up to this stays, but for NUL */
	bits spaces;  /* all bits: spaces are joined */
};

static __m256i
twice(const uint8_t p[16])
{
	return _mm256_broadcastsi128_si256(
	    _mm_loadu_si128((const __m128i *)(const void *)p));
}

/* A STOP seems to go: only its lead stays. */
static uint8_t
written(uint8_t c)
{
	return c == SIMD_REWRITE_STOP ? 0 : c;
}

static void
load(const struct simd_rewrite *r, struct tables *t)
{
	static const uint8_t rows[8] = { 2, 3, 4, 0, 1, 5, 6, 7 };
	uint8_t second[16], lead[16], ascii[16];
	unsigned i, k, at;

	t->same = _mm256_set1_epi8(
	    r->ascii_rows != 0 ? (char)(r->ascii_first - 1) : 0x7F);
	t->spaces = r->joins_spaces ? ~(bits)0 : 0;
	t->nletters = t->n = t->nascii = 0;
	for (i = 0; i < 8; i++) {
		for (k = 0; k < 16; k++) {
			at = 16u * rows[i] + k;
			second[k] =
			    written(r->second[at]) ^ (0x80 | (at & 0x3F));
			lead[k] = r->second[at] == SIMD_REWRITE_STOP
			    ? 0
			    : r->lead[at] ^ (uint8_t)(0xD8 | at >> 6);
			ascii[k] = written(r->ascii[at]) ^ (uint8_t)at;
		}
		t->row[t->n].key = _mm256_set1_epi8((char)(16 * rows[i]));
		t->row[t->n].second = twice(second);
		t->row[t->n].lead = twice(lead);
		t->n += r->rows >> rows[i] & 1;
		if (i < 3)
			t->nletters = t->n;
		t->ascii[t->nascii].key =
		    _mm256_set1_epi8((char)(16 * rows[i]));
		t->ascii[t->nascii].second = twice(ascii);
		t->nascii += r->ascii_rows >> rows[i] & 1;
	}
}

/* Where to look in a row: what is not of it gives 0. */
static inline __m256i
place(__m256i index, __m256i key)
{
	return _mm256_adds_epu8(
	    _mm256_xor_si256(index, key), _mm256_set1_epi8(0x70));
}

static inline bits
mask(__m256i v)
{
	return (bits)_mm256_movemask_epi8(v);
}

static inline __m256i
load_at(const char *p)
{
	return _mm256_loadu_si256((const __m256i *)(const void *)p);
}

static inline bits
equal(__m256i v, int c)
{
	return mask(_mm256_cmpeq_epi8(v, _mm256_set1_epi8((char)c)));
}

/* v moved by bytes, 0 at the end that comes in: from the left, by 1 or 2. */
#define FROM_LEFT(v, by) \
	_mm256_alignr_epi8(v, _mm256_permute2x128_si256(v, v, 0x08), 16 - (by))

static inline __m256i
from_right(__m256i v)
{
	return _mm256_alignr_epi8(_mm256_permute2x128_si256(v, v, 0x81), v, 1);
}

/* What becomes of 32 bytes, the first of which begins a character. */
static inline __m256i
look(const struct tables *t, const char *p, struct rewrite_block *b)
{
	const __m256i none = _mm256_set1_epi8((char)0x80);
	__m256i v = load_at(p);
	__m256i is_lead =
	    _mm256_cmpeq_epi8(_mm256_and_si256(v, _mm256_set1_epi8((char)0xFE)),
		_mm256_set1_epi8((char)0xD8));
	__m256i is_cont = _mm256_cmpgt_epi8(_mm256_set1_epi8(-64), v);
	__m256i lead = _mm256_setzero_si256();
	__m256i out = v;
	__m256i index, at;
	unsigned i, n;

	/* Of second bytes: six bits, and the last of the lead. */
	index = _mm256_or_si256(_mm256_and_si256(v, _mm256_set1_epi8(0x3F)),
	    _mm256_and_si256(
		_mm256_slli_epi16(FROM_LEFT(v, 1), 6), _mm256_set1_epi8(0x40)));
	index = _mm256_or_si256(index, _mm256_andnot_si256(is_cont, none));
	/* U+0620..064F, without a sign: is less than 30 behind 20. */
	at = _mm256_sub_epi8(index, _mm256_set1_epi8((char)(0x20 + 0x80)));
	at = _mm256_cmpgt_epi8(_mm256_set1_epi8((char)(0x30 - 0x80)), at);
	n = mask(_mm256_andnot_si256(at, is_cont)) == 0 ? t->nletters : t->n;
	for (i = 0; i < n; i++) {
		at = place(index, t->row[i].key);
		out = _mm256_xor_si256(
		    out, _mm256_shuffle_epi8(t->row[i].second, at));
		lead = _mm256_xor_si256(
		    lead, _mm256_shuffle_epi8(t->row[i].lead, at));
	}
	out =
	    _mm256_xor_si256(out, _mm256_and_si256(from_right(lead), is_lead));
	n = mask(_mm256_cmpgt_epi8(v, t->same)) == 0 ? 0 : t->nascii;
	for (i = 0; i < n; i++)
		out = _mm256_xor_si256(out,
		    _mm256_shuffle_epi8(
			t->ascii[i].second, place(v, t->ascii[i].key)));
	b->conts = mask(is_cont);
	b->leads = mask(is_lead);
	b->firsts = mask(v) & ~b->conts;
	b->keep = ~equal(out, 0);
	b->spaces = equal(v, ' ') & t->spaces;
	return out;
}

/* v, but the bytes of `from` from the other. */
static inline __m256i
merge(__m256i v, uint64_t from, __m256i other)
{
	const __m256i bit = _mm256_set1_epi64x((long long)0x8040201008040201);
	const __m256i byte = _mm256_setr_epi64x(
	    0, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303);
	__m256i m = _mm256_shuffle_epi8(_mm256_set1_epi32((int)from), byte);

	m = _mm256_cmpeq_epi8(_mm256_and_si256(m, bit), bit);
	return _mm256_blendv_epi8(v, other, m);
}

/* Second bytes of U+064B..0652 and U+0670; less: than that of two before. */
static inline uint64_t
marks_at(const char *p, uint64_t *less)
{
	__m256i v = load_at(p);
	__m256i vowel =
	    _mm256_and_si256(_mm256_cmpgt_epi8(v, _mm256_set1_epi8((char)0x8A)),
		_mm256_cmpgt_epi8(_mm256_set1_epi8((char)0x93), v));
	__m256i dagger = _mm256_cmpeq_epi8(v, _mm256_set1_epi8((char)0xB0));

	*less = mask(_mm256_cmpgt_epi8(FROM_LEFT(v, 2), v));
	return mask(_mm256_or_si256(vowel, dagger)) & equal(v, 0xD9) << 1;
}

static inline __m256i
from_two_before(const char *p)
{
	__m256i v = load_at(p);

	return FROM_LEFT(v, 2);
}

/* Write what is kept of the first n. */
static inline char *
put(char *o, __m256i v, uint64_t keep, unsigned n)
{
	uint64_t kept = keep & rewrite_below(n);
	uint8_t p[32];
	uint64_t eight, mask;
	unsigned i, now;

	if (kept == 0xFFFFFFFF) {
		_mm256_storeu_si256((__m256i *)(void *)o, v);
		return o + 32;
	}
	_mm256_storeu_si256((__m256i *)(void *)p, v);
	for (i = 0; i < 4; i++) {
		now = kept >> 8 * i & 0xFF;
		mask = _pdep_u64(now, 0x0101010101010101) * 0xFF;
		memcpy(&eight, p + 8 * i, 8);
		eight = _pext_u64(eight, mask);
		memcpy(o, &eight, 8);
		o += __builtin_popcount(now);
	}
	return o;
}

#include "simd/rewrite_loop.inc"

const struct simd_rewrite_kernels simd__rewrite_by_avx2 = {
	"avx2",
	is_supported,
	rewrite,
};
#endif
