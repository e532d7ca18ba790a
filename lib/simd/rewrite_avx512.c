/*
 * rewrite_avx512.c - rewriting UTF-8 by table, 64 bytes at a time: the 128
 * entries of a table are two registers, and what is not written is squeezed out
 * in a register (never into memory, which is microcode on Zen 4).
 */
#include "simd/rewrite.h"

#if defined(__x86_64__)
#include <immintrin.h>

static bool
is_supported(void)
{
	return __builtin_cpu_supports("avx512bw") &&
	    __builtin_cpu_supports("avx512vl") &&
	    __builtin_cpu_supports("avx512dq") &&
	    __builtin_cpu_supports("avx512vbmi") &&
	    __builtin_cpu_supports("avx512vbmi2") &&
	    __builtin_cpu_supports("bmi2");
}

struct tables {
	__m512i ascii[2], lead[2], second[2];
	__m512i up; /* each byte from its right neighbour */
	bool has_ascii, joins_spaces;
};

static inline void
load(const struct simd_rewrite *r, struct tables *t)
{
	static const uint8_t up[64] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
		13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28,
		29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44,
		45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60,
		61, 62, 63, 0 };
	unsigned i;

	for (i = 0; i < 2; i++) {
		t->ascii[i] = _mm512_loadu_si512(r->ascii + 64 * i);
		t->lead[i] = _mm512_loadu_si512(r->lead + 64 * i);
		t->second[i] = _mm512_loadu_si512(r->second + 64 * i);
	}
	t->up = _mm512_loadu_si512(up);
	t->has_ascii = r->ascii_rows != 0;
	t->joins_spaces = r->joins_spaces;
}

/* A vector of input: what becomes of its bytes, and where it must end. */
struct block {
	__m512i out;
	__mmask64 keep;   /* bytes that are written */
	__mmask64 spaces; /* of those */
	unsigned n;       /* bytes that are read: whole characters */
	bool is_stopped;
};

static inline __mmask64
below(unsigned n)
{
	return n >= 64 ? ~(__mmask64)0 : ((__mmask64)1 << n) - 1;
}

/* Spaces that stand behind a space, with nothing written between them. */
static inline __mmask64
doubled(const struct block *b, bool after_space)
{
	__mmask64 gone = ~b->keep;
	__mmask64 from = b->spaces << 1 | (after_space ? 1 : 0);

	return (from + gone) & ~gone & b->spaces;
}

static inline struct block
look(const struct tables *t, __m512i v, unsigned n, bool after_space)
{
	struct block b;
	__m512i index, lead;
	__mmask64 ascii, leads, conts, high, wrong;
	__mmask64 valid = below(n);

	ascii = ~_mm512_movepi8_mask(v) & valid;
	leads = _mm512_cmpeq_epi8_mask(
	    _mm512_and_si512(v, _mm512_set1_epi8((char)0xFE)),
	    _mm512_set1_epi8((char)0xD8));
	conts = _mm512_cmplt_epi8_mask(v, _mm512_set1_epi8(-64));
	high = _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8((char)0xD9)) << 1;

	index = _mm512_and_si512(v, _mm512_set1_epi8(0x3F));
	index =
	    _mm512_mask_add_epi8(index, high, index, _mm512_set1_epi8(0x40));
	b.out = _mm512_permutex2var_epi8(t->second[0], index, t->second[1]);
	lead = _mm512_permutex2var_epi8(t->lead[0], index, t->lead[1]);
	lead = _mm512_permutexvar_epi8(t->up, lead);
	b.out = _mm512_mask_mov_epi8(b.out, leads, lead);
	if (t->has_ascii)
		b.out = _mm512_mask_mov_epi8(b.out, ascii,
		    _mm512_permutex2var_epi8(t->ascii[0], v, t->ascii[1]));
	else
		b.out = _mm512_mask_mov_epi8(b.out, ascii, v);

	wrong = (~(ascii | leads | conts) | (conts ^ (leads << 1))) & valid;
	wrong |= _mm512_mask_cmpeq_epi8_mask((ascii | conts) & valid, b.out,
	    _mm512_set1_epi8((char)SIMD_REWRITE_STOP));
	if (!t->has_ascii) /* NUL is no deletion */
		wrong |= _mm512_mask_testn_epi8_mask(ascii, v, v);
	b.keep = _mm512_mask_test_epi8_mask(valid, b.out, b.out);
	b.spaces =
	    _mm512_mask_cmpeq_epi8_mask(ascii, b.out, _mm512_set1_epi8(' '));
	if (t->joins_spaces && b.spaces != 0)
		wrong |= doubled(&b, after_space);
	b.n = n;
	b.is_stopped = wrong != 0;
	if (wrong != 0) {
		b.n = (unsigned)__builtin_ctzll(wrong);
		/* What is wrong with a second byte is wrong with its lead. */
		if (b.n > 0 && (leads >> (b.n - 1) & 1) != 0)
			b.n--;
	} else if ((leads >> (n - 1) & 1) != 0)
		b.n = n - 1;
	b.keep &= below(b.n);
	return b;
}

static size_t
rewrite(const struct simd_rewrite *r, const char *in, size_t n, char *out,
    size_t *made, bool after_space)
{
	struct tables t;
	struct block b;
	char *o = out;
	size_t at = 0;
	unsigned size;

	load(r, &t);
	while (at < n) {
		size = n - at < 64 ? (unsigned)(n - at) : 64;
		b = look(&t, _mm512_maskz_loadu_epi8(below(size), in + at),
		    size, after_space);
		_mm512_storeu_si512(
		    o, _mm512_maskz_compress_epi8(b.keep, b.out));
		o += __builtin_popcountll(b.keep);
		at += b.n;
		if (b.keep != 0)
			after_space =
			    b.spaces >> (63 - __builtin_clzll(b.keep)) & 1;
		if (b.is_stopped || b.n == 0)
			break;
	}
	*made = (size_t)(o - out);
	return at;
}

const struct simd_rewrite_kernels simd__rewrite_by_avx512 = {
	"avx512",
	is_supported,
	rewrite,
};
#endif
