/*
 * rewrite_avx2.c - rewriting UTF-8 by table, 64 bytes at a time, in two vectors.
 *
 * A table of 128 entries is eight rows of 16, each a shuffle; it holds what is
 * to be changed, so that rows that change nothing are not looked up.
 */
#include "simd/rewrite_block.h"

#if defined(__x86_64__)
#include "simd/avx2.h"

typedef struct {
	__m256i low, high;
} vector;

/* A row: what an entry differs by from what it is for. */
struct row {
	__m256i key; /* 16 * its number */
	__m256i second, lead;
};

/*
 * The rows that change something, those of U+0600..064F first: most blocks need
 * no other.  Constants are in memory, or compilers make them again for each block.
 */
struct tables {
	struct row row[8], ascii[8];
	unsigned nletters, n, nascii;
	uint64_t spaces;   /* all bits: spaces are joined */
	__m256i same;      /* ASCII up to this stays, but for NUL */
	uint8_t lead[128]; /* what leads differ by */
	__m256i x40, x70, x80, last, space, even, d8, conts;
};

static inline __m256i
all(int c)
{
	return _mm256_set1_epi8((char)c);
}

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

static uint8_t
changed_lead(const struct simd_rewrite *r, unsigned at)
{
	return r->second[at] == SIMD_REWRITE_STOP
	    ? 0
	    : r->lead[at] ^ (uint8_t)(0xD8 | at >> 6);
}

static void
load_row(const struct simd_rewrite *r, unsigned from, struct row *row,
    struct row *of_ascii)
{
	uint8_t second[16], lead[16], ascii[16];
	unsigned i, at;

	for (i = 0; i < 16; i++) {
		at = from + i;
		second[i] = written(r->second[at]) ^ (0x80 | (at & 0x3F));
		lead[i] = changed_lead(r, at);
		ascii[i] = written(r->ascii[at]) ^ (uint8_t)at;
	}
	*row = (struct row){ all((int)from), twice(second), twice(lead) };
	*of_ascii = (struct row){ all((int)from), twice(ascii), all(0) };
}

static __attribute__((noinline)) struct tables
load(const struct simd_rewrite *r)
{
	struct tables t = {
		.spaces = r->joins_spaces ? ~(uint64_t)0 : 0,
		.same = all(r->ascii_rows != 0 ? r->ascii_first - 1 : 0x7F),
		.x40 = all(0x40),
		.x70 = all(0x70),
		.x80 = all(0x80),
		.last = all(0x4F),
		.space = all(' '),
		.even = all(0xFE),
		.d8 = all(0xD8),
		.conts = all(0xC0),
	};
	unsigned i;

	for (i = 0; i < 128; i++)
		t.lead[i] = changed_lead(r, i);
	for (i = 0; i < 8; i++) {
		load_row(r, 16 * i, &t.row[t.n], &t.ascii[t.nascii]);
		t.n += r->rows >> i & 1;
		t.nascii += r->ascii_rows >> i & 1;
		if (i < 5)
			t.nletters = t.n;
	}
	return t;
}

static inline __m256i
load_half(const char *p)
{
	return _mm256_loadu_si256((const __m256i *)(const void *)p);
}

static inline vector
load_at(const char *p)
{
	return (vector){ load_half(p), load_half(p + 32) };
}

