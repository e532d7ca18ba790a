/*
 * rewrite_avx2.c - rewriting UTF-8 by table, 32 bytes at a time.
 *
 * A table of 128 entries is eight rows of 16, each a shuffle; rows that change
 * nothing are not looked up.  What is not written is squeezed out eight bytes at
 * a time, by PEXT.
 */
#include "simd/rewrite.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

static bool
is_supported(void)
{
	return __builtin_cpu_supports("avx2") &&
	    __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
}

/* The rows that change something. */
struct rows {
	__m256i lead[8], second[8], number[8];
	__m256i ascii[8], ascii_number[8];
	unsigned n, nascii;
};

static __m256i
row(const uint8_t *p)
{
	return _mm256_broadcastsi128_si256(
	    _mm_loadu_si128((const __m128i *)(const void *)p));
}

static void
load(const struct simd_rewrite *r, struct rows *rows)
{
	unsigned ascii = r->ascii_rows;
	unsigned i;

	rows->n = rows->nascii = 0;
	if (ascii != 0)
		ascii |= 1; /* NUL */
	for (i = 0; i < 8; i++) {
		if ((r->rows >> i & 1) != 0) {
			rows->lead[rows->n] = row(r->lead + 16 * i);
			rows->second[rows->n] = row(r->second + 16 * i);
			rows->number[rows->n++] = _mm256_set1_epi8((char)i);
		}
		if ((ascii >> i & 1) != 0) {
			rows->ascii[rows->nascii] = row(r->ascii + 16 * i);
			rows->ascii_number[rows->nascii++] =
			    _mm256_set1_epi8((char)i);
		}
	}
}

/* v with each byte from its left neighbour, 0 at the left; and from its right. */
static inline __m256i
from_left(__m256i v)
{
	return _mm256_alignr_epi8(v, _mm256_permute2x128_si256(v, v, 0x08), 15);
}

static inline __m256i
from_right(__m256i v)
{
	return _mm256_alignr_epi8(_mm256_permute2x128_si256(v, v, 0x81), v, 1);
}

struct block {
	__m256i out;
	uint32_t keep, spaces;
	unsigned n;
	bool is_stopped;
};

static inline uint32_t
bits(__m256i v)
{
	return (uint32_t)_mm256_movemask_epi8(v);
}

static inline uint32_t
doubled(const struct block *b, bool after_space)
{
	uint32_t gone = ~b->keep;
	uint32_t from = b->spaces << 1 | (after_space ? 1 : 0);

	return (from + gone) & ~gone & b->spaces;
}

static inline __m256i
ascii_of(const struct rows *rows, __m256i v, __m256i low)
{
	__m256i number =
	    _mm256_and_si256(_mm256_srli_epi16(v, 4), _mm256_set1_epi8(0x0F));
	__m256i out = v;
	unsigned i;

	for (i = 0; i < rows->nascii; i++)
		out = _mm256_blendv_epi8(out,
		    _mm256_shuffle_epi8(rows->ascii[i], low),
		    _mm256_cmpeq_epi8(number, rows->ascii_number[i]));
	return out;
}

