/*
 * fold_avx2.c - the kernels of fold.h on 32-byte vectors; compiled with its flags
 * by name.  A block begins with a character; folding ends it before one that is
 * neither ASCII nor U+0600..067F, which is folded alone.
 */
#include "simd/avx2.h"
#include "simd/fold.h"

#if defined(__x86_64__)
#include <string.h>

/* The byte before each one; 0 before the first. */
static inline __m256i
prior_of(__m256i v)
{
	return _mm256_alignr_epi8(v, _mm256_permute2x128_si256(v, v, 0x08), 15);
}

static inline uint64_t
first(size_t n)
{
	return ((uint64_t)1 << n) - 1;
}

static inline uint32_t
top_bits(__m256i v)
{
	return (uint32_t)_mm256_movemask_epi8(v);
}

/*
 * Fold what can be of 32 bytes that begin with a character: bit k of *kept says
 * whether the character that ends at p[k] left a byte.  Returns how many bytes
 * were folded.
 */
static inline size_t
fold_block(const struct simd_fold *f, const unsigned char *p,
    unsigned char *out, uint64_t *kept)
{
	__m256i v = _mm256_loadu_si256((const void *)p);
	__m256i is_more = _mm256_cmpgt_epi8(_mm256_set1_epi8(-64), v);
	uint32_t more = top_bits(is_more);
	uint32_t lead = top_bits(
	    _mm256_cmpeq_epi8(_mm256_and_si256(v, _mm256_set1_epi8((char)0xFE)),
		_mm256_set1_epi8((char)0xD8)));
	uint32_t bad = ((lead << 1) ^ more) | (top_bits(v) & ~lead & ~more);
	size_t n = bad == 0 ? 32 : (size_t)_tzcnt_u32(bad);
	__m256i made;

	if (n > 0)
		n -= lead >> (n - 1) & 1; /* its other byte is not here */
	/* 0x80, one bit of the lead, six of its follower. */
	made =
	    _mm256_or_si256(_mm256_and_si256(v, _mm256_set1_epi8((char)0xBF)),
		_mm256_and_si256(
		    _mm256_slli_epi16(prior_of(v), 6), _mm256_set1_epi8(0x40)));
	made = simd__look_up(f->dense, _mm256_blendv_epi8(v, made, is_more));
	*kept = ~(uint64_t)top_bits(
		    _mm256_cmpeq_epi8(made, _mm256_setzero_si256())) &
	    ~(uint64_t)lead & first(n);
	simd__compress(made, (uint32_t)*kept, out);
	return n;
}

/* n <= 32 bits to the bits from `at` on. */
static inline void
put_bits(uint64_t *mask, size_t at, uint64_t bits)
{
	mask[at / 64] |= bits << at % 64;
	if (at % 64 > 32 && bits >> (64 - at % 64) != 0)
		mask[at / 64 + 1] |= bits >> (64 - at % 64);
}

static size_t
fold(const struct simd_fold *f, const char *in, size_t n, unsigned char *out,
    size_t *nout, uint64_t *keep)
{
	const unsigned char *u = (const unsigned char *)in;
	size_t made = 0;
	size_t at = 0;
	uint64_t kept;
	size_t took;

	memset(keep, 0, (n / 64 + 1) * sizeof(*keep));
	while (at < n) {
		took = 0;
		if (n - at >= 32) {
			took = fold_block(f, u + at, out + made, &kept);
			put_bits(keep, at, kept);
			made += (size_t)_mm_popcnt_u64(kept);
			at += took;
		}
		if (took >= 31)
			continue;
		took = simd__fold_one(f, u + at, n - at, &out[made]);
		if (took == 0)
			break;
		at += took;
		if (out[made] != SIMD_FOLD_DROP) {
			put_bits(keep, at - 1, 1);
			made++;
		}
	}
	*nout = made;
	return at;
}

static inline uint32_t
equal(const unsigned char *p, uint8_t c)
{
	return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(
	    _mm256_loadu_si256((const void *)p), _mm256_set1_epi8((char)c)));
}

static size_t
pairs(const unsigned char *p, size_t n, const struct simd_pair *pair,
    size_t npair, uint8_t also, uint32_t *where)
{
	size_t found = 0;
	uint32_t hits;
	size_t at;
	size_t k;

	for (at = 0; at < n; at += 32) {
		hits = equal(p + at, also);
		for (k = 0; k < npair; k++)
			hits |= equal(p + at + pair[k].i, pair[k].first) &
			    equal(p + at + pair[k].j, pair[k].second);
		if (n - at < 32)
			hits &= ((uint32_t)1 << (n - at)) - 1;
		for (; hits != 0; hits &= hits - 1)
			where[found++] = (uint32_t)at + _tzcnt_u32(hits);
	}
	return found;
}

void
simd__fold_avx2_unfold(const uint64_t *keep, struct simd_place *place, size_t n)
{
	size_t first = 0; /* of the bytes that keep[w] left */
	size_t next = n > 0 ? (size_t)_mm_popcnt_u64(keep[0]) : 0;
	size_t w = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		while (next <= place[i].at) {
			first = next;
			next += (size_t)_mm_popcnt_u64(keep[++w]);
		}
		place[i].at = 64 * w +
		    (size_t)_tzcnt_u64(_pdep_u64(
			(uint64_t)1 << (place[i].at - first), keep[w]));
	}
}

void
simd__fold_avx2_spread(
    const uint64_t *keep, size_t n, const uint64_t *mask, uint64_t *to)
{
	size_t at = 0; /* in mask */
	uint64_t bits;
	size_t w;

	for (w = 0; w < n; w++) {
		bits = mask[at / 64] >> at % 64 |
		    mask[at / 64 + 1] << 1 << (63 - at % 64);
		to[w] = _pdep_u64(bits, keep[w]);
		at += (size_t)_mm_popcnt_u64(keep[w]);
	}
}

const struct simd_fold_kernels simd__fold_avx2 = {
	.name = "avx2",
	.is_supported = simd__has_avx2,
	.fold = fold,
	.pairs = pairs,
	.unfold = simd__fold_avx2_unfold,
	.classify = simd__fold_scalar_classify,
	.spread = simd__fold_avx2_spread,
	.sift = simd__fold_scalar_sift,
};

#else
typedef int fold_avx2_is_not_built; /* a translation unit holds something */
#endif