static inline uint64_t
mask(__m256i low, __m256i high)
{
	return (uint32_t)_mm256_movemask_epi8(low) |
	    (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

static inline uint64_t
equal(vector v, __m256i other)
{
	return mask(
	    _mm256_cmpeq_epi8(v.low, other), _mm256_cmpeq_epi8(v.high, other));
}

/*
 * Of second bytes the six bits and the last of the lead, other than it was; at the
 * rest the top bit.
 */
static inline __m256i
index_of(const struct tables *t, __m256i v, __m256i before)
{
	__m256i six = _mm256_adds_epu8(_mm256_xor_si256(v, t->x80), t->x40);
	__m256i seventh =
	    _mm256_and_si256(_mm256_slli_epi16(before, 6), t->x40);

	return _mm256_xor_si256(_mm256_xor_si256(six, seventh), t->x40);
}

/* Where to look in a row: what is not of it has the top bit and gives 0. */
static inline __m256i
place(const struct tables *t, __m256i index, __m256i key)
{
	return _mm256_adds_epu8(_mm256_xor_si256(index, key), t->x70);
}

/* v, changed at `at` as the row says. */
static inline __m256i
changed(__m256i v, __m256i row, __m256i at)
{
	return _mm256_xor_si256(v, _mm256_shuffle_epi8(row, at));
}

/* What becomes of 64 bytes, with one more before and behind. */
static inline __attribute__((always_inline)) vector
look(const struct tables *t, const char *p, struct rewrite_block *b)
{
	const vector v = load_at(p);
	vector out = v, leads, index, at, lead;
	const struct row *row, *end;
	__m256i next_lead;
	uint64_t others;

	index.low = index_of(t, v.low, load_half(p - 1));
	index.high = index_of(t, v.high, load_half(p + 31));
	lead.low = lead.high = _mm256_setzero_si256();
	others = mask(_mm256_cmpgt_epi8(index.low, t->last),
	    _mm256_cmpgt_epi8(index.high, t->last));
	end = t->row + (others == 0 ? t->nletters : t->n);
	for (row = t->row; row < end; row++) {
		at.low = place(t, index.low, row->key);
		at.high = place(t, index.high, row->key);
		out.low = changed(out.low, row->second, at.low);
		out.high = changed(out.high, row->second, at.high);
		lead.low = changed(lead.low, row->lead, at.low);
		lead.high = changed(lead.high, row->lead, at.high);
	}
	/* To the byte before; to the last one that of the next vector. */
	next_lead = _mm256_castsi128_si256(
	    _mm_cvtsi32_si128(t->lead[(p[63] & 1) << 6 | (p[64] & 0x3F)]));
	leads.low = _mm256_cmpeq_epi8(_mm256_and_si256(v.low, t->even), t->d8);
	leads.high =
	    _mm256_cmpeq_epi8(_mm256_and_si256(v.high, t->even), t->d8);
	at.low = _mm256_permute2x128_si256(lead.low, lead.high, 0x21);
	at.high = _mm256_permute2x128_si256(lead.high, next_lead, 0x21);
	lead.low = _mm256_alignr_epi8(at.low, lead.low, 1);
	lead.high = _mm256_alignr_epi8(at.high, lead.high, 1);
	out.low =
	    _mm256_xor_si256(out.low, _mm256_and_si256(lead.low, leads.low));
	out.high =
	    _mm256_xor_si256(out.high, _mm256_and_si256(lead.high, leads.high));
	others = mask(_mm256_cmpgt_epi8(v.low, t->same),
	    _mm256_cmpgt_epi8(v.high, t->same));
	end = t->ascii + (others == 0 ? 0 : t->nascii);
	for (row = t->ascii; row < end; row++) {
		out.low =
		    changed(out.low, row->second, place(t, v.low, row->key));
		out.high =
		    changed(out.high, row->second, place(t, v.high, row->key));
	}
	b->conts = mask(_mm256_cmpgt_epi8(t->conts, v.low),
	    _mm256_cmpgt_epi8(t->conts, v.high));
	b->leads = mask(leads.low, leads.high);
	b->firsts = mask(v.low, v.high) & ~b->conts;
	b->keep = ~equal(out, _mm256_setzero_si256());
	b->spaces = equal(v, t->space) & t->spaces;
	return out;
}

static inline __m256i
merge_half(__m256i v, uint32_t from, __m256i other)
{
	const __m256i bit = _mm256_set1_epi64x((long long)0x8040201008040201);
	const __m256i byte = _mm256_setr_epi64x(
	    0, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303);
	__m256i m = _mm256_shuffle_epi8(_mm256_set1_epi32((int)from), byte);

	m = _mm256_cmpeq_epi8(_mm256_and_si256(m, bit), bit);
	return _mm256_blendv_epi8(v, other, m);
}

/* v, but the bytes of `from` from the other. */
static inline vector
merge(vector v, uint64_t from, vector other)
{
	return (vector){ merge_half(v.low, (uint32_t)from, other.low),
		merge_half(v.high, (uint32_t)(from >> 32), other.high) };
}

static inline __m256i
are_marks(__m256i v)
{
	__m256i vowel =
	    _mm256_and_si256(_mm256_cmpgt_epi8(v, _mm256_set1_epi8((char)0x8A)),
		_mm256_cmpgt_epi8(_mm256_set1_epi8((char)0x93), v));

	return _mm256_or_si256(
	    vowel, _mm256_cmpeq_epi8(v, _mm256_set1_epi8((char)0xB0)));
}

/* Second bytes of U+064B..0652 and U+0670; less: than that of two before. */
static inline uint64_t
marks_at(const char *p, uint64_t *less)
{
	vector v = load_at(p);
	vector before = load_at(p - 2);

	*less = mask(_mm256_cmpgt_epi8(before.low, v.low),
	    _mm256_cmpgt_epi8(before.high, v.high));
	return mask(are_marks(v.low), are_marks(v.high)) &
	    equal(v, all(0xD9)) << 1;
}

/* Write what is kept of the first n. */
static inline char *
put(char *o, vector v, uint64_t keep, unsigned n)
{
	uint64_t kept = keep & rewrite_below(n);
	unsigned char *u = (unsigned char *)o;

	if (kept == rewrite_below(n)) {
		_mm256_storeu_si256((__m256i *)(void *)o, v.low);
		_mm256_storeu_si256((__m256i *)(void *)(o + 32), v.high);
		return o + n;
	}
	u += simd__compress(v.low, (uint32_t)kept, u);
	simd__compress(v.high, (uint32_t)(kept >> 32), u);
	return o + __builtin_popcountll(kept);
}

#include "simd/rewrite_loop.inc"

const struct simd_rewrite_kernels simd__rewrite_by_avx2 = {
	"avx2",
	simd__has_avx2,
	rewrite,
};
#endif
