/*
 * fold_avx512.c - the kernels of fold.h on 64-byte vectors (VBMI2); compiled with
 * its flags by name.
 *
 * Folding takes 64 bytes at a time.  Each character is made at the place of its
 * last byte, so that a block never waits to hear where the one before it ended:
 *
 *	in	20 D9 81 D9 8A 20	prior	.. 20 D9 81 D9 8A
 *	made	20 .. C1 .. CA 20
 *
 * ASCII and U+0600..067F are looked up in registers, others one by one; then what
 * is no last byte, and what is dropped, is squeezed out.
 */
#include "simd/fold.h"

#if defined(__x86_64__)
#include "simd/avx512.h"
#include <string.h>

/* Characters outside the dense alphabet that end in a block. */
struct others {
	uint8_t made[64 + 4]; /* at their last bytes; behind 64: in the next */
	uint64_t last;        /* where those stand */
	uint64_t tail;        /* where all their bytes but the first stand */
	uint64_t next_last;   /* the same of the next block */
	uint64_t next_tail;
};

/* What the block before left over. */
static void
begin_others(struct others *o)
{
	memcpy(o->made, o->made + 64, 4);
	o->last = o->next_last;
	o->tail = o->next_tail;
	o->next_last = o->next_tail = 0;
}

/*
 * Fold those that begin at the bits of `lead` in u[0..64), n bytes in all.
 * Returns where it had to stop; 64 if nowhere.
 */
static size_t
fold_others(const struct simd_fold *f, const unsigned char *u, size_t n,
    uint64_t lead, struct others *o)
{
	uint8_t result;
	size_t last;
	size_t len;
	size_t at;
	size_t i;

	for (; lead != 0; lead &= lead - 1) {
		at = (size_t)__builtin_ctzll(lead);
		len = simd__fold_one(f, u + at, n - at, &result);
		if (len == 0)
			return at;
		last = at + len - 1;
		o->made[last] = result;
		*(last < 64 ? &o->last : &o->next_last) |= (uint64_t)1
		    << last % 64;
		for (i = at + 1; i <= last; i++)
			*(i < 64 ? &o->tail : &o->next_tail) |= (uint64_t)1
			    << i % 64;
	}
	return 64;
}

struct tables {
	__m512i t0, t1, t2, t3;
};

/* 64 bytes: what of U+0000..007F and U+0600..067F they make, the rest is 0. */
struct block {
	__m512i made;
	uint64_t multi; /* bytes of several in a character */
	uint64_t lead;  /* the first of U+0600..067F... */
	uint64_t more;  /* ...and what is no first */
};

static inline struct block
fold_block(const struct tables *t, __m512i b, __m512i prior, __mmask64 live)
{
	/* One bit of the lead, six of its follower. */
	__m512i index = _mm512_ternarylogic_epi64(
	    _mm512_set1_epi8(0x40), _mm512_slli_epi16(prior, 6), b, 0xCA);
	struct block k;

	k.multi = _mm512_movepi8_mask(b);
	k.more = _mm512_cmplt_epi8_mask(b, _mm512_set1_epi8(-64));
	k.lead = _mm512_cmpeq_epi8_mask(
	    _mm512_and_si512(b, _mm512_set1_epi8((char)0xFE)),
	    _mm512_set1_epi8((char)0xD8));
	k.made = _mm512_mask_mov_epi8(
	    _mm512_maskz_permutex2var_epi8(live & ~k.multi, t->t0, b, t->t1),
	    k.more, _mm512_permutex2var_epi8(t->t2, index, t->t3));
	return k;
}

/* What is kept of made, squeezed together; returns how much. */
static inline size_t
squeeze(__m512i made, uint64_t kept, unsigned char *out)
{
	_mm512_storeu_si512(out, _mm512_maskz_compress_epi8(kept, made));
	return (size_t)__builtin_popcountll(kept);
}

/*
 * Whole blocks of in[at..n) that hold nothing else, well-formed, up to the first
 * that does: most of most texts.  in[at - 1] can be read; *open as in fold().
 * Returns where it ended.
 */
