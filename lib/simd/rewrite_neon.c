/*
 * rewrite_neon.c - rewriting UTF-8 by table, 64 bytes at a time, for 64-bit ARM: a
 * table look-up takes 64 entries, half a table.
 */
#include "simd/rewrite_block.h"

#if defined(__aarch64__)
#include <arm_neon.h>

#include "simd/squeeze.h"

typedef uint8x16x4_t vector;

/* Tables of U+0600..063F and U+0640..067F, and of what stands before them. */
struct tables {
	vector second[2], lead[2], ascii[2];
	int8x16_t same;  /* ASCII up to this stays, but for NUL */
	uint64_t spaces; /* all bits: spaces are joined */
};

static inline vector
load_at(const char *p)
{
	return vld1q_u8_x4((const uint8_t *)p);
}

/* A bit for each byte, all of whose bits are the same. */
static inline uint64_t
mask(vector v)
{
	const uint8x16_t bit =
	    vreinterpretq_u8_u64(vdupq_n_u64(UINT64_C(0x8040201008040201)));
	uint8x16_t sum;

	sum = vpaddq_u8(
	    vpaddq_u8(vandq_u8(v.val[0], bit), vandq_u8(v.val[1], bit)),
	    vpaddq_u8(vandq_u8(v.val[2], bit), vandq_u8(v.val[3], bit)));
	return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(sum, sum)), 0);
}

static inline vector
equal_bytes(vector v, uint8_t c)
{
	unsigned i;

	for (i = 0; i < 4; i++)
		v.val[i] = vceqq_u8(v.val[i], vdupq_n_u8(c));
	return v;
}

static inline uint64_t
equal(vector v, uint8_t c)
{
	return mask(equal_bytes(v, c));
}

/* A STOP seems to go: only its lead stays. */
static void
load_half(const struct simd_rewrite *r, unsigned half, struct tables *t)
{
	const unsigned from = 64 * half;
	uint8x16_t stop;
	unsigned i;

	t->second[half] = vld1q_u8_x4(r->second + from);
	t->lead[half] = vld1q_u8_x4(r->lead + from);
	t->ascii[half] = vld1q_u8_x4(r->ascii + from);
	for (i = 0; i < 4; i++) {
		stop = vceqq_u8(
		    t->second[half].val[i], vdupq_n_u8(SIMD_REWRITE_STOP));
		t->second[half].val[i] = vbicq_u8(t->second[half].val[i], stop);
		t->lead[half].val[i] =
		    vbslq_u8(stop, vdupq_n_u8(0xD8), t->lead[half].val[i]);
		stop = vceqq_u8(
		    t->ascii[half].val[i], vdupq_n_u8(SIMD_REWRITE_STOP));
		t->ascii[half].val[i] = vbicq_u8(t->ascii[half].val[i], stop);
	}
}

static struct tables
load(const struct simd_rewrite *r)
{
	struct tables t = {
		.same = vdupq_n_s8(
		    r->ascii_rows != 0 ? (int8_t)(r->ascii_first - 1) : 0x7F),
		.spaces = r->joins_spaces ? ~(uint64_t)0 : 0,
	};

	load_half(r, 0, &t);
	load_half(r, 1, &t);
	return t;
}

/* v, with ASCII as the table has it. */
static inline vector
look_up_ascii(const struct tables *t, vector v, vector is_ascii)
{
	uint8x16_t to;
	unsigned i;

	for (i = 0; i < 4; i++) {
		to = vqtbl4q_u8(t->ascii[0], v.val[i]);
		to = vqtbx4q_u8(
		    to, t->ascii[1], vsubq_u8(v.val[i], vdupq_n_u8(64)));
		v.val[i] = vbslq_u8(is_ascii.val[i], to, v.val[i]);
	}
	return v;
}

/*
 * What becomes of 64 bytes, with one more before and behind.  A second byte is
 * looked up in the table of its lead, and a lead by its second byte.
 */
