/*
 * rewrite_avx512.c - rewriting UTF-8 by table, 64 bytes at a time: the 128
 * entries of a table are two registers, and what is not written is squeezed out
 * in a register (never into memory, which is microcode on Zen 4).
 */
#include "simd/rewrite_block.h"

#if defined(__x86_64__)
#include "simd/avx512.h"

#define WIDTH           64
#define CUTS_CHARACTERS true
typedef __m512i vector;
typedef uint64_t bits;

/* Tables of U+0600..063F and U+0640..067F, and of what stands before them. */
struct tables {
	__m512i second[2], lead[2], ascii[2];
	__m512i same;    /* ASCII up to this stays, but for NUL */
	uint64_t spaces; /* all bits: spaces are joined */
};

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
 * A mask in a register for numbers, once: left alone, compilers move it there
 * again for each use, and all moves go through one port.
 */
static inline uint64_t
number(__mmask64 mask)
{
	uint64_t n = mask;

	__asm__("" : "+r"(n));
	return n;
}

static inline void
load(const struct simd_rewrite *r, struct tables *t)
{
	__mmask64 stop;
	unsigned i;

	for (i = 0; i < 2; i++) {
		t->second[i] = _mm512_loadu_si512(r->second + 64 * i);
		t->lead[i] = _mm512_loadu_si512(r->lead + 64 * i);
		t->ascii[i] = _mm512_loadu_si512(r->ascii + 64 * i);
		stop = equal(t->second[i], SIMD_REWRITE_STOP);
		t->second[i] = _mm512_maskz_mov_epi8(~stop, t->second[i]);
		t->lead[i] = _mm512_mask_mov_epi8(
		    t->lead[i], stop, _mm512_set1_epi8((char)0xD8));
		stop = equal(t->ascii[i], SIMD_REWRITE_STOP);
		t->ascii[i] = _mm512_maskz_mov_epi8(~stop, t->ascii[i]);
	}
	t->same = _mm512_set1_epi8(
	    r->ascii_rows != 0 ? (char)(r->ascii_first - 1) : 0x7F);
	t->spaces = r->joins_spaces ? ~(uint64_t)0 : 0;
}

/*
 * What becomes of 64 bytes, with one more before and behind.  A second byte is
 * looked up in the table of its lead, and a lead by its second byte.  Ports 0 and
 * 5 of Intel's processors are the bound: shuffles, compares into masks and the
 * squeeze run on 5 alone, what masks do besides on 0.
 */
static inline __m512i
look(const struct tables *t, const char *p, struct rewrite_block *b)
{
	__m512i v = load_at(p);
	__m512i next = load_at(p + 1);
	__mmask64 conts = _mm512_cmplt_epi8_mask(v, _mm512_set1_epi8(-64));
	__mmask64 ascii = _mm512_cmpgt_epi8_mask(v, t->same);
	__mmask64 d8 = equal(v, 0xD8);
	__mmask64 d9 = equal(v, 0xD9);
	__m512i out;

	out = _mm512_mask_permutexvar_epi8(v, conts, v, t->second[0]);
	out = _mm512_mask_permutexvar_epi8(
	    out, equal(load_at(p - 1), 0xD9), v, t->second[1]);
	out = _mm512_mask_permutexvar_epi8(out, d8, next, t->lead[0]);
	out = _mm512_mask_permutexvar_epi8(out, d9, next, t->lead[1]);
	if (!_kortestz_mask64_u8(ascii, ascii))
		out = _mm512_mask_mov_epi8(out, ascii,
		    _mm512_permutex2var_epi8(t->ascii[0], v, t->ascii[1]));
	b->conts = number(conts);
	b->firsts = number(_mm512_movepi8_mask(v)) & ~b->conts;
	b->leads = number(_kor_mask64(d8, d9));
	b->keep = _mm512_test_epi8_mask(out, out);
	b->spaces = number(equal(v, ' ') & t->spaces);
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

/* Write what is kept of the first n. */
static inline char *
put(char *o, __m512i v, uint64_t keep, unsigned n)
{
	_mm512_storeu_si512(o, _mm512_maskz_compress_epi8(keep, v));
	return o + __builtin_popcountll(keep << (64 - n));
}

#include "simd/rewrite_loop.inc"

const struct simd_rewrite_kernels simd__rewrite_by_avx512 = {
	"avx512",
	simd__has_avx512,
	rewrite,
};
#endif