static size_t
fold_plain(const struct tables *t, const char *in, size_t at, size_t n,
    unsigned char *out, size_t *made, uint64_t *keep, uint64_t *open)
{
	uint64_t before = *open;
	size_t m = *made;

	for (; n - at >= 64; at += 64) {
		struct block k = fold_block(t, _mm512_loadu_si512(in + at),
		    _mm512_loadu_si512(in + at - 1), ~(__mmask64)0);

		if ((k.lead << 1 | before) != k.more ||
		    (k.lead | k.more) != k.multi)
			break;
		before = k.lead >> 63;
		keep[at / 64] = _mm512_test_epi8_mask(k.made, k.made);
		m += squeeze(k.made, keep[at / 64], out + m);
	}
	*made = m;
	*open = before;
	return at;
}

/*
 * Where folding ends in a block: at what `others` stopped at, or before, at the
 * first byte that is no continuation where one is wanted, or the other way round.
 * UINT64_MAX is the last byte of the block before.
 */
static size_t
first_bad(uint64_t want, uint64_t more, size_t stop)
{
	uint64_t wrong = want ^ more;
	size_t at;

	if (wrong == 0)
		return stop;
	at = (size_t)__builtin_ctzll(wrong);
	if (at > stop)
		return stop;
	return more >> at & 1 ? at : at - 1;
}

static size_t
fold(const struct simd_fold *f, const char *in, size_t n, unsigned char *out,
    size_t *nout, uint64_t *keep)
{
	const struct tables t = {
		_mm512_loadu_si512(f->dense),
		_mm512_loadu_si512(f->dense + 64),
		_mm512_loadu_si512(f->dense + 128),
		_mm512_loadu_si512(f->dense + 192),
	};
	struct others o = { .next_tail = 0 };
	uint64_t open = 0; /* a lead was the last byte */
	size_t made = 0;
	size_t stop = 64;
	size_t left = 64;
	size_t at;

	keep[n / 64] = 0;
	for (at = 0; at < n && stop == 64; at += 64) {
		const char *p;
		__mmask64 live;
		struct block k;
		uint64_t want;
		uint64_t other;
		uint64_t kept;

		if (at > 0 && o.next_tail == 0)
			at = fold_plain(&t, in, at, n, out, &made, keep, &open);
		if (at == n)
			break;
		p = in + at;
		live = simd__first(n - at);
		/* There may be nothing before the first. */
		k = fold_block(&t, _mm512_maskz_loadu_epi8(live, p),
		    _mm512_maskz_loadu_epi8(at == 0 ? live << 1 : live, p - 1),
		    live);
		want = (k.lead << 1 | open) & live;
		other = k.multi & ~k.more & ~k.lead;
		left = n - at < 64 ? n - at : 64;
		if (want != k.more || other != 0 || o.next_tail != 0) {
			begin_others(&o);
			stop = fold_others(
			    f, (const unsigned char *)p, n - at, other, &o);
			stop = first_bad(want | o.tail, k.more, stop);
			k.made = _mm512_mask_mov_epi8(
			    _mm512_maskz_mov_epi8(~o.tail, k.made), o.last,
			    _mm512_loadu_si512(o.made));
		}
		kept = _mm512_test_epi8_mask(k.made, k.made);
		if (stop != 64)
			kept &= stop < 64 ? simd__first(stop) : 0;
		keep[at / 64] = kept;
		made += squeeze(k.made, kept, out + made);
		open = k.lead >> (left - 1) & 1;
	}
	*nout = made;
	return stop != 64 ? at - 64 + stop : n - open;
}

/* A pair that may begin at the bits of what is returned. */
static inline uint64_t
pair_at(const unsigned char *p, struct simd_pair pair)
{
	return _mm512_mask_cmpeq_epi8_mask(
	    _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(p + pair.i),
		_mm512_set1_epi8((char)pair.first)),
	    _mm512_loadu_si512(p + pair.j),
	    _mm512_set1_epi8((char)pair.second));
}

/* pairs() for a number of them that the compiler knows, or not. */
static inline size_t
find_pairs(const unsigned char *p, size_t n, const struct simd_pair *pair,
    size_t npair, uint8_t also, uint32_t *where)
{
	const __m512i c = _mm512_set1_epi8((char)also);
	size_t found = 0;
	uint64_t hits;
	size_t at;
	size_t k;

	for (at = 0; at < n; at += 64) {
		hits = _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(p + at), c);
		for (k = 0; k < npair; k++)
			hits |= pair_at(p + at, pair[k]);
		hits &= simd__first(n - at);
		for (; hits != 0; hits &= hits - 1)
			where[found++] =
			    (uint32_t)at + (uint32_t)__builtin_ctzll(hits);
	}
	return found;
}

