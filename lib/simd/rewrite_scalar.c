/*
 * rewrite_scalar.c - rewriting UTF-8 by table: the specification.
 */
#include <string.h>

#include "simd/rewrite_block.h"

void
simd_rewrite_ready(struct simd_rewrite *r)
{
	unsigned i;

	r->rows = r->ascii_rows = 0;
	r->ascii_first = r->ascii_last = 0xFF;
	for (i = 0; i < 128; i++) {
		if (r->lead[i] != (0xD8 | i >> 6) ||
		    r->second[i] != (0x80 | (i & 0x3F)))
			r->rows |= (uint8_t)(1u << i / 16);
		if (i == 0 || r->ascii[i] == i)
			continue;
		if (r->ascii_rows == 0)
			r->ascii_first = (uint8_t)i;
		r->ascii_last = (uint8_t)i;
		r->ascii_rows |= (uint8_t)(1u << i / 16);
	}
}

/* Length of a character at u[0..n) that stays, or *goes; else 0. */
static unsigned
other(
    const struct simd_rewrite *r, const unsigned char *u, size_t n, bool *goes)
{
	unsigned page, bit;
	unsigned size = u[0] < 0xE0 ? 2 : u[0] < 0xF0 ? 3 : 4;
	unsigned i;

	*goes = false;
	if (u[0] < 0xC2 || u[0] > 0xF4 || n < size)
		return 0;
	for (i = 1; i < size; i++)
		if ((u[i] & 0xC0) != 0x80)
			return 0;
	bit = u[size - 1] & 0x3F;
	if (size == 4) {
		page =
		    (u[0] & 0x07u) << 12 | (u[1] & 0x3Fu) << 6 | (u[2] & 0x3Fu);
		return page >= SIMD_REWRITE_PAGES &&
			page < 64 * SIMD_REWRITE_PLANES &&
			(r->stays_page[page >> 6] >> (page & 0x3F) & 1) != 0
		    ? 4
		    : 0;
	}
	page = size == 2 ? u[0] & 0x1Fu : (u[0] & 0x0Fu) << 6 | (u[1] & 0x3Fu);
	if (size == 3 && page < 32) /* in two bytes */
		return 0;
	*goes = (r->goes[page] >> bit & 1) != 0;
	return *goes || (r->stays[page] >> bit & 1) != 0 ? size : 0;
}

/* Is it a tatweel before one of U+0621..063A, U+0641..064A? */
static bool
is_filler(const struct simd_rewrite *r, const unsigned char *u, size_t n)
{
	if (!r->drops_tatweel || n < 4 || u[0] != 0xD9 || u[1] != 0x80)
		return false;
	return u[2] == 0xD8 ? u[3] - 0xA1u < 0x1A
			    : u[2] == 0xD9 && u[3] - 0x81u < 0x0A;
}

static bool
is_mark(unsigned lead, unsigned last)
{
	return lead == 0xD9 && (last - 0x8B < 8 || last == 0xB0);
}

/* The mark D9 `last` to its place before o; false: that is too far. */
static bool
put_mark(char *o, size_t behind, uint8_t last)
{
	unsigned char *u = (unsigned char *)o;
	unsigned n;

	for (n = 0; 2 * n + 2 <= behind; n++, u -= 2) {
		if (!is_mark(u[-2], u[-1]) || u[-1] <= last)
			break;
		if (n == 4)
			return false;
	}
	memmove(u + 2, u, 2 * n);
	u[0] = 0xD9;
	u[1] = last;
	return true;
}

size_t
simd__rewrite_scalar(const struct simd_rewrite *r, const char *in, size_t n,
    char *out, size_t behind, size_t *made)
{
	const unsigned char *u = (const unsigned char *)in;
	bool after_space = r->joins_spaces && behind > 0 && out[-1] == ' ';
	bool orders = r->orders_marks;
	char *o = out;
	uint8_t lead, last;
	bool goes;
	size_t at = 0;
	unsigned i;

	while (at < n) {
		if ((u[at] & 0xFE) == 0xD8) {
			if (at + 1 == n || (u[at + 1] & 0xC0) != 0x80)
				break;
			i = (u[at] & 1u) << 6 | (u[at + 1] & 0x3Fu);
			lead = r->lead[i];
			last = r->second[i];
			if (last == SIMD_REWRITE_STOP) {
				if (!is_filler(r, u + at, n - at))
					break;
				at += 2;
				continue;
			}
			if (orders && is_mark(lead, last)) {
				if (!put_mark(
					o, behind + (size_t)(o - out), last))
					break;
				o += 2;
			} else {
				*o = (char)lead;
				o += lead != 0;
				*o = (char)last;
				o += last != 0;
			}
			at += 2;
			after_space = after_space && last == 0;
		} else if (u[at] < 0x80) {
			last = r->ascii[u[at]];
			if (last == SIMD_REWRITE_STOP)
				break;
			at++;
			if (last == 0 || (last == ' ' && after_space))
				continue;
			*o++ = (char)last;
			after_space = last == ' ' && r->joins_spaces;
		} else {
			i = other(r, u + at, n - at, &goes);
			if (i == 0)
				break;
			if (!goes) {
				memcpy(o, in + at, i);
				o += i;
				after_space = false;
			}
			at += i;
		}
	}
	*made = (size_t)(o - out);
	return at;
}

