/*
 * rewrite_avx512.c - rewriting UTF-8 by table, 64 bytes at a time: the 128
 * entries of a table are two registers, and what is not written is squeezed out
 * in a register (never into memory, which is microcode on Zen 4).
 */
#include "simd/rewrite_block.h"

#if defined(__x86_64__)
#include "simd/avx512.h"

typedef __m512i vector;

/*
 * Tables of U+0600..063F and U+0640..067F, and of what stands before them.  The
 * constants come from memory, or compilers make them again for each block.
 */
struct tables {
	__m512i second[2], lead[2], ascii[2];
	__m512i same;    /* ASCII up to this stays, but for NUL */
	uint64_t spaces; /* all bits: spaces are joined */
	__m512i space, d8, d9;
	__m512i conts; /* are less than this */
};

static inline __m512i
load_at(const char *p)
{
	return _mm512_loadu_si512(p);
}

static inline __mmask64
equal(__m512i v, __m512i other)
{
	return _mm512_cmpeq_epi8_mask(v, other);
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

static __attribute__((noinline)) struct tables
load(const struct simd_rewrite *r)
{
	struct tables t = {
		.same = _mm512_set1_epi8(
		    r->ascii_rows != 0 ? (char)(r->ascii_first - 1) : 0x7F),
		.spaces = r->joins_spaces ? ~(uint64_t)0 : 0,
		.space = _mm512_set1_epi8(' '),
		.d8 = _mm512_set1_epi8((char)0xD8),
		.d9 = _mm512_set1_epi8((char)0xD9),
		.conts = _mm512_set1_epi8((char)0xC0),
	};
	__mmask64 stop;
	unsigned i;

	for (i = 0; i < 2; i++) {
		t.second[i] = load_at((const char *)r->second + 64 * i);
		t.lead[i] = load_at((const char *)r->lead + 64 * i);
		t.ascii[i] = load_at((const char *)r->ascii + 64 * i);
		/* A STOP seems to go: only its lead stays. */
		stop = equal(t.second[i], _mm512_set1_epi8(-1));
		t.second[i] = _mm512_maskz_mov_epi8(~stop, t.second[i]);
		t.lead[i] = _mm512_mask_mov_epi8(t.lead[i], stop, t.d8);
		stop = equal(t.ascii[i], _mm512_set1_epi8(-1));
		t.ascii[i] = _mm512_maskz_mov_epi8(~stop, t.ascii[i]);
	}
	return t;
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
	__mmask64 conts = _mm512_cmplt_epi8_mask(v, t->conts);
	__mmask64 ascii = _mm512_cmpgt_epi8_mask(v, t->same);
	__mmask64 d8 = equal(v, t->d8);
	__mmask64 d9 = equal(v, t->d9);
	__m512i out;

	out = _mm512_mask_permutexvar_epi8(v, conts, v, t->second[0]);
	out = _mm512_mask_permutexvar_epi8(
	    out, equal(load_at(p - 1), t->d9), v, t->second[1]);
	out = _mm512_mask_permutexvar_epi8(out, d8, next, t->lead[0]);
	out = _mm512_mask_permutexvar_epi8(out, d9, next, t->lead[1]);
	if (!_kortestz_mask64_u8(ascii, ascii))
		out = _mm512_mask_mov_epi8(out, ascii,
		    _mm512_permutex2var_epi8(t->ascii[0], v, t->ascii[1]));
	b->conts = number(conts);
	b->firsts = number(_mm512_movepi8_mask(v)) & ~b->conts;
	b->leads = number(_kor_mask64(d8, d9));
	b->keep = number(_mm512_test_epi8_mask(out, out));
	b->spaces = number(equal(v, t->space) & t->spaces);
	return out;
}

/* v, but the bytes of `from` from the other. */
static inline __m512i
merge(__m512i v, uint64_t from, __m512i other)
{
	return _mm512_mask_mov_epi8(v, from, other);
}

/* Second bytes of U+064B..0652 and U+0670; less: than that of two before. */
static inline uint64_t
marks_at(const char *p, uint64_t *less)
{
	__m512i v = load_at(p);
	__m512i vowel = _mm512_sub_epi8(v, _mm512_set1_epi8((char)0x8B));

	*less = _mm512_cmplt_epu8_mask(v, load_at(p - 2));
	return (_mm512_cmplt_epu8_mask(vowel, _mm512_set1_epi8(8)) |
		   equal(v, _mm512_set1_epi8((char)0xB0))) &
	    equal(v, _mm512_set1_epi8((char)0xD9)) << 1;
}

/* Write what is kept of the first n. */
static inline char *
put(char *o, __m512i v, uint64_t keep, unsigned n)
{
	_mm512_storeu_si512(o, _mm512_maskz_compress_epi8(keep, v));
	return o + __builtin_popcountll(_bzhi_u64(keep, n));
}

#include "simd/rewrite_loop.inc"

const struct simd_rewrite_kernels simd__rewrite_by_avx512 = {
	"avx512",
	simd__has_avx512,
	rewrite,
};
#endif
