/*
 * dense_avx512.c - the kernels of dense text for 64-byte vectors.  Bytes are
 * compressed in the register: to memory that is slow on some processors.
 */
#include "simd/kernels.h"

#if defined(__x86_64__)
#include "simd/avx512.h"

static inline size_t
popcount(__mmask64 m)
{
	return (size_t)__builtin_popcountll(m);
}

struct block {
	__m512i v;
	__mmask64 lead;  /* D8, D9 */
	__mmask64 more;  /* continuation bytes */
	__mmask64 ascii; /* of text: no controls */
};

static inline struct block
read_block(__m512i v)
{
	return (struct block){
		.v = v,
		.lead = _mm512_cmpeq_epi8_mask(
		    _mm512_and_si512(v, _mm512_set1_epi8((char)0xFE)),
		    _mm512_set1_epi8((char)0xD8)),
		.more = _mm512_cmplt_epi8_mask(v, _mm512_set1_epi8(-64)),
		.ascii = _mm512_cmpgt_epi8_mask(v, _mm512_set1_epi8(0x1F)) |
		    _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('\n')) |
		    _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('\t')) |
		    _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('\r')),
	};
}

/*
 * 64 bytes of text hold some ASCII and some pairs D8 xx, D9 xx.  A pair leaves
 * one byte, in the place of its second:
 *
 *	text	20 D9 81 D9 8A 20	lead	.x.x..
 *	moved	20 .. C1 .. CA 20	keep	x.x.xx
 *
 * prior holds the byte before each one.
 */
static inline unsigned char *
put_block(
    const struct block *b, __m512i prior, __mmask64 keep, unsigned char *to)
{
	/* 0x80 | (lead & 1) << 6 | second & 3F */
	__m512i code = _mm512_or_si512(
	    _mm512_and_si512(b->v, _mm512_set1_epi8((char)0xBF)),
	    _mm512_and_si512(
		_mm512_slli_epi16(prior, 6), _mm512_set1_epi8(0x40)));
	__m512i v = _mm512_mask_mov_epi8(b->v, b->more, code);

	_mm512_storeu_si512(to, _mm512_maskz_compress_epi8(keep, v));
	return to + popcount(keep);
}

size_t
simd__dense_run_avx512(
    const char *p, size_t n, unsigned char *out, size_t *nout)
{
	/* Lane i takes byte i - 1; the first, the last of the block before. */
	const __m512i shift =
	    _mm512_set_epi64(0x3E3D3C3B3A393837, 0x363534333231302F,
		0x2E2D2C2B2A292827, 0x262524232221201F, 0x1E1D1C1B1A191817,
		0x161514131211100F, 0x0E0D0C0B0A090807, 0x060504030201007F);
	__m512i last = _mm512_setzero_si512();
	unsigned char *to = out;
	uint64_t open = 0; /* a lead was the last byte */
	size_t at = 0;
	size_t took;

	while (at < n) {
		__mmask64 live = simd__first(n - at);
		struct block b =
		    read_block(_mm512_maskz_loadu_epi8(live, p + at));
		__m512i prior = _mm512_permutex2var_epi8(b.v, shift, last);
		__mmask64 second = b.lead << 1 | open;
		__mmask64 bad =
		    (second ^ b.more) | ~(b.ascii | b.lead | second);

		bad &= live;
		if (bad != 0 || live != ~(__mmask64)0) {
			took = bad != 0 ? (size_t)__builtin_ctzll(bad) : n - at;
			to = put_block(
			    &b, prior, ~b.lead & simd__first(took), to);
			if (took != 0)
				open = b.lead >> (took - 1) & 1;
			at += took;
			break;
		}
		to = put_block(&b, prior, ~b.lead, to);
		open = b.lead >> 63;
		last = b.v;
		at += 64;
	}
	*nout = (size_t)(to - out);
	return at - open; /* a lead alone is not taken */
}

