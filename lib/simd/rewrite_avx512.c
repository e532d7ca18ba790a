/*
 * rewrite_avx512.c - rewriting UTF-8 by table, 64 bytes at a time: the 128
 * entries of a table are two registers, and what is not written is squeezed out
 * in a register (never into memory, which is microcode on Zen 4).
 */
#include "simd/rewrite_block.h"

#if defined(__x86_64__)
#include "simd/avx512.h"

#define WIDTH 64
typedef __m512i vector;
typedef uint64_t bits;

/* Tables of U+0600..063F and U+0640..067F, and of what stands before them. */
struct tables {
	__m512i second[2], lead[2], ascii[2];
	uint64_t low;    /* all bits: the table changes bytes below 0x40 */
	uint64_t spaces; /* all bits: spaces are joined */
};

static inline void
load(const struct simd_rewrite *r, struct tables *t)
{
	unsigned i;

	for (i = 0; i < 2; i++) {
		t->second[i] = _mm512_loadu_si512(r->second + 64 * i);
		t->lead[i] = _mm512_loadu_si512(r->lead + 64 * i);
		t->ascii[i] = _mm512_loadu_si512(r->ascii + 64 * i);
	}
	t->low = (r->ascii_rows & 0x0F) != 0 ? ~(uint64_t)0 : 0;
	t->spaces = r->joins_spaces ? ~(uint64_t)0 : 0;
}

static inline __m512i
load_at(const char *p)
{
	return _mm512_loadu_si512(p);
}

static inline __mmask64
equal(__m512i v, int c)
{
	return _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8((char)c));
}

/*
 * What becomes of 64 bytes, the first of which begins a character; there is a
 * byte before.  A second byte is looked up in the table of its lead, and a lead
 * by its second byte.  Port 5 of Intel's processors is the bound: compares into
 * masks, shuffles and the squeeze run there alone, and are few.
 */
static inline __m512i
look(const struct tables *t, const char *p, bool is_rare,
    struct rewrite_block *b)
{
	__m512i v = load_at(p);
	__m512i next = load_at(p + 1);
	__mmask64 high = _mm512_movepi8_mask(v);
	__mmask64 sixth = _mm512_movepi8_mask(_mm512_slli_epi16(v, 1));
	__mmask64 d8 = equal(v, 0xD8);
	__mmask64 d9 = equal(v, 0xD9);
	__m512i out;

	out = _mm512_mask_permutexvar_epi8(v, high, v, t->second[0]);
	out = _mm512_mask_permutexvar_epi8(
	    out, equal(load_at(p - 1), 0xD9), v, t->second[1]);
	out = _mm512_mask_permutexvar_epi8(out, d8, next, t->lead[0]);
	out = _mm512_mask_permutexvar_epi8(out, d9, next, t->lead[1]);
	b->high = high;
	b->firsts = high & sixth;
	b->leads = _kor_mask64(d8, d9);
	if (is_rare || (~high & (sixth | t->low)) != 0)
		out = _mm512_mask_mov_epi8(out, ~high,
		    _mm512_permutex2var_epi8(t->ascii[0], v, t->ascii[1]));
	b->keep = _mm512_test_epi8_mask(out, out);
	b->stops = equal(out, SIMD_REWRITE_STOP);
	b->spaces = equal(v, ' ') & t->spaces;
	return out;
}

/* v, but the bytes of `from` from the other. */
static inline __m512i
merge(__m512i v, uint64_t from, __m512i other)
{
	return _mm512_mask_mov_epi8(v, from, other);
}

/* The 64 bytes that begin two before p, but for those two. */
static inline __m512i
from_two_before(const char *p)
{
	return _mm512_maskz_loadu_epi8(~(__mmask64)3, p - 2);
}

/* Second bytes of U+064B..0652 and U+0670; less: than that of two before. */
static inline uint64_t
marks_at(const char *p, uint64_t *less)
{
	__m512i v = load_at(p);
	__m512i vowel = _mm512_sub_epi8(v, _mm512_set1_epi8((char)0x8B));

	*less = _mm512_cmplt_epu8_mask(v, from_two_before(p));
	return (_mm512_cmplt_epu8_mask(vowel, _mm512_set1_epi8(8)) |
		   equal(v, 0xB0)) &
	    equal(v, 0xD9) << 1;
}

/* Write what is kept. */
static inline char *
put(char *o, __m512i v, uint64_t kept)
{
	_mm512_storeu_si512(o, _mm512_maskz_compress_epi8(kept, v));
	return o + __builtin_popcountll(kept);
}

#include "simd/rewrite_loop.inc"

const struct simd_rewrite_kernels simd__rewrite_by_avx512 = {
	"avx512",
	simd__has_avx512,
	rewrite,
};
#endif