/* Blocks ------------------------------------------------------------------------ */

/* Characters that stay, and those that go, up to the first that does neither. */
static uint64_t
others(const struct simd_rewrite *r, const char *in, size_t n,
    struct rewrite_block *b, uint64_t *gone)
{
	uint64_t firsts = b->firsts & ~b->leads & rewrite_below(b->n);
	uint64_t found = 0;
	unsigned width = b->n;
	unsigned i, size;
	bool goes;

	*gone = 0;
	for (; firsts != 0; firsts &= firsts - 1) {
		i = (unsigned)__builtin_ctzll(firsts);
		size = other(r, (const unsigned char *)in + i, n - i, &goes);
		if (size == 0 || i + size > width) {
			b->n = i;
			break;
		}
		*(goes ? gone : &found) |= rewrite_below(size) << i;
	}
	return found;
}

/* Spaces behind a space, with nothing written between them. */
static uint64_t
doubled(const struct rewrite_block *b, uint64_t after_space)
{
	uint64_t gone = ~b->keep;
	uint64_t from = b->spaces << 1 | after_space;

	return (from + gone) & ~gone & b->spaces;
}

/* Where the table stops, as far as the block goes. */
static uint64_t
stops(
    const struct simd_rewrite *r, const char *in, const struct rewrite_block *b)
{
	uint64_t found = (b->leads & b->keep & ~b->keep >> 1) << 1;
	uint64_t ascii =
	    ~(b->keep | b->conts | b->firsts) & rewrite_below(b->n);
	unsigned i;

	for (; ascii != 0; ascii &= ascii - 1) {
		i = (unsigned)__builtin_ctzll(ascii);
		if (r->ascii[(unsigned char)in[i]] == SIMD_REWRITE_STOP)
			found |= (uint64_t)1 << i;
	}
	return found;
}

/* Second bytes of tatweels that are not written, in a block of n or more. */
static uint64_t
fillers(const struct simd_rewrite *r, const char *in, size_t n, uint64_t stops)
{
	uint64_t found = 0;
	unsigned i;

	for (; stops != 0; stops &= stops - 1) {
		i = (unsigned)__builtin_ctzll(stops);
		if (is_filler(r, (const unsigned char *)in + i - 1, n - i + 1))
			found |= (uint64_t)1 << i;
	}
	return found;
}

uint64_t
simd__rewrite_settle(const struct simd_rewrite *r, const char *in, size_t n,
    const struct rewrite_before *before, struct rewrite_block *b)
{
	uint64_t stop = stops(r, in, b);
	uint64_t gone;
	uint64_t as_is = others(r, in, n, b, &gone);
	uint64_t conts = b->conts & ~(as_is | gone);
	uint64_t seconds = b->leads << 1 | before->lead;
	uint64_t filler =
	    r->drops_tatweel ? fillers(r, in, n, stop & b->leads << 1) : 0;
	uint64_t wrong;

	stop |= before->lead & ~before->gone_lead & ~b->keep;
	wrong = (conts & ~seconds) | (before->lead & ~conts) |
	    (stop & ~as_is & ~gone & ~filler);
	/* What is wrong with a second byte is wrong with its lead. */
	wrong |= (wrong | (seconds & ~conts)) >> 1 & b->leads;
	if (wrong != 0 && (unsigned)__builtin_ctzll(wrong) < b->n)
		b->n = (unsigned)__builtin_ctzll(wrong);
	b->keep &= ~(gone | filler | filler >> 1);
	b->keep = b->n > 0 ? (b->keep | as_is) & rewrite_below(b->n) : 0;
	b->spaces &= b->keep;
	b->keep &= ~doubled(b, rewrite_after_space(before));
	return as_is;
}

const struct simd_rewrite_kernels simd__rewrite_by_scalar = {
	"scalar",
	simd__always,
	simd__rewrite_scalar,
};

const struct simd_rewrite_kernels *const simd_rewrite_all[] = {
	&simd__rewrite_by_scalar,
#if defined(__x86_64__)
	&simd__rewrite_by_avx2,
	&simd__rewrite_by_avx512,
#elif defined(__aarch64__)
	&simd__rewrite_by_neon,
#endif
	NULL,
};

const struct simd_rewrite_kernels *
simd_rewrite(void)
{
	const struct simd_rewrite_kernels *best = simd_rewrite_all[0];
	size_t i;

	for (i = 1; simd_rewrite_all[i] != NULL; i++)
		if (simd_rewrite_all[i]->is_supported())
			best = simd_rewrite_all[i];
	return best;
}