static inline vector
look(const struct tables *t, const char *p, struct rewrite_block *b)
{
	const uint8x16_t six = vdupq_n_u8(0x3F);
	vector v = load_at(p);
	vector before = equal_bytes(load_at(p - 1), 0xD9);
	vector next = load_at(p + 1);
	vector d8 = equal_bytes(v, 0xD8);
	vector d9 = equal_bytes(v, 0xD9);
	vector out, conts, firsts, ascii;
	uint8x16_t to, key;
	unsigned i;

	for (i = 0; i < 4; i++) {
		conts.val[i] =
		    vcltq_s8(vreinterpretq_s8_u8(v.val[i]), vdupq_n_s8(-64));
		firsts.val[i] = vcgeq_u8(v.val[i], vdupq_n_u8(0xC0));
		ascii.val[i] = vcgtq_s8(vreinterpretq_s8_u8(v.val[i]), t->same);
		key = vandq_u8(v.val[i], six);
		to = vbslq_u8(before.val[i], vqtbl4q_u8(t->second[1], key),
		    vqtbl4q_u8(t->second[0], key));
		out.val[i] = vbslq_u8(conts.val[i], to, v.val[i]);
		key = vandq_u8(next.val[i], six);
		out.val[i] = vbslq_u8(
		    d8.val[i], vqtbl4q_u8(t->lead[0], key), out.val[i]);
		out.val[i] = vbslq_u8(
		    d9.val[i], vqtbl4q_u8(t->lead[1], key), out.val[i]);
		d8.val[i] = vorrq_u8(d8.val[i], d9.val[i]);
	}
	if (mask(ascii) != 0)
		out = look_up_ascii(t, out, ascii);
	b->conts = mask(conts);
	b->firsts = mask(firsts);
	b->leads = mask(d8);
	b->keep = ~equal(out, 0);
	b->spaces = equal(v, ' ') & t->spaces;
	return out;
}

/* v, but the bytes of `from` from the other. */
static inline vector
merge(vector v, uint64_t from, vector other)
{
	const uint8x8_t bit =
	    vreinterpret_u8_u64(vdup_n_u64(UINT64_C(0x8040201008040201)));
	uint8x16_t byte;
	unsigned i;

	for (i = 0; i < 4; i++, from >>= 16) {
		byte = vcombine_u8(vtst_u8(vdup_n_u8(from & 0xFF), bit),
		    vtst_u8(vdup_n_u8(from >> 8 & 0xFF), bit));
		v.val[i] = vbslq_u8(byte, other.val[i], v.val[i]);
	}
	return v;
}

/* Second bytes of U+064B..0652 and U+0670; less: than that of two before. */
static inline uint64_t
marks_at(const char *p, uint64_t *less)
{
	vector v = load_at(p);
	vector left = load_at(p - 2);
	vector is_mark;
	uint64_t leads = equal(v, 0xD9);
	unsigned i;

	for (i = 0; i < 4; i++) {
		left.val[i] = vcltq_u8(v.val[i], left.val[i]);
		is_mark.val[i] = vcltq_u8(
		    vsubq_u8(v.val[i], vdupq_n_u8(0x8B)), vdupq_n_u8(8));
		is_mark.val[i] = vorrq_u8(
		    is_mark.val[i], vceqq_u8(v.val[i], vdupq_n_u8(0xB0)));
	}
	*less = mask(left);
	return mask(is_mark) & leads << 1;
}

/* Of 16 bytes those of keep; writes up to 16. */
static inline uint8_t *
compress(uint8x16_t v, unsigned keep, uint8_t *to)
{
	uint64_t low = simd__squeeze[keep & 0xFF];
	uint64_t high = simd__squeeze[keep >> 8] + 0x0808080808080808;

	v = vqtbl1q_u8(v, vcombine_u8(vcreate_u8(low), vcreate_u8(high)));
	vst1_u8(to, vget_low_u8(v));
	to += __builtin_popcount(keep & 0xFF);
	vst1_u8(to, vget_high_u8(v));
	return to + __builtin_popcount(keep >> 8);
}

/* Write what is kept of the first n. */
static inline char *
put(char *o, vector v, uint64_t keep, unsigned n)
{
	uint64_t kept = keep & rewrite_below(n);
	uint8_t *to = (uint8_t *)o;
	unsigned i;

	if (kept == rewrite_below(n)) {
		vst1q_u8_x4(to, v);
		return o + n;
	}
	for (i = 0; i < 4; i++, kept >>= 16)
		to = compress(v.val[i], kept & 0xFFFF, to);
	return (char *)to;
}

#include "simd/rewrite_loop.inc"

const struct simd_rewrite_kernels simd__rewrite_by_neon = {
	"neon",
	simd__always,
	rewrite,
};
#else
typedef int simd__no_rewrite_neon;
#endif
