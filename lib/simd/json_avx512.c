/*
 * json_avx512.c - \u06XX to UTF-8, 64 bytes at a time.
 *
 *	text	\ u 0 6 4 3 SP	starts	1000000
 *	written	. . . . D9 83 SP	keep	0000111
 *
 * An escape leaves two bytes, in the places of its hex digits; a vector goes as
 * far as the first byte that is neither plain nor in a whole escape.
 */
#include "simd/kernels.h"

#if defined(__x86_64__)
#include "simd/avx512.h"

struct look {
	__m512i text;
	__m512i nibble;  /* values of hex digits */
	uint64_t starts; /* backslashes of good escapes, below n */
	size_t n;        /* bytes that are good */
};

static inline uint64_t
equal(__m512i v, char c)
{
	return _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8(c));
}

/* Hex digits, and what they are worth. */
static inline uint64_t
hex_digits(__m512i v, __m512i *nibble)
{
	__m512i low = _mm512_or_si512(v, _mm512_set1_epi8(0x20));
	uint64_t letters;
	uint64_t digits;

	digits = _mm512_cmplt_epu8_mask(
	    _mm512_sub_epi8(v, _mm512_set1_epi8('0')), _mm512_set1_epi8(10));
	letters = _mm512_cmplt_epu8_mask(
	    _mm512_sub_epi8(low, _mm512_set1_epi8('a')), _mm512_set1_epi8(6));
	*nibble = _mm512_and_si512(v, _mm512_set1_epi8(0x0F));
	*nibble = _mm512_mask_add_epi8(
	    *nibble, letters, *nibble, _mm512_set1_epi8(9));
	return digits | letters;
}

static inline struct look
look_at(const char *p, size_t n)
{
	uint64_t live = simd__first(n);
	struct look l;
	uint64_t slash;
	uint64_t hex;
	uint64_t good;
	uint64_t stop;

	l.text = _mm512_maskz_loadu_epi8(live, p);
	slash = equal(l.text, '\\');
	stop = equal(l.text, '"') |
	    _mm512_cmplt_epu8_mask(l.text, _mm512_set1_epi8(0x20)) | ~live;
	good = slash & equal(l.text, 'u') >> 1;
	if (good != 0) {
		hex = hex_digits(l.text, &l.nibble);
		good &= equal(l.text, '0') >> 2 & equal(l.text, '6') >> 3 &
		    hex >> 4 & hex >> 5;
	}
	stop |= slash & ~good;
	/* A guess by a branch: the next vector does not wait for the count. */
	l.n = stop == 0 ? 64 : (size_t)_tzcnt_u64(stop);
	l.starts = good & simd__first(l.n);
	return l;
}

/* D8..DB where the high digit is, 80..BF where the low one is. */
static inline size_t
write_out(const struct look *l, char *out)
{
	const __m512i before = _mm512_set_epi8(62, 61, 60, 59, 58, 57, 56, 55,
	    54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41, 40, 39, 38,
	    37, 36, 35, 34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21,
	    20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2,
	    1, 0, 63);
	__m512i high = _mm512_permutexvar_epi8(before, l->nibble);
	__m512i v = l->text;
	uint64_t keep;
	__m512i b;

	b = _mm512_and_si512(
	    _mm512_srli_epi16(l->nibble, 2), _mm512_set1_epi8(3));
	b = _mm512_or_si512(b, _mm512_set1_epi8((char)0xD8));
	v = _mm512_mask_mov_epi8(v, l->starts << 4, b);
	b = _mm512_and_si512(
	    _mm512_slli_epi16(high, 4), _mm512_set1_epi8(0x30));
	b = _mm512_or_si512(b, l->nibble);
	b = _mm512_or_si512(b, _mm512_set1_epi8((char)0x80));
	v = _mm512_mask_mov_epi8(v, l->starts << 5, b);
	keep = ~(l->starts | l->starts << 1 | l->starts << 2 | l->starts << 3) &
	    simd__first(l->n);
	_mm512_storeu_si512(out, _mm512_maskz_compress_epi8(keep, v));
	return (size_t)__builtin_popcountll(keep);
}

size_t
simd__json_arabic_avx512(const char *p, size_t n, char *out, size_t *nout)
{
	size_t made = 0;
	size_t at = 0;
	struct look l;

	while (at < n) {
		l = look_at(p + at, n - at);
		if (l.n == 0)
			break;
		if (out != NULL && l.starts == 0) {
			_mm512_storeu_si512(out + made, l.text);
			made += l.n;
		} else if (out != NULL) {
			made += write_out(&l, out + made);
		}
		at += l.n;
		if (l.n < 64 && at < n && p[at] != '\\')
			break;
	}
	*nout = made;
	return at;
}

#else
typedef int simd__no_json_avx512;
#endif