static inline struct block
look(const struct simd_rewrite *r, const struct rows *rows, __m256i v,
    bool after_space)
{
	const __m256i nibble = _mm256_set1_epi8(0x0F);
	struct block b;
	__m256i lead = _mm256_and_si256(v, _mm256_set1_epi8((char)0xFE));
	__m256i is_lead, is_cont, low, number, hit, out, zero;
	uint32_t ascii, leads, conts, wrong;
	unsigned i;

	zero = _mm256_setzero_si256();
	is_lead = _mm256_cmpeq_epi8(lead, _mm256_set1_epi8((char)0xD8));
	is_cont = _mm256_cmpgt_epi8(_mm256_set1_epi8(-64), v);
	ascii = ~bits(v);
	leads = bits(is_lead);
	conts = bits(is_cont);

	/* Row 0..7: bits 4 and 5 of the second byte, and bit 0 of the lead. */
	low = _mm256_and_si256(v, nibble);
	number =
	    _mm256_and_si256(_mm256_srli_epi16(v, 4), _mm256_set1_epi8(0x03));
	number = _mm256_or_si256(number,
	    _mm256_and_si256(
		_mm256_slli_epi16(from_left(v), 2), _mm256_set1_epi8(0x04)));
	out = v;
	lead = from_left(v);
	for (i = 0; i < rows->n; i++) {
		hit = _mm256_and_si256(
		    _mm256_cmpeq_epi8(number, rows->number[i]), is_cont);
		out = _mm256_blendv_epi8(
		    out, _mm256_shuffle_epi8(rows->second[i], low), hit);
		lead = _mm256_blendv_epi8(
		    lead, _mm256_shuffle_epi8(rows->lead[i], low), hit);
	}
	b.out = _mm256_blendv_epi8(out, from_right(lead), is_lead);
	wrong = 0;
	if (rows->nascii > 0)
		b.out = _mm256_blendv_epi8(ascii_of(rows, v, low), b.out, v);
	else
		wrong = bits(_mm256_cmpeq_epi8(v, zero));

	wrong |= ~(ascii | leads | conts) | (conts ^ leads << 1);
	wrong |= bits(_mm256_cmpeq_epi8(
		     b.out, _mm256_set1_epi8((char)SIMD_REWRITE_STOP))) &
	    (ascii | conts);
	b.keep = ~bits(_mm256_cmpeq_epi8(b.out, zero));
	b.spaces =
	    bits(_mm256_cmpeq_epi8(b.out, _mm256_set1_epi8(' '))) & ascii;
	if (r->joins_spaces && b.spaces != 0)
		wrong |= doubled(&b, after_space);
	b.n = 32;
	b.is_stopped = wrong != 0;
	if (wrong != 0) {
		b.n = (unsigned)__builtin_ctz(wrong);
		if (b.n > 0 && (leads >> (b.n - 1) & 1) != 0)
			b.n--;
	} else if (leads >> 31 != 0)
		b.n = 31;
	b.keep &= b.n == 32 ? ~(uint32_t)0 : ((uint32_t)1 << b.n) - 1;
	return b;
}

static inline char *
put(const struct block *b, char *o)
{
	uint8_t p[32];
	uint64_t eight, mask;
	unsigned i, keep;

	_mm256_storeu_si256((__m256i *)(void *)p, b->out);
	for (i = 0; i < 4; i++) {
		keep = b->keep >> 8 * i & 0xFF;
		mask = _pdep_u64(keep, 0x0101010101010101) * 0xFF;
		memcpy(&eight, p + 8 * i, 8);
		eight = _pext_u64(eight, mask);
		memcpy(o, &eight, 8);
		o += __builtin_popcount(keep);
	}
	return o;
}

static size_t
rewrite(const struct simd_rewrite *r, const char *in, size_t n, char *out,
    size_t *made, bool after_space)
{
	struct rows rows;
	struct block b = { .is_stopped = false };
	char *o = out;
	size_t at = 0;
	size_t rest;

	if (n >= 32)
		load(r, &rows);
	while (at + 32 <= n && !b.is_stopped) {
		b = look(r, &rows,
		    _mm256_loadu_si256(
			(const __m256i *)(const void *)(in + at)),
		    after_space);
		if (b.keep == ~(uint32_t)0) {
			_mm256_storeu_si256((__m256i *)(void *)o, b.out);
			o += 32;
		} else
			o = put(&b, o);
		at += b.n;
		if (b.keep != 0)
			after_space =
			    b.spaces >> (31 - __builtin_clz(b.keep)) & 1;
	}
	if (!b.is_stopped) {
		at += simd__rewrite_scalar(
		    r, in + at, n - at, o, &rest, after_space);
		o += rest;
	}
	*made = (size_t)(o - out);
	return at;
}

const struct simd_rewrite_kernels simd__rewrite_by_avx2 = {
	"avx2",
	is_supported,
	rewrite,
};
#endif