/* Places as bytes; 16 at once without asking, since more are rare in 64 bits. */
size_t
simd__bits_avx512(
    const uint64_t *mask, size_t nmask, uint32_t base, uint32_t *to)
{
	const __m512i all =
	    _mm512_set_epi64(0x3F3E3D3C3B3A3938, 0x3736353433323130,
		0x2F2E2D2C2B2A2928, 0x2726252423222120, 0x1F1E1D1C1B1A1918,
		0x1716151413121110, 0x0F0E0D0C0B0A0908, 0x0706050403020100);
	uint32_t *begin = to;
	uint32_t *next;
	__m512i place;
	__m512i from;
	size_t i;

	for (i = 0; i < nmask; i++, base += 64) {
		place = _mm512_maskz_compress_epi8(mask[i], all);
		from = _mm512_set1_epi32((int)base);
		next = to + popcount(mask[i]);
		_mm512_storeu_si512(to,
		    _mm512_add_epi32(from,
			_mm512_cvtepu8_epi32(_mm512_castsi512_si128(place))));
		while (next - to > 16) {
			to += 16;
			place = _mm512_shuffle_i64x2(place, place, 0x39);
			_mm512_storeu_si512(to,
			    _mm512_add_epi32(from,
				_mm512_cvtepu8_epi32(
				    _mm512_castsi512_si128(place))));
		}
		to = next;
	}
	return (size_t)(to - begin);
}

size_t
simd__pair_find_avx512(const unsigned char first_bits[256],
    const unsigned char second_bits[256], const char *p, size_t n)
{
	__mmask64 live;
	__mmask64 hit;
	__m512i first;
	size_t at = 0;

	for (; n - at > 64; at += 64) {
		hit = _mm512_test_epi8_mask(
		    simd__look_up(first_bits, _mm512_loadu_si512(p + at)),
		    simd__look_up(second_bits, _mm512_loadu_si512(p + at + 1)));
		if (hit != 0)
			return at + (size_t)__builtin_ctzll(hit);
	}
	if (at == n)
		return n;
	/* Behind the last byte stands what has all bits. */
	live = simd__first(n - at);
	first =
	    simd__look_up(first_bits, _mm512_maskz_loadu_epi8(live, p + at));
	hit = live &
	    _mm512_test_epi8_mask(first,
		_mm512_mask_mov_epi8(_mm512_set1_epi8(-1), live >> 1,
		    simd__look_up(second_bits,
			_mm512_maskz_loadu_epi8(live >> 1, p + at + 1))));
	return hit != 0 ? at + (size_t)__builtin_ctzll(hit) : n;
}

void
simd__planes_avx512(const unsigned char table[256], const unsigned char *p,
    size_t nblock, uint64_t (*planes)[8])
{
	uint64_t *to = *planes;
	__m512i class;
	size_t i;

	for (i = 0; i < nblock; i++, to += 8) {
		class = simd__look_up(table, _mm512_loadu_si512(p + 64 * i));
		to[0] = _mm512_test_epi8_mask(class, _mm512_set1_epi8(1));
		to[1] = _mm512_test_epi8_mask(class, _mm512_set1_epi8(2));
		to[2] = _mm512_test_epi8_mask(class, _mm512_set1_epi8(4));
		to[3] = _mm512_test_epi8_mask(class, _mm512_set1_epi8(8));
		to[4] = _mm512_test_epi8_mask(class, _mm512_set1_epi8(16));
		to[5] = _mm512_test_epi8_mask(class, _mm512_set1_epi8(32));
		to[6] = _mm512_test_epi8_mask(class, _mm512_set1_epi8(64));
		to[7] = _mm512_movepi8_mask(class);
	}
}

static inline __mmask64
leads(const char *p, __mmask64 live)
{
	/* As signed bytes, continuation bytes are the least: below -64. */
	return _mm512_mask_cmpge_epi8_mask(
	    live, _mm512_maskz_loadu_epi8(live, p), _mm512_set1_epi8(-64));
}

size_t
simd__lead_count_avx512(const char *p, size_t n)
{
	size_t count = 0;
	size_t at;

	for (at = 0; at < n; at += 64)
		count += popcount(leads(p + at, simd__first(n - at)));
	return count;
}

size_t
simd__lead_offset_avx512(const char *p, size_t n, size_t index)
{
	__mmask64 mask;
	size_t at;

	for (at = 0; at < n; at += 64) {
		mask = leads(p + at, simd__first(n - at));
		if (popcount(mask) > index)
			return at +
			    (size_t)__builtin_ctzll(
				_pdep_u64((uint64_t)1 << index, mask));
		index -= popcount(mask);
	}
	return n;
}
#else
typedef int simd__no_dense_avx512;
#endif