static size_t
pairs(const unsigned char *p, size_t n, const struct simd_pair *pair,
    size_t npair, uint8_t also, uint32_t *where)
{
	struct simd_pair one;

	if (npair != 1)
		return find_pairs(p, n, pair, npair, also, where);
	one = pair[0];
	return find_pairs(p, n, &one, 1, also, where);
}

static void
classify(const unsigned char *p, size_t n, const uint8_t *class, uint64_t *mask)
{
	size_t w;

	for (w = 0; w <= n / 64; w++)
		mask[w] = _mm512_movepi8_mask(
		    simd__look_up(class, _mm512_loadu_si512(p + 64 * w)));
	mask[n / 64] &= simd__first(n % 64);
}

/* Eight runs, of which only those of `live` are read: their hashes. */
static inline __m512i
hash_runs(const unsigned char *p, const uint32_t *from, const uint32_t *to,
    __mmask8 live)
{
	const __m512i eight = _mm512_set1_epi64(8);
	__m256i begin = _mm256_maskz_loadu_epi32(live, from);
	__m256i end = _mm256_maskz_loadu_epi32(live, to);
	__m512i n = _mm512_cvtepu32_epi64(_mm256_sub_epi32(end, begin));
	__m512i past = _mm512_slli_epi64(/* bits behind a run */
	    _mm512_sub_epi64(eight, _mm512_min_epu64(n, eight)), 3);
	__m512i head =
	    _mm512_and_si512(_mm512_srlv_epi64(_mm512_set1_epi64(-1), past),
		_mm512_mask_i32gather_epi64(
		    _mm512_setzero_si512(), live, begin, p, 1));

	return _mm512_srli_epi64(
	    _mm512_mullo_epi64(
		_mm512_add_epi64(head,
		    _mm512_mul_epu32(n, _mm512_set1_epi64(SIMD_HASH_LENGTH))),
		_mm512_set1_epi64((long long)SIMD_HASH_HEAD)),
	    32);
}

static size_t
sift(const unsigned char *p, const uint32_t *from, const uint32_t *to, size_t n,
    const struct simd_filter *filter, uint32_t *which, uint32_t *hash)
{
	const __m128i shift = _mm_cvtsi32_si128((int)filter->shift);
	__m256i number = _mm256_set_epi32(7, 6, 5, 4, 3, 2, 1, 0);
	size_t npass = 0;
	__mmask8 passes;
	__mmask8 live;
	__m512i word;
	__m512i bit;
	__m512i h;
	size_t i;

	for (i = 0; i < n; i += 8) {
		live = (__mmask8)simd__first(n - i);
		h = hash_runs(p, from + i, to + i, live);
		bit = _mm512_srl_epi64(h, shift);
		word = _mm512_i64gather_epi64(
		    _mm512_srli_epi64(bit, 6), filter->bit, 8);
		bit = _mm512_sllv_epi64(_mm512_set1_epi64(1),
		    _mm512_and_si512(bit, _mm512_set1_epi64(63)));
		passes = _mm512_mask_test_epi64_mask(live, word, bit);
		_mm256_storeu_si256((void *)(which + npass),
		    _mm256_maskz_compress_epi32(passes, number));
		_mm256_storeu_si256((void *)(hash + npass),
		    _mm256_maskz_compress_epi32(
			passes, _mm512_cvtepi64_epi32(h)));
		npass += (size_t)_mm_popcnt_u32(passes);
		number = _mm256_add_epi32(number, _mm256_set1_epi32(8));
	}
	return npass;
}

const struct simd_fold_kernels simd__fold_avx512 = {
	.name = "avx512",
	.is_supported = simd__has_avx512,
	.fold = fold,
	.pairs = pairs,
	.unfold = simd__fold_avx2_unfold,
	.classify = classify,
	.spread = simd__fold_avx2_spread,
	.sift = sift,
};

#else
typedef int fold_avx512_is_not_built; /* a translation unit holds something */
#endif
